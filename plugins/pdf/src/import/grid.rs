//! A table of the structure as a grid.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::document::{Cell, Grid};

use super::limits;
use super::place::Place;
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
    let mut places = Vec::new();
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
            let at = Some(place.into());
            places.push(cell.place());
            grid.cells.push(Cell { row_span, column_span, at, ..Cell::new(row, column, cell.text()) });
            grid.columns = grid.columns.max(end);
            column = end;
        }
    }
    for index in misplaced(&grid, &places) {
        grid.cells[index].text.clear();
    }
    Ok(grid)
}

/// The cells that are not drawn where the structure says: right of the one before, below the one above. What they show
/// to a reader of the page belongs to another cell, so it is read in none.
fn misplaced(grid: &Grid, places: &[Option<(Place, usize)>]) -> BTreeSet<usize> {
    let mut misplaced = BTreeSet::new();
    let mut above: BTreeMap<u32, usize> = BTreeMap::new();
    let mut left: Option<usize> = None;
    for (index, cell) in grid.cells.iter().enumerate() {
        let Some((place, page)) = places[index] else { continue };
        let of_page = |other: usize| places[other].filter(|(_, of)| *of == page).map(|(place, _)| place);
        let is_wrong_of = |other: usize, is_wrong: &dyn Fn(Place) -> bool| of_page(other).is_some_and(is_wrong);
        let before = left.filter(|&other| grid.cells[other].row == cell.row);
        if let Some(other) = before.filter(|&other| is_wrong_of(other, &|other| other.x >= place.x)) {
            misplaced.extend([other, index]);
        }
        left = Some(index);
        // A cell of several rows begins anywhere beside them.
        if cell.row_span == 1 {
            let upper = above.insert(cell.column, index);
            if let Some(other) = upper.filter(|&other| is_wrong_of(other, &|other| other.y <= place.y)) {
                misplaced.extend([other, index]);
            }
        }
    }
    misplaced
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
