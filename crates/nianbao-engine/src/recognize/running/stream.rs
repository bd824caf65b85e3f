//! A document as one stream of lines and their pieces: texts, and figures, each with its place.

use std::collections::BTreeSet;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, Grid};

use crate::label;
use crate::recognize::value;

use super::blanks::Blanks;

/// More lines than this are no report, and looking for tables in them would take long.
const MOST_LINES: usize = 20_000;
/// And so are more words.
const MOST_PIECES: usize = 60_000;
/// A figure with its unit and remark is no longer than this.
const FIGURE_BYTES: usize = 90;
/// What may stand behind a figure.
const UNITS: [&str; 12] = ["件", "条", "元", "万元", "亿元", "项", "宗", "次", "份", "个", "篇", "人"];

/// The lines of a document that may hold pieces of a table.
pub(super) struct Stream<'a> {
    /// The characters of all labels.
    alphabet: &'a BTreeSet<char>,
    pub(super) lines: Vec<Line>,
    pub(super) pieces: Vec<Piece<'a>>,
}

/// A line of text, or a row of a grid whose columns cannot be trusted.
pub(super) struct Line {
    /// Which block of the document it belongs to.
    pub(super) block: usize,
    /// Which row of the grid it is; `None` for text.
    pub(super) row: Option<u32>,
    /// Whether it is no part of any table: prose, a heading, a grid that is left alone. A table ends there.
    pub(super) is_apart: bool,
}

/// A word or a cell.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) at: Option<&'a str>,
    pub(super) line: usize,
    pub(super) kind: PieceKind,
}

pub(super) enum PieceKind {
    Figure,
    Text {
        /// The text's words, its list number among them.
        words: String,
        /// The words without the list number, where there is one.
        bare: Option<String>,
        /// Whether each character stands in some label. Most words of prose have others, and need no closer look.
        may_be_label: bool,
    },
}

impl<'a> Stream<'a> {
    /// The stream of a document; `None` where it is too long.
    ///
    /// `untrusted` are the blocks whose rows are to be read as lines; other grids are left alone. `is_heading` tells
    /// the parts' headings from labels, which also have a number and a few words.
    pub(super) fn new(
        document: &'a Document,
        alphabet: &'a BTreeSet<char>,
        untrusted: &BTreeSet<usize>,
        is_heading: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let mut stream = Stream { alphabet, lines: Vec::new(), pieces: Vec::new() };
        for (block_index, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Heading(heading) => {
                    stream.text(block_index, &heading.text, heading.at.as_deref(), &is_heading);
                }
                Block::Paragraph(paragraph) => {
                    stream.text(block_index, &paragraph.text, paragraph.at.as_deref(), &is_heading);
                }
                Block::Grid(grid) if untrusted.contains(&block_index) => stream.grid(block_index, grid),
                Block::Grid(_) => stream.line(block_index, None, true),
            }
            if stream.lines.len() > MOST_LINES || stream.pieces.len() > MOST_PIECES {
                return None;
            }
        }
        Some(stream)
    }

    /// Whether a piece is the empty cell of a figure.
    pub(super) fn is_blank(&self, piece: usize) -> bool {
        self.pieces[piece].text.is_empty()
    }

    /// Whether a figure's remark ends on another line.
    pub(super) fn is_torn(&self, piece: usize) -> bool {
        let count = |marks: [char; 2]| self.pieces[piece].text.matches(marks).count();
        count(['（', '(']) > count(['）', ')'])
    }

    /// The words of a piece; a figure has none.
    pub(super) fn words(&self, piece: usize) -> &str {
        match &self.pieces[piece].kind {
            PieceKind::Text { words, .. } => words,
            PieceKind::Figure => "",
        }
    }

    fn line(&mut self, block: usize, row: Option<u32>, is_apart: bool) {
        self.lines.push(Line { block, row, is_apart });
    }

    fn text(&mut self, block: usize, text: &'a str, at: Option<&'a str>, is_heading: &impl Fn(&str) -> bool) {
        for line in text.split(['\n', '\r', '\u{c}']) {
            // A label holds commas, and no sentence.
            // `一、主动公开情况 —— ——` is a row of the table that contains others.
            let is_row_of_marks = line.trim_end().ends_with('—');
            let is_apart = line.contains(['。', '；']) || !is_row_of_marks && is_heading(line);
            self.line(block, None, is_apart);
            if !is_apart && !is_page_number(line) {
                self.words_of(line, at);
            }
        }
    }

    fn grid(&mut self, block: usize, grid: &'a Grid) {
        let mut cells: Vec<&Cell> = grid.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let rows: Vec<&[&Cell]> = cells.chunk_by(|one, other| one.row == other.row).collect();
        let blanks = Blanks::of(&rows);
        // Below 序号 stand the rows' numbers: the first column is never moved.
        let mut counted = None;
        for row in rows {
            self.line(block, Some(row[0].row), false);
            let blanks = blanks.of_row(row);
            for cell in row {
                let at = cell.at.as_deref().or(grid.at.as_deref());
                let text = cell.text.trim();
                if text.is_empty() && blanks.contains(&cell.column) {
                    self.figure("", at);
                    continue;
                }
                if counted == Some(cell.column) && text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
                    continue;
                }
                if counted.is_none() && label::words(text) == "序号" {
                    counted = Some(cell.column);
                }
                if is_figure(text) {
                    self.figure(text, at);
                } else {
                    self.words_of(text, at);
                }
            }
        }
    }

    /// The pieces of a line, which blanks part.
    fn words_of(&mut self, line: &'a str, at: Option<&'a str>) {
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let length = figure_with_unit(rest, end).filter(|_| !begins_spaced_word(rest, end));
            if let Some(length) = length {
                self.figure(rest[..length].trim_end(), at);
                rest = rest[length..].trim_start();
                continue;
            }
            self.word(&rest[..end], at);
            rest = rest[end..].trim_start();
        }
    }

    /// A text, and the figures that cling to it: `…申请数量21`, `21四、结转…`.
    fn word(&mut self, word: &'a str, at: Option<&'a str>) {
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let clings = digits > 0 && word[digits..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '（' | '('));
        let (before, word) = word.split_at(if clings { digits } else { 0 });
        let text = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let (text, after) = if text.is_empty() { (word, "") } else { word.split_at(text.len()) };
        // `1.`: the point belongs to the list number.
        let (text, after) = if is_figure(after) { (text, after) } else { (word, "") };
        if !before.is_empty() {
            self.figure(before, at);
        }
        let (number, rest) = label::split_number(text);
        let bare = number.map(|_| label::words(rest));
        let words = label::words(text);
        let may_be_label = words.chars().all(|c| self.alphabet.contains(&c));
        self.push(text, at, PieceKind::Text { words, bare, may_be_label });
        if !after.is_empty() {
            self.figure(after, at);
        }
    }

    fn figure(&mut self, text: &'a str, at: Option<&'a str>) {
        self.push(text, at, PieceKind::Figure);
    }

    fn push(&mut self, text: &'a str, at: Option<&'a str>, kind: PieceKind) {
        let is_silent = matches!(&kind, PieceKind::Text { words, .. } if words.is_empty());
        if !is_silent {
            self.pieces.push(Piece { text, at, line: self.lines.len() - 1, kind });
        }
    }
}

/// The word that stands in cells for nothing.
const NOTHING: &str = "无";

/// Whether a text may stand as a figure: a number, a number with unit or remark, or a mark that stands for none.
pub(super) fn is_figure(text: &str) -> bool {
    if text.is_empty() || text.len() > FIGURE_BYTES {
        return false;
    }
    if matches!(text, "/" | "／" | "-" | "—" | "——" | "－" | NOTHING) {
        return true;
    }
    if value::read(&Cell::new(0, 0, text)).number().is_some() {
        return true;
    }
    let unsigned = text.trim_start_matches(['+', '-', '＋', '－']);
    let rest = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
    if rest.len() == unsigned.len() || !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_remark = |text: &str| text.starts_with(['（', '(']) && label::split_number(text).0.is_none();
    let without_unit = UNITS.iter().filter_map(|unit| rest.strip_prefix(unit)).chain([rest]);
    let is_signed_number = rest.is_empty() && unsigned.len() < text.len();
    is_signed_number
        || rest.len() < unsigned.len()
            && without_unit.into_iter().any(|rest| {
                let rest = rest.trim_start();
                rest.is_empty() && !unsigned.ends_with(['.', ',', '，']) || is_remark(rest)
            })
}

/// How long the figure is that a line begins with, its first word ending at `end`: `251000 元` is one figure.
fn figure_with_unit(line: &str, end: usize) -> Option<usize> {
    if !is_figure(&line[..end]) {
        return None;
    }
    let after = line[end..].trim_start();
    let next = &after[..after.find(char::is_whitespace).unwrap_or(after.len())];
    let is_unit = UNITS.contains(&next) && line[..end].ends_with(|c: char| c.is_ascii_digit());
    Some(if is_unit { line.len() - after.len() + next.len() } else { end })
}

/// Whether the word that ends here is 无 and the first letter of one printed with blanks between: 无 法 提 供.
fn begins_spaced_word(line: &str, end: usize) -> bool {
    let next = line[end..].split_whitespace().next().unwrap_or_default();
    line[..end] == *NOTHING && next != NOTHING && next.chars().count() == 1 && next.chars().all(char::is_alphabetic)
}

/// `— 5 —`, `-1-`, `第 5 页`, `第5页 共9页`. A bare number may be a figure.
fn is_page_number(line: &str) -> bool {
    let words = line.trim();
    let plain: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '·');
    let between = plain.strip_prefix(dash).and_then(|text| text.strip_suffix(dash));
    if between.is_some_and(|text| is_number(text.trim_matches(dash))) {
        return true;
    }
    let of_pages = plain.strip_prefix('第').and_then(|text| text.split_once('页'));
    of_pages.is_some_and(|(number, rest)| {
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let total = rest.strip_prefix('共').and_then(|text| text.strip_suffix('页'));
        is_number(number) && (rest.is_empty() || total.is_some_and(is_number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_labels() {
        for text in
            ["0", "1,234", "１２", "0.0", "+3", "-417", "--253", "251000元", "22（其中修订16件）", "/", "7730.28"]
        {
            assert!(is_figure(text), "{text}");
        }
        for text in ["", "1.", "1、", "1.属于国家秘密", "（一）", "2024年", "(1)", "第3", "三", "①", "0（四）无法提供"]
        {
            assert!(!is_figure(text), "{text}");
        }
    }

    #[test]
    fn words_with_blanks_between_their_letters_are_no_figures() {
        for (line, expected) in
            [("无 法 提 供", true), ("无　法　提　供 0", true), ("无 无 0", false), ("无 0", false), ("无 其他", false)]
        {
            assert_eq!(begins_spaced_word(line, "无".len()), expected, "{line}");
        }
    }

    #[test]
    fn page_numbers_are_told_from_figures() {
        for line in ["- 4 -", "-1-", "— 5 —", "   -3-", "第 3 页", "第3页 共9页", "第 3 页，共 9 页"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["4", "-4", "- - -", "0 0", "第3页的表", "—"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
