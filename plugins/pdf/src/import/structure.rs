//! The structure tree: headings, paragraphs and tables in reading order, with the text that each shows.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Piece, Shown};
use super::file::File;
use super::limits;
use super::pages::Page;
use super::place::Place;
use super::refusal::{Limit, Refusal};
use super::syntax::{Dictionary, Object};

/// An element of the structure.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// `H1`, `P`, `Table`, `TD` and so on.
    pub(super) kind: Vec<u8>,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
    pub(super) kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Kid {
    /// Text, and on which page, from 0.
    Text(Piece, usize),
    Element(Element),
}

/// Reads the structure. What it refers to is taken from the pages, so that what stays there is in no structure.
pub(super) fn read(
    file: &File<'_>,
    root: &Dictionary,
    pages: &[Page],
    shown: &mut [Shown],
) -> Result<Vec<Element>, Refusal> {
    let pages = pages.iter().zip(0..).map(|(page, index)| (page.object, index)).collect();
    let mut walk = Walk { file, pages, shown, seen: BTreeSet::new() };
    let mut kids = Vec::new();
    walk.kids(root, None, &mut kids, 0)?;
    Ok(kids.into_iter().filter_map(|kid| if let Kid::Element(element) = kid { Some(element) } else { None }).collect())
}

struct Walk<'a, 'b> {
    file: &'a File<'b>,
    /// By the numbers of their objects.
    pages: BTreeMap<u32, usize>,
    shown: &'a mut [Shown],
    seen: BTreeSet<u32>,
}

impl Walk<'_, '_> {
    fn kids(
        &mut self,
        dictionary: &Dictionary,
        page: Option<usize>,
        kids: &mut Vec<Kid>,
        depth: usize,
    ) -> Result<(), Refusal> {
        if depth >= limits::DEPTH {
            return Err(Refusal::TooLarge(Limit::Depth));
        }
        let page = self.page(dictionary).or(page);
        for kid in self.file.array(dictionary, b"K")? {
            if let Some(number) = kid.index() {
                self.text(number, page, kids);
                continue;
            }
            if kid.reference().is_some_and(|number| !self.seen.insert(number)) {
                return Err(Refusal::Damaged("an element of the structure is in two places"));
            }
            let Object::Dictionary(kid) = self.file.resolve(&kid)? else { continue };
            if let Some(kind) = self.file.entry(&kid, b"S")?.name() {
                self.file.budget().element()?;
                let (row_span, column_span) = self.spans(&kid)?;
                let mut element = Element { kind: kind.to_vec(), row_span, column_span, kids: Vec::new() };
                self.kids(&kid, page, &mut element.kids, depth + 1)?;
                kids.push(Kid::Element(element));
            } else if let Some(number) = self.file.entry(&kid, b"MCID")?.index() {
                self.text(number, self.page(&kid).or(page), kids);
            }
        }
        Ok(())
    }

    fn page(&self, dictionary: &Dictionary) -> Option<usize> {
        self.pages.get(&dictionary.get(b"Pg".as_slice())?.reference()?).copied()
    }

    fn text(&mut self, number: usize, page: Option<usize>, kids: &mut Vec<Kid>) {
        let Some(page) = page else { return };
        let piece = self.shown.get_mut(page).and_then(|shown| shown.marked.remove(&number));
        kids.extend(piece.map(|piece| Kid::Text(piece, page)));
    }

    fn spans(&self, element: &Dictionary) -> Result<(u32, u32), Refusal> {
        let mut spans = (1, 1);
        for attributes in self.file.array(element, b"A")? {
            let Object::Dictionary(attributes) = self.file.resolve(&attributes)? else { continue };
            let span = |name: &[u8], default: u32| {
                let span = attributes.get(name).and_then(Object::index).and_then(|span| u32::try_from(span).ok());
                span.unwrap_or(default).max(1)
            };
            spans = (span(b"RowSpan", spans.0), span(b"ColSpan", spans.1));
        }
        Ok(spans)
    }
}

impl Element {
    pub(super) fn is(&self, kinds: &[&[u8]]) -> bool {
        kinds.contains(&self.kind.as_slice())
    }

    /// The elements that it holds itself.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| if let Kid::Element(element) = kid { Some(element) } else { None })
    }

    /// All text within; what stands in paragraphs of its own is on lines of its own.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.trim().to_owned()
    }

    fn add_text(&self, text: &mut String) {
        for kid in &self.kids {
            match kid {
                Kid::Text(piece, _) => text.push_str(&piece.text),
                Kid::Element(element) => {
                    let is_paragraph = element.is(&[b"P", b"LI", b"Div"]);
                    if is_paragraph && !text.is_empty() {
                        text.push('\n');
                    }
                    element.add_text(text);
                }
            }
        }
    }

    /// The page on which its text begins, from 0.
    pub(super) fn page(&self) -> Option<usize> {
        self.first_piece().map(|(_, page)| page)
    }

    /// Where its text begins, and on which page.
    pub(super) fn place(&self) -> Option<(Place, usize)> {
        let (piece, page) = self.first_piece()?;
        Some((piece.place?, page))
    }

    fn first_piece(&self) -> Option<(&Piece, usize)> {
        self.kids.iter().find_map(|kid| match kid {
            Kid::Text(piece, page) => Some((piece, *page)),
            Kid::Element(element) => element.first_piece(),
        })
    }
}
