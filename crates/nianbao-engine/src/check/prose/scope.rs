//! Whether a sentence speaks of the organs that the tables count, of more, or of fewer.

use std::sync::LazyLock;

use nianbao_core::Report;
use nianbao_core::report::{Level, Organ};

use super::line::Line;
use super::phrases::without_brackets;
use super::vocabulary::{NARROWER, NO_ORGANS, ORGANS, WIDER};
use crate::words::{Index, Words};

/// Whose figures a sentence gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those of the tables, as far as can be seen.
    Own,
    /// It names a scope that need not be the tables'.
    Other,
}

/// The words that [`scope`] looks for: a sentence without any of them needs no closer look.
static SCOPES: Words = Words::of_all(&[&NARROWER, &WIDER]);

/// Whether some word of a sentence may tell a scope.
pub(super) fn may_be_told(sentence: &str) -> bool {
    SCOPES.is_in(sentence)
}

/// The scope of what stands in a sentence's folded text at a place, by the sentence up to it.
pub(super) fn scope(report: &Report, line: &Line<'_>, end: usize) -> Scope {
    if line.tells_scope() { scope_of(report, &line.text[..end]) } else { Scope::Own }
}

fn scope_of(report: &Report, before: &str) -> Scope {
    // What a bracket lists is over with it: 共3607件（市政府349件……），其中自然人…
    let before = &without_brackets(before);
    let is_government = covers_others(report);
    if is_government {
        // 全市 is what a city's tables count; 本机关 or 市政府 may be less.
        return if NARROWER.is_in(before) { Scope::Other } else { Scope::Own };
    }
    if WIDER.is_in(before) {
        return Scope::Other;
    }
    let may_be_narrower = !is_township(report) && !report.organ.name.contains("政府办") && NARROWER.is_in(before);
    let mut other_narrower = NARROWER.iter().filter(|word| !matches!(**word, "本机关" | "本级"));
    let is_other = may_be_narrower && other_narrower.any(|word| before.contains(word));
    if is_other { Scope::Other } else { Scope::Own }
}

/// Whether a report's tables take in other organs: those of a government of county level and above do.
pub(super) fn covers_others(report: &Report) -> bool {
    let Organ { name, level, .. } = &report.organ;
    match level {
        Some(level) => matches!(level, Level::County | Level::Prefecture | Level::Province),
        // 市人民政府 is of either level of cities; who leaves the level open may be any government.
        None => name.ends_with("人民政府") && !name.ends_with("镇人民政府") && !name.ends_with("乡人民政府"),
    }
}

fn is_township(report: &Report) -> bool {
    report.organ.level == Some(Level::Township)
}

/// The last characters of [`ORGANS`]: a text without any of them names none, whatever is taken out of it.
static LAST_OF_ORGANS: LazyLock<Index<String>> =
    LazyLock::new(|| Index::new(ORGANS.iter().filter_map(|word| word.chars().next_back()).map(String::from)));

/// Whether a text names an organ that is not the report's own.
pub(super) fn names_other_organ(report: &Report, text: &str) -> bool {
    if !LAST_OF_ORGANS.is_any_in(text) {
        return false;
    }
    let name = &report.organ.name;
    let text = if name.is_empty() { text.to_owned() } else { text.replace(name.as_str(), "") };
    let text = WIDER.taken_out_of(&text);
    let text = NARROWER.taken_out_of(&text);
    let text = NO_ORGANS.taken_out_of(&text);
    ORGANS.places(&text).any(|(organ, end)| {
        let words: Vec<char> = text[..end].chars().collect();
        let shortest = text[organ..end].chars().count().max(2);
        let is_own = (shortest..=8.min(words.len())).any(|length| is_within(&words[words.len() - length..], name));
        !is_own
    })
}

/// Whether characters stand in a name in the same order: 市科委 in 上海市科学技术委员会.
fn is_within(characters: &[char], name: &str) -> bool {
    let mut name = name.chars();
    characters.iter().all(|c| name.any(|other| other == *c))
}
