//! Tables that a page cut in two: a second grid without column labels goes on where the first one ended.

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, Grid};

use super::lexicon::{Axis, Lexicon, Target};
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

/// Whether a grid goes on with a table of the grid before: it has other rows of it, and its figures in the same columns.
///
/// It may repeat the column labels or have none. Rows that stand in both are another year's table, or a copy.
fn goes_on(first: &Grid, second: &Grid, lexicon: &Lexicon) -> bool {
    if first.hidden != second.hidden {
        return false;
    }
    let above = Labels::of(first, lexicon);
    let below = Labels::of(second, lexicon);
    // The figures must begin in the same column, or the grids be equally wide.
    if above.end != below.end && used_columns(first) != used_columns(second) && first.columns != second.columns {
        return false;
    }
    let is_other_rows = |table: &(usize, usize)| {
        let rows_above: Vec<&Row> = above.rows.iter().filter(|row| row.0 == *table).collect();
        let mut rows_below = below.rows.iter().filter(|row| row.0 == *table);
        !rows_above.is_empty() && rows_below.all(|row| !rows_above.contains(&row))
    };
    // A worksheet with a header of its own is read by itself.
    let is_apart = |table: &(usize, usize)| second.name.is_some() && below.heads.contains(table);
    let mut tables = below.rows.iter().map(|row| row.0);
    tables.any(|table| above.heads.contains(&table) && is_other_rows(&table) && !is_apart(&table))
}

/// How many columns hold anything; a row may have empty cells at its end.
fn used_columns(grid: &Grid) -> u32 {
    let filled = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty());
    filled.map(|cell| cell.column.saturating_add(cell.column_span)).max().unwrap_or(0)
}

/// A row of a form: form and table, band and node.
type Row = ((usize, usize), usize, usize);

/// The labels of a grid that can only be rows or only columns.
struct Labels {
    /// The rows that are told by their words alone.
    rows: Vec<Row>,
    /// The tables that have column labels.
    heads: Vec<(usize, usize)>,
    /// The first column right of all row labels.
    end: u32,
}

impl Labels {
    fn of(grid: &Grid, lexicon: &Lexicon) -> Self {
        let mut labels = Labels { rows: Vec::new(), heads: Vec::new(), end: 0 };
        // Most cells are figures, and none of them is worth looking up.
        let is_figure = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let may_be_label = |cell: &&Cell| cell.text.len() <= LABEL_BYTES && !is_figure(&cell.text);
        for cell in grid.cells.iter().filter(may_be_label) {
            let targets = lexicon.look_up(&cell.text);
            if targets.iter().all(|target| target.axis == Axis::Column) {
                labels.heads.extend(targets.iter().map(|target| (target.form, target.table)));
            } else if targets.iter().all(|target| target.axis == Axis::Row) {
                let table = |target: &Target| (target.form, target.table);
                let is_sure = |target: &&Target| {
                    target.is_leaf && targets.iter().filter(|other| table(other) == table(target)).count() == 1
                };
                if !targets.is_empty() {
                    labels.end = labels.end.max(cell.column.saturating_add(cell.column_span));
                }
                let sure = targets.iter().filter(is_sure);
                labels.rows.extend(sure.map(|target| (table(target), target.band, target.node)));
            }
        }
        labels
    }
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
