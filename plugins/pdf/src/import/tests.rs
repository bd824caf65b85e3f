//! The importer on files of our own, on such that were changed, and on those of others.

mod changed;
mod damage;
mod rewrite;
mod round_trip;

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid};
use nianbao_plugin::{Context, ImportJob, Imported, Language, PluginError};

use super::*;
use crate::export::tests::{export, sample};

/// A file of the sample document.
fn ours() -> &'static [u8] {
    static OURS: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    OURS.get_or_init(|| export(sample()).unwrap().bytes)
}

fn import_bytes(bytes: &[u8]) -> Result<Imported, PluginError> {
    let options = nianbao_plugin::protocol::Options::new();
    let job = ImportJob { name: "年报.pdf", format: "pdf", bytes, options: &options };
    import(&job, &Context::detached(Language::Zh))
}

#[track_caller]
fn code_of(bytes: &[u8]) -> String {
    import_bytes(bytes).err().map_or_else(|| "read".to_owned(), |error| error.code)
}

/// What a document shows, a block a line.
fn outline(document: &Document) -> Vec<String> {
    document.title.iter().cloned().chain(document.blocks.iter().map(shape)).collect()
}

fn shape(block: &Block) -> String {
    match block {
        Block::Heading(heading) => format!("#{} {}", heading.level, heading.text),
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Grid(grid) => cells(grid).join("|"),
    }
}

fn cells(grid: &Grid) -> Vec<String> {
    let mut cells = grid.cells.clone();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    // Positions that no cell covers are printed as cells without text.
    cells.retain(|cell| !cell.text.is_empty());
    let shape = |cell: &nianbao_core::document::Cell| {
        format!("{},{}+{},{} {}", cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
    };
    cells.iter().map(shape).collect()
}
