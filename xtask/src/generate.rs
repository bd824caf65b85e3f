//! The generated files of the tree, each kind written by a program of the `tests` crate, and the pages that the program
//! itself prints.

use std::fs;
use std::process::{Command, ExitCode};

use crate::cargo::{self, Profile};
use crate::workspace::{Workspace, at};

/// The programs that write generated files; with `--check` they only compare.
const GENERATORS: [&str; 2] = ["schemas", "fixtures"];

/// The reference pages of the codes, with the language of each.
const PAGES: [(&str, &str); 2] = [("docs/codes.md", "zh"), ("docs/codes.en.md", "en")];

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
    for (page, language) in PAGES {
        let mut explain = Command::new(artefacts.program("nianbao")?);
        explain.args(["explain", "--all", "--lang", language]);
        failures.extend(cargo::output(&mut explain).and_then(|text| write(workspace, mode, page, &text)).err());
    }
    if failures.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(failures.join("\n")) }
}

/// Writes a page, or says that it is not what would be written.
fn write(workspace: &Workspace, mode: Mode, page: &str, text: &[u8]) -> Result<(), String> {
    let file = workspace.root.join(page);
    match mode {
        Mode::Check if fs::read(&file).ok().as_deref() == Some(text) => Ok(()),
        Mode::Check => Err(format!("{page} is out of step; run `cargo xtask generate`")),
        Mode::Write => {
            let folder = file.parent().unwrap_or(&workspace.root);
            at(folder, fs::create_dir_all(folder))?;
            at(&file, fs::write(&file, text))
        }
    }
}
