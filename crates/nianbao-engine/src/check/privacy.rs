//! Rules of group V: what must not be published, and what a file carries unseen.

mod contacts;
mod links;
mod marks;
mod mask;
mod names;
mod numbers;
mod texts;
mod unseen;
mod untaken;

use nianbao_core::finding::Severity;
pub(super) use texts::{Text, all as texts};

use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    Rule::new("V01", Severity::Error, Needs::Report, numbers::numbers),
    Rule::new("V02", Severity::Warning, Needs::Report, contacts::contacts),
    Rule::new("V03", Severity::Warning, Needs::Report, names::names),
    Rule::new("V04", Severity::Warning, Needs::Report, marks::marks),
    Rule::new("V05", Severity::Warning, Needs::Report, unseen::unseen),
    Rule::new("V06", Severity::Hint, Needs::Report, links::links),
];
