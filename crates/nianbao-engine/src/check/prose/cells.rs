//! The cells that words of prose stand for: rows and groups of rows of part three, columns and groups of columns.

use super::super::facts::Facts;

/// The columns of applicants that 法人或其他组织 takes in.
const ORGANISATIONS: [&str; 5] = ["business", "research", "public_welfare", "legal_service", "other"];

/// The cells of a row of part three, or of all rows of a group, in a column or a group of columns, in the form's order;
/// `None` where the report lacks them.
pub(super) fn of_row(facts: &Facts<'_>, row: &str, column: &str) -> Option<Vec<String>> {
    let columns: &[&str] = if column == "organisations" { &ORGANISATIONS } else { &[column] };
    let figures = &facts.report().tables.get("requests")?.cells;
    let read = |row: &str, column: &str| {
        let id = ["requests.", row, ".", column].concat();
        figures.contains_key(&id["requests.".len()..]).then_some(id)
    };
    let mut cells = Vec::new();
    for column in columns {
        if let Some(cell) = read(row, column) {
            cells.push(cell);
            continue;
        }
        let (form, _) = facts.tables().find(|(form, _)| form.id == "requests")?;
        let rows = form.bands.iter().flat_map(|band| &band.rows.nodes).map(|node| node.id.as_str());
        let is_below = |id: &&str| id.strip_prefix(row).is_some_and(|rest| rest.starts_with('.'));
        let before = cells.len();
        cells.extend(rows.filter(|id| is_below(id) && *id != "handled.total").filter_map(|row| read(row, column)));
        if cells.len() == before {
            return None;
        }
    }
    Some(cells)
}

/// The cells of several rows together.
pub(super) fn of_rows(facts: &Facts<'_>, rows: &[&str], column: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    for row in rows {
        cells.extend(of_row(facts, row, column)?);
    }
    Some(cells)
}

/// A cell by its full id; `None` where the report lacks it.
pub(super) fn known(facts: &Facts<'_>, id: String) -> Option<String> {
    facts.value(&id).is_some().then_some(id)
}
