//! Exports a document and reads its parts back with an XML reader.

mod read;
pub(crate) mod sample;

use std::collections::BTreeSet;

use nianbao_core::Report;
use nianbao_core::document::{Block, Cell, Grid, ParagraphRole};
use nianbao_plugin::{Context, ExportJob, Exported, Language, PluginError};

use super::export;
use read::{Printed, attribute_values, paragraphs, part, tables, text_of};

fn exported(job: &ExportJob) -> Result<Exported, PluginError> {
    export(job, &Context::detached(Language::En))
}

fn exported_part(job: &ExportJob, name: &str) -> String {
    part(&exported(job).unwrap().bytes, name)
}

fn grids(job: &ExportJob) -> impl Iterator<Item = &Grid> {
    job.document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    })
}

fn job_with_grid(grid: Grid) -> ExportJob {
    let mut job = sample::job();
    job.document.blocks = vec![Block::Grid(grid)];
    job
}

#[test]
fn every_cell_stands_at_its_place() {
    let job = sample::job();
    let printed = tables(&exported_part(&job, "word/document.xml"));
    let expected: Vec<Vec<Printed>> = grids(&job)
        .map(|grid| {
            let mut cells: Vec<Printed> = grid.cells.iter().map(Printed::from).collect();
            cells.sort();
            cells
        })
        .collect();
    assert_eq!(expected.iter().map(Vec::len).collect::<Vec<_>>(), [30, 215, 34]);
    assert_eq!(printed, expected);
}

#[test]
fn every_paragraph_is_printed_in_order() {
    let job = sample::job();
    let printed = paragraphs(&exported_part(&job, "word/document.xml"));
    let blocks = job.document.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.text.clone()),
        Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
        Block::Grid(_) => None,
    });
    let expected: Vec<String> = job.document.title_lines.iter().cloned().chain(blocks).collect();
    assert_eq!(printed, expected);
}

#[test]
fn a_title_without_lines_is_printed_on_one() {
    let mut job = sample::job();
    job.document.title_lines.clear();
    let printed = paragraphs(&exported_part(&job, "word/document.xml"));
    assert_eq!(printed.first(), job.document.title.as_ref());
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    let job = sample::job();
    let first = exported(&job).unwrap().bytes;
    let elsewhere = std::thread::spawn(move || exported(&job).unwrap().bytes).join().unwrap();
    assert!(first == elsewhere);
}

#[test]
fn every_style_is_defined_once() {
    let job = sample::job();
    let styles = exported_part(&job, "word/styles.xml");
    let defined = attribute_values(&styles, "w:style", "w:styleId");
    let distinct: BTreeSet<&String> = defined.iter().collect();
    assert_eq!(defined.len(), distinct.len());
    assert_eq!(attribute_values(&styles, "w:style", "w:default"), ["1"]);
    assert!(styles.contains(r#"<w:lang w:val="en-US" w:eastAsia="zh-CN"/>"#));
    for used in attribute_values(&exported_part(&job, "word/document.xml"), "w:pStyle", "w:val") {
        assert!(distinct.contains(&used), "{used} is not defined");
    }
}

#[test]
fn header_rows_repeat() {
    let job = sample::job();
    let document = exported_part(&job, "word/document.xml");
    let expected: u32 = grids(&job).map(|grid| grid.header_rows).sum();
    assert_eq!(document.matches("<w:tblHeader/>").count(), expected as usize);
}

#[test]
fn the_report_is_carried_without_its_sources() {
    let mut job = sample::job();
    job.report.preface.push("不合法的字符\u{FFFE}\u{1}和<标记>&".to_owned());
    let carried: Report = serde_json::from_str(&text_of(&exported_part(&job, "customXml/item1.xml"))).unwrap();
    job.report.sources.clear();
    assert_eq!(carried, job.report);
}

#[test]
fn the_properties_are_the_documents_own() {
    let core = exported_part(&sample::job(), "docProps/core.xml");
    for expected in [
        "<dc:title>宿迁市人民政府2024年政府信息公开工作年度报告</dc:title>",
        "<dc:creator>宿迁市人民政府</dc:creator>",
        "<dc:language>zh-CN</dc:language>",
        ">2025-03-15T00:00:00+08:00</dcterms:created>",
        ">2025-03-15T00:00:00+08:00</dcterms:modified>",
    ] {
        assert!(core.contains(expected), "{expected} is not in {core}");
    }
}

#[test]
fn characters_that_xml_cannot_hold_are_left_out_with_a_word_about_it() {
    let mut job =
        job_with_grid(Grid { rows: 1, columns: 1, cells: vec![Cell::new(0, 0, "2\u{0}2\u{1b}")], ..Grid::default() });
    job.document.title = Some("报\u{8}告".to_owned());
    job.document.title_lines.clear();
    let exported = exported(&job).unwrap();
    assert_eq!(tables(&part(&exported.bytes, "word/document.xml"))[0][0].text, "22");
    assert!(part(&exported.bytes, "docProps/core.xml").contains("<dc:title>报告</dc:title>"));
    let [diagnostic] = &*exported.diagnostics else { panic!("one diagnostic, not {:?}", exported.diagnostics) };
    assert!(diagnostic.message.starts_with("3 control characters"));
}

#[test]
fn a_table_that_word_cannot_hold_is_refused() {
    #[track_caller]
    fn check(grid: Grid, code: &str) {
        let error = exported(&job_with_grid(grid)).unwrap_err();
        assert_eq!(error.code, code);
    }
    let cells = vec![Cell { row_span: 2, ..Cell::new(0, 0, "甲") }, Cell::new(1, 0, "乙")];
    check(Grid { rows: 2, columns: 1, cells, ..Grid::default() }, "bad_grid");
    check(Grid { rows: 2, columns: 1, cells: vec![Cell::new(2, 0, "甲")], ..Grid::default() }, "bad_grid");
    let cells = vec![Cell { column_span: u32::MAX, ..Cell::new(0, 1, "甲") }];
    check(Grid { rows: 2, columns: 2, cells, ..Grid::default() }, "bad_grid");
    check(Grid { rows: u32::MAX, columns: u32::MAX, ..Grid::default() }, "table_too_large");
}

#[test]
fn tables_that_touch_are_kept_apart_and_empty_ones_left_out() {
    let grid = Grid { rows: 1, columns: 2, cells: vec![Cell::new(0, 1, "1")], widths: vec![0, 0], ..Grid::default() };
    let mut job = job_with_grid(grid.clone());
    job.document.blocks.extend([Block::Grid(Grid::default()), Block::Grid(grid)]);
    let document = exported_part(&job, "word/document.xml");
    assert_eq!(tables(&document).len(), 2);
    assert!(!document.contains("</w:tbl><w:tbl>"));
    assert_eq!(attribute_values(&document, "w:gridCol", "w:w"), ["4422", "4423", "4422", "4423"]);
}

#[test]
fn the_sign_off_stands_as_the_standard_says() {
    #[track_caller]
    fn check(organ: &str, sealed: bool, right_indents: [&str; 2]) {
        let mut job = sample::job();
        for block in &mut job.document.blocks {
            if let Block::Paragraph(paragraph) = block
                && paragraph.role == ParagraphRole::SignatureOrgan
            {
                paragraph.text = organ.to_owned();
            }
        }
        job.report.signature.as_mut().unwrap().sealed = sealed;
        let document = exported_part(&job, "word/document.xml");
        assert_eq!(attribute_values(&document, "w:ind", "w:right"), right_indents);
    }
    // The date, 2025年3月15日, is six and a half characters wide; a character has 320 twips.
    check("宿迁市人民政府办公室", false, ["640", "1120"]);
    check("宿迁市人民政府", false, ["1120", "640"]);
    check("宿迁市人民政府", true, ["1120", "1280"]);
}
