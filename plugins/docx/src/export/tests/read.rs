//! Reads a Word file as another program would: its paragraphs, and its tables' merged cells.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use nianbao_core::document::Cell;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// A cell as printed. Cells without text that span nothing are not counted.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Printed {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) row_span: u32,
    pub(super) column_span: u32,
    pub(super) text: String,
}

impl From<&Cell> for Printed {
    fn from(cell: &Cell) -> Self {
        let &Cell { row, column, row_span, column_span, .. } = cell;
        Printed { row, column, row_span, column_span, text: cell.text.to_string() }
    }
}

/// The text of a member of a Word file.
pub(super) fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The cells of each table, in order, each counted once.
pub(super) fn tables(document: &str) -> Vec<Vec<Printed>> {
    let mut tables: Vec<BTreeMap<(u32, u32), Printed>> = Vec::new();
    let (mut row, mut column) = (0, 0);
    let mut cell: Option<(Printed, bool)> = None;
    for event in events(document) {
        match event {
            Event::Start(tag) => match tag.name().0 {
                "w:tbl" => {
                    tables.push(BTreeMap::new());
                    row = 0;
                }
                "w:tr" => column = 0,
                "w:tc" => {
                    cell = Some((Printed { row, column, row_span: 1, column_span: 1, text: String::new() }, false))
                }
                _ => {}
            },
            Event::Empty(tag) => match (tag.name().0, &mut cell) {
                ("w:gridSpan", Some((cell, _))) => cell.column_span = value(&tag, "w:val").unwrap().parse().unwrap(),
                ("w:vMerge", Some((_, continues))) => *continues = value(&tag, "w:val").unwrap() == "continue",
                _ => {}
            },
            Event::End(tag) => match tag.name().0 {
                "w:tr" => row += 1,
                "w:tc" => {
                    let (cell, continues) = cell.take().unwrap();
                    let cells = tables.last_mut().unwrap();
                    column += cell.column_span;
                    if continues {
                        let above = cells.values_mut().rev().find(|above| above.column == cell.column).unwrap();
                        assert_eq!((above.column_span, above.row + above.row_span), (cell.column_span, row));
                        above.row_span += 1;
                    } else {
                        cells.insert((cell.row, cell.column), cell);
                    }
                }
                _ => {}
            },
            event => {
                if let Some((cell, _)) = &mut cell {
                    cell.text.push_str(&text(&event));
                }
            }
        }
    }
    tables.into_iter().map(|cells| cells.into_values().collect()).collect()
}

/// The texts of the paragraphs outside of tables.
pub(super) fn paragraphs(document: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut in_table = false;
    for event in events(document) {
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.name().0 == "w:tbl" => in_table = true,
            Event::End(tag) if tag.name().0 == "w:tbl" => in_table = false,
            _ if in_table => {}
            Event::Start(tag) if tag.name().0 == "w:p" => paragraphs.push(String::new()),
            Event::Empty(tag) if tag.name().0 == "w:br" => paragraphs.last_mut().unwrap().push('\n'),
            event => {
                if let Some(paragraph) = paragraphs.last_mut() {
                    paragraph.push_str(&text(&event));
                }
            }
        }
    }
    paragraphs
}

/// The text of a part.
pub(super) fn text_of(part: &str) -> String {
    events(part).iter().map(text).collect()
}

/// The values of an attribute, of all elements of a name.
pub(super) fn attribute_values(part: &str, element: &str, attribute: &str) -> Vec<String> {
    let tags = events(part).into_iter().filter_map(|event| match event {
        Event::Start(tag) | Event::Empty(tag) if tag.name().0 == element => value(&tag, attribute),
        _ => None,
    });
    tags.collect()
}

fn events(part: &str) -> Vec<Event<'_>> {
    let mut reader = Reader::from_str(part);
    let next = || match reader.read_event().unwrap() {
        Event::Eof => None,
        event => Some(event),
    };
    std::iter::from_fn(next).collect()
}

fn text(event: &Event<'_>) -> String {
    match event {
        Event::Text(text) => text.to_string(),
        Event::GeneralRef(name) => resolve_predefined_entity(name).unwrap().to_owned(),
        _ => String::new(),
    }
}

fn value(tag: &BytesStart<'_>, attribute: &str) -> Option<String> {
    Some(tag.try_get_attribute(attribute).unwrap()?.value.into_owned())
}
