//! Rules of group S: the six parts, their headings and their tables.

use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];
