//! The plugin contract of nianbao, and the kit to write a format against it.
//!
//! A plugin translates bytes into a [`Document`](nianbao_core::Document) (an [`Importer`]), or a Document into bytes
//! (an [`Exporter`]); it needs no knowledge of the statute. It is a shared library with a manifest beside it.
//!
//! - [`abi`]: the C interface, the same as `include/nianbao_plugin.h`.
//! - [`protocol`]: the JSON messages that cross it.
//! - [`manifest`]: `nianbao-plugin.toml`, what is known of a plugin before it is opened.
//! - [`options`]: what a format can be told, as a schema beside the manifest.
//! - [`author`]: the traits to implement; [`export!`] makes a library of them.
//! - [`scaffold`]: the project that an author begins with.
//! - [`conformance`]: the tests that every plugin must pass, for `nianbao plugin check` and a plugin's own tests.
//!
//! The guide from nothing to a working format follows.
#![doc = include_str!("../GUIDE.md")]

pub mod abi;
pub mod author;
pub mod conformance;
pub mod manifest;
pub mod options;
pub mod protocol;
pub mod scaffold;
pub mod schema;
pub mod search;

#[doc(hidden)]
pub mod entry;

pub use author::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer, OptionFile};
pub use nianbao_core;
pub use protocol::{Diagnostic, Language, PluginError};
