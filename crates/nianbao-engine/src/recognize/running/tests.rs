//! Running tables by hazard: every figure is read right or said to be undecided, never wrong.

mod damage;
mod grids;
mod texts;

use std::collections::BTreeMap;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, Grid, Paragraph};
use nianbao_core::form::{self, Band, Form, FormTable};

use super::{Gathered, Words, gather};
use crate::recognize::{Known, Recognizer};

/// The figure that the samples print in a row and column of a table, all different and none like a page number.
fn figure(row: usize, column: usize) -> String {
    (1000 + row * 20 + column).to_string()
}

fn form(edition: &str) -> &'static Form {
    form::builtin().iter().find(|form| form.edition == edition).expect("a built-in edition")
}

fn requests() -> &'static FormTable {
    form("2021").table("requests").expect("a table of the form")
}

/// The rows of a table: each row's labels from the outermost, of which the last holds the figures, and its figures.
fn rows(table: &FormTable) -> Vec<(Vec<String>, Vec<String>)> {
    table.bands.iter().scan(0, |first, band| Some(rows_of_band(band, first))).flatten().collect()
}

/// The rows of a band, counted on from `first`.
fn rows_of_band(band: &Band, first: &mut usize) -> Vec<(Vec<String>, Vec<String>)> {
    let row = |leaf: Option<usize>| {
        let path = leaf.map(|leaf| band.rows.path(leaf)).unwrap_or_default();
        let labels = path.into_iter().map(|node| band.rows.nodes[node].label.clone()).collect();
        let figures = (0..band.column_leaves().len()).map(|column| figure(*first, column)).collect();
        *first += 1;
        (labels, figures)
    };
    band.row_leaves().into_iter().map(row).collect()
}

/// What the samples of a table are to be read as.
fn wanted(table: &FormTable) -> BTreeMap<String, String> {
    let ids = table.cells().map(|cell| cell.id());
    ids.zip(rows(table).into_iter().flat_map(|(_, figures)| figures)).collect()
}

const HEADER: &str = "申请人情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 自然人 法人或其他组织 总计
商业企业 科研机构 社会公益组织 法律服务机构 其他";

/// A text with one paragraph a line.
fn text(text: &str) -> Document {
    let paragraph = |(index, line): (usize, &str)| {
        let at = Some(format!("第{}行", index + 1));
        Block::Paragraph(Paragraph { text: line.to_owned(), at, ..Paragraph::default() })
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    Document { blocks: lines.map(paragraph).collect(), ..Document::new() }
}

/// A grid without merged cells: a row a line, cells parted by `|`.
fn grid(text: &str) -> Document {
    let mut grid = Grid { at: Some("第1行".to_owned()), ..Grid::default() };
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split('|').enumerate() {
            let at = Some(format!("第{}行第{}列", row + 1, column + 1).into());
            let (row, column) = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            grid.cells.push(Cell { at, ..Cell::new(row, column, cell.trim()) });
            grid.columns = grid.columns.max(column + 1);
            grid.rows = row + 1;
        }
    }
    Document { blocks: vec![Block::Grid(grid)], ..Document::new() }
}

/// What was read: the cells by full id, and what was rewritten.
struct Read {
    cells: BTreeMap<String, String>,
    gathered: Option<Gathered>,
}

fn read(document: &Document) -> Read {
    let gathered = gather(document, &Words::of(form::builtin()));
    let clean = gathered.as_ref().map_or(document, |gathered| &gathered.document);
    let recognizer = Recognizer::new(form::builtin());
    let known = Known { organ: None, year: Some(2024) };
    let report = recognizer.recognize(clean, &known).map(|recognized| recognized.report);
    let tables = report.map(|report| report.tables).unwrap_or_default();
    let cells = tables
        .iter()
        .flat_map(|(id, table)| table.cells.iter().map(move |(key, value)| (format!("{id}.{key}"), value.to_string())));
    Read { cells: cells.collect(), gathered }
}

impl Read {
    /// Label, figures and reason of what is undecided.
    fn undecided(&self) -> Vec<String> {
        let undecided = self.gathered.iter().flat_map(|gathered| &gathered.undecided);
        undecided.map(|row| format!("{:?}: {}", row.why, row.printed)).collect()
    }
}

/// Checks that every cell is read right, but for those of some rows, which are not read at all and are undecided.
#[track_caller]
fn reads_but(document: &Document, wanted: &BTreeMap<String, String>, undecided: &[(&str, &str)]) {
    let read = read(document);
    let is_undecided = |id: &str| undecided.iter().any(|(row, _)| id.starts_with(&format!("{row}.")));
    let expected: BTreeMap<_, _> = wanted.iter().filter(|(id, _)| !is_undecided(id)).collect();
    let got: BTreeMap<_, _> = read.cells.iter().filter(|(id, _)| wanted.contains_key(*id)).collect();
    let differences: Vec<String> = wanted
        .keys()
        .filter(|id| expected.get(id) != got.get(id))
        .map(|id| format!("{id}: {:?} instead of {:?}", got.get(id), expected.get(id)))
        .collect();
    let some = &differences[..differences.len().min(6)];
    assert!(differences.is_empty(), "{} cells: {some:#?}\n{:#?}", differences.len(), read.undecided());
    let reasons: Vec<&str> = undecided.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(read.undecided(), reasons);
}

#[track_caller]
fn reads_all(document: &Document, wanted: &BTreeMap<String, String>) {
    reads_but(document, wanted, &[]);
}

/// Checks that a document is left as it is.
#[track_caller]
fn is_left_alone(document: &Document) {
    let gathered = gather(document, &Words::of(form::builtin()));
    assert!(gathered.is_none(), "{gathered:#?}");
}
