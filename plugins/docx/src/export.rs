//! Document to bytes: docx-rs builds the parts, one pass makes them valid, and we pack them.
//!
//! - [`content`] and [`table`]: blocks and grids as paragraphs and tables.
//! - [`style`]: how they look.
//! - [`normalize`] with [`schema_order`]: what docx-rs gets wrong or cannot say.
//! - [`package`]: the parts that docx-rs is not asked for, and the archive.

mod content;
mod normalize;
mod package;
mod schema_order;
mod style;
mod table;
mod text;

use std::fmt;

use docx_rs::{AlignmentType, Document as DocxDocument, Docx};
use nianbao_core::document::{Block, Document};
use nianbao_plugin::{Context, Diagnostic, ExportJob, Exported, PluginError};

use content::content;
use normalize::{Additions, normalize};
pub(crate) use package::REPORT_NAMESPACE;
use package::{Parts, core_properties, language, pack, report_part};

/// Writes a composed document as a Word file that carries the report.
pub(crate) fn export(job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
    let content = content(job, context)?;
    let docx = Docx::new()
        .document(
            DocxDocument { children: content.children, ..DocxDocument::new() }
                .default_section_property(style::section()),
        )
        .styles(style::styles(&content.table_sizes))
        .footer(style::footer(AlignmentType::Right))
        .even_footer(style::footer(AlignmentType::Left));
    let built = docx.build();

    let additions = Additions { header_rows: &content.header_rows, language: language(&job.document) };
    let part = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).map_err(internal)?;
        normalize(text, additions).map_err(internal)
    };
    let footer = |index: usize| part(built.footers.get(index).map_or(&[], Vec::as_slice));
    let parts = Parts {
        document: part(&built.document)?,
        styles: part(&built.styles)?,
        settings: part(&built.settings)?,
        footers: [footer(0)?, footer(1)?],
        core_properties: core_properties(&job.document, &job.report),
        report: report_part(&job.report).map_err(internal)?,
    };
    let bytes = pack(&parts).map_err(internal)?;
    Ok(Exported { bytes, diagnostics: dropped_characters(&job.document, context).into_iter().collect() })
}

fn internal(error: impl fmt::Display) -> PluginError {
    PluginError::new("internal", format!("docx: {error}"))
}

fn dropped_characters(document: &Document, context: &Context<'_>) -> Option<Diagnostic> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Heading(heading) => vec![heading.text.as_str()],
        Block::Paragraph(paragraph) => vec![paragraph.text.as_str()],
        Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
    });
    let title = document.title_lines.iter().chain(&document.title).map(String::as_str);
    let texts = texts.chain(title);
    let dropped = texts.flat_map(|text| text.chars()).filter(|&c| !text::is_printable(c)).count();
    (dropped > 0).then(|| Diagnostic {
        code: "dropped_characters".to_owned(),
        message: format!(
            "{dropped} {}",
            context.say(
                "个控制字符不能写入 Word，已略去",
                "control characters cannot stand in a Word file and were left out"
            )
        ),
        at: None,
    })
}

#[cfg(test)]
pub(crate) mod tests;
