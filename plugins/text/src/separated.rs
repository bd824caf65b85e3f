//! Separated values: commas, semicolons or tabs, quoted or not, as spreadsheets save them. One file is one table.

use csv::{ReaderBuilder, StringRecord};

use crate::blocks::{Blocks, Table};
use crate::refusal::Refusal;

/// How many records are looked at to find out what parts them.
const RECORDS_OF_EVIDENCE: usize = 200;

/// Reads a text with `\n` at its lines' ends. The name decides only where the content shows no separator.
pub(crate) fn read(text: &str, name: &str, blocks: &mut Blocks) -> Result<(), Refusal> {
    let (declared, text) = declaration(text);
    let separator = declared.unwrap_or_else(|| separator(text, name));
    let mut table = Table::default();
    let mut line_breaks_in_cells = 0;
    let mut row = 0;
    let mut lines = Vec::new();
    for_each_record(text, separator, |record, line_breaks_before| {
        blocks.count_line()?;
        // What a spreadsheet shows as the row: a line break within a cell begins no row, an empty line is one.
        let own_line_breaks = record.iter().flat_map(str::chars).filter(|&c| c == '\n').count();
        let number = line_breaks_before.saturating_sub(own_line_breaks + line_breaks_in_cells).max(1);
        line_breaks_in_cells += own_line_breaks;
        table.row(row, number, record.iter().map(str::trim), blocks)?;
        lines.push((number, record.len()));
        row += 1;
        Ok(true)
    })?;
    table.reach_the_edge(&lines, blocks)?;
    blocks.table(table, "第1行".to_owned())
}

/// The first line of some files names the separator, `sep=;`, and spreadsheets do not show it.
fn declaration(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let declared = first.trim_matches(['"', ' ']).strip_prefix("sep=").map(str::as_bytes);
    match declared {
        Some([separator]) if separator.is_ascii() => (Some(*separator), rest),
        _ => (None, text),
    }
}

/// The separator that parts most records into the same number of cells, which must be more than one.
fn separator(text: &str, name: &str) -> u8 {
    let is_named_for_tabs =
        name.rsplit('.').next().is_some_and(|end| matches!(end.to_lowercase().as_str(), "tsv" | "tab"));
    let candidates = if is_named_for_tabs { [b'\t', b',', b';'] } else { [b',', b';', b'\t'] };
    let agreement = |&separator: &u8| {
        let mut sizes = Vec::new();
        let counted = for_each_record(text, separator, |record, _| {
            sizes.push(record.len());
            Ok(sizes.len() < RECORDS_OF_EVIDENCE)
        });
        sizes.sort_unstable();
        let of_one_size = sizes.chunk_by(|one, other| one == other).filter(|chunk| chunk[0] > 1);
        counted.map_or(0, |()| of_one_size.map(<[usize]>::len).max().unwrap_or(0))
    };
    // Of equals the last maximum would win, and the first candidate is the likeliest.
    candidates.into_iter().rev().max_by_key(agreement).unwrap_or(b',')
}

/// Calls a function with each record and the number of line breaks before its end, until it says `false`.
fn for_each_record(
    text: &str,
    separator: u8,
    mut each: impl FnMut(&StringRecord, usize) -> Result<bool, Refusal>,
) -> Result<(), Refusal> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    // The text is valid UTF-8 and lies in memory, and rows may differ in length: there is no error left to meet.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line_breaks = usize::try_from(reader.position().line() - 1).unwrap_or(usize::MAX);
        // The last line may end without a line break.
        let is_at_end = reader.position().byte() == text.len() as u64 && !text.ends_with('\n');
        if !each(&record, line_breaks + usize::from(is_at_end))? {
            break;
        }
    }
    Ok(())
}
