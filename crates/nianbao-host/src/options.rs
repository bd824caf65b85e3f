//! The options that people give to formats: checked against the schemas in the plugins' folders before any plugin runs,
//! and handed to each call as far as its plugin declares them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nianbao_plugin::manifest::{Format, Role};
use nianbao_plugin::options::{OptionFault, OptionsSchema, PLUGIN_KEY};
use nianbao_plugin::protocol::Options;
use serde_json::{Value, json};

use crate::Host;
use crate::discover::Found;
use crate::error::{PluginFault, PluginFaultKind};

/// A schema is small; what is larger is none.
const MOST_SCHEMA_BYTES: u64 = 1024 * 1024;
/// A template or a list has some kilobytes; this much is read for an option.
const MOST_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// An option as somebody gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenOption {
    /// The format's id.
    pub format: String,
    /// The option's name.
    pub key: String,
    /// Its value.
    pub value: GivenValue,
    /// Where it was given, for messages.
    pub place: String,
    /// The folder that the paths of files are relative to.
    pub folder: PathBuf,
}

/// The value of an option as it was given.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenValue {
    /// On a command line, where everything is text.
    Text(String),
    /// In a file, where values have types.
    Typed(Value),
}

/// The options of one format, checked.
#[derive(Clone, Debug, Default)]
pub struct FormatOptions {
    values: Options,
    files: BTreeMap<String, OptionFile>,
}

/// What a plugin gets of the options: their values, and the files among them.
pub(crate) type Declared = (Options, Vec<Arc<[u8]>>);

/// A file that was given as an option.
#[derive(Clone, Debug)]
struct OptionFile {
    name: String,
    bytes: Arc<[u8]>,
}

/// Why an option cannot be taken.
#[derive(Debug)]
pub enum OptionError {
    /// There is no such format.
    UnknownFormat {
        /// The formats that have options.
        known: Vec<String>,
    },
    /// The format has no such option.
    Unknown {
        /// The options that it has.
        known: Vec<String>,
    },
    /// The value does not fit.
    Fault(OptionFault),
    /// The plugin named does not serve the format.
    NoSuchPlugin {
        /// Those that do.
        known: Vec<String>,
    },
    /// The file named cannot be read.
    File(PathBuf, io::Error),
    /// The schema of a plugin's options is broken.
    Schema(PluginFault),
}

impl FormatOptions {
    /// Sets an option that the program itself decides about.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.values.insert(key.to_owned(), value.into());
        self
    }

    /// What a plugin gets of it: values as it declares them, defaults put in, and the contents of files, which are the
    /// blobs 1, 2, … beside the call.
    pub(crate) fn declared(&self, schema: &OptionsSchema) -> Declared {
        let mut values = Options::new();
        let mut blobs = Vec::new();
        for (key, property) in &schema.properties {
            if property.is_file() {
                if let Some(file) = self.files.get(key) {
                    blobs.push(Arc::clone(&file.bytes));
                    values.insert(key.clone(), json!({"blob": blobs.len(), "name": file.name}));
                }
            } else if let Some(value) = self.values.get(key).or(property.default.as_ref()) {
                values.insert(key.clone(), value.clone());
            }
        }
        (values, blobs)
    }
}

impl Host {
    /// Of several plugins for a format, takes the one with this id.
    pub fn prefer(&mut self, format: &str, id: &str) {
        self.preferred.insert(format.to_owned(), id.to_owned());
    }

    /// Checks the options that were given, each against what the plugins of its format declare, and reads the files
    /// among them. What is given later takes the place of what was given earlier.
    ///
    /// # Errors
    /// The first option that is wrong, with the reason.
    pub fn options(
        &self,
        given: &[GivenOption],
    ) -> Result<BTreeMap<String, FormatOptions>, Box<(GivenOption, OptionError)>> {
        let mut options: BTreeMap<String, FormatOptions> = BTreeMap::new();
        for one in given {
            let of_format = options.entry(one.format.clone()).or_default();
            self.take(one, of_format).map_err(|error| Box::new((one.clone(), error)))?;
        }
        Ok(options)
    }

    fn take(&self, given: &GivenOption, options: &mut FormatOptions) -> Result<(), OptionError> {
        let serves = |found: &&Found| found.manifest.format.iter().any(|format| format.id == given.format);
        let plugins: Vec<&Found> = self.plugins().filter(serves).collect();
        if plugins.is_empty() {
            let formats = self.plugins().flat_map(|found| &found.manifest.format);
            let mut known: Vec<String> = formats.map(|format| format.id.clone()).collect();
            known.sort();
            known.dedup();
            return Err(OptionError::UnknownFormat { known });
        }
        if given.key == PLUGIN_KEY {
            let known: Vec<String> = plugins.iter().map(|found| found.manifest.id.clone()).collect();
            let is_known = known.iter().any(|id| matches!(&given.value, GivenValue::Text(text) if text == id))
                || known.iter().any(|id| matches!(&given.value, GivenValue::Typed(value) if value == id));
            return if is_known { Ok(()) } else { Err(OptionError::NoSuchPlugin { known }) };
        }
        let mut known = Vec::new();
        let serving = [Role::Import, Role::Export].into_iter().flat_map(|role| self.serving(role, &given.format));
        for (plugin, format) in serving {
            let schema = plugin.schema(format).map_err(OptionError::Schema)?;
            let Some(property) = schema.properties.get(&given.key) else {
                known.extend(schema.properties.keys().cloned());
                continue;
            };
            let value = match &given.value {
                GivenValue::Text(text) => schema.read(&given.key, text),
                GivenValue::Typed(value) => schema.check(&given.key, value).map(|()| value.clone()),
            };
            let value = value.map_err(OptionError::Fault)?;
            if property.is_file() {
                let path = given.folder.join(value.as_str().unwrap_or_default());
                let file = read_file(&path).map_err(|error| OptionError::File(path, error))?;
                options.files.insert(given.key.clone(), file);
            } else {
                options.values.insert(given.key.clone(), value);
            }
            return Ok(());
        }
        known.sort();
        known.dedup();
        Err(OptionError::Unknown { known })
    }
}

/// The schema of a format's options; an empty one where it has none.
///
/// # Errors
/// A schema that cannot be read or understood.
pub fn schema_of(found: &Found, format: &Format) -> Result<OptionsSchema, PluginFault> {
    let Some(name) = &format.options else {
        return Ok(OptionsSchema::empty());
    };
    let path = found.directory.join(name);
    let text = read_schema(&path).map_err(|error| error.to_string());
    let schema = text.and_then(|text| OptionsSchema::parse(&text));
    schema.map_err(|reason| found.fault(PluginFaultKind::BadManifest(format!("{}: {reason}", path.display()))))
}

fn read_schema(path: &Path) -> io::Result<String> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_file() || metadata.len() > MOST_SCHEMA_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not a small regular file"));
    }
    fs::read_to_string(path)
}

fn read_file(path: &Path) -> io::Result<OptionFile> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    // A pipe or a device would be read for ever, or never.
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if file.take(MOST_FILE_BYTES + 1).read_to_end(&mut bytes)? as u64 > MOST_FILE_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(OptionFile { name, bytes: bytes.into() })
}
