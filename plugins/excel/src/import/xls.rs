//! .xls workbooks (and WPS's .et, which are the same): calamine, behind the walk over their records.

mod biff;
mod comments;
mod sst;
mod summary;
mod tokens;

use std::io::{Cursor, Read, Seek};

use calamine::{Reader, SheetType, SheetVisible, Xls};

use crate::address::Area;
use crate::import::grid::{Book, Sheet, Value};
use crate::import::ole;
use crate::import::refusal::Refusal;
use crate::import::value::{guarded, of_data};
use biff::{FormulaFacts, SheetFacts};

/// The streams of an .xls workbook.
pub(crate) struct Streams {
    pub(crate) workbook: Vec<u8>,
    pub(crate) summary: Option<Vec<u8>>,
}

/// Reads a workbook.
pub(crate) fn read(streams: Streams, book: &mut Book) -> Result<(), Refusal> {
    let checked = biff::check(&streams.workbook)?;
    drop(streams.workbook);
    let container = Cursor::new(ole::container_of("Workbook", checked.stream));
    let mut workbook = guarded(|| Xls::new(container))?;
    let sheets = workbook.sheets_metadata().to_owned();
    for (metadata, facts) in sheets.into_iter().zip(checked.sheets) {
        if metadata.typ == SheetType::WorkSheet {
            let mut sheet = book.sheet(&metadata.name);
            sheet.hidden = metadata.visible != SheetVisible::Visible;
            read_sheet(&mut workbook, &metadata.name, facts, &mut sheet)?;
            sheet.finish()?;
        }
    }
    book.authors(streams.summary.as_deref().map(summary::authors).unwrap_or_default());
    Ok(())
}

fn read_sheet<R: Read + Seek>(
    workbook: &mut Xls<R>,
    name: &str,
    mut facts: SheetFacts,
    sheet: &mut Sheet<'_>,
) -> Result<(), Refusal> {
    let cells = guarded(|| workbook.worksheet_range(name))?;
    let formulas = guarded(|| workbook.worksheet_formula(name))?;
    let merges = guarded(|| workbook.merge_cells_by_sheet_name(name))?;
    let (top, left) = cells.start().unwrap_or_default();
    for (row, column, data) in cells.used_cells() {
        let place = (top + index(row), left + index(column));
        let facts = facts.formulas.remove(&place);
        let value =
            if facts.as_ref().is_none_or(|facts| facts.has_value) { of_data(data.clone()) } else { Value::Blank };
        let formula = facts.map(|facts| formula_of(facts, formulas.get_value(place)));
        sheet.put(place.0, place.1, value, formula)?;
    }
    // Those whose value calamine leaves out.
    for (place, facts) in facts.formulas {
        let formula = formula_of(facts, formulas.get_value(place));
        sheet.put(place.0, place.1, Value::Blank, Some(formula))?;
    }
    for merge in merges {
        sheet.merge(Area { top: merge.start.0, left: merge.start.1, bottom: merge.end.0, right: merge.end.1 })?;
    }
    sheet.hidden_rows = facts.hidden_rows;
    sheet.hidden_columns = facts.hidden_columns;
    sheet.has_drawings = facts.objects.has_drawings;
    facts.objects.put(sheet)
}

/// The text of a formula, empty where neither we nor calamine can tell it.
fn formula_of(facts: FormulaFacts, told: Option<&String>) -> String {
    let told = told.filter(|text| is_formula(text));
    facts.plain.or_else(|| told.cloned()).unwrap_or_default()
}

/// Whether a formula's text is one, and not calamine's word for tokens that it does not know.
fn is_formula(text: &str) -> bool {
    !text.is_empty() && !text.starts_with("Unrecognised formula")
}

fn index(position: usize) -> u32 {
    u32::try_from(position).expect("a sheet's rows and columns are 16 bits wide")
}
