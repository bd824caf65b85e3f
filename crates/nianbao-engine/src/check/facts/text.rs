//! The report's text, by passages and by sentences, each with its place.

use nianbao_core::Report;
use nianbao_core::report::PartBlock;

/// Whether a text holds blanks. Nearly all characters of a report are known to be none without a look into the tables
/// of Unicode.
pub(in crate::check) fn has_blanks(text: &str) -> bool {
    text.chars().any(|c| !matches!(c, '\u{3001}'..='\u{FFFF}') && c.is_whitespace())
}

/// Where a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In the preface: which paragraph, from 0.
    Preface(usize),
    /// In a part: which of `Report::parts`, and which of its blocks, from 0.
    Part {
        /// An index into `Report::parts`.
        part: usize,
        /// An index into the part's blocks.
        block: usize,
    },
}

/// A paragraph or sub-heading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passage<'a> {
    /// Where it stands.
    pub(crate) place: Place,
    /// Which part of the form it belongs to, 1 for part one; `None` in the preface and in parts of no form.
    pub(crate) part: Option<u8>,
    /// Whether it is a sub-heading.
    pub(crate) is_heading: bool,
    /// The text.
    pub(crate) text: &'a str,
}

/// A sentence of a paragraph, with its final stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'a> {
    /// The passage, an index into `Facts::passages`.
    pub(crate) passage: usize,
    /// Which part of the form it belongs to.
    pub(crate) part: Option<u8>,
    /// Whether it tells of the year: all do but those in parts of no form. The overview of a report whose first heading
    /// is not the form's stands in the preface.
    pub(crate) is_of_the_year: bool,
    /// The text.
    pub(crate) text: &'a str,
}

pub(super) fn passages<'a>(report: &'a Report, parts_of_form: &[Option<usize>]) -> Vec<Passage<'a>> {
    let preface = report.preface.iter().enumerate().map(|(index, text)| Passage {
        place: Place::Preface(index),
        part: None,
        is_heading: false,
        text,
    });
    let mut passages: Vec<Passage<'a>> = preface.collect();
    for (part_index, part) in report.parts.iter().enumerate() {
        let of_form = parts_of_form[part_index].and_then(|index| u8::try_from(index + 1).ok());
        for (block_index, block) in part.blocks.iter().enumerate() {
            let (text, is_heading) = match block {
                PartBlock::Heading { text, .. } => (text, true),
                PartBlock::Paragraph { text } => (text, false),
                PartBlock::Table { .. } | PartBlock::Grid(_) => continue,
            };
            let place = Place::Part { part: part_index, block: block_index };
            passages.push(Passage { place, part: of_form, is_heading, text });
        }
    }
    passages
}

pub(super) fn sentences<'a>(passages: &[Passage<'a>]) -> Vec<Sentence<'a>> {
    let paragraphs = passages.iter().enumerate().filter(|(_, passage)| !passage.is_heading);
    let sentences = paragraphs.flat_map(|(index, passage)| {
        let pieces = passage.text.split_inclusive(['。', '！', '？', '\n']).map(str::trim);
        let pieces = pieces.filter(|text| !text.is_empty());
        let is_of_the_year = passage.part.is_some() || matches!(passage.place, Place::Preface(_));
        pieces.map(move |text| Sentence { passage: index, part: passage.part, is_of_the_year, text })
    });
    sentences.collect()
}
