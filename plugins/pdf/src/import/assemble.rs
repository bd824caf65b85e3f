//! Makes the Document: title, headings, paragraphs, tables, and what a page shows beside them.

use nianbao_core::document::{Block, Document, Heading, Note, NoteKind, Paragraph};
use nianbao_plugin::{Context, Diagnostic};

use super::content::Shown;
use super::grid;
use super::refusal::Refusal;
use super::structure::{Element, Kid};

/// Makes the Document of the structure.
pub(super) fn assemble(structure: &[Element]) -> Result<Document, Refusal> {
    let mut assembler = Assembler { document: Document::new(), tables: 0 };
    structure.iter().try_for_each(|element| assembler.element(element))?;
    Ok(assembler.document)
}

struct Assembler {
    document: Document,
    tables: usize,
}

impl Assembler {
    fn element(&mut self, element: &Element) -> Result<(), Refusal> {
        let containers: [&[u8]; 9] =
            [b"Document", b"DocumentFragment", b"Part", b"Art", b"Sect", b"Div", b"Aside", b"NonStruct", b"L"];
        if element.is(&containers) {
            for kid in &element.kids {
                match kid {
                    Kid::Element(element) => self.element(element)?,
                    Kid::Text(piece, page) => self.paragraph(piece.text.trim().to_owned(), Some(*page)),
                }
            }
        } else if element.is(&[b"Table"]) {
            self.tables += 1;
            let grid = grid::read(element, self.tables)?;
            if !grid.cells.is_empty() {
                self.document.blocks.push(Block::Grid(grid));
            }
        } else if element.is(&[b"Title"]) && self.document.title.is_none() {
            // It is printed on as many lines as it needs.
            self.document.title = Some(element.text().replace('\n', ""));
        } else if let Some(level) = heading_level(element) {
            let (text, at) = (element.text(), locator(element.page()));
            if !text.is_empty() {
                self.document.blocks.push(Block::Heading(Heading { level, text, at }));
            }
        } else {
            self.paragraph(element.text(), element.page());
        }
        Ok(())
    }

    fn paragraph(&mut self, text: String, page: Option<usize>) {
        if !text.is_empty() {
            let at = locator(page);
            self.document.blocks.push(Block::Paragraph(Paragraph { text, at, ..Paragraph::default() }));
        }
    }
}

fn heading_level(element: &Element) -> Option<u8> {
    match element.kind.as_slice() {
        [b'H'] => Some(1),
        [b'H', level @ b'1'..=b'9'] => Some(level - b'0'),
        _ => None,
    }
}

fn locator(page: Option<usize>) -> Option<String> {
    page.map(|page| format!("第{}页", page + 1))
}

/// Adds what a reader of the pages sees and the structure does not hold: it may cover what the structure says.
pub(super) fn add_the_rest(
    document: &mut Document,
    diagnostics: &mut Vec<Diagnostic>,
    shown: &[Shown],
    context: &Context<'_>,
) {
    let labels = labels(document);
    for (page, shown) in shown.iter().enumerate() {
        let at = locator(Some(page));
        let repeated = |text: &&String| is_page_number(text) || labels.contains(&squeezed(text));
        let artifacts = shown.artifacts.iter().filter(|text| !repeated(text));
        let unmarked = shown.unmarked.concat();
        let texts = shown.marked.values().map(|piece| &piece.text).chain(artifacts).chain(std::iter::once(&unmarked));
        for text in texts.map(|text| text.trim()).filter(|text| !text.is_empty()) {
            let message = context.say(
                "页面上有后来加上的文字，不在年报原有的结构中，请与页面核对",
                "the page shows a text that was added later and is in no place of the report: compare it with the page",
            );
            diagnostics.push(Diagnostic {
                code: "added_text".to_owned(),
                message: format!("{message}{}{text}", context.say("：", ": ")),
                at: at.clone(),
            });
            let paragraph = Paragraph { text: text.to_owned(), at: at.clone(), ..Paragraph::default() };
            document.blocks.push(Block::Paragraph(paragraph));
        }
        for _ in 0..shown.pictures {
            document.notes.push(Note { kind: NoteKind::Image, at: at.clone(), text: String::new() });
        }
    }
}

/// The texts of all cells, which a table's repeated head may show again.
fn labels(document: &Document) -> std::collections::BTreeSet<String> {
    let mut labels = std::collections::BTreeSet::from([String::new()]);
    for block in &document.blocks {
        if let Block::Grid(grid) = block {
            labels.extend(grid.cells.iter().map(|cell| squeezed(&cell.text)));
        }
    }
    labels
}

fn is_page_number(text: &str) -> bool {
    let number = text.trim().strip_prefix('—').and_then(|rest| rest.strip_suffix('—'));
    number.is_some_and(|number| number.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
