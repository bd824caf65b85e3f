//! What the blank form computes and watches over: sums, what follows from last year, and relations that turn red.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::Report;
use nianbao_core::document::{Cell, Grid};
use nianbao_core::form::{Equation, Term};
use rust_decimal::Decimal;

use super::data;
use super::ranges::{self, Position};

/// `COUNT` takes no more ranges in an .xls file.
const MOST_ARGUMENTS: usize = 30;
/// From so many terms on, a sum is written with `SUM`.
const MANY_TERMS: usize = 3;
/// Sums of sums are not nested deeper.
const DEPTH: usize = 8;

/// A table of the blank form, with all that its formulas need.
pub(super) struct Watch<'a> {
    grid: &'a Grid,
    prior: Option<&'a Report>,
    sheet: String,
    data_sheet: String,
    first_row: u32,
    /// Where each figure stands.
    places: BTreeMap<&'a str, Position>,
    cells: BTreeMap<&'a str, &'a Cell>,
    relations: Vec<Relation>,
}

/// One relation, written as formulas.
pub(super) struct Relation {
    pub(super) code: String,
    /// What must be equal, for people who look behind the scenes.
    pub(super) terms: String,
    /// The cells that turn red.
    pub(super) cells: BTreeSet<Position>,
    /// What stands left less what stands right.
    difference: Vec<Piece>,
    /// What somebody must have begun to fill in before the relation is judged; nothing, if it is always.
    begun: BTreeSet<Position>,
}

/// A piece of a formula.
#[derive(Clone)]
enum Piece {
    Text(String),
    Cells(BTreeSet<Position>),
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        grid: &'a Grid,
        origin: Position,
        prior: Option<&'a Report>,
        sheet: &str,
        data_sheet: &str,
        first_row: u32,
    ) -> Self {
        let with_id = || grid.cells.iter().filter_map(|cell| Some((cell.id.as_deref()?, cell)));
        let mut watch = Watch {
            grid,
            prior,
            sheet: quoted(sheet),
            data_sheet: quoted(data_sheet),
            first_row,
            places: with_id().map(|(id, cell)| (id, (cell.row + origin.0, cell.column + origin.1))).collect(),
            cells: with_id().collect(),
            relations: Vec::new(),
        };
        watch.relations = grid.checks.iter().filter_map(|check| watch.relation(check)).collect();
        watch
    }

    /// The row of its first relation on the sheet of data.
    pub(super) fn first_row(&self) -> u32 {
        self.first_row
    }

    /// The row after its last relation on the sheet of data.
    pub(super) fn next_row(&self) -> u32 {
        self.first_row + u32::try_from(self.relations.len()).unwrap_or(u32::MAX - self.first_row)
    }

    pub(super) fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The formula of a figure that is computed, whether it may be overwritten, and its value now.
    pub(super) fn formula(&self, cell: &Cell) -> Option<(String, bool, Decimal)> {
        let id = cell.id.as_deref()?;
        if let Some(parts) = self.sum(id) {
            let places: BTreeSet<Position> = parts.iter().map(|part| self.places[part.as_str()]).collect();
            return Some((format!("SUM({})", ranges::ranges(&places).join(",")), false, self.value(id, 0)));
        }
        let follows = |check: &&Equation| {
            matches!(check.left.as_slice(), [left] if left.cell == id && !left.prior && !left.negative)
                && check.right.iter().any(|term| term.prior)
                && check.right.iter().any(|term| !term.prior)
        };
        let check = self.grid.checks.iter().find(follows)?;
        let formula = text_of(&self.side(&check.right)?, "", false);
        let value = check.right.iter().map(|term| self.term_value(term)).sum();
        Some((formula, true, value))
    }

    /// The formula that is true where a relation fails, on the table's own sheet.
    pub(super) fn failure(&self, relation: &Relation) -> String {
        failure(relation, "")
    }

    /// The same on another sheet.
    pub(super) fn failure_elsewhere(&self, relation: &Relation) -> String {
        failure(relation, &self.sheet)
    }

    /// The number of relations that fail, as a formula; `None` for a table without relations.
    pub(super) fn failures(&self) -> Option<String> {
        let last = self.next_row().checked_sub(1).filter(|last| *last >= self.first_row)?;
        let column = u32::from(data::RELATION_COLUMN);
        let cells: BTreeSet<Position> = (self.first_row..=last).map(|row| (row, column)).collect();
        Some(format!("SUM({})", named(&ranges::ranges(&cells), &self.data_sheet, true)))
    }

    /// The figures that a figure is the sum of, if all stand in the table.
    fn sum(&self, id: &str) -> Option<&'a [String]> {
        let parts = &self.cells.get(id)?.sum_of;
        (!parts.is_empty() && parts.iter().all(|part| self.places.contains_key(part.as_str()))).then_some(parts)
    }

    fn relation(&self, check: &Equation) -> Option<Relation> {
        let (left, right) = (self.side(&check.left)?, self.side(&check.right)?);
        let terms = || check.left.iter().chain(&check.right).filter(|term| !term.prior);
        // Of a long sum the total turns red, of any other relation all its figures.
        let is_sum = check.left.len() == 1 && check.right.len() > MANY_TERMS;
        let red = terms().take(if is_sum { 1 } else { usize::MAX });
        let mut difference = left;
        difference.push(Piece::Text("-(".to_owned()));
        difference.extend(right);
        difference.push(Piece::Text(")".to_owned()));
        let mut begun = BTreeSet::new();
        terms().for_each(|term| self.inputs(&term.cell, 0, &mut begun));
        let side = |terms: &[Term]| terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        Some(Relation {
            code: check.code.clone(),
            terms: format!("{} = {}", side(&check.left), side(&check.right)),
            cells: red.filter_map(|term| self.places.get(term.cell.as_str()).copied()).collect(),
            difference,
            begun,
        })
    }

    /// One side of a relation; `None` where a figure is not known.
    fn side(&self, terms: &[Term]) -> Option<Vec<Piece>> {
        let plain = terms.iter().all(|term| !term.negative && !term.prior);
        if plain && terms.len() > MANY_TERMS {
            let places = terms.iter().map(|term| self.places.get(term.cell.as_str()).copied());
            let places: BTreeSet<Position> = places.collect::<Option<_>>()?;
            return Some(vec![Piece::Text("SUM(".to_owned()), Piece::Cells(places), Piece::Text(")".to_owned())]);
        }
        let mut pieces = Vec::new();
        for (index, term) in terms.iter().enumerate() {
            let sign = match (index, term.negative) {
                (0, false) => "",
                (_, false) => "+",
                (_, true) => "-",
            };
            pieces.push(Piece::Text(sign.to_owned()));
            pieces.push(if term.prior {
                Piece::Text(self.prior_value(&term.cell)?.to_string())
            } else {
                Piece::Cells(BTreeSet::from([*self.places.get(term.cell.as_str())?]))
            });
        }
        Some(pieces)
    }

    /// Last year's figure, if it is one that a formula can begin with.
    fn prior_value(&self, id: &str) -> Option<Decimal> {
        self.prior?.cell(id)?.number().filter(|number| !number.is_sign_negative())
    }

    fn term_value(&self, term: &Term) -> Decimal {
        let value = match term.prior {
            true => self.prior_value(&term.cell).unwrap_or_default(),
            false => self.value(&term.cell, 0),
        };
        if term.negative { -value } else { value }
    }

    /// What a figure is now; what is blank counts nothing.
    fn value(&self, id: &str, depth: usize) -> Decimal {
        match self.sum(id).filter(|_| depth < DEPTH) {
            Some(parts) => parts.iter().map(|part| self.value(part, depth + 1)).sum(),
            None => self.cells.get(id).and_then(|cell| Decimal::from_str_exact(&cell.text).ok()).unwrap_or_default(),
        }
    }

    /// The cells to be filled in that a figure is made of, those that are filled in already left out.
    fn inputs(&self, id: &str, depth: usize, inputs: &mut BTreeSet<Position>) {
        match self.sum(id).filter(|_| depth < DEPTH) {
            Some(parts) => parts.iter().for_each(|part| self.inputs(part, depth + 1, inputs)),
            None => {
                let is_blank = self.cells.get(id).is_some_and(|cell| cell.text.is_empty());
                inputs.extend(self.places.get(id).copied().filter(|_| is_blank));
            }
        }
    }
}

fn failure(relation: &Relation, sheet: &str) -> String {
    let difference = format!("ROUND({},6)<>0", text_of(&relation.difference, sheet, true));
    let begun = ranges::ranges(&relation.begun);
    if begun.is_empty() || begun.len() > MOST_ARGUMENTS {
        return difference;
    }
    format!("AND(COUNT({})>0,{difference})", named(&begun, sheet, true))
}

fn text_of(pieces: &[Piece], sheet: &str, is_absolute: bool) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Cells(cells) => named(&ranges::ranges(cells), sheet, is_absolute),
    };
    pieces.iter().map(text).collect()
}

/// Ranges as they are named from another sheet, where one is given; absolute ones do not move with the cell that they
/// are written for.
fn named(ranges: &[String], sheet: &str, is_absolute: bool) -> String {
    let range = |range: &String| {
        let range = if is_absolute { absolute(range) } else { range.clone() };
        if sheet.is_empty() { range } else { format!("{sheet}!{range}") }
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(",")
}

/// `D6:E7` as `$D$6:$E$7`.
fn absolute(range: &str) -> String {
    let mut text = String::with_capacity(range.len() + 4);
    let mut before = ':';
    for character in range.chars() {
        if before == ':' || before.is_ascii_alphabetic() && character.is_ascii_digit() {
            text.push('$');
        }
        text.push(character);
        before = character;
    }
    text
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}
