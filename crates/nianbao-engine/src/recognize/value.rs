//! What a cell's text is worth: a number, a blank or a text to be kept.

use nianbao_core::document::{Cell, CellType};
use nianbao_core::value::CellValue;
use rust_decimal::Decimal;

/// Reads a cell. Digits in full width and well-placed thousands separators make no difference; a unit, a sign or a
/// remark does, and the text is kept.
pub(super) fn read(cell: &Cell) -> CellValue {
    let text = cell.text.trim_matches(is_blank);
    if text.is_empty() {
        return CellValue::Blank;
    }
    match cell.cell_type {
        CellType::Number | CellType::Text => {
            number(text).map_or_else(|| CellValue::Text(text.to_owned()), CellValue::Number)
        }
        CellType::Date | CellType::Boolean | CellType::Error => CellValue::Text(text.to_owned()),
    }
}

/// Whether the text is a number that was not typed as plain digits.
pub(super) fn is_unusually_written(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') && number(text).is_some()
}

fn number(text: &str) -> Option<Decimal> {
    // Nearly every figure is a few plain digits.
    if text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<u64>().ok().map(Decimal::from);
    }
    if text.len() > 90 {
        return None;
    }
    let plain = plain_digits(text)?;
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !fraction.is_none_or(all_digits) || !(all_digits(whole) || is_grouped(whole)) {
        return None;
    }
    Decimal::from_str_exact(&plain.replace(',', "")).ok()
}

/// The text with digits and signs of full width made plain. Circled and raised digits are no figures, and blanks may
/// stand between single digits or before groups of three only: `12 13` may be two figures.
fn plain_digits(text: &str) -> Option<String> {
    // A worksheet's mark for text, typed or written by a program that took it for one.
    let text = text.strip_prefix(['\'', '’']).unwrap_or(text);
    let pieces: Vec<&str> = text.split(is_blank).filter(|piece| !piece.is_empty()).collect();
    let is_single = |piece: &&str| piece.chars().nth(1).is_none();
    let is_group = |piece: &&str| piece.split(['.', '．']).next().is_some_and(|whole| whole.chars().count() == 3);
    let spaced = pieces.iter().all(is_single) || pieces.iter().skip(1).all(is_group);
    if !spaced {
        return None;
    }
    let plain = |c: char| match c {
        '0'..='9' | '.' | ',' | '-' => Some(c),
        '０'..='９' | '．' | '，' | '－' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    };
    pieces.into_iter().flat_map(str::chars).map(plain).collect()
}

/// `1,234,567`: groups of three after the first.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    whole.contains(',')
        && (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, value: &str) {
        assert_eq!(serde_json_like(&read(&Cell::new(0, 0, text))), value);
    }

    fn serde_json_like(value: &CellValue) -> String {
        match value {
            CellValue::Number(number) => number.to_string(),
            CellValue::Blank => "null".to_owned(),
            CellValue::Text(text) => format!("{text:?}"),
        }
    }

    #[test]
    fn numbers_texts_and_blanks() {
        for (text, value) in [
            ("12", "12"),
            (" 12 ", "12"),
            ("１２", "12"),
            ("1,234,567", "1234567"),
            ("59237.2449", "59237.2449"),
            ("0.0", "0.0"),
            ("-417", "-417"),
            ("\u{3000}", "null"),
            ("", "null"),
            ("\u{a0}", "null"),
            ("/", "\"/\""),
            ("+3", "\"+3\""),
            ("--253", "\"--253\""),
            ("12件", "\"12件\""),
            ("1,23", "\"1,23\""),
            ("1.", "\"1.\""),
            ("12 13", "\"12 13\""),
            ("4 1 7", "417"),
            ("12 345", "12345"),
            ("59 237.2449", "59237.2449"),
            ("4 1 . 7", "41.7"),
            ("'12", "12"),
            ("⑤", "\"⑤\""),
            ("3²", "\"3²\""),
            ("22（其中修订16件）", "\"22（其中修订16件）\""),
        ] {
            reads(text, value);
        }
    }
}
