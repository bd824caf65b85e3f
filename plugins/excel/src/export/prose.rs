//! The sheet of text: title, headings, paragraphs and local tables row by row, with a mark for each.

use std::collections::BTreeMap;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, Grid, Paragraph, ParagraphRole};
use rust_xlsxwriter::{Format, FormatAlign, ProtectionOptions, Worksheet, XlsxError};

use super::form::is_form_table;
use super::{Target, cell, plain, style};
use crate::own::RowMark;

/// How wide the text is, in letters: no wider than the page in any font, for a wider column is cut off in print.
const WIDTH: u32 = 72;
/// How many letters of the text's size stand on a line of that width.
const LETTERS_A_LINE: u32 = 60;
/// The height of a line, in points.
const LINE: u32 = 18;
/// No row can be higher, in points.
const HIGHEST_ROW: u32 = 409;
/// How many rows to write into there are below a sub-heading, and below any other place.
const ROWS_BELOW_SUBHEADING: u32 = 2;
const ROWS_BELOW: u32 = 1;
/// No column is narrower.
const NARROWEST: u32 = 6;
/// A local table has no more columns and rows.
const MOST_COLUMNS: u32 = 256;
const MOST_ROWS: u32 = 20_000;

/// Makes the sheet. `tables` has the names of the statutory tables' sheets by the numbers of their blocks.
pub(super) fn sheet(
    target: &mut Target,
    document: &Document,
    name: &str,
    tables: &BTreeMap<usize, String>,
    is_template: bool,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    let local = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) if !is_form_table(grid) => Some(grid.columns.min(MOST_COLUMNS)),
        _ => None,
    });
    let columns = local.max().unwrap_or(1).max(1);
    for column in 0..columns {
        sheet.set_column_width(narrow(column), f64::from((WIDTH / columns).max(NARROWEST)))?;
    }
    let mut page = Page { target, sheet, columns: narrow(columns), row: 0, is_template, local: 0 };
    page.write(document, tables)?;
    let Page { mut sheet, columns, .. } = page;
    sheet.set_column_width(columns, 8)?.set_column_hidden(columns)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.75, 0.75, 0.3, 0.3);
    if is_template {
        let options = ProtectionOptions {
            insert_rows: true,
            delete_rows: true,
            format_rows: true,
            format_columns: true,
            ..ProtectionOptions::new()
        };
        sheet.protect_with_options(&options);
    }
    Ok(sheet)
}

struct Page<'a> {
    target: &'a mut Target,
    sheet: Worksheet,
    /// How many columns the text takes; the next one holds the marks.
    columns: u16,
    row: u32,
    is_template: bool,
    /// How many local tables there were so far.
    local: u32,
}

impl Page<'_> {
    fn write(&mut self, document: &Document, tables: &BTreeMap<usize, String>) -> Result<(), XlsxError> {
        if self.is_template {
            self.line(HELP, RowMark::Aid, &style::aid())?;
        }
        for title in &document.title_lines {
            // Of a form for no organ in particular, the title has a marked place for its name.
            let is_open = self.is_template && title.contains('〔');
            let format = if is_open { style::title_input() } else { style::title() };
            self.line(title, RowMark::Paragraph, &format)?;
        }
        for (index, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Heading(heading) => {
                    let level = heading.level.clamp(1, 4);
                    self.line(&heading.text, RowMark::Heading(level), &style::heading(level))?;
                    if self.is_template && level > 1 && !holds_text(document.blocks.get(index + 1)) {
                        self.rows_to_write_into(ROWS_BELOW_SUBHEADING)?;
                    }
                }
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph)?;
                    let next = document.blocks.get(index + 1);
                    let is_subheading = matches!(next, Some(Block::Heading(heading)) if heading.level > 1);
                    if self.is_template && paragraph.role == ParagraphRole::Placeholder && !is_subheading {
                        self.rows_to_write_into(ROWS_BELOW)?;
                    }
                }
                Block::Grid(grid) => match tables.get(&index) {
                    Some(name) => {
                        let text = format!("（见工作表“{name}”）");
                        self.line(&text, RowMark::Table, &style::aid())?;
                    }
                    None => self.local_table(grid)?,
                },
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), XlsxError> {
        let (mark, format) = match paragraph.role {
            ParagraphRole::Placeholder => (RowMark::Aid, style::aid()),
            ParagraphRole::TableNote => (RowMark::Paragraph, style::aid()),
            ParagraphRole::SignatureOrgan | ParagraphRole::SignatureDate => {
                (RowMark::Paragraph, style::paragraph().set_align(FormatAlign::Right))
            }
            ParagraphRole::Body => (RowMark::Paragraph, style::paragraph()),
        };
        self.line(&paragraph.text, mark, &format)
    }

    /// Rows for paragraphs that are yet to be written; rows put in between them take their look.
    fn rows_to_write_into(&mut self, count: u32) -> Result<(), XlsxError> {
        for _ in 0..count {
            self.line("", RowMark::Paragraph, &style::paragraph_input())?;
        }
        Ok(())
    }

    fn line(&mut self, text: &str, mark: RowMark, format: &Format) -> Result<(), XlsxError> {
        let lines: u32 = text.split('\n').map(|line| cell::lines_of(line, LETTERS_A_LINE)).sum();
        // The rows to write into grow with their text, as long as nobody has set how high they are.
        if !text.is_empty() {
            self.sheet.set_row_height(self.row, f64::from((lines * LINE + 6).min(HIGHEST_ROW)))?;
        }
        if self.columns > 1 {
            self.sheet.merge_range(self.row, 0, self.row, self.columns - 1, "", format)?;
        }
        match text.is_empty() {
            true => _ = self.sheet.write_blank(self.row, 0, format)?,
            false => cell::write_text(&mut self.target.cut, &mut self.sheet, (self.row, 0), text, format)?,
        }
        self.mark(mark)
    }

    /// Marks the row and goes on to the next.
    fn mark(&mut self, mark: RowMark) -> Result<(), XlsxError> {
        // Unlocked, for only rows without locked cells may be deleted on a protected sheet.
        let format = Format::new().set_unlocked();
        self.sheet.write_string_with_format(self.row, self.columns, mark.to_string(), &format)?;
        self.row += 1;
        Ok(())
    }

    fn local_table(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        self.local += 1;
        let cut = Grid { cells: grid.cells.iter().filter(|cell| fits(cell)).cloned().collect(), ..grid.clone() };
        let width = (WIDTH / u32::from(self.columns)).max(NARROWEST);
        let mut left = plain::MERGED_POSITIONS;
        plain::draw(self.target, &mut self.sheet, &cut, (self.row, 0), &mut left, Some(width))?;
        let mark = RowMark::Local { number: self.local, columns: grid.columns.min(MOST_COLUMNS) };
        (0..grid.rows.min(MOST_ROWS)).try_for_each(|_| self.mark(mark))
    }
}

const HELP: &str = "请在黄色单元格内填写，一个自然段填一格；格不够时，在该行下方插入行。";

/// Whether a cell lies within the largest local table.
fn fits(cell: &Cell) -> bool {
    let last = |first: u32, span: u32| u64::from(first) + u64::from(span);
    last(cell.column, cell.column_span) <= u64::from(MOST_COLUMNS)
        && last(cell.row, cell.row_span) <= u64::from(MOST_ROWS)
}

/// Whether a block is text of the part that it stands in.
fn holds_text(block: Option<&Block>) -> bool {
    match block {
        Some(Block::Paragraph(paragraph)) => paragraph.role == ParagraphRole::Body,
        Some(Block::Grid(_)) => true,
        _ => false,
    }
}

fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
