//! `nianbao plugin trust`: vouches for a plugin as it is now, in the user's lock file; `untrust` withdraws that. Neither
//! runs any of its code.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use nianbao_host::TrustError;

use crate::date::today;
use crate::failure::Failure;
use crate::messages::tr;
use crate::session::Session;
use crate::{Outcome, print, say};

pub(crate) fn run(session: &Session, folder: &Path) -> Result<Outcome, Failure> {
    let messages = &session.messages;
    let lock_file = lock_file(session)?;
    // The folder's real place, so that what is printed can be checked and found again.
    let folder = folder.canonicalize().map_err(|error| of_io(folder, &error))?;
    let trusted = nianbao_host::trust(&folder, &lock_file, &today()).map_err(of_trust)?;
    let hashes = &trusted.hashes;
    let mut text = format!("{} {}\n", hashes.id, hashes.version);
    for (file, hash) in &hashes.sha256 {
        let _ = writeln!(text, "{hash}  {}", folder.join(file).display());
    }
    print(text.as_bytes())?;
    let key = if trusted.unchanged { "trust-unchanged" } else { "trust-done" };
    say(&messages.text(key, &[("id", hashes.id.clone()), ("lock", lock_file.display().to_string())]));
    let is_found = session.host().plugins().any(|found| found.directory.canonicalize().is_ok_and(|own| own == folder));
    if !is_found {
        let place = folder.parent().unwrap_or(&folder).display();
        let user = session.user_plugin_folder().map(|folder| folder.display().to_string()).unwrap_or_default();
        say(&tr!(messages, "trust-not-found", place = place, user = user));
    }
    Ok(Outcome::Clean)
}

/// Withdraws the trust in a plugin, by its id: the folder may be gone.
pub(crate) fn withdraw(session: &Session, id: &str) -> Result<Outcome, Failure> {
    let lock_file = lock_file(session)?;
    let withdrawn = nianbao_host::untrust(id, &lock_file).map_err(of_trust)?;
    let lock = lock_file.display();
    if withdrawn.is_empty() {
        return Err(Failure::new("untrust-unknown", None).with("id", id).with("lock", lock));
    }
    say(&tr!(session.messages, "untrust-done", id = id, lock = lock));
    Ok(Outcome::Clean)
}

fn lock_file(session: &Session) -> Result<PathBuf, Failure> {
    session.lock.clone().ok_or_else(|| Failure::new("trust-no-place", Some("trust-no-place-help")))
}

fn of_trust(error: TrustError) -> Failure {
    match error {
        TrustError::NoPlugin(reason) => Failure::new("trust-no-plugin", None).with("reason", reason),
        TrustError::Insecure(reason) => {
            let path = reason.rsplit_once(" (").map_or(reason.as_str(), |(path, _)| path).to_owned();
            Failure::new("fault-insecure", Some("insecure-help")).with("detail", reason).with("path", path)
        }
        TrustError::BadLock(reason) => Failure::new("trust-bad-lock", None).with("reason", reason),
        TrustError::Io(path, error) => of_io(&path, &error),
    }
}

pub(super) fn of_io(path: &Path, error: &std::io::Error) -> Failure {
    let reason = format!("{}: {error}", path.display());
    Failure::new("trust-unreadable", Some("trust-unreadable-help")).with("reason", reason)
}
