//! Reads the format `@FORMAT@`: lines of text, `# ` before headings, and tables as lines with tabs.

use nianbao_plugin::nianbao_core::Document;
use nianbao_plugin::nianbao_core::document::{Block, Cell, Grid, Heading, Paragraph};
use nianbao_plugin::{Context, ImportJob, Imported, Importer, PluginError};

struct Format;

impl Importer for Format {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        let Ok(text) = str::from_utf8(job.bytes) else {
            let message = context.say("文件不是 UTF-8 编码的文字", "the file is no text in UTF-8");
            return Err(PluginError::new("not_text", message));
        };
        let mut document = Document::new();
        let mut grid: Option<Grid> = None;
        for (number, line) in text.lines().enumerate() {
            let at = Some(format!("line {}", number + 1));
            if line.contains('\t') {
                row(grid.get_or_insert_default(), line, at.as_deref());
                continue;
            }
            document.blocks.extend(grid.take().map(Block::Grid));
            let block = match line.strip_prefix("# ") {
                Some(heading) => Block::Heading(Heading { level: 1, text: heading.to_owned(), at }),
                None => Block::Paragraph(Paragraph { text: line.to_owned(), at, ..Paragraph::default() }),
            };
            document.blocks.push(block);
        }
        document.blocks.extend(grid.map(Block::Grid));
        Ok(Imported { document, ..Imported::default() })
    }
}

/// Adds a line's cells to a table. Where each stands in the file is what findings name.
fn row(grid: &mut Grid, line: &str, at: Option<&str>) {
    let row = grid.rows;
    for (column, text) in (0..).zip(line.split('\t')) {
        let at = at.map(Into::into);
        grid.cells.push(Cell { at, ..Cell::new(row, column, text) });
        grid.columns = grid.columns.max(column + 1);
    }
    grid.rows += 1;
}

nianbao_plugin::export!(importer: Format);

#[cfg(test)]
mod tests {
    #[test]
    fn the_contract_is_kept() {
        let sides = nianbao_plugin::sides!(importer: super::Format);
        nianbao_plugin::conformance::assert_kept(env!("CARGO_MANIFEST_DIR"), sides);
    }
}
