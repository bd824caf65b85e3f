//! Every rule by its cases: `rules/CODE.toml` holds reports in short, and what the rule is to find in each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use nianbao_core::document::{Block, Cell, Grid, Note};
use nianbao_core::finding::Severity;
use nianbao_core::form::{self, Form};
use nianbao_core::report::{Contact, Part, PartBlock, Period, Signature};
use nianbao_core::{CellValue, Document, Finding, Report};
use serde::Deserialize;

use super::{Checker, Settings, Subject, catalogue};

/// The cases of one rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// One report, and what the rule is to find in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What is shown.
    name: String,
    /// The severities of the rule's findings, in order; none where it is to keep silent.
    finds: Vec<Severity>,
    /// What must stand in the arguments or cells of the findings, one for each.
    #[serde(default)]
    naming: Vec<String>,
    report: Short,
    prior: Option<Short>,
    #[serde(default)]
    notes: Vec<Note>,
    /// Cells of the file, by their places, that were not taken into the report.
    #[serde(default)]
    beside: BTreeMap<String, String>,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    settings: Settings,
}

impl Case {
    fn document(&self) -> Document {
        let cell =
            |(row, (at, text)): (u32, (&String, &String))| Cell { at: Some(at.into()), ..Cell::new(row, 0, text) };
        let cells: Vec<Cell> = (0..).zip(&self.beside).map(cell).collect();
        let rows = u32::try_from(cells.len()).expect("a case has few cells");
        let grid = Grid { rows, columns: 1, cells, ..Grid::default() };
        Document { blocks: vec![Block::Grid(grid)], ..Document::new() }
    }
}

/// A report in short.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Short {
    #[serde(default)]
    organ: String,
    level: Option<nianbao_core::report::Level>,
    year: Option<i32>,
    title: Option<String>,
    period: Option<Period>,
    contact: Option<Contact>,
    #[serde(default)]
    preface: Vec<String>,
    #[serde(default)]
    part: Vec<ShortPart>,
    signature: Option<Signature>,
    /// The edition of the tables; 2021 where nothing is said.
    edition: Option<String>,
    /// Fills every cell of the form that is not given with 0.
    #[serde(default)]
    zeros: bool,
    /// Full cell ids with a number, a text, or `""` for a blank cell.
    #[serde(default)]
    cells: BTreeMap<String, toml::Value>,
}

/// One part: its number, its heading (the official one where it is left out) and its paragraphs; `## ` begins a
/// sub-heading.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortPart {
    number: u8,
    heading: Option<String>,
    #[serde(default)]
    text: Vec<String>,
}

impl Short {
    fn report(&self) -> Report {
        let edition = self.edition.as_deref().unwrap_or("2021");
        let form = form::builtin().iter().find(|form| form.edition == edition).expect("a built-in edition");
        let mut report = Report::new();
        report.organ.name.clone_from(&self.organ);
        report.organ.level = self.level;
        report.year = self.year;
        report.title.clone_from(&self.title);
        report.period.clone_from(&self.period);
        report.contact = self.contact.clone().unwrap_or_default();
        report.preface.clone_from(&self.preface);
        report.parts = self.part.iter().map(|part| part.part(form)).collect();
        report.signature.clone_from(&self.signature);
        for table in form.tables.iter().filter(|_| self.zeros) {
            let zeros = table.cells().map(|cell| (cell.key(), CellValue::from(0)));
            let read = report.tables.entry(table.id.clone()).or_default();
            read.cells = zeros.collect();
        }
        for (id, value) in &self.cells {
            let (table, key) = id.split_once('.').expect("a full cell id");
            let read = report.tables.entry(table.to_owned()).or_default();
            read.cells.insert(key.to_owned(), value_of(value));
        }
        report.tables.values_mut().for_each(|table| edition.clone_into(&mut table.edition));
        report
    }
}

impl ShortPart {
    fn part(&self, form: &Form) -> Part {
        let official = || form.parts[usize::from(self.number) - 1].heading.clone();
        let block = |text: &String| match text.strip_prefix("## ") {
            Some(heading) => PartBlock::Heading { level: 2, text: heading.to_owned() },
            None => PartBlock::Paragraph { text: text.clone() },
        };
        let blocks = self.text.iter().map(block).collect();
        Part { number: self.number, heading: self.heading.clone().unwrap_or_else(official), blocks }
    }
}

fn value_of(value: &toml::Value) -> CellValue {
    match value {
        toml::Value::String(text) if text.is_empty() => CellValue::Blank,
        toml::Value::String(text) => CellValue::Text(text.clone()),
        number => CellValue::Number(number.to_string().parse().expect("a number")),
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn files() -> BTreeMap<String, Cases> {
    let files = fs::read_dir(folder()).expect("the folder stands beside this crate's manifest");
    let paths = files.filter_map(|file| Some(file.ok()?.path()));
    let read = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).map(|path| {
        let text = fs::read_to_string(&path).expect("it was listed");
        let cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.file_stem().expect("it has an ending").to_string_lossy().into_owned(), cases)
    });
    read.collect()
}

/// Everything that a finding says.
fn words(finding: &Finding) -> String {
    let cells = finding.cell.iter().chain(finding.cells.values().flatten());
    let related = finding.related.iter().filter_map(|related| related.cell.as_ref());
    let place = finding.source.iter().map(|source| &source.locator);
    let all: Vec<&str> =
        finding.arguments.values().chain(cells).chain(related).chain(place).map(String::as_str).collect();
    all.join(" | ")
}

#[test]
fn every_rule_finds_what_its_cases_say_and_nothing_else() {
    let mut faults = Vec::new();
    for (code, cases) in files() {
        for case in cases.case {
            let (report, prior) = (case.report.report(), case.prior.as_ref().map(Short::report));
            let documents = [case.document()];
            let Case { notes, files, settings, .. } = &case;
            let subject = Subject { report: &report, prior: prior.as_ref(), notes, documents: &documents, files };
            let found = Checker::new(form::builtin(), settings.clone()).check(subject);
            let found: Vec<Finding> = found.into_iter().filter(|finding| finding.code == code).collect();
            let severities: Vec<Severity> = found.iter().map(|finding| finding.severity).collect();
            let said: Vec<String> = found.iter().map(words).collect();
            if severities != case.finds {
                faults.push(format!("{code}, {}: {severities:?}, not {:?}: {said:?}", case.name, case.finds));
            }
            for (said, wanted) in said.iter().zip(&case.naming) {
                if !said.contains(wanted) {
                    faults.push(format!("{code}, {}: {wanted:?} is not in {said:?}", case.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_it_finds_and_one_that_it_passes() {
    let files = files();
    for rule in catalogue::rules() {
        let cases = files.get(rule.code).map_or(&[][..], |cases| &cases.case);
        assert!(cases.iter().any(|case| !case.finds.is_empty()), "{} has no case that it finds", rule.code);
        assert!(cases.iter().any(|case| case.finds.is_empty()), "{} has no case that it passes", rule.code);
    }
}

#[test]
fn codes_are_unique() {
    let mut seen = BTreeSet::new();
    for rule in catalogue::rules() {
        assert!(seen.insert(rule.code), "{} stands twice", rule.code);
    }
}
