//! Which cell of the form each position of a sheet is, for one table of one form.
//!
//! A figure belongs to the row whose label stands to its left and to the column whose label is the nearest above it.
//! Where words alone do not decide (`结果维持` stands three times), the labels that contain them do.

mod columns;
mod extra;
mod rows;
mod shifted;

use std::collections::BTreeSet;
use std::ops::{Index, Range};

use nianbao_core::form::{Band, FormTable, Tree};
use rustc_hash::FxHashMap;

use super::lexicon::{Axis, Target};
use super::sheet::{Kind, Sheet};
use crate::label;

use columns::Header;
pub(super) use extra::LocalRow;
use rows::RowLabel;
pub(super) use rows::is_figure;
pub(super) use shifted::UndecidedRow;

/// How many rows without a group label may stand between a column label and the next group label above it.
const HEADER_ROWS_WITHOUT_GROUP: usize = 2;
/// A label of fewer characters tells nothing: 总计 and 其他 stand in every other workbook.
const TELLING_CHARACTERS: usize = 4;

/// A row with so many figures under the right labels is no chance.
const COLUMNS_OF_A_LONG_ROW: usize = 5;

/// A form table found on a sheet.
pub(super) struct Placing {
    pub(super) form: usize,
    pub(super) table: usize,
    /// The table's id.
    pub(super) id: String,
    /// Every figure that has a place, in the sheet's order.
    pub(super) figures: Vec<Figure>,
    /// The rows of the sheet from the first header to the last row of figures or of local rows.
    pub(super) first_row: usize,
    pub(super) last_row: usize,
    /// Labels taken although their words are not quite the form's: content index and the label meant.
    pub(super) near: Vec<(usize, String)>,
    /// Local rows among or under the form's.
    pub(super) local_rows: Vec<LocalRow>,
    /// Rows of the form whose figures cannot be told apart.
    pub(super) undecided: Vec<UndecidedRow>,
    /// Numbers within the table that have no place, by content index.
    pub(super) homeless: Vec<usize>,
}

impl Placing {
    /// How many different cells of the form were found.
    pub(super) fn found(&self) -> usize {
        let mut cells: Vec<CellOfForm> = self.figures.iter().map(|figure| figure.cell).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.len()
    }
}

/// Which cell of a form's table: band, row (`None` in a band without row labels) and column, by index.
pub(super) type CellOfForm = (usize, Option<usize>, usize);

/// One figure with its place in the form and on the sheet.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub(super) cell: CellOfForm,
    /// The content that holds it; `None` where the file holds no cell there, which is a blank.
    pub(super) content: Option<usize>,
    pub(super) row: usize,
    pub(super) column: usize,
}

impl Figure {
    /// Whether its cell is there and empty, or not there.
    pub(super) fn is_blank(&self, sheet: &Sheet<'_>) -> bool {
        self.content.is_none_or(|content| sheet.contents[content].kind.is_blank())
    }
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
    if search.is_empty() {
        return Err(None);
    }
    let headers = search.headers();
    let rows = search.label_rows(&headers);
    let mut placing = Placing {
        form,
        table,
        id: form_table.id.clone(),
        figures: Vec::new(),
        first_row: 0,
        last_row: 0,
        near: Vec::new(),
        local_rows: Vec::new(),
        undecided: Vec::new(),
        homeless: Vec::new(),
    };
    let mut used_labels = Vec::new();
    for (row, label) in search.rows_with_figures(&rows, &headers.all) {
        let figures = match search.figures_of_row(row, &label, headers.above(row)) {
            Ok(figures) => figures,
            Err(undecided) => {
                placing.undecided.push(undecided);
                placing.last_row = placing.last_row.max(row);
                continue;
            }
        };
        for (figure, header) in figures {
            used_labels.push(header.content);
            used_labels.extend(label.content);
            placing.figures.push(figure);
            placing.last_row = placing.last_row.max(row);
        }
    }
    drop_blanks_beside_merged_headers(sheet, &mut placing.figures);
    used_labels.sort_unstable();
    used_labels.dedup();
    if !search.is_enough(&placing.figures, &used_labels) {
        return Err(search.attempt(&rows, &headers.all));
    }
    // Of the labels only those that lead to a figure are the table's: its words stand over the next table too.
    let rows_of_labels = used_labels.iter().map(|&content| sheet.contents[content].row);
    placing.first_row = rows_of_labels.min().unwrap_or(placing.last_row);
    while placing.first_row > 0 && search.has_label(placing.first_row - 1) {
        placing.first_row -= 1;
    }
    placing.near = used_labels.into_iter().filter_map(|content| search.near_label(content)).collect();
    search.find_local_rows(&mut placing, &rows, &headers);
    Ok(placing)
}

/// Finds a table whose rows and columns are exchanged, on a sheet and the same sheet transposed.
pub(super) fn place_transposed(
    sheet: &Sheet<'_>,
    transposed: &Sheet<'_>,
    form: usize,
    table: usize,
    form_table: &FormTable,
) -> Option<Placing> {
    let mut placing = place(transposed, form, table, form_table).ok()?;
    for figure in &mut placing.figures {
        (figure.row, figure.column) = (figure.column, figure.row);
    }
    // A transposed table's local rows are columns, which nobody adds; its numbers without a place stay homeless.
    let local = std::mem::take(&mut placing.local_rows).into_iter().flat_map(|row| row.figures);
    placing.homeless.extend(local.map(|(_, content)| content));
    let labels = sheet.contents.iter().filter(|content| {
        let Kind::Label(targets) = &content.kind else { return false };
        targets.iter().any(|target| (target.form, target.table) == (form, table))
    });
    let rows = labels.map(|content| content.row).chain(placing.figures.iter().map(|figure| figure.row));
    placing.first_row = rows.clone().min().unwrap_or(0);
    placing.last_row = rows.max().unwrap_or(0);
    Some(placing)
}

struct Search<'a> {
    sheet: &'a Sheet<'a>,
    form_table: &'a FormTable,
    /// The indexes of form and table.
    of: (usize, usize),
    /// This table's row targets by content, and its column targets; none for most contents.
    row_targets: TargetsOf<'a>,
    column_targets: TargetsOf<'a>,
}

/// The targets of each content, by its index; all in one piece, since most contents have none or one.
#[derive(Default)]
struct TargetsOf<'a> {
    targets: Vec<&'a Target>,
    places: Vec<Range<usize>>,
}

impl TargetsOf<'_> {
    /// What was pushed since the last call is the next content's.
    fn end_content(&mut self) {
        let start = self.places.last().map_or(0, |place| place.end);
        self.places.push(start..self.targets.len());
    }

    fn clear(&mut self, content: usize) {
        let place = &mut self.places[content];
        place.start = place.end;
    }
}

impl<'a> Index<usize> for TargetsOf<'a> {
    type Output = [&'a Target];

    fn index(&self, content: usize) -> &Self::Output {
        &self.targets[self.places[content].clone()]
    }
}

impl<'a> Search<'a> {
    fn new(sheet: &'a Sheet<'a>, form: usize, table: usize, form_table: &'a FormTable) -> Self {
        let (mut row_targets, mut column_targets) = (TargetsOf::default(), TargetsOf::default());
        for content in &sheet.contents {
            if let Kind::Label(targets) = &content.kind {
                for target in targets.iter().filter(|target| target.form == form && target.table == table) {
                    match target.axis {
                        Axis::Row => row_targets.targets.push(target),
                        Axis::Column => column_targets.targets.push(target),
                        Axis::Furniture => {}
                    }
                }
            }
            row_targets.end_content();
            column_targets.end_content();
        }
        let mut search = Search { sheet, form_table, of: (form, table), row_targets, column_targets };
        search.part_ambiguous_labels();
        search
    }

    /// Whether the sheet has no label of the table.
    fn is_empty(&self) -> bool {
        self.row_targets.targets.is_empty() && self.column_targets.targets.is_empty()
    }

    /// Whether a content's top left corner is at a position and it is no label: merged figures are read once.
    fn is_own_corner(&self, content: usize, row: usize, column: usize) -> bool {
        let top = &self.sheet.contents[content];
        top.row == row && top.column == column && matches!(top.kind, Kind::Value(_))
    }

    /// Whether what was found is the table, and not a few words that it shares with any other.
    fn is_enough(&self, figures: &[Figure], labels: &[usize]) -> bool {
        let tells = |&content: &usize| {
            let content = &self.sheet.contents[content];
            content.is_piece || label::normalize(&content.cell.text).chars().count() >= TELLING_CHARACTERS
        };
        let groups = || self.groups_among(labels);
        if labels.iter().copied().chain(groups()).filter(tells).take(2).count() < 2 {
            return false;
        }
        let has_row_labels = self.form_table.bands.iter().any(|band| !band.rows.nodes.is_empty());
        let stand_in_rows = || figures.windows(2).any(|pair| pair[0].row != pair[1].row);
        let columns = || figures.iter().map(|figure| figure.column).collect::<BTreeSet<_>>().len();
        if if has_row_labels { stand_in_rows() } else { columns() >= 5 } {
            return true;
        }
        let found: BTreeSet<CellOfForm> = figures.iter().map(|figure| figure.cell).collect();
        let is_whole = |(index, band): (usize, &Band)| {
            let mut rows = band.row_leaves().into_iter();
            rows.all(|row| band.column_leaves().into_iter().all(|column| found.contains(&(index, row, column))))
        };
        // Of a long table one row may be all there is, where none of its columns is missing.
        let is_whole_row = |figure: &Figure| {
            let columns = self.form_table.bands[figure.cell.0].column_leaves();
            columns.len() >= COLUMNS_OF_A_LONG_ROW
                && columns.into_iter().all(|column| found.contains(&(figure.cell.0, figure.cell.1, column)))
        };
        // A band may stand on a sheet of its own, and some have only one figure.
        figures.first().is_some_and(is_whole_row) || self.form_table.bands.iter().enumerate().any(is_whole)
    }

    /// The column labels that contain others, in the header of the labels used.
    fn groups_among(&self, labels: &[usize]) -> impl Iterator<Item = usize> {
        let rows = || labels.iter().map(|&content| self.sheet.contents[content].row);
        let first = rows().min().unwrap_or(0).saturating_sub(HEADER_ROWS_WITHOUT_GROUP);
        let header = first..=rows().max().unwrap_or(0);
        let is_group = |&content: &usize| self.column_targets[content].iter().any(|target| target.is_group);
        let groups = (0..self.sheet.contents.len()).filter(is_group);
        groups.filter(move |&content| header.contains(&self.sheet.contents[content].row))
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

    fn attempt(&self, rows: &[(usize, RowLabel)], headers: &[Header]) -> Option<Attempt> {
        let without_rows = self.form_table.bands.iter().all(|band| band.rows.nodes.is_empty());
        let bands = &self.form_table.bands;
        // A label that stands many times is one: no more are found than there are.
        let (found, wanted): (usize, usize) = if without_rows {
            let leaves: BTreeSet<&[(usize, usize)]> = headers.iter().map(|header| header.leaves.as_slice()).collect();
            (leaves.len(), bands.iter().map(|band| band.column_leaves().len()).sum())
        } else {
            let leaves: BTreeSet<_> = rows.iter().map(|(_, label)| (label.band, label.node)).collect();
            (leaves.len(), bands.iter().map(|band| band.row_leaves().len()).sum())
        };
        let first_row = rows.iter().filter_map(|(_, label)| label.content).min();
        let first = first_row.or_else(|| headers.iter().map(|header| header.content).min())?;
        Some(Attempt { found: found.min(wanted), wanted, first })
    }

    /// The official label that a content was taken for, where its words are not quite that label's.
    fn near_label(&self, content: usize) -> Option<(usize, String)> {
        let mut targets = self.row_targets[content].iter().chain(self.column_targets[content].iter());
        let target = targets.find(|target| target.edits > 0)?;
        let band = &self.form_table.bands[target.band];
        let tree = if target.axis == Axis::Row { &band.rows } else { &band.columns };
        Some((content, tree.nodes[target.node].label.clone()))
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
    let mut kept: FxHashMap<CellOfForm, usize> = FxHashMap::default();
    let mut keep = vec![true; figures.len()];
    for (index, figure) in figures.iter().enumerate() {
        match kept.get(&figure.cell) {
            Some(_) if figure.is_blank(sheet) => keep[index] = false,
            Some(&earlier) if figures[earlier].is_blank(sheet) => {
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
