//! The blank cells of a sheet: a figure that was not filled in needs a place to be named by.

use nianbao_core::document::Cell;

/// A box of more positions is a list, not a form, and gets no blank cells.
const POSITIONS: usize = 20_000;
/// A box is thinly used where less than one position in so many holds content.
const THINNEST: usize = 24;

/// Adds a blank cell at every position of the used box that no cell covers; `left` is what the workbook may still get.
///
/// The cells are in reading order and their spans do not overlap.
pub(crate) fn fill(cells: Vec<Cell>, left: &mut usize) -> Vec<Cell> {
    let Some(used) = Used::of(&cells) else {
        return cells;
    };
    let positions = used.rows.saturating_mul(used.columns);
    if positions > POSITIONS || cells.len().saturating_mul(THINNEST) < positions || positions > *left {
        return cells;
    }
    let mut is_covered = vec![false; positions];
    for cell in &cells {
        for row in cell.row..cell.row + cell.row_span {
            let first = used.position(row, cell.column);
            is_covered[first..first + index(cell.column_span)].fill(true);
        }
    }
    let missing = is_covered.iter().filter(|&&covered| !covered).count();
    if missing == 0 {
        return cells;
    }
    *left -= missing;
    let mut filled = Vec::with_capacity(cells.len() + missing);
    let mut given = cells.into_iter().peekable();
    for (position, covered) in is_covered.into_iter().enumerate() {
        filled.extend(given.next_if(|cell| used.position(cell.row, cell.column) == position));
        if !covered {
            let row = used.top + count(position / used.columns);
            filled.push(Cell::new(row, used.left + count(position % used.columns), ""));
        }
    }
    filled
}

/// The rectangle that holds all cells.
struct Used {
    top: u32,
    left: u32,
    rows: usize,
    columns: usize,
}

impl Used {
    fn of(cells: &[Cell]) -> Option<Self> {
        let top = cells.first()?.row;
        let left = cells.iter().map(|cell| cell.column).min()?;
        let bottom = cells.iter().map(|cell| cell.row + cell.row_span).max()?;
        let right = cells.iter().map(|cell| cell.column + cell.column_span).max()?;
        Some(Used { top, left, rows: index(bottom - top), columns: index(right - left) })
    }

    /// The number of a position within the rectangle, row by row.
    fn position(&self, row: u32, column: u32) -> usize {
        index(row - self.top) * self.columns + index(column - self.left)
    }
}

fn index(count: u32) -> usize {
    usize::try_from(count).expect("rows and columns of a worksheet fit")
}

fn count(index: usize) -> u32 {
    u32::try_from(index).expect("a box of limited size has few rows and columns")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_that_nothing_covers_gets_a_cell() {
        let merged = Cell { row_span: 2, column_span: 2, ..Cell::new(2, 1, "a") };
        let cells = vec![merged, Cell::new(2, 3, "b"), Cell::new(4, 2, "c")];
        let mut left = 100;
        let filled = fill(cells, &mut left);
        let seen: Vec<_> = filled.iter().map(|cell| (cell.row, cell.column, cell.text.as_str())).collect();
        assert_eq!(seen, [(2, 1, "a"), (2, 3, "b"), (3, 3, ""), (4, 1, ""), (4, 2, "c"), (4, 3, "")]);
        assert_eq!(left, 97);
    }

    #[test]
    fn a_thinly_used_or_large_box_stays_as_it_is() {
        let corners = |row, column| vec![Cell::new(0, 0, "a"), Cell::new(row, column, "b")];
        assert_eq!(fill(corners(3, 3), &mut 100).len(), 16);
        assert_eq!(fill(corners(9, 9), &mut 1_000).len(), 2);
        assert_eq!(fill(corners(3, 3), &mut 15).len(), 2);
        let list: Vec<Cell> = (0..10_001).map(|row| Cell::new(row, row % 2, "x")).collect();
        assert_eq!(fill(list, &mut 100_000).len(), 10_001);
        assert!(fill(Vec::new(), &mut 100).is_empty());
    }
}
