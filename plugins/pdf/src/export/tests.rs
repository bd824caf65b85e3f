//! Whole documents through the exporter. Text, pages and standards are judged by other programs in the
//! workspace's tests.

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, CellRole, Grid, Heading, Paragraph, ParagraphRole};
use nianbao_core::report::{Report, Signature};
use nianbao_plugin::protocol::Options;
use nianbao_plugin::{Context, ExportJob, Exported, Language, PluginError};

use super::table;
use super::text::Cleaner;
use crate::fonts;

#[test]
fn a_report_becomes_an_archival_accessible_file() {
    let exported = export(sample()).unwrap();
    assert_eq!(exported.diagnostics, []);
    for marker in [
        "%PDF-1.7",
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "D:20250131000000+08'00",
        "/AFRelationship/Data",
    ] {
        assert!(holds(&exported.bytes, marker), "{marker}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let first = export(sample()).unwrap().bytes;
    let mut other = sample();
    other.blocks.push(paragraph("另一份报告"));
    assert_ne!(export(other).unwrap().bytes, first);
    assert_eq!(export(sample()).unwrap().bytes, first);
}

#[test]
fn characters_without_a_glyph_are_reported_once_each_with_their_places() {
    let mut document = sample();
    // A character of the supplement prints; control characters and invisible marks leave no trace.
    document.blocks.push(paragraph("镕㎡\u{7}\u{200b}\u{fe0f}"));
    document.blocks.push(paragraph("办事🙂大厅🙂\u{e76c}"));
    document.title_lines[0].push('🙂');
    let Some(Block::Grid(grid)) = document.blocks.iter_mut().find(|block| matches!(block, Block::Grid(_))) else {
        unreachable!("there is a table")
    };
    grid.cells[4].text.push('🙂');
    grid.cells[5].text.push('🙂');
    grid.cells[5].headers = vec!["自然人".to_owned(), "新收".to_owned()];
    let diagnostics = export(document).unwrap().diagnostics;
    let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "字库中没有“\u{e76c}”（U+E76C），已印作〓；共 1 处：办事🙂大厅🙂\u{e76c}",
            "字库中没有“🙂”（U+1F642），已印作〓；共 5 处：标题；表三第3行第1列；自然人·新收；办事🙂大厅🙂\u{e76c}",
        ]
    );
}

#[test]
fn every_character_of_the_general_standard_prints() {
    let standard = include_str!("../../fonts/general_standard.txt");
    let characters: std::collections::BTreeSet<char> = standard.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(characters.len(), 8_105);
    let missing: String = characters.into_iter().filter(|&character| !fonts::bundled().print(character)).collect();
    assert_eq!(missing, "");
    let signs = "²³½¼㎡㎥℃‰№①⑳㉑ⅡⅫⅰ①±×÷≤≥√◎★●▲→℡㎏㎜µ°";
    assert_eq!(signs.chars().filter(|&sign| !fonts::bundled().print(sign)).collect::<String>(), "");
}

#[test]
fn text_is_never_read_as_typst_code() {
    let mut document = sample();
    document.blocks.push(paragraph("#panic() $x$ *b* _i_ `c` @ref <label> \\ // /* #[ ] {"));
    document.title = Some("#panic() \" \\".to_owned());
    assert!(export(document).is_ok());
}

#[test]
fn odd_documents_are_written_too() {
    let heading = |level, text: &str| Block::Heading(Heading { level, text: text.to_owned(), at: None });
    let signature = |role, text: &str| Block::Paragraph(Paragraph { text: text.to_owned(), role, at: None });
    let blocks = vec![
        heading(3, "1.没有上级的标题"),
        heading(9, "层级过深的标题"),
        heading(1, "\u{7}"),
        paragraph(""),
        paragraph("\n第二行\n"),
        Block::Grid(Grid::default()),
        Block::Grid(Grid { rows: 3, columns: 2, ..Grid::default() }),
        signature(ParagraphRole::SignatureDate, "2025年1月5日"),
        signature(ParagraphRole::SignatureOrgan, &"名称很长的行政机关".repeat(9)),
        signature(ParagraphRole::SignatureDate, "2025年1月5日"),
        signature(ParagraphRole::SignatureOrgan, "只有名称"),
    ];
    let mut document = sample();
    document.blocks = blocks;
    assert!(export(document).is_ok());
}

#[test]
fn long_figures_fit_their_cells() {
    let cells = (0..15).map(|column| Cell::new(0, column, "1234567")).collect();
    let grid = Grid { rows: 1, columns: 15, cells, ..Grid::default() };
    let mut cleaner = Cleaner::new(fonts::bundled());
    let table = table::table(&grid, &mut cleaner, &Context::detached(Language::Zh)).unwrap();
    let table = serde_json::to_value(table).unwrap();
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    let needed = 7 * number(&table["size"]) / 2 + 2 * number(&table["inset"][0]);
    let widths: Vec<u64> = table["widths"].as_array().unwrap().iter().map(number).collect();
    assert!(widths.iter().all(|&width| width >= needed), "{widths:?} {needed}");
    assert!(widths.iter().sum::<u64>() <= 44_220);
}

#[test]
fn long_addresses_may_be_broken_and_figures_may_not() {
    let mut cleaner = Cleaner::new(fonts::bundled());
    let mut pieces = |text| cleaner.lines(text, String::new).concat().join("|");
    assert_eq!(pieces("电子邮箱：someone@example.gov.cn。"), "电子邮箱：someone@|example.|gov.|cn。");
    assert_eq!(pieces("0527-12345678，59237.2449万元"), "0527-12345678，59237.2449万元");
}

#[test]
fn faults_are_errors_with_a_code() {
    let code = |change: &dyn Fn(&mut Document)| {
        let mut document = sample();
        change(&mut document);
        export(document).err().map(|error| error.code)
    };
    let grid = |rows, columns, cells: Vec<Cell>| Block::Grid(Grid { rows, columns, cells, ..Grid::default() });
    assert_eq!(code(&|document| document.date = None).as_deref(), Some("no_date"));
    assert_eq!(code(&|document| document.date = Some("2025-02-30".to_owned())).as_deref(), Some("no_date"));
    assert_eq!(code(&|document| document.title = Some(" ".to_owned())).as_deref(), Some("no_title"));
    let wide = Cell { column_span: u32::MAX, ..Cell::new(0, 1, "过宽") };
    for faulty in [
        grid(1, 1, vec![Cell::new(0, 0, "甲"), Cell::new(0, 0, "乙")]),
        grid(1, 1, vec![Cell::new(1, 0, "甲")]),
        grid(1, 2, vec![wide]),
        grid(u32::MAX, u32::MAX, vec![Cell::new(0, 0, "甲")]),
    ] {
        assert_eq!(code(&|document| document.blocks.push(faulty.clone())).as_deref(), Some("bad_grid"));
    }
}

pub(crate) fn export(document: Document) -> Result<Exported, PluginError> {
    super::export(&job(document), &Context::detached(Language::Zh))
}

pub(crate) fn job(document: Document) -> ExportJob {
    let mut report = Report::new();
    report.organ.name = "某某市人民政府".to_owned();
    report.sources.insert("requests.received.total".to_owned(), "数据.xls#Sheet2!D6".to_owned());
    report.signature =
        Some(Signature { organ: report.organ.name.clone(), date: "2025-01-20".to_owned(), sealed: true });
    let format = "pdf".to_owned();
    let options = Options::new();
    ExportJob { format, document, report, prior: None, options }
}

/// A title, one heading, one paragraph and a table with a merged header.
pub(crate) fn sample() -> Document {
    let role = |role, cell| Cell { role: Some(role), ..cell };
    let cells = vec![
        role(CellRole::Header, Cell { row_span: 2, ..Cell::new(0, 0, "信息内容") }),
        role(CellRole::Header, Cell { column_span: 2, ..Cell::new(0, 1, "申请人情况") }),
        role(CellRole::Header, Cell::new(1, 1, "自然人")),
        role(CellRole::Header, Cell::new(1, 2, "总计")),
        role(CellRole::Label, Cell::new(2, 0, "一、本年新收政府信息公开申请数量")),
        role(CellRole::Data, Cell::new(2, 1, "1234567")),
        role(CellRole::Data, Cell::new(2, 2, "59237.2449")),
    ];
    let grid = Grid {
        name: Some("表三".to_owned()),
        rows: 3,
        columns: 3,
        header_rows: 1,
        header_columns: 1,
        widths: vec![8, 1, 1],
        cells,
        ..Grid::default()
    };
    Document {
        title: Some("某某市人民政府2024年政府信息公开工作年度报告".to_owned()),
        title_lines: vec!["某某市人民政府".to_owned(), "2024年政府信息公开工作年度报告".to_owned()],
        date: Some("2025-01-31".to_owned()),
        blocks: vec![
            Block::Heading(Heading { level: 1, text: "一、总体情况".to_owned(), at: None }),
            paragraph("本报告依据《中华人民共和国政府信息公开条例》编制。"),
            Block::Grid(grid),
        ],
        ..Document::new()
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() })
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
