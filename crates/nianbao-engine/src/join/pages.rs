//! Files that go on where the one before ended, and the file's name in every place.

use nianbao_core::document::Block;
use nianbao_core::finding::Source;
use nianbao_core::report::Part;
use nianbao_core::{Document, Finding, Report};

use super::{Piece, read_alone, squeeze, text};
use crate::label;
use crate::recognize::Recognizer;

/// Leads every locator of a document with `name#`.
pub fn name_places(document: &mut Document, name: &str) {
    let named = |at: &str| format!("{name}#{at}");
    let set = |at: &mut Option<String>| *at = at.as_deref().map(named);
    for block in &mut document.blocks {
        match block {
            Block::Heading(heading) => set(&mut heading.at),
            Block::Paragraph(paragraph) => set(&mut paragraph.at),
            Block::Grid(grid) => {
                set(&mut grid.at);
                grid.cells.iter_mut().for_each(|cell| cell.at = cell.at.as_deref().map(|at| named(at).into()));
            }
        }
    }
    document.notes.iter_mut().for_each(|note| set(&mut note.at));
}

/// Whether a file goes on in the middle of what the file before it began: with rows of a table whose header stands in
/// that file, or with text under a heading of that file.
///
/// Nothing but the reading tells: a table goes on where both together show more figures than each alone; text before
/// any heading goes on where the file before has the title or the preface already. Two files that both have the text
/// of one part are two versions and no pages. A file that nobody named (`is_named`), and that has no table and no part
/// itself, is not taken for a page: it may be a letter that lies beside the report.
pub fn goes_on(recognizer: &Recognizer<'_>, before: &Document, next: &Document, is_named: bool) -> bool {
    let first = read_alone(recognizer, before);
    let second = read_alone(recognizer, next);
    if are_versions(&first, &second) {
        return false;
    }
    text_goes_on(&first, &second, next, is_named) || {
        let mut both = before.clone();
        append(&mut both, next.clone());
        let both = read_alone(recognizer, &both);
        both.sources.keys().any(|id| !first.sources.contains_key(id) && !second.sources.contains_key(id))
    }
}

fn are_versions(first: &Report, second: &Report) -> bool {
    let has_text = |heading: &str| {
        let same = |part: &&Part| label::normalize(&part.heading) == label::normalize(heading);
        first.parts.iter().filter(same).any(text::has_text)
    };
    let squeezed = |report: &Report| report.title.as_deref().map(squeeze);
    second.parts.iter().any(|part| text::has_text(part) && has_text(&part.heading))
        || differ(first.year, second.year)
        || differ(squeezed(first), squeezed(second))
}

fn text_goes_on(first: &Report, second: &Report, next: &Document, is_named: bool) -> bool {
    let has_begun = first.title.is_some() || !first.preface.is_empty();
    let is_workbook = next.blocks.iter().all(|block| matches!(block, Block::Grid(_)));
    let is_page = is_named || !second.tables.is_empty() || !second.parts.is_empty();
    let text = squeeze(&second.preface.concat());
    has_begun && is_page && !is_workbook && !text.is_empty() && !squeeze(&first.preface.concat()).contains(&text)
}

/// Puts a file's content behind that of the one before.
pub fn append(before: &mut Document, next: Document) {
    before.blocks.extend(next.blocks);
    before.notes.extend(next.notes);
}

/// Takes the file's name off every locator of the findings and puts it where files are named.
pub(super) fn part_places(findings: &mut [Finding], pieces: &[Piece]) {
    for finding in findings {
        let related = finding.related.iter_mut().filter_map(|related| related.source.as_mut());
        for source in finding.source.as_mut().into_iter().chain(related) {
            if source.file.is_empty() {
                *source = source_of(&source.locator, pieces);
            }
        }
    }
}

/// A place `name#locator`, or the name of a piece alone.
fn source_of(place: &str, pieces: &[Piece]) -> Source {
    if pieces.iter().any(|piece| piece.name == place) {
        return Source { file: place.to_owned(), ..Source::default() };
    }
    let of_piece = |piece: &Piece| Some((piece.name.clone(), place.strip_prefix(&piece.name)?.strip_prefix('#')?));
    // A report saved as JSON has places in files that are no pieces here.
    let of_other = || place.split_once('#').map(|(file, locator)| (file.to_owned(), locator));
    let (file, locator) = pieces.iter().find_map(of_piece).or_else(of_other).unwrap_or((String::new(), place));
    Source { file, ..Source::at(locator) }
}

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}
