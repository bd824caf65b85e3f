//! Cells as the fewest ranges that a formula can name: `D8:I28,D30:I30`.

use std::collections::BTreeSet;

use crate::address;

/// Zero-based row and column.
pub(super) type Position = (u32, u32);

/// The ranges that cover these cells and no other, each `A1` or `A1:B2`.
pub(super) fn ranges(cells: &BTreeSet<Position>) -> Vec<String> {
    let mut columns: Vec<Position> = cells.iter().map(|&(row, column)| (column, row)).collect();
    columns.sort_unstable();
    // Stretches of each column, then equal stretches of neighbouring columns.
    let mut stretches: Vec<(u32, u32, u32)> = Vec::new();
    for (column, row) in columns {
        match stretches.last_mut() {
            Some((of, _, last)) if *of == column && *last + 1 == row => *last = row,
            _ => stretches.push((column, row, row)),
        }
    }
    let mut boxes: Vec<[u32; 4]> = Vec::new();
    for (column, first, last) in stretches {
        let goes_on = |area: &&mut [u32; 4]| area[0] == first && area[2] == last && area[3] + 1 == column;
        match boxes.iter_mut().find(goes_on) {
            Some(area) => area[3] = column,
            None => boxes.push([first, column, last, column]),
        }
    }
    boxes.into_iter().map(|[top, left, bottom, right]| range((top, left), (bottom, right))).collect()
}

fn range(first: Position, last: Position) -> String {
    let mut text = String::new();
    address::push_cell(first.0, first.1, &mut text);
    if first != last {
        text.push(':');
        address::push_cell(last.0, last.1, &mut text);
    }
    text
}

/// One cell.
pub(super) fn cell(position: Position) -> String {
    range(position, position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[Position], expected: &[&str]) {
        assert_eq!(ranges(&cells.iter().copied().collect()), expected);
    }

    #[test]
    fn cells_become_few_ranges() {
        check(&[(5, 3)], &["D6"]);
        check(&[(5, 3), (6, 3), (7, 3)], &["D6:D8"]);
        check(&[(5, 3), (5, 4), (6, 3), (6, 4)], &["D6:E7"]);
        check(&[(5, 3), (7, 3), (5, 4), (7, 4)], &["D6:E6", "D8:E8"]);
        check(&[(5, 3), (6, 3), (5, 4)], &["D6:D7", "E6"]);
        check(&[], &[]);
    }
}
