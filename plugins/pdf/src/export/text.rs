//! Makes a document's text printable: control characters out, characters without a glyph replaced and reported.
//!
//! typst in PDF/A mode fails on a character that no font has, so this happens before it sees the text.

use std::collections::BTreeMap;

use nianbao_plugin::{Context, Diagnostic};
use typst::text::is_default_ignorable;

use crate::fonts::Fonts;

/// What is printed for a character that no font has.
const SUBSTITUTE: char = '〓';

/// A line in pieces between which it may be broken, beside the places where any text may.
pub(crate) type Line = Vec<String>;

/// Cleans texts and keeps a record of the characters that cannot be printed.
pub(crate) struct Cleaner<'a> {
    fonts: &'a Fonts,
    missing: BTreeMap<char, Missing>,
}

/// A character that cannot be printed.
#[derive(Default)]
struct Missing {
    /// Where it stands, each place once, the first few.
    places: Vec<String>,
    /// How often it stands in the document.
    count: usize,
}

/// More places than these are not named.
const MOST_PLACES: usize = 5;

impl<'a> Cleaner<'a> {
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        let missing = BTreeMap::new();
        Cleaner { fonts, missing }
    }

    /// The printable lines of a text, at least one; `place` says where the text stands.
    pub(crate) fn lines(&mut self, text: &str, place: impl Fn() -> String) -> Vec<Line> {
        let text = self.printable(text, place);
        text.split('\n').map(|line| pieces(line.trim())).collect()
    }

    /// A diagnostic for each character that cannot be printed.
    pub(crate) fn diagnostics(self, context: &Context<'_>) -> Vec<Diagnostic> {
        let describe = |(character, missing): (char, Missing)| {
            let (point, count) = (u32::from(character), missing.count);
            let all_named = missing.places.len() < MOST_PLACES;
            let places = missing.places.join(context.say("；", "; "));
            let zh = format!(
                "字库中没有“{character}”（U+{point:04X}），已印作〓；共 {count} 处：{places}{}",
                if all_named { "" } else { "等" }
            );
            let en = format!(
                "no font has '{character}' (U+{point:04X}), printed as 〓; {count} in all: {places}{}",
                if all_named { "" } else { " …" }
            );
            let message = context.say(&zh, &en).to_owned();
            Diagnostic { code: "no_glyph".to_owned(), message, at: missing.places.into_iter().next() }
        };
        self.missing.into_iter().map(describe).collect()
    }

    fn printable(&mut self, text: &str, place: impl Fn() -> String) -> String {
        let text = printable(text);
        text.chars().map(|character| self.character(character, &place)).collect()
    }

    fn character(&mut self, character: char, place: impl Fn() -> String) -> char {
        if character == '\n' || self.fonts.print(character) {
            return character;
        }
        let missing = self.missing.entry(character).or_default();
        missing.count += 1;
        if missing.places.len() < MOST_PLACES {
            let place = place();
            if missing.places.last() != Some(&place) {
                missing.places.push(place);
            }
        }
        SUBSTITUTE
    }
}

/// The text without control characters and invisible marks; every line end is `\n` and every narrow blank a space.
pub(crate) fn printable(text: &str) -> String {
    let normal = |character: char| match character {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\u{3000}' => Some(character),
        _ if character.is_control() || is_default_ignorable(character) => None,
        _ if character.is_whitespace() => Some(' '),
        _ => Some(character),
    };
    text.chars().filter_map(normal).collect()
}

/// Cuts a line within long addresses, which otherwise leave a hole in the line before them or run over the margin.
fn pieces(line: &str) -> Line {
    /// A word of Latin letters and signs is cut when it is longer than this.
    const WORD: usize = 16;
    /// It is cut after a sign, or where there is none for this long.
    const PIECE: usize = 20;
    let mut pieces = vec![String::new()];
    for word in line.split_inclusive(|character: char| !character.is_ascii_graphic()) {
        let long = word.len() > WORD && word.contains(|character: char| character.is_ascii_alphabetic());
        let mut length = 0;
        for character in word.chars() {
            if let Some(piece) = pieces.last_mut() {
                piece.push(character);
            }
            length += 1;
            if length >= PIECE || long && character.is_ascii_punctuation() {
                pieces.push(String::new());
                length = 0;
            }
        }
    }
    pieces
}

/// The beginning of a text, by which a reader finds it.
pub(crate) fn beginning(text: &str) -> String {
    const LENGTH: usize = 16;
    let text = printable(text);
    let mut beginning: String = text.trim().chars().take(LENGTH).collect();
    if text.trim().chars().count() > LENGTH {
        beginning.push('…');
    }
    beginning
}
