//! The values that a PDF is written in, and their reader: the same for the file, for pages and for character maps.

use std::collections::BTreeMap;

use super::limits::{self, Budget};
use super::refusal::{Limit, Refusal};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    /// In thousandths, which is finer than anything on a page.
    Number(i64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    /// The object of this number.
    Reference(u32),
    /// A dictionary, and where in the file the bytes begin that it describes.
    Stream(Dictionary, usize),
}

/// A dictionary, by the names of its entries.
pub(super) type Dictionary = BTreeMap<Vec<u8>, Object>;

/// A value, or a word that is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item<'a> {
    Object(Object),
    Keyword(&'a [u8]),
}

impl Object {
    /// A whole number.
    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Object::Number(thousandths) if thousandths % 1000 == 0 => Some(thousandths / 1000),
            _ => None,
        }
    }

    /// A whole number from 0.
    pub(super) fn index(&self) -> Option<usize> {
        usize::try_from(self.integer()?).ok()
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Object::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn reference(&self) -> Option<u32> {
        if let Object::Reference(number) = self { Some(*number) } else { None }
    }
}

/// Reads values one after the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    budget: &'a Budget,
}

const UNCLOSED: Refusal = Refusal::Damaged("an array, a dictionary or a string does not end");

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Lexer { bytes, at, budget }
    }

    /// Where the next byte is.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next value or word; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Item<'a>>, Refusal> {
        self.item(0)
    }

    /// The next value.
    pub(super) fn object(&mut self) -> Result<Object, Refusal> {
        match self.next()? {
            Some(Item::Object(object)) => Ok(object),
            _ => Err(Refusal::Damaged("a value is missing")),
        }
    }

    /// Whether the next word is this one, which is then passed.
    pub(super) fn keyword(&mut self, word: &[u8]) -> Result<bool, Refusal> {
        self.skip_blanks()?;
        let is_it = self.bytes[self.at..].starts_with(word);
        if is_it {
            self.at += word.len();
        }
        Ok(is_it)
    }

    /// Passes an inline image, whose bytes are no values; it ends in a word of its own.
    pub(super) fn skip_inline_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let ends = |window: &[u8]| {
            window[0].is_ascii_whitespace() && &window[1..3] == b"EI" && window[3].is_ascii_whitespace()
        };
        self.at += rest.windows(4).position(ends).map_or(rest.len(), |end| end + 3);
    }

    fn item(&mut self, depth: usize) -> Result<Option<Item<'a>>, Refusal> {
        self.skip_blanks()?;
        let Some(&first) = self.bytes.get(self.at) else { return Ok(None) };
        self.budget.values(1)?;
        let object = match first {
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(self.literal()?),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Object::Dictionary(paired(self.until(b">>", depth)?))
            }
            b'<' => Object::Text(self.hexadecimal()?),
            b'[' => {
                self.at += 1;
                Object::Array(self.until(b"]", depth)?)
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            _ => return Ok(Some(self.word())),
        };
        Ok(Some(Item::Object(object)))
    }

    /// The values up to an end.
    fn until(&mut self, end: &[u8], depth: usize) -> Result<Vec<Object>, Refusal> {
        if depth >= limits::DEPTH {
            return Err(Refusal::TooLarge(Limit::Depth));
        }
        let mut objects = Vec::new();
        loop {
            self.skip_blanks()?;
            if self.bytes[self.at..].starts_with(end) {
                self.at += end.len();
                return Ok(objects);
            }
            match self.item(depth + 1)?.ok_or(UNCLOSED)? {
                Item::Object(object) => objects.push(object),
                // `12 0 R` is the object of number 12.
                Item::Keyword(b"R") => {
                    objects.pop();
                    let number = objects.pop().and_then(|number| u32::try_from(number.integer()?).ok());
                    objects.push(Object::Reference(number.ok_or(Refusal::Damaged("a reference without number"))?));
                }
                Item::Keyword(_) => return Err(UNCLOSED),
            }
        }
    }

    fn skip_blanks(&mut self) -> Result<(), Refusal> {
        let begin = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
        self.passed(begin)
    }

    /// Takes from the budget for what was passed since a place, since a small value may be a long text.
    fn passed(&self, begin: usize) -> Result<(), Refusal> {
        const VALUE: usize = 64;
        self.budget.values((self.at - begin) / VALUE)
    }

    /// The bytes up to the next blank or delimiter.
    fn regular(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| is_blank(byte) || is_delimiter(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let written = self.regular();
        let mut name = Vec::with_capacity(written.len());
        let mut at = 0;
        while at < written.len() {
            let escaped = |at: usize| Some(digit(*written.get(at + 1)?)? << 4 | digit(*written.get(at + 2)?)?);
            match escaped(at).filter(|_| written[at] == b'#') {
                Some(byte) => {
                    name.push(byte);
                    at += 3;
                }
                None => {
                    name.push(written[at]);
                    at += 1;
                }
            }
        }
        name
    }

    /// A string in parentheses.
    fn literal(&mut self) -> Result<Vec<u8>, Refusal> {
        let begin = self.at;
        let mut text = Vec::new();
        let mut open = 0_usize;
        loop {
            let byte = *self.bytes.get(self.at).ok_or(UNCLOSED)?;
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        self.passed(begin)?;
                        return Ok(text);
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            // A line that goes on.
            b'\n' => {}
            b'\r' => self.at += usize::from(self.bytes.get(self.at) == Some(&b'\n')),
            b'0'..=b'7' => {
                let mut value = byte - b'0';
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
                    value = value.wrapping_mul(8).wrapping_add(next - b'0');
                    self.at += 1;
                }
                text.push(value);
            }
            _ => text.push(byte),
        }
    }

    /// A string in angle brackets.
    fn hexadecimal(&mut self) -> Result<Vec<u8>, Refusal> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&byte| byte == b'>').ok_or(UNCLOSED)?;
        let begin = self.at;
        self.at += end + 1;
        self.passed(begin)?;
        let digits: Vec<u8> = rest[..end].iter().filter_map(|&byte| digit(byte)).collect();
        Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect())
    }

    fn number(&mut self) -> Object {
        let written = self.regular();
        let (sign, digits) = match written {
            [b'-', rest @ ..] => (-1, rest),
            [b'+', rest @ ..] => (1, rest),
            _ => (1, written),
        };
        let (whole, fraction) = match digits.iter().position(|&byte| byte == b'.') {
            Some(point) => (&digits[..point], &digits[point + 1..]),
            None => (digits, &[][..]),
        };
        let value = |digits: &mut dyn Iterator<Item = u8>| {
            digits
                .filter(u8::is_ascii_digit)
                .fold(0_i64, |sum, digit| sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
        };
        let whole = value(&mut whole.iter().copied());
        let fraction = value(&mut fraction.iter().copied().chain(*b"000").take(3));
        Object::Number(whole.saturating_mul(1000).saturating_add(fraction).saturating_mul(sign))
    }

    fn word(&mut self) -> Item<'a> {
        let word = self.regular();
        match word {
            b"true" => Item::Object(Object::Boolean(true)),
            b"false" => Item::Object(Object::Boolean(false)),
            b"null" => Item::Object(Object::Null),
            // A delimiter that begins nothing here.
            [] => {
                self.at += 1;
                Item::Keyword(&self.bytes[self.at - 1..self.at])
            }
            _ => Item::Keyword(word),
        }
    }
}

/// The entries of a dictionary; of two with one name the last counts.
fn paired(objects: Vec<Object>) -> Dictionary {
    let mut dictionary = Dictionary::new();
    let mut objects = objects.into_iter();
    while let (Some(name), Some(value)) = (objects.next(), objects.next()) {
        if let Object::Name(name) = name {
            dictionary.insert(name, value);
        }
    }
    dictionary
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}
