//! A plain .xls (BIFF8): shared strings over several records, merged cells, hidden rows, columns and sheets, formulas.

use super::super::model::{Cell, Content};
use super::super::sheet::Sheet;
use super::ole;
use super::xlsx::serial_day;
use crate::random::Random;

/// No record holds more.
const MOST_BYTES: usize = 8224;
/// The formats that cells use: general, wrapped text, a date.
const GENERAL: u16 = 15;
const DATE: u16 = 16;

/// Writes a workbook.
pub(crate) fn write(sheets: &[Sheet], random: &mut Random) -> Vec<u8> {
    let mut strings = Vec::new();
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|sheet| worksheet(sheet, &mut strings, random)).collect();
    let mut stream = bof(0x0005);
    record(&mut stream, 0x0042, &1200_u16.to_le_bytes());
    record(&mut stream, 0x003D, &[0, 0, 0, 0, 0, 0x3A, 0, 0x20, 0x38, 0, 0, 0, 0, 0, 1, 0, 0x58, 2]);
    record(&mut stream, 0x0022, &[0, 0]);
    fonts_and_formats(&mut stream);
    let mut places = Vec::new();
    for sheet in sheets {
        places.push(stream.len() + 4);
        let mut data = vec![0; 4];
        data.extend([u8::from(sheet.hidden), 0]);
        data.extend(short_string(&sheet.name));
        record(&mut stream, 0x0085, &data);
    }
    shared_strings(&mut stream, &strings);
    record(&mut stream, 0x000A, &[]);
    for (place, body) in places.into_iter().zip(bodies) {
        let offset = u32::try_from(stream.len()).expect("the file is small");
        stream[place..place + 4].copy_from_slice(&offset.to_le_bytes());
        stream.extend(body);
    }
    ole::wrap("Workbook", stream)
}

fn record(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend(u16::try_from(data.len()).expect("a record is short").to_le_bytes());
    stream.extend(data);
}

fn bof(kind: u16) -> Vec<u8> {
    let mut stream = Vec::new();
    let data: Vec<u8> =
        [0x0600, kind, 0x0DBB, 0x07CC, 0x0041, 0, 0x0006, 0].into_iter().flat_map(u16::to_le_bytes).collect();
    record(&mut stream, 0x0809, &data);
    stream
}

/// Four fonts, the fifteen formats that every file has, and two of our own.
fn fonts_and_formats(stream: &mut Vec<u8>) {
    for _ in 0..4 {
        let mut font = vec![0xDC, 0, 0, 0, 0xFF, 0x7F, 0x90, 1, 0, 0, 0, 0, 0x86, 0];
        font.extend(short_string("宋体"));
        record(stream, 0x0031, &font);
    }
    for index in 0..17_u16 {
        let format: u16 = if index == DATE { 14 } else { 0 };
        let kind: u16 = if index < 15 { 0xFFF5 } else { 0x0001 };
        let mut data: Vec<u8> = [0, format, kind].into_iter().flat_map(u16::to_le_bytes).collect();
        data.extend([0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0x20]);
        record(stream, 0x00E0, &data);
    }
    record(stream, 0x0293, &[0, 0x80, 0, 0xFF]);
}

/// A string with a one-byte length, always in UTF-16.
fn short_string(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data = vec![u8::try_from(units.len()).expect("a name is short"), 1];
    data.extend(units.into_iter().flat_map(u16::to_le_bytes));
    data
}

/// The table of strings; what is too long for one record goes on in the next, which says again how characters are kept.
fn shared_strings(stream: &mut Vec<u8>, strings: &[String]) {
    let count = u32::try_from(strings.len()).expect("few strings");
    let mut data: Vec<u8> = [count, count].into_iter().flat_map(u32::to_le_bytes).collect();
    let mut kind = 0x00FC;
    for text in strings {
        let units: Vec<u16> = text.encode_utf16().collect();
        // Plain ASCII is kept in one byte a character, as Excel does.
        let is_wide = units.iter().any(|&unit| unit > 0x7F);
        if data.len() + 3 > MOST_BYTES {
            record(stream, kind, &std::mem::take(&mut data));
            kind = 0x003C;
        }
        data.extend(u16::try_from(units.len()).expect("a cell's text is short").to_le_bytes());
        data.push(u8::from(is_wide));
        for unit in units {
            if data.len() + 2 > MOST_BYTES {
                record(stream, kind, &std::mem::take(&mut data));
                kind = 0x003C;
                data.push(u8::from(is_wide));
            }
            let [low, high] = unit.to_le_bytes();
            data.push(low);
            if is_wide {
                data.push(high);
            }
        }
    }
    record(stream, kind, &data);
}

fn worksheet(sheet: &Sheet, strings: &mut Vec<String>, random: &mut Random) -> Vec<u8> {
    let (rows, columns) = sheet.size();
    let mut stream = bof(0x0010);
    let mut dimensions: Vec<u8> = [0, rows].into_iter().flat_map(u32::to_le_bytes).collect();
    dimensions.extend([0, small(columns), 0].into_iter().flat_map(u16::to_le_bytes));
    for &column in &sheet.hidden_columns {
        let column = small(column);
        let data: Vec<u8> = [column, column, 0x0800, GENERAL, 1, 0].into_iter().flat_map(u16::to_le_bytes).collect();
        record(&mut stream, 0x007D, &data);
    }
    record(&mut stream, 0x0200, &dimensions);
    for row in 0..rows {
        let flags: u16 = if sheet.hidden_rows.contains(&row) { 0x0120 } else { 0x0100 };
        let data: Vec<u8> = [small(row), 0, small(columns), 0x00FF, 0, 0, flags, GENERAL]
            .into_iter()
            .flat_map(u16::to_le_bytes)
            .collect();
        record(&mut stream, 0x0208, &data);
    }
    for cell in &sheet.cells {
        write_cell(&mut stream, sheet, cell, strings, random);
    }
    let merged: Vec<&Cell> = sheet.cells.iter().filter(|cell| cell.row_span * cell.column_span > 1).collect();
    for merged in merged.chunks(1000) {
        let mut data = small(u32::try_from(merged.len()).expect("a chunk")).to_le_bytes().to_vec();
        for cell in merged {
            let range = [cell.row, cell.end_row() - 1, cell.column, cell.end_column() - 1];
            data.extend(range.into_iter().flat_map(|value| small(value).to_le_bytes()));
        }
        record(&mut stream, 0x00E5, &data);
    }
    // The window, without which some readers show nothing.
    record(&mut stream, 0x023E, &[0xB6, 6, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    record(&mut stream, 0x000A, &[]);
    stream
}

fn small(value: u32) -> u16 {
    u16::try_from(value).expect("a sheet is small")
}

fn write_cell(stream: &mut Vec<u8>, sheet: &Sheet, cell: &Cell, strings: &mut Vec<String>, random: &mut Random) {
    let place = |format: u16| -> Vec<u8> {
        [small(cell.row), small(cell.column), format].into_iter().flat_map(u16::to_le_bytes).collect()
    };
    let mut data = place(GENERAL);
    match &cell.content {
        Content::Text(text) if text.is_empty() => record(stream, 0x0201, &data),
        Content::Text(text) => {
            data.extend(u32::try_from(strings.len()).expect("few strings").to_le_bytes());
            strings.push(text.clone());
            record(stream, 0x00FD, &data);
        }
        Content::Number(number) => match (number.parse::<i32>(), random.chance(50)) {
            (Ok(whole), true) if whole.unsigned_abs() < 1 << 29 => {
                // The short form of whole numbers: 30 bits, the lower two say which form it is.
                data.extend(((whole << 2) | 2).to_le_bytes());
                record(stream, 0x027E, &data);
            }
            _ => {
                data.extend(double(number));
                record(stream, 0x0203, &data);
            }
        },
        Content::Date(day) => {
            let mut data = place(DATE);
            data.extend(double(&serial_day(day).to_string()));
            record(stream, 0x0203, &data);
        }
        Content::Sum { of, value, .. } => {
            data.extend(double(value));
            data.extend([0; 6]);
            let tokens = tokens(sheet, of);
            data.extend(u16::try_from(tokens.len()).expect("a formula is short").to_le_bytes());
            data.extend(tokens);
            record(stream, 0x0006, &data);
        }
    }
}

fn double(number: &str) -> [u8; 8] {
    number.parse::<f64>().expect("a number of the model is a decimal").to_le_bytes()
}

/// The parts added one by one, as formula tokens: references and plus signs.
fn tokens(sheet: &Sheet, parts: &[String]) -> Vec<u8> {
    let places = sheet.places(parts).expect("a sum without its parts was made a number");
    let mut tokens = Vec::new();
    for (index, (row, column)) in places.into_iter().enumerate() {
        tokens.push(0x44);
        tokens.extend(small(row).to_le_bytes());
        // Both row and column are relative.
        tokens.extend((small(column) | 0xC000).to_le_bytes());
        if index > 0 {
            tokens.push(0x03);
        }
    }
    tokens
}
