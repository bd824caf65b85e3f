//! Plugins from elsewhere run when their user has vouched for them, and only as they were then.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use nianbao_tests::fixtures;
use nianbao_tests::program::{Run, command_of, copy_folder, run, tree};
use tempfile::TempDir;

/// A program without its web pages, and those as a plugin from elsewhere.
struct Elsewhere {
    folder: TempDir,
}

impl Elsewhere {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(tree(), &folder.path().join("tree"));
        let elsewhere = Elsewhere { folder };
        fs::create_dir_all(elsewhere.path("elsewhere")).unwrap();
        fs::rename(elsewhere.path("tree/plugins/html"), elsewhere.plugin()).unwrap();
        elsewhere
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn plugin(&self) -> PathBuf {
        self.path("elsewhere/html")
    }

    fn library(&self) -> PathBuf {
        let name = format!("{}nianbao_html{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
        self.plugin().join(name)
    }

    fn lock(&self) -> PathBuf {
        self.path("data/plugins.lock")
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = command_of(&self.path("tree"), self.folder.path());
        run(command.env("NIANBAO_PLUGIN_LOCK", self.lock()).args(arguments))
    }

    fn trust(&self) -> Run {
        self.run(&["plugin", "trust", self.plugin().to_str().unwrap()])
    }

    fn convert(&self) -> Run {
        let input = fixtures::path("distinct.xls");
        let folder = self.path("elsewhere");
        let (input, folder) = (input.to_str().unwrap(), folder.to_str().unwrap());
        self.run(&["convert", input, "--to", "html", "-o", "-", "--plugin-dir", folder])
    }

    #[track_caller]
    fn works(&self) {
        let converted = self.convert();
        assert_eq!(converted.code, 0, "{}", converted.stderr);
        assert!(converted.text().starts_with("<!DOCTYPE html>"));
    }

    #[track_caller]
    fn is_refused(&self, words: &[&str]) {
        let refused = self.convert();
        assert_eq!((refused.code, refused.stdout.len()), (2, 0), "{}", refused.stderr);
        for word in words.iter().chain(&["nianbao-html", self.plugin().to_str().unwrap()]) {
            assert!(refused.stderr.contains(word), "{word:?} is not in {}", refused.stderr);
        }
    }
}

fn hashes(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 64).collect()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_command_of_the_refusal_makes_the_plugin_run() {
    let elsewhere = Elsewhere::new();
    let refused = elsewhere.convert();
    assert_eq!((refused.code, refused.stdout.len()), (2, 0));
    let actual = hashes(&refused.stderr);
    assert_eq!(actual.len(), 1, "{}", refused.stderr);
    let (_, command) = refused.stderr.split_once("nianbao plugin trust").expect("it names the command");
    let trusted = elsewhere.run(&["plugin", "trust", command.trim()]);
    assert_eq!(trusted.code, 0, "{}", trusted.stderr);
    assert!(trusted.text().contains(actual[0]), "what was refused is what is trusted");
    assert!(fs::read_to_string(elsewhere.lock()).unwrap().contains(actual[0]));
    elsewhere.works();
    assert!(elsewhere.trust().stderr.contains("早已信任"));
}

#[test]
fn trust_can_be_withdrawn_by_the_id_alone() {
    let elsewhere = Elsewhere::new();
    let unknown = elsewhere.run(&["plugin", "untrust", "nianbao-html"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("nianbao-html"), "{}", unknown.stderr);
    assert!(!elsewhere.lock().exists());

    assert_eq!(elsewhere.trust().code, 0);
    elsewhere.works();
    let withdrawn = elsewhere.run(&["plugin", "untrust", "nianbao-html"]);
    assert_eq!(withdrawn.code, 0, "{}", withdrawn.stderr);
    assert!(withdrawn.stderr.contains("nianbao-html"));
    elsewhere.is_refused(&["nianbao plugin trust"]);
    assert_eq!(elsewhere.trust().code, 0);
    elsewhere.works();
}

#[test]
fn what_was_changed_since_is_refused_with_both_hashes() {
    for file in [Elsewhere::library, |elsewhere: &Elsewhere| elsewhere.plugin().join("nianbao-plugin.toml")] {
        let elsewhere = Elsewhere::new();
        assert_eq!(elsewhere.trust().code, 0);
        let mut bytes = fs::read(file(&elsewhere)).unwrap();
        bytes.push(b'\n');
        fs::write(file(&elsewhere), bytes).unwrap();
        elsewhere.is_refused(&["被改动过", file(&elsewhere).to_str().unwrap(), "nianbao plugin trust"]);
        assert_eq!(hashes(&elsewhere.convert().stderr).len(), 2);
        assert_eq!(elsewhere.trust().code, 0);
        elsewhere.works();
    }
}

#[test]
fn a_lock_file_that_others_can_write_vouches_for_nothing() {
    let elsewhere = Elsewhere::new();
    assert_eq!(elsewhere.trust().code, 0);
    for mode in [0o666, 0o620, 0o602] {
        set_mode(&elsewhere.lock(), mode);
        elsewhere.is_refused(&["plugins.lock", &format!("mode {mode:04o}")]);
        assert_eq!(elsewhere.trust().code, 2, "nor is anything added to it");
    }
    set_mode(&elsewhere.lock(), 0o600);
    elsewhere.works();

    let real = elsewhere.path("real.lock");
    fs::rename(elsewhere.lock(), &real).unwrap();
    symlink(&real, elsewhere.lock()).unwrap();
    elsewhere.is_refused(&["plugins.lock", "symlink"]);
}

#[test]
fn a_plugin_that_others_can_write_is_not_run() {
    let elsewhere = Elsewhere::new();
    assert_eq!(elsewhere.trust().code, 0);
    for path in [elsewhere.plugin(), elsewhere.library()] {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        set_mode(&path, 0o777);
        elsewhere.is_refused(&["mode 0777", "chmod go-w"]);
        assert_eq!(elsewhere.trust().code, 2);
        set_mode(&path, mode & 0o755);
        elsewhere.works();
    }
    let real = elsewhere.path("real.so");
    fs::rename(elsewhere.library(), &real).unwrap();
    symlink(&real, elsewhere.library()).unwrap();
    elsewhere.is_refused(&["symlink"]);
    assert_eq!(elsewhere.trust().code, 2);
}

#[test]
fn plugins_are_not_looked_for_where_work_is_done() {
    let elsewhere = Elsewhere::new();
    assert_eq!(elsewhere.trust().code, 0);
    let work = elsewhere.path("work");
    fs::create_dir(&work).unwrap();
    fs::copy(fixtures::path("distinct.xls"), work.join("distinct.xls")).unwrap();
    copy_folder(&elsewhere.plugin(), &work.join("html"));
    copy_folder(&elsewhere.plugin(), &work.join("plugins/html"));
    let mut command = command_of(&elsewhere.path("tree"), &work);
    command.env("NIANBAO_PLUGIN_LOCK", elsewhere.lock()).env("PATH", &work).env("LD_LIBRARY_PATH", &work);
    // A relative entry would be a way back to the folder that is worked in.
    command.env("NIANBAO_PLUGIN_PATH", ".:plugins");
    let refused = run(command.args(["convert", "distinct.xls", "--to", "html"]));
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("没有插件能"), "{}", refused.stderr);
}

#[test]
fn only_a_plugin_can_be_trusted() {
    let elsewhere = Elsewhere::new();
    for (folder, word) in [("tree", "nianbao-plugin.toml"), ("nowhere", "nowhere")] {
        let refused = elsewhere.run(&["plugin", "trust", folder]);
        assert_eq!(refused.code, 2);
        assert!(refused.stderr.contains(word), "{}", refused.stderr);
    }
    fs::remove_file(elsewhere.library()).unwrap();
    let refused = elsewhere.trust();
    assert!(refused.code == 2 && refused.stderr.contains("nianbao_html"), "{}", refused.stderr);
    assert!(!elsewhere.lock().exists());
}

/// Passed over, it would leave the user's own file in charge where another was asked for.
#[test]
fn a_lock_file_without_its_whole_path_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["plugin", "list"][..], &["form"]] {
        let run = run(command_of(tree(), folder.path()).env("NIANBAO_PLUGIN_LOCK", "a/plugins.lock").args(arguments));
        assert_eq!((run.code, run.text()), (2, ""), "{arguments:?}");
        let said = ["NIANBAO_PLUGIN_LOCK", "绝对路径", "a/plugins.lock"];
        assert!(said.iter().all(|word| run.stderr.contains(word)), "{}", run.stderr);
    }
    let run = run(command_of(tree(), folder.path()).env("NIANBAO_PLUGIN_LOCK", "").args(["plugin", "list"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
}
