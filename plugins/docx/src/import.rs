//! Bytes to Document: reads .docx and .docm, and says of older text files what to do with them.
//!
//! - [`sniff`]: what the file is; [`package`], [`xml`], [`limits`]: how its parts are opened, and how far.
//! - [`styles`], [`numbering`] with [`number_format`]: what the text refers to.
//! - [`story`] with [`inline`], [`fields`], [`drawing`], [`symbol`], [`table`]: the text in one pass, as [`content`].
//! - [`assemble`] with [`grid`]: the Document of it.
//! - [`properties`]: what is known of the file, and the report that it carries.

mod assemble;
mod content;
mod drawing;
mod fields;
mod grid;
mod inline;
mod limits;
mod number_format;
mod numbering;
mod package;
mod properties;
mod refusal;
mod sniff;
mod story;
mod styles;
mod symbol;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeMap;

use nianbao_core::document::{Note, NoteKind};
use nianbao_plugin::{Context, ImportJob, Imported, PluginError};

use limits::Budget;
use numbering::Definitions;
use package::{Package, Relationship};
use refusal::{Limit, Refusal};
use story::Surroundings;
use styles::Styles;

/// Reads a Word document.
pub(crate) fn import(job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
    read(job, context).map_err(|refusal| refusal.into_error(context))
}

fn read(job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, Refusal> {
    if job.bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLarge(Limit::File));
    }
    let (mut package, main) = sniff::open(job.bytes, job.name)?;
    let mut budget = Budget::new();
    let relationships = package.relationships(&main)?;
    let surroundings = surroundings(&mut package, &relationships, &mut budget)?;
    let text = package.read(&main)?.unwrap_or_default();
    let items = story::read_document(&xml::decode(&text)?, &surroundings, &mut budget)?;
    let (mut document, mut diagnostics) = assemble::assemble(items, &surroundings, context);
    document.notes.extend(repeated_texts(&mut package, &relationships, &surroundings, &mut budget)?);
    document.notes.extend(properties::authors(&mut package)?);
    let embedded = properties::carried_report(&mut package, context, &mut diagnostics)?;
    Ok(Imported { document, embedded, diagnostics })
}

/// Reads the parts that the text refers to. A part that is missing leaves its place empty.
fn surroundings(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    budget: &mut Budget,
) -> Result<Surroundings, Refusal> {
    let mut part = |kind: &str| {
        let found = relationships.iter().find(|relationship| relationship.kind == kind);
        found.map_or(Ok(None), |relationship| package.read(&relationship.target))
    };
    let mut surroundings = Surroundings::default();
    if let Some(bytes) = part("styles")? {
        surroundings.styles = Styles::read(&xml::decode(&bytes)?)?;
    }
    if let Some(bytes) = part("numbering")? {
        surroundings.lists = Definitions::read(&xml::decode(&bytes)?)?;
    }
    let mut texts = |kind: &str, element: &str, surroundings: &Surroundings| match part(kind)? {
        Some(bytes) => story::read_by_id(&xml::decode(&bytes)?, element, surroundings, budget),
        None => Ok(BTreeMap::new()),
    };
    surroundings.footnotes = texts("footnotes", "footnote", &surroundings)?;
    surroundings.endnotes = texts("endnotes", "endnote", &surroundings)?;
    surroundings.comments = texts("comments", "comment", &surroundings)?;
    Ok(surroundings)
}

/// What stands at the head and at the foot of the pages, each text once: there are up to three parts a section.
fn repeated_texts(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    surroundings: &Surroundings,
    budget: &mut Budget,
) -> Result<Vec<Note>, Refusal> {
    let mut notes: Vec<Note> = Vec::new();
    for relationship in relationships {
        let (kind, at) = match relationship.kind.as_str() {
            "header" => (NoteKind::PageHeader, "页眉"),
            "footer" => (NoteKind::PageFooter, "页脚"),
            _ => continue,
        };
        let Some(bytes) = package.read(&relationship.target)? else { continue };
        let text = match xml::decode(&bytes).and_then(|text| story::read_repeated(&text, surroundings, budget)) {
            Ok(text) => text,
            // The report does not stand there, so that damage does no harm to it.
            Err(Refusal::Damaged(_)) => continue,
            Err(refusal) => return Err(refusal),
        };
        let is_known = notes.iter().any(|note| note.kind == kind && note.text == text);
        // Page numbers are left out, and the dashes around them say nothing.
        if !is_known && text.chars().any(char::is_alphanumeric) {
            notes.push(Note { kind, at: Some(at.to_owned()), text });
        }
    }
    Ok(notes)
}
