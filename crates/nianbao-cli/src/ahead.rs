//! What only takes time is begun ahead: the first input's importer is started while the forms are read.

use std::ffi::OsString;
use std::path::Path;
use std::thread;

use crate::session::{STACK_BYTES, Session};

/// Runs a command, and beside its first steps starts the importer that the first of its inputs is read with. Whatever
/// goes wrong in that, the command meets again and says.
pub(crate) fn starting_importer<T>(session: &Session, inputs: &[OsString], command: impl FnOnce() -> T) -> T {
    let prepare = || {
        if let Some(format) = format_of_first(session, inputs) {
            session.host().prepare(&format);
        }
    };
    thread::scope(|scope| {
        // Where there is no thread to be had, the command starts the importer itself.
        let _ = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, prepare);
        command()
    })
}

/// The format that the first input will be read as, as far as its name tells.
fn format_of_first(session: &Session, inputs: &[OsString]) -> Option<String> {
    let path = Path::new(inputs.first()?);
    let by_name = || session.host().detect(&path.file_name()?.to_string_lossy(), &[]);
    session.common.from.clone().or_else(|| path.is_file().then(by_name)?)
}
