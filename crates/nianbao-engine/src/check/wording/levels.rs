//! T04 and T07: the numbers of headings and items within a part.

use std::collections::BTreeMap;

use super::super::facts::{Facts, Passage};
use super::super::rule::Findings;
use crate::label::{self, ListNumber, NumberStyle};
use crate::parts;

/// A heading or paragraph that begins with a number.
struct Numbered<'a> {
    /// An index into `Facts::passages`.
    passage: usize,
    number: ListNumber,
    text: &'a str,
}

/// T04: numbers that skip, stand twice or run backwards, and 1. above （一）. A number that stands in the middle of the
/// text before counts as there; a list may begin anew with 1.
pub(super) fn levels(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for part in numbered_by_part(facts) {
        let mut last: BTreeMap<NumberStyle, usize> = BTreeMap::new();
        if let Some((upper, lower)) = upside_down(&part) {
            let finding = findings.new_finding().with("kind", "order").with("found", printed(lower.number));
            findings.add(finding.with("before", printed(upper.number)).with("sentence", lower.text));
            continue;
        }
        for (index, item) in part.iter().enumerate() {
            // What stands deeper begins anew under the next heading.
            last.retain(|style, _| *style <= item.number.style);
            let before = last.insert(item.number.style, index).map(|index| &part[index]);
            let Some(before) = before.filter(|_| item.number.value != 1) else { continue };
            let wanted = before.number.value.saturating_add(1);
            let stands_between = || {
                let between = &facts.passages()[before.passage..item.passage];
                let skipped = (wanted..item.number.value).map(|value| ListNumber { style: item.number.style, value });
                let mut skipped = skipped.map(printed);
                skipped.all(|number| between.iter().any(|passage| holds(passage.text, &number)))
            };
            let is_skipped = item.number.value > wanted && !stands_between();
            if is_skipped || item.number.value < wanted {
                let finding = findings.new_finding().with("kind", if is_skipped { "skip" } else { "again" });
                let finding = finding.with("found", printed(item.number)).with("before", printed(before.number));
                findings.add(finding.with("sentence", item.text));
                break;
            }
        }
    }
}

/// An item of the first level used, and one below it of a style that is to stand above: 1., then （一）, and 2. goes on.
fn upside_down<'n>(part: &'n [Numbered<'_>]) -> Option<(&'n Numbered<'n>, &'n Numbered<'n>)> {
    let first = part.first()?;
    let at = part.iter().position(|item| item.number.style < first.number.style)?;
    let is_below = part[at].number.style >= NumberStyle::BracketedChinese && part[at].number.value == 1;
    let above = part[..at].iter().rfind(|item| item.number.style == first.number.style)?;
    let next = part[at..].iter().find(|item| item.number.style == first.number.style)?;
    (is_below && next.number.value == above.number.value.saturating_add(1)).then_some((above, &part[at]))
}

/// T07: numbers of one level with different marks (`1.` and `1、`), and brackets with a mark besides (`（一）、`). One hint
/// a report.
pub(super) fn marks(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<NumberStyle, (char, &str)> = BTreeMap::new();
    for item in numbered_by_part(facts).into_iter().flatten() {
        let Some(mark) = mark(item.text, item.number.style) else { continue };
        let is_bracketed = matches!(item.number.style, NumberStyle::BracketedChinese | NumberStyle::BracketedArabic);
        if is_bracketed {
            let finding = findings.new_finding().with("kind", "besides").with("found", start_of(item.text));
            return findings.add(finding.with("sentence", item.text));
        }
        let (first, text) = *seen.entry(item.number.style).or_insert((mark, item.text));
        if first != mark {
            let finding = findings.new_finding().with("kind", "mixed").with("found", start_of(item.text));
            return findings.add(finding.with("before", start_of(text)).with("sentence", item.text));
        }
    }
}

/// The numbered passages of each part. Paragraphs count as much as headings: many headings run on into their text.
fn numbered_by_part<'a>(facts: &Facts<'a>) -> Vec<Vec<Numbered<'a>>> {
    let mut parts: Vec<Vec<Numbered<'a>>> = Vec::new();
    let mut before: Option<&Passage<'a>> = None;
    for (index, passage) in facts.passages().iter().enumerate() {
        if !before.is_some_and(|before| super::are_of_one_part(before, passage)) {
            parts.push(Vec::new());
        }
        before = Some(passage);
        let (number, rest) = label::split_number(passage.text);
        if let (Some(number), Some(part)) = (number, parts.last_mut())
            && !rest.is_empty()
            && !is_of_inner_list(passage.text, number.style)
        {
            part.push(Numbered { passage: index, number, text: passage.text.trim() });
        }
    }
    parts
}

/// Whether a number is ① or `1）`: these stand for levels of their own within the others.
fn is_of_inner_list(text: &str, style: NumberStyle) -> bool {
    let number = start_of(text);
    let is_bracketed = matches!(style, NumberStyle::BracketedChinese | NumberStyle::BracketedArabic);
    number.starts_with(|c| ('①'..='⑳').contains(&c)) || (!is_bracketed && number.ends_with(['）', ')']))
}

/// The mark after a number, full width folded; none after brackets that have no mark besides.
fn mark(text: &str, style: NumberStyle) -> Option<char> {
    let mut rest = text.trim_start();
    let is_bracketed = matches!(style, NumberStyle::BracketedChinese | NumberStyle::BracketedArabic);
    rest = if is_bracketed {
        rest.split_once(['）', ')', '﹚'])?.1
    } else {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９".contains(c))
    };
    match rest.trim_start().chars().next()? {
        '.' | '．' => Some('.'),
        '、' | '﹑' => Some('、'),
        ',' | '，' => Some('，'),
        _ => None,
    }
}

/// The number as a text has it at its beginning, with its marks.
fn start_of(text: &str) -> &str {
    let words = label::split_number(text).1;
    let number = &text[..text.len() - words.len()];
    let besides = words.len() - words.trim_start_matches(['、', '.', '．', '，', ',']).len();
    text[..number.len() + besides].trim()
}

fn printed(number: ListNumber) -> String {
    let numeral = parts::numeral(number.value);
    match number.style {
        NumberStyle::Chinese => format!("{numeral}、"),
        NumberStyle::BracketedChinese => format!("（{numeral}）"),
        NumberStyle::Arabic => format!("{}.", number.value),
        NumberStyle::BracketedArabic => format!("（{}）", number.value),
    }
}

/// Whether a text holds a number in any of its ways of writing.
fn holds(text: &str, number: &str) -> bool {
    let core = number.trim_matches(['（', '）', '.', '、']);
    let is_bracketed = number.starts_with('（');
    text.match_indices(core).any(|(at, _)| {
        let (before, after) = super::excerpt::neighbours(text, at, at + core.len());
        let opens = before.is_some_and(|c| "（(﹙".contains(c));
        let closes =
            after.is_some_and(|c| if is_bracketed { "）)﹚".contains(c) } else { "、.．，,）)".contains(c) });
        closes && (opens || !is_bracketed)
    })
}
