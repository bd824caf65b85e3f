//! F02, R06 and R07: cells that were left blank, or got a sign such as `/` or 无 where 0 belongs.
//!
//! Basis: county instructions on filling the form in ask for 0, never a blank: a blank may be 0 or forgotten. Blanks of
//! one row or column have one cause and are one finding: R06 where they hide totals whose parts are there, R07 where
//! a relation or the text says that something is missing in them, else F02. A blank that the relations can fill is
//! theirs.

use std::collections::BTreeMap;

use nianbao_core::document::InputKind;
use nianbao_core::finding::{Evidence, Repair, Slip, Source};
use nianbao_core::{CellValue, Finding};
use rust_decimal::Decimal;

use super::super::facts::{Claim, Facts, is_blank};
use super::super::rule::Findings;
use super::placed;
use crate::repair::{BlankTotal, Failure};

/// F02: a blank cell.
pub(super) fn left_blank(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if facts.unusual_cells().iter().any(|cell| is_odd(cell.value)) {
        for group in groups(facts).iter().filter(|group| group.totals.is_empty() && !group.lacks_something()) {
            add(facts, findings, group, &group.cells[0]);
        }
    }
}

/// R06: totals that were left blank beside parts that were not.
pub(super) fn blank_totals(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if facts.diagnosis().blank_totals.is_empty() {
        return;
    }
    for group in groups(facts).iter().filter(|group| !group.lacks_something()) {
        if let Some(first) = group.totals.first() {
            add(facts, findings, group, first.cell());
        }
    }
}

/// R07: cells that were left blank although a relation, or the text, says that they hold something.
pub(super) fn unfilled_columns(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !facts.unusual_cells().iter().any(|cell| is_odd(cell.value)) {
        return;
    }
    for group in &groups(facts) {
        // A total that is there beside parts of which some are missing says most.
        let is_short = |open: &&Failure<'_>| open.equation.left.len() == 1 && open.left > open.right;
        let short: Vec<&Failure<'_>> = group.open.iter().copied().filter(is_short).collect();
        match (&short[..], &group.open[..], &group.stated[..]) {
            ([first, others @ ..], ..) => {
                let cell = &first.equation.left[0].cell;
                let needed = needed(group);
                // The blanks that cannot be 0 say it all.
                let others = if needed.is_empty() { others } else { &[] };
                let totals = others.iter().map(|other| other.equation.left[0].cell.as_str());
                let finding = start(facts, findings, group, cell)
                    .with("kind", "row")
                    .with("total", first.left.normalize())
                    .with("sum", first.right.normalize())
                    .with("others", word_for(others.len(), MOST_TOTALS))
                    .with_cells("other_totals", totals.take(MOST_TOTALS));
                findings.add(naming(finding, &needed));
            }
            ([], [first, ..], _) => {
                let cell = &group.cells[0];
                let finding = start(facts, findings, group, cell)
                    .with("kind", "relation")
                    .with("left", first.left.normalize())
                    .with("right", first.right.normalize())
                    .with_cells("given", first.equation.left.iter().map(|term| term.cell.as_str()));
                findings.add(naming(finding, &needed(group)));
            }
            ([], [], [first, ..]) => {
                let mut finding = start(facts, findings, group, first.cell)
                    .with("kind", "text")
                    .with("printed", &first.claim.printed)
                    .with("sentence", facts.sentences()[first.claim.sentence].text);
                if first.cells.len() > 1 {
                    finding = finding.with("kind", "sum").with("to", first.value).with_cells("summands", first.cells);
                }
                finding.repairs = group.stated.iter().map(|stated| stated.repair(facts)).collect();
                findings.add(finding);
            }
            ([], [], []) => {}
        }
    }
}

/// So many totals are named beside the first.
const MOST_TOTALS: usize = 3;
/// So many blanks that cannot be 0 are named.
const MOST_NEEDED: usize = 4;

/// How many there are, as the messages tell it.
fn word_for(count: usize, most: usize) -> &'static str {
    match count {
        0 => "none",
        count if count > most => "many",
        _ => "some",
    }
}

/// The blanks that cannot be 0, where relations tell: those that are the only ones of theirs.
fn needed<'g>(group: &'g Group<'_>) -> Vec<&'g str> {
    let mut needed: Vec<&str> = Vec::new();
    for open in &group.open {
        let terms = open.equation.left.iter().chain(&open.equation.right);
        let mut blanks = terms.map(|term| term.cell.as_str()).filter(|id| group.cells.iter().any(|cell| cell == id));
        if let (Some(only), None) = (blanks.next(), blanks.next())
            && !needed.contains(&only)
        {
            needed.push(only);
        }
    }
    needed
}

fn naming(finding: Finding, needed: &[&str]) -> Finding {
    let count = word_for(needed.len(), MOST_NEEDED);
    finding.with("needed_count", count).with_cells("needed", needed.iter().take(MOST_NEEDED).copied())
}

/// Blanks of one cause.
struct Group<'a> {
    cells: Vec<String>,
    /// What is printed in them; empty for nothing.
    printed: Vec<String>,
    totals: Vec<&'a BlankTotal<'a>>,
    open: Vec<&'a Failure<'a>>,
    /// Those that the text gives something.
    stated: Vec<Stated<'a>>,
}

/// A blank cell and a sentence after which it certainly holds something.
#[derive(Clone, Copy)]
struct Stated<'a> {
    cell: &'a str,
    value: Decimal,
    claim: &'a Claim,
    /// The cells whose sum the sentence speaks of.
    cells: &'a [String],
}

impl Group<'_> {
    /// Whether something is said to be missing in the blanks, other than a sum of what is there.
    fn lacks_something(&self) -> bool {
        !self.open.is_empty() || !self.stated.is_empty()
    }
}

impl<'a> Stated<'a> {
    /// What a claim says of a blank: it is the only one of the cells that the claim may speak of, and the others do not
    /// make the sum.
    fn of(facts: &Facts<'_>, claim: &'a Claim) -> Option<Self> {
        let mut said = None;
        for cells in claim.readings.iter().filter(|_| claim.is_sure) {
            let is_blank = |cell: &&String| facts.value(cell).is_some_and(is_blank);
            let others = cells.iter().filter(|cell| !is_blank(cell)).map(|cell| facts.number(cell));
            let rest = claim.value.checked_sub(others.sum::<Option<Decimal>>()?)?;
            let mut blanks = cells.iter().filter(is_blank);
            match (blanks.next(), blanks.next()) {
                (Some(cell), None) if rest > Decimal::ZERO && said.is_none() => {
                    said = Some(Stated { cell, value: rest, claim, cells });
                }
                _ => return None,
            }
        }
        said
    }

    /// What the text says, which the cell must hold.
    fn repair(&self, facts: &Facts<'_>) -> Repair {
        let sentence = facts.sentences()[self.claim.sentence].text.to_owned();
        let cells = if self.cells.len() > 1 { self.cells.to_vec() } else { Vec::new() };
        let prose = Evidence::Prose { sentence, printed: self.claim.printed.clone(), cells };
        fill(facts, self.cell, self.value, Vec::new(), vec![prose, Evidence::Slip { slip: Slip::LeftBlank }])
    }
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
        let group = Group { cells: vec![cell.id], printed, totals: Vec::new(), open: Vec::new(), stated: Vec::new() };
        let mut own = (group, lines);
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
    let stated: Vec<Stated<'_>> = facts.claims().iter().filter_map(|claim| Stated::of(facts, claim)).collect();
    for group in &mut groups {
        let has = |id: &str| group.cells.iter().any(|cell| cell == id);
        group.totals = diagnosis.blank_totals.iter().filter(|total| has(total.cell())).collect();
        let terms = |failure: &'f Failure<'_>| failure.equation.left.iter().chain(&failure.equation.right);
        group.open = diagnosis.open.iter().filter(|failure| terms(failure).any(|term| has(&term.cell))).collect();
        let is_total = |id: &str| diagnosis.blank_totals.iter().any(|total| total.cell() == id);
        for stated in &stated {
            let is_new = !group.stated.iter().any(|known| known.cell == stated.cell);
            if is_new && has(stated.cell) && !is_total(stated.cell) {
                group.stated.push(*stated);
            }
        }
    }
    groups
}

fn add(facts: &Facts<'_>, findings: &mut Findings<'_>, group: &Group<'_>, cell: &str) {
    let mut finding = start(facts, findings, group, cell);
    if let Some(total) = group.totals.first() {
        finding = finding.with("sum", total.sum);
    }
    finding.repairs = group.totals.iter().map(|total| repair(facts, total, group.totals.len())).collect();
    findings.add(finding);
}

/// A finding about all blanks of a group.
fn start(facts: &Facts<'_>, findings: &Findings<'_>, group: &Group<'_>, cell: &str) -> Finding {
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
    let mut finding = findings
        .new_finding()
        .with("count", group.cells.len())
        .with("what", what)
        .with("printed", marks.join(" "))
        .with_cells("first", group.cells.first())
        .with_cells("last", group.cells.last())
        .in_cell(cell)
        .at(facts.locator(cell));
    for id in group.cells.iter().filter(|id| *id != cell) {
        finding = finding.related_to(id, facts.locator(id));
    }
    finding
}

/// The sum of the parts, which a blank total must hold; `mended` relations hold again with all of them.
fn repair(facts: &Facts<'_>, total: &BlankTotal<'_>, mended: usize) -> Repair {
    let evidence = vec![Evidence::Relations { count: mended }, Evidence::Slip { slip: Slip::LeftBlank }];
    fill(facts, total.cell(), total.sum, vec![total.equation.code.clone()], evidence)
}

fn fill(facts: &Facts<'_>, id: &str, to: Decimal, resolves: Vec<String>, evidence: Vec<Evidence>) -> Repair {
    Repair {
        cell: id.to_owned(),
        source: facts.locator(id).map(Source::at),
        from: facts.value(id).cloned().unwrap_or(CellValue::Blank),
        to: CellValue::Number(to.normalize()),
        resolves,
        evidence,
        against: Vec::new(),
        rank: 1,
    }
}
