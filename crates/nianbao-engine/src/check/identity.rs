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
pub(super) use period::{Misprinted, misprinted_dates, stated_period};

use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    Rule::new("I01", Severity::Error, Needs::Report, period::of_another_year),
    Rule::new("I02", Severity::Error, Needs::Report, period::not_the_whole_year),
    Rule::new("I03", Severity::Warning, Needs::Report, other_year::another_year),
    Rule::new("I04", Severity::Error, Needs::Report, names::of_another_organ),
    Rule::new("I05", Severity::Warning, Needs::Prose, self_names::of_another_kind),
    Rule::new("I06", Severity::Hint, Needs::Prose, contact::incomplete),
    Rule::new("I07", Severity::Warning, Needs::Prose, sites::differ),
    Rule::new("I08", Severity::Warning, Needs::Prose, law_names::out_of_date_or_undefined),
    Rule::new("I09", Severity::Warning, Needs::Report, published::late),
    Rule::new("I10", Severity::Warning, Needs::Prose, period::misprinted),
];
