//! A command that is run to its end, or to the end of the time that it is given, and of which nothing is left then.

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::last_words::LastWords;
#[cfg(unix)]
use crate::worker;

/// How a command ended, and what it wrote.
#[derive(Debug)]
pub struct Ended {
    /// How it ended; `None` where it had to be ended.
    pub status: Option<ExitStatus>,
    /// The end of what it wrote to standard output.
    pub stdout: Vec<u8>,
    /// The end of what it wrote to standard error.
    pub stderr: Vec<u8>,
}

/// Runs a command with nothing to read, for `most` at the longest. Whatever it has started ends with it; what has got out
/// of reach is not waited for, though it may hold the streams.
///
/// # Errors
/// The command cannot be started.
pub fn run(mut command: Command, most: Duration) -> io::Result<Ended> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let deadline = Instant::now() + most;
    let stdout = child.stdout.take().map(LastWords::of).transpose();
    let stderr = child.stderr.take().map(LastWords::of).transpose();
    let is_heard = stdout.is_ok() && stderr.is_ok();
    let mut has_ended = has_ended(&mut child);
    while is_heard && !has_ended && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(2));
        has_ended = self::has_ended(&mut child);
    }
    let status = end(&mut child)?;
    let (stdout, stderr) = (stdout?.unwrap_or_default(), stderr?.unwrap_or_default());
    let status = has_ended.then_some(status);
    Ok(Ended { status, stdout: stdout.to_the_end(), stderr: stderr.to_the_end() })
}

/// Ends this process when the one that has started it ends, where the system can see to that: a process of a group of its
/// own does not hear of it when somebody interrupts the program at a terminal.
pub fn end_with_parent() {
    #[cfg(unix)]
    worker::end_with_parent();
}

/// Whether it has ended. On Unix it is not collected yet, so that its group's number is nobody else's.
fn has_ended(child: &mut Child) -> bool {
    #[cfg(unix)]
    {
        worker::has_ended(child.id())
    }
    #[cfg(not(unix))]
    {
        child.try_wait().is_ok_and(|status| status.is_some())
    }
}

/// Ends it, if it has not ended, and what has come from it.
fn end(child: &mut Child) -> io::Result<ExitStatus> {
    #[cfg(unix)]
    worker::kill_with_descendants(child.id());
    #[cfg(not(unix))]
    let _ = child.kill();
    child.wait()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    fn shell(script: &str, most: Duration) -> Ended {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let begun = Instant::now();
        let ended = run(command, most).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(20), "{script}: it was waited for");
        ended
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_a_command_writes_and_how_it_ends_is_told() {
        let ended = shell("echo out; echo err >&2; cat; exit 3", LONG);
        assert_eq!(ended.status.unwrap().code(), Some(3));
        assert_eq!((&*ended.stdout, &*ended.stderr), (&b"out\n"[..], &b"err\n"[..]));
    }

    #[test]
    fn what_a_command_leaves_behind_is_ended_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("process");
        let script = format!("sleep 86412 & echo $! > {}; echo out", file.display());
        let ended = shell(&script, LONG);
        assert!(ended.status.unwrap().success());
        assert_eq!(ended.stdout, b"out\n");
        ends(&file);
        // One that has a session of its own is out of reach once its parent has ended.
        assert_eq!(shell("setsid sleep 30 & echo out", LONG).stdout, b"out\n");
    }

    #[test]
    fn a_command_that_does_not_end_is_ended_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("process");
        let script = format!("echo out; sleep 86412 & echo $! > {}; wait", file.display());
        let ended = shell(&script, Duration::from_millis(500));
        assert!(ended.status.is_none());
        assert_eq!(ended.stdout, b"out\n");
        ends(&file);
    }

    /// The process whose number stands in a file ends.
    #[track_caller]
    fn ends(file: &std::path::Path) {
        let number = std::fs::read_to_string(file).unwrap();
        // Whoever is to collect it may take their time.
        let stat = format!("/proc/{}/stat", number.trim());
        let is_alive = || std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z "));
        let deadline = Instant::now() + Duration::from_secs(5);
        while is_alive() {
            assert!(Instant::now() < deadline, "process {number} is still there");
            thread::sleep(Duration::from_millis(10));
        }
    }
}
