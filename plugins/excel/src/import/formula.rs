//! Plain formulas, computed exactly where a file keeps no value: `SUM(D4:I4)`, `D4+E4-F4` and what is built of them.
//!
//! Any other formula is left alone. Numbers are decimals from end to end, so that a sum is what a clerk would write.

use std::collections::BTreeMap;

use nianbao_core::document::{Cell, CellType};
use rust_decimal::Decimal;

use crate::address::{self, Area};

/// How deep formulas may refer to each other and brackets may stand within each other.
const DEPTH: usize = 100;

/// The results of the formulas of the cells at `places`, in their order; `None` for a formula that is not plain.
///
/// The cells are in reading order. `steps` is how many cells may still be looked at.
pub(crate) fn compute(cells: &[Cell], places: &[(u32, u32)], steps: &mut usize) -> Vec<Option<String>> {
    let states = places.iter().map(|&place| (place, State::Unknown)).collect();
    let mut sheet = Sheet { cells, states, steps };
    // In reading order, so that a long chain of running totals is not followed all the way back.
    places.iter().map(|&place| sheet.result(place, 0).map(written)).collect()
}

struct Sheet<'c, 's> {
    cells: &'c [Cell],
    /// The cells whose formulas are to be computed.
    states: BTreeMap<(u32, u32), State>,
    steps: &'s mut usize,
}

#[derive(Clone, Copy)]
enum State {
    Unknown,
    /// Met again in this state, the formula refers to itself.
    BeingComputed,
    Known(Option<Decimal>),
}

impl<'c> Sheet<'c, '_> {
    /// The result of the formula at a place that is to be computed.
    fn result(&mut self, place: (u32, u32), depth: usize) -> Option<Decimal> {
        match self.states.get(&place)? {
            State::Known(result) => return *result,
            State::BeingComputed => return None,
            State::Unknown if depth > DEPTH => return None,
            State::Unknown => (),
        }
        self.states.insert(place, State::BeingComputed);
        let result = self.cell(place).and_then(|cell| cell.formula.as_deref()).and_then(|formula| {
            let mut rest = Text(formula);
            let result = self.expression(&mut rest, depth + 1)?;
            rest.peek().is_none().then_some(result)
        });
        self.states.insert(place, State::Known(result));
        result
    }

    /// `term + term - term …`
    fn expression(&mut self, text: &mut Text<'_>, depth: usize) -> Option<Decimal> {
        let mut sum = self.term(text, depth)?;
        loop {
            if text.take('+') {
                sum = sum.checked_add(self.term(text, depth)?)?;
            } else if text.take('-') {
                sum = sum.checked_sub(self.term(text, depth)?)?;
            } else {
                return Some(sum);
            }
        }
    }

    /// A number, a cell, a sum or a bracket, with its signs.
    fn term(&mut self, text: &mut Text<'_>, depth: usize) -> Option<Decimal> {
        let mut negative = false;
        loop {
            if text.take('-') {
                negative = !negative;
            } else if !text.take('+') {
                break;
            }
        }
        let value = self.operand(text, depth)?;
        Some(if negative { -value } else { value })
    }

    fn operand(&mut self, text: &mut Text<'_>, depth: usize) -> Option<Decimal> {
        if depth > DEPTH {
            return None;
        }
        if text.take('(') {
            let value = self.expression(text, depth + 1)?;
            return text.take(')').then_some(value);
        }
        let word = text.word();
        if word.eq_ignore_ascii_case("SUM") && text.take('(') {
            return self.sum(text, depth + 1);
        }
        if word.starts_with(|character: char| character.is_ascii_digit()) {
            return Decimal::from_str_exact(word).ok();
        }
        self.operand_at(address::cell(word)?, depth)
    }

    /// The arguments of SUM up to the closing bracket, parted by commas, in .ods by semicolons.
    fn sum(&mut self, text: &mut Text<'_>, depth: usize) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        loop {
            let argument = match text.area() {
                Some(area) => self.sum_of(area, depth)?,
                None => self.expression(text, depth)?,
            };
            sum = sum.checked_add(argument)?;
            if text.take(')') {
                return Some(sum);
            }
            if !text.take(',') && !text.take(';') {
                return None;
            }
        }
    }

    /// The sum of an area, in which blank cells and texts count nothing.
    fn sum_of(&mut self, area: Area, depth: usize) -> Option<Decimal> {
        let first = self.cells.partition_point(|cell| (cell.row, cell.column) < (area.top, area.left));
        let mut sum = Decimal::ZERO;
        for cell in self.cells[first..].iter().take_while(|cell| cell.row <= area.bottom) {
            *self.steps = self.steps.checked_sub(1)?;
            if (area.left..=area.right).contains(&cell.column) {
                sum = sum.checked_add(self.value(cell, depth)?.unwrap_or_default())?;
            }
        }
        Some(sum)
    }

    /// The value of a cell beside `+` or `-`, where a blank cell is 0 and a text is an error.
    fn operand_at(&mut self, place: (u32, u32), depth: usize) -> Option<Decimal> {
        *self.steps = self.steps.checked_sub(1)?;
        match self.cell(place) {
            Some(cell) => self.value(cell, depth)?,
            None => Some(Decimal::ZERO),
        }
    }

    /// A cell's number; the inner `None` is a text, the outer one what cannot be added.
    fn value(&mut self, cell: &Cell, depth: usize) -> Option<Option<Decimal>> {
        let place = (cell.row, cell.column);
        if self.states.contains_key(&place) {
            return self.result(place, depth + 1).map(Some);
        }
        match cell.cell_type {
            CellType::Number => Decimal::from_str_exact(&cell.text).ok().map(Some),
            CellType::Text => Some(None),
            CellType::Date | CellType::Boolean | CellType::Error => None,
        }
    }

    fn cell(&self, place: (u32, u32)) -> Option<&'c Cell> {
        let index = self.cells.binary_search_by_key(&place, |cell| (cell.row, cell.column)).ok()?;
        Some(&self.cells[index])
    }
}

/// What is left of a formula's text.
struct Text<'f>(&'f str);

impl<'f> Text<'f> {
    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        self.0 = self.0.trim_start();
        self.0.chars().next()
    }

    /// Passes a character, if it is the next.
    fn take(&mut self, wanted: char) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.0 = &self.0[wanted.len_utf8()..];
        }
        is_next
    }

    /// Takes a name, an address or a number.
    fn word(&mut self) -> &'f str {
        self.peek();
        let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '$' | '.');
        let (word, rest) = self.0.split_at(self.0.find(|character| !is_part(character)).unwrap_or(self.0.len()));
        self.0 = rest;
        word
    }

    /// Takes an area or a cell, if it is a whole argument.
    fn area(&mut self) -> Option<Area> {
        let mut ahead = Text(self.0);
        let (top, left) = address::cell(ahead.word())?;
        let (bottom, right) = if ahead.take(':') { address::cell(ahead.word())? } else { (top, left) };
        if !matches!(ahead.peek(), Some(',' | ';' | ')')) {
            return None;
        }
        self.0 = ahead.0;
        Some(Area { top: top.min(bottom), left: left.min(right), bottom: top.max(bottom), right: left.max(right) })
    }
}

/// A result as a grid has it, without zeros behind the last digit.
fn written(result: Decimal) -> String {
    if result.is_zero() { "0".to_owned() } else { result.normalize().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row 1 holds 1, 0.1, 0.2, a blank, a text and an error; row 2 holds the formulas, computed from left to right.
    #[track_caller]
    fn check(formulas: &[&str], expected: &[Option<&str>]) {
        let number = |column, text| Cell { cell_type: CellType::Number, ..Cell::new(0, column, text) };
        let error = Cell { cell_type: CellType::Error, ..Cell::new(0, 5, "#REF!") };
        let mut cells = vec![number(0, "1"), number(1, "0.1"), number(2, "0.2"), Cell::new(0, 4, "3"), error];
        let mut places = Vec::new();
        for (column, formula) in (0..).zip(formulas) {
            places.push((1, column));
            cells.push(Cell { formula: Some((*formula).to_owned()), ..Cell::new(1, column, "") });
        }
        let results = compute(&cells, &places, &mut 1_000);
        assert_eq!(results.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sums_are_exact() {
        check(&["SUM(A1:C1)"], &[Some("1.3")]);
        check(&["sum( $A$1 , B1:C$1 ; 2.50 )"], &[Some("3.8")]);
        check(&["SUM(B1,-C1,A1+B1)"], &[Some("1")]);
        check(&["SUM(C1:A1)"], &[Some("1.3")]);
    }

    #[test]
    fn cells_are_added_and_subtracted() {
        check(&["A1+B1-C1"], &[Some("0.9")]);
        check(&["-(A1-B1)+-+A1"], &[Some("-1.9")]);
        check(&["B1-0.10"], &[Some("0")]);
    }

    #[test]
    fn blanks_and_texts_count_nothing_in_a_sum_and_a_text_is_no_operand() {
        check(&["SUM(A1:E1)"], &[Some("1.3")]);
        check(&["A1+D1"], &[Some("1")]);
        check(&["A1+E1"], &[None]);
        check(&["SUM(A1:F1)"], &[None]);
    }

    #[test]
    fn formulas_refer_to_each_other_in_any_order() {
        check(&["B2+C2", "SUM(C2)", "A1"], &[Some("2"), Some("1"), Some("1")]);
    }

    #[test]
    fn a_circle_has_no_result() {
        check(&["B2+1", "SUM(A2:B2)", "A1"], &[None, None, Some("1")]);
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        for formula in [
            "A1*2",
            "IF(A1>0,1,0)",
            "SUM(A:A)",
            "Sheet2!A1",
            "SUM(Sheet2!A1:B1)",
            "SUM(A1:B1",
            "A1+",
            "{A1}",
            "SUM()",
            "1E5",
            "A1%",
            "",
        ] {
            check(&[formula], &[None]);
        }
    }

    #[test]
    fn depth_and_work_have_an_end() {
        check(&[&format!("{}1{}", "(".repeat(50_000), ")".repeat(50_000))], &[None]);
        let down = |row: u32| Cell { formula: Some(format!("A{}+1", row + 2)), ..Cell::new(row, 0, "") };
        let cells: Vec<Cell> = (0..5_000).map(down).collect();
        let places: Vec<_> = (0..5_000).map(|row| (row, 0)).collect();
        assert_eq!(compute(&cells, &places, &mut 100_000)[0], None);
        let up = |row: u32| Cell { formula: Some(format!("A{row}+1")), ..Cell::new(row, 0, "") };
        let cells: Vec<Cell> = (1..5_000).map(up).collect();
        let places: Vec<_> = (1..5_000).map(|row| (row, 0)).collect();
        assert_eq!(compute(&cells, &places, &mut 100_000)[4_998].as_deref(), Some("4999"));
        assert_eq!(compute(&cells, &places, &mut 10)[4_998], None);
    }
}
