//! Which libraries the program opens, seen from outside, and that a changed one is refused.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use nianbao_tests::fixtures;
use nianbao_tests::program::{Run, command, command_of, copy_folder, nianbao, run, tree};

/// The plugin libraries that a process has mapped, by the system's own account, and those that its workers have.
#[cfg(target_os = "linux")]
fn mapped_plugins(process: u32) -> (Vec<String>, Vec<String>) {
    let threads = fs::read_dir(format!("/proc/{process}/task")).unwrap().map(Result::unwrap);
    let children = threads.map(|thread| fs::read_to_string(thread.path().join("children")).unwrap_or_default());
    let workers: String = children
        .collect::<String>()
        .split_whitespace()
        .map(|worker| fs::read_to_string(format!("/proc/{worker}/maps")).unwrap_or_default())
        .collect();
    (plugins_in(&fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default()), plugins_in(&workers))
}

#[cfg(target_os = "linux")]
fn plugins_in(maps: &str) -> Vec<String> {
    let mut names: Vec<String> = maps
        .lines()
        .filter_map(|line| {
            line.split_once("libnianbao_").map(|(_, name)| name.split('.').next().unwrap_or(name).to_owned())
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Runs a conversion that has done its first file and waits for a second on standard input, and looks at it then.
#[cfg(target_os = "linux")]
fn opened_by(formats: &str) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("distinct.xls");
    let mut child = command(folder.path())
        .args(["convert", input.to_str().unwrap(), "-", "--from", "xls", "--to", formats, "--jobs", "1"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let last = formats.split(',').next_back().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !folder.path().join(format!("distinct.{last}")).exists() {
        assert!(Instant::now() < deadline, "the first file was not converted");
        thread::sleep(Duration::from_millis(5));
    }
    let mapped = mapped_plugins(child.id());
    child.stdin.take().unwrap().write_all(&fs::read(&input).unwrap()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    mapped
}

#[cfg(target_os = "linux")]
#[test]
fn a_conversion_opens_exactly_the_libraries_of_its_formats() {
    let opened = |formats: &[&str]| {
        let exporters: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        (exporters, vec!["excel".to_owned()])
    };
    assert_eq!(opened_by("json"), opened(&[]));
    assert_eq!(opened_by("html"), opened(&["html"]));
    assert_eq!(opened_by("docx,html"), opened(&["docx", "html"]));
    assert_eq!(opened_by("pdf"), opened(&["pdf"]));
}

/// Every object that the system's loader opened, by its own log.
#[cfg(target_os = "linux")]
fn loader_log(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let run = run(command(folder.path()).env("LD_DEBUG", "files").args(arguments));
    assert_eq!(run.code, 0);
    run.stderr
}

#[cfg(target_os = "linux")]
#[test]
fn listing_plugins_and_help_open_no_library() {
    for arguments in
        [&["plugin", "list"][..], &["plugin", "show", "nianbao-pdf"], &["--help"], &["form"], &["completions", "bash"]]
    {
        assert_eq!(code_where_no_worker_starts(arguments), 0, "{arguments:?}");
        let log = loader_log(arguments);
        assert!(log.contains("libc.so"), "the loader speaks");
        for trace in ["/proc/self/fd", "nianbao_pdf", "nianbao_excel", "dynamically loaded"] {
            assert!(!log.contains(trace), "{arguments:?}: {trace}");
        }
    }
    // The log would show it: a conversion does leave that trace.
    let input = fixtures::path("distinct.xls");
    let conversion = ["convert", input.to_str().unwrap(), "--to", "html", "-o", "-"];
    assert!(loader_log(&conversion).contains("/proc/self/fd"));
    assert_eq!(code_where_no_worker_starts(&conversion), 2);
}

/// Runs a command where there is no place for a worker's folder.
#[cfg(target_os = "linux")]
fn code_where_no_worker_starts(arguments: &[&str]) -> i32 {
    let folder = tempfile::tempdir().unwrap();
    run(command(folder.path()).env("TMPDIR", folder.path().join("nowhere")).args(arguments)).code
}

#[test]
fn plugins_are_listed_and_shown_from_their_manifests() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["zh", "en"] {
        let listed = nianbao(folder.path(), &["plugin", "list", "--lang", language]);
        let shown = nianbao(folder.path(), &["plugin", "show", "nianbao-excel", "--lang", language]);
        let text = format!("{}\n{}", listed.text(), shown.text());
        let tree = tree().display().to_string();
        insta::assert_snapshot!(format!("plugins-{language}"), text.replace(&tree, "TREE"));
    }
}

/// A copy of the assembled tree to be tampered with.
fn copied_tree() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(tree(), copy.path());
    copy
}

fn convert_with(tree: &Path) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("distinct.xls");
    let run = run(command_of(tree, folder.path()).args(["convert", input.to_str().unwrap(), "--to", "html"]));
    assert_eq!(folder.path().join("distinct.html").exists(), run.code == 0);
    run
}

#[test]
fn a_library_with_one_byte_changed_is_refused_with_both_hashes() {
    let tree = copied_tree();
    assert_eq!(convert_with(tree.path()).code, 0);
    let lock = fs::read_to_string(tree.path().join("plugins/plugins.lock")).unwrap();
    let library = fs::read_dir(tree.path().join("plugins/html")).unwrap().map(|entry| entry.unwrap().path());
    let library = library.into_iter().find(|path| path.to_string_lossy().contains("nianbao_html")).unwrap();
    let mut bytes = fs::read(&library).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&library, bytes).unwrap();

    let refused = convert_with(tree.path());
    assert_eq!(refused.code, 2);
    let hashes: Vec<&str> =
        refused.stderr.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 64).collect();
    let [expected, actual] = hashes[..] else { panic!("{}", refused.stderr) };
    assert!(lock.contains(expected), "{}", refused.stderr);
    assert_ne!(expected, actual);
}

#[test]
fn a_plugin_that_no_lock_file_vouches_for_is_refused() {
    let tree = copied_tree();
    fs::remove_file(tree.path().join("plugins/plugins.lock")).unwrap();
    let refused = convert_with(tree.path());
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("没有经过信任"), "{}", refused.stderr);

    // Nor can a folder from elsewhere vouch for itself.
    let elsewhere = copied_tree();
    fs::remove_dir_all(tree.path().join("plugins")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let input = fixtures::path("distinct.xls");
    let plugins = elsewhere.path().join("plugins");
    let arguments = ["convert", input.to_str().unwrap(), "--to", "html", "--plugin-dir", plugins.to_str().unwrap()];
    let refused = run(command_of(tree.path(), folder.path()).args(arguments));
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("没有经过信任"), "{}", refused.stderr);
}

#[test]
fn a_missing_plugin_is_an_error_that_says_where_it_was_looked_for() {
    let tree = copied_tree();
    fs::remove_dir_all(tree.path().join("plugins/html")).unwrap();
    let refused = convert_with(tree.path());
    assert_eq!(refused.code, 2);
    let searched = tree.path().join("plugins").display().to_string();
    assert!(refused.stderr.contains("html") && refused.stderr.contains(&searched), "{}", refused.stderr);
}
