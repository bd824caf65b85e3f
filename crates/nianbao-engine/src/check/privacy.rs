//! Rules of group V: what must not be published, and what a file carries unseen.

mod contacts;
mod links;
mod marks;
mod mask;
mod names;
mod numbers;
mod texts;
mod unseen;

use nianbao_core::finding::Severity;

use super::facts::Facts;
use super::rule::{Findings, Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    rule("V01", Severity::Error, numbers::numbers),
    rule("V02", Severity::Warning, contacts::contacts),
    rule("V03", Severity::Warning, names::names),
    rule("V04", Severity::Warning, marks::marks),
    rule("V05", Severity::Warning, unseen::unseen),
    rule("V06", Severity::Hint, links::links),
];

const fn rule(code: &'static str, severity: Severity, run: fn(&Facts<'_>, &mut Findings<'_>)) -> Rule {
    Rule { code, severity, needs: Needs::Report, is_local: false, run }
}
