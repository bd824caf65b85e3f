//! What several cells are called together: by their group of rows or columns where they are all of it.

use nianbao_core::Finding;
use nianbao_core::form::{Band, Node, Tree};

use super::super::facts::Facts;

/// The column that a name need not say.
const TOTAL: &str = "total";

/// A name in Chinese and English.
struct Name {
    zh: String,
    en: String,
    /// Whether it is a group's, whose members are summed.
    is_group: bool,
}

/// Tells a finding what its cells are called together: `summed` and `summed_en`, and in `sum` whether that is the name of a
/// group, whose members are meant, or of each of them.
pub(super) fn named(facts: &Facts<'_>, cells: &[String], finding: Finding) -> Finding {
    match name(facts, cells) {
        Some(name) => finding
            .with("sum", if name.is_group { "group" } else { "several" })
            .with("summed", name.zh)
            .with("summed_en", name.en),
        None => finding.with("sum", "several").with_cells("summed", cells).with_cells("summed_en", cells),
    }
}

fn name(facts: &Facts<'_>, cells: &[String]) -> Option<Name> {
    let (id, _) = cells.first()?.split_once('.')?;
    let (form, read) = facts.tables().find(|(form, _)| form.id == id)?;
    let keys: Vec<&str> = cells.iter().filter_map(|cell| cell.strip_prefix(id)?.strip_prefix('.')).collect();
    let band = form.bands.iter().find(|band| place(band, keys[0]).is_some())?;
    let places: Option<Vec<(Option<usize>, usize)>> = keys.iter().map(|key| place(band, key)).collect();
    let (rows, columns): (Vec<Option<usize>>, Vec<usize>) =
        places.filter(|_| keys.len() == cells.len())?.into_iter().unzip();
    let rows: Option<Vec<usize>> = rows.into_iter().collect();
    let Some(rows) = rows else { return Some(without_rows(&band.columns, &columns)) };
    let is_read = |row: usize, column: usize| read.cells.contains_key(&band.cell_id(Some(row), column));
    let rows = joined(&band.rows, &rows, |row| is_read(row, columns[0]));
    let row_count = cells.len() / unique(&columns).len().max(1);
    let columns_name = joined(&band.columns, &columns, |_| true);
    // Every row in every column, or they have no one name.
    if row_count * unique(&columns).len() != cells.len() {
        return None;
    }
    let is_total = matches!(unique(&columns).as_slice(), [column] if band.columns.nodes[*column].id == TOTAL);
    if is_total {
        return Some(rows);
    }
    Some(Name {
        zh: format!("{}·{}", rows.zh, columns_name.zh),
        en: format!("{} · {}", rows.en, columns_name.en),
        is_group: rows.is_group || columns_name.is_group,
    })
}

/// The row and column of a key.
fn place(band: &Band, key: &str) -> Option<(Option<usize>, usize)> {
    let columns = band.column_leaves();
    band.row_leaves().into_iter().find_map(|row| {
        let rest = match row {
            Some(row) => key.strip_prefix(band.rows.nodes[row].id.as_str())?.strip_prefix('.')?,
            None => key,
        };
        let column = columns.iter().find(|column| band.columns.nodes[**column].id == rest)?;
        Some((row, *column))
    })
}

fn unique(leaves: &[usize]) -> Vec<usize> {
    let mut unique = leaves.to_vec();
    unique.sort_unstable();
    unique.dedup();
    unique
}

/// The names of leaves, a group's where all its leaves that count are among them.
fn joined(tree: &Tree, leaves: &[usize], counts: impl Fn(usize) -> bool) -> Name {
    let leaves = unique(leaves);
    let mut named: Vec<usize> = Vec::new();
    for node in 0..tree.nodes.len() {
        if named.iter().any(|known| tree.contains(*known, node)) {
            continue;
        }
        let below: Vec<usize> = tree.leaves_below(node).into_iter().filter(|leaf| counts(*leaf)).collect();
        if !below.is_empty() && below.iter().all(|leaf| leaves.contains(leaf)) {
            named.push(node);
        }
    }
    let nodes: Vec<&Node> = named.iter().map(|node| &tree.nodes[*node]).collect();
    let is_group = matches!(named.as_slice(), [only] if !leaves.contains(only));
    list(nodes.iter().map(|node| (node.label.clone(), node.en.clone())), is_group)
}

/// Columns of a band that is one row of figures: each with the group that it is of.
fn without_rows(tree: &Tree, columns: &[usize]) -> Name {
    let with_group = |column: &usize| {
        let path = tree.path(*column);
        let labels =
            |text: fn(&Node) -> &str| -> Vec<&str> { path.iter().map(|node| text(&tree.nodes[*node])).collect() };
        (labels(|node| &node.label).join("·"), labels(|node| &node.en).join(" · "))
    };
    list(columns.iter().map(with_group), false)
}

fn list(names: impl Iterator<Item = (String, String)>, is_group: bool) -> Name {
    let (zh, en): (Vec<String>, Vec<String>) = names.unzip();
    Name { zh: zh.join("、"), en: en.join(", "), is_group }
}

#[cfg(test)]
mod tests {
    use nianbao_core::Report;
    use nianbao_core::form;
    use nianbao_core::report::{Part, PartBlock};

    use crate::check::{Checker, Settings, Subject};

    /// The finding on a text beside figures of which all others are 0.
    fn found(text: &str, figures: &[(&str, i64)]) -> nianbao_core::Finding {
        let form = form::builtin().iter().find(|form| form.edition == "2021").expect("a built-in edition");
        let mut report = Report::new();
        report.year = Some(2024);
        for table in &form.tables {
            let read = report.tables.entry(table.id.clone()).or_default();
            read.edition.clone_from(&form.edition);
            read.cells = table.cells().map(|cell| (cell.key(), 0.into())).collect();
        }
        for (id, value) in figures {
            let (table, key) = id.split_once('.').expect("a full cell id");
            report.tables.entry(table.to_owned()).or_default().cells.insert(key.to_owned(), (*value).into());
        }
        let blocks = vec![PartBlock::Paragraph { text: text.to_owned() }];
        report.parts = vec![Part { number: 1, heading: form.parts[0].heading.clone(), blocks }];
        let subject = Subject::of(&report);
        let found = Checker::new(form::builtin(), Settings::default()).check(subject);
        found.into_iter().find(|finding| finding.code.starts_with('N')).expect("the text is wrong")
    }

    #[test]
    fn no_cell_of_a_group_is_blamed_for_its_sum() {
        let figures = [("requests.received.total", 4), ("requests.handled.denied.third_party.total", 4)];
        let finding = found("收到政府信息公开申请4件，不予公开6件。", &figures);
        assert_eq!((finding.cell, finding.source), (None, None));
        assert_eq!(finding.arguments["summed"], "（三）不予公开");
        assert_eq!(finding.arguments["sum"], "group");
        let related: Vec<&str> = finding.related.iter().filter_map(|related| related.cell.as_deref()).collect();
        let rows = ["state_secret", "law_forbids", "safety_stability", "third_party", "internal_affairs"];
        let rows = rows.into_iter().chain(["process_information", "enforcement_file", "query_matter"]);
        assert_eq!(related, rows.map(|row| format!("requests.handled.denied.{row}.total")).collect::<Vec<_>>());
    }

    #[test]
    fn of_cells_said_to_hold_nothing_the_one_that_does_is_looked_at() {
        // Where the relations hold: what they give away of a claim, they say themselves.
        let rows = ["received", "handled.denied.third_party", "handled.total"];
        let in_column = |column: &str| rows.map(|row| format!("requests.{row}.{column}"));
        let figures = [in_column("natural_person"), in_column("total")].concat();
        let figures: Vec<(&str, i64)> = figures.iter().map(|id| (id.as_str(), 4)).collect();
        let finding = found("收到政府信息公开申请4件，不予公开0件。", &figures);
        assert_eq!(finding.cell.as_deref(), Some("requests.handled.denied.third_party.total"));
        assert_eq!(finding.related.len(), 7);
    }
}
