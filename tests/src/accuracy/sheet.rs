//! Pages as worksheets: every line and table at its place, formulas with addresses.

use std::collections::{BTreeMap, BTreeSet};

use super::hazard::{Hazard, Hazards};
use super::model::{Cell, Content, File, Item, LineKind, Page, Role, Table};
use crate::layout::column_letters;

/// A worksheet ready to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// The cells row by row; none overlap.
    pub(crate) cells: Vec<Cell>,
    pub(crate) hidden_rows: BTreeSet<u32>,
    pub(crate) hidden_columns: BTreeSet<u32>,
    /// The address of each figure, `D6`.
    addresses: BTreeMap<String, String>,
}

/// The sheets of a workbook.
pub(crate) fn sheets(file: &File, hazards: &Hazards) -> Vec<Sheet> {
    file.pages.iter().map(|page| sheet(page, hazards)).collect()
}

impl Sheet {
    /// A sum as a formula, without the equals sign; `None` where its parts stand on another sheet.
    pub(crate) fn formula(&self, parts: &[String]) -> Option<String> {
        let addresses: Option<Vec<&str>> = parts.iter().map(|id| self.addresses.get(id).map(String::as_str)).collect();
        let addresses = addresses?;
        let row = |address: &str| address.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
        let (first, last) = (addresses.first()?, addresses.last()?);
        // What stands in one row without a gap is written as a range, as people do.
        let is_range = addresses.iter().all(|address| row(address) == row(first)) && self.is_contiguous(parts);
        Some(if is_range { format!("SUM({first}:{last})") } else { addresses.join("+") })
    }

    /// The rows and columns (first row, first column, last row, last column) of a range, for formulas as bytes.
    pub(crate) fn places(&self, parts: &[String]) -> Option<Vec<(u32, u32)>> {
        let place = |id: &String| {
            self.cells.iter().find(|cell| cell.id() == Some(id.as_str())).map(|cell| (cell.row, cell.column))
        };
        parts.iter().map(place).collect()
    }

    fn is_contiguous(&self, parts: &[String]) -> bool {
        let Some(places) = self.places(parts) else { return false };
        places.windows(2).all(|pair| pair[0].0 == pair[1].0 && pair[0].1 + 1 == pair[1].1)
    }

    /// How many rows and columns are used.
    pub(crate) fn size(&self) -> (u32, u32) {
        let rows = self.cells.iter().map(Cell::end_row).max().unwrap_or(0);
        let columns = self.cells.iter().map(Cell::end_column).max().unwrap_or(0);
        (rows, columns)
    }
}

fn sheet(page: &Page, hazards: &Hazards) -> Sheet {
    let mut sheet = Sheet { name: page.name.clone(), hidden: page.hidden, ..Sheet::default() };
    let gap = if hazards.has(Hazard::NoGapBetweenTables) { 0 } else { 1 };
    let left = u32::from(hazards.has(Hazard::LeadingEmptyColumn));
    let mut row = 0;
    // Where the last table began and how far it reaches to the right.
    let mut last = (0, 0);
    for item in &page.items {
        match item {
            Item::Line(line) => {
                let column = left + if line.kind == LineKind::Title { 1 } else { 0 };
                sheet.cells.push(Cell::text(row, column, Role::Other, &line.text));
                row += 1;
            }
            Item::Table(table) => {
                let (top, column) =
                    if table.beside { (last.0, last.1 + 1) } else { (row + table.moved.0, table.moved.1) };
                sheet.put(table, top, column);
                last = (top, column + table.columns);
                row = row.max(top + table.rows + gap);
            }
        }
    }
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    for cell in &sheet.cells {
        if let Some(id) = cell.id() {
            let address = format!("{}{}", column_letters(cell.column), cell.row + 1);
            sheet.addresses.insert(id.to_owned(), address);
        }
    }
    for index in 0..sheet.cells.len() {
        if let Content::Sum { of, value, .. } = &sheet.cells[index].content
            && sheet.formula(of).is_none()
        {
            sheet.cells[index].content = Content::Number(value.clone());
        }
    }
    sheet
}

impl Sheet {
    fn put(&mut self, table: &Table, row: u32, column: u32) {
        self.hidden_rows.extend(table.hidden_rows.iter().map(|hidden| hidden + row));
        self.hidden_columns.extend(table.hidden_columns.iter().map(|hidden| hidden + column));
        let moved = |cell: &Cell| Cell { row: cell.row + row, column: cell.column + column, ..cell.clone() };
        self.cells.extend(table.cells.iter().map(moved));
    }
}
