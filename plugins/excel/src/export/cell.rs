//! One cell: numbers as numbers where a worksheet keeps every digit, everything else as the text that it is.

use nianbao_core::document::{Cell, CellType, Mark};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Note, Worksheet, XlsxError};

use super::Target;

/// A worksheet keeps so many digits of a number.
const DIGITS: u32 = 15;
/// And so many UTF-16 units of a text.
const TEXT_UNITS: usize = 32_767;
/// A comment keeps a few less.
const NOTE_UNITS: usize = 32_000;
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// Where something is written.
pub(super) type Place = (u32, u16);

/// A number that a worksheet keeps digit for digit, and how many of them stand behind the point.
pub(super) fn number(text: &str) -> Option<(f64, u32)> {
    let decimal = Decimal::from_str_exact(text).ok().filter(|decimal| decimal.to_string() == text)?;
    let digits = decimal.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    (digits <= DIGITS).then(|| Some((decimal.to_f64()?, decimal.scale())))?
}

/// Writes a number, or a text, of which `cut` counts those that are too long; a number with the digits behind the point that it was printed with.
pub(super) fn write_figure(
    cut: &mut usize,
    sheet: &mut Worksheet,
    place: Place,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match number(text) {
        Some((number, 0)) => sheet.write_number_with_format(place.0, place.1, number, format)?,
        Some((number, scale)) => {
            let digits = format!("0.{}", "0".repeat(usize::try_from(scale).unwrap_or(DIGITS as usize)));
            sheet.write_number_with_format(place.0, place.1, number, &format.clone().set_num_format(digits))?
        }
        None => return write_text(cut, sheet, place, text, format),
    };
    Ok(())
}

/// Writes a text; `cut` counts those that are too long.
pub(super) fn write_text(
    cut: &mut usize,
    sheet: &mut Worksheet,
    place: Place,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let fitting = fitting(text, TEXT_UNITS);
    *cut += usize::from(fitting.len() < text.len());
    sheet.write_string_with_format(place.0, place.1, fitting, format)?;
    Ok(())
}

/// Writes a cell as an importer read it, so that it is read the same again.
pub(super) fn write_as_read(
    target: &mut Target,
    sheet: &mut Worksheet,
    place: Place,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    let (row, column) = place;
    match cell.cell_type {
        CellType::Number => write_figure(&mut target.cut, sheet, place, &cell.text, format),
        CellType::Boolean if matches!(cell.text.as_str(), "true" | "false") => {
            sheet.write_boolean_with_format(row, column, cell.text == "true", format)?;
            Ok(())
        }
        CellType::Error if ERRORS.contains(&cell.text.as_str()) => {
            let formula = Formula::new(&cell.text).set_result(cell.text.as_str());
            sheet.write_formula_with_format(row, column, formula, format)?;
            Ok(())
        }
        CellType::Date => match ExcelDateTime::parse_from_str(&cell.text) {
            Ok(date) => {
                let shown = if cell.text.contains('T') { "yyyy-mm-dd hh:mm:ss" } else { "yyyy-mm-dd" };
                sheet.write_datetime_with_format(row, column, &date, &format.clone().set_num_format(shown))?;
                Ok(())
            }
            Err(_) => write_text(&mut target.cut, sheet, place, &cell.text, format),
        },
        _ => write_text(&mut target.cut, sheet, place, &cell.text, format),
    }
}

/// Puts what the marks say into a comment at the cell.
pub(super) fn comment(sheet: &mut Worksheet, place: Place, marks: &[Mark]) -> Result<(), XlsxError> {
    if marks.is_empty() {
        return Ok(());
    }
    let texts: Vec<&str> = marks.iter().map(|mark| mark.text.as_str()).collect();
    let text = texts.join("\n");
    let lines: u32 = text.lines().map(|line| lines_of(line, COMMENT_HALF_WIDTHS)).sum();
    let note = Note::new(fitting(&text, NOTE_UNITS))
        .add_author_prefix(false)
        .set_width(COMMENT_WIDTH)
        .set_height((lines * COMMENT_LINE + COMMENT_LINE).min(COMMENT_HIGHEST))
        .set_font_size(9);
    sheet.insert_note(place.0, place.1, &note)?;
    Ok(())
}

/// The size of a comment's box, in dots.
const COMMENT_WIDTH: u32 = 300;
const COMMENT_LINE: u32 = 17;
const COMMENT_HIGHEST: u32 = 600;
/// How many letters stand on a line of it.
const COMMENT_HALF_WIDTHS: u32 = 44;

/// How many lines a text takes where so many letters, or half as many ideographs, stand on one.
pub(super) fn lines_of(text: &str, half_widths: u32) -> u32 {
    let units = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    units.div_ceil(half_widths.max(2)).max(1)
}

/// The first characters of a text, of at most so many UTF-16 units.
pub(super) fn fitting(text: &str, units: usize) -> &str {
    // A byte is never more than one unit.
    if text.len() <= units {
        return text;
    }
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_keep_their_digits_are_numbers() {
        assert_eq!(number("59237.2449"), Some((59237.2449, 4)));
        assert_eq!(number("0"), Some((0.0, 0)));
        assert_eq!(number("0.0"), Some((0.0, 1)));
        assert_eq!(number("-417"), Some((-417.0, 0)));
        assert_eq!(number("999999999999999"), Some((999_999_999_999_999.0, 0)));
        for text in ["", "007", "+1", "1e5", "1234567890123456", "0.1234567890123456", "22（其中修订16件）", "１", ".5"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(fitting("一二三", 2), "一二");
        assert_eq!(fitting("a𠮷b", 2), "a");
        assert_eq!(fitting("abc", 3), "abc");
    }
}
