//! The Report: the statutory content of one annual report, as `nianbao-report/1` JSON.
//!
//! Within `/1` only optional fields are added; unknown fields are ignored on reading.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::document::Grid;
use crate::is_default;
use crate::value::CellValue;

/// The value of [`Report::schema`].
pub const SCHEMA: &str = "nianbao-report/1";
/// The value of [`Report::kind`].
pub const KIND: &str = "disclosure-annual-report";

/// The years that a report may be about or dated: the Regulation came into force in 2008.
pub const YEARS: RangeInclusive<i32> = 2000..=2100;

/// One organ's annual report on government-information disclosure for one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Always `nianbao-report/1`.
    pub schema: String,
    /// Always `disclosure-annual-report`.
    pub kind: String,
    /// The year reported on, one of [`YEARS`]; absent where the file does not name it.
    #[serde(default, deserialize_with = "year")]
    #[schemars(range(min = 2000, max = 2100))]
    pub year: Option<i32>,
    /// The title as printed, on one line; absent where the file has none.
    #[serde(default)]
    pub title: Option<String>,
    /// Who reports.
    #[serde(default)]
    pub organ: Organ,
    /// Whether the figures are the organ's own or added up.
    #[serde(default)]
    pub scope: Scope,
    /// The counting period; absent where the preface does not state it.
    #[serde(default)]
    pub period: Option<Period>,
    /// How to reach the organ, as read from the preface; the preface's text keeps it too.
    #[serde(default)]
    pub contact: Contact,
    /// The paragraphs between the title and part one.
    #[serde(default)]
    pub preface: Vec<String>,
    /// The parts in the order in which they stand.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// The sign-off, printed only where given.
    #[serde(default)]
    pub signature: Option<Signature>,
    /// The statutory tables by id.
    #[serde(default)]
    pub tables: BTreeMap<String, Table>,
    /// Where each figure was read: full cell id → `file#locator`. Left out of a report carried inside an output.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, String>,
}

/// Reads a year that one can reckon with.
fn year<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i32>, D::Error> {
    match Option::<i32>::deserialize(deserializer)? {
        Some(year) if !YEARS.contains(&year) => {
            let (first, last) = (YEARS.start(), YEARS.end());
            Err(de::Error::custom(format_args!("year: {year} is not from {first} to {last}")))
        }
        year => Ok(year),
    }
}

impl Report {
    /// A report that says nothing yet.
    pub fn new() -> Self {
        Report {
            schema: SCHEMA.to_owned(),
            kind: KIND.to_owned(),
            year: None,
            title: None,
            organ: Organ::default(),
            scope: Scope::default(),
            period: None,
            contact: Contact::default(),
            preface: Vec::new(),
            parts: Vec::new(),
            signature: None,
            tables: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }

    /// The value of a cell by its full id `table.row.column`; `None` where the cell was not found.
    pub fn cell(&self, id: &str) -> Option<&CellValue> {
        let (table, cell) = id.split_once('.')?;
        self.tables.get(table)?.cells.get(cell)
    }

    /// Whether the report holds any text of its own: a preface, or a part with a paragraph.
    pub fn has_prose(&self) -> bool {
        !self.preface.is_empty()
            || self.parts.iter().flat_map(|part| &part.blocks).any(|block| matches!(block, PartBlock::Paragraph { .. }))
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::new()
    }
}

/// The administrative organ (行政机关) that reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organ {
    /// Its full name; empty where the file does not name it.
    #[serde(default)]
    pub name: String,
    /// Its unified social credit code (统一社会信用代码), where known.
    #[serde(default)]
    pub code: Option<String>,
    /// Its level, where the name tells.
    #[serde(default)]
    pub level: Option<Level>,
}

/// The level of an organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 乡、镇、街道.
    Township,
    /// 县、区、旗, and cities at county level.
    County,
    /// 设区的市、自治州、盟.
    Prefecture,
    /// 省、自治区、直辖市.
    Province,
    /// A department (局、委、办…) of a government of any level.
    Department,
}

/// Whose figures a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The organ's own.
    #[default]
    Own,
    /// Its departments' and townships' too.
    Aggregated,
}

/// A counting period, both days included, as `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// How to reach the organ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    /// 地址.
    #[serde(default)]
    pub address: Option<String>,
    /// 邮编, six digits.
    #[serde(default)]
    pub postcode: Option<String>,
    /// 电话, as printed.
    #[serde(default)]
    pub telephone: Option<String>,
    /// 传真, as printed.
    #[serde(default)]
    pub fax: Option<String>,
    /// 电子邮箱.
    #[serde(default)]
    pub email: Option<String>,
    /// 网址.
    #[serde(default)]
    pub site: Option<String>,
}

/// One of the six parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The number as printed, 1 for 一.
    pub number: u8,
    /// The heading without its number.
    pub heading: String,
    /// What stands under the heading, in order.
    #[serde(default)]
    pub blocks: Vec<PartBlock>,
}

/// What stands in a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PartBlock {
    /// A sub-heading with its number.
    Heading {
        /// 2 for `（一）`, 3 for `1.`, 4 for `（1）`.
        level: u8,
        /// The text with its number.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// The text.
        text: String,
    },
    /// The place of a statutory table.
    Table {
        /// The table's id, a key of [`Report::tables`].
        table: String,
    },
    /// A local table, kept whole.
    Grid(Grid),
}

/// A statutory table as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The edition of the form that its labels are of.
    pub edition: String,
    /// The figures by `row.column`. A cell of the form that was not found is absent.
    #[serde(default)]
    pub cells: BTreeMap<String, CellValue>,
    /// Notes printed with the table.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Local rows that the form does not have.
    #[serde(default)]
    pub extra_rows: Vec<ExtraRow>,
}

/// A local row that the form does not have, kept as it was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExtraRow {
    /// Its label.
    pub label: String,
    /// Its values by column id.
    #[serde(default)]
    pub cells: BTreeMap<String, CellValue>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: Option<String>,
}

/// The sign-off under the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    /// The organ's name.
    pub organ: String,
    /// The date, `YYYY-MM-DD`.
    pub date: String,
    /// Whether a seal is put over it, which changes where the date stands.
    #[serde(default)]
    pub sealed: bool,
}
