//! The Document being built, and what is left of the limits.

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, Grid, Heading, Paragraph};

use crate::limits;
use crate::refusal::Refusal;

/// Collects the blocks of a file in order.
pub(crate) struct Blocks {
    document: Document,
    lines: usize,
    cells: usize,
}

/// A table being built, row by row.
#[derive(Default)]
pub(crate) struct Table {
    grid: Grid,
}

impl Blocks {
    pub(crate) fn new() -> Self {
        Blocks { document: Document::new(), lines: limits::LINES, cells: limits::CELLS }
    }

    pub(crate) fn into_document(self) -> Document {
        self.document
    }

    /// Adds a paragraph; `line` counts from 1.
    pub(crate) fn paragraph(&mut self, text: &str, line: usize) -> Result<(), Refusal> {
        let paragraph = Paragraph { text: text.to_owned(), at: Some(line_at(line)), ..Paragraph::default() };
        self.push(Block::Paragraph(paragraph))
    }

    /// Adds a heading; `line` counts from 1.
    pub(crate) fn heading(&mut self, level: u8, text: &str, line: usize) -> Result<(), Refusal> {
        self.push(Block::Heading(Heading { level, text: text.to_owned(), at: Some(line_at(line)) }))
    }

    /// Adds a table.
    pub(crate) fn table(&mut self, table: Table, at: String) -> Result<(), Refusal> {
        self.push(Block::Grid(Grid { at: Some(at), ..table.grid }))
    }

    /// Takes one cell off what is left.
    pub(crate) fn count_cell(&mut self) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or(Refusal::TooManyCells)?;
        Ok(())
    }

    /// Takes one line off what is left.
    pub(crate) fn count_line(&mut self) -> Result<(), Refusal> {
        self.lines = self.lines.checked_sub(1).ok_or(Refusal::TooManyLines)?;
        Ok(())
    }

    fn push(&mut self, block: Block) -> Result<(), Refusal> {
        self.count_line()?;
        self.document.blocks.push(block);
        Ok(())
    }
}

impl Table {
    /// Adds a cell, which must come row by row and left to right.
    pub(crate) fn cell(&mut self, cell: Cell, blocks: &mut Blocks) -> Result<(), Refusal> {
        blocks.count_cell()?;
        self.grid.rows = self.grid.rows.max(cell.row.saturating_add(cell.row_span));
        self.grid.columns = self.grid.columns.max(cell.column.saturating_add(cell.column_span));
        self.grid.cells.push(cell);
        Ok(())
    }

    /// Adds a row of cells that span nothing and lie on one line of the file, which counts from 1.
    pub(crate) fn row<'a>(
        &mut self,
        row: usize,
        line: usize,
        texts: impl Iterator<Item = impl Into<std::borrow::Cow<'a, str>>>,
        blocks: &mut Blocks,
    ) -> Result<(), Refusal> {
        for (column, text) in texts.enumerate() {
            let at = format!("第{line}行第{}列", column + 1);
            let cell = Cell::new(number(row), number(column), text.into());
            self.cell(Cell { at: Some(at.into()), ..cell }, blocks)?;
        }
        Ok(())
    }

    /// Ends each row that was cut short behind its last content at the table's right edge, with an empty cell: as a
    /// spreadsheet shows it, such a row lacks nothing. The lines are those of the rows, each with its number of cells.
    pub(crate) fn reach_the_edge(&mut self, lines: &[(usize, usize)], blocks: &mut Blocks) -> Result<(), Refusal> {
        let columns = self.grid.columns as usize;
        let mut cells = std::mem::take(&mut self.grid.cells).into_iter();
        for (row, &(line, length)) in lines.iter().enumerate() {
            self.grid.cells.extend(cells.by_ref().take(length));
            if length < columns {
                let at = Some(format!("第{line}行第{columns}列").into());
                let edge = Cell { at, ..Cell::new(number(row), number(columns - 1), "") };
                self.cell(edge, blocks)?;
            }
        }
        Ok(())
    }
}

/// The locator of a line, which counts from 1.
pub(crate) fn line_at(line: usize) -> String {
    format!("第{line}行")
}

/// A row or column as Documents count them; the limits keep every table far below the type's end.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
