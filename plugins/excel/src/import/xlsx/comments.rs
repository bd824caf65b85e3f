//! The comments at the cells of an .xlsx worksheet: the old notes, and the threads that newer programs keep.

use std::collections::BTreeSet;

use super::scan::{Scanner, Token};
use super::{parts, strings};
use crate::address;
use crate::import::grid::Sheet;
use crate::import::package::Package;
use crate::import::refusal::Refusal;
use crate::import::xml;

/// Reads the comments that belong to a worksheet's part.
pub(super) fn read(package: &mut Package<'_>, part: &str, sheet: &mut Sheet<'_>) -> Result<(), Refusal> {
    let relationships = parts::relationships_of(package, part)?;
    let mut told = BTreeSet::new();
    // A thread also leaves a note at its cell, for old programs, which says the same after an explanation.
    for kind in ["/threadedComment", "/comments"] {
        let mut answered = BTreeSet::new();
        for relationship in relationships.iter().filter(|relationship| relationship.is(kind)) {
            let Some(content) = parts::optional(package, &relationship.target)? else {
                continue;
            };
            read_part(xml::text(&content)?, |place, text| {
                if told.contains(&place) {
                    return Ok(());
                }
                answered.insert(place);
                sheet.comment(place.0, place.1, text)
            })?;
        }
        told.extend(answered);
    }
    Ok(())
}

/// Shows each comment of a part with its place.
fn read_part(content: &str, mut show: impl FnMut((u32, u32), &str) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let mut scanner = Scanner::new(content);
    let (mut place, mut is_thread) = (None, false);
    let mut text = String::new();
    loop {
        match scanner.next()? {
            Token::Start(tag) => match tag.name {
                "comment" | "threadedComment" => {
                    is_thread = tag.name == "threadedComment";
                    place = tag.attribute("ref")?.and_then(address::cell);
                }
                "text" => {
                    text.clear();
                    if is_thread {
                        scanner.read_text(&mut text)?;
                    } else {
                        strings::read_item(&mut scanner, &mut text)?;
                    }
                    if let Some(place) = place.filter(|_| !text.trim().is_empty()) {
                        show(place, &text)?;
                    }
                }
                _ => (),
            },
            Token::EndOfPart => return Ok(()),
            _ => (),
        }
    }
}
