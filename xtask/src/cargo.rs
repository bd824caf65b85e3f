//! Running cargo and other programs, and reading from cargo where the artefacts lie.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::json::Json;
use crate::workspace::Workspace;

/// How the workspace is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// For the demo, the tests and CI.
    Dev,
    /// For packing and measuring.
    Release,
}

/// What a build made: paths by name.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Artefacts {
    /// The shared libraries of the plugins, by the name of the plugin's folder.
    pub(crate) libraries: BTreeMap<String, PathBuf>,
    programs: BTreeMap<String, PathBuf>,
}

impl Artefacts {
    /// A program of the workspace.
    pub(crate) fn program(&self, name: &str) -> Result<&Path, String> {
        let program = self.programs.get(name).map(PathBuf::as_path);
        program.ok_or_else(|| format!("the workspace builds no program `{name}`"))
    }
}

/// Compiles the whole workspace. Always the whole: with a part of it cargo would choose fewer features for the
/// dependencies, and compile them again.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<Artefacts, String> {
    let mut command = cargo(workspace);
    command.args(["build", "--workspace", "--locked", "--message-format=json-render-diagnostics"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    let mut artefacts = Artefacts::default();
    let plugins = workspace.root.join("plugins");
    let status = each_line(&mut command, |line| artefacts.add(&plugins, line))?;
    if status.success() { Ok(artefacts) } else { Err(format!("cargo build ended with {status}")) }
}

/// Cargo in the workspace.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&workspace.root).env("CARGO_TARGET_DIR", &workspace.target);
    command
}

/// Runs a command and hands each line of its standard output on.
pub(crate) fn each_line(command: &mut Command, mut line: impl FnMut(&str)) -> Result<ExitStatus, String> {
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| cannot_run(command, &error))?;
    let output = child.stdout.take().expect("the output was asked for");
    for bytes in BufReader::new(output).split(b'\n') {
        let bytes = bytes.map_err(|error| cannot_run(command, &error))?;
        line(&String::from_utf8_lossy(&bytes));
    }
    child.wait().map_err(|error| cannot_run(command, &error))
}

/// Runs a command to its end.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus, String> {
    command.status().map_err(|error| cannot_run(command, &error))
}

/// Runs a command that must succeed.
pub(crate) fn succeed(command: &mut Command) -> Result<(), String> {
    let status = status(command)?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", shown(command))) }
}

/// Runs a command that must succeed and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| cannot_run(command, &error))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{} ended with {}", shown(command), output.status))
    }
}

impl Artefacts {
    /// Takes note of a message of cargo's, if it is about a plugin's library or a program.
    fn add(&mut self, plugins: &Path, message: &str) {
        let Some(message) = Json::parse(message) else { return };
        if message.get("reason").and_then(Json::text) != Some("compiler-artifact") {
            return;
        }
        let Some(target) = message.get("target") else { return };
        if let (Some(name), Some(program)) =
            (target.get("name").and_then(Json::text), message.get("executable").and_then(Json::text))
            && is(target, "bin")
        {
            self.programs.insert(name.to_owned(), program.into());
        }
        if is(target, "cdylib")
            && let Some(package) = message.get("manifest_path").and_then(Json::text)
            && let Some(folder) = Path::new(package).parent()
            && folder.parent() == Some(plugins)
            && let Some(name) = folder.file_name()
            && let Some(files) = message.get("filenames")
            // On Windows an import library and symbols stand beside it.
            && let Some(library) = files.texts().find(|file| file.ends_with(env::consts::DLL_SUFFIX))
        {
            self.libraries.insert(name.to_string_lossy().into_owned(), library.into());
        }
    }
}

fn is(target: &Json, crate_type: &str) -> bool {
    target.get("crate_types").is_some_and(|types| types.texts().any(|each| each == crate_type))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

fn cannot_run(command: &Command, error: &std::io::Error) -> String {
    format!("cannot run {}: {error}", shown(command))
}

#[cfg(test)]
mod tests {
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    use std::path::Path;

    use super::Artefacts;

    #[test]
    fn takes_plugin_libraries_and_programs_from_the_messages() {
        let library = format!("/t/debug/{DLL_PREFIX}nianbao_docx{DLL_SUFFIX}");
        let messages = [
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/w/plugins/docx/Cargo.toml","target":{{"kind":["cdylib"],"crate_types":["cdylib"],"name":"nianbao_docx"}},"filenames":["{library}.lib","{library}"],"executable":null,"fresh":true}}"#
            ),
            r#"{"reason":"compiler-artifact","manifest_path":"/registry/derive/Cargo.toml","target":{"crate_types":["proc-macro"],"name":"derive"},"filenames":["/t/debug/deps/libderive.so"],"executable":null}"#.to_owned(),
            r#"{"reason":"compiler-artifact","manifest_path":"/w/tests/hostile/Cargo.toml","target":{"crate_types":["cdylib"],"name":"hostile"},"filenames":["/t/debug/libhostile.so"],"executable":null}"#.to_owned(),
            r#"{"reason":"compiler-artifact","manifest_path":"/w/crates/nianbao-cli/Cargo.toml","target":{"crate_types":["bin"],"name":"nianbao"},"filenames":["/t/\u5e74 \"x\"/nianbao"],"executable":"/t/\u5e74 \"x\"/nianbao"}"#.to_owned(),
            r#"{"reason":"build-script-executed","package_id":"x","env":[["target","cdylib"]]}"#.to_owned(),
            r#"{"reason":"build-finished","success":true}"#.to_owned(),
            "not JSON".to_owned(),
        ];
        let mut artefacts = Artefacts::default();
        for message in &messages {
            artefacts.add(Path::new("/w/plugins"), message);
        }
        assert_eq!(artefacts.libraries.into_iter().collect::<Vec<_>>(), [("docx".to_owned(), library.into())]);
        assert_eq!(
            artefacts.programs.into_iter().collect::<Vec<_>>(),
            [("nianbao".to_owned(), "/t/年 \"x\"/nianbao".into())]
        );
    }
}
