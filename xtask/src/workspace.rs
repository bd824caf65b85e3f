//! Where the workspace and its target folder lie.

use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// The two folders every command works in, both absolute.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// The workspace this program belongs to.
    pub(crate) fn from_environment() -> Self {
        // Cargo sets the variable when it runs the program, which survives a moved folder; the constant does not.
        let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&package).parent().expect("xtask lies in the workspace").to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) if !folder.is_empty() => {
                let folder = PathBuf::from(folder);
                std::path::absolute(&folder).unwrap_or(folder)
            }
            _ => root.join("target"),
        };
        Self { root, target }
    }
}

/// Names the path in an I/O error, which the standard library leaves out.
pub(crate) fn at<T, E: Display>(path: &Path, result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| format!("{}: {error}", path.display()))
}
