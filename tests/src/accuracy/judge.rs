//! Reads a file as the program does and compares what was read with what the file holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nianbao_core::finding::Severity;
use nianbao_core::form;
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};
use nianbao_engine::Recognizer;
use nianbao_engine::recognize::Known;
use nianbao_host::manifest::Role;
use nianbao_host::{FormatOptions, Host, MessageLanguage, Read, SearchPath};
use rust_decimal::Decimal;

use super::{Generated, Kind};

/// The program's reader, opened once for many files.
pub struct Judge {
    host: Host,
    recognizer: Recognizer<'static>,
}

/// What became of one file.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What is to be said about each cell that was not read as it stands; cells that are right are only counted.
    pub cells: Vec<(String, Cell)>,
    /// How many cells are right.
    pub right: usize,
    /// Why the file was not read at all.
    pub unread: Option<String>,
}

/// A cell that was not read as it stands in the file.
#[derive(Clone, Debug)]
pub struct Cell {
    /// How bad that is.
    pub verdict: Verdict,
    /// What stands in the file.
    pub expected: String,
    /// What was read; `None` where nothing was.
    pub got: Option<String>,
    /// Where it was read.
    pub at: Option<String>,
}

/// How bad a cell's reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It was not found, and a finding says so.
    Missing,
    /// Another value, or a blank, was read, and a finding points at it.
    Doubtful,
    /// It was not found, or read wrongly, and nothing says so.
    Silent,
}

impl Judge {
    /// A reader with the plugins of an assembled tree.
    pub fn new(tree: &Path) -> Self {
        let path = SearchPath { bundled: Some(tree.join("plugins")), ..SearchPath::default() };
        Judge { host: Host::discover(&path, MessageLanguage::Zh), recognizer: Recognizer::new(form::builtin()) }
    }

    /// Whether some plugin reads files of a kind.
    pub fn can_read(&self, kind: Kind) -> bool {
        let extension = if kind == Kind::Text { "txt" } else { kind.name() };
        let formats = self.host.formats(Role::Import);
        formats.iter().any(|(_, extensions)| extensions.iter().any(|known| known == extension))
    }

    /// Reads a file and judges every cell.
    pub fn judge(&self, file: &Generated) -> Outcome {
        match self.read(file) {
            Ok((report, findings)) => compare(file, &report, &findings),
            Err(reason) => Outcome { cells: Vec::new(), right: 0, unread: Some(reason) },
        }
    }

    fn read(&self, file: &Generated) -> Result<(Report, Vec<Finding>), String> {
        let format = self.host.detect(&file.name, &file.bytes).ok_or("no importer knows the file")?;
        let read = self.host.import(&format, &file.name, &file.bytes, &FormatOptions::default());
        match read.map_err(|error| format!("{error:?}"))? {
            Read::Report(_) => Err("taken for a report's JSON".to_owned()),
            Read::Document { document, .. } => {
                let known = Known::default();
                let recognized = self.recognizer.recognize(&document, &known).map_err(|error| error.to_string())?;
                Ok((recognized.report, recognized.findings))
            }
        }
    }
}

fn compare(file: &Generated, report: &Report, findings: &[Finding]) -> Outcome {
    let doubts = Doubts::new(report, findings);
    let mut outcome = Outcome { cells: Vec::new(), right: 0, unread: None };
    for (id, printed) in &file.figures {
        let got = report.cell(id);
        if got.is_some_and(|value| is_same(printed, value)) {
            outcome.right += 1;
            continue;
        }
        let is_named = doubts.point_at(report, id) || got.is_none() && doubts.name_row_of(id);
        let verdict = match (is_named, got) {
            (false, _) => Verdict::Silent,
            (true, None) => Verdict::Missing,
            (true, Some(_)) => Verdict::Doubtful,
        };
        outcome.cells.push((id.clone(), cell(report, id, verdict, printed)));
    }
    for (table, read) in &report.tables {
        for (key, value) in &read.cells {
            let id = format!("{table}.{key}");
            // A cell of another edition that holds nothing takes nobody's figure.
            if file.figures.contains_key(&id) || *value == CellValue::Blank {
                continue;
            }
            let verdict = if doubts.point_at(report, &id) { Verdict::Doubtful } else { Verdict::Silent };
            outcome.cells.push((id.clone(), cell(report, &id, verdict, "(not in the file)")));
        }
    }
    outcome
}

fn cell(report: &Report, id: &str, verdict: Verdict, printed: &str) -> Cell {
    let got = report.cell(id).map(ToString::to_string);
    Cell { verdict, expected: printed.to_owned(), got, at: report.sources.get(id).cloned() }
}

/// Whether a value is what stands in the file: the number where the text is plainly one, nothing where there is
/// nothing, else the text as printed.
fn is_same(printed: &str, value: &CellValue) -> bool {
    let trimmed = printed.trim_matches(is_blank);
    match value {
        CellValue::Blank => trimmed.is_empty(),
        // A plus sign may be kept with the text or be understood; what the number is, is plain either way.
        CellValue::Number(number) => plain_number(trimmed.strip_prefix('+').unwrap_or(trimmed)) == Some(*number),
        CellValue::Text(text) => {
            let without_blanks = |text: &str| -> String { text.chars().filter(|&c| !is_blank(c)).collect() };
            plain_number(trimmed).is_none() && !trimmed.is_empty() && without_blanks(text) == without_blanks(trimmed)
        }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// The number of a text of digits, in full width too, with commas between thousands.
fn plain_number(text: &str) -> Option<Decimal> {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    let text: String = text.chars().map(narrow).filter(|&c| c != ',').collect();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    text.parse().ok().filter(|_| is_plain)
}

/// What the findings point at. Hints do not count: nobody looks at a figure because of one.
struct Doubts<'a> {
    cells: BTreeSet<&'a str>,
    /// Locators, and the row of each that names a single cell.
    places: BTreeSet<&'a str>,
    rows: BTreeSet<String>,
    /// The ids of tables that were not found at all.
    tables: BTreeSet<&'static str>,
    /// Whether the report has no table, and a finding says so of those of some edition.
    all: bool,
}

impl<'a> Doubts<'a> {
    fn new(report: &Report, findings: &'a [Finding]) -> Self {
        let mut doubts = Doubts {
            cells: BTreeSet::new(),
            places: BTreeSet::new(),
            rows: BTreeSet::new(),
            tables: BTreeSet::new(),
            all: report.tables.is_empty() && findings.iter().any(|finding| finding.code == "L05"),
        };
        let names: BTreeMap<&str, &'static str> = form::builtin()
            .iter()
            .flat_map(|form| &form.tables)
            .map(|table| (table.name.zh.as_str(), table.id.as_str()))
            .collect();
        for finding in findings.iter().filter(|finding| finding.severity > Severity::Hint) {
            let related = finding.related.iter();
            doubts.cells.extend(finding.cell.as_deref());
            doubts.cells.extend(related.clone().filter_map(|related| related.cell.as_deref()));
            let places = finding.source.iter().chain(related.filter_map(|related| related.source.as_ref()));
            for place in places.map(|source| source.locator.as_str()) {
                doubts.places.insert(place);
                doubts.rows.extend(row_of(place));
            }
            if finding.code == "L05"
                && let Some(table) = finding.arguments.get("table").and_then(|name| names.get(name.as_str()))
            {
                doubts.tables.insert(table);
            }
        }
        doubts
    }

    /// Whether a finding names the cell, the place that it was read from, or that place's row; or says that its whole
    /// table was not found.
    fn point_at(&self, report: &Report, id: &str) -> bool {
        let place = report.sources.get(id).map(String::as_str);
        let of_place =
            |place: &str| self.places.contains(place) || row_of(place).is_some_and(|row| self.rows.contains(&row));
        let table = id.split_once('.').map_or("", |(table, _)| table);
        self.all || self.cells.contains(id) || place.is_some_and(of_place) || self.tables.contains(table)
    }

    /// Whether a finding names the row of a cell that was not found, in the words of the edition that the table was
    /// taken for: that one may have other columns there, or three rows under （六） for one.
    fn name_row_of(&self, id: &str) -> bool {
        let row = |id: &str| id.rsplit_once('.').map(|(row, _)| format!("{row}."));
        let Some(own) = row(id).filter(|own| own.matches('.').count() > 1) else { return false };
        let is_same = |other: &String| own.starts_with(other) || other.starts_with(&own);
        self.cells.iter().filter_map(|id| row(id)).any(|other| other.matches('.').count() > 1 && is_same(&other))
    }
}

/// The row of a cell's locator: `申请!D6` → `申请!6`, `表3第5行第4列` → `表3第5行`.
fn row_of(locator: &str) -> Option<String> {
    if let Some((sheet, address)) = locator.rsplit_once('!') {
        let row = address.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        return Some(format!("{sheet}!{row}"));
    }
    let (row, column) = locator.rsplit_once('第')?;
    column.ends_with('列').then(|| row.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_same_or_not() {
        let number = |text: &str| CellValue::Number(text.parse().unwrap());
        let text = |text: &str| CellValue::Text(text.to_owned());
        for (printed, value) in [
            ("12", number("12")),
            (" １２\u{3000}", number("12")),
            ("1,234", number("1234")),
            ("0.0", number("0")),
            ("+3", number("3")),
            ("+3", text("+3")),
            ("12件", text("12件")),
            ("/", text("/")),
            ("\u{a0}", CellValue::Blank),
        ] {
            assert!(is_same(printed, &value), "{printed} {value:?}");
        }
        for (printed, value) in [
            ("12", number("1")),
            ("12", text("12")),
            ("12", CellValue::Blank),
            ("12件", number("12")),
            ("", number("0")),
            ("", text("")),
            ("--3", number("3")),
        ] {
            assert!(!is_same(printed, &value), "{printed} {value:?}");
        }
    }

    #[test]
    fn rows_of_locators() {
        assert_eq!(row_of("申请!D6").as_deref(), Some("申请!6"));
        assert_eq!(row_of("表3第5行第4列").as_deref(), Some("表3第5行"));
        assert_eq!(row_of("第14行第3列").as_deref(), Some("第14行"));
        assert_eq!(row_of("表3"), None);
    }
}
