//! Faults of time, room and manners: calls that do not end, take too much, leave something behind or touch what is not
//! theirs.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use nianbao_plugin::abi;

use crate::Call;

/// A time nobody else sleeps for, by which the tests know our children.
const SLEEP: &str = "86411";

/// Commits the fault of this name; `None` where it is not one of these.
pub(crate) fn commit(name: &str, call: Call<'_>) -> Option<i32> {
    let good = format!(
        r#"{{"nb":1,"type":"result","id":{},"document":{{"schema":"nianbao-document/1","blocks":[]}}}}"#,
        call.id
    );
    match name {
        "polite-loop" => {
            while !call.cancelled() {
                thread::sleep(Duration::from_millis(5));
            }
            return Some(abi::STOPPED);
        }
        "rude-loop" => loop {
            black_box(call.id);
        },
        "memory" => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            loop {
                hoard.push(black_box(vec![1; 16 << 20]));
            }
        }
        "large-file" => {
            let _ = File::create("large").and_then(|file| file.set_len(1 << 40));
        }
        "many-files" => {
            let files: Vec<File> = std::iter::from_fn(|| File::open("/dev/null").ok()).take(10_000).collect();
            call.emit(abi::EMIT_LOG, 0, format!("{} files", files.len()).as_bytes());
        }
        "child" => start("sleep", &[SLEEP]),
        "child-in-a-session-of-its-own" => start("setsid", &["-f", "sleep", SLEEP]),
        "orphan-then-crash" => {
            start("sh", &["-c", &format!("(sleep {SLEEP} &) ; setsid -f sleep {SLEEP}")]);
            thread::sleep(Duration::from_millis(200));
            std::process::abort();
        }
        "children-without-end" => {
            let brood = format!("while :; do sleep {SLEEP} & sleep 0.05; done");
            for _ in 0..8 {
                start("sh", &["-c", &brood]);
            }
            loop {
                black_box(call.id);
            }
        }
        "thread-that-stays" => drop(thread::spawn(|| thread::sleep(Duration::from_secs(3600)))),
        "print" => print(&good),
        "endless-stderr" => {
            for _ in 0..20_000 {
                let _ = std::io::stderr().write_all(&[b'e'; 1000]);
            }
        }
        "close-everything" => close_everything(),
        "state" => {
            let environment: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
            let folder = std::env::current_dir().unwrap_or_default();
            let files: Vec<String> = fs::read_dir("/proc/self/fd").ok()?.flatten().map(|entry| link(&entry)).collect();
            let said = format!("env={environment:?} files={files:?} cwd={}", folder.display());
            call.emit(abi::EMIT_LOG, 0, said.as_bytes());
            let _ = fs::write("scratch", "what an earlier call left");
        }
        _ => return None,
    }
    Some(call.respond(good.as_bytes()))
}

fn link(entry: &fs::DirEntry) -> String {
    fs::read_link(entry.path()).unwrap_or_default().display().to_string()
}

fn start(program: &str, arguments: &[&str]) {
    let null = Stdio::null;
    let _ = Command::new(program).args(arguments).stdin(null()).stdout(null()).stderr(null()).spawn();
}

/// Writes what looks like a result, to both standard streams.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the fault")]
fn print(result: &str) {
    let forged = result.replace("\"blocks\":[]", r#""title":"forged","blocks":[]"#);
    println!("{forged}");
    eprintln!("{forged}");
}

/// Closes every file of the process, whoever it belongs to.
fn close_everything() {
    use std::os::fd::{FromRawFd, OwnedFd};
    for descriptor in 0..256 {
        // SAFETY: there is none: closing what others own is the fault.
        drop(unsafe { OwnedFd::from_raw_fd(descriptor) });
    }
}
