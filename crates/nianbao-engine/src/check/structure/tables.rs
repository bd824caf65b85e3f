//! S04 and S05: every table is there as a table, with all rows and columns.

use std::collections::BTreeSet;

use nianbao_core::document::NoteKind;
use nianbao_core::form::{FormCell, FormTable};
use nianbao_core::report::Table;

use super::text::{has_any, of_part, without_blanks};
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// How a text says that a table stands elsewhere.
const ELSEWHERE: [&str; 10] =
    ["见附件", "见附表", "详见附", "见下图", "如下图", "见图片", "见附图", "另附", "附后", "见链接"];

/// Tables that stand as a picture or in an annex; of a report that was read from data, any table that it lacks.
pub(super) fn not_as_a_table(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    let is_missing = |table: &&FormTable| !report.tables.contains_key(&table.id);
    let missing: Vec<&FormTable> = facts.form.tables.iter().filter(is_missing).collect();
    let has_picture = facts.subject.notes.iter().any(|note| note.kind == NoteKind::Image);
    let is_from_data = report.sources.is_empty() && !report.tables.is_empty();
    for table in missing {
        let part = facts.form.part_of_table(&table.id);
        let text: String = part
            .into_iter()
            .flat_map(|part| of_part(facts, part))
            .map(|passage| without_blanks(passage.text))
            .collect();
        let kind = match () {
            () if has_any(&text, &ELSEWHERE) => "annex",
            () if has_picture => "picture",
            () if is_from_data => "absent",
            () => continue,
        };
        let finding = findings.new_finding().with("kind", kind).with("table", &table.name.zh);
        findings.add(finding);
    }
}

/// So many lost rows and columns are named; more are only counted.
const MOST_LABELS: usize = 5;

/// Whole rows and columns of a table that a report read from data lacks.
pub(super) fn missing_rows_and_columns(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !facts.report().sources.is_empty() {
        return;
    }
    for (form_table, table) in facts.tables() {
        let keys: BTreeSet<String> = form_table.cells().map(|cell| cell.key()).collect();
        let is_mixed = table.cells.keys().any(|key| !keys.contains(key));
        let missing: Vec<FormCell<'_>> =
            form_table.cells().filter(|cell| !table.cells.contains_key(&cell.key())).collect();
        let Some(first) = missing.first().filter(|_| !is_mixed) else { continue };
        let mut labels = lost(form_table, table, |cell| (cell.band_index, cell.row), row_label);
        labels.extend(lost(form_table, table, |cell| (cell.band_index, Some(cell.column)), column_label));
        if labels.is_empty() {
            continue;
        }
        let mut finding = findings
            .new_finding()
            .with("table", &form_table.name.zh)
            .with("labels", labels[..labels.len().min(MOST_LABELS)].join("、"))
            .with("count", labels.len())
            .with("more", labels.len().saturating_sub(MOST_LABELS))
            .in_cell(first.id());
        for cell in missing.iter().skip(1) {
            finding = finding.related_to(cell.id(), None);
        }
        findings.add(finding);
    }
}

/// The labels of the rows or columns of which no cell is there.
fn lost<'t, K: PartialEq>(
    form_table: &'t FormTable,
    table: &Table,
    line: impl Fn(&FormCell<'t>) -> K,
    label: impl Fn(&FormCell<'t>) -> Option<&'t str>,
) -> Vec<&'t str> {
    let is_there = |cell: &FormCell<'t>| table.cells.contains_key(&cell.key());
    let mut labels = Vec::new();
    for cell in form_table.cells() {
        let is_lost = !form_table.cells().any(|other| line(&other) == line(&cell) && is_there(&other));
        let label = label(&cell).filter(|_| is_lost);
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
    labels
}

fn row_label<'t>(cell: &FormCell<'t>) -> Option<&'t str> {
    let row = cell.row?;
    Some(&cell.table.bands[cell.band_index].rows.nodes[row].label)
}

/// The label of a column in a band of several rows; in a band of one row, the cell is the row's.
fn column_label<'t>(cell: &FormCell<'t>) -> Option<&'t str> {
    let band = &cell.table.bands[cell.band_index];
    (band.row_leaves().len() != 1 || cell.row.is_none()).then(|| band.columns.nodes[cell.column].label.as_str())
}
