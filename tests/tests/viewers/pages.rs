//! PDF pages as their readers show them.

use std::fs;

use nianbao_core::document::Block;
use nianbao_core::{Document, Report};
use nianbao_tests::readback::squeezed;
use nianbao_tests::{distinct, form};

use crate::viewer::{STEMS, Viewer, look, outputs};

pub(crate) fn composed(stem: &str) -> (Report, Document) {
    let json = fs::read(outputs().join(format!("{stem}.json"))).unwrap();
    let report: Report = serde_json::from_slice(&json).unwrap();
    let document = nianbao_engine::compose(&report, std::slice::from_ref(form()), None);
    (report, document)
}

/// The text of a PDF without white space and page-number lines.
fn pdf_text(stem: &str, mode: &[&str]) -> String {
    let pdf = outputs().join(format!("{stem}.pdf"));
    look(Viewer::Pdftotext.command().args(mode).arg(pdf).arg("-"))
}

fn without_page_numbers(text: &str) -> String {
    let is_number = |line: &&str| {
        let inner = line.trim().trim_matches(['—', ' ', '\u{c}']);
        !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()) && line.contains('—')
    };
    text.lines().filter(|line| !is_number(line)).collect::<Vec<_>>().join("\n")
}

pub(crate) fn pdf_text_holds_every_figure_and_paragraph() {
    for stem in STEMS {
        let (report, document) = composed(stem);
        let text = pdf_text(stem, &[]);
        let words: Vec<&str> = text.split_whitespace().collect();
        for (table, read) in &report.tables {
            for (key, value) in &read.cells {
                let value = value.to_string();
                assert!(words.contains(&value.as_str()), "{stem}: {table}.{key} {value}");
            }
        }
        let squeezed_text = squeezed(&without_page_numbers(&text));
        for block in &document.blocks {
            let text = match block {
                Block::Heading(heading) => &heading.text,
                Block::Paragraph(paragraph) => &paragraph.text,
                Block::Grid(_) => continue,
            };
            assert!(squeezed_text.contains(&squeezed(text)), "{stem}: {text}");
        }
        for line in &document.title_lines {
            assert!(squeezed_text.contains(&squeezed(line)), "{stem}: {line}");
        }
    }
}

/// In a text that keeps the page's layout, the figures of a row of table three stand on one line, in their order.
pub(crate) fn pdf_figures_stand_in_their_rows_and_columns() {
    let text = pdf_text("distinct", &["-layout"]);
    let figures = distinct::distinct();
    let table = form().table("requests").unwrap();
    for row in table.bands[0].row_leaves() {
        let cells = table.cells().filter(|cell| cell.row == row);
        let expected: Vec<&str> = cells.map(|cell| figures[&cell.id()].as_str()).collect();
        let found = text.lines().any(|line| {
            let numbers: Vec<&str> =
                line.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect();
            numbers == expected
        });
        assert!(found, "{expected:?}");
    }
}

pub(crate) fn pdf_pages_are_not_empty() {
    for stem in STEMS {
        let folder = tempfile::tempdir().unwrap();
        let pdf = outputs().join(format!("{stem}.pdf"));
        look(Viewer::Pdftoppm.command().args(["-r", "40", "-gray"]).arg(pdf).arg(folder.path().join("page")));
        let pages: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!((4..=12).contains(&pages.len()), "{stem}: {} pages", pages.len());
        for page in pages {
            let image = fs::read(&page).unwrap();
            let (width, height, pixels) = gray_map(&image);
            assert_eq!((width + 2) / 5, 66, "A4 at 40 dots an inch is 331 wide");
            assert_eq!((height + 2) / 5, 94, "and 468 high");
            let dark = pixels.iter().filter(|&&pixel| pixel < 128).count();
            // A last page may hold one line.
            assert!(dark > 20, "{}: {dark} dark dots", page.display());
            // Nothing reaches the sheet's edge: the margins of the standard are 26 mm and more.
            let margin = 30;
            let is_margin = |index: usize| index % width < margin || index % width >= width - margin;
            assert!(
                pixels.iter().enumerate().all(|(index, &pixel)| !is_margin(index) || pixel > 200),
                "{}",
                page.display()
            );
        }
    }
}

/// Width, height and dots of a binary portable gray map.
fn gray_map(bytes: &[u8]) -> (usize, usize, &[u8]) {
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        fields.push(std::str::from_utf8(&bytes[at..end]).unwrap());
        at = end + 1;
    }
    assert_eq!(fields[0], "P5");
    (fields[1].parse().unwrap(), fields[2].parse().unwrap(), &bytes[at..])
}

pub(crate) fn pdf_carries_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("report.json");
    let pdf = outputs().join("distinct.pdf");
    look(Viewer::Pdfdetach.command().args(["-save", "1", "-o"]).arg(&target).arg(pdf));
    let carried: Report = serde_json::from_slice(&fs::read(target).unwrap()).unwrap();
    let (mut report, _) = composed("distinct");
    report.sources.clear();
    assert_eq!(carried, report);
}
