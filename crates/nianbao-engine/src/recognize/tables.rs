//! From placings to the report's tables: each figure's value and source, and a finding for all that is doubtful.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::{Form, FormTable};
use nianbao_core::report::Table;
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};

use super::placing::{CellOfForm, Figure, Placing};
use super::sheet::{Kind, Sheet};
use super::value;

/// Fills in `report.tables` and `report.sources`.
pub(super) fn read_tables(
    forms: &[Form],
    sheets: &[Option<Sheet<'_>>],
    placings: &[(usize, Placing)],
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let form = crate::compose::base_form(report, forms);
    let editions: Vec<&Form> = placings.iter().map(|(_, placing)| &forms[placing.form]).collect();
    let newest = editions.into_iter().max_by_key(|form| form.first_year).unwrap_or(form);
    for form_table in &newest.tables {
        let mut own: Vec<Placed<'_, '_>> = Vec::new();
        for (sheet_index, placing) in placings.iter().filter(|(_, placing)| placing.id == form_table.id) {
            let Some(sheet) = &sheets[*sheet_index] else { continue };
            let on_sheet = placings.iter().filter(|(other, _)| other == sheet_index);
            let figures = on_sheet.flat_map(|(_, placing)| &placing.figures);
            own.push(Placed { sheet, placing, taken: figures.filter_map(|figure| figure.content).collect() });
        }
        let Some(first) = own.first() else {
            findings.push(Finding::new("L05", Severity::Error).with("table", &form_table.name.zh));
            continue;
        };
        let form = &forms[first.placing.form];
        let placed = &form.tables[first.placing.table];
        let table = Reading { form_table: placed, report, findings }.read(&own, &form.edition);
        report.tables.insert(placed.id.clone(), table);
    }
}

/// A table's placing on one sheet.
struct Placed<'a, 's> {
    sheet: &'a Sheet<'s>,
    placing: &'a Placing,
    /// Every content of the sheet that is a figure of some table.
    taken: BTreeSet<usize>,
}

struct Reading<'a> {
    form_table: &'a FormTable,
    report: &'a mut Report,
    findings: &'a mut Vec<Finding>,
}

/// A figure with its sheet.
type Candidate<'a, 's> = (&'a Sheet<'s>, &'a Figure);

impl Reading<'_> {
    fn read(&mut self, placings: &[Placed<'_, '_>], edition: &str) -> Table {
        let mut candidates: BTreeMap<CellOfForm, Vec<Candidate<'_, '_>>> = BTreeMap::new();
        for Placed { sheet, placing, .. } in placings {
            for figure in &placing.figures {
                candidates.entry(figure.cell).or_default().push((sheet, figure));
            }
            self.report_near_labels(sheet, placing);
        }
        let mut table = Table { edition: edition.to_owned(), ..Table::default() };
        let mut doubtful: Vec<(String, Vec<Candidate<'_, '_>>)> = Vec::new();
        let mut missing: Vec<String> = Vec::new();
        let mut unusual: Vec<(String, String, Option<String>)> = Vec::new();
        for form_cell in self.form_table.cells() {
            let key = form_cell.key();
            let id = format!("{}.{key}", self.form_table.id);
            let Some(found) = candidates.get(&(form_cell.band_index, form_cell.row, form_cell.column)) else {
                missing.push(id);
                continue;
            };
            // A hidden sheet's figures count only where nobody sees others.
            let is_visible = |found: &&Candidate<'_, '_>| !found.0.grid.hidden;
            let visible: Vec<Candidate<'_, '_>> = found.iter().filter(is_visible).copied().collect();
            let found = if visible.is_empty() { found } else { &visible };
            let filled: Vec<&Candidate<'_, '_>> =
                found.iter().filter(|found| value_of(found) != CellValue::Blank).collect();
            let chosen = filled.first().copied().unwrap_or(&found[0]);
            if filled.iter().any(|other| value_of(other) != value_of(chosen)) {
                doubtful.push((id.clone(), filled.iter().map(|found| **found).collect()));
            }
            unusual.extend(unusual_writing(chosen).map(|printed| (id.clone(), printed, locator(chosen))));
            if let Some(at) = locator(chosen) {
                self.report.sources.insert(id, at);
            }
            table.cells.insert(key, value_of(chosen));
        }
        self.report_doubtful(&doubtful);
        self.report_missing(&missing);
        self.report_unusual_writing(&unusual);
        for Placed { sheet, placing, taken } in placings {
            self.report_homeless(sheet, placing, taken);
        }
        table
    }

    fn report_near_labels(&mut self, sheet: &Sheet<'_>, placing: &Placing) {
        for (content, meant) in &placing.near {
            let cell = sheet.contents[*content].cell;
            let finding = Finding::new("L01", Severity::Warning).with("printed", cell.text.trim()).with("label", meant);
            self.findings.push(finding.at(cell.at.as_deref()));
        }
    }

    /// One finding for all numbers of the table that are not typed as plain digits.
    fn report_unusual_writing(&mut self, unusual: &[(String, String, Option<String>)]) {
        let Some((id, printed, at)) = unusual.first() else { return };
        let mut finding = Finding::new("F04", Severity::Hint)
            .with("printed", printed)
            .with("count", unusual.len())
            .in_cell(id)
            .at(at.as_deref());
        finding.related = unusual.iter().skip(1).map(|(id, _, at)| related(Some(id), at.as_deref())).collect();
        self.findings.push(finding);
    }

    /// One finding for all figures of the table that stand twice with different values.
    fn report_doubtful(&mut self, doubtful: &[(String, Vec<Candidate<'_, '_>>)]) {
        let Some((id, candidates)) = doubtful.first() else {
            return;
        };
        let values: Vec<String> = candidates.iter().map(|candidate| value_of(candidate).to_string()).collect();
        let mut finding = Finding::new("L03", Severity::Error)
            .with("table", &self.form_table.name.zh)
            .with("count", doubtful.len())
            .with("first", values.first().map_or("", String::as_str))
            .with("second", values.get(1).map_or("", String::as_str))
            .with("second_at", candidates.get(1).and_then(locator).unwrap_or_default())
            .in_cell(id)
            .at(locator(&candidates[0]).as_deref());
        for (id, candidates) in doubtful {
            let others = candidates.iter().skip(1);
            finding.related.extend(others.map(|other| related(Some(id), locator(other).as_deref())));
        }
        self.findings.push(finding);
    }

    /// One finding for all figures of the table that were not found.
    fn report_missing(&mut self, missing: &[String]) {
        let Some(first) = missing.first() else { return };
        let mut finding = Finding::new("L04", Severity::Error)
            .with("table", &self.form_table.name.zh)
            .with("count", missing.len())
            .in_cell(first);
        finding.related = missing.iter().skip(1).map(|id| related(Some(id), None)).collect();
        self.findings.push(finding);
    }

    /// One finding for all numbers in the table that have no place in it, nor in another table of the sheet.
    fn report_homeless(&mut self, sheet: &Sheet<'_>, placing: &Placing, taken: &BTreeSet<usize>) {
        let homeless: Vec<usize> =
            placing.homeless.iter().copied().filter(|content| !taken.contains(content)).collect();
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

fn related(id: Option<&str>, at: Option<&str>) -> Related {
    Related { cell: id.map(str::to_owned), source: at.map(Source::at) }
}

/// The text of a figure that is a number but not typed as plain digits.
fn unusual_writing((sheet, figure): &Candidate<'_, '_>) -> Option<String> {
    let text = sheet.contents[figure.content?].cell.text.trim();
    value::is_unusually_written(text).then(|| text.to_owned())
}

fn value_of((sheet, figure): &Candidate<'_, '_>) -> CellValue {
    match figure.content.map(|content| &sheet.contents[content].kind) {
        Some(Kind::Value(value)) => value.clone(),
        Some(Kind::Label(_)) | None => CellValue::Blank,
    }
}

/// The importer's locator of a figure; a blank that the file holds no cell for has none.
fn locator((sheet, figure): &Candidate<'_, '_>) -> Option<String> {
    sheet.contents[figure.content?].cell.at.clone()
}
