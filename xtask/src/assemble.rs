//! The assembled tree: the command with the plugins beside it, as a user has it.
//!
//! ```text
//! bin/nianbao
//! plugins/plugins.lock                 the hashes of all files below
//! plugins/FORMAT/nianbao-plugin.toml   with the library and the schema of its options
//! sdk/                                 the crates that a plugin in Rust is built against, as a workspace of their own
//! ```

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo::{self, Artefacts, Profile};
use crate::workspace::{Workspace, at};

/// An assembled tree.
pub(crate) struct Tree {
    /// Where it stands.
    pub(crate) folder: PathBuf,
    /// What the build made, more than is assembled.
    pub(crate) artefacts: Artefacts,
}

impl Tree {
    /// Builds the workspace, assembles the tree beside the old one and puts it in the old one's place.
    pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<Tree, String> {
        let artefacts = cargo::build(workspace, profile)?;
        let name = match profile {
            Profile::Dev => "nianbao",
            Profile::Release => "nianbao-release",
        };
        let folder = workspace.target.join(name);
        let fresh = workspace.target.join(format!("{name}.new"));
        remove(&fresh)?;
        fill(workspace, &artefacts, &fresh)?;
        replace(&folder, &fresh, &workspace.target.join(format!("{name}.old")))?;
        Ok(Tree { folder, artefacts })
    }

    /// The command `nianbao`.
    pub(crate) fn program(&self) -> PathBuf {
        program_in(&self.folder)
    }
}

/// Removes a folder with all that is in it, if it is there.
pub(crate) fn remove(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        at(folder, fs::remove_dir_all(folder))?;
    }
    Ok(())
}

/// Copies a file and makes the folders it needs.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(folder) = to.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(from, fs::copy(from, to)).map(|_| ())
}

fn program_in(tree: &Path) -> PathBuf {
    tree.join("bin").join(format!("nianbao{EXE_SUFFIX}"))
}

fn fill(workspace: &Workspace, artefacts: &Artefacts, tree: &Path) -> Result<(), String> {
    let program = program_in(tree);
    copy(artefacts.program("nianbao")?, &program)?;
    let sources = workspace.root.join("plugins");
    let plugins = tree.join("plugins");
    for entry in at(&sources, fs::read_dir(&sources))? {
        let source = at(&sources, entry)?.path();
        let (true, Some(format)) = (source.is_dir(), source.file_name()) else {
            continue;
        };
        let name = format.to_string_lossy();
        let library = artefacts.libraries.get(name.as_ref());
        let library = library.ok_or_else(|| format!("plugins/{name} makes no shared library (cdylib)"))?;
        fill_plugin(&source, library, &plugins.join(format))?;
    }
    fill_sdk(workspace, &tree.join("sdk"))?;
    let lock = cargo::output(Command::new(&program).args(["plugin", "lock"]).arg(&plugins))?;
    if lock.is_empty() {
        return Err("`nianbao plugin lock` printed nothing".to_owned());
    }
    let file = plugins.join("plugins.lock");
    at(&file, fs::write(&file, lock))
}

fn fill_plugin(source: &Path, library: &Path, folder: &Path) -> Result<(), String> {
    let library_name = library.file_name().expect("cargo names a file");
    copy(library, &folder.join(library_name))?;
    copy(&source.join("nianbao-plugin.toml"), &folder.join("nianbao-plugin.toml"))?;
    for entry in at(source, fs::read_dir(source))? {
        let file = at(source, entry)?.path();
        if let Some(name) = file.file_name()
            && name.to_string_lossy().ends_with(".schema.json")
        {
            copy(&file, &folder.join(name))?;
        }
    }
    Ok(())
}

/// The crates of the author's kit.
const SDK: [&str; 2] = ["crates/nianbao-core", "crates/nianbao-plugin"];

/// Copies the crates that plugins are built against, with a root of their own.
fn fill_sdk(workspace: &Workspace, sdk: &Path) -> Result<(), String> {
    let root = workspace.root.join("Cargo.toml");
    let text = at(&root, fs::read_to_string(&root))?;
    let is_members = |line: &&str| line.starts_with("members = ");
    let members = text.lines().find(is_members).ok_or("Cargo.toml names its members on no line of their own")?;
    let text = text.replace(members, &format!("members = {SDK:?}"));
    at(sdk, fs::create_dir_all(sdk))?;
    let file = sdk.join("Cargo.toml");
    at(&file, fs::write(&file, text))?;
    copy(&workspace.root.join("Cargo.lock"), &sdk.join("Cargo.lock"))?;
    SDK.into_iter().try_for_each(|name| copy_folder(&workspace.root.join(name), &sdk.join(name)))
}

/// Copies a folder with all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    for entry in at(from, fs::read_dir(from))? {
        let source = at(from, entry)?.path();
        let name = source.file_name().expect("an entry of a folder has a name");
        if source.is_dir() {
            copy_folder(&source, &to.join(name))?;
        } else {
            copy(&source, &to.join(name))?;
        }
    }
    Ok(())
}

/// Puts a finished folder in the place of an old one, which comes back if that fails.
fn replace(folder: &Path, fresh: &Path, old: &Path) -> Result<(), String> {
    remove(old)?;
    let there = folder.exists();
    if there {
        at(folder, fs::rename(folder, old))?;
    }
    if let Err(error) = fs::rename(fresh, folder) {
        if there {
            at(old, fs::rename(old, folder))?;
        }
        return at(fresh, Err(error));
    }
    remove(old)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::replace;

    #[test]
    fn replaces_a_folder_only_by_a_finished_one() {
        let place = std::env::temp_dir().join(format!("nianbao-xtask-{}", std::process::id()));
        let [folder, fresh, old] = ["tree", "tree.new", "tree.old"].map(|name| place.join(name));
        fs::create_dir_all(&fresh).unwrap();
        replace(&folder, &fresh, &old).unwrap();
        assert!(folder.is_dir());

        fs::write(folder.join("first"), "").unwrap();
        replace(&folder, &fresh, &old).unwrap_err();
        assert!(folder.join("first").is_file(), "kept where there is no new one");

        fs::create_dir(&fresh).unwrap();
        replace(&folder, &fresh, &old).unwrap();
        assert!(!folder.join("first").exists() && !fresh.exists() && !old.exists());
        fs::remove_dir_all(place).unwrap();
    }
}
