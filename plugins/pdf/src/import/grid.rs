//! A table of the structure as a grid.

use nianbao_core::document::{Cell, Grid};

use super::limits;
use super::refusal::{Limit, Refusal};
use super::structure::Element;

/// Places the cells of a table, which is the so manieth of the document.
pub(super) fn read(table: &Element, number: usize) -> Result<Grid, Refusal> {
    let mut rows = Vec::new();
    add_rows(table, &mut rows);
    let row_count = u32::try_from(rows.len()).map_err(|_| Refusal::TooLarge(Limit::Elements))?;
    let at = locator(number, table.page());
    let mut grid = Grid { at: Some(at), rows: row_count, ..Grid::default() };
    // Of each column, the row from which it is free.
    let mut free_from: Vec<u32> = Vec::new();
    for (row, element) in (0..).zip(rows) {
        let mut column = 0;
        for cell in element.elements().filter(|cell| cell.is(&[b"TH", b"TD"])) {
            let is_free = |column: u32| free_from.get(column as usize).is_none_or(|from| *from <= row);
            while !is_free(column) {
                column += 1;
            }
            // What the cells above leave room for.
            let room =
                (column..column.saturating_add(cell.column_span).min(limits::COLUMNS)).take_while(|c| is_free(*c));
            let column_span = u32::try_from(room.count()).unwrap_or(0);
            if column_span == 0 {
                return Err(Refusal::TooLarge(Limit::Columns));
            }
            let row_span = cell.row_span.min(row_count - row);
            let end = column + column_span;
            if free_from.len() < end as usize {
                free_from.resize(end as usize, 0);
            }
            free_from[column as usize..end as usize].fill(row + row_span);
            let place = format!("{}第{}行第{}列", locator(number, cell.page().or(table.page())), row + 1, column + 1);
            let at = Some(place);
            grid.cells.push(Cell { row_span, column_span, at, ..Cell::new(row, column, cell.text()) });
            grid.columns = grid.columns.max(end);
            column = end;
        }
    }
    Ok(grid)
}

fn add_rows<'a>(element: &'a Element, rows: &mut Vec<&'a Element>) {
    for kid in element.elements() {
        if kid.is(&[b"TR"]) {
            rows.push(kid);
        } else if kid.is(&[b"THead", b"TBody", b"TFoot"]) {
            add_rows(kid, rows);
        }
    }
}

fn locator(table: usize, page: Option<usize>) -> String {
    match page {
        Some(page) => format!("第{}页表{table}", page + 1),
        None => format!("表{table}"),
    }
}
