//! Pieces → Report: figures from one file, text from another, one table a file, the pages of one web site.
//!
//! Each piece is recognized by itself and the **reports** are merged, not the documents: what stands on a worksheet
//! beside its table would else run into the text of a Word file, the order of the files would decide the order of the
//! parts, and two wordings of one part would be added up in silence instead of being an error. Only where a file goes
//! on in the middle of what the file before it began, as the pages of one web page do, are the documents put together
//! first ([`pages`]), for a table's rows mean nothing without the header on the page before.
//!
//! What comes twice and is the same is fine; a figure goes before a blank; what differs is an error that names both
//! places. What is missing is judged on the whole report, never on a piece.

mod identity;
pub mod pages;
mod tables;
#[cfg(test)]
mod tests;
mod text;

use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::form::Form;
use nianbao_core::{Document, Finding, Report};

use crate::compose::base_form;
use crate::recognize::{self, Known, Recognized, Recognizer};

/// One piece of a report, read by itself.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What messages call it: its file's name. No two pieces have the same.
    pub name: String,
    /// What was read, each of its sources led by `name#`.
    pub recognized: Recognized,
}

impl Piece {
    /// A piece that holds a report already.
    pub fn of_report(name: &str, report: Report) -> Self {
        Piece { name: name.to_owned(), recognized: Recognized { report, findings: Vec::new() } }
    }

    /// A piece read from a document whose locators are led by the name ([`pages::name_places`]). Of a document that
    /// names no year, `year` is the one that the other pieces name: it tells last year's tables from this year's.
    pub fn of_document(recognizer: &Recognizer<'_>, name: &str, document: &Document, year: Option<i32>) -> Self {
        // The organ stays unknown here, so that what `--organ` says is not taken for what the file says.
        let known = Known { organ: None, year };
        Piece { name: name.to_owned(), recognized: recognizer.recognize_piece(document, &known) }
    }

    /// Whether it shows that it belongs to an annual report: by a table or a part's heading.
    pub fn has_table_or_part(&self) -> bool {
        !self.recognized.report.tables.is_empty() || !self.recognized.report.parts.is_empty()
    }

    /// Whether it gives the report nothing at all.
    pub fn is_empty(&self) -> bool {
        let report = &self.recognized.report;
        !self.has_table_or_part() && report.preface.is_empty() && report.title.is_none() && report.organ.name.is_empty()
    }

    fn report(&self) -> &Report {
        &self.recognized.report
    }

    /// Where the piece has a figure, or the piece itself where it does not say.
    fn place(&self, cell: &str) -> &str {
        self.report().sources.get(cell).map_or(&self.name, String::as_str)
    }
}

/// Merges the pieces of one report. What is known from outside fills in what no piece says.
pub fn join(pieces: &[Piece], known: &Known, forms: &[Form]) -> Recognized {
    let of_pieces = pieces.iter().flat_map(|piece| &piece.recognized.findings);
    let mut joining = Joining {
        pieces,
        report: Report::new(),
        findings: of_pieces.filter(|finding| !is_judged_on_the_whole(finding)).cloned().collect(),
    };
    identity::join(&mut joining);
    tables::join(&mut joining, forms);
    let said_otherwise = known.fill_in(&mut joining.report);
    joining.findings.extend(said_otherwise);
    tables::settle_editions(&mut joining.report, forms);
    text::join(&mut joining, forms);
    let Joining { report, mut findings, .. } = joining;
    tables::note_what_is_missing(&report, base_form(&report, forms), forms, &mut findings);
    recognize::note_what_is_missing(&report, &mut findings);
    pages::part_places(&mut findings, pieces);
    Recognized { report, findings }
}

/// The year that a document names.
pub fn year_of(recognizer: &Recognizer<'_>, document: &Document) -> Option<i32> {
    read_alone(recognizer, document).year
}

/// The report that grows, and what is to be said about it.
struct Joining<'a> {
    pieces: &'a [Piece],
    report: Report,
    findings: Vec<Finding>,
}

impl Joining<'_> {
    /// Says that two pieces differ; the first place is the one that was kept.
    fn differ(&mut self, severity: Severity, what: &Difference<'_>) {
        let finding = Finding::new("L20", severity)
            .with("what", what.kind)
            .with("name", what.name)
            .with("first", what.first)
            .with("second", what.second)
            .with("second_at", what.second_at);
        let related = Related { cell: None, source: Some(Source::at(what.second_at)) };
        self.findings.push(Finding { related: vec![related], ..finding.at(Some(what.first_at)) });
    }
}

/// Something other than a figure that two pieces have differently.
struct Difference<'a> {
    /// What it is, as the message chooses its words by.
    kind: &'static str,
    /// Which one, where there are several.
    name: &'a str,
    first: &'a str,
    second: &'a str,
    first_at: &'a str,
    second_at: &'a str,
}

/// Findings about what a piece lacks, which another piece may have, and about what is given for the whole.
fn is_judged_on_the_whole(finding: &Finding) -> bool {
    matches!(finding.code.as_str(), "L04" | "L05" | "L06" | "L07" | "L08" | "L15" | "S01")
}

/// What a document says by itself, whatever it is: a single table, text without a heading.
fn read_alone(recognizer: &Recognizer<'_>, document: &Document) -> Report {
    recognizer.recognize_piece(document, &Known::default()).report
}

/// A text without blanks, which no two programs set alike.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
