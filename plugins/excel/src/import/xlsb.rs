//! .xlsb workbooks: calamine's cell reader over parts that were unpacked and walked within the limits.
//!
//! calamine knows no merged ranges of this format, so the grids come without spans, and a diagnostic says so.

use calamine::{Reader, SheetType, SheetVisible, Xlsb};
use nianbao_plugin::{Context, Diagnostic};

use crate::address::LAST_CELL;
use crate::import::grid::Book;
use crate::import::limits;
use crate::import::package::{Package, Repacked};
use crate::import::refusal::{Limit, Refusal};
use crate::import::value::{guarded, of_data_ref};

/// Parts that calamine reads besides the sheets.
const PARTS: [&str; 4] = ["xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/sharedStrings.bin", "xl/styles.bin"];

/// Reads a workbook.
pub(crate) fn read(mut package: Package<'_>, book: &mut Book, context: &Context<'_>) -> Result<(), Refusal> {
    let mut repacked = Repacked::new();
    let mut largest_sheet = 0;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for (index, name) in names.iter().enumerate() {
        let is_sheet = name.starts_with("xl/worksheets/") && name.ends_with(".bin");
        if !is_sheet && !PARTS.iter().any(|part| part.eq_ignore_ascii_case(name)) {
            continue;
        }
        let bytes = package.read(index)?;
        if name.ends_with(".bin") {
            check_records(&bytes)?;
        }
        if is_sheet {
            largest_sheet = bytes.len().max(largest_sheet);
        }
        repacked.add(name, &bytes)?;
    }
    let mut workbook = guarded({
        let bytes = repacked.finish()?;
        || Xlsb::new(bytes)
    })?;
    let sheets = workbook.sheets_metadata().to_owned();
    // Several sheets may name one part, which is then read as often.
    if sheets.len() > limits::SHEETS || sheets.len() * largest_sheet > limits::UNPACKED_BYTES * 8 {
        return Err(Refusal::TooLarge(Limit::Sheets));
    }
    for metadata in sheets {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = book.sheet(&metadata.name);
        sheet.hidden = metadata.visible != SheetVisible::Visible;
        let mut reader = guarded(|| workbook.worksheet_cells_reader(&metadata.name))?;
        while let Some(cell) = guarded(|| reader.next_cell())? {
            let (row, column) = cell.get_position();
            if row > LAST_CELL.0 || column > LAST_CELL.1 {
                return Err(Refusal::damaged("a cell lies outside the worksheet"));
            }
            sheet.put(row, column, of_data_ref(cell.get_value().clone()), None)?;
        }
        sheet.finish()?;
    }
    book.diagnostics.push(Diagnostic {
        code: "no_merged_cells".to_owned(),
        message: context
            .say(
                ".xlsb 中的合并单元格无法读出，各单元格按未合并处理；如表格识别有误，请另存为 .xlsx",
                "merged cells of an .xlsb workbook cannot be read and count as single ones; save it as .xlsx if a table is not recognized",
            )
            .to_owned(),
        at: None,
    });
    Ok(())
}

/// Refuses a part with a record longer than the part: calamine would reserve its length.
fn check_records(bytes: &[u8]) -> Result<(), Refusal> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let (_, after) = number(rest, 2)?;
        let (len, after) = number(after, 4)?;
        rest = after.get(len..).ok_or_else(short)?;
    }
    Ok(())
}

/// A number of up to `most` bytes with 7 bits each, lowest first.
fn number(bytes: &[u8], most: usize) -> Result<(usize, &[u8]), Refusal> {
    let mut value = 0;
    for (index, &byte) in bytes.iter().take(most).enumerate() {
        value |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 || index + 1 == most {
            return Ok((value, &bytes[index + 1..]));
        }
    }
    Err(short())
}

fn short() -> Refusal {
    Refusal::damaged("xlsb: a record reaches beyond its part")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_stay_within_their_part() {
        assert_eq!(check_records(&[0x81, 0x01, 0, 0x94, 0x01, 2, 7, 7]), Ok(()));
        for bytes in [&[0x81][..], &[0x81, 0x01], &[0x07, 3, 0, 0], &[0x07, 0xFF, 0xFF, 0xFF, 0x7F]] {
            assert!(check_records(bytes).is_err());
        }
    }
}
