//! Which characters the codes of a font stand for.

use std::collections::BTreeMap;

use super::file::File;
use super::limits::Budget;
use super::refusal::Refusal;
use super::shapes::{self, Glyphs};
use super::syntax::{Dictionary, Item, Lexer, Object};

/// What is read for a code that stands for no known character.
const UNKNOWN: char = '\u{fffd}';

/// A font's codes.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// How many bytes a code has.
    width: usize,
    characters: BTreeMap<usize, String>,
}

impl Font {
    pub(super) fn read(file: &File<'_>, dictionary: &Dictionary) -> Result<Font, Refusal> {
        let is_composite = file.entry(dictionary, b"Subtype")?.name() == Some(b"Type0");
        let mut font = Font { width: if is_composite { 2 } else { 1 }, ..Font::default() };
        match file.unpack(&file.entry(dictionary, b"ToUnicode")?)? {
            Some(map) => font.read_map(&map, file.budget())?,
            // What other programs write into a page may have a font without map; Latin letters are the same in all.
            None if !is_composite => {
                font.characters = (0x20..0x7f_u8).map(|code| (usize::from(code), char::from(code).into())).collect();
            }
            None => {}
        }
        if is_composite {
            font.read_drawings(file, dictionary)?;
        }
        Ok(font)
    }

    /// Corrects codes that the map gives for another sign of figures than the one drawn.
    fn read_drawings(&mut self, file: &File<'_>, dictionary: &Dictionary) -> Result<(), Refusal> {
        let Some(first) = file.array(dictionary, b"DescendantFonts")?.into_iter().next() else { return Ok(()) };
        let Object::Dictionary(first) = file.resolve(&first)? else { return Ok(()) };
        // Codes are glyphs as nianbao writes them; another program's table of glyphs is no business of ours.
        if matches!(file.entry(&first, b"CIDToGIDMap")?, Object::Stream(..)) {
            return Ok(());
        }
        let descriptor = file.dictionary(&first, b"FontDescriptor")?.unwrap_or_default();
        let Some(bytes) = file.unpack(&file.entry(&descriptor, b"FontFile2")?)? else { return Ok(()) };
        let Some(glyphs) = Glyphs::parse(&bytes) else { return Ok(()) };
        for (code, characters) in &mut self.characters {
            let Some(sign) = glyphs.sign(*code) else { continue };
            let mut said = characters.chars();
            let is_said = said.next().is_some_and(|said| shapes::are_alike(said, sign)) && said.next().is_none();
            if !is_said {
                *characters = sign.to_string();
            }
        }
        Ok(())
    }

    /// The text of a string's codes.
    pub(super) fn text(&self, codes: &[u8]) -> String {
        let mut text = String::new();
        for code in codes.chunks(self.width.max(1)) {
            match self.characters.get(&number(code)) {
                Some(characters) => text.push_str(characters),
                None => text.push(UNKNOWN),
            }
        }
        text
    }

    fn read_map(&mut self, map: &[u8], budget: &Budget) -> Result<(), Refusal> {
        let mut lexer = Lexer::new(map, 0, budget);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(item) = lexer.next()? {
            match item {
                Item::Object(object) => operands.push(object),
                Item::Keyword(word) => {
                    match word {
                        b"endcodespacerange" => {
                            let width = operands.first().and_then(Object::text).map_or(0, <[u8]>::len);
                            self.width = if (1..=4).contains(&width) { width } else { self.width };
                        }
                        b"endbfchar" => {
                            for pair in operands.chunks_exact(2) {
                                if let (Some(code), Some(text)) = (pair[0].text(), pair[1].text()) {
                                    self.characters.insert(number(code), utf16(text));
                                }
                            }
                        }
                        b"endbfrange" => self.read_ranges(&operands, budget)?,
                        _ => {}
                    }
                    operands.clear();
                }
            }
        }
        Ok(())
    }

    fn read_ranges(&mut self, operands: &[Object], budget: &Budget) -> Result<(), Refusal> {
        for range in operands.chunks_exact(3) {
            let (Some(first), Some(last)) = (range[0].text(), range[1].text()) else { continue };
            let (first, last) = (number(first), number(last));
            for (offset, code) in (first..=last).enumerate() {
                budget.values(1)?;
                let text = match &range[2] {
                    Object::Text(start) => advanced(start, offset),
                    Object::Array(texts) => texts.get(offset).and_then(Object::text).map(utf16),
                    _ => None,
                };
                let Some(text) = text else { break };
                self.characters.insert(code, text);
            }
        }
        Ok(())
    }
}

/// The text so many characters after another: of its last character.
fn advanced(start: &[u8], offset: usize) -> Option<String> {
    let mut text: Vec<char> = utf16(start).chars().collect();
    let last = text.pop()?;
    text.push(char::from_u32(u32::from(last).checked_add(u32::try_from(offset).ok()?)?)?);
    Some(text.into_iter().collect())
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)]));
    char::decode_utf16(units).map(|character| character.unwrap_or(UNKNOWN)).collect()
}

/// A text string of the file itself: UTF-16 with its mark, UTF-8 with its mark, else Latin letters.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number: usize, &byte| number.wrapping_mul(256).wrapping_add(usize::from(byte)))
}
