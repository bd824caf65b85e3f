//! Reads a part with running text in one pass: paragraphs and tables in order, with everything that wraps them.

use std::collections::BTreeMap;

use nianbao_core::document::NoteKind;

use super::content::{Item, ListPlace, Paragraph, Remark};
use super::fields::Fields;
use super::limits::{self, Budget};
use super::numbering::Definitions;
use super::refusal::{Limit, Refusal};
use super::styles::{self, Styles};
use super::xml::{self, Element, Xml};

/// What a text refers to: styles, lists, and texts that stand outside of it.
#[derive(Default)]
pub(super) struct Surroundings {
    pub(super) styles: Styles,
    pub(super) lists: Definitions,
    pub(super) footnotes: BTreeMap<String, String>,
    pub(super) endnotes: BTreeMap<String, String>,
    pub(super) comments: BTreeMap<String, String>,
}

/// Reads all paragraphs and tables of a document.
pub(super) fn read_document(
    text: &str,
    surroundings: &Surroundings,
    budget: &mut Budget,
) -> Result<Vec<Item>, Refusal> {
    let mut story = Story::new(text, surroundings, budget);
    let mut flow = Flow::default();
    let Some(root) = story.xml.child()? else { return Err(Refusal::damaged("the document part is empty")) };
    if xml::name(&root) != "document" {
        return Err(Refusal::damaged("the document part holds no document"));
    }
    while let Some(child) = story.xml.child()? {
        match xml::name(&child) {
            "body" => story.blocks(&mut flow, State::default())?,
            _ => story.xml.skip(&child)?,
        }
    }
    Ok(flow.finish())
}

/// Reads a part that holds texts by their ids: footnotes, endnotes or comments.
pub(super) fn read_by_id(
    text: &str,
    element: &str,
    surroundings: &Surroundings,
    budget: &mut Budget,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut story = Story::new(text, surroundings, budget);
    let mut texts = BTreeMap::new();
    if story.xml.child()?.is_some() {
        while let Some(child) = story.xml.child()? {
            let id = xml::attribute(&child, "id").map(|id| id.into_owned());
            // The lines between text and footnotes are kept as footnotes of another type.
            let is_separator = xml::attribute(&child, "type").is_some_and(|kind| kind != "normal");
            match id.filter(|_| xml::name(&child) == element && !is_separator) {
                Some(id) => {
                    story.budget.paragraph()?;
                    let mut flow = Flow::default();
                    story.blocks(&mut flow, State::default())?;
                    texts.insert(id, super::content::shown_text(&flow.finish()));
                }
                None => story.xml.skip(&child)?,
            }
        }
    }
    Ok(texts)
}

/// Reads a part that is repeated on every page, as the text that it prints.
pub(super) fn read_repeated(text: &str, surroundings: &Surroundings, budget: &mut Budget) -> Result<String, Refusal> {
    let mut story = Story::new(text, surroundings, budget);
    let mut flow = Flow::default();
    if story.xml.child()?.is_some() {
        story.blocks(&mut flow, State::default())?;
    }
    Ok(super::content::shown_text(&flow.finish()))
}

/// The reader of one part. Its methods each read the children of the element that was just opened.
pub(super) struct Story<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) surroundings: &'a Surroundings,
    pub(super) budget: &'a mut Budget,
    pub(super) fields: Fields,
    nesting: usize,
}

/// What holds for the text at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    pub(super) change: Change,
    /// Within a form's field that nobody has filled in.
    pub(super) is_placeholder: bool,
    pub(super) is_hidden: bool,
    pub(super) paragraph_style_hides: bool,
}

/// A tracked change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Change {
    #[default]
    None,
    Inserted,
    Deleted,
}

/// Paragraphs and tables that follow each other in one place.
#[derive(Default)]
pub(super) struct Flow {
    items: Vec<Item>,
    /// A paragraph whose end was deleted: the next one continues it.
    continued: Option<Paragraph>,
}

/// A paragraph while it is read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) paragraph: Paragraph,
    pub(super) properties: Properties,
    /// What stands in text boxes that hang on the paragraph.
    pub(super) boxes: Vec<Item>,
}

/// What a paragraph says of itself.
#[derive(Default)]
pub(super) struct Properties {
    pub(super) style: Option<String>,
    pub(super) list_number: Option<u32>,
    pub(super) list_level: Option<usize>,
    pub(super) outline: Option<u32>,
    /// The mark at its end is deleted or hidden, so that the next paragraph continues it.
    pub(super) has_no_end: bool,
}

impl State {
    /// Within an element that marks a change; what is deleted stays so.
    pub(super) fn changed(self, change: Change) -> State {
        let change = if self.change == Change::Deleted { Change::Deleted } else { change };
        State { change, ..self }
    }
}

/// The change that an element marks.
pub(super) fn change_of(name: &str) -> Option<Change> {
    match name {
        "ins" | "moveTo" => Some(Change::Inserted),
        "del" | "moveFrom" => Some(Change::Deleted),
        _ => None,
    }
}

impl Flow {
    pub(super) fn finish(mut self) -> Vec<Item> {
        self.end_continued();
        self.items
    }

    fn end_continued(&mut self) {
        self.items.extend(self.continued.take().map(Item::Paragraph));
    }
}

impl<'a> Story<'a> {
    fn new(text: &'a str, surroundings: &'a Surroundings, budget: &'a mut Budget) -> Self {
        Story { xml: Xml::new(text), surroundings, budget, fields: Fields::default(), nesting: 0 }
    }

    /// Reads paragraphs, tables, and what wraps them.
    pub(super) fn blocks(&mut self, flow: &mut Flow, state: State) -> Result<(), Refusal> {
        let mut state = state;
        while let Some(child) = self.xml.child()? {
            self.block(&child, flow, &mut state)?;
        }
        Ok(())
    }

    /// Of several forms of the same content reads them one by one, up to the first that `read` says it found something in.
    pub(super) fn first_branch(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        let mut is_read = false;
        while let Some(branch) = self.xml.child()? {
            if !is_read && matches!(xml::name(&branch), "Choice" | "Fallback") {
                is_read = read(self)?;
            } else {
                self.xml.skip(&branch)?;
            }
        }
        Ok(())
    }

    /// Reads one child of a place where paragraphs and tables stand.
    pub(super) fn block(&mut self, child: &Element<'_>, flow: &mut Flow, state: &mut State) -> Result<(), Refusal> {
        match xml::name(child) {
            "p" => self.paragraph(flow, *state),
            "tbl" => {
                flow.end_continued();
                let table = self.nested(|story| story.table(*state))?;
                flow.items.push(Item::Table(table));
                Ok(())
            }
            "sdtPr" => {
                state.is_placeholder |= self.shows_placeholder()?;
                Ok(())
            }
            "sdt" | "sdtContent" | "customXml" | "smartTag" => self.blocks(flow, *state),
            "AlternateContent" => self.first_branch(|story| {
                let before = flow.items.len();
                story.blocks(flow, *state)?;
                Ok(flow.items.len() > before)
            }),
            "altChunk" | "subDoc" => {
                let mut paragraph = Paragraph::default();
                paragraph.remark(Remark::EmbeddedDocument, self.budget)?;
                flow.items.push(Item::Paragraph(paragraph));
                self.xml.skip(child)
            }
            name => match change_of(name) {
                Some(change) => self.blocks(flow, state.changed(change)),
                None => self.xml.skip(child),
            },
        }
    }

    fn paragraph(&mut self, flow: &mut Flow, state: State) -> Result<(), Refusal> {
        let mut draft = Draft { paragraph: flow.continued.take().unwrap_or_default(), ..Draft::default() };
        self.inlines(&mut draft, state)?;
        let unfinished = self.fields.end_paragraph();
        draft.paragraph.push(&unfinished);

        let Draft { mut paragraph, properties, boxes } = draft;
        let styles = &self.surroundings.styles;
        let style = properties.style.as_deref();
        if properties.has_no_end || state.change == Change::Deleted {
            flow.continued = Some(paragraph);
            flow.items.extend(boxes);
            return Ok(());
        }
        paragraph.level = match properties.outline {
            Some(outline) => styles::heading_level(outline),
            None => styles.heading_level(style),
        };
        paragraph.list = self.list_of(&properties);
        // The lines of a table of contents only repeat the headings.
        let says_something = !paragraph.is_empty() || paragraph.list.is_some();
        if says_something && !styles.is_contents(style) {
            self.budget.paragraph()?;
            flow.items.push(Item::Paragraph(paragraph));
        }
        flow.items.extend(boxes);
        Ok(())
    }

    /// The list that a paragraph belongs to, by itself or by its style.
    fn list_of(&self, properties: &Properties) -> Option<ListPlace> {
        let Surroundings { styles, lists, .. } = self.surroundings;
        let style = properties.style.as_deref();
        match properties.list_number {
            // The paragraph is taken out of its style's list.
            Some(0) => None,
            Some(number) => {
                let level = properties.list_level.or_else(|| styles.list_level(style)).unwrap_or_default();
                Some(ListPlace { number, level })
            }
            None => {
                let place = styles.list(style, lists)?;
                Some(ListPlace { level: properties.list_level.unwrap_or(place.level), ..place })
            }
        }
    }

    /// What stands in a text box, to be put after the paragraph that it hangs on.
    pub(super) fn text_box(&mut self, boxes: &mut Vec<Item>, state: State) -> Result<(), Refusal> {
        // Paragraphs in the box begin and end while a field outside may be open.
        let outer = std::mem::take(&mut self.fields);
        let mut flow = Flow::default();
        self.nested(|story| story.blocks(&mut flow, state))?;
        boxes.extend(flow.finish());
        self.fields = outer;
        Ok(())
    }

    /// Reads something that may hold itself.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        if self.nesting == limits::NESTING {
            return Err(Refusal::TooLarge(Limit::Depth));
        }
        self.nesting += 1;
        let result = read(self);
        self.nesting -= 1;
        result
    }

    /// Whether a content control shows what its maker wrote to be overwritten.
    pub(super) fn shows_placeholder(&mut self) -> Result<bool, Refusal> {
        let mut shows = false;
        while let Some(child) = self.xml.child()? {
            shows |= xml::name(&child) == "showingPlcHdr" && xml::is_on(&child);
            self.xml.skip(&child)?;
        }
        Ok(shows)
    }

    /// Adds text of a place to a paragraph, or to what is noted of it.
    pub(super) fn put(&mut self, draft: &mut Draft, state: State, text: &str) -> Result<(), Refusal> {
        self.budget.text(text.len())?;
        let paragraph = &mut draft.paragraph;
        if state.change == Change::Deleted {
            return paragraph.note(NoteKind::Deleted, text, self.budget);
        }
        if !self.fields.shows(text) {
            return Ok(());
        }
        if state.is_hidden || state.is_placeholder {
            return paragraph.note(NoteKind::Hidden, text, self.budget);
        }
        if state.change == Change::Inserted {
            return paragraph.note(NoteKind::Inserted, text, self.budget);
        }
        paragraph.push(text);
        Ok(())
    }
}
