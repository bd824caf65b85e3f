//! Formulas in Excel's row-and-column notation, `SUM(RC[-6]:RC[-1])`, rewritten with addresses.

use crate::address::{self, LAST_CELL};

/// Rewrites the formula of a cell; what is no reference stays as it is.
pub(crate) fn to_a1(formula: &str, row: u32, column: u32) -> String {
    let mut rest = formula.strip_prefix('=').unwrap_or(formula);
    let mut out = String::with_capacity(rest.len());
    let mut is_in_word = false;
    let mut is_in_text = false;
    while let Some(character) = rest.chars().next() {
        if !is_in_word
            && !is_in_text
            && let Some((place, after)) = reference(rest, (row, column))
        {
            address::push_cell(place.0, place.1, &mut out);
            rest = after;
        } else {
            is_in_text ^= character == '"';
            out.push(character);
            rest = &rest[character.len_utf8()..];
        }
        is_in_word = character.is_alphanumeric() || matches!(character, '_' | '.');
    }
    out
}

/// Takes a reference such as `RC[-6]` or `R2C3` off the beginning of a text.
fn reference(text: &str, origin: (u32, u32)) -> Option<((u32, u32), &str)> {
    let (row, rest) = coordinate(text.strip_prefix('R')?, origin.0, LAST_CELL.0)?;
    let (column, rest) = coordinate(rest.strip_prefix('C')?, origin.1, LAST_CELL.1)?;
    let goes_on = rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '.' | '('));
    (!goes_on).then_some(((row, column), rest))
}

/// Takes `[-6]`, counted from the origin, `2`, counted from 1, or nothing, which is the origin itself.
fn coordinate(text: &str, origin: u32, last: u32) -> Option<(u32, &str)> {
    let (value, rest) = if let Some(inside) = text.strip_prefix('[') {
        let (offset, rest) = inside.split_once(']')?;
        (origin.checked_add_signed(offset.parse().ok()?)?, rest)
    } else {
        let (digits, rest) = text.split_at(text.find(|next: char| !next.is_ascii_digit()).unwrap_or(text.len()));
        (if digits.is_empty() { origin } else { digits.parse::<u32>().ok()?.checked_sub(1)? }, rest)
    };
    (value <= last).then_some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_addresses() {
        let check = |formula: &str, expected: &str| assert_eq!(to_a1(formula, 3, 9), expected);
        check("=SUM(RC[-6]:RC[-1])", "SUM(D4:I4)");
        check("=R[1]C+R2C3-R[-1]C[-9]", "J5+C2-A3");
        check("=IF(RC=\"RC\",\"无\",表!RC1)", "IF(J4=\"RC\",\"无\",表!A4)");
        check("=RCOUNT(R[-9]C)", "RCOUNT(R[-9]C)");
        check("=ABRC+甲R1C1", "ABRC+甲R1C1");
    }
}
