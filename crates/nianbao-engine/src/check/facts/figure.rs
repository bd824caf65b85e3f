//! What a cell of the report counts for.

use nianbao_core::CellValue;
use rust_decimal::Decimal;

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
