//! One report that was read, checked: its findings with words and places.

use nianbao_core::finding::{Source, Summary, SwitchedOff};
use nianbao_core::form::Form;
use nianbao_core::{Document, Finding, Report};
use nianbao_engine::Checker;
use nianbao_engine::check::{Settings, Subject};

use super::prior::{Found, Priors};
use crate::inputs::{Input, InputFile};
use crate::messages::Messages;
use crate::read::ReadInput;
use crate::{findings, settings};

/// What checking needs besides the report; made once.
pub(crate) struct Examiner<'a> {
    checker: Checker<'a>,
    settings: Settings,
    pub(crate) forms: &'a [Form],
    priors: Option<&'a Priors>,
    pub(crate) messages: &'a Messages,
}

/// A report with what was found in it.
pub(crate) struct Examined<'a> {
    /// What it was read from.
    pub(crate) name: String,
    /// The files that it was read from.
    pub(crate) files: Vec<InputFile>,
    pub(crate) report: Report,
    /// The findings of reading, in words.
    pub(crate) of_reading: Vec<Finding>,
    /// The findings of checking, in words.
    pub(crate) of_checking: Vec<Finding>,
    pub(crate) prior: Found<'a>,
    pub(crate) switched_off: Vec<SwitchedOff>,
    /// Files found in a folder that hold nothing of the report that the others were joined to.
    pub(crate) passed_over: Vec<String>,
}

impl<'a> Examiner<'a> {
    pub(crate) fn new(
        forms: &'a [Form],
        settings: Settings,
        priors: Option<&'a Priors>,
        messages: &'a Messages,
    ) -> Self {
        Examiner { checker: Checker::new(forms, settings.clone()), settings, forms, priors, messages }
    }

    /// Checks a report and puts everything found, in reading too, into words.
    pub(crate) fn examine(&self, input: &Input, read: ReadInput) -> Examined<'a> {
        let ReadInput { recognized, notes, documents, passed_over, .. } = read;
        let documents: Vec<Document> = documents.into_iter().map(|(_, document)| document).collect();
        let report = recognized.report;
        let prior = self.priors.map_or(Found::NotAsked, |priors| priors.of(&report));
        let files: Vec<String> = input.files.iter().map(InputFile::name).collect();
        let of_prior = prior.prior().map(|prior| &prior.report);
        let subject = Subject { report: &report, prior: of_prior, notes: &notes, documents: &documents, files: &files };
        let mut of_checking = self.checker.check(subject);
        let organ = &report.organ.name;
        let set = |finding| self.settings.apply(finding, organ);
        let mut of_reading: Vec<Finding> = recognized.findings.into_iter().filter_map(set).collect();
        for findings in [&mut of_reading, &mut of_checking] {
            findings.iter_mut().for_each(|finding| name_places(finding, &report, input));
            findings::put_into_words(findings, self.forms, self.messages);
        }
        let switched_off = settings::switched_off(&self.settings, organ);
        let files = input.files.clone();
        Examined { name: input.display(), files, report, of_reading, of_checking, prior, switched_off, passed_over }
    }

    /// Lays the texts of a batch side by side. What is found is named as if it were one more report.
    pub(crate) fn examine_together(&self, texts: &[(String, Report)], name: String) -> Examined<'a> {
        let reports: Vec<&Report> = texts.iter().map(|(_, report)| report).collect();
        let of_input = |(index, mut finding): (usize, Finding)| {
            finding.report.clone_from(&texts[index].0);
            finding
        };
        let mut of_checking: Vec<Finding> = self.checker.alike(&reports).into_iter().map(of_input).collect();
        findings::put_into_words(&mut of_checking, self.forms, self.messages);
        Examined {
            name,
            files: Vec::new(),
            report: Report::new(),
            of_reading: Vec::new(),
            of_checking,
            prior: Found::NotAsked,
            switched_off: Vec::new(),
            passed_over: Vec::new(),
        }
    }

    /// What to tell about a report whose predecessor was asked for and not found.
    pub(crate) fn prior_remark(&self, examined: &Examined<'_>) -> Option<String> {
        self.priors.and_then(|priors| priors.tell(&examined.prior, &examined.report, self.messages))
    }
}

impl Examined<'_> {
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.of_reading.iter().chain(&self.of_checking)
    }

    /// A finding for other programs: the files with their folders, as they were given.
    pub(crate) fn as_given(&self, finding: &Finding) -> Finding {
        let mut finding = finding.clone();
        let of_related = finding.related.iter_mut().map(|related| &mut related.source);
        let of_repairs = finding.repairs.iter_mut().map(|repair| &mut repair.source);
        let sources = std::iter::once(&mut finding.source).chain(of_related).chain(of_repairs);
        for source in sources.flatten() {
            if let Some(file) = self.files.iter().find(|file| file.is_called(&source.file)) {
                source.file = file.display();
            }
        }
        finding
    }

    pub(crate) fn summary(&self) -> Summary {
        let mut summary = Summary::of(&self.of_reading);
        summary.add(Summary { reports: 0, ..Summary::of(&self.of_checking) });
        summary
    }
}

/// Names the input in a finding as it was given, and the file in each of its places by its name. Where only a cell is known,
/// its place is where the cell was read.
fn name_places(finding: &mut Finding, report: &Report, input: &Input) {
    finding.report = input.display();
    let complete = |cell: Option<&str>, source: &mut Option<Source>| {
        let read_at = cell.and_then(|cell| report.sources.get(cell));
        let read_at = read_at.map(|place| input.file_and_locator(place).unwrap_or(("", place)));
        if source.is_none() {
            *source = read_at.map(|(file, locator)| Source { file: file.to_owned(), ..Source::at(locator) });
        } else if let Some(source) = source.as_mut().filter(|source| source.file.is_empty()) {
            let only = || if let [file] = input.files.as_slice() { file.name() } else { String::new() };
            source.file = read_at.map_or_else(only, |(file, _)| file.to_owned());
            // The places in one of several files lead with its name.
            let place = source.locator.clone();
            if let Some((file, locator)) = input.file_and_locator(&place).filter(|_| source.file.is_empty()) {
                *source = Source { file: file.to_owned(), ..Source::at(locator) };
            }
        }
    };
    complete(finding.cell.as_deref(), &mut finding.source);
    finding.related.iter_mut().for_each(|related| complete(related.cell.as_deref(), &mut related.source));
    finding.repairs.iter_mut().for_each(|repair| complete(Some(&repair.cell), &mut repair.source));
}
