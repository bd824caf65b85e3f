//! Where the report's sentences stand in its files: by their words, which recognizing repeats.

use std::collections::BTreeMap;

use nianbao_core::Document;
use nianbao_core::document::Block;

use crate::label;

/// A shorter line may stand in several places and mean something else in each.
const LONG: usize = 8;

/// The places of all lines of some documents.
#[derive(Debug, Default)]
pub(in crate::check) struct Places<'a> {
    visible: Lines<'a>,
    /// A hidden sheet is often a copy: it is looked at last.
    hidden: Lines<'a>,
}

#[derive(Debug, Default)]
struct Lines<'a> {
    /// The lines in order, each with its place.
    all: Vec<(&'a str, &'a str)>,
    /// The place of each line by its words; none where a short one stands in several.
    by_words: BTreeMap<String, Option<&'a str>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(documents: &'a [Document]) -> Self {
        let mut places = Places::default();
        for (text, at, is_hidden) in documents.iter().flat_map(texts) {
            let lines = if is_hidden { &mut places.hidden } else { &mut places.visible };
            let Some(at) = at else { continue };
            text.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| lines.add(line, at));
        }
        places
    }

    /// The place of a whole line.
    pub(in crate::check) fn of_line(&self, line: &str) -> Option<&'a str> {
        let words = label::words(line);
        let of_line = |lines: &Lines<'a>| lines.by_words.get(&words).copied().flatten();
        of_line(&self.visible).or_else(|| of_line(&self.hidden))
    }

    /// The place of a sentence: the line that holds it, or the first line that it was put together from.
    pub(in crate::check) fn of_sentence(&self, sentence: &str) -> Option<&'a str> {
        let sentence = sentence.trim();
        self.visible.of_sentence(sentence).or_else(|| self.hidden.of_sentence(sentence))
    }
}

impl<'a> Lines<'a> {
    fn add(&mut self, line: &'a str, at: &'a str) {
        self.all.push((line, at));
        let words = label::words(line);
        if !words.is_empty() {
            let place = self.by_words.entry(words).or_insert(Some(at));
            place.take_if(|place| *place != at && !is_long(line));
        }
    }

    fn of_sentence(&self, sentence: &str) -> Option<&'a str> {
        if let Some(place) = self.by_words.get(&label::words(sentence)) {
            return *place;
        }
        let mut lines = self.all.iter().filter(|_| is_long(sentence));
        let holds = lines.clone().find(|(line, _)| line.contains(sentence));
        let found = holds.or_else(|| lines.find(|(line, _)| is_long(line) && sentence.contains(line)));
        found.map(|(_, at)| *at)
    }
}

fn is_long(line: &str) -> bool {
    line.chars().nth(LONG - 1).is_some()
}

/// The texts of a document, each with its place and whether the file hides it.
pub(in crate::check) fn texts(document: &Document) -> impl Iterator<Item = (&str, Option<&str>, bool)> {
    let title = document.title.iter().map(|title| (title.as_str(), None, false));
    let of_blocks = document.blocks.iter().flat_map(|block| {
        let (own, cells, is_hidden) = match block {
            Block::Heading(heading) => (Some((heading.text.as_str(), heading.at.as_deref(), false)), &[][..], false),
            Block::Paragraph(paragraph) => {
                (Some((paragraph.text.as_str(), paragraph.at.as_deref(), false)), &[][..], false)
            }
            Block::Grid(grid) => (None, grid.cells.as_slice(), grid.hidden),
        };
        let cells = cells.iter().map(move |cell| (cell.text.as_str(), cell.at.as_deref(), is_hidden || cell.hidden));
        own.into_iter().chain(cells)
    });
    title.chain(of_blocks)
}

#[cfg(test)]
mod tests {
    use nianbao_core::document::{Cell, Grid, Paragraph};

    use super::*;

    #[test]
    fn a_sentence_is_found_by_its_words() {
        let paragraph = |text: &str, at: &str| {
            let (text, at) = (text.to_owned(), Some(at.to_owned()));
            Block::Paragraph(Paragraph { text, at, ..Paragraph::default() })
        };
        let copy = Cell {
            at: Some("旧!A1".into()),
            ..Cell::new(0, 0, "全年主动公开政府信息12条。\n去年的一句话，今年没有。")
        };
        let blocks = vec![
            Block::Grid(Grid { rows: 1, columns: 1, hidden: true, cells: vec![copy], ..Grid::default() }),
            paragraph("一、总体情况", "第1段"),
            paragraph("全年主动公开政府信息12条。处理依申请公开事", "第2段"),
            paragraph("项的结果见下表，没有其他事项。", "第3段"),
            paragraph("无。", "第4段"),
            paragraph("无", "第5段"),
            paragraph("暂无。", "第6段"),
            paragraph("★", "第7段"),
        ];
        let documents = [Document { blocks, ..Document::new() }];
        let places = Places::of(&documents);
        for (sentence, place) in [
            ("全年主动公开政府信息12条。", Some("第2段")),
            ("去年的一句话，今年没有。", Some("旧!A1")),
            ("主动公开政府信息12条", Some("第2段")),
            ("处理依申请公开事项的结果见下表，没有其他事项。", Some("第3段")),
            ("暂无", Some("第6段")),
            ("无。", None),
            ("另一句话，别处没有。", None),
            ("", None),
            ("。", None),
        ] {
            assert_eq!(places.of_sentence(sentence), place, "{sentence}");
        }
        assert_eq!(places.of_line(" 一 、总体情况"), Some("第1段"));
        assert_eq!(places.of_line("总体情况"), None);
    }
}
