//! What CI checks before the tests.

use std::process::ExitCode;

use crate::cargo::{cargo, succeed};
use crate::generate::{Mode, generate};
use crate::tidy::tidy;
use crate::workspace::Workspace;

/// Runs every check, also after one has failed, quick ones first.
pub(crate) fn lint(workspace: &Workspace) -> Result<ExitCode, String> {
    let clippy = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    let checks = [
        ("tidy", tidy(workspace)),
        ("format", succeed(cargo(workspace).args(["fmt", "--all", "--check"]))),
        ("clippy", succeed(cargo(workspace).args(clippy))),
        ("generated files", generate(workspace, Mode::Check).map(|_| ())),
    ];
    let mut failed = Vec::new();
    for (name, result) in checks {
        if let Err(message) = result {
            eprintln!("{name}: {message}");
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(format!("lint found faults in: {}", failed.join(", "))) }
}
