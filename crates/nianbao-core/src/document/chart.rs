//! A chart: figures of one table beside those of another year, for formats that can draw.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::CellValue;

/// Figures of this year beside last year's. They all stand in tables as well, so that whoever cannot draw leaves the
/// chart out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chart {
    /// The id of the statutory table whose figures are shown.
    pub table: String,
    /// What is shown.
    pub title: String,
    /// The unit of all values: 件.
    pub unit: String,
    /// What each value counts, in order.
    pub labels: Vec<String>,
    /// The years, this one first.
    pub series: Vec<ChartSeries>,
}

/// The values of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChartSeries {
    /// The year as it is printed.
    pub name: String,
    /// A number for each label, or `null` where the year's report has none.
    pub values: Vec<CellValue>,
}
