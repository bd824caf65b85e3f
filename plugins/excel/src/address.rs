//! Addresses of a worksheet: `D6` as row and column and back, and the locators that a clerk finds a cell by.

use nianbao_core::document::CompactString;

/// The last row and the last column of a worksheet, counted from zero.
pub(crate) const LAST_CELL: (u32, u32) = (1_048_575, 16_383);

/// A rectangle of cells, all four sides included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// The locator of a cell: `Sheet!D6`.
pub(crate) fn of_cell(sheet: &str, row: u32, column: u32) -> CompactString {
    let mut address = CompactString::default();
    address.push_str(sheet);
    address.push('!');
    push_column(column, &mut address);
    push_number(u64::from(row) + 1, &mut address);
    address
}

/// The locator of whole rows: `Sheet!5:7`.
pub(crate) fn of_rows(sheet: &str, first: u32, last: u32) -> String {
    format!("{sheet}!{}:{}", u64::from(first) + 1, u64::from(last) + 1)
}

/// The locator of whole columns: `Sheet!B:D`.
pub(crate) fn of_columns(sheet: &str, first: u32, last: u32) -> String {
    let mut address = format!("{sheet}!");
    push_column(first, &mut address);
    address.push(':');
    push_column(last, &mut address);
    address
}

/// Writes a cell without its sheet: `D6`.
pub(crate) fn push_cell(row: u32, column: u32, out: &mut String) {
    push_column(column, out);
    push_number(u64::from(row) + 1, out);
}

/// Reads `B2:D6`, or one cell.
pub(crate) fn area(range: &str) -> Option<Area> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(Area { top, left, bottom, right })
}

/// Reads `D6` or `$D$6` as the row 5 and the column 3.
pub(crate) fn cell(address: &str) -> Option<(u32, u32)> {
    let mut bytes = address.bytes().filter(|&byte| byte != b'$').peekable();
    let (mut row, mut column) = (0_u32, 0_u32);
    while let Some(letter) = bytes.next_if(u8::is_ascii_alphabetic) {
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    bytes.peek()?;
    for digit in bytes {
        let digit = digit.checked_sub(b'0').filter(|&digit| digit < 10)?;
        row = row.checked_mul(10)?.checked_add(u32::from(digit))?;
    }
    let place = (row.checked_sub(1)?, column.checked_sub(1)?);
    (place.0 <= LAST_CELL.0 && place.1 <= LAST_CELL.1).then_some(place)
}

/// The letters of a zero-based column.
fn push_column(column: u32, out: &mut impl Extend<char>) {
    if column >= 26 {
        push_column(column / 26 - 1, out);
    }
    out.extend([char::from(b'A' + u8::try_from(column % 26).expect("a remainder of 26 fits a byte"))]);
}

/// Writes a number; `write!` takes three times as long, and every cell has an address.
fn push_number(number: u64, out: &mut impl Extend<char>) {
    if number >= 10 {
        push_number(number / 10, out);
    }
    out.extend([char::from(b'0' + u8::try_from(number % 10).expect("a remainder of 10 fits a byte"))]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_a_worksheet() {
        assert_eq!(of_cell("Sheet2", 5, 3), "Sheet2!D6");
        assert_eq!(of_cell("s", 0, 25), "s!Z1");
        assert_eq!(of_cell("s", 0, 26), "s!AA1");
        assert_eq!(of_cell("s", LAST_CELL.0, LAST_CELL.1), "s!XFD1048576");
        assert_eq!(of_rows("s", 4, 6), "s!5:7");
        assert_eq!(of_columns("s", 1, 27), "s!B:AB");
    }

    #[test]
    fn an_address_is_read_with_and_without_marks() {
        assert_eq!(cell("$D$6"), Some((5, 3)));
        assert_eq!(cell("aa10"), Some((9, 26)));
        assert_eq!(area("$A$1:B2"), Some(Area { top: 0, left: 0, bottom: 1, right: 1 }));
    }

    #[test]
    fn an_address_beyond_the_worksheet_is_none() {
        assert_eq!(cell("XFD1048576"), Some(LAST_CELL));
        for address in ["XFE1", "A1048577", "A0", "1", "A", "ZZZZZZZZZ1", "A1B", "A-1", "", "甲1"] {
            assert_eq!(cell(address), None, "{address}");
        }
    }
}
