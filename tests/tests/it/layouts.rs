//! Wherever and however the tables stand, the same report is read.

use nianbao_core::document::{Block, Cell, Grid};
use nianbao_core::{Document, Report};
use nianbao_engine::Recognizer;
use nianbao_engine::recognize::Known;
use nianbao_tests::layout::{Layout, Workbook};
use nianbao_tests::prose::Prose;
use nianbao_tests::{Figures, distinct, form, prose};

/// How many layouts are tried; each is a seed, so a failure can be repeated.
const LAYOUTS: u64 = 400;

fn figures_of(report: &nianbao_core::Report) -> Figures {
    let of_table = |(table, read): (&String, &nianbao_core::report::Table)| -> Vec<(String, String)> {
        read.cells.iter().map(|(key, value)| (format!("{table}.{key}"), value.to_string())).collect()
    };
    report.tables.iter().flat_map(of_table).collect()
}

#[test]
fn moving_splitting_unmerging_and_respacing_changes_nothing() {
    let forms = std::slice::from_ref(form());
    let recognizer = Recognizer::new(forms);
    let figures = distinct::distinct();
    let prose = prose::distinct(2024, &figures);
    let mut failed = Vec::new();
    for seed in 0..LAYOUTS {
        let layout = Layout::random(seed);
        let workbook = layout.workbook(form(), &figures, Some(&prose));
        let document = workbook.document();
        let places = workbook.places();
        match recognizer.recognize(&document, &Known::default()) {
            Err(error) => failed.push(format!("{layout:?}: {error}")),
            Ok(recognized) => {
                let read = figures_of(&recognized.report);
                let wrong: Vec<String> = figures
                    .iter()
                    .filter(|(id, figure)| {
                        read.get(*id) != Some(figure) || recognized.report.sources.get(*id) != places.get(*id)
                    })
                    .map(|(id, figure)| {
                        format!("{id} {figure} {:?} {:?}", read.get(id), recognized.report.sources.get(id))
                    })
                    .collect();
                if !wrong.is_empty() || read.len() != figures.len() {
                    failed.push(format!("{layout:?}: {} wrong: {:?}", wrong.len(), &wrong[..wrong.len().min(3)]));
                }
                let errors: Vec<&str> = recognized
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == nianbao_core::finding::Severity::Error)
                    .map(|finding| finding.code.as_str())
                    .collect();
                if !errors.is_empty() {
                    failed.push(format!("{layout:?}: findings {errors:?}"));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} of {LAYOUTS} layouts:\n{}", failed.len(), failed[..failed.len().min(5)].join("\n"));
}

/// The official form on one sheet, as it is printed: each table under its part's heading, the text around them.
fn on_one_sheet(workbook: &Workbook, prose: &Prose) -> Document {
    let mut cells: Vec<Cell> = Vec::new();
    let mut row = 0;
    for line in prose.lines() {
        cells.push(Cell::new(row, 0, &line.text));
        row += 1;
        let under = form().parts.iter().position(|part| line.text.ends_with(&part.heading));
        let Some(table) = under.and_then(|part| form().parts[part].table.as_deref()) else { continue };
        let index = form().tables.iter().position(|form_table| form_table.id == table).unwrap();
        let Block::Grid(grid) = workbook.document().blocks.into_iter().filter(is_table_sheet).nth(index).unwrap()
        else {
            continue;
        };
        // The sheet's own first row repeats the heading.
        let moved = grid.cells.into_iter().filter(|cell| cell.row > 0);
        cells.extend(moved.map(|cell| Cell { row: cell.row + row, ..cell }));
        row += grid.rows;
    }
    let grid = Grid { name: Some("年报".to_owned()), rows: row, columns: 15, cells, ..Grid::default() };
    Document { blocks: vec![Block::Grid(grid)], ..Document::new() }
}

fn is_table_sheet(block: &Block) -> bool {
    matches!(block, Block::Grid(grid) if grid.name.as_deref() != Some("文字"))
}

#[test]
fn text_and_tables_on_one_sheet_are_told_apart() {
    let figures = distinct::distinct();
    let prose = prose::distinct(2024, &figures);
    let document = on_one_sheet(&Layout::official().workbook(form(), &figures, Some(&prose)), &prose);
    let recognizer = Recognizer::new(std::slice::from_ref(form()));
    let report = recognizer.recognize(&document, &Known::default()).unwrap().report;
    assert_eq!(figures_of(&report), figures);
    assert_eq!((report.title.as_ref(), &report.preface), (Some(&prose.title), &prose.preface));
    let composed = nianbao_engine::compose(&report, recognizer.forms(), None);
    let again = recognizer.recognize(&composed, &Known::default()).unwrap().report;
    assert_eq!((&again.parts, &again.preface, again.title), (&report.parts, &report.preface, report.title));
    let kinds: Vec<String> = report.parts.iter().map(|part| serde_json::to_string(&part.blocks).unwrap()).collect();
    for (part, table) in [(1, "disclosure"), (2, "requests"), (3, "disputes")] {
        assert_eq!(kinds[part], format!("[{{\"kind\":\"table\",\"table\":\"{table}\"}}]"));
    }
}

#[test]
fn the_bands_of_table_two_may_stand_on_sheets_of_their_own() {
    let figures = distinct::distinct();
    let composed = nianbao_engine::compose(&report_of(&figures), std::slice::from_ref(form()), None);
    let is_disclosure =
        |block: &&Block| matches!(block, Block::Grid(grid) if grid.table.as_deref() == Some("disclosure"));
    let Some(Block::Grid(whole)) = composed.blocks.iter().find(is_disclosure) else { panic!("table two is printed") };
    let band_starts = [0, 4, 7, 11, whole.rows];
    let sheets = band_starts.windows(2).map(|band| {
        let cells = whole.cells.iter().filter(|cell| (band[0]..band[1]).contains(&cell.row)).cloned();
        Block::Grid(Grid { cells: cells.collect(), ..Grid::default() })
    });
    let others =
        composed.blocks.iter().filter(|block| matches!(block, Block::Grid(_)) && !is_disclosure(block)).cloned();
    let document = Document { blocks: sheets.chain(others).collect(), ..Document::new() };
    let recognizer = Recognizer::new(std::slice::from_ref(form()));
    let read = recognizer.recognize(&document, &Known::default()).unwrap().report;
    assert_eq!(figures_of(&read), figures);
}

fn report_of(figures: &Figures) -> Report {
    let document = Layout::official().workbook(form(), figures, None).document();
    Recognizer::new(std::slice::from_ref(form())).recognize(&document, &Known::default()).unwrap().report
}

#[test]
fn layouts_differ_in_every_hazard() {
    let layouts: Vec<Layout> = (0..LAYOUTS).map(Layout::random).collect();
    let count = |has: fn(&Layout) -> bool| layouts.iter().filter(|layout| has(layout)).count();
    for (name, seen) in [
        ("moved", count(|layout| layout.moved)),
        ("one sheet", count(|layout| layout.table_sheets == 1)),
        ("reordered", count(|layout| layout.order != [0, 1, 2])),
        ("leading column", count(|layout| layout.leading_column)),
        ("separators", count(|layout| layout.separators)),
        ("figures as text", count(|layout| layout.figures_as_text)),
        ("blanks in labels", count(|layout| layout.wording.blanks)),
        ("broken labels", count(|layout| layout.wording.breaks)),
        ("variant labels", count(|layout| layout.wording.variants)),
    ] {
        assert!(seen >= 20, "{name}: {seen} of {LAYOUTS}");
    }
}
