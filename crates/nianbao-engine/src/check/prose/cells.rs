//! The cells that words of prose stand for: rows and groups of rows of part three, columns and groups of columns.

use std::ops::Bound;

use super::super::facts::Facts;

/// The columns of applicants that 法人或其他组织 takes in.
const ORGANISATIONS: [&str; 5] = ["business", "research", "public_welfare", "legal_service", "other"];

/// The cells of a row of part three, or of all rows of a group, in a column or a group of columns, in the form's order;
/// `None` where the report lacks them.
pub(super) fn of_row(facts: &Facts<'_>, row: &str, column: &str) -> Option<Vec<String>> {
    let columns: &[&str] = if column == "organisations" { &ORGANISATIONS } else { &[column] };
    let figures = &facts.report().tables.get("requests")?.cells;
    let mut cells = Vec::new();
    for column in columns {
        let own = [row, ".", column].concat();
        if figures.contains_key(&own) {
            cells.push(["requests.", &own].concat());
            continue;
        }
        let (group, ending) = ([row, "."].concat(), [".", column].concat());
        let below = figures.range::<str, _>((Bound::Included(group.as_str()), Bound::Unbounded)).map(|(key, _)| key);
        // `total` is a column, `handled.other.other` a row with the column's name: only the last piece counts.
        let below = below.take_while(|key| key.starts_with(&group)).filter(|key| key.ends_with(&ending));
        let before = cells.len();
        cells.extend(below.filter(|key| !key.contains("handled.total")).map(|key| ["requests.", key].concat()));
        if cells.len() == before {
            return None;
        }
        // The report keeps its figures by their ids, which are in no order that a reader knows.
        if let Some((form, _)) = facts.tables().find(|(form, _)| form.id == "requests") {
            let rows: Vec<&str> =
                form.bands.iter().flat_map(|band| &band.rows.nodes).map(|node| node.id.as_str()).collect();
            let row_of = |cell: &String| {
                let key = cell.strip_prefix("requests.").and_then(|key| key.strip_suffix(&ending));
                rows.iter().position(|row| Some(*row) == key).unwrap_or(rows.len())
            };
            cells[before..].sort_by_cached_key(row_of);
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
