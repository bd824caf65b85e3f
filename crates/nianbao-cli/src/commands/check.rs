//! `nianbao check`: what is wrong with reports, and which cell to change.

mod marked;

use std::path::PathBuf;

use nianbao_core::finding::{FindingList, Severity, Summary};
use nianbao_core::{Finding, Report};
use nianbao_engine::check::{Settings, Subject};
use nianbao_engine::{Checker, Recognizer};

use crate::arguments::{CheckArguments, CheckFormat};
use crate::failure::Failure;
use crate::inputs::InputFile;
use crate::read::{ReadInput, Reader};
use crate::session::Session;
use crate::{Outcome, findings, inputs, print, say};
use marked::{Marker, Original};

pub(crate) fn run(session: &Session, arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let host = session.host();
    let forms = session.forms()?;
    let options = session.options()?;
    let from = session.common.from.as_deref();
    let collected = inputs::collect(&arguments.inputs, from, session.common.join, host)?;
    let recognizer = Recognizer::new(&forms);
    let known = session.known();
    let reader = Reader { host, recognizer: &recognizer, known: &known, from, options: &options };
    let checker = Checker::new(&forms, Settings::default());
    let prior = match &arguments.prior {
        Some(path) => {
            let given = [path.clone().into_os_string()];
            let collected = inputs::collect(&given, None, true, host)?;
            let read = session.on_threads(|| reader.read(&collected.inputs[0]))?;
            Some(read.map_err(|mut failures| failures.remove(0))?.recognized.report)
        }
        None => None,
    };
    let marker = |folder: &PathBuf| Marker::new(host, &session.messages, folder, &collected.inputs);
    let marker = arguments.marked.as_ref().map(marker).transpose()?;
    let mut outcome = Outcome::Clean;
    let mut list = FindingList::default();
    for input in &collected.inputs {
        let files: Vec<String> = input.files.iter().map(InputFile::name).collect();
        let mut read = match session.on_threads(|| reader.read(input))? {
            Ok(read) => read,
            Err(failures) => {
                say(&input.display());
                failures.iter().for_each(|failure| say(&failure.to_text(&session.messages)));
                list.summary.unreadable += 1;
                outcome = Outcome::Failed;
                continue;
            }
        };
        let original = marker.as_ref().map(|_| Original::take(&mut read, input, &forms));
        let mut found = checked(&checker, read, prior.as_ref(), &files);
        findings::put_into_words(&mut found, &forms, &session.messages);
        list.summary.reports += 1;
        count(&mut list.summary, &found);
        if arguments.format == CheckFormat::Human {
            let text = findings::to_text(&input.display(), files.len() > 1, &found, &session.messages);
            print(format!("{text}\n").as_bytes())?;
        }
        if let (Some(marker), Some(original)) = (&marker, original) {
            match marker.write(input, original, &found) {
                Ok(written) => say(&marker.say(&written)),
                Err(failure) => {
                    say(&failure.to_text(&session.messages));
                    outcome = Outcome::Failed;
                }
            }
        }
        list.findings.extend(found);
    }
    if arguments.format == CheckFormat::Json {
        let json = serde_json::to_string_pretty(&list).unwrap_or_default();
        print(format!("{json}\n").as_bytes())?;
    }
    Ok(if list.summary.errors > 0 { outcome.max(Outcome::Findings) } else { outcome })
}

/// The findings of reading and of checking.
fn checked(checker: &Checker<'_>, read: ReadInput, prior: Option<&Report>, files: &[String]) -> Vec<Finding> {
    let ReadInput { recognized, notes, .. } = read;
    let subject = Subject { report: &recognized.report, prior, notes: &notes, files };
    let checked = checker.check(subject);
    let mut found = recognized.findings;
    found.extend(checked);
    found
}

fn count(summary: &mut Summary, findings: &[Finding]) {
    for finding in findings {
        match finding.severity {
            Severity::Error => summary.errors += 1,
            Severity::Warning => summary.warnings += 1,
            Severity::Hint => summary.hints += 1,
        }
    }
}
