//! Processes of their own for plugins: a library in a worker, which is this program under another command, or a program
//! that speaks over standard input and output. What happens to them stays with them.
//!
//! This is isolation from crashes, hangs and floods, not a sandbox: a worker has its limits, a cleared environment and
//! a folder of its own, and still the user's rights.

mod frame;
mod isolate;
mod library_worker;
mod pool;
mod program_worker;
mod serve;
mod subprocess;
mod timed;
mod trouble;

use std::path::Path;
use std::sync::Arc;

use nianbao_plugin::manifest::Run;

use crate::carrier::Carrier;
use crate::discover::Found;
use crate::error::PluginFaultKind;
use crate::library;

pub(crate) use isolate::{end_with_parent, has_ended, kill_with_descendants, user};
use library_worker::LibraryWorker;
use pool::Pool;
use program_worker::ProgramWorker;
pub use serve::serve;

/// The command under which a program serves as a worker: it must hand its other arguments to [`serve`].
pub const COMMAND: &str = "plugin-worker";

/// Makes the carrier that runs a plugin in processes of its own, as many as there are calls at a time.
pub(crate) fn open(found: &Found, program: &Path) -> Result<Arc<dyn Carrier>, PluginFaultKind> {
    let (found, program) = (found.clone(), program.to_owned());
    match &found.manifest.run {
        Run::Library { library, .. } => {
            let vouched = library::vouched(&found, library)?;
            let asked = found.manifest.limits;
            Ok(Arc::new(Pool::new(asked, move || LibraryWorker::start(&program, &found, &vouched))))
        }
        Run::Process { command, files, .. } => {
            library::speaks_our_protocol(&found)?;
            let (command, files, asked) = (command.clone(), files.clone(), found.manifest.limits);
            Ok(Arc::new(Pool::new(asked, move || ProgramWorker::start(&program, &found, &command, &files))))
        }
    }
}
