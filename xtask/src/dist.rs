//! The archive that is handed out.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::assemble::{Tree, copy, remove};
use crate::cargo::{self, Profile};
use crate::workspace::{Workspace, at};

/// The workspace has one version, this crate's too.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Packs the release tree with README and licences.
pub(crate) fn dist(workspace: &Workspace) -> Result<ExitCode, String> {
    let tree = Tree::build(workspace, Profile::Release)?;
    let name = format!("nianbao-{VERSION}-{}", host_triple()?);
    let folder = workspace.target.join("dist");
    let packed = folder.join(&name);
    remove(&packed)?;
    copy_all(&tree.folder, &packed)?;
    for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&workspace.root.join(file), &packed.join(file))?;
    }

    let archive = folder.join(format!("{name}.tar.gz"));
    let unfinished = folder.join(format!("{name}.tar.gz.new"));
    let mut tar = Command::new("tar");
    // Relative names, since some `tar` takes `C:` for the name of another machine.
    tar.arg("-czf").arg(format!("{name}.tar.gz.new")).arg(&name);
    cargo::succeed(tar.current_dir(&folder))?;
    at(&archive, fs::rename(&unfinished, &archive))?;
    remove(&packed)?;
    println!("{}", archive.display());
    Ok(ExitCode::SUCCESS)
}

fn copy_all(from: &Path, to: &Path) -> Result<(), String> {
    for entry in at(from, fs::read_dir(from))? {
        let source = at(from, entry)?.path();
        let Some(name) = source.file_name() else { continue };
        let target = to.join(name);
        if source.is_dir() {
            copy_all(&source, &target)?;
        } else {
            copy(&source, &target)?;
        }
    }
    Ok(())
}

fn host_triple() -> Result<String, String> {
    let version = cargo::output(Command::new("rustc").arg("-vV"))?;
    let version = String::from_utf8_lossy(&version);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "`rustc -vV` names no host".to_owned())
}
