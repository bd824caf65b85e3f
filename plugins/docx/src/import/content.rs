//! What a Word file holds, as it is read: paragraphs and tables in order, tables with their cells' own content.
//!
//! Places and automatic numbers are not known yet: deleted rows are still to be left out, and merged cells to be put
//! together.

use nianbao_core::document::NoteKind;

use super::limits::Budget;
use super::refusal::Refusal;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph, with what is to be said of it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// What a reader sees, without the automatic number.
    pub(super) text: String,
    /// The level of a heading, 1 being the highest; `None` for running text.
    pub(super) level: Option<u8>,
    /// The place in a list that the automatic number is counted from.
    pub(super) list: Option<ListPlace>,
    pub(super) remarks: Vec<Remark>,
    /// How long the text was when the last remark ended.
    remarked_up_to: usize,
}

/// A level of a numbered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub(super) number: u32,
    pub(super) level: usize,
}

/// What is to be said of a paragraph or a table beside its text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Remark {
    Note(NoteKind, String),
    /// A workbook that lies in the file as an object; the text is the program's name.
    EmbeddedObject(String),
    /// Another document that Word is to take in when it opens the file.
    EmbeddedDocument,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) remarks: Vec<Remark>,
}

#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns that are left free at the beginning.
    pub(super) before: u32,
    pub(super) cells: Vec<Cell>,
    pub(super) is_hidden: bool,
    pub(super) is_inserted: bool,
}

#[derive(Debug)]
pub(super) struct Cell {
    /// How many columns the cell covers.
    pub(super) span: u32,
    /// The width that the cell asks for, in a unit that is the same for the whole table.
    pub(super) width: Option<u32>,
    pub(super) vertical: Merge,
    pub(super) horizontal: Merge,
    pub(super) items: Vec<Item>,
}

/// A cell's part in a merged area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    /// The area begins here.
    Begins,
    /// The cell belongs to the area before it.
    Continues,
}

impl Default for Cell {
    fn default() -> Self {
        Cell { span: 1, width: None, vertical: Merge::None, horizontal: Merge::None, items: Vec::new() }
    }
}

impl Paragraph {
    /// Adds text that a reader sees.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds text that is worth a note. A change is torn into many pieces by the programs; they become one note.
    pub(super) fn note(&mut self, kind: NoteKind, text: &str, budget: &mut Budget) -> Result<(), Refusal> {
        let is_visible = kind == NoteKind::Inserted;
        let begin = self.text.len();
        if is_visible {
            self.text.push_str(text);
        }
        match self.remarks.last_mut() {
            Some(Remark::Note(last, of_last)) if *last == kind && self.remarked_up_to == begin => {
                of_last.push_str(text)
            }
            _ => {
                budget.remark()?;
                self.remarks.push(Remark::Note(kind, text.to_owned()));
            }
        }
        self.remarked_up_to = self.text.len();
        Ok(())
    }

    /// Adds a remark of its own.
    pub(super) fn remark(&mut self, remark: Remark, budget: &mut Budget) -> Result<(), Refusal> {
        budget.remark()?;
        self.remarks.push(remark);
        Ok(())
    }

    /// Whether there is nothing to say of it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.remarks.is_empty()
    }
}

impl Cell {
    /// How many cells there are in tables within.
    pub(super) fn cells_within(&self) -> usize {
        self.tables().map(|table| table.cells() + table.cells_within()).sum()
    }

    /// The tables that stand in the cell itself.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.items.iter().filter_map(|item| match item {
            Item::Table(table) => Some(table),
            Item::Paragraph(_) => None,
        })
    }

    /// The paragraphs of the cell itself that show something.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.items.iter().filter_map(|item| match item {
            Item::Paragraph(paragraph) if !paragraph.text.trim().is_empty() => Some(paragraph),
            _ => None,
        })
    }
}

impl Table {
    /// How many cells the table has.
    pub(super) fn cells(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }

    /// How many cells there are in tables within.
    pub(super) fn cells_within(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).map(Cell::cells_within).sum()
    }
}

/// All text of a row or a cell that is left out: what was shown, and what a change had deleted before.
pub(super) fn all_text<'a>(items: impl IntoIterator<Item = &'a Item>) -> String {
    let mut texts: Vec<String> = Vec::new();
    for item in items {
        match item {
            Item::Paragraph(paragraph) => {
                texts.push(paragraph.text.trim().to_owned());
                texts.extend(paragraph.remarks.iter().filter_map(|remark| match remark {
                    Remark::Note(NoteKind::Deleted, text) => Some(text.trim().to_owned()),
                    _ => None,
                }));
            }
            Item::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                texts.extend(cells.map(|cell| all_text(&cell.items)));
            }
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.join(" ")
}

/// The text that a reader sees, a paragraph a line.
pub(super) fn shown_text(items: &[Item]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match item {
            Item::Paragraph(paragraph) => lines.push(paragraph.text.trim().to_owned()),
            Item::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                lines.extend(cells.map(|cell| shown_text(&cell.items)));
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
