//! Rules of group T: left-over template text, typing faults, punctuation.

mod brackets;
mod doubled;
pub(in crate::check) mod excerpt;
mod leftovers;
mod levels;
pub(in crate::check) mod lists;
mod meetings;
mod old_names;
mod punctuation;
mod typing;
mod units;

use nianbao_core::finding::Severity;

use super::facts::{Facts, Passage, Place};
use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    Rule::new("T01", Severity::Error, Needs::Prose, leftovers::leftovers),
    Rule::new("T02", Severity::Warning, Needs::Prose, typing::typing),
    Rule::new("T03", Severity::Hint, Needs::Prose, units::units),
    Rule::new("T04", Severity::Warning, Needs::Prose, levels::levels),
    Rule::new("T05", Severity::Hint, Needs::Prose, meetings::stale),
    Rule::new("T06", Severity::Warning, Needs::Prose, meetings::impossible),
    Rule::new("T07", Severity::Hint, Needs::Prose, levels::marks),
    Rule::new("T08", Severity::Warning, Needs::Prose, old_names::old_names).local(),
];

/// Every line that a reader sees, in order: the title, the parts' headings and the passages.
fn lines<'a>(facts: &Facts<'a>) -> Vec<&'a str> {
    let report = facts.report();
    let headings = report.parts.iter().map(|part| part.heading.as_str());
    let passages = facts.passages().iter().map(|passage| passage.text);
    report.title.as_deref().into_iter().chain(headings).chain(passages).collect()
}

/// Whether two passages stand in the same stretch of text: the preface, or one part.
fn are_of_one_part(one: &Passage<'_>, other: &Passage<'_>) -> bool {
    match (one.place, other.place) {
        (Place::Preface(_), Place::Preface(_)) => true,
        (Place::Part { part, .. }, Place::Part { part: other, .. }) => part == other,
        _ => false,
    }
}
