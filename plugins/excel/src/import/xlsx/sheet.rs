//! The cells of an .xlsx worksheet and what surrounds them, in one pass over its part.

use std::collections::BTreeMap;

use nianbao_core::document::CompactString;

use super::scan::{Scanner, Tag, Token};
use super::strings;
use crate::address::{self, LAST_CELL};
use crate::import::date::{self, NumberFormat};
use crate::import::grid::{Sheet, Value};
use crate::import::number;
use crate::import::refusal::Refusal;
use crate::import::value::guarded;
use crate::import::xml;

/// What the cells of all sheets refer to.
#[derive(Debug)]
pub(super) struct Workbook {
    pub(super) strings: Vec<CompactString>,
    pub(super) formats: Vec<NumberFormat>,
    pub(super) is_1904: bool,
}

/// Reads a worksheet.
pub(super) fn read(text: &str, workbook: &Workbook, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let mut scanner = Scanner::new(text);
    let mut cells = Cells { workbook, next: (0, 0), shared_formulas: BTreeMap::new(), text: String::new() };
    loop {
        match scanner.next()? {
            Token::Start(tag) => match tag.name {
                "c" => cells.read_cell(tag, &mut scanner, sheet)?,
                "row" => cells.begin_row(tag, sheet)?,
                "col" => read_column(tag, sheet)?,
                "mergeCell" => {
                    if let Some(area) = tag.attribute("ref")?.and_then(address::area) {
                        sheet.merge(area)?;
                    }
                }
                "drawing" | "picture" => sheet.has_drawings = true,
                "extLst" => scanner.skip()?,
                _ => (),
            },
            Token::End("row") => cells.next = (cells.next.0 + 1, 0),
            Token::EndOfPart => return Ok(()),
            _ => (),
        }
    }
}

/// Notes hidden columns.
fn read_column(tag: Tag<'_>, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let (mut first, mut last, mut is_hidden) = (None, None, false);
    tag.each_attribute(|name, value| match name {
        "min" => first = value.parse::<u32>().ok(),
        "max" => last = value.parse::<u32>().ok(),
        "hidden" => is_hidden |= is_true(value),
        "width" => is_hidden |= is_zero(value),
        _ => (),
    })?;
    if is_hidden && let (Some(first), Some(last)) = (first, last) {
        sheet.hidden_columns.add(first.saturating_sub(1), last.saturating_sub(1));
    }
    Ok(())
}

/// The cells as they come.
struct Cells<'w> {
    workbook: &'w Workbook,
    /// The place of the next cell that does not name its own.
    next: (u32, u32),
    /// Formulas that later cells share, each with the cell that it was written for.
    shared_formulas: BTreeMap<u32, (String, (u32, u32))>,
    /// The text of a cell's value, kept to spare an allocation a cell.
    text: String,
}

impl Cells<'_> {
    fn begin_row(&mut self, tag: Tag<'_>, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
        let mut row = self.next.0;
        let mut is_hidden = false;
        tag.each_attribute(|name, value| match name {
            "r" => row = value.parse::<u32>().map_or(row, |number| number.clamp(1, LAST_CELL.0 + 1) - 1),
            "hidden" => is_hidden |= is_true(value),
            "ht" => is_hidden |= is_zero(value),
            _ => (),
        })?;
        self.next = (row, 0);
        if is_hidden {
            sheet.hidden_rows.add(row, row);
        }
        Ok(())
    }

    fn read_cell(&mut self, tag: Tag<'_>, scanner: &mut Scanner<'_>, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
        let mut place = Some(self.next);
        let mut kind = Kind::Number;
        let mut format = NumberFormat::Number;
        tag.each_attribute(|name, value| match name {
            "r" => place = address::cell(value),
            "t" => kind = Kind::of(value),
            "s" => {
                let format_of = |style: usize| self.workbook.formats.get(style).copied();
                format = value.parse().ok().and_then(format_of).unwrap_or_default();
            }
            _ => (),
        })?;
        let place = place.filter(|place| place.0 <= LAST_CELL.0 && place.1 <= LAST_CELL.1);
        let place = place.ok_or_else(|| Refusal::damaged("a cell lies outside the worksheet"))?;
        self.next = (place.0, place.1 + 1);

        self.text.clear();
        let mut has_value = false;
        let mut formula = None;
        loop {
            match scanner.next()? {
                Token::Start(tag) => match tag.name {
                    "v" => {
                        has_value = true;
                        scanner.read_text(&mut self.text)?;
                    }
                    "is" => {
                        has_value = true;
                        strings::read_item(scanner, &mut self.text)?;
                    }
                    "f" => {
                        let mut text = String::new();
                        scanner.read_text(&mut text)?;
                        formula = Some(self.formula(tag, text, place)?);
                    }
                    _ => scanner.skip()?,
                },
                Token::Text(_) => (),
                Token::End(_) => break,
                Token::EndOfPart => return Err(xml::cut_off()),
            }
        }
        let value = if has_value { self.value(kind, format)? } else { Value::Blank };
        sheet.put(place.0, place.1, value, formula)
    }

    /// The value that the text stands for.
    fn value(&self, kind: Kind, format: NumberFormat) -> Result<Value, Refusal> {
        let text = self.text.as_str();
        let trimmed = text.trim_ascii();
        if trimmed.is_empty() && kind != Kind::Text {
            return Ok(Value::Blank);
        }
        Ok(match kind {
            Kind::Number if format == NumberFormat::Number && number::is_decimal(trimmed) => {
                Value::Decimal(trimmed.into())
            }
            Kind::Number => match trimmed.parse() {
                Ok(number) => date::value(number, format, self.workbook.is_1904),
                Err(_) => Value::Text(text.into()),
            },
            Kind::SharedText => {
                let string = trimmed.parse().ok().and_then(|index: usize| self.workbook.strings.get(index));
                Value::Text(string.ok_or_else(|| Refusal::damaged("xlsx: no such shared string"))?.clone())
            }
            Kind::Text => Value::Text(strings::unescaped(text.to_owned()).into()),
            Kind::Boolean => Value::Boolean(matches!(trimmed, "1" | "true")),
            Kind::Error => Value::Error(trimmed.to_owned()),
            Kind::Date => Value::Date(date::iso(trimmed)),
        })
    }

    /// A formula as it stands in its cell; one that cannot be told is an empty text.
    fn formula(&mut self, tag: Tag<'_>, text: String, place: (u32, u32)) -> Result<String, Refusal> {
        let kind = tag.attribute("t")?;
        let shared = tag.attribute("si")?.and_then(|index| index.parse::<u32>().ok());
        let range = tag.attribute("ref")?.and_then(address::area);
        let text = text.strip_prefix('=').map(str::to_owned).unwrap_or(text);
        Ok(match (kind, shared) {
            (Some("shared"), Some(index)) if text.is_empty() => match self.shared_formulas.get(&index) {
                Some((shared, origin)) => {
                    guarded(|| calamine::expand_shared_formula(shared, *origin, place)).unwrap_or_default()
                }
                None => String::new(),
            },
            (Some("shared"), Some(index)) => {
                let origin = range.map_or(place, |range| (range.top, range.left));
                self.shared_formulas.insert(index, (text.clone(), origin));
                text
            }
            // Excel shows a formula of several cells in braces, which also say that it is no plain one.
            (Some("array"), _) if range.is_some_and(|area| (area.top, area.left) != (area.bottom, area.right)) => {
                format!("{{{text}}}")
            }
            _ => text,
        })
    }
}

/// How a cell's value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    /// The number of a shared string.
    SharedText,
    Text,
    Boolean,
    Error,
    Date,
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "s" => Kind::SharedText,
            "n" | "" => Kind::Number,
            "b" => Kind::Boolean,
            "e" => Kind::Error,
            "d" => Kind::Date,
            // `str` and `inlineStr`.
            _ => Kind::Text,
        }
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Whether a height or a width is none.
fn is_zero(value: &str) -> bool {
    value.parse::<f64>().is_ok_and(|size| size == 0.0)
}
