//! A plugin as the host holds it, opened at the first call, and what opens one.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Arc, OnceLock};

use nianbao_plugin::abi::PluginV1;
use nianbao_plugin::manifest::{Concurrency, Format, Manifest, Run};
use nianbao_plugin::options::OptionsSchema;

use crate::carrier::Carrier;
use crate::discover::Found;
use crate::error::{HostError, PluginFault, PluginFaultKind};
use crate::in_process::InProcess;
use crate::library;
use crate::options::schema_of;
#[cfg(unix)]
use crate::worker;

/// A plugin that was found, and what has been learnt of it since.
pub(crate) struct Plugin {
    pub(crate) found: Found,
    /// Opened at the first call; the outcome is kept, so that a bad library is not opened for every file.
    in_process: OnceLock<Result<Arc<dyn Carrier>, PluginFault>>,
    /// The same for processes of its own.
    of_its_own: OnceLock<Result<Arc<dyn Carrier>, PluginFault>>,
    /// What each of its formats can be told, read when it is first asked for.
    schemas: OnceLock<Result<Vec<OptionsSchema>, PluginFault>>,
    /// Whether it has panicked in this process: what it left behind there is nobody's to know.
    pub(crate) has_panicked: AtomicBool,
    /// Faults since a call went well.
    pub(crate) faults: AtomicU32,
}

/// Where a plugin's code runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// In this process.
    InProcess,
    /// In processes of its own, which this program serves.
    Worker(&'a Path),
}

impl Plugin {
    pub(crate) fn new(found: Found) -> Self {
        Plugin {
            found,
            in_process: OnceLock::new(),
            of_its_own: OnceLock::new(),
            schemas: OnceLock::new(),
            has_panicked: AtomicBool::new(false),
            faults: AtomicU32::new(0),
        }
    }

    /// What one of its formats can be told.
    pub(crate) fn schema(&self, format: &Format) -> Result<&OptionsSchema, PluginFault> {
        let formats = &self.found.manifest.format;
        let schemas =
            self.schemas.get_or_init(|| formats.iter().map(|format| schema_of(&self.found, format)).collect());
        let schemas = schemas.as_ref().map_err(Clone::clone)?;
        let at = formats.iter().position(|own| own == format);
        Ok(at.and_then(|at| schemas.get(at)).expect("each format has its schema, and this is one of them"))
    }

    pub(crate) fn carrier(&self, place: Place<'_>) -> Result<&dyn Carrier, HostError> {
        let carrier = match place {
            Place::InProcess => &self.in_process,
            Place::Worker(_) => &self.of_its_own,
        };
        match carrier.get_or_init(|| open(&self.found, place).map_err(|kind| self.found.fault(kind))) {
            Ok(carrier) => Ok(carrier.as_ref()),
            Err(fault) => Err(HostError::Fault(fault.clone())),
        }
    }
}

/// Makes the carrier of a plugin's calls. Whatever it runs was found to have the hash that somebody vouches for.
///
/// # Errors
/// A plugin that nobody vouches for, that was changed, or that cannot be run here.
pub fn open(found: &Found, place: Place<'_>) -> Result<Arc<dyn Carrier>, PluginFaultKind> {
    match (place, &found.manifest.run) {
        (Place::InProcess, Run::Library { concurrency, library }) => {
            let vouched = library::vouched(found, library)?;
            Ok(Arc::new(InProcess::load(found, vouched, *concurrency == Concurrency::Many)?))
        }
        (Place::InProcess, Run::Process { .. }) => {
            Err(PluginFaultKind::Incompatible("a program cannot be run in process".to_owned()))
        }
        #[cfg(unix)]
        (Place::Worker(program), _) => worker::open(found, program),
        #[cfg(not(unix))]
        (Place::Worker(_), _) => {
            Err(PluginFaultKind::Incompatible("on this system no process of its own can be made for it".to_owned()))
        }
    }
}

/// Loads a plugin's library into this process, for good, and hands its table over: for those who test plugins. Whoever
/// calls it must expect that the process ends.
///
/// # Errors
/// Why it may not be loaded, or cannot be.
pub fn table(found: &Found) -> Result<&'static PluginV1, PluginFaultKind> {
    let Run::Library { library, .. } = &found.manifest.run else {
        return Err(PluginFaultKind::Incompatible("it is a program, not a library".to_owned()));
    };
    let vouched = library::vouched(found, library)?;
    library::load(vouched.file, &vouched.path, &found.manifest.id, &found.manifest.version)
}

/// The name of a plugin's library for this machine, if it is one.
pub fn library_name(manifest: &Manifest) -> Option<&str> {
    match &manifest.run {
        Run::Library { library, .. } => library.get(library::target()).map(String::as_str),
        Run::Process { .. } => None,
    }
}
