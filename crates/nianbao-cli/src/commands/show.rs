//! `nianbao show`: what was read, as the form's tables in a terminal of 80 columns, with every doubt marked.

mod places;
mod tables;

use std::fmt::Write;

use nianbao_core::finding::Severity;
use nianbao_core::form::{Form, FormTable};
use nianbao_core::report::{Part, PartBlock};
use nianbao_core::{Finding, Report};
use nianbao_engine::compose::{base_form, title_of};
use nianbao_engine::parts;
use nianbao_host::printable;

use crate::arguments::ShowArguments;
use crate::failure::Failure;
use crate::inputs::Input;
use crate::messages::{Messages, tr};
use crate::session::Session;
use crate::table::{self, TERMINAL};
use crate::{Outcome, findings, inputs, print, say};
use tables::Marks;

pub(crate) fn run(session: &Session, arguments: &ShowArguments) -> Result<Outcome, Failure> {
    let host = session.host();
    let reader = session.reader(session.known())?;
    let forms = reader.recognizer.forms();
    let collected = inputs::collect(&arguments.inputs, reader.from, session.common.join, host)?;
    let mut outcome = Outcome::Clean;
    let mut no_reports = Vec::new();
    for (index, input) in collected.inputs.iter().enumerate() {
        let read = session.on_threads(|| reader.read(input))?;
        let read = match read {
            Ok(read) => read,
            Err(failures) if input.found() && failures.iter().all(Failure::is_no_report) => {
                no_reports.push(input.display());
                continue;
            }
            Err(failures) => {
                say(&input.display());
                failures.iter().for_each(|failure| say(&failure.to_text(&session.messages)));
                outcome = Outcome::Failed;
                continue;
            }
        };
        no_reports.extend(read.passed_over);
        let (report, mut found) = (read.recognized.report, read.recognized.findings);
        findings::put_into_words(&mut found, forms, &session.messages);
        if index > 0 {
            print(b"\n")?;
        }
        let view = View::new(&report, forms, &found, &session.messages);
        print(view.to_text(arguments.sources).as_bytes())?;
        tell(input, &found, session);
        if found.iter().any(|finding| finding.severity == Severity::Error) {
            outcome = outcome.max(Outcome::Findings);
        }
    }
    findings::say_what_was_passed_over(no_reports, &collected.passed_over, &session.messages);
    Ok(outcome)
}

fn tell(input: &Input, found: &[Finding], session: &Session) {
    let text = findings::to_text(&input.display(), input.files.len() > 1, found, &session.messages);
    if !text.is_empty() {
        say(&text);
    }
}

/// A report about to be shown.
struct View<'a> {
    report: &'a Report,
    forms: &'a [Form],
    /// The form that gives the tables that were not found.
    base: &'a Form,
    findings: &'a [Finding],
    marks: Marks<'a>,
    messages: &'a Messages,
}

impl<'a> View<'a> {
    fn new(report: &'a Report, forms: &'a [Form], findings: &'a [Finding], messages: &'a Messages) -> Self {
        let base = base_form(report, forms);
        View { report, forms, base, findings, marks: Marks::new(findings), messages }
    }

    fn to_text(&self, sources: bool) -> String {
        let mut text = String::new();
        self.identity(&mut text);
        if let Some(legend) = self.legend() {
            lines(&mut text, table::wrap(&legend, TERMINAL));
        }
        let names_edition = self.names_editions();
        for (form, form_table) in self.tables() {
            self.table(&mut text, form, form_table, names_edition);
        }
        self.parts(&mut text);
        if sources {
            self.sources(&mut text);
        }
        self.summary(&mut text);
        text
    }

    /// The tables of the form in order, each in the edition that it was read in.
    fn tables(&self) -> Vec<(&'a Form, &'a FormTable)> {
        let of = |id: &str| {
            let read = self.report.tables.get(id);
            let form = read.and_then(|read| self.forms.iter().find(|form| form.edition == read.edition));
            let form = form.unwrap_or(self.base);
            Some((form, form.table(id)?))
        };
        let others = self.report.tables.keys().filter(|id| self.base.table(id).is_none());
        let ids = self.base.tables.iter().map(|table| table.id.as_str()).chain(others.map(String::as_str));
        ids.filter_map(of).collect()
    }

    /// Whether a table's edition has to be said: only where somebody could expect another one.
    fn names_editions(&self) -> bool {
        let newest = self.forms.iter().max_by_key(|form| form.first_year);
        self.report.tables.values().any(|table| newest.is_some_and(|newest| newest.edition != table.edition))
    }

    fn identity(&self, text: &mut String) {
        lines(text, table::wrap(&printable(&title_of(self.report, self.base)), TERMINAL));
        let none = tr!(self.messages, "show-none");
        let organ = &self.report.organ.name;
        let organ = if organ.is_empty() { none.clone() } else { printable(organ) };
        let year = self.report.year.map_or_else(|| none.clone(), |year| year.to_string());
        let mut pieces =
            vec![tr!(self.messages, "show-organ", organ = organ), tr!(self.messages, "show-year", year = year)];
        if let Some(period) = &self.report.period {
            pieces.push(tr!(self.messages, "show-period", from = printable(&period.from), to = printable(&period.to)));
        }
        self.flow(text, pieces);
        let contact = &self.report.contact;
        let contact = [
            ("address", &contact.address),
            ("postcode", &contact.postcode),
            ("telephone", &contact.telephone),
            ("fax", &contact.fax),
            ("email", &contact.email),
            ("site", &contact.site),
        ];
        let given = contact.into_iter().filter_map(|(kind, value)| {
            let value = printable(value.as_ref()?);
            Some(tr!(self.messages, "show-contact", kind = kind, value = value))
        });
        self.flow(text, given.collect());
    }

    /// Pieces on as few lines as they fit on, none of them parted but one longer than a line.
    fn flow(&self, text: &mut String, pieces: Vec<String>) {
        let mut line = String::new();
        for piece in pieces {
            let joined = if line.is_empty() { piece.clone() } else { format!("{line}  {piece}") };
            if table::width(&joined) <= TERMINAL || line.is_empty() {
                line = joined;
            } else {
                lines(text, table::wrap(&line, TERMINAL));
                line = piece;
            }
        }
        if !line.is_empty() {
            lines(text, table::wrap(&line, TERMINAL));
        }
    }

    /// What stands under each heading, by its amount.
    fn parts(&self, text: &mut String) {
        let _ = writeln!(text, "\n{}", tr!(self.messages, "show-parts"));
        let preface = match self.report.preface.len() {
            0 => tr!(self.messages, "show-none"),
            count => tr!(self.messages, "show-paragraphs", count = count),
        };
        self.flow(text, vec![format!("  {}", tr!(self.messages, "show-preface")), preface]);
        for part in &self.report.parts {
            let heading = format!("  {}、{}", parts::numeral(part.number), printable(&part.heading));
            self.flow(text, vec![heading, self.content_of(part)]);
        }
    }

    fn content_of(&self, part: &Part) -> String {
        let count = |of: fn(&PartBlock) -> bool| part.blocks.iter().filter(|block| of(block)).count();
        let kinds = [
            ("show-form-tables", count(|block| matches!(block, PartBlock::Table { .. }))),
            ("show-local-tables", count(|block| matches!(block, PartBlock::Grid(_)))),
            ("show-subheadings", count(|block| matches!(block, PartBlock::Heading { .. }))),
            ("show-paragraphs", count(|block| matches!(block, PartBlock::Paragraph { .. }))),
        ];
        let some = kinds.into_iter().filter(|(_, count)| *count > 0);
        let some: Vec<String> =
            some.map(|(key, count)| self.messages.text(key, &[("count", count.to_string())])).collect();
        if some.is_empty() { tr!(self.messages, "show-none") } else { some.join(self.messages.choose("、", ", ")) }
    }

    /// How many findings there are; they themselves are talk and go to standard error.
    fn summary(&self, text: &mut String) {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let [errors, warnings, hints] = [Severity::Error, Severity::Warning, Severity::Hint].map(count);
        let summary = match self.findings.len() {
            0 => tr!(self.messages, "show-no-findings"),
            _ => tr!(self.messages, "show-findings", errors = errors, warnings = warnings, hints = hints),
        };
        let _ = writeln!(text, "\n{summary}");
    }
}

fn lines(text: &mut String, lines: Vec<String>) {
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
}
