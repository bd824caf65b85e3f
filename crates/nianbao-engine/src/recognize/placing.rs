//! Which cell of the form each position of a sheet is, for one table of one form.
//!
//! A figure belongs to the row whose label stands to its left and to the column whose label is the nearest above it.
//! Where words alone do not decide (`结果维持` stands three times), the labels that contain them do.

mod columns;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::form::{Band, FormTable, Tree};
use nianbao_core::value::CellValue;

use super::lexicon::{Axis, Target};
use super::sheet::{Kind, Sheet};
use crate::label;

/// How many rows without a group label may stand between a column label and the next group label above it.
const HEADER_ROWS_WITHOUT_GROUP: usize = 2;
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

/// Which cell of a form's table: band, row (`None` in a band without row labels) and column, by index.
pub(super) type CellOfForm = (usize, Option<usize>, usize);

/// One figure with its place in the form and on the sheet.
pub(super) struct Figure {
    pub(super) cell: CellOfForm,
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
    if search.row_targets.is_empty() && search.column_targets.is_empty() {
        return Err(None);
    }
    let rows = search.label_rows();
    let headers = search.headers();
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
            let cell = (label.band, label.node, leaf);
            used_labels.push(header.content);
            used_labels.extend(label.content);
            placing.figures.push(Figure { cell, content, row, column });
            placing.last_row = placing.last_row.max(row);
        }
    }
    drop_blanks_beside_merged_headers(sheet, &mut placing.figures);
    used_labels.sort_unstable();
    used_labels.dedup();
    if !search.is_enough(&placing.figures, &used_labels) {
        return Err(search.attempt(&rows, &headers));
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
        let found: BTreeSet<CellOfForm> = figures.iter().map(|figure| figure.cell).collect();
        let distinct = |axis: fn(&Figure) -> usize| figures.iter().map(axis).collect::<BTreeSet<_>>().len();
        let has_row_labels = self.form_table.bands.iter().any(|band| !band.rows.nodes.is_empty());
        let is_whole = |(index, band): (usize, &Band)| {
            let mut rows = band.row_leaves().into_iter();
            rows.all(|row| band.column_leaves().into_iter().all(|column| found.contains(&(index, row, column))))
        };
        // A band may stand on a sheet of its own, and some have only one figure.
        self.form_table.bands.iter().enumerate().any(is_whole)
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
    let mut kept: BTreeMap<CellOfForm, usize> = BTreeMap::new();
    let mut keep = vec![true; figures.len()];
    for (index, figure) in figures.iter().enumerate() {
        match kept.get(&figure.cell) {
            Some(_) if is_blank(figure) => keep[index] = false,
            Some(&earlier) if is_blank(&figures[earlier]) => {
                keep[earlier] = false;
                kept.insert(figure.cell, index);
            }
            Some(_) => {}
            None => {
                kept.insert(figure.cell, index);
            }
        }
    }
    let mut keep = keep.into_iter();
    figures.retain(|_| keep.next().unwrap_or(true));
}
