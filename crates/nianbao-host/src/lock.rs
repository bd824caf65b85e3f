//! `plugins.lock`: which files somebody vouches for, by their SHA-256. The build writes one for the bundled plugins,
//! `nianbao plugin trust` the user's own.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use nianbao_plugin::manifest::{MANIFEST, Manifest, Run};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::discover;

/// The lock file's name, in the folder that holds the plugins' folders.
pub(crate) const NAME: &str = "plugins.lock";
/// A lock file is small; what is larger is none.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The plugins that a folder's owner vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The day on which somebody vouched for it, `YYYY-MM-DD`; a build names none, so that it can be repeated.
    #[serde(default)]
    pub date: Option<String>,
    /// SHA-256 of every file in its folder, in lower-case hexadecimal, by file name.
    pub sha256: BTreeMap<String, String>,
}

impl LockFile {
    /// A lock file that vouches for nothing.
    pub fn new() -> Self {
        LockFile { lock: 1, plugin: Vec::new() }
    }

    /// Reads the lock file of a folder of plugins; `None` where there is none.
    pub(crate) fn of_folder(folder: &Path) -> io::Result<Option<LockFile>> {
        let path = folder.join(NAME);
        match File::open(&path) {
            Ok(file) => LockFile::read(&path, file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads an opened lock file.
    pub(crate) fn read(path: &Path, file: File) -> io::Result<LockFile> {
        let invalid = |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {what}", path.display()));
        let mut text = String::new();
        if file.take(MOST_BYTES + 1).read_to_string(&mut text)? > MOST_BYTES as usize {
            return Err(invalid("too large for a lock file"));
        }
        let lock: LockFile = toml::from_str(&text).map_err(|error| invalid(&error.to_string()))?;
        if lock.lock != 1 {
            return Err(invalid(&format!("lock = {} is a format this version does not know", lock.lock)));
        }
        Ok(lock)
    }

    /// What it says of a plugin.
    pub(crate) fn of(&self, manifest: &Manifest) -> Option<&Hashes> {
        self.plugin.iter().find(|plugin| plugin.id == manifest.id && plugin.version == manifest.version)
    }

    /// Vouches for a plugin, of which it forgets every other version.
    pub(crate) fn vouch(&mut self, hashes: Hashes) {
        self.plugin.retain(|plugin| plugin.id != hashes.id);
        self.plugin.push(hashes);
        self.plugin.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// The lock file's text, after a comment of one line.
    pub fn to_text(&self, comment: &str) -> String {
        // A version and the names of files are their author's, who may use any character.
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut text = format!("# {comment}\nlock = {}\n", self.lock);
        for plugin in &self.plugin {
            let _ = write!(text, "\n[[plugin]]\nid = {}\nversion = {}\n", quoted(&plugin.id), quoted(&plugin.version));
            if let Some(date) = &plugin.date {
                let _ = writeln!(text, "date = {}", quoted(date));
            }
            let files = plugin.sha256.iter().map(|(file, hash)| (file.clone(), toml::Value::from(hash.as_str())));
            let _ = write!(text, "\n[plugin.sha256]\n{}", files.collect::<toml::Table>());
        }
        text
    }
}

impl Default for LockFile {
    fn default() -> Self {
        LockFile::new()
    }
}

/// Hashes every plugin below a folder, with every file in its folder: what a build writes into its lock file.
///
/// # Errors
/// A folder or file that cannot be read, or a manifest that is broken.
pub fn hash_directory(folder: &Path) -> io::Result<LockFile> {
    let mut lock = LockFile::new();
    for directory in discover::subdirectories(folder)? {
        let (manifest, _) = match discover::read_manifest(&directory) {
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
        lock.vouch(Hashes { id: manifest.id, version: manifest.version, date: None, sha256 });
    }
    Ok(lock)
}

/// The files of a plugin that steer what is run: its manifest, its code, and the schemas of its options.
pub(crate) fn files_of(manifest: &Manifest) -> Vec<&str> {
    let schemas = manifest.format.iter().filter_map(|format| format.options.as_deref());
    let mut files: Vec<&str> = std::iter::once(MANIFEST).chain(code_of(manifest)).chain(schemas).collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// The libraries for every target, or the files that the command executes or reads as code.
pub(crate) fn code_of(manifest: &Manifest) -> Vec<&str> {
    match &manifest.run {
        Run::Library { library, .. } => library.values().map(String::as_str).collect(),
        Run::Process { files, .. } => files.iter().map(String::as_str).collect(),
    }
}

/// SHA-256 of what a file holds from its current position on, in lower-case hexadecimal.
pub(crate) fn hash(file: &mut impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer)? {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(id: &str, version: &str, files: &[&str]) -> Hashes {
        let sha256 = files.iter().map(|file| ((*file).to_owned(), "0f".repeat(32))).collect();
        Hashes { id: id.to_owned(), version: version.to_owned(), date: Some("2025-01-31".to_owned()), sha256 }
    }

    #[test]
    fn what_is_written_is_read_back_whatever_an_author_calls_things() {
        let files =
            ["年报\u{3000}a.py", "e\u{301}.py", "\u{7f}\u{85}\u{200b}", "a\"b'c", "a\nb\tc", " ", "键=值", "[a]"];
        let mut lock = LockFile::new();
        lock.vouch(hashes("org.example.a", "1.0\u{3000}\u{301}\"\n'''\\", &files));
        lock.vouch(Hashes { date: None, ..hashes("org.example.b", "", &["main.py"]) });
        lock.vouch(Hashes::default());
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), lock.to_text("Of a test.")).unwrap();
        assert_eq!(LockFile::of_folder(folder.path()).unwrap(), Some(lock));
    }

    #[test]
    fn a_lock_file_is_one_that_people_can_read() {
        let mut lock = LockFile::new();
        let hash = "0f".repeat(32);
        lock.vouch(hashes("org.example.a", "1.0", &["main.py", MANIFEST]));
        let text = format!(
            "# Of a test.\nlock = 1\n\n[[plugin]]\nid = \"org.example.a\"\nversion = \"1.0\"\ndate = \"2025-01-31\"\n\n\
             [plugin.sha256]\n\"main.py\" = \"{hash}\"\n\"nianbao-plugin.toml\" = \"{hash}\"\n"
        );
        assert_eq!(lock.to_text("Of a test."), text);
    }
}
