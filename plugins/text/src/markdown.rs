//! Markdown as converters write it: headings, tables of pipes or of HTML, and every other line a paragraph.

use crate::blocks::{Blocks, Table, line_at};
use crate::refusal::Refusal;
use crate::{html_table, inline, plain};

/// Reads a text with `\n` at its lines' ends.
pub(crate) fn read(text: &str, blocks: &mut Blocks) -> Result<(), Refusal> {
    let lines: Vec<(usize, &str)> = text.split('\n').enumerate().map(|(index, line)| (index + 1, line)).collect();
    let last_table_end = html_table::last_end(&lines);
    let mut html_tables = 0;
    let mut rest = lines.as_slice();
    while let [(number, line), following @ ..] = rest {
        let pipes = table_over_pages(rest);
        let fenced = fenced_lines(rest);
        if pipes > 0 {
            pipe_table(&rest[..pipes], blocks)?;
            rest = &rest[pipes..];
        } else if fenced > 0 {
            // What is fenced is no Markdown, as a pasted text layer is not.
            plain::read_lines(&rest[1..fenced - 1], blocks)?;
            rest = &rest[fenced..];
        } else if *number <= last_table_end
            && let Some(found) = html_table::find(rest)
        {
            let line = &line[..found.first_line_end];
            single_line(line, *number, blocks)?;
            html_tables += 1;
            html_table::read(&found.html, html_tables, blocks)?;
            single_line(found.after, *number + found.lines - 1, blocks)?;
            rest = &rest[found.lines..];
        } else {
            single_line(line, *number, blocks)?;
            rest = following;
        }
    }
    Ok(())
}

fn single_line(line: &str, number: usize, blocks: &mut Blocks) -> Result<(), Refusal> {
    let content = line.trim();
    // Lines of marks only: rules, and underlines of headings.
    if content.len() > 2 && ["-", "=", "*", "_"].iter().any(|mark| content.replace(mark, "").trim().is_empty()) {
        return Ok(());
    }
    let level = content.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&level) {
        let heading = content.trim_matches('#');
        let text = inline::plain(heading);
        return if text.is_empty() { Ok(()) } else { blocks.heading(level_number(level), &text, number) };
    }
    let text = inline::plain(without_list_mark(content.trim_start_matches("> ")));
    if text.is_empty() { Ok(()) } else { blocks.paragraph(&text, number) }
}

fn level_number(level: usize) -> u8 {
    u8::try_from(level).unwrap_or(u8::MAX)
}

/// A list's bullet says nothing; `- 4 -` is a page number and stays whole.
fn without_list_mark(line: &str) -> &str {
    let item = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    item.filter(|item| item.chars().any(char::is_alphabetic)).unwrap_or(line)
}

/// How many of the first lines are fenced off with ``` or ~~~, the fences included.
fn fenced_lines(lines: &[(usize, &str)]) -> usize {
    let fence = ["```", "~~~"].into_iter().find(|fence| lines[0].1.trim_start().starts_with(fence));
    let Some(fence) = fence else { return 0 };
    lines.iter().skip(1).position(|(_, line)| line.trim_start().starts_with(fence)).map_or(0, |end| end + 2)
}

/// How many of the first lines are rows of one pipe table: lines that begin with a pipe, or hold one where an
/// alignment row stands second.
fn pipe_table_lines(lines: &[(usize, &str)]) -> usize {
    let is_open = |line: &str| !line.trim_start().starts_with('|');
    let has_pipe = |line: &str| cells(line).len() > 1;
    let has_alignment = lines.get(1).is_some_and(|(_, line)| line.contains('|') && is_alignment(line, 1));
    lines.iter().take_while(|(_, line)| has_pipe(line) && (has_alignment || !is_open(line))).count()
}

/// How many of the first lines are rows of one pipe table, with the pages' ends in it: behind blank lines and a page's
/// number it goes on where no header begins another one.
fn table_over_pages(lines: &[(usize, &str)]) -> usize {
    let mut end = pipe_table_lines(lines);
    while end > 0 {
        let is_between = |line: &str| line.trim().is_empty() || plain::is_page_number(line);
        let between = lines[end..].iter().take_while(|(_, line)| is_between(line)).count();
        let has_number = lines[end..end + between].iter().any(|(_, line)| plain::is_page_number(line));
        let rest = &lines[end + between..];
        let more = pipe_table_lines(rest);
        let is_headed = rest.get(1).is_some_and(|(_, line)| line.contains('|') && is_alignment(line, 1));
        if !has_number || more == 0 || is_headed {
            break;
        }
        end += between + more;
    }
    end
}

fn pipe_table(lines: &[(usize, &str)], blocks: &mut Blocks) -> Result<(), Refusal> {
    let mut table = Table::default();
    let is_row = |index: usize, line: &str| index == 0 || !is_alignment(line, if index == 1 { 1 } else { 3 });
    let rows = lines.iter().enumerate().filter(|(index, (_, line))| is_row(*index, line) && cells(line).len() > 1);
    for (row, (_, (number, line))) in rows.enumerate() {
        blocks.count_line()?;
        table.row(row, *number, cells(line).into_iter().map(inline::plain), blocks)?;
    }
    blocks.table(table, line_at(lines[0].0))
}

/// The cells of a row. The pipes around the row are no cells, and where it ends with two, the last cell is empty.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if ends_with_pipe(line) { &line[..line.len() - 1] } else { line };
    let mut cells = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            cells.push(&line[start..at]);
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells.push(&line[start..]);
    // `|文字|` is a row of one cell; a line without any pipe is none.
    cells
}

fn ends_with_pipe(line: &str) -> bool {
    let escapes = line.strip_suffix('|').map(|line| line.bytes().rev().take_while(|&byte| byte == b'\\').count());
    escapes.is_some_and(|escapes| escapes.is_multiple_of(2))
}

/// `| --- | :-: |`. Below the second row a dash or two may be data.
fn is_alignment(line: &str, least_dashes: usize) -> bool {
    cells(line).iter().all(|cell| {
        let dashes = cell.trim().trim_matches(':');
        dashes.len() >= least_dashes && dashes.bytes().all(|byte| byte == b'-')
    })
}
