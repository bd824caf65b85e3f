//! Document to bytes.
//!
//! A fixed typst template does the typesetting. The document reaches it as JSON through a file that exists in memory
//! only, so that no text of a report is ever read as typst code.
//!
//! - [`data`] with [`table`] and [`text`]: what the template is given.
//! - [`world`]: typst's view of the world.

mod data;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod world;

use nianbao_plugin::{Context, ExportJob, Exported, PluginError};

use crate::fonts;

/// Writes a PDF file.
pub(crate) fn export(job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
    let date = data::date(&job.document, context)?;
    let mut cleaner = text::Cleaner::new(fonts::bundled());
    let layout = data::layout(job, &mut cleaner, context)?;
    let diagnostics = cleaner.diagnostics(context);
    let bytes = world::typeset(&layout, &data::attachment(job), date, context)?;
    Ok(Exported { bytes, diagnostics })
}
