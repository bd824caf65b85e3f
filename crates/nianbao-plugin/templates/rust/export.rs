//! Writes the format `@FORMAT@`: the title, then headings and paragraphs, and tables as lines with tabs.

use nianbao_plugin::nianbao_core::document::{Block, Grid};
use nianbao_plugin::{Context, ExportJob, Exported, Exporter, PluginError};

struct Format;

impl Exporter for Format {
    fn export(&self, job: &ExportJob, _context: &Context<'_>) -> Result<Exported, PluginError> {
        let mut text = String::new();
        line(&mut text, job.document.title.as_deref().unwrap_or_default());
        for block in &job.document.blocks {
            match block {
                Block::Heading(heading) => line(&mut text, &format!("# {}", heading.text)),
                Block::Paragraph(paragraph) => line(&mut text, &paragraph.text),
                Block::Grid(grid) => table(&mut text, grid),
            }
        }
        Ok(Exported { bytes: text.into_bytes(), diagnostics: Vec::new() })
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The cells stand row by row; a position that no cell covers is empty.
fn table(text: &mut String, grid: &Grid) {
    let mut row = 0;
    for cell in &grid.cells {
        while row < cell.row {
            text.push('\n');
            row += 1;
        }
        text.push_str(&cell.text);
        text.push('\t');
    }
    text.push('\n');
}

nianbao_plugin::export!(exporter: Format);

#[cfg(test)]
mod tests {
    #[test]
    fn the_contract_is_kept() {
        let sides = nianbao_plugin::sides!(exporter: super::Format);
        nianbao_plugin::conformance::assert_kept(env!("CARGO_MANIFEST_DIR"), sides);
    }
}
