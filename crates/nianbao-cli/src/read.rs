//! From one input to a report: read the bytes, find the format, import, recognize; with `--join`, several files.

mod joined;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::OnceLock;

use nianbao_core::document::Note;
use nianbao_core::finding::{Related, Severity, Source};
use nianbao_core::{Document, Finding, Report};
use nianbao_engine::Recognizer;
use nianbao_engine::recognize::{Known, Recognized};
use nianbao_host::manifest::Role;
use nianbao_host::{FileKind, FormatOptions, Host, Read};

use crate::failure::Failure;
use crate::inputs::{Input, InputFile, InputSource};

/// No input may be larger than this.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// What reading needs besides the input.
pub(crate) struct Reader<'a> {
    pub(crate) host: &'a Host,
    pub(crate) recognizer: Recognizer<'a>,
    pub(crate) known: Known,
    /// The format given with `--from`.
    pub(crate) from: Option<&'a str>,
    /// The options of formats, by format.
    pub(crate) options: BTreeMap<String, FormatOptions>,
    pub(crate) stdin: StandardInput,
}

/// What came in by standard input, kept: it can be read only once, and an output's name may cost a first reading.
#[derive(Default)]
pub(crate) struct StandardInput(OnceLock<io::Result<Vec<u8>>>);

impl StandardInput {
    fn bytes(&self) -> Result<&[u8], &io::Error> {
        let read = || {
            let mut bytes = Vec::new();
            io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).map(|_| bytes)
        };
        self.0.get_or_init(read).as_deref()
    }
}

/// An input that was read.
pub(crate) struct ReadInput {
    pub(crate) recognized: Recognized,
    /// What the files hold beside their visible text.
    pub(crate) notes: Vec<Note>,
    /// The report that a single file carries as data.
    pub(crate) carried: Option<Report>,
    /// The files as their importers gave them, each with its name; their notes are above. A report read as data is none.
    pub(crate) documents: Vec<(String, Document)>,
    /// Files found in a folder that hold nothing of the report that the others were joined to.
    pub(crate) passed_over: Vec<String>,
}

impl ReadInput {
    fn of(recognized: Recognized) -> Self {
        ReadInput { recognized, notes: Vec::new(), carried: None, documents: Vec::new(), passed_over: Vec::new() }
    }
}

/// A file as its importer gives it.
struct Imported {
    format: String,
    document: Document,
    embedded: Vec<Report>,
    /// What its importer says beside it, as findings.
    remarks: Vec<Finding>,
}

enum Opened {
    Document(Box<Imported>),
    Report(Box<Report>),
}

impl Reader<'_> {
    /// Reads one input as a report.
    pub(crate) fn read(&self, input: &Input) -> Result<ReadInput, Vec<Failure>> {
        match input.files.as_slice() {
            [file] => self.read_file(file).map_err(|failure| vec![failure]),
            files => self.read_joined(files),
        }
    }

    fn read_file(&self, file: &InputFile) -> Result<ReadInput, Failure> {
        let imported = match self.open(file)? {
            Opened::Report(report) => {
                let mut report = *report;
                let findings = self.known.fill_in(&mut report);
                return Ok(ReadInput::of(Recognized { report, findings }));
            }
            Opened::Document(imported) => imported,
        };
        let Imported { mut document, embedded, remarks, .. } = *imported;
        let mut recognized = self.recognizer.recognize(&document, &self.known).map_err(Failure::NotAReport)?;
        recognized.findings.extend(remarks);
        embedded.iter().for_each(|embedded| compare_with_embedded(&mut recognized, embedded));
        name_file(&mut recognized, &file.name());
        let notes = std::mem::take(&mut document.notes);
        let carried = embedded.into_iter().next();
        Ok(ReadInput { notes, carried, documents: vec![(file.name(), document)], ..ReadInput::of(recognized) })
    }

    fn open(&self, file: &InputFile) -> Result<Opened, Failure> {
        let bytes = self.bytes_of(file)?;
        let name = file.name();
        let format = match self.from {
            Some(format) => format.to_owned(),
            None => self.host.detect(&name, &bytes).ok_or_else(|| self.unknown_format(&name, &bytes))?,
        };
        let none = FormatOptions::default();
        let options = self.options.get(&format).unwrap_or(&none);
        match self.host.import(&format, &name, &bytes, options)? {
            Read::Report(report) => Ok(Opened::Report(report)),
            Read::Document { document, embedded, diagnostics } => {
                let remark = |diagnostic: nianbao_host::Diagnostic| {
                    let message = nianbao_host::printable(&diagnostic.message);
                    let finding = Finding::new("L09", Severity::Hint).with("message", message);
                    finding.at(diagnostic.at.as_deref())
                };
                let remarks = diagnostics.into_iter().map(remark).collect();
                let embedded = embedded.map(|embedded| *embedded).into_iter().collect();
                Ok(Opened::Document(Box::new(Imported { format, document, embedded, remarks })))
            }
        }
    }

    fn bytes_of(&self, file: &InputFile) -> Result<Cow<'_, [u8]>, Failure> {
        let bytes = match &file.source {
            InputSource::StandardInput => Cow::Borrowed(self.stdin.bytes().map_err(Failure::unreadable)?),
            InputSource::File(path) => Cow::Owned(bytes_at(path)?),
            InputSource::UnreadableFolder(_, reason) => return Err(Failure::unreadable(reason)),
        };
        match bytes.len() as u64 {
            0 => Err(Failure::new("empty-file", Some("empty-file-help"))),
            size if size > MOST_BYTES => Err(too_large(size)),
            _ => Ok(bytes),
        }
    }

    /// What to say of a file that no importer reads.
    fn unknown_format(&self, name: &str, bytes: &[u8]) -> Failure {
        match FileKind::of_content(bytes).or_else(|| FileKind::of_name(name)) {
            Some(kind) => Failure::UnreadKind(kind),
            None => {
                let known: Vec<String> = self.host.formats(Role::Import).into_iter().map(|(id, _)| id).collect();
                Failure::new("unknown-format", Some("unknown-format-help")).with("known", known.join(", "))
            }
        }
    }
}

fn bytes_at(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: io::Error| Failure::unreadable(&error);
    // Before it is opened: opening a pipe waits for whoever writes into it, perhaps for ever.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Failure::new("not-a-file", Some("not-a-file-help")));
    }
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(too_large(size));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn too_large(size: u64) -> Failure {
    let mib = 1024 * 1024;
    Failure::new("too-large-file", Some("too-large-file-help")).with("size", size / mib).with("limit", MOST_BYTES / mib)
}

/// What is visible wins over the data that the file carries; a difference is a finding.
fn compare_with_embedded(recognized: &mut Recognized, embedded: &Report) {
    let mut findings = Vec::new();
    for (table_id, table) in &mut recognized.report.tables {
        for (key, visible) in &mut table.cells {
            let id = format!("{table_id}.{key}");
            let Some(carried) = embedded.cell(&id) else { continue };
            if carried == visible {
                // Equal as a number; the digits that it was printed with are known to the data alone.
                visible.clone_from(carried);
            } else {
                let finding = Finding::new("L10", Severity::Warning).with("visible", visible).with("embedded", carried);
                let at = recognized.report.sources.get(&id).map(String::as_str);
                findings.push(finding.at(at).in_cell(id));
            }
        }
    }
    recognized.findings.extend(findings);
}

/// Puts the file's name into every source and finding.
fn name_file(recognized: &mut Recognized, name: &str) {
    for locator in recognized.report.sources.values_mut() {
        *locator = format!("{name}#{locator}");
    }
    let set = |source: &mut Option<Source>| {
        if let Some(source) = source {
            name.clone_into(&mut source.file);
        }
    };
    for finding in &mut recognized.findings {
        name.clone_into(&mut finding.report);
        set(&mut finding.source);
        finding.related.iter_mut().for_each(|Related { source, .. }| set(source));
    }
}
