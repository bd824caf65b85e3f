//! Tables in a terminal: columns aligned by display width, in which a Chinese character takes two places.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cuts a text into lines of at most so many places.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        lines.last_mut().expect("there is always a line").push(c);
        used += wide;
    }
    lines
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
