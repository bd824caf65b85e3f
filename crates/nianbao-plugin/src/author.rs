//! What the author of a format implements, and what he is given.

use nianbao_core::{Document, Report};

use crate::abi::{self, HostV1};
use crate::protocol::{Diagnostic, Language, Options, PluginError};

/// Turns a file's bytes into a Document.
pub trait Importer: Sync {
    /// Reads one file.
    ///
    /// # Errors
    /// A file that cannot be read: say what it is and what its owner can do. A missing or odd table is no error here;
    /// the engine finds that out.
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError>;
}

/// Turns a composed Document into a file's bytes.
pub trait Exporter: Sync {
    /// Writes one file. The same job must give the same bytes, on every machine.
    ///
    /// # Errors
    /// A document that this format cannot hold.
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError>;
}

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct ImportJob<'a> {
    /// Its name without its folder, for messages only.
    pub name: &'a str,
    /// The id of the format that it is taken for.
    pub format: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The format's options.
    pub options: &'a Options,
}

/// A file that was read.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What the file shows.
    pub document: Document,
    /// The report that the file carries as data, where nianbao made it.
    pub embedded: Option<Report>,
    /// What people should know beside it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document to write.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// The id of the format wanted.
    pub format: String,
    /// What is to be printed, in full.
    pub document: Document,
    /// The report behind it, to be carried inside the file (without `sources`).
    pub report: Report,
    /// Last year's report.
    pub prior: Option<Report>,
    /// The format's options.
    pub options: Options,
}

/// A document that was written.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// What people should know beside it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that was given as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionFile<'a> {
    /// Its name without its folder.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// The host, as seen from one call.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    host: Option<&'a HostV1>,
    /// What came beside the call: blob 0, and the files of options.
    blobs: &'a [&'a [u8]],
    /// The language of messages for people.
    pub language: Language,
}

impl<'a> Context<'a> {
    pub(crate) fn new(host: &'a HostV1, blobs: &'a [&'a [u8]], language: Language) -> Self {
        Context { host: Some(host), blobs, language }
    }

    /// A context without a host, for unit tests of a plugin.
    pub fn detached(language: Language) -> Self {
        Context { host: None, blobs: &[], language }
    }

    /// The same with blobs beside the call, for unit tests of options that are files.
    #[must_use]
    pub fn with_blobs(self, blobs: &'a [&'a [u8]]) -> Self {
        Context { blobs, ..self }
    }

    /// The file given for an option that the schema declares as one; its name is for messages only.
    pub fn file<'o>(&self, options: &'o Options, key: &str) -> Option<OptionFile<'o>>
    where
        'a: 'o,
    {
        let value = options.get(key)?;
        let number = usize::try_from(value.get("blob")?.as_u64()?).ok()?;
        let name = value.get("name").and_then(serde_json::Value::as_str).unwrap_or_default();
        Some(OptionFile { name, bytes: self.blobs.get(number)? })
    }

    /// Chooses the text in the language wanted.
    pub fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// Whether the host wants the call to stop; long work asks now and then and returns early.
    pub fn cancelled(&self) -> bool {
        #[expect(unsafe_code, reason = "the host is reached through function pointers")]
        // SAFETY: `HostV1`'s functions may be called with its own `ctx` while the call runs, which `'a` ends with.
        self.host.is_some_and(|host| unsafe { (host.cancelled)(host.ctx) } != 0)
    }

    /// Writes one line to the host's log.
    pub fn log(&self, line: &str) {
        if let Some(host) = self.host {
            #[expect(unsafe_code, reason = "the host is reached through function pointers")]
            // SAFETY: as in `cancelled`, and this is the thread of the call, which a context cannot leave: `HostV1` is not
            // `Sync`. The host copies the bytes before it returns; its answer is seen at the next emit.
            let _ = unsafe { (host.emit)(host.ctx, abi::EMIT_LOG, 0, line.as_ptr(), line.len()) };
        }
    }
}
