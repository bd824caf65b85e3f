//! A table as HTML's table model lays it out: every cell at its place, with its spans.

use nianbao_core::document::{Cell, Grid};
use scraper::node::Element;

use super::dom::{self, Look, Node};
use super::flow::{self, Notes, Table};
use super::refusal::Refusal;
use super::survey::Survey;

/// What HTML lets a cell span at most.
const MOST_ROWS: u32 = 65_534;
const MOST_COLUMNS: u32 = 1_000;
/// A cell that spans more columns means the whole width of its table.
const WHOLE_WIDTH: u32 = 64;
/// A table in a cell of a table in a cell, and so on.
const NESTED: usize = 8;
/// A caption is no longer than this.
const CAPTION_BYTES: usize = 4_096;
/// How many positions a table may have.
const POSITIONS: u64 = 1_000_000;
/// How many cells all tables of a page may have.
const CELLS: usize = 200_000;

/// What is left of the limits while a page is read.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Budget { cells: CELLS }
    }
}

/// Reads a table, and finds the tables inside its cells.
pub(super) fn read<'a>(
    table: &Table<'a>,
    survey: &Survey,
    notes: &mut Notes,
    budget: &mut Budget,
) -> Result<(Grid, Vec<Table<'a>>), Refusal> {
    // Each names all tables around it, so that deep ones would be nothing but names.
    if table.at.matches("内表").count() > NESTED {
        return Err(Refusal::TooDeep);
    }
    let (name, groups) = parts(table, notes);
    let placed = place(&groups, budget)?;
    let mut grid =
        Grid { name, at: Some(table.at.clone()), rows: placed.rows, columns: placed.columns, ..Grid::default() };
    let mut inner = Vec::new();
    for cell in placed.cells {
        let at = format!("{}第{}行第{}列", table.at, cell.row + 1, cell.column + 1);
        let (text, tables) = flow::cell(cell.node, &at, survey, notes);
        inner.extend(tables);
        grid.cells.push(Cell {
            at: Some(at.into()),
            row_span: cell.row_span,
            column_span: cell.column_span,
            ..Cell::new(cell.row, cell.column, text)
        });
    }
    Ok((grid, inner))
}

/// A row: its visible cells.
type Row<'a> = Vec<(Node<'a>, &'a Element)>;

/// The caption, and the rows of the table by their groups, which no cell can grow out of.
fn parts<'a>(table: &Table<'a>, notes: &mut Notes) -> (Option<String>, Vec<Vec<Row<'a>>>) {
    let mut name = None;
    let (mut head, mut bodies, mut foot) = (None, Vec::new(), None);
    for (part, element) in visible(table.node, &table.at, notes) {
        match element.name() {
            "caption" => {
                let caption = dom::text_of(part, CAPTION_BYTES);
                name = name.or((!caption.is_empty()).then_some(caption));
            }
            "thead" if head.is_none() => head = Some(rows(part, &table.at, notes)),
            "tfoot" if foot.is_none() => foot = Some(rows(part, &table.at, notes)),
            "thead" | "tbody" | "tfoot" => bodies.push(rows(part, &table.at, notes)),
            _ => {}
        }
    }
    // Wherever they stand in the source, a browser shows the head first and the foot last.
    (name, head.into_iter().chain(bodies).chain(foot).collect())
}

fn rows<'a>(group: Node<'a>, at: &str, notes: &mut Notes) -> Vec<Row<'a>> {
    let rows = visible(group, at, notes).into_iter().filter(|(_, element)| element.name() == "tr");
    let rows: Vec<_> = rows.filter(|(row, element)| !is_spacer(*row, element)).collect();
    let is_cell = |(_, element): &(_, &Element)| matches!(element.name(), "td" | "th");
    rows.into_iter().map(|(row, _)| visible(row, at, notes).into_iter().filter(is_cell).collect()).collect()
}

/// The elements directly inside, without those that the page hides; these are noted.
fn visible<'a>(node: Node<'a>, at: &str, notes: &mut Notes) -> Vec<(Node<'a>, &'a Element)> {
    let (hidden, visible): (Vec<_>, Vec<_>) = dom::children(node).partition(|(_, element)| Look::of(element).is_hidden);
    for (node, _) in hidden {
        notes.hidden(node, at.to_owned());
    }
    visible
}

/// Word ends a table with a row of no height that only holds the columns' widths.
fn is_spacer(row: Node<'_>, element: &Element) -> bool {
    let has_no_height = element.attr("height").is_some_and(|height| height.trim() == "0")
        || element.attr("style").is_some_and(|style| dom::is_style(style, "height", &["0", "0px", "0pt", "0cm"]));
    has_no_height && row.descendants().all(|node| node.value().as_text().is_none_or(|text| text.trim().is_empty()))
}

/// The cells of a table at their places.
struct Placed<'a> {
    rows: u32,
    columns: u32,
    cells: Vec<PlacedCell<'a>>,
}

struct PlacedCell<'a> {
    node: Node<'a>,
    row: u32,
    column: u32,
    row_span: u32,
    column_span: u32,
}

fn place<'a>(groups: &[Vec<Row<'a>>], budget: &mut Budget) -> Result<Placed<'a>, Refusal> {
    let mut placed = Placed { rows: 0, columns: 0, cells: Vec::new() };
    // For each column the row below the lowest one that is covered yet.
    let mut covered: Vec<u32> = Vec::new();
    for group in groups {
        let end = placed.rows + u32::try_from(group.len()).unwrap_or(u32::MAX);
        for row in group {
            let mut column = 0;
            for (node, element) in row {
                budget.cells = budget.cells.checked_sub(1).ok_or(Refusal::TooLarge)?;
                let is_covered = |column: usize| covered.get(column).is_some_and(|&below| below > placed.rows);
                while is_covered(column) {
                    column += 1;
                }
                if column > MOST_COLUMNS as usize {
                    return Err(Refusal::TooLarge);
                }
                let wanted = span(element, "colspan", MOST_COLUMNS).max(1) as usize;
                // Where two cells claim a place, the one that was there first keeps it.
                let free = (column..column + wanted).take_while(|&column| !is_covered(column)).count();
                let row_span = match span(element, "rowspan", MOST_ROWS) {
                    0 => end - placed.rows,
                    rows => rows.min(end - placed.rows),
                };
                covered.resize(covered.len().max(column + free), 0);
                covered[column..column + free].fill(placed.rows + row_span);
                placed.cells.push(PlacedCell {
                    node: *node,
                    row: placed.rows,
                    column: number(column),
                    row_span,
                    column_span: number(free),
                });
                column += free;
            }
            placed.rows += 1;
        }
    }
    placed.fit_width();
    if u64::from(placed.rows) * u64::from(placed.columns) > POSITIONS {
        return Err(Refusal::TooLarge);
    }
    Ok(placed)
}

impl Placed<'_> {
    /// Cuts cells that only mean the whole width to the width that the others need.
    fn fit_width(&mut self) {
        let ends = self.cells.iter().map(|cell| match cell.column_span {
            ..=WHOLE_WIDTH => cell.column + cell.column_span,
            _ => cell.column + 1,
        });
        self.columns = ends.max().unwrap_or(0);
        for cell in &mut self.cells {
            cell.column_span = cell.column_span.min(self.columns - cell.column);
        }
    }
}

/// A span as HTML reads it: the digits at the beginning, else 1.
fn span(element: &Element, name: &str, most: u32) -> u32 {
    let text = element.attr(name).unwrap_or_default().trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    match digits {
        "" => 1,
        // More digits than a number has are more than any limit.
        _ => digits.parse().unwrap_or(most).min(most),
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
