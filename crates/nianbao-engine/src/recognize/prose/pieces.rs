//! A document as one stream of lines, statutory tables and local tables, in whatever blocks and cells they stand.

use std::borrow::Cow;
use std::collections::BTreeSet;

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid};
use nianbao_core::form::Form;

use super::noise;
use crate::label;
use crate::parts::PartHeadings;
use crate::recognize::identity;
use crate::recognize::placing::Placing;
use crate::recognize::sheet::Sheet;

/// A cell with a text of this length is prose and no cell of a small table.
const PROSE_CHARACTERS: usize = 30;

/// One piece of the stream.
pub(super) enum Piece<'a> {
    Line(Line<'a>),
    /// A statutory table, by its id.
    Table(&'a str),
    /// A table of the office's own, and its rows as lines.
    Local(Grid, Vec<Line<'a>>),
    /// A worksheet begins.
    Sheet,
}

/// A line of text: a paragraph, or what a paragraph or cell has between two line breaks.
pub(super) struct Line<'a> {
    /// As it stands in the file, its indent too.
    pub(super) text: Cow<'a, str>,
    pub(super) at: Option<&'a str>,
    pub(super) place: Place,
    /// Whether a page number was left out before it.
    pub(super) begins_page: bool,
}

/// What a line is by the file's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    Cell,
    /// The name of a worksheet.
    SheetName,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: impl Into<Cow<'a, str>>, at: Option<&'a str>, place: Place) -> Self {
        Line { text: text.into(), at, place, begins_page: false }
    }
}

impl<'a> Piece<'a> {
    pub(super) fn line(&self) -> Option<&Line<'a>> {
        match self {
            Piece::Line(line) => Some(line),
            _ => None,
        }
    }
}

/// The stream of a document. Page numbers are left out, and so are captions that only say where the text stands.
pub(super) fn gather<'a>(
    document: &'a Document,
    sheets: &'a [Option<Sheet<'a>>],
    placings: &'a [(usize, Placing)],
    (form, headings): (&Form, &PartHeadings),
    is_workbook: bool,
) -> Vec<Piece<'a>> {
    let mut stream = Stream { pieces: Vec::new(), form, headings, after_page_number: false };
    let mut grid_index = 0;
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => {
                stream.text(&heading.text, heading.at.as_deref(), Place::Heading(heading.level));
            }
            Block::Paragraph(paragraph) => {
                stream.text(&paragraph.text, paragraph.at.as_deref(), Place::Paragraph);
            }
            Block::Grid(grid) => {
                if let Some(sheet) = &sheets[grid_index] {
                    let on_sheet = placings.iter().filter(|(index, _)| *index == grid_index);
                    let on_sheet: Vec<&Placing> = on_sheet.map(|(_, placing)| placing).collect();
                    if is_workbook {
                        stream.pieces.push(Piece::Sheet);
                        stream.sheet(grid, sheet, &on_sheet);
                    } else {
                        stream.table(grid, sheet, &on_sheet);
                    }
                }
                grid_index += 1;
            }
        }
    }
    stream.pieces
}

struct Stream<'a, 'h> {
    pieces: Vec<Piece<'a>>,
    form: &'h Form,
    headings: &'h PartHeadings,
    after_page_number: bool,
}

impl<'a> Stream<'a, '_> {
    fn text(&mut self, text: &'a str, at: Option<&'a str>, place: Place) {
        for line in lines_of(text) {
            if noise::is_page_number(line.trim()) {
                self.after_page_number = true;
                continue;
            }
            let begins_page = std::mem::take(&mut self.after_page_number);
            self.pieces.push(Piece::Line(Line { begins_page, ..Line::new(line, at, place) }));
        }
    }

    /// A worksheet: its name may be a part's heading, and a text may stand in it row by row.
    fn sheet(&mut self, grid: &'a Grid, sheet: &'a Sheet<'a>, placings: &[&'a Placing]) {
        if placings.is_empty()
            && let Some(name) = &grid.name
        {
            self.pieces.push(Piece::Line(Line::new(name, grid.at.as_deref(), Place::SheetName)));
        }
        self.rows(sheet, placings);
    }

    /// A table of a text: local ones are kept whole, unless they only lay out text.
    fn table(&mut self, grid: &'a Grid, sheet: &'a Sheet<'a>, placings: &[&'a Placing]) {
        if placings.is_empty() && !self.is_layout(sheet) {
            let lines = (0..sheet.rows).flat_map(|row| lines_of_row(&texts_of_row(sheet, row))).collect();
            self.pieces.push(Piece::Local(grid.clone(), lines));
        } else {
            self.rows(sheet, placings);
        }
    }

    /// Whether a table lays out text: it has one column, or holds the title, a heading by itself or several headings.
    /// One cell may have a heading's words by chance: `其他事项 | 3`.
    fn is_layout(&self, sheet: &'a Sheet<'a>) -> bool {
        let rows = || (0..sheet.rows).map(|row| texts_of_row(sheet, row));
        let has_heading = |row: &Vec<Text<'_>>| row.iter().any(|text| self.is_heading(text.text));
        rows().all(|row| row.len() < 2)
            || rows().any(|row| row.len() == 1 && has_heading(&row))
            || rows().filter(has_heading).count() >= 2
            || rows().flatten().any(|text| identity::read_title(text.text).is_some())
    }

    fn rows(&mut self, sheet: &'a Sheet<'a>, placings: &[&'a Placing]) {
        let in_tables: BTreeSet<usize> =
            placings.iter().flat_map(|placing| placing.first_row..=placing.last_row).collect();
        let mut local_rows: Vec<usize> = Vec::new();
        for row in 0..sheet.rows {
            for placing in placings.iter().filter(|placing| placing.first_row == row) {
                self.local_table(sheet, &std::mem::take(&mut local_rows));
                self.pieces.push(Piece::Table(&placing.id));
            }
            let texts = texts_of_row(sheet, row);
            if in_tables.contains(&row) {
                // The heading of the table's part may stand in the first row of what was found to be the table.
                let starting =
                    placings.iter().find(|placing| (placing.first_row..=placing.first_row + 1).contains(&row));
                if let ([text], Some(placing)) = (texts.as_slice(), starting)
                    && self.is_heading_of(text.text, &placing.id)
                {
                    let table = self.pieces.pop_if(|piece| matches!(piece, Piece::Table(_)));
                    self.text(text.text, text.at, Place::Cell);
                    self.pieces.extend(table);
                }
            } else if self.is_tabular(&texts) {
                local_rows.push(row);
            } else {
                self.local_table(sheet, &std::mem::take(&mut local_rows));
                let after_number = usize::from(texts.len() > 1 && is_number(texts[0].text));
                for text in texts[after_number..].iter().filter(|text| !is_caption(text.text)) {
                    self.text(text.text, text.at, Place::Cell);
                }
            }
        }
        self.local_table(sheet, &local_rows);
    }

    /// Rows of several short cells: a local table where there are more than one, else a line.
    fn local_table(&mut self, sheet: &'a Sheet<'a>, rows: &[usize]) {
        let lines = || rows.iter().flat_map(|&row| lines_of_row(&texts_of_row(sheet, row)));
        match rows {
            [first, .., last] => {
                let lines = lines().collect();
                self.pieces.push(Piece::Local(sheet.cut(*first, *last), lines));
            }
            _ => self.pieces.extend(lines().map(Piece::Line)),
        }
    }

    /// Whether a row is one of a table rather than text in cells: several cells, and none of them is a part's heading,
    /// the title or the caption of either beside a text, nor the second of two a long text.
    fn is_tabular(&self, texts: &[Text<'_>]) -> bool {
        let [_, .., last] = texts else { return false };
        let is_of_the_report = |text: &Text<'_>| {
            is_caption(text.text) || self.is_heading(text.text) || identity::read_title(text.text).is_some()
        };
        let is_long = last.text.chars().count() >= PROSE_CHARACTERS || last.text.trim().ends_with('。');
        let is_text = texts.len() == 2 && is_long || !is_number(last.text) && texts.iter().any(is_of_the_report);
        !is_text
    }

    fn is_heading(&self, text: &str) -> bool {
        self.part_headed(text).is_some()
    }

    fn is_heading_of(&self, text: &str, table: &str) -> bool {
        self.part_headed(text).is_some_and(|part| self.form.parts[part].table.as_deref() == Some(table))
    }

    fn part_headed(&self, text: &str) -> Option<usize> {
        if text.len() <= 200 { self.headings.find(&label::normalize(text)) } else { None }
    }
}

/// A cell's text.
#[derive(Clone, Copy)]
struct Text<'a> {
    text: &'a str,
    at: Option<&'a str>,
}

/// The texts of a row from left to right, each cell once; a line number before a text is left out.
fn texts_of_row<'a>(sheet: &'a Sheet<'a>, row: usize) -> Vec<Text<'a>> {
    let own = |column: usize| sheet.at(row, column).filter(|content| content.row == row && content.column == column);
    let texts = (0..sheet.columns).filter_map(own).map(|content| content.cell);
    let texts = texts.map(|cell| Text { text: &cell.text, at: cell.at.as_deref() });
    let texts: Vec<Text<'a>> = texts.filter(|text| !text.text.trim().is_empty()).collect();
    match texts.as_slice() {
        [number, text] if is_number(number.text) && !is_number(text.text) => vec![*text],
        _ => texts,
    }
}

/// Whether a text is nothing but a number, such as stands before the rows of a list.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    noise::is_page_number(text) || crate::parts::number(text.trim_end_matches('、')).is_some()
}

/// `填报单位 | 某县人民政府` in two cells reads as one line with a colon.
fn lines_of_row<'a>(texts: &[Text<'a>]) -> Vec<Line<'a>> {
    let line = |pair: &[Text<'a>]| match pair {
        [key, value] => {
            let key_text = key.text.trim().trim_end_matches(['：', ':']);
            let value = value.text.trim().split(['\n', '\r']).collect::<Vec<_>>().concat();
            Line::new(format!("{key_text}：{value}"), key.at, Place::Cell)
        }
        _ => Line::new(pair[0].text.trim(), pair[0].at, Place::Cell),
    };
    texts.chunks(2).map(line).collect()
}

/// The lines of a text that hold anything.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', '\u{B}', '\u{2028}', '\u{2029}']).filter(|line| !line.trim().is_empty())
}

/// What heads a column of prose and says nothing itself.
fn is_caption(text: &str) -> bool {
    text.len() <= 40
        && matches!(
            label::normalize(text).as_str(),
            "标题" | "引言" | "前言" | "正文" | "项目" | "内容" | "栏目" | "部分" | "序号"
        )
}
