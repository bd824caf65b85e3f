//! The blank form filled in by an office suite: it computes, says what is wrong, and is read back exactly.

use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use nianbao_core::Report;
use nianbao_core::document::{Block, Grid};
use nianbao_core::form;
use nianbao_core::report::PartBlock;
use nianbao_engine::compare::differences;
use nianbao_tests::layout::column_letters;
use nianbao_tests::program::nianbao;

use crate::calc::{Filled, Step, Typed};
use crate::pages::composed;

/// What a cell turns when a relation fails, as the page shows it.
const RED: [u8; 3] = [0xFF, 0xC7, 0xCE];
const GREEN: [u8; 3] = [0xE2, 0xEF, 0xDA];
const TEXT: &str = "文字部分";

/// Fills in the form of a report's year and organ with all that the report says.
fn fill_in(report: &Report) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let year = report.year.unwrap().to_string();
    let arguments = ["template", "--year", &year, "--organ", &report.organ.name, "-o", "form.xlsx"];
    let run = nianbao(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut typed = figures(report);
    typed.extend(texts(report, &folder.path().join("form.xlsx")));
    Filled::new(folder, &typed)
}

/// Every figure that is not computed, at its address.
fn figures(report: &Report) -> Vec<Typed> {
    let organ = Some(report.organ.name.as_str());
    let (_, document) = nianbao_engine::blank_form(organ, report.year.unwrap(), None, form::builtin(), None);
    let grids =
        document.blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    grids.flat_map(|grid| figures_of(grid, report)).collect()
}

fn figures_of(grid: &Grid, report: &Report) -> Vec<Typed> {
    let inputs = grid.cells.iter().filter(|cell| cell.sum_of.is_empty());
    let typed = |(id, cell): (&str, &nianbao_core::document::Cell)| {
        let address = format!("{}{}", column_letters(cell.column), cell.row + 2);
        (grid.name.clone().unwrap(), address, Step::Number(report.cell(id).unwrap().to_string()))
    };
    inputs.filter_map(|cell| Some((cell.id.as_deref()?, cell))).map(typed).collect()
}

/// Every paragraph, in the rows to write into below its heading; where they are too few, rows are put in. From the last
/// heading to the first, so that the rows above stay where they are.
fn texts(report: &Report, form: &Path) -> Vec<Typed> {
    let at = |row: usize, step: Step| (TEXT.to_owned(), format!("A{}", row + 1), step);
    let mut typed = Vec::new();
    for ((heading, rows), (of, paragraphs)) in places(form).into_iter().zip(paragraphs(report)).rev() {
        assert_eq!(heading, of);
        assert!(!rows.is_empty() || paragraphs.is_empty(), "no row to write into below {heading}");
        for (index, text) in paragraphs.iter().enumerate() {
            let row = match rows.get(index) {
                Some(row) => *row,
                None => {
                    let row = rows[0] + index;
                    typed.push(at(row, Step::Row));
                    row
                }
            };
            typed.push(at(row, Step::Text(text.clone())));
        }
    }
    typed
}

/// The headings of the text sheet, after the preface, each with the rows to write into.
fn places(form: &Path) -> Vec<(String, Vec<usize>)> {
    let mut workbook: Xlsx<_> = calamine::open_workbook(form).unwrap();
    let sheet = workbook.worksheet_range(TEXT).unwrap();
    let mut places = vec![(String::new(), Vec::new())];
    for (row, cells) in sheet.rows().enumerate() {
        let text = cells[0].to_string();
        let mark = cells.iter().rev().find(|cell| !matches!(cell, Data::Empty)).unwrap().to_string();
        match mark.as_str() {
            "nb:p" if text.is_empty() => places.last_mut().unwrap().1.push(row),
            "nb:h1" | "nb:h2" => places.push((text, Vec::new())),
            _ => {}
        }
    }
    places
}

/// The paragraphs of a report below each of its headings, after the preface.
fn paragraphs(report: &Report) -> Vec<(String, Vec<String>)> {
    let mut paragraphs = vec![(String::new(), report.preface.clone())];
    for part in &report.parts {
        let numeral = ["一", "二", "三", "四", "五", "六"][usize::from(part.number) - 1];
        paragraphs.push((format!("{numeral}、{}", part.heading), Vec::new()));
        for block in &part.blocks {
            match block {
                PartBlock::Heading { text, .. } => paragraphs.push((text.clone(), Vec::new())),
                PartBlock::Paragraph { text } => paragraphs.last_mut().unwrap().1.push(text.clone()),
                PartBlock::Table { .. } | PartBlock::Grid(_) => {}
            }
        }
    }
    paragraphs
}

fn read(path: &Path) -> (Report, String) {
    let run = nianbao(path.parent().unwrap(), &["convert", path.to_str().unwrap(), "--to", "json", "-o", "-"]);
    assert!(run.code < 2, "{}", run.stderr);
    (serde_json::from_slice(&run.stdout).unwrap(), run.stderr)
}

/// The line below each table that says whether its relations hold, as the office suite computed it.
fn verdicts(filled: &Filled) -> Vec<String> {
    let mut workbook: Xlsx<_> = calamine::open_workbook(filled.path("filled.xlsx")).unwrap();
    let sheets = workbook.sheet_names();
    let texts = sheets.iter().flat_map(|sheet| {
        let sheet = workbook.worksheet_range(sheet).unwrap();
        sheet.rows().map(|cells| cells[0].to_string()).collect::<Vec<_>>()
    });
    texts.filter(|text| text.contains("勾稽关系") && text.contains("成立")).collect()
}

/// In the formats of Excel, WPS and LibreOffice.
pub(crate) fn template_is_filled_in_and_read_back() {
    for stem in ["distinct", "city-2024"] {
        let (report, _) = composed(stem);
        assert!(stem == "distinct" || report.preface.len() > 1, "a row has to be put in for the second paragraph");
        let filled = fill_in(&report);
        for name in ["filled.xlsx", "filled.xls", "filled.ods"] {
            let (back, said) = read(&filled.path(name));
            assert_eq!(differences(&back, &report), [], "{stem}: {name}\n{said}");
            assert_eq!(back.tables, report.tables, "{stem}: {name}");
        }
        assert_eq!(filled.dots(RED).iter().sum::<usize>(), 0, "every relation holds");
        assert!(filled.dots(GREEN).iter().sum::<usize>() > 100, "and a line under each table says so");
        assert_eq!(verdicts(&filled), ["勾稽关系全部成立"; 2], "{stem}");
    }
}

pub(crate) fn a_planted_imbalance_turns_red() {
    let (mut report, _) = composed("distinct");
    let cells = &mut report.tables.get_mut("requests").unwrap().cells;
    cells.insert("carried_forward.business".to_owned(), 98_765.into());
    let filled = fill_in(&report);
    let red = filled.dots(RED);
    let pages: Vec<usize> = (0..red.len()).filter(|&page| red[page] > 100).collect();
    assert_eq!(pages.len(), 1, "the page of table three, and no other: {red:?}");
    // The row's total is computed, so that two columns do not add up: the business's and the total.
    assert_eq!(verdicts(&filled), ["有2处勾稽关系不成立，请核对标红的单元格", "勾稽关系全部成立"]);
}
