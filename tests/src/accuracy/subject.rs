//! The reports that are laid out: real ones, and invented ones of every edition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nianbao_core::form::{self, Form, FormTable};

use super::published;
use crate::{Figures, case, distinct, prose};

/// One report to be laid out and read again.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What the board calls it.
    pub name: String,
    /// The organ's full name.
    pub organ: String,
    /// The year reported on.
    pub year: i32,
    /// The figures as printed.
    pub figures: Figures,
    /// The tables that print these figures, perhaps put together from several editions.
    pub tables: Vec<FormTable>,
}

impl Subject {
    /// A report whose figures name their own tables.
    ///
    /// # Errors
    /// A figure that no edition has a place for.
    pub fn new(name: &str, organ: &str, year: i32, figures: Figures) -> Result<Self, String> {
        let tables = tables_for(&figures)?;
        let organ = if organ.is_empty() { "清河县数据局" } else { organ };
        Ok(Subject { name: name.to_owned(), organ: organ.to_owned(), year, figures, tables })
    }

    /// The text that goes with it.
    pub fn prose(&self) -> prose::Prose {
        prose::plain(&self.organ, self.year, &self.figures)
    }
}

/// The cases of the project and an invented report of each edition.
///
/// # Panics
/// Where a case names a cell that no edition has: a fault of the case.
pub fn built_in() -> Vec<Subject> {
    let subject = |name: &str, organ: &str, year, figures| {
        Subject::new(name, organ, year, figures).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let mut subjects: Vec<Subject> =
        case::all().into_iter().map(|case| subject(&case.name, &case.organ, case.year, case.cells)).collect();
    for form in form::builtin() {
        let name = format!("distinct-{}", form.edition);
        subjects.push(subject(&name, "清河县人民政府", form.first_year, distinct::distinct_for(form)));
    }
    if let Some(older) = edition("2019") {
        subjects.push(subject("mixed-single-row", "清河县民政局", 2023, mixed(older, &["requests.handled.other."])));
        subjects.push(subject(
            "mixed-band-one",
            "清河县教育局",
            2021,
            mixed(older, &["disclosure.rules.", "disclosure.normative_documents."]),
        ));
        subjects.push(subject("mixed-table-two", "清河县司法局", 2023, mixed(older, &["disclosure."])));
    }
    subjects
}

/// The complete reports of a folder, in the shape of `tests/cases` or as published ones are kept; and what is passed
/// over, with the reason.
///
/// # Errors
/// The folder cannot be read.
pub fn from_folder(folder: &Path) -> Result<(Vec<Subject>, Vec<String>), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let (mut subjects, mut passed_over) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match published::read(&name, &path) {
            Ok(subject) => subjects.push(subject),
            Err(reason) => passed_over.push(format!("{name}: {reason}")),
        }
    }
    Ok((subjects, passed_over))
}

/// Invented figures of the newest edition in which the cells under some prefixes are an older edition's.
fn mixed(older: &Form, prefixes: &[&str]) -> Figures {
    let is_older = |id: &String| prefixes.iter().any(|prefix| id.starts_with(prefix));
    let mut figures = distinct::distinct();
    figures.retain(|id, _| !is_older(id));
    figures.extend(distinct::distinct_for(older).into_iter().filter(|(id, _)| is_older(id)));
    figures
}

fn edition(name: &str) -> Option<&'static Form> {
    form::builtin().iter().find(|form| form.edition == name)
}

/// Of every table the edition's that has a place for each figure, the newest first; else band by band.
fn tables_for(figures: &Figures) -> Result<Vec<FormTable>, String> {
    let mut by_table: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for id in figures.keys() {
        let table = id.split_once('.').map_or("", |(table, _)| table);
        by_table.entry(table).or_default().insert(id.clone());
    }
    let newest_first: Vec<&Form> = form::builtin().iter().rev().collect();
    let mut tables = Vec::new();
    for (id, wanted) in by_table {
        let candidates: Vec<&FormTable> = newest_first.iter().filter_map(|form| form.table(id)).collect();
        let whole = candidates.iter().find(|table| ids(table).is_superset(&wanted));
        match whole {
            Some(table) => tables.push((*table).clone()),
            None => tables.push(from_bands(&candidates, &wanted)?),
        }
    }
    // In the order of the form, not of the names.
    let order =
        |table: &FormTable| newest_first.iter().flat_map(|form| &form.tables).position(|other| other.id == table.id);
    tables.sort_by_key(order);
    Ok(tables)
}

/// A table whose bands are each the one, of any edition, that has a place for most of the figures.
fn from_bands(candidates: &[&FormTable], wanted: &BTreeSet<String>) -> Result<FormTable, String> {
    let first = candidates.first().ok_or("no edition has such a table")?;
    let labels: BTreeSet<&Option<String>> =
        candidates.iter().flat_map(|table| &table.bands).map(|band| &band.label).collect();
    let mut table = FormTable { bands: Vec::new(), ..(*first).clone() };
    for label in labels {
        let bands = candidates.iter().flat_map(|table| table.bands.iter().filter(|band| band.label == *label));
        let held = |band: &form::Band| ids_of_band(&table.id, band).intersection(wanted).count();
        let bands: Vec<&form::Band> = bands.collect();
        // Of equals the last of the reversed order, which is the newest edition's.
        if let Some(best) = bands.into_iter().rev().max_by_key(|band| held(band))
            && held(best) > 0
        {
            table.bands.push(best.clone());
        }
    }
    // 第（一）项 sorts after 第（九）项 by its characters; the printed order is that of the newest form.
    let place = |band: &form::Band| {
        candidates.iter().flat_map(|table| &table.bands).position(|other| other.label == band.label)
    };
    table.bands.sort_by_key(place);
    let held: BTreeSet<String> = ids(&table);
    match wanted.iter().find(|id| !held.contains(*id)) {
        Some(id) => Err(format!("no edition has a place for {id}")),
        None => Ok(table),
    }
}

fn ids(table: &FormTable) -> BTreeSet<String> {
    table.cells().map(|cell| cell.id()).collect()
}

fn ids_of_band(table: &str, band: &form::Band) -> BTreeSet<String> {
    let rows = band.row_leaves();
    rows.into_iter()
        .flat_map(|row| band.column_leaves().into_iter().map(move |column| (row, column)))
        .map(|(row, column)| format!("{table}.{}", band.cell_id(row, column)))
        .collect()
}
