//! The parser, kept from what a hostile page could make it do.
//!
//! html5ever's time grows with the depth of the tree and with the square of the attributes of one tag, so both are
//! bounded. The page is handed over in pieces and the tree is looked at in between.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use nianbao_plugin::Context;
use scraper::{Html, HtmlTreeSink};

use super::refusal::Refusal;

/// Browsers stop at 512.
const DEPTH: usize = 1_000;
/// A page of a report has some 5,000 nodes.
const NODES: usize = 400_000;
/// No real tag has more than a few dozen.
const ATTRIBUTES: usize = 1_000;
/// One byte can make a node of each open element, so a piece is small.
const PIECE: usize = 1_024;

/// Parses a page.
pub(super) fn parse(text: &str, context: &Context<'_>) -> Result<Html, Refusal> {
    if most_attributes(text) > ATTRIBUTES {
        return Err(Refusal::TooLarge);
    }
    // Without scripting `noscript` holds elements, which are passed over like any other hidden ones.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = after;
        parser.process(StrTendril::from_slice(piece));
        let page = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = page.tree.nodes();
        if nodes.len() > NODES {
            return Err(Refusal::TooLarge);
        }
        // The newest node stands where the parser is.
        if nodes.next_back().is_some_and(|node| node.ancestors().take(DEPTH).count() == DEPTH) {
            return Err(Refusal::TooDeep);
        }
        if context.cancelled() {
            return Err(Refusal::Cancelled);
        }
    }
    Ok(parser.finish())
}

/// How many attributes the tag with the most has, as far as can be seen without parsing.
fn most_attributes(text: &str) -> usize {
    let (mut most, mut merged) = (0, 0);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (attributes, length) = attributes_of_tag(rest);
            most = most.max(attributes);
            // However often they come, they are one element each.
            if ["html", "body"].iter().any(|name| begins_with(rest, name)) {
                merged += attributes;
            }
            let raw = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
            let name = raw.iter().find(|name| begins_with(rest, name));
            rest = &rest[length..];
            if let Some(name) = name {
                rest = after_raw_text(rest, name);
            }
        }
    }
    most.max(merged)
}

/// Where in a tag a byte stands.
#[derive(Clone, Copy)]
enum InTag {
    TagName,
    Between,
    Name,
    AfterName,
    BeforeValue,
    Unquoted,
    Quoted(u8),
}

/// Counts the attributes of the tag that a text begins with, and its bytes.
fn attributes_of_tag(text: &str) -> (usize, usize) {
    let mut attributes = 0;
    let mut place = InTag::TagName;
    for (at, byte) in text.bytes().enumerate() {
        place = match (place, byte) {
            (InTag::Quoted(quote), _) if byte == quote => InTag::Between,
            (InTag::Quoted(_), _) => place,
            (_, b'>') => return (attributes, at),
            (InTag::BeforeValue, b'"' | b'\'') => InTag::Quoted(byte),
            (InTag::BeforeValue, _) if !byte.is_ascii_whitespace() => InTag::Unquoted,
            (InTag::BeforeValue, _) => place,
            (InTag::Unquoted, _) if !byte.is_ascii_whitespace() => place,
            (InTag::Name | InTag::AfterName, b'=') => InTag::BeforeValue,
            (InTag::Name | InTag::AfterName, _) if byte.is_ascii_whitespace() => InTag::AfterName,
            (_, b'/') => InTag::Between,
            (_, _) if byte.is_ascii_whitespace() => InTag::Between,
            (InTag::TagName | InTag::Name, _) => place,
            (InTag::Between | InTag::AfterName | InTag::Unquoted, _) => {
                attributes += 1;
                InTag::Name
            }
        };
    }
    (attributes, text.len())
}

/// What follows the end tag of an element whose content is no markup.
fn after_raw_text<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if begins_with(rest, name) {
            return rest;
        }
    }
    ""
}

fn begins_with(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}
