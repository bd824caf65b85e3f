//! `nianbao check`: what is wrong with reports, and which cell to change.
//!
//! Inputs are read, checked and rendered on all cores, a stretch at a time, and printed in their order. Of what was
//! printed, only the reports' own text is kept, without figures: at the end that of all is laid side by side.

pub(crate) mod examine;
pub(crate) mod human;
mod json;
mod marked;
mod picture;
pub(crate) mod prior;
mod repair;
mod sarif;
#[cfg(test)]
mod tests;

use nianbao_core::finding::{Summary, SwitchedOff, Unreadable};
use nianbao_core::{Finding, Report};
use nianbao_host::MessageLanguage;
use rayon::prelude::*;

use crate::arguments::{CheckArguments, CheckFormat};
use crate::failure::Failure;
use crate::inputs::{self, Input, InputFile};
use crate::messages::{Messages, tr};
use crate::paint::Painter;
use crate::session::Session;
use crate::{Outcome, findings, print, progress, say, settings};
use examine::{Examined, Examiner};
use human::Human;
use json::{Json, Lines};
use marked::{Marker, Original, Written};
use prior::Priors;
use sarif::Sarif;

/// How many reports are worked on before their texts are printed.
const STRETCH: usize = 64;

/// How findings are printed. What is said of a report is made beside that of others; the rest in order.
trait Output: Sync {
    /// What stands before everything.
    fn begin(&self) -> String {
        String::new()
    }

    /// What is said of a report.
    fn report(&self, examined: &Examined<'_>) -> String;

    /// What is said of an input that could not be read.
    fn unreadable(&self, _unreadable: &Unreadable) -> String {
        String::new()
    }

    /// What stands between two texts that are not empty.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands behind everything.
    fn end(&self, totals: &Totals) -> String;
}

/// What all reports come to.
#[derive(Default)]
struct Totals {
    summary: Summary,
    /// Reports without any finding.
    clean: usize,
    /// Reports with a finding of severity error.
    faulty: usize,
    /// Reports that were compared with last year's.
    compared: usize,
    unreadable: Vec<Unread>,
    switched_off: Vec<SwitchedOff>,
    no_reports: Vec<String>,
    /// Reports of a batch whose predecessor was asked for and not found.
    without_prior: Vec<String>,
    /// The texts of a batch, each with what its report was read from.
    texts: Vec<(String, Report)>,
    /// Whether a marked workbook could not be written.
    has_failed: bool,
}

/// An input that could not be read.
struct Unread {
    said: Unreadable,
    /// Its files that are at fault, as they were given.
    files: Vec<String>,
}

/// What became of one input.
enum Done {
    Report(Box<ReportDone>),
    Unreadable(Vec<Failure>),
    /// Found in a folder, and no report.
    PassedOver,
}

struct ReportDone {
    text: String,
    is_compared: bool,
    summary: Summary,
    switched_off: Vec<SwitchedOff>,
    prior_remark: Option<String>,
    marked: Option<Result<Written, Failure>>,
    /// Of a batch: the report's text, to be compared with that of the others.
    text_alone: Option<Report>,
    passed_over: Vec<String>,
}

pub(crate) fn run(session: &Session, arguments: &CheckArguments) -> Result<Outcome, Failure> {
    // What programs read is in Chinese unless the command line says otherwise, whatever the locale.
    let of_programs = Messages::new(MessageLanguage::Zh);
    let is_for_people = arguments.format == CheckFormat::Human || session.common.lang.is_some();
    let messages = if is_for_people { &session.messages } else { &of_programs };

    let host = session.host();
    let reader = session.reader(session.known())?;
    let forms = reader.recognizer.forms();
    let settings = settings::load(session)?;
    let collected = inputs::collect(&arguments.inputs, reader.from, session.common.join, host)?;
    let read_prior = |path| Priors::read(session, path, collected.inputs.len());
    let priors = arguments.prior.as_deref().map(read_prior).transpose()?;
    let examiner = Examiner::new(forms, settings, priors.as_ref(), messages);
    let is_batch = collected.inputs.len() > 1;
    let output: Box<dyn Output> = match arguments.format {
        CheckFormat::Human => Box::new(Human::new(forms, messages, Painter::of_stdout(), is_batch, arguments.all)),
        CheckFormat::Json => Box::new(Json),
        CheckFormat::Jsonl => Box::new(Lines),
        CheckFormat::Sarif => Box::new(Sarif::new(forms, messages)),
    };

    let marker = |folder| Marker::new(host, forms, messages, folder, &collected.inputs);
    let marker = arguments.marked.as_deref().map(marker).transpose()?;

    let work = |input: &Input| match reader.read(input) {
        Ok(read) => {
            let original = marker.as_ref().map(|marker| (marker, Original::of(&read, forms)));
            let examined = examiner.examine(input, read);
            let marked = original.map(|(marker, original)| {
                let findings: Vec<Finding> = examined.findings().cloned().collect();
                marker.write(input, original, &findings)
            });
            Done::Report(Box::new(ReportDone {
                text: output.report(&examined),
                summary: examined.summary(),
                is_compared: examined.prior.prior().is_some(),
                prior_remark: examiner.prior_remark(&examined),
                marked,
                text_alone: is_batch.then(|| text_alone(&examined.report)),
                switched_off: examined.switched_off,
                passed_over: examined.passed_over,
            }))
        }
        Err(failures) if input.found() && failures.iter().all(Failure::is_no_report) => Done::PassedOver,
        Err(failures) => Done::Unreadable(failures),
    };
    let bar = progress::bar(collected.inputs.len(), &session.messages);
    let totals = Totals::default();
    let marker = marker.as_ref();
    let mut printer = Printer { output: output.as_ref(), marker, messages, is_batch, totals, has_printed: false };
    session.on_threads(|| -> Result<(), Failure> {
        print(printer.output.begin().as_bytes())?;
        for stretch in collected.inputs.chunks(STRETCH) {
            let done: Vec<Done> = stretch
                .par_iter()
                .map(|input| {
                    let done = work(input);
                    bar.inc(1);
                    done
                })
                .collect();
            bar.suspend(|| stretch.iter().zip(done).try_for_each(|(input, done)| printer.take(input, done)))?;
        }
        Ok(())
    })??;
    bar.finish_and_clear();
    printer.take_alike(&examiner)?;
    let mut totals = printer.totals;
    totals.switched_off.sort();
    totals.switched_off.dedup();
    print(output.end(&totals).as_bytes())?;
    prior::say_without_prior(arguments.prior.as_deref(), &totals.without_prior, messages);
    findings::say_what_was_passed_over(totals.no_reports, &collected.passed_over, messages);
    Ok(if !totals.unreadable.is_empty() || totals.has_failed {
        Outcome::Failed
    } else if totals.summary.errors > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Prints what becomes of the inputs, in their order, and counts it.
struct Printer<'a> {
    output: &'a dyn Output,
    marker: Option<&'a Marker<'a>>,
    messages: &'a Messages,
    is_batch: bool,
    totals: Totals,
    has_printed: bool,
}

impl Printer<'_> {
    fn take(&mut self, input: &Input, done: Done) -> Result<(), Failure> {
        match done {
            Done::Report(mut done) => {
                match done.prior_remark {
                    Some(_) if self.is_batch => self.totals.without_prior.push(input.display()),
                    remark => remark.iter().for_each(|remark| say(remark)),
                }
                self.totals.summary.add(done.summary);
                self.totals.texts.extend(done.text_alone.take().map(|text| (input.display(), text)));
                let Summary { errors, warnings, hints, .. } = done.summary;
                self.totals.compared += usize::from(done.is_compared);
                self.totals.faulty += usize::from(errors > 0);
                self.totals.clean += usize::from(errors + warnings + hints == 0);
                self.totals.switched_off.append(&mut done.switched_off);
                self.totals.no_reports.append(&mut done.passed_over);
                self.print(&done.text)?;
                self.say_marked(done.marked);
                Ok(())
            }
            Done::Unreadable(failures) => {
                say(&input.display());
                let texts: Vec<String> = failures.iter().map(|failure| failure.to_text(self.messages)).collect();
                texts.iter().for_each(|text| say(text));
                let message = failures.iter().map(|failure| failure.message(self.messages)).collect::<Vec<_>>();
                let said = Unreadable { report: input.display(), message: message.join(" ") };
                let text = self.output.unreadable(&said);
                self.totals.summary.unreadable += 1;
                let is_at_fault = |file: &&InputFile| {
                    let blamed = |failure: &Failure| failure.file().is_some_and(|name| file.is_called(name));
                    input.files.len() == 1 || failures.iter().any(blamed)
                };
                let files = input.files.iter().filter(is_at_fault).map(InputFile::display).collect();
                self.totals.unreadable.push(Unread { said, files });
                self.print(&text)
            }
            Done::PassedOver => {
                self.totals.no_reports.push(input.display());
                Ok(())
            }
        }
    }

    /// What is found when the reports of a batch are laid side by side, as if it were one more report.
    fn take_alike(&mut self, examiner: &Examiner<'_>) -> Result<(), Failure> {
        let texts = std::mem::take(&mut self.totals.texts);
        let examined = examiner.examine_together(&texts, tr!(self.messages, "check-together"));
        if examined.of_checking.is_empty() {
            return Ok(());
        }
        self.totals.summary.add(Summary { reports: 0, ..examined.summary() });
        self.print(&self.output.report(&examined))
    }

    fn say_marked(&mut self, marked: Option<Result<Written, Failure>>) {
        match (marked, self.marker) {
            (Some(Ok(written)), Some(marker)) => say(&marker.say(&written)),
            (Some(Err(failure)), _) => {
                say(&failure.to_text(self.messages));
                self.totals.has_failed = true;
            }
            _ => {}
        }
    }

    fn print(&mut self, text: &str) -> Result<(), Failure> {
        if text.is_empty() {
            return Ok(());
        }
        let between = if self.has_printed { self.output.between() } else { "" };
        self.has_printed = true;
        print(format!("{between}{text}").as_bytes())
    }
}

/// A report without its figures, of which a batch would have to keep too many.
fn text_alone(report: &Report) -> Report {
    let mut text = report.clone();
    text.tables.clear();
    text.sources.clear();
    text
}
