//! Errors planted in right reports: does the check name what was planted?
//!
//! - [`figures`]: wrong figures in tables three and four.

pub mod figures;

use std::collections::BTreeMap;
use std::fmt;

/// How many planted errors were named, and what the others look like.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Reports with a planted error.
    pub tried: usize,
    /// Those of which the first answer is what stood there before.
    pub named: usize,
    /// The same by kind of error.
    pub by_kind: BTreeMap<&'static str, (usize, usize)>,
    /// What was planted, and what was named, where that differs.
    pub misses: Vec<String>,
}

impl Score {
    /// Counts one report.
    pub fn add(&mut self, kind: &'static str, miss: Option<String>) {
        let of_kind = self.by_kind.entry(kind).or_default();
        self.tried += 1;
        of_kind.1 += 1;
        match miss {
            None => {
                self.named += 1;
                of_kind.0 += 1;
            }
            Some(miss) => self.misses.push(format!("{kind}: {miss}")),
        }
    }

    /// Whether at least so many of a hundred were named.
    pub fn reaches(&self, percent: usize) -> bool {
        self.tried > 0 && self.named * 100 >= self.tried * percent
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_mille = (self.named * 1000).checked_div(self.tried).unwrap_or_default();
        write!(f, "{:>5} of {:>5} = {:>3}.{} %", self.named, self.tried, per_mille / 10, per_mille % 10)
    }
}
