//! What is written in a format that is also read comes back as the same report: cell for cell, paragraph for paragraph.

use std::fs;

use nianbao_core::form;
use nianbao_core::report::{PartBlock, Table};
use nianbao_core::{CellValue, Report};
use nianbao_engine::Recognizer;
use nianbao_engine::compare::differences;
use nianbao_engine::recognize::Known;
use nianbao_host::{FormatOptions, Host, MessageLanguage, Read, SearchPath};
use nianbao_tests::clean::clean;
use nianbao_tests::program::{nianbao, tree};
use nianbao_tests::{case, distinct, fixtures, prose};

fn host() -> Host {
    let path = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    Host::discover(&path, MessageLanguage::Zh)
}

/// The formats that are written and read.
const FORMATS: [&str; 4] = ["xlsx", "docx", "html", "json"];

/// Writes a report, twice to the same bytes, and reads it again by what the file shows.
fn there_and_back(host: &Host, recognizer: &Recognizer<'_>, format: &str, report: &Report) -> Report {
    let none = FormatOptions::default();
    let write = || {
        let document = nianbao_engine::compose(report, form::builtin(), None);
        host.export(format, &document, report, None, &none).unwrap()
    };
    let written = write();
    assert!(written.bytes == write().bytes, "the same report gives the same bytes");
    assert!(written.diagnostics.is_empty(), "{:?}", written.diagnostics);
    match host.import(format, "file", &written.bytes, &none).unwrap() {
        Read::Document { document, embedded, diagnostics } => {
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            let without_sources = Report { sources: Default::default(), ..report.clone() };
            assert_eq!(embedded.as_deref(), Some(&without_sources), "what the file carries is the report");
            recognizer.recognize(&document, &Known::default()).unwrap().report
        }
        Read::Report(report) => *report,
    }
}

/// What a report says, wherever it was read.
fn said(report: &Report) -> Report {
    let mut report = Report { sources: Default::default(), ..report.clone() };
    for part in &mut report.parts {
        for block in &mut part.blocks {
            if let PartBlock::Grid(grid) = block {
                (grid.at, grid.name) = (None, None);
                grid.cells.iter_mut().for_each(|cell| cell.at = None);
            }
        }
    }
    report
}

#[track_caller]
fn assert_comes_back(host: &Host, recognizer: &Recognizer<'_>, report: &Report, name: &str) {
    for format in FORMATS {
        let back = there_and_back(host, recognizer, format, report);
        assert_eq!(differences(&back, report), [], "{name} as {format}");
        assert_eq!(said(&back), said(report), "{name} as {format}");
    }
}

/// The report of a fixture, as the program reads it.
fn read(fixture: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path(fixture);
    let run = nianbao(folder.path(), &["convert", input.to_str().unwrap(), "--to", "json", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn the_fixtures_come_back() {
    let (host, recognizer) = (host(), Recognizer::new(form::builtin()));
    for fixture in ["distinct.xls", "city-2023.xls", "city-2024.ods", "township-2024.xlsx"] {
        assert_comes_back(&host, &recognizer, &read(fixture), fixture);
    }
}

/// A report with a case's figures and plain text, as it is read from a page of text.
fn with_text(recognizer: &Recognizer<'_>, organ: &str, year: i32, figures: &nianbao_tests::Figures) -> Report {
    let text = prose::plain(organ, year, figures);
    let workbook = nianbao_tests::layout::Layout::official().workbook(nianbao_tests::form(), figures, Some(&text));
    recognizer.recognize(&workbook.document(), &Known::default()).unwrap().report
}

#[test]
fn every_complete_case_comes_back() {
    let (host, recognizer) = (host(), Recognizer::new(form::builtin()));
    let mut count = 0;
    for case in case::all() {
        let report = with_text(&recognizer, "甲县乙局", 2024, &case.cells);
        assert_comes_back(&host, &recognizer, &report, &case.name);
        count += 1;
    }
    assert!(count >= 5);
}

#[test]
fn every_edition_comes_back() {
    let (host, recognizer) = (host(), Recognizer::new(form::builtin()));
    for form in form::builtin() {
        let figures = distinct::distinct_for(form);
        let mut report = Report { year: Some(form.first_year), ..Report::new() };
        report.organ.name = "甲县乙局".to_owned();
        for table in &form.tables {
            let cells = table.cells().map(|cell| {
                let number = figures[&cell.id()].parse().map(CellValue::Number).unwrap();
                (cell.key(), number)
            });
            let table_read = Table { edition: form.edition.clone(), cells: cells.collect(), ..Table::default() };
            report.tables.insert(table.id.clone(), table_read);
        }
        for format in FORMATS {
            let back = there_and_back(&host, &recognizer, format, &report);
            assert_eq!(back.tables, report.tables, "{} as {format}", form.edition);
            let names = (back.year, &back.organ.name);
            assert_eq!(names, (report.year, &report.organ.name), "{} as {format}", form.edition);
        }
    }
}

#[test]
fn generated_reports_come_back() {
    let (host, recognizer) = (host(), Recognizer::new(form::builtin()));
    for number in 0..250 {
        let (organ, _) = fixtures::generated(number);
        let report = with_text(&recognizer, &organ, 2024, &distinct::consistent(number));
        assert_comes_back(&host, &recognizer, &report, &organ);
    }
}

/// Reports with texts, contacts and sign-offs of every kind.
#[test]
fn clean_reports_come_back() {
    let (host, recognizer) = (host(), Recognizer::new(form::builtin()));
    for seed in 0..500 {
        let mut report = clean(seed).report;
        for format in FORMATS {
            let back = there_and_back(&host, &recognizer, format, &report);
            assert_eq!(differences(&back, &report), [], "seed {seed} as {format}");
            // The level is not printed, and not every name tells it.
            report.organ.level = back.organ.level;
            assert_eq!(said(&back), said(&report), "seed {seed} as {format}");
        }
    }
}

#[test]
fn what_is_printed_comes_back_digit_for_digit_through_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = read("city-2024.xls");
    let cells = &mut report.tables.get_mut("disclosure").unwrap().cells;
    let zero = serde_json::from_str::<CellValue>("0.0").unwrap();
    cells.insert("rules.issued".to_owned(), zero);
    cells.insert("rules.repealed".to_owned(), CellValue::Text("2（其中修订1件）".to_owned()));
    cells.insert("charges.amount".to_owned(), CellValue::Blank);
    fs::write(folder.path().join("r.json"), serde_json::to_string(&report).unwrap()).unwrap();
    let run = nianbao(folder.path(), &["convert", "r.json", "--to", "xlsx"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = nianbao(folder.path(), &["convert", "r.xlsx", "--to", "json", "-o", "-"]);
    assert!(!run.stderr.contains("L10"), "nothing differs from what is carried: {}", run.stderr);
    let back: Report = serde_json::from_slice(&run.stdout).unwrap();
    let digits = |report: &Report| serde_json::to_string(&report.tables).unwrap();
    assert_eq!(digits(&back), digits(&report));
    assert_eq!(said(&back), said(&report));
}
