//! Reads text: plain text as it is pasted from anywhere, Markdown, and tables of separated values.
//!
//! Every line and every cell comes out with its place in the file. What they mean is no concern of this crate: which
//! figure of a pasted table belongs where is found out by the engine.

mod blocks;
mod decode;
mod html_table;
mod inline;
mod limits;
mod markdown;
mod plain;
mod refusal;
mod separated;
#[cfg(test)]
mod tests;

use nianbao_core::Document;
use nianbao_plugin::{Context, Diagnostic, ImportJob, Imported, Importer, PluginError};

use crate::blocks::Blocks;
use crate::refusal::Refusal;

struct TextImporter;

nianbao_plugin::export!(importer: TextImporter);

impl Importer for TextImporter {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        let text = read(job).map_err(|refusal| refusal.into_error(context))?;
        let mut diagnostics = Vec::new();
        if text.unreadable > 0 {
            let zh = format!(
                "有 {} 处文字无法辨认，已用“\u{FFFD}”代替；请核对，或用记事本另存为 UTF-8 编码后重试",
                text.unreadable
            );
            let en = format!(
                "{} places could not be decoded and read \u{FFFD}; check them, or save the file as UTF-8 and try again",
                text.unreadable
            );
            diagnostics.push(Diagnostic {
                code: "undecodable".to_owned(),
                message: context.say(&zh, &en).to_owned(),
                at: None,
            });
        }
        Ok(Imported { document: text.document, embedded: None, diagnostics })
    }
}

/// A file that was read, and how many places of it could not be decoded.
struct Text {
    document: Document,
    unreadable: usize,
}

fn read(job: &ImportJob<'_>) -> Result<Text, Refusal> {
    let decoded = decode::decode(job.bytes)?;
    let mut blocks = Blocks::new();
    match job.format {
        "csv" => separated::read(&decoded.text, job.name, &mut blocks)?,
        "md" => markdown::read(&decoded.text, &mut blocks)?,
        _ => plain::read(&decoded.text, &mut blocks)?,
    }
    Ok(Text { document: blocks.into_document(), unreadable: decoded.unreadable })
}
