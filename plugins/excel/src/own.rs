//! The marks by which a workbook of nianbao's own is read back as the text and the tables that it was made from.
//!
//! A hidden sheet holds the report's data. On every other sheet a hidden column at the right says of each row what it
//! is; a row without a mark, which somebody has put in, is a paragraph.

use std::fmt;

/// The name of the sheet of data.
pub(crate) const DATA_SHEET: &str = "_nianbao";
/// What its first cell holds above a report's JSON, cut into cells below each other.
pub(crate) const REPORT: &str = "urn:nianbao:report:1";
/// What its first cell holds in a form to be filled in, which carries no report.
pub(crate) const TEMPLATE: &str = "urn:nianbao:template:1";

/// What a row's mark begins with.
const PREFIX: &str = "nb:";

/// What a row of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowMark {
    /// A heading of this level.
    Heading(u8),
    /// A line of text.
    Paragraph,
    /// The place of the next statutory table, which has a sheet of its own.
    Table,
    /// A row of a local table: its number on the sheet, and how many columns it has.
    Local { number: u32, columns: u32 },
    /// Help for whoever fills the form in.
    Aid,
}

impl fmt::Display for RowMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowMark::Heading(level) => write!(f, "{PREFIX}h{level}"),
            RowMark::Paragraph => write!(f, "{PREFIX}p"),
            RowMark::Table => write!(f, "{PREFIX}t"),
            RowMark::Local { number, columns } => write!(f, "{PREFIX}g{number}x{columns}"),
            RowMark::Aid => write!(f, "{PREFIX}a"),
        }
    }
}

impl RowMark {
    /// Reads a mark; `None` for any other text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mark = text.strip_prefix(PREFIX)?;
        Some(match mark {
            "p" => RowMark::Paragraph,
            "t" => RowMark::Table,
            "a" => RowMark::Aid,
            _ => match mark.split_at_checked(1)? {
                ("h", level) => RowMark::Heading(level.parse().ok().filter(|level| (1..=4).contains(level))?),
                ("g", size) => {
                    let (number, columns) = size.split_once('x')?;
                    RowMark::Local { number: number.parse().ok()?, columns: columns.parse().ok()? }
                }
                _ => return None,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_they_are_written() {
        let local = RowMark::Local { number: 3, columns: 12 };
        for mark in [RowMark::Heading(2), RowMark::Paragraph, RowMark::Table, local, RowMark::Aid] {
            assert_eq!(RowMark::read(&mark.to_string()), Some(mark));
        }
        for text in ["", "p", "nb:", "nb:h9", "nb:h", "nb:g1", "nb:gx", "nb:一", "第一段"] {
            assert_eq!(RowMark::read(text), None, "{text}");
        }
    }
}
