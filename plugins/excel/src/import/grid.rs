//! The grids of a workbook, built cell by cell: merged ranges as spans, blank cells in their places, hidden things marked.

use std::collections::BTreeMap;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, CellType, CompactString, Grid, Note, NoteKind};
use nianbao_plugin::Diagnostic;

use crate::address::{self, Area};
use crate::import::blank;
use crate::import::formula;
use crate::import::limits::Budget;
use crate::import::merge;
use crate::import::number;
use crate::import::ranges::Ranges;
use crate::import::refusal::Refusal;
use crate::import::unseen;

/// No person's name takes more bytes.
const LONGEST_NAME: usize = 512;

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
    Text(CompactString),
    Number(f64),
    /// A number in the notation of a grid.
    Decimal(CompactString),
    /// A date or time, written as the Document wants it.
    Date(String),
    Boolean(bool),
    /// An error such as `#DIV/0!`.
    Error(String),
}

/// A sheet while its cells come in.
#[derive(Debug)]
pub(crate) struct Sheet<'b> {
    book: &'b mut Book,
    name: String,
    cells: Vec<Cell>,
    /// The cells whose formulas are to be computed.
    to_compute: Vec<(u32, u32)>,
    merges: Vec<Area>,
    pub(crate) hidden: bool,
    pub(crate) hidden_rows: Ranges,
    pub(crate) hidden_columns: Ranges,
    /// Whether something is drawn on the sheet.
    pub(crate) has_drawings: bool,
    /// Whether the file itself asks for its formulas to be computed anew: programs without a calculator write 0 for all.
    pub(crate) values_are_stale: bool,
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
            to_compute: Vec::new(),
            merges: Vec::new(),
            hidden: false,
            hidden_rows: Ranges::default(),
            hidden_columns: Ranges::default(),
            has_drawings: false,
            values_are_stale: false,
        }
    }

    /// Notes the people whom the file names as its author and its last editor.
    pub(crate) fn authors(&mut self, names: impl IntoIterator<Item = String>) {
        let mut noted: Vec<String> = Vec::new();
        for name in names {
            let name = visible(name.trim());
            if !name.is_empty() && name.len() <= LONGEST_NAME && !noted.contains(&name) {
                noted.push(name);
            }
        }
        self.document.notes.extend(noted.into_iter().map(|text| Note { kind: NoteKind::Author, at: None, text }));
    }
}

impl Sheet<'_> {
    /// Adds a cell. A later cell at the same place replaces an earlier one.
    pub(crate) fn put(&mut self, row: u32, column: u32, value: Value, formula: Option<String>) -> Result<(), Refusal> {
        if formula.is_some() && (value == Value::Blank || self.values_are_stale) {
            self.to_compute.push((row, column));
        } else if value == Value::Blank {
            return Ok(());
        }
        let (cell_type, text) = match value {
            Value::Blank => (CellType::Text, CompactString::default()),
            Value::Text(text) => (CellType::Text, if is_visible(&text) { text } else { visible(&text).into() }),
            Value::Number(number) => match number::decimal(number) {
                Some(text) => (CellType::Number, text.into()),
                None => (CellType::Error, "#NUM!".into()),
            },
            Value::Decimal(text) => (CellType::Number, text),
            Value::Date(text) => (CellType::Date, text.into()),
            Value::Boolean(value) => (CellType::Boolean, if value { "true" } else { "false" }.into()),
            Value::Error(text) => (CellType::Error, text.into()),
        };
        if text.is_empty() && formula.is_none() {
            return Ok(());
        }
        self.book.budget.cell(text.len() + formula.as_ref().map_or(0, String::len))?;
        let at = Some(address::of_cell(&self.name, row, column));
        self.cells.push(Cell { cell_type, at, formula, ..Cell::new(row, column, text) });
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

    /// Adds the comment at a cell.
    pub(crate) fn comment(&mut self, row: u32, column: u32, text: &str) -> Result<(), Refusal> {
        let at = address::of_cell(&self.name, row, column).into();
        self.note(NoteKind::Comment, at, visible(text.trim()))
    }

    fn note(&mut self, kind: NoteKind, at: String, text: String) -> Result<(), Refusal> {
        self.book.budget.cell(text.len())?;
        self.book.document.notes.push(Note { kind, at: Some(at), text });
        Ok(())
    }

    /// Puts the sheet into the document.
    pub(crate) fn finish(mut self) -> Result<(), Refusal> {
        if !self.cells.is_sorted_by(|cell, next| (cell.row, cell.column) < (next.row, next.column)) {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
            self.cells.reverse();
            self.cells.dedup_by_key(|cell| (cell.row, cell.column));
            self.cells.reverse();
        }
        self.compute_formulas()?;
        let rows = self.cells.last().map_or(0, |cell| cell.row + 1);
        let columns = self.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        let hidden_rows = std::mem::take(&mut self.hidden_rows).sorted_before(rows);
        let hidden_columns = std::mem::take(&mut self.hidden_columns).sorted_before(columns);
        self.note_what_is_unseen(&hidden_rows, &hidden_columns)?;

        let mut cells = blank::fill(self.merged_cells(rows, columns), &mut self.book.budget.blanks);
        for cell in &mut cells {
            if cell.at.is_none() {
                cell.at = Some(address::of_cell(&self.name, cell.row, cell.column));
            }
            cell.formula.take_if(|formula| formula.is_empty());
            cell.hidden =
                hidden_rows.cover(cell.row, cell.row_span) || hidden_columns.cover(cell.column, cell.column_span);
        }
        self.book.document.blocks.push(Block::Grid(Grid {
            name: Some(self.name.clone()),
            at: Some(self.name),
            hidden: self.hidden,
            rows,
            columns,
            cells,
            ..Grid::default()
        }));
        Ok(())
    }

    /// Computes the plain formulas without a value, and notes the others.
    fn compute_formulas(&mut self) -> Result<(), Refusal> {
        if self.to_compute.is_empty() {
            return Ok(());
        }
        let mut places = std::mem::take(&mut self.to_compute);
        places.sort_unstable();
        places.dedup();
        // A later cell at the same place may have a value.
        places.retain(|place| self.index_of(*place).is_some_and(|index| self.cells[index].formula.is_some()));
        let results = formula::compute(&self.cells, &places, &mut self.book.budget.formula_steps);
        for (place, result) in places.into_iter().zip(results) {
            let Some(index) = self.index_of(place) else {
                continue;
            };
            let cell = &mut self.cells[index];
            match result {
                Some(text) => (cell.cell_type, cell.text) = (CellType::Number, text.into()),
                None if cell.text.is_empty() || cell.cell_type == CellType::Number && cell.text == "0" => {
                    (cell.cell_type, cell.text) = (CellType::Text, CompactString::default());
                    let at = address::of_cell(&self.name, place.0, place.1).into();
                    self.note(NoteKind::UncachedFormula, at, String::new())?;
                }
                None => (),
            }
        }
        Ok(())
    }

    fn index_of(&self, place: (u32, u32)) -> Option<usize> {
        self.cells.binary_search_by_key(&place, |cell| (cell.row, cell.column)).ok()
    }

    fn note_what_is_unseen(&mut self, rows: &Ranges, columns: &Ranges) -> Result<(), Refusal> {
        let (mut in_rows, mut in_columns) = (BTreeMap::new(), BTreeMap::new());
        if self.hidden {
            // Its words are told once, whatever else hides a part of them.
            self.note(NoteKind::Hidden, self.name.clone(), unseen::of_sheet(&self.cells))?;
        } else {
            in_rows = unseen::of_ranges(&self.cells, rows, |cell| cell.row);
            in_columns = unseen::of_ranges(&self.cells, columns, |cell| cell.column);
        }
        for (index, (first, last)) in rows.iter().enumerate() {
            let words = in_rows.remove(&index).unwrap_or_default();
            self.note(NoteKind::Hidden, address::of_rows(&self.name, first, last), words)?;
        }
        for (index, (first, last)) in columns.iter().enumerate() {
            let words = in_columns.remove(&index).unwrap_or_default();
            self.note(NoteKind::Hidden, address::of_columns(&self.name, first, last), words)?;
        }
        if self.has_drawings && self.cells.is_empty() {
            self.note(NoteKind::Image, self.name.clone(), String::new())?;
        }
        Ok(())
    }

    /// Takes the cells with their spans; what a merged range covers is noted as hidden.
    fn merged_cells(&mut self, rows: u32, columns: u32) -> Vec<Cell> {
        let (cells, mut merges) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.merges));
        // A range that reaches beyond the cells with content is cut off there: it may be a million rows long.
        merges.retain(|area| area.top < rows && area.left < columns);
        for area in &mut merges {
            area.bottom = area.bottom.min(rows - 1);
            area.right = area.right.min(columns - 1);
        }
        if merges.is_empty() {
            return cells;
        }
        let placed = merge::place(cells, merges, &mut self.book.budget);
        self.book.document.notes.extend(placed.covered.into_iter().map(|cell| Note {
            kind: NoteKind::Hidden,
            at: cell.at.map(String::from),
            text: cell.text.into(),
        }));
        placed.cells
    }
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
        sheet.put(row, column, Value::Text(text.into()), None).expect("within the limits");
    }

    fn formula(sheet: &mut Sheet<'_>, row: u32, value: Value, formula: &str) {
        sheet.put(row, 0, value, Some(formula.to_owned())).expect("within the limits");
    }

    fn noted(notes: &[Note]) -> Vec<(NoteKind, &str)> {
        notes.iter().map(|note| (note.kind, note.at.as_deref().unwrap_or_default())).collect()
    }

    fn words(notes: &[Note]) -> Vec<&str> {
        notes.iter().map(|note| note.text.as_str()).collect()
    }

    #[test]
    fn the_extent_is_that_of_the_content_and_within_it_blank_cells_have_a_place() {
        let (grid, _) = grid(|sheet| {
            text(sheet, 3, 1, "a\r\nb\u{1}");
            text(sheet, 3, 3, "c");
            text(sheet, 9, 9, "");
            sheet.put(8, 8, Value::Blank, None).expect("within the limits");
        });
        assert_eq!((grid.rows, grid.columns), (4, 4));
        let seen: Vec<_> =
            grid.cells.iter().map(|cell| (cell.at.as_deref().unwrap_or_default(), cell.text.as_str())).collect();
        assert_eq!(seen, [("表!B4", "a\nb"), ("表!C4", ""), ("表!D4", "c")]);
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
        assert_eq!(texts, ["a", "b", "c", ""]);
    }

    #[test]
    fn a_plain_formula_without_a_value_is_computed_and_another_is_noted() {
        let (grid, notes) = grid(|sheet| {
            formula(sheet, 0, Value::Blank, "SUM(A2,A3)");
            formula(sheet, 1, Value::Number(0.1), "NOW()");
            formula(sheet, 2, Value::Decimal("0.2".into()), "B9*2");
            formula(sheet, 3, Value::Blank, "A1*2");
            formula(sheet, 4, Value::Text(CompactString::default()), "IF(A1,\"\",1)");
            formula(sheet, 5, Value::Blank, "");
        });
        let seen: Vec<_> = grid.cells.iter().map(|cell| (cell.cell_type, cell.text.as_str())).collect();
        let (number, text) = (CellType::Number, CellType::Text);
        assert_eq!(seen, [(number, "0.3"), (number, "0.1"), (number, "0.2"), (text, ""), (text, ""), (text, "")]);
        assert_eq!(grid.cells[0].formula.as_deref(), Some("SUM(A2,A3)"));
        assert_eq!(noted(&notes), [(NoteKind::UncachedFormula, "表!A4"), (NoteKind::UncachedFormula, "表!A6")]);
    }

    #[test]
    fn stale_values_are_computed_anew_and_a_zero_that_cannot_be_is_none() {
        let (grid, notes) = grid(|sheet| {
            sheet.values_are_stale = true;
            sheet.put(0, 0, Value::Number(5.0), None).expect("within the limits");
            formula(sheet, 1, Value::Number(0.0), "A1+A1");
            formula(sheet, 2, Value::Number(0.0), "A1*2");
            formula(sheet, 3, Value::Number(7.0), "A1*2");
        });
        let texts: Vec<_> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["5", "10", "", "7"]);
        assert_eq!(noted(&notes), [(NoteKind::UncachedFormula, "表!A3")]);
    }

    #[test]
    fn hidden_rows_columns_and_sheets_are_marked_and_noted() {
        let (grid, notes) = grid(|sheet| {
            sheet.hidden = true;
            sheet.hidden_rows.add(7, 8);
            sheet.hidden_rows.add(1, 2);
            sheet.hidden_rows.add(20, 99);
            sheet.hidden_columns.add(5, 16_383);
            for (row, column) in [(0, 0), (1, 0), (2, 0), (3, 0), (3, 5), (8, 0), (9, 0)] {
                text(sheet, row, column, "x");
            }
        });
        assert!(grid.hidden);
        let hidden: Vec<_> = grid.cells.iter().filter(|cell| !cell.text.is_empty()).map(|cell| cell.hidden).collect();
        assert_eq!(hidden, [false, true, true, false, true, true, false]);
        let hidden = NoteKind::Hidden;
        assert_eq!(noted(&notes), [(hidden, "表"), (hidden, "表!2:3"), (hidden, "表!8:9"), (hidden, "表!F:F")]);
        assert_eq!(words(&notes), ["x\nx\nx\nx x\nx\nx", "", "", ""], "once");
    }

    #[test]
    fn the_words_of_hidden_rows_and_columns_are_noted_with_them() {
        let (_, notes) = grid(|sheet| {
            sheet.hidden_rows.add(1, 2);
            sheet.hidden_columns.add(2, 2);
            for (row, column, content) in [(0, 0, "甲"), (1, 0, "乙"), (2, 1, "丙"), (3, 2, "8")] {
                text(sheet, row, column, content);
            }
        });
        assert_eq!(noted(&notes), [(NoteKind::Hidden, "表!2:3"), (NoteKind::Hidden, "表!C:C")]);
        assert_eq!(words(&notes), ["乙\n丙", ""], "a figure is no text");
    }

    #[test]
    fn a_sheet_that_only_holds_drawings_is_noted() {
        let (_, notes) = grid(|sheet| sheet.has_drawings = true);
        assert_eq!(noted(&notes), [(NoteKind::Image, "表")]);
        let (_, notes) = grid(|sheet| {
            sheet.has_drawings = true;
            text(sheet, 0, 0, "x");
        });
        assert!(notes.is_empty());
    }

    #[test]
    fn authors_are_noted_once() {
        let mut book = Book::new();
        book.authors(["张某", " 张某 ", "", "李某"].map(str::to_owned));
        assert_eq!(book.document.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["张某", "李某"]);
    }
}
