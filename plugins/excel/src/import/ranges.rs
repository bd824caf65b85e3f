//! Ranges of rows or columns: the hidden ones of a sheet.

/// Ranges of rows or columns, both ends included.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// Adds a range.
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        // Adjacent rows come one by one; they are joined so that a sheet of hidden rows costs one entry.
        match self.0.last_mut() {
            Some(range) if range.1.checked_add(1) == Some(first) => range.1 = last,
            _ => self.0.push((first, last)),
        }
    }

    /// Makes the ranges ascending and disjoint, as [`Ranges::cover`] needs them, and cuts them off before `end`.
    pub(crate) fn sorted_before(mut self, end: u32) -> Self {
        self.0.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for (first, last) in self.0 {
            let Some(last) = end.checked_sub(1).map(|end| end.min(last)).filter(|&last| first <= last) else {
                continue;
            };
            match ranges.last_mut() {
                Some(range) if first <= range.1.saturating_add(1) => range.1 = range.1.max(last),
                _ => ranges.push((first, last)),
            }
        }
        Ranges(ranges)
    }

    /// Whether one range covers `count` positions from `first` on.
    pub(crate) fn cover(&self, first: u32, count: u32) -> bool {
        let following = self.0.partition_point(|range| range.0 <= first);
        following > 0 && self.0[following - 1].1 >= first + (count - 1)
    }

    /// The number of the range that a position lies in.
    pub(crate) fn find(&self, position: u32) -> Option<usize> {
        let before = self.0.partition_point(|range| range.0 <= position).checked_sub(1)?;
        (self.0[before].1 >= position).then_some(before)
    }

    /// The ranges in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_sorted_joined_and_cut_off() {
        let mut ranges = Ranges::default();
        for (first, last) in [(7, 8), (1, 1), (2, 3), (8, 16_383), (30, 40), (5, 4)] {
            ranges.add(first, last);
        }
        let ranges = ranges.sorted_before(10);
        assert_eq!(ranges.iter().collect::<Vec<_>>(), [(1, 3), (7, 9)]);
        assert!(ranges.cover(1, 3) && ranges.cover(9, 1));
        assert_eq!([0, 1, 3, 4, 9, 10].map(|at| ranges.find(at)), [None, Some(0), Some(0), None, Some(1), None]);
        assert!(!ranges.cover(0, 1) && !ranges.cover(3, 2) && !ranges.cover(4, 1));
    }
}
