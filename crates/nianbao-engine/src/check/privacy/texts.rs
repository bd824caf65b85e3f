//! Every text that would be published with the report, or that its file carries.

use nianbao_core::CellValue;
use nianbao_core::document::NoteKind;
use nianbao_core::report::PartBlock;

use super::super::facts::{Facts, Place};

/// One piece of text.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Text<'a> {
    pub(in crate::check) text: &'a str,
    /// The importer's locator, where one is known.
    pub(in crate::check) at: Option<&'a str>,
    /// Whether it is the preface, where the office says how to reach it.
    pub(in crate::check) is_preface: bool,
}

impl<'a> Text<'a> {
    fn visible(text: &'a str) -> Self {
        Text { text, at: None, is_preface: false }
    }
}

/// What a reader sees: title, headings, paragraphs, local tables, what stands with and in the statutory ones.
fn visible<'a>(facts: &Facts<'a>) -> Vec<Text<'a>> {
    let report = facts.report();
    let mut texts: Vec<Text<'a>> = report.title.iter().map(|title| Text::visible(title)).collect();
    texts.extend(report.parts.iter().map(|part| Text::visible(&part.heading)));
    texts.extend(
        facts.passages().iter().map(|passage| Text {
            is_preface: matches!(passage.place, Place::Preface(_)),
            ..Text::visible(passage.text)
        }),
    );
    for block in report.parts.iter().flat_map(|part| &part.blocks) {
        if let PartBlock::Grid(grid) = block {
            texts.extend(grid.cells.iter().map(|cell| Text { at: cell.at.as_deref(), ..Text::visible(&cell.text) }));
        }
    }
    for (id, table) in &report.tables {
        texts.extend(table.notes.iter().map(|note| Text::visible(note)));
        for row in &table.extra_rows {
            texts.push(Text { at: row.at.as_deref(), ..Text::visible(&row.label) });
        }
        let own = facts.unusual_cells().iter().filter(|cell| cell.table == id).map(|cell| cell.value);
        let extra = table.extra_rows.iter().flat_map(|row| row.cells.values());
        let values = own.chain(extra).filter_map(|value| match value {
            CellValue::Text(text) => Some(Text::visible(text)),
            CellValue::Number(_) | CellValue::Blank => None,
        });
        texts.extend(values);
    }
    texts.retain(|text| !text.text.is_empty());
    texts
}

/// What a reader sees, and what only the file holds. Inserted text stands in its paragraph too.
pub(in crate::check) fn all<'a>(facts: &Facts<'a>) -> Vec<Text<'a>> {
    let unseen = facts.subject.notes.iter().filter(|note| {
        !matches!(note.kind, NoteKind::Inserted | NoteKind::Author | NoteKind::UncachedFormula | NoteKind::Other)
    });
    let unseen = unseen.map(|note| Text { text: &note.text, at: note.at.as_deref(), is_preface: false });
    visible(facts).into_iter().chain(unseen).collect()
}
