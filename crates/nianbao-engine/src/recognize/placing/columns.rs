//! Which columns of the sheet are columns of the form.

use std::collections::BTreeSet;

use super::{HEADER_ROWS_WITHOUT_GROUP, Search, best_by_groups};
use crate::recognize::lexicon::{Axis, Target};
use crate::recognize::sheet::Kind;

/// No header has more rows.
const ROWS_OF_A_HEADER: usize = 8;

/// A column label over one column of the sheet.
#[derive(Clone)]
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

/// The column labels of a table, which may stand again further down and there over other columns.
pub(super) struct Headers {
    /// Every one, by row.
    pub(super) all: Vec<Header>,
    frames: Vec<Frame>,
}

/// The column labels that hold from one header on down to the next.
pub(super) struct Frame {
    first_row: usize,
    /// The first row since which the columns stand as they do here.
    pub(super) since: usize,
    /// By row.
    pub(super) headers: Vec<Header>,
    /// The first row with a label over each column; past the last row where there is none.
    tops: Vec<usize>,
}

impl Frame {
    /// Whether a label stands over a column, above a row.
    pub(super) fn is_headed(&self, row: usize, column: usize) -> bool {
        self.tops[column] < row
    }

    /// The labels that hold where another header stands further down, and since which row: its own, and of those above
    /// what it does not have, as the bands of one table. Where the whole header stands again, as on a second page that
    /// was pasted a column further right, nothing above holds.
    fn below(&self, first_row: usize, mut own: Vec<Header>, is_one_band: bool) -> (usize, Vec<Header>) {
        let columns = |headers: &[Header], leaf: (usize, usize)| -> BTreeSet<usize> {
            headers.iter().filter(|header| header.leaves.contains(&leaf)).map(|header| header.column).collect()
        };
        let leaves: BTreeSet<(usize, usize)> =
            self.headers.iter().flat_map(|header| header.leaves.iter().copied()).collect();
        // Bands have labels in common, so one that stands elsewhere says nothing there.
        if is_one_band && leaves.iter().all(|&leaf| !columns(&own, leaf).is_empty()) {
            let stands_alike = leaves.iter().all(|&leaf| columns(&own, leaf) == columns(&self.headers, leaf));
            return (if stands_alike { self.since } else { first_row }, own);
        }
        let stands_again = |header: &&Header| {
            own.iter()
                .any(|own| own.column == header.column && header.leaves.iter().all(|leaf| own.leaves.contains(leaf)))
        };
        let mut headers: Vec<Header> = self.headers.iter().filter(|header| !stands_again(header)).cloned().collect();
        headers.append(&mut own);
        (self.since, headers)
    }
}

impl Headers {
    /// The labels that hold for a row; those that stand below it are among them.
    pub(super) fn of_row(&self, row: usize) -> Option<&Frame> {
        let after = self.frames.partition_point(|frame| frame.first_row < row);
        self.frames[..after].last()
    }

    /// The labels above a row, by row.
    pub(super) fn above(&self, row: usize) -> &[Header] {
        let headers = self.of_row(row).map_or(&[][..], |frame| &frame.headers);
        &headers[..headers.partition_point(|header| header.row < row)]
    }
}

impl Search<'_> {
    /// Every column label that means a leaf, and where each holds.
    pub(super) fn headers(&self) -> Headers {
        let all = self.column_labels();
        let mut has_row = vec![false; self.sheet.rows];
        for content in 0..self.sheet.contents.len() {
            if self.row_targets[content].iter().any(|target| target.is_leaf) {
                has_row[self.rows_of(content)].fill(true);
            }
        }
        let mut frames: Vec<Frame> = Vec::new();
        let mut rest = all.as_slice();
        while let Some(first) = rest.first() {
            // A header ends where a row of figures begins.
            let end = (first.row..self.sheet.rows).find(|&row| has_row[row] && row > first.row);
            let count = rest.iter().take_while(|header| end.is_none_or(|end| header.row < end)).count();
            let (own, below) = rest.split_at(count.max(1));
            rest = below;
            let own = own.to_vec();
            let (since, headers) = match frames.last() {
                Some(above) => above.below(first.row, own, self.form_table.bands.len() == 1),
                None => (0, own),
            };
            let mut tops = vec![usize::MAX; self.sheet.columns];
            for header in &headers {
                tops[header.column] = tops[header.column].min(header.row);
            }
            frames.push(Frame { first_row: first.row, since, headers, tops });
        }
        Headers { all, frames }
    }

    /// Every column label that means a leaf, once for each column it covers, by row.
    fn column_labels(&self) -> Vec<Header> {
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
            let group = covering.and_then(|content| self.column_targets[content].iter().find(|target| target.is_group));
            // What only stands further left says nothing of this column.
            if covering.is_some() && group.is_none() && covering != self.sheet.index_at(row, column) {
                continue;
            }
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
            match group {
                Some(target) => groups.push((target.band, target.node)),
                None if covering.is_none() => {}
                None if rows_without == HEADER_ROWS_WITHOUT_GROUP => break,
                None => rows_without += 1,
            }
        }
        groups
    }

    /// Whether the group that stands over a column is another table's: its 总计 and 其他 are not this table's then.
    pub(super) fn is_under_foreign_group(&self, row: usize, column: usize) -> bool {
        for row in (row.saturating_sub(HEADER_ROWS_WITHOUT_GROUP)..=row).rev() {
            let covering = (0..=column).rev().filter_map(|column| self.sheet.at(row, column));
            let Some(content) = covering.into_iter().find(|content| !content.kind.is_blank()) else { continue };
            // A header has neither titles nor figures: what stands above them is another table's.
            let Kind::Label(targets) = &content.kind else { return false };
            if (0..self.sheet.columns).any(|column| self.sheet.at(row, column).is_some_and(|at| at.kind.is_number())) {
                return false;
            }
            let mut groups = targets.iter().filter(|target| target.axis == Axis::Column && target.is_group).peekable();
            if groups.peek().is_some() {
                return groups.all(|target| (target.form, target.table) != self.of);
            }
        }
        false
    }
}
