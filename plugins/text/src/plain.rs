//! Plain text: a paragraph for each line, and a table where lines are parted by tabs, as a pasted table's are.

use crate::blocks::{Blocks, Table, line_at};
use crate::refusal::Refusal;

/// Reads a text with `\n` at its lines' ends.
///
/// Blanks at a line's beginning and within it are kept: in a text layer they are all that is left of the layout.
pub(crate) fn read(text: &str, blocks: &mut Blocks) -> Result<(), Refusal> {
    let lines: Vec<(usize, &str)> =
        text.split('\n').enumerate().map(|(index, line)| (index + 1, trimmed(line))).collect();
    read_lines(&lines, blocks)
}

/// Reads lines with their numbers, which count from 1.
pub(crate) fn read_lines(lines: &[(usize, &str)], blocks: &mut Blocks) -> Result<(), Refusal> {
    let mut rest = lines;
    while !rest.is_empty() {
        let tabbed = lines_with_tabs(rest);
        let (run, following) = rest.split_at(tabbed.max(1));
        if is_table(run) {
            table(run, blocks)?;
        } else {
            for (number, line) in run.iter().filter(|(_, line)| !line.trim().is_empty()) {
                blocks.paragraph(line.trim_end(), *number)?;
            }
        }
        rest = following;
    }
    Ok(())
}

/// A line without the form feed that text layers put before the first line of a page.
fn trimmed(line: &str) -> &str {
    line.trim_matches('\u{c}')
}

/// How many of the first lines hold a tab. A blank line or a page's number between them does not end the run: the table
/// goes on over the page.
fn lines_with_tabs(lines: &[(usize, &str)]) -> usize {
    let mut end = 0;
    for (index, (_, line)) in lines.iter().enumerate() {
        if line.contains('\t') {
            end = index + 1;
        } else if index == 0 || !line.trim().is_empty() && !is_page_number(line) {
            break;
        }
    }
    end
}

/// `- 5 -`, `— 5 —`, `第 5 页`: what stands between two pages. A bare number may be a figure.
pub(crate) fn is_page_number(line: &str) -> bool {
    let line = line.trim();
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '·');
    let between = line.strip_prefix(dash).and_then(|line| line.strip_suffix(dash));
    let of_page = line.strip_prefix('第').and_then(|line| line.strip_suffix('页'));
    between.map(|text| text.trim_matches(dash)).or(of_page).is_some_and(|text| is_number(text.trim()))
}

/// Whether lines are a table's rows. A tab before a line's text is an indent, unless a neighbour has cells.
fn is_table(lines: &[(usize, &str)]) -> bool {
    let has_cells = |line: &str| line.split('\t').filter(|cell| !cell.trim().is_empty()).count() > 1;
    lines.len() > 1 && lines.iter().any(|(_, line)| has_cells(line))
}

fn table(lines: &[(usize, &str)], blocks: &mut Blocks) -> Result<(), Refusal> {
    let mut table = Table::default();
    let rows = lines.iter().filter(|(_, line)| line.contains('\t'));
    for (row, (number, line)) in rows.enumerate() {
        blocks.count_line()?;
        table.row(row, *number, line.split('\t').map(str::trim), blocks)?;
    }
    let first = lines.first().map_or(1, |(number, _)| *number);
    blocks.table(table, line_at(first))
}
