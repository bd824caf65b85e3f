//! What a PDF file may cost. Together the limits keep a process well under 500 MB, whatever the file says of itself.
//!
//! A report of nianbao has 500 objects, a thousand figures and labels, and unpacks to one megabyte.

use std::cell::Cell;

use super::refusal::{Limit, Refusal};

/// The file as it is handed over; the bundled fonts make 300 KB of a report.
pub(super) const FILE_BYTES: usize = 32 << 20;
/// What may be unpacked from streams, counted as it comes out.
pub(super) const UNPACKED_BYTES: usize = 48 << 20;
/// Numbers, names, strings, arrays and dictionaries read, those read twice counted twice.
pub(super) const VALUES: usize = 4_000_000;
/// Arrays and dictionaries within each other, and elements of the structure within each other.
pub(super) const DEPTH: usize = 48;
/// Elements of the structure: headings, paragraphs, tables, rows, cells.
pub(super) const ELEMENTS: usize = 100_000;
/// Pages.
pub(super) const PAGES: usize = 2_000;
/// The columns of a table.
pub(super) const COLUMNS: u32 = 4_096;
/// All text, that of the pages and that of the attached data.
pub(super) const TEXT_BYTES: usize = 16 << 20;

/// What is left of the limits while a file is read.
#[derive(Debug)]
pub(super) struct Budget {
    unpacked: Cell<usize>,
    values: Cell<usize>,
    elements: Cell<usize>,
    pages: Cell<usize>,
    text: Cell<usize>,
}

impl Budget {
    /// The whole of it.
    pub(super) fn new() -> Self {
        Budget {
            unpacked: Cell::new(UNPACKED_BYTES),
            values: Cell::new(VALUES),
            elements: Cell::new(ELEMENTS),
            pages: Cell::new(PAGES),
            text: Cell::new(TEXT_BYTES),
        }
    }

    /// How much may still be unpacked.
    pub(super) fn left_to_unpack(&self) -> usize {
        self.unpacked.get()
    }

    /// Takes unpacked bytes.
    pub(super) fn unpacked(&self, bytes: usize) -> Result<(), Refusal> {
        take(&self.unpacked, bytes, Limit::Unpacked)
    }

    /// Takes values of the syntax.
    pub(super) fn values(&self, count: usize) -> Result<(), Refusal> {
        take(&self.values, count, Limit::Values)
    }

    /// Takes one element of the structure.
    pub(super) fn element(&self) -> Result<(), Refusal> {
        take(&self.elements, 1, Limit::Elements)
    }

    /// Takes one page.
    pub(super) fn page(&self) -> Result<(), Refusal> {
        take(&self.pages, 1, Limit::Pages)
    }

    /// Takes some text.
    pub(super) fn text(&self, bytes: usize) -> Result<(), Refusal> {
        take(&self.text, bytes, Limit::Text)
    }
}

fn take(left: &Cell<usize>, amount: usize, limit: Limit) -> Result<(), Refusal> {
    left.set(left.get().checked_sub(amount).ok_or(Refusal::TooLarge(limit))?);
    Ok(())
}
