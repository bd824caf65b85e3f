//! `nianbao-plugin.toml`: what is known of a plugin before it is opened.
//!
//! Listing, help and the detection of a file's format run from manifests alone. An unknown key is an error, so that a
//! misspelt one is not passed over.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::search::{contains, utf16};

/// The manifest's file name.
pub const MANIFEST: &str = "nianbao-plugin.toml";

/// A plugin's manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The manifest format's version: 1.
    pub manifest: u32,
    /// The plugin's id, of `a`–`z`, `0`–`9`, `.` and `-`.
    pub id: String,
    /// The plugin's own version.
    pub version: String,
    /// The protocol versions it speaks.
    pub protocol: Vec<u32>,
    /// Its name for people.
    pub name: LocalText,
    /// Who makes it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its licence.
    #[serde(default)]
    pub license: Option<String>,
    /// Where to read more.
    #[serde(default)]
    pub homepage: Option<String>,
    /// How it is run.
    pub run: Run,
    /// The formats it reads or writes.
    #[serde(default)]
    pub format: Vec<Format>,
    /// Lower limits than the host's.
    #[serde(default)]
    pub limits: Limits,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// One sentence: TOML that does not parse, an unknown key, or a value out of range.
    pub fn parse(text: &str) -> Result<Manifest, String> {
        let manifest: Manifest = toml::from_str(text).map_err(|error| error.to_string())?;
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<(), String> {
        if self.manifest != 1 {
            return Err(format!("manifest = {} is a format this version does not know", self.manifest));
        }
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
        if self.id.is_empty() || !self.id.bytes().all(legal) {
            return Err(format!("id {:?} may hold only a-z, 0-9, . and -", self.id));
        }
        if self.protocol.is_empty() {
            return Err("protocol names no version".to_owned());
        }
        match &self.run {
            Run::Library { library, .. } => {
                if library.is_empty() {
                    return Err("library names no file".to_owned());
                }
                library.values().try_for_each(|file| in_folder("library", file))?;
            }
            Run::Process { command, files, .. } => {
                if command.first().is_none_or(String::is_empty) {
                    return Err("command names no program".to_owned());
                }
                // Without them nothing would be vouched for but the name of an interpreter.
                if files.is_empty() {
                    return Err("files names nothing of what command runs".to_owned());
                }
                files.iter().try_for_each(|file| in_folder("files:", file))?;
            }
        }
        if self.limits.timeout_s == Some(0) || self.limits.memory_mib == Some(0) {
            return Err("limits of 0 leave nothing to run in".to_owned());
        }
        for format in &self.format {
            if format.id.is_empty() || !format.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            {
                return Err(format!("format id {:?} may hold only a-z and 0-9", format.id));
            }
            // An importer may claim files by their content alone; what is written needs an ending.
            if format.extensions.is_empty() && (format.role == Role::Export || format.magic.is_empty()) {
                return Err(format!("format {} has no extensions", format.id));
            }
            format.options.iter().try_for_each(|file| in_folder("options", file))?;
            let same = |other: &&Format| other.role == format.role && other.id == format.id;
            if self.format.iter().filter(same).count() > 1 {
                return Err(format!("format {} stands twice in one role", format.id));
            }
            for magic in &format.magic {
                if magic.bytes().is_none() {
                    return Err(format!("magic {:?} of format {} is not hexadecimal", magic.hex, format.id));
                }
            }
        }
        Ok(())
    }

    /// The format of a role and an id.
    pub fn format(&self, role: Role, id: &str) -> Option<&Format> {
        self.format.iter().find(|format| format.role == role && format.id == id)
    }
}

/// Whether a file lies in the plugin's folder, or in a folder below it.
fn in_folder(what: &str, file: &str) -> Result<(), String> {
    let is_plain = |piece: &str| !matches!(piece, "" | "." | "..");
    if file.contains(['\\', ':', '\0']) || !file.split('/').all(is_plain) {
        return Err(format!("{what} {file:?} is not a file in the plugin's folder"));
    }
    Ok(())
}

/// A text in Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalText {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// How a plugin is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Run {
    /// A shared library with the C interface.
    Library {
        /// Whether calls may overlap.
        #[serde(default)]
        concurrency: Concurrency,
        /// The file's name by Rust target triple.
        library: BTreeMap<String, String>,
    },
    /// A program that speaks the protocol over standard input and output.
    Process {
        /// What to run: program and arguments, no shell; relative entries lie in the plugin's folder.
        command: Vec<String>,
        /// Every file that is executed or read as code.
        #[serde(default)]
        files: Vec<String>,
        /// Whether calls may overlap.
        #[serde(default)]
        concurrency: Concurrency,
    },
}

/// Whether the calls of a plugin may overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Concurrency {
    /// One call at a time.
    #[default]
    One,
    /// Any number of calls, on any threads.
    Many,
}

/// A format that a plugin reads or writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Reads or writes.
    pub role: Role,
    /// The format's id: what `--to` and `--from` take.
    pub id: String,
    /// File name endings without the dot; the first is the one written. An importer that is told by `magic` alone may
    /// have none.
    pub extensions: Vec<String>,
    /// Media types.
    #[serde(default)]
    pub media_types: Vec<String>,
    /// What its files begin with; any one suffices.
    #[serde(default)]
    pub magic: Vec<Magic>,
    /// The file that holds the JSON Schema of its options.
    #[serde(default)]
    pub options: Option<String>,
}

/// What a format is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Bytes to Document.
    Import,
    /// Document to bytes.
    Export,
}

/// Bytes by which a file's format is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Magic {
    /// Where they stand.
    pub offset: usize,
    /// The bytes, in hexadecimal.
    pub hex: String,
    /// A text that must stand anywhere in the file besides, in ASCII or UTF-16LE. Member names of zip and OLE2 files
    /// do, which tells a workbook from a text document.
    #[serde(default)]
    pub contains: Option<String>,
}

impl Magic {
    /// Whether a file is one of these.
    pub fn matches(&self, file: &[u8]) -> bool {
        let begins = self.bytes().is_some_and(|own| file.get(self.offset..).is_some_and(|rest| rest.starts_with(&own)));
        let holds = |text: &String| contains(file, text.as_bytes()) || contains(file, &utf16(text));
        begins && self.contains.as_ref().is_none_or(holds)
    }

    /// The bytes; `None` where `hex` is not hexadecimal.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let pairs = self.hex.as_bytes().chunks(2);
        pairs.map(|pair| Some(digit(pair[0])? * 16 + digit(*pair.get(1)?)?)).collect()
    }
}

/// What a plugin asks for less of than the host would give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Seconds a call may take.
    #[serde(default)]
    pub timeout_s: Option<u64>,
    /// Memory a worker may take.
    #[serde(default)]
    pub memory_mib: Option<u64>,
}
