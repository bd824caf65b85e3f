//! The article as headings, paragraphs and tables in order, and a table's cell as lines of text.

use ego_tree::NodeId;
use nianbao_core::document::{Heading, Note, NoteKind, Paragraph};
use scraper::node::Element;

use super::article;
use super::dom::{self, Look, Node, Visitor};
use super::lines::Lines;
use super::list::List;
use super::survey::{Counts, Survey};

/// Notes beyond this say nothing more to anybody.
const NOTES: usize = 1_000;
/// How much of a text a note repeats, in bytes.
const NOTE_BYTES: usize = 600;
/// A hidden text up to this long, in characters, is a button's or a label's.
const HIDDEN_CHARACTERS: usize = 20;

/// What a walk through the article finds, in order.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Heading(Heading),
    Paragraph(Paragraph),
    Table(Table<'a>),
}

/// A table of data that is yet to be read.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) node: Node<'a>,
    pub(super) at: String,
}

/// What is noted while the page is read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) list: Vec<Note>,
}

impl Notes {
    fn push(&mut self, kind: NoteKind, at: String, text: String) {
        if self.list.len() < NOTES {
            self.list.push(Note { kind, at: (!at.is_empty()).then_some(at), text });
        }
    }

    /// Notes what the page hides, if it is more than a button's text.
    pub(super) fn hidden(&mut self, node: Node<'_>, at: String) {
        let text = dom::text_of(node, NOTE_BYTES);
        let has_table =
            || node.descendants().any(|inside| inside.value().as_element().is_some_and(|e| e.name() == "table"));
        if text.chars().count() > HIDDEN_CHARACTERS || has_table() {
            self.push(NoteKind::Hidden, at, text);
        }
    }
}

/// Reads the article.
pub(super) fn article<'a>(root: Node<'a>, survey: &Survey, notes: &mut Notes) -> Vec<Piece<'a>> {
    let place = Place::Article { counts: survey.counts(root.id()), texts: 0 };
    let mut flow = Flow::new(root, place, survey, notes);
    dom::walk(root, &mut flow);
    flow.end_block();
    flow.pieces
}

/// Reads a table's cell: its text, line by line, and the tables inside it.
pub(super) fn cell<'a>(root: Node<'a>, at: &str, survey: &Survey, notes: &mut Notes) -> (String, Vec<Table<'a>>) {
    let mut flow = Flow::new(root, Place::Cell { at, text: String::new() }, survey, notes);
    dom::walk(root, &mut flow);
    flow.end_block();
    let tables = flow.pieces.into_iter().filter_map(|piece| match piece {
        Piece::Table(table) => Some(table),
        Piece::Heading(_) | Piece::Paragraph(_) => None,
    });
    let Place::Cell { text, .. } = flow.place else { return (String::new(), Vec::new()) };
    (text, tables.collect())
}

enum Place<'s> {
    Article {
        counts: Counts,
        /// How many headings and paragraphs there are yet.
        texts: usize,
    },
    Cell {
        at: &'s str,
        text: String,
    },
}

struct Flow<'a, 's> {
    root: NodeId,
    place: Place<'s>,
    survey: &'s Survey,
    notes: &'s mut Notes,
    lines: Lines,
    pieces: Vec<Piece<'a>>,
    tables: usize,
    lists: Vec<List>,
    /// The number to be printed before an item's first character.
    marker: Option<String>,
    /// The headings that are open, by level.
    headings: Vec<u8>,
    /// How many `p`, preserved and `ins` elements are open.
    paragraphs: usize,
    preserved: usize,
    insertions: usize,
}

impl<'a, 's> Flow<'a, 's> {
    fn new(root: Node<'a>, place: Place<'s>, survey: &'s Survey, notes: &'s mut Notes) -> Self {
        Flow {
            root: root.id(),
            place,
            survey,
            notes,
            lines: Lines::default(),
            pieces: Vec::new(),
            tables: 0,
            lists: Vec::new(),
            marker: None,
            headings: Vec::new(),
            paragraphs: 0,
            preserved: 0,
            insertions: 0,
        }
    }

    fn push_text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.lines.push(text, self.preserved > 0);
        }
        if let Some(marker) = self.marker.take() {
            self.lines.push(&marker, false);
        }
        self.lines.push(text, self.preserved > 0);
    }

    /// Ends the block of text that stands open: each of its lines becomes one of a cell's, or part of a paragraph.
    fn end_block(&mut self) {
        let lines = self.lines.take(self.preserved > 0);
        let joins = (self.paragraphs > 0 || !self.headings.is_empty()) && self.preserved == 0;
        match &mut self.place {
            Place::Cell { text, .. } => {
                for line in lines {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(&line.text);
                }
            }
            Place::Article { texts, .. } => {
                let mut paragraphs: Vec<String> = Vec::new();
                for line in lines {
                    match paragraphs.last_mut() {
                        Some(paragraph) if joins && !line.is_apart => {
                            paragraph.push('\n');
                            paragraph.push_str(&line.text);
                        }
                        _ => paragraphs.push(line.text),
                    }
                }
                for text in paragraphs {
                    *texts += 1;
                    self.pieces.push(text_piece(text, self.headings.last().copied(), *texts));
                }
            }
        }
    }

    /// Where the walk is.
    fn at(&self) -> String {
        match &self.place {
            Place::Cell { at, .. } => (*at).to_owned(),
            Place::Article { texts: 0, .. } if self.lines.is_empty() => String::new(),
            Place::Article { texts, .. } if self.lines.is_empty() => format!("第{texts}段后"),
            Place::Article { texts, .. } => format!("第{}段", texts + 1),
        }
    }

    fn table(&mut self, node: Node<'a>) {
        self.tables += 1;
        let at = match &self.place {
            Place::Article { .. } => format!("表{}", self.tables),
            Place::Cell { at, .. } => format!("{at}内表{}", self.tables),
        };
        self.pieces.push(Piece::Table(Table { node, at }));
    }

    /// Begins an element; false passes over what is inside.
    fn begin(&mut self, node: Node<'a>, element: &Element) -> bool {
        let name = element.name();
        let look = Look::of(element);
        if node.id() != self.root {
            if dom::is_never_text(element) {
                return false;
            }
            if look.is_hidden {
                let at = self.at();
                self.notes.hidden(node, at);
                return false;
            }
            if let Place::Article { counts, .. } = &self.place
                && article::is_chrome(node, element, counts, self.survey)
            {
                self.end_block();
                return false;
            }
        }
        if look.is_struck {
            self.note_text(NoteKind::Deleted, node);
            return false;
        }
        if look.is_block {
            self.end_block();
        }
        match name {
            "br" => self.lines.end_line(self.preserved > 0),
            "table" if !self.survey.is_layout(node.id()) => {
                self.table(node);
                return false;
            }
            "img" => {
                let description = element.attr("alt").or_else(|| element.attr("title")).unwrap_or_default();
                self.notes.push(NoteKind::Image, self.at(), description.trim().to_owned());
            }
            "input"
                if matches!(element.attr("type").unwrap_or("text"), "text" | "number" | "tel" | "email" | "url") =>
            {
                self.push_text(element.attr("value").unwrap_or_default());
            }
            "ins" => {
                // One inside another repeats its text.
                if self.insertions == 0 {
                    self.note_text(NoteKind::Inserted, node);
                }
                self.insertions += 1;
            }
            "sup" | "sub" if !self.lines.is_at_line_start() => {
                if let Some(raised) = dom::only_text(node).and_then(|text| raised_digits(text, name == "sup")) {
                    self.push_text(&raised);
                    return false;
                }
            }
            "ol" | "ul" | "menu" | "dir" => {
                let items = dom::children(node).filter(|(_, child)| child.name() == "li").count();
                self.lists.push(List::new(element, items));
            }
            "li" => self.marker = self.lists.last_mut().and_then(|list| list.marker(element)),
            "p" => self.paragraphs += 1,
            _ => {}
        }
        self.preserved += usize::from(look.is_preserved);
        self.headings.extend(heading_level(element));
        true
    }

    fn end(&mut self, element: &Element) {
        let look = Look::of(element);
        if look.is_block {
            self.end_block();
        }
        self.preserved -= usize::from(look.is_preserved);
        match element.name() {
            "ol" | "ul" | "menu" | "dir" => drop(self.lists.pop()),
            "li" => self.marker = None,
            "p" => self.paragraphs -= 1,
            "ins" => self.insertions -= 1,
            _ => {}
        }
        if heading_level(element).is_some() {
            self.headings.pop();
        }
    }

    fn note_text(&mut self, kind: NoteKind, node: Node<'a>) {
        let text = dom::text_of(node, NOTE_BYTES);
        if !text.is_empty() {
            self.notes.push(kind, self.at(), text);
        }
    }
}

impl<'a> Visitor<'a> for Flow<'a, '_> {
    fn enter(&mut self, node: Node<'a>) -> bool {
        match node.value() {
            scraper::Node::Text(text) => {
                self.push_text(text);
                true
            }
            scraper::Node::Element(element) => self.begin(node, element),
            _ => true,
        }
    }

    fn leave(&mut self, node: Node<'a>) {
        if let Some(element) = node.value().as_element() {
            self.end(element);
        }
    }
}

fn text_piece<'a>(text: String, level: Option<u8>, number: usize) -> Piece<'a> {
    let at = Some(format!("第{number}段"));
    match level {
        Some(level) => Piece::Heading(Heading { level, text, at }),
        None => Piece::Paragraph(Paragraph { text, at, ..Paragraph::default() }),
    }
}

/// The rank of a heading's element. Pages that nianbao wrote give the level beside it, since an outline may leave out
/// no rank and a report may leave out a level.
fn heading_level(element: &Element) -> Option<u8> {
    let rank = dom::heading_rank(element)?;
    let level = element.attr("class").and_then(|class| class.strip_prefix("level-")?.parse().ok());
    // The rank of `level-1` is 2 on those pages.
    Some(level.map_or(rank, |level: u8| level.saturating_add(1)))
}

/// Raised or lowered digits as characters of their own, so that `12` with a raised `1` does not read as 121.
fn raised_digits(text: &str, is_raised: bool) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let digits = if is_raised { RAISED } else { LOWERED };
    let raised = text.chars().map(|c| Some(digits[usize::try_from(c.to_digit(10)?).ok()?]));
    if text.is_empty() { None } else { raised.collect() }
}
