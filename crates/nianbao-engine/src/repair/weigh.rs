//! How likely a change is: by the slip that it undoes, by the text, and by last year's report.

use std::collections::{BTreeSet, HashMap};

use nianbao_core::Report;
use nianbao_core::document::InputKind;
use nianbao_core::finding::{Evidence, Slip};
use nianbao_core::form::Form;
use rust_decimal::Decimal;

use super::Statement;
use super::candidates::Candidate;
use super::slip;
use super::system::System;
use crate::check::{is_blank, number};

/// What one changed cell costs where nothing speaks for it. The other measures are relative to it.
const CELL: i32 = 100;
/// Totals are worked out after everything else, and last-minute changes of parts do not reach them.
const TOTAL: i32 = -12;
/// A sentence that certainly, or probably, speaks of the cell agrees with the new value; or agreed with the old one.
const SENTENCE: i32 = 60;
const UNSURE_SENTENCE: i32 = 30;
/// A sentence that certainly speaks of the cell gives another value, before and after.
const DENIED: i32 = 85;
/// The same for a sum that the cell is a part of: what is denied may be another part.
const DENIED_SUM: i32 = 20;
/// The same for a cell of the failed relations that stays as it is: what is wrong there is left unexplained.
const LEFT_DENIED: i32 = 60;
/// A relation with last year's figures holds only after the change; or only before it.
const PRIOR_RELATION: i32 = 50;
/// The cell holds what it held last year; small figures often do so rightly.
const LAST_YEARS: i32 = -55;
const LAST_YEARS_SMALL: i32 = -35;
/// Two neighbours that have changed places, or one figure in the neighbour's cell, are one slip.
const EXCHANGED_NEIGHBOURS: i32 = 110;
/// The same for cells further apart.
const EXCHANGED: i32 = 140;
/// One figure typed into two cells.
const SPLIT: i32 = 65;
/// However much speaks for it, no change costs nothing.
const LEAST: i32 = 5;

/// Where a cell stands in its table.
#[derive(Clone, Copy)]
struct Position<'a> {
    table: &'a str,
    band: usize,
    row: usize,
    column: usize,
    input: InputKind,
}

/// A relation with last year's figures.
struct AcrossYears<'a> {
    code: &'a str,
    terms: Vec<(usize, bool)>,
    residual: Decimal,
}

/// What changes are weighed with.
pub(super) struct Scales<'s, 'a> {
    system: &'s System<'a>,
    report: &'a Report,
    statements: &'s [Statement],
    /// Whether each of them agrees with the report as it is.
    held: Vec<bool>,
    positions: Vec<Option<Position<'a>>>,
    last_year: Vec<Option<Decimal>>,
    across_years: Vec<AcrossYears<'a>>,
}

impl<'s, 'a> Scales<'s, 'a> {
    pub(super) fn new(
        system: &'s System<'a>,
        report: &'a Report,
        prior: Option<&'a Report>,
        forms: &'a [Form],
        statements: &'s [Statement],
    ) -> Self {
        let last_year = system.cells.iter().map(|cell| prior?.cell(cell.id).and_then(number)).collect();
        let across_years = prior.map(|prior| across_years(system, prior)).unwrap_or_default();
        let positions = positions(system, report, forms);
        let mut scales = Scales { system, report, statements, held: Vec::new(), positions, last_year, across_years };
        scales.held = statements.iter().map(|statement| scales.agrees(statement, &[])).collect();
        scales
    }

    /// Whether the cell may hold the value.
    pub(super) fn is_possible(&self, cell: usize, value: Decimal) -> bool {
        let is_whole = || value.fract().is_zero();
        match self.positions[cell].map_or(InputKind::Count, |position| position.input) {
            InputKind::Count => value >= Decimal::ZERO && is_whole(),
            InputKind::Amount => value >= Decimal::ZERO,
            InputKind::Change => is_whole(),
        }
    }

    /// Whether two cells stand side by side or one above the other.
    pub(super) fn are_neighbours(&self, a: usize, b: usize) -> bool {
        self.neighbours(a, b).is_some()
    }

    /// The slip that two neighbours are exchanged by: along the row, or along the column.
    fn neighbours(&self, a: usize, b: usize) -> Option<Slip> {
        let (a, b) = (self.positions[a]?, self.positions[b]?);
        if (a.table, a.band) != (b.table, b.band) {
            return None;
        }
        match (a.row.abs_diff(b.row), a.column.abs_diff(b.column)) {
            (0, 1) => Some(Slip::NeighbourColumn),
            (1, 0) => Some(Slip::NeighbourRow),
            _ => None,
        }
    }

    /// Whether the first of two cells is read before the second.
    pub(super) fn comes_before(&self, a: usize, b: usize) -> bool {
        let order = |cell: usize| self.positions[cell].map(|position| (position.band, position.row, position.column));
        order(a) < order(b)
    }

    /// Whether the cell holds what it held last year, and that is something.
    pub(super) fn is_last_years(&self, cell: usize) -> bool {
        let Some(last_year) = self.last_year[cell] else { return false };
        !last_year.is_zero() && last_year == self.system.cells[cell].value
    }

    /// What changing these cells costs; less is likelier.
    pub(super) fn cost(&self, changes: &[(usize, Decimal)]) -> u32 {
        let by_slip = match changes {
            [(a, to_a), (b, to_b)] => match self.slip_of_two((*a, *to_a), (*b, *to_b)) {
                Some((_, cost)) => cost,
                None => changes.iter().map(|&(cell, to)| self.cost_of_one(cell, to)).sum(),
            },
            _ => changes.iter().map(|&(cell, to)| self.cost_of_one(cell, to)).sum(),
        };
        let cost = by_slip + self.cost_by_text(changes) + self.cost_by_prior(changes);
        cost.max(LEAST).unsigned_abs()
    }

    fn cost_of_one(&self, cell: usize, to: Decimal) -> i32 {
        let by_slip = match self.slip_of_one(cell, to) {
            Some(Slip::LeftBlank) => -60,
            Some(Slip::StaleTotal | Slip::WrongSign) => -40,
            Some(Slip::SwappedDigits) => -30,
            Some(Slip::DroppedDigit | Slip::AddedDigit | Slip::SplitDigits) => -25,
            Some(Slip::NeighbourColumn | Slip::NeighbourRow) => -20,
            Some(Slip::WrongDigit) => -10,
            None => 0,
        };
        let by_last_year = match self.is_last_years(cell) {
            true if self.system.cells[cell].value >= Decimal::TEN => LAST_YEARS,
            true => LAST_YEARS_SMALL,
            false => 0,
        };
        CELL + by_slip.min(by_last_year) + if self.system.cells[cell].is_total { TOTAL } else { 0 }
    }

    /// The slip that a change of one cell undoes.
    fn slip_of_one(&self, cell: usize, to: Decimal) -> Option<Slip> {
        let own = &self.system.cells[cell];
        if own.is_blank {
            return Some(Slip::LeftBlank);
        }
        if own.is_total && (own.value.is_zero() || self.is_last_years(cell)) {
            return Some(Slip::StaleTotal);
        }
        let by_digits = slip::of_digits(own.value, to);
        let by_place = || {
            let relations = own.relations.iter().flat_map(|&(relation, _)| &self.system.relations[relation].terms);
            let mut same = relations.filter(|&&(other, _)| {
                other != cell && !own.value.is_zero() && self.system.cells[other].value == own.value
            });
            same.find_map(|&(other, _)| self.neighbours(cell, other))
        };
        match by_digits {
            None | Some(Slip::WrongDigit) => by_place().or(by_digits),
            by_digits => by_digits,
        }
    }

    /// The one slip that a change of two cells undoes, and what it costs; `None` where there are two slips.
    fn slip_of_two(&self, (a, to_a): (usize, Decimal), (b, to_b): (usize, Decimal)) -> Option<(Option<Slip>, i32)> {
        let (from_a, from_b) = (self.system.cells[a].value, self.system.cells[b].value);
        let beside = self.neighbours(a, b);
        if (to_a, to_b) == (from_b, from_a) {
            return Some((beside, if beside.is_some() { EXCHANGED_NEIGHBOURS } else { EXCHANGED }));
        }
        let ((first, to_first), (second, to_second)) =
            if self.comes_before(a, b) { ((from_a, to_a), (from_b, to_b)) } else { ((from_b, to_b), (from_a, to_a)) };
        let joined = slip::joined(first, second).filter(|_| beside.is_some())?;
        // Where it belongs nobody can say; people begin to type in the right cell.
        match (to_first == joined && to_second.is_zero(), to_second == joined && to_first.is_zero()) {
            (true, _) => Some((Some(Slip::SplitDigits), SPLIT)),
            (_, true) => Some((Some(Slip::SplitDigits), SPLIT + 1)),
            _ => None,
        }
    }

    fn cost_by_text(&self, changes: &[(usize, Decimal)]) -> i32 {
        let on_changed = self.statements.iter().zip(&self.held).filter(|(statement, _)| self.is_on(statement, changes));
        let cost = |(statement, &held): (&Statement, &bool)| {
            let weight = if statement.is_sure { SENTENCE } else { UNSURE_SENTENCE };
            match (held, self.agrees(statement, changes)) {
                (false, true) => -weight,
                (true, false) => weight,
                (false, false) if statement.is_sure => statement.only_cell().map_or(DENIED_SUM, |_| DENIED),
                _ => 0,
            }
        };
        on_changed.map(cost).sum::<i32>() + self.cost_of_left(changes)
    }

    /// What is denied in the relations that the changes mend, and stays as it is.
    fn cost_of_left(&self, changes: &[(usize, Decimal)]) -> i32 {
        let denied = self.statements.iter().zip(&self.held).filter(|(statement, held)| statement.is_sure && !**held);
        let denied: Vec<&str> = denied.filter_map(|(statement, _)| statement.only_cell()).collect();
        if denied.is_empty() {
            return 0;
        }
        let relations = changes.iter().flat_map(|&(cell, _)| &self.system.cells[cell].relations);
        let failed =
            relations.map(|&(relation, _)| &self.system.relations[relation]).filter(|own| own.failed.is_some());
        let cells: BTreeSet<usize> = failed.flat_map(|relation| &relation.terms).map(|&(cell, _)| cell).collect();
        let is_left = |cell: &&usize| {
            denied.contains(&self.system.cells[**cell].id) && !changes.iter().any(|(changed, _)| changed == *cell)
        };
        cells.iter().filter(is_left).map(|_| LEFT_DENIED).sum()
    }

    /// What a sentence that certainly speaks of nothing but this cell says that it holds.
    pub(super) fn stated(&self, cell: usize) -> Option<Decimal> {
        let id = self.system.cells[cell].id;
        let own = |statement: &&Statement| statement.is_sure && statement.only_cell() == Some(id);
        self.statements.iter().find(own).map(|statement| statement.value)
    }

    /// Whether a statement speaks of a changed cell.
    fn is_on(&self, statement: &Statement, changes: &[(usize, Decimal)]) -> bool {
        let is_changed = |id: &String| changes.iter().any(|&(cell, _)| self.system.cells[cell].id == id);
        statement.readings.iter().flatten().any(is_changed)
    }

    fn agrees(&self, statement: &Statement, changes: &[(usize, Decimal)]) -> bool {
        statement.readings.iter().any(|reading| self.comes_to(reading, statement.value, changes))
    }

    /// Whether the sum of cells is this after changes.
    fn comes_to(&self, reading: &[String], stated: Decimal, changes: &[(usize, Decimal)]) -> bool {
        let value = |id: &String| -> Option<Decimal> {
            let changed = changes.iter().find(|&&(cell, _)| self.system.cells[cell].id == id);
            match (changed, self.report.cell(id)?) {
                (Some(&(_, to)), _) => Some(to),
                (None, printed) if is_blank(printed) => Some(Decimal::ZERO),
                (None, printed) => number(printed),
            }
        };
        let sum = reading.iter().try_fold(Decimal::ZERO, |sum, id| value(id).and_then(|value| sum.checked_add(value)));
        sum == Some(stated)
    }

    fn cost_by_prior(&self, changes: &[(usize, Decimal)]) -> i32 {
        let cost = |relation: &AcrossYears<'_>| match self.after(relation, changes) {
            Some(after) if after.is_zero() != relation.residual.is_zero() => {
                if after.is_zero() {
                    -PRIOR_RELATION
                } else {
                    PRIOR_RELATION
                }
            }
            _ => 0,
        };
        self.across_years.iter().map(cost).sum()
    }

    /// What a relation with last year's figures is off by after changes; `None` where they do not touch it.
    fn after(&self, relation: &AcrossYears<'_>, changes: &[(usize, Decimal)]) -> Option<Decimal> {
        let effects = relation.terms.iter().filter_map(|&(cell, is_plus)| {
            let &(_, to) = changes.iter().find(|&&(changed, _)| changed == cell)?;
            let change = to - self.system.cells[cell].value;
            Some(if is_plus { change } else { -change })
        });
        effects.reduce(|sum, effect| sum + effect).map(|effect| relation.residual + effect)
    }

    /// The codes of the relations with last year's figures that hold only after the changes.
    pub(super) fn prior_relations_mended(&self, changes: &[(usize, Decimal)]) -> impl Iterator<Item = &'a str> {
        let mended = |relation: &&AcrossYears<'a>| {
            !relation.residual.is_zero() && self.after(relation, changes).is_some_and(|after| after.is_zero())
        };
        self.across_years.iter().filter(mended).map(|relation| relation.code).collect::<Vec<_>>().into_iter()
    }

    /// What speaks for a cell's new value, strongest first.
    pub(super) fn evidence(&self, candidate: &Candidate, cell: usize, to: Decimal, resolved: usize) -> Vec<Evidence> {
        let changes = &candidate.changes;
        let mut evidence = vec![Evidence::Relations { count: resolved }];
        let own = self.system.cells[cell].id;
        let denied = self.statements.iter().zip(&self.held).filter(|(_, held)| !**held);
        let agreeing = denied.filter_map(|(statement, _)| {
            let is_of_own = |reading: &&Vec<String>| {
                reading.iter().any(|id| id == own) && self.comes_to(reading, statement.value, changes)
            };
            statement.readings.iter().find(is_of_own).map(|reading| statement.evidence(reading))
        });
        evidence.extend(agreeing);
        if self.prior_relations_mended(changes).next().is_some() {
            evidence.push(Evidence::PriorYear);
        }
        let slip = match changes[..] {
            [a, b] => match self.slip_of_two(a, b) {
                Some((slip, _)) => slip,
                None => self.slip_of_one(cell, to),
            },
            _ => self.slip_of_one(cell, to),
        };
        evidence.extend(slip.map(|slip| Evidence::Slip { slip }));
        evidence
    }

    /// What certainly speaks against a cell's new value: a sentence that gives another, or a sum that was as a sentence
    /// gives it and no longer is.
    pub(super) fn against(&self, candidate: &Candidate, cell: usize) -> Vec<Evidence> {
        let own = self.system.cells[cell].id;
        let denying = self.statements.iter().zip(&self.held).filter(|(statement, held)| {
            statement.is_sure
                && !self.agrees(statement, &candidate.changes)
                && (statement.only_cell() == Some(own) || **held)
        });
        let of_own = |(statement, _): (&'s Statement, &bool)| {
            let reading = statement.readings.iter().find(|reading| reading.iter().any(|id| id == own))?;
            Some(statement.evidence(reading))
        };
        denying.filter_map(of_own).collect()
    }
}

fn across_years<'a>(system: &System<'a>, prior: &Report) -> Vec<AcrossYears<'a>> {
    let index: HashMap<&str, usize> = system.cells.iter().enumerate().map(|(index, cell)| (cell.id, index)).collect();
    let relation = |equation: &&'a nianbao_core::form::Equation| {
        let mut terms = Vec::new();
        let mut residual = Decimal::ZERO;
        let left = equation.left.iter().map(|term| (term, !term.negative));
        let right = equation.right.iter().map(|term| (term, term.negative));
        for (term, is_plus) in left.chain(right) {
            let value = if term.prior {
                prior.cell(&term.cell).and_then(number)?
            } else {
                let &cell = index.get(term.cell.as_str())?;
                terms.push((cell, is_plus));
                system.cells[cell].value
            };
            residual = if is_plus { residual.checked_add(value)? } else { residual.checked_sub(value)? };
        }
        Some(AcrossYears { code: &equation.code, terms, residual })
    };
    system.across_years.iter().filter_map(relation).collect()
}

fn positions<'a>(system: &System<'a>, report: &Report, forms: &'a [Form]) -> Vec<Option<Position<'a>>> {
    let mut by_id: HashMap<String, Position<'a>> = HashMap::new();
    for (id, table) in &report.tables {
        // The table's own edition is looked at last, and stays.
        let own = |form: &&Form| form.edition == table.edition;
        let in_order = forms.iter().filter(|form| !own(form)).chain(forms.iter().filter(own));
        for form_table in in_order.filter_map(|form| form.table(id)) {
            let (mut band, mut row, mut column) = (usize::MAX, 0, 0);
            let mut last_row = None;
            for cell in form_table.cells() {
                if cell.band_index != band {
                    (band, row, column) = (cell.band_index, 0, 0);
                } else if cell.row == last_row {
                    column += 1;
                } else {
                    (row, column) = (row + 1, 0);
                }
                last_row = cell.row;
                by_id.insert(cell.id(), Position { table: &form_table.id, band, row, column, input: cell.input() });
            }
        }
    }
    system.cells.iter().map(|cell| by_id.get(cell.id).copied()).collect()
}
