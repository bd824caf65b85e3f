//! One hazard a test: lines as they stand in a file, and the outline that they are read as.

mod around;
mod headings;
mod paragraphs;
mod whole;

use std::fmt::Write as _;
use std::sync::LazyLock;

use nianbao_core::document::{Block, Cell, CellRole, Grid, Heading, Paragraph, ParagraphRole};
use nianbao_core::form;
use nianbao_core::report::PartBlock;
use nianbao_core::{Document, Finding, Report};

use crate::recognize::{Known, Recognizer};

/// Reads lines as the paragraphs of a text file.
#[track_caller]
fn lines(lines: &[&str], outline: &str) {
    check(&document(lines), outline);
}

#[track_caller]
fn check(document: &Document, expected: &str) {
    let (report, findings) = read(document);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(outline(&report, &findings), expected.join("\n"));
}

fn read(document: &Document) -> (Report, Vec<Finding>) {
    static RECOGNIZER: LazyLock<Recognizer<'static>> = LazyLock::new(|| Recognizer::new(form::builtin()));
    let recognized = RECOGNIZER.recognize(document, &Known::default()).expect("the text has two parts");
    (recognized.report, recognized.findings)
}

fn document(lines: &[&str]) -> Document {
    let mut document = Document::new();
    for (number, line) in (1..).zip(lines) {
        let at = Some(format!("第{number}行"));
        let block = match line.strip_prefix("## ") {
            Some(heading) => Block::Heading(Heading { level: 2, text: heading.to_owned(), at }),
            None => Block::Paragraph(Paragraph { text: (*line).to_owned(), at, role: ParagraphRole::Body }),
        };
        document.blocks.push(block);
    }
    document
}

fn grid(rows: &[&[&str]]) -> Block {
    let cells = (0..).zip(rows).flat_map(|(row, texts)| {
        (0..).zip(*texts).map(move |(column, text)| Cell {
            at: Some(format!("表1第{}行第{}列", row + 1, column + 1).into()),
            ..Cell::new(row, column, *text)
        })
    });
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    Block::Grid(Grid { rows: rows.len() as u32, columns: columns as u32, cells: cells.collect(), ..Grid::default() })
}

/// The form's table of part two, filled with zeros.
fn disclosure_table() -> Block {
    let form = form::builtin().last().expect("there are built-in forms");
    let table = form.table("disclosure").expect("part two has a table");
    let mut grid = crate::compose::table_grid(table, None);
    for cell in &mut grid.cells {
        if cell.role == Some(CellRole::Data) {
            cell.text = "0".into();
        }
        *cell = Cell {
            row_span: cell.row_span,
            column_span: cell.column_span,
            ..Cell::new(cell.row, cell.column, cell.text.as_str())
        };
    }
    (grid.table, grid.header_rows, grid.header_columns) = (None, 0, 0);
    Block::Grid(grid)
}

/// What a report holds, a line each: `T` title, `P` preface, parts by number and heading with `H` sub-headings, `-`
/// paragraphs and `=` tables, `S` sign-off, `!` findings of the code L14, `?` headings that are not printed (S01).
fn outline(report: &Report, findings: &[Finding]) -> String {
    let mut outline = String::new();
    let mut line = |mark: &str, text: &str| {
        let _ = writeln!(outline, "{mark} {text}");
    };
    if let Some(title) = &report.title {
        line("T", &format!("{title} | {} | {}", report.organ.name, report.year.unwrap_or_default()));
    }
    report.preface.iter().for_each(|text| line("P", text));
    for part in &report.parts {
        line(&part.number.to_string(), &part.heading);
        for block in &part.blocks {
            let (mark, text) = outline_of(block);
            line(mark, &text);
        }
    }
    if let Some(signature) = &report.signature {
        let seal = if signature.sealed { " sealed" } else { "" };
        line("S", &format!("{} {}{seal}", signature.organ, signature.date));
    }
    for finding in findings.iter().filter(|finding| finding.code == "L14") {
        let argument = |name: &str| finding.arguments.get(name).cloned().unwrap_or_default();
        let at = finding.source.as_ref().map_or("", |source| source.locator.as_str());
        line("!", &format!("{} → {} x{} {at}", argument("printed"), argument("official"), argument("count")));
    }
    for finding in findings.iter().filter(|finding| finding.code == "S01") {
        let _ = writeln!(outline, "? {}", finding.arguments.get("missing").map_or("", String::as_str));
    }
    outline.trim_end().to_owned()
}

fn outline_of(block: &PartBlock) -> (&'static str, String) {
    match block {
        PartBlock::Heading { level, text } => ("H", format!("{level} {text}")),
        PartBlock::Paragraph { text } => ("-", text.clone()),
        PartBlock::Table { table } => ("=", table.clone()),
        PartBlock::Grid(grid) => ("=", format!("{}x{}", grid.rows, grid.columns)),
    }
}
