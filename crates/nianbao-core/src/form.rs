//! The statutory form as data: what each edition prints, how its labels may be worded, and what must hold.
//!
//! A [`Form`] is loaded from one TOML file ([`Form::parse`]); the built-in editions come from [`builtin`]. Everything
//! that recognizes, checks, composes or adds up runs from it, so that a new edition is a new file and no code. The
//! files' own format is described where it is read, in `source`.

mod chart;
mod load;
mod source;

use std::fmt;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::InputKind;

pub use chart::{ChartItem, ChartLine, FormChart};
pub use load::FormError;

/// The text of every built-in form file, oldest edition first: its name and its content.
pub const BUILTIN: &[(&str, &str)] = &[
    ("2014.toml", include_str!("../forms/2014.toml")),
    ("2019.toml", include_str!("../forms/2019.toml")),
    ("2021.toml", include_str!("../forms/2021.toml")),
];

/// The built-in editions, oldest first. They are read once, at the first call.
pub fn builtin() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let load =
            |(name, text): &(&str, &str)| Form::parse(name, text).expect("a test reads every built-in form file");
        BUILTIN.iter().map(load).collect()
    })
}

/// One edition of the statutory form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// What tables name the edition by: `2021`.
    pub edition: String,
    /// A name for people.
    pub name: Bilingual,
    /// The document that prescribes the form, in Chinese.
    pub basis: String,
    /// The first year reported on with this edition.
    pub first_year: i32,
    /// The report's title, with `{organ}` and `{year}`.
    pub title: String,
    /// The parts in order; part one is the first.
    pub parts: Vec<FormPart>,
    /// The statutory tables in order.
    pub tables: Vec<FormTable>,
}

impl Form {
    /// Reads a form file; `name` is used in errors only.
    ///
    /// # Errors
    /// The first fault found, with its line: TOML that does not parse, an unknown key, or a form that contradicts itself.
    pub fn parse(name: &str, text: &str) -> Result<Form, FormError> {
        load::parse(name, text)
    }

    /// The table of an id.
    pub fn table(&self, id: &str) -> Option<&FormTable> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The number of the part that a table belongs to, 1 for part one.
    pub fn part_of_table(&self, table: &str) -> Option<u8> {
        let index = self.parts.iter().position(|part| part.table.as_deref() == Some(table))?;
        u8::try_from(index + 1).ok()
    }

    /// The title for an organ and a year.
    pub fn title_for(&self, organ: &str, year: &str) -> String {
        self.title.replace("{organ}", organ).replace("{year}", year)
    }

    /// How many figures the form asks for.
    pub fn cell_count(&self) -> usize {
        self.tables.iter().map(|table| table.cells().count()).sum()
    }
}

/// A text in both of the program's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One part of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormPart {
    /// The official heading without its number.
    pub heading: String,
    /// The heading in English.
    pub en: String,
    /// Other wordings in use.
    pub variants: Vec<String>,
    /// What to write there, for the marked place in a report without prose.
    pub guide: Bilingual,
    /// The statutory table that stands there.
    pub table: Option<String>,
    /// The official sub-headings without their numbers.
    pub subheadings: Vec<String>,
}

/// One statutory table: one or more bands under each other, each with header and rows of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormTable {
    /// The first piece of its cells' ids.
    pub id: String,
    /// A name for people.
    pub name: Bilingual,
    /// Relative widths of the columns as printed, row labels included.
    pub widths: Vec<u32>,
    /// The bands from top to bottom.
    pub bands: Vec<Band>,
    /// What must hold among the figures.
    pub equations: Vec<Equation>,
    /// What is worth drawing beside last year's figures.
    pub charts: Vec<FormChart>,
}

impl FormTable {
    /// The figures that the form asks for, in printed order.
    pub fn cells(&self) -> impl Iterator<Item = FormCell<'_>> {
        self.bands.iter().enumerate().flat_map(move |(band_index, band)| {
            let rows = band.row_leaves();
            rows.into_iter().flat_map(move |row| {
                let columns = band.column_leaves();
                columns.into_iter().map(move |column| FormCell { table: self, band_index, row, column })
            })
        })
    }
}

/// A stretch of a table under one header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The line above the header, such as `第二十条第（一）项`.
    pub label: Option<String>,
    /// What stands in the header above the row labels.
    pub corner: Option<String>,
    /// The header of the column of units, in a band whose row labels are a list: each label, a group's too, on a row of
    /// its own, with its unit beside it.
    pub units_header: Option<String>,
    /// The unit of the figures, where row and column have none of their own: 件, 万元.
    pub unit: String,
    /// What may be filled in, where row and column say nothing else.
    pub input: InputKind,
    /// The row labels; empty where the band is one row of figures without a label.
    pub rows: Tree,
    /// The column headers.
    pub columns: Tree,
}

impl Band {
    /// The rows that hold figures; the one row of a band without row labels is `None`.
    pub fn row_leaves(&self) -> Vec<Option<usize>> {
        if self.rows.nodes.is_empty() { vec![None] } else { self.rows.leaves().map(Some).collect() }
    }

    /// The columns that hold figures.
    pub fn column_leaves(&self) -> Vec<usize> {
        self.columns.leaves().collect()
    }

    /// How many columns the row labels take: a list's labels take one, and their units another.
    pub fn label_columns(&self) -> usize {
        if self.units_header.is_some() { 2 } else { self.rows.depth() }
    }

    /// The `row.column` id of a cell.
    pub fn cell_id(&self, row: Option<usize>, column: usize) -> String {
        let column = &self.columns.nodes[column].id;
        match row {
            Some(row) => format!("{}.{column}", self.rows.nodes[row].id),
            None => column.clone(),
        }
    }
}

/// Labels that contain each other, parents before children.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tree {
    /// The labels in printed order.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The nodes that hold figures, in printed order.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|&node| self.nodes[node].is_leaf)
    }

    /// How many levels the deepest label has; 0 for an empty tree.
    pub fn depth(&self) -> usize {
        self.nodes.iter().map(|node| node.depth + 1).max().unwrap_or(0)
    }

    /// A node and its ancestors, outermost first.
    pub fn path(&self, node: usize) -> Vec<usize> {
        let mut path = vec![node];
        while let Some(parent) = self.nodes[path[path.len() - 1]].parent {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// Whether `ancestor` is `node` or stands above it.
    pub fn contains(&self, ancestor: usize, node: usize) -> bool {
        let mut current = Some(node);
        while let Some(index) = current {
            if index == ancestor {
                return true;
            }
            current = self.nodes[index].parent;
        }
        false
    }

    /// The leaves at or below a node, in printed order.
    pub fn leaves_below(&self, node: usize) -> Vec<usize> {
        self.leaves().filter(|&leaf| self.contains(node, leaf)).collect()
    }

    /// The node of an id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }
}

/// One label of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Its id within the table, dotted: `handled.denied.state_secret`.
    pub id: String,
    /// The official label with its number.
    pub label: String,
    /// The label in English.
    pub en: String,
    /// Other wordings in use.
    pub variants: Vec<String>,
    /// The label that contains it.
    pub parent: Option<usize>,
    /// How many labels contain it.
    pub depth: usize,
    /// Whether it contains other labels.
    pub is_group: bool,
    /// Whether it holds figures: what contains nothing does, and so do some sums that contain their parts.
    pub is_leaf: bool,
    /// The unit of its figures, where it is not the band's.
    pub unit: Option<String>,
    /// What may be filled in, where it is not what the band says.
    pub input: Option<InputKind>,
}

/// One figure that the form asks for.
#[derive(Clone, Copy)]
pub struct FormCell<'a> {
    /// Its table.
    pub table: &'a FormTable,
    /// Which of the table's bands it stands in.
    pub band_index: usize,
    /// Its row, or `None` in a band without row labels.
    pub row: Option<usize>,
    /// Its column.
    pub column: usize,
}

impl<'a> FormCell<'a> {
    /// Its band.
    pub fn band(&self) -> &'a Band {
        &self.table.bands[self.band_index]
    }

    /// Its unit: its column's, else its row's, else its band's. Empty where the form prescribes none.
    pub fn unit(&self) -> &'a str {
        let band = self.band();
        let own = self.nodes().into_iter().flatten().find_map(|node| node.unit.as_deref());
        own.unwrap_or(&band.unit)
    }

    /// What may be filled in.
    pub fn input(&self) -> InputKind {
        self.nodes().into_iter().flatten().find_map(|node| node.input).unwrap_or(self.band().input)
    }

    /// The labels of its column and its row.
    fn nodes(&self) -> [Option<&'a Node>; 2] {
        let band = self.band();
        [Some(&band.columns.nodes[self.column]), self.row.map(|row| &band.rows.nodes[row])]
    }

    /// The key in `Table::cells`: `row.column`.
    pub fn key(&self) -> String {
        self.band().cell_id(self.row, self.column)
    }

    /// The full id `table.row.column`.
    pub fn id(&self) -> String {
        format!("{}.{}", self.table.id, self.key())
    }

    /// The labels that lead to it, rows before columns, outermost first.
    pub fn labels(&self) -> Vec<&'a Node> {
        let band = self.band();
        let rows = self.row.map(|row| band.rows.path(row)).unwrap_or_default();
        let columns = band.columns.path(self.column);
        let rows = rows.into_iter().map(|node| &band.rows.nodes[node]);
        rows.chain(columns.into_iter().map(|node| &band.columns.nodes[node])).collect()
    }
}

/// One instance of a relation: the terms of both sides add up to the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Equation {
    /// The rule's code, such as `R01`.
    pub code: String,
    /// What stands on the left.
    pub left: Vec<Term>,
    /// What stands on the right.
    pub right: Vec<Term>,
}

/// One term of an [`Equation`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// The full cell id.
    pub cell: String,
    /// Whether it is subtracted.
    #[serde(default)]
    pub negative: bool,
    /// Whether it is last year's figure.
    #[serde(default)]
    pub prior: bool,
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let prior = if self.prior { "prior " } else { "" };
        write!(f, "{sign}{prior}{}", self.cell)
    }
}
