//! Rules of group S: the six parts, their headings and their tables.
//!
//! What recognizing says already is not said again: a heading renumbered or out of order is L14, a table that a file
//! does not hold L05, figures that it lacks L04, a local row L18, another edition S06. So S01 speaks of parts that are
//! missing, S04 of tables that are there as a picture or annex, and S04 and S05 of what reports lack that were read
//! from data and never recognized.

mod accountability;
mod fees;
mod headings;
mod length;
mod listing;
mod preface;
mod problems;
mod subheadings;
mod tables;
mod text;

pub(super) use listing::{Listing, PartWords};
use nianbao_core::finding::Severity;
pub(super) use preface::list_of_parts;

use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    Rule::new("S01", Severity::Error, Needs::Prose, headings::missing_parts),
    Rule::new("S02", Severity::Warning, Needs::Prose, headings::other_wordings),
    Rule::new("S03", Severity::Warning, Needs::Prose, subheadings::missing_aspects),
    Rule::new("S04", Severity::Error, Needs::Report, tables::not_as_a_table),
    Rule::new("S05", Severity::Error, Needs::Report, tables::missing_rows_and_columns),
    Rule::new("S07", Severity::Hint, Needs::Prose, preface::missing_or_of_other_parts),
    Rule::new("S08", Severity::Hint, Needs::Prose, preface::inside_part_one),
    Rule::new("S09", Severity::Warning, Needs::Prose, problems::no_problem_or_no_improvement),
    Rule::new("S10", Severity::Warning, Needs::Prose, fees::nothing_on_fees),
    Rule::new("S11", Severity::Hint, Needs::Prose, length::part_one_too_long).local(),
    Rule::new("S12", Severity::Hint, Needs::PriorProse, length::unlike_last_year),
    Rule::new("S13", Severity::Warning, Needs::Prose, accountability::not_reported),
    Rule::new("S14", Severity::Warning, Needs::Prose, preface::announced_parts),
];
