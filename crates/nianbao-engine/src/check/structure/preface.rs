//! S07, S08 and S14: the preface is there, before part one, and lists the parts that the report has.

use std::borrow::Cow;

use nianbao_core::finding::Severity;

use super::listing::{Listing, announced, listing};
use super::text::{has_any, of_part, without_blanks};
use crate::check::facts::{Facts, Place};
use crate::check::rule::Findings;
use crate::parts::numeral;

/// What only a preface says.
const WORDS_OF_PREFACES: [&str; 9] = [
    "统计期限",
    "统计时限",
    "统计时间",
    "所列数据的",
    "本报告由",
    "本年度报告由",
    "编制本报告",
    "编制本年度报告",
    "本报告根据",
];
/// A preface with more sentences than this is none.
const MOST_SENTENCES: usize = 50;
/// A preface that slipped into part one stands in its first paragraphs.
const FIRST_PARAGRAPHS: usize = 2;

/// No preface, which is a hint, for the notice prescribes none; or one that lists other parts than the form has.
pub(super) fn missing_or_of_other_parts(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    if report.preface.is_empty() {
        if preface_in_part_one(facts).is_none() && report.parts.len() >= 2 {
            let finding = findings.new_finding().with("kind", "missing");
            findings.add(finding);
        }
        return;
    }
    let Some((sentence, Listing { named, others, is_open })) = facts.list_of_parts() else { return };
    let missing: Vec<&str> = (facts.form.parts.iter().enumerate())
        .filter(|(index, _)| !named.contains(index))
        .map(|(_, part)| part.heading.as_str())
        .collect();
    if missing.is_empty() || *is_open && others.is_empty() {
        return;
    }
    let mut finding = findings
        .new_finding()
        .with("kind", if others.is_empty() { "fewer" } else { "others" })
        .with("missing", missing.join("”“"))
        .with("others", others.join("”“"))
        .with("sentence", sentence);
    finding.severity = Severity::Warning;
    findings.add(finding);
}

/// The preface stands below the heading of part one.
pub(super) fn inside_part_one(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if let Some(sentence) = preface_in_part_one(facts) {
        let finding = findings.new_finding().with("sentence", sentence);
        findings.add(finding);
    }
}

/// The preface announces another number of parts than it lists, or than the report has.
pub(super) fn announced_parts(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    // A list that leaves parts out has been found already; the number is of the same cause.
    if findings.found().iter().any(|finding| finding.code == "S07") {
        return;
    }
    let sentences = sentences_of_preface(facts);
    let Some((sentence, number)) =
        sentences.iter().filter(|text| text.contains("报告")).find_map(|text| Some((text, announced(text)?)))
    else {
        return;
    };
    // `总体情况、主动公开政府信息情况等六个部分` names the first of them only; a list that comes to the last is whole.
    let is_whole = |listing: &Listing| !listing.is_open || listing.named.contains(&(facts.form.parts.len() - 1));
    let listed = match facts.list_of_parts() {
        Some((_, listing)) if is_whole(listing) => listing.named.len() + listing.others.len(),
        _ => facts.report().parts.len(),
    };
    // Parts of which the report has less than the form are S01's.
    let is_of_form = facts.report().parts.len() == facts.form.parts.len();
    if usize::from(number) != listed && is_of_form {
        let finding = findings
            .new_finding()
            .with("announced", numeral(number))
            .with("listed", numeral(u8::try_from(listed).unwrap_or(u8::MAX)))
            .with("announced_number", number)
            .with("listed_number", listed)
            .with("sentence", sentence);
        findings.add(finding);
    }
}

fn preface_in_part_one<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    if !facts.report().preface.is_empty() {
        return None;
    }
    let paragraphs = of_part(facts, 1).filter(|passage| !passage.is_heading).take(FIRST_PARAGRAPHS);
    let texts: Vec<&'a str> = paragraphs.map(|passage| passage.text).collect();
    texts.into_iter().find(|text| has_any(&without_blanks(text), &WORDS_OF_PREFACES))
}

/// The list of parts that the preface gives, with the sentence that it stands in.
pub(in crate::check) fn list_of_parts<'a>(facts: &Facts<'a>) -> Option<(Cow<'a, str>, Listing)> {
    let words = facts.editions.part_words(facts.form);
    sentences_of_preface(facts).into_iter().find_map(|sentence| {
        let found = listing(&sentence, words)?;
        Some((sentence, found))
    })
}

fn sentences_of_preface<'a>(facts: &Facts<'a>) -> Vec<Cow<'a, str>> {
    let is_of_preface = |passage: usize| matches!(facts.passages()[passage].place, Place::Preface(_));
    let sentences = facts.sentences().iter().filter(|sentence| is_of_preface(sentence.passage));
    sentences.take(MOST_SENTENCES).map(|sentence| without_blanks(sentence.text)).collect()
}
