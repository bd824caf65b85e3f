//! T02: what stands twice: words, items of a list, sentences, punctuation.

use super::super::facts::{Facts, Sentence};
use super::super::prose::Line;
use super::super::rule::Findings;
use super::excerpt::{is_han, sentence_at, sentence_through};
use crate::label;

/// A repeated stretch of characters is a fault from this length on; 政府政府 and 公开公开 stand in good sentences.
const FEWEST: usize = 3;
const MOST: usize = 12;
/// Two characters that end a clause twice over are a fault: 各项工作工作。 Not so what people say twice, and what stands at
/// the end of one word and is the beginning of another.
const SAID_TWICE: [&str; 24] = [
    "公开", "政府", "研究", "讨论", "学习", "了解", "考虑", "商量", "熟悉", "体验", "休息", "什么", "哪些", "很多",
    "非常", "多少", "不断", "逐步", "试验", "检查", "整理", "交流", "沟通", "参观",
];
/// Words after which the same word may begin another: 公开委员会委员会议.
const MAY_REPEAT: [&str; 3] = ["委员会", "办公室", "公安局"];
const SHORTEST_WORD: usize = 2;
/// Labels of items shorter than this stand in every list.
const SHORTEST_LABEL: usize = 3;
const SHORTEST_SENTENCE: usize = 8;

/// Words that stand twice running.
pub(super) fn words(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let lines: Vec<&str> = super::lines(facts).into_iter().filter(|line| may_repeat(line)).collect();
    long_words(&lines, findings);
    short_words(&lines, findings);
}

/// Stretches of Chinese characters that stand twice running.
fn long_words(lines: &[&str], findings: &mut Findings<'_>) {
    for line in lines {
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

/// Words of two characters that end a clause and stand there twice.
fn short_words(lines: &[&str], findings: &mut Findings<'_>) {
    for line in lines {
        let mut last = ['\0'; 4];
        let may_end = line.char_indices().chain(std::iter::once((line.len(), '。')));
        for (at, c) in may_end {
            let [one, two, three, four] = last;
            let ends_clause = matches!(c, '，' | '。' | '；' | '、' | '：' | '！');
            let is_twice = || one == three && two == four && one != two && last.into_iter().all(is_han);
            if ends_clause && is_twice() {
                let start = at - [three, four].map(char::len_utf8).iter().sum::<usize>();
                let word = &line[start..at];
                let counts = "一二三四五六七八九十两几每逐各某".contains(one);
                if !counts && !SAID_TWICE.contains(&word) {
                    let finding = findings.new_finding().with("kind", "word").with("found", word);
                    findings.add(finding.with("sentence", sentence_at(line, start)));
                }
            }
            last = [two, three, four, c];
        }
    }
}

/// Whether a stretch of characters may stand twice running: in most lines none does.
fn may_repeat(line: &str) -> bool {
    // Where characters stood last, by their lowest bits.
    let mut last = [0_usize; 256];
    let mut running = 0;
    for (index, c) in (MOST + 1..).zip(line.chars()) {
        let place = &mut last[c as usize % 256];
        let distance = index - std::mem::replace(place, index);
        // Every character of the second stretch stands in the first, and its last no farther away than both are long.
        running = if distance <= MOST && is_han(c) { running + 1 } else { 0 };
        if running >= distance.max(SHORTEST_WORD) {
            return true;
        }
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
    // An item that stands twice has its number twice.
    let may_repeat =
        |(sentence, line): (&'_ Sentence<'_>, &Line<'_>)| !sentence.is_of_the_year || line.repeats_a_number();
    for (sentence, _) in facts.sentences().iter().zip(facts.lines()).filter(|both| may_repeat(*both)) {
        for list in sentence.text.split(['：', ':', '；', ';', '。']) {
            if list.bytes().filter(u8::is_ascii_digit).count() < 2 {
                continue;
            }
            let all: Vec<&str> =
                list.split(['，', ',', '、']).map(|item| item.trim().trim_start_matches("其中")).collect();
            let items: Vec<&str> = all.iter().copied().filter(|item| is_count(item)).collect();
            let twice = items.iter().enumerate().find(|(index, item)| items[..*index].contains(*item));
            let twice = twice.map(|(_, item)| *item).filter(|_| items.len() > 2);
            // Side by side two are enough.
            let running = || all.windows(2).find(|pair| pair[0] == pair[1] && is_count(pair[0])).map(|pair| pair[0]);
            if let Some(item) = twice.or_else(running) {
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
                findings.add(finding.with("sentence", sentence_through(line, start, end)));
            }
            from = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_stretch_that_stands_twice_is_passed_over() {
        // With characters of its own, with some that stand in it twice, and with two of the same lowest bits.
        for word in ["政务公开工作要点落实情况", "公开公示公开工作公开平台", "一乀二与三四五六七八九十"]
        {
            let characters: Vec<char> = word.chars().collect();
            for length in SHORTEST_WORD..=MOST {
                let stretch: String = characters[..length].iter().collect();
                for line in [format!("{stretch}{stretch}"), format!("本局{stretch}{stretch}，依法公开。")] {
                    assert!(may_repeat(&line), "{line}");
                }
            }
        }
        for line in ["公开政府信息，公开政府信息", "主动公开政府信息条数与政府信息公开情况", "1212。", ""]
        {
            assert!(!may_repeat(line), "{line}");
        }
    }
}
