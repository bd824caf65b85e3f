//! Rules of group N: the counts that the text gives against the figures of the tables.

use super::facts::{Claim, Facts};
use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];

/// The counts in the text that speak of figures of the tables, in the order of the sentences.
pub(super) fn claims(_facts: &Facts<'_>) -> Vec<Claim> {
    Vec::new()
}
