//! The Document: headings, paragraphs and grids of any office file, as `nianbao-document/1` JSON.
//!
//! Importers make one from bytes, exporters make bytes from one. Cells are sparse, what equals its default is left
//! out of the JSON, and unknown fields are ignored on reading so that the format can grow within `/1`.

mod block;
mod chart;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::form::Equation;
use crate::is_default;

pub use block::Block;
pub use chart::{Chart, ChartSeries};
/// The text of a cell, of which a workbook has thousands: up to 24 bytes take no memory of their own.
pub use compact_str::CompactString;

/// The value of [`Document::schema`].
pub const SCHEMA: &str = "nianbao-document/1";

/// An office file's content in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Always `nianbao-document/1`.
    pub schema: String,
    /// The title on one line; exporters also use it as the file's title property.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The title as it is to be printed, line by line. Set by compose, never by importers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title_lines: Vec<String>,
    /// BCP 47 tag, `zh-CN` for every report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The date that the file is to carry, `YYYY-MM-DD`, at 00:00 +08:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Headings, paragraphs and grids in reading order.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// What a reader of the printed page would not see, or not as text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// What can be drawn beside the tables. Set by compose where last year's report is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charts: Vec<Chart>,
}

impl Document {
    /// An empty document in Chinese.
    pub fn new() -> Self {
        Document {
            schema: SCHEMA.to_owned(),
            title: None,
            title_lines: Vec::new(),
            language: Some("zh-CN".to_owned()),
            date: None,
            blocks: Vec::new(),
            notes: Vec::new(),
            charts: Vec::new(),
        }
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

/// A heading, with its number as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    /// 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `（1）`.
    pub level: u8,
    /// The text with its number.
    pub text: String,
    /// The importer's own locator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// A paragraph of running text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Paragraph {
    /// The text; a line feed is a line break within the paragraph.
    pub text: String,
    /// The importer's own locator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What the paragraph is for. Set by compose, never by importers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: ParagraphRole,
}

/// What a composed paragraph is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphRole {
    /// Running text.
    #[default]
    Body,
    /// A marked place that somebody has yet to fill in; to be set apart visibly.
    Placeholder,
    /// A note under a table, set smaller than the text.
    TableNote,
    /// A line of the sign-off with the organ's name.
    SignatureOrgan,
    /// The line of the sign-off with the date.
    SignatureDate,
}

/// A table or a worksheet: sparse cells with spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grid {
    /// A name for people: the sheet's, or the table's caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The importer's own locator of the whole grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Whether the file hides it (a hidden sheet).
    #[serde(default, skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// How many rows there are; every cell, spans included, lies within.
    pub rows: u32,
    /// How many columns there are; every cell, spans included, lies within.
    pub columns: u32,
    /// How many rows at the top are header rows and repeat on every page. Set by compose.
    #[serde(default, skip_serializing_if = "is_default")]
    pub header_rows: u32,
    /// How many columns at the left hold row labels. Set by compose.
    #[serde(default, skip_serializing_if = "is_default")]
    pub header_columns: u32,
    /// The id of the statutory table that this grid prints. Set by compose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Relative widths of the columns, one each, or empty for equal ones. Set by compose from the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<u32>,
    /// What must hold among the figures, for formats that can watch over it. Set by compose for blank forms only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Equation>,
    /// The cells, row by row and left to right; a position that no cell covers is empty.
    #[serde(default)]
    pub cells: Vec<Cell>,
}

/// One cell of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub column: u32,
    /// The text as a reader sees it; of a number, plain decimal notation with the value's own digits.
    #[serde(default, skip_serializing_if = "CompactString::is_empty")]
    #[schemars(with = "String")]
    pub text: CompactString,
    /// What the file says the cell holds.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub cell_type: CellType,
    /// The importer's own locator, repeated word for word in findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub at: Option<CompactString>,
    /// How many rows the cell covers.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub row_span: u32,
    /// How many columns the cell covers.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub column_span: u32,
    /// The formula behind a worksheet's cell, without the leading `=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// Whether the file hides it (a hidden row or column).
    #[serde(default, skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// Header, row label or figure. This and what follows is set by compose, never by importers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<CellRole>,
    /// The full cell id `table.row.column` of a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The texts of the row and column headers of a figure, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// The full ids of the cells whose sum this figure is to be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sum_of: Vec<String>,
    /// What may be filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<InputKind>,
    /// Findings to be shown at the cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

impl Cell {
    /// A text cell at a place, spanning nothing.
    pub fn new(row: u32, column: u32, text: impl Into<CompactString>) -> Self {
        Cell {
            row,
            column,
            text: text.into(),
            cell_type: CellType::Text,
            at: None,
            row_span: 1,
            column_span: 1,
            formula: None,
            hidden: false,
            role: None,
            id: None,
            headers: Vec::new(),
            sum_of: Vec::new(),
            input: None,
            marks: Vec::new(),
        }
    }
}

/// What a file says a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellType {
    /// Text, also where the text looks like a number.
    #[default]
    Text,
    /// A number of a worksheet.
    Number,
    /// A date or time of a worksheet, written `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`.
    Date,
    /// `true` or `false`.
    Boolean,
    /// A worksheet's error value such as `#DIV/0!`.
    Error,
}

/// What a composed cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellRole {
    /// A column header, or the corner above the row labels.
    Header,
    /// A row label.
    Label,
    /// A figure.
    Data,
}

/// What may be filled into a figure's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// A whole number, 0 or more.
    Count,
    /// An amount in 万元, 0 or more, with decimals.
    Amount,
    /// A signed whole number (本年增/减 of 2019).
    Change,
}

/// A finding shown at a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// The finding's code.
    pub code: String,
    /// The finding's message.
    pub text: String,
    /// How grave it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
}

/// Something that a reader of the printed page would not see, or not as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// The importer's own locator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Its text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The kinds of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// A comment in the margin or at a cell.
    Comment,
    /// Text inserted by a tracked change; it also stands in its paragraph.
    Inserted,
    /// Text deleted by a tracked change; it stands nowhere else.
    Deleted,
    /// Text that the file hides. Hidden cells stand in their grid; of these the first words are enough.
    Hidden,
    /// A footnote or endnote.
    Footnote,
    /// What is repeated at the head of the pages.
    PageHeader,
    /// What is repeated at the foot of the pages, without their numbers.
    PageFooter,
    /// A picture, with its description.
    Image,
    /// A formula that the file holds no value for.
    UncachedFormula,
    /// The name of an author or editor in the file's properties.
    Author,
    /// A kind that this version does not know.
    #[serde(other)]
    Other,
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if hands over a reference")]
fn is_one(value: &u32) -> bool {
    *value == 1
}
