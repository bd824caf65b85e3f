//! A clean grid of the rows that were read: the official labels, the figures in the official columns, and the places
//! where both stand in the file.

use nianbao_core::document::{Cell, CompactString, Grid};
use nianbao_core::form::Band;

use super::Found;
use super::rows::{Row, Which};
use super::stream::Stream;

/// The grid of some bands of one table, under each other.
pub(super) fn build(stream: &Stream<'_>, found: &[&Found<'_, '_>]) -> Grid {
    let bands = || found.iter().map(|found| found.band.band);
    let label_columns = bands().map(|band| band.rows.depth()).max().unwrap_or(0);
    let columns = bands().map(|band| label_columns + band.column_leaves().len()).max().unwrap_or(0);
    let mut builder = Builder { stream, grid: Grid { columns: small(columns), ..Grid::default() }, label_columns };
    for found in found {
        builder.band(found);
    }
    builder.grid.at = builder.grid.cells.iter().find_map(|cell| cell.at.as_deref()).map(str::to_owned);
    builder.grid
}

struct Builder<'a> {
    stream: &'a Stream<'a>,
    grid: Grid,
    label_columns: usize,
}

impl Builder<'_> {
    fn band(&mut self, found: &Found<'_, '_>) {
        let band = found.band.band;
        let header_at = found.segment.header.first().copied();
        if let Some(label) = &band.label {
            self.cell(0, 1, label, header_at);
            self.grid.rows += 1;
        }
        self.header(band, header_at);
        for row in &found.reading.rows {
            self.row(band, row);
        }
    }

    fn header(&mut self, band: &Band, at: Option<usize>) {
        let top = self.grid.rows;
        if self.label_columns > 0 {
            let corner = band.corner.as_deref().unwrap_or_default();
            self.cell(0, self.label_columns, corner, at);
        }
        let leaves = band.column_leaves();
        let depth = band.columns.depth();
        for level in 0..depth {
            self.grid.rows = top + small(level);
            for (position, &leaf) in leaves.iter().enumerate() {
                let path = band.columns.path(leaf);
                let Some(&node) = path.get(level) else { continue };
                let below = band.columns.leaves_below(node);
                if below.first() == Some(&leaf) {
                    let index =
                        self.cell(self.label_columns + position, below.len(), &band.columns.nodes[node].label, at);
                    let is_last = level + 1 == path.len();
                    self.grid.cells[index].row_span = if is_last { small(depth - level) } else { 1 };
                }
            }
        }
        self.grid.rows = top + small(depth);
    }

    /// A row with every label that contains it, so that it stands for itself whatever rows are missing around it.
    fn row(&mut self, band: &Band, row: &Row) {
        let label_at = row.label.first().copied();
        match row.which {
            Which::Form(leaf) => {
                let leaf = band.rows.leaves().nth(leaf).unwrap_or_default();
                let path = band.rows.path(leaf);
                for (column, &node) in path.iter().enumerate() {
                    let span = if node == leaf { self.label_columns - column } else { 1 };
                    self.cell(column, span, &band.rows.nodes[node].label, label_at);
                }
            }
            Which::Local => {
                let printed: String = row.label.iter().map(|&piece| self.stream.pieces[piece].text).collect();
                self.cell(0, self.label_columns, &printed, label_at);
            }
            Which::Only => {}
        }
        for (position, &figure) in row.figures.iter().enumerate() {
            self.cell(self.label_columns + position, 1, self.stream.pieces[figure].text, Some(figure));
        }
        self.grid.rows += 1;
    }

    /// Adds a cell to the current row and says which it is.
    fn cell(&mut self, column: usize, column_span: usize, text: &str, piece: Option<usize>) -> usize {
        let at = piece.and_then(|piece| self.stream.pieces[piece].at).map(CompactString::from);
        let cell = Cell::new(self.grid.rows, small(column), text);
        self.grid.cells.push(Cell { at, column_span: small(column_span.max(1)), ..cell });
        self.grid.cells.len() - 1
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
