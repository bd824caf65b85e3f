//! What a form file says is worth drawing: figures of one row or one column under short labels.

use serde::Serialize;

use super::load::{Loaded, fault, filled};
use super::source::{ChartItemSource, ChartSource};
use super::{FormTable, Tree};

/// A chart of figures that stand in one row or one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormChart {
    /// What is shown.
    pub title: String,
    /// The unit of the figures.
    pub unit: String,
    /// Where the figures stand.
    pub line: ChartLine,
    /// The figures in the order in which they are drawn.
    pub items: Vec<ChartItem>,
}

/// The row or the column whose figures a chart shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartLine {
    /// A row's id; the items are columns.
    Row(String),
    /// A column's id; the items are rows.
    Column(String),
}

impl ChartLine {
    /// The `row.column` key of an item's cell.
    pub fn key(&self, item: &str) -> String {
        match self {
            ChartLine::Row(row) => format!("{row}.{item}"),
            ChartLine::Column(column) => format!("{item}.{column}"),
        }
    }
}

/// One figure of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartItem {
    /// The id of a row or column, or of a group of them whose sum is shown.
    pub id: String,
    /// A label short enough for a drawing.
    pub label: String,
}

pub(super) fn load(table: &FormTable, source: ChartSource) -> Loaded<FormChart> {
    let title_span = source.title.span();
    let title = filled("title", source.title)?;
    let (id, line): (_, fn(String) -> ChartLine) = match (source.row, source.column) {
        (Some(row), None) => (row, ChartLine::Row),
        (None, Some(column)) => (column, ChartLine::Column),
        _ => return fault(title_span, "a chart is of one row or of one column"),
    };
    let (span, line) = (id.span(), line(id.into_inner()));
    let leaf = |tree: &Tree, id: &str| tree.find(id).filter(|&node| tree.nodes[node].is_leaf);
    let found = table.bands.iter().find_map(|band| match &line {
        ChartLine::Row(row) => Some((leaf(&band.rows, row)?, band)),
        ChartLine::Column(column) => Some((leaf(&band.columns, column)?, band)),
    });
    let Some((node, band)) = found else {
        return fault(span, "a chart names a row or column of figures which this table does not have");
    };
    let (node, other) = match &line {
        ChartLine::Row(_) => (&band.rows.nodes[node], &band.columns),
        ChartLine::Column(_) => (&band.columns.nodes[node], &band.rows),
    };
    Ok(FormChart {
        title,
        unit: node.unit.clone().unwrap_or_else(|| band.unit.clone()),
        line,
        items: source.items.into_iter().map(|source| item(other, source)).collect::<Loaded<_>>()?,
    })
}

fn item(tree: &Tree, source: ChartItemSource) -> Loaded<ChartItem> {
    let span = source.id.span();
    let id = source.id.into_inner();
    if tree.find(&id).is_none() {
        return fault(span, format!("a chart shows {id:?}, which this table does not have"));
    }
    Ok(ChartItem { id, label: filled("label", source.label)? })
}
