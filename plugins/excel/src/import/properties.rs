//! The people whom a workbook's properties name.

use crate::import::xml::{self, Event};

/// The author and the last editor, from `docProps/core.xml` or `meta.xml`.
///
/// The properties say nothing of the figures, so that a fault in them is passed over.
pub(crate) fn authors(part: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let Ok(text) = xml::text(part) else {
        return names;
    };
    let mut reader = xml::reader(text);
    while let Ok(event) = xml::next(&mut reader) {
        match event {
            Event::Start(element)
                if matches!(element.local_name().as_ref(), "initial-creator" | "creator" | "lastModifiedBy") =>
            {
                let mut name = String::new();
                if xml::read_text(&mut reader, &mut name).is_ok() && names.len() < MOST {
                    names.push(name);
                }
            }
            Event::Eof => break,
            _ => (),
        }
    }
    names
}

/// No file needs to name more people.
const MOST: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_author_and_the_last_editor_are_named() {
        let core = "<cp:coreProperties><dc:creator>张&amp;某</dc:creator><cp:lastModifiedBy>李某</cp:lastModifiedBy></cp:coreProperties>";
        assert_eq!(authors(core.as_bytes()), ["张&某", "李某"]);
        let meta = "<office:meta><meta:initial-creator>王某</meta:initial-creator><dc:creator/></office:meta>";
        assert_eq!(authors(meta.as_bytes()), ["王某", ""]);
        assert!(authors(b"<dc:creator>\xFF").is_empty() && authors(b"<a").is_empty());
    }
}
