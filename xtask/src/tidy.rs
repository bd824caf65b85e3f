//! The rules of the tree that neither the compiler nor clippy knows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cargo::output;
use crate::workspace::{Workspace, at};

/// What stands at the top of the tree besides dot-files and licences.
const TOP_LEVEL: [&str; 9] =
    ["ARCHITECTURE.md", "Cargo.lock", "Cargo.toml", "README.md", "crates", "docs", "plugins", "tests", "xtask"];

const MOST_LINES: usize = 500;
const MOST_BYTES: usize = 10 * 1024 * 1024;

/// What no source file may hold, with the reason. Cut in two so that this file does not hold it either.
const FORBIDDEN_IN_SOURCES: [(&str, &str); 5] = [
    (concat!("todo", "!("), "unfinished work belongs into an issue"),
    (concat!("unimplemented", "!("), "unfinished work belongs into an issue"),
    (concat!("dbg", "!("), "left over from debugging"),
    (concat!("#[", "ignore"), "a test that is not run proves nothing"),
    (concat!("#[", "should_panic"), "assert the error instead"),
];

/// The crates that are pure functions of their arguments, and what they therefore do not use outside their tests.
const PURE: [&str; 2] = ["crates/nianbao-core/src/", "crates/nianbao-engine/src/"];
const IMPURE: [(&str, &str); 6] = [
    ("std::fs", "core and engine read no file"),
    ("std::env", "core and engine know no environment"),
    ("std::time", "core and engine know no clock"),
    ("std::thread", "core and engine start no thread"),
    ("std::process", "core and engine start no process"),
    ("std::net", "core and engine know no network"),
];

/// What no file may hold: the project stands alone.
const FORBIDDEN: [(&str, &str); 1] = [(concat!("../", "shared"), "names a folder outside the project")];

/// Checks every file that is committed or would be.
pub(crate) fn tidy(workspace: &Workspace) -> Result<(), String> {
    let mut list = Command::new("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let list = output(list.current_dir(&workspace.root))?;
    let list = String::from_utf8_lossy(&list);
    let paths: BTreeSet<&str> = list.split_terminator('\0').collect();

    let mut faults = top_level_faults(&paths);
    for path in paths {
        let file = workspace.root.join(path);
        // A file deleted but not yet from the index, or a link to a folder, has nothing to check.
        if file.is_file() {
            faults.extend(file_faults(path, &at(&file, fs::read(&file))?));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn top_level_faults(paths: &BTreeSet<&str>) -> Vec<String> {
    let names: BTreeSet<&str> = paths.iter().filter_map(|path| path.split('/').next()).collect();
    let expected = |name: &str| TOP_LEVEL.contains(&name) || name.starts_with('.') || name.starts_with("LICENSE-");
    let unexpected = names.into_iter().filter(|name| !expected(name));
    unexpected.map(|name| format!("{name}: has no place at the top of the tree")).collect()
}

/// The faults of one file, given by its path from the root with `/`.
fn file_faults(path: &str, bytes: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    if bytes.len() > MOST_BYTES {
        faults.push(format!("{path}: larger than {MOST_BYTES} bytes"));
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return faults;
    };
    faults.extend(forbidden(path, text, &FORBIDDEN));
    if Path::new(path).extension().is_some_and(|extension| extension == "rs") {
        if !text.starts_with("//!") {
            faults.push(format!("{path}:1: does not begin with `//!` and what the module is for"));
        }
        let lines = text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{path}: {lines} lines; split it before {MOST_LINES}"));
        }
        faults.extend(forbidden(path, text, &FORBIDDEN_IN_SOURCES));
        if PURE.iter().any(|folder| path.starts_with(folder)) && !is_of_tests(path) {
            let product = text.split_once("#[cfg(test)]\nmod tests {").map_or(text, |(product, _)| product);
            faults.extend(forbidden(path, product, &IMPURE));
        }
    }
    faults
}

/// Whether a file is a module of tests.
fn is_of_tests(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn forbidden(path: &str, text: &str, words: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for (word, reason) in words {
            if line.contains(word) {
                faults.push(format!("{path}:{}: `{word}`: {reason}", index + 1));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{FORBIDDEN, FORBIDDEN_IN_SOURCES, MOST_BYTES, MOST_LINES, file_faults, top_level_faults};

    #[test]
    fn good_files_have_no_faults() {
        assert!(file_faults("crates/a/src/lib.rs", b"//! What it is for.\n\npub struct A;\n").is_empty());
        assert!(file_faults("tests/fixtures/a.xls", &[0xd0, 0xcf, 0x11, 0xe0]).is_empty());
        assert!(top_level_faults(&["crates/a/b.rs", ".ci/run", "LICENSE-MIT", "README.md"].into()).is_empty());
    }

    #[test]
    fn sources_begin_with_their_purpose() {
        let faults = file_faults("xtask/src/a.rs", b"// a\n");
        assert!(faults.len() == 1 && faults[0].starts_with("xtask/src/a.rs:1:"), "{faults:?}");
    }

    #[test]
    fn long_and_large_files_are_faults() {
        let long = format!("//! a\n{}", "\n".repeat(MOST_LINES));
        assert_eq!(file_faults("a.rs", long.as_bytes()).len(), 1);
        assert_eq!(file_faults("a.pdf", &vec![0xff; MOST_BYTES + 1]).len(), 1);
    }

    #[test]
    fn core_and_engine_are_pure() {
        let reads = "//! a\nuse std::fs;\n";
        let in_tests = "//! a\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        assert_eq!(file_faults("crates/nianbao-engine/src/a.rs", reads.as_bytes()).len(), 1);
        assert!(file_faults("crates/nianbao-engine/src/a.rs", in_tests.as_bytes()).is_empty());
        assert!(file_faults("crates/nianbao-core/src/a/tests.rs", reads.as_bytes()).is_empty());
        assert!(file_faults("crates/nianbao-cli/src/a.rs", reads.as_bytes()).is_empty());
    }

    #[test]
    fn forbidden_words_are_named_with_their_line() {
        for (word, _) in FORBIDDEN_IN_SOURCES {
            let faults = file_faults("a.rs", format!("//! a\n    {word})]\n").as_bytes());
            assert!(faults.len() == 1 && faults[0].starts_with("a.rs:2:"), "{faults:?}");
            assert!(file_faults("a.md", word.as_bytes()).is_empty());
        }
        for (word, _) in FORBIDDEN {
            assert_eq!(file_faults("a.md", word.as_bytes()).len(), 1);
        }
    }

    #[test]
    fn strangers_at_the_top_are_faults() {
        let faults = top_level_faults(&["notes.txt", "scripts/a.sh", "scripts/b.sh", "Cargo.toml"].into());
        assert_eq!(faults.len(), 2, "{faults:?}");
    }
}
