//! The cells that words of prose stand for: rows and groups of rows of part three, columns and groups of columns.

use super::super::facts::Facts;

/// The columns of applicants that 法人或其他组织 takes in.
const ORGANISATIONS: [&str; 5] = ["business", "research", "public_welfare", "legal_service", "other"];

/// The cells of a row of part three, or of all rows of a group, in a column or a group of columns; `None` where the
/// report lacks them.
pub(super) fn of_row(facts: &Facts<'_>, row: &str, column: &str) -> Option<Vec<String>> {
    let columns: &[&str] = if column == "organisations" { &ORGANISATIONS } else { &[column] };
    let figures = facts.figures();
    let mut cells = Vec::new();
    for column in columns {
        let own = format!("requests.{row}.{column}");
        if figures.contains_key(&own) {
            cells.push(own);
            continue;
        }
        let (group, ending) = (format!("requests.{row}."), format!(".{column}"));
        let below = figures.range(group.clone()..).map(|(id, _)| id).take_while(|id| id.starts_with(&group));
        // `total` is a column, `handled.other.other` a row with the column's name: only the last piece counts.
        let below: Vec<String> =
            below.filter(|id| id.ends_with(&ending) && !id.contains("handled.total")).cloned().collect();
        if below.is_empty() {
            return None;
        }
        cells.extend(below);
    }
    Some(cells)
}

/// The cells of several rows together.
pub(super) fn of_rows(facts: &Facts<'_>, rows: &[&str], column: &str) -> Option<Vec<String>> {
    let cells: Option<Vec<Vec<String>>> = rows.iter().map(|row| of_row(facts, row, column)).collect();
    cells.map(|cells| cells.concat())
}

/// Those of some cells that the report has; `None` where it lacks one.
pub(super) fn known<const N: usize>(facts: &Facts<'_>, ids: [String; N]) -> Option<Vec<String>> {
    ids.iter().all(|id| facts.figures().contains_key(id)).then(|| ids.to_vec())
}
