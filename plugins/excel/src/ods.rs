//! .ods workbooks: one pass over content.xml, in which repeated blank cells and rows cost nothing.

use std::collections::BTreeSet;

use nianbao_core::document::NoteKind;
use quick_xml::reader::Reader;

use crate::grid::{Area, Book, Sheet, Value};
use crate::layout::LAST_CELL;
use crate::limits;
use crate::package::Package;
use crate::refusal::{Limit, Refusal};
use crate::value::iso_date;
use crate::xml::{self, Element, Event};

/// No cell of a report is longer.
const CELL_TEXT_BYTES: usize = 1 << 20;

/// Reads a workbook.
pub(crate) fn read(mut package: Package<'_>, book: &mut Book) -> Result<(), Refusal> {
    let index = package.find("content.xml").ok_or_else(|| Refusal::damaged("ods: no content.xml"))?;
    let content = package.read(index)?;
    read_content(xml::text(&content)?, book)
}

fn read_content(text: &str, book: &mut Book) -> Result<(), Refusal> {
    let mut reader = xml::reader(text);
    let mut style = String::new();
    let mut hidden_styles = BTreeSet::new();
    let mut sheets = 0;
    loop {
        match xml::next(&mut reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" => style = xml::attribute(&element, "name")?.unwrap_or_default(),
                "table-properties" if xml::attribute(&element, "display")?.as_deref() == Some("false") => {
                    hidden_styles.insert(style.clone());
                }
                "table" => {
                    sheets += 1;
                    if sheets > limits::SHEETS {
                        return Err(Refusal::TooLarge(Limit::Sheets));
                    }
                    let mut sheet = book.sheet(&xml::attribute(&element, "name")?.unwrap_or_default());
                    let style = xml::attribute(&element, "style-name")?;
                    sheet.hidden = style.is_some_and(|style| hidden_styles.contains(&style));
                    read_table(&mut reader, &mut sheet)?;
                    sheet.finish()?;
                }
                "tracked-changes" => skip(&mut reader)?,
                _ => (),
            },
            Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

fn read_table(reader: &mut Reader<&[u8]>, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        match xml::next(reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "table-column" => {
                    let count = count(&element, "number-columns-repeated")?;
                    if is_hidden(&element)? {
                        sheet.hidden_columns.add(column, column.saturating_add(count - 1));
                    }
                    column = column.saturating_add(count);
                }
                "table-row" => {
                    let count = count(&element, "number-rows-repeated")?;
                    if is_hidden(&element)? {
                        sheet.hidden_rows.add(row, row.saturating_add(count - 1));
                    }
                    let cells = read_row(reader, sheet, row)?;
                    if !cells.is_empty() {
                        for row in row..row.saturating_add(count) {
                            put_row(sheet, row, &cells)?;
                        }
                    }
                    row = row.saturating_add(count);
                }
                // Groups and headers of rows and columns stand around them.
                name if name.starts_with("table-row")
                    || name.starts_with("table-column")
                    || name.starts_with("table-header") => {}
                _ => skip(reader)?,
            },
            Event::End(element) if element.local_name().as_ref() == "table" => return Ok(()),
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

/// A cell element with content, which stands for `count` cells.
struct RowCell {
    column: u32,
    count: u32,
    rows_spanned: u32,
    columns_spanned: u32,
    value: Value,
    formula: Option<String>,
}

/// Reads the cells of a row that are not blank.
fn read_row(reader: &mut Reader<&[u8]>, sheet: &mut Sheet<'_>, row: u32) -> Result<Vec<RowCell>, Refusal> {
    let mut cells = Vec::new();
    let mut column = 0_u32;
    let mut text_bytes = 0;
    loop {
        match xml::next(reader)? {
            Event::Start(element) if matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                let mut content = Content::read(&element)?;
                content.read_inside(reader)?;
                if !content.comment.is_empty() {
                    sheet.note(NoteKind::Comment, row.min(LAST_CELL.0), column.min(LAST_CELL.1), &content.comment)?;
                }
                text_bytes += content.text.len();
                let count = content.count;
                if let Some(cell) = content.into_cell(column) {
                    cells.push(cell);
                }
                // The row is kept until its repetition is known to be within the limits.
                if cells.len() > limits::CELLS {
                    return Err(Refusal::TooLarge(Limit::Cells));
                }
                if text_bytes > limits::TEXT_BYTES {
                    return Err(Refusal::TooLarge(Limit::Text));
                }
                column = column.saturating_add(count);
            }
            Event::Start(_) => skip(reader)?,
            Event::End(element) if element.local_name().as_ref() == "table-row" => return Ok(cells),
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

fn put_row(sheet: &mut Sheet<'_>, row: u32, cells: &[RowCell]) -> Result<(), Refusal> {
    for cell in cells {
        for column in cell.column..cell.column.saturating_add(cell.count) {
            if row > LAST_CELL.0 || column > LAST_CELL.1 {
                return Err(Refusal::damaged("a cell lies outside the worksheet"));
            }
            sheet.merge(Area {
                top: row,
                left: column,
                bottom: row.saturating_add(cell.rows_spanned - 1),
                right: column.saturating_add(cell.columns_spanned - 1),
            })?;
            sheet.put(row, column, cell.value.clone(), cell.formula.clone())?;
        }
    }
    Ok(())
}

/// What a cell element says.
#[derive(Default)]
struct Content {
    count: u32,
    rows_spanned: u32,
    columns_spanned: u32,
    value_type: String,
    /// The value's attribute.
    value: Option<String>,
    formula: Option<String>,
    /// The paragraphs as they are shown.
    text: String,
    comment: String,
}

impl Content {
    fn read(element: &Element<'_>) -> Result<Self, Refusal> {
        let mut content = Content { count: 1, rows_spanned: 1, columns_spanned: 1, ..Content::default() };
        xml::each_attribute(element, |name, value| {
            match name.split_once(':').map_or(name, |(_, local)| local) {
                "number-columns-repeated" => content.count = at_least_one(value),
                "number-rows-spanned" => content.rows_spanned = at_least_one(value),
                "number-columns-spanned" => content.columns_spanned = at_least_one(value),
                "formula" => content.formula = Some(plain_formula(&xml::unescaped(value)?)),
                // LibreOffice writes an error as a text, and says so in an attribute of its own.
                "value-type" if content.value_type != "error" => value.clone_into(&mut content.value_type),
                // Which one there is follows from the type. A time is taken as it is shown.
                "value" | "date-value" | "boolean-value" | "string-value" => {
                    content.value = Some(xml::unescaped(value)?)
                }
                _ => (),
            }
            Ok(())
        })?;
        Ok(content)
    }

    /// Reads paragraphs and comments up to the element's end.
    fn read_inside(&mut self, reader: &mut Reader<&[u8]>) -> Result<(), Refusal> {
        let mut paragraphs = 0;
        loop {
            match xml::next(reader)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "p" => {
                        if paragraphs > 0 {
                            self.text.push('\n');
                        }
                        paragraphs += 1;
                        read_text(reader, &mut self.text)?;
                    }
                    "annotation" => read_text(reader, &mut self.comment)?,
                    _ => skip(reader)?,
                },
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
    }

    /// The cell, if it is not blank.
    fn into_cell(self, column: u32) -> Option<RowCell> {
        let text_or = |text: String, value: Option<String>| {
            if text.is_empty() { value.unwrap_or_default() } else { text }
        };
        let value = match (self.value_type.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => match value.parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(text_or(self.text, Some(value))),
            },
            ("date", Some(value)) => Value::Date(iso_date(&value)),
            ("time", _) => Value::Date(self.text),
            ("boolean", Some(value)) => Value::Boolean(value == "true"),
            ("error", _) => Value::Error(self.text),
            ("", _) if self.text.is_empty() => Value::Blank,
            (_, value) => Value::Text(text_or(self.text, value)),
        };
        let is_blank = value == Value::Blank || value == Value::Text(String::new());
        let spans = self.rows_spanned > 1 || self.columns_spanned > 1;
        (!is_blank || spans || self.formula.is_some()).then_some(RowCell {
            column,
            count: self.count,
            rows_spanned: self.rows_spanned,
            columns_spanned: self.columns_spanned,
            value,
            formula: self.formula,
        })
    }
}

/// Reads the text of an element up to its end, with the spaces, tabs and breaks that ODF writes as elements.
fn read_text(reader: &mut Reader<&[u8]>, text: &mut String) -> Result<(), Refusal> {
    let mut depth = 0_usize;
    loop {
        match xml::next(reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "note" | "annotation" => skip(reader)?,
                name => {
                    depth += 1;
                    match name {
                        "s" => {
                            let spaces = count(&element, "c")?.min(1_000);
                            text.extend((0..spaces).map(|_| ' '));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        // A comment holds paragraphs after its author and date.
                        "p" if !text.is_empty() => text.push('\n'),
                        _ => (),
                    }
                }
            },
            Event::Text(content) => text.push_str(&content.xml10_content()),
            Event::CData(content) => text.push_str(&content.xml10_content()),
            Event::GeneralRef(reference) => xml::push_reference(&reference, text),
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
        if text.len() > CELL_TEXT_BYTES {
            return Err(Refusal::TooLarge(Limit::Text));
        }
    }
}

/// Passes everything up to the end of the element that was begun.
fn skip(reader: &mut Reader<&[u8]>) -> Result<(), Refusal> {
    let mut depth = 1_usize;
    while depth > 0 {
        match xml::next(reader)? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
    Ok(())
}

/// A count of at least 1.
fn count(element: &Element<'_>, name: &str) -> Result<u32, Refusal> {
    Ok(xml::raw_attribute(element, name)?.map_or(1, |value| at_least_one(&value)))
}

fn at_least_one(value: &str) -> u32 {
    value.parse().unwrap_or(1).max(1)
}

fn is_hidden(element: &Element<'_>) -> Result<bool, Refusal> {
    let visibility = xml::raw_attribute(element, "visibility")?;
    Ok(matches!(visibility.as_deref(), Some("collapse" | "filter")))
}

/// Writes `of:=SUM([.D4:.I4])` as `SUM(D4:I4)`, the way the other formats have it.
fn plain_formula(formula: &str) -> String {
    let formula = formula.split_once('=').map_or(formula, |(_, rest)| rest);
    let mut plain = String::with_capacity(formula.len());
    let (mut in_text, mut in_reference) = (false, false);
    let mut previous = ' ';
    for character in formula.chars() {
        match character {
            '"' => in_text = !in_text,
            '[' if !in_text => in_reference = true,
            ']' if !in_text => in_reference = false,
            _ => (),
        }
        let is_mark = match character {
            '[' | ']' => !in_text,
            '.' => in_reference && matches!(previous, '[' | ':'),
            _ => false,
        };
        if !is_mark {
            // A sheet and its cell are parted by a point in one notation and by `!` in the other.
            plain.push(if character == '.' && in_reference { '!' } else { character });
        }
        previous = character;
    }
    plain
}

fn cut_off() -> Refusal {
    Refusal::damaged("ods: content.xml ends too early")
}

#[cfg(test)]
mod tests {
    use nianbao_core::document::{Block, Grid};

    use super::*;

    fn read(tables: &str) -> Result<(Vec<Grid>, Book), Refusal> {
        let text = format!(
            "<office:document-content><office:spreadsheet>{tables}</office:spreadsheet></office:document-content>"
        );
        let mut book = Book::new();
        read_content(&text, &mut book)?;
        let blocks = std::mem::take(&mut book.document.blocks);
        let grids = blocks.into_iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        });
        Ok((grids.collect(), book))
    }

    /// Reads one table; each cell as `address=text`.
    #[track_caller]
    fn check(rows: &str, expected: &[&str]) {
        let (grids, _) = read(&format!("<table:table table:name=\"T\">{rows}</table:table>")).expect("a sound table");
        let cells = grids[0].cells.iter();
        let seen: Vec<String> =
            cells.map(|cell| format!("{}={}", cell.at.as_deref().unwrap_or_default(), cell.text)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn values_come_from_their_attributes_and_text_from_paragraphs() {
        check(
            r#"<table:table-row><table:table-cell office:value-type="float" office:value="0.30000000000000004"><text:p>0.30</text:p></table:table-cell>
            <table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>&lt;<text:span>b</text:span></text:p><text:p>c</text:p></table:table-cell>
            <table:table-cell office:value-type="date" office:date-value="2025-01-20T00:00:00"><text:p>1月20日</text:p></table:table-cell>
            <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
            <table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"#,
            &["T!A1=0.3", "T!B1=a  <b\nc", "T!C1=2025-01-20", "T!D1=true", "T!E1=#DIV/0!"],
        );
    }

    #[test]
    fn repeated_cells_and_rows_are_all_there_and_blank_ones_cost_nothing() {
        check(
            r#"<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/></table:table-row>"#,
            &["T!B1048571=7", "T!C1048571=7", "T!B1048572=7", "T!C1048572=7"],
        );
    }

    #[test]
    fn a_text_repeated_without_end_is_too_large() {
        let rows = r#"<table:table table:name="T"><table:table-row table:number-rows-repeated="1048576"><table:table-cell
            table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
        assert_eq!(read(rows).err(), Some(Refusal::TooLarge(Limit::Cells)));
    }

    #[test]
    fn spans_hidden_sheets_rows_and_comments_are_read() {
        let (grids, book) = read(
            r#"<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>
            <table:table table:name="T" table:style-name="ta1"><table:shapes><draw:frame><table:table/></draw:frame></table:shapes>
            <table:table-row table:visibility="collapse"><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"
            office:value-type="string"><office:annotation><dc:creator>c</dc:creator><text:p>why</text:p></office:annotation><text:p>a</text:p></table:table-cell>
            <table:covered-table-cell/></table:table-row>
            <table:table-row><table:covered-table-cell/><table:covered-table-cell/><table:table-cell table:formula="of:=[.A1]"/></table:table-row></table:table>"#,
        )
        .expect("a sound table");
        let grid = &grids[0];
        assert!(grid.hidden);
        assert_eq!((grid.cells[0].row_span, grid.cells[0].column_span), (2, 2));
        assert_eq!(grid.cells[1].formula.as_deref(), Some("A1"));
        let notes: Vec<_> = book.document.notes.iter().map(|note| (note.kind, note.at.as_deref())).collect();
        assert_eq!(notes, [(NoteKind::Comment, Some("T!A1")), (NoteKind::UncachedFormula, Some("T!C2"))]);
    }

    #[test]
    fn formulas_are_written_as_in_the_other_formats() {
        assert_eq!(plain_formula("of:=SUM([.D4:.I4])+1.5"), "SUM(D4:I4)+1.5");
        assert_eq!(plain_formula("of:=IF([$表二.A1]=\"[.x]\";1;2)"), "IF($表二!A1=\"[.x]\";1;2)");
    }

    #[test]
    fn a_table_that_does_not_end_is_damage() {
        assert!(matches!(read_content("<table:table><table:table-row>", &mut Book::new()), Err(Refusal::Damaged(_))));
    }
}
