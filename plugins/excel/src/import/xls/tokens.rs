//! Plain formulas of an .xls workbook, from the tokens that it keeps them as back to text: `SUM(D4:I4)`, `D4+E4-F4`.
//!
//! Any other formula is none here. See [MS-XLS] 2.5.198.

use crate::address::{self, LAST_CELL};

/// Excel's own formulas of this time have 1,024 characters at most.
const LONGEST: usize = 1_024;

const ADD: u8 = 0x03;
const SUBTRACT: u8 = 0x04;
const PLUS: u8 = 0x12;
const MINUS: u8 = 0x13;
const BRACKETS: u8 = 0x15;
const ATTRIBUTE: u8 = 0x19;
const INTEGER: u8 = 0x1E;
/// The tokens of operands come in three classes each, 32 apart; these are the lowest.
const CELL: u8 = 0x24;
const AREA: u8 = 0x25;
const FUNCTION: u8 = 0x22;
/// The number of SUM among the functions.
const SUM: u16 = 4;

/// Writes the formula that the tokens stand for, in the order in which a calculator would take them.
pub(super) fn plain_formula(tokens: &[u8], is_biff8: bool) -> Option<String> {
    if tokens.len() > LONGEST {
        return None;
    }
    let mut rest = Tokens { rest: tokens, is_biff8 };
    let mut operands: Vec<Operand> = Vec::new();
    while let Some([token]) = rest.take() {
        let operand = match token {
            ADD | SUBTRACT => {
                let (right, left) = (operands.pop()?, operands.pop()?);
                let sign = if token == ADD { '+' } else { '-' };
                Operand { text: format!("{}{sign}{}", left.text, right.in_brackets()), is_sum: true }
            }
            PLUS | MINUS => {
                let sign = if token == PLUS { '+' } else { '-' };
                Operand { text: format!("{sign}{}", operands.pop()?.in_brackets()), is_sum: true }
            }
            BRACKETS => Operand { text: format!("({})", operands.pop()?.text), is_sum: false },
            ATTRIBUTE => {
                let [flags, _, _] = rest.take()?;
                match flags {
                    // A sum of one argument.
                    0x10 => sum_of(vec![operands.pop()?]),
                    // Blanks within the formula's text, and a mark of one that changes by itself.
                    0x40 | 0x01 => continue,
                    _ => return None,
                }
            }
            INTEGER => Operand::of(u16::from_le_bytes(rest.take()?).to_string()),
            _ if token & 0x60 == 0 => return None,
            _ => match token & 0x1F | 0x20 {
                CELL => Operand::of(rest.cell()?),
                AREA => Operand::of(rest.area()?),
                FUNCTION => {
                    let [count, low, high] = rest.take()?;
                    if u16::from_le_bytes([low, high]) != SUM || count == 0 {
                        return None;
                    }
                    sum_of(operands.split_off(operands.len().checked_sub(usize::from(count))?))
                }
                _ => return None,
            },
        };
        operands.push(operand);
    }
    let formula = operands.pop()?;
    operands.is_empty().then_some(formula.text)
}

/// A part of the formula.
struct Operand {
    text: String,
    /// Whether it needs brackets behind a minus.
    is_sum: bool,
}

impl Operand {
    fn of(text: String) -> Self {
        Operand { text, is_sum: false }
    }

    fn in_brackets(self) -> String {
        if self.is_sum { format!("({})", self.text) } else { self.text }
    }
}

fn sum_of(arguments: Vec<Operand>) -> Operand {
    let arguments: Vec<String> = arguments.into_iter().map(|argument| argument.text).collect();
    Operand::of(format!("SUM({})", arguments.join(",")))
}

struct Tokens<'t> {
    rest: &'t [u8],
    /// Whether places are written in four bytes, as since Excel 97, or in three.
    is_biff8: bool,
}

impl Tokens<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    /// A column; its flags, which say what moves with a copied formula, stand with it since Excel 97, else with the row.
    fn column(&mut self) -> Option<u16> {
        if self.is_biff8 {
            self.number().map(|column| column & 0x3FFF)
        } else {
            self.take().map(|[column]| column.into())
        }
    }

    fn row(&mut self) -> Option<u16> {
        self.number().map(|row| if self.is_biff8 { row } else { row & 0x3FFF })
    }

    fn cell(&mut self) -> Option<String> {
        let (row, column) = (self.row()?, self.column()?);
        written(row, column)
    }

    fn area(&mut self) -> Option<String> {
        let (top, bottom, left, right) = (self.row()?, self.row()?, self.column()?, self.column()?);
        Some(format!("{}:{}", written(top, left)?, written(bottom, right)?))
    }
}

fn written(row: u16, column: u16) -> Option<String> {
    let (row, column) = (u32::from(row), u32::from(column));
    let mut text = String::new();
    (column <= LAST_CELL.1).then(|| address::push_cell(row, column, &mut text))?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tokens: &[u8], expected: Option<&str>) {
        assert_eq!(plain_formula(tokens, true).as_deref(), expected);
    }

    const B2: [u8; 5] = [0x44, 1, 0, 1, 0xC0];
    const B3: [u8; 5] = [0x24, 2, 0, 1, 0];

    #[test]
    fn sums_of_areas_and_cells_are_written_out() {
        check(&[0x25, 1, 0, 6, 0, 1, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0], Some("SUM(B2:B7)"));
        check(&[&B2[..], &B3, &[0x42, 2, 4, 0]].concat(), Some("SUM(B2,B3)"));
        check(&[&B2[..], &B3, &[0x03], &B2, &[0x04, 0x1E, 5, 0, 0x03]].concat(), Some("B2+B3-B2+5"));
    }

    #[test]
    fn brackets_stay_and_stand_where_the_order_needs_them() {
        check(&[&B2[..], &B3, &B2, &[0x04, 0x15, 0x04]].concat(), Some("B2-(B3-B2)"));
        check(&[&B2[..], &B3, &B2, &[0x04, 0x04]].concat(), Some("B2-(B3-B2)"));
        check(&[&B2[..], &[0x13, 0x13]].concat(), Some("-(-B2)"));
    }

    #[test]
    fn places_of_excel_95_have_three_bytes() {
        let tokens = [0x25, 1, 0xC0, 6, 0xC0, 1, 1, 0x19, 0x10, 0, 0];
        assert_eq!(plain_formula(&tokens, false).as_deref(), Some("SUM(B2:B7)"));
    }

    #[test]
    fn what_is_not_plain_or_not_whole_is_none() {
        for tokens in [
            &[&B2[..], &[0x1E, 2, 0, 0x05]].concat()[..], // a product
            &[&B2[..], &[0x42, 1, 5, 0]].concat(),        // an average
            &[&B2[..], &[0x42, 2, 4, 0]].concat(),        // a sum of more than there is
            &[&B2[..], &B2].concat(),
            &B2[..3],
            &[0x03],
            &[0x01, 0, 0, 0, 0], // a shared formula
            &[],
            &[0x1E; 3_000],
        ] {
            check(tokens, None);
        }
    }
}
