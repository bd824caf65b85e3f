//! Document → Report: finds the statutory tables and the text by their labels, wherever and however they stand.
//!
//! Only labels count, never positions. Every figure of a recognized table ends as read, blank or missing; whatever
//! could not be placed, or could be placed twice, is a finding with its address.

mod identity;
mod lexicon;
mod placing;
mod prose;
mod sheet;
mod tables;
mod value;

use std::collections::BTreeSet;
use std::fmt;

use nianbao_core::document::{Block, Grid, NoteKind};
use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::Form;
use nianbao_core::{Document, Finding, Report};

use lexicon::Lexicon;
use placing::Placing;
use sheet::Sheet;

/// A document read as a report, with what is to be said about the reading.
#[derive(Clone, Debug)]
pub struct Recognized {
    /// The report. Its `sources` hold the importer's locators, without the file's name.
    pub report: Report,
    /// Findings with codes of the letter L, and F04.
    pub findings: Vec<Finding>,
}

/// What is known about a report from outside its file; it fills in what the file does not say.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The organ's name.
    pub organ: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
}

/// No statutory table and no part of a report was found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAReport {
    /// How many grids the document has.
    pub grids: usize,
    /// Where most labels of one table were found.
    pub nearest: Option<Nearest>,
}

/// How near a document came to hold a statutory table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The table's name in Chinese.
    pub table: String,
    /// The locator of its first label.
    pub at: String,
    /// How many of its labels were found.
    pub found: usize,
    /// How many it has.
    pub wanted: usize,
}

impl fmt::Display for NotAReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} grids, no statutory table", self.grids)?;
        match &self.nearest {
            Some(nearest) => write!(f, "; nearest: {}, {} of {} labels", nearest.at, nearest.found, nearest.wanted),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotAReport {}

/// Recognizes reports of a set of editions. Made once and used for every file.
pub struct Recognizer<'f> {
    forms: &'f [Form],
    lexicon: Lexicon,
}

impl<'f> Recognizer<'f> {
    /// A recognizer for these editions, which must be at least one.
    pub fn new(forms: &'f [Form]) -> Self {
        Recognizer { forms, lexicon: Lexicon::new(forms) }
    }

    /// The editions.
    pub fn forms(&self) -> &'f [Form] {
        self.forms
    }

    /// Reads a document as a report.
    ///
    /// # Errors
    /// [`NotAReport`] where neither a table nor two of the six parts were found.
    pub fn recognize(&self, document: &Document, known: &Known) -> Result<Recognized, NotAReport> {
        let grids: Vec<&Grid> = document.blocks.iter().filter_map(as_grid).collect();
        let sheets: Vec<Option<Sheet<'_>>> = grids.iter().map(|grid| Sheet::new(grid, &self.lexicon)).collect();
        let (placings, nearest) = self.place_tables(&sheets);

        let mut findings = Vec::new();
        let mut report = Report::new();
        tables::read_tables(self.forms, &sheets, &placings, &mut report, &mut findings);
        report_uncached_formulas(document, &report, &mut findings);
        let form = crate::compose::base_form(&report, self.forms);
        prose::read_prose(document, &sheets, &placings, form, &mut report, &mut findings);
        if report.tables.is_empty() && report.parts.len() < 2 {
            return Err(NotAReport { grids: grids.len(), nearest });
        }
        identity::complete(&mut report, known);
        note_what_is_missing(&report, &mut findings);
        Ok(Recognized { report, findings })
    }

    /// Every placing of the best edition of each table, by sheet, and how near the best failure came.
    fn place_tables(&self, sheets: &[Option<Sheet<'_>>]) -> (Vec<(usize, Placing)>, Option<Nearest>) {
        let mut found: Vec<(usize, Placing)> = Vec::new();
        let mut nearest: Option<Nearest> = None;
        for (sheet_index, sheet) in sheets.iter().enumerate() {
            let Some(sheet) = sheet else { continue };
            for (form_index, form) in self.forms.iter().enumerate() {
                for (table_index, table) in form.tables.iter().enumerate() {
                    match placing::place(sheet, form_index, table_index, table) {
                        Ok(placing) => found.push((sheet_index, placing)),
                        Err(Some(attempt)) if nearest.as_ref().is_none_or(|nearest| nearest.found < attempt.found) => {
                            let at = sheet.contents[attempt.first].cell.at.clone();
                            nearest = Some(Nearest {
                                table: table.name.zh.clone(),
                                at: at.or_else(|| sheet.grid.at.clone()).unwrap_or_default(),
                                found: attempt.found,
                                wanted: attempt.wanted,
                            });
                        }
                        Err(_) => {}
                    }
                }
            }
        }
        self.keep_best_editions(&mut found);
        (found, nearest)
    }

    /// Of each table keeps the edition that explains most figures, and of equals the newest.
    fn keep_best_editions(&self, found: &mut Vec<(usize, Placing)>) {
        let id = |placing: &Placing| self.forms[placing.form].tables[placing.table].id.as_str();
        let figures = |table: &str, form: usize| -> usize {
            let of_both = found.iter().filter(|(_, placing)| id(placing) == table && placing.form == form);
            of_both.map(|(_, placing)| placing.figures.len()).sum()
        };
        let best_form = |table: &str| {
            let forms = 0..self.forms.len();
            forms.max_by_key(|&form| (figures(table, form), self.forms[form].first_year, form)).unwrap_or(0)
        };
        let keep: Vec<bool> = found.iter().map(|(_, placing)| placing.form == best_form(id(placing))).collect();
        let mut keep = keep.into_iter();
        found.retain(|_| keep.next().unwrap_or(true));
    }
}

fn as_grid(block: &Block) -> Option<&Grid> {
    match block {
        Block::Grid(grid) => Some(grid),
        Block::Heading(_) | Block::Paragraph(_) => None,
    }
}

/// One finding for all figures that are formulas whose value the file does not hold.
fn report_uncached_formulas(document: &Document, report: &Report, findings: &mut Vec<Finding>) {
    let uncached = document.notes.iter().filter(|note| note.kind == NoteKind::UncachedFormula);
    let places: BTreeSet<&str> = uncached.filter_map(|note| note.at.as_deref()).collect();
    if places.is_empty() {
        return;
    }
    let figures: Vec<(&String, &String)> =
        report.sources.iter().filter(|(_, at)| places.contains(at.as_str())).collect();
    let Some((id, at)) = figures.first() else { return };
    let finding = Finding::new("L12", Severity::Error).with("count", figures.len()).in_cell(*id).at(Some(at));
    let related = |(id, at): &(&String, &String)| Related { cell: Some((*id).clone()), source: Some(Source::at(at)) };
    findings.push(Finding { related: figures.iter().skip(1).map(related).collect(), ..finding });
}

fn note_what_is_missing(report: &Report, findings: &mut Vec<Finding>) {
    if report.organ.name.is_empty() {
        findings.push(Finding::new("L07", Severity::Error));
    }
    if report.year.is_none() {
        findings.push(Finding::new("L08", Severity::Error));
    }
    if !report.has_prose() {
        findings.push(Finding::new("L06", Severity::Hint));
    }
}
