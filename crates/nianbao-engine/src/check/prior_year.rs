//! Rules of group Y: this year's report against last year's.

mod alike;
mod carry_over;
mod jumps;
mod measures;
mod pairs;
mod repeated;
mod sentences;
#[cfg(test)]
mod tests;
mod unchanged;

use nianbao_core::finding::Severity;

use super::facts::Facts;
use super::rule::{Needs, Rule};
use crate::recognize::are_one_organ;

/// The rules in order. Y07 looks at several reports at once and is called by itself: [`alike`].
pub(super) const RULES: &[Rule] = &[
    Rule::new("Y01", Severity::Error, Needs::Prior, carry_over::requests),
    Rule::new("Y02", Severity::Warning, Needs::Prior, carry_over::stocks),
    Rule::new("Y03", Severity::Warning, Needs::Prior, jumps::jumps),
    Rule::new("Y04", Severity::Warning, Needs::Prior, unchanged::unchanged),
    Rule::new("Y05", Severity::Warning, Needs::PriorProse, repeated::text),
    Rule::new("Y06", Severity::Warning, Needs::PriorProse, repeated::problems),
    Rule::new("Y08", Severity::Hint, Needs::PriorProse, measures::unanswered),
];

/// Whether the other report is of the year before. Where either does not say its year, whoever gave it knows.
fn is_of_last_year(facts: &Facts<'_>) -> bool {
    match (facts.report().year, facts.subject.prior.and_then(|prior| prior.year)) {
        (Some(year), Some(prior)) => prior.checked_add(1) == Some(year),
        _ => true,
    }
}

/// The other report's organ, where it has another name than this one: 甲市乙镇人民政府 is 乙镇人民政府, and 甲市 is
/// 甲市人民政府.
fn other_organ<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let (now, before) = (&facts.report().organ.name, &facts.subject.prior?.organ.name);
    (!are_one_organ(now, before)).then_some(before.as_str())
}
