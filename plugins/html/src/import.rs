//! Page → Document: the bytes as text ([`charset`], [`archive`]), the text as a tree ([`parse`]), the part of it that is
//! the article ([`survey`], [`article`]), and that as headings, paragraphs and grids ([`flow`], [`grid`]).

mod archive;
mod article;
mod charset;
mod dom;
mod flow;
mod grid;
mod lines;
mod list;
mod parse;
mod refusal;
mod survey;
#[cfg(test)]
pub(crate) mod tests;

use nianbao_core::Report;
use nianbao_core::document::{Block, Document, Heading};
use nianbao_plugin::protocol::Diagnostic;
use nianbao_plugin::{Context, ImportJob, Imported, PluginError};
use scraper::Html;

use self::article::Title;
use self::dom::Node;
use self::flow::{Notes, Piece};
use self::grid::Budget;
use self::refusal::{Instead, Refusal};
use self::survey::Survey;

/// A saved page of a report has 60 KB; pictures inside make megabytes of it.
const FILE_BYTES: usize = 48 << 20;
/// The page itself, without the pictures of an archive.
const PAGE_BYTES: usize = 16 << 20;

/// Reads a page.
pub(crate) fn import(job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
    read(job.bytes, context).map_err(|refusal| refusal.into_error(context))
}

fn read(bytes: &[u8], context: &Context<'_>) -> Result<Imported, Refusal> {
    if bytes.len() > FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let (page, charset) = if archive::is_archive(bytes) {
        let page = archive::page(bytes).ok_or(Refusal::BrokenArchive)?;
        (page.bytes, page.charset)
    } else {
        (bytes.into(), None)
    };
    if page.trim_ascii().is_empty() {
        return Err(Refusal::Empty);
    }
    if page.len() > PAGE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let decoded = charset::decode(&page, charset.as_deref());
    let html = parse::parse(&decoded.text, context)?;
    let mut imported = Imported { document: document(&html)?, ..Imported::default() };
    if decoded.replaced > 0 {
        let message = context
            .say("网页有损坏的字符，请与原网页核对", "the page has damaged characters: compare it with the original");
        imported.diagnostics.push(Diagnostic {
            code: "damaged_text".to_owned(),
            message: message.to_owned(),
            at: None,
        });
    }
    match embedded(&html) {
        Some(Ok(report)) => imported.embedded = Some(report),
        Some(Err(error)) => {
            let message = context.say("网页内附的报告数据无法读取", "the report's data inside the page cannot be read");
            let message = format!("{message}: {error}");
            imported.diagnostics.push(Diagnostic { code: "embedded_data".to_owned(), message, at: None });
        }
        None => {}
    }
    Ok(imported)
}

fn document(html: &Html) -> Result<Document, Refusal> {
    let root = html.tree.root();
    let elements = || root.descendants().filter_map(|node| Some((node, node.value().as_element()?)));
    let Some((body, _)) = elements().find(|(_, element)| element.name() == "body") else {
        return Err(Refusal::NothingToRead(Instead::OtherPage));
    };
    // The parser makes `html`, `head` and `body` of anything.
    if elements().nth(3).is_none() {
        return Err(Refusal::NotAPage);
    }
    let survey = Survey::new(body);
    let article = article::find(body, &survey);
    let mut notes = Notes::default();
    let pieces = flow::article(article, &survey, &mut notes);
    if pieces.is_empty() {
        return Err(Refusal::NothingToRead(instead(body)));
    }
    let mut document = Document::new();
    document.blocks = blocks(pieces, &survey, &mut notes)?;
    document.notes = notes.list;
    let title = article::title(root, article, &document.blocks);
    settle_headings(&mut document.blocks, title.as_ref().filter(|title| title.is_sure));
    document.title = title.map(|title| title.text);
    Ok(document)
}

/// Reads the tables, each followed by the tables inside its cells.
fn blocks(pieces: Vec<Piece<'_>>, survey: &Survey, notes: &mut Notes) -> Result<Vec<Block>, Refusal> {
    let mut blocks = Vec::with_capacity(pieces.len());
    let mut budget = Budget::new();
    let mut waiting = pieces;
    waiting.reverse();
    while let Some(piece) = waiting.pop() {
        blocks.push(match piece {
            Piece::Heading(heading) => Block::Heading(heading),
            Piece::Paragraph(paragraph) => Block::Paragraph(paragraph),
            Piece::Table(table) => {
                let (grid, inner) = grid::read(&table, survey, notes, &mut budget)?;
                waiting.extend(inner.into_iter().rev().map(Piece::Table));
                Block::Grid(grid)
            }
        });
    }
    Ok(blocks)
}

/// Takes the title out of the headings, and makes the topmost of the others the first level.
fn settle_headings(blocks: &mut Vec<Block>, title: Option<&Title>) {
    if let Some(title) = title {
        let title = article::squeezed(&title.text);
        let is_title = |block: &Block| heading(block).is_some_and(|heading| article::squeezed(&heading.text) == title);
        if let Some(at) = blocks.iter().position(is_title) {
            blocks.remove(at);
        }
    }
    let top = blocks.iter().filter_map(heading).map(|heading| heading.level).min().unwrap_or(1);
    for block in blocks {
        if let Block::Heading(heading) = block {
            heading.level -= top - 1;
        }
    }
}

fn heading(block: &Block) -> Option<&Heading> {
    if let Block::Heading(heading) = block { Some(heading) } else { None }
}

/// What a page without text and tables has instead.
fn instead(body: Node<'_>) -> Instead {
    let has = |is: fn(&scraper::node::Element) -> bool| {
        body.descendants().any(|node| node.value().as_element().is_some_and(is))
    };
    let is_attachment = |element: &scraper::node::Element| {
        let address = element.attr("href").or_else(|| element.attr("src")).or_else(|| element.attr("data"));
        let address = address.unwrap_or_default().to_ascii_lowercase();
        [".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx"].iter().any(|ending| address.contains(ending))
    };
    if has(is_attachment) {
        Instead::Attachment
    } else if has(|element| matches!(element.name(), "iframe" | "frame" | "object" | "embed")) {
        Instead::OtherPage
    } else if has(|element| element.name() == "img") {
        Instead::Images
    } else if has(|element| element.name() == "script") {
        Instead::Script
    } else {
        Instead::Nothing
    }
}

/// The report that a page of nianbao carries.
fn embedded(html: &Html) -> Option<Result<Report, serde_json::Error>> {
    let is_data = |node: &Node<'_>| {
        node.value().as_element().is_some_and(|element| {
            element.name() == "script"
                && element.attr("id") == Some("nianbao-report")
                && element.attr("type") == Some("application/json")
        })
    };
    let script = html.tree.root().descendants().find(is_data)?;
    let text = script.first_child()?.value().as_text()?;
    Some(serde_json::from_str(text))
}
