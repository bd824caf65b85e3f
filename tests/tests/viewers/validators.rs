//! What format validators say of the outputs.

use std::fs;
use std::path::Path;

use nianbao_core::Report;
use nianbao_core::document::{Cell, Grid};
use nianbao_core::report::PartBlock;
use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;

use crate::viewer::{STEMS, Viewer, look, outputs};

pub(crate) fn pdf_is_sound() {
    for stem in STEMS {
        let text = look(Viewer::Qpdf.command().arg("--check").arg(outputs().join(format!("{stem}.pdf"))));
        assert!(!text.to_lowercase().contains("warning"), "{text}");
    }
}

/// What a portal does to a file: packs its objects and streams anew, in another order, and writes another table.
pub(crate) fn pdf_packed_anew_is_read_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for stem in STEMS {
        let name = format!("{stem}.pdf");
        let anew = ["--linearize", "--object-streams=generate", "--recompress-flate", "--compression-level=9"];
        look(Viewer::Qpdf.command().args(anew).arg(outputs().join(&name)).arg(folder.path().join(&name)));
        let run = nianbao(folder.path(), &["verify", &name]);
        assert_eq!(run.code, 0, "{}{}", run.text(), run.stderr);
        assert!(run.text().contains("200 个数字"), "{}", run.text());
    }
}

/// PDF/A-3a and PDF/UA-1, by page-validation, which follows veraPDF's corpus.
pub(crate) fn pdf_is_archival_and_accessible() {
    for stem in STEMS {
        validate_pdf(&outputs().join(format!("{stem}.pdf")));
    }
}

fn validate_pdf(path: &Path) {
    const CHECK: &str = include_str!("page_validation.py");
    look(Viewer::PageValidation.command().args(["-c", CHECK]).arg(path));
}

/// A character that no face has, in the organ's name, a paragraph and a table.
pub(crate) fn pdf_with_a_rare_character_is_archival_and_accessible() {
    const RARE: char = '\u{2A6A5}';
    let folder = tempfile::tempdir().unwrap();
    let json = fs::read(outputs().join("township-2024.json")).unwrap();
    let mut report: Report = serde_json::from_slice(&json).unwrap();
    report.organ.name = format!("{RARE}县乙镇人民政府");
    report.title = Some(format!("{RARE}县乙镇人民政府2024年政府信息公开工作年度报告"));
    let cells = vec![Cell::new(0, 0, format!("{RARE}村")), Cell::new(0, 1, "12")];
    let grid = Grid { name: Some("附表".to_owned()), rows: 1, columns: 2, cells, ..Grid::default() };
    let paragraph = PartBlock::Paragraph { text: format!("由{RARE}同志负责。") };
    report.parts[5].blocks.extend([paragraph, PartBlock::Grid(grid)]);
    fs::write(folder.path().join("r.json"), serde_json::to_vec(&report).unwrap()).unwrap();
    let run = nianbao(folder.path(), &["convert", "r.json", "--to", "pdf"]);
    // The preface still names the old organ, which is an error of its own.
    assert_eq!(run.code, 1, "{}", run.stderr);
    let line = run.stderr.lines().find(|line| line.contains("G01")).unwrap_or_else(|| panic!("{}", run.stderr));
    for word in ["U+2A6A5", "〓", "标题", "由", "附表第1行第1列"] {
        assert!(line.contains(word), "{word}: {line}");
    }
    validate_pdf(&folder.path().join("r.pdf"));
}

pub(crate) fn docx_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    convert_every_fixture(folder.path(), "docx");
    validate_all(folder.path(), "docx", 5);
}

/// The filled form of every fixture, blank forms with and without last year's report, and a copy with marks.
pub(crate) fn xlsx_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    convert_every_fixture(folder.path(), "xlsx");
    let (city, township) = (fixtures::path("city-2024.xls"), fixtures::path("township-2024.xls"));
    let forms: [&[&str]; 5] = [
        &["--prior", city.to_str().unwrap()],
        &["--prior", township.to_str().unwrap()],
        &["--year", "2025"],
        &["--year", "2020"],
        &["--year", "2016"],
    ];
    for (number, arguments) in forms.into_iter().enumerate() {
        let name = format!("form{number}.xlsx");
        let run = nianbao(folder.path(), &[&["template", "-o", &name], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let check = ["check", "city-2023.xlsx", "--marked", "marked", "--prior", township.to_str().unwrap()];
    let run = nianbao(folder.path(), &check);
    assert!(run.code < 2, "{}", run.stderr);
    validate_all(folder.path(), "xlsx", 10);
    validate_all(&folder.path().join("marked"), "xlsx", 1);
}

fn convert_every_fixture(folder: &Path, format: &str) {
    for fixture in fixtures::all() {
        let path = fixtures::path(&format!("{}.xls", fixture.name)).display().to_string();
        let mut arguments = vec!["convert", &path, "--to", format];
        if fixture.name == "township-figures" {
            arguments.extend(["--organ", "高平市陈区镇人民政府", "--year", "2024"]);
        }
        let run = nianbao(folder, &arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

fn validate_all(folder: &Path, extension: &str, count: usize) {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == extension)).collect();
    assert_eq!(paths.len(), count, "{paths:?}");
    paths.iter().for_each(|path| validate_office(path));
}

fn validate_office(path: &Path) {
    let text = look(Viewer::OoxmlValidator.command().arg(path));
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(answer["ok"], true, "{}: {text}", path.display());
}

pub(crate) fn header_is_strict_cpp11() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let flags = ["-x", "c++", "-std=c++11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-I"];
    let include = tests.join("../crates/nianbao-plugin/include");
    look(Viewer::Cpp.command().args(flags).arg(include).arg(tests.join("tests/header_check.c")));
}
