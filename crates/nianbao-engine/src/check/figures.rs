//! Rules of group F and R: what stands in the cells, and what must hold among them.

mod all_zero;
mod blank;
mod charges;
mod in_force;
mod litigation;
mod not_a_number;
mod not_possible;
mod power;
mod relations;

use nianbao_core::CellValue;
use nianbao_core::document::InputKind;
use nianbao_core::finding::Severity::{Error, Hint, Warning};
use nianbao_core::form::{FormCell, FormTable};

use super::facts::Facts;
use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    rule("F01", Error, not_a_number::run),
    rule("F02", Warning, blank::left_blank),
    rule("F03", Error, not_possible::run),
    rule("F05", Warning, power::run),
    Rule { code: "F06", severity: Warning, needs: Needs::Report, is_local: false, run: charges::in_yuan },
    rule("F07", Warning, charges::too_exact),
    rule("F08", Hint, in_force::run),
    rule("R01", Error, relations::balance),
    rule("R02", Error, relations::outcomes),
    rule("R03", Error, relations::applicants),
    rule("R05", Error, relations::disputes),
    rule("R06", Warning, blank::blank_totals),
    rule("R07", Warning, blank::unfilled_columns),
    rule("R08", Error, relations::split_digits),
    Rule { code: "R09", severity: Warning, needs: Needs::Prior, is_local: false, run: litigation::run },
    rule("R10", Hint, all_zero::run),
    rule("R11", Error, relations::total_of_0),
    rule("R12", Error, relations::other_sums),
];

const fn rule(
    code: &'static str,
    severity: nianbao_core::finding::Severity,
    run: fn(&Facts<'_>, &mut super::rule::Findings<'_>),
) -> Rule {
    Rule { code, severity, needs: Needs::Report, is_local: false, run }
}

/// A cell that was found, with its place in the form.
struct Placed<'a> {
    id: String,
    value: &'a CellValue,
    input: InputKind,
    unit: &'a str,
    table: &'a FormTable,
}

/// The cells that were found, in printed order; those of a row of another edition come last in their table.
fn placed<'a>(facts: &Facts<'a>) -> Vec<Placed<'a>> {
    placed_where(facts, |_| true)
}

/// Those of them that the form says something of.
fn placed_where<'a>(facts: &Facts<'a>, is_wanted: impl Fn(&FormCell<'_>) -> bool) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    for (own, read) in facts.tables() {
        let editions = facts.forms.iter().rev().filter_map(|form| form.table(&own.id));
        let mut known = std::collections::HashSet::new();
        for table in std::iter::once(own).chain(editions.filter(|table| !std::ptr::eq(*table, own))) {
            for cell in table.cells().filter(&is_wanted) {
                let key = cell.key();
                if let Some(value) = read.cells.get(&key)
                    && known.insert(key.clone())
                {
                    let id = format!("{}.{key}", own.id);
                    placed.push(Placed { id, value, input: cell.input(), unit: cell.unit(), table: own });
                }
            }
            // Hardly any table has a row of another edition.
            if known.len() == read.cells.len() {
                break;
            }
        }
    }
    placed
}

/// Whether any cell of the report holds such a value: most reports need no closer look.
fn any_value(facts: &Facts<'_>, is_odd: impl Fn(&CellValue) -> bool) -> bool {
    facts.report().tables.values().flat_map(|table| table.cells.values()).any(is_odd)
}
