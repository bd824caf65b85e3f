//! Paragraphs cut in two by a page, or into lines by a text layer, made whole again.

use std::borrow::Cow;

use super::headings::{self, Leader};
use super::noise;
use super::pieces::{Line, Piece, Place};
use crate::label;
use crate::parts::PartHeadings;
use crate::recognize::identity;

/// A paragraph shorter than this is not known to be running text.
const RUNNING_CHARACTERS: usize = 20;
/// A line this much shorter than the page is wide was not broken for want of room; in half-width columns.
const ROOM: usize = 6;
/// Brackets are not looked for further back than this.
const LONGEST_BRACKET: usize = 400;
/// An indent is at least this much more than the line before; in half-width columns.
const INDENT: usize = 2;

/// Joins the lines of each paragraph.
pub(super) fn rejoin<'a>(pieces: Vec<Piece<'a>>, known: &PartHeadings) -> Vec<Piece<'a>> {
    let page = Page::measure(&pieces, known);
    let mut joined: Vec<Piece<'a>> = Vec::with_capacity(pieces.len());
    let mut open: Option<Paragraph> = None;
    for piece in pieces {
        let Piece::Line(line) = piece else {
            open = None;
            joined.push(piece);
            continue;
        };
        let shape = Shape::of(&line);
        match (joined.last_mut(), &mut open) {
            (Some(Piece::Line(first)), Some(paragraph)) if page.continues(paragraph, &line, shape, known) => {
                let text = first.text.to_mut();
                text.truncate(text.trim_end().len());
                text.push_str(line.text.trim());
                paragraph.is_finished = is_finished(text);
                paragraph.breaks_off = breaks_off(text);
                paragraph.is_running |= is_running(&line.text);
                paragraph.last = shape;
            }
            _ => {
                open = Paragraph::beginning_with(&line, shape, known);
                joined.push(Piece::Line(line));
            }
        }
    }
    if page.width.is_some() {
        for piece in &mut joined {
            if let Piece::Line(line) = piece {
                line.text = Cow::Owned(without_spacing(&line.text));
            }
        }
    }
    joined
}

/// A paragraph that may go on: what has to be known of it, so that a long one need not be read again at every line.
struct Paragraph {
    is_finished: bool,
    /// Whether it ends in mid-sentence for certain.
    breaks_off: bool,
    is_running: bool,
    /// How its last line lies on the page.
    last: Shape,
}

impl Paragraph {
    /// `None` where a line is the beginning of no paragraph.
    fn beginning_with(line: &Line<'_>, last: Shape, known: &PartHeadings) -> Option<Self> {
        let is_none = line.place != Place::Paragraph || is_row(&line.text) || is_title(&line.text);
        (!is_none).then(|| Paragraph {
            is_finished: is_finished(&line.text),
            breaks_off: breaks_off(&line.text),
            is_running: is_running(&line.text) && !is_no_paragraph(&line.text, known),
            last,
        })
    }
}

/// How a line lies on the page, in half-width columns.
#[derive(Clone, Copy)]
struct Shape {
    indent: usize,
    /// Indent and text.
    end: usize,
}

impl Shape {
    fn of(line: &Line<'_>) -> Self {
        let columns = |c: char| if c.is_ascii() { usize::from(!c.is_control()) } else { 2 };
        let text = line.text.trim_end();
        let indent = text.chars().take_while(|c| c.is_whitespace()).map(columns).sum();
        Shape { indent, end: text.chars().map(columns).sum() }
    }
}

/// How the text is laid out.
struct Page {
    /// Where lines end that were broken for want of room; `None` where every line is a paragraph.
    width: Option<usize>,
    /// Where lines begin that are not indented.
    margin: usize,
    /// Whether paragraphs begin with an indent.
    indents: bool,
}

impl Page {
    /// Lines are broken for want of room where many of them stop in mid-sentence, and nearly all at one place.
    fn measure(pieces: &[Piece<'_>], known: &PartHeadings) -> Page {
        let is_text = |line: &&Line<'_>| {
            let is_long = line.text.trim().chars().count() >= RUNNING_CHARACTERS;
            line.place == Place::Paragraph && is_long && !is_row(&line.text) && !stands_alone(&line.text, known)
        };
        let lines: Vec<(&Line<'_>, Shape)> =
            pieces.iter().filter_map(Piece::line).filter(is_text).map(|line| (line, Shape::of(line))).collect();
        let margin = lines.iter().map(|(_, shape)| shape.indent).min().unwrap_or(0);
        let is_open = |line: &Line<'_>| !is_finished(&line.text) && !stands_alone(&line.text, known);
        let mut open: Vec<usize> = lines.iter().filter(|(line, _)| is_open(line)).map(|(_, shape)| shape.end).collect();
        open.sort_unstable();
        let beginnings = lines.windows(2).filter(|pair| is_finished(&pair[0].0.text));
        let (indented, flush): (Vec<Shape>, Vec<Shape>) =
            beginnings.map(|pair| pair[1].1).partition(|shape| shape.indent >= INDENT);
        let indents = indented.len() > 4 * flush.len();
        let Some(&width) = open.get(open.len() / 2) else { return Page { width: None, margin, indents } };
        let near = open.iter().filter(|end| end.abs_diff(width) <= ROOM).count();
        let wider = lines.iter().filter(|(_, shape)| shape.end > width + ROOM).count();
        let is_broken =
            open.len() >= 4 && near * 10 >= open.len() * 7 && open.len() * 3 >= lines.len() && wider * 5 <= lines.len();
        Page { width: is_broken.then_some(width), margin, indents }
    }

    /// Whether a line goes on with the paragraph before it.
    fn continues(&self, paragraph: &Paragraph, line: &Line<'_>, shape: Shape, known: &PartHeadings) -> bool {
        if line.place != Place::Paragraph || is_row(&line.text) || stands_alone(&line.text, known) {
            return false;
        }
        match self.width {
            Some(width) => self.is_next_line(width, paragraph, line, shape),
            None => self.is_second_half(paragraph, line, shape),
        }
    }

    /// Whether a line is the next of the same paragraph, on a page whose lines are broken at a width.
    fn is_next_line(&self, width: usize, paragraph: &Paragraph, line: &Line<'_>, shape: Shape) -> bool {
        let is_full = |shape: Shape| shape.end + ROOM >= width;
        if !is_full(paragraph.last) || shape.indent >= paragraph.last.indent + INDENT {
            return false;
        }
        if !paragraph.is_finished {
            return true;
        }
        // A stop at the end of a full line may end the paragraph.
        let begins_anew = shape.indent >= self.margin + INDENT && shape.indent >= paragraph.last.indent;
        // A short line without a stop is the sign-off or the like.
        let is_more_text = is_full(shape) || is_finished(&line.text);
        !begins_anew && is_more_text && !begins_item(&line.text)
    }

    /// Whether a line is the second half of a paragraph that a page cut, where paragraphs are not broken into lines: the
    /// first half is running text without its end, and the second is no new beginning.
    fn is_second_half(&self, paragraph: &Paragraph, line: &Line<'_>, shape: Shape) -> bool {
        if !paragraph.is_running || paragraph.is_finished {
            return false;
        }
        if self.indents {
            return shape.indent < INDENT;
        }
        if shape.indent >= paragraph.last.indent.max(1) + INDENT || begins_item(&line.text) {
            return false;
        }
        // A paragraph whose full stop was forgotten is followed by another beginning.
        line.begins_page
            || paragraph.breaks_off
            || (is_finished(&line.text) && shape.indent <= paragraph.last.indent && !begins_sentence(&line.text))
    }
}

/// Whether a line is whole in itself: numbered, a heading, a title, a date, an annex, an entry of the page.
fn stands_alone(text: &str, known: &PartHeadings) -> bool {
    label::split_number(text).0.is_some() || text.trim().starts_with("附件") || is_no_paragraph(text, known)
}

/// Whether a line is no paragraph nor the beginning of one: a heading, a title, a date, an entry of the page.
fn is_no_paragraph(text: &str, known: &PartHeadings) -> bool {
    let (text, leader) = headings::without_leader(text.trim());
    let is_short = text.chars().count() <= super::HEADING_CHARACTERS;
    let is_heading = || {
        let is_numbered = label::split_number(text).0.is_some() && !text.contains(['，', '。', '；']);
        is_numbered || known.find(&label::normalize(text)).is_some()
    };
    let is_section = || text.starts_with('第') && headings::section_number(text).is_some();
    is_short && (is_heading() || identity::date_of_line(text).is_some() || is_title(text))
        || is_section()
        || leader == Some(Leader::DotsAndNumber)
        || noise::is_residue(text)
}

/// Whether a line is long enough, and has the marks, to be running text.
fn is_running(text: &str) -> bool {
    text.trim().chars().count() >= RUNNING_CHARACTERS && text.contains(['，', '。', '；', '、', ','])
}

fn breaks_off(text: &str) -> bool {
    text.trim_end().ends_with(['，', '、', ',', '（', '《', '“', '的', '和', '及', '与'])
}

/// Whether a line is a row of a table: its cells stand apart.
fn is_row(text: &str) -> bool {
    let text = text.trim();
    text.contains('\t') || text.contains("   ")
}

fn is_title(text: &str) -> bool {
    identity::read_title(text).is_some()
}

/// Whether a text ends as a paragraph does; what closes at the end does not matter where a stop stands before it.
fn is_finished(text: &str) -> bool {
    let text = text.trim_end();
    let inner = text.trim_end_matches(['”', '’', '"', '》', '」', '』', '）', ')', '】', '〕']);
    let is_closed = inner.len() < text.len() && balance(text) == 0;
    inner.ends_with(['。', '！', '？', '；', '：', '…', '!', '?', ';', ':', '.']) || is_closed
}

/// How many brackets and quotes are open at the end, as far as its last sentences tell.
fn balance(text: &str) -> i32 {
    let weight = |c: char| match c {
        '（' | '(' | '《' | '“' | '「' | '『' | '【' | '〔' => 1,
        '）' | ')' | '》' | '”' | '」' | '』' | '】' | '〕' => -1,
        _ => 0,
    };
    text.chars().rev().take(LONGEST_BRACKET).map(weight).sum()
}

/// Whether a line begins as an item of a list does: `一是…`, `第二，…`, `首先，…`.
fn begins_item(text: &str) -> bool {
    const ORDER: [&str; 8] = ["首先", "其次", "再次", "最后", "此外", "另外", "注：", "备注："];
    let text = text.trim_start();
    let mut characters = text.chars();
    let numeral = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    let is_counted = match characters.next() {
        Some('第') => numeral(characters.next()) && characters.next().is_some_and(|c| "，、：,".contains(c)),
        first => numeral(first) && characters.next() == Some('是'),
    };
    is_counted || ORDER.iter().any(|word| text.starts_with(word))
}

/// Whether a line begins as a new sentence likes to: with a year, `下一步`, `同时`, or with a key and a colon.
fn begins_sentence(text: &str) -> bool {
    const WORDS: [&str; 10] = ["下一步", "同时", "今后", "全年", "截至", "本年", "我局", "我镇", "针对", "特此"];
    let text = text.trim_start();
    let key = text.split(['：', ':']).next().unwrap_or_default();
    let is_entry = key.len() < text.len() && key.chars().count() <= 8;
    is_entry || text.starts_with("20") || WORDS.iter().any(|word| text.starts_with(word))
}

/// A justified line without the blanks that were put between its letters.
fn without_spacing(text: &str) -> String {
    let characters: Vec<char> = text.trim().chars().collect();
    let is_wide = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii() && !c.is_whitespace());
    let mut kept = String::with_capacity(text.len());
    let mut index = 0;
    while index < characters.len() {
        let end = index + characters[index..].iter().take_while(|c| c.is_whitespace()).count();
        if end == index {
            kept.push(characters[index]);
            index += 1;
        } else {
            let between_letters = index > 0 && is_wide(characters.get(index - 1)) && is_wide(characters.get(end));
            // A wider gap parts two things from each other.
            if !between_letters || end - index > 2 || characters[index..end].iter().any(|&c| c != ' ') {
                kept.extend(&characters[index..end]);
            }
            index = end;
        }
    }
    kept
}
