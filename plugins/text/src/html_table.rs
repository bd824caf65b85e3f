//! Tables in HTML within Markdown, which converters write for what pipes cannot show: merged cells.

use nianbao_core::document::Cell;

use crate::blocks::{Blocks, Table, number};
use crate::inline;
use crate::limits;
use crate::refusal::Refusal;

/// A table in the source.
pub(crate) struct Found<'a> {
    /// From `<table` to before `</table>`.
    pub(crate) html: String,
    /// How many lines it lies on.
    pub(crate) lines: usize,
    /// Where it begins on the first line.
    pub(crate) first_line_end: usize,
    /// What follows it on its last line.
    pub(crate) after: &'a str,
}

/// The number of the last line on which a table ends.
pub(crate) fn last_end(lines: &[(usize, &str)]) -> usize {
    let last = lines.iter().rev().find(|(_, line)| position(line, "</table").is_some());
    last.map_or(0, |(number, _)| *number)
}

/// Finds a table that begins on the first line. To be asked only where one ends later.
pub(crate) fn find<'a>(lines: &[(usize, &'a str)]) -> Option<Found<'a>> {
    let begin = position(lines.first()?.1, "<table")?;
    let mut html = String::new();
    for (index, (_, line)) in lines.iter().enumerate() {
        let from = if index == 0 { begin } else { 0 };
        if let Some(end) = position(&line[from..], "</table") {
            html.push_str(&line[from..from + end]);
            let after = &line[from + end..];
            let after = after.find('>').map_or("", |close| &after[close + 1..]);
            return Some(Found { html, lines: index + 1, first_line_end: begin, after });
        }
        html.push_str(&line[from..]);
        html.push('\n');
    }
    None
}

/// Reads a table; `count` is its number among the file's tables of this kind.
pub(crate) fn read(html: &str, count: usize, blocks: &mut Blocks) -> Result<(), Refusal> {
    let mut table = Table::default();
    let mut row: Option<usize> = None;
    // Of each column, the first row that no cell from above covers.
    let mut free_from: Vec<usize> = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        rest = &rest[open + close + 1..];
        match name(tag).as_str() {
            "tr" => {
                blocks.count_line()?;
                row = Some(row.map_or(0, |row| row + 1));
            }
            "td" | "th" => {
                let end = cell_end(rest);
                let own_row = *row.get_or_insert(0);
                let column = free_from.iter().position(|&free| free <= own_row).unwrap_or(free_from.len());
                let (row_span, column_span) = (span(tag, "rowspan"), span(tag, "colspan"));
                let covered = column..column + column_span as usize;
                if covered.end > limits::COLUMNS {
                    return Err(Refusal::TooManyCells);
                }
                free_from.resize(free_from.len().max(covered.end), 0);
                free_from[covered].fill(own_row + row_span as usize);
                let text = inline::plain(&rest[..end].split_whitespace().collect::<Vec<_>>().join(" "));
                let at = Some(format!("表{count}第{}行第{}列", own_row + 1, column + 1).into());
                let cell = Cell::new(number(own_row), number(column), text);
                table.cell(Cell { at, row_span, column_span, ..cell }, blocks)?;
                rest = &rest[end..];
            }
            _ => {}
        }
    }
    blocks.table(table, format!("表{count}"))
}

/// Where a cell's content ends: at its closing tag, or where the next cell or row begins.
fn cell_end(rest: &str) -> usize {
    let mut from = 0;
    while let Some(open) = rest[from..].find('<') {
        let at = from + open;
        let tag = name(&rest[at + 1..]);
        if matches!(tag.as_str(), "td" | "th" | "tr" | "/td" | "/th" | "/tr") {
            return at;
        }
        from = at + 1;
    }
    rest.len()
}

/// A tag's name in lower case, with the slash of a closing one.
fn name(tag: &str) -> String {
    let end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

fn span(tag: &str, attribute: &str) -> u32 {
    let value =
        position(tag, attribute).map(|at| tag[at + attribute.len()..].trim_start_matches([' ', '=', '"', '\'']));
    let digits = value.map(|value| &value[..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len())]);
    digits.and_then(|digits| digits.parse().ok()).map_or(1, |span: u32| span.clamp(1, limits::SPAN))
}

/// Where a name in ASCII stands first, in capitals or not.
fn position(text: &str, name: &str) -> Option<usize> {
    text.as_bytes().windows(name.len()).position(|window| window.eq_ignore_ascii_case(name.as_bytes()))
}
