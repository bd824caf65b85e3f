//! What stands in a report's files and was not taken into the report: other sheets, cells beside a table, lists.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::super::facts::{Facts, texts_of};
use super::texts::Text;
use crate::label;
use crate::recognize::names_who_filled_it_in;

/// From so many words' characters on, a text that stands within another is the same one: recognizing joins lines and cuts
/// paragraphs. A shorter one may be a word of any sentence, and a mark by itself.
const LONG: usize = 8;
/// A number with fewer digits is a figure: a telephone's and a card's have more.
const FEWEST_DIGITS: usize = 11;

/// The lines that are known already, however they are spaced and punctuated.
pub(super) struct Known<'t> {
    /// As they are printed, in their order.
    lines: Vec<&'t str>,
    /// The same. Nearly every line is known by this, and a line's words are looked at for no other.
    printed: FxHashSet<&'t str>,
    words: OnceCell<Words>,
}

#[derive(Default)]
struct Words {
    lines: BTreeSet<String>,
    all: String,
}

impl<'t> Known<'t> {
    pub(super) fn of(texts: impl Iterator<Item = &'t str>) -> Self {
        let lines: Vec<&str> = texts.flat_map(str::lines).collect();
        Known { printed: lines.iter().copied().collect(), lines, words: OnceCell::new() }
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let mut words = Words::default();
            self.lines.iter().for_each(|line| words.add(label::normalize(line)));
            words
        })
    }

    /// Takes a line in that was not known.
    fn add(&mut self, line: &'t str, words: String) {
        self.lines.push(line);
        self.printed.insert(line);
        if let Some(known) = self.words.get_mut() {
            known.add(words);
        }
    }

    /// Whether a line says nothing new.
    pub(super) fn hold(&self, line: &str) -> bool {
        self.printed.contains(line) || self.words().hold(&label::normalize(line))
    }
}

impl Words {
    fn add(&mut self, words: String) {
        if words.chars().count() >= LONG {
            self.all.push_str(&words);
        }
        self.lines.insert(words);
    }

    fn hold(&self, words: &str) -> bool {
        words.is_empty() || self.lines.contains(words) || (words.chars().count() >= LONG && self.all.contains(words))
    }
}

/// The lines of the documents that are not known yet; afterwards they are. Figures and labels of the form are none.
pub(super) fn untaken<'a>(facts: &Facts<'a>, known: &mut Known<'a>) -> Vec<Text<'a>> {
    let mut untaken = Vec::new();
    // A document that is one of several leads its places with its name, as sources do.
    let is_source =
        |at: &str| facts.report().sources.iter().any(|(id, source)| source == at || facts.locator(id) == Some(at));
    let labels = facts.editions.labels();
    for (text, at, _) in facts.subject.documents.iter().flat_map(texts_of) {
        // Most cells are figures, or labels as the form prints them, and need no closer look.
        let is_plain = |line: &&str| is_short_figure(line) || labels.contains(*line);
        for line in text.lines().filter(|line| !is_plain(line)) {
            // A report's headings stand in it without their numbers.
            if known.printed.contains(line) || known.printed.contains(label::split_number(line).1) {
                continue;
            }
            let words = label::normalize(line);
            let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
            let is_figure = is_number && (words.len() < FEWEST_DIGITS || at.is_some_and(is_source));
            if !is_figure && !labels.contains(&words) && !known.words().hold(&words) {
                untaken.push(Text { text: line, at, gives_contact: names_who_filled_it_in(line.trim()) });
                known.add(line, words);
            }
        }
    }
    untaken
}

fn is_short_figure(line: &str) -> bool {
    line.len() < FEWEST_DIGITS && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_known_however_it_is_spaced_and_cut() {
        let known = Known::of(["全年主动公开政府信息12条，依法处理内部资料。", "一、总体情况"].into_iter());
        for line in ["主动公开政府信息 12条", "（一）总体情况", "", "★"] {
            assert!(known.hold(line), "{line}");
        }
        for line in ["内部资料", "主动公开政府信息13条"] {
            assert!(!known.hold(line), "{line}");
        }
    }
}
