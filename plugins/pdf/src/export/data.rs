//! What the template is given: the document in printing order, cleaned and measured.

use std::collections::BTreeMap;

use nianbao_core::document::{Block, Heading, Paragraph, ParagraphRole};
use nianbao_core::{Document, Report};
use nianbao_plugin::{Context, ExportJob, PluginError};
use serde::Serialize;
use typst::foundations::Datetime;

use super::table::{self, Table};
use super::text::{self, Cleaner, Line};

/// A document as the template reads it.
#[derive(Debug, Serialize)]
pub(crate) struct Layout {
    /// The title property.
    title: String,
    /// The title as printed.
    title_lines: Vec<Line>,
    authors: Vec<String>,
    language: String,
    region: Option<String>,
    /// Whether a seal is put over the sign-off, which decides where its lines stand.
    sealed: bool,
    items: Vec<Item>,
}

/// A block of the document.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Item {
    Heading { level: u8, outline: u8, lines: Vec<Line> },
    Paragraph { role: ParagraphRole, lines: Vec<Line> },
    Table(Table),
}

/// Prepares a job for the template.
///
/// # Errors
/// A document without a title, which PDF/UA wants, or a grid whose cells do not fit into it.
pub(crate) fn layout(job: &ExportJob, cleaner: &mut Cleaner<'_>, context: &Context<'_>) -> Result<Layout, PluginError> {
    let document = &job.document;
    let title = title(document, context)?;
    let printed = if document.title_lines.is_empty() { std::slice::from_ref(&title) } else { &document.title_lines };
    let place = || context.say("标题", "title").to_owned();
    let title_lines = printed.iter().flat_map(|line| cleaner.lines(line, place)).collect();
    let (language, region) = language(document.language.as_deref());
    let author = text::printable(job.report.organ.name.trim());
    Ok(Layout {
        title_lines,
        authors: Some(author).filter(|author| !author.is_empty()).into_iter().collect(),
        language,
        region,
        sealed: job.report.signature.as_ref().is_some_and(|signature| signature.sealed),
        items: items(&document.blocks, cleaner, context)?,
        title,
    })
}

/// The report as it is attached: without the sources, which name files of the machine it was read on.
pub(crate) fn attachment(job: &ExportJob) -> Report {
    Report { sources: BTreeMap::new(), ..job.report.clone() }
}

/// The document's date at midnight.
///
/// # Errors
/// No date, which PDF/A wants, or none of the calendar.
pub(crate) fn date(document: &Document, context: &Context<'_>) -> Result<Datetime, PluginError> {
    let parse = |date: &str| {
        let mut fields = date.split('-');
        let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
        let rest = fields.next();
        let date = Datetime::from_ymd_hms(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?, 0, 0, 0);
        date.filter(|date| rest.is_none() && date.year() > Some(0))
    };
    document.date.as_deref().and_then(parse).ok_or_else(|| {
        let message = context.say("文档没有有效日期（YYYY-MM-DD）", "the document has no valid date (YYYY-MM-DD)");
        PluginError::new("no_date", message)
    })
}

fn title(document: &Document, context: &Context<'_>) -> Result<String, PluginError> {
    let title = document.title.clone().unwrap_or_else(|| document.title_lines.concat());
    let title = text::printable(title.trim()).replace('\n', "");
    if title.is_empty() {
        let message = context.say("文档没有标题", "the document has no title");
        return Err(PluginError::new("no_title", message));
    }
    Ok(title)
}

/// The language and the region of a BCP 47 tag; Chinese of the mainland where it is none.
fn language(tag: Option<&str>) -> (String, Option<String>) {
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut parts = tag.unwrap_or_default().split('-');
    let language = parts.next().filter(|part| matches!(part.len(), 2 | 3) && letters(part));
    let Some(language) = language else {
        return ("zh".to_owned(), Some("CN".to_owned()));
    };
    let region = parts.find(|part| part.len() == 2 && letters(part));
    (language.to_ascii_lowercase(), region.map(str::to_owned))
}

fn items(blocks: &[Block], cleaner: &mut Cleaner<'_>, context: &Context<'_>) -> Result<Vec<Item>, PluginError> {
    let blank = |lines: &[Line]| lines.iter().flatten().all(String::is_empty);
    let mut items = Vec::with_capacity(blocks.len());
    let mut outline = 0;
    for block in blocks {
        match block {
            Block::Heading(Heading { level, text, .. }) => {
                let lines = cleaner.lines(text, || text::beginning(text));
                if blank(&lines) {
                    continue;
                }
                let level = (*level).clamp(1, 4);
                // A real report may go from 一、 to 1. directly, but PDF/UA forbids skipped levels.
                outline = level.min(outline + 1);
                items.push(Item::Heading { level, outline, lines });
            }
            Block::Paragraph(Paragraph { text, role, .. }) => {
                let lines = cleaner.lines(text, || text::beginning(text));
                if !blank(&lines) {
                    items.push(Item::Paragraph { role: *role, lines });
                }
            }
            Block::Grid(grid) => items.extend(table::table(grid, cleaner, context)?.map(Item::Table)),
        }
    }
    Ok(items)
}
