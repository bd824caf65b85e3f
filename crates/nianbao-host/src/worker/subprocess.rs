//! A process for a plugin as the host sees it: started in a folder of its own with a cleared environment, and ended with
//! everything that has come from it.

use std::fs::{File, Permissions};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::isolate;
use crate::error::PluginFaultKind;
use crate::last_words::LastWords;

/// Where a program's interpreter is looked for. Fixed: a search path of the user's would be a way in.
pub(super) const SYSTEM_FOLDERS: [&str; 4] = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin"];

/// A running process and its folder.
pub(super) struct Subprocess {
    child: Child,
    words: LastWords,
    /// Its working directory, removed with it.
    pub(super) folder: TempDir,
    has_ended: bool,
    /// Whether it is known to have started nothing that still runs, so that nobody need be looked for.
    pub(super) is_alone: bool,
}

impl Subprocess {
    /// Starts a program in a fresh folder that its user alone can enter. `prepare` gives it its arguments and streams.
    pub(super) fn start(program: &Path, folder: TempDir, prepare: impl FnOnce(&mut Command)) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("PATH", SYSTEM_FOLDERS.join(":"))
            .env("TMPDIR", folder.path())
            .current_dir(folder.path())
            .process_group(0)
            .stderr(Stdio::piped());
        prepare(&mut command);
        let mut child = spawn(command)?;
        let words = match child.stderr.take().map(LastWords::of).transpose() {
            Ok(words) => words.unwrap_or_default(),
            Err(error) => {
                isolate::kill_with_descendants(child.id());
                let _ = child.wait();
                return Err(error);
            }
        };
        Ok(Subprocess { child, words, folder, has_ended: false, is_alone: false })
    }

    /// Our ends of its standard input and output, which do not block.
    pub(super) fn streams(&mut self) -> io::Result<(File, File)> {
        let input = self.child.stdin.take().map(OwnedFd::from).map(File::from);
        let output = self.child.stdout.take().map(OwnedFd::from).map(File::from);
        let (Some(input), Some(output)) = (input, output) else {
            return Err(io::Error::other("the streams are taken"));
        };
        isolate::do_not_block(&input)?;
        isolate::do_not_block(&output)?;
        Ok((input, output))
    }

    /// What it has written to standard error since it was last asked.
    pub(super) fn words(&self) -> Vec<u8> {
        self.words.so_far()
    }

    /// Ends it and all that has come from it. Says what it wrote last and how it ended, unless it had to be killed.
    pub(super) fn end(&mut self, patience: Duration) -> (Vec<u8>, Option<ExitStatus>) {
        let deadline = Instant::now() + patience;
        let mut ended = isolate::has_ended(self.child.id());
        while !ended && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
            ended = isolate::has_ended(self.child.id());
        }
        let status = self.kill();
        (self.words.to_the_end(), status.filter(|_| ended))
    }

    fn kill(&mut self) -> Option<ExitStatus> {
        if self.has_ended {
            return None;
        }
        self.has_ended = true;
        if self.is_alone {
            isolate::kill_group(self.child.id());
        } else {
            isolate::kill_with_descendants(self.child.id());
        }
        self.child.wait().ok()
    }

    /// What it means that a process has closed its channel or ended in the middle of its work.
    pub(super) fn left_early(&mut self) -> (PluginFaultKind, Vec<u8>) {
        /// A process that has closed its channel is on its way out.
        const PATIENCE: Duration = Duration::from_millis(500);
        let (words, status) = self.end(PATIENCE);
        let kind = match status.map(|status| (status.signal(), status.code())) {
            Some((Some(signal), _)) => match isolate::limit_of(signal) {
                Some(limit) => PluginFaultKind::LimitExceeded(limit),
                None => PluginFaultKind::Crashed { signal: isolate::signal_name(signal) },
            },
            Some((None, Some(code))) => {
                PluginFaultKind::Protocol(format!("it ended without a result (exit code {code})"))
            }
            _ => PluginFaultKind::Protocol("it closed its channel without a result".to_owned()),
        };
        (kind, words)
    }
}

impl Drop for Subprocess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A fresh folder that its user alone can enter.
pub(super) fn fresh_folder() -> io::Result<TempDir> {
    let mine = Permissions::from_mode(0o700);
    tempfile::Builder::new().prefix("nianbao-plugin-").permissions(mine).tempdir()
}

/// Starts a process from a thread that lives as long as this program: processes are set to die with the thread that
/// started them, and a pool's threads end before their work is used up.
fn spawn(command: Command) -> io::Result<Child> {
    type Order = (Command, mpsc::SyncSender<io::Result<Child>>);
    static KEEPER: OnceLock<Option<Mutex<mpsc::Sender<Order>>>> = OnceLock::new();
    let keeper = KEEPER.get_or_init(|| {
        let (sender, orders) = mpsc::channel::<Order>();
        let keep = move || {
            for (mut command, answer) in orders {
                let spawned = spawn_when_free(&mut command);
                // What it holds of the child's descriptors must be gone before anybody waits for the child to close them.
                drop(command);
                let _ = answer.send(spawned);
            }
        };
        let started = thread::Builder::new().name("plugin-keeper".to_owned()).stack_size(256 * 1024).spawn(keep);
        started.ok().map(|_| Mutex::new(sender))
    });
    let gone = || io::Error::other("no thread could be started");
    let keeper = keeper.as_ref().ok_or_else(gone)?;
    let (answer, answered) = mpsc::sync_channel(1);
    let sent = keeper.lock().unwrap_or_else(PoisonError::into_inner).send((command, answer));
    sent.map_err(|_| gone())?;
    answered.recv().map_err(|_| gone())?
}

/// A program that was just copied is busy for as long as a child of another thread of this process, which may be one of
/// a larger program, holds on to what it was written through: from that child's fork until its exec.
fn spawn_when_free(command: &mut Command) -> io::Result<Child> {
    const PATIENCE: Duration = Duration::from_secs(5);
    let start = Instant::now();
    loop {
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy && start.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(2));
            }
            spawned => return spawned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_still_being_written_is_waited_for() {
        let folder = fresh_folder().unwrap();
        let program = folder.path().join("program");
        std::fs::copy("/usr/bin/true", &program).unwrap();
        let writer = File::options().append(true).open(&program).unwrap();
        let writes = thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            drop(writer);
        });
        let mut child = spawn_when_free(&mut Command::new(&program)).unwrap();
        assert!(child.wait().unwrap().success());
        writes.join().unwrap();
    }
}
