//! Small documents, one for each thing that offices' files do, and what must come out of them.

mod changes;
mod damage;
mod numbering;
mod paragraphs;
mod refusals;
mod round_trip;
mod tables;
mod wrapping;

use std::io::{Cursor, Write};

use nianbao_core::document::{Block, Cell, Document, Grid, Note, NoteKind};
use nianbao_plugin::{Context, ImportJob, Imported, Language, PluginError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::import;

/// A Word file in the making: parts by their names.
struct File {
    parts: Vec<(String, String)>,
    relationships: String,
}

impl File {
    /// A file whose body is a piece of XML.
    fn new(body: &str) -> File {
        File::with_document(&format!(r#"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"#))
    }

    fn with_document(document: &str) -> File {
        let root = concat!(
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/"#,
            r#"relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
        );
        let parts =
            vec![("_rels/.rels".to_owned(), root.to_owned()), ("word/document.xml".to_owned(), document.to_owned())];
        File { parts, relationships: String::new() }
    }

    /// Adds a part that the document refers to, with its content wrapped in the root element.
    fn part(mut self, kind: &str, root: &str, content: &str) -> File {
        self.relationships.push_str(&format!(
            r#"<Relationship Id="r{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{kind}.xml"/>"#
        ));
        self.member(&format!("word/{kind}.xml"), &format!("<w:{root} {NAMESPACES}>{content}</w:{root}>"))
    }

    fn member(mut self, name: &str, content: &str) -> File {
        self.parts.push((name.to_owned(), content.to_owned()));
        self
    }

    fn styles(self, styles: &str) -> File {
        self.part("styles", "styles", styles)
    }

    fn numbering(self, numbering: &str) -> File {
        self.part("numbering", "numbering", numbering)
    }

    fn bytes(&self) -> Vec<u8> {
        let relationships = format!("<Relationships>{}</Relationships>", self.relationships);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let own = [("word/_rels/document.xml.rels", relationships.as_str())];
        let parts = self.parts.iter().map(|(name, content)| (name.as_str(), content.as_str()));
        for (name, content) in parts.chain(own) {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[track_caller]
    fn read(&self) -> Imported {
        import_bytes("年报.docx", &self.bytes()).unwrap()
    }

    #[track_caller]
    fn document(&self) -> Document {
        self.read().document
    }
}

const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#
);

fn import_bytes(name: &str, bytes: &[u8]) -> Result<Imported, PluginError> {
    let job = ImportJob { name, format: "docx", bytes, options: &Default::default() };
    import(&job, &Context::detached(Language::Zh))
}

/// A paragraph with one run.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A paragraph in a style.
fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, r(text))
}

fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A cell, with what stands in its properties.
fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// A table of plain cells.
fn tbl(rows: &[&[&str]]) -> String {
    let rows: Vec<String> =
        rows.iter().map(|row| tr(&row.iter().map(|text| tc("", text)).collect::<Vec<_>>())).collect();
    wrapped(&rows.concat())
}

fn wrapped(rows: &str) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

/// The blocks, a line each: `#1 heading`, the text of a paragraph, or a grid's place and size with its cells.
fn outline(document: &Document) -> String {
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Heading(heading) => format!("#{} {}", heading.level, heading.text.replace('\n', "⏎")),
        Block::Paragraph(paragraph) => paragraph.text.replace('\n', "⏎"),
        Block::Grid(grid) => format!("{} {}", grid.at.as_deref().unwrap_or_default(), cells(grid)),
    });
    blocks.collect::<Vec<_>>().join("\n")
}

/// A grid's size and cells: `2x2 [甲][乙 +1,+0]`, with how far a cell reaches down and to the right.
fn cells(grid: &Grid) -> String {
    let mut row = 0;
    let mut text = format!("{}x{} ", grid.rows, grid.columns);
    for cell in &grid.cells {
        if cell.row != row {
            text.push_str(" / ");
            row = cell.row;
        }
        let reach = match (cell.row_span - 1, cell.column_span - 1) {
            (0, 0) => String::new(),
            (down, right) => format!(" +{down},+{right}"),
        };
        text.push_str(&format!("[{}{reach}]", cell.text.replace('\n', "⏎")));
    }
    text
}

/// The notes of a kind, with their places.
fn notes(document: &Document, kind: NoteKind) -> Vec<String> {
    let of_kind = |note: &&Note| note.kind == kind;
    let line = |note: &Note| format!("{}: {}", note.at.as_deref().unwrap_or_default(), note.text);
    document.notes.iter().filter(of_kind).map(line).collect()
}

fn grids(document: &Document) -> Vec<&Grid> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        })
        .collect()
}

fn cell_at<'g>(grid: &'g Grid, at: &str) -> &'g Cell {
    grid.cells.iter().find(|cell| cell.at.as_deref() == Some(at)).unwrap()
}
