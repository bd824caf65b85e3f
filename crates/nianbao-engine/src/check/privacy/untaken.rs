//! What stands in a report's files and was not taken into the report: other sheets, cells beside a table, lists.

use std::collections::BTreeSet;

use super::super::facts::{Facts, texts_of};
use super::texts::Text;
use crate::label;
use crate::recognize::names_who_filled_it_in;

/// From so many words' characters on, a text that stands within another is the same one: recognizing joins lines and cuts
/// paragraphs. A shorter one may be a word of any sentence, and a mark by itself.
const LONG: usize = 8;
/// A number with fewer digits is a figure: a telephone's and a card's have more.
const FEWEST_DIGITS: usize = 11;

/// The words that are known already, however they are spaced and punctuated.
#[derive(Default)]
pub(super) struct Known {
    lines: BTreeSet<String>,
    all: String,
}

impl Known {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut known = Known::default();
        texts.flat_map(str::lines).for_each(|line| known.add(label::normalize(line)));
        known
    }

    fn add(&mut self, words: String) {
        if words.chars().count() >= LONG {
            self.all.push_str(&words);
        }
        self.lines.insert(words);
    }

    /// Whether a line says nothing new.
    pub(super) fn hold(&self, line: &str) -> bool {
        self.hold_words(&label::normalize(line))
    }

    fn hold_words(&self, words: &str) -> bool {
        words.is_empty() || self.lines.contains(words) || (words.chars().count() >= LONG && self.all.contains(words))
    }
}

/// The lines of the documents that are not known yet; afterwards they are. Figures and labels of the form are none.
pub(super) fn untaken<'a>(facts: &Facts<'a>, known: &mut Known) -> Vec<Text<'a>> {
    let mut untaken = Vec::new();
    // A document that is one of several leads its places with its name, as sources do.
    let sources = facts.report().sources.iter();
    let sources: BTreeSet<&str> =
        sources.flat_map(|(id, source)| [Some(source.as_str()), facts.locator(id)]).flatten().collect();
    let labels = facts.editions.labels();
    for (text, at, _) in facts.subject.documents.iter().flat_map(texts_of) {
        // Most cells are figures, which need no closer look.
        for line in text.lines().filter(|line| !is_short_figure(line)) {
            let words = label::normalize(line);
            let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
            let is_figure = is_number && (words.len() < FEWEST_DIGITS || at.is_some_and(|at| sources.contains(at)));
            if !is_figure && !labels.contains(&words) && !known.hold_words(&words) {
                untaken.push(Text { text: line, at, gives_contact: names_who_filled_it_in(line.trim()) });
                known.add(words);
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
