//! The text of a report: title, preface and parts, told apart by the headings.

use std::collections::BTreeSet;

use nianbao_core::document::{Block, Grid};
use nianbao_core::form::Form;
use nianbao_core::report::{Part, PartBlock};
use nianbao_core::{Document, Finding, Report};

use super::identity;
use super::placing::Placing;
use super::sheet::Sheet;
use crate::label::{self, NumberStyle};
use crate::parts::PartHeadings;

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
    findings: &mut Vec<Finding>,
) {
    let _ = findings;
    let is_workbook = document.blocks.iter().all(|block| matches!(block, Block::Grid(_)));
    let mut reader = Reader {
        form,
        headings: PartHeadings::new(form),
        report,
        part: None,
        waiting: Vec::new(),
        begun: !is_workbook,
        last_table: None,
    };
    if let Some(title) = &document.title {
        reader.title(title);
    }
    let mut grid_index = 0;
    let mut sheets_with_parts = 0;
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => reader.text(&heading.text),
            Block::Paragraph(paragraph) => reader.text(&paragraph.text),
            Block::Grid(grid) => {
                if is_workbook {
                    reader.begin_sheet();
                }
                let parts_before = reader.report.parts.len();
                if let Some(sheet) = &sheets[grid_index] {
                    let on_sheet = placings.iter().filter(|(index, _)| *index == grid_index);
                    let on_sheet: Vec<&Placing> = on_sheet.map(|(_, placing)| placing).collect();
                    reader.grid(grid, sheet, &on_sheet, is_workbook);
                }
                sheets_with_parts += usize::from(reader.report.parts.len() > parts_before);
                grid_index += 1;
            }
        }
    }
    reader.keep_waiting_lines();
    // The order of sheets says nothing about the order of parts; within a sheet it is kept as printed.
    if is_workbook && sheets_with_parts > 1 {
        reader.report.parts.sort_by_key(|part| part.number);
    }
}

struct Reader<'a> {
    form: &'a Form,
    headings: PartHeadings,
    report: &'a mut Report,
    /// The part that text belongs to, by index into the report's parts.
    part: Option<usize>,
    /// Lines before the first title or heading of a sheet: they are the report's if one follows.
    waiting: Vec<String>,
    /// Whether a title or a heading was seen on this sheet, so that text is the report's own.
    begun: bool,
    /// The table that stands above, by id, where the sheet has one.
    last_table: Option<String>,
}

impl Reader<'_> {
    /// A sheet of its own begins: what stands on it does not belong to the part that the last one ended with.
    fn begin_sheet(&mut self) {
        self.part = None;
        self.waiting.clear();
        self.begun = false;
        self.last_table = None;
    }

    fn grid(&mut self, grid: &Grid, sheet: &Sheet<'_>, placings: &[&Placing], is_workbook: bool) {
        if is_workbook
            && placings.is_empty()
            && let Some(name) = &grid.name
        {
            self.heading(name);
        }
        let in_tables: BTreeSet<usize> =
            placings.iter().flat_map(|placing| placing.first_row..=placing.last_row).collect();
        let mut local_rows: Vec<usize> = Vec::new();
        for row in 0..sheet.rows {
            let texts = texts_of_row(sheet, row);
            let is_heading = matches!(texts.as_slice(), [text] if self.heading(text));
            for placing in placings.iter().filter(|placing| placing.first_row == row) {
                self.table(&placing.id);
            }
            let is_local = !is_heading && !in_tables.contains(&row) && is_tabular(&self.headings, &texts);
            if is_local {
                local_rows.push(row);
                continue;
            }
            self.local_table(sheet, &std::mem::take(&mut local_rows));
            if !is_heading && !in_tables.contains(&row) {
                texts.into_iter().filter(|text| !is_caption(text)).for_each(|text| self.text(text));
            }
        }
        self.local_table(sheet, &local_rows);
    }

    /// Rows of several short cells: a local table where there are more than one and a part to hold it, else lines.
    fn local_table(&mut self, sheet: &Sheet<'_>, rows: &[usize]) {
        if let (Some(part), [first, .., last]) = (self.part, rows) {
            let grid = sheet.cut(*first, *last);
            self.report.parts[part].blocks.push(PartBlock::Grid(grid));
            return;
        }
        for &row in rows {
            let texts = texts_of_row(sheet, row);
            // `填报单位 | 某县人民政府` in two cells reads as one line with a colon.
            let pairs = texts.chunks(2).map(|pair| pair.join("：").replace("：：", "："));
            pairs.for_each(|line| self.text(&line));
        }
    }

    fn table(&mut self, id: &str) {
        let Some(number) = self.form.part_of_table(id) else {
            return;
        };
        let is_own = |part: &Part| self.headings.part(part) == Some(usize::from(number) - 1);
        let index = match self.part.filter(|&part| is_own(&self.report.parts[part])) {
            Some(part) => part,
            None => self.part_of_form(usize::from(number) - 1, None),
        };
        let block = PartBlock::Table { table: id.to_owned() };
        let blocks = &mut self.report.parts[index].blocks;
        if !blocks.contains(&block) {
            blocks.push(block);
        }
        self.part = Some(index);
        self.last_table = Some(id.to_owned());
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
        if self.is_place_to_fill_in(line) || self.heading(line) {
            return;
        }
        if self.part.is_none() && self.title(line) {
            return;
        }
        if self.is_note(line) || self.is_footer(line) {
            return;
        }
        if self.begun
            && let Some(part) = self.part
        {
            let block = match subheading_level(line) {
                Some(level) => PartBlock::Heading { level, text: line.to_owned() },
                None => PartBlock::Paragraph { text: line.to_owned() },
            };
            self.report.parts[part].blocks.push(block);
        } else if !identity::read_line(line, self.report) {
            if self.begun {
                self.report.preface.push(line.to_owned());
            } else if self.last_table.is_none() {
                self.waiting.push(line.to_owned());
            }
        }
    }

    /// Keeps a note under a table with the table.
    fn is_note(&mut self, line: &str) -> bool {
        let Some(table) = self.last_table.as_ref().and_then(|id| self.report.tables.get_mut(id)) else { return false };
        let is_note = ["注：", "注:", "备注：", "备注:", "说明：", "说明:"].iter().any(|mark| line.starts_with(mark));
        if is_note && !table.notes.iter().any(|note| note == line) {
            table.notes.push(line.to_owned());
        }
        is_note
    }

    /// Whether a line under a table names who filled it in, which is no part of the report.
    fn is_footer(&self, line: &str) -> bool {
        const FOOTERS: [&str; 9] =
            ["填表人", "填报人", "制表人", "审核人", "审核：", "负责人", "单位负责人", "填报日期", "填表日期"];
        self.last_table.is_some() && !line.ends_with('。') && FOOTERS.iter().any(|footer| line.starts_with(footer))
    }

    /// Takes the lines that stood before the first heading into the preface.
    fn keep_waiting_lines(&mut self) {
        if self.begun {
            self.report.preface.append(&mut self.waiting);
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
        let known = self.headings.find(&words);
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
        self.last_table = None;
        self.begun = true;
        self.keep_waiting_lines();
        true
    }

    /// The report's part that is a part of the form; made where it is not there yet. `printed` is number and heading.
    fn part_of_form(&mut self, of_form: usize, printed: Option<(u8, &str)>) -> usize {
        let existing = self.report.parts.iter().position(|part| self.headings.part(part) == Some(of_form));
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

    /// Adds a part after the current one, or at the end.
    fn new_part(&mut self, number: u8, heading: &str) -> usize {
        let index = self.part.map_or(self.report.parts.len(), |part| part + 1);
        self.report.parts.insert(index, Part { number, heading: heading.to_owned(), blocks: Vec::new() });
        index
    }

    /// Takes a line as the title where it is one, alone or with the line before.
    fn title(&mut self, line: &str) -> bool {
        let joined = self.waiting.last().map(|previous| format!("{previous}{line}"));
        let of_both = joined.as_deref().and_then(identity::read_title);
        let title = match (identity::read_title(line), of_both) {
            (Some(title), Some(of_both)) if title.organ.is_empty() => of_both,
            (Some(title), _) => title,
            (None, Some(of_both)) if line.ends_with("报告") => of_both,
            _ => return false,
        };
        self.begun = true;
        // What stands above a title (附件1, a date of issue) is no preface; the first half of the title stood there too.
        self.waiting.clear();
        if self.report.title.is_none() {
            if !title.organ.is_empty() {
                self.report.organ.name.clone_from(&title.organ);
            }
            self.report.year = title.year.or(self.report.year);
            self.report.title = Some(title.text);
        }
        true
    }
}

/// The texts of a row from left to right, each cell once; a line number before a text is left out.
fn texts_of_row<'a>(sheet: &Sheet<'a>, row: usize) -> Vec<&'a str> {
    let own = |column: usize| sheet.at(row, column).filter(|content| content.row == row && content.column == column);
    let texts = (0..sheet.columns).filter_map(own).map(|content| content.cell.text.as_str());
    let texts: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
    match texts.as_slice() {
        [number, text] if is_page_number(number.trim()) && !is_page_number(text.trim()) => vec![text],
        _ => texts,
    }
}

/// Whether a row is one of a table rather than text in cells: several cells, none of them prose.
fn is_tabular(headings: &PartHeadings, texts: &[&str]) -> bool {
    texts.len() > 1 && !texts.iter().any(|text| is_prose(headings, text))
}

/// What heads a column of prose and says nothing itself.
fn is_caption(text: &str) -> bool {
    matches!(label::normalize(text).as_str(), "标题" | "引言" | "前言" | "正文" | "项目" | "内容" | "栏目")
}

/// Whether a cell among others is prose: long, a sentence, or a part's heading beside its text.
fn is_prose(headings: &PartHeadings, text: &str) -> bool {
    text.chars().count() >= PROSE_CHARACTERS
        || text.trim().ends_with('。')
        || is_caption(text)
        || headings.find(&label::normalize(text)).is_some()
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
