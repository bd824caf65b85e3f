//! T01: text of a template that was left in, and places that nobody filled in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::excerpt::{neighbours, sentence_at};
use super::lists::{self, List};

/// Words that only a template has, and whether they count only as a whole word.
static WORDS: LazyLock<List<(&str, bool)>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/leftovers.txt"));
    let words = entries.map(|columns| (columns[0], columns.get(1) == Some(&"word")));
    List::new(words.collect(), |(word, _)| word)
});
/// What stands in places to be filled in.
const MARKS: [char; 10] = ['X', 'x', 'Ｘ', 'ｘ', '×', '✕', '*', '＊', '_', '＿'];
/// What follows a place to be filled in by a number.
const UNITS: &str = "年月日件条次个项元万宗份篇";
/// What stands before a count that was left out, and the units of such counts.
const COUNTED: [&str; 34] = [
    "信息",
    "申请",
    "公开",
    "发布",
    "收到",
    "受理",
    "答复",
    "办结",
    "办理",
    "文件",
    "意见",
    "建议",
    "提案",
    "留言",
    "会议",
    "培训",
    "诉讼",
    "复议",
    "处罚",
    "许可",
    "强制",
    "决定",
    "废止",
    "制发",
    "公众号",
    "网站",
    "共",
    "共计",
    "合计",
    "总计",
    "累计",
    "约",
    "新增",
    "召开",
];
const COUNT_UNITS: &str = "条件份篇宗次个项期场";
/// What follows a place to be filled in by a name.
const ORGANS: &str = "局委办厅镇乡县市区省街处村社";

/// T01: places marked XX, ×× or ____, the form's own guidance, and words that only templates and programs write. One
/// finding for the places to be filled in, and one for each of the words.
pub(super) fn leftovers(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let guides = facts.forms.iter().flat_map(|form| &form.parts).map(|part| part.guide.zh.as_str());
    let letters = facts.letters();
    let guides: Vec<&str> = guides.filter(|guide| !guide.is_empty() && letters.may_hold(guide)).collect();
    let has_marks = MARKS.iter().any(|mark| letters.may_have(*mark));
    let has_words = WORDS.iter().any(|(word, _)| letters.may_hold(word));
    let has_blanks = [' ', '\u{3000}', '\u{a0}'].iter().any(|blank| letters.may_have(*blank));
    if guides.is_empty() && !has_marks && !has_words && !has_blanks {
        return;
    }
    // By kind: what was found first, where, and how often.
    let mut found: BTreeMap<&str, (String, String, usize)> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    let mut note = |kind: &'static str, what: &str, sentence: &str| {
        let entry = found.entry(kind).or_insert_with(|| {
            order.push(kind);
            (what.to_owned(), sentence.to_owned(), 0)
        });
        entry.2 += 1;
    };
    for line in super::lines(facts) {
        for (start, end) in if has_marks { blanks(line) } else { Vec::new() } {
            note("", &line[start..end], sentence_at(line, start));
        }
        for (start, end) in if has_blanks { missing_counts(line) } else { Vec::new() } {
            note("", &line[start..end], sentence_at(line, start));
        }
        let mut before = None;
        for (index, at) in if has_words { WORDS.places(line) } else { Vec::new() } {
            let (word, is_whole) = WORDS[index];
            if before != Some(index) && (!is_whole || is_whole_word(line, at, word)) {
                note(word, word, sentence_at(line, at));
                before = Some(index);
            }
        }
        if let Some(guide) = guides.iter().find(|guide| line.contains(**guide)) {
            note("guide", guide, line);
        }
    }
    for kind in order {
        if let Some((what, sentence, count)) = found.remove(kind) {
            let finding = findings.new_finding().with("found", what).with("sentence", sentence);
            findings.add(finding.with("count", count));
        }
    }
}

fn is_whole_word(text: &str, at: usize, word: &str) -> bool {
    let (before, after) = neighbours(text, at, at + word.len());
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "_-.@/".contains(c));
    !is_letter(before) && !is_letter(after)
}

/// The places to be filled in: runs of X, ×, * and _ that are no part of an address or a masked number.
fn blanks(text: &str) -> Vec<(usize, usize)> {
    let mut blanks = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(MARKS).map(|at| from + at) {
        let Some(mark) = text[start..].chars().next() else { break };
        let end = text[start..].find(|c| c != mark).map_or(text.len(), |length| start + length);
        if is_blank(mark, text[start..end].chars().count(), neighbours(text, start, end)) {
            blanks.push((start, end));
        }
        from = end;
    }
    blanks
}

/// Places where a count was left out: 公开信息  条. One blank may be the typesetter's.
fn missing_counts(text: &str) -> Vec<(usize, usize)> {
    let is_space = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\t');
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_space).map(|at| from + at) {
        let end = text[start..].find(|c| !is_space(c)).map_or(text.len(), |length| start + length);
        from = end;
        let Some(unit) = text[end..].chars().next().filter(|c| COUNT_UNITS.contains(*c)) else { continue };
        let unit_end = end + unit.len_utf8();
        let ends = text[unit_end..].chars().next().is_none_or(|c| "，。；、,;）)".contains(c));
        let named = COUNTED.iter().filter(|word| text[..start].ends_with(**word)).max_by_key(|word| word.len());
        if let Some(word) = named.filter(|_| ends && end - start > 1) {
            found.push((start - word.len(), unit_end));
        }
    }
    found
}

fn is_blank(mark: char, length: usize, (before, after): (Option<char>, Option<char>)) -> bool {
    let is = |c: Option<char>, test: &dyn Fn(char) -> bool| c.is_some_and(test);
    let is_of_address = |c: char| c.is_ascii_alphanumeric() || "@./_-:#?=&%".contains(c);
    let counts = is(after, &|c| UNITS.contains(c));
    match mark {
        'X' | 'x' | 'Ｘ' | 'ｘ' => {
            // 20XX年; the check digit of an identity number is a single X after digits.
            let follows_digit = is(before, &|c| c.is_ascii_digit());
            let is_year = follows_digit && after == Some('年');
            let is_free = !is(before, &is_of_address) && !is(after, &is_of_address);
            is_year || (is_free && (length >= 2 || counts))
        }
        '×' | '✕' => {
            let multiplies = is(before, &|c| c.is_ascii_digit()) && is(after, &|c| c.is_ascii_digit());
            !multiplies && (length >= 2 || (counts && !is(before, &|c| c.is_ascii_digit())))
        }
        // 138****1234 and 张** hide something on purpose.
        '*' | '＊' => {
            let names = is(after, &|c| ORGANS.contains(c));
            length >= 2 && (counts || names) && !is(before, &|c| c.is_ascii_digit())
        }
        _ => length >= 3 && !(is(before, &is_of_address) && is(after, &is_of_address)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_were_left_out() {
        for (text, count) in [
            ("全年公开信息  条，收到申请\u{3000}件。", 2),
            ("共  次", 1),
            ("公开信息 条，", 0),
            ("公开信息 12 条。", 0),
            ("附  件：", 0),
            ("条  件，文  件。", 0),
            ("公开  条目", 0),
        ] {
            assert_eq!(missing_counts(text).len(), count, "{text}");
        }
    }

    #[test]
    fn places_to_be_filled_in() {
        for (text, count) in [
            ("XX局2024年工作", 1),
            ("20XX年，收到申请XX件", 2),
            ("共X件", 1),
            ("自×年×月", 2),
            ("××镇", 1),
            ("收到***件", 1),
            ("金额____元", 1),
            ("见http://xxgk.a.gov.cn/xx/1.html，邮箱xx@a.gov.cn", 0),
            ("尺寸3×5米，X光机", 0),
            ("电话138****1234，张**", 0),
            ("a___b@a.gov.cn", 0),
            ("11010119900307123X，XXL号", 0),
        ] {
            assert_eq!(blanks(text).len(), count, "{text}");
        }
    }
}
