//! Which files a command works on: files, folders, patterns and standard input, in a fixed order.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nianbao_host::{FileKind, Host};

use crate::failure::Failure;

/// What becomes one report: one file, or with `--join` several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// At least one.
    pub(crate) files: Vec<InputFile>,
    /// The name, without folder and ending, that outputs take.
    pub(crate) stem: String,
    /// The file's folder below the folder that was given, which is mirrored in the output.
    pub(crate) subfolder: PathBuf,
}

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InputFile {
    pub(crate) source: InputSource,
    /// Whether it was found in a folder rather than named: then it may be no report without that being a failure.
    pub(crate) found: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum InputSource {
    File(PathBuf),
    StandardInput,
    /// A folder below one that was given, of which not everything could be listed, with the system's reason.
    UnreadableFolder(PathBuf, String),
}

impl Input {
    /// What the input is called in messages.
    pub(crate) fn display(&self) -> String {
        self.files.iter().map(InputFile::display).collect::<Vec<_>>().join(" + ")
    }

    /// The two pieces of a place `file#locator`. A file's name may hold the sign itself, and be another's beginning.
    pub(crate) fn file_and_locator<'p>(&self, place: &'p str) -> Option<(&'p str, &'p str)> {
        let names = self.files.iter().flat_map(|file| [file.name(), file.display()]);
        let is_named = |name: &String| place.strip_prefix(name).is_some_and(|rest| rest.starts_with('#'));
        let longest = names.filter(is_named).map(|name| name.len()).max();
        match longest {
            Some(length) => Some((&place[..length], &place[length + 1..])),
            // A report saved as JSON has places in files that are not read here.
            None => place.split_once('#'),
        }
    }

    /// Whether it can come to an output: what could not even be listed needs no name for one.
    pub(crate) fn is_listed(&self) -> bool {
        !self.files.iter().any(|file| matches!(file.source, InputSource::UnreadableFolder(..)))
    }

    /// Whether it is one file that was found in a folder rather than named.
    pub(crate) fn found(&self) -> bool {
        matches!(self.files.as_slice(), [file] if file.found)
    }
}

impl InputFile {
    /// What the file is called in messages.
    pub(crate) fn display(&self) -> String {
        match &self.source {
            InputSource::File(path) | InputSource::UnreadableFolder(path, _) => path.display().to_string(),
            InputSource::StandardInput => "-".to_owned(),
        }
    }

    /// Whether the file goes by a name among the files of its input: its own, or where two have one, its path.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.name() == name || self.display() == name
    }

    /// The file's name without its folder.
    pub(crate) fn name(&self) -> String {
        match &self.source {
            InputSource::File(path) | InputSource::UnreadableFolder(path, _) => {
                path.file_name().unwrap_or_default().to_string_lossy().into_owned()
            }
            InputSource::StandardInput => "-".to_owned(),
        }
    }
}

/// The files named, and those found in a folder that are of no readable format.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) inputs: Vec<Input>,
    pub(crate) passed_over: Vec<PathBuf>,
}

/// Collects what the command line names. With `join`, all files together are one input.
pub(crate) fn collect(given: &[OsString], from: Option<&str>, join: bool, host: &Host) -> Result<Collected, Failure> {
    let mut collected = Collected::default();
    for argument in given {
        let path = Path::new(argument);
        if argument == "-" {
            if from.is_none() {
                return Err(Failure::new("stdin-needs-from", None));
            }
            collected.push(InputSource::StandardInput, Path::new(""), false);
        } else if path.is_dir() {
            let before = collected.inputs.len();
            walk(path, Path::new(""), from, host, &mut collected);
            if collected.inputs.len() == before {
                return Err(no_inputs(path, host));
            }
        } else if !path.exists() && is_pattern(argument) {
            expand(path, host, &mut collected)?;
        } else {
            collected.push(InputSource::File(path.to_owned()), Path::new(""), false);
        }
    }
    let mut seen = HashSet::new();
    collected.inputs.retain(|input| seen.insert(input.files[0].source.clone()));
    if join {
        collected.join(given);
    }
    Ok(collected)
}

impl Collected {
    fn push(&mut self, source: InputSource, subfolder: &Path, found: bool) {
        let stem = match &source {
            InputSource::File(path) | InputSource::UnreadableFolder(path, _) => {
                path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
            }
            InputSource::StandardInput => "stdin".to_owned(),
        };
        self.inputs.push(Input { files: vec![InputFile { source, found }], stem, subfolder: subfolder.to_owned() });
    }

    /// Makes one input of all files, called as the first one or as the folder that they were found in.
    fn join(&mut self, given: &[OsString]) {
        let folder = given.first().map(Path::new).filter(|path| path.is_dir());
        // `.` has no name of its own; the path without dots has one.
        let folder = folder.and_then(|path| fs::canonicalize(path).ok());
        let folder = folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let Some(first) = self.inputs.first() else { return };
        let stem = folder.unwrap_or_else(|| first.stem.clone());
        let files = self.inputs.drain(..).flat_map(|input| input.files).collect();
        self.inputs.push(Input { files, stem, subfolder: PathBuf::new() });
    }
}

/// Collects the files below a folder. A folder that cannot be listed becomes an input that cannot be read: it is named,
/// and the others are done.
fn walk(folder: &Path, below: &Path, from: Option<&str>, host: &Host, collected: &mut Collected) {
    let (entries, error) = list(folder);
    if let Some(error) = error {
        collected.push(InputSource::UnreadableFolder(folder.to_owned(), error.to_string()), below, true);
    }
    // A link to a folder may lead in a circle; what it holds can be named itself.
    let is_linked_folder = |path: &PathBuf| path.is_symlink() && path.is_dir();
    let mut paths: Vec<PathBuf> = entries.into_iter().filter(|path| !is_linked_folder(path)).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_lock_file(&name) || name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            walk(&path, &below.join(&name), from, host, collected);
        } else if from.is_some() || host.reads_extension(&extension(&path)) || is_known_by_content(&path, host) {
            collected.push(InputSource::File(path), below, true);
        } else {
            collected.passed_over.push(path);
        }
    }
}

/// What a folder holds, as far as it can be listed, and what stopped that.
fn list(folder: &Path) -> (Vec<PathBuf>, Option<io::Error>) {
    let mut paths = Vec::new();
    let mut stopped = None;
    match fs::read_dir(folder) {
        Err(error) => stopped = Some(error),
        Ok(entries) => {
            for entry in entries {
                match entry {
                    Ok(entry) => paths.push(entry.path()),
                    Err(error) => stopped = Some(error),
                }
            }
        }
    }
    (paths, stopped)
}

/// Whether a file of a kind that is mostly passed over is one of those that some importer reads: a PDF of nianbao.
fn is_known_by_content(path: &Path, host: &Host) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Larger ones are scans; they need not be read to be passed over.
    const MOST_BYTES: u64 = 32 << 20;
    let is_candidate = FileKind::of_name(&name) == Some(FileKind::Pdf)
        && fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MOST_BYTES);
    is_candidate && fs::read(path).is_ok_and(|bytes| host.detect(&name, &bytes).is_some())
}

/// Expands a pattern that no shell has expanded.
fn expand(pattern: &Path, host: &Host, collected: &mut Collected) -> Result<(), Failure> {
    let text = pattern.to_string_lossy();
    let bad = |reason: String| Failure::new("bad-pattern", None).with("pattern", &text).with("reason", reason);
    let paths = glob::glob(&text).map_err(|error| bad(error.to_string()))?;
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(|error| bad(error.to_string()))?;
    paths.retain(|path| path.is_file() && !is_lock_file(&path.file_name().unwrap_or_default().to_string_lossy()));
    if paths.is_empty() {
        return Err(no_inputs(pattern, host));
    }
    paths.sort();
    paths.into_iter().for_each(|path| collected.push(InputSource::File(path), Path::new(""), false));
    Ok(())
}

fn no_inputs(path: &Path, host: &Host) -> Failure {
    let formats = host.formats(nianbao_host::manifest::Role::Import);
    let known: Vec<String> =
        formats.into_iter().flat_map(|(_, extensions)| extensions).map(|ending| format!(".{ending}")).collect();
    Failure::new("no-inputs", Some("no-inputs-help")).with("input", path.display()).with("known", known.join(" "))
}

/// Lock files of Office and LibreOffice, and WPS's backups of them.
fn is_lock_file(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~")
}

fn is_pattern(argument: &OsString) -> bool {
    argument.to_string_lossy().contains(['*', '?', '['])
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

#[cfg(test)]
mod tests {
    use nianbao_core::form;
    use nianbao_engine::Recognizer;
    use nianbao_host::{MessageLanguage, SearchPath};

    use super::*;
    use crate::messages::Messages;
    use crate::output;
    use crate::read::{Reader, StandardInput};

    /// A file cannot be listed whoever asks, as a folder without permissions cannot by most.
    #[test]
    fn a_folder_that_cannot_be_listed_is_an_input_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let locked = folder.path().join("甲镇");
        fs::write(&locked, "x").expect("a file");
        let host = Host::discover(&SearchPath::default(), MessageLanguage::Zh);
        let mut collected = Collected::default();
        walk(&locked, Path::new("甲镇"), None, &host, &mut collected);
        collected.push(InputSource::File(folder.path().join("甲镇.xls")), Path::new(""), true);
        let [unlisted, file] = collected.inputs.as_slice() else { panic!("{:?}", collected.inputs) };
        assert_eq!(unlisted.display(), locked.display().to_string());
        assert!(!unlisted.is_listed() && file.is_listed());
        // It has no output that could be another's.
        let path = PathBuf::from("out/甲镇.json");
        assert!(output::check_plan(&[(path.clone(), unlisted), (path, file)], &collected.inputs).is_ok());
        let reader = Reader {
            host: &host,
            recognizer: Recognizer::new(form::builtin()),
            known: Default::default(),
            from: None,
            options: Default::default(),
            stdin: StandardInput::default(),
        };
        let messages = Messages::new(MessageLanguage::Zh);
        let failures = reader.read(unlisted).err().expect("it cannot be read");
        let told: Vec<String> = failures.iter().map(|failure| failure.to_text(&messages)).collect();
        assert!(told.len() == 1 && told[0].contains("无法读取") && !failures[0].is_no_report(), "{told:?}");
    }
}
