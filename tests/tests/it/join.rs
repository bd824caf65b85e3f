//! `--join`: the pieces of one report become one report, whatever file each came in.

use std::fs;
use std::path::Path;

use nianbao_core::Report;
use nianbao_core::report::PartBlock;
use nianbao_core::value::CellValue;
use nianbao_tests::layout::{Layout, Workbook};
use nianbao_tests::program::{Run, nianbao};
use nianbao_tests::readback::{self, Page};
use nianbao_tests::{distinct, fixtures, form};

/// Runs in a folder and expects that all is well.
#[track_caller]
fn runs(folder: &Path, arguments: &[&str]) -> Run {
    let run = nianbao(folder, arguments);
    assert_eq!(run.code, 0, "{arguments:?}\n{}", run.stderr);
    run
}

fn report(folder: &Path, name: &str) -> Report {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

fn save(report: &Report, folder: &Path, name: &str) {
    fs::write(folder.join(name), serde_json::to_vec(report).unwrap()).unwrap();
}

/// A folder with a fixture read whole (`全.json`) and its text alone (`文字.json`).
fn with_text_of(fixture: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixtures::path(fixture), folder.path().join("全.xls")).unwrap();
    runs(folder.path(), &["convert", "全.xls", "--to", "json,docx"]);
    let mut text = report(folder.path(), "全.json");
    text.tables.clear();
    text.sources.clear();
    save(&text, folder.path(), "文字.json");
    folder
}

fn docx(folder: &Path, name: &str) -> Page {
    readback::docx(&fs::read(folder.join(name)).unwrap())
}

#[test]
fn the_townships_figures_and_text_make_one_docx_with_everything_in_it() {
    let folder = with_text_of("township-2024.xls");
    let path = folder.path();
    fs::copy(fixtures::path("township-figures.xls"), path.join("数据.xls")).unwrap();
    // The text's own file has the form's tables too, with nothing in them.
    runs(path, &["convert", "文字.json", "--to", "docx"]);
    for inputs in [["数据.xls", "文字.docx"], ["文字.docx", "数据.xls"]] {
        let run = runs(path, &["convert", "--join", inputs[0], inputs[1], "--to", "docx,json", "-o", "合"]);
        assert!(!run.stderr.contains("L06"), "{}", run.stderr);
        let stem = inputs[0].split('.').next().unwrap();
        let (joined, whole) = (docx(path, &format!("合/{stem}.docx")), docx(path, "全.docx"));
        assert_eq!(joined.paragraphs, whole.paragraphs);
        assert_eq!(joined.tables, whole.tables);
        let joined = report(path, &format!("合/{stem}.json"));
        let is_of_figures = |source: &String| source.starts_with("数据.xls#");
        assert!(joined.sources.len() == 200 && joined.sources.values().all(is_of_figures));
    }
}

#[test]
fn one_table_a_file_and_the_text_make_the_report() {
    let folder = with_text_of("distinct.xls");
    let path = folder.path();
    let Workbook { sheets } = Layout::official().workbook(form(), &distinct::distinct(), None);
    assert_eq!(sheets.len(), 3);
    let mut arguments = vec!["convert", "--join", "文字.json", "--to", "json", "-o", "合.json"];
    let names: Vec<String> = (2..).zip(&sheets).map(|(number, _)| format!("表{number}.xlsx")).collect();
    for (sheet, name) in sheets.into_iter().zip(&names) {
        fs::write(path.join(name), Workbook { sheets: vec![sheet] }.xlsx()).unwrap();
        arguments.push(name);
    }
    runs(path, &arguments);
    let (joined, whole) = (report(path, "合.json"), report(path, "全.json"));
    assert_eq!(joined.tables, whole.tables);
    assert_eq!((&joined.preface, &joined.parts, &joined.organ), (&whole.preface, &whole.parts, &whole.organ));
    for name in names {
        assert!(joined.sources.values().any(|source| source.starts_with(&format!("{name}#"))), "{name}");
    }
}

/// Of the pieces, only the one that cannot be read is a place in SARIF.
#[test]
fn sarif_names_the_piece_that_cannot_be_read() {
    let folder = with_text_of("distinct.xls");
    fs::write(folder.path().join("坏.docx"), "x").unwrap();
    let arguments = ["check", "--join", "全.xls", "坏.docx", "--format", "sarif"];
    let run = nianbao(folder.path(), &arguments);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let sarif: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let notification = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    let uris: Vec<&serde_json::Value> = notification["locations"].as_array().unwrap().iter().collect();
    let uris: Vec<_> = uris.iter().map(|place| &place["physicalLocation"]["artifactLocation"]["uri"]).collect();
    assert_eq!(uris, ["%E5%9D%8F.docx"], "{notification}");
}

#[test]
fn what_differs_is_an_error_that_names_both_places() {
    let folder = with_text_of("distinct.xls");
    let path = folder.path();
    let mut other = report(path, "全.json");
    let cells = &mut other.tables.get_mut("requests").unwrap().cells;
    cells.insert("received.total".to_owned(), CellValue::from(7));
    // A blank is no other value.
    cells.insert("received.other".to_owned(), CellValue::Blank);
    other.sources.insert("requests.received.total".to_owned(), "旧.xls#Sheet1!J5".to_owned());
    let PartBlock::Paragraph { text } = other.parts[4].blocks.first_mut().unwrap() else { panic!() };
    text.insert_str(0, "另外，");
    other.year = Some(2023);
    save(&other, path, "另.json");
    let run = nianbao(path, &["convert", "--join", "全.xls", "另.json", "--to", "json", "-o", "合.json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("必须改").count(), 3, "a figure, a part and the year: {}", run.stderr);
    for place in ["全.xls#申请情况!J5", "旧.xls#Sheet1!J5", "全.xls#五、存在的", "另.json#五、存在的", "另.json）"]
    {
        assert!(run.stderr.contains(place), "{place}: {}", run.stderr);
    }
    let (joined, whole) = (report(path, "合.json"), report(path, "全.json"));
    assert_eq!(joined.tables, whole.tables, "the first counts");
}

#[test]
fn a_folder_of_pieces_is_one_report_named_after_the_folder() {
    let folder = with_text_of("township-2024.xls");
    let path = folder.path();
    let pieces = path.join("陈区镇");
    fs::create_dir(&pieces).unwrap();
    fs::copy(fixtures::path("township-figures.xls"), pieces.join("数据.xls")).unwrap();
    fs::rename(path.join("文字.json"), pieces.join("文字.json")).unwrap();
    let unrelated = Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile/unrelated.xlsx");
    fs::copy(unrelated, pieces.join("价目表.xlsx")).unwrap();
    fs::write(pieces.join("盖章页.jpg"), "image").unwrap();
    let run = runs(path, &["convert", "--join", "陈区镇", "--to", "json", "-o", "合"]);
    assert!(run.stderr.contains("价目表.xlsx") && run.stderr.contains("盖章页.jpg"), "{}", run.stderr);
    let whole = report(path, "全.json");
    assert_eq!(report(path, "合/陈区镇.json").tables, whole.tables);
    assert_eq!(fs::read_dir(path.join("合")).unwrap().count(), 1);
}

#[test]
fn a_piece_that_cannot_be_read_stops_the_report() {
    let folder = with_text_of("township-2024.xls");
    let path = folder.path();
    fs::write(path.join("数据.xls"), "").unwrap();
    let unrelated = Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile/unrelated.xlsx");
    fs::copy(unrelated, path.join("价目表.xlsx")).unwrap();
    for bad in ["数据.xls", "价目表.xlsx"] {
        let run = nianbao(path, &["convert", "--join", "文字.json", bad, "--to", "json", "-o", "合"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("{bad}：")) && run.stderr.contains("办法："), "{}", run.stderr);
        assert!(!path.join("合").exists(), "half a report was written");
    }
}

#[test]
fn organ_and_year_given_complete_the_joined_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::copy(fixtures::path("township-figures.xls"), path.join("a.xls")).unwrap();
    fs::copy(fixtures::path("township-figures.ods"), path.join("b.ods")).unwrap();
    let join = ["convert", "--join", "a.xls", "b.ods", "--to", "json"];
    assert_eq!(nianbao(path, &join).code, 1, "nobody says whose report it is");
    let given = ["--organ", "高平市陈区镇人民政府", "--year", "2024", "--name", "{organ}{year}"];
    runs(path, &[&join[..], &given].concat());
    assert_eq!(report(path, "高平市陈区镇人民政府2024.json").year, Some(2024));
    let whole = with_text_of("township-2024.xls");
    let other =
        ["convert", "--join", "全.xls", "文字.json", "--to", "json", "-o", "x.json", "--organ", "马村镇人民政府"];
    let run = runs(whole.path(), &other);
    assert!(run.stderr.contains("L15"), "{}", run.stderr);
}
