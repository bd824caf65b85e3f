//! Which columns of the sheet are columns of the form.

use super::{HEADER_ROWS_WITHOUT_GROUP, Search, best_by_groups};
use crate::recognize::lexicon::{Axis, Target};
use crate::recognize::sheet::Kind;

/// No header has more rows.
const ROWS_OF_A_HEADER: usize = 8;

/// A column label over one column of the sheet.
pub(super) struct Header {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) content: usize,
    /// The band and the leaf that it means there, for each band that has such a label.
    pub(super) leaves: Vec<(usize, usize)>,
}

impl Header {
    /// The leaf that it means in a band.
    pub(super) fn leaf(&self, band: usize) -> Option<usize> {
        self.leaves.iter().find(|(of, _)| *of == band).map(|(_, leaf)| *leaf)
    }
}

impl Search<'_> {
    /// Every column label that means a leaf, once for each column it covers, by row.
    pub(super) fn headers(&self) -> Vec<Header> {
        let mut headers = Vec::new();
        for row in 0..self.sheet.rows {
            for column in 0..self.sheet.columns {
                let Some(content) = self.sheet.index_at(row, column) else { continue };
                let targets = &self.column_targets[content];
                if !targets.iter().any(|target| target.is_leaf) || self.is_under_foreign_group(row, column) {
                    continue;
                }
                let mut leaves: Vec<(usize, usize)> = Vec::new();
                for band in targets.iter().filter(|target| target.is_leaf).map(|target| target.band) {
                    if !leaves.iter().any(|(known, _)| *known == band) {
                        leaves.extend(self.decide_column(band, content, row, column).map(|leaf| (band, leaf)));
                    }
                }
                headers.push(Header { row, column, content, leaves });
            }
        }
        headers
    }

    /// The leaf of a band that a column label means, decided by the group labels above it where words do not.
    fn decide_column(&self, band: usize, content: usize, row: usize, column: usize) -> Option<usize> {
        let targets = self.column_targets[content].iter().filter(|target| target.band == band && target.is_leaf);
        let candidates: Vec<&Target> = targets.copied().collect();
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
        let mut below = None;
        for row in (row.saturating_sub(ROWS_OF_A_HEADER)..=row).rev() {
            let covering = (0..=column).rev().find_map(|column| {
                let content = self.sheet.index_at(row, column)?;
                (!self.sheet.contents[content].kind.is_blank()).then_some(content)
            });
            // A label that covers several rows is met once, and so is one that was cut into cells under each other.
            let is_same = |content: usize, below: usize| {
                content == below || {
                    let targets = &self.column_targets[content];
                    !targets.is_empty() && *targets == self.column_targets[below]
                }
            };
            if covering.zip(below).is_some_and(|(content, below)| is_same(content, below)) {
                continue;
            }
            below = covering;
            // A piece of a label that was cut into cells is no row of labels.
            if covering.is_some_and(|content| matches!(self.sheet.contents[content].kind, Kind::Value(_))) {
                continue;
            }
            let group = covering.and_then(|content| self.column_targets[content].iter().find(|target| target.is_group));
            match group {
                Some(target) => groups.push((target.band, target.node)),
                // What only stands further left says nothing of this column.
                None if covering.is_none() || covering != self.sheet.index_at(row, column) => {}
                None if rows_without == HEADER_ROWS_WITHOUT_GROUP => break,
                None => rows_without += 1,
            }
        }
        groups
    }

    /// Whether the group that stands over a column is another table's: its 总计 and 其他 are not this table's then.
    pub(super) fn is_under_foreign_group(&self, row: usize, column: usize) -> bool {
        let above = (row.saturating_sub(HEADER_ROWS_WITHOUT_GROUP)..=row).rev();
        let groups = above.filter_map(|row| {
            let covering = (0..=column).rev().filter_map(|column| self.sheet.at(row, column));
            let Kind::Label(targets) = &covering.into_iter().find(|content| !content.kind.is_blank())?.kind else {
                return None;
            };
            let groups: Vec<&Target> =
                targets.iter().filter(|target| target.axis == Axis::Column && target.is_group).collect();
            (!groups.is_empty()).then_some(groups)
        });
        let nearest = groups.into_iter().next();
        nearest.is_some_and(|groups| groups.iter().all(|target| (target.form, target.table) != self.of))
    }
}
