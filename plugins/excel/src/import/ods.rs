//! .ods workbooks: one pass over content.xml, in which repeated blank cells and rows cost nothing.

mod cell;

use std::collections::BTreeSet;

use quick_xml::reader::Reader;

use crate::address::{Area, LAST_CELL};
use crate::import::grid::{Book, Sheet};
use crate::import::limits;
use crate::import::package::Package;
use crate::import::properties;
use crate::import::refusal::{Limit, Refusal};
use crate::import::xml::{self, Element, Event};
use cell::{Content, RowCell, count};

/// Reads a workbook.
pub(crate) fn read(mut package: Package<'_>, book: &mut Book) -> Result<(), Refusal> {
    let index = package.find("content.xml").ok_or_else(|| Refusal::damaged("ods: no content.xml"))?;
    let content = package.read(index)?;
    read_content(xml::text(&content)?, book)?;
    if let Some(index) = package.find("meta.xml") {
        book.authors(properties::authors(&package.read(index)?));
    }
    Ok(())
}

fn read_content(text: &str, book: &mut Book) -> Result<(), Refusal> {
    let mut reader = xml::reader(text);
    let mut style = String::new();
    let mut hidden_styles = BTreeSet::new();
    let mut sheets = 0;
    loop {
        match xml::next(&mut reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" => style = xml::raw_attribute(&element, "name")?.unwrap_or_default().to_owned(),
                "table-properties" if xml::raw_attribute(&element, "display")? == Some("false") => {
                    hidden_styles.insert(style.clone());
                }
                "table-row-properties" if is_zero(&element, "row-height")? => {
                    hidden_styles.insert(style.clone());
                }
                "table-column-properties" if is_zero(&element, "column-width")? => {
                    hidden_styles.insert(style.clone());
                }
                "table" => {
                    sheets += 1;
                    if sheets > limits::SHEETS {
                        return Err(Refusal::TooLarge(Limit::Sheets));
                    }
                    let mut sheet = book.sheet(&xml::attribute(&element, "name")?.unwrap_or_default());
                    sheet.hidden = is_hidden(&element, &hidden_styles)?;
                    read_table(&mut reader, &hidden_styles, &mut sheet)?;
                    sheet.finish()?;
                }
                "tracked-changes" => xml::skip(&mut reader)?,
                _ => (),
            },
            Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

fn read_table(
    reader: &mut Reader<&[u8]>,
    hidden_styles: &BTreeSet<String>,
    sheet: &mut Sheet<'_>,
) -> Result<(), Refusal> {
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        match xml::next(reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "table-column" => {
                    let count = count(&element, "number-columns-repeated")?;
                    if is_hidden(&element, hidden_styles)? {
                        sheet.hidden_columns.add(column, column.saturating_add(count - 1));
                    }
                    column = column.saturating_add(count);
                }
                "table-row" => {
                    let count = count(&element, "number-rows-repeated")?;
                    if is_hidden(&element, hidden_styles)? {
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
                "shapes" => {
                    sheet.has_drawings = true;
                    xml::skip(reader)?;
                }
                // Groups and headers of rows and columns stand around them.
                name if name.starts_with("table-row")
                    || name.starts_with("table-column")
                    || name.starts_with("table-header") => {}
                _ => xml::skip(reader)?,
            },
            Event::End(element) if element.local_name().as_ref() == "table" => return Ok(()),
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
    }
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
                    sheet.comment(row.min(LAST_CELL.0), column.min(LAST_CELL.1), &content.comment)?;
                }
                sheet.has_drawings |= content.has_drawing;
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
            Event::Start(_) => xml::skip(reader)?,
            Event::End(element) if element.local_name().as_ref() == "table-row" => return Ok(cells),
            Event::Eof => return Err(xml::cut_off()),
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

/// Whether a sheet, a row or a column is hidden: it says so itself, or its style says so or leaves it no size.
fn is_hidden(element: &Element<'_>, hidden_styles: &BTreeSet<String>) -> Result<bool, Refusal> {
    let mut hidden = false;
    xml::each_attribute(element, |name, value| {
        match xml::local(name) {
            "visibility" => hidden |= matches!(value, "collapse" | "filter"),
            "style-name" => hidden |= hidden_styles.contains(value),
            _ => (),
        }
        Ok(())
    })?;
    Ok(hidden)
}

/// Whether a size such as `0cm` is none.
fn is_zero(element: &Element<'_>, name: &str) -> Result<bool, Refusal> {
    let size = xml::raw_attribute(element, name)?.unwrap_or("1");
    let number = size.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    Ok(number.parse::<f64>().is_ok_and(|number| number == 0.0))
}

#[cfg(test)]
mod tests {
    use nianbao_core::document::{Block, Grid, NoteKind};

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
            <table:table-row><table:covered-table-cell/><table:covered-table-cell/><table:table-cell table:formula="of:=SUM([.A1:.B2])*2"/></table:table-row></table:table>"#,
        )
        .expect("a sound table");
        let grid = &grids[0];
        assert!(grid.hidden);
        assert_eq!((grid.cells[0].row_span, grid.cells[0].column_span), (2, 2));
        assert_eq!(grid.cells[2].formula.as_deref(), Some("SUM(A1:B2)*2"));
        let notes: Vec<_> = book.document.notes.iter().map(|note| (note.kind, note.at.as_deref())).collect();
        let hidden = NoteKind::Hidden;
        assert_eq!(
            notes,
            [
                (NoteKind::Comment, Some("T!A1")),
                (NoteKind::UncachedFormula, Some("T!C2")),
                (hidden, Some("T")),
                (hidden, Some("T!1:1"))
            ]
        );
    }

    #[test]
    fn rows_and_columns_without_a_size_are_hidden_too() {
        let (grids, _) = read(
            r#"<style:style style:name="co1" style:family="table-column"><style:table-column-properties style:column-width="0.000cm"/></style:style>
            <style:style style:name="ro1"><style:table-row-properties style:row-height="0.45cm"/></style:style>
            <style:style style:name="ro2"><style:table-row-properties style:row-height="0in"/></style:style>
            <table:table table:name="T"><table:table-column table:style-name="co1"/><table:table-column/>
            <table:table-row table:style-name="ro1"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"/></table:table-row>
            <table:table-row table:style-name="ro2"><table:table-cell/><table:table-cell office:value-type="float" office:value="2"/></table:table-row></table:table>"#,
        )
        .expect("a sound table");
        let hidden: Vec<_> = grids[0].cells.iter().map(|cell| cell.hidden).collect();
        assert_eq!(hidden, [true, false, true, true]);
    }

    #[test]
    fn a_plain_formula_without_a_value_is_computed() {
        check(
            r#"<table:table-row><table:table-cell office:value-type="float" office:value="1.1" table:number-columns-repeated="2"/>
            <table:table-cell table:formula="of:=SUM([.A1:.B1])"/><table:table-cell table:formula="of:=[.C1]+[.$A$1]"/>
            <table:table-cell table:formula="of:=IF(1;&quot;&quot;)" office:value-type="string" office:string-value=""/></table:table-row>"#,
            &["T!A1=1.1", "T!B1=1.1", "T!C1=2.2", "T!D1=3.3", "T!E1="],
        );
    }

    #[test]
    fn a_sheet_of_pictures_is_noted() {
        let (_, book) =
            read("<table:table><table:shapes><draw:frame/></table:shapes></table:table>").expect("a sound table");
        assert_eq!(book.document.notes[0].kind, NoteKind::Image);
    }

    #[test]
    fn a_table_that_does_not_end_is_damage() {
        assert!(matches!(read_content("<table:table><table:table-row>", &mut Book::new()), Err(Refusal::Damaged(_))));
    }
}
