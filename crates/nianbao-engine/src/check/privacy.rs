//! Rules of group V: what must not be published, and what a file carries unseen.

use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];
