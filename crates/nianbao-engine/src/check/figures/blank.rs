//! F02, R06 and R07: cells that were left blank, or got a sign such as `/` or 无 where 0 belongs.
//!
//! Basis: county instructions on filling the form in ask for 0, never a blank: a blank may be 0 or forgotten. Blanks of
//! one row or column have one cause and are one finding: R06 where they hide totals whose parts are there, R07 where
//! the total says that something is missing in them, else F02. A blank that the relations can fill is theirs.

use std::collections::BTreeMap;

use nianbao_core::CellValue;
use nianbao_core::document::InputKind;
use nianbao_core::finding::{Evidence, Repair, Slip, Source};
use rust_decimal::Decimal;

use super::super::facts::{Facts, is_blank};
use super::super::rule::Findings;
use super::placed;
use crate::repair::{BlankTotal, Failure};

/// F02: a blank cell.
pub(super) fn left_blank(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if facts.unusual_cells().iter().any(|cell| is_odd(cell.value)) {
        for group in groups(facts).iter().filter(|group| group.totals.is_empty() && group.open.is_empty()) {
            add(facts, findings, group, &group.cells[0]);
        }
    }
}

/// R06: totals that were left blank beside parts that were not.
pub(super) fn blank_totals(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if facts.diagnosis().blank_totals.is_empty() {
        return;
    }
    for group in groups(facts).iter().filter(|group| group.open.is_empty()) {
        if let Some(first) = group.totals.first() {
            add(facts, findings, group, first.cell());
        }
    }
}

/// R07: columns or rows that were left out although the total counts them.
pub(super) fn unfilled_columns(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if facts.diagnosis().open.is_empty() {
        return;
    }
    for group in &groups(facts) {
        if let Some(first) = group.open.first().and_then(|open| open.equation.left.first()) {
            add(facts, findings, group, &first.cell);
        }
    }
}

/// Blanks of one cause.
struct Group<'a> {
    cells: Vec<String>,
    /// What is printed in them; empty for nothing.
    printed: Vec<String>,
    totals: Vec<&'a BlankTotal<'a>>,
    open: Vec<&'a Failure<'a>>,
}

/// Whether a value is none that a cell of the form should hold for 0.
fn is_odd(value: &CellValue) -> bool {
    is_blank(value) || value.number().is_some_and(is_decimal_0)
}

/// `0.0`, which is 0 but no count.
fn is_decimal_0(number: Decimal) -> bool {
    number.is_zero() && number.scale() > 0
}

/// The blanks of the report: those that share a row or a column belong together, and all of a table that holds nothing.
fn groups<'f>(facts: &'f Facts<'_>) -> Vec<Group<'f>> {
    let diagnosis = facts.diagnosis();
    let is_empty_table =
        |table: &str| facts.report().tables.get(table).is_some_and(|table| table.cells.values().all(is_blank));
    let mut groups: Vec<(Group<'f>, Vec<String>)> = Vec::new();
    for cell in placed(facts) {
        let is_amount = cell.input == InputKind::Amount && !is_blank(cell.value);
        if !is_odd(cell.value) || is_amount || diagnosis.changes(&cell.id) {
            continue;
        }
        let (row, column) = cell.id.rsplit_once('.').unwrap_or((&cell.id, ""));
        let mut lines = vec![row.to_owned(), format!("{} | {column}", cell.table.id)];
        if is_empty_table(&cell.table.id) {
            lines.push(cell.table.id.clone());
        }
        let printed = vec![cell.value.to_string()];
        let mut own = (Group { cells: vec![cell.id], printed, totals: Vec::new(), open: Vec::new() }, lines);
        let (same, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(_, lines)| lines.iter().any(|line| own.1.contains(line)));
        for (group, lines) in same.into_iter().rev() {
            own.0.cells.splice(0..0, group.cells);
            own.0.printed.splice(0..0, group.printed);
            own.1.extend(lines);
        }
        own.1.sort();
        own.1.dedup();
        groups = others;
        groups.push(own);
    }
    let mut groups: Vec<Group<'f>> = groups.into_iter().map(|(group, _)| group).collect();
    for group in &mut groups {
        let has = |id: &str| group.cells.iter().any(|cell| cell == id);
        group.totals = diagnosis.blank_totals.iter().filter(|total| has(total.cell())).collect();
        let keeps_open = |failure: &&Failure<'_>| failure.equation.right.iter().any(|term| has(&term.cell));
        group.open = diagnosis.open.iter().filter(keeps_open).collect();
    }
    groups
}

fn add(facts: &Facts<'_>, findings: &mut Findings<'_>, group: &Group<'_>, cell: &str) {
    let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &group.printed {
        *printed.entry(text).or_default() += 1;
    }
    let marks: Vec<&str> = printed.keys().copied().filter(|text| !text.is_empty()).collect();
    let what = match (printed.contains_key(""), marks.is_empty()) {
        (true, true) => "blank",
        (true, false) => "both",
        (false, _) => "mark",
    };
    let [first, .., last] = &group.cells[..] else {
        return add_one(facts, findings, group, cell, what, &marks);
    };
    let mut finding =
        start(facts, findings, group, cell, what, &marks).with_cells("first", [first]).with_cells("last", [last]);
    for id in group.cells.iter().filter(|id| *id != cell) {
        finding = finding.related_to(id, facts.locator(id));
    }
    findings.add(finding);
}

fn add_one(
    facts: &Facts<'_>,
    findings: &mut Findings<'_>,
    group: &Group<'_>,
    cell: &str,
    what: &'static str,
    marks: &[&str],
) {
    let own = group.cells.iter().map(String::as_str);
    let mut finding = start(facts, findings, group, cell, what, marks)
        .with_cells("first", own.clone())
        .with_cells("last", own.clone());
    for id in own.filter(|id| *id != cell) {
        finding = finding.related_to(id, facts.locator(id));
    }
    findings.add(finding);
}

fn start(
    facts: &Facts<'_>,
    findings: &Findings<'_>,
    group: &Group<'_>,
    cell: &str,
    what: &'static str,
    marks: &[&str],
) -> nianbao_core::Finding {
    let mut finding = findings
        .new_finding()
        .with("count", group.cells.len())
        .with("what", what)
        .with("printed", marks.join(" "))
        .in_cell(cell)
        .at(facts.locator(cell));
    if let Some(total) = group.totals.first() {
        finding = finding.with("sum", total.sum);
    }
    if let Some(open) = group.open.first() {
        finding = finding.with("total", open.left).with("sum", open.right);
    }
    if group.open.is_empty() {
        finding.repairs = group.totals.iter().map(|total| repair(facts, total)).collect();
    }
    finding
}

/// The sum of the parts, which a blank total must hold.
fn repair(facts: &Facts<'_>, total: &BlankTotal<'_>) -> Repair {
    Repair {
        cell: total.cell().to_owned(),
        source: facts.locator(total.cell()).map(Source::at),
        from: facts.value(total.cell()).cloned().unwrap_or(CellValue::Blank),
        to: CellValue::Number(total.sum),
        resolves: vec![total.equation.code.clone()],
        evidence: vec![Evidence::Relations { count: 1 }, Evidence::Slip { slip: Slip::LeftBlank }],
        rank: 1,
    }
}
