//! F03: a count below 0 or with a fraction.
//!
//! Looks at every number. Basis: the form counts documents, decisions and requests; only 2019's 本年增/减 has a sign. A
//! cell for which the relations name another value is left to them.

use nianbao_core::CellValue;
use nianbao_core::document::InputKind;
use nianbao_core::finding::Severity;
use rust_decimal::Decimal;

use super::super::facts::{Facts, UnusualCell, number};
use super::super::rule::Findings;
use super::charges::is_amount;
use super::placed;

pub(super) fn run(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let is_odd = |value: &CellValue| number(value).is_some_and(|number| number < Decimal::ZERO || number.scale() > 0);
    // Most reports have one figure with decimals: their charges in 万元.
    let is_right_amount = |cell: &UnusualCell<'_>| {
        is_amount(facts, cell) && number(cell.value).is_some_and(|number| number >= Decimal::ZERO)
    };
    if !facts.unusual_cells().iter().any(|cell| is_odd(cell.value) && !is_right_amount(cell)) {
        return;
    }
    for cell in placed(facts) {
        let Some(value) = number(cell.value) else { continue };
        let is_fraction = !value.fract().is_zero();
        let kind = match cell.input {
            InputKind::Count | InputKind::Amount if value < Decimal::ZERO => "negative",
            InputKind::Count | InputKind::Change if is_fraction => "fraction",
            // `3.0` is a whole number, written as if it might have been none; `0.0` is F02's.
            InputKind::Count if value.scale() > 0 && !value.is_zero() => "decimals",
            _ => continue,
        };
        if facts.diagnosis().changes(&cell.id) {
            continue;
        }
        let mut finding = findings.new_finding().with("kind", kind).with("printed", cell.value);
        if kind == "decimals" {
            finding.severity = Severity::Hint;
        }
        findings.add(finding.at(facts.locator(&cell.id)).in_cell(cell.id));
    }
}
