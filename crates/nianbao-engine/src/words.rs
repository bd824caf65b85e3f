//! Lists of words that texts are searched for, each list in one pass over the text.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// A list of words. What searches for them is made at the first search and kept.
pub(crate) struct Words {
    words: &'static [&'static str],
    /// Finds every word, also within another.
    each: OnceLock<AhoCorasick>,
    /// Finds from left to right the longest word at each place.
    longest: OnceLock<AhoCorasick>,
}

impl Words {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        Words { words, each: OnceLock::new(), longest: OnceLock::new() }
    }

    /// The words in the list's order.
    pub(crate) fn iter(&self) -> std::slice::Iter<'static, &'static str> {
        self.words.iter()
    }

    /// Whether any of the words stands in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.each().is_match(text)
    }

    /// Where words stand in a text: start and end of each, in the order of their ends.
    pub(crate) fn places(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        self.each().find_overlapping_iter(text).map(|found| (found.start(), found.end()))
    }

    /// The last word that a text has: the one that ends last, of several the longest.
    pub(crate) fn last_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let found = self.each().find_overlapping_iter(text);
        let last = found.max_by_key(|found| (found.end(), found.len()))?;
        Some((last.start(), self.words[last.pattern().as_usize()]))
    }

    /// A text without the words: from left to right, at each place the longest that stands there is taken out.
    pub(crate) fn taken_out_of(&self, text: &str) -> String {
        let longest = self.longest.get_or_init(|| searcher(self.words, MatchKind::LeftmostLongest));
        let mut kept = String::with_capacity(text.len());
        let mut from = 0;
        for found in longest.find_iter(text) {
            kept.push_str(&text[from..found.start()]);
            from = found.end();
        }
        kept.push_str(&text[from..]);
        kept
    }

    fn each(&self) -> &AhoCorasick {
        self.each.get_or_init(|| searcher(self.words, MatchKind::Standard))
    }
}

/// Texts are short and lists are many: what is quick to make is wanted before what is quickest to search with.
pub(crate) fn searcher(words: impl IntoIterator<Item: AsRef<[u8]>>, kind: MatchKind) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(kind).kind(Some(AhoCorasickKind::DFA)).prefilter(false);
    builder.build(words).expect("lists of words are far smaller than what a searcher can hold")
}

#[cfg(test)]
mod tests {
    use super::*;

    static DISPUTES: Words = Words::new(&["复议", "行政复议", "起诉", "复议后起诉"]);

    #[test]
    fn words_in_a_text() {
        assert!(DISPUTES.is_in("被申请行政复议1件"));
        assert!(!DISPUTES.is_in("复核"));
        assert!(!DISPUTES.is_in(""));
    }

    #[test]
    fn the_last_word_is_the_one_that_ends_last_and_of_those_the_longest() {
        assert_eq!(DISPUTES.last_in("起诉和行政复议"), Some(("起诉和".len(), "行政复议")));
        assert_eq!(DISPUTES.last_in("复议后起诉"), Some((0, "复议后起诉")));
        assert_eq!(DISPUTES.last_in("申请"), None);
    }

    #[test]
    fn the_longest_word_at_a_place_is_taken_out() {
        assert_eq!(DISPUTES.taken_out_of("行政复议和复议后起诉、复议后"), "和、后");
        assert_eq!(DISPUTES.taken_out_of(""), "");
    }
}
