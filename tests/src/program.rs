//! The program as people run it: the assembled tree's `nianbao`, started in a folder of the test's own.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

/// The assembled tree: what `NIANBAO_TREE` names, else `target/nianbao`.
///
/// # Panics
/// Where it has not been built.
pub fn tree() -> &'static Path {
    static TREE: OnceLock<PathBuf> = OnceLock::new();
    TREE.get_or_init(|| {
        let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/nianbao");
        let tree = std::env::var_os("NIANBAO_TREE").map_or_else(default, PathBuf::from);
        assert!(executable(&tree).is_file(), "there is no {}: run `cargo xtask build`", executable(&tree).display());
        tree.canonicalize().expect("it is there")
    })
}

fn executable(tree: &Path) -> PathBuf {
    tree.join("bin").join(format!("nianbao{}", std::env::consts::EXE_SUFFIX))
}

/// The assembled tree's program.
pub fn executable_of_tree() -> PathBuf {
    executable(tree())
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Standard output as text.
    ///
    /// # Panics
    /// Where it is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("the output is UTF-8")
    }
}

/// The command, in Chinese, with an environment that says nothing else; `folder` is its working directory.
pub fn command(folder: &Path) -> Command {
    command_of(tree(), folder)
}

/// As [`command`], of another tree.
pub fn command_of(tree: &Path, folder: &Path) -> Command {
    let mut command = Command::new(executable(tree));
    command.current_dir(folder).env_clear().env("LANG", "zh_CN.UTF-8").stdin(Stdio::null());
    command
}

/// Runs the program.
pub fn nianbao<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Run {
    run(command(folder).args(arguments))
}

/// Runs a command to its end.
///
/// # Panics
/// Where it cannot be started, or a signal ended it: no input may do that.
pub fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = output_of(command);
    let stderr = String::from_utf8(stderr).expect("messages are UTF-8");
    let code = status.code().unwrap_or_else(|| panic!("{status}\n{stderr}"));
    Run { code, stdout, stderr }
}

/// A program that a test has just copied is busy for as long as the child of another test's thread holds on to what it
/// was written through: from its fork until its exec.
fn output_of(command: &mut Command) -> Output {
    const ATTEMPTS: usize = 1000;
    for _ in 0..ATTEMPTS {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => thread::sleep(Duration::from_millis(5)),
            output => return output.expect("the program starts"),
        }
    }
    panic!("the program stays busy")
}

/// Copies a folder, such as a tree to be tampered with.
///
/// # Panics
/// Where anything of it cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read").map(|entry| entry.expect("its entries too")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// Whether a machine has a program that a test needs besides Rust and its linker. A test that goes without one says so.
///
/// # Panics
/// Where it is missing although viewers are demanded, as CI does: it has them all.
pub fn has(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&folders).any(|folder| folder.join(program).is_file());
    if !is_there {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "not tested: there is no {program}");
        assert!(std::env::var_os("NIANBAO_VIEWERS").is_none_or(|value| value != "required"), "there is no {program}");
    }
    is_there
}
