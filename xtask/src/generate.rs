//! The generated files of the tree, each kind written by a program of the `tests` crate.

use std::process::{Command, ExitCode};

use crate::cargo::{self, Profile};
use crate::workspace::Workspace;

/// The programs that write generated files; with `--check` they only compare.
const GENERATORS: [&str; 2] = ["schemas", "fixtures"];

/// What to do with the generated files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write them.
    Write,
    /// Fail where they are not what would be written.
    Check,
}

/// Runs every generator, also after one has failed.
pub(crate) fn generate(workspace: &Workspace, mode: Mode) -> Result<ExitCode, String> {
    let artefacts = cargo::build(workspace, Profile::Dev)?;
    let mut failures = Vec::new();
    for name in GENERATORS {
        let mut command = Command::new(artefacts.program(name)?);
        if mode == Mode::Check {
            command.arg("--check");
        }
        failures.extend(cargo::succeed(command.current_dir(&workspace.root)).err());
    }
    if failures.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(failures.join("\n")) }
}
