//! The schema of the annual report on government-information disclosure: pure nouns, no verbs.
//!
//! - [`document`]: what any office file is — headings, paragraphs, grids. Knows nothing of the statute.
//! - [`report`]: the statutory content — organ, year, six parts, figures by cell id. Knows nothing of files.
//! - [`form`]: the statutory form as data, one TOML file an edition.
//! - [`finding`]: what is wrong with a report, and where.
//!
//! Each has a JSON form that other programs rely on; [`schema`] gives the JSON Schemas. This crate reads no file,
//! clock, environment or terminal, and a plugin links nothing else of nianbao but the contract around it.

pub mod document;
pub mod finding;
pub mod form;
pub mod report;
pub mod schema;
pub mod value;

pub use document::Document;
pub use finding::Finding;
pub use form::Form;
pub use report::Report;
pub use value::CellValue;

/// Whether a value equals its type's default, for fields that JSON leaves out then.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
