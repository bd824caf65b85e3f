//! `nianbao show`: every figure in a terminal of 80 columns, every doubt marked, every place on request.

use std::fs;

use nianbao_core::Report;
use nianbao_core::report::ExtraRow;
use nianbao_core::value::CellValue;
use nianbao_tests::program::nianbao;
use nianbao_tests::{distinct, fixtures};

/// Shows a fixture in a language.
fn shown(fixture: &str, language: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let run = nianbao(folder.path(), &["show", fixtures::path(fixture).to_str().unwrap(), "--lang", language]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.text().to_owned()
}

#[track_caller]
pub(crate) fn assert_fits_80_columns(text: &str) {
    // Chinese letters and their punctuation take two places, what stands before them in Unicode one: quotes, arrows, ×.
    let width = |c: char| if c < '\u{2e80}' { 1 } else { 2 };
    let wide = |line: &&str| line.chars().map(width).sum::<usize>() > 80;
    assert_eq!(text.lines().filter(wide).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_figure_is_shown_within_80_columns() {
    for language in ["zh", "en"] {
        let text = shown("distinct.xls", language);
        for (id, figure) in distinct::distinct() {
            assert!(text.split_whitespace().any(|word| word == figure), "{id} {figure}");
        }
        assert_fits_80_columns(&text);
        insta::assert_snapshot!(format!("show-{language}"), text);
    }
}

#[test]
fn the_citys_seven_digit_counts_fit_too() {
    for language in ["zh", "en"] {
        assert_fits_80_columns(&shown("city-2024.xls", language));
    }
}

#[test]
fn every_figures_place_is_shown_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("distinct.xls");
    let run = nianbao(folder.path(), &["show", input.to_str().unwrap(), "--where"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_fits_80_columns(run.text());
    insta::assert_snapshot!("show-where", run.text());
}

/// A report with one of every sign: blank, missing, text short and long, a doubtful figure, other editions, local rows.
fn irregular() -> Report {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("township-2024.xls");
    let run = nianbao(folder.path(), &["convert", input.to_str().unwrap(), "--to", "json", "-o", "-"]);
    let mut report: Report = serde_json::from_slice(&run.stdout).unwrap();
    let requests = report.tables.get_mut("requests").unwrap();
    requests.cells.insert("received.total".to_owned(), CellValue::Blank);
    requests.cells.remove("received.other");
    requests.cells.insert("handled.granted.total".to_owned(), CellValue::Text("22（其中修订16件）".to_owned()));
    requests.cells.insert("handled.partial.total".to_owned(), CellValue::Text("3件".to_owned()));
    requests.cells.insert("handled.other.natural_person".to_owned(), CellValue::from(4));
    let cells = [("natural_person".to_owned(), CellValue::from(3)), ("total".to_owned(), CellValue::from(3))].into();
    let at = Some("申请情况!A40".to_owned());
    requests.extra_rows.push(ExtraRow { label: "其中：网上申请".to_owned(), cells, at });
    requests.notes.push("注：本表不含所属事业单位。".to_owned());
    report.tables.get_mut("disputes").unwrap().edition = "2019".to_owned();
    report.preface.clear();
    report
}

#[test]
fn what_is_no_plain_figure_is_marked_and_the_signs_used_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let report = irregular();
    fs::write(folder.path().join("异.json"), serde_json::to_vec(&report).unwrap()).unwrap();
    let mut other = report;
    other.tables.get_mut("requests").unwrap().cells.insert("carried_forward.total".to_owned(), CellValue::from(9));
    fs::write(folder.path().join("另.json"), serde_json::to_vec(&other).unwrap()).unwrap();
    for language in ["zh", "en"] {
        let run = nianbao(folder.path(), &["show", "--join", "异.json", "另.json", "--lang", language]);
        assert_eq!(run.code, 1, "a figure differs and one is missing: {}", run.stderr);
        assert_fits_80_columns(run.text());
        insta::assert_snapshot!(format!("show-irregular-{language}"), format!("{}\n{}", run.text(), run.stderr));
    }
    let plain = shown("township-2024.xls", "zh");
    assert!(!plain.contains("该格空白") && !plain.contains("年格式"), "no sign, no explanation: {plain}");
}

/// A terminal does what an escape sequence says, whoever has written it into a report.
#[test]
fn what_strangers_wrote_reaches_no_terminal_raw() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = nianbao_core::Report::new();
    report.organ.name = "甲县\u{1b}[31m水利局".to_owned();
    report.title = Some("甲县\u{1b}]0;x\u{7}水利局年度报告".to_owned());
    report.year = Some(2024);
    fs::write(folder.path().join("a.json"), serde_json::to_vec(&report).unwrap()).unwrap();
    for command in [&["show"][..], &["check"], &["check", "--prior", "a.json"], &["convert", "--to", "html"]] {
        let run = nianbao(folder.path(), &[command, &["a.json"]].concat());
        let told = format!("{}{}", run.text(), run.stderr);
        assert!(!told.contains(['\u{1b}', '\u{7}']), "{command:?}: {told:?}");
    }
    let run = nianbao(folder.path(), &["show", "a.json"]);
    assert!(run.text().contains("\\u{1b}[31m水利局"), "{}", run.text());
}

#[test]
fn in_a_folder_each_report_is_shown_and_the_rest_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).unwrap();
    for name in ["city-2023.xls", "city-2024.xls"] {
        fs::copy(fixtures::path(name), inputs.join(name)).unwrap();
    }
    fs::write(inputs.join("老.pdf"), "%PDF-1.4").unwrap();
    let run = nianbao(folder.path(), &["show", "in"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for year in ["2023", "2024"] {
        assert!(run.text().contains(&format!("宿迁市人民政府{year}年政府信息公开工作年度报告")));
    }
    assert!(run.stderr.contains("老.pdf") && run.stderr.contains("另存为 .docx"), "{}", run.stderr);
}
