//! The words that hidden sheets, rows and columns hold: what a note of each repeats of them.

use std::collections::BTreeMap;

use nianbao_core::document::Cell;

use crate::import::ranges::Ranges;

/// A note tells what is hidden and need not repeat a whole sheet, whose cells stand in its grid: bytes after which no
/// further cell is taken.
const ENOUGH: usize = 1_000;

/// The words of a hidden sheet; empty where it holds none.
pub(crate) fn of_sheet(cells: &[Cell]) -> String {
    let mut words = Words::default();
    cells.iter().for_each(|cell| words.add(cell));
    words.text
}

/// The words within each of the ranges that hide a cell's row or column, by the range's number.
pub(crate) fn of_ranges(cells: &[Cell], ranges: &Ranges, position: impl Fn(&Cell) -> u32) -> BTreeMap<usize, String> {
    let mut words: BTreeMap<usize, Words> = BTreeMap::new();
    for cell in cells {
        if let Some(range) = ranges.find(position(cell)) {
            words.entry(range).or_default().add(cell);
        }
    }
    words.into_iter().map(|(range, words)| (range, words.text)).collect()
}

/// The cells' texts, a row a line. Bare figures are none.
#[derive(Default)]
struct Words {
    text: String,
    row: u32,
}

impl Words {
    fn add(&mut self, cell: &Cell) {
        if self.text.len() > ENOUGH || !cell.text.chars().any(char::is_alphabetic) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(if cell.row == self.row { ' ' } else { '\n' });
        }
        self.row = cell.row;
        self.text.push_str(cell.text.trim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells() -> Vec<Cell> {
        let texts = [(0, 0, "序号"), (0, 1, "申请人"), (1, 0, "1"), (1, 1, ""), (2, 0, "2"), (2, 1, "征地批复")];
        texts.into_iter().map(|(row, column, text)| Cell::new(row, column, text)).collect()
    }

    #[test]
    fn a_row_is_a_line_and_figures_are_no_words() {
        assert_eq!(of_sheet(&cells()), "序号 申请人\n征地批复");
    }

    #[test]
    fn each_range_has_its_own_words() {
        #[track_caller]
        fn check(ranges: &[(u32, u32)], expected: &[(usize, &str)]) {
            let mut hidden = Ranges::default();
            ranges.iter().for_each(|&(first, last)| hidden.add(first, last));
            let words = of_ranges(&cells(), &hidden.sorted_before(3), |cell| cell.row);
            let words: Vec<_> = words.iter().map(|(range, words)| (*range, words.as_str())).collect();
            assert_eq!(words, expected);
        }
        check(&[(0, 0), (2, 9)], &[(0, "序号 申请人"), (1, "征地批复")]);
        check(&[(1, 1)], &[(0, "")]);
    }

    #[test]
    fn of_a_long_sheet_the_beginning_is_told() {
        let cells: Vec<Cell> = (0..9_999).map(|row| Cell::new(row, 0, "合计")).collect();
        assert!((ENOUGH..ENOUGH + 9).contains(&of_sheet(&cells).len()));
    }
}
