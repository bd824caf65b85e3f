//! Workbooks as written, read back by the importer.

use nianbao_core::document::{
    Block, Cell, CellRole, CellType, Document, Grid, Heading, InputKind, Mark, NoteKind, Paragraph, ParagraphRole,
};
use nianbao_core::finding::Severity;
use nianbao_core::form::{Equation, Term};
use nianbao_core::report::Table;
use nianbao_core::{CellValue, Report};
use nianbao_plugin::protocol::Options;
use nianbao_plugin::{Context, ExportJob, Exported, ImportJob, Imported, Language};

fn export(document: Document, report: Report, options: &[&str]) -> Exported {
    let options: Options = options.iter().map(|name| ((*name).to_owned(), true.into())).collect();
    let job = ExportJob { format: "xlsx".to_owned(), document, report, prior: None, options };
    let exported = super::export(&job, &Context::detached(Language::Zh)).expect("a document that can be written");
    let again = super::export(&job, &Context::detached(Language::Zh)).expect("as before");
    assert!(exported.bytes == again.bytes, "the same document gives the same bytes");
    exported
}

fn import(bytes: &[u8]) -> Imported {
    let job = ImportJob { name: "file.xlsx", format: "xlsx", bytes, options: &Options::new() };
    crate::import::import(&job, &Context::detached(Language::Zh)).expect("what was written can be read")
}

fn document(blocks: Vec<Block>) -> Document {
    Document { date: Some("2025-01-20".to_owned()), blocks, ..Document::new() }
}

fn grids(imported: &Imported) -> Vec<&Grid> {
    let blocks = imported.document.blocks.iter();
    blocks.filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect()
}

fn typed(row: u32, column: u32, cell_type: CellType, text: &str) -> Cell {
    Cell { cell_type, ..Cell::new(row, column, text) }
}

/// What is drawn of a grid: place, span, type and text of every cell.
fn drawn(grid: &Grid) -> Vec<(u32, u32, u32, u32, CellType, &str)> {
    let cells = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    cells
        .map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, cell.cell_type, cell.text.as_str()))
        .collect()
}

#[test]
fn a_grid_is_redrawn_with_its_addresses_spans_values_and_types() {
    let grid = Grid {
        name: Some("申请 2024".to_owned()),
        rows: 12,
        columns: 6,
        cells: vec![
            Cell { row_span: 2, column_span: 3, ..Cell::new(3, 1, "本年新收\n政府信息公开申请数量") },
            typed(3, 4, CellType::Number, "59237.2449"),
            typed(4, 4, CellType::Number, "0.3"),
            typed(5, 1, CellType::Number, "-417"),
            typed(5, 2, CellType::Number, "999999999999999"),
            Cell::new(5, 3, "007"),
            typed(5, 4, CellType::Boolean, "true"),
            typed(6, 1, CellType::Error, "#DIV/0!"),
            typed(6, 2, CellType::Date, "2025-01-20"),
            typed(6, 3, CellType::Date, "2025-01-20T08:30:00"),
            Cell::new(6, 4, "12"),
            Cell { row_span: 1, column_span: 2, ..typed(7, 1, CellType::Number, "5") },
            Cell::new(11, 5, "22（其中修订16件）"),
        ],
        ..Grid::default()
    };
    let wanted = document(vec![Block::Grid(grid.clone())]);
    let imported = import(&export(wanted, Report::new(), &["plain"]).bytes);
    let [redrawn] = grids(&imported)[..] else { panic!("one sheet a grid") };
    assert_eq!(redrawn.name.as_deref(), Some("申请 2024"));
    assert_eq!(drawn(redrawn), drawn(&grid));
    assert_eq!(
        redrawn.cells.iter().find(|cell| cell.text == "0.3").and_then(|cell| cell.at.as_deref()),
        Some("申请 2024!E5")
    );
    assert!(imported.document.notes.is_empty(), "{:?}", imported.document.notes);
}

#[test]
fn a_marked_cell_has_its_fill_and_its_comment() {
    let mark = |severity, text: &str| Mark { code: "R03".to_owned(), text: text.to_owned(), severity: Some(severity) };
    let marked = Cell {
        marks: vec![mark(Severity::Hint, "提示 R03：一"), mark(Severity::Error, "必须改 R03：二")],
        ..typed(0, 1, CellType::Number, "12")
    };
    let grid = Grid { rows: 1, columns: 2, cells: vec![Cell::new(0, 0, "甲"), marked], ..Grid::default() };
    let bytes = export(document(vec![Block::Grid(grid)]), Report::new(), &["plain"]).bytes;
    let imported = import(&bytes);
    let comments: Vec<_> =
        imported.document.notes.iter().map(|note| (note.kind, note.at.as_deref(), note.text.as_str())).collect();
    assert_eq!(comments, [(NoteKind::Comment, Some("表1!B1"), "提示 R03：一\n必须改 R03：二")]);
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("FFFFC7CE"), "the fill of the gravest mark");
    assert!(!styles.contains("FFDDEBF7"));
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook is a zip archive");
    let mut member = archive.by_name(name).expect("the part is there");
    std::io::read_to_string(&mut member).expect("the part is text")
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, text: text.to_owned(), at: None })
}

fn paragraph(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), at: None, role })
}

fn figure(row: u32, column: u32, id: &str, text: &str, sum_of: &[&str]) -> Cell {
    Cell {
        role: Some(CellRole::Data),
        id: Some(format!("t.{id}")),
        input: Some(InputKind::Count),
        sum_of: sum_of.iter().map(|part| format!("t.{part}")).collect(),
        ..Cell::new(row, column, text)
    }
}

fn header(row: u32, column: u32, text: &str) -> Cell {
    Cell { role: Some(CellRole::Header), ..Cell::new(row, column, text) }
}

/// A table of two figures and their sum.
fn table(texts: [&str; 3]) -> Grid {
    let term = |cell: &str, prior| Term { cell: format!("t.{cell}"), negative: false, prior };
    Grid {
        name: Some("收支".to_owned()),
        table: Some("t".to_owned()),
        rows: 2,
        columns: 3,
        header_rows: 1,
        cells: vec![
            header(0, 0, "甲"),
            header(0, 1, "乙"),
            header(0, 2, "合计"),
            figure(1, 0, "a", texts[0], &[]),
            figure(1, 1, "b", texts[1], &[]),
            figure(1, 2, "total", texts[2], &["a", "b"]),
        ],
        checks: vec![
            Equation {
                code: "R01".to_owned(),
                left: vec![term("total", false)],
                right: vec![term("a", false), term("b", false)],
            },
            Equation { code: "Y01".to_owned(), left: vec![term("a", false)], right: vec![term("b", true)] },
        ],
        ..Grid::default()
    }
}

fn composed() -> Document {
    let local = Grid {
        rows: 2,
        columns: 2,
        cells: vec![Cell::new(0, 0, "项目"), Cell::new(0, 1, "数"), Cell::new(1, 0, "一"), Cell::new(1, 1, "3")],
        ..Grid::default()
    };
    Document {
        title: Some("某局2024年报告".to_owned()),
        title_lines: vec!["某局".to_owned(), "2024年报告".to_owned()],
        ..document(vec![
            paragraph(ParagraphRole::Body, "前言。"),
            heading(1, "一、总体情况"),
            heading(2, "（一）主动公开"),
            paragraph(ParagraphRole::Body, "文字，含有 =1+1 和_x0041_。"),
            Block::Grid(local),
            heading(1, "二、收支"),
            Block::Grid(table(["1", "0.0", "22（其中修订16件）"])),
            paragraph(ParagraphRole::TableNote, "注：无。"),
            heading(1, "三、其他"),
            paragraph(ParagraphRole::Placeholder, "〔请填写〕"),
            paragraph(ParagraphRole::SignatureOrgan, "某局"),
        ])
    }
}

/// The blocks as texts, tables as their rows.
fn told(document: &Document) -> Vec<String> {
    let told = |block: &Block| match block {
        Block::Heading(heading) => format!("{} {}", heading.level, heading.text),
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"),
    };
    document.blocks.iter().map(told).collect()
}

#[test]
fn the_filled_form_comes_back_as_text_and_tables_in_their_places_with_the_report() {
    let mut report = Report::new();
    report.organ.name = "某局".to_owned();
    report.preface = vec!["很长".repeat(20_000)];
    let cells = [("a".to_owned(), CellValue::from(1))].into();
    report.tables.insert("t".to_owned(), Table { edition: "x".to_owned(), cells, ..Table::default() });
    let imported = import(&export(composed(), report.clone(), &[]).bytes);
    assert_eq!(
        told(&imported.document),
        [
            "某局",
            "2024年报告",
            "前言。",
            "1 一、总体情况",
            "2 （一）主动公开",
            "文字，含有 =1+1 和_x0041_。",
            "项目|数|一|3",
            "1 二、收支",
            "甲|乙|合计|1|0|22（其中修订16件）",
            "注：无。",
            "1 三、其他",
            "某局"
        ]
    );
    assert_eq!(imported.embedded, Some(report));
    let notes: Vec<_> = imported.document.notes.iter().map(|note| note.kind).collect();
    assert_eq!(notes, [NoteKind::Author], "nothing that nianbao has hidden is told");
}

#[test]
fn a_damaged_report_inside_is_said_and_what_is_visible_is_read() {
    let mut exported = export(composed(), Report::new(), &[]).bytes;
    let strings = part(&exported, "xl/sharedStrings.xml");
    assert!(strings.contains("nianbao-report/1"));
    // The strings are packed, so that the damage is done in a redrawn copy.
    let mut plain = import(&exported).document;
    let data = Grid {
        name: Some("_nianbao".to_owned()),
        hidden: true,
        rows: 2,
        columns: 1,
        cells: vec![Cell::new(0, 0, crate::own::REPORT), Cell::new(1, 0, "{\"schema\"")],
        ..Grid::default()
    };
    plain.blocks.push(Block::Grid(data));
    exported = export(plain, Report::new(), &["plain"]).bytes;
    let imported = import(&exported);
    assert_eq!(imported.embedded, None);
    assert_eq!(imported.diagnostics.len(), 1);
}

#[test]
fn the_blank_form_computes_watches_and_is_protected() {
    let mut prior = Report::new();
    let cells = [("b".to_owned(), CellValue::from(7))].into();
    prior.tables.insert("t".to_owned(), Table { cells, ..Table::default() });
    let document = Document {
        title_lines: vec!["报告".to_owned()],
        ..document(vec![
            heading(1, "一、总体情况"),
            heading(2, "（一）主动公开"),
            heading(1, "二、收支"),
            Block::Grid(table(["7", "", ""])),
        ])
    };
    let options: Options = [("template".to_owned(), true.into())].into();
    let job = ExportJob { format: "xlsx".to_owned(), document, report: Report::new(), prior: Some(prior), options };
    let bytes = super::export(&job, &Context::detached(Language::Zh)).expect("a form").bytes;
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<f>SUM(A3:B3)</f><v>7</v>"), "{sheet}");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""));
    assert!(sheet.contains("type=\"whole\"") && sheet.contains("sqref=\"A3:B3\""), "{sheet}");
    assert!(sheet.contains("AND(COUNT($B$3)&gt;0,ROUND($C$3-($A$3+$B$3),6)&lt;&gt;0)"), "{sheet}");
    assert!(sheet.contains("ROUND($A$3-(7),6)&lt;&gt;0"), "{sheet}");
    assert!(sheet.contains("SUM('_nianbao'!$C$3:$C$4)=0"), "{sheet}");
    let unfinished = "<v>已填数字的勾稽关系成立，尚有1格未填</v>";
    assert!(sheet.contains("COUNTBLANK(B3)=0") && sheet.contains(unfinished), "{sheet}");
    let imported = import(&bytes);
    assert_eq!(
        told(&imported.document),
        ["报告", "1 一、总体情况", "2 （一）主动公开", "1 二、收支", "甲|乙|合计|7||7"]
    );
    assert_eq!(imported.embedded, None);
}
