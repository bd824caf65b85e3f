//! Reports of which only some tables or rows were published or kept: whatever rows there are, they are read right.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao_core::document::{Block, Cell, Grid, Heading, Paragraph};
use nianbao_core::form::{self, Band, FormTable};
use nianbao_core::{Document, Report};
use nianbao_engine::recognize::{Known, Recognizer};
use nianbao_tests::case::Case;

/// The figures of published reports that are not whole.
fn cases() -> Vec<(PathBuf, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/partial");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
    files.sort();
    let load = |path: PathBuf| (path.clone(), serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap());
    files.into_iter().map(load).collect()
}

/// A band of an edition with the rows that a case has figures of.
type Rows<'f> = (&'f FormTable, usize, Vec<Option<usize>>);

/// Every row of the case in the edition that has most of its cells, band by band.
fn rows_of(case: &Case) -> Vec<Rows<'static>> {
    let key = |table: &FormTable, band: &Band, row, column| format!("{}.{}", table.id, band.cell_id(row, column));
    let count = |table: &FormTable, band: &Band, row: Option<usize>| {
        band.column_leaves()
            .into_iter()
            .filter(|&column| case.cells.contains_key(&key(table, band, row, column)))
            .count()
    };
    let mut bands: Vec<Rows<'static>> = Vec::new();
    let mut done: Vec<String> = Vec::new();
    let mut all: Vec<(usize, &'static FormTable, usize, Option<usize>)> = Vec::new();
    for form in form::builtin() {
        for table in &form.tables {
            for (index, band) in table.bands.iter().enumerate() {
                all.extend(band.row_leaves().into_iter().map(|row| (count(table, band, row), table, index, row)));
            }
        }
    }
    // The edition with most of a row's cells, and of equals the newest, has it.
    all.reverse();
    all.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    for (_, table, index, row) in all.into_iter().filter(|(count, ..)| *count > 0) {
        let band = &table.bands[index];
        let id = format!("{} {:?}", table.id, row.map(|row| &band.rows.nodes[row].id));
        if done.contains(&id) {
            continue;
        }
        done.push(id);
        match bands.iter_mut().find(|(other, of, _)| std::ptr::eq(*other, table) && *of == index) {
            Some((_, _, rows)) => rows.push(row),
            None => bands.push((table, index, vec![row])),
        }
    }
    bands.iter_mut().for_each(|(_, _, rows)| rows.sort_unstable());
    bands
}

fn grid(case: &Case, table: &str, bands: &[Rows<'_>]) -> Grid {
    let mut grid = Grid::default();
    let mut row = 0;
    for (form_table, index, rows) in bands.iter().filter(|(of, ..)| of.id == table) {
        let band = &form_table.bands[*index];
        let first = u32::try_from(band.rows.depth()).unwrap();
        let at = |row: u32, column: usize| (row, first + u32::try_from(column).unwrap());
        for (position, column) in band.column_leaves().into_iter().enumerate() {
            let (row, column_at) = at(row, position);
            grid.cells.push(Cell::new(row, column_at, &band.columns.nodes[column].label));
        }
        for form_row in rows {
            row += 1;
            for (depth, node) in band.rows.path(form_row.unwrap()).into_iter().enumerate() {
                grid.cells.push(Cell::new(row, u32::try_from(depth).unwrap(), &band.rows.nodes[node].label));
            }
            for (position, column) in band.column_leaves().into_iter().enumerate() {
                let id = format!("{table}.{}", band.cell_id(*form_row, column));
                let (row, column_at) = at(row, position);
                grid.cells.push(Cell::new(row, column_at, case.cells.get(&id).map_or("", String::as_str)));
            }
        }
        row += 1;
    }
    grid.rows = row;
    grid.columns = grid.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    grid
}

fn read(case: &Case) -> Report {
    let mut document = Document::new();
    let title = format!("{}{}年政府信息公开工作年度报告", case.organ, case.year);
    document.blocks.push(Block::Paragraph(Paragraph { text: title, ..Paragraph::default() }));
    let bands = rows_of(case);
    for (heading, table) in
        [("二、主动公开政府信息情况", "disclosure"), ("三、收到和处理政府信息公开申请情况", "requests")]
    {
        document.blocks.push(Block::Heading(Heading { level: 1, text: heading.to_owned(), at: None }));
        document.blocks.push(Block::Grid(grid(case, table, &bands)));
    }
    Recognizer::new(form::builtin()).recognize(&document, &Known::default()).unwrap().report
}

#[test]
fn the_rows_that_are_there_are_read_without_a_wrong_cell() {
    let cases = cases();
    assert!(cases.len() >= 19, "{} cases", cases.len());
    for (path, case) in cases {
        let report = read(&case);
        for (id, printed) in &case.cells {
            let read = report.cell(id).map(ToString::to_string);
            assert_eq!(read.as_deref(), Some(printed.trim()), "{}: {id}", path.display());
        }
    }
}
