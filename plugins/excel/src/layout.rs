//! What surrounds the cells of an .xlsx sheet: merged ranges, hidden rows and columns, which calamine does not tell.

use crate::grid::{Area, Ranges};
use crate::limits;
use crate::refusal::{Limit, Refusal};
use crate::xml;

/// The last row and the last column of a worksheet, counted from zero.
pub(crate) const LAST_CELL: (u32, u32) = (1_048_575, 16_383);

/// What calamine does not tell of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) merges: Vec<Area>,
    pub(crate) hidden_rows: Ranges,
    pub(crate) hidden_columns: Ranges,
}

/// Reads what stands around a sheet's cells, and looks at the rows only if one may be hidden.
pub(crate) fn layout(text: &str) -> Result<Layout, Refusal> {
    let mut layout = Layout::default();
    let cells_start = text.find("sheetData").unwrap_or(text.len());
    let cells_end = text.rfind("sheetData>").or_else(|| text.rfind("sheetData")).unwrap_or(text.len());
    let (before, after) = (&text[..cells_start], &text[cells_end..]);
    let cells = text.get(cells_start..cells_end).unwrap_or_default();
    if says_hidden(before) {
        xml::each_element(cut(before), |name, element| {
            if name == "col" && is_hidden(element)? {
                let number =
                    |name| Ok::<_, Refusal>(xml::attribute(element, name)?.and_then(|value| value.parse::<u32>().ok()));
                if let (Some(first), Some(last)) = (number("min")?, number("max")?) {
                    layout.hidden_columns.add(first.saturating_sub(1), last.saturating_sub(1));
                }
            }
            Ok(())
        })?;
    }
    if says_hidden(cells) {
        let mut row = 0;
        xml::each_element(&text[text[..cells_start].rfind('<').unwrap_or(0)..], |name, element| {
            if name == "row" {
                let number = xml::attribute(element, "r")?.and_then(|value| value.parse::<u32>().ok());
                row = number.unwrap_or(row + 1).clamp(1, LAST_CELL.0 + 1);
                if is_hidden(element)? {
                    layout.hidden_rows.add(row - 1, row - 1);
                }
            }
            Ok(())
        })?;
    }
    if after.contains("mergeCell") {
        // The end tag's name is left over before the first whole element.
        xml::each_element(after.split_once('>').map_or("", |(_, rest)| rest), |name, element| {
            if name == "mergeCell"
                && let Some(range) = xml::attribute(element, "ref")?
                && let Some(area) = area(&range)
            {
                if layout.merges.len() == limits::MERGES {
                    return Err(Refusal::TooLarge(Limit::Merges));
                }
                layout.merges.push(area);
            }
            Ok(())
        })?;
    }
    Ok(layout)
}

/// A piece of XML without the tag that it is cut off in.
fn cut(text: &str) -> &str {
    &text[..text.rfind('<').unwrap_or(0)]
}

/// Whether `hidden="1"` or `hidden="true"` stands in a text, in either kind of quotes.
fn says_hidden(text: &str) -> bool {
    let mut places = text.match_indices("hidden=");
    places.any(|(place, mark)| matches!(text.as_bytes().get(place + mark.len() + 1), Some(b'1' | b't')))
}

fn is_hidden(element: &xml::Element<'_>) -> Result<bool, Refusal> {
    Ok(matches!(xml::attribute(element, "hidden")?.as_deref(), Some("1" | "true")))
}

/// Reads `B2:D6`.
fn area(range: &str) -> Option<Area> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(Area { top, left, bottom, right })
}

/// Reads `$D$6` as the row 5 and the column 3.
fn cell(address: &str) -> Option<(u32, u32)> {
    let address = address.replace('$', "");
    let (letters, digits) = address.split_at(address.find(|character: char| character.is_ascii_digit())?);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?) + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    let place = (digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?);
    (place.0 <= LAST_CELL.0 && place.1 <= LAST_CELL.1).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_read_around_the_cells() {
        let layout = layout(
            r#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"/><row r="4" hidden="true"/>
            <row/></sheetData><mergeCells count="1"><mergeCell ref="A1:$B$2"/></mergeCells></worksheet>"#,
        )
        .expect("sound XML");
        assert_eq!(layout.merges, [Area { top: 0, left: 0, bottom: 1, right: 1 }]);
        assert_eq!(
            format!("{:?} {:?}", layout.hidden_rows, layout.hidden_columns),
            "Ranges([(3, 3)]) Ranges([(1, 2)])"
        );
    }

    #[test]
    fn a_sheet_without_cells_has_a_layout_too() {
        for text in ["<worksheet><sheetData/></worksheet>", "<worksheet/>", ""] {
            assert!(layout(text).expect("sound XML").merges.is_empty());
        }
    }

    #[test]
    fn an_address_beyond_the_worksheet_is_none() {
        assert_eq!(cell("XFD1048576"), Some(LAST_CELL));
        for address in ["XFE1", "A1048577", "A0", "1", "A", "ZZZZZZZZZ1", ""] {
            assert_eq!(cell(address), None);
        }
    }
}
