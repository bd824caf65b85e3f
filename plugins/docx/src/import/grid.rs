//! Puts a table's cells at their places in a grid: merged cells together, and rows in line that say little of it.

use std::collections::{BTreeMap, VecDeque};

use nianbao_core::document::NoteKind;

use super::content::{Cell, Item, Merge, Remark, Table, all_text};

/// A cell at its place.
pub(super) struct Placed {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
    pub(super) is_hidden: bool,
    pub(super) items: Vec<Item>,
    /// Text in merged cells that the first one covers.
    pub(super) covered: Vec<Remark>,
}

/// The cells of a table, row by row and left to right. None overlap.
pub(super) fn place(mut table: Table) -> Vec<Placed> {
    span_by_widths(&mut table);
    let mut placed: Vec<Placed> = Vec::new();
    // The cells that go on downwards, by their first column.
    let mut open: BTreeMap<u32, usize> = BTreeMap::new();
    for (row_number, row) in (0..).zip(table.rows) {
        let mut still_open = BTreeMap::new();
        let mut cells = joined(row.cells);
        let mut column = row.before;
        while !cells.is_empty() {
            let above = open.get(&column).copied();
            let continued = above.and_then(|index| Some((index, continuing(&cells, placed[index].column_span)?)));
            if let Some((index, count)) = continued {
                let first = &mut placed[index];
                first.row_span += 1;
                for (cell, covered) in cells.drain(..count) {
                    first.covered.extend(covered);
                    cover(&cell.items, &mut first.covered);
                }
                still_open.insert(column, index);
                column += first.column_span;
            } else if let Some((cell, covered)) = cells.pop_front() {
                // A cell that continues nothing of its own width stands for itself.
                if cell.vertical != Merge::None {
                    still_open.insert(column, placed.len());
                }
                placed.push(Placed {
                    row: row_number,
                    column,
                    row_span: 1,
                    column_span: cell.span,
                    is_hidden: row.is_hidden,
                    items: cell.items,
                    covered,
                });
                column += cell.span;
            }
        }
        open = still_open;
    }
    placed
}

/// How many cells at the beginning continue a cell above of a width, and cover it exactly.
fn continuing(cells: &VecDeque<(Cell, Vec<Remark>)>, width: u32) -> Option<usize> {
    let mut covered = 0;
    for (count, (cell, _)) in (1..).zip(cells) {
        covered += cell.span;
        if cell.vertical != Merge::Continues || covered > width {
            return None;
        }
        if covered == width {
            return Some(count);
        }
    }
    None
}

/// The cells of a row, with those put together that continue the one on their left.
fn joined(cells: Vec<Cell>) -> VecDeque<(Cell, Vec<Remark>)> {
    let mut joined: VecDeque<(Cell, Vec<Remark>)> = VecDeque::new();
    for cell in cells {
        let continues =
            |(first, _): &&mut (Cell, _)| cell.horizontal == Merge::Continues && first.horizontal != Merge::None;
        match joined.back_mut().filter(continues) {
            Some((first, covered)) => {
                first.span += cell.span;
                cover(&cell.items, covered);
            }
            None => joined.push_back((cell, Vec::new())),
        }
    }
    joined
}

/// Notes the text of a cell that another one covers.
fn cover(items: &[Item], covered: &mut Vec<Remark>) {
    let text = all_text(items);
    if !text.is_empty() {
        covered.push(Remark::Note(NoteKind::Hidden, text));
    }
}

/// Gives cells their spans by their widths, where rows differ in their number of cells and none says what it spans.
///
/// Such tables come from programs that leave the grid to Word. Widths are believed only where they agree with each
/// other: rows with as many cells have the same edges, and all rows end at the same one.
fn span_by_widths(table: &mut Table) {
    let rows: Vec<_> = table.rows.iter().filter(|row| !row.cells.is_empty()).collect();
    let says_nothing = |cell: &Cell| cell.span == 1 && cell.horizontal == Merge::None;
    let is_silent = rows.iter().all(|row| row.before == 0 && row.cells.iter().all(says_nothing));
    let differs = rows.windows(2).any(|pair| pair[0].cells.len() != pair[1].cells.len());
    if !is_silent || !differs {
        return;
    }
    let mut edges_by_row: Vec<Vec<u32>> = Vec::new();
    for row in &rows {
        let mut edge = 0_u32;
        let mut edges = Vec::new();
        for cell in &row.cells {
            let Some(width) = cell.width else { return };
            edge = edge.saturating_add(width);
            edges.push(edge);
        }
        edges_by_row.push(edges);
    }
    let last = |edges: &Vec<u32>| edges.last().copied().unwrap_or_default();
    let end = edges_by_row.iter().map(last).max().unwrap_or_default();
    let tolerance = end / 200;
    let near = |a: u32, b: u32| a.abs_diff(b) <= tolerance;
    let mut of_length: BTreeMap<usize, &Vec<u32>> = BTreeMap::new();
    for edges in &edges_by_row {
        let known = of_length.entry(edges.len()).or_insert(edges);
        if !near(last(edges), end) || !known.iter().zip(edges).all(|(a, b)| near(*a, *b)) {
            return;
        }
    }
    let mut all: Vec<u32> = of_length.values().flat_map(|edges| edges.iter().copied()).collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| near(*next, *kept));
    let column_after = |edge: u32| all.partition_point(|&known| known + tolerance < edge) + 1;
    let spans: Vec<Vec<u32>> = edges_by_row
        .iter()
        .map(|edges| {
            let columns = edges.iter().map(|&edge| u32::try_from(column_after(edge)).unwrap_or(u32::MAX));
            let mut before = 0;
            columns.map(|column| column - std::mem::replace(&mut before, column).min(column)).collect()
        })
        .collect();
    // Edges so near to each other that a cell would lie between them say nothing.
    if spans.iter().flatten().any(|&span| span == 0) {
        return;
    }
    let rows = table.rows.iter_mut().filter(|row| !row.cells.is_empty());
    for (cell, span) in rows.flat_map(|row| &mut row.cells).zip(spans.into_iter().flatten()) {
        cell.span = span;
    }
}
