//! Every text that would be published with the report, or that its files carry.

use nianbao_core::CellValue;
use nianbao_core::document::{Note, NoteKind};
use nianbao_core::report::PartBlock;

use super::super::facts::{Facts, Place};
use super::untaken::{Known, untaken};

/// One piece of text.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Text<'a> {
    pub(in crate::check) text: &'a str,
    /// The importer's locator, where one came with the text.
    pub(in crate::check) at: Option<&'a str>,
    /// Whether it is where the office says how to reach it: the preface, or the line with who filled in a table.
    pub(in crate::check) gives_contact: bool,
}

impl<'a> Text<'a> {
    fn visible(text: &'a str) -> Self {
        Text { text, at: None, gives_contact: false }
    }

    /// Where it stands in the files. It is looked up for a finding alone: a finding cannot be found by its sentence
    /// where a number in that is masked.
    pub(super) fn place(&self, facts: &Facts<'a>) -> Option<&'a str> {
        self.at.or_else(|| facts.places().of_line(self.text))
    }
}

/// What a reader sees: title, headings, paragraphs, local tables, what stands with and in the statutory ones.
fn visible<'a>(facts: &Facts<'a>) -> Vec<Text<'a>> {
    let report = facts.report();
    let mut texts: Vec<Text<'a>> = report.title.iter().map(|title| Text::visible(title)).collect();
    texts.extend(report.parts.iter().map(|part| Text::visible(&part.heading)));
    texts.extend(facts.passages().iter().map(|passage| Text {
        gives_contact: matches!(passage.place, Place::Preface(_)),
        ..Text::visible(passage.text)
    }));
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

/// What a reader of the report sees, what else stands in its files, and what only the files hold. Inserted text stands in
/// its paragraph too.
pub(in crate::check) fn all<'a>(facts: &Facts<'a>) -> Vec<Text<'a>> {
    let mut texts = visible(facts);
    let mut known = Known::of(texts.iter().map(|text| text.text));
    texts.extend(untaken(facts, &mut known));
    let is_told = |note: &&Note| match note.kind {
        NoteKind::Inserted | NoteKind::Author | NoteKind::UncachedFormula | NoteKind::Other => false,
        // Hidden cells stand in their grid, with places of their own.
        NoteKind::Hidden => facts.subject.documents.is_empty() || !note.text.lines().all(|line| known.hold(line)),
        _ => true,
    };
    for note in facts.subject.notes.iter().filter(is_told) {
        texts.extend(note.text.lines().map(|text| Text { text, at: note.at.as_deref(), gives_contact: false }));
    }
    texts
}
