//! Pasted text: a PDF's text layer, Markdown, tabs, rows with blanks, one cell a line.

use super::super::hazard::{Hazard, Hazards};
use super::super::model::{File, Item, LineKind, Slot, Table};
use super::gbk;
use crate::random::Random;

/// Writes a text; the second value is the ending of its name.
pub(crate) fn write(file: &File, hazards: &Hazards, random: &mut Random) -> (Vec<u8>, &'static str) {
    let chosen = [
        (Hazard::TextLayout, Style::Layout),
        (Hazard::TextTabs, Style::Tabs),
        (Hazard::TextPipes, Style::Pipes),
        (Hazard::TextCells, Style::Cells),
        (Hazard::TextBlanks, Style::Blanks),
    ];
    let chosen = chosen.into_iter().find(|(hazard, _)| hazards.has(*hazard));
    let style = chosen.map_or_else(|| *random.pick(&[Style::Tabs, Style::Pipes, Style::Layout]), |(_, style)| style);
    let mut lines: Vec<String> = Vec::new();
    for item in file.pages.iter().flat_map(|page| &page.items) {
        match item {
            Item::Table(table) => {
                lines.push(String::new());
                lines.extend(table_lines(table, style, hazards, random));
                lines.push(String::new());
            }
            Item::Line(line) => {
                let mark = match (style, line.kind) {
                    (Style::Pipes, LineKind::Title) => "# ",
                    (Style::Pipes, LineKind::Heading) => "## ",
                    _ => "",
                };
                let text = format!("{mark}{}", line.text.replace('\n', ""));
                lines.extend(if style == Style::Layout { folded(&text, 68) } else { vec![text] });
                if style == Style::Pipes {
                    lines.push(String::new());
                }
            }
        }
    }
    if hazards.has(Hazard::TextPageCuts) {
        lines = with_page_cuts(lines, random);
    }
    let text = lines.join("\n") + "\n";
    let bytes = if hazards.has(Hazard::TextGbk) { gbk(&text) } else { text.into_bytes() };
    (bytes, if style == Style::Pipes { "md" } else { "txt" })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Layout,
    Tabs,
    Pipes,
    Cells,
    Blanks,
}

/// A row's cells as text; a position under a span is `None`.
type Row = Vec<Option<String>>;

fn table_lines(table: &Table, style: Style, hazards: &Hazards, random: &mut Random) -> Vec<String> {
    if style == Style::Layout {
        return layout_lines(table);
    }
    let mut rows: Vec<Row> = Vec::new();
    for (number, slots) in (0..).zip(table.grid()) {
        let text = |slot: &Slot<'_>| match slot {
            Slot::Cell(cell) => Some(cell.content.text().replace('\n', " ")),
            // What lies under a span from above keeps its place; what lies to the right of the text does not.
            Slot::Covered(cell) => (cell.row < number).then(String::new),
            Slot::Empty => Some(String::new()),
        };
        let mut row: Row = slots.iter().map(text).collect();
        let is_figure = |slot: &Slot<'_>| matches!(slot, Slot::Cell(cell) if cell.id().is_some());
        let figures: Vec<usize> = (0..slots.len()).filter(|&place| is_figure(&slots[place])).collect();
        // Where a row has one figure only, its loss is a blank and no riddle.
        if hazards.has(Hazard::TextLostColumn) && figures.len() > 2 && random.chance(15) {
            row.remove(*random.pick(&figures));
        }
        rows.push(row);
    }
    // A workbook pastes every column, Word and PDF programs only the cells that are there.
    let keeps_columns = style == Style::Pipes || random.chance(50);
    let texts = |row: &Row| -> Vec<String> {
        row.iter().filter(|text| keeps_columns || text.is_some()).map(|text| text.clone().unwrap_or_default()).collect()
    };
    match style {
        Style::Pipes => {
            let mut lines: Vec<String> = rows.iter().map(|row| format!("| {} |", texts(row).join(" | "))).collect();
            let columns = rows.first().map_or(1, Vec::len);
            lines.insert(1, format!("|{}", " --- |".repeat(columns)));
            lines
        }
        Style::Tabs => rows.iter().map(|row| texts(row).join("\t")).collect(),
        Style::Cells => rows.iter().flatten().flatten().filter(|text| !text.is_empty()).cloned().collect(),
        Style::Blanks | Style::Layout => rows.iter().flat_map(|row| blank_lines(row, random)).collect(),
    }
}

/// A row with one blank between its cells; a long label before its figures breaks over lines.
fn blank_lines(row: &Row, random: &mut Random) -> Vec<String> {
    let texts: Vec<&String> = row.iter().flatten().filter(|text| !text.is_empty()).collect();
    let line = texts.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = line.chars().collect();
    let is_label = |letter: &char| !letter.is_ascii() && !letter.is_whitespace();
    let label = letters.iter().take_while(|letter| is_label(letter)).count();
    if label > 8 && random.chance(40) {
        let (first, second) = letters.split_at(label / 2);
        return vec![first.iter().collect(), second.iter().collect()];
    }
    vec![line]
}

/// The table as `pdftotext -layout` gives it: columns by width, labels broken within theirs, and the text of a tall
/// cell spread over its rows.
fn layout_lines(table: &Table) -> Vec<String> {
    const WIDEST: usize = 24;
    let grid = table.grid();
    let mut widths = vec![6; table.columns as usize];
    for cell in table.cells.iter().filter(|cell| cell.column_span == 1) {
        let longest = cell.content.text().split('\n').map(width).max().unwrap_or(0);
        let column = &mut widths[cell.column as usize];
        *column = (*column).max(longest.min(WIDEST) + 2);
    }
    let room = |first: u32, span: u32| -> usize { widths[first as usize..(first + span) as usize].iter().sum() };
    let mut heights = vec![1; table.rows as usize];
    for cell in table.cells.iter().filter(|cell| cell.row_span == 1) {
        let lines = broken(cell.content.text(), room(cell.column, cell.column_span)).len();
        heights[cell.row as usize] = heights[cell.row as usize].max(lines);
    }
    let starts: Vec<usize> = heights
        .iter()
        .scan(0, |at, height| {
            let start = *at;
            *at += height;
            Some(start)
        })
        .collect();
    let mut lines: Vec<Vec<(usize, String)>> = vec![Vec::new(); heights.iter().sum()];
    for cell in grid.iter().flatten().filter_map(|slot| match slot {
        Slot::Cell(cell) => Some(cell),
        Slot::Empty | Slot::Covered(_) => None,
    }) {
        let texts = broken(cell.content.text(), room(cell.column, cell.column_span));
        let height: usize = heights[cell.row as usize..cell.end_row() as usize].iter().sum();
        let first = starts[cell.row as usize] + height.saturating_sub(texts.len()) / 2;
        for (line, text) in (first..).zip(texts).take(height) {
            lines[line].push((room(0, cell.column), text));
        }
    }
    lines
        .into_iter()
        .map(|mut pieces| {
            pieces.sort_by_key(|(column, _)| *column);
            let mut line = String::new();
            for (column, text) in pieces {
                let blanks = column.saturating_sub(width(&line));
                line += &" ".repeat(if line.is_empty() { blanks } else { blanks.max(1) });
                line += &text;
            }
            line
        })
        .collect()
}

/// The lines of a text in a column of a width.
fn broken(text: &str, room: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| folded(line, room.saturating_sub(2).max(2))).collect()
}

fn folded(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for letter in text.chars() {
        let wide = width(&letter.to_string());
        if used + wide > room {
            lines.push(String::new());
            used = 0;
        }
        used += wide;
        lines.last_mut().expect("there is always a line").push(letter);
    }
    lines
}

/// How many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

/// A page's end with its number every thirty lines or so, wherever that falls.
fn with_page_cuts(lines: Vec<String>, random: &mut Random) -> Vec<String> {
    let mut cut = Vec::new();
    let (mut page, mut left) = (1, 20 + random.below(15));
    for line in lines {
        if left == 0 {
            let number = match random.below(3) {
                0 => format!("- {page} -"),
                1 => format!("-{page}-"),
                _ => format!("— {page} —"),
            };
            cut.extend([String::new(), format!("                         {number}"), format!("\u{c}{line}")]);
            page += 1;
            left = 20 + random.below(15);
        } else {
            left -= 1;
            cut.push(line);
        }
    }
    cut
}
