//! Every figure and every paragraph stands at its own place in the files written, read back by other readers.

use std::fs;
use std::path::Path;

use nianbao_core::document::{Block, CellRole, Grid, ParagraphRole};
use nianbao_core::{Document, Report};
use nianbao_tests::program::nianbao;
use nianbao_tests::readback::{self, Page, squeezed};
use nianbao_tests::{distinct, fixtures, form};

fn convert(folder: &Path, fixture: &str) {
    let input = fixtures::path(fixture);
    let run = nianbao(folder, &["convert", input.to_str().unwrap(), "--to", "docx,html,json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

fn composed(folder: &Path, stem: &str) -> (Report, Document) {
    let report: Report = serde_json::from_slice(&fs::read(folder.join(format!("{stem}.json"))).unwrap()).unwrap();
    let document = nianbao_engine::compose(&report, std::slice::from_ref(form()), None);
    (report, document)
}

/// Every cell of every grid stands at its own place, and every paragraph and heading is there, in order.
#[track_caller]
fn assert_shows(page: &Page, document: &Document) {
    let grids: Vec<&Grid> = document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
        .collect();
    assert_eq!(page.tables.len(), grids.len());
    let mut figures = 0;
    for (table, grid) in grids.iter().enumerate() {
        for cell in &grid.cells {
            let position =
                readback::value_at(page, table, cell.row, cell.column).unwrap_or_else(|| panic!("no {cell:?}"));
            assert_eq!(
                squeezed(&position.text),
                squeezed(&cell.text),
                "table {table}, row {}, column {}",
                cell.row,
                cell.column
            );
            assert!(
                position.is_corner,
                "table {table}, row {}, column {} is covered by another cell",
                cell.row, cell.column
            );
            let last =
                readback::value_at(page, table, cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
                    .unwrap();
            assert_eq!(squeezed(&last.text), squeezed(&cell.text), "the span of {}", cell.text);
            figures += usize::from(cell.role == Some(CellRole::Data));
        }
    }
    assert_eq!(figures, form().cell_count());
    let mut printed = page.paragraphs.iter().map(|text| squeezed(text));
    for title in &document.title_lines {
        let title = squeezed(title);
        assert!(page.paragraphs.iter().any(|text| squeezed(text).contains(&title)), "{title}");
    }
    for block in &document.blocks {
        let text = match block {
            Block::Heading(heading) => &heading.text,
            Block::Paragraph(paragraph) => &paragraph.text,
            Block::Grid(_) => continue,
        };
        assert!(printed.any(|printed| printed == squeezed(text)), "{text}");
    }
}

#[test]
fn docx_and_html_hold_every_figure_and_paragraph_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    convert(folder.path(), "distinct.xls");
    let (report, document) = composed(folder.path(), "distinct");
    let figures = distinct::distinct();
    assert!(figures.iter().all(|(id, figure)| report.cell(id).map(ToString::to_string).as_ref() == Some(figure)));
    assert_shows(&readback::docx(&fs::read(folder.path().join("distinct.docx")).unwrap()), &document);
    assert_shows(&readback::html(&fs::read(folder.path().join("distinct.html")).unwrap()), &document);
}

#[test]
fn the_page_is_one_file_without_scripts_to_run() {
    let folder = tempfile::tempdir().unwrap();
    convert(folder.path(), "city-2024.xls");
    let page = fs::read_to_string(folder.path().join("city-2024.html")).unwrap();
    assert_eq!(page.matches("<script").count(), page.matches("<script type=\"application/json\"").count());
    for reference in ["src=", "<link", "@import", "url("] {
        assert!(!page.contains(reference), "{reference}");
    }
}

#[test]
fn a_workbook_of_figures_gets_the_six_headings_and_a_marked_place_under_each() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("township-figures.xls");
    let organ = "高平市陈区镇人民政府";
    let arguments =
        ["convert", input.to_str().unwrap(), "--to", "docx,pdf,html,json", "--organ", organ, "--year", "2024"];
    let run = nianbao(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("L06").count(), 1, "one hint says so: {}", run.stderr);
    let (_, document) = composed(folder.path(), "township-figures");
    let roles: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading(_) => "heading",
            Block::Grid(_) => "table",
            Block::Paragraph(paragraph) if paragraph.role == ParagraphRole::Placeholder => "place",
            Block::Paragraph(_) => "text",
        })
        .collect();
    let with_table = ["heading", "table", "place"];
    let expected = [
        &["heading", "place"][..],
        &with_table,
        &with_table,
        &with_table,
        &["heading", "place"],
        &["heading", "place"],
    ];
    assert_eq!(roles, expected.concat());
    assert_shows(&readback::docx(&fs::read(folder.path().join("township-figures.docx")).unwrap()), &document);
    assert_shows(&readback::html(&fs::read(folder.path().join("township-figures.html")).unwrap()), &document);
    assert_eq!(document.title.as_deref(), Some("高平市陈区镇人民政府2024年政府信息公开工作年度报告"));
}
