//! PDF files: read back through their structure, every figure tied to its headers, and nobody fooled by what is inside.

use std::fs;
use std::path::Path;

use nianbao_core::document::{Block, CellRole, Grid};
use nianbao_core::{Document, Report, form};
use nianbao_engine::Recognizer;
use nianbao_engine::compare::differences;
use nianbao_engine::recognize::Known;
use nianbao_host::{FormatOptions, Host, MessageLanguage, Read, SearchPath};
use nianbao_tests::pdf::{self, Pdf};
use nianbao_tests::program::{nianbao, tree};
use nianbao_tests::{case, distinct, fixtures, prose};

fn host() -> Host {
    let path = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    Host::discover(&path, MessageLanguage::Zh)
}

/// A folder with a fixture's report as PDF and JSON.
fn converted(fixture: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path(fixture);
    let run = nianbao(folder.path(), &["convert", input.to_str().unwrap(), "--to", "pdf,json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder
}

/// Writes a report as a PDF and reads it again, without what it carries.
fn there_and_back(host: &Host, recognizer: &Recognizer<'_>, report: &Report) -> Report {
    let document = nianbao_engine::compose(report, form::builtin(), None);
    let none = FormatOptions::default();
    let written = host.export("pdf", &document, report, None, &none).unwrap();
    assert!(written.diagnostics.is_empty(), "{:?}", written.diagnostics);
    let read = host.import("pdf", "file", &written.bytes, &none).unwrap();
    let Read::Document { document, embedded, diagnostics } = read else {
        unreachable!("a PDF is a document");
    };
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let without_sources = Report { sources: Default::default(), ..report.clone() };
    assert_eq!(embedded.as_deref(), Some(&without_sources), "what the file carries is the report");
    recognizer.recognize(&document, &Known::default()).unwrap().report
}

#[track_caller]
fn assert_comes_back(host: &Host, recognizer: &Recognizer<'_>, report: &Report, name: &str) {
    let back = there_and_back(host, recognizer, report);
    assert_eq!(differences(&back, report), [], "{name}");
    assert_eq!(back.signature, report.signature, "{name}");
    assert_eq!(back.contact, report.contact, "{name}");
}

/// A report with a case's figures and plain text, as it is read from a page of text.
fn with_text(recognizer: &Recognizer<'_>, organ: &str, year: i32, figures: &nianbao_tests::Figures) -> Report {
    let text = prose::plain(organ, year, figures);
    let workbook = nianbao_tests::layout::Layout::official().workbook(nianbao_tests::form(), figures, Some(&text));
    recognizer.recognize(&workbook.document(), &Known::default()).unwrap().report
}

#[test]
fn fixtures_cases_and_generated_reports_come_back() {
    let (host, recognizer) = (host(), Recognizer::new(form::builtin()));
    for fixture in ["distinct.xls", "city-2024.xls", "township-2024.xls"] {
        let folder = converted(fixture);
        let json = fs::read(folder.path().join(fixture.replace(".xls", ".json"))).unwrap();
        assert_comes_back(&host, &recognizer, &serde_json::from_slice(&json).unwrap(), fixture);
    }
    for case in case::all() {
        let report = with_text(&recognizer, "甲县乙局", 2024, &case.cells);
        assert_comes_back(&host, &recognizer, &report, &case.name);
    }
    for number in 0..20 {
        let (organ, _) = fixtures::generated(number);
        let report = with_text(&recognizer, &organ, 2024, &distinct::consistent(number));
        assert_comes_back(&host, &recognizer, &report, &organ);
    }
}

#[test]
fn a_pdf_becomes_every_other_format_again() {
    let folder = converted("city-2024.xls");
    let run = nianbao(folder.path(), &["convert", "city-2024.pdf", "--to", "docx,html,xlsx,json", "-o", "again"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = |path: &str| -> Report {
        let json = fs::read(folder.path().join(path)).unwrap();
        serde_json::from_slice(&json).unwrap()
    };
    assert_eq!(differences(&report("again/city-2024.json"), &report("city-2024.json")), []);
    // In a folder too, where other PDFs are passed over.
    fs::write(folder.path().join("扫描.pdf"), "%PDF-1.4\n").unwrap();
    fs::remove_file(folder.path().join("city-2024.json")).unwrap();
    let run = nianbao(folder.path(), &["verify", "."]);
    assert!(run.text().contains("city-2024.pdf：一致（200 个数字"), "{}{}", run.text(), run.stderr);
}

#[test]
fn the_pdf_of_another_program_is_refused_and_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲.pdf"), "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n").unwrap();
    for command in [&["convert", "甲.pdf", "--to", "json"][..], &["verify", "甲.pdf"], &["check", "甲.pdf"]] {
        let run = nianbao(folder.path(), command);
        assert_eq!(run.code, 2, "{command:?}: {}", run.stderr);
        let text = format!("{}{}", run.text(), run.stderr);
        assert!(text.contains("PDF") && text.contains("另存为 .docx"), "{command:?}: {text}");
    }
    // Asked to read it all the same, the importer says what it reads.
    let run = nianbao(folder.path(), &["convert", "甲.pdf", "--to", "json", "--from", "pdf"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

fn verify(folder: &Path, name: &str) -> nianbao_tests::program::Run {
    nianbao(folder, &["verify", name])
}

#[test]
fn an_untouched_pdf_shows_what_it_carries() {
    for stem in ["distinct", "city-2024", "township-2024"] {
        let folder = converted(&format!("{stem}.xls"));
        let run = verify(folder.path(), &format!("{stem}.pdf"));
        assert_eq!(run.code, 0, "{}{}", run.text(), run.stderr);
    }
}

#[test]
fn edited_data_inside_a_pdf_are_found() {
    let folder = converted("city-2024.xls");
    let path = folder.path().join("city-2024.pdf");
    let file = Pdf::open(&fs::read(&path).unwrap());
    let json = String::from_utf8(file.stream(file.attachment())).unwrap();
    let changed = json.replace("72701.2578", "72701.2587");
    assert_ne!(changed, json);
    fs::write(&path, file.with_stream(file.attachment(), changed.as_bytes())).unwrap();
    let run = verify(folder.path(), "city-2024.pdf");
    assert_eq!(run.code, 1, "{}{}", run.text(), run.stderr);
    insta::assert_snapshot!(run.text());
    // What is visible wins when the file is read.
    let run = nianbao(folder.path(), &["convert", "city-2024.pdf", "--to", "json", "-o", "-"]);
    assert!(String::from_utf8_lossy(&run.stdout).contains("72701.2578"));
    assert!(run.stderr.contains("L10"), "{}", run.stderr);
}

#[test]
fn an_edited_figure_on_a_page_is_named() {
    let folder = converted("distinct.xls");
    let path = folder.path().join("distinct.pdf");
    let file = Pdf::open(&fs::read(&path).unwrap());
    let codes = file.codes();
    let figures = distinct::distinct();
    let shown = |text: &str| text.chars().map(|digit| codes[&digit].as_str()).collect::<String>();
    let figure = &figures["requests.handled.denied.state_secret.business"];
    let other: String = figure.chars().rev().map(|digit| if digit == '9' { '1' } else { '9' }).collect();
    assert_ne!(*figure, other);
    let run_of = |text: &str| format!("<{}>", shown(text));
    let mut contents = file.pages().into_iter().map(|page| (page, file.content(page)));
    let found = contents.find(|(_, content)| content.contains(&run_of(figure)));
    let (page, content) = found.unwrap_or_else(|| panic!("{figure} is on a page"));
    assert_eq!(content.matches(&run_of(figure)).count(), 1);
    let changed = content.replace(&run_of(figure), &run_of(&other));
    fs::write(&path, file.with_stream(page, changed.as_bytes())).unwrap();
    let run = verify(folder.path(), "distinct.pdf");
    assert_eq!(run.code, 1, "{}{}", run.text(), run.stderr);
    insta::assert_snapshot!(run.text());
}

#[test]
fn a_number_typed_over_a_page_is_named() {
    let folder = converted("city-2024.xls");
    let path = folder.path().join("city-2024.pdf");
    let file = Pdf::open(&fs::read(&path).unwrap());
    let page = file.pages()[3];
    let mut content = file.stream(page);
    let codes = file.codes();
    content.extend(format!("\nBT /f0 9 Tf 1 0 0 1 300 300 Tm <{}{}> Tj ET", codes[&'9'], codes[&'9']).bytes());
    fs::write(&path, file.with_stream(page, &content)).unwrap();
    let run = verify(folder.path(), "city-2024.pdf");
    assert_eq!(run.code, 1, "{}{}", run.text(), run.stderr);
    insta::assert_snapshot!(run.text());
}

/// Every figure of a table with the texts of all headers that its structure ties it to.
fn figures_with_headers(table: &pdf::Table, grid: &Grid) -> Vec<(String, Vec<String>)> {
    let texts: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(table.len(), texts.len());
    let figures = table.iter().enumerate().filter(|(_, cell)| !cell.is_header);
    let named = figures.map(|(index, _)| {
        let headers = pdf::headers_of(table, index);
        let cell = &grid.cells[index];
        let text = |header: &usize| texts[*header].to_owned();
        (format!("R{}C{}", cell.row + 1, cell.column + 1), headers.iter().map(text).collect())
    });
    named.collect()
}

#[test]
fn every_figure_is_tied_to_all_its_headers() {
    let mut dumps = Vec::new();
    for stem in ["township-2024", "city-2024"] {
        let folder = converted(&format!("{stem}.xls"));
        let bytes = fs::read(folder.path().join(format!("{stem}.pdf"))).unwrap();
        let tables = Pdf::open(&bytes).tables();
        let none = FormatOptions::default();
        let Read::Document { document, .. } = host().import("pdf", "file", &bytes, &none).unwrap() else {
            unreachable!("a PDF is a document");
        };
        let json = fs::read(folder.path().join(format!("{stem}.json"))).unwrap();
        let report: Report = serde_json::from_slice(&json).unwrap();
        let composed = nianbao_engine::compose(&report, form::builtin(), None);
        let (read, composed) = (grids(&document), grids(&composed));
        assert_eq!((tables.len(), read.len(), composed.len()), (3, 3, 3));
        let mut dump = String::new();
        for ((table, read), composed) in tables.iter().zip(read).zip(composed) {
            assert!(table.iter().all(|cell| !cell.is_header || cell.scope.is_some()), "each header says its scope");
            let found = figures_with_headers(table, read);
            let figures = composed.cells.iter().filter(|cell| cell.role == Some(CellRole::Data));
            assert_eq!(found.len(), figures.clone().count());
            for (cell, (place, headers)) in figures.zip(&found) {
                assert_eq!(*place, format!("R{}C{}", cell.row + 1, cell.column + 1));
                for header in &cell.headers {
                    assert!(headers.contains(header), "{place}: {header} is not among {headers:?}");
                }
                dump.push_str(&format!("{place} {}\n", headers.join(" · ")));
            }
            dump.push('\n');
        }
        assert_eq!(dump.lines().filter(|line| line.starts_with('R')).count(), 200);
        dumps.push(dump);
    }
    assert_eq!(dumps[0], dumps[1]);
    insta::assert_snapshot!(dumps[0]);
}

fn grids(document: &Document) -> Vec<&Grid> {
    let grids = document.blocks.iter();
    grids.filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect()
}
