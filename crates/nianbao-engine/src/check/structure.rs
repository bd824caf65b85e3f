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

pub(super) use listing::PartWords;
use nianbao_core::finding::Severity;

use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    prose("S01", Severity::Error, headings::missing_parts),
    prose("S02", Severity::Warning, headings::other_wordings),
    prose("S03", Severity::Warning, subheadings::missing_aspects),
    rule("S04", Severity::Error, tables::not_as_a_table),
    rule("S05", Severity::Error, tables::missing_rows_and_columns),
    prose("S07", Severity::Hint, preface::missing_or_of_other_parts),
    prose("S08", Severity::Hint, preface::inside_part_one),
    prose("S09", Severity::Warning, problems::no_problem_or_no_improvement),
    prose("S10", Severity::Warning, fees::nothing_on_fees),
    Rule { is_local: true, ..prose("S11", Severity::Hint, length::part_one_too_long) },
    Rule { needs: Needs::PriorProse, ..prose("S12", Severity::Hint, length::unlike_last_year) },
    prose("S13", Severity::Warning, accountability::not_reported),
    prose("S14", Severity::Warning, preface::announced_parts),
];

const fn rule(code: &'static str, severity: Severity, run: fn(&super::Facts<'_>, &mut super::Findings<'_>)) -> Rule {
    Rule { code, severity, needs: Needs::Report, is_local: false, run }
}

const fn prose(code: &'static str, severity: Severity, run: fn(&super::Facts<'_>, &mut super::Findings<'_>)) -> Rule {
    Rule { needs: Needs::Prose, ..rule(code, severity, run) }
}
