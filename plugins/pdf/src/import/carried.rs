//! The report that a file carries as an attachment, and whether nianbao made the file.

use nianbao_core::Report;
use nianbao_core::report;

use super::file::File;
use super::font::text_string;
use super::limits;
use super::refusal::{Limit, Refusal};
use super::syntax::{Dictionary, Object};

/// The attached report; the error says why it cannot be read.
pub(super) fn report(file: &File<'_>, catalog: &Dictionary) -> Result<Option<Result<Report, String>>, Refusal> {
    let mut attachments = file.array(catalog, b"AF")?;
    if let Some(names) = file.dictionary(catalog, b"Names")? {
        let files = file.dictionary(&names, b"EmbeddedFiles")?.unwrap_or_default();
        named(file, &files, &mut attachments, 0)?;
    }
    for attachment in attachments {
        let Object::Dictionary(attachment) = file.resolve(&attachment)? else { continue };
        let text = |name: &[u8]| Ok(file.entry(&attachment, name)?.text().map(text_string));
        if text(b"Desc")?.as_deref() != Some(report::SCHEMA) && text(b"F")?.as_deref() != Some("report.json") {
            continue;
        }
        let streams = file.dictionary(&attachment, b"EF")?.unwrap_or_default();
        let Some(json) = file.unpack(&file.entry(&streams, b"F")?)? else { continue };
        file.budget().text(json.len())?;
        return Ok(Some(serde_json::from_slice(&json).map_err(|error| error.to_string())));
    }
    Ok(None)
}

/// Whether the file says that nianbao made it.
pub(super) fn is_said_to_be_ours(file: &File<'_>) -> Result<bool, Refusal> {
    let creator = file.entry(&file.information()?, b"Creator")?;
    Ok(creator.text().is_some_and(|creator| text_string(creator).starts_with("nianbao")))
}

/// The attachments of a tree of names.
fn named(file: &File<'_>, tree: &Dictionary, found: &mut Vec<Object>, depth: usize) -> Result<(), Refusal> {
    if depth >= limits::DEPTH {
        return Err(Refusal::TooLarge(Limit::Depth));
    }
    found.extend(file.array(tree, b"Names")?.into_iter().skip(1).step_by(2));
    for kid in file.array(tree, b"Kids")? {
        file.budget().element()?;
        if let Object::Dictionary(kid) = file.resolve(&kid)? {
            named(file, &kid, found, depth + 1)?;
        }
    }
    Ok(())
}
