//! T02: stops that are missing, and punctuation of both widths in one report.

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::excerpt::{is_han, neighbours, sentence_at};
use crate::label;

/// A paragraph shorter than this may be a line of something else.
const SHORTEST: usize = 25;
/// How items within a paragraph are counted off.
const COUNTED: [&str; 10] = ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是"];

/// Paragraphs that end without a stop, and items counted off (二是, 三是) that follow without one. Only where the
/// paragraph is otherwise written in whole sentences.
pub(super) fn stops(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let paragraphs = || facts.passages().iter().filter(|passage| !passage.is_heading);
    let may_count_off = facts.letters().may_hold_any(&COUNTED[1..]);
    for passage in paragraphs().filter(|_| may_count_off) {
        if let Some(at) = item_without_stop(passage.text) {
            let finding =
                findings.new_finding().with("kind", "item_stop").with("sentence", sentence_at(passage.text, at));
            let end = passage.text[at..].char_indices().nth(2).map_or(passage.text.len(), |(length, _)| at + length);
            findings.add(finding.with("found", &passage.text[at..end]));
        }
    }
    let without: Vec<&str> = paragraphs().map(|passage| passage.text.trim()).filter(|text| lacks_stop(text)).collect();
    if let Some(first) = without.first() {
        let finding = findings.new_finding().with("kind", "stop").with("count", without.len());
        findings.add(finding.with("sentence", sentence_at(first, first.len() - 1)));
    }
}

/// Where `二是` or a later one follows a word directly, after an earlier one was counted off; after a figure it is sure
/// by itself.
fn item_without_stop(text: &str) -> Option<usize> {
    if !text.contains('是') {
        return None;
    }
    let after_figure = COUNTED[1..].iter().find_map(|counted| {
        let mut places = text.match_indices(counted).map(|(at, _)| at);
        places.find(|&at| text[..at].ends_with(|c: char| c.is_ascii_digit()))
    });
    after_figure.or_else(|| after_word(text))
}

fn after_word(text: &str) -> Option<usize> {
    COUNTED.windows(2).find_map(|pair| {
        let after = text.find(pair[0])? + pair[0].len();
        let at = after + text[after..].find(pair[1])?;
        let before = text[..at].chars().next_back()?;
        let belongs_to_word = "其第这那有十一二三四五六七八九".contains(before);
        (is_han(before) && !belongs_to_word).then_some(at)
    })
}

fn lacks_stop(text: &str) -> bool {
    let Some(last) = text.chars().next_back() else { return false };
    let ends_in_word = is_han(last) || last.is_ascii_digit() || "％%".contains(last);
    ends_in_word && text.contains('。') && text.chars().count() >= SHORTEST
}

/// Half-width marks after Chinese characters in a report that has full-width ones too: one hint.
pub(super) fn widths(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    const FULL: [char; 6] = ['，', '；', '：', '（', '）', '？'];
    const HALF: [char; 6] = [',', ';', ':', '(', ')', '?'];
    if !HALF.iter().any(|mark| facts.letters().may_have(*mark)) {
        return;
    }
    let (mut full, mut half, mut first) = (0_usize, 0_usize, None);
    for passage in facts.passages() {
        let text = label::split_number(passage.text).1;
        full += text.matches(FULL).count();
        for (at, mark) in text.match_indices(HALF) {
            let (before, after) = neighbours(text, at, at + mark.len());
            let is_in_chinese = before.is_some_and(|c| is_han(c) || "》”".contains(c));
            if is_in_chinese && !after.is_some_and(|c| c == '/' || c.is_ascii_alphabetic()) {
                half += 1;
                first = first.or(Some((text, at, mark)));
            }
        }
    }
    if let Some((text, at, mark)) = first.filter(|_| full > 0) {
        let mut finding = findings.new_finding().with("kind", "width").with("found", mark).with("count", half);
        finding.severity = nianbao_core::finding::Severity::Hint;
        findings.add(finding.with("sentence", sentence_at(text, at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_follow_without_a_stop() {
        for (text, found) in [
            ("一是公开清单二是更新指南。", true),
            ("收到事项0三是办结0。", true),
            ("一是公开清单；二是更新指南；三是培训。", false),
            ("其一是公开，其二是更新。", false),
            ("第二是更新。", false),
            ("一是公开清单。\n二是更新。", false),
        ] {
            assert_eq!(item_without_stop(text).is_some(), found, "{text}");
        }
    }
}
