//! Text with separators, as spreadsheet programs save a sheet.

use super::super::hazard::{Hazard, Hazards};
use super::super::sheet::Sheet;
use super::gbk;
use crate::random::Random;

/// Writes the first sheet: such a file has no more.
pub(crate) fn write(sheets: &[Sheet], hazards: &Hazards, random: &mut Random) -> Vec<u8> {
    let separator = if hazards.has(Hazard::CsvSemicolons) {
        ';'
    } else if hazards.has(Hazard::CsvTabs) || hazards.has(Hazard::CsvUtf16) {
        '\t'
    } else {
        ','
    };
    let mut text = String::new();
    for sheet in sheets.iter().take(1) {
        let (rows, columns) = sheet.size();
        let mut grid = vec![vec![String::new(); columns as usize]; rows as usize];
        for cell in &sheet.cells {
            grid[cell.row as usize][cell.column as usize] = cell.content.text().to_owned();
        }
        for mut row in grid {
            if hazards.has(Hazard::CsvShortRows) {
                let used = row.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
                row.truncate(used);
            }
            let fields: Vec<String> = row.into_iter().map(|text| field(text, separator, hazards, random)).collect();
            text += &fields.join(&separator.to_string());
            text += "\r\n";
        }
    }
    if hazards.has(Hazard::CsvGbk) {
        gbk(&text)
    } else if hazards.has(Hazard::CsvUtf16) {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    } else if hazards.has(Hazard::CsvByteOrderMark) {
        format!("\u{FEFF}{text}").into_bytes()
    } else {
        text.into_bytes()
    }
}

fn field(mut text: String, separator: char, hazards: &Hazards, random: &mut Random) -> String {
    let breaks = hazards.has(Hazard::CsvQuotedBreaks);
    let letters: Vec<char> = text.chars().collect();
    // A label is broken where its column is narrow; a number is not.
    let is_label = |letter: &char| !letter.is_ascii() && !letter.is_numeric();
    if breaks && letters.len() > 4 && letters.iter().all(is_label) {
        let (first, second) = letters.split_at(1 + random.below(letters.len() - 1));
        text = format!("{}\n{}", first.iter().collect::<String>(), second.iter().collect::<String>());
    }
    let must_be_quoted = text.contains([separator, '"', '\n', '\r']);
    if must_be_quoted || (breaks && random.chance(50)) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
