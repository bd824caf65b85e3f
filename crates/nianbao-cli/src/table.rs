//! Tables in a terminal: columns aligned by display width, in which a Chinese character takes two places.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The terminal's width: no line of ours is wider.
pub(crate) const TERMINAL: usize = 80;

/// Cuts a text into lines of at most so many places, between words or Chinese characters where it can. Later lines are
/// indented as the first.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = vec![indent.clone()];
    for piece in pieces(text.trim_start()) {
        let line = lines.last_mut().expect("there is always a line");
        if line.width() + piece.trim_end().width() > width && line.trim() != "" {
            lines.push(indent.clone());
        }
        for c in piece.chars() {
            let line = lines.last_mut().expect("there is always a line");
            // A word longer than a line is cut; blanks at a line's end need no room.
            if c != ' ' && line.width() + c.width().unwrap_or(0) > width && line.trim() != "" {
                lines.push(format!("{indent}{c}"));
            } else {
                line.push(c);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether a text has a word that a line of so many places would cut.
pub(crate) fn cuts_a_word(text: &str, width: usize) -> bool {
    pieces(text).iter().any(|piece| piece.trim_end().width() > width)
}

/// What must not be parted: a word with the blanks after it, or one Chinese character.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let Some(&(next, following)) = characters.peek() else { break };
        let may_break = c == ' ' && following != ' ' || c.width() == Some(2) || following.width() == Some(2);
        // Closing punctuation stays with what it closes.
        if may_break && next > at && !"、，。）；：”".contains(following) {
            pieces.push(&text[start..next]);
            start = next;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A text filled up with blanks on the right.
pub(crate) fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A text filled up with blanks on the left.
pub(crate) fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// A row of several lines: the first column to the left, the others to the right, all bottom-aligned but the first.
pub(crate) fn row(label: &str, label_width: usize, cells: &[String], widths: &[usize]) -> Vec<String> {
    let label = wrap(label, label_width);
    let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let height = cells.iter().map(Vec::len).chain([label.len()]).max().unwrap_or(1);
    let line_at = |lines: &[String], line: usize, from_bottom: bool| -> String {
        let at = if from_bottom { (line + lines.len()).checked_sub(height) } else { Some(line) };
        at.and_then(|at| lines.get(at)).cloned().unwrap_or_default()
    };
    (0..height)
        .map(|line| {
            let mut text = left(&line_at(&label, line, false), label_width);
            for (cell, &width) in cells.iter().zip(widths) {
                text.push_str("  ");
                text.push_str(&right(&line_at(cell, line, true), width));
            }
            text.trim_end().to_owned()
        })
        .collect()
}

/// The places that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_are_kept_whole() {
        assert_eq!(wrap("New requests received this year", 12), ["New requests", "received", "this year"]);
        assert_eq!(wrap("  法律服务机构", 8), ["  法律服", "  务机构"]);
        assert_eq!(wrap("institutions", 5), ["insti", "tutio", "ns"]);
        assert_eq!(wrap("", 5), [""]);
        assert!(cuts_a_word("Research institutions", 11) && !cuts_a_word("Research institutions", 12));
        assert!(!cuts_a_word("法律服务机构", 4));
    }
}
