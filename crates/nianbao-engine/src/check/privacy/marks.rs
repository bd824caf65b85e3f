//! V04: marks of secrecy.

use std::sync::LazyLock;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::sentence_at;
use super::super::wording::lists::{self, List};
use super::mask;
use crate::label;

/// The marks, and whether they count only as a whole line.
static MARKS: LazyLock<List<(&str, bool)>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/marks.txt"));
    let marks = entries.map(|columns| (columns[0], columns.get(1) == Some(&"alone")));
    List::new(marks.collect(), |(mark, _)| mark)
});

/// V04: marks only (秘密★); words of the form's labels and of work on secrecy (属于国家秘密, 保密审查) are none.
pub(super) fn marks(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !MARKS.iter().any(|(mark, _)| facts.letters().may_hold(mark)) {
        return;
    }
    for text in facts.texts() {
        // 秘 密 ★ 1 年: marks are often spaced.
        let squeezed: String = text.text.chars().filter(|c| !c.is_whitespace()).collect();
        let is_there = |&(index, _): &(usize, usize)| {
            let (mark, is_alone) = MARKS[index];
            !is_alone || label::words(&squeezed) == mark
        };
        if let Some((index, _)) = MARKS.places(&squeezed).into_iter().find(is_there) {
            let (mark, _) = MARKS[index];
            let place = mark.chars().next().and_then(|first| text.text.find(first)).unwrap_or(0);
            let place = text.text.find(mark).unwrap_or(place);
            let finding = findings.new_finding().at(text.place(facts)).with("found", mark);
            findings.add(finding.with("sentence", mask::text(sentence_at(text.text, place))));
        }
    }
}
