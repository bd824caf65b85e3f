//! Every rule, in the order in which findings are listed. To add one: a function in the folder of its group, a line in
//! that group's `RULES`, and its words in the message files of both languages.

use nianbao_core::finding::Severity;

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

/// The rules that are kept elsewhere, with how grave a breach is: while a file is read, where alone it can be seen how a
/// cell is written and of which edition a table is; and over a whole batch.
const ELSEWHERE: [(&str, Severity); 3] =
    [("F04", Severity::Hint), ("S06", Severity::Warning), ("Y07", Severity::Warning)];

/// All rules that are run on a report.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.into_iter().flatten()
}

/// How grave a breach of a rule is, wherever it is kept; `None` for what is no rule.
pub fn severity(code: &str) -> Option<Severity> {
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == code);
    find(code).map(|rule| rule.severity).or(elsewhere.map(|(_, severity)| *severity))
}

/// The rule of a code, among those that are run on a report.
pub fn find(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}
