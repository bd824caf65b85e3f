//! What format validators say of the outputs.

use std::path::Path;

use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;

use crate::viewer::{STEMS, Viewer, look, outputs};

pub(crate) fn pdf_is_sound() {
    for stem in STEMS {
        let text = look(Viewer::Qpdf.command().arg("--check").arg(outputs().join(format!("{stem}.pdf"))));
        assert!(!text.to_lowercase().contains("warning"), "{text}");
    }
}

/// PDF/A-3a and PDF/UA-1, by page-validation, which follows veraPDF's corpus.
pub(crate) fn pdf_is_archival_and_accessible() {
    const CHECK: &str = include_str!("page_validation.py");
    for stem in STEMS {
        let pdf = outputs().join(format!("{stem}.pdf"));
        look(Viewer::PageValidation.command().args(["-c", CHECK]).arg(pdf));
    }
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
