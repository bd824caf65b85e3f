//! Rules of group I: organ, year, period and contact.

use super::rule::Rule;

/// The rules in order.
pub(super) const RULES: &[Rule] = &[];
