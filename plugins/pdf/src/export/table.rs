//! A grid as the template prints it: font size, column widths and cells, measured in whole hundredths of a point.
//!
//! The form gives relative widths. A figure must not be broken or run over its cell, so columns of long figures take
//! width from the others, and a table that is still too wide is set smaller.

use nianbao_core::document::{Cell, CellRole, Grid};
use nianbao_plugin::{Context, PluginError};
use serde::Serialize;

use super::text::{self, Cleaner, Line};
use crate::fonts;

/// The width of the text area: 156 mm.
const TEXT_WIDTH: u32 = 44_220;
/// What a cell keeps free at its left, and again at its right.
const SIDE_INSET: u32 = 200;
/// What a cell keeps free above, and again below: with ease, and where rows must be saved.
const INSETS: [u32; 3] = [400, 300, 200];
/// The sizes tried, from 五号 down.
const SIZES: [u32; 10] = [1050, 1000, 950, 900, 850, 800, 750, 700, 600, 500];
/// A table, a header or a cell up to this height is kept on one page: half the text area.
const KEPT_HEIGHT: u32 = 32_000;
/// The height of the text area: 225 mm, less what typst may need beyond the estimate.
const PAGE_HEIGHT: u32 = 63_700;
/// The smallest size that a table is set in to keep the rows of a label on one page: 小五.
const LEAST_TO_KEEP: u32 = 900;
/// How many positions and columns a grid may have: what typst sets in a few seconds, and what a page can show.
const MAX_POSITIONS: u64 = 40_000;
const MAX_COLUMNS: u32 = 200;

/// A table as the template reads it.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    name: String,
    size: u32,
    inset: (u32, u32),
    widths: Vec<u32>,
    /// How many rows at the top repeat on every page.
    header_rows: u32,
    /// Whether it stays on one page.
    keep: bool,
    cells: Vec<TableCell>,
}

#[derive(Debug, Serialize)]
struct TableCell {
    x: u32,
    y: u32,
    columns: u32,
    rows: u32,
    lines: Vec<Line>,
    left: bool,
    /// Whether its characters stand one below the other.
    upright: bool,
    /// Whether a page may end within the cell.
    breakable: bool,
    /// What the cell is a header of: `column`, `row` or nothing.
    scope: Option<&'static str>,
    /// How deep the header is, from 1.
    level: u32,
}

/// Prepares a grid for the template; `None` for one without cells.
///
/// # Errors
/// Cells that overlap or lie outside the grid, or a grid out of all measure.
pub(crate) fn table(
    grid: &Grid,
    cleaner: &mut Cleaner<'_>,
    context: &Context<'_>,
) -> Result<Option<Table>, PluginError> {
    let name = text::printable(grid.name.as_deref().unwrap_or_default());
    check(grid).map_err(|(zh, en)| PluginError::new("bad_grid", context.say(zh, en)).at(&name))?;
    if grid.cells.is_empty() {
        return Ok(None);
    }
    let header_rows = header_rows(grid);
    let levels = header_levels(grid, header_rows);
    let long_labels =
        grid.cells.iter().any(|cell| cell.role == Some(CellRole::Label) && cell.text.chars().count() > 10);
    let mut cells = Vec::with_capacity(grid.cells.len());
    for cell in &grid.cells {
        let place = || match cell.headers.as_slice() {
            [] => format!("{name}第{}行第{}列", cell.row + 1, cell.column + 1),
            headers => headers.join("·"),
        };
        let length = cell.text.chars().count();
        let label = cell.role == Some(CellRole::Label);
        let upright = label && is_upright(grid, cell);
        let mut lines = cleaner.lines(&cell.text, place);
        if upright {
            // Each character is a piece, so that a line may end anywhere.
            lines = lines.iter().map(|line| line.concat().chars().map(String::from).collect()).collect();
        }
        let (scope, level) = if label {
            (Some("row"), cell.column + 1)
        } else if is_header(cell, header_rows) {
            (Some("column"), levels[cell.row as usize])
        } else {
            (None, 1)
        };
        cells.push(TableCell {
            x: cell.column,
            y: cell.row,
            columns: cell.column_span,
            rows: cell.row_span,
            lines,
            upright,
            left: cell.row_span == 1 && (label && long_labels || scope.is_none() && length > 20),
            breakable: false,
            scope,
            level,
        });
    }
    let setting = setting(grid, &cells, header_rows);
    let heights = row_heights(grid.rows, &cells, &setting);
    // What is kept together must not be higher than the page, or its end would be lost.
    for cell in &mut cells {
        cell.breakable =
            cell_height(cell, &setting) > KEPT_HEIGHT || height_with_header(cell, &heights, header_rows) > PAGE_HEIGHT;
    }
    let low_header = sum(&heights[..header_rows as usize]) <= KEPT_HEIGHT;
    Ok(Some(Table {
        name,
        size: setting.size,
        inset: (SIDE_INSET, setting.inset),
        widths: setting.widths,
        header_rows: if low_header { header_rows } else { 0 },
        keep: sum(&heights) <= KEPT_HEIGHT,
        cells,
    }))
}

/// Whether a label is set in a column of characters: one of many rows whose text is too long for its narrow column.
fn is_upright(grid: &Grid, cell: &Cell) -> bool {
    /// As many rows as the text has characters leave room for it.
    const NARROW: u32 = 3_000;
    let length = cell.text.chars().count();
    let is_chinese = cell.text.chars().all(|character| character >= '\u{2e80}');
    let width = nominal_widths(grid).get(cell.column as usize).copied().unwrap_or(TEXT_WIDTH);
    cell.column_span == 1 && width <= NARROW && is_chinese && length > 3 && length <= cell.row_span as usize
}

fn check(grid: &Grid) -> Result<(), (&'static str, &'static str)> {
    if u64::from(grid.rows) * u64::from(grid.columns) > MAX_POSITIONS || grid.columns > MAX_COLUMNS {
        return Err(("表格过大", "the table is too large"));
    }
    let (rows, columns) = (grid.rows as usize, grid.columns as usize);
    let mut taken = vec![false; rows * columns];
    for cell in &grid.cells {
        let (right, below) = (cell.column.checked_add(cell.column_span), cell.row.checked_add(cell.row_span));
        let (Some(right), Some(below)) = (right, below) else {
            return Err(OUTSIDE);
        };
        if right > grid.columns || below > grid.rows || cell.column_span == 0 || cell.row_span == 0 {
            return Err(OUTSIDE);
        }
        for row in cell.row..below {
            let start = row as usize * columns;
            for place in &mut taken[start + cell.column as usize..start + right as usize] {
                if std::mem::replace(place, true) {
                    return Err(("表格中有重叠的单元格", "cells of the table overlap"));
                }
            }
        }
    }
    Ok(())
}

const OUTSIDE: (&str, &str) = ("表格中有超出范围的单元格", "a cell lies outside the table");

/// How many rows repeat: as many as the grid says, moved down to where no cell is cut; none if nothing else were left.
fn header_rows(grid: &Grid) -> u32 {
    let mut rows = grid.header_rows;
    loop {
        let above = grid.cells.iter().filter(|cell| cell.row < rows);
        let end = above.map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        if end <= rows {
            return if rows < grid.rows { rows } else { 0 };
        }
        rows = end;
    }
}

fn is_header(cell: &Cell, header_rows: u32) -> bool {
    match cell.role {
        Some(role) => role == CellRole::Header,
        None => cell.row < header_rows,
    }
}

/// The depth of a header in each row: how many rows of nothing but headers end there.
fn header_levels(grid: &Grid, header_rows: u32) -> Vec<u32> {
    let mut figures = vec![false; grid.rows as usize];
    for cell in grid.cells.iter().filter(|cell| !is_header(cell, header_rows)) {
        figures[cell.row as usize] = true;
    }
    let deeper = |level: &mut u32, figures: bool| {
        *level = if figures { 0 } else { *level + 1 };
        Some((*level).max(1))
    };
    figures.into_iter().scan(0, deeper).collect()
}

/// How large a table is set.
struct Setting {
    size: u32,
    /// What a cell keeps free above, and again below.
    inset: u32,
    widths: Vec<u32>,
}

/// The largest setting in which everything fits in width, or a little less where that keeps all rows of every label on
/// one page, for a label torn in two is hard to read.
fn setting(grid: &Grid, cells: &[TableCell], header_rows: u32) -> Setting {
    let largest = fitting(grid, cells, u32::MAX);
    let keeps_labels = |setting: &Setting| {
        let heights = row_heights(grid.rows, cells, setting);
        cells.iter().all(|cell| cell.rows == 1 || height_with_header(cell, &heights, header_rows) <= PAGE_HEIGHT)
    };
    let with_ease = INSETS.into_iter().map(|inset| (largest.0, inset));
    let tightest = INSETS[INSETS.len() - 1];
    let smaller =
        SIZES.into_iter().filter(|size| (LEAST_TO_KEEP..largest.0).contains(size)).map(|size| (size, tightest));
    let tried = with_ease.chain(smaller).map(|(size, inset)| {
        let (size, widths) = fitting(grid, cells, size);
        Setting { size, inset, widths }
    });
    let (size, widths) = largest.clone();
    tried.into_iter().find(keeps_labels).unwrap_or(Setting { size, inset: INSETS[0], widths })
}

/// The height of all rows that a cell covers, under a repeated header.
fn height_with_header(cell: &TableCell, heights: &[u32], header_rows: u32) -> u32 {
    let rows = &heights[cell.y as usize..(cell.y + cell.rows) as usize];
    let header = if cell.y < header_rows { 0 } else { sum(&heights[..header_rows as usize]) };
    sum(rows).saturating_add(header)
}

/// The largest font size up to `most` at which everything fits in width, and the columns' widths.
fn fitting(grid: &Grid, cells: &[TableCell], most: u32) -> (u32, Vec<u32>) {
    let nominal = nominal_widths(grid);
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let least = least_widths(grid, cells, size, &nominal);
        if least.iter().sum::<u32>() <= TEXT_WIDTH {
            return (size, stretch(&nominal, &least));
        }
    }
    // Nothing fits: the columns share the page, and the longest words run over their cells.
    let size = SIZES[SIZES.len() - 1];
    let least = least_widths(grid, cells, size, &nominal);
    let all: u32 = least.iter().sum();
    (size, least.iter().map(|&width| share(TEXT_WIDTH, width, all)).collect())
}

/// The widths that the form asks for.
fn nominal_widths(grid: &Grid) -> Vec<u32> {
    let columns = grid.columns as usize;
    let usable = grid.widths.len() == columns && grid.widths.iter().all(|&width| (1..=10_000).contains(&width));
    let relative = if usable { grid.widths.clone() } else { vec![1; columns] };
    let all = relative.iter().sum();
    relative.iter().map(|&width| share(TEXT_WIDTH, width, all)).collect()
}

/// The widths below which a word would run over its cell; label columns keep three quarters of what they ask for.
fn least_widths(grid: &Grid, cells: &[TableCell], size: u32, nominal: &[u32]) -> Vec<u32> {
    let labels = |column: usize| column < grid.header_columns as usize;
    let mut least: Vec<u32> =
        (0..nominal.len()).map(|column| if labels(column) { nominal[column] * 3 / 4 } else { 0 }).collect();
    let mut by_span: Vec<&TableCell> = cells.iter().collect();
    by_span.sort_by_key(|cell| cell.columns);
    for cell in by_span {
        let need = longest_word(&cell.lines).saturating_mul(size) / 1000 + 2 * SIDE_INSET;
        let columns = cell.x as usize..(cell.x + cell.columns) as usize;
        let last = columns.end - 1;
        let have: u32 = least[columns].iter().sum();
        // A word wider than the page cannot be helped, and must not make the sums overflow.
        least[last] += need.min(TEXT_WIDTH).saturating_sub(have);
    }
    least
}

/// The widths nearest to `nominal` that are nowhere below `least`, which fits.
fn stretch(nominal: &[u32], least: &[u32]) -> Vec<u32> {
    let mut widths: Vec<u32> = nominal.iter().zip(least).map(|(&wish, &least)| wish.max(least)).collect();
    let excess = widths.iter().sum::<u32>().saturating_sub(TEXT_WIDTH);
    let slack: u32 = widths.iter().zip(least).map(|(width, least)| width - least).sum();
    for (width, least) in widths.iter_mut().zip(least) {
        *width -= share(excess, *width - least, slack);
    }
    widths
}

/// The part of `whole` that goes to `part` of `all`.
fn share(whole: u32, part: u32, all: u32) -> u32 {
    let share = u64::from(whole) * u64::from(part) / u64::from(all.max(1));
    u32::try_from(share).unwrap_or(whole)
}

/// The width of the longest piece that no line break may cut, in thousandths of the font size.
fn longest_word(lines: &[Line]) -> u32 {
    let fonts = fonts::bundled();
    let mut longest = 0;
    for piece in lines.iter().flatten() {
        let mut word = 0_u32;
        let mut after_wide = false;
        for character in piece.chars() {
            let wide = character >= '\u{2e80}';
            let closing = "，。、；：？！）》」』】〉％".contains(character);
            let begins = character == ' ' || wide && !closing || after_wide && !wide;
            word = if begins { 0 } else { word }.saturating_add(fonts.advance(character));
            longest = longest.max(word);
            after_wide = wide;
        }
    }
    longest
}

/// The height that each row needs, rather too much than too little.
fn row_heights(rows: u32, cells: &[TableCell], setting: &Setting) -> Vec<u32> {
    let mut heights = vec![0; rows as usize];
    for cell in cells {
        let height = cell_height(cell, setting) / cell.rows;
        for row in &mut heights[cell.y as usize..(cell.y + cell.rows) as usize] {
            *row = height.max(*row);
        }
    }
    heights
}

fn cell_height(cell: &TableCell, setting: &Setting) -> u32 {
    let Setting { size, inset, widths } = setting;
    let fonts = fonts::bundled();
    let columns = cell.x as usize..(cell.x + cell.columns) as usize;
    let width: u32 = widths[columns].iter().sum();
    let characters = if cell.upright { 1 } else { u64::from(width.saturating_sub(2 * SIDE_INSET) / *size).max(1) };
    let lines = cell.lines.iter().map(|line| {
        let pieces = line.iter().flat_map(|piece| piece.chars());
        let length: u64 = pieces.map(|character| u64::from(fonts.advance(character))).sum();
        // In characters of full width; what a line breaks may end one of them early.
        let length = length.div_ceil(1000).max(1);
        let breaks = length.div_ceil(characters) - 1;
        (length + breaks).div_ceil(characters)
    });
    let height = lines.sum::<u64>() * u64::from(*size) * 7 / 5 + 2 * u64::from(*inset);
    u32::try_from(height).unwrap_or(u32::MAX)
}

fn sum(heights: &[u32]) -> u32 {
    heights.iter().fold(0, |sum, height| sum.saturating_add(*height))
}
