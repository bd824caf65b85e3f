//! Merged ranges as spans: one sweep over cells and ranges in reading order, whatever their number.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec;

use nianbao_core::document::Cell;

use crate::address::Area;
use crate::import::limits::Budget;

/// The outcome of [`place`].
#[derive(Debug, Default)]
pub(crate) struct Placed {
    /// Cells with their spans, in reading order. A blank cell that stands for a merged range has no `at` yet.
    pub(crate) cells: Vec<Cell>,
    /// Cells that a merged range covers: the file keeps them, but nobody sees them.
    pub(crate) covered: Vec<Cell>,
}

/// Gives each merged range to the cell at its top left, which is made where there is none.
///
/// The cells are in reading order and the ranges within their extent. Of two ranges that overlap the one that begins
/// first is taken, as no program lets them overlap.
pub(crate) fn place(cells: Vec<Cell>, mut merges: Vec<Area>, budget: &mut Budget) -> Placed {
    merges.sort_unstable();
    let mut sweep = Sweep {
        merges: merges.into_iter().peekable(),
        open: BTreeMap::new(),
        first_end: u32::MAX,
        placed: Placed { cells: Vec::with_capacity(cells.len()), covered: Vec::new() },
        budget,
    };
    for mut cell in cells {
        sweep.open_up_to((cell.row, cell.column));
        match sweep.at(cell.row, cell.column) {
            Some(area) if (area.top, area.left) == (cell.row, cell.column) => {
                // The range was opened with a blank cell, which this one replaces.
                sweep.placed.cells.pop();
                cell.row_span = area.bottom - area.top + 1;
                cell.column_span = area.right - area.left + 1;
                sweep.placed.cells.push(cell);
            }
            Some(_) => sweep.placed.covered.push(cell),
            None => sweep.placed.cells.push(cell),
        }
    }
    sweep.open_up_to((u32::MAX, u32::MAX));
    sweep.placed
}

struct Sweep<'b> {
    merges: Peekable<vec::IntoIter<Area>>,
    /// The ranges that reach the row at hand, by their left column; they do not overlap.
    open: BTreeMap<u32, Area>,
    /// No open range ends above this row.
    first_end: u32,
    placed: Placed,
    budget: &'b mut Budget,
}

impl Sweep<'_> {
    /// Opens the ranges that begin up to a place.
    fn open_up_to(&mut self, place: (u32, u32)) {
        while let Some(area) = self.merges.next_if(|area| (area.top, area.left) <= place) {
            self.close_above(area.top);
            let neighbour = self.open.range(..=area.right).next_back();
            let overlaps = neighbour.is_some_and(|(_, other)| other.right >= area.left);
            let (rows, columns) = (area.bottom - area.top + 1, area.right - area.left + 1);
            if overlaps || !self.budget.positions(u64::from(rows) * u64::from(columns)) {
                continue;
            }
            self.open.insert(area.left, area);
            self.first_end = self.first_end.min(area.bottom);
            self.placed.cells.push(Cell { row_span: rows, column_span: columns, ..Cell::new(area.top, area.left, "") });
        }
    }

    /// The open range that covers a place.
    fn at(&mut self, row: u32, column: u32) -> Option<Area> {
        self.close_above(row);
        let (_, area) = self.open.range(..=column).next_back()?;
        (area.right >= column).then_some(*area)
    }

    fn close_above(&mut self, row: u32) {
        if self.first_end < row {
            self.open.retain(|_, area| area.bottom >= row);
            self.first_end = self.open.values().map(|area| area.bottom).min().unwrap_or(u32::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places cells at `(row, column)` and merges `(top, left, bottom, right)`; each outcome is `text@row,column+rows×columns`.
    fn check(cells: &[(u32, u32)], merges: &[(u32, u32, u32, u32)], expected: &[&str], covered: usize) {
        let cells = cells.iter().map(|&(row, column)| Cell::new(row, column, "x")).collect();
        let merges = merges.iter().map(|&(top, left, bottom, right)| Area { top, left, bottom, right }).collect();
        let placed = place(cells, merges, &mut Budget::new());
        let seen: Vec<String> = placed
            .cells
            .iter()
            .map(|cell| format!("{}@{},{}+{}x{}", cell.text, cell.row, cell.column, cell.row_span, cell.column_span))
            .collect();
        assert_eq!(seen, expected);
        assert_eq!(placed.covered.len(), covered);
    }

    #[test]
    fn a_range_spans_from_its_top_left_cell() {
        check(&[(0, 0), (2, 2)], &[(0, 0, 1, 2)], &["x@0,0+2x3", "x@2,2+1x1"], 0);
    }

    #[test]
    fn a_blank_range_is_kept_in_its_place() {
        check(&[(0, 0), (1, 3)], &[(0, 1, 0, 3), (1, 0, 1, 1)], &["x@0,0+1x1", "@0,1+1x3", "@1,0+1x2", "x@1,3+1x1"], 0);
    }

    #[test]
    fn what_a_range_covers_is_hidden() {
        check(&[(0, 0), (0, 1), (1, 0), (2, 0)], &[(0, 0, 1, 1)], &["x@0,0+2x2", "x@2,0+1x1"], 2);
    }

    #[test]
    fn of_overlapping_ranges_the_first_is_taken() {
        check(&[(0, 0), (2, 2)], &[(0, 0, 1, 1), (1, 1, 2, 2), (1, 2, 2, 3)], &["x@0,0+2x2", "@1,2+2x2"], 1);
    }

    #[test]
    fn ranges_side_by_side_close_in_turn() {
        check(
            &[(0, 0), (0, 1), (3, 1)],
            &[(0, 0, 2, 0), (0, 1, 0, 2), (1, 1, 2, 2)],
            &["x@0,0+3x1", "x@0,1+1x2", "@1,1+2x2", "x@3,1+1x1"],
            0,
        );
    }
}
