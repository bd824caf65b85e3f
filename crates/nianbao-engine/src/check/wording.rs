//! Rules of group T: left-over template text, typing faults, punctuation.

use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];
