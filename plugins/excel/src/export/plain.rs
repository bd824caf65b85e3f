//! Any document redrawn: one sheet a grid, with the same addresses, spans and values. How the file looked is not kept.

use std::collections::BTreeMap;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, CellType, Grid};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::names::Names;
use super::{Target, cell, style};
use crate::address::LAST_CELL;

/// The positions that merged ranges may cover together; a report has a few hundred.
pub(super) const MERGED_POSITIONS: u64 = 1_000_000;
/// How wide columns are, in letters: as their content, within bounds.
const NARROWEST: u32 = 7;
const WIDEST: u32 = 48;
/// The height of a line, and of the highest row, in points.
const LINE: u32 = 15;
const HIGHEST_ROW: u32 = 409;
const A4: u8 = 9;

pub(super) fn write(target: &mut Target, document: &Document) -> Result<(), XlsxError> {
    let mut names = Names::default();
    let mut left = MERGED_POSITIONS;
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    });
    let mut count = 0;
    for grid in grids {
        count += 1;
        let mut sheet = Worksheet::new();
        let unnamed = format!("表{count}");
        let name = grid.name.as_deref().or(grid.at.as_deref()).unwrap_or(&unnamed);
        sheet.set_name(names.take(name))?;
        draw(target, &mut sheet, grid, (0, 0), &mut left, None)?;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        // Nobody looks for a mark on a sheet that is not shown. One sheet must be shown in any case.
        let is_marked = grid.cells.iter().any(|cell| !cell.marks.is_empty());
        sheet.set_hidden(grid.hidden && !is_marked && count > 1);
        target.workbook.push_worksheet(sheet);
    }
    if count == 0 {
        let mut sheet = Worksheet::new();
        let texts = document.blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) => Some(&heading.text),
            Block::Paragraph(paragraph) => Some(&paragraph.text),
            Block::Grid(_) => None,
        });
        sheet.set_column_width(0, 90)?;
        for (row, text) in (0..).zip(texts) {
            cell::write_text(&mut target.cut, &mut sheet, (row, 0), text, &style::paragraph())?;
        }
        target.workbook.push_worksheet(sheet);
    }
    Ok(())
}

/// Draws a grid's cells with its first one at `origin`; what lies beyond a worksheet's end is left out. Columns are as
/// wide as their content unless a width is given for all.
pub(super) fn draw(
    target: &mut Target,
    sheet: &mut Worksheet,
    grid: &Grid,
    origin: (u32, u32),
    left: &mut u64,
    width: Option<u32>,
) -> Result<(), XlsxError> {
    let mut widths: BTreeMap<u16, u32> = BTreeMap::new();
    for cell in &grid.cells {
        let (row, column) = (origin.0.saturating_add(cell.row), origin.1.saturating_add(cell.column));
        let (Ok(narrow), true) = (u16::try_from(column), row <= LAST_CELL.0 && column <= LAST_CELL.1) else { continue };
        if cell.column_span == 1 {
            let width = widths.entry(narrow).or_insert(NARROWEST);
            *width = (*width).max(letters(&cell.text)).min(WIDEST);
        }
        let format = match cell.cell_type {
            CellType::Text => style::plain_text(),
            _ => style::plain(),
        };
        let format = style::marked(format, &cell.marks);
        if let Some((last_row, last_column)) = merged(cell, (row, column), left) {
            sheet.merge_range(row, narrow, last_row, last_column, "", &format)?;
        }
        cell::write_as_read(target, sheet, (row, narrow), cell, &format)?;
        cell::comment(sheet, (row, narrow), &cell.marks)?;
    }
    let width_of = |column: u16| width.or_else(|| widths.get(&column).copied()).unwrap_or(NARROWEST);
    for (row, lines) in lines(grid, origin, width_of) {
        sheet.set_row_height(row, f64::from((lines * LINE + 3).min(HIGHEST_ROW)))?;
    }
    if width.is_none() {
        for (column, width) in &widths {
            sheet.set_column_width(*column, f64::from(width + 1))?;
        }
    }
    Ok(())
}

/// The rows whose texts take several lines: not every program makes them higher by itself.
fn lines(grid: &Grid, origin: (u32, u32), width_of: impl Fn(u16) -> u32) -> BTreeMap<u32, u32> {
    let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| cell.row_span == 1 && !cell.text.is_empty()) {
        let row = origin.0.saturating_add(cell.row);
        let first = origin.1.saturating_add(cell.column);
        // Wider than this is no sheet that somebody reads.
        let columns = (first..first.saturating_add(cell.column_span)).take(WIDEST as usize);
        let width: u32 = columns.filter_map(|column| u16::try_from(column).ok()).map(&width_of).sum();
        let own: u32 = cell.text.split('\n').map(|text| cell::lines_of(text, width)).sum();
        if own > 1 && row <= LAST_CELL.0 {
            let of_row = lines.entry(row).or_insert(1);
            *of_row = (*of_row).max(own);
        }
    }
    lines
}

/// The last position of a cell that covers several, as far as they may be merged.
fn merged(cell: &Cell, (row, column): (u32, u32), left: &mut u64) -> Option<(u32, u16)> {
    if cell.row_span <= 1 && cell.column_span <= 1 {
        return None;
    }
    let last_row = row.saturating_add(cell.row_span.max(1) - 1).min(LAST_CELL.0);
    let last_column = column.saturating_add(cell.column_span.max(1) - 1).min(LAST_CELL.1);
    let positions = u64::from(last_row - row + 1) * u64::from(last_column - column + 1);
    *left = left.checked_sub(positions)?;
    (positions > 1).then_some((last_row, u16::try_from(last_column).ok()?))
}

/// How wide the widest line of a text is, in letters.
fn letters(text: &str) -> u32 {
    let width = |line: &str| line.chars().take(WIDEST as usize).map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(width).max().unwrap_or(0)
}
