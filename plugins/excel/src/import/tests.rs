//! The importer as the host calls it, over sound, hostile and mutated files.

mod xls;
mod xlsx;

use std::fs;
use std::path::PathBuf;

use nianbao_core::document::{Block, Cell, CellType, Grid, NoteKind};
use nianbao_plugin::protocol::Options;
use nianbao_plugin::{Context, ImportJob, Imported, Language, PluginError};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::import::package::{Package, Repacked};

fn import(bytes: &[u8], language: Language) -> Result<Imported, PluginError> {
    let job = ImportJob { name: "file", format: "xls", bytes, options: &Options::new() };
    super::import(&job, &Context::detached(language))
}

fn hostile(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/hostile");
    fs::read(folder.join(name)).expect("the file was made by make.py")
}

fn grids(imported: &Imported) -> Vec<&Grid> {
    let blocks = imported.document.blocks.iter();
    blocks
        .filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        })
        .collect()
}

fn texts(grid: &Grid) -> Vec<&str> {
    grid.cells.iter().map(|cell| cell.text.as_str()).collect()
}

/// The cells of the first sheet, each as `address=text`.
fn placed(imported: &Imported) -> Vec<String> {
    let cells = grids(imported)[0].cells.iter();
    cells.map(|cell| format!("{}={}", cell.at.as_deref().unwrap_or_default(), cell.text)).collect()
}

/// The notes, each with its place.
fn noted(imported: &Imported) -> Vec<(NoteKind, &str)> {
    imported.document.notes.iter().map(|note| (note.kind, note.at.as_deref().unwrap_or_default())).collect()
}

/// A workbook with all that the importer tells apart.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("表 二").expect("a legal name");
    sheet.merge_range(0, 0, 0, 3, "标题", &Format::new()).expect("within the sheet");
    sheet.merge_range(1, 1, 2, 2, "", &Format::new()).expect("within the sheet");
    sheet.write(1, 0, 59237.2449).expect("within the sheet");
    sheet.write(2, 0, 1_573_179).expect("within the sheet");
    sheet.write(3, 0, 0.300_000_000_000_000_04).expect("within the sheet");
    sheet.write(4, 0, "007").expect("within the sheet");
    sheet.write(5, 0, true).expect("within the sheet");
    let date = ExcelDateTime::from_ymd(2025, 1, 20).expect("a date");
    sheet
        .write_with_format(6, 0, &date, &Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""))
        .expect("within the sheet");
    sheet.write(7, 0, Formula::new("A2+A3").set_result("1632416.2449")).expect("within the sheet");
    sheet.write(8, 3, "末").expect("within the sheet");
    sheet.set_row_hidden(4).expect("within the sheet");
    sheet.set_column_hidden(3).expect("within the sheet");
    workbook
        .add_worksheet()
        .set_name("隐")
        .expect("a legal name")
        .set_hidden(true)
        .write(0, 0, 1)
        .expect("within the sheet");
    workbook.save_to_buffer().expect("a sound workbook")
}

#[test]
fn an_xlsx_workbook_is_read_cell_by_cell() {
    let imported = import(&workbook(), Language::Zh).expect("a sound workbook");
    let grids = grids(&imported);
    assert_eq!(grids.len(), 2);
    let grid = grids[0];
    assert_eq!((grid.name.as_deref(), grid.at.as_deref(), grid.hidden), (Some("表 二"), Some("表 二"), false));
    assert_eq!((grid.rows, grid.columns), (9, 4));
    assert!(grids[1].hidden);
    let cells: Vec<&Cell> = grid.cells.iter().filter(|cell| !cell.text.is_empty() || cell.row_span > 1).collect();
    let texts: Vec<_> = cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["标题", "59237.2449", "", "1573179", "0.3", "007", "true", "2025-01-20", "1632416.2449", "末"]);
    assert_eq!(grid.cells.len(), 9 * 4 - 3 - 3, "every position that no other cell covers has a cell");
    let expected = [
        (CellType::Text, "A1", (1, 4), false),
        (CellType::Number, "A2", (1, 1), false),
        (CellType::Text, "B2", (2, 2), false),
        (CellType::Number, "A3", (1, 1), false),
        (CellType::Number, "A4", (1, 1), false),
        (CellType::Text, "A5", (1, 1), true),
        (CellType::Boolean, "A6", (1, 1), false),
        (CellType::Date, "A7", (1, 1), false),
        (CellType::Number, "A8", (1, 1), false),
        (CellType::Text, "D9", (1, 1), true),
    ];
    for (cell, (cell_type, place, spans, hidden)) in cells.iter().zip(expected) {
        assert_eq!(cell.at.as_deref(), Some(format!("表 二!{place}").as_str()));
        assert_eq!(
            (cell.cell_type, (cell.row_span, cell.column_span), cell.hidden),
            (cell_type, spans, hidden),
            "{place}"
        );
    }
    assert_eq!(cells[8].formula.as_deref(), Some("A2+A3"));
}

#[test]
fn what_calamine_reads_is_what_comes_out() {
    use calamine::{Reader, Xlsx};

    let bytes = workbook();
    let mut direct = Xlsx::new(std::io::Cursor::new(&bytes)).expect("a sound workbook");
    let range = direct.worksheet_range("表 二").expect("a sound sheet");
    let imported = import(&bytes, Language::Zh).expect("a sound workbook");
    let cells: Vec<&Cell> = grids(&imported)[0].cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    let places: Vec<_> = range.used_cells().map(|(row, column, _)| (row, column)).collect();
    assert_eq!(cells.iter().map(|cell| (cell.row as usize, cell.column as usize)).collect::<Vec<_>>(), places);
}

#[test]
fn a_misnamed_workbook_is_simply_read() {
    for name in ["xlsx_named.xls", "xls_named.xlsx", "unrelated.xlsx"] {
        let imported = import(&hostile(name), Language::Zh).expect(name);
        let expected = ["名称", "单价", "数量", "复印纸", "24.5", "100", "墨盒", "318", "6", "文件夹", "3.2", "250"];
        assert_eq!(texts(grids(&imported)[0]), expected);
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut package = Package::open(bytes).expect("a sound zip");
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    names.into_iter().enumerate().map(|(index, name)| (name, package.read(index).expect("a sound part"))).collect()
}

/// The least .xlsb workbook: a sheet `S` with a text and a number.
fn xlsb() -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let count = u32::try_from(units.len()).expect("a short text");
        count.to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
    };
    let record = |kind: u16, data: &[u8]| -> Vec<u8> {
        let low = (kind & 0x7F) as u8;
        let kind = if kind < 0x80 { vec![low] } else { vec![low | 0x80, (kind >> 7) as u8] };
        [&kind, &[data.len() as u8][..], data].concat()
    };
    let bundle = [&[0; 4][..], &[1, 0, 0, 0], &wide("rId1"), &wide("S")].concat();
    let workbook = [record(0x9C, &bundle), record(0x90, &[]), record(0x9D, &[])].concat();
    let sheet = [
        record(0x81, &[]),
        record(0x94, &[0; 16]),
        record(0x91, &[]),
        record(0, &[5, 0, 0, 0, 0, 0, 0, 0]),
        record(6, &[&[2, 0, 0, 0, 0, 0, 0, 0][..], &wide("合计")].concat()),
        record(5, &[&[3, 0, 0, 0, 0, 0, 0, 0][..], &59237.2449_f64.to_le_bytes()].concat()),
        record(0x92, &[]),
    ]
    .concat();
    let relationships = br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut repacked = Repacked::new();
    for (name, content) in [
        ("xl/workbook.bin", &workbook[..]),
        ("xl/_rels/workbook.bin.rels", relationships),
        ("xl/worksheets/sheet1.bin", &sheet),
    ] {
        repacked.add(name, content).expect("a sound part");
    }
    repacked.finish().expect("a sound zip").into_inner()
}

#[test]
fn an_xlsb_workbook_is_read_without_spans_and_says_so() {
    let imported = import(&xlsb(), Language::En).expect("a sound workbook");
    let cells: Vec<_> = grids(&imported)[0].cells.iter().map(|cell| (cell.at.as_deref(), cell.text.as_str())).collect();
    assert_eq!(cells, [(Some("S!C6"), "合计"), (Some("S!D6"), "59237.2449")]);
    assert_eq!(imported.diagnostics[0].code, "no_merged_cells");
}

#[test]
fn hostile_files_are_refused_with_a_word_and_a_way_out() {
    for (name, code) in [
        ("big_extent.xls", "too_large"),
        ("repeated_string.xls", "too_large"),
        ("ring.xls", "damaged"),
        ("repeated_number.ods", "too_large"),
        ("repeated_string.ods", "too_large"),
        ("repeated_spaces.ods", "too_large"),
        ("whitespace_bomb.xlsx", "too_large"),
        ("zip_bomb.xlsx", "too_large"),
        ("lying_zip_bomb.xlsx", "damaged"),
        ("lying_string_count.xlsx", "damaged"),
        ("truncated.xls", "damaged"),
        ("truncated.xlsx", "damaged"),
        ("encrypted.xls", "encrypted"),
        ("encrypted.ods", "encrypted"),
        ("obfuscated.xls", "encrypted"),
        ("encrypted.xlsx", "encrypted"),
        ("text_named.xls", "not_a_workbook"),
        ("html_named.xls", "not_a_workbook"),
        ("empty.xls", "empty"),
    ] {
        for language in [Language::Zh, Language::En] {
            let error = import(&hostile(name), language).expect_err(name);
            assert_eq!(error.code, code, "{name}: {error}");
            assert!(error.help.is_some(), "{name}");
        }
    }
}

#[test]
fn far_apart_is_not_large_where_the_format_is_sparse() {
    for (name, cells) in [
        ("big_extent.ods", 2),
        ("far_cell.xlsx", 1),
        ("far_merge.xlsx", 2),
        ("far_shared_formula.xlsx", 1),
        ("lying_dimensions.xls", 12),
    ] {
        let imported = import(&hostile(name), Language::Zh).expect(name);
        assert_eq!(grids(&imported)[0].cells.len(), cells, "{name}");
    }
}

#[test]
fn a_bomb_of_blanks_is_stopped_while_it_unpacks() {
    let blanks = vec![b' '; 1 << 20];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("xl/workbook.bin", options).expect("a legal name");
    for _ in 0..300 {
        std::io::Write::write_all(&mut zip, &blanks).expect("memory takes all");
    }
    let mut bytes = zip.finish().expect("a sound zip").into_inner();
    assert_eq!(import(&bytes, Language::Zh).expect_err("a bomb").code, "too_large");

    // The same with a directory that declares a few bytes.
    let directory = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("an entry");
    bytes[directory + 24..directory + 28].copy_from_slice(&9_u32.to_le_bytes());
    assert_eq!(import(&bytes, Language::Zh).expect_err("a bomb").code, "damaged");
}

/// A workbook of Excel 2003's XML with all that its reader looks at.
const SPREADSHEET_ML: &str = r#"<?xml version="1.0" encoding="utf-8"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="表"><Table><Column ss:Index="2" ss:Span="1" ss:Hidden="1"/><Row ss:Index="3" ss:Span="2"><Cell ss:MergeAcross="2">
<Data ss:Type="String">合计</Data><Comment><ss:Data>a</ss:Data></Comment></Cell><Cell ss:Index="5" ss:Formula="=SUM(RC[-2]:R3C1)+1"/>
</Row></Table></Worksheet></Workbook>"#;

#[test]
fn an_xml_workbook_named_xls_is_read() {
    let imported = import(SPREADSHEET_ML.as_bytes(), Language::Zh).expect("a sound workbook");
    assert_eq!(placed(&imported), ["表!A3=合计", "表!D3=", "表!E3=1"]);
}

#[test]
fn mutated_files_never_panic() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let old = hostile("xls_named.xlsx");
    let new = parts(&workbook());
    let open = parts(&hostile("big_extent.ods"));
    let binary = parts(&xlsb());
    let formulas = xls::with_formulas();
    let xml = SPREADSHEET_ML.as_bytes();
    for _ in 0..1_500 {
        for bytes in [&old[..], &formulas, xml] {
            let _ = import(&random.mutate(bytes), Language::En);
        }
        for parts in [&new, &open, &binary] {
            let chosen = random.below(parts.len());
            let mut repacked = Repacked::new();
            for (index, (name, content)) in parts.iter().enumerate() {
                let content = if index == chosen { random.mutate(content) } else { content.clone() };
                repacked.add(name, &content).expect("a sound part");
            }
            let _ = import(&repacked.finish().expect("a sound zip").into_inner(), Language::En);
        }
        let packed = hostile("unrelated.xlsx");
        let _ = import(&random.mutate(&packed), Language::En);
    }
}

/// A generator of numbers that is the same everywhere (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Changes some bytes, and now and then cuts the end off or repeats a piece.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(6) {
            if bytes.is_empty() {
                break;
            }
            let place = self.below(bytes.len());
            match self.below(12) {
                0 => bytes.truncate(place),
                1 => {
                    let end = (place + self.below(64)).min(bytes.len());
                    let piece = bytes[place..end].to_vec();
                    bytes.splice(place..place, piece);
                }
                2 => bytes[place] = [0, 0xFF, 0x7F, 0x80, b'<', b'9'][self.below(6)],
                _ => bytes[place] ^= 1 << self.below(8),
            }
        }
        bytes
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_stays_within_the_promise() {
    for entry in
        fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/hostile")).expect("the folder")
    {
        let path = entry.expect("an entry").path();
        let _ = import(&fs::read(&path).expect("a file"), Language::Zh);
    }
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak is among it");
    let kib: usize = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    assert!(kib < 300_000, "{kib} KiB");
}
