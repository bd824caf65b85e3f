//! A grid made easy to walk: used rows and columns only, spans expanded, labels looked up once.

use nianbao_core::document::{Cell, CellType, Grid};
use nianbao_core::value::CellValue;

use super::lexicon::{Lexicon, Target};
use super::value;

/// More positions than this are no form but a data sheet.
const MOST_POSITIONS: usize = 2_000_000;
/// Fewer known labels than this make no grid worth a second look for near matches.
const LABELS_OF_A_TABLE: usize = 3;

/// A grid without its unused rows and columns.
pub(super) struct Sheet<'a> {
    pub(super) grid: &'a Grid,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Index into `contents` by compact position, row by row.
    positions: Vec<Option<u32>>,
    pub(super) contents: Vec<Content<'a>>,
}

/// What stands in one cell of the file.
pub(super) struct Content<'a> {
    pub(super) cell: &'a Cell,
    /// Its top left corner, compact.
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// A text that may be one of the form's labels.
    Label(Vec<Target>),
    /// Anything else, as a figure would be read.
    Value(CellValue),
}

impl<'a> Sheet<'a> {
    /// `None` where the grid is empty or far too large.
    pub(super) fn new(grid: &'a Grid, lexicon: &Lexicon) -> Option<Self> {
        let rows = compact(grid.cells.iter().map(|cell| cell.row));
        let columns = compact(grid.cells.iter().map(|cell| cell.column));
        let size = rows.len().checked_mul(columns.len()).filter(|&size| size > 0 && size <= MOST_POSITIONS)?;
        let mut sheet =
            Sheet { grid, rows: rows.len(), columns: columns.len(), positions: vec![None; size], contents: Vec::new() };
        for cell in &grid.cells {
            let row_range = range(&rows, cell.row, cell.row_span);
            let column_range = range(&columns, cell.column, cell.column_span);
            let index = u32::try_from(sheet.contents.len()).ok()?;
            for row in row_range.clone() {
                for column in column_range.clone() {
                    // Spans that contradict each other: the cell that comes first keeps the place.
                    sheet.positions[row * columns.len() + column].get_or_insert(index);
                }
            }
            let kind = classify(cell, lexicon);
            sheet.contents.push(Content { cell, row: row_range.start, column: column_range.start, kind });
        }
        sheet.look_again_for_near_matches(lexicon);
        Some(sheet)
    }

    /// What covers a position.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&Content<'a>> {
        self.index_at(row, column).map(|index| &self.contents[index])
    }

    /// The rows from first to last, both included, as a grid of its own.
    pub(super) fn cut(&self, first: usize, last: usize) -> Grid {
        let inside = |content: &&Content<'a>| (first..=last).contains(&content.row);
        let cells: Vec<&Content<'a>> = self.contents.iter().filter(inside).collect();
        let columns = cells.iter().map(|content| content.column).min().unwrap_or(0);
        let place = |content: &&Content<'a>| {
            let mut cell = content.cell.clone();
            cell.row = u32::try_from(content.row - first).unwrap_or(u32::MAX);
            cell.column = u32::try_from(content.column - columns).unwrap_or(u32::MAX);
            // Rows and columns without content are left out, and spans with them.
            (cell.row_span, cell.column_span) = (1, 1);
            cell
        };
        let cells: Vec<Cell> = cells.iter().map(place).collect();
        let end = |number: fn(&Cell) -> u32| cells.iter().map(number).max().map_or(0, |last| last + 1);
        Grid { rows: end(|cell| cell.row), columns: end(|cell| cell.column), cells, ..Grid::default() }
    }

    pub(super) fn index_at(&self, row: usize, column: usize) -> Option<usize> {
        self.positions.get(row * self.columns + column).copied().flatten().map(|index| index as usize)
    }

    fn look_again_for_near_matches(&mut self, lexicon: &Lexicon) {
        if self.contents.iter().filter(|content| matches!(content.kind, Kind::Label(_))).count() < LABELS_OF_A_TABLE {
            return;
        }
        for content in &mut self.contents {
            if let Kind::Value(CellValue::Text(text)) = &content.kind {
                let targets = lexicon.look_up_near(text);
                if !targets.is_empty() {
                    content.kind = Kind::Label(targets);
                }
            }
        }
    }
}

fn classify(cell: &Cell, lexicon: &Lexicon) -> Kind {
    if cell.cell_type == CellType::Text {
        let targets = lexicon.look_up(&cell.text);
        if !targets.is_empty() {
            return Kind::Label(targets);
        }
    }
    Kind::Value(value::read(cell))
}

/// The distinct numbers in order.
fn compact(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The compact range that a span covers.
fn range(used: &[u32], first: u32, span: u32) -> std::ops::Range<usize> {
    let end = first.saturating_add(span.max(1));
    used.partition_point(|&number| number < first)..used.partition_point(|&number| number < end)
}
