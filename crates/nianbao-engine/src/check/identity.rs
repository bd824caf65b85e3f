//! Rules of group I: organ, year, period and contact.

mod contact;
mod law_names;
mod names;
mod other_year;
mod period;
mod places;
mod plain;
mod published;
mod self_names;
mod sites;

use nianbao_core::finding::Severity;

use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    rule("I01", Severity::Error, Needs::Report, period::of_another_year),
    rule("I02", Severity::Error, Needs::Report, period::not_the_whole_year),
    rule("I03", Severity::Warning, Needs::Report, other_year::another_year),
    rule("I04", Severity::Error, Needs::Report, names::of_another_organ),
    rule("I05", Severity::Warning, Needs::Prose, self_names::of_another_kind),
    rule("I06", Severity::Hint, Needs::Prose, contact::incomplete),
    rule("I07", Severity::Warning, Needs::Prose, sites::differ),
    rule("I08", Severity::Warning, Needs::Prose, law_names::out_of_date_or_undefined),
    rule("I09", Severity::Warning, Needs::Report, published::late),
    rule("I10", Severity::Warning, Needs::Prose, period::misprinted),
];

const fn rule(
    code: &'static str,
    severity: Severity,
    needs: Needs,
    run: fn(&super::Facts<'_>, &mut super::Findings<'_>),
) -> Rule {
    Rule { code, severity, needs, is_local: false, run }
}
