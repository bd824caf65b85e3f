//! Lists of words that texts are searched for, each list in one pass over the text.
//!
//! The texts are sentences and pieces of them, the words two to six characters long. So a list is known by its words'
//! first characters: nearly all characters of a text begin none of them, which a table of bits tells at once.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::OnceLock;

/// A list of words. What searches for them is made at the first search and kept.
pub(crate) struct Words {
    words: &'static [&'static str],
    /// Lists whose words are this one's too.
    lists: &'static [&'static Words],
    index: OnceLock<Index<&'static str>>,
}

impl Words {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        Words { words, lists: &[], index: OnceLock::new() }
    }

    /// The words of several lists: one pass tells whether there is anything to look for with each of them.
    pub(crate) const fn of_all(lists: &'static [&'static Words]) -> Self {
        Words { words: &[], lists, index: OnceLock::new() }
    }

    /// The words in the list's order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static &'static str> + Clone {
        self.words.iter().chain(self.lists.iter().flat_map(|list| list.words))
    }

    /// Whether any of the words stands in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.index().is_any_in(text)
    }

    /// Where words stand in a text, also within each other: start and end of each, in the order of their starts.
    pub(crate) fn places<'w>(&'w self, text: &'w str) -> impl Iterator<Item = (usize, usize)> + 'w {
        self.index().places(text).map(|(start, word, _)| (start, start + word.len()))
    }

    /// The last word that a text has: the one that ends last, of several the longest.
    pub(crate) fn last_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let last = self.index().places(text).max_by_key(|(start, word, _)| (start + word.len(), word.len()))?;
        Some((last.0, last.1))
    }

    /// The longest of the words that a text begins with.
    pub(crate) fn at_start(&self, text: &str) -> Option<&'static str> {
        self.index().at_start(text).copied()
    }

    /// A text without the words: from left to right, at each place the longest that stands there is taken out.
    pub(crate) fn taken_out_of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut found = self.found_in(text).peekable();
        if found.peek().is_none() {
            return Cow::Borrowed(text);
        }
        let mut kept = String::with_capacity(text.len());
        let mut from = 0;
        for (start, end) in found {
            kept.push_str(&text[from..start]);
            from = end;
        }
        kept.push_str(&text[from..]);
        Cow::Owned(kept)
    }

    /// Whether nothing is left of a text once the words are taken out.
    pub(crate) fn make_up(&self, text: &str) -> bool {
        let mut from = 0;
        for (start, end) in self.found_in(text) {
            if start > from {
                return false;
            }
            from = end;
        }
        from == text.len()
    }

    /// From left to right the longest word at each place, none within another.
    fn found_in<'w>(&'w self, text: &'w str) -> impl Iterator<Item = (usize, usize)> + 'w {
        let mut from = 0;
        self.index().places(text).filter_map(move |(start, word, _)| {
            let end = start + word.len();
            // Of the words at one place the longest comes first.
            (start >= from).then(|| {
                from = end;
                (start, end)
            })
        })
    }

    fn index(&self) -> &Index<&'static str> {
        self.index.get_or_init(|| Index::new(self.iter().copied()))
    }
}

/// Words by their first characters.
pub(crate) struct Index<W> {
    /// A bit for each character that may begin a word, by its lowest bits: those of one list seldom meet.
    firsts: [u64; FIRSTS / 64],
    /// The first characters of the words.
    initials: Vec<char>,
    /// The words with their places in the list, in the order of their first characters, of these the longest first.
    words: Vec<(W, usize)>,
}

/// How many characters are told from each other before the words are looked at.
const FIRSTS: usize = 1024;

impl<W: AsRef<str>> Index<W> {
    pub(crate) fn new(words: impl IntoIterator<Item = W>) -> Self {
        let initial = |word: &W| word.as_ref().chars().next();
        let mut words: Vec<(W, usize)> = words.into_iter().zip(0..).collect();
        words.sort_by_key(|(word, _)| (initial(word), Reverse(word.as_ref().len())));
        words.retain(|(word, _)| !word.as_ref().is_empty());
        let initials: Vec<char> = words.iter().filter_map(|(word, _)| initial(word)).collect();
        let mut firsts = [0; FIRSTS / 64];
        for (place, bit) in initials.iter().copied().map(bit) {
            firsts[place] |= bit;
        }
        Index { firsts, initials, words }
    }

    /// Every word that stands in a text, also within another: where it begins, the word, and its place in the list. Of
    /// words that begin at one place the longest comes first.
    pub(crate) fn places<'i>(&'i self, text: &'i str) -> impl Iterator<Item = (usize, &'i W, usize)> {
        let mut characters = text.char_indices();
        let mut start = 0;
        let mut words: &[(W, usize)] = &[];
        std::iter::from_fn(move || {
            loop {
                while let Some(((word, place), others)) = words.split_first() {
                    words = others;
                    if text[start..].starts_with(word.as_ref()) {
                        return Some((start, word, *place));
                    }
                }
                let (at, c) = characters.find(|(_, c)| self.may_begin_with(*c))?;
                (start, words) = (at, self.beginning_with(c));
            }
        })
    }

    /// Whether any of the words stands in a text.
    pub(crate) fn is_any_in(&self, text: &str) -> bool {
        let begins_at = |(start, c): (usize, char)| {
            self.may_begin_with(c)
                && self.beginning_with(c).iter().any(|(word, _)| text[start..].starts_with(word.as_ref()))
        };
        text.char_indices().any(begins_at)
    }

    /// The longest word that a text begins with.
    fn at_start(&self, text: &str) -> Option<&W> {
        let c = text.chars().next().filter(|c| self.may_begin_with(*c))?;
        let mut words = self.beginning_with(c).iter().map(|(word, _)| word);
        words.find(|word| text.starts_with(word.as_ref()))
    }

    #[inline]
    fn may_begin_with(&self, c: char) -> bool {
        let (place, bit) = bit(c);
        self.firsts[place] & bit != 0
    }

    fn beginning_with(&self, c: char) -> &[(W, usize)] {
        let from = self.initials.partition_point(|initial| *initial < c);
        let count = self.initials[from..].iter().take_while(|initial| **initial == c).count();
        &self.words[from..from + count]
    }
}

/// The bit of a character: which of the numbers, and which of its bits.
#[inline]
fn bit(c: char) -> (usize, u64) {
    let bit = c as usize % FIRSTS;
    (bit / 64, 1 << (bit % 64))
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
        let places: Vec<&str> =
            DISPUTES.places("经复议后起诉").map(|(start, end)| &"经复议后起诉"[start..end]).collect();
        assert_eq!(places, ["复议后起诉", "复议", "起诉"]);
        assert_eq!(DISPUTES.at_start("复议后起诉1件"), Some("复议后起诉"));
        assert_eq!(DISPUTES.at_start("经复议"), None);
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
        assert!(DISPUTES.make_up("行政复议复议后起诉"));
        assert!(DISPUTES.make_up(""));
        assert!(!DISPUTES.make_up("行政复议和起诉"));
        assert!(!DISPUTES.make_up("行政复议后"));
    }

    #[test]
    fn characters_with_the_same_bits_are_told_apart() {
        let other = char::from_u32(u32::from('复') + 1024).expect("a character");
        assert!(!DISPUTES.is_in(&format!("{other}议")));
    }
}
