//! Finds plugins by their manifests, in a fixed order of places, and opens none.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nianbao_plugin::manifest::Manifest;

use crate::error::{PluginFault, PluginFaultKind};
use crate::lock::LockFile;

/// The manifest's file name.
const MANIFEST: &str = "nianbao-plugin.toml";
/// A manifest is small; what is larger is none.
const MOST_BYTES: u64 = 1024 * 1024;

/// Where plugins are looked for, first place first. Never the current directory, and never beside an input.
#[derive(Clone, Debug, Default)]
pub struct SearchPath {
    /// Folders that hold plugins' folders, from `--plugin-dir`.
    pub given: Vec<PathBuf>,
    /// The entries of `NIANBAO_PLUGIN_PATH`; relative ones are passed over.
    pub environment: Vec<PathBuf>,
    /// The user's data folder.
    pub user: Option<PathBuf>,
    /// The folder beside the executable.
    pub bundled: Option<PathBuf>,
}

impl SearchPath {
    pub(crate) fn directories(&self) -> Vec<PathBuf> {
        let environment = self.environment.iter().filter(|path| path.is_absolute());
        self.given.iter().chain(environment).chain(&self.user).chain(&self.bundled).cloned().collect()
    }
}

/// A plugin that was found: its manifest, and what vouches for it.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its manifest.
    pub manifest: Manifest,
    /// Its folder.
    pub directory: PathBuf,
    /// Whether it lies beside the executable.
    pub bundled: bool,
    /// The lock file of the bundled plugins, for one of them.
    lock: Option<LockFile>,
}

impl Found {
    /// Id, version and folder in a line.
    pub fn describe(&self) -> String {
        format!("{} {} ({})", self.manifest.id, self.manifest.version, self.directory.display())
    }

    pub(crate) fn fault(&self, kind: PluginFaultKind) -> PluginFault {
        PluginFault {
            id: self.manifest.id.clone(),
            version: self.manifest.version.clone(),
            path: self.directory.clone(),
            kind,
            last_words: String::new(),
        }
    }

    /// The hash that the lock file has for one of the plugin's files.
    pub(crate) fn expected_hash(&self, file: &str) -> Option<String> {
        let own =
            |plugin: &&crate::lock::Hashes| plugin.id == self.manifest.id && plugin.version == self.manifest.version;
        self.lock.as_ref()?.plugin.iter().find(own)?.sha256.get(file).cloned()
    }
}

/// A folder that was passed over.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// The folder.
    pub directory: PathBuf,
    /// Why.
    pub reason: SkipReason,
}

/// Why a folder was passed over.
#[derive(Clone, Debug)]
pub enum SkipReason {
    /// Its manifest cannot be read.
    BadManifest(String),
    /// An earlier place has a plugin of the same id.
    Hidden {
        /// The id.
        id: String,
        /// The folder that has it.
        by: PathBuf,
    },
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.directory.display())?;
        match &self.reason {
            SkipReason::BadManifest(reason) => f.write_str(reason),
            SkipReason::Hidden { id, by } => write!(f, "{id} ← {}", by.display()),
        }
    }
}

/// Reads the manifests on the search path. The same id twice: the earlier place wins.
pub(crate) fn discover(path: &SearchPath) -> (Vec<Found>, Vec<Skipped>) {
    let mut found: Vec<Found> = Vec::new();
    let mut skipped = Vec::new();
    for folder in path.directories() {
        let bundled = path.bundled.as_ref() == Some(&folder);
        // A place that is not there is no fault: most people have no plugins of their own.
        let Ok(directories) = subdirectories(&folder) else {
            continue;
        };
        // Only the build's own lock file vouches; a folder from elsewhere cannot vouch for itself.
        let lock = match bundled.then(|| LockFile::read(&folder)).transpose() {
            Ok(lock) => lock.flatten(),
            Err(error) => {
                skipped.push(Skipped { directory: folder, reason: SkipReason::BadManifest(error.to_string()) });
                continue;
            }
        };
        for directory in directories {
            match read_manifest(&directory) {
                Ok(None) => {}
                Ok(Some(manifest)) => match found.iter().find(|earlier| earlier.manifest.id == manifest.id) {
                    Some(earlier) => {
                        let reason = SkipReason::Hidden { id: manifest.id, by: earlier.directory.clone() };
                        skipped.push(Skipped { directory, reason });
                    }
                    None => found.push(Found { manifest, directory, bundled, lock: lock.clone() }),
                },
                Err(reason) => skipped.push(Skipped { directory, reason: SkipReason::BadManifest(reason) }),
            }
        }
    }
    (found, skipped)
}

/// The folders directly in a folder, sorted by name; links are not followed.
pub(crate) fn subdirectories(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut directories = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            directories.push(entry.path());
        }
    }
    directories.sort();
    Ok(directories)
}

/// The manifest in a plugin's folder; `None` where there is none.
pub(crate) fn read_manifest(directory: &Path) -> Result<Option<Manifest>, String> {
    let path = directory.join(MANIFEST);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err(format!("{}: not a small regular file", path.display()));
    }
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Manifest::parse(&text).map(Some).map_err(|error| format!("{}: {error}", path.display()))
}
