//! A sentence as the reader of counts sees it: blanks and quotes out, full-width signs folded, its numbers found.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::numeral::{self, Numeral};
use super::scope;

/// One sentence, folded, with its numbers.
pub(in crate::check) struct Line<'a> {
    printed: &'a str,
    /// The folded text: no blanks, no quotation marks, full-width ASCII as ASCII.
    pub(super) text: Cow<'a, str>,
    /// For each byte of the folded text the byte of the printed one where its character begins; nothing where the two
    /// are the same.
    origins: Vec<usize>,
    /// The numbers in order.
    pub(super) numerals: Vec<Numeral>,
    tells_scope: OnceCell<bool>,
}

impl<'a> Line<'a> {
    pub(in crate::check) fn new(printed: &'a str) -> Self {
        if printed.chars().all(stays) {
            let numerals = numeral::numerals(printed);
            let text = Cow::Borrowed(printed);
            return Line { printed, text, origins: Vec::new(), numerals, tells_scope: OnceCell::new() };
        }
        let mut text = String::with_capacity(printed.len());
        let mut origins = Vec::with_capacity(printed.len() + 1);
        for (at, c) in printed.char_indices() {
            if c.is_whitespace() || is_left_out(c) {
                continue;
            }
            let folded = fold(c);
            text.push(folded);
            origins.resize(text.len(), at);
        }
        origins.push(printed.len());
        let numerals = numeral::numerals(&text);
        Line { printed, text: Cow::Owned(text), origins, numerals, tells_scope: OnceCell::new() }
    }

    /// Whether some word of it may tell a scope.
    pub(super) fn tells_scope(&self) -> bool {
        *self.tells_scope.get_or_init(|| scope::may_be_told(&self.text))
    }

    /// Whether two of its numbers are worth the same.
    pub(in crate::check) fn repeats_a_number(&self) -> bool {
        let mut others = self.numerals.as_slice();
        while let Some((one, rest)) = others.split_first() {
            if rest.iter().any(|other| other.value == one.value) {
                return true;
            }
            others = rest;
        }
        false
    }

    /// What the sentence prints between two places of the folded text.
    pub(super) fn printed(&self, start: usize, end: usize) -> &'a str {
        if self.origins.is_empty() {
            return &self.printed[start..end];
        }
        let from = self.origins[start];
        // Up to the end of the last character's own bytes, without the blanks that follow it.
        let last = self.text[start..end].chars().next_back().map_or(0, char::len_utf8);
        let last = self.origins[end - last];
        let after = self.printed[last..].chars().next().map_or(last, |c| last + c.len_utf8());
        &self.printed[from..after]
    }
}

/// Whether folding leaves a character as it is. What stands in most texts is known without a closer look.
fn stays(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '0'..='9' | '，' | '。' | '、' | '；' | '：')
        || !c.is_whitespace() && !is_left_out(c) && fold(c) == c
}

/// Quotation marks, and characters that nobody sees.
#[inline]
pub(in crate::check) fn is_left_out(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '＂' | '＇' | '「' | '」' | '\u{200b}' | '\u{feff}')
}

/// Full-width ASCII as ASCII; the full-width comma stays one that parts words, never digits.
fn fold(c: char) -> char {
    match c {
        '，' => '，',
        '﹐' => '，',
        '；' => '；',
        '：' => '：',
        ';' => '；',
        ':' => '：',
        '﹪' => '%',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}
