//! Tables that a page cut in two: a second grid without column labels goes on where the first one ended.

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid};

use super::lexicon::{Axis, Lexicon};
use super::sheet::LABEL_BYTES;

/// A heading over a page has fewer characters than this; more is text, and what follows it is a table of its own.
const CHARACTERS_BETWEEN: usize = 12;

/// The document with such grids put together; `None` where there is none.
pub(super) fn join(document: &Document, lexicon: &Lexicon) -> Option<Document> {
    let grids = document.blocks.iter().filter(|block| matches!(block, Block::Grid(_))).count();
    if grids < 2 {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut joined = false;
    for block in &document.blocks {
        if let Block::Grid(grid) = block
            && let Some(index) = last_grid(&blocks)
            && let Block::Grid(first) = &mut blocks[index]
            && goes_on(first, grid, lexicon)
        {
            append(first, grid);
            joined = true;
        } else {
            blocks.push(block.clone());
        }
    }
    joined.then(|| Document { blocks, ..document.clone() })
}

/// The last grid, where nothing but a page's number stands after it.
fn last_grid(blocks: &[Block]) -> Option<usize> {
    let is_small = |block: &Block| match block {
        Block::Heading(_) => false,
        Block::Paragraph(paragraph) => {
            paragraph.text.chars().count() < CHARACTERS_BETWEEN && !paragraph.text.chars().any(char::is_alphabetic)
        }
        Block::Grid(_) => false,
    };
    let index = blocks.iter().rposition(|block| !is_small(block))?;
    matches!(blocks[index], Block::Grid(_)).then_some(index)
}

/// Whether a grid has row labels of a table whose column labels stand in the grid before, and none of its own.
fn goes_on(first: &Grid, second: &Grid, lexicon: &Lexicon) -> bool {
    if first.columns != second.columns || first.hidden != second.hidden {
        return false;
    }
    let rows = tables(second, lexicon, Axis::Row);
    let heads = tables(first, lexicon, Axis::Column);
    let own_heads = tables(second, lexicon, Axis::Column);
    let above = tables(first, lexicon, Axis::Row);
    rows.iter().any(|table| heads.contains(table) && above.contains(table) && !own_heads.contains(table))
}

/// The tables that a grid has labels of on one axis. 总计 and 其他 may be on both and count for none.
fn tables(grid: &Grid, lexicon: &Lexicon, axis: Axis) -> Vec<(usize, usize)> {
    let labels = grid.cells.iter().filter(|cell| !cell.text.is_empty() && cell.text.len() <= LABEL_BYTES);
    let sure = labels.flat_map(|cell| {
        let targets = lexicon.look_up(&cell.text);
        let is_sure = targets.iter().all(|target| target.axis == axis);
        if is_sure { targets } else { Vec::new() }
    });
    let mut tables: Vec<(usize, usize)> = sure.map(|target| (target.form, target.table)).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
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
