//! One table of the form as cells with spans, from the upper left corner: generic in the form, so that an invented
//! edition is laid out like the official ones.

use nianbao_core::form::{Band, FormTable, Tree};

use super::{Role, SheetCell, Value};
use crate::Figures;

/// A table's cells and how much room they take.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed {
    pub(crate) cells: Vec<SheetCell>,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
}

/// Lays a table out as printed; `word` gives the wording for a label and its variants.
pub(crate) fn place(table: &FormTable, figures: &Figures, word: &mut dyn FnMut(&str, &[String]) -> String) -> Placed {
    let columns = size(table.widths.len());
    let label_columns = size(table.bands.iter().map(Band::label_columns).max().unwrap_or(0));
    let mut placed = Placed { columns, ..Placed::default() };
    for band in &table.bands {
        place_band(&mut placed, table, band, label_columns, figures, word);
    }
    placed
}

fn place_band(
    placed: &mut Placed,
    table: &FormTable,
    band: &Band,
    label_columns: u32,
    figures: &Figures,
    word: &mut dyn FnMut(&str, &[String]) -> String,
) {
    if let Some(label) = &band.label {
        let text = word(label, &[]);
        placed.label(placed.rows, 0, 1, placed.columns, text);
        placed.rows += 1;
    }
    let header = placed.rows;
    let header_rows = size(band.columns.depth());
    if let Some(corner) = &band.corner {
        let text = word(corner, &[]);
        let columns = if band.units_header.is_some() { 1 } else { label_columns };
        placed.label(header, 0, header_rows, columns, text);
    }
    if let Some(units) = &band.units_header {
        placed.label(header, 1, header_rows, 1, units.clone());
    }
    let stretches = stretches(band.columns.leaves().count(), label_columns, placed.columns);
    for (index, node) in band.columns.nodes.iter().enumerate() {
        let (first, last) = leaf_range(&band.columns, index);
        let column = stretches[first].0;
        let column_span = stretches[last].0 + stretches[last].1 - column;
        let depth = size(node.depth);
        let row_span = if node.is_leaf { header_rows - depth } else { 1 };
        let text = word(&node.label, &node.variants);
        placed.label(header + depth, column, row_span, column_span, text);
    }
    let body = header + header_rows;
    if band.units_header.is_some() {
        place_list(placed, table, band, body, figures, word);
        return;
    }
    for (index, node) in band.rows.nodes.iter().enumerate() {
        let (first, last) = leaf_range(&band.rows, index);
        let depth = size(node.depth);
        let column_span = if node.is_leaf { label_columns - depth } else { 1 };
        let text = word(&node.label, &node.variants);
        placed.label(body + size(first), depth, size(last - first + 1), column_span, text);
    }
    let rows = band.row_leaves();
    for (line, row) in rows.iter().enumerate() {
        for (place, column) in band.column_leaves().into_iter().enumerate() {
            let id = format!("{}.{}", table.id, band.cell_id(*row, column));
            let (first, columns) = stretches[place];
            placed.figure(body + size(line), first, columns, id, figures);
        }
    }
    placed.rows = body + size(rows.len());
}

/// The rows of a band whose labels are a list: a row each, also a group's, with the unit beside it.
fn place_list(
    placed: &mut Placed,
    table: &FormTable,
    band: &Band,
    body: u32,
    figures: &Figures,
    word: &mut dyn FnMut(&str, &[String]) -> String,
) {
    const NOTHING: &str = "——";
    for (line, (index, node)) in (0..).zip(band.rows.nodes.iter().enumerate()) {
        let text = word(&node.label, &node.variants);
        placed.label(body + line, 0, 1, 1, text);
        let unit = if node.is_leaf { node.unit.as_deref().unwrap_or(&band.unit) } else { NOTHING };
        placed.label(body + line, 1, 1, 1, unit.to_owned());
        for (place, column) in (2..).zip(band.column_leaves()) {
            if node.is_leaf {
                let id = format!("{}.{}", table.id, band.cell_id(Some(index), column));
                placed.figure(body + line, place, 1, id, figures);
            } else {
                placed.label(body + line, place, 1, 1, NOTHING.to_owned());
            }
        }
    }
    placed.rows = body + size(band.rows.nodes.len());
}

impl Placed {
    fn figure(&mut self, row: u32, column: u32, column_span: u32, id: String, figures: &Figures) {
        let printed = figures.get(&id).map_or("", String::as_str);
        let value = if printed.parse::<rust_decimal::Decimal>().is_ok() {
            Value::Number(printed.to_owned())
        } else {
            Value::Text(printed.to_owned())
        };
        self.cells.push(SheetCell { row, column, row_span: 1, column_span, value, role: Role::Figure(id) });
    }

    fn label(&mut self, row: u32, column: u32, row_span: u32, column_span: u32, text: String) {
        self.cells.push(SheetCell { row, column, row_span, column_span, value: Value::Text(text), role: Role::Label });
    }

    /// Opens an empty row above `at`; what spans the place grows.
    pub(super) fn insert_row(&mut self, at: u32) {
        for cell in &mut self.cells {
            if cell.row >= at {
                cell.row += 1;
            } else if cell.row + cell.row_span > at {
                cell.row_span += 1;
            }
        }
        self.rows += 1;
    }

    /// Opens an empty column left of `at`; what spans the place grows.
    pub(super) fn insert_column(&mut self, at: u32) {
        for cell in &mut self.cells {
            if cell.column >= at {
                cell.column += 1;
            } else if cell.column + cell.column_span > at {
                cell.column_span += 1;
            }
        }
        self.columns += 1;
    }
}

/// Start and width of each of `count` columns that share the room right of the labels; the last takes what is over.
fn stretches(count: usize, from: u32, to: u32) -> Vec<(u32, u32)> {
    let count = size(count.max(1));
    let width = (to - from) / count;
    (0..count)
        .map(|index| {
            let start = from + index * width;
            let end = if index + 1 == count { to } else { start + width };
            (start, end - start)
        })
        .collect()
}

/// The first and the last of the tree's leaves that stand under a node, by their position among the leaves.
fn leaf_range(tree: &Tree, node: usize) -> (usize, usize) {
    let below = tree.leaves_below(node);
    let position = |leaf: usize| tree.leaves().take_while(|&other| other != leaf).count();
    let first = below.first().map_or(0, |&leaf| position(leaf));
    let last = below.last().map_or(first, |&leaf| position(leaf));
    (first, last)
}

fn size(count: usize) -> u32 {
    u32::try_from(count).expect("a form has few rows and columns")
}
