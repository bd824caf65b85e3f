//! What stands in a table and is not the form's: local rows, and numbers without a place.

use nianbao_core::value::CellValue;

use super::columns::{Header, Headers};
use super::rows::RowLabel;
use super::{Placing, Search};
use crate::recognize::sheet::Kind;

/// A row that an office added to the form, with figures under the form's columns.
pub(in crate::recognize) struct LocalRow {
    /// The content that names it.
    pub(in crate::recognize) label: usize,
    /// Column leaf and content of each figure.
    pub(in crate::recognize) figures: Vec<(usize, usize)>,
    pub(in crate::recognize) band: usize,
}

impl Search<'_> {
    /// Fills in the placing's local rows and what is homeless beside them.
    pub(super) fn find_local_rows(&self, placing: &mut Placing, rows: &[(usize, RowLabel)], headers: &Headers) {
        let mut is_taken = vec![false; self.sheet.contents.len()];
        placing.figures.iter().filter_map(|figure| figure.content).for_each(|content| is_taken[content] = true);
        placing.undecided.iter().flat_map(|row| &row.contents).for_each(|&content| is_taken[content] = true);
        let mut row = placing.first_row;
        while row < self.sheet.rows {
            let is_labelled = rows.iter().any(|(labelled, _)| *labelled == row);
            if !is_labelled && let Some(local) = self.local_row(row, headers.above(row), &is_taken) {
                local.figures.iter().for_each(|&(_, content)| is_taken[content] = true);
                placing.local_rows.push(local);
                placing.last_row = placing.last_row.max(row);
            } else if row > placing.last_row {
                break;
            }
            row += 1;
        }
        placing.homeless = self.homeless(placing, rows, &is_taken);
    }

    /// A row as a local one: a text that is not the form's row here, and numbers under columns of the form.
    fn local_row(&self, row: usize, headers: &[Header], is_taken: &[bool]) -> Option<LocalRow> {
        let mut label = None;
        let mut figures: Vec<(usize, usize)> = Vec::new();
        let mut band = None;
        for column in 0..self.sheet.columns {
            let Some(content) = self.sheet.index_at(row, column) else { continue };
            let is_corner = self.sheet.contents[content].row == row && self.sheet.contents[content].column == column;
            match &self.sheet.contents[content].kind {
                Kind::Value(CellValue::Number(_)) if is_corner && !is_taken[content] => {
                    let Some((of, leaf)) = self.leaf_above(row, column, band, headers) else { continue };
                    band = Some(of);
                    figures.push((leaf, content));
                }
                Kind::Value(CellValue::Text(text)) if figures.is_empty() && text.chars().any(char::is_alphabetic) => {
                    label = Some(content);
                }
                // A local subtotal bears a label of the form; another table's label ends this one.
                kind @ Kind::Label(_) if figures.is_empty() && self.is_own_label(kind) => label = Some(content),
                Kind::Label(_) => return None,
                Kind::Value(_) => {}
            }
        }
        let band = band?;
        let has_rows = !self.form_table.bands[band].rows.nodes.is_empty();
        (has_rows && !self.is_counting(row, &figures)).then_some(LocalRow { label: label?, figures, band })
    }

    /// The column of the form that stands over a position, in a band or in any, with no other table's label between.
    fn leaf_above(&self, row: usize, column: usize, band: Option<usize>, headers: &[Header]) -> Option<(usize, usize)> {
        let header = headers.iter().rev().find(|header| header.row < row && header.column == column)?;
        let is_label =
            |row: usize| self.sheet.at(row, column).is_some_and(|above| matches!(above.kind, Kind::Label(_)));
        let (end, _) = self.sheet.end_of(header.content);
        if (end.max(header.row + 1)..row).any(is_label) {
            return None;
        }
        header.leaves.iter().find(|(of, _)| band.is_none_or(|band| band == *of)).copied()
    }

    /// Whether figures are 1, 2, 3…, which number the columns (栏次).
    fn is_counting(&self, row: usize, figures: &[(usize, usize)]) -> bool {
        let columns: Vec<usize> = figures.iter().map(|&(_, content)| self.sheet.contents[content].column).collect();
        self.counts(row, &columns)
    }

    /// Numbers between the table's first and last row, in its columns or in its rows, that no figure was read from.
    fn homeless(&self, placing: &Placing, rows: &[(usize, RowLabel)], is_taken: &[bool]) -> Vec<usize> {
        let first_column = placing.figures.iter().map(|figure| figure.column).min().unwrap_or(0);
        let last_column = placing.figures.iter().map(|figure| figure.column).max().unwrap_or(0);
        let is_labelled = |row: usize| rows.iter().any(|(labelled, _)| *labelled == row);
        // What stands left of a row's label numbers the rows.
        let is_left_of_label = |row: usize, column: usize| {
            let mut labels = rows.iter().filter(|(labelled, _)| *labelled == row).peekable();
            labels.peek().is_some() && labels.all(|(_, label)| column < label.right_of)
        };
        let counts = |row: usize| {
            let numbers = (0..self.sheet.columns).filter(|&column| {
                self.sheet.at(row, column).is_some_and(|content| content.kind.is_number() && content.row == row)
            });
            self.counts(row, &numbers.collect::<Vec<_>>())
        };
        let in_table = |index: usize| {
            let content = &self.sheet.contents[index];
            let in_columns = (first_column..=last_column).contains(&content.column);
            let right_of_label = is_labelled(content.row) && content.column > last_column;
            (placing.first_row..=placing.last_row).contains(&content.row)
                && (in_columns || right_of_label)
                && !is_left_of_label(content.row, content.column)
                && (is_labelled(content.row) || !counts(content.row))
        };
        let is_number = |index: &usize| self.sheet.contents[*index].kind.is_number();
        (0..self.sheet.contents.len()).filter(is_number).filter(|&index| !is_taken[index] && in_table(index)).collect()
    }
}
