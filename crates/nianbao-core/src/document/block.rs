//! The pieces of a document, and their way out of JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Cell, Grid, Heading, Paragraph, ParagraphRole};
use crate::form::Equation;

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A table, or a worksheet.
    Grid(Grid),
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BlockFields::deserialize(deserializer)?.into_block()
    }
}

/// The fields of every kind of block. Read in one pass: serde's own way with tagged enums keeps each value in between,
/// which takes most of the time that reading a document's JSON does.
#[derive(Deserialize)]
struct BlockFields {
    kind: BlockKind,
    level: Option<u8>,
    text: Option<String>,
    at: Option<String>,
    #[serde(default)]
    role: ParagraphRole,
    name: Option<String>,
    #[serde(default)]
    hidden: bool,
    rows: Option<u32>,
    columns: Option<u32>,
    #[serde(default)]
    header_rows: u32,
    #[serde(default)]
    header_columns: u32,
    table: Option<String>,
    #[serde(default)]
    widths: Vec<u32>,
    #[serde(default)]
    checks: Vec<Equation>,
    #[serde(default)]
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum BlockKind {
    Heading,
    Paragraph,
    Grid,
}

impl BlockFields {
    fn into_block<E: de::Error>(self) -> Result<Block, E> {
        let text = |text: Option<String>| text.ok_or_else(|| E::missing_field("text"));
        Ok(match self.kind {
            BlockKind::Heading => Block::Heading(Heading {
                level: self.level.ok_or_else(|| E::missing_field("level"))?,
                text: text(self.text)?,
                at: self.at,
            }),
            BlockKind::Paragraph => {
                Block::Paragraph(Paragraph { text: text(self.text)?, at: self.at, role: self.role })
            }
            BlockKind::Grid => Block::Grid(Grid {
                name: self.name,
                at: self.at,
                hidden: self.hidden,
                rows: self.rows.ok_or_else(|| E::missing_field("rows"))?,
                columns: self.columns.ok_or_else(|| E::missing_field("columns"))?,
                header_rows: self.header_rows,
                header_columns: self.header_columns,
                table: self.table,
                widths: self.widths,
                checks: self.checks,
                cells: self.cells,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Term;

    #[test]
    fn blocks_of_every_kind_come_back_from_their_json() {
        let grid = Grid {
            name: Some("表三".to_owned()),
            at: Some("表3".to_owned()),
            hidden: true,
            rows: 2,
            columns: 3,
            header_rows: 1,
            header_columns: 1,
            table: Some("requests".to_owned()),
            widths: vec![1, 2, 3],
            checks: vec![Equation {
                code: "R03".to_owned(),
                left: vec![Term { cell: "requests.received.total".to_owned(), negative: false, prior: false }],
                right: vec![Term { cell: "requests.received.other".to_owned(), negative: true, prior: true }],
            }],
            cells: vec![Cell { row_span: 2, hidden: true, ..Cell::new(0, 1, "12") }],
        };
        let role = ParagraphRole::TableNote;
        let blocks = vec![
            Block::Heading(Heading { level: 2, text: "（一）".to_owned(), at: Some("第2段".to_owned()) }),
            Block::Paragraph(Paragraph { text: "文字".to_owned(), at: None, role }),
            Block::Grid(grid),
        ];
        let json = serde_json::to_string(&blocks).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Block>>(&json).unwrap(), blocks);
        for faulty in [r#"{"kind":"picture"}"#, r#"{"kind":"grid","rows":1}"#, r#"{"kind":"paragraph"}"#] {
            assert!(serde_json::from_str::<Block>(faulty).is_err(), "{faulty}");
        }
    }
}
