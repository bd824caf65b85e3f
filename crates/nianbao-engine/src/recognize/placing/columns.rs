//! Which columns of the sheet are columns of the form.

use super::{HEADER_ROWS_WITHOUT_GROUP, Header, Search, best_by_groups, is_blank};
use crate::recognize::lexicon::{Axis, Target};
use crate::recognize::sheet::Kind;

impl<'a> Search<'a> {
    /// Every column label with a leaf among its meanings, once for each column it covers, by row.
    pub(super) fn headers(&self) -> Vec<Header<'a>> {
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
    pub(super) fn decide_column<'t>(
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
    pub(super) fn is_under_foreign_group(&self, row: usize, column: usize) -> bool {
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
}
