//! Of an .xlsx workbook's styles only this: which cell formats show a number as a date or a time.

use std::collections::BTreeMap;

use super::scan::{Scanner, Tag, Token};
use crate::import::date::{self, NumberFormat};
use crate::import::limits;
use crate::import::refusal::Refusal;
use crate::import::xml;

/// The number formats of the cell formats, in their order.
pub(super) fn read(part: &[u8]) -> Result<Vec<NumberFormat>, Refusal> {
    let mut scanner = Scanner::new(xml::text(part)?);
    let mut custom: BTreeMap<u32, NumberFormat> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut is_in_cell_formats = false;
    loop {
        match scanner.next()? {
            Token::Start(tag) => match tag.name {
                "numFmt" if custom.len() < limits::CELL_FORMATS => {
                    if let Some(id) = number(tag)? {
                        custom.insert(id, NumberFormat::of_code(&tag.text("formatCode")?));
                    }
                }
                "cellXfs" => is_in_cell_formats = true,
                "xf" if is_in_cell_formats => {
                    if formats.len() == limits::CELL_FORMATS {
                        return Err(Refusal::damaged("xlsx: more cell formats than Excel allows"));
                    }
                    let id = number(tag)?.unwrap_or(0);
                    formats.push(custom.get(&id).copied().unwrap_or_else(|| date::built_in(id)));
                }
                _ => (),
            },
            // Number formats stand before the cell formats, and nothing behind them matters.
            Token::End("cellXfs") | Token::EndOfPart => return Ok(formats),
            _ => (),
        }
    }
}

fn number(tag: Tag<'_>) -> Result<Option<u32>, Refusal> {
    Ok(tag.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_of_the_cells() {
        let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode='yyyy"年"'/><numFmt numFmtId="165"
            formatCode="0&quot;days&quot;"/></numFmts><fonts><font/></fonts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="164"><alignment/></xf><xf/><xf numFmtId="165"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;
        let (number, date, span) = (NumberFormat::Number, NumberFormat::Date, NumberFormat::TimeSpan);
        assert_eq!(read(styles.as_bytes()), Ok(vec![date, number, number, span]));
        // A file without number formats of its own, and one without cell formats.
        assert_eq!(read(br#"<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>"#), Ok(vec![date]));
        assert_eq!(read(b"<styleSheet/>"), Ok(Vec::new()));
    }
}
