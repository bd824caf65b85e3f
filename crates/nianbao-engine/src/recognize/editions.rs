//! Which edition of the form each table is of, and what is odd about it.

use std::collections::BTreeSet;

use nianbao_core::finding::Severity;
use nianbao_core::form::{Form, FormTable};
use nianbao_core::{Finding, Report};

use super::choose::Chosen;
use super::tables::Keys;

/// A table with every edition that has it word for word, oldest first, in the document's order.
pub(super) type OfTable = (String, Vec<usize>);

/// The editions of each table by its labels alone.
pub(super) fn of_tables(forms: &[Form], chosen: &[Chosen]) -> Vec<OfTable> {
    let mut editions: Vec<OfTable> = Vec::new();
    for chosen in chosen.iter().filter(|chosen| !chosen.is_addition) {
        if editions.iter().any(|(id, _)| *id == chosen.placing.id) {
            continue;
        }
        let table = &forms[chosen.placing.form].tables[chosen.placing.table];
        let same = (0..forms.len()).filter(|&form| forms[form].table(&table.id) == Some(table));
        editions.push((table.id.clone(), same.collect()));
    }
    editions
}

/// A table that several editions have alike is of the edition of the nearest table that only one has, else of the
/// newest that is not after the report's year.
pub(super) fn settle(forms: &[Form], editions: &[OfTable], report: &mut Report) {
    let decided = |(index, (_, of)): (usize, &OfTable)| Some((index, *of.first().filter(|_| of.len() == 1)?));
    let decided: Vec<(usize, usize)> = editions.iter().enumerate().filter_map(decided).collect();
    for (index, (id, of)) in editions.iter().enumerate().filter(|(_, (_, of))| of.len() > 1) {
        let nearest = decided.iter().min_by_key(|(other, _)| other.abs_diff(index)).map(|(_, form)| *form);
        let of_year =
            || of.iter().copied().filter(|&form| report.year.is_none_or(|year| forms[form].first_year <= year));
        let form =
            nearest.filter(|form| of.contains(form)).or_else(|| of_year().max_by_key(|&form| forms[form].first_year));
        if let (Some(form), Some(table)) = (form, report.tables.get_mut(id)) {
            table.edition.clone_from(&forms[form].edition);
        }
    }
}

/// A finding for each table of an edition that is not the year's, and for each with cells of another edition.
pub(super) fn compare_with_year(forms: &[Form], keys: &Keys, report: &Report, findings: &mut Vec<Finding>) {
    let not_after = |year: i32| forms.iter().filter(move |form| form.first_year <= year);
    let of_year = report.year.and_then(|year| not_after(year).max_by_key(|form| form.first_year));
    for (id, table) in &report.tables {
        let Some(form_index) = forms.iter().position(|form| form.edition == table.edition) else { continue };
        let form = &forms[form_index];
        let Some(index) = form.tables.iter().position(|form_table| form_table.id == *id) else { continue };
        let form_table = &form.tables[index];
        let about = |kind: &str| {
            Finding::new("S06", Severity::Warning)
                .with("kind", kind)
                .with("table", &form_table.name.zh)
                .with("edition", &form.edition)
        };
        let source = |key: &str| report.sources.get(&format!("{id}.{key}")).map(String::as_str);
        let foreign = keys.foreign(form_index, index, table);
        if let Some(first) = foreign.first() {
            let finding = about("mixed").with("other", edition_of(forms, id, first)).with("count", foreign.len());
            findings.push(finding.in_cell(format!("{id}.{first}")).at(source(first)));
        }
        // Of a table that was cut short, what is left may be the year's as well.
        let has_all = |of_year: &FormTable| {
            let own: BTreeSet<String> = of_year.cells().map(|cell| cell.key()).collect();
            table.cells.keys().all(|key| own.contains(key))
        };
        let differs =
            |of_year: &&Form| of_year.table(id) != Some(form_table) && !of_year.table(id).is_some_and(has_all);
        if let (Some(of_year), Some(year)) = (of_year.filter(differs), report.year) {
            let first = table.cells.keys().find_map(|key| source(key));
            findings.push(about("year").with("year", year).with("expected", &of_year.edition).at(first));
        }
    }
}

/// The newest edition that a cell belongs to.
fn edition_of<'a>(forms: &'a [Form], table: &str, key: &str) -> &'a str {
    let has = |form_table: &FormTable| form_table.cells().any(|cell| cell.key() == key);
    let form = forms.iter().rev().find(|form| form.table(table).is_some_and(has));
    form.map_or("", |form| form.edition.as_str())
}
