//! The hidden sheet: the report as JSON, or the relations that the blank form watches over.

use nianbao_core::Report;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::watch::Watch;
use crate::own;

/// The row of the first relation.
pub(super) const FIRST_RELATION: u32 = 2;
/// The column that is 1 where a relation fails.
pub(super) const RELATION_COLUMN: u16 = 2;
/// A cell holds 32,767 characters; a piece of JSON has fewer, since escapes make it longer.
const PIECE: usize = 30_000;

/// The sheet that carries a report.
pub(super) fn of_report(name: &str, report: &Report) -> Result<Worksheet, XlsxError> {
    let carried = Report { sources: Default::default(), ..report.clone() };
    let json = serde_json::to_string(&carried).map_err(|error| XlsxError::ParameterError(error.to_string()))?;
    let mut sheet = hidden(name, own::REPORT)?;
    for (row, piece) in (1..).zip(pieces(&json)) {
        sheet.write_string(row, 0, piece)?;
    }
    Ok(sheet)
}

/// The sheet behind a blank form: whose it is, and its relations.
pub(super) fn of_template(name: &str, report: &Report, watches: &[Watch<'_>]) -> Result<Worksheet, XlsxError> {
    let mut sheet = hidden(name, own::TEMPLATE)?;
    sheet.write_string(1, 0, &report.organ.name)?;
    if let Some(year) = report.year {
        sheet.write_number(1, 1, year)?;
    }
    for watch in watches {
        for (row, relation) in (watch.first_row()..).zip(watch.relations()) {
            sheet.write_string(row, 0, &relation.code)?;
            sheet.write_string(row, 1, &relation.terms)?;
            let formula = Formula::new(format!("IF({},1,0)", watch.failure_elsewhere(relation)));
            sheet.write_formula(row, RELATION_COLUMN, formula.set_result("0"))?;
        }
    }
    Ok(sheet)
}

fn hidden(name: &str, mark: &str) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_hidden(true).protect();
    sheet.write_string(0, 0, mark)?;
    Ok(sheet)
}

/// A text in pieces that fit into cells. Spaces at either end of a piece would be at the mercy of whoever saves the file.
fn pieces(json: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = json;
    while rest.len() > PIECE {
        let is_safe = |at: &usize| {
            rest.is_char_boundary(*at)
                && !rest[..*at].ends_with(char::is_whitespace)
                && !rest[*at..].starts_with(char::is_whitespace)
        };
        let Some(end) = (1..=PIECE).rev().find(is_safe) else { break };
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_together_are_the_whole_and_neither_begin_nor_end_with_a_space() {
        let json = format!("\"{}\"", "政府 信息\u{3000}公开 ".repeat(9_000));
        let cut = pieces(&json);
        assert!(cut.len() > 3);
        assert_eq!(cut.concat(), json);
        assert!(cut.iter().all(|piece| piece.trim() == *piece && piece.len() <= PIECE));
        assert_eq!(pieces("{}"), ["{}"]);
    }
}
