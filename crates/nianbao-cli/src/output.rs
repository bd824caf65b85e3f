//! Where outputs go, and how they get there whole: planned before anything is written, written beside the target and
//! renamed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use nianbao_core::Report;

use crate::failure::Failure;
use crate::inputs::{Input, InputSource};

/// Where the command line wants outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    StandardOutput,
    File(PathBuf),
    Folder(PathBuf),
}

impl Destination {
    /// Reads `-o`. It names a file where there is one input and one format and it ends as that format's files do.
    pub(crate) fn new(output: Option<&Path>, inputs: &[Input], extensions: &[String]) -> Result<Self, Failure> {
        let Some(output) = output else {
            return Ok(Destination::Folder(PathBuf::from(".")));
        };
        let single = matches!((inputs, extensions), ([input], [_]) if !input.found());
        if output == Path::new("-") {
            return if single { Ok(Destination::StandardOutput) } else { Err(Failure::new("stdout-takes-one", None)) };
        }
        let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if single && !output.is_dir() && ending.as_ref() == extensions.first() {
            return Ok(Destination::File(output.to_owned()));
        }
        // `-o report.json --to docx` is a slip, and so is the name of a file that is there.
        let looks_like_file = ending.is_some_and(|ending| FILE_ENDINGS.contains(&ending.as_str())) || output.is_file();
        if looks_like_file && !output.is_dir() {
            let wanted = extensions.first().map_or("", String::as_str);
            return Err(Failure::new("bad-output", Some("bad-output-help"))
                .with("output", output.display())
                .with("wanted", wanted));
        }
        Ok(Destination::Folder(output.to_owned()))
    }
}

/// Endings that nobody gives to a folder.
const FILE_ENDINGS: [&str; 10] = ["docx", "doc", "pdf", "html", "htm", "json", "xlsx", "xls", "ods", "txt"];

/// A `--name` pattern.
pub(crate) struct NamePattern {
    text: String,
}

impl NamePattern {
    /// Refuses a pattern with an unknown piece or a folder in it.
    pub(crate) fn new(text: &str) -> Result<Self, Failure> {
        let bad = |piece: &str| Failure::new("bad-name-pattern", None).with("piece", piece);
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            let end = rest[start..].find('}').ok_or_else(|| bad(&rest[start..]))?;
            let piece = &rest[start..=start + end];
            if !matches!(piece, "{organ}" | "{year}" | "{stem}") {
                return Err(bad(piece));
            }
            rest = &rest[start + end + 1..];
        }
        if text.trim().is_empty() || text.contains(['/', '\\']) {
            return Err(bad(text));
        }
        Ok(NamePattern { text: text.to_owned() })
    }

    /// Whether the name depends on what the report says.
    pub(crate) fn needs_report(&self) -> bool {
        self.text.contains("{organ}") || self.text.contains("{year}")
    }

    fn fill(&self, input: &Input, report: Option<&Report>) -> Result<String, Failure> {
        let needs = |what: &str| Failure::new("name-needs", None).with("input", input.display()).with("what", what);
        let mut name = self.text.replace("{stem}", &input.stem);
        if name.contains("{organ}") {
            let organ = report.map(|report| report.organ.name.as_str()).filter(|organ| !organ.is_empty());
            name = name.replace("{organ}", organ.ok_or_else(|| needs("organ"))?);
        }
        if name.contains("{year}") {
            let year = report.and_then(|report| report.year).ok_or_else(|| needs("year"))?;
            name = name.replace("{year}", &year.to_string());
        }
        // Whatever an organ is called, its file lies in the output folder, on any system.
        Ok(name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect())
    }
}

/// The output path of an input in a format.
pub(crate) fn path_for(
    destination: &Destination,
    input: &Input,
    extension: &str,
    name: Option<&NamePattern>,
    report: Option<&Report>,
) -> Result<PathBuf, Failure> {
    match destination {
        Destination::StandardOutput => Ok(PathBuf::from("-")),
        Destination::File(path) => Ok(path.clone()),
        Destination::Folder(folder) => {
            let stem = match name {
                Some(pattern) => pattern.fill(input, report)?,
                None => input.stem.clone(),
            };
            let folder =
                if input.subfolder.as_os_str().is_empty() { folder.clone() } else { folder.join(&input.subfolder) };
            Ok(folder.join(format!("{stem}.{extension}")))
        }
    }
}

/// Refuses a plan in which two outputs are one file, or an output is an input.
pub(crate) fn check_plan(plan: &[(PathBuf, &Input)], inputs: &[Input]) -> Result<(), Failure> {
    let mut taken: HashMap<String, &Input> = HashMap::new();
    let inputs: HashSet<PathBuf> = inputs
        .iter()
        .flat_map(|input| &input.files)
        .filter_map(|file| match &file.source {
            InputSource::File(path) => Some(real_path(path)),
            InputSource::StandardInput | InputSource::UnreadableFolder(..) => None,
        })
        .collect();
    for (path, input) in plan {
        if path == Path::new("-") || !input.is_listed() {
            continue;
        }
        let real = real_path(path);
        if inputs.contains(&real) {
            return Err(Failure::new("output-is-input", Some("output-is-input-help")).with("path", path.display()));
        }
        // Windows and macOS do not tell names apart by case.
        let key = real.to_string_lossy().to_lowercase();
        if let Some(first) = taken.insert(key, input) {
            return Err(Failure::new("one-path-twice", Some("one-path-twice-help"))
                .with("path", path.display())
                .with("first", first.display())
                .with("second", input.display()));
        }
    }
    Ok(())
}

/// The path without links and dots, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => {
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            real_path(parent).join(name)
        }
        _ => path.to_owned(),
    }
}

/// Writes a file so that it is there whole or not at all; an old one stays until then.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        return crate::print(bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: &std::io::Error| Failure::write(path, error);
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nianbao-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other program's new file: the system's mask takes off what it should not have.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).map_err(|error| failed(&error))?;
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}
