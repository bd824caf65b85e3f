//! Reads the data of an invented provincial platform: sections of text and tables, with every merged cell repeated.
//!
//! It knows nothing of the statute. What the tables mean, nianbao finds out from their labels.

use nianbao_plugin::nianbao_core::Document;
use nianbao_plugin::nianbao_core::document::{Block, Cell, Grid, Heading, Paragraph};
use nianbao_plugin::{Context, ImportJob, Imported, Importer, PluginError};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The version of the platform's format that is read.
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Province {
    province_report: u32,
    title: Option<String>,
    #[serde(default)]
    preface: Vec<String>,
    #[serde(default)]
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    heading: String,
    #[serde(default)]
    content: Vec<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Content {
    Text(String),
    Subheading(String),
    /// Rows of texts and numbers. Numbers are kept as they are written, so that none loses a digit.
    Table(Vec<Vec<Box<RawValue>>>),
}

struct ProvinceImporter;

impl Importer for ProvinceImporter {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        let province: Province = serde_json::from_slice(job.bytes).map_err(|error| {
            let message = context.say("不是省平台导出的数据", "this is no data of the provincial platform");
            let help = context.say("请在平台上重新导出", "export it from the platform once more");
            PluginError::new("not_province_json", message).help(help).at(format!("line {}", error.line()))
        })?;
        if province.province_report != VERSION {
            let message = context.say("平台数据的版本不认识", "the platform's data is of an unknown version");
            return Err(PluginError::new("unknown_version", message).at("province_report"));
        }
        Ok(Imported { document: document(province), ..Imported::default() })
    }
}

fn document(province: Province) -> Document {
    let mut document = Document { title: province.title, ..Document::new() };
    for (index, text) in province.preface.into_iter().enumerate() {
        document.blocks.push(paragraph(text, format!("preface[{index}]")));
    }
    for (index, section) in province.sections.into_iter().enumerate() {
        document.blocks.push(heading(1, section.heading, format!("sections[{index}]")));
        for (number, content) in section.content.into_iter().enumerate() {
            let at = format!("sections[{index}].content[{number}]");
            document.blocks.push(match content {
                Content::Text(text) => paragraph(text, at),
                Content::Subheading(text) => heading(2, text, at),
                Content::Table(rows) => Block::Grid(grid(&rows, at)),
            });
        }
    }
    document
}

fn heading(level: u8, text: String, at: String) -> Block {
    Block::Heading(Heading { level, text, at: Some(at) })
}

fn paragraph(text: String, at: String) -> Block {
    Block::Paragraph(Paragraph { text, at: Some(at), ..Paragraph::default() })
}

/// Where a cell stands is its locator, which findings repeat word for word.
fn grid(rows: &[Vec<Box<RawValue>>], at: String) -> Grid {
    let mut grid = Grid::default();
    for (row, values) in (0..).zip(rows) {
        for (column, value) in (0..).zip(values) {
            let locator = Some(format!("{at}[{row}][{column}]").into());
            grid.cells.push(Cell { at: locator, ..Cell::new(row, column, text(value)) });
            grid.columns = grid.columns.max(column + 1);
        }
        grid.rows = row + 1;
    }
    grid.at = Some(at);
    grid
}

/// A string's text, or a number as it is written; nothing for a cell that is blank.
fn text(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        written => serde_json::from_str(written).unwrap_or_else(|_| written.to_owned()),
    }
}

nianbao_plugin::export!(importer: ProvinceImporter);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_is_kept() {
        let sides = nianbao_plugin::sides!(importer: ProvinceImporter);
        nianbao_plugin::conformance::assert_kept(env!("CARGO_MANIFEST_DIR"), sides);
    }

    #[test]
    fn numbers_keep_their_digits() {
        let province =
            r#"{"province_report": 1, "sections": [{"heading": "二", "content": [{"table": [["甲", 0.50, null]]}]}]}"#;
        let document = document(serde_json::from_str(province).unwrap());
        let Some(Block::Grid(grid)) = document.blocks.last() else { panic!("{document:?}") };
        let texts: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["甲", "0.50", ""]);
    }
}
