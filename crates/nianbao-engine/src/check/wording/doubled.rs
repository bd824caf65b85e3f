//! T02: what stands twice: words, items of a list, sentences, punctuation.

use super::super::facts::{Facts, Sentence};
use super::super::rule::Findings;
use super::excerpt::{is_han, sentence_at};
use crate::label;

/// A repeated stretch of characters is a fault from this length on; 政府政府 and 公开公开 stand in good sentences.
const FEWEST: usize = 3;
const MOST: usize = 12;
/// Words after which the same word may begin another: 公开委员会委员会议.
const MAY_REPEAT: [&str; 3] = ["委员会", "办公室", "公安局"];
/// Labels of items shorter than this stand in every list.
const SHORTEST_LABEL: usize = 3;
const SHORTEST_SENTENCE: usize = 8;

/// Stretches of Chinese characters that stand twice running.
pub(super) fn words(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for line in super::lines(facts).into_iter().filter(|line| may_repeat(line)) {
        let characters: Vec<(usize, char)> = line.char_indices().collect();
        let mut index = 0;
        while index + 2 * FEWEST <= characters.len() {
            match repeated_at(&characters[index..]) {
                Some(length) => {
                    let (start, end) = (characters[index].0, characters[index + length].0);
                    let finding = findings.new_finding().with("kind", "word").with("found", &line[start..end]);
                    findings.add(finding.with("sentence", sentence_at(line, start)));
                    index += 2 * length;
                }
                None => index += 1,
            }
        }
    }
}

/// Whether some Chinese characters stand again soon enough to be such a stretch: in most lines none do.
fn may_repeat(line: &str) -> bool {
    // The beginnings of so many stretches before this one; they are compared all at once.
    const _: () = assert!(MOST < 16 && FEWEST == 3);
    let mut before = [0_u64; 16];
    let (mut one, mut two) = (None, None);
    for (index, c) in line.chars().enumerate() {
        let three = Some(c).filter(|c| is_han(*c));
        if let (Some(one), Some(two), Some(three)) = (one, two, three) {
            let stretch = u64::from(one) << 42 | u64::from(two) << 21 | u64::from(three);
            if before.contains(&stretch) {
                return true;
            }
            before[index % before.len()] = stretch;
        }
        (one, two) = (two, three);
    }
    false
}

/// How many characters at the beginning stand twice running.
fn repeated_at(characters: &[(usize, char)]) -> Option<usize> {
    let longest = MOST.min(characters.len() / 2);
    let first = characters.first().map(|(_, c)| *c).filter(|c| is_han(*c))?;
    let length = (FEWEST..=longest).rev().filter(|&length| characters[length].1 == first).find(|&length| {
        let (one, rest) = characters.split_at(length);
        one.iter().zip(rest).all(|(one, other)| one.1 == other.1 && is_han(one.1))
    })?;
    let word: String = characters[..length].iter().map(|(_, c)| c).collect();
    // 一一一 and 年年年 are no words.
    let is_one_character = word.chars().all(|c| word.starts_with(c));
    (!is_one_character && !MAY_REPEAT.contains(&word.as_str())).then_some(length)
}

/// Items such as `规划总结2条` that stand twice in one list. Counts of 0 do: 废止0件 of this and of that.
pub(super) fn items(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let with_counts = |sentence: &&Sentence<'_>| sentence.text.bytes().any(|byte| byte.is_ascii_digit());
    for sentence in facts.sentences().iter().filter(with_counts) {
        for list in sentence.text.split(['：', ':', '；', ';', '。']) {
            if list.bytes().filter(u8::is_ascii_digit).count() < 3 {
                continue;
            }
            let items: Vec<&str> = list.split(['，', ',', '、']).map(str::trim).filter(|item| is_count(item)).collect();
            let twice = items.iter().enumerate().find(|(index, item)| items[..*index].contains(*item));
            if let Some((_, item)) = twice.filter(|_| items.len() > 2) {
                let finding = findings.new_finding().with("kind", "item").with("found", item);
                findings.add(finding.with("sentence", sentence.text));
                break;
            }
        }
    }
}

/// Whether an item is a name with a count that is not 0.
fn is_count(item: &str) -> bool {
    let Some(at) = item.find(|c: char| c.is_ascii_digit()) else { return false };
    let (name, rest) = item.split_at(at);
    let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.bytes().any(|byte| byte != b'0');
    name.chars().count() >= SHORTEST_LABEL && name.chars().all(is_han) && is_whole
}

/// Sentences that stand twice running.
pub(super) fn sentences(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for pair in facts.sentences().windows(2) {
        let [one, other] = pair else { continue };
        let is_same = one.text == other.text && one.part == other.part;
        if is_same && label::words(one.text).chars().count() >= SHORTEST_SENTENCE {
            findings.add(findings.new_finding().with("kind", "sentence").with("sentence", one.text));
        }
    }
}

/// Two marks of punctuation running: `；；`, `，。`.
pub(super) fn marks(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    const MARKS: [char; 5] = ['，', '。', '；', '：', '、'];
    let may_follow = |one: char| MARKS.iter().any(|other| facts.letters().may_hold(&String::from_iter([one, *other])));
    if !MARKS.into_iter().any(may_follow) {
        return;
    }
    for line in super::lines(facts) {
        let mut from = 0;
        while let Some(start) = line[from..].find(MARKS).map(|at| from + at) {
            let end = line[start..].find(|c: char| !MARKS.contains(&c)).map_or(line.len(), |length| start + length);
            if line[start..end].chars().count() > 1 {
                let finding = findings.new_finding().with("kind", "mark").with("found", &line[start..end]);
                findings.add(finding.with("sentence", sentence_at(line, start)));
            }
            from = end;
        }
    }
}
