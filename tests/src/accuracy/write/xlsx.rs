//! A plain .xlsx: shared and inline strings, merged cells, hidden rows, columns and sheets, formulas.

use super::super::model::{Cell, Content};
use super::super::sheet::Sheet;
use super::{escape, zip};
use crate::layout::column_letters;
use crate::random::Random;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Writes a workbook.
pub(crate) fn write(sheets: &[Sheet], random: &mut Random) -> Vec<u8> {
    let mut strings = Strings { texts: Vec::new(), is_inline: random.chance(20) };
    let names: Vec<String> = (1..=sheets.len()).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    let mut members: Vec<(&str, Vec<u8>)> = vec![
        ("[Content_Types].xml", content_types(&names).into_bytes()),
        ("_rels/.rels", package_relations().into_bytes()),
        ("xl/workbook.xml", workbook(sheets).into_bytes()),
        ("xl/_rels/workbook.xml.rels", workbook_relations(sheets.len()).into_bytes()),
        ("xl/styles.xml", styles().into_bytes()),
    ];
    for (name, sheet) in names.iter().zip(sheets) {
        members.push((name, worksheet(sheet, &mut strings).into_bytes()));
    }
    members.push(("xl/sharedStrings.xml", strings.part().into_bytes()));
    zip(&members)
}

fn worksheet(sheet: &Sheet, strings: &mut Strings) -> String {
    let mut xml = format!("{DECLARATION}<worksheet xmlns=\"{NAMESPACE}\">");
    if !sheet.hidden_columns.is_empty() {
        xml += "<cols>";
        for column in &sheet.hidden_columns {
            let number = column + 1;
            xml += &format!("<col min=\"{number}\" max=\"{number}\" width=\"8\" hidden=\"1\" customWidth=\"1\"/>");
        }
        xml += "</cols>";
    }
    xml += "<sheetData>";
    for row in sheet.cells.chunk_by(|one, other| one.row == other.row) {
        let number = row[0].row;
        let hidden = if sheet.hidden_rows.contains(&number) { " hidden=\"1\"" } else { "" };
        xml += &format!("<row r=\"{}\"{hidden}>", number + 1);
        for cell in row {
            xml += &cell_xml(sheet, cell, strings);
        }
        xml += "</row>";
    }
    xml += "</sheetData>";
    let merged: Vec<String> =
        sheet.cells.iter().filter(|cell| cell.row_span * cell.column_span > 1).map(range).collect();
    if !merged.is_empty() {
        xml += &format!("<mergeCells count=\"{}\">{}</mergeCells>", merged.len(), merged.concat());
    }
    xml + "</worksheet>"
}

fn range(cell: &Cell) -> String {
    let last = format!("{}{}", column_letters(cell.end_column() - 1), cell.end_row());
    format!("<mergeCell ref=\"{}:{last}\"/>", address(cell))
}

fn address(cell: &Cell) -> String {
    format!("{}{}", column_letters(cell.column), cell.row + 1)
}

fn cell_xml(sheet: &Sheet, cell: &Cell, strings: &mut Strings) -> String {
    let at = address(cell);
    match &cell.content {
        Content::Text(text) if text.is_empty() => format!("<c r=\"{at}\" s=\"1\"/>"),
        Content::Text(text) => strings.cell(&at, text),
        Content::Number(number) => format!("<c r=\"{at}\" s=\"1\"><v>{number}</v></c>"),
        Content::Date(day) => format!("<c r=\"{at}\" s=\"2\"><v>{}</v></c>", serial_day(day)),
        Content::Sum { of, value, is_stored } => {
            let formula = sheet.formula(of).expect("a sum without its parts was made a number");
            let value = if *is_stored { format!("<v>{value}</v>") } else { String::new() };
            format!("<c r=\"{at}\" s=\"1\"><f>{formula}</f>{value}</c>")
        }
    }
}

/// A day of January 2024 as Excel counts days.
pub(crate) fn serial_day(day: &str) -> u32 {
    const LAST_OF_2023: u32 = 45291;
    let day: u32 = day.rsplit('-').next().and_then(|day| day.parse().ok()).expect("a date of this model");
    LAST_OF_2023 + day
}

/// The strings of a workbook, in a part of their own or in the cells.
struct Strings {
    texts: Vec<String>,
    is_inline: bool,
}

impl Strings {
    fn cell(&mut self, at: &str, text: &str) -> String {
        if self.is_inline {
            let text = escape(text);
            return format!("<c r=\"{at}\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>");
        }
        self.texts.push(text.to_owned());
        format!("<c r=\"{at}\" s=\"1\" t=\"s\"><v>{}</v></c>", self.texts.len() - 1)
    }

    /// Every third string in two runs with a phonetic guide, as typing Chinese into Excel leaves them.
    fn part(&self) -> String {
        let mut xml =
            format!("{DECLARATION}<sst xmlns=\"{NAMESPACE}\" count=\"{0}\" uniqueCount=\"{0}\">", self.texts.len());
        for (index, text) in self.texts.iter().enumerate() {
            let letters: Vec<char> = text.chars().collect();
            let item =
                |text: &[char]| format!("<t xml:space=\"preserve\">{}</t>", escape(&text.iter().collect::<String>()));
            if index % 3 == 2 && letters.len() > 1 {
                let (first, second) = letters.split_at(letters.len() / 2);
                let guide = "<rPh sb=\"0\" eb=\"1\"><t>12</t></rPh><phoneticPr fontId=\"0\"/>";
                xml += &format!("<si><r><rPr><b/></rPr>{}</r><r>{}</r>{guide}</si>", item(first), item(second));
            } else {
                xml += &format!("<si>{}</si>", item(&letters));
            }
        }
        xml + "</sst>"
    }
}

fn content_types(sheets: &[String]) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut xml = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>\
         <Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{kind}.sharedStrings+xml\"/>"
    );
    for sheet in sheets {
        xml += &format!("<Override PartName=\"/{sheet}\" ContentType=\"{kind}.worksheet+xml\"/>");
    }
    xml + "</Types>"
}

fn package_relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut xml = format!("{DECLARATION}<workbook xmlns=\"{NAMESPACE}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    for (number, sheet) in (1..).zip(sheets) {
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        let name = escape(&sheet.name);
        xml += &format!("<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>");
    }
    xml + "</sheets></workbook>"
}

fn workbook_relations(sheets: usize) -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">");
    for number in 1..=sheets {
        let target = format!("worksheets/sheet{number}.xml");
        xml += &format!("<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"{target}\"/>");
    }
    for (number, part) in (sheets + 1..).zip(["styles", "sharedStrings"]) {
        xml += &format!("<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/{part}\" Target=\"{part}.xml\"/>");
    }
    xml + "</Relationships>"
}

/// Style 1 is a cell with a border, style 2 a date.
fn styles() -> String {
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{NAMESPACE}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment wrapText=\"1\"/></xf>\
         <xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    )
}
