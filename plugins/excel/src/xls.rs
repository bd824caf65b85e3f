//! .xls workbooks (and WPS's .et, which are the same): calamine, behind the walk over their records.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xls};

use crate::biff;
use crate::grid::{Area, Book, Value};
use crate::ole;
use crate::refusal::Refusal;
use crate::value::{guarded, of_data};

/// Reads a `Workbook` stream.
pub(crate) fn read(stream: Vec<u8>, book: &mut Book) -> Result<(), Refusal> {
    let checked = biff::check(&stream)?;
    drop(stream);
    let container = Cursor::new(ole::container_of("Workbook", checked.stream));
    let mut workbook = guarded(|| Xls::new(container))?;
    let sheets = workbook.sheets_metadata().to_owned();
    for (metadata, facts) in sheets.into_iter().zip(checked.sheets) {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let cells = guarded(|| workbook.worksheet_range(&metadata.name))?;
        let formulas = guarded(|| workbook.worksheet_formula(&metadata.name))?;
        let merges = guarded(|| workbook.merge_cells_by_sheet_name(&metadata.name))?;

        let mut sheet = book.sheet(&metadata.name);
        sheet.hidden = metadata.visible != SheetVisible::Visible;
        sheet.hidden_rows = facts.hidden_rows;
        sheet.hidden_columns = facts.hidden_columns;
        let (top, left) = cells.start().unwrap_or_default();
        for (row, column, data) in cells.used_cells() {
            let place = (top + index(row), left + index(column));
            let formula = formulas.get_value(place).filter(|formula| is_formula(formula));
            sheet.put(place.0, place.1, of_data(data.clone()), formula.cloned())?;
        }
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let place = (top + index(row), left + index(column));
            if is_formula(formula) && cells.get_value(place).is_none_or(|data| *data == calamine::Data::Empty) {
                sheet.put(place.0, place.1, Value::Blank, Some(formula.clone()))?;
            }
        }
        for merge in merges {
            sheet.merge(Area { top: merge.start.0, left: merge.start.1, bottom: merge.end.0, right: merge.end.1 })?;
        }
        sheet.finish()?;
    }
    Ok(())
}

/// Whether a formula's text is one, and not calamine's word for tokens that it does not know.
fn is_formula(text: &str) -> bool {
    !text.is_empty() && !text.starts_with("Unrecognised formula")
}

fn index(position: usize) -> u32 {
    u32::try_from(position).expect("a sheet's rows and columns are 16 bits wide")
}
