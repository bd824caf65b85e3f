//! The Finding: one thing that is wrong, or worth a look, in one report.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::CellValue;

/// One fault or remark, with its place.
///
/// The engine sets `code`, `severity`, places and [`arguments`](Finding::arguments); whoever shows the finding puts
/// the message for the code in the reader's language into `message`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// A letter and two digits, such as `R01`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence in the reader's language.
    pub message: String,
    /// The report's file, or the organ and year.
    #[serde(default)]
    pub report: String,
    /// The full id of the cell concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Where it stands in the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Other places that belong to the same cause.
    #[serde(default)]
    pub related: Vec<Related>,
    /// Changes that would make the relations hold; evidence, never an order.
    #[serde(default)]
    pub repairs: Vec<Repair>,
    /// What the message's sentence is filled with.
    #[serde(skip)]
    pub arguments: BTreeMap<&'static str, String>,
    /// Arguments of the sentence that are cells: whoever shows the finding puts names and places for the ids.
    #[serde(skip)]
    pub cells: BTreeMap<&'static str, Vec<String>>,
}

impl Finding {
    /// A finding without place or words yet.
    pub fn new(code: &str, severity: Severity) -> Self {
        Finding {
            code: code.to_owned(),
            severity,
            message: String::new(),
            report: String::new(),
            cell: None,
            source: None,
            related: Vec::new(),
            repairs: Vec::new(),
            arguments: BTreeMap::new(),
            cells: BTreeMap::new(),
        }
    }

    /// Sets one argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.insert(name, value.to_string());
        self
    }

    /// Sets one argument of the message that names cells, by their full ids.
    #[must_use]
    pub fn with_cells<I: Into<String>>(mut self, name: &'static str, ids: impl IntoIterator<Item = I>) -> Self {
        self.cells.insert(name, ids.into_iter().map(Into::into).collect());
        self
    }

    /// Adds another cell of the same cause, by its full id.
    #[must_use]
    pub fn related_to(mut self, id: impl Into<String>, locator: Option<&str>) -> Self {
        self.related.push(Related { cell: Some(id.into()), source: locator.map(Source::at) });
        self
    }

    /// Sets the cell concerned, by its full id.
    #[must_use]
    pub fn in_cell(mut self, id: impl Into<String>) -> Self {
        self.cell = Some(id.into());
        self
    }

    /// Sets the place in the input, by the importer's locator.
    #[must_use]
    pub fn at(mut self, locator: Option<&str>) -> Self {
        self.source = locator.map(Source::at);
        self
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 提示: worth knowing.
    Hint,
    /// 请核实: probably wrong.
    Warning,
    /// 必须改: wrong.
    Error,
}

/// A place in an input file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The file's name as given.
    #[serde(default)]
    pub file: String,
    /// The importer's locator, word for word.
    pub locator: String,
    /// The worksheet, where the locator names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell's address such as `D6`, where the locator names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Source {
    /// A place whose file is not known yet; sheet and address are taken from a locator `Sheet!D6`.
    pub fn at(locator: &str) -> Self {
        let (sheet, address) = match locator.rsplit_once('!') {
            Some((sheet, address)) => (Some(sheet.to_owned()), Some(address.to_owned())),
            None => (None, None),
        };
        Source { file: String::new(), locator: locator.to_owned(), sheet, address }
    }
}

/// Another place that belongs to the same cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// The full id of the cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Where it stands in the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// A change of one cell that would make relations hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// The full id of the cell.
    pub cell: String,
    /// Where it stands in the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// What it holds.
    pub from: CellValue,
    /// What it would hold.
    pub to: CellValue,
    /// The codes of the relations that hold again, one for each.
    #[serde(default)]
    pub resolves: Vec<String>,
    /// What speaks for it, strongest first.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// What speaks against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Evidence>,
    /// Which answer it belongs to, 1 for the likeliest: changes of one rank belong together. Where nothing tells which
    /// is the likeliest, they begin with 2.
    #[serde(default)]
    pub rank: u32,
}

/// What speaks for a [`Repair`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// All failed relations hold with it.
    Relations {
        /// How many.
        count: usize,
    },
    /// Last year's report has the figure.
    PriorYear,
    /// A sentence of the text has the figure, or the sum that the figure is a part of.
    Prose {
        /// The sentence.
        sentence: String,
        /// The figure as it is printed there.
        printed: String,
        /// The full ids of the cells whose sum it speaks of; none where it speaks of the changed cell alone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cells: Vec<String>,
    },
    /// The kind of slip that makes one figure of the other.
    Slip {
        /// The kind.
        slip: Slip,
    },
}

/// How a wrong figure comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// Two neighbouring digits changed places.
    SwappedDigits,
    /// A digit was left out.
    DroppedDigit,
    /// A digit was typed twice or too many.
    AddedDigit,
    /// One digit is another.
    WrongDigit,
    /// The figure stands in the neighbouring column, or both are exchanged.
    NeighbourColumn,
    /// The figure stands in the neighbouring row, or both are exchanged.
    NeighbourRow,
    /// A total was left as it was before the parts changed, or was never added up.
    StaleTotal,
    /// The digits of one figure stand in two cells.
    SplitDigits,
    /// The cell was left blank.
    LeftBlank,
    /// The sign is wrong.
    WrongSign,
}

/// The findings of one or more reports, as `check --format json` prints them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingList {
    /// The input that they are about, where the list is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The findings in the order of the reports and of the form.
    pub findings: Vec<Finding>,
    /// The inputs that could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
    /// The rules that the settings switch off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub switched_off: Vec<SwitchedOff>,
    /// How many there are.
    pub summary: Summary,
}

/// An input that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unreadable {
    /// The input as given.
    pub report: String,
    /// What is wrong with it, in the reader's language.
    pub message: String,
}

/// A rule that the settings switch off.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SwitchedOff {
    /// The rule's code.
    pub code: String,
    /// The organ for which it is off; absent where it is off for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How many reports were read and what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Reports read.
    pub reports: usize,
    /// Inputs that could not be read.
    pub unreadable: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity hint.
    pub hints: usize,
}

impl Summary {
    /// Adds what another summary counts.
    pub fn add(&mut self, other: Summary) {
        self.reports += other.reports;
        self.unreadable += other.unreadable;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.hints += other.hints;
    }

    /// Counts the findings of a report.
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Summary {
            reports: 1,
            unreadable: 0,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
        }
    }
}
