//! A grid with every position's cell, and for each cell the headers that say what it means.
//!
//! Headers follow from spans and roles alone. A figure's row headers are the labels to its left. Its column headers are
//! the header cells above it up to the next figure, so that each of several bands in one grid has its own.

use std::ops::Range;

use nianbao_core::document::{Cell, CellRole, Grid};
use nianbao_plugin::{Context, PluginError};

/// What HTML lets a cell span at most, and so what a table may measure.
const MAX_ROWS: u32 = 65_534;
const MAX_COLUMNS: u32 = 1_000;
/// How many positions a table may have. A page with more could hardly be opened.
const MAX_POSITIONS: u32 = 1_000_000;

/// A grid whose cells are known to lie within it and apart from each other.
pub(super) struct Layout<'a> {
    grid: &'a Grid,
    /// Row by row, the cell that covers a position.
    positions: Vec<Option<usize>>,
    /// How many rows at the top are header rows, so that no cell hangs out of them.
    pub(super) header_rows: u32,
}

/// What stands at a place of a row: a cell that begins there, or nothing.
pub(super) struct Placed {
    /// The cell's index in the grid.
    pub(super) cell: Option<usize>,
    /// What the cell is for; a header without words is none.
    pub(super) role: CellRole,
    /// Its headers as indices of the grid's cells, rows before columns, outermost first.
    pub(super) headers: Vec<usize>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(grid: &'a Grid, context: &Context<'_>) -> Result<Self, PluginError> {
        if grid.rows > MAX_ROWS || grid.columns > MAX_COLUMNS || grid.rows * grid.columns > MAX_POSITIONS {
            let message = context.say("表格过大，网页无法显示", "the table is too large for a web page");
            return Err(located("table-too-large", message, grid.at.as_deref().or(grid.name.as_deref())));
        }
        let mut layout = Layout {
            grid,
            positions: vec![None; (grid.rows * grid.columns) as usize],
            header_rows: grid.header_rows.min(grid.rows),
        };
        for index in 0..grid.cells.len() {
            layout.place(index, context)?;
        }
        while let Some(cell) = layout.crossing(layout.header_rows) {
            layout.header_rows = cell.row + cell.row_span;
        }
        Ok(layout)
    }

    /// All rows with what begins in them, left to right.
    pub(super) fn rows(&self) -> Vec<Vec<Placed>> {
        let mut above = HeadersAbove::new(self.grid.columns);
        (0..self.grid.rows).map(|row| self.row(row, &mut above)).collect()
    }

    /// Whether a new body begins with a row: below the head, and wherever a header follows a row without one.
    pub(super) fn begins_body(&self, row: u32) -> bool {
        let has_header = |row| self.cells_of_row(row).any(|cell| self.role(cell) == CellRole::Header);
        let below_figures = row > self.header_rows && has_header(row) && !has_header(row - 1);
        row == self.header_rows || (below_figures && self.crossing(row).is_none())
    }

    fn place(&mut self, index: usize, context: &Context<'_>) -> Result<(), PluginError> {
        let grid = self.grid;
        let cell = &grid.cells[index];
        let locator = cell.at.as_deref().or(grid.at.as_deref()).or(grid.name.as_deref());
        let rows = span(cell.row, cell.row_span, grid.rows);
        let columns = span(cell.column, cell.column_span, grid.columns);
        let (Some(rows), Some(columns)) = (rows, columns) else {
            let message = context.say("单元格超出表格范围", "a cell reaches out of its table");
            return Err(located("cell-outside", message, locator));
        };
        for row in rows {
            for column in columns.clone() {
                let position = self.position(row, column);
                if self.positions[position].replace(index).is_some() {
                    let message = context.say("单元格互相重叠", "two cells cover the same place");
                    return Err(located("cells-overlap", message, locator));
                }
            }
        }
        Ok(())
    }

    fn row(&self, row: u32, above: &mut HeadersAbove) -> Vec<Placed> {
        let mut placed = Vec::with_capacity(self.grid.columns as usize);
        for column in 0..self.grid.columns {
            let Some(index) = self.positions[self.position(row, column)] else {
                above.end(column);
                placed.push(Placed { cell: None, role: CellRole::Data, headers: Vec::new() });
                continue;
            };
            let cell = &self.grid.cells[index];
            let role = self.role(cell);
            if (cell.row, cell.column) == (row, column) {
                let is_blank = cell.text.trim().is_empty();
                placed.push(Placed {
                    cell: Some(index),
                    role: if is_blank { CellRole::Data } else { role },
                    headers: self.headers(cell, role, above),
                });
            }
            if role == CellRole::Header {
                above.add(column, index);
            } else {
                above.end(column);
            }
        }
        placed
    }

    fn headers(&self, cell: &Cell, role: CellRole, above: &HeadersAbove) -> Vec<usize> {
        let columns = cell.column..cell.column + cell.column_span;
        let mut headers = match role {
            CellRole::Header => above.of_header(columns),
            // What stands above the row labels says what they are called, not what they mean.
            CellRole::Label => self.labels_left_of(cell),
            CellRole::Data => {
                let mut headers = self.labels_left_of(cell);
                headers.extend(above.of_figure(columns));
                headers
            }
        };
        headers.retain(|&header| !self.grid.cells[header].text.trim().is_empty());
        headers
    }

    /// The row labels to the left of a cell, outermost first.
    fn labels_left_of(&self, cell: &Cell) -> Vec<usize> {
        let mut labels = Vec::new();
        for column in 0..cell.column {
            for row in cell.row..cell.row + cell.row_span {
                if let Some(index) = self.positions[self.position(row, column)]
                    && self.role(&self.grid.cells[index]) == CellRole::Label
                    && !labels.contains(&index)
                {
                    labels.push(index);
                }
            }
        }
        labels
    }

    /// A cell that covers both the row and the one above.
    fn crossing(&self, row: u32) -> Option<&'a Cell> {
        if row == 0 || row >= self.grid.rows {
            return None;
        }
        self.cells_of_row(row).find(|cell| cell.row < row)
    }

    fn cells_of_row(&self, row: u32) -> impl Iterator<Item = &'a Cell> {
        let start = self.position(row, 0);
        let positions = &self.positions[start..start + self.grid.columns as usize];
        positions.iter().flatten().map(|&index| &self.grid.cells[index])
    }

    /// What a cell is for. Local tables come without roles; their first rows and columns tell.
    fn role(&self, cell: &Cell) -> CellRole {
        cell.role.unwrap_or(if cell.row < self.header_rows {
            CellRole::Header
        } else if cell.column < self.grid.header_columns {
            CellRole::Label
        } else {
            CellRole::Data
        })
    }

    fn position(&self, row: u32, column: u32) -> usize {
        (row * self.grid.columns + column) as usize
    }
}

/// The column headers that hold at the row being walked, column by column.
struct HeadersAbove {
    columns: Vec<Headers>,
}

#[derive(Clone, Default)]
struct Headers {
    cells: Vec<usize>,
    /// Whether the row above ended with a header, so that the next one is part of the same head.
    is_open: bool,
}

impl HeadersAbove {
    fn new(columns: u32) -> Self {
        HeadersAbove { columns: vec![Headers::default(); columns as usize] }
    }

    fn add(&mut self, column: u32, header: usize) {
        let headers = &mut self.columns[column as usize];
        if !headers.is_open {
            headers.cells.clear();
            headers.is_open = true;
        }
        if headers.cells.last() != Some(&header) {
            headers.cells.push(header);
        }
    }

    fn end(&mut self, column: u32) {
        self.columns[column as usize].is_open = false;
    }

    /// Every header above a figure, from the top row to the lowest.
    fn of_figure(&self, columns: Range<u32>) -> Vec<usize> {
        self.collect(columns, |_| true)
    }

    /// The outer headers of a header: those of the same head.
    fn of_header(&self, columns: Range<u32>) -> Vec<usize> {
        self.collect(columns, |headers| headers.is_open)
    }

    fn collect(&self, columns: Range<u32>, keep: impl Fn(&Headers) -> bool) -> Vec<usize> {
        let columns = &self.columns[columns.start as usize..columns.end as usize];
        let depth = columns.iter().map(|headers| headers.cells.len()).max().unwrap_or(0);
        let mut collected = Vec::with_capacity(depth);
        for level in 0..depth {
            for headers in columns.iter().filter(|headers| keep(headers)) {
                if let Some(&header) = headers.cells.get(level)
                    && !collected.contains(&header)
                {
                    collected.push(header);
                }
            }
        }
        collected
    }
}

/// What a cell covers, where it lies within the table.
fn span(start: u32, length: u32, end: u32) -> Option<Range<u32>> {
    let after = start.checked_add(length)?;
    (length > 0 && after <= end).then_some(start..after)
}

fn located(code: &str, message: &str, locator: Option<&str>) -> PluginError {
    let error = PluginError::new(code, message);
    match locator {
        Some(locator) => error.at(locator),
        None => error,
    }
}
