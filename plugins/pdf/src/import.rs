//! Bytes to Document: reads PDF files that nianbao made, by their structure, and says of all others what to do.
//!
//! The structure, not the attached data, is what is read: what is visible wins. It survives programs that pack a file
//! anew (qpdf, portals, signing), but no printing.
//!
//! - [`syntax`], [`file`](mod@file), [`filter`], [`limits`]: the file's objects, and how far they are followed.
//! - [`pages`], [`content`] with [`place`], [`font`] with [`shapes`], [`annotations`]: what each page shows.
//! - [`structure`], [`grid`], [`assemble`]: the Document of it.
//! - [`carried`]: the report that the file carries.

mod annotations;
mod assemble;
mod carried;
mod content;
mod file;
mod filter;
mod font;
mod grid;
mod limits;
mod pages;
mod place;
mod refusal;
mod shapes;
mod structure;
mod syntax;
#[cfg(test)]
mod tests;

use nianbao_core::document::{Note, NoteKind};
use nianbao_plugin::{Context, Diagnostic, ImportJob, Imported, PluginError};

use file::File;
use limits::Budget;
use refusal::{Limit, Refusal};

/// Reads a file.
pub(crate) fn import(job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
    read(job.bytes, context).map_err(|refusal| refusal.into_error(context))
}

fn read(bytes: &[u8], context: &Context<'_>) -> Result<Imported, Refusal> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLarge(Limit::File));
    }
    let budget = Budget::new();
    let file = File::open(bytes, &budget)?;
    let catalog = file.catalog()?;
    let carried = carried::report(&file, &catalog)?;
    if carried.is_none() && !carried::is_said_to_be_ours(&file)? {
        return Err(Refusal::Foreign);
    }
    let root = file.dictionary(&catalog, b"StructTreeRoot")?.ok_or(Refusal::WithoutStructure)?;
    let pages = pages::read(&file, &catalog)?;
    let mut notes = Vec::new();
    let mut reader = content::Reader::new(&file);
    let mut shown = Vec::with_capacity(pages.len());
    for (number, page) in pages.iter().enumerate() {
        let mut page_shown = reader.page(page)?;
        notes.extend(annotations::read(&file, page, number, &mut page_shown)?);
        shown.push(page_shown);
    }
    let structure = structure::read(&file, &root, &pages, &mut shown)?;
    let mut document = assemble::assemble(&structure)?;
    if document.blocks.is_empty() {
        return Err(Refusal::WithoutStructure);
    }
    let mut diagnostics = Vec::new();
    assemble::add_the_rest(&mut document, &mut diagnostics, &shown, context);
    document.notes.extend(notes);
    if let Some(author) = file.entry(&file.information()?, b"Author")?.text() {
        let text = font::text_string(author);
        document.notes.push(Note { kind: NoteKind::Author, at: None, text });
    }
    let embedded = carried.and_then(|carried| {
        let unreadable = |error: String| {
            context.log(&error);
            let message = context.say(
                "文件里附带的年报数据已损坏，只读取看得见的内容",
                "the report's data carried inside the file is damaged; only what is visible was read",
            );
            let code = "carried_report_unreadable".to_owned();
            diagnostics.push(Diagnostic { code, message: message.to_owned(), at: None });
        };
        carried.map_err(unreadable).ok()
    });
    Ok(Imported { document, embedded, diagnostics })
}
