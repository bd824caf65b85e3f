//! Figures of both years that mean the same, also where the editions of the form differ.

use std::collections::BTreeSet;

use nianbao_core::Report;
use nianbao_core::document::InputKind;
use nianbao_core::form::{Form, FormTable};
use rust_decimal::Decimal;

use super::super::facts::Facts;

/// A figure of this year and its figure of last year.
pub(super) struct Pair {
    /// This year's cells: one, or several that one cell of last year's edition has become.
    pub(super) cells: Vec<String>,
    pub(super) now: Decimal,
    pub(super) before: Decimal,
}

/// The comparable figures of a table, in the order of the form. A cell of both editions is compared with itself; a row
/// that is a group in the one and holds figures in the other (2019's 其他处理) with the sum of what it contains.
pub(super) fn of_table(facts: &Facts<'_>, table: &str) -> Vec<Pair> {
    let Some(prior) = facts.subject.prior else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    for form in facts.forms.iter().rev().filter_map(|form| form.table(table)) {
        for cell in form.cells().filter(|cell| cell.input() != InputKind::Change) {
            let id = cell.id();
            if let (Some(now), Some(before)) = (facts.number(&id), facts.prior_number(&id))
                && seen.insert(id.clone())
            {
                pairs.push(Pair { cells: vec![id], now, before });
            }
        }
        pairs.extend(folded(facts, prior, form, table));
    }
    pairs
}

/// The pairs of rows that hold figures in another edition and are groups in this one.
fn folded(facts: &Facts<'_>, prior: &Report, form: &FormTable, table: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for band in &form.bands {
        let groups = band.rows.nodes.iter().enumerate().filter(|(_, node)| node.is_group && !node.is_leaf);
        for (row, node) in groups {
            let is_figure_elsewhere = |form: &&Form| {
                let bands = form.table(table).map_or(&[][..], |table| &table.bands);
                bands.iter().any(|band| band.rows.nodes.iter().any(|other| other.is_leaf && other.id == node.id))
            };
            if !facts.forms.iter().any(|form| is_figure_elsewhere(&form)) {
                continue;
            }
            let parts = band.rows.leaves_below(row);
            for column in band.column_leaves() {
                let whole = format!("{table}.{}", band.cell_id(Some(row), column));
                let cells = parts.iter().map(|&part| format!("{table}.{}", band.cell_id(Some(part), column)));
                let cells: Vec<String> = cells.collect();
                let sum = |number: &dyn Fn(&str) -> Option<Decimal>| {
                    cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(number(cell)?))
                };
                let (now_whole, before_whole) = (facts.number(&whole), facts.prior_number(&whole));
                match (now_whole, before_whole) {
                    (Some(now), None) if prior.tables.contains_key(table) => {
                        if let Some(before) = sum(&|cell| facts.prior_number(cell)) {
                            pairs.push(Pair { cells: vec![whole], now, before });
                        }
                    }
                    (None, Some(before)) => {
                        if let Some(now) = sum(&|cell| facts.number(cell)) {
                            pairs.push(Pair { cells, now, before });
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    pairs
}
