//! The text of the pieces: preface and parts.

use nianbao_core::document::Grid;
use nianbao_core::finding::Severity;
use nianbao_core::form::Form;
use nianbao_core::report::{Part, PartBlock};

use super::{Difference, Joining, Piece, squeeze};
use crate::compose::base_form;
use crate::label;
use crate::parts::{self, PartHeadings};

/// How many characters of a text are shown where two differ, and how many of them stand before the difference.
const EXCERPT: usize = 16;
const BEFORE: usize = 6;

/// Fills in preface and parts.
pub(super) fn join(joining: &mut Joining<'_>, forms: &[Form]) {
    join_prefaces(joining);
    let headings = PartHeadings::new(base_form(&joining.report, forms));
    let pieces = joining.pieces;
    // The piece with the most text gives the order of the parts; the others' go where they belong.
    let texts = |piece: &&Piece| piece.report().parts.iter().filter(|part| has_text(part)).count();
    let Some(fullest) = pieces.iter().rev().max_by_key(texts) else { return };
    let others = pieces.iter().filter(|piece| piece.name != fullest.name);
    let mut joined: Vec<Joined<'_>> = Vec::new();
    for piece in std::iter::once(fullest).chain(others) {
        for part in &piece.report().parts {
            let key = Key::new(part, &headings);
            match joined.iter_mut().find(|known| known.key == key && known.piece.name != piece.name) {
                Some(known) => merge(joining, known, piece, part),
                None => {
                    let at = place_of(&key, &joined, std::ptr::eq(piece, fullest));
                    joined.insert(at, Joined { key, piece, part: part.clone() });
                }
            }
        }
    }
    joining.report.parts = joined.into_iter().map(|joined| joined.part).collect();
}

/// A part of the joined report, and the piece that its text comes from.
struct Joined<'a> {
    key: Key,
    piece: &'a Piece,
    part: Part,
}

/// Which part of the report a part is.
#[derive(PartialEq, Eq)]
enum Key {
    OfForm(usize),
    /// By the words of its heading.
    Local(String),
}

impl Key {
    fn new(part: &Part, headings: &PartHeadings) -> Self {
        headings.part(part).map_or_else(|| Key::Local(label::normalize(&part.heading)), Key::OfForm)
    }
}

/// Where a new part goes: in the piece's own order, or behind the last part that the form has before it.
fn place_of(key: &Key, joined: &[Joined<'_>], is_in_order: bool) -> usize {
    match key {
        Key::OfForm(index) if !is_in_order => {
            let is_before = |known: &Joined<'_>| matches!(known.key, Key::OfForm(other) if other < *index);
            joined.iter().rposition(is_before).map_or(0, |last| last + 1)
        }
        _ => joined.len(),
    }
}

/// Merges a part into the one that is there: the text of whichever has any, and every table.
fn merge<'a>(joining: &mut Joining<'_>, known: &mut Joined<'a>, piece: &'a Piece, part: &Part) {
    if has_text(&known.part) && has_text(part) {
        let (first, second) = (text_of(&known.part), text_of(part));
        if first != second {
            let (first, second) = excerpts(&first, &second);
            let (first_at, second_at) = (place(known.piece, &known.part), place(piece, part));
            let what = Difference {
                kind: "part",
                name: &part.heading,
                first: &first,
                second: &second,
                first_at: &first_at,
                second_at: &second_at,
            };
            joining.differ(Severity::Error, &what);
        }
    }
    let mut other = part.clone();
    if has_text(part) && !has_text(&known.part) {
        std::mem::swap(&mut known.part, &mut other);
        known.piece = piece;
    }
    for block in other.blocks {
        let blocks = &mut known.part.blocks;
        match &block {
            // A statutory table stands under its heading, before the text.
            PartBlock::Table { .. } if !blocks.contains(&block) => blocks.insert(0, block),
            PartBlock::Grid(grid) if !blocks.iter().any(|known| is_same_grid(known, grid)) => blocks.push(block),
            _ => {}
        }
    }
}

/// The text of the piece that has most of the report's text; stray lines beside figures are no second preface to be
/// balanced against it, but they are not dropped unseen either.
fn join_prefaces(joining: &mut Joining<'_>) {
    let pieces = joining.pieces;
    let having = || pieces.iter().filter(|piece| !piece.report().preface.is_empty());
    let Some(kept) = having().find(|piece| has_parts_text(piece)).or_else(|| having().next()) else { return };
    joining.report.preface.clone_from(&kept.report().preface);
    let first = squeeze(&kept.report().preface.concat());
    for piece in having() {
        let second = squeeze(&piece.report().preface.concat());
        if first.contains(&second) {
            continue;
        }
        let severity = if has_parts_text(kept) && !has_parts_text(piece) { Severity::Warning } else { Severity::Error };
        let (first, second) = excerpts(&first, &second);
        let (first_at, second_at) = (&kept.name, &piece.name);
        let what = Difference { kind: "preface", name: "", first: &first, second: &second, first_at, second_at };
        joining.differ(severity, &what);
    }
}

fn has_parts_text(piece: &Piece) -> bool {
    piece.report().parts.iter().any(has_text)
}

/// Whether a part says anything: headings alone and tables are no text.
pub(super) fn has_text(part: &Part) -> bool {
    part.blocks.iter().any(|block| matches!(block, PartBlock::Paragraph { .. }))
}

/// A part's whole text, for comparing: where lines and paragraphs end is the program's matter that saved the file.
fn text_of(part: &Part) -> String {
    let texts = part.blocks.iter().map(|block| match block {
        PartBlock::Heading { text, .. } | PartBlock::Paragraph { text } => squeeze(text),
        PartBlock::Table { .. } | PartBlock::Grid(_) => String::new(),
    });
    texts.collect()
}

/// The part as a place to look at: the file and the heading as printed.
fn place(piece: &Piece, part: &Part) -> String {
    format!("{}#{}、{}", piece.name, parts::numeral(part.number), part.heading)
}

/// What stands around the first difference of two texts.
fn excerpts(first: &str, second: &str) -> (String, String) {
    let same = first.chars().zip(second.chars()).take_while(|(one, other)| one == other).count();
    let start = same.saturating_sub(BEFORE);
    let excerpt = |text: &str| -> String {
        let more_before = if start > 0 { "…" } else { "" };
        let shown: String = text.chars().skip(start).take(EXCERPT).collect();
        let more_after = if text.chars().nth(start + EXCERPT).is_some() { "…" } else { "" };
        [more_before, &shown, more_after].concat()
    };
    (excerpt(first), excerpt(second))
}

/// Whether a block is a local table with the same texts at the same places.
fn is_same_grid(block: &PartBlock, grid: &Grid) -> bool {
    let PartBlock::Grid(known) = block else { return false };
    let texts = |grid: &Grid| -> Vec<(u32, u32, String)> {
        grid.cells.iter().map(|cell| (cell.row, cell.column, squeeze(&cell.text))).collect()
    };
    texts(known) == texts(grid)
}
