//! The document's blocks as Word paragraphs and tables, in order.

use std::collections::BTreeSet;

use docx_rs::{DocumentChild, Paragraph};
use nianbao_core::document::{Block, Document, ParagraphRole};
use nianbao_plugin::{Context, ExportJob, PluginError};

use super::style::{
    BODY, CHARACTER, LINE, PLACEHOLDER, SIGN_OFF, TABLE_GAP, TABLE_NOTE, TITLE, TITLE_LINE, exact, heading,
};
use super::table::table;
use super::text::run;

/// What stands between the margins.
#[derive(Default)]
pub(super) struct Content {
    pub(super) children: Vec<DocumentChild>,
    /// Of each table in turn, how many rows repeat on every page.
    pub(super) header_rows: Vec<u32>,
    /// The sizes of type of the tables' text.
    pub(super) table_sizes: BTreeSet<usize>,
}

/// Makes paragraphs and tables of a document.
///
/// # Errors
/// A table that Word cannot hold.
pub(super) fn content(job: &ExportJob, context: &Context<'_>) -> Result<Content, PluginError> {
    let mut content = Content::default();
    content.add_title(&job.document);
    let sealed = job.report.signature.as_ref().is_some_and(|signature| signature.sealed);
    let sign_off = SignOff::of(&job.document, sealed);
    let mut blocks = job.document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        match block {
            Block::Heading(block) => {
                content.add(Paragraph::new().style(heading(block.level)).add_run(run(&block.text)))
            }
            Block::Paragraph(block) => content.add(paragraph(block.role, &sign_off).add_run(run(&block.text))),
            Block::Grid(grid) => {
                if let Some(table) = table(grid, &mut content.table_sizes, context)? {
                    content.children.push(DocumentChild::Table(Box::new(table)));
                    content.header_rows.push(grid.header_rows);
                    // Word makes one table of two that touch, and wants a paragraph at the end.
                    if matches!(blocks.peek(), None | Some(Block::Grid(_))) {
                        content.add(Paragraph::new().style(TABLE_GAP));
                    }
                }
            }
        }
    }
    Ok(content)
}

impl Content {
    fn add(&mut self, paragraph: Paragraph) {
        self.children.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    fn add_title(&mut self, document: &Document) {
        let mut lines = document.title_lines.iter().peekable();
        let mut only_line = document.title.iter().filter(|_| document.title_lines.is_empty());
        while let Some(line) = lines.next().or_else(|| only_line.next()) {
            let mut paragraph = Paragraph::new().style(TITLE).add_run(run(line));
            if lines.peek().is_none() {
                paragraph = paragraph.line_spacing(exact(TITLE_LINE).after(LINE));
            }
            self.add(paragraph);
        }
    }
}

fn paragraph(role: ParagraphRole, sign_off: &SignOff) -> Paragraph {
    let signed = |right_indent: u32| {
        let right_indent = i32::try_from(right_indent * CHARACTER / 2).unwrap_or_default();
        Paragraph::new().style(SIGN_OFF).indent(None, None, Some(right_indent), None)
    };
    match role {
        ParagraphRole::Body => Paragraph::new().style(BODY),
        ParagraphRole::Placeholder => Paragraph::new().style(PLACEHOLDER),
        ParagraphRole::TableNote => Paragraph::new().style(TABLE_NOTE),
        ParagraphRole::SignatureOrgan => signed(sign_off.organ).line_spacing(exact(LINE).before(LINE)).keep_next(true),
        ParagraphRole::SignatureDate => signed(sign_off.date),
    }
}

/// How far organ and date of the sign-off stand from the right, in halves of a character.
struct SignOff {
    organ: u32,
    date: u32,
}

impl SignOff {
    fn of(document: &Document, sealed: bool) -> SignOff {
        let width = |role| {
            let mut blocks = document.blocks.iter();
            let text = blocks.find_map(|block| match block {
                Block::Paragraph(paragraph) if paragraph.role == role => Some(paragraph.text.as_str()),
                _ => None,
            });
            half_characters(text.unwrap_or_default())
        };
        let (organ, date) = (width(ParagraphRole::SignatureOrgan), width(ParagraphRole::SignatureDate));
        if sealed {
            // The date four characters from the right, the organ centred over it, the seal over both.
            SignOff { organ: (8 + date / 2).saturating_sub(organ / 2), date: 8 }
        } else if organ >= date + 4 {
            // The organ two characters from the right, the date beginning two characters after the organ's first.
            SignOff { organ: 4, date: organ - date }
        } else {
            // A date too long for that stands two characters from the right itself.
            SignOff { organ: (date + 8).saturating_sub(organ), date: 4 }
        }
    }
}

fn half_characters(text: &str) -> u32 {
    text.chars().take(56).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
