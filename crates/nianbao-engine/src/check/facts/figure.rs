//! What a cell of the report counts for.

use nianbao_core::{CellValue, Report};
use rust_decimal::Decimal;

/// A cell that holds anything but a whole number from 0 on; few reports have more than one, their charges.
pub(in crate::check) struct UnusualCell<'a> {
    pub(in crate::check) table: &'a str,
    pub(in crate::check) key: &'a str,
    pub(in crate::check) value: &'a CellValue,
}

pub(super) fn unusual_cells(report: &Report) -> Vec<UnusualCell<'_>> {
    let is_usual = |value: &CellValue| {
        value.number().is_some_and(|number| number.scale() == 0 && (number.is_zero() || number.is_sign_positive()))
    };
    let cells = report.tables.iter().flat_map(|(table, read)| read.cells.iter().map(move |cell| (table, cell)));
    let unusual = cells.filter(|(_, (_, value))| !is_usual(value));
    unusual.map(|(table, (key, value))| UnusualCell { table, key, value }).collect()
}

/// The number that a cell counts for: its own, or the leading one of a text where that is unambiguous:
/// `22（其中修订16件）` counts as 22.
pub(crate) fn number(value: &CellValue) -> Option<Decimal> {
    match value {
        CellValue::Number(number) => Some(*number),
        CellValue::Blank => None,
        CellValue::Text(text) => leading_number(text),
    }
}

/// Signs and words that stand in cells for nothing.
const NOTHING: &[&str] = &[
    "/", "／", "\\", "＼", "-", "－", "–", "—", "――", "——", "--", "－－", "无", "無", "没有", "空", "零", "N/A", "n/a",
    "*",
];

/// Whether a cell holds nothing, or a sign for nothing, where a figure ought to be.
pub(crate) fn is_blank(value: &CellValue) -> bool {
    match value {
        CellValue::Number(_) => false,
        CellValue::Blank => true,
        CellValue::Text(text) => NOTHING.contains(&text.trim()),
    }
}

fn leading_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let is_remark = rest.trim_start().starts_with(['（', '(']);
    if is_remark { digits.parse().ok() } else { None }
}
