//! Rules of group Y: this year's report against last year's.

use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];
