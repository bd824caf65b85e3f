//! The texts of an .xlsx workbook: the table of shared strings, and the escapes that all texts may hold.

use nianbao_core::document::CompactString;

use super::scan::{Scanner, Token};
use crate::import::limits;
use crate::import::refusal::{Limit, Refusal};
use crate::import::xml;

/// The bytes of the shortest shared string, `<si/>`.
const SHORTEST: usize = 5;

/// Reads the table of shared strings.
pub(super) fn read(part: &[u8]) -> Result<Vec<CompactString>, Refusal> {
    if part.len() > limits::STRINGS_BYTES {
        return Err(Refusal::TooLarge(Limit::Text));
    }
    let mut strings = Vec::new();
    let mut scanner = Scanner::new(xml::text(part)?);
    loop {
        match scanner.next()? {
            Token::Start(tag) if tag.name == "sst" => {
                let count = tag.attribute("uniqueCount")?;
                if count.is_some_and(|count| count.parse().is_ok_and(|count: u64| count > most(part))) {
                    return Err(Refusal::damaged("xlsx: more shared strings declared than there are"));
                }
            }
            Token::Start(tag) if tag.name == "si" => {
                if strings.len() == limits::STRINGS {
                    return Err(Refusal::TooLarge(Limit::Text));
                }
                let mut text = String::new();
                read_item(&mut scanner, &mut text)?;
                strings.push(unescaped(text).into());
            }
            Token::EndOfPart => return Ok(strings),
            _ => (),
        }
    }
}

/// How many strings a part can hold.
fn most(part: &[u8]) -> u64 {
    u64::try_from(part.len() / SHORTEST + 1).unwrap_or(u64::MAX)
}

/// Reads a string up to its end: plain, or in runs of different looks. How it is to be pronounced is left out.
pub(super) fn read_item(scanner: &mut Scanner<'_>, text: &mut String) -> Result<(), Refusal> {
    let mut depth = 0_usize;
    loop {
        match scanner.next()? {
            Token::Start(tag) => match tag.name {
                "t" => scanner.read_text(text)?,
                "r" => depth += 1,
                _ => scanner.skip()?,
            },
            Token::End(_) if depth == 0 => return Ok(()),
            Token::End(_) => depth -= 1,
            Token::Text(_) => (),
            Token::EndOfPart => return Err(xml::cut_off()),
        }
    }
}

/// Resolves `_x000D_` and the like, UTF-16 units in four hexadecimal digits, by which what XML cannot hold is written.
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut units = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(place) = rest.find("_x") {
        let (before, from) = rest.split_at(place);
        if !before.is_empty() {
            push_units(&mut units, &mut out);
            out.push_str(before);
        }
        match unit(from) {
            Some(unit) => {
                units.push(unit);
                rest = &from[ESCAPE_BYTES..];
            }
            None => {
                push_units(&mut units, &mut out);
                out.push('_');
                rest = &from[1..];
            }
        }
    }
    push_units(&mut units, &mut out);
    out.push_str(rest);
    out
}

const ESCAPE_BYTES: usize = "_x000D_".len();

/// The unit of an escape at the beginning of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    (text.as_bytes().get(6) == Some(&b'_')).then(|| u16::from_str_radix(digits, 16).ok())?
}

/// Adds what was written as escapes one after another, of which two may make one character.
fn push_units(units: &mut Vec<u16>, out: &mut String) {
    if !units.is_empty() {
        out.push_str(&String::from_utf16_lossy(units));
        units.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_phonetic_ones_left_out() {
        let table = r#"<sst><si><t>a&amp;b</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">受理 </t></r><r><t>数</t></r>
            <rPh sb="0" eb="1"><t>shou</t></rPh><phoneticPr fontId="1"/></si><si/><si><t/></si></sst>"#;
        assert_eq!(read(table.as_bytes()).expect("sound XML"), ["a&b", "受理 数", "", ""]);
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text.to_owned()), expected);
        check("上年_x000D_\n结转", "上年\r\n结转");
        check("_x005F_x000D_", "_x000D_");
        check("_xD83D__xDE00_", "😀");
        check("a_x_x00", "a_x_x00");
        check("_x12é4_", "_x12é4_");
    }

    #[test]
    fn a_table_that_declares_too_many_strings_is_refused() {
        assert_eq!(read(br#"<sst uniqueCount="1"><si><t>a</t></si></sst>"#), Ok(vec!["a".into()]));
        assert!(read(br#"<!-- <sst> --><x:sst uniqueCount="99999999999"/>"#).is_err());
    }
}
