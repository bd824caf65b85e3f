//! The archive that is handed out.

use std::fs;
use std::process::{Command, ExitCode};

use crate::assemble::{Tree, copy, copy_folder, remove};
use crate::cargo::{self, Profile};
use crate::workspace::{Workspace, at};

/// The workspace has one version, this crate's too.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is packed beside the tree, at its places in the sources, so that the README's links lead there.
const BESIDE: [&str; 10] = [
    "README.md",
    "ARCHITECTURE.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "docs",
    "crates/nianbao-plugin/GUIDE.md",
    // The PDF plugin holds fonts, whose licences go where they go.
    "plugins/pdf/fonts/README.md",
    "plugins/pdf/fonts/FANDOL-COPYING",
    "plugins/pdf/fonts/FANDOL-README.txt",
    "plugins/pdf/fonts/LXGW-WENKAI-COPYRIGHT",
];

/// Packs the release tree with its documents and licences.
pub(crate) fn dist(workspace: &Workspace) -> Result<ExitCode, String> {
    let tree = Tree::build(workspace, Profile::Release)?;
    let name = format!("nianbao-{VERSION}-{}", host_triple()?);
    let folder = workspace.target.join("dist");
    let packed = folder.join(&name);
    remove(&packed)?;
    copy_folder(&tree.folder, &packed)?;
    for name in BESIDE {
        let (from, to) = (workspace.root.join(name), packed.join(name));
        if from.is_dir() { copy_folder(&from, &to)? } else { copy(&from, &to)? }
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

fn host_triple() -> Result<String, String> {
    let version = cargo::output(Command::new("rustc").arg("-vV"))?;
    let version = String::from_utf8_lossy(&version);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "`rustc -vV` names no host".to_owned())
}
