//! .xls workbooks, record by record: what Excel 95 and 97, and programs that only write, leave behind.

use nianbao_core::document::{CellType, NoteKind};
use nianbao_plugin::{Imported, Language};

use super::{grids, import, noted, placed};
use crate::import::ole;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
}

/// A record of a cell in the standard format.
fn cell(kind: u16, row: u16, column: u16, content: &[u8]) -> Vec<u8> {
    record(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], content].concat())
}

fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    cell(0x0203, row, column, &value.to_le_bytes())
}

/// A formula with the eight bytes of its value, its flags and its tokens.
fn formula(row: u16, column: u16, value: [u8; 8], flags: u8, tokens: &[u8]) -> Vec<u8> {
    let len = u16::try_from(tokens.len()).expect("a short formula").to_le_bytes();
    cell(0x0006, row, column, &[&value[..], &[flags, 0, 0, 0, 0, 0], &len, tokens].concat())
}

/// A workbook with one sheet: `version` is 5 for Excel 95 or 6 since Excel 97.
fn workbook(version: u8, globals: &[Vec<u8>], sheet_state: u8, name: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, version, kind, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let announced = |start: usize| {
        let start = u32::try_from(start).expect("a short stream").to_le_bytes();
        record(0x0085, &[&start[..], &[sheet_state, 0], name].concat())
    };
    let head = [begin(5), globals.concat()].concat();
    let start = head.len() + announced(0).len() + end.len();
    let stream = [head, announced(start), end.clone(), begin(0x10), sheet.concat(), end].concat();
    ole::container_of(if version == 5 { "Book" } else { "Workbook" }, stream)
}

/// A sound file with formulas and a comment, to be changed at random.
pub(super) fn with_formulas() -> Vec<u8> {
    let tokens = [&[0x25, 0, 0, 0, 0, 0, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0][..], &[0x44, 0, 0, 0, 0xC0, 0x03]].concat();
    let object = record(0x005D, &[0x15, 0, 0x12, 0, 0x19, 0, 1, 0, 0, 0]);
    let text = record(0x01B6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
    let note = record(0x001C, &[4, 0, 1, 0, 0, 0, 1, 0]);
    let cells = [number(0, 0, 1.0), formula(0, 2, [0; 8], 2, &tokens), object, text, record(0x003C, b"\0ab"), note];
    workbook(6, &[], 0, b"\x01\x00S", &cells)
}

/// A sheet `S` of Excel 97 without shared strings.
fn sheet(records: &[Vec<u8>]) -> Imported {
    import(&workbook(6, &[], 0, b"\x01\x00S", records), Language::Zh).expect("a sound workbook")
}

#[test]
fn a_workbook_of_excel_95_is_in_its_code_page() {
    let globals = [record(0x0042, &936_u16.to_le_bytes())];
    let label = [&[4, 0][..], b"\xBA\xCF\xBC\xC6"].concat();
    let rich = [&[2, 0][..], b"\xCF\xEE", &[1, 0, 0]].concat();
    let cells = [cell(0x0204, 0, 0, &label), cell(0x00D6, 0, 1, &rich), number(0, 2, 3.5)];
    let bytes = workbook(5, &globals, 0, b"\x02\xB1\xED", &cells);
    let imported = import(&bytes, Language::Zh).expect("a sound workbook");
    assert_eq!(placed(&imported), ["表!A1=合计", "表!B1=项", "表!C1=3.5"]);
}

#[test]
fn shared_strings_go_on_in_the_next_record() {
    let first = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &[4, 0, 0], b"ab"].concat();
    let rest = [&[1][..], &[0x08, 0x54, 0xA1, 0x8B]].concat();
    let globals = [record(0x00FC, &first), record(0x003C, &rest)];
    let bytes = workbook(6, &globals, 0, b"\x01\x00S", &[cell(0x00FD, 0, 0, &[0, 0, 0, 0])]);
    assert_eq!(placed(&import(&bytes, Language::Zh).expect("a sound workbook")), ["S!A1=ab合计"]);
}

#[test]
fn every_record_of_a_number_is_read() {
    let whole = |value: u32| (value << 2 | 2).to_le_bytes();
    let hundredths = |value: u32| (value << 2 | 3).to_le_bytes();
    let several = [&[0, 0][..], &[0, 0], &[0, 0], &whole(5), &[0, 0], &hundredths(1_050), &[1, 0]].concat();
    let imported = sheet(&[
        record(0x00BD, &several),
        cell(0x027E, 1, 0, &whole(7)),
        number(1, 1, 0.1 + 0.2),
        cell(0x0205, 2, 0, &[1, 0]),
        cell(0x0205, 2, 1, &[7, 1]),
        record(0x00BE, &[2, 0, 2, 0, 0, 0, 0, 0, 3, 0]),
    ]);
    assert_eq!(placed(&imported), ["S!A1=5", "S!B1=10.5", "S!A2=7", "S!B2=0.3", "S!A3=true", "S!B3=#DIV/0!"]);
    assert_eq!(grids(&imported)[0].cells[5].cell_type, CellType::Error);
}

#[test]
fn hidden_and_flattened_rows_and_columns_are_marked_and_noted() {
    let row = |number: u8, height: u8, flags: u8| {
        record(0x0208, &[number, 0, 0, 0, 1, 0, height, 0, 0, 0, 0, 0, flags, 1, 0, 0])
    };
    let columns = |first: u8, last: u8, width: u8, flags: u8| {
        record(0x007D, &[first, 0, last, 0, width, 0, 0, 0, flags, 0, 0, 0])
    };
    let cells = (0..4).flat_map(|row| (0..4).map(move |column| number(row, column, 1.0)));
    let layout = [columns(1, 1, 9, 1), columns(3, 255, 0, 0), row(1, 9, 0x20), row(2, 0, 0x40), row(3, 0, 0)];
    let records: Vec<Vec<u8>> = layout.into_iter().chain(cells).collect();
    let bytes = workbook(6, &[], 2, b"\x01\x00S", &records);
    let imported = import(&bytes, Language::Zh).expect("a sound workbook");
    let grid = grids(&imported)[0];
    assert!(grid.hidden);
    for cell in &grid.cells {
        assert_eq!(cell.hidden, matches!(cell.row, 1 | 2) || matches!(cell.column, 1 | 3), "{:?}", cell.at);
    }
    let hidden = NoteKind::Hidden;
    assert_eq!(noted(&imported), [(hidden, "S"), (hidden, "S!2:3"), (hidden, "S!B:B"), (hidden, "S!D:D")]);
}

#[test]
fn formulas_of_programs_without_a_calculator_are_computed_if_they_are_plain() {
    const EMPTY_TEXT: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    const SUM: [u8; 13] = [0x25, 0, 0, 0, 0, 0, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0];
    const PRODUCT: [u8; 9] = [0x44, 0, 0, 0, 0xC0, 0x1E, 2, 0, 0x05];
    let with_text = [&PRODUCT[..], &[0x17, 0, 0, 0x08]].concat();
    let imported = sheet(&[
        number(0, 0, 1.1),
        number(0, 1, 2.2),
        formula(0, 2, EMPTY_TEXT, 0, &SUM),
        formula(0, 3, [0; 8], 2, &SUM),
        formula(0, 4, 9.0_f64.to_le_bytes(), 0, &SUM),
        formula(1, 0, EMPTY_TEXT, 0, &PRODUCT),
        formula(1, 1, [0; 8], 1, &PRODUCT),
        formula(1, 2, [0; 8], 0, &PRODUCT),
        formula(1, 3, EMPTY_TEXT, 0, &with_text),
    ]);
    let texts: Vec<_> = grids(&imported)[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["1.1", "2.2", "3.3", "3.3", "9", "", "", "0", "", ""]);
    assert_eq!(grids(&imported)[0].cells[4].formula.as_deref(), Some("SUM(A1:B1)"));
    assert_eq!(noted(&imported), [(NoteKind::UncachedFormula, "S!A2"), (NoteKind::UncachedFormula, "S!B2")]);
}

#[test]
fn comments_are_noted_and_a_sheet_of_pictures_too() {
    let object = |kind: u8, id: u8| record(0x005D, &[0x15, 0, 0x12, 0, kind, 0, id, 0, 0, 0]);
    let text = record(0x01B6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
    let imported = sheet(&[
        object(0x19, 1),
        text,
        record(0x003C, &[1, 0xF7, 0x8B, 0x38, 0x68]),
        record(0x003C, &[0, b'!']),
        record(0x003C, &[0, 0, 5, 0]),
        object(8, 2),
        record(0x001C, &[4, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
    ]);
    assert_eq!(noted(&imported), [(NoteKind::Comment, "S!B5"), (NoteKind::Image, "S")]);
    assert_eq!(imported.document.notes[0].text, "请核!");
}
