//! Tables that a page cut in two: a second grid without column labels goes on where the first one ended.

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid};

use super::lexicon::{Axis, Lexicon};

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
    let tables = |grid: &Grid, axis: Axis| -> Vec<(usize, usize)> {
        let labels = grid.cells.iter().filter(|cell| !cell.text.is_empty() && cell.text.len() < 300);
        let targets = labels.flat_map(|cell| lexicon.look_up(&cell.text));
        let sure = targets.filter(|target| target.axis == axis);
        sure.map(|target| (target.form, target.table)).collect()
    };
    let rows = tables(second, Axis::Row);
    let heads = tables(first, Axis::Column);
    // 总计 and 其他 are column labels too: what heads a table has others beside them.
    let own_heads = tables(second, Axis::Column);
    let is_headed = |table: &(usize, usize)| {
        let own_rows = rows.iter().filter(|row| *row == table).count();
        own_heads.iter().filter(|head| *head == table).count() > own_rows
    };
    rows.iter().any(|table| heads.contains(table) && !is_headed(table))
        && tables(first, Axis::Row).iter().any(|table| rows.contains(table))
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
