//! V04: marks of secrecy.

use std::sync::LazyLock;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::sentence_at;
use super::super::wording::lists;
use super::{mask, texts};
use crate::label;

/// The marks, and whether they count only as a whole line.
static MARKS: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/marks.txt"));
    entries.map(|columns| (columns[0], columns.get(1) == Some(&"alone"))).collect()
});

/// V04: marks only (秘密★); words of the form's labels and of work on secrecy (属于国家秘密, 保密审查) are none.
pub(super) fn marks(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for text in texts::all(facts) {
        // 秘 密 ★ 1 年: marks are often spaced.
        let squeezed: String = text.text.chars().filter(|c| !c.is_whitespace()).collect();
        let words = label::words(text.text);
        let is_there = |(mark, is_alone): &&(&str, bool)| {
            if *is_alone { words == *mark } else { squeezed.contains(mark) }
        };
        if let Some((mark, _)) = MARKS.iter().find(is_there) {
            let place = mark.chars().next().and_then(|first| text.text.find(first)).unwrap_or(0);
            let place = text.text.find(mark).unwrap_or(place);
            let finding = findings.new_finding().at(text.at).with("found", mark);
            findings.add(finding.with("sentence", mask::text(sentence_at(text.text, place))));
        }
    }
}
