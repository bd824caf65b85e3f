//! Which plugins may be run: those that a lock file vouches for, hash by hash, and that nobody but their user can change.
//!
//! A bundled plugin is vouched for by the lock file of the build, any other by the user's, which [`trust`] writes. A file
//! is opened once, hashed through its descriptor and handed on as that very object. Nothing here asks a question: what is
//! not vouched for is refused.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use nianbao_plugin::manifest::{MANIFEST, Run};

use crate::discover::{self, Found, Voucher};
use crate::error::PluginFaultKind;
use crate::lock::{self, Hashes, LockFile};

const COMMENT: &str = "Written by `nianbao plugin trust`: the plugins that this user runs besides the bundled ones.";

/// A plugin that is vouched for from now on.
#[derive(Clone, Debug)]
pub struct Trusted {
    /// Its files, each with its hash.
    pub hashes: Hashes,
    /// Whether it is the one that was vouched for before, unchanged.
    pub unchanged: bool,
}

/// Why a plugin cannot be vouched for.
#[derive(Debug)]
pub enum TrustError {
    /// The folder holds no plugin, or a broken one.
    NoPlugin(String),
    /// Somebody else can change it, or the lock file.
    Insecure(String),
    /// The lock file says what this version does not understand.
    BadLock(String),
    /// A file cannot be read or written.
    Io(PathBuf, io::Error),
}

/// Vouches for the plugin in a folder as it is now, in the user's lock file. Runs none of its code.
///
/// # Errors
/// A folder without a plugin, one that others can change, or a lock file that cannot be read and written.
pub fn trust(directory: &Path, lock_file: &Path, date: &str) -> Result<Trusted, TrustError> {
    let hashes = Hashes { date: Some(date.to_owned()), ..hashes_of(directory)? };
    private(directory, &metadata_of(directory)?)?;
    for file in hashes.sha256.keys() {
        open_private(&directory.join(file))?;
    }
    let mut lock = read_users_lock(lock_file)?;
    let is_same = |known: &Hashes| known.id == hashes.id && known.sha256 == hashes.sha256;
    let unchanged = lock.plugin.iter().any(is_same);
    lock.vouch(hashes.clone());
    replace(lock_file, &lock.to_text(COMMENT)).map_err(|error| TrustError::Io(lock_file.to_owned(), error))?;
    Ok(Trusted { hashes, unchanged })
}

/// Takes a plugin out of the user's lock file, every version of it. Returns what was vouched for until now.
///
/// # Errors
/// A lock file that others can change, or that cannot be read and written.
pub fn untrust(id: &str, lock_file: &Path) -> Result<Vec<Hashes>, TrustError> {
    let mut lock = read_users_lock(lock_file)?;
    let (withdrawn, kept): (Vec<Hashes>, Vec<Hashes>) = lock.plugin.into_iter().partition(|hashes| hashes.id == id);
    lock.plugin = kept;
    if !withdrawn.is_empty() {
        replace(lock_file, &lock.to_text(COMMENT)).map_err(|error| TrustError::Io(lock_file.to_owned(), error))?;
    }
    Ok(withdrawn)
}

/// The plugin in a folder, vouched for by its user's naming it, for as long as its files stay as they are now.
///
/// For `nianbao plugin check`, whose whole point is to run what its author has just built.
///
/// # Errors
/// A folder without a plugin, or with a broken one.
pub fn vouched_by_name(directory: &Path) -> Result<Found, TrustError> {
    let hashes = hashes_of(directory)?;
    let no_plugin = || TrustError::NoPlugin(directory.join(MANIFEST).display().to_string());
    let (manifest, manifest_hash) =
        discover::read_manifest(directory).map_err(TrustError::NoPlugin)?.ok_or_else(no_plugin)?;
    let voucher = Voucher::Lock(LockFile { lock: 1, plugin: vec![hashes] }).into();
    // What counts as bundled is not asked whether others can change it: a checkout is often shared.
    Ok(Found { manifest, directory: directory.to_owned(), bundled: true, manifest_hash, voucher })
}

/// Opens a file of a plugin that is about to be hashed, and then loaded or executed if [`compare`] allows.
pub(crate) fn open(found: &Found, name: &str) -> Result<File, PluginFaultKind> {
    let path = found.directory.join(name);
    let of_fault = |fault: Fault| match fault {
        Fault::Io(path, error) => PluginFaultKind::LoadFailed(format!("{}: {error}", path.display())),
        Fault::Insecure(reason) => PluginFaultKind::Insecure(reason),
    };
    if found.bundled {
        // The program itself lies beside it: who can change the one can change the other.
        return File::open(&path).map_err(|error| of_fault(Fault::Io(path, error)));
    }
    private(&found.directory, &metadata_of(&found.directory).map_err(of_fault)?).map_err(of_fault)?;
    open_private(&path).map_err(of_fault)
}

/// Refuses a file of a plugin whose hash is not the one that somebody vouches for. The manifest says what is run and
/// how, so that it is vouched for like what is run.
pub(crate) fn compare(found: &Found, name: &str, actual: &str) -> Result<(), PluginFaultKind> {
    vouched(found, name, actual)?;
    vouched(found, MANIFEST, &found.manifest_hash)
}

/// What the user's lock file says.
pub(crate) fn users_lock(path: Option<&Path>) -> Voucher {
    let Some(path) = path else {
        return Voucher::Lock(LockFile::new());
    };
    match read_users_lock(path) {
        Ok(lock) => Voucher::Lock(lock),
        Err(TrustError::Io(path, error)) => Voucher::Doubtful(format!("{}: {error}", path.display())),
        Err(TrustError::NoPlugin(reason) | TrustError::Insecure(reason) | TrustError::BadLock(reason)) => {
            Voucher::Doubtful(reason)
        }
    }
}

fn vouched(found: &Found, name: &str, actual: &str) -> Result<(), PluginFaultKind> {
    let lock = match &*found.voucher {
        Voucher::Lock(lock) => lock,
        Voucher::Doubtful(reason) => return Err(PluginFaultKind::Insecure(reason.clone())),
    };
    let file = found.directory.join(name).display().to_string();
    match lock.of(&found.manifest).and_then(|hashes| hashes.sha256.get(name)) {
        None => Err(PluginFaultKind::Untrusted { file, actual: actual.to_owned() }),
        Some(expected) if expected != actual => {
            Err(PluginFaultKind::HashMismatch { file, expected: expected.clone(), actual: actual.to_owned() })
        }
        Some(_) => Ok(()),
    }
}

/// The hashes of a plugin's files as they are now. A library for another system need not be there.
fn hashes_of(directory: &Path) -> Result<Hashes, TrustError> {
    let (manifest, manifest_hash) = match discover::read_manifest(directory) {
        Ok(Some(read)) => read,
        Ok(None) => return Err(TrustError::NoPlugin(directory.join(MANIFEST).display().to_string())),
        Err(reason) => return Err(TrustError::NoPlugin(reason)),
    };
    let is_library = matches!(manifest.run, Run::Library { .. });
    let mut sha256 = BTreeMap::new();
    for name in lock::files_of(&manifest) {
        let path = directory.join(name);
        match open_regular(&path).and_then(|mut file| lock::hash(&mut file)) {
            Ok(hash) => sha256.insert(name.to_owned(), hash),
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_library => continue,
            Err(error) => return Err(TrustError::Io(path, error)),
        };
    }
    // What was parsed is what is vouched for, though the file may have changed since.
    sha256.insert(MANIFEST.to_owned(), manifest_hash);
    let code = lock::code_of(&manifest);
    if !code.iter().any(|name| sha256.contains_key(*name)) {
        let path = directory.join(code.first().unwrap_or(&MANIFEST));
        return Err(TrustError::Io(path, io::ErrorKind::NotFound.into()));
    }
    Ok(Hashes { id: manifest.id, version: manifest.version, date: None, sha256 })
}

/// The user's lock file, empty where there is none yet.
fn read_users_lock(lock_file: &Path) -> Result<LockFile, TrustError> {
    match open_private(lock_file) {
        Ok(file) => LockFile::read(lock_file, file).map_err(|error| TrustError::BadLock(error.to_string())),
        Err(Fault::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => Ok(LockFile::new()),
        Err(fault) => Err(fault.into()),
    }
}

/// Writes the lock file beside its place, readable and writable by its user alone, and renames it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".nianbao-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

enum Fault {
    /// Somebody else can change it; with the path and what shows it.
    Insecure(String),
    Io(PathBuf, io::Error),
}

impl From<Fault> for TrustError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io(path, error) => TrustError::Io(path, error),
            Fault::Insecure(reason) => TrustError::Insecure(reason),
        }
    }
}

fn metadata_of(path: &Path) -> Result<Metadata, Fault> {
    fs::symlink_metadata(path).map_err(|error| Fault::Io(path.to_owned(), error))
}

/// Opens a regular file that is no link and that nobody but its user and root can write.
fn open_private(path: &Path) -> Result<File, Fault> {
    let named = metadata_of(path)?;
    private(path, &named)?;
    let irregular = || Fault::Insecure(format!("{} (no regular file)", path.display()));
    // Before it is opened, too: to open a pipe is to wait for its other end.
    if !named.is_file() {
        return Err(irregular());
    }
    let io = |error| Fault::Io(path.to_owned(), error);
    let file = File::open(path).map_err(io)?;
    let opened = file.metadata().map_err(io)?;
    private(path, &opened)?;
    if opened.is_file() && is_same(&named, &opened) { Ok(file) } else { Err(irregular()) }
}

/// Opens a regular file, or what a link says is one.
fn open_regular(path: &Path) -> io::Result<File> {
    let regular = |metadata: Metadata| match metadata.is_file() {
        true => Ok(()),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
    };
    regular(fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(file.metadata()?)?;
    Ok(file)
}

/// Whether nobody but the user and root can change a file or folder. Where the system has no owners and modes, as far as
/// the standard library knows them, only links are refused.
fn private(path: &Path, metadata: &Metadata) -> Result<(), Fault> {
    let insecure = |what: &str| Err(Fault::Insecure(format!("{} ({what})", path.display())));
    if metadata.is_symlink() {
        return insecure("symlink");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        const ROOT: u32 = 0;
        const OTHERS_WRITE: u32 = 0o022;
        if metadata.uid() != ROOT && crate::worker::user() != metadata.uid() {
            return insecure(&format!("uid {}", metadata.uid()));
        }
        if metadata.mode() & OTHERS_WRITE != 0 {
            return insecure(&format!("mode {:04o}", metadata.mode() & 0o7777));
        }
    }
    Ok(())
}

/// Whether two looks at a path found one object.
fn is_same(first: &Metadata, second: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        first.dev() == second.dev() && first.ino() == second.ino()
    }
    #[cfg(not(unix))]
    {
        first.file_type() == second.file_type()
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::process::Command;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Does something on a thread of its own, for it might wait for ever.
    fn soon<T: Send + 'static>(what: impl FnOnce() -> T + Send + 'static) -> T {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(what()));
        receiver.recv_timeout(Duration::from_secs(10)).expect("it waits for nobody")
    }

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn a_pipe_in_the_place_of_a_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = "manifest = 1\nid = \"org.example.a\"\nversion = \"1\"\nprotocol = [1]\n\
            name = { zh = \"甲\", en = \"a\" }\n[run]\nkind = \"process\"\ncommand = [\"main\"]\nfiles = [\"main\"]\n";
        fs::write(folder.path().join(MANIFEST), manifest).unwrap();
        let (code, lock) = (folder.path().join("main"), folder.path().join("plugins.lock"));
        make_pipe(&code);
        let (directory, path) = (folder.path().to_owned(), code.clone());
        assert!(matches!(soon(move || hashes_of(&directory)), Err(TrustError::Io(at, _)) if at == path));
        let path = code.clone();
        assert!(matches!(soon(move || open_private(&path)), Err(Fault::Insecure(_))));

        fs::remove_file(&code).unwrap();
        fs::write(&code, "code").unwrap();
        assert!(open_private(&code).is_ok());
        make_pipe(&lock);
        let (directory, path) = (folder.path().to_owned(), lock.clone());
        assert!(matches!(soon(move || trust(&directory, &path, "2025-01-31")), Err(TrustError::Insecure(_))));
        fs::remove_file(&lock).unwrap();
        trust(folder.path(), &lock, "2025-01-31").unwrap();
    }
}
