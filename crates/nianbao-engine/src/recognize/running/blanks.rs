//! Which empty cells of a grid whose columns cannot be trusted are figures that are left blank.
//!
//! A row may lack a figure, and an empty cell may stand for a label beside it: so a row's own cells prove nothing. The
//! rows that are full show where figures begin and end; a row that ends where they do has its figures where they have.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use nianbao_core::document::Cell;

use super::stream::is_figure;

/// The rows of a grid that are full.
pub(super) struct Blanks {
    /// How many empty cells end every row; they are nobody's.
    behind: usize,
    /// The first and last columns of figures, of each full row.
    full: BTreeSet<(u32, u32)>,
    /// How many cells stand behind every label, wherever it stands itself.
    behind_labels: Option<usize>,
}

impl Blanks {
    /// Of rows whose cells stand from left to right.
    pub(super) fn of(rows: &[&[&Cell]]) -> Self {
        let empty_at_end = |row: &&[&Cell]| row.iter().rev().take_while(|cell| is_empty(cell)).count();
        let filled = rows.iter().filter(|row| row.iter().any(|cell| !is_empty(cell)));
        let behind = filled.map(empty_at_end).min().unwrap_or(0);
        let full = rows.iter().filter_map(|row| {
            let figures = figures_of(row, behind)?;
            let is_full = !figures.is_empty() && figures.iter().all(|cell| is_figure(cell.text.trim()));
            is_full.then(|| (figures[0].column, figures[figures.len() - 1].column))
        });
        Blanks { behind, full: full.collect(), behind_labels: cells_behind_labels(rows, behind) }
    }

    /// The columns of a row whose empty cells are figures.
    pub(super) fn of_row(&self, row: &[&Cell]) -> Range<u32> {
        let Some(figures) = figures_of(row, self.behind) else { return self.of_row_without_label(row) };
        let (Some(first), Some(last)) = (figures.first(), figures.last()) else { return 0..0 };
        if Some(figures.len()) == self.behind_labels {
            return first.column..last.column + 1;
        }
        let same_end = self.full.iter().filter(|(from, to)| *to == last.column && *from >= first.column);
        // A row that lost a figure ends before the others, and what is empty before its figures may be a label's.
        let may_lack_figure = || self.full.iter().any(|(_, to)| *to > last.column);
        let begins_empty =
            |from: u32| figures.iter().find(|cell| cell.column >= from).is_some_and(|cell| is_empty(cell));
        // Where full rows begin in several columns, nothing tells which of them this one follows.
        match same_end.collect::<Vec<_>>()[..] {
            [&(from, to)] if !(begins_empty(from) && may_lack_figure()) => from..to + 1,
            _ => 0..0,
        }
    }

    /// A row of nothing but figures has as many cells as there are columns, or lacks some.
    fn of_row_without_label(&self, row: &[&Cell]) -> Range<u32> {
        let cells = &row[..row.len().saturating_sub(self.behind)];
        let are_figures = cells.iter().all(|cell| is_empty(cell) || is_figure(cell.text.trim()));
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return 0..0 };
        if are_figures && !cells.iter().all(|cell| is_empty(cell)) { first.column..last.column + 1 } else { 0..0 }
    }
}

/// How many cells stand behind every label, where labels stand in several columns and yet the same number follows: then
/// none of these cells is a label's.
fn cells_behind_labels(rows: &[&[&Cell]], behind: usize) -> Option<usize> {
    let mut labels: BTreeMap<usize, BTreeMap<u32, usize>> = BTreeMap::new();
    for row in rows {
        let Some(figures) = figures_of(row, behind) else { continue };
        if let Some(first) = figures.first()
            && figures.iter().any(|cell| !is_empty(cell))
        {
            *labels.entry(figures.len()).or_default().entry(first.column).or_default() += 1;
        }
    }
    let (&most, columns) = labels.last_key_value()?;
    (columns.values().filter(|&&rows| rows > 1).count() > 1).then_some(most)
}

/// The cells behind a row's label; `None` where it has no label, or text stands among them.
fn figures_of<'r, 'c>(row: &'r [&'c Cell], behind: usize) -> Option<&'r [&'c Cell]> {
    let is_text = |cell: &&Cell| !is_empty(cell) && !is_figure(cell.text.trim());
    let label = row.iter().rposition(is_text)?;
    let has_figures_before = row[..label].iter().any(|cell| is_figure(cell.text.trim()));
    (!has_figures_before).then(|| &row[label + 1..row.len().saturating_sub(behind).max(label + 1)])
}

fn is_empty(cell: &Cell) -> bool {
    cell.text.trim().is_empty()
}
