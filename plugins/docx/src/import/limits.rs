//! What a Word file may cost. Together the limits keep a process under 300 MB, whatever the file says of itself.
//!
//! A report has some hundred paragraphs and cells, and its text takes 100 KB of XML.

use super::refusal::{Limit, Refusal};

/// The file as it is handed over. Photographs make it large; they are never unpacked.
pub(super) const FILE_BYTES: usize = 128 << 20;
/// The members of the zip container.
pub(super) const MEMBERS: usize = 4_096;
/// What may be unpacked, counted as it comes out.
pub(super) const UNPACKED_BYTES: usize = 32 << 20;
/// Elements within elements; a table in 64 tables takes 200.
pub(super) const DEPTH: usize = 256;
/// Tables within tables and text boxes within text boxes.
pub(super) const NESTING: usize = 64;
/// The cells of all tables.
pub(super) const CELLS: usize = 200_000;
/// The columns of a table; Word itself stops at 63.
pub(super) const COLUMNS: u32 = 4_096;
/// The paragraphs with content.
pub(super) const PARAGRAPHS: usize = 200_000;
/// Comments, tracked changes, hidden texts and pictures.
pub(super) const REMARKS: usize = 100_000;
/// All text, that of comments and tracked changes included.
pub(super) const TEXT_BYTES: usize = 16 << 20;

/// What is left of the limits while a file is read.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    paragraphs: usize,
    remarks: usize,
    text: usize,
}

impl Budget {
    /// The whole of it.
    pub(super) fn new() -> Self {
        Budget { cells: CELLS, paragraphs: PARAGRAPHS, remarks: REMARKS, text: TEXT_BYTES }
    }

    /// Takes one cell.
    pub(super) fn cell(&mut self) -> Result<(), Refusal> {
        take(&mut self.cells, 1, Limit::Cells)
    }

    /// Takes one paragraph.
    pub(super) fn paragraph(&mut self) -> Result<(), Refusal> {
        take(&mut self.paragraphs, 1, Limit::Paragraphs)
    }

    /// Takes one remark.
    pub(super) fn remark(&mut self) -> Result<(), Refusal> {
        take(&mut self.remarks, 1, Limit::Remarks)
    }

    /// Takes some text.
    pub(super) fn text(&mut self, bytes: usize) -> Result<(), Refusal> {
        take(&mut self.text, bytes, Limit::Text)
    }
}

fn take(left: &mut usize, amount: usize, limit: Limit) -> Result<(), Refusal> {
    *left = left.checked_sub(amount).ok_or(Refusal::TooLarge(limit))?;
    Ok(())
}
