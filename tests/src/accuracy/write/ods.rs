//! A plain .ods: repeated cells and rows, covered cells, hidden rows, columns and sheets, formulas.

use super::super::model::{Cell, Content};
use super::super::sheet::Sheet;
use super::{escape, zip};
use crate::random::Random;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Writes a workbook.
pub(crate) fn write(sheets: &[Sheet], _: &mut Random) -> Vec<u8> {
    let namespace =
        |name: &str, part: &str| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0\"");
    let namespaces = [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")];
    let namespaces: String = namespaces.iter().map(|(name, part)| namespace(name, part)).collect();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content{namespaces} office:version=\"1.2\">"
    );
    xml += "<office:automatic-styles><style:style style:name=\"hidden\" style:family=\"table\">\
            <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
            <office:body><office:spreadsheet>";
    for sheet in sheets {
        xml += &table(sheet);
    }
    xml += "</office:spreadsheet></office:body></office:document-content>";
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MEDIA_TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    zip(&[
        ("mimetype", MEDIA_TYPE.as_bytes().to_vec()),
        ("content.xml", xml.into_bytes()),
        ("META-INF/manifest.xml", manifest.into_bytes()),
    ])
}

fn table(sheet: &Sheet) -> String {
    let (rows, columns) = sheet.size();
    let style = if sheet.hidden { " table:style-name=\"hidden\"" } else { "" };
    let mut xml = format!("<table:table table:name=\"{}\"{style}>", escape(&sheet.name));
    for column in 0..columns {
        let hidden = if sheet.hidden_columns.contains(&column) { " table:visibility=\"collapse\"" } else { "" };
        xml += &format!("<table:table-column{hidden}/>");
    }
    let mut grid: Vec<Vec<Place<'_>>> = vec![vec![Place::Empty; columns as usize]; rows as usize];
    for cell in &sheet.cells {
        for row in cell.row..cell.end_row() {
            for column in cell.column..cell.end_column() {
                grid[row as usize][column as usize] = Place::Covered;
            }
        }
        grid[cell.row as usize][cell.column as usize] = Place::Cell(cell);
    }
    let is_empty = |row: &[Place<'_>]| row.iter().all(|place| matches!(place, Place::Empty));
    let mut number = 0;
    while number < grid.len() {
        let same = grid[number..].iter().take_while(|row| is_empty(row)).count();
        if same > 0 {
            xml += &format!(
                "<table:table-row table:number-rows-repeated=\"{same}\"><table:table-cell table:number-columns-repeated=\"{columns}\"/></table:table-row>"
            );
            number += same;
            continue;
        }
        let hidden = sheet.hidden_rows.contains(&u32::try_from(number).expect("a sheet has few rows"));
        let hidden = if hidden { " table:visibility=\"collapse\"" } else { "" };
        xml += &format!("<table:table-row{hidden}>{}</table:table-row>", row_xml(sheet, &grid[number]));
        number += 1;
    }
    // Spreadsheet programs write the rest of the sheet as one row repeated to its end.
    xml + "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>"
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Empty,
    Covered,
    Cell(&'a Cell),
}

fn row_xml(sheet: &Sheet, row: &[Place<'_>]) -> String {
    let mut xml = String::new();
    let mut column = 0;
    while column < row.len() {
        match row[column] {
            Place::Cell(cell) => {
                xml += &cell_xml(sheet, cell);
                column += 1;
            }
            Place::Covered => {
                xml += "<table:covered-table-cell/>";
                column += 1;
            }
            Place::Empty => {
                let same = row[column..].iter().take_while(|place| matches!(place, Place::Empty)).count();
                xml += &format!("<table:table-cell table:number-columns-repeated=\"{same}\"/>");
                column += same;
            }
        }
    }
    xml
}

fn cell_xml(sheet: &Sheet, cell: &Cell) -> String {
    let mut attributes = String::new();
    if cell.column_span > 1 || cell.row_span > 1 {
        attributes += &format!(
            " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
            cell.column_span, cell.row_span
        );
    }
    let shown = paragraphs(cell.content.text());
    let shown = match &cell.content {
        Content::Text(text) if text.is_empty() => String::new(),
        Content::Text(_) => {
            attributes += " office:value-type=\"string\"";
            shown
        }
        Content::Number(number) => {
            attributes += &format!(" office:value-type=\"float\" office:value=\"{number}\"");
            shown
        }
        Content::Date(day) => {
            attributes += &format!(" office:value-type=\"date\" office:date-value=\"{day}\"");
            shown
        }
        Content::Sum { of, value, is_stored } => {
            let formula = open_formula(&sheet.formula(of).expect("a sum without its parts was made a number"));
            attributes += &format!(" table:formula=\"{formula}\"");
            if *is_stored {
                attributes += &format!(" office:value-type=\"float\" office:value=\"{value}\"");
                shown
            } else {
                String::new()
            }
        }
    };
    format!("<table:table-cell{attributes}>{shown}</table:table-cell>")
}

/// `SUM(D6:I6)` as `of:=SUM([.D6:.I6])`, and `D6+E6` as `of:=[.D6]+[.E6]`.
fn open_formula(formula: &str) -> String {
    let in_brackets = |range: &str| format!("[.{}]", range.replace(':', ":."));
    match formula.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')')) {
        Some(range) => format!("of:=SUM({})", in_brackets(range)),
        None => format!("of:={}", formula.split('+').map(in_brackets).collect::<Vec<_>>().join("+")),
    }
}

/// One paragraph a line, with blanks after the first as an element of their own.
fn paragraphs(text: &str) -> String {
    let line = |line: &str| format!("<text:p>{}</text:p>", escape(line).replace("  ", " <text:s/>"));
    text.split('\n').map(line).collect()
}
