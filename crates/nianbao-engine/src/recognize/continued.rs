//! Tables that a page cut in two: a second grid without column labels goes on where the first one ended.

use std::cell::OnceCell;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, Grid};

use super::lexicon::{Axis, Lexicon, LookedUp, Target};
use super::sheet::LABEL_BYTES;

/// A heading over a page has fewer characters than this; more is text, and what follows it is a table of its own.
const CHARACTERS_BETWEEN: usize = 12;

/// The document with such grids put together; `None` where there is none.
pub(super) fn join<'d>(document: &'d Document, labels: &mut LookedUp<'_, 'd>) -> Option<Document> {
    let is_going_on = grids_going_on(&document.blocks, labels);
    if !is_going_on.contains(&true) {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    for (block, goes_on) in document.blocks.iter().zip(is_going_on) {
        let last = blocks.iter_mut().rev().find(|block| !is_page_number(block));
        match (block, last) {
            (Block::Grid(grid), Some(Block::Grid(first))) if goes_on => append(first, grid),
            _ => blocks.push(block.clone()),
        }
    }
    Some(Document { blocks, ..document.clone() })
}

/// Whether each block is a grid that goes on with the one before, between which stand only pages' numbers.
fn grids_going_on<'d>(blocks: &'d [Block], labels: &mut LookedUp<'_, 'd>) -> Vec<bool> {
    // Where only one grid stands there is nothing to look up.
    let grids = blocks.iter().filter(|block| matches!(block, Block::Grid(_))).count();
    let mut is_going_on = vec![false; blocks.len()];
    let mut before: Option<Stretch<'_>> = None;
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| grids > 1 && !is_page_number(block)) {
        let own = match block {
            Block::Grid(grid) => Stretch::of(grid, labels),
            Block::Heading(_) | Block::Paragraph(_) => {
                before = None;
                continue;
            }
        };
        before = match before {
            Some(mut first) if goes_on(&first, &own, labels.lexicon) => {
                is_going_on[index] = true;
                first.add(own);
                Some(first)
            }
            _ => Some(own),
        };
    }
    is_going_on
}

fn is_page_number(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => {
            paragraph.text.chars().count() < CHARACTERS_BETWEEN && !paragraph.text.chars().any(char::is_alphabetic)
        }
        Block::Heading(_) | Block::Grid(_) => false,
    }
}

/// Whether a grid goes on with a table of the grid before: it has other rows of it, and its figures in the same columns.
///
/// It may repeat the column labels or have none. Rows that stand in both are another year's table, or a copy.
fn goes_on(above: &Stretch<'_>, below: &Stretch<'_>, lexicon: &Lexicon) -> bool {
    let (first, second) = (above.grid, below.grid);
    if first.hidden != second.hidden {
        return false;
    }
    // The figures must begin or end in the same column, or the grids be equally wide.
    let end_alike = above.last_figure.is_some() && above.last_figure == below.last_figure;
    let are_alike =
        above.end == below.end || above.used_columns == below.used_columns || first.columns == second.columns;
    if !are_alike && !end_alike {
        return false;
    }
    let near_rows = OnceCell::new();
    let is_other_rows = |table: &(usize, usize)| {
        let of_table = |rows: &[Row]| -> Vec<Row> { rows.iter().filter(|row| row.0 == *table).copied().collect() };
        let mut rows_above = of_table(&above.rows);
        // Right above the end of a page there may be two rows only, and a slip in both of their labels.
        if rows_above.is_empty() && !below.heads.contains(table) {
            rows_above = of_table(near_rows.get_or_init(|| above.near_rows(lexicon)));
        }
        !rows_above.is_empty() && of_table(&below.rows).iter().all(|row| !rows_above.contains(row))
    };
    // A worksheet with a header of its own is read by itself.
    let is_apart = |table: &(usize, usize)| second.name.is_some() && below.heads.contains(table);
    let mut tables = below.rows.iter().map(|row| row.0);
    tables.any(|table| above.heads.contains(&table) && is_other_rows(&table) && !is_apart(&table))
}

/// A row of a form: form and table, band and node.
type Row = ((usize, usize), usize, usize);

/// A grid, with those that go on with it, and its labels that can only be rows or only columns.
struct Stretch<'a> {
    /// The first of the grids.
    grid: &'a Grid,
    /// The rows that are told by their words alone.
    rows: Vec<Row>,
    /// The tables that have column labels.
    heads: Vec<(usize, usize)>,
    /// The first column right of all row labels.
    end: u32,
    /// How many columns hold anything; a row may have empty cells at its end.
    used_columns: u32,
    /// The last column with a figure.
    last_figure: Option<u32>,
}

impl<'a> Stretch<'a> {
    fn of(grid: &'a Grid, labels: &mut LookedUp<'_, 'a>) -> Self {
        let right = |cell: &Cell| cell.column.saturating_add(cell.column_span);
        let filled = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty());
        let used_columns = filled.map(right).max().unwrap_or(0);
        let figures = grid.cells.iter().filter(|cell| !cell.text.is_empty() && is_figure(&cell.text));
        let last_figure = figures.map(|cell| cell.column).max();
        let mut stretch = Stretch { grid, rows: Vec::new(), heads: Vec::new(), end: 0, used_columns, last_figure };
        for cell in grid.cells.iter().filter(may_be_label) {
            let targets = labels.look_up(&cell.text);
            let table = |target: &Target| (target.form, target.table);
            if targets.is_empty() {
                continue;
            }
            // 合计 heads a column of one table and names a row of another.
            let is_head = |target: &&Target| {
                let mut own = targets.iter().filter(|other| table(other) == table(target));
                own.all(|own| own.axis == Axis::Column)
            };
            stretch.heads.extend(targets.iter().filter(is_head).map(table));
            if targets.iter().all(|target| target.axis == Axis::Row) {
                stretch.end = stretch.end.max(right(cell));
                stretch.rows.extend(sure_rows(targets));
            }
        }
        stretch
    }

    /// The rows of the grid whose labels have slips.
    fn near_rows(&self, lexicon: &Lexicon) -> Vec<Row> {
        let near = self.grid.cells.iter().filter(may_be_label).map(|cell| lexicon.look_up_near(&cell.text));
        let near = near.filter(|targets| targets.iter().all(|target| target.axis == Axis::Row));
        near.flat_map(|targets| sure_rows(&targets).collect::<Vec<_>>()).collect()
    }

    /// Adds a grid that goes on with this one.
    fn add(&mut self, next: Stretch<'_>) {
        self.rows.extend(next.rows);
        self.heads.extend(next.heads);
        self.end = self.end.max(next.end);
        self.used_columns = self.used_columns.max(next.used_columns);
        self.last_figure = self.last_figure.max(next.last_figure);
    }
}

/// Most cells are figures, and none of them is worth looking up.
fn is_figure(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn may_be_label(cell: &&Cell) -> bool {
    cell.text.len() <= LABEL_BYTES && !is_figure(&cell.text)
}

/// The rows that a label names by itself: one of its table's.
fn sure_rows(targets: &[Target]) -> impl Iterator<Item = Row> {
    let table = |target: &Target| (target.form, target.table);
    let is_sure = move |target: &&Target| {
        target.is_leaf && targets.iter().filter(|other| table(other) == table(target)).count() == 1
    };
    targets.iter().filter(is_sure).map(move |target| (table(target), target.band, target.node))
}

fn append(first: &mut Grid, second: &Grid) {
    let offset = first.rows;
    first.rows = first.rows.saturating_add(second.rows);
    first.cells.extend(second.cells.iter().map(|cell| {
        let mut cell = cell.clone();
        cell.row = cell.row.saturating_add(offset);
        cell
    }));
}
