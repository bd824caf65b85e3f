//! After all faults no process, file or descriptor is left over.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

use nianbao_tests::hostile::{GOOD, Yard, fault, import};
use nianbao_tests::program::tree;

use super::{CRASHES, LIES, LINGERERS};

/// Names this test to the process of its own that it runs in: others leave things while they run.
const ALONE: &str = "NIANBAO_TEST_ALONE";

#[test]
fn nothing_is_left_behind() {
    if std::env::var_os(ALONE).is_some() {
        return alone();
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "hostile::nothing_left::nothing_is_left_behind", "--nocapture"]);
    let output = command.env(ALONE, "1").env("TMPDIR", folder.path()).env("NIANBAO_TREE", tree()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(files.is_empty(), "{files:?}");
    assert_eq!(sleepers(), Vec::<String>::new());
}

fn alone() {
    let quick = Yard::new().with_hostile(60);
    let impatient = Yard::new().with_hostile(1);
    // What the first worker of all needs stays.
    assert!(import(&quick.host(), GOOD).is_ok());
    let before = descriptors();
    for (name, word, _) in CRASHES.into_iter().chain(LIES) {
        assert_eq!(fault(&quick.host(), format!("fault {name}").as_bytes()).kind.word(), word, "{name}");
    }
    for (name, word, _) in LINGERERS {
        assert_eq!(fault(&impatient.host(), format!("fault {name}").as_bytes()).kind.word(), word, "{name}");
    }
    let orphans = fault(&quick.host(), b"fault orphan-then-crash");
    assert!(orphans.kind.word() == "crashed" && orphans.last_words.contains("about to"), "{orphans:?}");
    // Who may not have a session of its own has ended, or is ended.
    let _ = import(&quick.host(), b"fault child-in-a-session-of-its-own");
    assert_eq!(children(), Vec::<String>::new());
    assert_eq!(descriptors(), before);
}

/// What this process has open.
fn descriptors() -> Vec<String> {
    // The threads that listen to a worker's last words end a moment after it.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let listing = fs::read_dir("/proc/self/fd").unwrap().map(Result::unwrap);
    let targets = listing.filter_map(|entry| fs::read_link(entry.path()).ok()).map(|path| path.display().to_string());
    let mut targets: Vec<String> = targets.filter(|target| !target.starts_with("/proc/")).collect();
    targets.sort();
    targets
}

fn children() -> Vec<String> {
    let threads = fs::read_dir("/proc/self/task").unwrap().map(Result::unwrap);
    threads
        .flat_map(|thread| {
            let text = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// The children that the hostile plugin starts, wherever they have gone: they sleep for a time of their own.
fn sleepers() -> Vec<String> {
    let processes = fs::read_dir("/proc").unwrap().map(Result::unwrap);
    let lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).filter(|line| line.contains("86411")).collect()
}
