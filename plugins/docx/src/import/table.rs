//! Reads a table's rows and cells, tracked changes taken into account.

use nianbao_core::document::NoteKind;

use super::content::{Cell, Merge, Remark, Row, Table, all_text};
use super::limits;
use super::refusal::{Limit, Refusal};
use super::story::{Flow, State, Story};
use super::xml::{self, Element};

impl Story<'_> {
    /// Reads the table that was just opened.
    pub(super) fn table(&mut self, state: State) -> Result<Table, Refusal> {
        self.budget.cell()?;
        let mut table = Table::default();
        self.rows(&mut table, state)?;
        Ok(table)
    }

    fn rows(&mut self, table: &mut Table, state: State) -> Result<(), Refusal> {
        let mut state = state;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "tr" => self.row(table, state)?,
                "sdtPr" => state.is_placeholder |= self.shows_placeholder()?,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(table, state)?,
                _ => self.xml.skip(&child)?,
            }
        }
        Ok(())
    }

    fn row(&mut self, table: &mut Table, state: State) -> Result<(), Refusal> {
        self.budget.cell()?;
        let mut reading = RowReading::default();
        self.cells(&mut reading, state)?;
        let RowReading { row, is_deleted, deleted, columns: _ } = reading;
        table.remarks.extend(deleted);
        if is_deleted {
            let text = all_text(row.cells.iter().flat_map(|cell| &cell.items));
            self.budget.remark()?;
            table.remarks.push(Remark::Note(NoteKind::Deleted, text));
        } else {
            table.rows.push(row);
        }
        Ok(())
    }

    fn cells(&mut self, reading: &mut RowReading, state: State) -> Result<(), Refusal> {
        let mut state = state;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "tc" => self.cell(reading, state)?,
                "trPr" => self.row_properties(reading)?,
                "sdtPr" => state.is_placeholder |= self.shows_placeholder()?,
                "sdt" | "sdtContent" | "customXml" => self.cells(reading, state)?,
                _ => self.xml.skip(&child)?,
            }
        }
        Ok(())
    }

    fn row_properties(&mut self, reading: &mut RowReading) -> Result<(), Refusal> {
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "gridBefore" => {
                    let before = xml::number(&child, "val").unwrap_or_default();
                    reading.row.before = before;
                    reading.take_columns(before)?;
                }
                "hidden" => reading.row.is_hidden = xml::is_on(&child),
                "del" => reading.is_deleted = true,
                "ins" => reading.row.is_inserted = true,
                _ => (),
            }
            self.xml.skip(&child)?;
        }
        Ok(())
    }

    fn cell(&mut self, reading: &mut RowReading, state: State) -> Result<(), Refusal> {
        self.budget.cell()?;
        let mut cell = Cell::default();
        let mut is_deleted = false;
        let mut flow = Flow::default();
        let mut state = state;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "tcPr" => is_deleted = self.cell_properties(&mut cell)?,
                _ => self.block(&child, &mut flow, &mut state)?,
            }
        }
        cell.items = flow.finish();
        reading.take_columns(cell.span)?;
        if is_deleted {
            self.budget.remark()?;
            reading.deleted.push(Remark::Note(NoteKind::Deleted, all_text(&cell.items)));
        } else {
            reading.row.cells.push(cell);
        }
        Ok(())
    }

    /// Reads what a cell says of itself; true if it is deleted.
    fn cell_properties(&mut self, cell: &mut Cell) -> Result<bool, Refusal> {
        let mut is_deleted = false;
        while let Some(child) = self.xml.child()? {
            match xml::name(&child) {
                "gridSpan" => cell.span = xml::number(&child, "val").unwrap_or(1).max(1),
                "tcW" => cell.width = width(&child),
                "vMerge" => cell.vertical = merge(xml::value(&child).as_deref()),
                "hMerge" => cell.horizontal = merge(xml::value(&child).as_deref()),
                "cellDel" => is_deleted = true,
                "cellMerge" => match xml::attribute(&child, "vMerge").as_deref() {
                    Some("rest") => cell.vertical = Merge::Begins,
                    Some("cont") => cell.vertical = Merge::Continues,
                    _ => (),
                },
                _ => (),
            }
            self.xml.skip(&child)?;
        }
        Ok(is_deleted)
    }
}

/// A row while it is read.
#[derive(Default)]
struct RowReading {
    row: Row,
    is_deleted: bool,
    /// What is to be said of deleted cells.
    deleted: Vec<Remark>,
    columns: u32,
}

impl RowReading {
    /// Counts columns, so that no row is wider than a table may be.
    fn take_columns(&mut self, columns: u32) -> Result<(), Refusal> {
        self.columns = self.columns.saturating_add(columns);
        if self.columns > limits::COLUMNS { Err(Refusal::TooLarge(Limit::Columns)) } else { Ok(()) }
    }
}

fn merge(value: Option<&str>) -> Merge {
    if value == Some("restart") { Merge::Begins } else { Merge::Continues }
}

/// A width in twips or in parts of the table's width; `None` where the cell leaves it to the program.
fn width(element: &Element<'_>) -> Option<u32> {
    let unit = xml::attribute(element, "type");
    let width = xml::attribute(element, "w")?;
    let is_given = unit.is_none_or(|unit| unit == "dxa" || unit == "pct");
    width.trim_end_matches('%').parse().ok().filter(|&width| is_given && width > 0)
}
