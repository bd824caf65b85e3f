//! Workbooks of Excel 2003's XML (SpreadsheetML), which online systems like to send out under the name .xls.

use encoding_rs::{Encoding, GB18030, UTF_8};
use quick_xml::reader::Reader;

use crate::address::{Area, LAST_CELL};
use crate::import::date;
use crate::import::grid::{Book, Sheet, Value};
use crate::import::limits;
use crate::import::number;
use crate::import::r1c1;
use crate::import::refusal::{Limit, Refusal};
use crate::import::xml::{self, Element, Event};

/// The name of the language, which every such file declares near its beginning.
const NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";
/// No cell of a report is longer.
const CELL_TEXT_BYTES: usize = 1 << 20;

/// Whether a file begins as such a workbook, in an encoding of one byte a letter or of two.
pub(crate) fn is_workbook(head: &[u8]) -> bool {
    let holds = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    // A web page that Excel saved may declare the language too.
    ["Workbook", NAMESPACE].iter().all(|text| holds(text.as_bytes()))
        || ["Workbook", NAMESPACE].iter().all(|text| holds(&wide(text)))
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], book: &mut Book) -> Result<(), Refusal> {
    let (text, _) = declared_encoding(bytes).decode_with_bom_removal(bytes);
    let mut reader = xml::reader(&text);
    let mut sheets = 0;
    let mut authors = Vec::new();
    loop {
        match xml::next(&mut reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Worksheet" => {
                    sheets += 1;
                    if sheets > limits::SHEETS {
                        return Err(Refusal::TooLarge(Limit::Sheets));
                    }
                    let mut sheet = book.sheet(&xml::attribute(&element, "Name")?.unwrap_or_default());
                    read_sheet(&mut reader, &mut sheet)?;
                    sheet.finish()?;
                }
                "Author" | "LastAuthor" if authors.len() < 2 => {
                    let mut name = String::new();
                    xml::read_text(&mut reader, &mut name)?;
                    authors.push(name);
                }
                _ => (),
            },
            Event::End(element) if element.local_name().as_ref() == "Workbook" => break,
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
    }
    book.authors(authors);
    Ok(())
}

/// The encoding that a file's mark or first line names. One that declares nothing and is no UTF-8 is an old Chinese one.
fn declared_encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let line = bytes.split(|&byte| byte == b'>').next().unwrap_or_default();
    let line = String::from_utf8_lossy(&line[..line.len().min(256)]).into_owned();
    let declared = line.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = declared.unwrap_or(UTF_8);
    // Some programs declare one and write the other.
    if encoding == UTF_8 && std::str::from_utf8(bytes).is_err() { GB18030 } else { encoding }
}

/// Reads a sheet up to its end.
fn read_sheet(reader: &mut Reader<&[u8]>, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        match xml::next(reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Column" => {
                    let line = Line::read(&element, "Width")?;
                    let (first, last) = line.take(&mut column);
                    if line.is_hidden {
                        sheet.hidden_columns.add(first, last);
                    }
                }
                "Row" => {
                    let line = Line::read(&element, "Height")?;
                    let (first, last) = line.take(&mut row);
                    if line.is_hidden {
                        sheet.hidden_rows.add(first, last);
                    }
                    read_row(reader, first, sheet)?;
                }
                "Visible" => {
                    let mut state = String::new();
                    xml::read_text(reader, &mut state)?;
                    sheet.hidden = state.trim() != "SheetVisible";
                }
                _ => (),
            },
            Event::End(element) if element.local_name().as_ref() == "Worksheet" => return Ok(()),
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
    }
}

/// What a row or a column says of itself.
struct Line {
    /// Its number, where it is not the next one.
    index: Option<u32>,
    /// How many more like it follow.
    span: u32,
    is_hidden: bool,
}

impl Line {
    fn read(element: &Element<'_>, size: &str) -> Result<Self, Refusal> {
        let mut line = Line { index: None, span: 0, is_hidden: false };
        xml::each_attribute(element, |name, value| {
            match xml::local(name) {
                "Index" => line.index = Some(index(value)?),
                "Span" => line.span = value.parse().unwrap_or(0),
                "Hidden" => line.is_hidden |= value == "1",
                name if name == size => line.is_hidden |= value.parse::<f64>().is_ok_and(|size| size == 0.0),
                _ => (),
            }
            Ok(())
        })?;
        Ok(line)
    }

    /// The first and the last row or column that it stands for; `next` becomes the one after.
    fn take(&self, next: &mut u32) -> (u32, u32) {
        let first = self.index.unwrap_or(*next);
        let last = first.saturating_add(self.span).min(LAST_CELL.0);
        *next = last + 1;
        (first, last)
    }
}

/// Reads a row up to its end.
fn read_row(reader: &mut Reader<&[u8]>, row: u32, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let mut column = 0_u32;
    loop {
        match xml::next(reader)? {
            Event::Start(element) if element.local_name().as_ref() == "Cell" => {
                let (mut right, mut down, mut formula) = (0_u32, 0_u32, None);
                xml::each_attribute(&element, |name, value| {
                    match xml::local(name) {
                        "Index" => column = index(value)?,
                        "MergeAcross" => right = value.parse().unwrap_or(0),
                        "MergeDown" => down = value.parse().unwrap_or(0),
                        "Formula" => formula = Some(xml::unescaped(value)?),
                        _ => (),
                    }
                    Ok(())
                })?;
                if row > LAST_CELL.0 || column > LAST_CELL.1 {
                    return Err(Refusal::damaged("a cell lies outside the worksheet"));
                }
                let (bottom, last) = (row.saturating_add(down), column.saturating_add(right));
                sheet.merge(Area { top: row, left: column, bottom, right: last })?;
                let value = read_cell(reader, (row, column), sheet)?;
                let formula = formula.map(|formula| r1c1::to_a1(&formula, row, column));
                sheet.put(row, column, value, formula)?;
                column = last.saturating_add(1);
            }
            Event::Start(_) => xml::skip(reader)?,
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
    }
}

/// Reads a cell up to its end: its value, and its comment to the sheet.
fn read_cell(reader: &mut Reader<&[u8]>, place: (u32, u32), sheet: &mut Sheet<'_>) -> Result<Value, Refusal> {
    let mut value = Value::Blank;
    loop {
        match xml::next(reader)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Data" => {
                    let kind = xml::attribute(&element, "Type")?.unwrap_or_default();
                    value = value_of(&kind, all_text(reader)?);
                }
                "Comment" => {
                    let comment = all_text(reader)?;
                    if !comment.trim().is_empty() {
                        sheet.comment(place.0, place.1, &comment)?;
                    }
                }
                _ => xml::skip(reader)?,
            },
            Event::End(_) => return Ok(value),
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
    }
}

fn value_of(kind: &str, text: String) -> Value {
    let trimmed = text.trim();
    match kind {
        "Number" | "DateTime" | "Boolean" | "Error" if trimmed.is_empty() => Value::Blank,
        "Number" if number::is_decimal(trimmed) => Value::Decimal(trimmed.into()),
        "Number" => trimmed.parse().map_or_else(|_| Value::Text(text.as_str().into()), Value::Number),
        "DateTime" => Value::Date(date::iso(trimmed)),
        "Boolean" => Value::Boolean(trimmed == "1"),
        "Error" => Value::Error(trimmed.to_owned()),
        _ => Value::Text(text.into()),
    }
}

/// The text of an element up to its end, with that of the elements within it: texts may be marked up as in a web page.
fn all_text(reader: &mut Reader<&[u8]>) -> Result<String, Refusal> {
    let mut text = String::new();
    let mut depth = 0_usize;
    loop {
        match xml::next(reader)? {
            Event::Start(_) => depth += 1,
            Event::Text(content) => text.push_str(&content.xml10_content()),
            Event::CData(content) => text.push_str(&content.xml10_content()),
            Event::GeneralRef(reference) => xml::push_reference(&reference, &mut text),
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
        if text.len() > CELL_TEXT_BYTES {
            return Err(Refusal::TooLarge(Limit::Text));
        }
    }
}

/// A row's or a column's number, counted from zero.
fn index(value: &str) -> Result<u32, Refusal> {
    let number = value.parse::<u32>().ok().and_then(|number| number.checked_sub(1));
    let number = number.filter(|&number| number <= LAST_CELL.0);
    number.ok_or_else(|| Refusal::damaged("a row or a column lies outside the worksheet"))
}

#[cfg(test)]
mod tests {
    use nianbao_core::document::{Block, Grid};

    use super::*;

    fn workbook(sheets: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"{NAMESPACE}\" xmlns:ss=\"{NAMESPACE}\">\
             <DocumentProperties><Author>王某</Author></DocumentProperties>{sheets}</Workbook>"
        )
    }

    fn grid(sheet: &str) -> (Grid, Book) {
        let text = workbook(&format!("<Worksheet ss:Name=\"表\">{sheet}</Worksheet>"));
        assert!(is_workbook(text.as_bytes()));
        let mut book = Book::new();
        read(text.as_bytes(), &mut book).expect("a sound workbook");
        match book.document.blocks.remove(0) {
            Block::Grid(grid) => (grid, book),
            _ => panic!("a sheet is a grid"),
        }
    }

    #[track_caller]
    fn check(rows: &str, expected: &[&str]) {
        let (grid, _) = grid(&format!("<Table>{rows}</Table>"));
        let seen: Vec<String> =
            grid.cells.iter().map(|cell| format!("{}={}", cell.at.as_deref().unwrap_or_default(), cell.text)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn rows_and_cells_are_counted_on_unless_they_name_their_place() {
        check(
            r#"<Row ss:Index="2"><Cell ss:Index="3"><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="Number">0.30000000000000004</Data></Cell></Row>
            <Row><Cell ss:Index="3"><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>"#,
            &["表!C2=a", "表!D2=0.3", "表!C3=true", "表!D3=#REF!"],
        );
    }

    #[test]
    fn texts_may_be_marked_up_and_dates_are_dates() {
        check(
            r#"<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>受</B>理&lt;数&#10;量</ss:Data></Cell>
            <Cell><Data ss:Type="DateTime">2025-01-20T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number"/></Cell><Cell><Data ss:Type="String">007</Data></Cell></Row>"#,
            &["表!A1=受理<数\n量", "表!B1=2025-01-20", "表!C1=", "表!D1=007"],
        );
    }

    #[test]
    fn merged_hidden_and_commented_cells_are_told() {
        let (grid, book) = grid(
            r#"<Table><Column/><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
            <Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">a</Data><Comment><ss:Data><B>张某：</B>why</ss:Data></Comment></Cell>
            <Cell><Data ss:Type="Number">1</Data></Cell></Row>
            <Row ss:Height="0"><Cell ss:Index="4"><Data ss:Type="Number">2</Data></Cell></Row></Table>
            <WorksheetOptions><Visible>SheetVeryHidden</Visible></WorksheetOptions>"#,
        );
        assert!(grid.hidden);
        let seen: Vec<_> =
            grid.cells.iter().map(|cell| (cell.text.as_str(), cell.row_span, cell.column_span, cell.hidden)).collect();
        assert_eq!(
            seen,
            [("a", 2, 2, false), ("1", 1, 1, true), ("", 1, 1, true), ("", 1, 1, true), ("2", 1, 1, true)]
        );
        let notes: Vec<_> = book.document.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(notes, ["张某：why", "a", "", "", "王某"]);
    }

    #[test]
    fn a_formula_without_a_value_is_computed() {
        check(
            r#"<Row><Cell><Data ss:Type="Number">1.5</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell>
            <Cell ss:Formula="=SUM(RC[-2]:RC[-1])"><Data ss:Type="Number"></Data></Cell></Row>"#,
            &["表!A1=1.5", "表!B1=2", "表!C1=3.5"],
        );
    }

    #[test]
    fn the_old_chinese_encoding_and_utf_16_are_read() {
        let text = workbook("<Worksheet ss:Name=\"表\"><Table/></Worksheet>");
        let declared = text.replacen("1.0\"", "1.0\" encoding=\"gb2312\"", 1);
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
        for bytes in [
            text.as_bytes().to_vec(),
            GB18030.encode(&text).0.into_owned(),
            GB18030.encode(&declared).0.into_owned(),
            [0xFF, 0xFE].into_iter().chain(wide).collect(),
        ] {
            assert!(is_workbook(&bytes));
            let mut book = Book::new();
            read(&bytes, &mut book).expect("a sound workbook");
            assert!(matches!(&book.document.blocks[0], Block::Grid(grid) if grid.name.as_deref() == Some("表")));
        }
    }

    #[test]
    fn a_file_cut_off_is_damage() {
        let whole =
            workbook("<Worksheet ss:Name=\"a\"><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Worksheet>");
        for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            assert!(matches!(read(&whole.as_bytes()[..end], &mut Book::new()), Err(Refusal::Damaged(_))), "{end}");
        }
        assert!(matches!(
            read(workbook("<Worksheet><Table><Row ss:Index=\"0\"/></Table></Worksheet>").as_bytes(), &mut Book::new()),
            Err(Refusal::Damaged(_))
        ));
    }
}
