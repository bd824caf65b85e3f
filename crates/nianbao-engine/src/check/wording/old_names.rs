//! T08: names of districts and organs that are no longer theirs.

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::excerpt::sentence_at;

/// T08 [local]: old names from the setting's `words`, each `old` or `old=new`. Names in 《》 and after 原 are history.
pub(super) fn old_names(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let lines = super::lines(facts);
    for word in facts.setting("T08").map_or(&[][..], |setting| &setting.words) {
        let (old, new) = word.split_once('=').unwrap_or((word, ""));
        let (old, new) = (old.trim(), new.trim());
        let places = lines.iter().flat_map(|line| {
            let places = line.match_indices(old).map(|(at, _)| at);
            places.filter(|&at| !is_history(line, at, new, old)).map(|at| sentence_at(line, at))
        });
        let places: Vec<&str> = places.collect();
        if let Some(first) = places.first().filter(|_| !old.is_empty()) {
            let finding = findings.new_finding().with("found", old).with("sentence", first).with("count", places.len());
            let finding = finding.with("known", if new.is_empty() { "no" } else { "yes" });
            findings.add(finding.with("right", new));
        }
    }
}

fn is_history(line: &str, at: usize, new: &str, old: &str) -> bool {
    let before = &line[..at];
    let is_in_title = before.rfind('《').is_some_and(|open| !before[open..].contains('》'));
    // The old name may be the end or the beginning of the new one.
    let is_new = !new.is_empty()
        && new.match_indices(old).any(|(offset, _)| {
            let rest = at.checked_sub(offset).and_then(|start| line.get(start..));
            rest.is_some_and(|rest| rest.starts_with(new))
        });
    is_in_title || is_new || before.ends_with('原') || before.ends_with("原名")
}
