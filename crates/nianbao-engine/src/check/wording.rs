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
use super::rule::{Findings, Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    rule("T01", Severity::Error, leftovers::leftovers),
    rule("T02", Severity::Warning, typing::typing),
    rule("T03", Severity::Hint, units::units),
    rule("T04", Severity::Warning, levels::levels),
    rule("T05", Severity::Hint, meetings::stale),
    rule("T06", Severity::Warning, meetings::impossible),
    rule("T07", Severity::Hint, levels::marks),
    Rule { is_local: true, ..rule("T08", Severity::Warning, old_names::old_names) },
];

const fn rule(code: &'static str, severity: Severity, run: fn(&Facts<'_>, &mut Findings<'_>)) -> Rule {
    Rule { code, severity, needs: Needs::Prose, is_local: false, run }
}

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
