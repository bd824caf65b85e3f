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

pub(super) use charges::AmountCell;
use nianbao_core::CellValue;
use nianbao_core::document::InputKind;
use nianbao_core::finding::Severity::{Error, Hint, Warning};
use nianbao_core::form::FormTable;

use super::facts::Facts;
use super::rule::{Needs, Rule};

/// The rules in order.
pub(super) const RULES: &[Rule] = &[
    Rule::new("F01", Error, Needs::Report, not_a_number::run),
    Rule::new("F02", Warning, Needs::Report, blank::left_blank),
    Rule::new("F03", Error, Needs::Report, not_possible::run),
    Rule::new("F05", Warning, Needs::Report, power::run),
    Rule::new("F06", Warning, Needs::Report, charges::in_yuan),
    Rule::new("F07", Warning, Needs::Report, charges::too_exact),
    Rule::new("F08", Hint, Needs::Report, in_force::run),
    Rule::new("R01", Error, Needs::Report, relations::causes),
    Rule::new("R02", Error, Needs::Report, relations::causes),
    Rule::new("R03", Error, Needs::Report, relations::causes),
    Rule::new("R05", Error, Needs::Report, relations::causes),
    Rule::new("R06", Warning, Needs::Report, blank::blank_totals),
    Rule::new("R07", Warning, Needs::Report, blank::unfilled_columns),
    Rule::new("R08", Error, Needs::Report, relations::causes),
    Rule::new("R09", Warning, Needs::Prior, litigation::run),
    Rule::new("R10", Hint, Needs::Report, all_zero::run),
    Rule::new("R11", Error, Needs::Report, relations::causes),
    Rule::new("R12", Error, Needs::Report, relations::causes),
];

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
    let mut placed = Vec::new();
    for (own, read) in facts.tables() {
        let editions = facts.forms.iter().rev().filter_map(|form| form.table(&own.id));
        let mut known = std::collections::HashSet::new();
        for table in std::iter::once(own).chain(editions.filter(|table| !std::ptr::eq(*table, own))) {
            for cell in table.cells() {
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
