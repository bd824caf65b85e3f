//! Y05 and Y06: text that was taken over from last year's report (雷同).

use std::collections::BTreeMap;

use nianbao_core::finding::Severity;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::is_of_last_year;
use super::sentences::{self, Piece};

/// From this share of the text on it is copied, in percent.
const COPIED: usize = 80;
/// From this share on it is worth a look.
const MUCH: usize = 60;
/// Fewer sentences than these say too little of a report.
const FEWEST: usize = 4;
/// From this share on the part on problems is last year's.
const PROBLEMS: usize = 50;
/// Words of sentences that only lead to the problems or the measures.
const LEADING: [&str; 12] = [
    "以下问题",
    "一些问题",
    "一些不足",
    "一定差距",
    "一定的差距",
    "主要表现",
    "主要问题",
    "取得了一定",
    "有待进一步",
    "以下几个方面",
    "以下方面",
    "下一步将",
];

/// Y05: how much of the text, sentence by sentence and by its length, stands in last year's report already.
pub(super) fn text(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(prior) = facts.subject.prior.filter(|_| is_of_last_year(facts)) else { return };
    let pieces = sentences::pieces(facts);
    let before = sentences::keys(prior, facts.editions, None);
    let repeated: Vec<&Piece<'_>> = pieces.iter().filter(|piece| before.contains(&piece.key)).collect();
    let share = share(&repeated, &pieces);
    if pieces.len() < FEWEST || share < MUCH {
        return;
    }
    let mut finding = findings.new_finding();
    if share < COPIED {
        finding.severity = Severity::Hint;
    }
    let mut by_part: BTreeMap<usize, usize> = BTreeMap::new();
    for piece in &repeated {
        *by_part.entry(piece.part).or_default() += 1;
    }
    let heading = |part: usize| facts.report().parts.get(part).map_or("", |part| &part.heading);
    let places: Vec<String> = by_part.iter().map(|(&part, count)| format!("{}（{count}）", heading(part))).collect();
    finding = finding.with("share", share).with("places", places.join("、")).with("count", repeated.len());
    findings.add(finding.with("sentence", longest(&repeated)));
}

/// Y06: problems and improvements in last year's words. One sentence may be; several, or most of the part, are a sign
/// that nothing was looked at again. Silent where Y05 has named the whole text.
pub(super) fn problems(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(prior) = facts.subject.prior.filter(|_| is_of_last_year(facts)) else { return };
    let Some(part) = sentences::part_on_problems(facts.form) else { return };
    if findings.found().iter().any(|finding| finding.code == "Y05") {
        return;
    }
    let mut pieces = sentences::pieces(facts);
    pieces.retain(|piece| piece.of_form == Some(part) && !LEADING.iter().any(|words| piece.text.contains(words)));
    let before = sentences::keys(prior, facts.editions, Some(part));
    let repeated: Vec<&Piece<'_>> = pieces.iter().filter(|piece| before.contains(&piece.key)).collect();
    if repeated.is_empty() {
        return;
    }
    let mut finding = findings.new_finding();
    if repeated.len() < 2 && share(&repeated, &pieces) < PROBLEMS {
        finding.severity = Severity::Hint;
    }
    finding = finding.with("count", repeated.len());
    findings.add(finding.with("sentence", longest(&repeated)));
}

/// How much of the text is in some of its sentences, in percent of the characters.
fn share(some: &[&Piece<'_>], all: &[Piece<'_>]) -> usize {
    let of_some: usize = some.iter().map(|piece| piece.length).sum();
    let of_all: usize = all.iter().map(|piece| piece.length).sum();
    (100 * of_some).checked_div(of_all).unwrap_or(0)
}

fn longest<'a>(pieces: &[&Piece<'a>]) -> &'a str {
    pieces.iter().max_by_key(|piece| piece.length).map_or("", |piece| piece.text)
}
