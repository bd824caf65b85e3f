//! S11 and S12: how long the text is.

use nianbao_core::Report;
use nianbao_core::report::PartBlock;

use super::text::{of_part, part_that};
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// What cities that set a bound to part one ask for.
const USUAL_LIMIT: u32 = 1000;
/// Shorter texts say little by their length.
const FEWEST_CHARACTERS: usize = 400;
/// How many times longer or shorter than last year's a text may be.
const TIMES: usize = 3;

/// Part one has more characters than the office allows.
pub(super) fn part_one_too_long(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(part) = part_that(facts, |part| !part.subheadings.is_empty()) else { return };
    let limit = facts.setting("S11").and_then(|setting| setting.limit).unwrap_or(USUAL_LIMIT);
    let count: usize = of_part(facts, part).map(|passage| characters(passage.text)).sum();
    if count > usize::try_from(limit).unwrap_or(usize::MAX) {
        let finding = findings.new_finding().with("count", count).with("limit", limit);
        findings.add(finding);
    }
}

/// The text is three times as long as last year's, or a third of it.
pub(super) fn unlike_last_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(prior) = facts.subject.prior else { return };
    let (now, before) = (length(facts.report()), length(prior));
    let kind = match () {
        () if now.max(before) < FEWEST_CHARACTERS => return,
        () if now > before * TIMES => "longer",
        () if now * TIMES < before => "shorter",
        () => return,
    };
    let finding = findings.new_finding().with("kind", kind).with("now", now).with("before", before);
    findings.add(finding);
}

fn length(report: &Report) -> usize {
    let blocks = report.parts.iter().flat_map(|part| &part.blocks);
    let texts = blocks.filter_map(|block| match block {
        PartBlock::Heading { text, .. } | PartBlock::Paragraph { text } => Some(text),
        PartBlock::Table { .. } | PartBlock::Grid(_) => None,
    });
    texts.map(|text| characters(text)).sum()
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
