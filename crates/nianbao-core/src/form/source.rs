//! The form file's own format: what may stand in `forms/*.toml`, key by key.
//!
//! Ids, labels and relation terms keep their place in the text, so that a fault is reported with its line.

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormSource {
    /// The format's version: 1.
    pub(super) form: Spanned<u32>,
    pub(super) edition: Spanned<String>,
    pub(super) name: BilingualSource,
    pub(super) basis: String,
    pub(super) first_year: i32,
    pub(super) title: Spanned<String>,
    pub(super) part: Vec<PartSource>,
    pub(super) table: Vec<TableSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BilingualSource {
    pub(super) zh: String,
    pub(super) en: String,
}

/// `[[part]]`: in order, part one first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartSource {
    pub(super) heading: Spanned<String>,
    pub(super) en: String,
    #[serde(default)]
    pub(super) variants: Vec<String>,
    pub(super) guide: BilingualSource,
    pub(super) table: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) subheadings: Vec<String>,
}

/// `[[table]]`: its bands, relations and charts follow as `[[table.band]]`, `[[table.relation]]` and `[[table.chart]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableSource {
    pub(super) id: Spanned<String>,
    pub(super) name: BilingualSource,
    pub(super) widths: Spanned<Vec<u32>>,
    pub(super) band: Vec<BandSource>,
    #[serde(default)]
    pub(super) relation: Vec<RelationSource>,
    #[serde(default)]
    pub(super) chart: Vec<ChartSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandSource {
    pub(super) label: Option<String>,
    pub(super) corner: Option<String>,
    /// Makes the row labels a list with a column of units under this header.
    pub(super) units_header: Option<String>,
    pub(super) unit: String,
    pub(super) input: crate::document::InputKind,
    pub(super) columns: Spanned<Vec<NodeSource>>,
    pub(super) rows: Vec<NodeSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NodeSource {
    pub(super) id: Spanned<String>,
    pub(super) label: Spanned<String>,
    pub(super) en: String,
    /// The id of the label that contains it, where the id itself does not say so.
    pub(super) under: Option<Spanned<String>>,
    /// Whether a label that contains others holds a figure too, as a sum above its parts does.
    #[serde(default)]
    pub(super) figure: bool,
    pub(super) unit: Option<String>,
    pub(super) input: Option<crate::document::InputKind>,
    #[serde(default)]
    pub(super) variants: Vec<String>,
}

/// `[[table.relation]]`: both sides add up to the same, in each row or in each column.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationSource {
    pub(super) code: Spanned<String>,
    pub(super) each: Each,
    pub(super) left: Vec<Spanned<String>>,
    pub(super) right: Vec<Spanned<String>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Each {
    /// The terms name columns; the relation is to hold in each row that has them.
    Row,
    /// The terms name rows; the relation is to hold in each column.
    Column,
}

/// `[[table.chart]]`: figures of one row or of one column that are worth drawing beside last year's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChartSource {
    pub(super) title: Spanned<String>,
    /// The row whose figures are shown; the items name columns.
    pub(super) row: Option<Spanned<String>>,
    /// The column whose figures are shown; the items name rows.
    pub(super) column: Option<Spanned<String>>,
    pub(super) items: Vec<ChartItemSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChartItemSource {
    /// A label's id; of one that holds no figures, the sum of what it contains is shown.
    pub(super) id: Spanned<String>,
    /// A short label for the drawing.
    pub(super) label: Spanned<String>,
}
