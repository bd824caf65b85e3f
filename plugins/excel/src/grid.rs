//! The grids of a workbook, built cell by cell: blank cells left out, merged ranges as spans, hidden things marked.

use std::fmt::Write;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, CellType, Grid, Note, NoteKind};
use nianbao_plugin::Diagnostic;

use crate::limits::Budget;
use crate::merge;
use crate::number;
use crate::refusal::Refusal;

/// A workbook as far as it has been read.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) document: Document,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) budget: Budget,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Blank,
    Text(String),
    Number(f64),
    /// A date or time, written as the Document wants it.
    Date(String),
    Boolean(bool),
    /// An error such as `#DIV/0!`.
    Error(String),
}

/// A rectangle of cells, all four sides included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// Ranges of rows or columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranges(Vec<(u32, u32)>);

/// A sheet while its cells come in.
#[derive(Debug)]
pub(crate) struct Sheet<'b> {
    book: &'b mut Book,
    name: String,
    cells: Vec<Cell>,
    pub(crate) hidden: bool,
    pub(crate) merges: Vec<Area>,
    pub(crate) hidden_rows: Ranges,
    pub(crate) hidden_columns: Ranges,
}

impl Book {
    pub(crate) fn new() -> Self {
        Book { document: Document::new(), diagnostics: Vec::new(), budget: Budget::new() }
    }

    /// Begins the next sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> Sheet<'_> {
        Sheet {
            book: self,
            name: visible(name),
            cells: Vec::new(),
            hidden: false,
            merges: Vec::new(),
            hidden_rows: Ranges::default(),
            hidden_columns: Ranges::default(),
        }
    }
}

impl Sheet<'_> {
    /// Adds a cell. A later cell at the same place replaces an earlier one.
    pub(crate) fn put(&mut self, row: u32, column: u32, value: Value, formula: Option<String>) -> Result<(), Refusal> {
        let formula = formula.filter(|formula| !formula.is_empty());
        let uncached = value == Value::Blank && formula.is_some();
        let (cell_type, text) = match value {
            Value::Blank => (CellType::Text, String::new()),
            Value::Text(text) => (CellType::Text, if is_visible(&text) { text } else { visible(&text) }),
            Value::Number(number) => match number::decimal(number) {
                Some(text) => (CellType::Number, text),
                None => (CellType::Error, "#NUM!".to_owned()),
            },
            Value::Date(text) => (CellType::Date, text),
            Value::Boolean(value) => (CellType::Boolean, value.to_string()),
            Value::Error(text) => (CellType::Error, text),
        };
        if text.is_empty() && formula.is_none() {
            return Ok(());
        }
        self.book.budget.cell(text.len() + formula.as_ref().map_or(0, String::len))?;
        let at = address(&self.name, row, column);
        if uncached {
            self.book.document.notes.push(Note {
                kind: NoteKind::UncachedFormula,
                at: Some(at.clone()),
                text: String::new(),
            });
        }
        self.cells.push(Cell { cell_type, at: Some(at), formula, ..Cell::new(row, column, text) });
        Ok(())
    }

    /// Adds a merged range.
    pub(crate) fn merge(&mut self, area: Area) -> Result<(), Refusal> {
        if area.top == area.bottom && area.left == area.right || area.top > area.bottom || area.left > area.right {
            return Ok(());
        }
        self.book.budget.merge()?;
        self.merges.push(area);
        Ok(())
    }

    /// Adds a note at a cell.
    pub(crate) fn note(&mut self, kind: NoteKind, row: u32, column: u32, text: &str) -> Result<(), Refusal> {
        self.book.budget.cell(text.len())?;
        self.book.document.notes.push(Note { kind, at: Some(address(&self.name, row, column)), text: visible(text) });
        Ok(())
    }

    /// Puts the sheet into the document.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        let Sheet { book, name, mut cells, hidden, mut merges, hidden_rows, hidden_columns } = self;
        if !cells.is_sorted_by(|cell, next| (cell.row, cell.column) < (next.row, next.column)) {
            cells.sort_by_key(|cell| (cell.row, cell.column));
            cells.reverse();
            cells.dedup_by_key(|cell| (cell.row, cell.column));
            cells.reverse();
        }
        let rows = cells.last().map_or(0, |cell| cell.row + 1);
        let columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);

        // A range that reaches beyond the cells with content is cut off there: it may be a million rows long.
        merges.retain(|area| area.top < rows && area.left < columns);
        for area in &mut merges {
            area.bottom = area.bottom.min(rows - 1);
            area.right = area.right.min(columns - 1);
        }
        let mut cells = if merges.is_empty() {
            cells
        } else {
            let placed = merge::place(cells, merges, &mut book.budget);
            book.document.notes.extend(placed.covered.into_iter().map(|cell| Note {
                kind: NoteKind::Hidden,
                at: cell.at,
                text: cell.text,
            }));
            placed.cells
        };
        let (hidden_rows, hidden_columns) = (hidden_rows.sorted(), hidden_columns.sorted());
        for cell in &mut cells {
            if cell.at.is_none() {
                book.budget.cell(0)?;
                cell.at = Some(address(&name, cell.row, cell.column));
            }
            cell.hidden =
                hidden_rows.cover(cell.row, cell.row_span) || hidden_columns.cover(cell.column, cell.column_span);
        }
        book.document.blocks.push(Block::Grid(Grid {
            name: Some(name.clone()),
            at: Some(name),
            hidden,
            rows,
            columns,
            cells,
            ..Grid::default()
        }));
        Ok(())
    }
}

impl Ranges {
    /// Adds a range, both ends included.
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        // Adjacent rows come one by one; they are joined so that a sheet of hidden rows costs one entry.
        match self.0.last_mut() {
            Some(range) if range.1.checked_add(1) == Some(first) => range.1 = last,
            _ => self.0.push((first, last)),
        }
    }

    /// Makes the ranges ascending and disjoint, as [`Ranges::cover`] needs them.
    fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for (first, last) in self.0 {
            match ranges.last_mut() {
                Some(range) if first <= range.1.saturating_add(1) => range.1 = range.1.max(last),
                _ => ranges.push((first, last)),
            }
        }
        Ranges(ranges)
    }

    /// Whether one range covers `count` positions from `first` on.
    fn cover(&self, first: u32, count: u32) -> bool {
        let following = self.0.partition_point(|range| range.0 <= first);
        following > 0 && self.0[following - 1].1 >= first + (count - 1)
    }
}

/// The letters of a zero-based column.
fn push_column(column: u32, out: &mut String) {
    if column >= 26 {
        push_column(column / 26 - 1, out);
    }
    out.push(char::from(b'A' + u8::try_from(column % 26).expect("a remainder of 26 fits a byte")));
}

/// The locator of a cell: `Sheet!D6`.
fn address(sheet: &str, row: u32, column: u32) -> String {
    let mut address = String::with_capacity(sheet.len() + 11);
    address.push_str(sheet);
    address.push('!');
    push_column(column, &mut address);
    write!(address, "{}", u64::from(row) + 1).expect("a String takes all text");
    address
}

/// Whether a text surely holds nothing that [`visible`] would change, by a quick look at its bytes.
fn is_visible(text: &str) -> bool {
    // 0xC2 begins the characters U+0080 to U+00BF, of which the first half are controls.
    !text.bytes().any(|byte| byte < 0x20 && byte != b'\n' && byte != b'\t' || byte == 0x7F || byte == 0xC2)
}

/// A text without control characters, which nobody sees; line breaks and tabs stay.
fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&character| !character.is_control() || character == '\n' || character == '\t').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(build: impl FnOnce(&mut Sheet<'_>)) -> (Grid, Vec<Note>) {
        let mut book = Book::new();
        let mut sheet = book.sheet("表");
        build(&mut sheet);
        sheet.finish().expect("within the limits");
        let Some(Block::Grid(grid)) = book.document.blocks.pop() else {
            panic!("a sheet is a grid");
        };
        (grid, book.document.notes)
    }

    fn text(sheet: &mut Sheet<'_>, row: u32, column: u32, text: &str) {
        sheet.put(row, column, Value::Text(text.to_owned()), None).expect("within the limits");
    }

    #[test]
    fn addresses_are_those_of_a_worksheet() {
        assert_eq!(address("Sheet2", 5, 3), "Sheet2!D6");
        assert_eq!(address("s", 0, 25), "s!Z1");
        assert_eq!(address("s", 0, 26), "s!AA1");
        assert_eq!(address("s", 1_048_575, 16_383), "s!XFD1048576");
    }

    #[test]
    fn blank_cells_are_left_out_and_extents_are_used_ones() {
        let (grid, _) = grid(|sheet| {
            text(sheet, 3, 2, "a\r\nb\u{1}");
            text(sheet, 9, 9, "");
            sheet.put(8, 8, Value::Blank, None).expect("within the limits");
        });
        assert_eq!((grid.rows, grid.columns, grid.cells.len()), (4, 3, 1));
        assert_eq!(grid.cells[0].text, "a\nb");
    }

    #[test]
    fn cells_come_out_in_reading_order_and_the_last_of_a_place_stays() {
        let (grid, _) = grid(|sheet| {
            text(sheet, 1, 0, "c");
            text(sheet, 0, 1, "b");
            text(sheet, 0, 0, "old");
            text(sheet, 0, 0, "a");
        });
        let texts: Vec<_> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c"]);
    }

    #[test]
    fn a_formula_without_a_value_is_noted() {
        let (grid, notes) = grid(|sheet| {
            sheet.put(0, 0, Value::Blank, Some("A2".to_owned())).expect("within the limits");
            sheet.put(0, 1, Value::Text(String::new()), Some("A2".to_owned())).expect("within the limits");
        });
        assert_eq!(grid.cells.len(), 2);
        assert_eq!(notes.len(), 1);
        assert_eq!((notes[0].kind, notes[0].at.as_deref()), (NoteKind::UncachedFormula, Some("表!A1")));
    }

    #[test]
    fn hidden_rows_and_columns_hide_their_cells() {
        let (grid, _) = grid(|sheet| {
            sheet.hidden_rows.add(7, 8);
            sheet.hidden_rows.add(1, 1);
            sheet.hidden_rows.add(2, 2);
            sheet.hidden_columns.add(5, 5);
            for (row, column) in [(0, 0), (1, 0), (2, 0), (3, 0), (3, 5), (8, 0), (9, 0)] {
                text(sheet, row, column, "x");
            }
        });
        let hidden: Vec<_> = grid.cells.iter().map(|cell| cell.hidden).collect();
        assert_eq!(hidden, [false, true, true, false, true, true, false]);
    }
}
