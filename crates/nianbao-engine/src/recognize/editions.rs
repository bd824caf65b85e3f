//! Which edition of the form each table is of, and what is odd about it.

use std::collections::BTreeSet;

use nianbao_core::finding::Severity;
use nianbao_core::form::{Form, FormTable};
use nianbao_core::{Finding, Report};

use super::choose::Chosen;

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
pub(super) fn compare_with_year(forms: &[Form], report: &Report, findings: &mut Vec<Finding>) {
    let of_year = report
        .year
        .and_then(|year| forms.iter().filter(|form| form.first_year <= year).max_by_key(|form| form.first_year));
    for (id, table) in &report.tables {
        let Some(form) = forms.iter().find(|form| form.edition == table.edition) else { continue };
        let Some(form_table) = form.table(id) else { continue };
        let own: BTreeSet<String> = form_table.cells().map(|cell| cell.key()).collect();
        let foreign: Vec<&String> = table.cells.keys().filter(|key| !own.contains(*key)).collect();
        let about = |kind: &str| {
            Finding::new("S06", Severity::Warning)
                .with("kind", kind)
                .with("table", &form_table.name.zh)
                .with("edition", &form.edition)
        };
        if let Some(first) = foreign.first() {
            let cell = format!("{id}.{first}");
            let source = report.sources.get(&cell).map(String::as_str);
            let other = edition_of(forms, id, first);
            findings.push(about("mixed").with("other", other).with("count", foreign.len()).in_cell(&cell).at(source));
        }
        let differs = |of_year: &Form| of_year.table(id) != Some(form_table);
        if let (Some(of_year), Some(year)) = (of_year.filter(|of_year| differs(of_year)), report.year) {
            let mut sources = form_table.cells().filter_map(|cell| report.sources.get(&cell.id()));
            let source = sources.next().map(String::as_str);
            findings.push(about("year").with("year", year).with("expected", &of_year.edition).at(source));
        }
    }
}

/// The edition that a cell belongs to.
fn edition_of<'a>(forms: &'a [Form], table: &str, key: &str) -> &'a str {
    let has = |form_table: &FormTable| form_table.cells().any(|cell| cell.key() == key);
    let form = forms.iter().rev().find(|form| form.table(table).is_some_and(has));
    form.map_or("", |form| form.edition.as_str())
}
