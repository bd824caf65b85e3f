//! `plugins.lock`: which files somebody vouches for, by their SHA-256.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The lock file's name, in the folder that holds the plugins' folders.
pub(crate) const NAME: &str = "plugins.lock";
/// A lock file is small; what is larger is none.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The plugins that a folder's owner vouches for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockFile {
    /// The lock file format's version: 1.
    pub lock: u32,
    /// The plugins, by id.
    #[serde(default)]
    pub plugin: Vec<Hashes>,
}

/// The files of one plugin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hashes {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of every file in its folder, in lower-case hexadecimal, by file name.
    pub sha256: BTreeMap<String, String>,
}

impl LockFile {
    /// Reads the lock file of a folder of plugins; `None` where there is none.
    pub(crate) fn read(folder: &Path) -> io::Result<Option<LockFile>> {
        let path = folder.join(NAME);
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let invalid = |what: String| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {what}", path.display()));
        if metadata.len() > MOST_BYTES {
            return Err(invalid("too large for a lock file".to_owned()));
        }
        let lock: LockFile = toml::from_str(&fs::read_to_string(&path)?).map_err(|error| invalid(error.to_string()))?;
        if lock.lock != 1 {
            return Err(invalid(format!("lock = {} is a format this version does not know", lock.lock)));
        }
        Ok(Some(lock))
    }

    /// The lock file's text.
    pub fn to_text(&self) -> String {
        let mut text = format!("# Written by the build: the files that this nianbao loads.\nlock = {}\n", self.lock);
        for plugin in &self.plugin {
            let _ =
                write!(text, "\n[[plugin]]\nid = {:?}\nversion = {:?}\n\n[plugin.sha256]\n", plugin.id, plugin.version);
            for (file, hash) in &plugin.sha256 {
                let _ = writeln!(text, "{file:?} = {hash:?}");
            }
        }
        text
    }
}

/// Hashes every plugin below a folder: what a build writes into its lock file.
///
/// # Errors
/// A folder or file that cannot be read, or a manifest that is broken.
pub fn hash_directory(folder: &Path) -> io::Result<LockFile> {
    let mut lock = LockFile { lock: 1, plugin: Vec::new() };
    for directory in crate::discover::subdirectories(folder)? {
        let manifest = match crate::discover::read_manifest(&directory) {
            Ok(Some(manifest)) => manifest,
            Ok(None) => continue,
            Err(reason) => return Err(io::Error::new(io::ErrorKind::InvalidData, reason)),
        };
        let mut sha256 = BTreeMap::new();
        for entry in fs::read_dir(&directory)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                sha256.insert(entry.file_name().to_string_lossy().into_owned(), hash(&mut File::open(entry.path())?)?);
            }
        }
        lock.plugin.push(Hashes { id: manifest.id, version: manifest.version, sha256 });
    }
    lock.plugin.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(lock)
}

/// SHA-256 of what a file holds from its current position on, in lower-case hexadecimal.
pub(crate) fn hash(file: &mut File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let mut buffer = vec![0; 1 << 18];
    loop {
        match reader.read(&mut buffer)? {
            0 => break,
            read => hasher.update(&buffer[..read]),
        }
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
