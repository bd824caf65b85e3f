//! A cell of an .ods worksheet: its value, its formula, and the text that is shown.

use nianbao_core::document::CompactString;
use quick_xml::reader::Reader;

use crate::import::date;
use crate::import::grid::Value;
use crate::import::refusal::{Limit, Refusal};
use crate::import::xml::{self, Element, Event};

/// No cell of a report is longer.
const CELL_TEXT_BYTES: usize = 1 << 20;

/// A cell element with content, which stands for `count` cells.
pub(super) struct RowCell {
    pub(super) column: u32,
    pub(super) count: u32,
    pub(super) rows_spanned: u32,
    pub(super) columns_spanned: u32,
    pub(super) value: Value,
    pub(super) formula: Option<String>,
}

/// What a cell element says.
#[derive(Default)]
pub(super) struct Content {
    pub(super) count: u32,
    rows_spanned: u32,
    columns_spanned: u32,
    value_type: String,
    /// The value's attribute.
    value: Option<String>,
    formula: Option<String>,
    /// The paragraphs as they are shown.
    pub(super) text: String,
    pub(super) comment: String,
    pub(super) has_drawing: bool,
}

impl Content {
    pub(super) fn read(element: &Element<'_>) -> Result<Self, Refusal> {
        let mut content = Content { count: 1, rows_spanned: 1, columns_spanned: 1, ..Content::default() };
        xml::each_attribute(element, |name, value| {
            match xml::local(name) {
                "number-columns-repeated" => content.count = at_least_one(value),
                "number-rows-spanned" => content.rows_spanned = at_least_one(value),
                "number-columns-spanned" => content.columns_spanned = at_least_one(value),
                "formula" => content.formula = Some(plain_formula(&xml::unescaped(value)?)),
                // LibreOffice writes an error as a text, and says so in an attribute of its own.
                "value-type" if content.value_type != "error" => value.clone_into(&mut content.value_type),
                // Which one there is follows from the type. A time is taken as it is shown.
                "value" | "date-value" | "boolean-value" | "string-value" => {
                    content.value = Some(xml::unescaped(value)?)
                }
                _ => (),
            }
            Ok(())
        })?;
        Ok(content)
    }

    /// Reads paragraphs and comments up to the element's end.
    pub(super) fn read_inside(&mut self, reader: &mut Reader<&[u8]>) -> Result<(), Refusal> {
        let mut paragraphs = 0;
        loop {
            match xml::next(reader)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "p" => {
                        if paragraphs > 0 {
                            self.text.push('\n');
                        }
                        paragraphs += 1;
                        read_text(reader, &mut self.text)?;
                    }
                    "annotation" => read_text(reader, &mut self.comment)?,
                    "frame" => {
                        self.has_drawing = true;
                        xml::skip(reader)?;
                    }
                    _ => xml::skip(reader)?,
                },
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(xml::cut_off()),
                _ => (),
            }
        }
    }

    /// The cell, if it is not blank.
    pub(super) fn into_cell(self, column: u32) -> Option<RowCell> {
        let text_or = |text: String, value: Option<String>| {
            CompactString::from(if text.is_empty() { value.unwrap_or_default() } else { text })
        };
        let value = match (self.value_type.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => match value.parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(text_or(self.text, Some(value))),
            },
            ("date", Some(value)) => Value::Date(date::iso(&value)),
            ("time", _) => Value::Date(self.text),
            ("boolean", Some(value)) => Value::Boolean(value == "true"),
            ("error", _) => Value::Error(self.text),
            ("", _) if self.text.is_empty() => Value::Blank,
            (_, value) => Value::Text(text_or(self.text, value)),
        };
        let is_blank = value == Value::Blank || value == Value::Text(CompactString::default());
        let spans = self.rows_spanned > 1 || self.columns_spanned > 1;
        (!is_blank || spans || self.formula.is_some()).then_some(RowCell {
            column,
            count: self.count,
            rows_spanned: self.rows_spanned,
            columns_spanned: self.columns_spanned,
            value,
            formula: self.formula,
        })
    }
}

/// Reads the text of an element up to its end, with the spaces, tabs and breaks that ODF writes as elements.
fn read_text(reader: &mut Reader<&[u8]>, text: &mut String) -> Result<(), Refusal> {
    let mut depth = 0_usize;
    loop {
        match xml::next(reader)? {
            // A comment tells its time before its text.
            Event::Start(element) if matches!(element.name().as_ref(), "dc:date" | "meta:date-string") => {
                xml::skip(reader)?;
            }
            Event::Start(element) => match element.local_name().as_ref() {
                "note" | "annotation" => xml::skip(reader)?,
                name => {
                    depth += 1;
                    match name {
                        "s" => {
                            let spaces = count(&element, "c")?.min(1_000);
                            text.extend((0..spaces).map(|_| ' '));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        // A comment holds paragraphs after its author and date.
                        "p" if !text.is_empty() => text.push('\n'),
                        _ => (),
                    }
                }
            },
            Event::Text(content) => text.push_str(&content.xml10_content()),
            Event::CData(content) => text.push_str(&content.xml10_content()),
            Event::GeneralRef(reference) => xml::push_reference(&reference, text),
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(xml::cut_off()),
            _ => (),
        }
        if text.len() > CELL_TEXT_BYTES {
            return Err(Refusal::TooLarge(Limit::Text));
        }
    }
}

/// Writes `of:=SUM([.D4:.I4])` as `SUM(D4:I4)`, the way the other formats have it.
fn plain_formula(formula: &str) -> String {
    let formula = formula.split_once('=').map_or(formula, |(_, rest)| rest);
    let mut plain = String::with_capacity(formula.len());
    let (mut in_text, mut in_reference) = (false, false);
    let mut previous = ' ';
    for character in formula.chars() {
        match character {
            '"' => in_text = !in_text,
            '[' if !in_text => in_reference = true,
            ']' if !in_text => in_reference = false,
            _ => (),
        }
        let is_mark = match character {
            '[' | ']' => !in_text,
            '.' => in_reference && matches!(previous, '[' | ':'),
            _ => false,
        };
        if !is_mark {
            // A sheet and its cell are parted by a point in one notation and by `!` in the other.
            plain.push(if character == '.' && in_reference { '!' } else { character });
        }
        previous = character;
    }
    plain
}

/// A count of at least 1.
pub(super) fn count(element: &Element<'_>, name: &str) -> Result<u32, Refusal> {
    Ok(xml::raw_attribute(element, name)?.map_or(1, at_least_one))
}

fn at_least_one(value: &str) -> u32 {
    value.parse().unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_written_as_in_the_other_formats() {
        assert_eq!(plain_formula("of:=SUM([.D4:.I4])+1.5"), "SUM(D4:I4)+1.5");
        assert_eq!(plain_formula("of:=IF([$表二.A1]=\"[.x]\";1;2)"), "IF($表二!A1=\"[.x]\";1;2)");
    }
}
