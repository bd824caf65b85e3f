//! Which rows of the sheet are rows of the form.

use nianbao_core::value::CellValue;
use rust_decimal::Decimal;

use super::columns::{Frame, Header, Headers};
use super::{HEADER_ROWS_WITHOUT_GROUP, Search, TELLING_CHARACTERS, best_by_groups};
use crate::label;
use crate::recognize::lexicon::{Axis, Target};
use crate::recognize::sheet::Kind;

/// A unit or a remark has fewer characters than this.
const CHARACTERS_OF_AN_EXPLANATION: usize = 6;
/// How far under its header the one row of a table without row labels is looked for.
const ROWS_UNDER_HEADER: usize = 5;
/// Of so many figures in that row one may have slipped into words.
const FIGURES_TO_A_SLIP: usize = 4;

/// A row of the sheet that a row of the form was found for.
#[derive(Clone, Copy)]
pub(super) struct RowLabel {
    pub(super) band: usize,
    /// The leaf, or `None` in a band without row labels.
    pub(super) node: Option<usize>,
    /// The first column right of the label.
    pub(super) right_of: usize,
    /// The first column that is not its any more: the next label's, or past the last.
    pub(super) end: usize,
    pub(super) content: Option<usize>,
}

/// Labels beside each other in one row, so far.
#[derive(Default)]
struct Run {
    /// The last one: content and column.
    last: Option<(usize, usize)>,
    /// The groups among them, by band and node.
    groups: Vec<(usize, usize)>,
    /// Whether figures stand right of the last one.
    has_figures: bool,
}

impl Search<'_> {
    /// 总计 and 其他 name a row as well as a column: on a row with labels that can only be columns' they are columns.
    pub(super) fn part_ambiguous_labels(&mut self) {
        let contents = 0..self.sheet.contents.len();
        let is_row = |content: usize| !self.row_targets[content].is_empty();
        let is_column = |content: usize| !self.column_targets[content].is_empty();
        let mut has_header = vec![false; self.sheet.rows];
        for content in contents.clone().filter(|&content| is_column(content) && !is_row(content)) {
            has_header[self.rows_of(content)].fill(true);
        }
        let both: Vec<usize> = contents.filter(|&content| is_column(content) && is_row(content)).collect();
        for content in both {
            if has_header[self.rows_of(content)].contains(&true) {
                self.row_targets.clear(content);
            } else {
                self.column_targets.clear(content);
            }
        }
    }

    /// The compact rows that a content covers.
    pub(super) fn rows_of(&self, content: usize) -> std::ops::Range<usize> {
        self.sheet.contents[content].row..self.sheet.end_of(content).0
    }

    /// Each row's leaf labels: the last one before figures, decided by the labels that contain it where need be. There
    /// are several where bands stand side by side.
    pub(super) fn label_rows(&self, headers: &Headers) -> Vec<(usize, RowLabel)> {
        let mut rows = Vec::new();
        for row in 0..self.sheet.rows {
            let frame = headers.of_row(row);
            let is_headed = |column: usize| frame.is_some_and(|frame| frame.is_headed(row, column));
            let mut run = Run::default();
            for column in 0..self.sheet.columns {
                let Some(content) = self.sheet.index_at(row, column) else {
                    run.has_figures |= run.last.is_some() && is_headed(column);
                    continue;
                };
                let targets = &self.row_targets[content];
                if targets.is_empty() {
                    let is_figure = is_headed(column) || self.sheet.contents[content].kind.is_number();
                    run.has_figures |= run.last.is_some() && is_figure;
                    continue;
                }
                if run.has_figures {
                    let ended = std::mem::take(&mut run);
                    rows.extend(self.row_label(row, ended, column, frame).map(|label| (row, label)));
                }
                let groups = targets.iter().filter(|target| target.is_group);
                run.groups.extend(groups.map(|target| (target.band, target.node)));
                run.last = Some((content, column));
            }
            rows.extend(self.row_label(row, run, self.sheet.columns, frame).map(|label| (row, label)));
        }
        rows
    }

    /// The leaf that a run of labels ends with; its figures stand left of `end`.
    fn row_label(&self, row: usize, run: Run, end: usize, frame: Option<&Frame>) -> Option<RowLabel> {
        let (content, column) = run.last?;
        let is_headed = |column: usize| frame.is_some_and(|frame| frame.is_headed(row, column));
        let right = (column + 1..end).take_while(|&column| !is_headed(column));
        // Behind the columns stands a remark or another table's title, which explains nothing.
        let columns_end = (column + 1..end).rev().find(|&column| is_headed(column)).map_or(end, |last| last + 1);
        if self.has_label_further_right(row, right, content) || self.is_explanation(row, column, columns_end) {
            return None;
        }
        let since = frame.map_or(0, |frame| frame.since);
        let leaves: Vec<&Target> = self.row_targets[content].iter().filter(|target| target.is_leaf).copied().collect();
        let leaf = match leaves.as_slice() {
            [] => return None,
            [leaf] if self.is_subtotal(leaf, (row, column), content, since) => return None,
            [leaf] => *leaf,
            _ => {
                let tree = |target: &Target| &self.form_table.bands[target.band].rows;
                // A page may end between a group's label and its rows, and the next begin elsewhere.
                let best = [(column, since), (self.sheet.columns - 1, 0)].into_iter().find_map(|(column, since)| {
                    let mut groups = run.groups.clone();
                    groups.extend(self.groups_above(row, column, since));
                    best_by_groups(&leaves, &groups, tree)
                });
                best?
            }
        };
        Some(RowLabel { band: leaf.band, node: Some(leaf.node), right_of: column + 1, end, content: Some(content) })
    }

    /// Whether another edition has a row label between the last one of this edition, which is a group there, and the
    /// figures: 2019's （六） stands beside 2021's three rows.
    fn has_label_further_right(&self, row: usize, right: impl Iterator<Item = usize>, last: usize) -> bool {
        let mut contents = right.filter_map(|column| self.sheet.index_at(row, column));
        contents.any(|content| {
            let Kind::Label(targets) = &self.sheet.contents[content].kind else { return false };
            content != last && targets.iter().all(|target| target.axis == Axis::Row)
        })
    }

    /// Whether a row explains its label and holds no figure, as instructions do.
    fn is_explanation(&self, row: usize, column: usize, end: usize) -> bool {
        let right = || (column + 1..end).filter_map(|column| self.sheet.at(row, column));
        let is_sentence = |kind: &Kind| match kind {
            Kind::Value(CellValue::Text(text)) => {
                text.chars().filter(|c| c.is_alphabetic()).count() >= CHARACTERS_OF_AN_EXPLANATION
            }
            _ => false,
        };
        right().any(|content| is_sentence(&content.kind)) && !right().any(|content| is_figure(&content.kind))
    }

    /// Whether a short label such as 合计 stands to the right of a group that does not contain it: then it is a local
    /// subtotal of that group and not the form's row.
    fn is_subtotal(&self, leaf: &Target, at: (usize, usize), content: usize, since: usize) -> bool {
        let (row, column) = at;
        let (number, words) = label::split_number(&self.sheet.contents[content].cell.text);
        if number.is_some() || label::words(words).chars().count() >= TELLING_CHARACTERS {
            return false;
        }
        // A label that is not merged may be repeated in every column that it would cover.
        let is_leaf = |&column: &usize| {
            let targets = self.sheet.index_at(row, column).map(|content| &self.row_targets[content]);
            let mut targets = targets.into_iter().flatten();
            targets.any(|target| (target.band, target.node) == (leaf.band, leaf.node))
        };
        let Some(left_of) = (0..=column).find(is_leaf).and_then(|first| first.checked_sub(1)) else { return false };
        let rows = &self.form_table.bands[leaf.band].rows;
        let mut groups = self.groups_above(row + 1, left_of, since).into_iter();
        groups.any(|(band, node)| band == leaf.band && !rows.contains(node, leaf.node))
    }

    /// The nearest group label above in each column up to `column`, not above `since`, for labels that are not merged
    /// downwards.
    fn groups_above(&self, row: usize, column: usize, since: usize) -> Vec<(usize, usize)> {
        let mut groups = Vec::new();
        for column in 0..=column {
            let above = (since..row).rev().filter_map(|row| self.sheet.index_at(row, column));
            let mut above = above.filter_map(|content| self.row_targets[content].iter().find(|target| target.is_group));
            groups.extend(above.next().map(|target| (target.band, target.node)));
        }
        groups
    }

    /// The rows to read figures from: the labelled ones, and of a table without row labels the one under its header.
    pub(super) fn rows_with_figures(&self, rows: &[(usize, RowLabel)], headers: &[Header]) -> Vec<(usize, RowLabel)> {
        let mut with_figures = rows.to_vec();
        for (band, form_band) in self.form_table.bands.iter().enumerate() {
            if !form_band.rows.nodes.is_empty() {
                continue;
            }
            let Some((header_row, columns)) = self.header_block(band, headers) else { continue };
            let Some(&right_of) = columns.iter().min() else { continue };
            let count = |row: usize, kind: fn(&Kind) -> bool| {
                let contents = columns.iter().filter_map(|&column| self.sheet.at(row, column));
                contents.filter(|content| kind(&content.kind)).count()
            };
            let holds = |row: usize, kind: fn(&Kind) -> bool| count(row, kind) > 0;
            // Words among figures are a row of something else, or a slip of the one row that stands where it should.
            let first = header_row + 1 + usize::from(self.counts(header_row + 1, &columns));
            let has_figures = |row: &usize| {
                let figures = count(*row, is_figure);
                let others = count(*row, |kind| !is_figure(kind) && !kind.is_blank());
                figures > 0 && others <= if *row == first { figures / FIGURES_TO_A_SLIP } else { 0 }
            };
            let below = header_row + 1..=header_row + ROWS_UNDER_HEADER;
            let below = below.take_while(|&row| row < self.sheet.rows).skip_while(|row| !has_figures(row));
            let mut found: Vec<usize> = below.take_while(has_figures).collect();
            // 栏次: a row of 1, 2, 3… numbers the columns.
            if found.len() > 1 {
                found.retain(|&row| !self.counts(row, &columns));
                // And so does a row of （1）（2）（3） or ①②③.
                let has_number = |row: usize| holds(row, Kind::is_number);
                if found.iter().any(|&row| has_number(row)) {
                    found.retain(|&row| has_number(row));
                }
            }
            if found.is_empty() && !holds(header_row + 1, |kind| !kind.is_blank()) {
                found.push(header_row + 1);
            }
            let label = RowLabel { band, node: None, right_of, end: self.sheet.columns, content: None };
            with_figures.extend(found.into_iter().map(|row| (row, label)));
        }
        with_figures
    }

    /// Whether a row holds 1, 2, 3… under the columns.
    pub(super) fn counts(&self, row: usize, columns: &[usize]) -> bool {
        let mut columns = columns.to_vec();
        columns.sort_unstable();
        columns.dedup();
        let number = |column: usize| match &self.sheet.at(row, column)?.kind {
            Kind::Value(value) => value.number(),
            Kind::Label(_) => None,
        };
        let first = columns.first().and_then(|&column| number(column));
        let counts = |(index, &column): (usize, &usize)| {
            number(column) == Some(Decimal::from(index) + first.unwrap_or_default())
        };
        first.is_some() && columns.len() > 2 && columns.iter().enumerate().all(counts)
    }

    /// The last row of the first header of a band without row labels, and the columns under it.
    ///
    /// Its words alone do not make a header: 总计 and 其他 stand over the next table too. Those count that the groups
    /// above them decide, and of these the rows that follow each other; a row of figures ends them.
    fn header_block(&self, band: usize, headers: &[Header]) -> Option<(usize, Vec<usize>)> {
        let decided: Vec<&Header> = headers.iter().filter(|header| header.leaf(band).is_some()).collect();
        let mut last = decided.first()?.row;
        for header in &decided {
            let mut between = (last + 1)..header.row;
            let is_parted = between.any(|row| {
                let above = decided.iter().filter(|header| header.row <= last);
                let mut below = above.filter_map(|header| self.sheet.at(row, header.column));
                below.any(|content| content.kind.is_number())
            });
            if header.row <= last + HEADER_ROWS_WITHOUT_GROUP && !is_parted {
                last = last.max(header.row);
            }
        }
        let in_block = decided.iter().filter(|header| header.row <= last);
        Some((last, in_block.map(|header| header.column).collect()))
    }
}

/// Whether a cell may be a figure: a number, a number with a remark, or a mark such as `/` or 无 that stands for one.
/// Names and captions are none.
pub(in crate::recognize) fn is_figure(kind: &Kind) -> bool {
    match kind {
        Kind::Value(CellValue::Number(_)) => true,
        Kind::Value(CellValue::Text(text)) => {
            text == "无" || text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().any(char::is_alphabetic)
        }
        Kind::Value(CellValue::Blank) | Kind::Label(_) => false,
    }
}
