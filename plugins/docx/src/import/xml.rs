//! Small steps over quick-xml: children one after the other, elements by their local name, failures as damage.
//!
//! Prefixes differ from program to program and the strict form of the standard has other namespaces, so names are
//! compared without them.

use std::borrow::Cow;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::limits;
use super::refusal::{Limit, Refusal};

/// A start tag.
pub(super) type Element<'a> = BytesStart<'a>;

/// The text of a part, in one of the two encodings that a part may have.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let read_unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(Refusal::damaged);
        }
    };
    let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read_unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).map(Cow::Owned).map_err(Refusal::damaged)
}

/// A part while it is read.
///
/// Whoever is given a child reads it to its end before he asks for the next one: by [`Xml::child`] until there is no
/// more, by [`Xml::text`] or by [`Xml::skip`].
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0 }
    }

    /// The next child of the element that is open; `None` at its end. At first, the root.
    pub(super) fn child(&mut self) -> Result<Option<Element<'a>>, Refusal> {
        loop {
            match self.reader.read_event().map_err(Refusal::damaged)? {
                Event::Start(element) => {
                    if self.depth == limits::DEPTH {
                        return Err(Refusal::TooLarge(Limit::Depth));
                    }
                    self.depth += 1;
                    return Ok(Some(element));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(None);
                }
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(Refusal::damaged("XML: the part ends within an element")),
                _ => (),
            }
        }
    }

    /// Passes over a child.
    pub(super) fn skip(&mut self, child: &Element<'_>) -> Result<(), Refusal> {
        self.reader.read_to_end(child.name()).map_err(Refusal::damaged)?;
        self.depth -= 1;
        Ok(())
    }

    /// All text within a child.
    pub(super) fn text(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        let mut open = 1_usize;
        while open > 0 {
            match self.reader.read_event().map_err(Refusal::damaged)? {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.into_inner()),
                Event::GeneralRef(reference) => {
                    // An entity that nobody declared is left out.
                    if let Ok(Some(character)) = reference.resolve_char_ref() {
                        text.push(character);
                    } else if let Some(known) = resolve_predefined_entity(&reference) {
                        text.push_str(known);
                    }
                }
                Event::Eof => return Err(Refusal::damaged("XML: the part ends within a text")),
                _ => (),
            }
        }
        self.depth -= 1;
        Ok(text)
    }
}

/// The name without its prefix.
pub(super) fn name<'e>(element: &'e Element<'_>) -> &'e str {
    element.local_name().into_inner()
}

/// An attribute by its name without the prefix.
pub(super) fn attribute<'e>(element: &'e Element<'_>, wanted: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let value = attributes.into_iter().find(|attribute| attribute.key.local_name().as_ref() == wanted)?.value;
    // What cannot be unescaped is kept as it is written.
    match unescape(&value) {
        Ok(unescaped) => Some(Cow::Owned(unescaped.into_owned())),
        Err(_) => Some(value),
    }
}

/// The attribute `val`, which holds what most elements have to say.
pub(super) fn value<'e>(element: &'e Element<'_>) -> Option<Cow<'e, str>> {
    attribute(element, "val")
}

/// An attribute that is a number; programs differ in whether they write `3` or `3.0`.
pub(super) fn number(element: &Element<'_>, wanted: &str) -> Option<u32> {
    attribute(element, wanted)?.trim().split('.').next()?.parse().ok()
}

/// Whether an element that switches something says on; without a value it does.
pub(super) fn is_on(element: &Element<'_>) -> bool {
    !matches!(value(element).as_deref(), Some("0" | "false" | "off" | "none"))
}
