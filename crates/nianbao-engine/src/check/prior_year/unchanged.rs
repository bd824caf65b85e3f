//! Y04: a table that equals last year's.

use std::collections::BTreeSet;

use nianbao_core::form::FormTable;
use nianbao_core::report::Table;
use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::is_of_last_year;

/// Tables with fewer figures than this may be equal by chance.
const LEAST_FIGURES: usize = 5;
/// Figures that are no sums: this many, or one of at least [`GREAT`], cannot be equal by chance.
const LEAST_OWN: usize = 3;
const GREAT: Decimal = Decimal::from_parts(10, 0, 0, false, 0);

/// Y04: every figure of a table is last year's, and at least five are not 0. Where one request makes six figures (it
/// is received, granted and three times a total), sums alone prove nothing: enough figures of their own must be there,
/// or a great one.
pub(super) fn unchanged(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !is_of_last_year(facts) {
        return;
    }
    for (form, table) in facts.tables() {
        let Some(prior) = facts.subject.prior.and_then(|prior| prior.tables.get(&form.id)) else { continue };
        let Some(filled) = equal_figures(facts, form, table, prior) else { continue };
        let sums = sums(form);
        let own: Vec<&(String, Decimal)> = filled.iter().filter(|(id, _)| !sums.contains(id.as_str())).collect();
        let is_telling = own.len() >= LEAST_OWN || own.iter().any(|(_, number)| *number >= GREAT);
        if filled.len() < LEAST_FIGURES || !is_telling {
            continue;
        }
        let first = &filled[0].0;
        let finding = findings.new_finding().in_cell(first).at(facts.locator(first));
        findings.add(finding.with("table", &form.name.zh).with("count", filled.len()));
    }
}

/// The figures that are not 0, in the order of the form; `None` unless all figures equal last year's.
fn equal_figures(facts: &Facts<'_>, form: &FormTable, table: &Table, prior: &Table) -> Option<Vec<(String, Decimal)>> {
    if !table.cells.keys().eq(prior.cells.keys()) {
        return None;
    }
    let mut filled = Vec::new();
    for cell in form.cells() {
        let id = cell.id();
        match (facts.number(&id), facts.prior_number(&id)) {
            (None, None) => {}
            (Some(now), Some(before)) if now == before => {
                if !now.is_zero() {
                    filled.push((id, now));
                }
            }
            _ => return None,
        }
    }
    Some(filled)
}

/// The cells that a relation of the form gives as a sum of others.
fn sums(form: &FormTable) -> BTreeSet<&str> {
    let within = form.equations.iter().filter(|equation| equation.right.iter().all(|term| !term.prior));
    within.filter(|equation| equation.left.len() == 1).map(|equation| equation.left[0].cell.as_str()).collect()
}
