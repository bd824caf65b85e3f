//! The PDF format: a composed Document as PDF/A-3a and PDF/UA-1, with the report's data attached.
//!
//! A fixed typst template does the typesetting. The document reaches it as JSON through a file that exists in memory
//! only, so that no text of a report is ever read as typst code.

mod data;
mod fonts;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod world;

use nianbao_plugin::{Context, ExportJob, Exported, Exporter, PluginError, export};

/// Writes PDF files.
struct PdfExporter;

export!(exporter: PdfExporter);

impl Exporter for PdfExporter {
    fn export(&self, job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
        let date = data::date(&job.document, context)?;
        let mut cleaner = text::Cleaner::new(fonts::bundled());
        let layout = data::layout(job, &mut cleaner, context)?;
        let diagnostics = cleaner.diagnostics(context);
        let bytes = world::typeset(&layout, &data::attachment(job), date, context)?;
        Ok(Exported { bytes, diagnostics })
    }
}
