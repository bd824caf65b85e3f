//! A statutory table on a sheet of its own, filled in or to be filled in.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::document::{Cell, CellRole, CompactString, Grid, InputKind};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, Format, Formula, ProtectionOptions, Worksheet,
    XlsxError,
};

use super::cell::{self, Place};
use super::ranges::{self, Position};
use super::style;
use super::watch::Watch;
use crate::own::RowMark;

/// Where the table begins, below its title.
pub(super) const ORIGIN: Position = (1, 0);

/// How wide a table is in all, in letters: a column needs so many, within bounds.
const LETTERS_A_COLUMN: u32 = 11;
const NARROWEST_TABLE: u32 = 84;
const WIDEST_TABLE: u32 = 124;
/// The height of a line, in points.
const LINE: u32 = 15;
/// From so many rows on, a label in a narrow column is set upright.
const UPRIGHT_ROWS: u32 = 4;
/// No row is higher, in points.
const HIGHEST_ROW: u32 = 400;
/// A portrait page takes no more columns.
const PORTRAIT_COLUMNS: u32 = 10;
/// A table of so many rows is printed on one page.
const ROWS_OF_A_PAGE: u32 = 40;
const A4: u8 = 9;

pub(super) fn write(
    cut: &mut usize,
    sheet: &mut Worksheet,
    grid: &Grid,
    title: &str,
    watch: Option<&Watch<'_>>,
) -> Result<(), XlsxError> {
    let columns = narrow(grid.columns);
    let widths = widths(grid);
    for (column, width) in (0..columns).zip(&widths) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    line(cut, sheet, 0, columns, title, &style::title())?;
    sheet.set_row_height(0, 30)?;
    for cell in &grid.cells {
        let format = format_of(cell, &widths);
        let place = (cell.row + ORIGIN.0, narrow(cell.column + ORIGIN.1));
        match (watch, cell.role) {
            (Some(watch), Some(CellRole::Data)) => to_fill_in(cut, sheet, cell, place, watch)?,
            _ => put(cut, sheet, cell, place, &format)?,
        }
        cell::comment(sheet, place, &cell.marks)?;
    }
    for (row, height) in heights(grid, &widths) {
        sheet.set_row_height(row + ORIGIN.0, f64::from(height))?;
    }
    let mut aids = vec![0];
    if let Some(watch) = watch {
        let row = ORIGIN.0 + grid.rows;
        help(cut, sheet, grid, row, watch)?;
        aids.extend([row, row + 1]);
    }
    for row in aids {
        sheet.write_string(row, columns, RowMark::Aid.to_string())?;
    }
    sheet.set_column_hidden(columns)?;
    if grid.header_rows > 0 {
        sheet.set_freeze_panes(ORIGIN.0 + grid.header_rows, narrow(grid.header_columns))?;
        sheet.set_repeat_rows(0, ORIGIN.0 + grid.header_rows - 1)?;
    }
    let pages = u16::from(grid.rows <= ROWS_OF_A_PAGE);
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, pages).set_print_center_horizontally(true);
    if grid.columns > PORTRAIT_COLUMNS {
        sheet.set_landscape();
    }
    Ok(())
}

/// A figure of the blank form: computed, or open to be filled in.
fn to_fill_in(
    cut: &mut usize,
    sheet: &mut Worksheet,
    cell: &Cell,
    place: Place,
    watch: &Watch<'_>,
) -> Result<(), XlsxError> {
    let Some((formula, is_open, value)) = watch.formula(cell) else {
        return put(cut, sheet, cell, place, &style::input());
    };
    let format = if is_open { style::input() } else { style::computed() };
    put(cut, sheet, &Cell { text: CompactString::default(), ..cell.clone() }, place, &format)?;
    let formula = Formula::new(formula).set_result(value.normalize().to_string());
    sheet.write_formula_with_format(place.0, place.1, formula, &format)?;
    Ok(())
}

/// What guards the blank form: which numbers may be typed, what turns red, and the line that says whether all is well.
fn help(cut: &mut usize, sheet: &mut Worksheet, grid: &Grid, row: u32, watch: &Watch<'_>) -> Result<(), XlsxError> {
    for (kind, cells) in inputs(grid, watch) {
        validate(sheet, kind, &cells)?;
    }
    for relation in watch.relations() {
        let Some(&first) = relation.cells.first() else { continue };
        let rule = ConditionalFormatFormula::new()
            .set_rule(watch.failure(relation).as_str())
            .set_format(style::failing())
            .set_multi_range(ranges::ranges(&relation.cells).join(" "));
        sheet.add_conditional_format(first.0, narrow(first.1), first.0, narrow(first.1), &rule)?;
    }
    let columns = narrow(grid.columns);
    line(cut, sheet, row, columns, HELP, &style::aid())?;
    sheet.set_row_height(row, 20)?;
    if let Some(failures) = watch.failures() {
        verdict(cut, sheet, (row + 1, columns), &failures, &blanks(grid, watch))?;
    }
    let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&options);
    Ok(())
}

const HELP: &str = "只填黄色单元格，没有的填 0；灰色单元格自动计算。";
const HOLDING: &str = "勾稽关系全部成立";
/// What the line says first where a relation fails, and where cells are left blank.
const FAILING: &str = "有";
const UNFINISHED: [&str; 2] = ["已填数字的勾稽关系成立，尚有", "格未填"];

/// The line that says whether all is well: never of a form that is not yet filled in.
fn verdict(
    cut: &mut usize,
    sheet: &mut Worksheet,
    (row, columns): (u32, u16),
    failures: &str,
    blanks: &BTreeSet<Position>,
) -> Result<(), XlsxError> {
    let [unfinished, blank_cells] = UNFINISHED;
    let now = if blanks.is_empty() { HOLDING.to_owned() } else { format!("{unfinished}{}{blank_cells}", blanks.len()) };
    line(cut, sheet, row, columns, &now, &style::verdict())?;
    let holding = if blanks.is_empty() {
        format!("\"{HOLDING}\"")
    } else {
        let counts: Vec<String> = ranges::ranges(blanks).iter().map(|range| format!("COUNTBLANK({range})")).collect();
        let count = counts.join("+");
        format!("IF({count}=0,\"{HOLDING}\",\"{unfinished}\"&({count})&\"{blank_cells}\")")
    };
    let text = format!("IF({failures}=0,{holding},\"{FAILING}\"&{failures}&\"处勾稽关系不成立，请核对标红的单元格\")");
    sheet.write_formula_with_format(row, 0, Formula::new(text).set_result(now), &style::verdict())?;
    sheet.set_row_height(row, 24)?;
    let own = format!("${}", ranges::cell((row, 0)).replacen('A', "A$", 1));
    let is_holding = (format!("{own}=\"{HOLDING}\""), style::holding());
    let is_failing = (format!("LEFT({own},1)=\"{FAILING}\""), style::failing());
    for (rule, format) in [is_holding, is_failing] {
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        sheet.add_conditional_format(row, 0, row, columns - 1, &rule)?;
    }
    Ok(())
}

/// The cells that somebody has yet to fill in.
fn blanks(grid: &Grid, watch: &Watch<'_>) -> BTreeSet<Position> {
    let blank =
        |cell: &&Cell| cell.role == Some(CellRole::Data) && cell.text.is_empty() && watch.formula(cell).is_none();
    grid.cells.iter().filter(blank).map(|cell| (cell.row + ORIGIN.0, cell.column + ORIGIN.1)).collect()
}

/// The open cells by what may be filled in.
fn inputs(grid: &Grid, watch: &Watch<'_>) -> BTreeMap<u8, BTreeSet<Position>> {
    let mut inputs: BTreeMap<u8, BTreeSet<Position>> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| cell.role == Some(CellRole::Data)) {
        let kind = match cell.input {
            Some(InputKind::Amount) => AMOUNT,
            Some(InputKind::Change) => CHANGE,
            Some(InputKind::Count) | None => COUNT,
        };
        if watch.formula(cell).is_none_or(|(_, is_open, _)| is_open) {
            inputs.entry(kind).or_default().insert((cell.row + ORIGIN.0, cell.column + ORIGIN.1));
        }
    }
    inputs
}

const COUNT: u8 = 0;
const AMOUNT: u8 = 1;
const CHANGE: u8 = 2;

fn validate(sheet: &mut Worksheet, kind: u8, cells: &BTreeSet<Position>) -> Result<(), XlsxError> {
    const MOST: i32 = 999_999_999;
    let Some(&first) = cells.first() else { return Ok(()) };
    let validation = DataValidation::new();
    let (validation, title, prompt, refusal) = match kind {
        AMOUNT => (
            validation.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "填写金额",
            "单位为万元，可以有小数；没有的填 0。",
            "请填不小于 0 的数字，单位为万元，不要写“元”“万元”等字。",
        ),
        CHANGE => (
            validation.allow_whole_number(DataValidationRule::Between(-MOST, MOST)),
            "填写增减数",
            "增加的填正整数，减少的填负整数，没有变化的填 0。",
            "请填整数，不要写单位和文字。",
        ),
        _ => (
            validation.allow_whole_number(DataValidationRule::Between(0, MOST)),
            "填写件数",
            "填 0 或正整数；没有的填 0，不要留空。",
            "请填 0 或正整数，不要写单位、小数和文字。",
        ),
    };
    let validation = validation
        .set_input_title(title)?
        .set_input_message(prompt)?
        .set_error_title("数字有误")?
        .set_error_message(refusal)?
        .set_multi_range(ranges::ranges(cells).join(" "));
    sheet.add_data_validation(first.0, narrow(first.1), first.0, narrow(first.1), &validation)?;
    Ok(())
}

/// Writes a cell over all the positions that it covers.
fn put(cut: &mut usize, sheet: &mut Worksheet, cell: &Cell, place: Place, format: &Format) -> Result<(), XlsxError> {
    if cell.row_span > 1 || cell.column_span > 1 {
        let last = (place.0 + cell.row_span - 1, place.1 + narrow(cell.column_span) - 1);
        sheet.merge_range(place.0, place.1, last.0, last.1, "", format)?;
    }
    match cell.role {
        Some(CellRole::Data) => cell::write_figure(cut, sheet, place, &cell.text, format),
        _ => cell::write_text(cut, sheet, place, &cell.text, format),
    }
}

/// Writes a line over the whole width.
fn line(
    cut: &mut usize,
    sheet: &mut Worksheet,
    row: u32,
    columns: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if columns > 1 {
        sheet.merge_range(row, 0, row, columns - 1, "", format)?;
    }
    cell::write_text(cut, sheet, (row, 0), text, format)
}

fn format_of(cell: &Cell, widths: &[u32]) -> Format {
    let format = match cell.role {
        Some(CellRole::Label) if is_upright(cell, widths) => style::upright_label(),
        Some(CellRole::Label) => style::label(),
        Some(CellRole::Data) => style::figure(),
        _ => style::header(),
    };
    style::marked(format, &cell.marks)
}

fn is_upright(cell: &Cell, widths: &[u32]) -> bool {
    const NARROW: u32 = 9;
    cell.row_span >= UPRIGHT_ROWS && cell.column_span == 1 && width_of(cell, widths) <= NARROW
}

/// The widths of the columns in letters, as the form has them relative to each other.
fn widths(grid: &Grid) -> Vec<u32> {
    let count = grid.columns.max(1);
    let total = (count * LETTERS_A_COLUMN).clamp(NARROWEST_TABLE, WIDEST_TABLE);
    let whole: u32 = grid.widths.iter().sum();
    let is_given = grid.widths.len() == count as usize && whole > 0;
    let width = |column: usize| if is_given { grid.widths[column] * total / whole } else { total / count };
    (0..count as usize).map(|column| width(column).max(5)).collect()
}

fn width_of(cell: &Cell, widths: &[u32]) -> u32 {
    let first = cell.column as usize;
    widths.iter().skip(first).take(cell.column_span as usize).sum()
}

/// How high rows must be for the texts that stand in one row only; merged cells make no row higher by themselves.
fn heights(grid: &Grid, widths: &[u32]) -> BTreeMap<u32, u32> {
    let mut heights: BTreeMap<u32, u32> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| !is_upright(cell, widths)) {
        let letters = width_of(cell, widths).saturating_sub(3);
        let lines: u32 = cell.text.split('\n').map(|text| cell::lines_of(text, letters)).sum();
        let height = (lines * LINE + 5).div_ceil(cell.row_span.max(1)).min(HIGHEST_ROW);
        for row in cell.row..cell.row + cell.row_span {
            let of_row = heights.entry(row).or_insert(LINE + 5);
            *of_row = (*of_row).max(height);
        }
    }
    heights
}

/// A column of a form, of which no edition has thousands.
fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
