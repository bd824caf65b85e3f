//! Text as XML can hold it, and as Word runs.

use std::borrow::Cow;

use docx_rs::{BreakType, Run, RunFonts};

/// A run of text; a line feed is a line break.
pub(super) fn run(text: &str) -> Run {
    let text = printable(text);
    let mut run = Run::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                run = run.add_tab();
            }
            if !piece.is_empty() {
                run = run.add_text(piece);
            }
        }
    }
    // Quotes, dashes and the like belong to both scripts; without the hint Word sets them narrow, in the Latin font.
    if text.chars().any(|c| ('\u{80}'..'\u{2E80}').contains(&c)) {
        run = run.fonts(RunFonts::new().hint("eastAsia"));
    }
    run
}

/// The text without the characters that XML cannot hold.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_printable) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| is_printable(c)).collect())
    }
}

/// Whether XML 1.0 can hold a character.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_dropped() {
        assert_eq!(printable("甲\u{0}乙\u{b}丙\u{FFFF}丁\t\n"), "甲乙丙丁\t\n");
    }
}
