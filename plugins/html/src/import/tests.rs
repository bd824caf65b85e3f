//! What each hazard of real pages does to the Document.

mod encodings;
mod hostile;
mod pages;
mod tables;
mod texts;

use nianbao_core::document::{Block, Document};
use nianbao_plugin::protocol::Language;
use nianbao_plugin::{Context, ImportJob, Imported, PluginError};

/// Reads bytes as the host would hand them over.
pub(crate) fn import(bytes: &[u8]) -> Result<Imported, PluginError> {
    let options = Default::default();
    let job = ImportJob { name: "页面.html", format: "html", bytes, options: &options };
    super::import(&job, &Context::detached(Language::En))
}

/// Reads a page that can be read.
#[track_caller]
pub(super) fn read(page: &str) -> Document {
    import(page.as_bytes()).unwrap().document
}

/// A document as text: a block a line, a table row by row as `text[rows×columns]`, and the notes.
pub(super) fn shown(document: &Document) -> String {
    let mut out = String::new();
    if let Some(title) = &document.title {
        out += &format!("title {title}\n");
    }
    for block in &document.blocks {
        out += &match block {
            Block::Heading(heading) => format!("h{} {}\n", heading.level, heading.text.replace('\n', "⏎")),
            Block::Paragraph(paragraph) => format!("p {}\n", paragraph.text.replace('\n', "⏎")),
            Block::Grid(grid) => {
                let name = grid.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
                let at = grid.at.as_deref().unwrap_or_default();
                let mut lines = format!("{at} {}×{}{name}\n", grid.rows, grid.columns);
                for row in 0..grid.rows {
                    let cells = grid.cells.iter().filter(|cell| cell.row == row).map(|cell| {
                        let span = match (cell.row_span, cell.column_span) {
                            (1, 1) => String::new(),
                            (rows, columns) => format!("[{rows}×{columns}]"),
                        };
                        format!("{}:{}{span}", cell.column, cell.text.replace('\n', "⏎"))
                    });
                    lines += &format!("  {}\n", cells.collect::<Vec<_>>().join(" | "));
                }
                lines
            }
        };
    }
    for note in &document.notes {
        out += &format!("note {:?} {} {}\n", note.kind, note.at.as_deref().unwrap_or("-"), note.text);
    }
    out
}

/// Reads a page and compares what it shows, line by line and without indents.
#[track_caller]
pub(super) fn reads(page: &str, expected: &[&str]) {
    let shown = shown(&read(page));
    let lines: Vec<&str> = shown.lines().map(str::trim).collect();
    assert_eq!(lines, expected);
}
