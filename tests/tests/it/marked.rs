//! `check --marked`: the redrawn workbook holds what the original holds, and marks what is wrong.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid, NoteKind};
use nianbao_host::{FormatOptions, Host, MessageLanguage, Read, SearchPath};
use nianbao_tests::layout::{Layout, Role, SheetCell, Value, Workbook};
use nianbao_tests::program::{Run, nianbao, tree};
use nianbao_tests::{distinct, fixtures, form};

fn import(path: &Path) -> Document {
    let path_of_plugins = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    let host = Host::discover(&path_of_plugins, MessageLanguage::Zh);
    let bytes = fs::read(path).unwrap();
    let format = host.detect(&path.display().to_string(), &bytes).unwrap();
    match host.import(&format, "file", &bytes, &FormatOptions::default()).unwrap() {
        Read::Document { document, .. } => document,
        Read::Report(_) => unreachable!("a workbook is a document"),
    }
}

fn grids(document: &Document) -> Vec<&Grid> {
    let blocks = document.blocks.iter();
    blocks.filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect()
}

/// Every cell that holds something: its address, its span, its type and its text.
fn drawn(grid: &Grid) -> Vec<String> {
    let cells = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    let told = cells.map(|cell| {
        let at = cell.at.as_deref().unwrap_or_default();
        format!("{at} {}x{} {:?} {}", cell.row_span, cell.column_span, cell.cell_type, cell.text)
    });
    told.collect()
}

/// A workbook with a number right of a table, which belongs to no column, and that number's place.
fn with_a_number_too_many() -> (Workbook, String) {
    let mut workbook = Layout::official().workbook(form(), &distinct::distinct(), None);
    let sheet = workbook.sheets.iter_mut().max_by_key(|sheet| sheet.cells.len()).unwrap();
    let value = Value::Number("5".to_owned());
    sheet.cells.push(SheetCell { row: 6, column: 11, row_span: 1, column_span: 1, value, role: Role::Remark });
    let place = format!("{}!L7", sheet.name);
    (workbook, place)
}

fn check(folder: &Path, input: &Path) -> Run {
    let arguments = ["check".as_ref(), input.as_os_str(), "--marked".as_ref(), "out".as_ref()];
    let run = nianbao(folder, &arguments);
    assert!(run.code < 2, "{}", run.stderr);
    run
}

#[test]
fn sheets_addresses_spans_and_values_are_the_originals() {
    for fixture in ["distinct.xls", "distinct.xlsx", "distinct.ods", "city-2024.xls", "township-figures.xlsx"] {
        let folder = tempfile::tempdir().unwrap();
        let input = fixtures::path(fixture);
        let run = check(folder.path(), &input);
        assert!(run.stderr.contains("不保留原有格式"), "{}", run.stderr);
        let stem = Path::new(fixture).file_stem().unwrap().to_str().unwrap();
        let (original, redrawn) = (import(&input), import(&folder.path().join(format!("out/{stem}.xlsx"))));
        let (original, redrawn) = (grids(&original), grids(&redrawn));
        let (list, sheets) = redrawn.split_last().unwrap();
        assert_eq!(list.name.as_deref(), Some("问题"));
        assert_eq!(sheets.len(), original.len(), "{fixture}");
        for (sheet, original) in sheets.iter().zip(&original) {
            assert_eq!((&sheet.name, sheet.hidden), (&original.name, original.hidden), "{fixture}");
            assert_eq!(drawn(sheet), drawn(original), "{fixture}");
        }
    }
}

#[test]
fn a_wrong_cell_is_filled_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (workbook, place) = with_a_number_too_many();
    let input = folder.path().join("数字.xlsx");
    fs::write(&input, workbook.xlsx()).unwrap();
    check(folder.path(), &input);
    let output = folder.path().join("out/数字.xlsx");
    let redrawn = import(&output);
    let comments: Vec<&str> = redrawn
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Comment && note.at.as_ref() == Some(&place))
        .map(|note| note.text.as_str())
        .collect();
    let [comment] = comments[..] else { panic!("one comment at {place}: {:?}", redrawn.notes) };
    assert!(["必须改 ", "请核实 ", "提示 "].iter().any(|word| comment.starts_with(word)), "{comment}");
    assert!(is_filled(&output, &place), "{place}");
    // What is marked is listed as well.
    let list = grids(&redrawn).into_iter().next_back().unwrap();
    assert!(list.cells.iter().any(|cell| cell.text == place), "{:?}", drawn(list));
}

#[test]
fn a_file_name_with_the_sign_before_a_place_keeps_its_marks() {
    let folder = tempfile::tempdir().unwrap();
    let (workbook, place) = with_a_number_too_many();
    let (figures, text) = (folder.path().join("1#表.xlsx"), folder.path().join("文字.txt"));
    fs::write(&figures, workbook.xlsx()).unwrap();
    fs::write(&text, "一、总体情况\n本年度按时公开了应当公开的信息。\n").unwrap();
    let arguments = ["check", "--join", figures.to_str().unwrap(), text.to_str().unwrap(), "--marked", "out"];
    let run = nianbao(folder.path(), &arguments);
    assert!(run.code < 2, "{}", run.stderr);
    let output = folder.path().join("out/1#表.xlsx");
    assert!(import(&output).notes.iter().any(|note| note.at.as_ref() == Some(&place)), "{place}: {}", run.stderr);
    assert!(is_filled(&output, &place), "{place}");
}

/// Whether a cell has a fill, by its own style in the file.
fn is_filled(path: &Path, place: &str) -> bool {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (sheet, address) = place.rsplit_once('!').unwrap();
    let workbook = part("xl/workbook.xml");
    let before = workbook.split(&format!("name=\"{sheet}\"")).next().unwrap();
    let sheet = part(&format!("xl/worksheets/sheet{}.xml", before.matches("<sheet ").count()));
    let cell = sheet.split(&format!("<c r=\"{address}\" s=\"")).nth(1).unwrap();
    let style: usize = cell.split('"').next().unwrap().parse().unwrap();
    let styles = part("xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let format = formats.split("<xf ").nth(style + 1).unwrap();
    let fill: usize = format.split("fillId=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    let fills = styles.split("<fills").nth(1).unwrap();
    fills.split("<fill>").nth(fill + 1).unwrap().contains("<fgColor rgb=")
}

#[test]
fn a_word_document_is_redrawn_table_by_table() {
    let folder = tempfile::tempdir().unwrap();
    let run =
        nianbao(folder.path(), &["convert", fixtures::path("distinct.xls").to_str().unwrap(), "--to", "docx,json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for ending in ["docx", "json"] {
        check(folder.path(), &folder.path().join(format!("distinct.{ending}")));
        let redrawn = import(&folder.path().join("out/distinct.xlsx"));
        let figures = distinct::distinct();
        let texts: Vec<&str> =
            grids(&redrawn).into_iter().flat_map(|grid| &grid.cells).map(|cell| cell.text.as_str()).collect();
        for (id, figure) in figures {
            assert!(texts.contains(&figure.as_str()), "{ending}: {id} {figure}");
        }
    }
}

#[test]
fn every_cell_at_fault_is_marked_also_in_a_report_that_came_as_data() {
    let folder = tempfile::tempdir().unwrap();
    let run = nianbao(folder.path(), &["convert", fixtures::path("distinct.xls").to_str().unwrap(), "--to", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let input = folder.path().join("distinct.json");
    let mut report: serde_json::Value = serde_json::from_slice(&fs::read(&input).unwrap()).unwrap();
    assert!(report["sources"].is_object(), "it tells where its figures were read");
    for row in ["received", "brought_forward", "carried_forward", "handled.granted"] {
        let cell = &mut report["tables"]["requests"]["cells"][format!("{row}.business")];
        *cell = format!("{}件", cell.as_str().map_or_else(|| cell.to_string(), str::to_owned)).into();
    }
    fs::write(&input, report.to_string()).unwrap();
    check(folder.path(), &input);
    let redrawn = import(&folder.path().join("out/distinct.xlsx"));
    let comments = redrawn.notes.iter().filter(|note| note.kind == NoteKind::Comment && note.text.contains("F01"));
    assert_eq!(comments.count(), 4, "{:?}", redrawn.notes);
}

#[test]
fn inputs_that_differ_by_their_ending_alone_are_redrawn_apart() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).unwrap();
    for name in ["distinct.ods", "distinct.xls", "city-2024.xls"] {
        fs::copy(fixtures::path(name), inputs.join(name)).unwrap();
    }
    check(folder.path(), &inputs);
    for name in ["distinct.ods.xlsx", "distinct.xls.xlsx", "city-2024.xlsx"] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
}

#[test]
fn no_redrawn_file_takes_the_place_of_an_input() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("distinct.xlsx");
    fs::copy(fixtures::path("distinct.xlsx"), &input).unwrap();
    let before = fs::read(&input).unwrap();
    let run = nianbao(folder.path(), &["check", "distinct.xlsx", "--marked", "."]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(fs::read(&input).unwrap() == before);
}
