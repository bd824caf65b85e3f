//! The JSON messages between host and plugin, protocol version 1.
//!
//! One request, one result, no state in between. Files travel beside the JSON as blobs. Unknown fields are ignored, so
//! that the protocol can grow within a version; of a message only `nb`, `type` and `id` are read before its version is
//! accepted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use nianbao_core::{Document, Report};
use serde::{Deserialize, Serialize};

/// The protocol's version.
pub const VERSION: u32 = 1;

/// The blob that holds the file to import, and the one that an export emits.
pub const FILE_BLOB: u32 = 0;

/// The fields that stand in every message and are read first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Envelope {
    /// The protocol's version.
    pub nb: u32,
    /// `call`, `result` or `error`.
    #[serde(rename = "type")]
    pub message: String,
    /// The call's number, repeated in its result.
    pub id: u64,
}

/// The language in which messages for people are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// Values of a format's options, by name. A file's is `{"blob": 1, "name": "…"}`: which blob beside the call holds it.
pub type Options = BTreeMap<String, serde_json::Value>;

/// What the host asks for.
///
/// The messages repeat the envelope's three fields instead of flattening an [`Envelope`], because serde reads a
/// flattened struct's other fields through a buffer that cannot hold a decimal exactly.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Call<'a> {
    /// The protocol's version.
    pub nb: u32,
    /// `call`.
    #[serde(rename = "type")]
    pub message: Cow<'a, str>,
    /// The call's number.
    pub id: u64,
    /// The operation: `import` or `export`. What only one of them needs is absent for the other.
    pub operation: Operation,
    /// The format's id.
    pub format: Cow<'a, str>,
    /// The language of messages.
    #[serde(default)]
    pub language: Language,
    /// The format's options.
    #[serde(default)]
    pub options: Cow<'a, Options>,
    /// Import: the file's name without its folder, for messages only. Its bytes are blob 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// Export: the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Cow<'a, Document>>,
    /// Export: the report behind the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Cow<'a, Report>>,
    /// Export: last year's report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<Cow<'a, Report>>,
}

/// The operations of version 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Bytes to Document.
    Import,
    /// Document to bytes.
    Export,
    /// An operation of a later version.
    #[serde(other)]
    Unknown,
}

/// The answer to a call that succeeded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallResult {
    /// The protocol's version.
    pub nb: u32,
    /// `result`.
    #[serde(rename = "type")]
    pub message: String,
    /// The call's number.
    pub id: u64,
    /// Import: what the file shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Import: the report that the file carries as data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedded: Option<Report>,
    /// What people should know beside the result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

impl CallResult {
    /// A result of this version that says nothing yet.
    pub fn new(id: u64) -> Self {
        let message = "result".to_owned();
        CallResult { nb: VERSION, message, id, document: None, embedded: None, diagnostics: Vec::new() }
    }
}

/// The answer to a call that failed in a normal way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallError {
    /// The protocol's version.
    pub nb: u32,
    /// `error`.
    #[serde(rename = "type")]
    pub message: String,
    /// The call's number.
    pub id: u64,
    /// The failure.
    pub error: PluginError,
}

impl CallError {
    /// An error of this version.
    pub fn new(id: u64, error: PluginError) -> Self {
        CallError { nb: VERSION, message: "error".to_owned(), id, error }
    }
}

/// The first message in each direction between the host and a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The protocol's version.
    pub nb: u32,
    /// `hello`.
    #[serde(rename = "type")]
    pub message: String,
    /// 0: it belongs to no call.
    pub id: u64,
    /// Of a plugin: its id, which must be the manifest's where it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plugin: Option<String>,
    /// Of a plugin: its version, which must be the manifest's where it is given. Of the host: its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Hello {
    /// What the host says.
    pub fn of_host() -> Self {
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        Hello { nb: VERSION, message: "hello".to_owned(), id: 0, plugin: None, version }
    }
}

/// What a program may say of a call before it answers: `log` with a message, or `diagnostic` with one of those.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The protocol's version.
    pub nb: u32,
    /// `log` or `diagnostic`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The call's number.
    pub id: u64,
    /// Of a log line: its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What people should know beside the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnostic: Option<Diagnostic>,
}

/// A normal failure in the plugin's own words: an encrypted file, a file of another kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct PluginError {
    /// A short stable word, such as `encrypted`.
    pub code: String,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

impl PluginError {
    /// A failure with its stable code and its sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        PluginError { code: code.to_owned(), message: message.into(), help: None, at: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where in the file.
    #[must_use]
    pub fn at(mut self, locator: impl Into<String>) -> Self {
        self.at = Some(locator.into());
        self
    }
}

/// Something people should know beside a result, such as a character that no font has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A short stable word.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// Where in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}
