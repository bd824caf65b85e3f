//! The form's equations as they stand for one report: which can be judged, and what each is off by.

use std::collections::{HashMap, HashSet};

use nianbao_core::form::{Equation, Form, FormTable, Term};
use nianbao_core::{CellValue, Report};
use rust_decimal::Decimal;

use super::{BlankTotal, Failure};
use crate::check::{is_blank, number};
use crate::compose::base_form;

/// Figures beyond this are no counts, and sums of them could not be exact.
pub(super) const LARGEST: Decimal = Decimal::from_parts(0, 1 << 20, 0, false, 0);

/// A cell that stands in a relation that can be judged.
pub(super) struct Cell<'a> {
    pub(super) id: &'a str,
    pub(super) printed: &'a CellValue,
    /// What it counts for: 0 for a blank one, the sum of its parts for a blank total.
    pub(super) value: Decimal,
    pub(super) is_blank: bool,
    /// Whether some relation gives it as the sum of others.
    pub(super) is_total: bool,
    /// The relations that it stands in, each with whether it is added on the left or subtracted on the right.
    pub(super) relations: Vec<(usize, bool)>,
}

/// A relation that can be judged.
pub(super) struct Relation<'a> {
    pub(super) equation: &'a Equation,
    /// Its cells, each with whether it is added on the left or subtracted on the right.
    pub(super) terms: Vec<(usize, bool)>,
    /// Left side less right side.
    pub(super) residual: Decimal,
    /// Its place among [`System::failed`].
    pub(super) failed: Option<usize>,
}

/// All relations of a report that can be judged.
pub(super) struct System<'a> {
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) relations: Vec<Relation<'a>>,
    /// The relations that do not hold.
    pub(super) failed: Vec<usize>,
    /// The relations that blank cells keep open.
    pub(super) open: Vec<usize>,
    pub(super) blank_totals: Vec<BlankTotal<'a>>,
    /// Equations with last year's figures, where there are any.
    pub(super) across_years: Vec<&'a Equation>,
}

impl<'a> System<'a> {
    pub(super) fn new(report: &'a Report, prior: Option<&Report>, forms: &'a [Form]) -> Self {
        let mut system = System {
            cells: Vec::new(),
            relations: Vec::new(),
            failed: Vec::new(),
            open: Vec::new(),
            blank_totals: Vec::new(),
            across_years: Vec::new(),
        };
        let mut known = Known { report, cells: HashMap::new() };
        for equation in equations(report, forms, &mut system.cells, &mut known) {
            if equation.left.iter().chain(&equation.right).any(|term| term.prior) {
                system.across_years.extend(prior.is_some().then_some(equation));
            } else {
                system.add(equation, &mut known);
            }
        }
        system.fill_blank_totals();
        system.judge();
        system
    }

    /// Writes a relation down, unless a cell of it holds no number.
    fn add(&mut self, equation: &'a Equation, known: &mut Known<'a>) {
        let relation = self.relations.len();
        let mut terms = Vec::with_capacity(equation.left.len() + equation.right.len());
        for (term, is_plus) in signed(equation) {
            let Presence::At(cell) = known.find(&term.cell, &mut self.cells) else { return };
            terms.push((cell, is_plus));
        }
        for &(cell, is_plus) in &terms {
            self.cells[cell].relations.push((relation, is_plus));
        }
        if is_sum(equation) {
            self.cells[terms[0].0].is_total = true;
        }
        self.relations.push(Relation { equation, terms, residual: Decimal::ZERO, failed: None });
    }

    /// A blank total counts for the sum of its parts, so that the relations that it is a part of can be judged.
    fn fill_blank_totals(&mut self) {
        // The corner of a table is the sum of totals that may be blank themselves.
        for _ in 0..2 {
            for relation in 0..self.relations.len() {
                let Relation { equation, terms, .. } = &self.relations[relation];
                let (total, _) = terms[0];
                if !is_sum(equation) || !self.cells[total].is_blank || !self.cells[total].value.is_zero() {
                    continue;
                }
                let sum: Decimal = terms[1..].iter().map(|&(cell, _)| self.cells[cell].value).sum();
                if sum > Decimal::ZERO {
                    self.cells[total].value = sum;
                    self.blank_totals.push(BlankTotal { equation, sum });
                }
            }
        }
    }

    fn judge(&mut self) {
        let mut open = Vec::new();
        for (index, relation) in self.relations.iter_mut().enumerate() {
            let signed = |&(cell, is_plus): &(usize, bool)| {
                let value = self.cells[cell].value;
                if is_plus { value } else { -value }
            };
            relation.residual = relation.terms.iter().map(signed).sum();
            if relation.residual.is_zero() {
                continue;
            }
            let blanks = relation.terms.iter().filter(|(cell, _)| self.cells[*cell].is_blank).count();
            if blanks > 1 && may_be_mended_by_blanks(relation, &self.cells) {
                open.push(index);
            } else {
                relation.failed = Some(self.failed.len());
                self.failed.push(index);
            }
        }
        for cell in &mut self.cells {
            cell.relations.retain(|(relation, _)| !open.contains(relation));
        }
        self.open = open;
    }

    /// Whether cells that were left blank may hold what a failed relation is off by.
    pub(super) fn blanks_may_mend(&self, relation: usize) -> bool {
        may_be_mended_by_blanks(&self.relations[relation], &self.cells)
    }

    pub(super) fn code(&self, relation: usize) -> &'a str {
        &self.relations[relation].equation.code
    }

    pub(super) fn failure(&self, relation: usize) -> Failure<'a> {
        let Relation { equation, terms, .. } = &self.relations[relation];
        let side = |terms: &[(usize, bool)], is_left: bool| -> Decimal {
            let signed = |&(cell, is_plus): &(usize, bool)| {
                let value = self.cells[cell].value;
                if is_plus == is_left { value } else { -value }
            };
            terms.iter().map(signed).sum()
        };
        let (left, right) = terms.split_at(equation.left.len());
        Failure { equation, left: side(left, true), right: side(right, false) }
    }
}

/// A cell that was left blank can only hold more than it seems to.
fn may_be_mended_by_blanks(relation: &Relation<'_>, cells: &[Cell<'_>]) -> bool {
    let is_short = relation.residual < Decimal::ZERO;
    relation.terms.iter().any(|&(cell, is_plus)| cells[cell].is_blank && is_plus == is_short)
}

impl<'a> Cell<'a> {
    fn new(id: &'a str, printed: &'a CellValue) -> Option<Self> {
        let is_blank = is_blank(printed);
        let value = if is_blank { Decimal::ZERO } else { number(printed)? };
        let cell = Cell { id, printed, value, is_blank, is_total: false, relations: Vec::new() };
        (value.abs() <= LARGEST).then_some(cell)
    }
}

/// The cells of a report that were looked up already: the same cell stands in many relations.
struct Known<'a> {
    report: &'a Report,
    cells: HashMap<&'a str, Presence>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Missing,
    /// It is there and holds no number that could be added up.
    NoNumber,
    /// Its place among [`System::cells`].
    At(usize),
}

impl<'a> Known<'a> {
    fn find(&mut self, id: &'a str, cells: &mut Vec<Cell<'a>>) -> Presence {
        if let Some(presence) = self.cells.get(id) {
            return *presence;
        }
        let presence = match self.report.cell(id) {
            None => Presence::Missing,
            Some(printed) => match Cell::new(id, printed) {
                None => Presence::NoNumber,
                Some(cell) => {
                    cells.push(cell);
                    Presence::At(cells.len() - 1)
                }
            },
        };
        self.cells.insert(id, presence);
        presence
    }
}

/// Whether the equation gives one cell as the sum of others.
pub(super) fn is_sum(equation: &Equation) -> bool {
    let is_plain = |term: &Term| !term.negative && !term.prior;
    equation.left.len() == 1 && equation.right.len() > 1 && equation.left.iter().chain(&equation.right).all(is_plain)
}

/// The terms of an equation, each with whether it is added on the left or subtracted on the right.
pub(super) fn signed(equation: &Equation) -> impl Iterator<Item = (&Term, bool)> {
    let left = equation.left.iter().map(|term| (term, !term.negative));
    left.chain(equation.right.iter().map(|term| (term, term.negative)))
}

/// The equations that hold for the report's tables.
fn equations<'a>(
    report: &Report,
    forms: &'a [Form],
    cells: &mut Vec<Cell<'a>>,
    known: &mut Known<'a>,
) -> Vec<&'a Equation> {
    let base = base_form(report, forms);
    let mut equations = Vec::new();
    for (id, table) in &report.tables {
        let own = forms.iter().find(|form| form.edition == table.edition).unwrap_or(base);
        equations.extend(equations_of(id, own.table(id), forms, |equation| {
            signed(equation).all(|(term, _)| term.prior || known.find(&term.cell, cells) != Presence::Missing)
        }));
    }
    equations
}

/// The equations that hold for a table: those of its own edition that can be judged, and those of other editions for
/// what the own ones cannot judge, as in a table that has a row of an older edition.
pub(super) fn equations_of<'a>(
    id: &str,
    own: Option<&'a FormTable>,
    forms: &'a [Form],
    mut can_be_judged: impl FnMut(&'a Equation) -> bool,
) -> Vec<&'a Equation> {
    let others = forms.iter().rev().filter_map(|form| form.table(id));
    let others = others.filter(|&other| own.is_none_or(|own| !std::ptr::eq(other, own)));
    let mut judged: HashSet<(&str, &str)> = HashSet::new();
    let mut equations = Vec::new();
    for table in own.into_iter().chain(others) {
        let new: Vec<&Equation> = table
            .equations
            .iter()
            .filter(|equation| !judged.contains(&name(equation)) && can_be_judged(equation))
            .collect();
        judged.extend(new.iter().map(|equation| name(equation)));
        equations.extend(new);
    }
    equations
}

/// What an equation is about: its code and the first cell that it gives.
fn name(equation: &Equation) -> (&str, &str) {
    (&equation.code, equation.left.first().map_or("", |term| &term.cell))
}
