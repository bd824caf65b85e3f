//! Every rule, in the order in which findings are listed. To add one: a function in the folder of its group, a line in
//! that group's `RULES`, and its words in the message files of both languages.

use super::rule::Rule;
use super::{figures, identity, prior_year, privacy, prose, structure, wording};

/// The groups in order.
const GROUPS: [&[Rule]; 7] = [
    structure::RULES,
    identity::RULES,
    figures::RULES,
    prior_year::RULES,
    prose::RULES,
    wording::RULES,
    privacy::RULES,
];

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.into_iter().flatten()
}

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}
