//! Plugins of a test's own, in a folder that vouches for them, and the host that runs them.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};

use nianbao_host::{FormatOptions, Host, HostError, MessageLanguage, PluginFault, Read, SearchPath, Workers};

use crate::program;

/// A folder of plugins.
pub struct Yard {
    folder: tempfile::TempDir,
}

/// The targets under whose names a test's library may be looked for.
const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

impl Yard {
    /// An empty folder.
    ///
    /// # Panics
    /// Where there is no room for it.
    #[expect(clippy::new_without_default, reason = "it makes a folder")]
    pub fn new() -> Self {
        Yard { folder: tempfile::tempdir().expect("there is room for temporary files") }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts in the hostile plugin of the workspace, with a time limit in seconds.
    #[must_use]
    pub fn with_hostile(self, timeout: u64) -> Self {
        let library = fs::read(hostile_library()).expect("the workspace is built");
        self.with_library("nianbao-hostile", env!("CARGO_PKG_VERSION"), &library, timeout)
    }

    /// Puts in a library that reads and writes the format `hostile`.
    #[must_use]
    pub fn with_library(self, id: &str, version: &str, library: &[u8], timeout: u64) -> Self {
        let targets: Vec<String> = TARGETS.iter().map(|target| format!("{target:?} = \"lib.so\"")).collect();
        let run = format!("kind = \"library\"\n[run.library]\n{}", targets.join("\n"));
        self.with_plugin(id, version, &run, &[("lib.so", library)], timeout)
    }

    /// Puts in a plugin that reads and writes the format `hostile`, by the text of its manifest's table `run`.
    ///
    /// # Panics
    /// Where a file cannot be written.
    #[must_use]
    pub fn with_plugin(self, id: &str, version: &str, run: &str, files: &[(&str, &[u8])], timeout: u64) -> Self {
        let folder = self.folder.path().join("hostile");
        fs::create_dir_all(&folder).expect("the folder is writable");
        let formats = ["import", "export"]
            .map(|role| format!("[[format]]\nrole = \"{role}\"\nid = \"hostile\"\nextensions = [\"hostile\"]\n"));
        let manifest = format!(
            "manifest = 1\nid = \"{id}\"\nversion = \"{version}\"\nprotocol = [1]\nname = {{ zh = \"坏\", en = \"bad\" }}\n\
             [limits]\ntimeout_s = {timeout}\nmemory_mib = 256\n[run]\n{run}\n{}",
            formats.concat()
        );
        fs::write(folder.join("nianbao-plugin.toml"), manifest).expect("the folder is writable");
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes).expect("the folder is writable");
        }
        let lock = nianbao_host::hash_directory(self.folder.path()).expect("the folder is readable");
        fs::write(self.folder.path().join("plugins.lock"), lock.to_text("Written by a test."))
            .expect("the folder is writable");
        self
    }

    /// A host that finds this folder's plugins, with the assembled program as worker.
    pub fn host(&self) -> Host {
        let path = SearchPath { bundled: Some(self.folder.path().to_owned()), ..SearchPath::default() };
        let workers = Workers { program: program::executable_of_tree(), bundled_in_process: false };
        Host::discover(&path, MessageLanguage::En).with_workers(workers)
    }
}

/// Where the build has put the hostile plugin: beside the folder of this test program.
fn hostile_library() -> PathBuf {
    let program = std::env::current_exe().expect("a program knows its place");
    let mut folders = program.ancestors().map(|folder| folder.join(format!("{DLL_PREFIX}nianbao_hostile{DLL_SUFFIX}")));
    folders.find(|path| path.is_file()).expect("the hostile plugin is built: run `cargo xtask build`")
}

/// Imports a file of the format `hostile`.
///
/// # Errors
/// What the host says.
pub fn import(host: &Host, content: &[u8]) -> Result<nianbao_core::Document, HostError> {
    match host.import("hostile", "a.hostile", content, &FormatOptions::default())? {
        Read::Document { document, .. } => Ok(document),
        Read::Report(_) => panic!("the format is a plugin's"),
    }
}

/// Imports a file that must end in a fault of the plugin.
///
/// # Panics
/// Where it does not.
#[track_caller]
pub fn fault(host: &Host, content: &[u8]) -> PluginFault {
    match import(host, content) {
        Err(HostError::Fault(fault)) => fault,
        other => panic!("{}: no fault but {other:?}", String::from_utf8_lossy(content)),
    }
}

/// A file that the hostile plugin reads without fault.
pub const GOOD: &[u8] = br#"document {"schema":"nianbao-document/1","blocks":[]}"#;
