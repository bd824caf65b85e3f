//! What the exporter writes comes back: title, headings, paragraphs, every cell with its spans, and the report.

use nianbao_core::document::{Block, Cell, Grid, Heading, Paragraph, ParagraphRole};

use super::*;
use crate::export::tests::job;

#[test]
fn a_document_of_our_own_comes_back() {
    let imported = import_bytes(ours()).unwrap();
    assert_eq!(outline(&imported.document), outline(&sample()));
    let mut report = job(sample()).report;
    report.sources.clear();
    assert_eq!(imported.embedded, Some(report));
    assert_eq!(imported.diagnostics, []);
    let authors: Vec<&str> = imported.document.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(authors, ["某某市人民政府"]);
    let places: Vec<Option<&str>> = imported.document.blocks.iter().map(place).collect();
    assert_eq!(places, [Some("第1页"), Some("第1页"), Some("第1页表1")]);
}

fn place(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(heading) => heading.at.as_deref(),
        Block::Paragraph(paragraph) => paragraph.at.as_deref(),
        Block::Grid(grid) => grid.at.as_deref(),
    }
}

#[test]
fn lines_and_words_come_back_as_they_were_however_the_page_breaks_them() {
    let paragraph = |text: &str| Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() });
    let mut document = sample();
    document.blocks = vec![
        paragraph("第一行到此为止\n第二行"),
        paragraph(&"an English sentence is broken at its blanks and nowhere else, ".repeat(8)),
        paragraph(&format!("网址：https://www.example.gov.cn/{}。", "zwgk/zfxxgk_".repeat(9))),
        paragraph(&"本单位共 3 个科室，".repeat(20)),
        // Signs that share a glyph.
        paragraph("甲·乙•丙・丁—戊"),
        paragraph("面积25㎡，x²与½"),
    ];
    let imported = import_bytes(&export(document.clone()).unwrap().bytes).unwrap();
    let expected: Vec<String> = outline(&document).iter().map(|line| line.trim().to_owned()).collect();
    assert_eq!(outline(&imported.document), expected);
}

#[test]
fn a_table_over_several_pages_is_one_and_its_repeated_head_is_no_text() {
    let mut grid = Grid { rows: 120, columns: 2, header_rows: 2, header_columns: 1, ..Grid::default() };
    grid.cells.push(Cell { column_span: 2, ..Cell::new(0, 0, "甲") });
    grid.cells.extend([Cell::new(1, 0, "乙"), Cell::new(1, 1, "丙")]);
    for row in 2..120 {
        grid.cells.push(Cell::new(row, 0, format!("第{row}行")));
        grid.cells.push(Cell::new(row, 1, format!("{}", row * 7)));
    }
    grid.cells.retain(|cell| cell.text != "第60行");
    let mut document = sample();
    document.blocks = vec![Block::Grid(grid)];
    let imported = import_bytes(&export(document.clone()).unwrap().bytes).unwrap();
    assert_eq!(outline(&imported.document), outline(&document));
    assert_eq!(imported.diagnostics, []);
}

#[test]
fn all_that_a_report_may_hold_comes_back() {
    let heading = |level, text: &str| Block::Heading(Heading { level, text: text.to_owned(), at: None });
    let with_role = |role, text: &str| Block::Paragraph(Paragraph { text: text.to_owned(), role, at: None });
    let mut document = sample();
    document.blocks = vec![
        heading(1, "一、总体情况"),
        heading(2, "（一）主动公开"),
        heading(3, "1.政策文件"),
        with_role(ParagraphRole::Placeholder, "（请在此填写）"),
        with_role(ParagraphRole::TableNote, "注：含上年结转。"),
        with_role(ParagraphRole::SignatureOrgan, "某某市人民政府"),
        with_role(ParagraphRole::SignatureDate, "2025年1月20日"),
    ];
    let imported = import_bytes(&export(document.clone()).unwrap().bytes).unwrap();
    assert_eq!(outline(&imported.document), outline(&document));
}
