//! What a workbook may cost. Together the limits keep a process under 300 MB, whatever the file says of itself.
//!
//! A report has a few hundred cells. A cell of a Document takes about 300 bytes, its JSON another 80 on each side.

use crate::import::refusal::{Limit, Refusal};

/// The file as it is handed over.
pub(crate) const FILE_BYTES: usize = 48 << 20;
/// The members of a zip container.
pub(crate) const MEMBERS: usize = 4_096;
/// What may be unpacked of a zip container, counted as it comes out.
pub(crate) const UNPACKED_BYTES: usize = 40 << 20;
/// A table of shared strings: an empty string of 5 bytes becomes 24 in memory.
pub(crate) const STRINGS_BYTES: usize = 16 << 20;
/// The strings of an .xls workbook's table.
pub(crate) const STRINGS: usize = 1_000_000;
/// Excel allows 64,000 cell formats.
pub(crate) const CELL_FORMATS: usize = 65_536;
/// The sheets of a workbook.
pub(crate) const SHEETS: usize = 512;
/// The cells with content of a workbook.
pub(crate) const CELLS: usize = 200_000;
/// The texts and formulas of a workbook's cells.
pub(crate) const TEXT_BYTES: usize = 16 << 20;
/// The merged ranges of a workbook.
pub(crate) const MERGES: usize = 20_000;
/// The positions that all merged ranges cover together; those beyond are read without their span.
pub(crate) const MERGED_POSITIONS: u64 = 1_000_000;
/// The grid that calamine builds of an .xls sheet, blank cells included.
pub(crate) const DENSE_SHEET: usize = 1_000_000;
/// The grids that calamine builds of all sheets of an .xls workbook.
pub(crate) const DENSE_WORKBOOK: usize = 1_500_000;
/// The tokens of all formulas of an .xls workbook; their text can be fifty times as long.
pub(crate) const FORMULA_TOKENS: usize = 1 << 20;

/// The blank cells of a workbook that are given a place.
pub(crate) const BLANKS: usize = 60_000;
/// The cells that may be looked at to compute formulas.
pub(crate) const FORMULA_STEPS: usize = 2_000_000;

/// What is left of the limits while a workbook is read.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    text: usize,
    merges: usize,
    positions: u64,
    pub(crate) blanks: usize,
    pub(crate) formula_steps: usize,
}

impl Budget {
    /// The whole of it.
    pub(crate) fn new() -> Self {
        Budget {
            cells: CELLS,
            text: TEXT_BYTES,
            merges: MERGES,
            positions: MERGED_POSITIONS,
            blanks: BLANKS,
            formula_steps: FORMULA_STEPS,
        }
    }

    /// Takes one cell.
    pub(crate) fn cell(&mut self, text_bytes: usize) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or(Refusal::TooLarge(Limit::Cells))?;
        self.text(text_bytes)
    }

    /// Takes some text.
    pub(crate) fn text(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.text = self.text.checked_sub(bytes).ok_or(Refusal::TooLarge(Limit::Text))?;
        Ok(())
    }

    /// Takes one merged range.
    pub(crate) fn merge(&mut self) -> Result<(), Refusal> {
        self.merges = self.merges.checked_sub(1).ok_or(Refusal::TooLarge(Limit::Merges))?;
        Ok(())
    }

    /// Takes the positions of a merged range; false if they are too many.
    pub(crate) fn positions(&mut self, positions: u64) -> bool {
        let left = self.positions.checked_sub(positions);
        self.positions = left.unwrap_or(self.positions);
        left.is_some()
    }
}
