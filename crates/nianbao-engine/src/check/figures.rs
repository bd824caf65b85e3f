//! Rules of group F and R: what stands in the cells, and what must hold among them.

use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];
