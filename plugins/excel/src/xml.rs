//! Small steps over quick-xml: elements by their local name, attributes unescaped, failures as damage.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::reader::Reader;

use crate::refusal::Refusal;

pub(crate) use quick_xml::events::Event;

/// A start tag.
pub(crate) type Element<'a> = BytesStart<'a>;

/// The text of a part.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| Refusal::damaged(format!("XML: {error}")))
}

/// A reader that gives an empty element as its start and its end.
pub(crate) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Pieces are read too, which end with the tags of elements that begin before them.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.expand_empty_elements = true;
    reader
}

/// The next event.
pub(crate) fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, Refusal> {
    reader.read_event().map_err(|error| Refusal::damaged(format!("XML: {error}")))
}

/// Shows every start tag with its local name.
pub(crate) fn each_element(
    text: &str,
    mut show: impl FnMut(&str, &Element<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = reader(text);
    loop {
        match next(&mut reader)? {
            Event::Start(element) => show(element.local_name().as_ref(), &element)?,
            Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

/// An attribute by its local name, unescaped.
pub(crate) fn attribute(element: &Element<'_>, name: &str) -> Result<Option<String>, Refusal> {
    raw_attribute(element, name)?.map(|value| unescaped(&value)).transpose()
}

/// An attribute by its local name, as it is written.
pub(crate) fn raw_attribute<'a>(element: &'a Element<'_>, name: &str) -> Result<Option<Cow<'a, str>>, Refusal> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| Refusal::damaged(format!("XML: {error}")))?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.value));
        }
    }
    Ok(None)
}

/// Shows every attribute with its whole name, as it is written.
pub(crate) fn each_attribute(
    element: &Element<'_>,
    mut show: impl FnMut(&str, &str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| Refusal::damaged(format!("XML: {error}")))?;
        show(attribute.key.as_ref(), &attribute.value)?;
    }
    Ok(())
}

/// The text that an attribute's value stands for.
pub(crate) fn unescaped(value: &str) -> Result<String, Refusal> {
    let value = unescape(value).map_err(|error| Refusal::damaged(format!("XML: {error}")))?;
    Ok(value.into_owned())
}

/// Adds the character that an entity stands for; one that nobody declared is left out.
pub(crate) fn push_reference(reference: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        out.push(character);
    } else if let Some(text) = quick_xml::escape::resolve_xml_entity(reference) {
        out.push_str(text);
    }
}
