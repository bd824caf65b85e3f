//! Rows and columns that the form does not have, and headers set otherwise.

use super::super::model::{Cell, Content, Role, Table};
use super::shape::{insert_column, insert_row};
use crate::random::Random;

/// A column 序号 on the left with a number in every row of figures.
pub(crate) fn number_rows(table: &mut Table) {
    insert_column(table, 0);
    head(table, 0, "序号");
    for (number, row) in (1..).zip(table.figure_rows()) {
        let content = Content::Number(format!("{number}"));
        table.cells.push(Cell { content, ..Cell::text(row, 0, Role::Other, "") });
    }
}

/// A column 备注 on the right with a remark in some rows.
pub(crate) fn add_remarks(table: &mut Table, random: &mut Random) {
    let column = table.columns;
    table.columns += 1;
    head(table, column, "备注");
    for row in table.figure_rows() {
        if random.chance(25) {
            let remark = *random.pick(&["含上年结转", "详见附件", "其中2件为联合办理", "无"]);
            table.cells.push(Cell::text(row, column, Role::Other, remark));
        }
    }
}

/// Local rows with figures of their own, where no group's label stands beside them.
pub(crate) fn add_local_rows(table: &mut Table, random: &mut Random) {
    const LABELS: [&str; 3] = ["其他主动公开文件", "其中：通过网络渠道提交", "涉及民生领域的数量"];
    let rows = table.figure_rows();
    let has_row_labels = table.cells.iter().any(|cell| cell.role == Role::Label && rows.contains(&cell.row));
    let is_free = |at: u32| !table.cells.iter().any(|cell| cell.row < at && cell.end_row() > at);
    let places: Vec<u32> = rows.iter().map(|row| row + 1).filter(|&at| is_free(at)).collect();
    if places.is_empty() || !has_row_labels {
        return;
    }
    let at = *random.pick(&places);
    insert_row(table, at);
    let above: Vec<Cell> = table.cells.iter().filter(|cell| cell.row == at - 1).cloned().collect();
    let figures = || above.iter().filter(|cell| cell.id().is_some());
    let first = figures().map(|cell| cell.column).min().unwrap_or(0);
    let label = *random.pick(&LABELS);
    table.cells.push(Cell { column_span: first.max(1), ..Cell::text(at, 0, Role::Other, label) });
    for cell in figures() {
        let content = Content::Number(random.between(200_000, 900_000).to_string());
        table.cells.push(Cell { row: at, content, role: Role::Other, ..cell.clone() });
    }
}

/// The table's name across its first row.
pub(crate) fn add_title_row(table: &mut Table, title: &str) {
    insert_row(table, 0);
    let cell = Cell::text(0, 0, Role::Other, title);
    table.cells.push(Cell { column_span: table.columns, ..cell });
}

/// Sets some innermost column labels of four or more characters in two cells below each other: 商业 over 企业.
pub(crate) fn break_header_labels(table: &mut Table, random: &mut Random) {
    let header_rows = table.header_rows;
    if header_rows == 0 {
        return;
    }
    insert_row(table, header_rows);
    table.header_rows = header_rows + 1;
    let mut lower_halves = Vec::new();
    for cell in table.cells.iter_mut().filter(|cell| cell.end_row() == header_rows) {
        let letters: Vec<char> = cell.content.text().chars().filter(|letter| !letter.is_whitespace()).collect();
        if (4..=8).contains(&letters.len()) && random.chance(60) {
            let (upper, lower) = letters.split_at(letters.len() / 2);
            cell.content = Content::Text(upper.iter().collect());
            let lower: String = lower.iter().collect();
            let half = Cell::text(header_rows, cell.column, Role::Label, lower);
            lower_halves.push(Cell { column_span: cell.column_span, ..half });
        } else {
            cell.row_span += 1;
        }
    }
    table.cells.extend(lower_halves);
}

/// Writes a column's header: once over a table with one header, else above the first row of each band.
fn head(table: &mut Table, column: u32, text: &str) {
    if table.header_rows > 0 {
        let cell = Cell::text(0, column, Role::Other, text);
        table.cells.push(Cell { row_span: table.header_rows, ..cell });
        return;
    }
    let rows = table.figure_rows();
    let starts: Vec<u32> = rows.iter().copied().filter(|row| *row > 0 && !rows.contains(&(row - 1))).collect();
    for row in starts {
        if table.at(row - 1, column).is_none() {
            table.cells.push(Cell::text(row - 1, column, Role::Other, text));
        }
    }
}
