//! The figures of the pieces, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::Form;
use nianbao_core::report::{ExtraRow, Table};
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};

use super::{Difference, Joining, Piece, squeeze};

/// Fills in tables and sources.
pub(super) fn join(joining: &mut Joining<'_>, forms: &[Form]) {
    let mut ids: Vec<&String> = joining.pieces.iter().flat_map(|piece| piece.report().tables.keys()).collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        join_table(joining, id, forms);
    }
}

/// A table that several editions have alike is of the edition of the report's other tables, else of the newest that is
/// not after its year: read alone, it could not tell.
pub(super) fn settle_editions(report: &mut Report, forms: &[Form]) {
    let alike = |id: &str, edition: &str| -> Vec<&Form> {
        forms.iter().filter(|form| is_one_table(forms, id, edition, &form.edition)).collect()
    };
    let of_tables: Vec<(String, Vec<&Form>)> =
        report.tables.iter().map(|(id, table)| (id.clone(), alike(id, &table.edition))).collect();
    let sure = of_tables.iter().find_map(|(_, forms)| (forms.len() == 1).then(|| forms[0]));
    for (id, alike) in of_tables.iter().filter(|(_, alike)| alike.len() > 1) {
        let of_others = sure.filter(|sure| alike.iter().any(|form| form.edition == sure.edition));
        let of_year = alike.iter().copied().filter(|form| report.year.is_none_or(|year| form.first_year <= year));
        let form = of_others.or_else(|| of_year.max_by_key(|form| form.first_year));
        if let (Some(form), Some(table)) = (form, report.tables.get_mut(id)) {
            table.edition.clone_from(&form.edition);
        }
    }
}

/// One finding for all cells of a table that no piece has, and one for a table that no piece has.
pub(super) fn note_what_is_missing(report: &Report, base: &Form, forms: &[Form], findings: &mut Vec<Finding>) {
    for form_table in &base.tables {
        let name = &form_table.name.zh;
        let Some(table) = report.tables.get(&form_table.id) else {
            findings.push(Finding::new("L05", Severity::Error).with("table", name));
            continue;
        };
        let form = forms.iter().find(|form| form.edition == table.edition);
        let Some(form_table) = form.and_then(|form| form.table(&form_table.id)) else { continue };
        let missing = form_table.cells().filter(|cell| !table.cells.contains_key(&cell.key()));
        let mut missing = missing.map(|cell| Related { cell: Some(cell.id()), source: None });
        if let Some(first) = missing.next().and_then(|first| first.cell) {
            let related: Vec<Related> = missing.collect();
            let finding = Finding::new("L04", Severity::Error).with("table", name).with("count", related.len() + 1);
            findings.push(Finding { related, ..finding.in_cell(first) });
        }
    }
}

fn join_table(joining: &mut Joining<'_>, id: &str, forms: &[Form]) {
    let having = joining.pieces.iter().filter_map(|piece| Some((piece, piece.report().tables.get(id)?)));
    let mut having: Vec<(&Piece, &Table)> = having.collect();
    let notes = join_notes(&having);
    // An empty form adds nothing to a filled one: what the filled one lacks stays missing.
    if having.iter().any(|(_, table)| has_figures(table)) {
        having.retain(|(_, table)| has_figures(table));
    }
    let Some(&(first_piece, first)) = having.first() else { return };
    let edition = edition_of_all(&having, id, forms).unwrap_or(&first.edition);
    let own = keys_of(forms, id, edition);
    let name = forms.iter().find_map(|form| form.table(id)).map_or(id, |table| table.name.zh.as_str());
    let mut joined = Table { edition: edition.to_owned(), notes, ..Table::default() };
    let mut conflicts: Vec<Conflict<'_>> = Vec::new();
    // Whose each figure is.
    let mut owners: BTreeMap<&str, &Piece> = BTreeMap::new();
    for (piece, table) in having {
        if !fits(forms, id, table, edition) {
            let (first_at, second_at) = (&first_piece.name, &piece.name);
            let (first, second) = (&first.edition, &table.edition);
            joining.differ(Severity::Error, &Difference { kind: "edition", name, first, second, first_at, second_at });
            continue;
        }
        // A blank that the edition has no cell for came with the reading in another edition.
        let is_own = |key: &String, value: &CellValue| {
            table.edition == edition || *value != CellValue::Blank || own.contains(key)
        };
        for (key, value) in table.cells.iter().filter(|(key, value)| is_own(key, value)) {
            let kept = joined.cells.get(key);
            match (kept, owners.get(key.as_str())) {
                (Some(kept), Some(_)) if *value == CellValue::Blank || kept == value => {}
                (Some(kept), Some(owner)) if *kept != CellValue::Blank => {
                    conflicts.push(Conflict { id: format!("{id}.{key}"), first: owner, second: piece });
                }
                _ => {
                    joined.cells.insert(key.clone(), value.clone());
                    owners.insert(key, piece);
                }
            }
        }
        join_extra_rows(joining, name, &mut joined.extra_rows, piece, &table.extra_rows);
    }
    for (key, owner) in owners {
        let id = format!("{id}.{key}");
        if let Some(source) = owner.report().sources.get(&id) {
            joining.report.sources.insert(id, source.clone());
        }
    }
    joining.findings.extend(finding_of(&conflicts, name));
    joining.report.tables.insert(id.to_owned(), joined);
}

/// The edition that every piece of a table fits: a stretch of a table may stand in several, and only another stretch
/// tells which one it is.
fn edition_of_all<'a>(having: &[(&Piece, &'a Table)], id: &str, forms: &[Form]) -> Option<&'a str> {
    let editions = having.iter().map(|(_, table)| table.edition.as_str());
    editions.into_iter().find(|edition| having.iter().all(|(_, table)| fits(forms, id, table, edition)))
}

/// Whether all figures of a table are cells of an edition; a cell that editions share means the same in each.
fn fits(forms: &[Form], id: &str, table: &Table, edition: &str) -> bool {
    if table.edition == edition {
        return true;
    }
    let own = keys_of(forms, id, edition);
    table.cells.iter().all(|(key, value)| *value == CellValue::Blank || own.contains(key))
}

/// The cells that an edition has in a table.
fn keys_of(forms: &[Form], id: &str, edition: &str) -> BTreeSet<String> {
    let table = forms.iter().find(|form| form.edition == edition).and_then(|form| form.table(id));
    table.map(|table| table.cells().map(|cell| cell.key()).collect()).unwrap_or_default()
}

/// Whether two editions have a table word for word.
fn is_one_table(forms: &[Form], id: &str, one: &str, other: &str) -> bool {
    let table = |edition: &str| forms.iter().find(|form| form.edition == edition).and_then(|form| form.table(id));
    one == other || table(one).is_some() && table(one) == table(other)
}

fn has_figures(table: &Table) -> bool {
    table.cells.values().any(|value| *value != CellValue::Blank)
}

/// A cell that two pieces have differently.
struct Conflict<'a> {
    id: String,
    first: &'a Piece,
    second: &'a Piece,
}

/// One finding for all figures of a table that differ.
fn finding_of(conflicts: &[Conflict<'_>], table: &str) -> Option<Finding> {
    let Conflict { id, first, second } = conflicts.first()?;
    let value = |piece: &Piece| piece.report().cell(id).map(ToString::to_string).unwrap_or_default();
    let (first_at, second_at) = places(first, second, id);
    let finding = Finding::new("L03", Severity::Error)
        .with("table", table)
        .with("count", conflicts.len())
        .with("first", value(first))
        .with("second", value(second))
        .with("second_at", second_at);
    let related = |Conflict { id, first, second }: &Conflict<'_>| Related {
        cell: Some(id.clone()),
        source: Some(Source::at(places(first, second, id).1)),
    };
    let related = conflicts.iter().map(related).collect();
    Some(Finding { related, ..finding.in_cell(id).at(Some(first_at)) })
}

/// Where two pieces have a figure. Two reports saved as JSON may both name the place they once were read from, which
/// tells nothing; then the pieces are named.
fn places<'a>(first: &'a Piece, second: &'a Piece, id: &str) -> (&'a str, &'a str) {
    let (first_at, second_at) = (first.place(id), second.place(id));
    if first_at == second_at { (&first.name, &second.name) } else { (first_at, second_at) }
}

/// Every note once.
fn join_notes(tables: &[(&Piece, &Table)]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for note in tables.iter().flat_map(|(_, table)| &table.notes) {
        if !notes.iter().any(|known| squeeze(known) == squeeze(note)) {
            notes.push(note.clone());
        }
    }
    notes
}

/// Adds the local rows of a piece; a row that is there already must say the same.
fn join_extra_rows(
    joining: &mut Joining<'_>,
    table: &str,
    joined: &mut Vec<ExtraRow>,
    piece: &Piece,
    rows: &[ExtraRow],
) {
    let known = joined.len();
    for row in rows {
        let Some(same) = joined[..known].iter().find(|known| squeeze(&known.label) == squeeze(&row.label)) else {
            joined.push(row.clone());
            continue;
        };
        let differing = row.cells.iter().find(|(key, value)| same.cells.get(*key) != Some(value));
        if let Some((key, value)) = differing {
            let first = same.cells.get(key).map(ToString::to_string).unwrap_or_default();
            let name = format!("{table}·{}", row.label);
            let what = Difference {
                kind: "row",
                name: &name,
                first: &first,
                second: &value.to_string(),
                first_at: same.at.as_deref().unwrap_or_default(),
                second_at: row.at.as_deref().unwrap_or(&piece.name),
            };
            joining.differ(Severity::Error, &what);
        }
    }
}
