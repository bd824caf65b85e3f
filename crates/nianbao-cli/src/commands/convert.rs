//! `nianbao convert`: inputs in, files to be filed out.

use std::path::{Path, PathBuf};

use nianbao_core::Finding;
use nianbao_core::finding::{Severity, Summary};
use nianbao_core::form::Form;
use nianbao_engine::compose;
use nianbao_engine::compose::charts;
use nianbao_host::{FormatOptions, Host};
use rayon::prelude::*;

use super::check::examine::{Examined, Examiner};
use super::check::human::counts;
use super::check::prior::{self, Priors};
use crate::arguments::ConvertArguments;
use crate::failure::Failure;
use crate::findings;
use crate::inputs::{self, Input};
use crate::messages::{Messages, tr};
use crate::output::{self, Destination, NamePattern};
use crate::progress;
use crate::read::Reader;
use crate::session::Session;
use crate::{Outcome, date, say, settings};

pub(crate) fn run(session: &Session, arguments: &ConvertArguments) -> Result<Outcome, Failure> {
    let host = session.host();
    let reader = session.reader(session.known())?;
    let forms = reader.recognizer.forms();
    let name = arguments.name.as_deref().map(NamePattern::new).transpose()?;
    let mut formats: Vec<(String, String)> = Vec::new();
    for format in arguments.to.iter().map(|format| format.trim().to_lowercase()) {
        if !formats.iter().any(|(known, _)| *known == format) {
            formats.push((format.clone(), host.extension(&format)?));
        }
    }
    let collected = inputs::collect(&arguments.inputs, reader.from, session.common.join, host)?;
    let extensions: Vec<String> = formats.iter().map(|(_, extension)| extension.clone()).collect();
    let destination = Destination::new(arguments.output.as_deref(), &collected.inputs, &extensions)?;

    let settings = settings::load(session)?;
    let read_prior = |path| Priors::read(session, path, collected.inputs.len());
    let priors = arguments.prior.as_deref().map(read_prior).transpose()?;
    let job = Job {
        reader,
        examiner: Examiner::new(forms, settings, priors.as_ref(), &session.messages),
        host,
        forms,
        formats: &formats,
        destination,
        name,
        date: date::source_date(),
        strict: arguments.strict,
    };
    let bar = progress::bar(collected.inputs.len(), &session.messages);
    let converted = session.on_threads(|| {
        let plan = job.plan(&collected.inputs)?;
        let convert = |(input, paths): (&Input, &Vec<PathBuf>)| {
            let converted = job.convert(input, paths);
            bar.inc(1);
            converted
        };
        let converted: Vec<Converted> = collected.inputs.par_iter().zip(&plan).map(convert).collect();
        Ok::<_, Failure>(converted)
    })??;
    bar.finish_and_clear();
    let to_stdout = job.destination == Destination::StandardOutput;
    Ok(tell(converted, &collected, arguments.prior.as_deref(), &session.messages, to_stdout))
}

struct Job<'a> {
    reader: Reader<'a>,
    examiner: Examiner<'a>,
    host: &'a Host,
    forms: &'a [Form],
    /// Format ids with the ending of their files.
    formats: &'a [(String, String)],
    destination: Destination,
    name: Option<NamePattern>,
    date: Option<String>,
    strict: bool,
}

/// What became of one input.
#[derive(Default)]
struct Converted {
    input: String,
    found: bool,
    is_joined: bool,
    /// What is listed: everything that reading and writing say, and of checking the errors.
    findings: Vec<Finding>,
    /// How much else checking has found.
    more: Summary,
    prior_remark: Option<String>,
    written: Vec<PathBuf>,
    failures: Vec<Failure>,
    /// Files found in a folder that hold nothing of the report.
    passed_over: Vec<String>,
    /// Whether it was read at all.
    is_report: bool,
    refused: bool,
}

impl Job<'_> {
    /// Every input's output paths, checked against each other and the inputs before anything is written.
    ///
    /// A name that depends on the report costs a first reading of every input, so that no report is kept in memory.
    fn plan(&self, inputs: &[Input]) -> Result<Vec<Vec<PathBuf>>, Failure> {
        let paths = |input: &Input| -> Result<Vec<PathBuf>, Failure> {
            let needs_report = self.name.as_ref().is_some_and(NamePattern::needs_report);
            let report = match needs_report.then(|| self.reader.read(input)) {
                Some(Ok(read)) => Some(read.recognized.report),
                // What cannot be read is reported when its turn comes, and needs no name.
                Some(Err(_)) => return Ok(Vec::new()),
                None => None,
            };
            let path = |(_, extension): &(String, String)| {
                output::path_for(&self.destination, input, extension, self.name.as_ref(), report.as_ref())
            };
            self.formats.iter().map(path).collect()
        };
        let plan: Vec<Vec<PathBuf>> = inputs.par_iter().map(paths).collect::<Result<_, _>>()?;
        let all: Vec<(PathBuf, &Input)> = plan
            .iter()
            .zip(inputs)
            .flat_map(|(paths, input)| paths.iter().map(move |path| (path.clone(), input)))
            .collect();
        output::check_plan(&all, inputs)?;
        Ok(plan)
    }

    fn convert(&self, input: &Input, paths: &[PathBuf]) -> Converted {
        let mut converted = Converted {
            input: input.display(),
            found: input.found(),
            is_joined: input.files.len() > 1,
            ..Converted::default()
        };
        let mut examined = match self.reader.read(input) {
            Ok(read) => self.examiner.examine(input, read),
            Err(failures) => {
                converted.failures = failures;
                return converted;
            }
        };
        converted.is_report = true;
        converted.passed_over = std::mem::take(&mut examined.passed_over);
        converted.prior_remark = self.examiner.prior_remark(&examined);
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let (errors, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut examined.of_checking).into_iter().partition(is_error);
        converted.more = Summary::of(&others);
        converted.findings = std::mem::take(&mut examined.of_reading);
        converted.findings.extend(errors);
        converted.refused = self.strict && converted.findings.iter().any(is_error);
        if !converted.refused {
            self.write(&examined, paths, &mut converted);
        }
        converted
    }

    fn write(&self, examined: &Examined<'_>, paths: &[PathBuf], converted: &mut Converted) {
        let report = &examined.report;
        let prior = examined.prior.prior().map(|prior| &prior.report);
        let mut document = compose(report, self.forms, self.date.as_deref());
        document.charts = prior.map(|prior| charts(report, prior, self.forms)).unwrap_or_default();
        let none = FormatOptions::default();
        for ((format, _), path) in self.formats.iter().zip(paths) {
            let options = self.reader.options.get(format).unwrap_or(&none);
            let written = self.host.export(format, &document, report, prior, options).map_err(Failure::from);
            let outcome = written.and_then(|written| {
                for diagnostic in &written.diagnostics {
                    let message =
                        format!("{}: {}", format.to_uppercase(), nianbao_host::printable(&diagnostic.message));
                    let finding = Finding::new("G01", Severity::Warning).with("message", message);
                    let mut finding = [finding.at(diagnostic.at.as_deref())];
                    findings::put_into_words(&mut finding, self.forms, self.examiner.messages);
                    converted.findings.extend(finding);
                }
                output::write(path, &written.bytes)
            });
            match outcome {
                Ok(()) => converted.written.push(path.clone()),
                Err(failure) => converted.failures.push(failure),
            }
        }
    }
}

/// Says what happened, in the order of the inputs, and how the whole ended.
fn tell(
    converted: Vec<Converted>,
    collected: &inputs::Collected,
    given_prior: Option<&Path>,
    messages: &Messages,
    to_stdout: bool,
) -> Outcome {
    let mut outcome = Outcome::Clean;
    let mut no_reports: Vec<String> = Vec::new();
    let mut without_prior: Vec<String> = Vec::new();
    let (mut reports, mut files, mut unreadable) = (0, 0, 0);
    let mut counts_by_severity = [0; 3];
    let several = converted.len() > 1;
    for mut one in converted {
        if one.found && !one.is_report && one.failures.iter().all(Failure::is_no_report) {
            no_reports.push(one.input);
            continue;
        }
        no_reports.append(&mut one.passed_over);
        let more = one.more.warnings + one.more.hints > 0;
        let text = findings::to_text(&one.input, one.is_joined, &one.findings, messages);
        if !text.is_empty() {
            say(&text);
        } else if !one.failures.is_empty() || more || one.prior_remark.is_some() && !several {
            say(&one.input);
        }
        if more {
            say(&indent(&tr!(messages, "convert-more", counts = counts(one.more, messages))));
        }
        match one.prior_remark {
            Some(_) if several => without_prior.push(one.input),
            remark => remark.iter().for_each(|remark| say(&indent(remark))),
        }
        for failure in &one.failures {
            say(&indent(&failure.to_text(messages)));
            outcome = Outcome::Failed;
        }
        if one.refused {
            say(&indent(&tr!(messages, "strict-refused")));
        }
        for finding in &one.findings {
            counts_by_severity[finding.severity as usize] += 1;
        }
        counts_by_severity[Severity::Warning as usize] += one.more.warnings;
        reports += usize::from(one.is_report);
        unreadable += usize::from(!one.is_report);
        files += one.written.len();
        if !to_stdout {
            one.written.iter().for_each(|path| say(&tr!(messages, "wrote", path = path.display())));
        }
    }
    prior::say_without_prior(given_prior, &without_prior, messages);
    findings::say_what_was_passed_over(no_reports, &collected.passed_over, messages);
    let [_, warnings, errors] = counts_by_severity;
    if several {
        say(&tr!(
            messages,
            "batch-summary",
            reports = reports,
            written = files,
            errors = errors,
            warnings = warnings,
            unreadable = unreadable
        ));
    }
    if errors > 0 { outcome.max(Outcome::Findings) } else { outcome }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
