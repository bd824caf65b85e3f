//! What other programs laid over a page: typed text shows, remarks do not.

use nianbao_core::document::{Note, NoteKind};

use super::content::Shown;
use super::file::File;
use super::font::text_string;
use super::pages::Page;
use super::refusal::Refusal;
use super::syntax::Object;

/// Adds typed text to what a page shows, and gives the remarks.
pub(super) fn read(file: &File<'_>, page: &Page, number: usize, shown: &mut Shown) -> Result<Vec<Note>, Refusal> {
    let mut notes = Vec::new();
    for annotation in file.array(&page.dictionary, b"Annots")? {
        file.budget().element()?;
        let Object::Dictionary(annotation) = file.resolve(&annotation)? else { continue };
        let text = |name: &[u8]| Ok(file.entry(&annotation, name)?.text().map(text_string));
        let contents = text(b"Contents")?.filter(|text| !text.trim().is_empty());
        match file.entry(&annotation, b"Subtype")?.name() {
            Some(b"FreeText") => shown.unmarked.extend(contents),
            // A field of a form shows its value.
            Some(b"Widget") => shown.unmarked.extend(text(b"V")?),
            Some(b"Link" | b"Popup") => {}
            _ => {
                let at = Some(format!("第{}页", number + 1));
                notes.extend(contents.map(|text| Note { kind: NoteKind::Comment, at, text }));
            }
        }
    }
    Ok(notes)
}
