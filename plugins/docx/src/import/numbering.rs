//! Automatic numbers: what the lists of a document look like, and how far each has been counted.

use std::collections::{BTreeMap, BTreeSet};

use super::content::ListPlace;
use super::number_format::format;
use super::refusal::Refusal;
use super::styles::Styles;
use super::xml::{self, Element, Xml};

/// A list has so many levels.
const LEVELS: usize = 9;
/// Lists, and uses of lists; those beyond are passed over.
const LISTS: usize = 10_000;
/// A number as printed is no longer than this, in bytes, whatever a list asks for.
const LONGEST_TEXT: usize = 200;
/// A list may point to another by a style, and so on; a ring of them ends here.
const LONGEST_CHAIN: usize = 8;

/// `numbering.xml`: lists, and the numbers by which paragraphs name them.
#[derive(Default)]
pub(super) struct Definitions {
    lists: BTreeMap<u32, List>,
    numbers: BTreeMap<u32, Number>,
}

#[derive(Default)]
struct List {
    levels: [Option<Level>; LEVELS],
    /// The style that knows the list which this one only stands for.
    style: Option<String>,
}

/// A use of a list, which may begin at another number or look different.
#[derive(Default)]
struct Number {
    list: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    /// `第%1章`: the number of each level stands for a mark.
    text: String,
    /// All numbers in digits, whatever the levels say.
    all_decimal: bool,
    /// The level, counted from 1, upon which the count begins anew; 0 for never. Else upon any higher level.
    restarts_after: Option<u32>,
    /// Nothing stands between number and text.
    touches_text: bool,
    /// The style whose paragraphs belong to the level.
    style: Option<String>,
}

/// How far the lists have been counted.
#[derive(Default)]
pub(super) struct Counters {
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// The uses with a start of their own that have begun.
    begun: BTreeSet<(u32, usize)>,
}

impl Definitions {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Definitions, Refusal> {
        let mut definitions = Definitions::default();
        let mut xml = Xml::new(text);
        if xml.child()?.is_some() {
            while let Some(child) = xml.child()? {
                match (xml::name(&child), xml::number(&child, "abstractNumId"), xml::number(&child, "numId")) {
                    ("abstractNum", Some(id), _) if definitions.lists.len() < LISTS => {
                        let list = read_list(&mut xml)?;
                        definitions.lists.insert(id, list);
                    }
                    ("num", _, Some(id)) if definitions.numbers.len() < LISTS => {
                        let number = read_number(&mut xml)?;
                        definitions.numbers.insert(id, number);
                    }
                    _ => xml.skip(&child)?,
                }
            }
        }
        Ok(definitions)
    }

    /// The level of a list that belongs to a style.
    pub(super) fn level_of_style(&self, number: u32, style: &str) -> Option<usize> {
        let number = self.numbers.get(&number)?;
        let list = self.lists.get(&number.list)?;
        (0..LEVELS).find(|&level| {
            let definition = number.levels[level].as_ref().or(list.levels[level].as_ref());
            definition.is_some_and(|definition| definition.style.as_deref() == Some(style))
        })
    }

    /// The list that a number uses in the end.
    fn list_of<'d>(&'d self, number: &'d Number, styles: &Styles) -> Option<(u32, &'d List)> {
        let mut id = number.list;
        for _ in 0..LONGEST_CHAIN {
            let list = self.lists.get(&id)?;
            let Some(style) = &list.style else { return Some((id, list)) };
            id = self.numbers.get(&styles.number_of(style)?)?.list;
        }
        None
    }
}

impl Counters {
    /// Counts one paragraph and gives its number as printed; `None` where none is printed, or only a bullet.
    pub(super) fn next(&mut self, place: ListPlace, definitions: &Definitions, styles: &Styles) -> Option<String> {
        let number = definitions.numbers.get(&place.number)?;
        let (list_id, list) = definitions.list_of(number, styles)?;
        let place = ListPlace { level: place.level.min(LEVELS - 1), ..place };
        let level_at = |level: usize| number.levels[level].as_ref().or(list.levels[level].as_ref());
        let start = |level: usize| number.starts[level].or(level_at(level).map(|level| level.start)).unwrap_or(1);

        let counts = self.counts.entry(list_id).or_default();
        if number.starts[place.level].is_some() && self.begun.insert((place.number, place.level)) {
            counts[place.level] = None;
        }
        counts[place.level] = Some(counts[place.level].map_or(start(place.level), |count| count.saturating_add(1)));
        for (level, count) in counts.iter_mut().enumerate().skip(place.level + 1) {
            let restarts_after = level_at(level).and_then(|level| level.restarts_after);
            if restarts_after.is_none_or(|after| place.level < after as usize) {
                *count = None;
            }
        }

        let definition = level_at(place.level)?;
        if definition.format == "bullet" {
            return None;
        }
        let shown = |level: usize| {
            let count = counts[level].unwrap_or_else(|| start(level));
            let format_name = level_at(level).map_or("decimal", |level| level.format.as_str());
            format(count, if definition.all_decimal { "decimal" } else { format_name })
        };
        let mut text = expand(&definition.text, shown);
        // A blank keeps `1` and `2024年` apart; after `、` and `）` none is printed.
        let ends_bare = text.ends_with(|c: char| c.is_ascii() || c.is_alphanumeric());
        if ends_bare && !definition.touches_text && !text.ends_with(' ') {
            text.push(' ');
        }
        (!text.trim().is_empty()).then_some(text)
    }
}

/// Puts numbers in the place of `%1` to `%9`.
fn expand(text: &str, shown: impl Fn(usize) -> String) -> String {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        if expanded.len() + before.len() > LONGEST_TEXT {
            return expanded;
        }
        expanded.push_str(before);
        match after.chars().next().and_then(|digit| digit.to_digit(10)) {
            Some(level @ 1..) => {
                expanded.push_str(&shown(level as usize - 1));
                rest = &after[1..];
            }
            _ => {
                expanded.push('%');
                rest = after;
            }
        }
    }
    if expanded.len() + rest.len() <= LONGEST_TEXT {
        expanded.push_str(rest);
    }
    expanded
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, Refusal> {
    let mut list = List::default();
    while let Some(child) = xml.child()? {
        match xml::name(&child) {
            "lvl" => {
                read_level(&child, xml, &mut list.levels)?;
                continue;
            }
            "numStyleLink" => list.style = xml::value(&child).map(|id| id.into_owned()),
            _ => (),
        }
        xml.skip(&child)?;
    }
    Ok(list)
}

fn read_number(xml: &mut Xml<'_>) -> Result<Number, Refusal> {
    let mut number = Number::default();
    while let Some(child) = xml.child()? {
        match xml::name(&child) {
            "abstractNumId" => number.list = xml::number(&child, "val").unwrap_or_default(),
            "lvlOverride" => {
                let level = level_index(&child);
                while let Some(inner) = xml.child()? {
                    match (xml::name(&inner), level) {
                        ("startOverride", Some(level)) => {
                            number.starts[level] = xml::number(&inner, "val");
                            xml.skip(&inner)?;
                        }
                        ("lvl", _) => read_level(&inner, xml, &mut number.levels)?,
                        _ => xml.skip(&inner)?,
                    }
                }
                continue;
            }
            _ => (),
        }
        xml.skip(&child)?;
    }
    Ok(number)
}

fn read_level(element: &Element<'_>, xml: &mut Xml<'_>, levels: &mut [Option<Level>; LEVELS]) -> Result<(), Refusal> {
    let mut level = Level {
        // Word begins at 0 where nothing is said.
        start: 0,
        format: "decimal".to_owned(),
        text: String::new(),
        all_decimal: false,
        restarts_after: None,
        touches_text: false,
        style: None,
    };
    let index = level_index(element);
    read_level_properties(&mut level, xml)?;
    if let Some(index) = index {
        levels[index] = Some(level);
    }
    Ok(())
}

fn read_level_properties(level: &mut Level, xml: &mut Xml<'_>) -> Result<(), Refusal> {
    let mut alternative_taken = false;
    while let Some(child) = xml.child()? {
        match xml::name(&child) {
            // Newer formats stand here, with an older one beside them.
            "AlternateContent" => {
                read_level_properties(level, xml)?;
                continue;
            }
            "Choice" | "Fallback" if !alternative_taken => {
                alternative_taken = true;
                read_level_properties(level, xml)?;
                continue;
            }
            "start" => level.start = xml::number(&child, "val").unwrap_or_default(),
            "numFmt" => {
                level.format = xml::value(&child).unwrap_or_default().into_owned();
                if level.format == "custom" {
                    level.format = xml::attribute(&child, "format").unwrap_or_default().into_owned();
                }
            }
            "lvlText" => level.text = xml::value(&child).unwrap_or_default().into_owned(),
            "isLgl" => level.all_decimal = xml::is_on(&child),
            "lvlRestart" => level.restarts_after = xml::number(&child, "val"),
            "suff" => level.touches_text = xml::value(&child).is_some_and(|value| value == "nothing"),
            "pStyle" => level.style = xml::value(&child).map(|id| id.into_owned()),
            _ => (),
        }
        xml.skip(&child)?;
    }
    Ok(())
}

fn level_index(element: &Element<'_>) -> Option<usize> {
    xml::number(element, "ilvl").and_then(|level| usize::try_from(level).ok()).filter(|&level| level < LEVELS)
}
