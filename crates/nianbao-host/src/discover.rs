//! Finds plugins by their manifests, in a fixed order of places, and opens none.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nianbao_plugin::manifest::{MANIFEST, Manifest};

use crate::error::{PluginFault, PluginFaultKind};
use crate::lock::{self, LockFile};
use crate::trust;

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
    /// The user's lock file, which vouches for the plugins that are not bundled.
    pub lock: Option<PathBuf>,
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
    /// The SHA-256 of the manifest's text as it was read.
    pub(crate) manifest_hash: String,
    /// Who vouches for it.
    pub(crate) voucher: Arc<Voucher>,
}

/// The lock file that is asked about a plugin.
#[derive(Clone, Debug)]
pub(crate) enum Voucher {
    /// One that was read; where there is none, it vouches for nothing.
    Lock(LockFile),
    /// The user's, which others can write and which therefore says nothing, with the reason.
    Doubtful(String),
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
            bundled: self.bundled,
            kind,
            last_words: String::new(),
        }
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
    let mut users: Option<Arc<Voucher>> = None;
    for folder in path.directories() {
        let bundled = path.bundled.as_ref() == Some(&folder);
        // A place that is not there is no fault: most people have no plugins of their own.
        let Ok(directories) = subdirectories(&folder) else {
            continue;
        };
        // A folder from elsewhere cannot vouch for itself: only the user's lock file can.
        let voucher = if bundled {
            match LockFile::of_folder(&folder) {
                Ok(lock) => Arc::new(Voucher::Lock(lock.unwrap_or_default())),
                Err(error) => {
                    skipped.push(Skipped { directory: folder, reason: SkipReason::BadManifest(error.to_string()) });
                    continue;
                }
            }
        } else {
            users.get_or_insert_with(|| Arc::new(trust::users_lock(path.lock.as_deref()))).clone()
        };
        for directory in directories {
            match read_manifest(&directory) {
                Ok(None) => {}
                Ok(Some((manifest, manifest_hash))) => {
                    match found.iter().find(|earlier| earlier.manifest.id == manifest.id) {
                        Some(earlier) => {
                            let reason = SkipReason::Hidden { id: manifest.id, by: earlier.directory.clone() };
                            skipped.push(Skipped { directory, reason });
                        }
                        None => {
                            let voucher = voucher.clone();
                            found.push(Found { manifest, directory, bundled, manifest_hash, voucher });
                        }
                    }
                }
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

/// The manifest in a plugin's folder, with the hash of its text; `None` where there is none.
pub(crate) fn read_manifest(directory: &Path) -> Result<Option<(Manifest, String)>, String> {
    let path = directory.join(MANIFEST);
    let fault = |what: &dyn fmt::Display| format!("{}: {what}", path.display());
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(&error)),
    };
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Err(fault(&"not a small regular file"));
    }
    let text = fs::read_to_string(&path).map_err(|error| fault(&error))?;
    let hash = lock::hash(&mut text.as_bytes()).map_err(|error| fault(&error))?;
    Manifest::parse(&text).map(|manifest| Some((manifest, hash))).map_err(|error| fault(&error))
}
