//! What a hostile plugin can do to the host: nothing but one fault against one file, whatever it does.
//!
//! Every test asserts that its fault was committed, by the marker that the hostile plugin logs beforehand. Not made here:
//! a data race of a plugin that says `concurrency = "many"` (it takes a sanitizer's build of everything), and reads and
//! writes outside the worker's folder or to the network, which are not prevented: a worker is no sandbox.

mod batch;
mod in_process;
mod libraries;
mod nothing_left;
mod programs;
mod surroundings;

use nianbao_host::{Host, HostError, PluginFault};
use nianbao_tests::hostile::{GOOD, Yard, fault, import};

/// Commits a fault in a worker and asserts that it fired, how it is told and that the next file is read.
#[track_caller]
fn check(host: &Host, name: &str, word: &str, detail: &str) {
    let PluginFault { id, version, kind, last_words, .. } = fault(host, format!("fault {name}").as_bytes());
    assert_eq!((id.as_str(), version.as_str()), ("nianbao-hostile", env!("CARGO_PKG_VERSION")));
    assert_eq!(kind.word(), word, "{name}: {kind:?}");
    let said = format!("{} | {last_words}", kind.detail());
    assert!(said.contains(detail), "{name}: {said}");
    assert!(last_words.contains(&format!("about to {name}")), "{name} did not fire: {last_words}");
    assert!(import(host, GOOD).is_ok(), "after {name}");
}

/// Faults that no process survives, or that the author's kit catches.
pub(crate) const CRASHES: [(&str, &str, &str); 14] = [
    ("panic-with-str", "panicked", "a panic with a str"),
    ("panic-with-string", "panicked", "a panic with a String"),
    ("panic-with-payload", "panicked", "without a message"),
    ("panic-with-landmine", "panicked", "without a message"),
    ("panic-through-c", "crashed", "SIGABRT"),
    ("null", "crashed", "SIGSEGV"),
    ("double-free", "crashed", "SIGABRT"),
    ("free-of-foreign", "crashed", "SIG"),
    ("stack-overflow", "crashed", "overflowed its stack"),
    ("exit-0", "protocol", "exit code 0"),
    ("exit-3", "protocol", "exit code 3"),
    ("abort", "crashed", "SIGABRT"),
    ("kill-self", "crashed", "SIGKILL"),
    ("memory", "crashed", "memory allocation of"),
];

/// Answers that are none. The first of them are quick enough to be made in process too.
pub(crate) const LIES: [(&str, &str, &str); 25] = [
    ("no-response", "protocol", "without a result"),
    ("two-responses", "protocol", "trailing"),
    ("response-then-failed", "protocol", "a result and a failure"),
    ("response-and-error", "protocol", "a result and an error"),
    ("unknown-status", "protocol", "status 99"),
    ("stopped-unasked", "protocol", "nobody asked"),
    ("garbage", "protocol", "expected"),
    ("invalid-utf8", "protocol", ""),
    ("deep", "protocol", ""),
    ("huge-number", "protocol", "number out of range"),
    ("repeated-name", "protocol", "duplicate field"),
    ("raw-nul", "protocol", "control character"),
    ("lone-surrogate", "protocol", ""),
    ("wrong-id", "protocol", "999999999"),
    ("wrong-version", "protocol", "protocol 2"),
    ("unknown-type", "protocol", "finished"),
    ("no-document", "protocol", "no document"),
    ("error-that-is-none", "protocol", ""),
    ("failed-silently", "protocol", "EOF"),
    ("panicked-silently", "panicked", ""),
    ("file-from-an-importer", "limit-exceeded", "file"),
    ("endless-response", "limit-exceeded", "response"),
    ("endless-response-deaf", "limit-exceeded", "response"),
    ("tiny-pieces", "limit-exceeded", "response"),
    ("close-everything", "crashed", "SIGABRT"),
];

/// Faults that end at a limit.
pub(crate) const LINGERERS: [(&str, &str, &str); 5] = [
    ("polite-loop", "timeout", "1"),
    ("rude-loop", "timeout", "1"),
    ("children-without-end", "timeout", "1"),
    ("large-file", "limit-exceeded", "disk"),
    ("child", "protocol", "processes of its own"),
];

#[test]
fn crashes_are_faults_of_their_file_alone() {
    let yard = Yard::new().with_hostile(60);
    for (name, word, detail) in CRASHES {
        // Each in a host of its own: twenty faults in a row would disable the plugin.
        check(&yard.host(), name, word, detail);
    }
}

#[test]
fn lies_are_faults_of_their_file_alone() {
    let yard = Yard::new().with_hostile(60);
    for (name, word, detail) in LIES {
        check(&yard.host(), name, word, detail);
    }
}

#[test]
fn what_does_not_end_is_ended() {
    let yard = Yard::new().with_hostile(1);
    for (name, word, detail) in LINGERERS {
        check(&yard.host(), name, word, detail);
    }
}

/// Bad manners that do no harm: the file is read, and what was printed is no result.
#[test]
fn what_does_no_harm_is_borne() {
    let yard = Yard::new().with_hostile(60);
    let host = yard.host();
    for name in ["print", "unknown-channel", "endless-log", "endless-stderr", "many-files", "thread-that-stays"] {
        let document = import(&host, format!("fault {name}").as_bytes());
        let document = document.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(document.title, None, "{name}: the document is the one that was answered");
    }
}

#[test]
fn what_a_plugin_says_is_cleaned_and_cut() {
    let yard = Yard::new().with_hostile(60);
    let Err(HostError::Refused { error, .. }) = import(&yard.host(), b"fault refuse-loudly") else {
        panic!("it is refused in the plugin's own words")
    };
    assert!(error.message.len() > 1_000_000 && error.message.contains('\u{1b}'), "the fault fired");
    let shown = nianbao_host::printable(&error.message);
    assert!(shown.chars().count() < 600 && shown.contains("red"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{shown}");
}

#[test]
fn after_twenty_faults_in_a_row_a_plugin_is_not_tried_again() {
    let yard = Yard::new().with_hostile(60);
    let host = yard.host();
    for _ in 0..19 {
        assert_eq!(fault(&host, b"fault no-response").kind.word(), "protocol");
    }
    assert!(import(&host, GOOD).is_ok(), "nineteen are not twenty");
    for _ in 0..20 {
        assert_eq!(fault(&host, b"fault no-response").kind.word(), "protocol");
    }
    assert_eq!(fault(&host, GOOD).kind.word(), "disabled");
}
