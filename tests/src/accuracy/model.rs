//! A file before it is written: pages of lines and tables, the same for every kind.

use std::collections::BTreeSet;

use crate::layout;

/// A file's content.
#[derive(Clone, Debug, Default)]
pub(crate) struct File {
    /// Sheets of a workbook, or stretches of a text that flows on.
    pub(crate) pages: Vec<Page>,
}

/// A worksheet, or a stretch of a flowing text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) items: Vec<Item>,
}

/// What stands on a page.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Line(Line),
    Table(Table),
}

/// A line of text.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) kind: LineKind,
    pub(crate) text: String,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    Title,
    Heading,
    Subheading,
    Paragraph,
    /// A unit, a note or a sign-off beside a table.
    Remark,
}

impl Line {
    pub(crate) fn remark(text: &str) -> Item {
        Item::Line(Line { kind: LineKind::Remark, text: text.to_owned() })
    }
}

/// A table with its place relative to what stands above it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) cells: Vec<Cell>,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    /// How many rows at the top are header rows; 0 where the table has several headers.
    pub(crate) header_rows: u32,
    /// How far it is moved down and to the right on a sheet.
    pub(crate) moved: (u32, u32),
    /// Whether it stands to the right of the table before it, on a sheet.
    pub(crate) beside: bool,
    pub(crate) hidden_rows: BTreeSet<u32>,
    pub(crate) hidden_columns: BTreeSet<u32>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) row_span: u32,
    pub(crate) column_span: u32,
    pub(crate) content: Content,
    pub(crate) role: Role,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Text(String),
    /// A number, by its decimal text.
    Number(String),
    /// A day, `YYYY-MM-DD`.
    Date(String),
    /// A sum over other figures, by their full ids, with the value that it has and whether the file holds it.
    Sum {
        of: Vec<String>,
        value: String,
        is_stored: bool,
    },
}

impl Content {
    /// What a reader sees.
    pub(crate) fn text(&self) -> &str {
        match self {
            Content::Text(text) | Content::Number(text) | Content::Date(text) => text,
            Content::Sum { value, .. } => value,
        }
    }
}

/// What a cell is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A header or label of the form.
    Label,
    /// The figure of this full cell id.
    Figure(String),
    /// Anything that is not the form's.
    Other,
}

impl Cell {
    /// A cell that covers nothing else.
    pub(crate) fn text(row: u32, column: u32, role: Role, text: impl Into<String>) -> Self {
        Cell { row, column, row_span: 1, column_span: 1, content: Content::Text(text.into()), role }
    }

    /// The full id of the figure that it holds.
    pub(crate) fn id(&self) -> Option<&str> {
        match &self.role {
            Role::Figure(id) => Some(id),
            Role::Label | Role::Other => None,
        }
    }

    pub(crate) fn end_row(&self) -> u32 {
        self.row + self.row_span
    }

    pub(crate) fn end_column(&self) -> u32 {
        self.column + self.column_span
    }
}

impl Table {
    /// A table of texts that has nothing to do with the form.
    pub(crate) fn of_texts(rows: &[&[&str]]) -> Table {
        let mut table = Table { header_rows: 1, ..Table::default() };
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                let mut cell = Cell::text(row, column, Role::Other, *text);
                if text.parse::<u32>().is_ok() {
                    cell.content = Content::Number((*text).to_owned());
                }
                table.cells.push(cell);
                table.columns = table.columns.max(column + 1);
            }
            table.rows = row + 1;
        }
        table
    }

    /// The rows that hold figures, in order.
    pub(crate) fn figure_rows(&self) -> Vec<u32> {
        let rows: BTreeSet<u32> = self.cells.iter().filter(|cell| cell.id().is_some()).map(|cell| cell.row).collect();
        rows.into_iter().collect()
    }

    /// The cell that covers a position.
    pub(crate) fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| {
            (cell.row..cell.end_row()).contains(&row) && (cell.column..cell.end_column()).contains(&column)
        })
    }

    /// Every position row by row: the cell that begins there, `None` under a span, or an empty cell.
    pub(crate) fn grid(&self) -> Vec<Vec<Slot<'_>>> {
        let mut grid = vec![vec![Slot::Empty; self.columns as usize]; self.rows as usize];
        for cell in &self.cells {
            for row in cell.row..cell.end_row() {
                for column in cell.column..cell.end_column() {
                    let is_corner = (row, column) == (cell.row, cell.column);
                    grid[row as usize][column as usize] =
                        if is_corner { Slot::Cell(cell) } else { Slot::Covered(cell) };
                }
            }
        }
        grid
    }
}

/// What is at a position of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot<'a> {
    /// Nothing.
    Empty,
    /// The upper left corner of a cell.
    Cell(&'a Cell),
    /// A position that a cell covers with its span.
    Covered(&'a Cell),
}

impl From<layout::SheetCell> for Cell {
    fn from(cell: layout::SheetCell) -> Self {
        let layout::SheetCell { row, column, row_span, column_span, value, role } = cell;
        let content = match value {
            layout::Value::Text(text) => Content::Text(text),
            layout::Value::Number(number) => Content::Number(number),
        };
        let role = match role {
            layout::Role::Figure(id) => Role::Figure(id),
            layout::Role::Label => Role::Label,
            _ => Role::Other,
        };
        Cell { row, column, row_span, column_span, content, role }
    }
}
