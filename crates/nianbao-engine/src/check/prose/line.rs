//! A sentence as the reader of counts sees it: blanks and quotes out, full-width signs folded, its numbers found.

use std::borrow::Cow;

use super::numeral::{self, Numeral};

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
}

impl<'a> Line<'a> {
    pub(in crate::check) fn new(printed: &'a str) -> Self {
        if printed.chars().all(stays) {
            let numerals = numeral::numerals(printed);
            return Line { printed, text: Cow::Borrowed(printed), origins: Vec::new(), numerals };
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
        Line { printed, text: Cow::Owned(text), origins, numerals }
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
