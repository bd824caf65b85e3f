//! Document → Report: finds the statutory tables and the text by their labels, wherever and however they stand.
//!
//! Only labels count, never positions. Every figure of a recognized table ends as read, blank or missing; whatever
//! could not be placed, or could be placed twice, is a finding with its address.

mod choose;
mod continued;
mod editions;
pub(crate) mod identity;
mod known;
mod lexicon;
mod placing;
mod prose;
mod running;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use nianbao_core::document::{Block, Grid, NoteKind};
use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::Form;
use nianbao_core::{Document, Finding, Report};

pub use identity::are_one_organ;
pub use known::Known;

use crate::parts::PartHeadings;
use choose::{Chosen, PassedOver, Why};
use editions::OfTable;
use lexicon::{Lexicon, LookedUp};
use placing::Placing;
pub(crate) use prose::names_who_filled_it_in;
use sheet::{Kind, Sheet};
use tables::{Keys, Tables};

/// A document read as a report, with what is to be said about the reading.
#[derive(Clone, Debug)]
pub struct Recognized {
    /// The report. Its `sources` hold the importer's locators, without the file's name.
    pub report: Report,
    /// Findings with codes of the letter L, F04, S01 and S06.
    pub findings: Vec<Finding>,
}

/// No statutory table and no part of a report was found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAReport {
    /// How many grids the document has.
    pub grids: usize,
    /// Whether it is the form and nobody filled it in.
    pub is_blank_form: bool,
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
    keys: Keys,
    /// The part headings of each edition.
    headings: Vec<PartHeadings>,
    words: running::Words<'f>,
}

impl<'f> Recognizer<'f> {
    /// A recognizer for these editions, oldest first, which must be at least one.
    pub fn new(forms: &'f [Form]) -> Self {
        let headings = forms.iter().map(PartHeadings::new).collect();
        let words = running::Words::of(forms);
        Recognizer { forms, lexicon: Lexicon::new(forms), keys: Keys::new(forms), headings, words }
    }

    /// The editions.
    pub fn forms(&self) -> &'f [Form] {
        self.forms
    }

    /// Reads a document as a report.
    ///
    /// # Errors
    /// [`NotAReport`] where neither a table nor two of the six parts were found, or nothing is filled in.
    pub fn recognize(&self, document: &Document, known: &Known) -> Result<Recognized, NotAReport> {
        let Reading { mut report, mut findings, editions, grids, is_blank_form, nearest } = self.read(document, known);
        if is_blank_form && !report.has_prose() || report.tables.is_empty() && report.parts.len() < 2 {
            return Err(NotAReport { grids, is_blank_form, nearest });
        }
        tables::report_missing(self.forms, &report, &mut findings);
        self.complete(&mut report, &editions, known, &mut findings);
        note_what_is_missing(&report, &mut findings);
        Ok(Recognized { report, findings })
    }

    /// Reads a document as a piece of a report: nothing is said of what it lacks, for another piece may have it.
    pub fn recognize_piece(&self, document: &Document, known: &Known) -> Recognized {
        let Reading { mut report, mut findings, editions, .. } = self.read(document, known);
        self.complete(&mut report, &editions, known, &mut findings);
        Recognized { report, findings }
    }

    fn read(&self, document: &Document, known: &Known) -> Reading {
        let mut findings = Vec::new();
        let gathered = self.gather(document, &mut findings);
        let mut labels = LookedUp::new(&self.lexicon);
        let joined = continued::join(&gathered, &mut labels);
        let document = joined.as_ref().unwrap_or(&gathered);
        let grids: Vec<&Grid> = document.blocks.iter().filter_map(as_grid).collect();
        let sheets: Vec<Option<Sheet<'_>>> = grids.iter().map(|grid| Sheet::new(grid, &labels)).collect();
        let (found, nearest) = self.place_tables(&sheets);
        let (chosen, passed_over) = choose::choose(self.forms, document, &sheets, found, known);
        let is_empty = |chosen: &Chosen| match &sheets[chosen.sheet] {
            Some(sheet) => choose::is_blank(sheet, &chosen.placing),
            None => true,
        };
        let is_blank_form = !chosen.is_empty() && chosen.iter().all(is_empty);

        let mut report = Report::new();
        Tables { forms: self.forms, keys: &self.keys, sheets: &sheets, chosen: &chosen }
            .read(&mut report, &mut findings);
        report_uncached_formulas(document, &report, &mut findings);
        report_passed_over(self.forms, &sheets, &passed_over, &mut findings);
        let editions = editions::of_tables(self.forms, &chosen);
        let form = crate::compose::base_form(&report, self.forms);
        let edition = self.forms.iter().position(|other| other.edition == form.edition).unwrap_or(0);
        // A sheet that was passed over has a title of another year, and a table that is no local one.
        let is_read = |index: usize| chosen.iter().any(|chosen| chosen.sheet == index);
        let mut sheets = sheets;
        for passed in passed_over.iter().filter(|passed| !is_read(passed.sheet)) {
            sheets[passed.sheet] = None;
        }
        let placings: Vec<(usize, Placing)> = chosen.into_iter().map(|chosen| (chosen.sheet, chosen.placing)).collect();
        let headings = (form, &self.headings[edition]);
        prose::read_prose(document, &sheets, &placings, headings, &mut report, &mut findings);
        Reading { report, findings, editions, grids: grids.len(), is_blank_form, nearest }
    }

    /// What can be said when everything was read: identity, and the editions of tables.
    fn complete(&self, report: &mut Report, editions: &[OfTable], known: &Known, findings: &mut Vec<Finding>) {
        findings.extend(identity::complete(report, known));
        editions::settle(self.forms, editions, report);
        editions::compare_with_year(self.forms, &self.keys, report, findings);
    }

    /// The document with tables made whole that running text took apart.
    fn gather<'d>(&self, document: &'d Document, findings: &mut Vec<Finding>) -> Cow<'d, Document> {
        let Some(gathered) = running::gather(document, &self.words) else { return Cow::Borrowed(document) };
        for row in &gathered.undecided {
            let label = row.row.as_deref().unwrap_or_default();
            let mut finding = tables::undecided(&row.table, label, &row.printed, row.at.as_deref());
            let mut cells = row.cells.iter().cloned();
            finding.cell = cells.next();
            finding.related = cells.map(|cell| Related { cell: Some(cell), source: None }).collect();
            findings.push(finding);
        }
        for near in &gathered.near {
            findings.push(tables::near_label(&near.printed, &near.label, near.at.as_deref()));
        }
        Cow::Owned(gathered.document)
    }

    /// Every placing of every table, by sheet, and how near the best failure came.
    fn place_tables(&self, sheets: &[Option<Sheet<'_>>]) -> (Vec<(usize, Placing)>, Option<Nearest>) {
        let mut found: Vec<(usize, Placing)> = Vec::new();
        let mut nearest: Option<Nearest> = None;
        for (sheet_index, sheet) in sheets.iter().enumerate() {
            let Some(sheet) = sheet else { continue };
            let labels = Labels::of(sheet);
            // Of a table that is all there in one edition, no other has more; most are of the newest.
            let mut whole: Vec<&str> = Vec::new();
            for (form_index, form) in self.forms.iter().enumerate().rev() {
                for (table_index, table) in form.tables.iter().enumerate() {
                    if !labels.name(form_index, table_index) || whole.contains(&table.id.as_str()) {
                        continue;
                    }
                    match placing::place(sheet, form_index, table_index, table) {
                        Ok(placing) => {
                            if placing.found() == self.keys.count(form_index, table_index) {
                                whole.push(&table.id);
                            }
                            found.push((sheet_index, placing));
                        }
                        Err(Some(attempt)) if nearest.as_ref().is_none_or(|nearest| nearest.found < attempt.found) => {
                            let at = sheet.contents[attempt.first].cell.at.as_deref();
                            nearest = Some(Nearest {
                                table: table.name.zh.clone(),
                                at: at.or(sheet.grid.at.as_deref()).unwrap_or_default().to_owned(),
                                found: attempt.found,
                                wanted: attempt.wanted,
                            });
                        }
                        Err(_) => {}
                    }
                }
            }
            // What is not all there may stand with rows and columns exchanged, as a whole or by bands.
            let transposed = OnceCell::new();
            for (form_index, form) in self.forms.iter().enumerate().rev() {
                for (table_index, table) in form.tables.iter().enumerate() {
                    if labels.name(form_index, table_index) && !whole.contains(&table.id.as_str()) {
                        let transposed = transposed.get_or_init(|| sheet.transposed());
                        let placing = placing::place_transposed(sheet, transposed, form_index, table_index, table);
                        found.extend(placing.map(|placing| (sheet_index, placing)));
                    }
                }
            }
        }
        (found, nearest)
    }
}

/// A document as far as it can be read by itself.
struct Reading {
    report: Report,
    findings: Vec<Finding>,
    editions: Vec<OfTable>,
    grids: usize,
    is_blank_form: bool,
    nearest: Option<Nearest>,
}

/// Which tables a sheet has labels of.
struct Labels(BTreeSet<(usize, usize)>);

impl Labels {
    /// Fewer labels than this make no table.
    const FEWEST: usize = 2;

    fn of(sheet: &Sheet<'_>) -> Self {
        let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for content in &sheet.contents {
            let Kind::Label(targets) = &content.kind else { continue };
            let mut tables: Vec<(usize, usize)> = targets.iter().map(|target| (target.form, target.table)).collect();
            tables.dedup();
            for table in tables {
                *counts.entry(table).or_default() += 1;
            }
        }
        Labels(counts.into_iter().filter(|(_, count)| *count >= Self::FEWEST).map(|(table, _)| table).collect())
    }

    fn name(&self, form: usize, table: usize) -> bool {
        self.0.contains(&(form, table))
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

/// A hint for each table that stands on another sheet too, and was not read from there.
fn report_passed_over(
    forms: &[Form],
    sheets: &[Option<Sheet<'_>>],
    passed_over: &[PassedOver],
    findings: &mut Vec<Finding>,
) {
    for passed in passed_over {
        let grid = sheets[passed.sheet].as_ref().map(|sheet| sheet.grid);
        let at = grid.and_then(|grid| grid.at.as_deref().or(grid.name.as_deref()));
        let table = forms.iter().rev().find_map(|form| form.table(&passed.table));
        let why = match passed.why {
            Why::OtherYear => "year",
            Why::Hidden => "hidden",
            Why::Example => "example",
            Why::Blank => "blank",
        };
        let finding = Finding::new("L19", Severity::Hint)
            .with("table", table.map_or("", |table| &table.name.zh))
            .with("sheet", at.unwrap_or_default())
            .with("why", why);
        findings.push(finding.at(at));
    }
}

/// Says that neither the file nor anybody tells whose report it is, of which year, or that it has no text.
pub(crate) fn note_what_is_missing(report: &Report, findings: &mut Vec<Finding>) {
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
