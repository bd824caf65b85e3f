//! The text of a report: title, preface and parts, told apart by the headings.

use std::collections::BTreeSet;

use nianbao_core::document::{Block, Grid};
use nianbao_core::form::Form;
use nianbao_core::report::{Part, PartBlock};
use nianbao_core::{Document, Report};

use super::identity;
use super::placing::Placing;
use super::sheet::Sheet;
use crate::label::{self, NumberStyle};
use crate::parts;

/// A heading is no longer than this; the longest official one has 24 characters.
const HEADING_CHARACTERS: usize = 40;
/// A cell with a text of this length is prose and no table's cell.
const PROSE_CHARACTERS: usize = 30;

/// Fills in title, organ, year, preface and parts.
pub(super) fn read_prose(
    document: &Document,
    sheets: &[Option<Sheet<'_>>],
    placings: &[(usize, Placing)],
    form: &Form,
    report: &mut Report,
) {
    let is_workbook = document.blocks.iter().all(|block| matches!(block, Block::Grid(_)));
    let mut reader = Reader { form, report, part: None, previous: None, begun: false };
    if let Some(title) = &document.title {
        reader.title(title);
    }
    let mut grid_index = 0;
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => reader.text(&heading.text),
            Block::Paragraph(paragraph) => reader.text(&paragraph.text),
            Block::Grid(grid) => {
                if is_workbook {
                    reader.begin_sheet();
                }
                if let Some(sheet) = &sheets[grid_index] {
                    let on_sheet: Vec<&Placing> =
                        placings.iter().filter(|(index, _)| *index == grid_index).map(|(_, placing)| placing).collect();
                    reader.grid(grid, sheet, &on_sheet, is_workbook);
                }
                grid_index += 1;
            }
        }
    }
}

struct Reader<'a> {
    form: &'a Form,
    report: &'a mut Report,
    /// The part that text belongs to, by index into the report's parts.
    part: Option<usize>,
    /// The line before, where it may be the first half of a title.
    previous: Option<String>,
    /// Whether the title or a heading was seen on this sheet, so that text is the report's own.
    begun: bool,
}

impl Reader<'_> {
    /// A sheet of its own begins: what stands on it does not belong to the part that the last one ended with.
    fn begin_sheet(&mut self) {
        self.part = None;
        self.previous = None;
        self.begun = false;
    }

    fn grid(&mut self, grid: &Grid, sheet: &Sheet<'_>, placings: &[&Placing], is_workbook: bool) {
        if placings.is_empty() && !is_workbook && looks_tabular(sheet) {
            if let Some(part) = self.part {
                self.report.parts[part].blocks.push(PartBlock::Grid(grid.clone()));
            }
            return;
        }
        if is_workbook
            && placings.is_empty()
            && let Some(name) = &grid.name
        {
            self.heading(name);
        }
        let in_tables: BTreeSet<usize> =
            placings.iter().flat_map(|placing| placing.first_row..=placing.last_row).collect();
        let tabular = placings.is_empty() && looks_tabular(sheet);
        for row in 0..sheet.rows {
            for placing in placings.iter().filter(|placing| placing.first_row == row) {
                let table = &self.form.tables.get(placing.table);
                if let Some(table) = table {
                    self.table(&table.id);
                }
            }
            if in_tables.contains(&row) {
                continue;
            }
            let texts = texts_of_row(sheet, row);
            if texts.len() > 1 && tabular && !texts.iter().any(|text| is_prose(self.form, text)) {
                continue;
            }
            for text in texts {
                self.text(text);
            }
        }
    }

    fn table(&mut self, id: &str) {
        let Some(number) = self.form.part_of_table(id) else {
            return;
        };
        let is_own = |part: &Part| parts::form_part(self.form, part) == Some(usize::from(number) - 1);
        let index = match self.part.filter(|&part| is_own(&self.report.parts[part])) {
            Some(part) => part,
            None => self.part_of_form(usize::from(number) - 1, None),
        };
        let block = PartBlock::Table { table: id.to_owned() };
        let blocks = &mut self.report.parts[index].blocks;
        if !blocks.contains(&block) {
            blocks.push(block);
        }
    }

    /// A paragraph, or several where a cell holds line breaks.
    fn text(&mut self, text: &str) {
        for line in text.split(['\n', '\r']) {
            let line = line.trim();
            if !line.is_empty() && !is_page_number(line) {
                self.line(line);
            }
        }
    }

    fn line(&mut self, line: &str) {
        if self.is_place_to_fill_in(line) {
            return;
        }
        if self.heading(line) || (self.part.is_none() && self.title(line)) {
            self.previous = None;
            return;
        }
        let previous = self.previous.replace(line.to_owned());
        if let Some(part) = self.part {
            let block = match subheading_level(line) {
                Some(level) => PartBlock::Heading { level, text: line.to_owned() },
                None => PartBlock::Paragraph { text: line.to_owned() },
            };
            self.report.parts[part].blocks.push(block);
            return;
        }
        if identity::read_line(line, self.report) {
            return;
        }
        let is_sentence = line.chars().count() >= PROSE_CHARACTERS || line.ends_with('。');
        if is_sentence && (self.begun || previous.is_none()) {
            self.begun = true;
            self.report.preface.push(line.to_owned());
        }
    }

    /// Whether a line is the mark that composing puts where text is missing.
    fn is_place_to_fill_in(&self, line: &str) -> bool {
        let inner = line.strip_prefix('〔').and_then(|line| line.strip_suffix('〕'));
        inner.is_some_and(|inner| self.form.parts.iter().any(|part| part.guide.zh == inner))
    }

    /// Takes a line as a part's heading where it is one.
    fn heading(&mut self, line: &str) -> bool {
        if line.chars().count() > HEADING_CHARACTERS {
            return false;
        }
        let (number, rest) = label::split_number(line);
        let words = label::words(rest);
        let known = parts::by_heading(self.form, &words);
        let is_next = |value: u8| {
            let last = self.part.map_or(0, |part| self.report.parts[part].number);
            value == last + 1 && usize::from(value) <= self.form.parts.len()
        };
        let index = match (number, known) {
            (Some(number), Some(known)) if number.style == NumberStyle::Chinese => {
                self.part_of_form(known, Some((number.value, rest.trim())))
            }
            (None, Some(known)) => self.part_of_form(known, None),
            (Some(number), None)
                if number.style == NumberStyle::Chinese && is_next(number.value) && !ends_sentence(line) =>
            {
                self.new_part(number.value, rest.trim())
            }
            _ => return false,
        };
        self.part = Some(index);
        self.begun = true;
        true
    }

    /// The report's part that is a part of the form; made where it is not there yet. `printed` is number and heading.
    fn part_of_form(&mut self, of_form: usize, printed: Option<(u8, &str)>) -> usize {
        let existing = self.report.parts.iter().position(|part| parts::form_part(self.form, part) == Some(of_form));
        let official = u8::try_from(of_form + 1).unwrap_or(u8::MAX);
        let (number, heading) = printed.unwrap_or((official, &self.form.parts[of_form].heading));
        match existing {
            Some(index) => {
                if printed.is_some() {
                    let part = &mut self.report.parts[index];
                    (part.number, part.heading) = (number, heading.to_owned());
                }
                index
            }
            None => self.new_part(number, heading),
        }
    }

    /// Adds a part. One that a sheet brings out of turn, because its table stands before the text, is put where its
    /// number belongs.
    fn new_part(&mut self, number: u8, heading: &str) -> usize {
        let index = match self.part {
            Some(part) => part + 1,
            None => self.report.parts.iter().position(|part| part.number > number).unwrap_or(self.report.parts.len()),
        };
        self.report.parts.insert(index, Part { number, heading: heading.to_owned(), blocks: Vec::new() });
        index
    }

    /// Takes a line as the title where it is one, alone or with the line before.
    fn title(&mut self, line: &str) -> bool {
        let joined = self.previous.as_ref().map(|previous| format!("{previous}{line}"));
        let alone = identity::read_title(line);
        let (text, title) = match (alone, joined) {
            (Some(title), Some(joined)) if title.organ.is_empty() => match identity::read_title(&joined) {
                Some(of_both) => (joined, of_both),
                None => (line.to_owned(), title),
            },
            (Some(title), _) => (line.to_owned(), title),
            (None, Some(joined)) if line.ends_with("报告") => match identity::read_title(&joined) {
                Some(of_both) => (joined, of_both),
                None => return false,
            },
            (None, _) => return false,
        };
        self.begun = true;
        if self.report.title.is_none() {
            self.report.title = Some(text);
            if !title.organ.is_empty() {
                self.report.organ.name = title.organ;
            }
            self.report.year = title.year.or(self.report.year);
        }
        true
    }
}

/// The texts of a row from left to right, each cell once.
fn texts_of_row<'a>(sheet: &Sheet<'a>, row: usize) -> Vec<&'a str> {
    let own = |column: usize| sheet.at(row, column).filter(|content| content.row == row && content.column == column);
    (0..sheet.columns)
        .filter_map(own)
        .map(|content| content.cell.text.as_str())
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// Whether a grid is a table rather than text in cells: two rows or more with several short cells.
fn looks_tabular(sheet: &Sheet<'_>) -> bool {
    let is_short = |text: &&str| text.chars().count() < PROSE_CHARACTERS;
    (0..sheet.rows).filter(|&row| texts_of_row(sheet, row).iter().filter(|text| is_short(text)).count() > 1).count() > 1
}

/// Whether a cell among others is prose: long, or a part's heading beside its text.
fn is_prose(form: &Form, text: &str) -> bool {
    text.chars().count() >= PROSE_CHARACTERS || parts::by_heading(form, &label::normalize(text)).is_some()
}

/// The level of a sub-heading; a numbered sentence is a paragraph.
fn subheading_level(line: &str) -> Option<u8> {
    let (number, _) = label::split_number(line);
    let level = number?.style.level();
    (line.chars().count() <= HEADING_CHARACTERS && !ends_sentence(line)).then_some(level)
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '；', '：', ':', ';', '，', '.'])
}

/// `— 5 —`, `-1-`, or a bare number under three digits.
fn is_page_number(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '－' | '―' | '─'));
    !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit())
}
