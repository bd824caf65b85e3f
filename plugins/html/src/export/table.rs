//! A grid as an HTML table.
//!
//! The rows are written here and not by the template, because a template that got `headers` wrong would mislead those
//! who hear the page and look right to everybody else.

use nianbao_core::document::{CellRole, Grid};
use nianbao_plugin::{Context, PluginError};
use serde::Serialize;

use super::escape;
use super::layout::{Layout, Placed};

/// A label column of at most so many thousandths of the width is set vertically where its label fits.
const NARROW: u64 = 60;

/// A table as the template prints it.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    /// The id of the element.
    pub(super) id: String,
    /// The columns' widths as CSS; empty for equal ones.
    pub(super) widths: Vec<String>,
    /// The width as CSS below which the table scrolls.
    pub(super) min_width: String,
    pub(super) columns: u32,
    /// The markup of head and bodies.
    pub(super) rows: String,
}

/// Writes a grid; `id` is the element's and prefixes those of its cells.
///
/// `is_styled` puts the styles of borders and alignment into each cell, for pages that have no style sheet of ours.
pub(super) fn table(grid: &Grid, id: String, is_styled: bool, context: &Context<'_>) -> Result<Table, PluginError> {
    let layout = Layout::new(grid, context)?;
    let shares = shares(grid);
    let tenths_of_rem = grid.columns * 35;
    Ok(Table {
        rows: Writer { grid, layout, table: &id, shares: &shares, is_styled }.rows(),
        widths: shares.iter().map(|share| format!("{}.{}%", share / 10, share % 10)).collect(),
        min_width: format!("{}.{}rem", tenths_of_rem / 10, tenths_of_rem % 10),
        columns: grid.columns,
        id,
    })
}

struct Writer<'a> {
    grid: &'a Grid,
    layout: Layout<'a>,
    table: &'a str,
    /// The columns' widths in thousandths.
    shares: &'a [u64],
    is_styled: bool,
}

impl Writer<'_> {
    /// Head and bodies; each header inside the table begins a new body.
    fn rows(&self) -> String {
        let ids: Vec<String> =
            self.grid.cells.iter().map(|cell| format!("{}-r{}c{}", self.table, cell.row, cell.column)).collect();
        let mut out = String::with_capacity(self.grid.cells.len() * 200);
        let mut open = None;
        for (row, placed) in (0..).zip(self.layout.rows()) {
            let part = if row < self.layout.header_rows { "thead" } else { "tbody" };
            if row == 0 || self.layout.begins_body(row) {
                close(&mut out, open.replace(part));
                push(&mut out, &["<", part, ">\n"]);
            }
            out.push_str("<tr>\n");
            for placed in &placed {
                self.cell(&mut out, placed, &ids);
            }
            out.push_str("</tr>\n");
        }
        close(&mut out, open);
        out
    }

    /// The attribute that styles a cell by itself.
    fn style(&self, role: CellRole) -> &'static str {
        match (self.is_styled, role) {
            (false, _) => "",
            (true, CellRole::Label) => r#" style="border: 1px solid; padding: .375em; text-align: left;""#,
            (true, CellRole::Header | CellRole::Data) => {
                r#" style="border: 1px solid; padding: .375em; text-align: center;""#
            }
        }
    }

    fn cell(&self, out: &mut String, placed: &Placed, ids: &[String]) {
        let Some(index) = placed.cell else {
            push(out, &["<td", self.style(CellRole::Data), "></td>\n"]);
            return;
        };
        let cell = &self.grid.cells[index];
        let scope = match placed.role {
            CellRole::Header => Some("col"),
            CellRole::Label => Some("row"),
            CellRole::Data => None,
        };
        let tag = if scope.is_some() { "th" } else { "td" };
        push(out, &["<", tag]);
        if let Some(scope) = scope {
            push(out, &[" id=\"", &ids[index], "\" scope=\"", scope, "\""]);
        }
        if let [outermost, others @ ..] = placed.headers.as_slice() {
            push(out, &[" headers=\"", &ids[*outermost]]);
            for &header in others {
                push(out, &[" ", &ids[header]]);
            }
            out.push('"');
        }
        if cell.row_span > 1 {
            push(out, &[" rowspan=\"", &cell.row_span.to_string(), "\""]);
        }
        if cell.column_span > 1 {
            push(out, &[" colspan=\"", &cell.column_span.to_string(), "\""]);
        }
        if let Some(figure) = &cell.id {
            out.push_str(" data-cell=\"");
            escape::markup(figure, out).expect("a String takes everything");
            out.push('"');
        }
        let is_narrow = self.shares.get(cell.column as usize).is_some_and(|&share| share <= NARROW);
        let is_tall = cell.column_span == 1 && cell.row_span as usize >= cell.text.chars().count();
        out.push_str(self.style(placed.role));
        if placed.role == CellRole::Label && is_narrow && is_tall && !self.is_styled {
            out.push_str(" class=\"vertical\"");
        }
        push(out, &[">", &escape::lines(&cell.text), "</", tag, ">\n"]);
    }
}

fn close(out: &mut String, part: Option<&str>) {
    if let Some(part) = part {
        push(out, &["</", part, ">\n"]);
    }
}

fn push(out: &mut String, pieces: &[&str]) {
    for piece in pieces {
        out.push_str(piece);
    }
}

/// The columns' widths in thousandths of the table's; empty where the grid does not say.
fn shares(grid: &Grid) -> Vec<u64> {
    let sum: u64 = grid.widths.iter().map(|&width| u64::from(width)).sum();
    if sum == 0 || grid.widths.len() != grid.columns as usize {
        return Vec::new();
    }
    grid.widths.iter().map(|&width| u64::from(width) * 1000 / sum).collect()
}
