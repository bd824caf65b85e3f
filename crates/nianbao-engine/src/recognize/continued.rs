//! Tables that a page cut in two: a second grid without column labels goes on where the first one ended.

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid};

use super::lexicon::{Axis, Lexicon};
use super::sheet::LABEL_BYTES;

/// A heading over a page has fewer characters than this; more is text, and what follows it is a table of its own.
const CHARACTERS_BETWEEN: usize = 12;

/// The document with such grids put together; `None` where there is none.
pub(super) fn join(document: &Document, lexicon: &Lexicon) -> Option<Document> {
    let mut blocks = document.blocks.iter().enumerate();
    let is_continued = |(index, block): (usize, &Block)| match (block, last_but_page_numbers(&document.blocks[..index]))
    {
        (Block::Grid(grid), Some(Block::Grid(first))) => goes_on(first, grid, lexicon),
        _ => false,
    };
    if !blocks.any(is_continued) {
        return None;
    }
    Some(Document { blocks: joined(&document.blocks, lexicon), ..document.clone() })
}

fn joined(given: &[Block], lexicon: &Lexicon) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(given.len());
    for block in given {
        if let Block::Grid(grid) = block
            && let Some(index) = blocks.iter().rposition(|block| !is_page_number(block))
            && let Block::Grid(first) = &mut blocks[index]
            && goes_on(first, grid, lexicon)
        {
            append(first, grid);
        } else {
            blocks.push(block.clone());
        }
    }
    blocks
}

/// The last block, where nothing but a page's number stands after it.
fn last_but_page_numbers(blocks: &[Block]) -> Option<&Block> {
    blocks.iter().rev().find(|block| !is_page_number(block))
}

fn is_page_number(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => {
            paragraph.text.chars().count() < CHARACTERS_BETWEEN && !paragraph.text.chars().any(char::is_alphabetic)
        }
        Block::Heading(_) | Block::Grid(_) => false,
    }
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
