//! Which cell of the form each position of a sheet is, for one table of one form.
//!
//! A figure belongs to the row whose label stands to its left and to the column whose label is the nearest above it.
//! Where words alone do not decide (`结果维持` stands three times), the labels that contain them do.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::form::{Band, FormTable, Tree};
use nianbao_core::value::CellValue;
use rust_decimal::Decimal;

use super::lexicon::{Axis, Target};
use super::sheet::{Kind, Sheet};
use crate::label;

/// How many rows without a group label may stand between a column label and the next group label above it.
const HEADER_ROWS_WITHOUT_GROUP: usize = 2;
/// How far under its header the one row of a table without row labels is looked for.
const ROWS_UNDER_HEADER: usize = 5;
/// A label of fewer characters tells nothing: 总计 and 其他 stand in every other workbook.
const TELLING_CHARACTERS: usize = 4;

/// A form table found on a sheet.
pub(super) struct Placing {
    pub(super) form: usize,
    pub(super) table: usize,
    /// The table's id.
    pub(super) id: String,
    /// Every figure that has a place, in the sheet's order.
    pub(super) figures: Vec<Figure>,
    /// The rows of the sheet from the first header to the last row of figures.
    pub(super) first_row: usize,
    pub(super) last_row: usize,
    /// Labels taken although their words are not quite the form's: content index and the label meant.
    pub(super) near: Vec<(usize, String)>,
    /// Numbers within the table that have no place, by content index.
    pub(super) homeless: Vec<usize>,
}

/// One figure with its place in the form and on the sheet.
pub(super) struct Figure {
    /// `row.column`.
    pub(super) key: String,
    /// The content that holds it; `None` where the file holds no cell there, which is a blank.
    pub(super) content: Option<usize>,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// How near a sheet came to hold a table, for the error when none does.
pub(super) struct Attempt {
    pub(super) found: usize,
    pub(super) wanted: usize,
    /// The content of the first label found.
    pub(super) first: usize,
}

/// Finds a table on a sheet; `Err` says how near it came, `None` that no label of it is there.
pub(super) fn place(
    sheet: &Sheet<'_>,
    form: usize,
    table: usize,
    form_table: &FormTable,
) -> Result<Placing, Option<Attempt>> {
    let search = Search::new(sheet, form, table, form_table);
    let rows = search.label_rows();
    let headers = search.headers();
    let attempt = search.attempt(&rows, &headers);
    let mut placing = Placing {
        form,
        table,
        id: form_table.id.clone(),
        figures: Vec::new(),
        first_row: 0,
        last_row: 0,
        near: Vec::new(),
        homeless: Vec::new(),
    };
    let mut used_labels = Vec::new();
    for (row, label) in search.rows_with_figures(&rows, &headers) {
        for column in label.right_of..sheet.columns {
            let content = sheet.index_at(row, column);
            if content.is_some_and(|content| !search.is_own_corner(content, row, column)) {
                continue;
            }
            let Some(header) = headers.iter().rev().find(|header| header.row < row && header.column == column) else {
                continue;
            };
            if search.is_under_foreign_group(header.row, column) {
                continue;
            }
            let candidates = header.targets.iter().filter(|target| target.band == label.band && target.is_leaf);
            let Some(leaf) = search.decide_column(candidates, header.row, column) else {
                continue;
            };
            let key = form_table.bands[label.band].cell_id(label.node, leaf);
            used_labels.push(header.content);
            used_labels.extend(label.content);
            placing.figures.push(Figure { key, content, row, column });
            placing.last_row = placing.last_row.max(row);
        }
    }
    drop_blanks_beside_merged_headers(sheet, &mut placing.figures);
    used_labels.sort_unstable();
    used_labels.dedup();
    if !search.is_enough(&placing.figures, &used_labels) {
        return Err(attempt);
    }
    // Of the labels only those that lead to a figure are the table's: its words stand over the next table too.
    let rows_of_labels = used_labels.iter().map(|&content| sheet.contents[content].row);
    placing.first_row = rows_of_labels.min().unwrap_or(placing.last_row);
    while placing.first_row > 0 && search.has_label(placing.first_row - 1) {
        placing.first_row -= 1;
    }
    placing.near = used_labels.into_iter().filter_map(|content| search.near_label(content)).collect();
    placing.homeless = search.homeless(&placing, &rows);
    Ok(placing)
}

/// A row of the sheet that a row of the form was found for.
#[derive(Clone, Copy)]
struct RowLabel {
    band: usize,
    /// The leaf, or `None` in a band without row labels.
    node: Option<usize>,
    /// The first column right of the label.
    right_of: usize,
    content: Option<usize>,
}

/// A column label over one column of the sheet.
struct Header<'a> {
    row: usize,
    column: usize,
    content: usize,
    targets: Vec<&'a Target>,
}

struct Search<'a> {
    sheet: &'a Sheet<'a>,
    form_table: &'a FormTable,
    /// The indexes of form and table.
    of: (usize, usize),
    /// This table's row targets by content, and its column targets.
    row_targets: BTreeMap<usize, Vec<&'a Target>>,
    column_targets: BTreeMap<usize, Vec<&'a Target>>,
}

impl<'a> Search<'a> {
    fn new(sheet: &'a Sheet<'a>, form: usize, table: usize, form_table: &'a FormTable) -> Self {
        let mut row_targets: BTreeMap<usize, Vec<&Target>> = BTreeMap::new();
        let mut column_targets: BTreeMap<usize, Vec<&Target>> = BTreeMap::new();
        for (index, content) in sheet.contents.iter().enumerate() {
            let Kind::Label(targets) = &content.kind else { continue };
            for target in targets.iter().filter(|target| target.form == form && target.table == table) {
                match target.axis {
                    Axis::Row => row_targets.entry(index).or_default().push(target),
                    Axis::Column => column_targets.entry(index).or_default().push(target),
                    Axis::Furniture => {}
                }
            }
        }
        let mut search = Search { sheet, form_table, of: (form, table), row_targets, column_targets };
        search.part_ambiguous_labels();
        search
    }

    /// 总计 and 其他 name a row as well as a column: on a row with labels that can only be columns' they are columns.
    fn part_ambiguous_labels(&mut self) {
        let header_rows: Vec<usize> = self
            .column_targets
            .keys()
            .filter(|&content| !self.row_targets.contains_key(content))
            .flat_map(|&content| self.rows_of(content))
            .collect();
        let both: Vec<usize> =
            self.column_targets.keys().filter(|&content| self.row_targets.contains_key(content)).copied().collect();
        for content in both {
            if self.rows_of(content).any(|row| header_rows.contains(&row)) {
                self.row_targets.remove(&content);
            } else {
                self.column_targets.remove(&content);
            }
        }
    }

    /// The compact rows that a content covers.
    fn rows_of(&self, content: usize) -> std::ops::Range<usize> {
        let top = &self.sheet.contents[content];
        let mut end = top.row + 1;
        while end < self.sheet.rows && self.sheet.index_at(end, top.column) == Some(content) {
            end += 1;
        }
        top.row..end
    }

    /// Each row's leaf label: the last one in the row, decided by the labels that contain it where need be.
    fn label_rows(&self) -> Vec<(usize, RowLabel)> {
        let mut rows = Vec::new();
        for row in 0..self.sheet.rows {
            let mut last = None;
            let mut groups = Vec::new();
            for column in 0..self.sheet.columns {
                let Some(content) = self.sheet.index_at(row, column) else {
                    continue;
                };
                let Some(targets) = self.row_targets.get(&content) else {
                    continue;
                };
                groups.extend(targets.iter().filter(|target| !target.is_leaf).map(|target| (target.band, target.node)));
                last = Some((content, column));
            }
            let Some((content, column)) = last else { continue };
            let leaves: Vec<&Target> =
                self.row_targets[&content].iter().filter(|target| target.is_leaf).copied().collect();
            let leaf = match leaves.as_slice() {
                [] => continue,
                [leaf] if self.is_subtotal(leaf, row, column, content) => continue,
                [leaf] => *leaf,
                _ => {
                    groups.extend(self.groups_above(row, column));
                    let tree = |target: &Target| &self.form_table.bands[target.band].rows;
                    let Some(leaf) = best_by_groups(&leaves, &groups, tree) else {
                        continue;
                    };
                    leaf
                }
            };
            rows.push((
                row,
                RowLabel { band: leaf.band, node: Some(leaf.node), right_of: column + 1, content: Some(content) },
            ));
        }
        rows
    }

    /// Whether a short label such as 合计 stands to the right of a group that does not contain it: then it is a local
    /// subtotal of that group and not the form's row.
    fn is_subtotal(&self, leaf: &Target, row: usize, column: usize, content: usize) -> bool {
        let (number, words) = label::split_number(&self.sheet.contents[content].cell.text);
        if number.is_some() || label::words(words).chars().count() >= TELLING_CHARACTERS {
            return false;
        }
        // A label that is not merged may be repeated in every column that it would cover.
        let is_leaf = |&column: &usize| {
            let targets = self.sheet.index_at(row, column).and_then(|content| self.row_targets.get(&content));
            targets.is_some_and(|targets| {
                targets.iter().any(|target| (target.band, target.node) == (leaf.band, leaf.node))
            })
        };
        let Some(left_of) = (0..=column).find(is_leaf).and_then(|first| first.checked_sub(1)) else { return false };
        let rows = &self.form_table.bands[leaf.band].rows;
        let mut groups = self.groups_above(row + 1, left_of).into_iter();
        groups.any(|(band, node)| band == leaf.band && !rows.contains(node, leaf.node))
    }

    /// The nearest group label above in each column up to `column`, for labels that are not merged downwards.
    fn groups_above(&self, row: usize, column: usize) -> Vec<(usize, usize)> {
        let mut groups = Vec::new();
        for column in 0..=column {
            let above = (0..row).rev().filter_map(|row| self.row_targets.get(&self.sheet.index_at(row, column)?));
            let mut above = above.filter_map(|targets| targets.iter().find(|target| !target.is_leaf));
            groups.extend(above.next().map(|target| (target.band, target.node)));
        }
        groups
    }

    /// Every column label with a leaf among its meanings, once for each column it covers, by row.
    fn headers(&self) -> Vec<Header<'a>> {
        let mut headers = Vec::new();
        for row in 0..self.sheet.rows {
            for column in 0..self.sheet.columns {
                let Some(content) = self.sheet.index_at(row, column) else {
                    continue;
                };
                let Some(targets) = self.column_targets.get(&content) else {
                    continue;
                };
                if targets.iter().any(|target| target.is_leaf) {
                    headers.push(Header { row, column, content, targets: targets.clone() });
                }
            }
        }
        headers
    }

    /// The leaf that a column label means, decided by the group labels above it where words do not.
    fn decide_column<'t>(
        &self,
        candidates: impl Iterator<Item = &'t &'a Target>,
        row: usize,
        column: usize,
    ) -> Option<usize>
    where
        'a: 't,
    {
        let candidates: Vec<&Target> = candidates.copied().collect();
        match candidates.as_slice() {
            [] => None,
            [leaf] => Some(leaf.node),
            _ => {
                let groups = self.groups_left(row, column);
                let tree = |target: &Target| &self.form_table.bands[target.band].columns;
                best_by_groups(&candidates, &groups, tree).map(|leaf| leaf.node)
            }
        }
    }

    /// The group labels over a column: in each header row the one that covers it or, where nothing does, the nearest
    /// one to the left, since a label that is not merged stands over its first column only.
    fn groups_left(&self, row: usize, column: usize) -> Vec<(usize, usize)> {
        let mut groups = Vec::new();
        let mut rows_without = 0;
        for row in (0..=row).rev() {
            let covering = (0..=column).rev().find_map(|column| {
                let content = self.sheet.index_at(row, column)?;
                (!self.is_blank(content)).then_some(content)
            });
            let targets = covering.and_then(|content| self.column_targets.get(&content));
            match targets.and_then(|targets| targets.iter().find(|target| !target.is_leaf)) {
                Some(target) => groups.push((target.band, target.node)),
                None if rows_without == HEADER_ROWS_WITHOUT_GROUP => break,
                None => rows_without += 1,
            }
        }
        groups
    }

    /// Whether the group that stands over a column is another table's: its 总计 and 其他 are not this table's then.
    fn is_under_foreign_group(&self, row: usize, column: usize) -> bool {
        let above = (row.saturating_sub(HEADER_ROWS_WITHOUT_GROUP)..=row).rev();
        let groups = above.filter_map(|row| {
            let covering = (0..=column).rev().filter_map(|column| self.sheet.at(row, column));
            let Kind::Label(targets) = &covering.into_iter().find(|content| !is_blank(&content.kind))?.kind else {
                return None;
            };
            let groups: Vec<&Target> =
                targets.iter().filter(|target| target.axis == Axis::Column && !target.is_leaf).collect();
            (!groups.is_empty()).then_some(groups)
        });
        let nearest = groups.into_iter().next();
        nearest.is_some_and(|groups| groups.iter().all(|target| (target.form, target.table) != self.of))
    }

    fn is_blank(&self, content: usize) -> bool {
        is_blank(&self.sheet.contents[content].kind)
    }

    /// The rows to read figures from: the labelled ones, and of a table without row labels the one under its header.
    fn rows_with_figures(&self, rows: &[(usize, RowLabel)], headers: &[Header<'_>]) -> Vec<(usize, RowLabel)> {
        let mut with_figures = rows.to_vec();
        for (band, form_band) in self.form_table.bands.iter().enumerate() {
            if !form_band.rows.nodes.is_empty() {
                continue;
            }
            let Some((header_row, columns)) = self.header_block(band, headers) else { continue };
            let Some(&right_of) = columns.iter().min() else { continue };
            let holds = |row: usize, kind: fn(&Kind) -> bool| {
                columns.iter().any(|&column| self.sheet.at(row, column).is_some_and(|content| kind(&content.kind)))
            };
            let has_figures =
                |row: &usize| holds(*row, is_figure) && !holds(*row, |kind| !is_figure(kind) && !is_blank(kind));
            let below = header_row + 1..=header_row + ROWS_UNDER_HEADER;
            let below = below.take_while(|&row| row < self.sheet.rows).skip_while(|row| !has_figures(row));
            let mut found: Vec<usize> = below.take_while(has_figures).collect();
            // 栏次: a row of 1, 2, 3… numbers the columns.
            if found.len() > 1 {
                found.retain(|&row| !self.is_counting(row, &columns));
                // And so does a row of （1）（2）（3） or ①②③.
                let has_number = |row: usize| holds(row, |kind| matches!(kind, Kind::Value(CellValue::Number(_))));
                if found.iter().any(|&row| has_number(row)) {
                    found.retain(|&row| has_number(row));
                }
            }
            if found.is_empty() && !holds(header_row + 1, |kind| !is_blank(kind)) {
                found.push(header_row + 1);
            }
            let label = RowLabel { band, node: None, right_of, content: None };
            with_figures.extend(found.into_iter().map(|row| (row, label)));
        }
        with_figures
    }

    /// Whether a row holds 1, 2, 3… under the columns.
    fn is_counting(&self, row: usize, columns: &[usize]) -> bool {
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
    /// above them decide, and of these the rows that follow each other.
    fn header_block(&self, band: usize, headers: &[Header<'_>]) -> Option<(usize, Vec<usize>)> {
        let is_decided = |header: &&Header<'_>| {
            let leaves = header.targets.iter().filter(|target| target.band == band && target.is_leaf);
            self.decide_column(leaves, header.row, header.column).is_some()
        };
        let decided: Vec<&Header<'_>> = headers.iter().filter(is_decided).collect();
        let mut last = decided.first()?.row;
        for header in &decided {
            if header.row <= last + HEADER_ROWS_WITHOUT_GROUP {
                last = last.max(header.row);
            }
        }
        let in_block = decided.iter().filter(|header| header.row <= last);
        Some((last, in_block.map(|header| header.column).collect()))
    }

    /// Whether a content's top left corner is at a position and it is no label: merged figures are read once.
    fn is_own_corner(&self, content: usize, row: usize, column: usize) -> bool {
        let top = &self.sheet.contents[content];
        top.row == row && top.column == column && matches!(top.kind, Kind::Value(_))
    }

    /// Whether what was found is the table, and not a few words that it shares with any other.
    fn is_enough(&self, figures: &[Figure], labels: &[usize]) -> bool {
        let words = |content: usize| label::normalize(&self.sheet.contents[content].cell.text).chars().count();
        if labels.iter().filter(|&&content| words(content) >= TELLING_CHARACTERS).count() < 2 {
            return false;
        }
        let keys: BTreeSet<&str> = figures.iter().map(|figure| figure.key.as_str()).collect();
        let distinct = |axis: fn(&Figure) -> usize| figures.iter().map(axis).collect::<BTreeSet<_>>().len();
        let has_row_labels = self.form_table.bands.iter().any(|band| !band.rows.nodes.is_empty());
        let is_whole = |band: &Band| {
            let rows = band.row_leaves().into_iter();
            let mut ids =
                rows.flat_map(|row| band.column_leaves().into_iter().map(move |column| band.cell_id(row, column)));
            ids.all(|id| keys.contains(id.as_str()))
        };
        // A band may stand on a sheet of its own, and some have only one figure.
        self.form_table.bands.iter().any(is_whole)
            || if has_row_labels { distinct(|figure| figure.row) >= 2 } else { distinct(|figure| figure.column) >= 5 }
    }

    /// Whether any label of this table stands in a row.
    fn has_label(&self, row: usize) -> bool {
        (0..self.sheet.columns)
            .any(|column| self.sheet.at(row, column).is_some_and(|content| self.is_own_label(&content.kind)))
    }

    fn is_own_label(&self, kind: &Kind) -> bool {
        let Kind::Label(targets) = kind else { return false };
        targets.iter().any(|target| (target.form, target.table) == self.of)
    }

    fn attempt(&self, rows: &[(usize, RowLabel)], headers: &[Header<'_>]) -> Option<Attempt> {
        let without_rows = self.form_table.bands.iter().all(|band| band.rows.nodes.is_empty());
        let bands = &self.form_table.bands;
        let (found, wanted) = if without_rows {
            (headers.len(), bands.iter().map(|band| band.column_leaves().len()).sum())
        } else {
            (rows.len(), bands.iter().map(|band| band.row_leaves().len()).sum())
        };
        let first_row = rows.iter().filter_map(|(_, label)| label.content).min();
        let first = first_row.or_else(|| headers.iter().map(|header| header.content).min())?;
        Some(Attempt { found, wanted, first })
    }

    /// The official label that a content was taken for, where its words are not quite that label's.
    fn near_label(&self, content: usize) -> Option<(usize, String)> {
        let rows = self.row_targets.get(&content).into_iter().flatten();
        let columns = self.column_targets.get(&content).into_iter().flatten();
        let target = rows.chain(columns).find(|target| target.edits > 0)?;
        let band = &self.form_table.bands[target.band];
        let tree = if target.axis == Axis::Row { &band.rows } else { &band.columns };
        Some((content, tree.nodes[target.node].label.clone()))
    }

    /// Numbers between the table's first and last row, in its columns or in its rows, that no figure was read from.
    fn homeless(&self, placing: &Placing, rows: &[(usize, RowLabel)]) -> Vec<usize> {
        let first_column = placing.figures.iter().map(|figure| figure.column).min().unwrap_or(0);
        let last_column = placing.figures.iter().map(|figure| figure.column).max().unwrap_or(0);
        let mut taken: Vec<usize> = placing.figures.iter().filter_map(|figure| figure.content).collect();
        taken.sort_unstable();
        let is_labelled = |row: usize| rows.iter().any(|(labelled, _)| *labelled == row);
        let in_table = |index: usize| {
            let content = &self.sheet.contents[index];
            let in_columns = (first_column..=last_column).contains(&content.column);
            let right_of_label = is_labelled(content.row) && content.column > last_column;
            (placing.first_row..=placing.last_row).contains(&content.row) && (in_columns || right_of_label)
        };
        let is_number = |index: &usize| matches!(self.sheet.contents[*index].kind, Kind::Value(CellValue::Number(_)));
        (0..self.sheet.contents.len())
            .filter(is_number)
            .filter(|&index| in_table(index) && taken.binary_search(&index).is_err())
            .collect()
    }
}

fn is_blank(kind: &Kind) -> bool {
    matches!(kind, Kind::Value(CellValue::Blank))
}

/// Whether a cell may be a figure: a number, a number with a remark, or a mark such as `/` or 无 that stands for one.
/// Names and captions are none.
fn is_figure(kind: &Kind) -> bool {
    match kind {
        Kind::Value(CellValue::Number(_)) => true,
        Kind::Value(CellValue::Text(text)) => {
            text == "无" || text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().any(char::is_alphabetic)
        }
        Kind::Value(CellValue::Blank) | Kind::Label(_) => false,
    }
}

/// The leaf whose ancestors are best named by the groups found; `None` where two are named equally well.
fn best_by_groups<'a, 't>(
    leaves: &[&'a Target],
    groups: &[(usize, usize)],
    tree: impl Fn(&Target) -> &'t Tree,
) -> Option<&'a Target> {
    let score = |leaf: &Target| {
        let tree = tree(leaf);
        let named = |group: &&(usize, usize)| group.0 == leaf.band && tree.contains(group.1, leaf.node);
        let fitting = groups.iter().filter(named).count();
        let contradicting = groups.len() - fitting;
        // Fewer contradictions first: an unmerged group label reaches too far to the right before it fails to fit.
        (usize::MAX - contradicting, fitting)
    };
    let best = leaves.iter().map(|leaf| score(leaf)).max()?;
    let mut with_best = leaves.iter().filter(|leaf| score(leaf) == best);
    match (with_best.next(), with_best.next()) {
        (Some(leaf), None) => Some(leaf),
        _ => None,
    }
}

/// Where a header is merged over several columns and its figures are not, one of them holds the figure and the others
/// are blank.
fn drop_blanks_beside_merged_headers(sheet: &Sheet<'_>, figures: &mut Vec<Figure>) {
    let is_blank = |figure: &Figure| match figure.content {
        Some(content) => matches!(sheet.contents[content].kind, Kind::Value(CellValue::Blank)),
        None => true,
    };
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    let mut keep = vec![true; figures.len()];
    for (index, figure) in figures.iter().enumerate() {
        match kept.get(&figure.key) {
            Some(_) if is_blank(figure) => keep[index] = false,
            Some(&earlier) if is_blank(&figures[earlier]) => {
                keep[earlier] = false;
                kept.insert(figure.key.clone(), index);
            }
            Some(_) => {}
            None => {
                kept.insert(figure.key.clone(), index);
            }
        }
    }
    let mut keep = keep.into_iter();
    figures.retain(|_| keep.next().unwrap_or(true));
}
