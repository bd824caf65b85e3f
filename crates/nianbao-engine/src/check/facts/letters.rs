//! Which characters stand in a report, and which of them beside each other. Most of what rules look for stands in no
//! right report, and here that is seen at once, without a look at the text.

use crate::check::prose::is_left_out;

/// The characters of some texts and their pairs, as bits: what has no bit stands nowhere.
pub(crate) struct Letters {
    singles: Vec<u64>,
    pairs: Vec<u64>,
    /// The most digits that stand together.
    pub(crate) longest_digits: usize,
    /// The same where blanks and dashes may stand between them.
    pub(crate) longest_number: usize,
}

/// Every character of Unicode's first plane has a bit of its own.
const SINGLES: usize = 1 << 16;
/// A report has a thousand pairs, so that few bits are set by chance.
const PAIRS: usize = 1 << 16;

impl Letters {
    /// The letters of texts, as they are printed and as they are without blanks and quotation marks; digits of both
    /// widths are one.
    pub(in crate::check) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let (singles, pairs) = (vec![0; SINGLES / 64], vec![0; PAIRS / 64]);
        let mut letters = Letters { singles, pairs, longest_digits: 0, longest_number: 0 };
        for text in texts {
            letters.add(text);
        }
        letters
    }

    fn add(&mut self, text: &str) {
        let (mut before, mut before_blanks) = (' ', ' ');
        let (mut digits, mut number) = (0, 0);
        for c in text.chars().map(narrow) {
            set(&mut self.singles, single(c));
            set(&mut self.pairs, pair(before, c));
            if c.is_ascii_digit() {
                (digits, number) = (digits + 1, number + 1);
                self.longest_digits = self.longest_digits.max(digits);
                self.longest_number = self.longest_number.max(number);
            } else {
                (digits, number) = (0, if matches!(c, ' ' | '-') { number } else { 0 });
            }
            if before != before_blanks {
                set(&mut self.pairs, pair(before_blanks, c));
            }
            before = c;
            if !c.is_whitespace() && !is_left_out(c) {
                before_blanks = c;
            }
        }
    }

    /// Whether a character may stand in the texts; if not, it stands nowhere.
    pub(crate) fn may_have(&self, c: char) -> bool {
        is_set(&self.singles, single(narrow(c)))
    }

    /// Whether a word may stand in the texts; if not, it stands nowhere, not even with blanks or quotation marks in
    /// between.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let mut characters = word.chars().map(narrow);
        let Some(first) = characters.next() else { return true };
        let mut before = first;
        self.may_have(first) && characters.all(|c| is_set(&self.pairs, pair(std::mem::replace(&mut before, c), c)))
    }

    /// Whether any of these words may stand in the texts.
    pub(crate) fn may_hold_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.may_hold(word))
    }
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        c => c,
    }
}

fn single(c: char) -> usize {
    c as usize % SINGLES
}

/// Spreads the pairs over the bits, by the golden ratio.
fn pair(one: char, other: char) -> usize {
    let both = (u32::from(one) << 16) ^ u32::from(other);
    both.wrapping_mul(0x9E37_79B9) as usize >> (32 - PAIRS.trailing_zeros())
}

fn set(bits: &mut [u64], bit: usize) {
    bits[bit / 64] |= 1 << (bit % 64);
}

fn is_set(bits: &[u64], bit: usize) -> bool {
    bits[bit / 64] & (1 << (bit % 64)) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_texts_may_stand_there() {
        let letters = Letters::of(["行政复议１２件", "秘 密\u{3000}★", "“收费”通知"].into_iter());
        for word in ["行政复议", "复议12件", "２件", "秘 密", "秘密★", "收费通知", "件", ""] {
            assert!(letters.may_hold(word), "{word}");
        }
        for word in ["复议行政", "议案", "密秘", "案"] {
            assert!(!letters.may_hold(word), "{word}");
        }
        assert!(letters.may_have('１') && !letters.may_have('3'));
    }

    #[test]
    fn the_longest_number() {
        let letters = Letters::of(["电话0356-5862575，", "12 345", "１２３４５６"].into_iter());
        assert_eq!((letters.longest_digits, letters.longest_number), (7, 11));
    }
}
