//! How tables are cut, turned, moved and merged.

use super::super::model::{Cell, Content, Role, Table};
use crate::random::Random;

/// How what covers several cells is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merging {
    FirstCellOnly,
    Repeated,
    /// Each cell in its own way.
    Mixed,
}

/// Opens an empty row above `at`; what spans the place grows.
pub(crate) fn insert_row(table: &mut Table, at: u32) {
    for cell in &mut table.cells {
        if cell.row >= at {
            cell.row += 1;
        } else if cell.end_row() > at {
            cell.row_span += 1;
        }
    }
    if at < table.header_rows {
        table.header_rows += 1;
    }
    table.rows += 1;
}

/// Opens an empty column left of `at`; what spans the place grows.
pub(crate) fn insert_column(table: &mut Table, at: u32) {
    for cell in &mut table.cells {
        if cell.column >= at {
            cell.column += 1;
        } else if cell.end_column() > at {
            cell.column_span += 1;
        }
    }
    table.columns += 1;
}

/// Rows become columns.
pub(crate) fn transpose(table: &mut Table) {
    for cell in &mut table.cells {
        (cell.row, cell.column) = (cell.column, cell.row);
        (cell.row_span, cell.column_span) = (cell.column_span, cell.row_span);
    }
    (table.rows, table.columns) = (table.columns, table.rows);
    table.header_rows = 0;
}

/// Takes merged cells apart.
pub(crate) fn unmerge(table: &mut Table, merging: Merging, random: &mut Random) {
    for cell in std::mem::take(&mut table.cells) {
        let way = match merging {
            Merging::Mixed => *random.pick(&[None, Some(Merging::FirstCellOnly), Some(Merging::Repeated)]),
            other => Some(other),
        };
        let Some(way) = way else {
            table.cells.push(cell);
            continue;
        };
        // A figure stands once, or it would be two.
        let repeats = way == Merging::Repeated && cell.role == Role::Label;
        let (rows, columns) = if repeats { (cell.row_span, cell.column_span) } else { (1, 1) };
        for row in 0..rows {
            for column in 0..columns {
                table.cells.push(Cell {
                    row: cell.row + row,
                    column: cell.column + column,
                    row_span: 1,
                    column_span: 1,
                    ..cell.clone()
                });
            }
        }
    }
}

/// How a table goes on below a cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Below {
    /// In the same table, after its header again.
    SameTableWithHeader,
    /// In a table of its own under the same header.
    NewTableWithHeader,
    /// In a table of its own without a header.
    NewTable,
}

/// Cuts a long table in two, at a row where it still says which row is which; a short one stays whole.
pub(crate) fn cut(mut table: Table, below: Below, random: &mut Random) -> Vec<Table> {
    const LONG: usize = 10;
    let rows = table.figure_rows();
    if table.header_rows == 0 || rows.len() < LONG {
        return vec![table];
    }
    // Some programs repeat a group's label on the next page, others leave its place empty.
    let repeats_labels = random.chance(50);
    let crossing = |at: u32| table.cells.iter().filter(|cell| cell.row < at && cell.end_row() > at).count();
    let places: Vec<u32> =
        rows[2..rows.len() - 1].iter().copied().filter(|&at| repeats_labels || crossing(at) <= 1).collect();
    if places.is_empty() {
        return vec![table];
    }
    let at = *random.pick(&places);
    let header_rows = table.header_rows;
    let (mut upper, mut lower): (Vec<Cell>, Vec<Cell>) = (Vec::new(), Vec::new());
    for cell in std::mem::take(&mut table.cells) {
        if cell.end_row() <= at {
            upper.push(cell);
        } else if cell.row >= at {
            lower.push(cell);
        } else {
            let text = if repeats_labels { cell.content.clone() } else { Content::Text(String::new()) };
            lower.push(Cell { row: at, row_span: cell.end_row() - at, content: text, ..cell.clone() });
            upper.push(Cell { row_span: at - cell.row, ..cell });
        }
    }
    let header: Vec<Cell> = upper.iter().filter(|cell| cell.row < header_rows).cloned().collect();
    let moved = |cells: Vec<Cell>, from: u32, to: u32| {
        cells.into_iter().map(move |cell| Cell { row: cell.row - from + to, ..cell })
    };
    let lower_rows = table.rows - at;
    match below {
        Below::SameTableWithHeader => {
            let repeated = moved(header, 0, at);
            let cells = upper.into_iter().chain(repeated).chain(moved(lower, at, at + header_rows)).collect();
            vec![Table { cells, rows: table.rows + header_rows, ..table }]
        }
        Below::NewTableWithHeader => {
            let cells = header.into_iter().chain(moved(lower, at, header_rows)).collect();
            let second = Table { cells, rows: header_rows + lower_rows, ..table.clone() };
            vec![Table { cells: upper, rows: at, ..table }, second]
        }
        Below::NewTable => {
            let cells = moved(lower, at, 0).collect();
            let second = Table { cells, rows: lower_rows, header_rows: 0, ..table.clone() };
            vec![Table { cells: upper, rows: at, ..table }, second]
        }
    }
}

/// Empty rows put in for looks, never above the first.
pub(crate) fn separate_rows(table: &mut Table, random: &mut Random) {
    for _ in 0..1 + random.below(2) {
        let at = random.between(1, u64::from(table.rows.max(2)) - 1);
        insert_row(table, u32::try_from(at).expect("a table has few rows"));
    }
}

/// Empty columns put in for looks, never left of the first.
pub(crate) fn separate_columns(table: &mut Table, random: &mut Random) {
    for _ in 0..1 + random.below(2) {
        let at = random.between(1, u64::from(table.columns.max(2)) - 1);
        insert_column(table, u32::try_from(at).expect("a table has few columns"));
    }
}

/// Empty cells at the right and the lower end.
pub(crate) fn trail(table: &mut Table, random: &mut Random) {
    let (rows, columns) = (table.rows, table.columns);
    table.rows += u32::try_from(random.below(3)).expect("below 3");
    table.columns += u32::try_from(1 + random.below(2)).expect("below 3");
    for row in 0..table.rows {
        for column in 0..table.columns {
            if row >= rows || column >= columns {
                table.cells.push(Cell::text(row, column, Role::Other, ""));
            }
        }
    }
}
