//! A grid as a Word table: merged cells, widths, and sizes of type in which it reads well.
//!
//! Sizes of type are in half-points, lengths in twips, as in the file.

use std::collections::BTreeSet;

use docx_rs::{
    AlignmentType, Paragraph, Table, TableAlignmentType, TableBorder, TableBorderPosition, TableBorders, TableCell,
    TableCellMargins, TableLayoutType, TableRow, TextDirectionType, VAlignType, VMergeType, WidthType,
};
use nianbao_core::document::{Cell, CellRole, Grid};
use nianbao_plugin::{Context, PluginError};

use super::style::{TEXT_WIDTH, table_text};
use super::text::run;

/// Makes the table, and notes the sizes of type used. A grid without cells is no table.
///
/// # Errors
/// A grid larger than Word's tables, or one whose cells overlap or lie outside.
pub(super) fn table(
    grid: &Grid,
    sizes: &mut BTreeSet<usize>,
    context: &Context<'_>,
) -> Result<Option<Table>, PluginError> {
    if grid.rows == 0 || grid.columns == 0 {
        return Ok(None);
    }
    if grid.columns > MAX_COLUMNS || u64::from(grid.rows) * u64::from(grid.columns) > MAX_POSITIONS {
        let message = context.say(
            "表格太大，Word 文档放不下：最多 63 列、5 万个单元格",
            "a table is too large for a Word document: at most 63 columns and 50,000 cells",
        );
        let help = context.say(
            "请在原文件中删去多余的行和列",
            "delete the rows and columns that are not needed from the source file",
        );
        return Err(located(PluginError::new("table_too_large", message).help(help), grid));
    }
    let Some(slots) = slots(grid) else {
        let message = context.say("表格的单元格重叠或超出表格", "a table's cells overlap or lie outside of it");
        return Err(located(PluginError::new("bad_grid", message), grid));
    };
    let look = Look::of(grid);
    sizes.extend([look.text_size, look.figure_size]);

    let rows = (0..grid.rows).map(|row| table_row(grid, &slots, &look, row)).collect();
    let (vertical, side) = (look.vertical_margin, look.side_margin as usize);
    let table = Table::new(rows)
        .set_grid(look.widths.iter().map(|&width| width as usize).collect())
        .width(TEXT_WIDTH as usize, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(vertical, side, vertical, side))
        .set_borders(borders());
    Ok(Some(table))
}

/// Word opens no table with more.
const MAX_COLUMNS: u32 = 63;
/// docx-rs holds about a kilobyte for each.
const MAX_POSITIONS: u64 = 50_000;
/// Up to so many rows, a table is not torn over two pages.
const ROWS_KEPT_TOGETHER: u32 = 16;

fn located(error: PluginError, grid: &Grid) -> PluginError {
    match grid.at.as_ref().or(grid.name.as_ref()) {
        Some(at) => error.at(at),
        None => error,
    }
}

/// Row by row, which cell covers each position; `None` if the cells do not fit the grid.
fn slots(grid: &Grid) -> Option<Vec<Option<&Cell>>> {
    let columns = grid.columns as usize;
    let mut slots: Vec<Option<&Cell>> = vec![None; grid.rows as usize * columns];
    for cell in &grid.cells {
        let last_row = cell.row.checked_add(cell.row_span)?;
        let last_column = cell.column.checked_add(cell.column_span)?;
        if cell.row_span == 0 || cell.column_span == 0 || last_row > grid.rows || last_column > grid.columns {
            return None;
        }
        for row in cell.row..last_row {
            for column in cell.column..last_column {
                let slot = &mut slots[row as usize * columns + column as usize];
                if slot.replace(cell).is_some() {
                    return None;
                }
            }
        }
    }
    Some(slots)
}

/// How a table is set.
struct Look {
    /// The columns' widths.
    widths: Vec<u32>,
    side_margin: u32,
    vertical_margin: usize,
    text_size: usize,
    /// Not larger than what lets every figure stand on one line.
    figure_size: usize,
    /// The columns whose row labels are too long to look well centred.
    long_labels: BTreeSet<u32>,
}

impl Look {
    fn of(grid: &Grid) -> Look {
        let widths = widths(grid);
        let side_margin = if grid.columns < 10 { 85 } else { 40 };
        let inner = |column: u32, span: u32| -> usize {
            let columns = &widths[column as usize..(column + span) as usize];
            columns.iter().sum::<u32>().saturating_sub(2 * side_margin) as usize
        };
        let narrowest = (0..grid.columns).map(|column| inner(column, 1)).min().unwrap_or_default();
        let usual = match grid.columns {
            0..=6 => 24,
            7..=16 => 20,
            17..=24 => 18,
            _ => 15,
        };
        let text_size = usual.min(narrowest / EM).max(SMALLEST);
        let mut figure_size = text_size;
        let mut long_labels = BTreeSet::new();
        for cell in &grid.cells {
            match role(grid, cell) {
                CellRole::Data => {
                    let digits = longest_figure(&cell.text).max(1);
                    figure_size = figure_size.min(inner(cell.column, cell.column_span) * 2 / (digits * EM));
                }
                CellRole::Label if cell.row_span == 1 && cell.text.chars().count() > 8 => {
                    long_labels.insert(cell.column);
                }
                CellRole::Label | CellRole::Header => {}
            }
        }
        Look {
            side_margin,
            vertical_margin: if text_size > 20 { 60 } else { 25 },
            text_size,
            figure_size: figure_size.max(SMALLEST),
            long_labels,
            widths,
        }
    }

    fn width(&self, column: u32, span: u32) -> u32 {
        self.widths[column as usize..(column + span) as usize].iter().sum()
    }

    fn is_left_aligned(&self, role: CellRole, cell: &Cell) -> bool {
        match role {
            CellRole::Header => false,
            CellRole::Label => cell.row_span == 1 && self.long_labels.contains(&cell.column),
            CellRole::Data => cell.text.chars().count() > 15,
        }
    }

    /// Whether a text reads better from top to bottom, because no two characters find room beside each other.
    fn is_vertical(&self, cell: &Cell) -> bool {
        let inner = self.width(cell.column, cell.column_span).saturating_sub(2 * self.side_margin) as usize;
        cell.row_span >= 3 && inner < 2 * self.text_size * EM && cell.text.chars().count() >= 3
    }
}

/// The width of a Chinese character for each half-point of its size; a digit has half of it.
const EM: usize = 10;
const SMALLEST: usize = 10;

/// The columns' widths, which add up to the text's width.
fn widths(grid: &Grid) -> Vec<u32> {
    let shares: Vec<u64> = if grid.widths.len() == grid.columns as usize {
        grid.widths.iter().map(|&share| u64::from(share).max(1)).collect()
    } else {
        vec![1; grid.columns as usize]
    };
    let total: u64 = shares.iter().sum();
    let mut before = 0;
    let edge = |shares: u64| u32::try_from(shares * u64::from(TEXT_WIDTH) / total).unwrap_or(TEXT_WIDTH);
    let width = |share: &u64| {
        let left = edge(before);
        before += share;
        edge(before) - left
    };
    shares.iter().map(width).collect()
}

/// What a cell is for; in a local table, whose cells do not say, its place tells.
fn role(grid: &Grid, cell: &Cell) -> CellRole {
    cell.role.unwrap_or(if cell.row < grid.header_rows {
        CellRole::Header
    } else if cell.column < grid.header_columns {
        CellRole::Label
    } else {
        CellRole::Data
    })
}

/// The length of the longest stretch that must not be broken over two lines.
fn longest_figure(text: &str) -> usize {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '%'));
    pieces.map(str::len).max().unwrap_or_default()
}

fn table_row(grid: &Grid, slots: &[Option<&Cell>], look: &Look, row: u32) -> TableRow {
    // A header stands on the page of the row below it, and a short table on one page.
    let keep_next = row + 1 < grid.rows && (row < grid.header_rows || grid.rows <= ROWS_KEPT_TOGETHER);
    let mut cells = Vec::new();
    let mut column = 0;
    while column < grid.columns {
        let slot = slots[row as usize * grid.columns as usize + column as usize];
        let span = slot.map_or(1, |cell| cell.column_span);
        let mut made = TableCell::new()
            .width(look.width(column, span) as usize, WidthType::Dxa)
            .vertical_align(VAlignType::Center);
        if span > 1 {
            made = made.grid_span(span as usize);
        }
        let mut paragraph = Paragraph::new();
        let mut size = look.text_size;
        if let Some(cell) = slot {
            if cell.row_span > 1 {
                made = made.vertical_merge(if cell.row == row { VMergeType::Restart } else { VMergeType::Continue });
            }
            let role = role(grid, cell);
            if role == CellRole::Data {
                size = look.figure_size;
            }
            if role != CellRole::Data && look.is_vertical(cell) {
                made = made.text_direction(TextDirectionType::TbRlV);
            } else if look.is_left_aligned(role, cell) {
                paragraph = paragraph.align(AlignmentType::Left);
            }
            if cell.row == row && !cell.text.is_empty() {
                paragraph = paragraph.add_run(run(&cell.text));
            }
        }
        if keep_next {
            paragraph = paragraph.keep_next(true);
        }
        cells.push(made.add_paragraph(paragraph.style(&table_text(size))));
        column += span;
    }
    TableRow::new(cells).cant_split()
}

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let positions = [Top, Left, Bottom, Right, InsideH, InsideV];
    let line = |position| TableBorder::new(position).size(4);
    positions.into_iter().fold(TableBorders::with_empty(), |borders, position| borders.set(line(position)))
}
