//! Tags and texts of a part of an .xlsx workbook, one after another.
//!
//! A sheet has thousands of tags and hardly a text. quick-xml takes twice as long for them, as it prepares for document
//! types and for encodings that these parts do not have.

use std::borrow::Cow;

use crate::import::refusal::Refusal;
use crate::import::xml;

/// No part nests its elements deeper.
const DEPTH: usize = 64;

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'t> {
    /// A start tag. An empty element is its start and its end.
    Start(Tag<'t>),
    /// The end of the element that began last.
    End(&'t str),
    Text(Cow<'t, str>),
    /// The end of the part, in which all elements have ended.
    EndOfPart,
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag<'t> {
    /// The name without a prefix.
    pub(super) name: &'t str,
    attributes: &'t str,
}

/// A part as far as it has been read.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    rest: &'t str,
    /// The elements that have not ended: their whole names, and these without a prefix.
    open: Vec<(&'t str, &'t str)>,
    /// Whether the last start tag was an empty element's, whose end is to come.
    ends_at_once: bool,
}

/// Shows every start tag of a part.
pub(super) fn each_tag<'t>(text: &'t str, mut show: impl FnMut(Tag<'t>) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let mut scanner = Scanner::new(text);
    loop {
        match scanner.next()? {
            Token::Start(tag) => show(tag)?,
            Token::EndOfPart => return Ok(()),
            _ => (),
        }
    }
}

impl<'t> Tag<'t> {
    /// Shows every attribute with its whole name, as it is written.
    pub(super) fn each_attribute(self, mut show: impl FnMut(&'t str, &'t str)) -> Result<(), Refusal> {
        let mut rest = self.attributes;
        while let Some((name, value)) = xml::next_attribute(&mut rest)? {
            show(name, value);
        }
        Ok(())
    }

    /// An attribute by its name without a prefix, as it is written.
    pub(super) fn attribute(self, wanted: &str) -> Result<Option<&'t str>, Refusal> {
        let mut rest = self.attributes;
        while let Some((name, value)) = xml::next_attribute(&mut rest)? {
            if xml::local(name) == wanted {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The text that an attribute stands for; empty where there is none.
    pub(super) fn text(self, wanted: &str) -> Result<String, Refusal> {
        self.attribute(wanted)?.map_or(Ok(String::new()), xml::unescaped)
    }
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Scanner { rest: text, open: Vec::new(), ends_at_once: false }
    }

    /// Takes the next tag or text; comments and instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Token<'t>, Refusal> {
        if std::mem::take(&mut self.ends_at_once) {
            return self.end();
        }
        loop {
            let Some(after) = self.rest.strip_prefix('<') else {
                return self.text();
            };
            match after.as_bytes().first() {
                Some(b'/') => {
                    // A search for a text takes ten times as long as one for a byte, and every other tag is an end tag.
                    let end = after.bytes().position(|byte| byte == b'>').ok_or_else(xml::cut_off)?;
                    let name = after[1..end].trim_ascii_end();
                    self.rest = &after[end + 1..];
                    return match self.open.last() {
                        Some((open, _)) if *open == name => self.end(),
                        _ => Err(Refusal::damaged("XML: an element ends that did not begin")),
                    };
                }
                Some(b'?') => _ = self.take_up_to("<?", "?>")?,
                Some(b'!') if after.starts_with("!--") => _ = self.take_up_to("<!--", "-->")?,
                Some(b'!') if after.starts_with("![CDATA[") => {
                    return Ok(Token::Text(Cow::Borrowed(self.take_up_to("<![CDATA[", "]]>")?)));
                }
                Some(b'!') => return Err(Refusal::damaged("XML: a document type")),
                _ => return self.start(after),
            }
        }
    }

    /// Adds the text of the element that was begun up to its end, without that of the elements within it.
    pub(super) fn read_text(&mut self, text: &mut String) -> Result<(), Refusal> {
        if self.read_plain_text(text) {
            return Ok(());
        }
        loop {
            match self.next()? {
                Token::Text(content) => text.push_str(&content),
                Token::Start(_) => self.skip()?,
                Token::End(_) => return Ok(()),
                Token::EndOfPart => return Err(xml::cut_off()),
            }
        }
    }

    /// The same for an element of nothing but text, as nearly all are; false where it is another, which is still to come.
    fn read_plain_text(&mut self, text: &mut String) -> bool {
        let Some((name, _)) = self.open.last().filter(|_| !self.ends_at_once) else { return false };
        let Some(end) = self.rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) else { return false };
        let after = self.rest[end..].strip_prefix("</").and_then(|tag| tag.strip_prefix(name)?.strip_prefix('>'));
        let Some(after) = after else { return false };
        text.push_str(&self.rest[..end]);
        self.rest = after;
        self.open.pop();
        true
    }

    /// Passes everything up to the end of the element that was begun.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.open.len();
        while self.open.len() >= outside {
            self.next()?;
        }
        Ok(())
    }

    fn start(&mut self, after: &'t str) -> Result<Token<'t>, Refusal> {
        let end = tag_end(after).ok_or_else(xml::cut_off)?;
        let (tag, rest) = (&after[..end], &after[end + 1..]);
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name_end = tag.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_end);
        if name.is_empty() || self.open.len() == DEPTH {
            return Err(Refusal::damaged("XML: a tag without a name, or too deep"));
        }
        let local = xml::local(name);
        self.open.push((name, local));
        self.ends_at_once = is_empty;
        self.rest = rest;
        Ok(Token::Start(Tag { name: local, attributes }))
    }

    fn end(&mut self) -> Result<Token<'t>, Refusal> {
        self.open.pop().map(|(_, name)| Token::End(name)).ok_or_else(xml::cut_off)
    }

    fn text(&mut self) -> Result<Token<'t>, Refusal> {
        if self.rest.is_empty() {
            return if self.open.is_empty() { Ok(Token::EndOfPart) } else { Err(xml::cut_off()) };
        }
        let mut is_escaped = false;
        let end = self.rest.bytes().position(|byte| {
            is_escaped |= byte == b'&';
            byte == b'<'
        });
        let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Ok(Token::Text(if is_escaped { Cow::Owned(xml::unescaped(text)?) } else { Cow::Borrowed(text) }))
    }

    /// Takes what stands between two marks, of which the first is next.
    fn take_up_to(&mut self, start: &str, end: &str) -> Result<&'t str, Refusal> {
        let (inside, rest) = self.rest[start.len()..].split_once(end).ok_or_else(xml::cut_off)?;
        self.rest = rest;
        Ok(inside)
    }
}

/// Where a tag ends: at the first `>` that is not within quotes.
fn tag_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut place = 0;
    loop {
        match *bytes.get(place)? {
            b'>' => return Some(place),
            quote @ (b'"' | b'\'') => place += 1 + bytes[place + 1..].iter().position(|&byte| byte == quote)?,
            _ => (),
        }
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a part, or `!` at the place of a fault.
    fn tokens(text: &str) -> String {
        let mut scanner = Scanner::new(text);
        let mut seen = String::new();
        loop {
            match scanner.next() {
                Ok(Token::Start(tag)) => {
                    seen += &format!("<{}", tag.name);
                    if tag.each_attribute(|name, value| seen += &format!(" {name}={value}")).is_err() {
                        seen.push('!');
                    }
                }
                Ok(Token::End(name)) => seen += &format!(">{name}"),
                Ok(Token::Text(text)) => seen += &format!("[{text}]"),
                Ok(Token::EndOfPart) => return seen,
                Err(_) => return seen + "!",
            }
        }
    }

    #[test]
    fn tags_texts_and_what_stands_between_them_are_told_apart() {
        assert_eq!(tokens("<?xml version='1.0'?><!-- <a> --><x:c r=\"A1\"  t='>'/>"), "<c r=A1 t=>>c");
        assert_eq!(tokens("<v\n>a&lt;&#20214;<![CDATA[<b>]]></v >"), "<v[a<件][<b>]>v");
        assert_eq!(tokens("<a><b/>1</a>"), "<a<b>b[1]>a");
        assert_eq!(tokens(""), "");
    }

    #[test]
    fn a_fault_is_told_where_it_stands() {
        for (text, expected) in [
            ("<a><b></a>", "<a<b!"),
            ("</a>", "!"),
            ("<a>", "<a!"),
            ("<a", "!"),
            ("<a b='>", "!"),
            ("<a b>", "<a!!"),
            ("<>", "!"),
            ("<!DOCTYPE a>", "!"),
            ("<!-- ", "!"),
            ("<a>&nothing;</a>", "<a!"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
        assert!(tokens(&"<a>".repeat(1_000_000)).len() < 200);
    }

    #[test]
    fn an_element_is_skipped_with_all_within_it() {
        let mut scanner = Scanner::new("<a><b><c/>x</b><d/></a>");
        for name in ["a", "b"] {
            assert!(matches!(scanner.next(), Ok(Token::Start(tag)) if tag.name == name));
        }
        scanner.skip().expect("sound XML");
        assert!(matches!(scanner.next(), Ok(Token::Start(tag)) if tag.name == "d"));
        scanner.skip().expect("sound XML");
        assert_eq!(scanner.next(), Ok(Token::End("a")));
    }
}
