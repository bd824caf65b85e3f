//! The records of an .xls workbook stream, walked before calamine sees them.
//!
//! calamine builds a dense grid of every sheet, reserves what a sheet declares and repeats shared strings without
//! end, so that 6 KB can take gigabytes. The walk finds the true extents, refuses what would take too much, notes hidden
//! rows and columns, and copies only the records that make up cells into a stream for calamine. See [MS-XLS].

use std::collections::BTreeMap;

use super::comments::Objects;
use super::{sst, tokens};
use crate::import::limits;
use crate::import::ranges::Ranges;
use crate::import::refusal::{Limit, Refusal};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const BOUND_SHEET: u16 = 0x0085;
const NAME: u16 = 0x0018;
const EXTERN_SHEET: u16 = 0x0017;
const SST: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const BOOLEAN_OR_ERROR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const FORMULA_STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
const MULTIPLE_RK: u16 = 0x00BD;
const SHARED_LABEL: u16 = 0x00FD;
const MERGED_CELLS: u16 = 0x00E5;
const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007D;
const OBJECT: u16 = 0x005D;
const OBJECT_TEXT: u16 = 0x01B6;
const NOTE: u16 = 0x001C;

/// The length of a formula's record before its tokens, whose own length follows in two bytes.
const FORMULA_HEAD: usize = 20;
/// The token of a text within a formula.
const TEXT_TOKEN: u8 = 0x17;

/// A workbook stream that calamine reads within the limits.
#[derive(Debug)]
pub(super) struct Checked {
    /// The records of the cells.
    pub(super) stream: Vec<u8>,
    /// What the stream says of its sheets, in their order.
    pub(super) sheets: Vec<SheetFacts>,
}

/// What calamine does not tell of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetFacts {
    pub(super) hidden_rows: Ranges,
    pub(super) hidden_columns: Ranges,
    pub(super) formulas: BTreeMap<(u32, u32), FormulaFacts>,
    pub(super) objects: Objects,
}

/// What calamine does not tell of a formula.
#[derive(Debug)]
pub(super) struct FormulaFacts {
    /// Its text, where it is a plain one.
    pub(super) plain: Option<String>,
    /// Whether the value that the file keeps is one.
    pub(super) has_value: bool,
}

/// Walks a workbook stream.
pub(super) fn check(stream: &[u8]) -> Result<Checked, Refusal> {
    let mut walk = Walk {
        out: Vec::with_capacity(stream.len().min(1 << 20)),
        string_lengths: Vec::new(),
        text: limits::TEXT_BYTES,
        cells: limits::CELLS,
        merges: limits::MERGES,
        dense: limits::DENSE_WORKBOOK,
        formula_tokens: limits::FORMULA_TOKENS,
        is_biff8: true,
    };
    let bound_sheets = walk.globals(stream)?;
    let mut sheets = Vec::with_capacity(bound_sheets.len());
    // The sheets' streams lie apart: if they overlapped, a small file could be read a thousand times.
    let mut unread = stream.len();
    for (index, sheet) in bound_sheets.iter().enumerate() {
        let start = u32::try_from(walk.out.len()).map_err(|_| Refusal::TooLarge(Limit::File))?;
        walk.out[sheet.offset_in_out..][..4].copy_from_slice(&start.to_le_bytes());
        let records = stream.get(sheet.start..).ok_or_else(|| Refusal::damaged("BIFF: a sheet lies beyond the end"))?;
        let (facts, read) = walk.sheet(records, sheet.is_worksheet, index + 1)?;
        unread = unread.checked_sub(read).ok_or_else(|| Refusal::damaged("BIFF: the sheets overlap"))?;
        sheets.push(facts);
    }
    Ok(Checked { stream: walk.out, sheets })
}

/// A sheet as the workbook's globals announce it.
struct BoundSheet {
    /// Where its records begin.
    start: usize,
    /// Where the copied record keeps that number.
    offset_in_out: usize,
    is_worksheet: bool,
}

struct Walk {
    out: Vec<u8>,
    /// The bytes that each shared string takes in memory.
    string_lengths: Vec<u32>,
    text: usize,
    cells: usize,
    merges: usize,
    dense: usize,
    formula_tokens: usize,
    is_biff8: bool,
}

impl Walk {
    /// Copies the workbook's globals.
    fn globals(&mut self, stream: &[u8]) -> Result<Vec<BoundSheet>, Refusal> {
        let mut sheets = Vec::new();
        let mut formats = 0;
        let mut records = Records { rest: stream }.peekable();
        while let Some(record) = records.next() {
            let Record { kind, data } = record?;
            match kind {
                // Its first number is 0 for the older of two ways to encrypt, which calamine takes for none.
                FILE_PASS => return Err(Refusal::Encrypted),
                BOF if data.len() >= 2 => {
                    self.is_biff8 = data[..2] == [0, 6];
                    self.copy(kind, data);
                }
                CODE_PAGE | DATE_MODE | EXTERN_SHEET | FORMAT if data.len() >= 2 => self.copy(kind, data),
                NAME if name_is_sound(data, self.is_biff8) => self.copy(kind, data),
                XF => {
                    formats += 1;
                    if formats <= limits::CELL_FORMATS {
                        self.copy(kind, data);
                    }
                }
                BOUND_SHEET => {
                    if sheets.len() == limits::SHEETS {
                        return Err(Refusal::TooLarge(Limit::Sheets));
                    }
                    let Some((start, [_, sheet_type, ..])) = data.split_first_chunk().filter(|_| data.len() >= 8)
                    else {
                        return Err(Refusal::damaged("BIFF: a short BoundSheet record"));
                    };
                    sheets.push(BoundSheet {
                        start: usize::try_from(u32::from_le_bytes(*start)).unwrap_or(usize::MAX),
                        offset_in_out: self.out.len() + 4,
                        is_worksheet: *sheet_type == 0,
                    });
                    self.copy(kind, data);
                }
                SST => {
                    let mut pieces = vec![data];
                    while let Some(Ok(record)) =
                        records.next_if(|next| matches!(next, Ok(next) if next.kind == CONTINUE))
                    {
                        pieces.push(record.data);
                    }
                    self.string_lengths = sst::string_lengths(&pieces)?;
                    for (index, piece) in pieces.into_iter().enumerate() {
                        self.copy(if index == 0 { SST } else { CONTINUE }, piece);
                    }
                }
                EOF => break,
                _ => (),
            }
        }
        self.copy(EOF, &[]);
        Ok(sheets)
    }

    /// Copies the cells of a sheet; says how many bytes were read.
    fn sheet(&mut self, stream: &[u8], is_worksheet: bool, number: usize) -> Result<(SheetFacts, usize), Refusal> {
        let mut facts = SheetFacts::default();
        let mut extent = Extent::default();
        let mut formula_place = (0, 0);
        let mut depth = 0_usize;
        let mut records = Records { rest: stream };
        if is_worksheet {
            for record in records.by_ref() {
                let Record { kind, data } = record?;
                match kind {
                    BOF => depth += 1,
                    EOF if depth <= 1 => break,
                    EOF => depth -= 1,
                    // A chart within the sheet keeps records that look like cells.
                    _ if depth > 1 => (),
                    ROW if row_is_hidden(data) => {
                        let (row, _) = place(data)?;
                        facts.hidden_rows.add(row, row);
                    }
                    COLUMN_INFO if column_is_hidden(data) => {
                        let (first, last) = place(data)?;
                        facts.hidden_columns.add(first, last);
                    }
                    NUMBER | LABEL | RICH_LABEL | BOOLEAN_OR_ERROR | RK | SHARED_LABEL | FORMULA => {
                        let (row, column) = place(data)?;
                        extent.add(row, column, column);
                        self.take_cells(1)?;
                        match kind {
                            SHARED_LABEL => self.take_shared_string(data)?,
                            LABEL | RICH_LABEL => self.take_text(data.len())?,
                            _ => (),
                        }
                        if kind == FORMULA {
                            formula_place = (row, column);
                            let formula = self.copy_formula(data)?;
                            facts.formulas.insert(formula_place, formula);
                        } else {
                            self.copy(kind, data);
                        }
                    }
                    FORMULA_STRING => {
                        extent.add(formula_place.0, formula_place.1, formula_place.1);
                        self.take_text(data.len())?;
                        self.copy(kind, data);
                    }
                    MULTIPLE_RK => {
                        let (row, first) = place(data)?;
                        let last = data.last_chunk().map_or(0, |last| u32::from(u16::from_le_bytes(*last)));
                        let count = (data.len() - 4).saturating_sub(2) / 6;
                        if last < first || usize::try_from(last - first + 1) != Ok(count) || data.len() != 6 + 6 * count
                        {
                            return Err(Refusal::damaged("BIFF: a MulRk record of another length than it says"));
                        }
                        extent.add(row, first, last);
                        self.take_cells(count)?;
                        self.copy(kind, data);
                    }
                    MERGED_CELLS => {
                        let count = data.first_chunk().map_or(0, |count| usize::from(u16::from_le_bytes(*count)));
                        if data.len() < 2 + 8 * count {
                            return Err(Refusal::damaged("BIFF: a short MergeCells record"));
                        }
                        self.merges = self.merges.checked_sub(count).ok_or(Refusal::TooLarge(Limit::Merges))?;
                        self.copy(kind, data);
                    }
                    OBJECT => facts.objects.object(data),
                    OBJECT_TEXT => facts.objects.text(data),
                    CONTINUE => facts.objects.continued(data),
                    NOTE => {
                        self.take_cells(1)?;
                        facts.objects.note(data);
                    }
                    _ => (),
                }
            }
        }
        let dense = extent.cells();
        if dense > limits::DENSE_SHEET {
            return Err(Refusal::TooLarge(Limit::Extent(number)));
        }
        self.dense = self.dense.checked_sub(dense).ok_or(Refusal::TooLarge(Limit::Extent(number)))?;
        self.copy(EOF, &[]);
        Ok((facts, stream.len() - records.rest.len()))
    }

    fn copy(&mut self, kind: u16, data: &[u8]) {
        let len = u16::try_from(data.len()).expect("a record's length was read from 16 bits");
        self.out.extend_from_slice(&kind.to_le_bytes());
        self.out.extend_from_slice(&len.to_le_bytes());
        self.out.extend_from_slice(data);
    }

    /// Copies a formula's value, and its tokens as long as they are not too many to be written out.
    fn copy_formula(&mut self, data: &[u8]) -> Result<FormulaFacts, Refusal> {
        let Some((head, rest)) = data.split_at_checked(FORMULA_HEAD) else {
            return Err(Refusal::damaged("BIFF: a short Formula record"));
        };
        let len = rest.first_chunk().map_or(0, |len| usize::from(u16::from_le_bytes(*len)));
        let tokens = rest.get(2..).and_then(|tokens| tokens.get(..len));
        let left = self.formula_tokens.checked_sub(len);
        let (Some(tokens), Some(left)) = (tokens, left) else {
            self.copy(FORMULA, &[head, &[0, 0]].concat());
            return Ok(FormulaFacts { plain: None, has_value: true });
        };
        self.formula_tokens = left;
        self.copy(FORMULA, data);
        let plain = tokens::plain_formula(tokens, self.is_biff8);
        let has_value = match &head[6..16] {
            // An empty text, which only a formula with a text in it gives: programs without a calculator write it for all.
            [3, .., 0xFF, 0xFF, _, _] => plain.is_none() && tokens.contains(&TEXT_TOKEN),
            // 0, with the request to compute it anew.
            [0, 0, 0, 0, 0, 0, 0, 0, flags, _] => flags & 3 == 0,
            _ => true,
        };
        Ok(FormulaFacts { plain, has_value })
    }

    fn take_cells(&mut self, count: usize) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(count).ok_or(Refusal::TooLarge(Limit::Cells))?;
        Ok(())
    }

    fn take_text(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.text = self.text.checked_sub(bytes).ok_or(Refusal::TooLarge(Limit::Text))?;
        Ok(())
    }

    fn take_shared_string(&mut self, data: &[u8]) -> Result<(), Refusal> {
        let index = data.get(6..).and_then(|index| index.first_chunk()).map(|index| u32::from_le_bytes(*index));
        let length = index.and_then(|index| self.string_lengths.get(usize::try_from(index).ok()?));
        self.take_text(length.map_or(0, |&length| usize::try_from(length).unwrap_or(usize::MAX)))
    }
}

/// The rectangle that the cells of a sheet lie in.
#[derive(Debug, Default)]
struct Extent(Option<(u32, u32, u32, u32)>);

impl Extent {
    fn add(&mut self, row: u32, first: u32, last: u32) {
        let (top, left, bottom, right) = self.0.unwrap_or((row, first, row, last));
        self.0 = Some((top.min(row), left.min(first), bottom.max(row), right.max(last)));
    }

    fn cells(&self) -> usize {
        // Rows and columns are 16 bits wide, so that the product fits.
        self.0.map_or(0, |(top, left, bottom, right)| {
            let positions = u64::from(bottom - top + 1) * u64::from(right - left + 1);
            usize::try_from(positions).unwrap_or(usize::MAX)
        })
    }
}

/// The two numbers at the beginning of a record: for a cell, row and column.
fn place(data: &[u8]) -> Result<(u32, u32), Refusal> {
    match data {
        [a, b, c, d, ..] => Ok((u32::from(u16::from_le_bytes([*a, *b])), u32::from(u16::from_le_bytes([*c, *d])))),
        _ => Err(Refusal::damaged("BIFF: a record too short for its place")),
    }
}

/// Whether a row says that it is hidden, or has a height of its own that is none.
fn row_is_hidden(data: &[u8]) -> bool {
    let Some(&flags) = data.get(12) else {
        return false;
    };
    flags & 0x20 != 0 || flags & 0x40 != 0 && data[6..8] == [0, 0]
}

/// Whether columns say that they are hidden, or have no width.
fn column_is_hidden(data: &[u8]) -> bool {
    data.get(8).is_some_and(|flags| flags & 1 != 0 || data[4..6] == [0, 0])
}

/// Whether calamine reads a defined name without leaving the record.
fn name_is_sound(data: &[u8], is_biff8: bool) -> bool {
    let Some(&[low, high]) = data.get(4..6) else {
        return false;
    };
    let len = usize::from(u16::from_le_bytes([low, high]));
    let Some(tokens) = data.get(14..).and_then(|rest| rest.get(rest.len().checked_sub(len)?..)) else {
        return false;
    };
    // References into other sheets are the tokens that it looks into.
    let needed = match tokens.first().map(|token| token & 0x1F) {
        Some(0x1A..=0x1D) if is_biff8 => 11,
        Some(0x1A..=0x1D) => 21,
        _ => 0,
    };
    data.len() > 14 + len && (tokens.len() >= needed || is_biff8 && tokens.len() >= 7 && tokens[0] & 0x1F == 0x1A)
}

/// One record.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records of a stream.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&[a, b, c, d], after) = self.rest.split_first_chunk()?;
        let len = usize::from(u16::from_le_bytes([c, d]));
        let Some((data, rest)) = after.split_at_checked(len) else {
            self.rest = &[];
            return Some(Err(Refusal::damaged("BIFF: a record reaches beyond the end")));
        };
        self.rest = rest;
        let kind = u16::from_le_bytes([a, b]);
        Some(Ok(Record { kind, data }))
    }
}
