//! The form on worksheets: a neutral model of a workbook, filled officially or in disorder, from which a `Document`
//! (as an importer gives it) and an .xlsx file are made.
//!
//! [`Layout::official`] is the form as printed, [`Layout::random`] one of the many ways in which offices keep it.

mod hazards;
mod sheets;
pub(crate) mod table;
pub(crate) mod wording;
mod xlsx;

use std::collections::BTreeMap;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, CellType, Grid};

pub use hazards::{Layout, Merging};

/// A workbook in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets in order.
    pub sheets: Vec<Sheet>,
}

/// One worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells in no particular order; none overlap.
    pub cells: Vec<SheetCell>,
    /// Widths of the first columns in characters; empty for the program's default.
    pub widths: Vec<u32>,
}

/// One cell of a worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub column: u32,
    /// How many rows it covers; more than one means merged.
    pub row_span: u32,
    /// How many columns it covers.
    pub column_span: u32,
    /// What it shows.
    pub value: Value,
    /// What it is for.
    pub role: Role,
}

/// What a worksheet's cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, also where it looks like a number; may be empty.
    Text(String),
    /// A number, as its decimal text.
    Number(String),
}

impl Value {
    /// The text that a reader sees.
    pub fn text(&self) -> &str {
        match self {
            Value::Text(text) | Value::Number(text) => text,
        }
    }
}

/// What a worksheet's cell is for; decides how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The report's title.
    Title,
    /// A heading of the text or above a table.
    Heading,
    /// A sub-heading of the text.
    Subheading,
    /// A paragraph of the text.
    Paragraph,
    /// A remark above or below a table, or a cell of an unrelated sheet.
    Remark,
    /// A label or header of the form.
    Label,
    /// The figure of this full cell id.
    Figure(String),
}

impl Workbook {
    /// The document that an importer gives for the file: one grid a sheet, `at` as `Sheet!D6`.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.blocks = self.sheets.iter().map(|sheet| Block::Grid(sheet.grid())).collect();
        document
    }

    /// Where each figure stands: full cell id → `Sheet!D6`.
    pub fn places(&self) -> BTreeMap<String, String> {
        let figures = |sheet: &Sheet| -> Vec<(String, String)> {
            let places = sheet.cells.iter().filter_map(|cell| match &cell.role {
                Role::Figure(id) => Some((id.clone(), sheet.address(cell))),
                _ => None,
            });
            places.collect()
        };
        self.sheets.iter().flat_map(figures).collect()
    }

    /// The bytes of an .xlsx file; the same workbook gives the same bytes.
    pub fn xlsx(&self) -> Vec<u8> {
        xlsx::write(self)
    }
}

impl Sheet {
    fn grid(&self) -> Grid {
        let mut cells: Vec<Cell> = self
            .cells
            .iter()
            .filter(|cell| !cell.value.text().is_empty())
            .map(|cell| Cell {
                cell_type: match cell.value {
                    Value::Text(_) => CellType::Text,
                    Value::Number(_) => CellType::Number,
                },
                at: Some(self.address(cell).into()),
                row_span: cell.row_span,
                column_span: cell.column_span,
                ..Cell::new(cell.row, cell.column, cell.value.text())
            })
            .collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Grid {
            name: Some(self.name.clone()),
            at: Some(self.name.clone()),
            rows: cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0),
            columns: cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0),
            cells,
            ..Grid::default()
        }
    }

    fn address(&self, cell: &SheetCell) -> String {
        format!("{}!{}{}", self.name, column_letters(cell.column), cell.row + 1)
    }
}

/// `A` for 0, `AA` for 26.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("below 26");
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{distinct::distinct, form, prose};

    /// Cells lie within the grid and do not overlap; each figure stands once and is what it should be.
    #[track_caller]
    fn is_sound(workbook: &Workbook, figures: &crate::Figures) {
        let document = workbook.document();
        let mut read = BTreeMap::new();
        for block in &document.blocks {
            let Block::Grid(grid) = block else { unreachable!() };
            let mut covered = BTreeSet::new();
            for cell in &grid.cells {
                for row in cell.row..cell.row + cell.row_span {
                    for column in cell.column..cell.column + cell.column_span {
                        assert!(row < grid.rows && column < grid.columns);
                        assert!(covered.insert((row, column)), "{:?} covers another cell", cell.at);
                    }
                }
                assert!(read.insert(cell.at.clone().unwrap(), cell.text.clone()).is_none());
            }
        }
        let names: BTreeSet<&String> = workbook.sheets.iter().map(|sheet| &sheet.name).collect();
        assert_eq!(names.len(), workbook.sheets.len());
        let places = workbook.places();
        assert_eq!(places.len(), figures.len());
        for (id, place) in places {
            assert_eq!(read[place.as_str()], figures[&id], "{id} at {place}");
        }
    }

    #[test]
    fn column_letters_are_as_in_a_workbook() {
        assert_eq!([0, 25, 26, 701, 702].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn the_official_layout_is_the_printed_form() {
        let figures = distinct();
        let workbook = Layout::official().workbook(form(), &figures, None);
        is_sound(&workbook, &figures);
        let places = workbook.places();
        // One heading row, then three header rows: the first figure of table three stands under 自然人.
        assert_eq!(places["requests.received.natural_person"], "申请情况!D5");
        assert_eq!(places["requests.carried_forward.total"], "申请情况!J29");
        assert_eq!(places["disclosure.rules.issued"], "主动公开!B4");
        assert_eq!(places["disclosure.charges.amount"], "主动公开!B15");
        assert_eq!(places["disputes.litigation_after.total"], "复议诉讼!O5");
        let spans: BTreeMap<&str, (u32, u32)> = workbook.sheets[1]
            .cells
            .iter()
            .map(|cell| (cell.value.text(), (cell.row_span, cell.column_span)))
            .collect();
        assert_eq!(spans["申请人情况"], (1, 7));
        assert_eq!(spans["自然人"], (2, 1));
        assert_eq!(spans["法人或其他组织"], (1, 5));
        assert_eq!(spans["三、本年度办理结果"], (22, 1));
        assert_eq!(spans["（三）不予公开"], (8, 1));
        assert_eq!(spans["（一）予以公开"], (1, 2));
        assert_eq!(spans["四、结转下年度继续办理"], (1, 3));
    }

    #[test]
    fn every_random_layout_holds_every_figure() {
        let figures = distinct();
        let text = prose::distinct(2024, &figures);
        for seed in 0..300 {
            let layout = Layout::random(seed);
            let prose = (seed % 2 == 0).then_some(&text);
            let workbook = layout.workbook(form(), &figures, prose);
            is_sound(&workbook, &figures);
            assert!(workbook.sheets.len() <= 6, "seed {seed}");
            assert_eq!(workbook, layout.workbook(form(), &figures, prose), "seed {seed}");
        }
    }

    #[test]
    fn random_layouts_meet_every_hazard() {
        let layouts: Vec<Layout> = (0..100).map(Layout::random).collect();
        for merging in [Merging::Merged, Merging::FirstCellOnly, Merging::Repeated] {
            assert!(layouts.iter().any(|layout| layout.merging == merging));
        }
        for sheets in 1..=5 {
            let counts = layouts.iter().map(|layout| layout.workbook(form(), &distinct(), None).sheets.len());
            assert!(counts.into_iter().any(|count| count == sheets), "{sheets} sheets");
        }
    }
}
