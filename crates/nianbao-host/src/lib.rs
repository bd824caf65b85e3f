//! Finds plugins, trusts them by their hash, loads them and calls them; serves the format `json` itself.
//!
//! [`Host::discover`] reads manifests and opens nothing. A library is opened at the first call that needs its format,
//! after the very file that is loaded was found to have the hash written in the lock file. How a call reaches a plugin
//! is a [`carrier`]'s matter: in this process, or with [`Host::with_workers`] in processes of its own.

mod answer;
pub mod apart;
pub mod carrier;
mod collect;
mod detect;
mod discover;
mod error;
mod in_process;
mod json;
mod kind;
mod last_words;
mod library;
mod lock;
mod options;
mod plugin;
mod trust;
#[cfg(unix)]
pub mod worker;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use nianbao_core::{Document, Report};
use nianbao_plugin::manifest::{Format, Role, Run};
use nianbao_plugin::protocol::{self, Call, CallResult, Language, Operation, Options};

use carrier::{Answer, Limits, Reply};
pub use discover::{Found, SearchPath, SkipReason, Skipped};

pub use error::{HostError, Limit, PluginFault, PluginFaultKind, printable};
pub use kind::FileKind;
pub use lock::{Hashes, LockFile, hash_directory};
pub use nianbao_plugin::abi;
pub use nianbao_plugin::conformance;
pub use nianbao_plugin::manifest;
pub use nianbao_plugin::options as schema;
pub use nianbao_plugin::protocol::{Diagnostic, Language as MessageLanguage, PluginError};
pub use nianbao_plugin::scaffold;
use options::Declared;
pub use options::{FormatOptions, GivenOption, GivenValue, OptionError, schema_of};
use plugin::Plugin;
pub use plugin::{Place, library_name, open, table};
pub use trust::{TrustError, Trusted, trust, untrust, vouched_by_name};

/// The id of the format that the host serves itself.
pub const JSON: &str = "json";

/// The plugins found in a set of folders, and the way to call them.
pub struct Host {
    plugins: Vec<Plugin>,
    skipped: Vec<Skipped>,
    searched: Vec<PathBuf>,
    /// The plugins that somebody has chosen, by format.
    preferred: BTreeMap<String, String>,
    language: Language,
    calls: AtomicU64,
    workers: Option<Workers>,
}

/// How plugins are run in processes of their own.
#[derive(Clone, Debug)]
pub struct Workers {
    /// The program that serves as worker: one whose command [`worker::COMMAND`] calls [`worker::serve`].
    pub program: PathBuf,
    /// Runs bundled plugins in this process whatever they do, to be debugged.
    pub bundled_in_process: bool,
}

/// After this many faults in a row a plugin is not tried any more.
const MOST_FAULTS: u32 = 20;

/// A file read through an importer, or by the host itself.
#[expect(clippy::large_enum_variant, reason = "one is made for each file and taken apart at once")]
pub enum Read {
    /// What the file shows, and the report that it carries.
    Document {
        /// What the file shows.
        document: Document,
        /// The report it carries as data.
        embedded: Option<Box<Report>>,
        /// What people should know.
        diagnostics: Vec<Diagnostic>,
    },
    /// A report as JSON: there is nothing to recognize.
    Report(Box<Report>),
}

/// A file to be written.
pub struct Written {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What people should know.
    pub diagnostics: Vec<Diagnostic>,
}

impl Host {
    /// Reads the manifests on the search path. Messages of plugins will be asked for in `language`.
    pub fn discover(path: &SearchPath, language: Language) -> Host {
        let (found, skipped) = discover::discover(path);
        let plugins = found.into_iter().map(Plugin::new).collect();
        let (searched, calls) = (path.directories(), AtomicU64::new(0));
        Host { plugins, skipped, searched, preferred: BTreeMap::new(), language, calls, workers: None }
    }

    /// Runs importers, and whatever is not bundled, in processes of their own.
    #[must_use]
    pub fn with_workers(self, workers: Workers) -> Host {
        Host { workers: Some(workers), ..self }
    }

    /// The plugins found, in the order in which they are preferred.
    pub fn plugins(&self) -> impl Iterator<Item = &Found> {
        self.plugins.iter().map(|plugin| &plugin.found)
    }

    /// Folders that hold no usable plugin, or one that an earlier folder has already.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Every folder that was searched.
    pub fn searched(&self) -> &[PathBuf] {
        &self.searched
    }

    /// The formats of a role with their file name endings, the host's own included, in a fixed order.
    pub fn formats(&self, role: Role) -> Vec<(String, Vec<String>)> {
        let json = (JSON.to_owned(), vec![JSON.to_owned()]);
        let of_plugins = self.plugins().flat_map(|found| &found.manifest.format).filter(|format| format.role == role);
        let mut formats: Vec<_> = of_plugins.map(|format| (format.id.clone(), format.extensions.clone())).collect();
        formats.push(json);
        formats.sort();
        formats.dedup_by(|later, earlier| later.0 == earlier.0);
        formats
    }

    /// The file name ending that a format is written with.
    ///
    /// # Errors
    /// No plugin writes the format, or two do.
    pub fn extension(&self, format: &str) -> Result<String, HostError> {
        if format == JSON {
            return Ok(JSON.to_owned());
        }
        let (_, declared) = self.plugin_for(Role::Export, format)?;
        Ok(declared.extensions.first().cloned().unwrap_or_else(|| format.to_owned()))
    }

    /// The format that a file is of: by what it begins with, else by its name's ending. `None` where nothing says so.
    pub fn detect(&self, name: &str, bytes: &[u8]) -> Option<String> {
        detect::detect(self.plugins(), name, bytes)
    }

    /// Whether a file name's ending is one that some importer reads.
    pub fn reads_extension(&self, extension: &str) -> bool {
        let extension = extension.to_lowercase();
        self.formats(Role::Import).iter().any(|(_, extensions)| extensions.contains(&extension))
    }

    /// Opens the importer of a format and starts its process, if it runs in one, so that the first
    /// [`import`](Host::import) need not wait for them. What goes wrong is said by that import.
    pub fn prepare(&self, format: &str) {
        let Ok((plugin, _)) = self.plugin_for(Role::Import, format) else { return };
        let Ok(place) = self.place(plugin, Role::Import) else { return };
        if let Ok(carrier) = plugin.carrier(place) {
            carrier.prepare();
        }
    }

    /// Reads a file of a format. `name` is for messages only.
    ///
    /// # Errors
    /// No plugin reads the format, the plugin refuses the file, or the plugin is at fault.
    pub fn import(&self, format: &str, name: &str, bytes: &[u8], options: &FormatOptions) -> Result<Read, HostError> {
        if format == JSON {
            return json::read(bytes, self.language).map(|report| Read::Report(Box::new(report)));
        }
        let (values, files) = self.declared(Role::Import, format, options)?;
        let call = Call { name: Some(name.into()), ..self.call(Operation::Import, format, &values) };
        let blobs: Vec<&[u8]> = std::iter::once(bytes).chain(files.iter().map(|file| &**file)).collect();
        let document = |result: &mut CallResult, _| result.document.take().ok_or("the result holds no document");
        let (document, result) = self.perform(Role::Import, call, &blobs, carrier::IMPORT, document)?;
        let embedded = result.embedded.map(Box::new);
        Ok(Read::Document { document, embedded, diagnostics: result.diagnostics })
    }

    /// Writes a document, with the report behind it, in a format.
    ///
    /// # Errors
    /// No plugin writes the format, the plugin cannot hold the document, or the plugin is at fault.
    pub fn export(
        &self,
        format: &str,
        document: &Document,
        report: &Report,
        prior: Option<&Report>,
        options: &FormatOptions,
    ) -> Result<Written, HostError> {
        if format == JSON {
            return Ok(Written { bytes: json::write(report), diagnostics: Vec::new() });
        }
        let (values, files) = self.declared(Role::Export, format, options)?;
        let call = Call {
            document: Some(Cow::Borrowed(document)),
            report: Some(Cow::Borrowed(report)),
            prior: prior.map(Cow::Borrowed),
            ..self.call(Operation::Export, format, &values)
        };
        let mut blobs: Vec<&[u8]> = files.iter().map(|file| &**file).collect();
        if !blobs.is_empty() {
            // Blob 0 is the file to import, which an export has none of.
            blobs.insert(0, &[]);
        }
        let file = |_: &mut CallResult, blob: Option<Vec<u8>>| blob.ok_or("the call ended without a file");
        let (bytes, result) = self.perform(Role::Export, call, &blobs, carrier::EXPORT, file)?;
        Ok(Written { bytes, diagnostics: result.diagnostics })
    }

    fn call<'a>(&self, operation: Operation, format: &'a str, options: &'a Options) -> Call<'a> {
        Call {
            nb: protocol::VERSION,
            message: "call".into(),
            id: self.calls.fetch_add(1, Ordering::Relaxed) + 1,
            operation,
            format: format.into(),
            language: self.language,
            options: Cow::Borrowed(options),
            name: None,
            document: None,
            report: None,
            prior: None,
        }
    }

    /// Sends a call to the plugin of its format and reads the answer, of which `wanted` takes what it is all about.
    fn perform<T>(
        &self,
        role: Role,
        call: Call<'_>,
        blobs: &[&[u8]],
        limits: Limits,
        wanted: impl FnOnce(&mut CallResult, Option<Vec<u8>>) -> Result<T, &'static str>,
    ) -> Result<(T, CallResult), HostError> {
        let (plugin, _) = self.plugin_for(role, &call.format)?;
        let fault = |kind| HostError::Fault(plugin.found.fault(kind));
        if plugin.faults.load(Ordering::Relaxed) >= MOST_FAULTS {
            return Err(fault(PluginFaultKind::Disabled { faults: MOST_FAULTS }));
        }
        let place = self.place(plugin, role).map_err(fault)?;
        let carrier = plugin.carrier(place)?;
        let request = serde_json::to_vec(&call).map_err(|error| fault(PluginFaultKind::Protocol(error.to_string())))?;
        let Answer { outcome, log } = carrier.call(&request, blobs, limits);
        if place == Place::InProcess && matches!(outcome, Ok(Reply::Panicked(_))) {
            plugin.has_panicked.store(true, Ordering::Relaxed);
        }
        let read = outcome.and_then(|reply| answer::read(reply, call.id, plugin.found.bundled));
        let judged = read.and_then(|answer| match answer {
            answer::Read::Error(error) => Ok(Err(error)),
            answer::Read::Result(mut result, blob) => match wanted(&mut result, blob) {
                Ok(wanted) => Ok(Ok((wanted, *result))),
                Err(what) => Err(PluginFaultKind::Protocol(what.to_owned())),
            },
        });
        match judged {
            Ok(answer) => {
                plugin.faults.store(0, Ordering::Relaxed);
                let plugin = || plugin.found.manifest.id.clone();
                answer.map_err(|error| HostError::Refused { plugin: plugin(), error })
            }
            Err(kind) => {
                plugin.faults.fetch_add(1, Ordering::Relaxed);
                Err(HostError::Fault(PluginFault { last_words: error::last_words(&log), ..plugin.found.fault(kind) }))
            }
        }
    }

    /// Where a plugin's calls run: importers parse strangers' files, and of what is not bundled nobody knows what it
    /// does, so both are kept out of this process.
    fn place(&self, plugin: &Plugin, role: Role) -> Result<Place<'_>, PluginFaultKind> {
        let bundled = plugin.found.bundled;
        let is_program = matches!(plugin.found.manifest.run, Run::Process { .. });
        match &self.workers {
            Some(workers) if is_program => Ok(Place::Worker(&workers.program)),
            Some(workers) if bundled && workers.bundled_in_process => Ok(Place::InProcess),
            Some(workers) if !bundled || role == Role::Import || plugin.has_panicked.load(Ordering::Relaxed) => {
                Ok(Place::Worker(&workers.program))
            }
            None if !bundled => Err(PluginFaultKind::Incompatible("it needs a process of its own".to_owned())),
            _ => Ok(Place::InProcess),
        }
    }

    /// What the plugin of a format gets of the options given: values, and files.
    fn declared(&self, role: Role, format: &str, options: &FormatOptions) -> Result<Declared, HostError> {
        let (plugin, format) = self.plugin_for(role, format)?;
        Ok(options.declared(plugin.schema(format).map_err(HostError::Fault)?))
    }

    /// The plugins for a role and a format: the one that was chosen, else all.
    fn serving(&self, role: Role, format: &str) -> Vec<(&Plugin, &Format)> {
        let serving =
            self.plugins.iter().filter_map(|plugin| Some((plugin, plugin.found.manifest.format(role, format)?)));
        let serving: Vec<(&Plugin, &Format)> = serving.collect();
        let chosen = self.preferred.get(format);
        let chosen = serving.iter().find(|(plugin, _)| chosen == Some(&plugin.found.manifest.id));
        chosen.map_or_else(|| serving.clone(), |chosen| vec![*chosen])
    }

    /// The one plugin for a role and a format; two are an error, for neither may silently replace the other.
    fn plugin_for(&self, role: Role, format: &str) -> Result<(&Plugin, &Format), HostError> {
        match self.serving(role, format).as_slice() {
            [only] => Ok(*only),
            [] => Err(HostError::NoPlugin {
                role,
                format: format.to_owned(),
                known: self.formats(role).into_iter().map(|(id, _)| id).collect(),
                searched: self.searched.clone(),
                broken: self.skipped.iter().map(ToString::to_string).collect(),
            }),
            several => Err(HostError::Ambiguous {
                role,
                format: format.to_owned(),
                plugins: several.iter().map(|(plugin, _)| plugin.found.describe()).collect(),
            }),
        }
    }
}

/// The folder of plugins beside an executable, as `bin/nianbao` and `plugins/` stand in the assembled tree.
pub fn bundled_folder(executable: &Path) -> Option<PathBuf> {
    let tree = executable.parent()?.parent()?;
    Some(tree.join("plugins"))
}
