//! Failed relations → the smallest set of cells to change that makes them hold, with the new values and what speaks
//! for each. Evidence, never an order: the registers of the office decide.
//!
//! Each cell stands in a few relations, and a wrong one breaks all of them by the same amount. So the search goes from
//! the relations to the cells and never tries values:
//!
//! 1. [`system`] writes the form's equations down for one report, each with what it is off by.
//! 2. [`candidates`] finds the single cells, and the pairs that meet in one relation, whose change mends every relation
//!    that they stand in.
//! 3. [`weigh`] gives each a cost: less where the slip is a common one, where the text or last year's report agree.
//! 4. [`cover`] takes the cheapest of them that together explain all failures, and splits them into causes.
//!
//! Most reports need none of this: [`Relations::hold`] tells so at the price of adding their figures up.

mod candidates;
mod cover;
mod holds;
mod slip;
mod system;
#[cfg(test)]
mod tests;
mod weigh;

use nianbao_core::finding::Evidence;
use nianbao_core::form::{Equation, Form};
use nianbao_core::{CellValue, Report};
use rust_decimal::Decimal;

use candidates::Candidate;
pub use holds::Relations;
use system::System;
use weigh::Scales;

/// At most so many answers are given for one cause.
const MOST_ANSWERS: usize = 3;
/// At most so many cells are changed for one cause; whoever got more wrong has to look at the registers.
const MOST_CHANGES: usize = 2;

/// What the relations say of a report.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis<'a> {
    /// Why relations fail, in the form's order.
    pub causes: Vec<Cause<'a>>,
    /// Totals that were left blank beside parts that were not.
    pub blank_totals: Vec<BlankTotal<'a>>,
    /// Relations that fail, but would hold if blank cells of theirs were filled: which, nobody can say.
    pub open: Vec<Failure<'a>>,
}

impl Diagnosis<'_> {
    /// Whether the likeliest answer to some cause changes a cell, or one of several that are as likely.
    pub fn changes(&self, id: &str) -> bool {
        let likeliest = self.causes.iter().flat_map(|cause| &cause.answers[..cause.equals.min(cause.answers.len())]);
        likeliest.flat_map(|answer| &answer.changes).any(|change| change.cell == id)
    }
}

/// One reason why relations fail, as far as it can be told.
#[derive(Clone, Debug)]
pub struct Cause<'a> {
    /// The relations that fail for it.
    pub failures: Vec<Failure<'a>>,
    /// What would make them hold, likeliest first; empty where more than two cells must be wrong.
    pub answers: Vec<Answer>,
    /// How many answers are as likely as the first, with it, for all that is known; not all of them need be given.
    pub equals: usize,
    /// How many answers are known, given or not.
    pub ways: usize,
}

impl Cause<'_> {
    /// The answer that the evidence puts before the others.
    pub fn likeliest(&self) -> Option<&Answer> {
        self.answers.first().filter(|_| self.equals < 2)
    }
}

/// A relation that does not hold.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// The relation.
    pub equation: &'a Equation,
    /// What its left side adds up to.
    pub left: Decimal,
    /// What its right side adds up to.
    pub right: Decimal,
}

/// A total that was left blank.
#[derive(Clone, Copy, Debug)]
pub struct BlankTotal<'a> {
    /// The relation that gives it.
    pub equation: &'a Equation,
    /// What its parts add up to.
    pub sum: Decimal,
}

impl<'a> BlankTotal<'a> {
    /// The full id of its cell.
    pub fn cell(&self) -> &'a str {
        &self.equation.left[0].cell
    }
}

/// Changes that together make the relations of a cause hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// One or two.
    pub changes: Vec<Change>,
    /// How many relations hold again with them.
    pub mended: usize,
}

impl Answer {
    fn is_denied(&self) -> bool {
        self.changes.iter().any(|change| !change.against.is_empty())
    }
}

/// A new value for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The full id of the cell.
    pub cell: String,
    /// What it holds.
    pub from: CellValue,
    /// What it would hold.
    pub to: Decimal,
    /// The codes of the relations that hold again, one for each.
    pub resolves: Vec<String>,
    /// What speaks for it, strongest first.
    pub evidence: Vec<Evidence>,
    /// What speaks against it.
    pub against: Vec<Evidence>,
    /// Whether the cell holds what it held last year.
    pub is_last_years: bool,
}

/// What a sentence of the text says of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The sentence.
    pub sentence: String,
    /// The number as printed there.
    pub printed: String,
    /// The number.
    pub value: Decimal,
    /// Sums of cells that it may speak of, by their full ids.
    pub readings: Vec<Vec<String>>,
    /// Whether it certainly speaks of these cells.
    pub is_sure: bool,
}

impl Statement {
    /// The cell, where it can speak of no other and of no sum.
    fn only_cell(&self) -> Option<&str> {
        match &self.readings[..] {
            [reading] => match &reading[..] {
                [cell] => Some(cell),
                _ => None,
            },
            _ => None,
        }
    }

    /// That it says so of these cells.
    fn evidence(&self, reading: &[String]) -> Evidence {
        let cells = if reading.len() > 1 { reading.to_vec() } else { Vec::new() };
        Evidence::Prose { sentence: self.sentence.clone(), printed: self.printed.clone(), cells }
    }
}

/// What the relations of the form say of a report. `statements` is asked only where a relation fails.
///
/// `forms` must not be empty.
pub fn diagnose<'a>(
    report: &'a Report,
    prior: Option<&'a Report>,
    forms: &'a [Form],
    statements: impl FnOnce() -> Vec<Statement>,
) -> Diagnosis<'a> {
    let system = System::new(report, prior, forms);
    let blank_totals = system.blank_totals.clone();
    let mut open: Vec<usize> = system.open.clone();
    if system.failed.is_empty() {
        let open = open.into_iter().map(|relation| system.failure(relation)).collect();
        return Diagnosis { causes: Vec::new(), blank_totals, open };
    }
    let statements = statements();
    let scales = Scales::new(&system, report, prior, forms, &statements);
    let candidates = candidates::find(&system, &scales);
    let mut parts = cover::parts(&system, &candidates);
    for part in parts.iter_mut().filter(|part| part.answers.is_empty()) {
        // What no one or two cells explain, several blanks may: they are more likely than as many wrong figures.
        part.failed.retain(|&failed| {
            let relation = system.failed[failed];
            let is_blanks = system.blanks_may_mend(relation);
            open.extend(is_blanks.then_some(relation));
            !is_blanks
        });
    }
    open.sort_unstable();
    let cause = |part: cover::Part| {
        let answers: Vec<Answer> =
            part.answers.iter().map(|chosen| answer(&system, &scales, &candidates, chosen)).collect();
        // What the text denies is not the likeliest of several, only the least unlikely.
        let is_denied = answers.first().is_some_and(Answer::is_denied);
        let equals = if is_denied { part.equals.max(answers.len()) } else { part.equals };
        let failures = part.failed.iter().map(|&failed| system.failure(system.failed[failed])).collect();
        Cause { failures, answers, equals, ways: part.ways }
    };
    let causes = parts.into_iter().filter(|part| !part.failed.is_empty()).map(cause).collect();
    Diagnosis { causes, blank_totals, open: open.into_iter().map(|relation| system.failure(relation)).collect() }
}

fn answer(system: &System<'_>, scales: &Scales<'_, '_>, candidates: &[Candidate], chosen: &[usize]) -> Answer {
    let resolves = |candidate: &Candidate| -> Vec<String> {
        let own = candidate.failed.iter().map(|&failed| system.code(system.failed[failed]));
        own.chain(scales.prior_relations_mended(&candidate.changes)).map(str::to_owned).collect()
    };
    let mended = chosen.iter().map(|&index| resolves(&candidates[index]).len()).sum();
    let changes = chosen.iter().flat_map(|&index| {
        let candidate = &candidates[index];
        let resolves = resolves(candidate);
        candidate.changes.iter().map(move |&(cell, to)| Change {
            cell: system.cells[cell].id.to_owned(),
            from: system.cells[cell].printed.clone(),
            to,
            evidence: scales.evidence(candidate, cell, to, mended),
            against: scales.against(candidate, cell),
            resolves: resolves.clone(),
            is_last_years: scales.is_last_years(cell),
        })
    });
    Answer { changes: changes.collect(), mended }
}
