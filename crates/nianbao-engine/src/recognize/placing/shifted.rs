//! The figures of one row: under their column labels, or counted off where cells of the row are missing or too many.
//!
//! A file that writes a placeholder beside a merged label, or leaves out the cells that a merged label covers, moves a
//! row's figures away from their columns. They are told by their number then: as many as the form has columns are the
//! form's, in order. Any other number decides nothing, and guessing is not for us.

use nianbao_core::value::CellValue;

use super::columns::Header;
use super::rows::{RowLabel, is_figure};
use super::{Figure, HEADER_ROWS_WITHOUT_GROUP, Search};
use crate::recognize::sheet::Kind;

/// A row whose figures cannot be told apart.
pub(in crate::recognize) struct UndecidedRow {
    pub(in crate::recognize) band: usize,
    pub(in crate::recognize) node: usize,
    /// The contents that are its figures, from left to right.
    pub(in crate::recognize) contents: Vec<usize>,
}

/// A figure with the column label that it was read by.
type Found<'h> = (Figure, &'h Header);

impl Search<'_> {
    /// The figures of a row, each with its header.
    pub(super) fn figures_of_row<'h>(
        &self,
        row: usize,
        label: &RowLabel,
        headers: &'h [Header],
    ) -> Result<Vec<Found<'h>>, UndecidedRow> {
        let mut found: Vec<Found<'h>> = Vec::new();
        // Figures that stand under no column label at all.
        let mut outside: Vec<usize> = Vec::new();
        for column in label.right_of..label.end {
            let content = self.sheet.index_at(row, column);
            if content.is_some_and(|content| !self.is_own_corner(content, row, column)) {
                continue;
            }
            let above = headers.iter().rev().find(|header| header.row < row && header.column == column);
            let above = above.filter(|header| !self.has_local_header(header, row, headers));
            match above.and_then(|header| Some((header, header.leaf(label.band)?))) {
                Some((header, leaf)) => {
                    let figure = Figure { cell: (label.band, label.node, leaf), content, row, column };
                    found.push((figure, header));
                }
                // Behind a text that no label of the form stands over begins a local row, or another table.
                None if !found.is_empty() && content.is_some_and(|content| self.is_words(content)) => break,
                None => outside.extend(content.filter(|&content| {
                    self.sheet.contents[content].kind.is_number() && !self.is_labelled_otherwise(row, column, headers)
                })),
            }
        }
        let Some(node) = label.node else { return Ok(found) };
        let may_be_right_of_columns = || headers.iter().any(|header| header.column < label.right_of);
        if outside.is_empty() && !may_be_right_of_columns() {
            return Ok(found);
        }
        let columns = columns_above(row, label.band, headers);
        let is_right_of_columns = columns.first().is_some_and(|header| header.column < label.right_of);
        // What is shifted out of the columns follows them without a gap; behind one stands something else.
        let mut next = columns.last().map_or(0, |header| self.sheet.end_of(header.content).1.max(header.column + 1));
        outside.retain(|&content| {
            let column = self.sheet.contents[content].column;
            let is_next = column <= next;
            next += usize::from(column == next);
            is_next
        });
        if outside.is_empty() && !is_right_of_columns {
            return Ok(found);
        }
        let filled =
            |(figure, _): &Found<'_>| figure.content.filter(|&content| !self.sheet.contents[content].kind.is_blank());
        let under_labels: Vec<usize> = found.iter().filter_map(filled).collect();
        if under_labels.len() >= columns.len() {
            return Ok(found);
        }
        let mut contents: Vec<usize> = under_labels.into_iter().chain(outside).collect();
        contents.sort_by_key(|&content| self.sheet.contents[content].column);
        // Labels below each other are no row of columns.
        let stand_apart = columns.windows(2).all(|pair| pair[0].column < pair[1].column);
        if contents.is_empty() || !stand_apart {
            return Ok(found);
        }
        if contents.len() != columns.len() {
            return Err(UndecidedRow { band: label.band, node, contents });
        }
        let counted = columns.into_iter().zip(contents).filter_map(|(header, content)| {
            let cell = (label.band, label.node, header.leaf(label.band)?);
            let column = self.sheet.contents[content].column;
            Some((Figure { cell, content: Some(content), row, column }, header))
        });
        Ok(counted.collect())
    }

    /// Whether a content is a text that is neither a label nor a figure.
    fn is_words(&self, content: usize) -> bool {
        let kind = &self.sheet.contents[content].kind;
        matches!(kind, Kind::Value(CellValue::Text(_))) && !is_figure(kind)
    }

    /// Whether a text that is no label of the form heads a header's column further down, in a row of the form's labels:
    /// 备注 beside the labels of the next band.
    fn has_local_header(&self, header: &Header, row: usize, headers: &[Header]) -> bool {
        let is_text = |at: usize| self.sheet.index_at(at, header.column).is_some_and(|content| self.is_words(content));
        let mut below = headers.iter().filter(|other| header.row < other.row && other.row < row);
        below.any(|other| !header.leaves.is_empty() && other.column != header.column && is_text(other.row))
    }

    /// Whether a text that is no label of the table heads a column: a remark, a local column or another table's, whose
    /// numbers are its own.
    fn is_labelled_otherwise(&self, row: usize, column: usize, headers: &[Header]) -> bool {
        let Some(top) = headers.iter().map(|header| header.row).min() else { return false };
        // Group labels stand higher than the labels of leaves.
        let above = (top.saturating_sub(HEADER_ROWS_WITHOUT_GROUP)..row).filter_map(|row| self.sheet.at(row, column));
        let mut above = above.filter(|content| !content.kind.is_blank());
        above.any(|content| match &content.kind {
            Kind::Value(CellValue::Text(text)) => text.chars().any(char::is_alphabetic),
            Kind::Label(_) => !self.is_own_label(&content.kind) || self.is_under_foreign_group(content.row, column),
            Kind::Value(_) => false,
        })
    }
}

/// The labels over the columns of a band, from left to right: of each leaf the nearest above.
fn columns_above(row: usize, band: usize, headers: &[Header]) -> Vec<&Header> {
    let mut columns: Vec<&Header> = Vec::new();
    for header in headers.iter().rev().filter(|header| header.row < row) {
        let Some(leaf) = header.leaf(band) else { continue };
        if columns.iter().all(|known| known.leaf(band) != Some(leaf)) {
            columns.push(header);
        }
    }
    columns.sort_by_key(|header| header.column);
    columns
}
