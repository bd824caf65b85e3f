//! From placings to the report's tables: each figure's value and source, and a finding for all that is doubtful.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::{Form, FormCell, FormTable};
use nianbao_core::report::{ExtraRow, Table};
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};

use super::choose::{self, Chosen};
use super::placing::{self, CellOfForm, Figure, LocalRow};
use super::sheet::{Kind, Sheet};
use super::value;

/// The cells of every table of every edition, with their ids, made once.
pub(super) struct Keys {
    tables: Vec<Vec<Vec<Key>>>,
}

struct Key {
    cell: CellOfForm,
    key: String,
    id: String,
    /// Its place among the table's cells by their ids.
    place: usize,
}

impl Keys {
    pub(super) fn new(forms: &[Form]) -> Self {
        let of_table = |table: &FormTable| {
            let key = |cell: FormCell<'_>| Key {
                cell: (cell.band_index, cell.row, cell.column),
                key: cell.key(),
                id: cell.id(),
                place: 0,
            };
            let mut keys: Vec<Key> = table.cells().map(key).collect();
            keys.sort_by(|one, other| one.id.cmp(&other.id));
            for (place, key) in keys.iter_mut().enumerate() {
                key.place = place;
            }
            keys.sort_by_key(|key| key.cell);
            keys
        };
        Keys { tables: forms.iter().map(|form| form.tables.iter().map(of_table).collect()).collect() }
    }

    /// Of the `row.column` ids that a report has in a table, those that the form's table has no cell of.
    pub(super) fn foreign<'t>(&self, form: usize, index: usize, table: &'t Table) -> Vec<&'t String> {
        let keys = &self.tables[form][index];
        let mut own: Vec<&str> = vec![""; keys.len()];
        keys.iter().for_each(|key| own[key.place] = &key.key);
        // Both are in order.
        let mut own = own.into_iter().peekable();
        let is_foreign = |key: &&String| {
            while own.next_if(|own| own < &key.as_str()).is_some() {}
            own.peek() != Some(&key.as_str())
        };
        table.cells.keys().filter(is_foreign).collect()
    }

    /// How many cells a table has.
    pub(super) fn count(&self, form: usize, table: usize) -> usize {
        self.tables[form][table].len()
    }
}

/// Everything that reading the tables looks at.
pub(super) struct Tables<'a, 's> {
    pub(super) forms: &'a [Form],
    pub(super) keys: &'a Keys,
    pub(super) sheets: &'a [Option<Sheet<'s>>],
    pub(super) chosen: &'a [Chosen],
}

impl Tables<'_, '_> {
    /// Fills in `report.tables` and `report.sources`.
    pub(super) fn read(&self, report: &mut Report, findings: &mut Vec<Finding>) {
        let mut ids: Vec<&str> = self.chosen.iter().map(|chosen| chosen.placing.id.as_str()).collect();
        // Findings come in the order of the form.
        let place = |id: &str| self.forms.iter().flat_map(|form| &form.tables).position(|table| table.id == id);
        ids.sort_by_key(|id| place(id));
        ids.dedup();
        for id in ids {
            let own = self.chosen.iter().filter(|chosen| chosen.placing.id == id);
            let Some(base) = own.clone().find(|chosen| !chosen.is_addition) else { continue };
            let form = &self.forms[base.placing.form];
            let form_table = &form.tables[base.placing.table];
            let keys = &self.keys.tables[base.placing.form][base.placing.table];
            let mut reading = Reading { tables: self, form_table, keys, report, findings };
            let mut table = Table { edition: form.edition.clone(), ..Table::default() };
            let additions: Vec<&Chosen> = own.clone().filter(|chosen| chosen.is_addition).collect();
            let placed: Vec<&Chosen> = own.clone().filter(|chosen| !chosen.is_addition).collect();
            let mut missing = reading.figures(&placed, &mut table);
            for chosen in additions {
                reading.addition(chosen, &mut table, &mut missing);
            }
            reading.report_missing(&missing);
            own.for_each(|chosen| reading.rest(chosen, &mut table));
            report.tables.insert(id.to_owned(), table);
        }
    }
}

/// A finding for each table of the report's newest edition that was not found.
pub(super) fn report_missing(forms: &[Form], report: &Report, findings: &mut Vec<Finding>) {
    let form = crate::compose::base_form(report, forms);
    for table in form.tables.iter().filter(|table| !report.tables.contains_key(&table.id)) {
        findings.push(Finding::new("L05", Severity::Error).with("table", &table.name.zh));
    }
}

struct Reading<'a, 's, 'r> {
    tables: &'a Tables<'a, 's>,
    form_table: &'a FormTable,
    keys: &'a [Key],
    report: &'r mut Report,
    findings: &'r mut Vec<Finding>,
}

/// A figure with its sheet.
type Candidate<'a, 's> = (&'a Sheet<'s>, &'a Figure);

/// A cell with what is to be said of it and where it stands.
type Remark = (String, String, Option<String>);

impl<'a, 's> Reading<'a, 's, '_> {
    fn sheet(&self, chosen: &Chosen) -> Option<&'a Sheet<'s>> {
        self.tables.sheets[chosen.sheet].as_ref()
    }

    /// The figures of the table's own edition. Returns the `row.column` ids of those that were not found.
    fn figures(&mut self, placed: &[&Chosen], table: &mut Table) -> Vec<String> {
        let mut candidates: Vec<Candidate<'_, '_>> = Vec::new();
        for chosen in placed {
            let Some(sheet) = self.sheet(chosen) else { continue };
            candidates.extend(chosen.placing.figures.iter().map(|figure| (sheet, figure)));
        }
        // Stable, so that of equal cells the first in the document stays first.
        candidates.sort_by_key(|(_, figure)| figure.cell);
        let mut rest = candidates.as_slice();
        let mut doubtful: Vec<(&Key, Vec<Candidate<'_, '_>>)> = Vec::new();
        let mut missing: Vec<String> = Vec::new();
        let mut unusual: Vec<Remark> = Vec::new();
        let mut hidden: Vec<(String, Option<String>)> = Vec::new();
        let mut taken: Vec<(&Key, Candidate<'_, '_>)> = Vec::new();
        for key in self.keys {
            let count = rest.iter().take_while(|(_, figure)| figure.cell == key.cell).count();
            let (found, others) = rest.split_at(count);
            rest = others;
            if found.is_empty() {
                missing.push(key.key.clone());
                continue;
            }
            let filled = || found.iter().filter(|found| *value_of(found) != CellValue::Blank);
            // A caption is read for a figure only where nothing else is.
            let chosen = match found {
                [only] => *only,
                _ => *filled().find(|found| is_figure(found)).or_else(|| filled().next()).unwrap_or(&found[0]),
            };
            if filled().any(|other| value_of(other) != value_of(&chosen)) {
                doubtful.push((key, filled().copied().collect()));
            }
            unusual.extend(unusual_writing(&chosen).map(|printed| (key.id.clone(), printed, locator(&chosen))));
            if is_hidden(&chosen) {
                hidden.push((key.id.clone(), locator(&chosen)));
            }
            taken.push((key, chosen));
        }
        self.take_all(taken, table);
        self.report_doubtful(&doubtful);
        self.report_unusual_writing(&unusual);
        self.report_hidden(&hidden);
        missing
    }

    /// Takes figures into a table that has none, in the order of their ids, by which maps are built at once.
    fn take_all(&mut self, mut taken: Vec<(&Key, Candidate<'_, '_>)>, table: &mut Table) {
        taken.sort_unstable_by_key(|(key, _)| key.place);
        let source = |(key, candidate): &(&Key, Candidate<'_, '_>)| Some((key.id.clone(), locator(candidate)?));
        self.report.sources.append(&mut taken.iter().filter_map(source).collect());
        let cell = |(key, candidate): &(&Key, Candidate<'_, '_>)| (key.key.clone(), value_of(candidate).clone());
        table.cells = taken.iter().map(cell).collect();
    }

    fn take(&mut self, candidate: &Candidate<'_, '_>, key: &Key, table: &mut Table) {
        if let Some(at) = locator(candidate) {
            self.report.sources.insert(key.id.clone(), at);
        }
        table.cells.insert(key.key.clone(), value_of(candidate).clone());
    }

    /// What stands in the table and only another edition has: it keeps that edition's ids. A row of that edition stands
    /// for the own edition's, so what is missing is told by it.
    fn addition(&mut self, chosen: &Chosen, table: &mut Table, missing: &mut Vec<String>) {
        let Some(sheet) = self.sheet(chosen) else { return };
        let keys = &self.tables.keys.tables[chosen.placing.form][chosen.placing.table];
        for figure in &chosen.placing.figures {
            let Ok(index) = keys.binary_search_by_key(&figure.cell, |key| key.cell) else { continue };
            if !table.cells.contains_key(&keys[index].key) {
                self.take(&(sheet, figure), &keys[index], table);
            }
        }
        let rows: BTreeSet<(usize, Option<usize>)> =
            chosen.placing.figures.iter().map(|figure| (figure.cell.0, figure.cell.1)).collect();
        let of_rows = || keys.iter().filter(|key| rows.contains(&(key.cell.0, key.cell.1)));
        let row = |key: &str| key.rsplit_once('.').map_or(String::new(), |(row, _)| row.to_owned());
        missing.retain(|key| !of_rows().any(|own| choose::is_same_row(&row(key), &row(&own.key))));
        missing.extend(of_rows().filter(|key| !table.cells.contains_key(&key.key)).map(|key| key.key.clone()));
    }

    /// What is to be said of one placing beside its figures.
    fn rest(&mut self, chosen: &Chosen, table: &mut Table) {
        let Some(sheet) = self.sheet(chosen) else { return };
        for (content, meant) in &chosen.placing.near {
            let cell = sheet.contents[*content].cell;
            let finding = near_label(cell.text.trim(), meant, cell.at.as_deref());
            self.findings.push(finding.with("table", &self.form_table.name.zh));
        }
        for row in &chosen.placing.undecided {
            let printed: Vec<&str> =
                row.contents.iter().map(|&content| sheet.contents[content].cell.text.trim()).collect();
            let band = &self.form_table.bands[row.band];
            let at = row.contents.first().and_then(|&content| sheet.contents[content].cell.at.as_deref());
            let id = self.keys.iter().find(|key| (key.cell.0, key.cell.1) == (row.band, Some(row.node)));
            let mut finding =
                undecided(&self.form_table.name.zh, &band.rows.nodes[row.node].label, &printed.join(" "), at);
            finding.cell = id.map(|key| key.id.clone());
            self.findings.push(finding);
        }
        for row in &chosen.placing.local_rows {
            let extra = self.extra_row(sheet, row);
            let finding = Finding::new("L18", Severity::Hint)
                .with("table", &self.form_table.name.zh)
                .with("label", &extra.label)
                .at(extra.at.as_deref());
            self.findings.push(finding);
            table.extra_rows.push(extra);
        }
        self.report_homeless(sheet, chosen);
    }

    fn extra_row(&self, sheet: &Sheet<'_>, row: &LocalRow) -> ExtraRow {
        let label = sheet.contents[row.label].cell;
        let columns = &self.form_table.bands[row.band].columns;
        let value = |content: usize| match &sheet.contents[content].kind {
            Kind::Value(value) => value.clone(),
            Kind::Label(_) => CellValue::Blank,
        };
        let cells: BTreeMap<String, CellValue> =
            row.figures.iter().map(|&(leaf, content)| (columns.nodes[leaf].id.clone(), value(content))).collect();
        ExtraRow { label: label.text.trim().to_owned(), cells, at: label.at.as_deref().map(str::to_owned) }
    }

    /// One finding for all numbers of the table that are not typed as plain digits.
    fn report_unusual_writing(&mut self, unusual: &[Remark]) {
        let Some((id, printed, at)) = unusual.first() else { return };
        let mut finding = Finding::new("F04", Severity::Hint)
            .with("printed", printed)
            .with("count", unusual.len())
            .in_cell(id)
            .at(at.as_deref());
        finding.related = unusual.iter().skip(1).map(|(id, _, at)| related(Some(id), at.as_deref())).collect();
        self.findings.push(finding);
    }

    /// One finding for all figures of the table that the file hides.
    fn report_hidden(&mut self, hidden: &[(String, Option<String>)]) {
        let Some((id, at)) = hidden.first() else { return };
        let mut finding = Finding::new("L16", Severity::Warning)
            .with("table", &self.form_table.name.zh)
            .with("count", hidden.len())
            .in_cell(id)
            .at(at.as_deref());
        finding.related = hidden.iter().skip(1).map(|(id, at)| related(Some(id), at.as_deref())).collect();
        self.findings.push(finding);
    }

    /// One finding for all figures of the table that stand twice with different values.
    fn report_doubtful(&mut self, doubtful: &[(&Key, Vec<Candidate<'_, '_>>)]) {
        let Some((key, candidates)) = doubtful.first() else {
            return;
        };
        let values: Vec<String> = candidates.iter().map(|candidate| value_of(candidate).to_string()).collect();
        let mut finding = Finding::new("L03", Severity::Error)
            .with("table", &self.form_table.name.zh)
            .with("count", doubtful.len())
            .with("first", values.first().map_or("", String::as_str))
            .with("second", values.get(1).map_or("", String::as_str))
            .with("second_at", candidates.get(1).and_then(locator).unwrap_or_default())
            .in_cell(&key.id)
            .at(locator(&candidates[0]).as_deref());
        for (key, candidates) in doubtful {
            let others = candidates.iter().skip(1);
            finding.related.extend(others.map(|other| related(Some(&key.id), locator(other).as_deref())));
        }
        self.findings.push(finding);
    }

    /// One finding for all figures of the table that were not found.
    fn report_missing(&mut self, missing: &[String]) {
        let id = |key: &String| format!("{}.{key}", self.form_table.id);
        let Some(first) = missing.first() else { return };
        let mut finding = Finding::new("L04", Severity::Error)
            .with("table", &self.form_table.name.zh)
            .with("count", missing.len())
            .in_cell(id(first));
        finding.related = missing.iter().skip(1).map(|key| related(Some(&id(key)), None)).collect();
        self.findings.push(finding);
    }

    /// One finding for all numbers in the table that have no place in it, nor in another table of the sheet.
    fn report_homeless(&mut self, sheet: &Sheet<'_>, chosen: &Chosen) {
        if chosen.placing.homeless.is_empty() {
            return;
        }
        let on_sheet = self.tables.chosen.iter().filter(|other| other.sheet == chosen.sheet);
        let taken: BTreeSet<usize> =
            on_sheet.flat_map(|other| other.placing.figures.iter().filter_map(|figure| figure.content)).collect();
        let homeless = chosen.placing.homeless.iter().copied();
        let homeless: Vec<usize> = homeless.filter(|content| !taken.contains(content)).collect();
        let Some(first) = homeless.first() else { return };
        let cell = sheet.contents[*first].cell;
        let mut finding = Finding::new("L02", Severity::Warning)
            .with("table", &self.form_table.name.zh)
            .with("count", homeless.len())
            .with("printed", cell.text.trim())
            .at(cell.at.as_deref());
        let others = homeless.iter().skip(1).map(|&content| sheet.contents[content].cell.at.as_deref());
        finding.related = others.map(|at| related(None, at)).collect();
        self.findings.push(finding);
    }
}

/// The finding for a row whose figures cannot be told apart.
pub(super) fn undecided(table: &str, label: &str, printed: &str, at: Option<&str>) -> Finding {
    let row = if label.is_empty() { "unknown" } else { "known" };
    let finding = Finding::new("L13", Severity::Error).with("table", table).with("row", row).with("label", label);
    finding.with("printed", printed).at(at)
}

/// The finding for a label whose words are not quite the form's.
pub(super) fn near_label(printed: &str, label: &str, at: Option<&str>) -> Finding {
    Finding::new("L01", Severity::Warning).with("printed", printed).with("label", label).at(at)
}

fn related(id: Option<&str>, at: Option<&str>) -> Related {
    Related { cell: id.map(str::to_owned), source: at.map(Source::at) }
}

/// The text of a figure that is a number but not typed as plain digits.
fn unusual_writing((sheet, figure): &Candidate<'_, '_>) -> Option<String> {
    let text = sheet.contents[figure.content?].cell.text.trim();
    value::is_unusually_written(text).then(|| text.to_owned())
}

fn is_figure((sheet, figure): &Candidate<'_, '_>) -> bool {
    figure.content.is_some_and(|content| placing::is_figure(&sheet.contents[content].kind))
}

fn is_hidden((sheet, figure): &Candidate<'_, '_>) -> bool {
    sheet.grid.hidden || figure.content.is_some_and(|content| sheet.contents[content].cell.hidden)
}

fn value_of<'a>((sheet, figure): &Candidate<'a, '_>) -> &'a CellValue {
    match figure.content.map(|content| &sheet.contents[content].kind) {
        Some(Kind::Value(value)) => value,
        Some(Kind::Label(_)) | None => &CellValue::Blank,
    }
}

/// The importer's locator of a figure; a blank that the file holds no cell for has none.
fn locator((sheet, figure): &Candidate<'_, '_>) -> Option<String> {
    sheet.contents[figure.content?].cell.at.as_deref().map(str::to_owned)
}
