//! Text as a browser would set it: white space collapsed, lines broken where the page breaks them.

use std::mem;

/// The lines of one block of text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    done: Vec<Line>,
    current: String,
    /// White space since the last character; it shows only if another character follows on the line.
    gap: Gap,
    /// Whether a blank line stands before the current one.
    after_blank: bool,
}

/// One line, never blank.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether it is set apart from the line before, by a blank line or an indent.
    pub(super) is_apart: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Blank,
    /// With a line feed of the source in it, which a browser leaves out between two Chinese characters.
    LineFeed,
}

impl Lines {
    /// Adds text; `preserved` as inside `<pre>`.
    pub(super) fn push(&mut self, text: &str, preserved: bool) {
        for c in text.chars() {
            match c {
                '\n' if preserved => self.end_line(preserved),
                ' ' | '\t' if preserved => self.current.push(c),
                '\n' | '\r' => self.gap = Gap::LineFeed,
                ' ' | '\t' | '\u{c}' => self.gap = self.gap.max(Gap::Blank),
                // Zero-width characters are an editor's leavings.
                '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
                _ => self.push_visible(c),
            }
        }
    }

    /// Breaks the line.
    pub(super) fn end_line(&mut self, preserved: bool) {
        self.gap = Gap::None;
        let line = mem::take(&mut self.current);
        let text = if preserved { line.trim_end().trim_start_matches(['\u{3000}', '\u{a0}']) } else { line.trim() };
        if text.is_empty() {
            // The first line of a block has nothing that it could be apart from.
            self.after_blank = !self.done.is_empty();
            return;
        }
        let is_indented = line.chars().take_while(|c| c.is_whitespace()).count() >= 2;
        let is_apart = mem::take(&mut self.after_blank) || (is_indented && !self.done.is_empty());
        self.done.push(Line { text: text.to_owned(), is_apart });
    }

    /// Ends the last line and hands out all.
    pub(super) fn take(&mut self, preserved: bool) -> Vec<Line> {
        self.end_line(preserved);
        self.after_blank = false;
        mem::take(&mut self.done)
    }

    /// Whether nothing was added since the last `take`.
    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.current.is_empty()
    }

    /// Whether the current line has a character yet.
    pub(super) fn is_at_line_start(&self) -> bool {
        self.current.is_empty()
    }

    fn push_visible(&mut self, c: char) {
        let gap = mem::take(&mut self.gap);
        if let Some(last) = self.current.chars().next_back()
            && (gap == Gap::Blank || (gap == Gap::LineFeed && !(is_wide(last) && is_wide(c))))
        {
            self.current.push(' ');
        }
        self.current.push(c);
    }
}

/// Whether a character is a Chinese one or a mark of full width.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}
