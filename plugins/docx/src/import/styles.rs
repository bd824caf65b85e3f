//! What a style says of its paragraphs: whether they are headings, numbered, hidden, or lines of a table of contents.

use std::collections::HashMap;

use super::content::ListPlace;
use super::numbering::Definitions;
use super::refusal::Refusal;
use super::xml::{self, Xml};

/// A style may be based on another, and so on; a ring of them ends here.
const LONGEST_CHAIN: usize = 32;
/// Word stops at fewer; those beyond are passed over.
const STYLES: usize = 10_000;
/// The outline level of running text.
const BODY: u32 = 9;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    by_id: HashMap<String, usize>,
    /// The style of paragraphs that name none.
    default: Option<usize>,
}

#[derive(Default)]
struct Style {
    id: String,
    /// The name without blanks, in small letters.
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    number: Option<u32>,
    list_level: Option<u32>,
    hidden: Option<bool>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Styles, Refusal> {
        let mut styles = Styles::default();
        let mut xml = Xml::new(text);
        if xml.child()?.is_some() {
            while let Some(child) = xml.child()? {
                if xml::name(&child) != "style" || styles.styles.len() == STYLES {
                    xml.skip(&child)?;
                    continue;
                }
                let id = xml::attribute(&child, "styleId").unwrap_or_default().into_owned();
                let is_default = xml::attribute(&child, "default").is_some_and(|on| on == "1" || on == "true")
                    && xml::attribute(&child, "type").is_some_and(|kind| kind == "paragraph");
                let mut style = Style { id: id.clone(), ..Style::default() };
                style.read(&mut xml)?;
                if is_default {
                    styles.default = Some(styles.styles.len());
                }
                styles.by_id.insert(id, styles.styles.len());
                styles.styles.push(style);
            }
        }
        Ok(styles)
    }

    /// The level of a heading's style, 1 being the highest.
    pub(super) fn heading_level(&self, id: Option<&str>) -> Option<u8> {
        let outline = self.chain(id).find_map(|style| style.outline.or_else(|| style.named_level()));
        heading_level(outline?)
    }

    /// Whether a paragraph style or a character style hides its text.
    pub(super) fn hides(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// Whether a style is that of a line in a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        let name = |style: &Style| {
            let numbered = style.name.trim_end_matches(|c: char| c.is_ascii_digit());
            matches!(numbered, "toc" | "tocheading" | "wpsoffice手动目录")
                || (numbered == "目录" && numbered != style.name)
        };
        // The style's own name alone: other lines may be based on it.
        self.chain(id).next().is_some_and(name)
    }

    /// The list that a style puts its paragraphs in. The level is that whose definition names the style.
    pub(super) fn list(&self, id: Option<&str>, definitions: &Definitions) -> Option<ListPlace> {
        let number = self.chain(id).find_map(|style| style.number).filter(|&number| number != 0)?;
        let linked = self.chain(id).find_map(|style| definitions.level_of_style(number, &style.id));
        let level = linked.or_else(|| self.list_level(id)).unwrap_or_default();
        Some(ListPlace { number, level })
    }

    /// The level in a list that a style asks for.
    pub(super) fn list_level(&self, id: Option<&str>) -> Option<usize> {
        self.chain(id).find_map(|style| style.list_level).and_then(|level| usize::try_from(level).ok())
    }

    /// The list that a style for lists stands for.
    pub(super) fn number_of(&self, id: &str) -> Option<u32> {
        self.chain(Some(id)).find_map(|style| style.number)
    }

    /// A style and those that it is based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let index = |id: &str| self.by_id.get(id).copied();
        let first = id.map_or(self.default, index);
        std::iter::successors(first, move |&of| self.styles[of].based_on.as_deref().and_then(index))
            .take(LONGEST_CHAIN)
            .map(|of| &self.styles[of])
    }
}

/// The level of a heading by its outline level, which counts from 0.
pub(super) fn heading_level(outline: u32) -> Option<u8> {
    u8::try_from(outline).ok().filter(|_| outline < BODY).map(|outline| outline + 1)
}

impl Style {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        while let Some(child) = xml.child()? {
            match xml::name(&child) {
                "pPr" | "rPr" | "numPr" => {
                    self.read(xml)?;
                    continue;
                }
                "name" => self.name = plain(&xml::value(&child).unwrap_or_default()),
                "basedOn" => self.based_on = xml::value(&child).map(|id| id.into_owned()),
                "outlineLvl" => self.outline = xml::number(&child, "val"),
                "numId" => self.number = xml::number(&child, "val"),
                "ilvl" => self.list_level = xml::number(&child, "val"),
                "vanish" => self.hidden = Some(xml::is_on(&child)),
                _ => (),
            }
            xml.skip(&child)?;
        }
        Ok(())
    }

    /// The outline level by the names that Word, WPS and others give to the styles of headings.
    fn named_level(&self) -> Option<u32> {
        let by_name = |name: &str| {
            let digits = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
            digits.parse::<u32>().ok().filter(|level| (1..=BODY).contains(level)).map(|level| level - 1)
        };
        by_name(&self.name).or_else(|| by_name(&plain(&self.id)))
    }
}

/// A name without blanks, in small letters: `heading 1` and `Heading1` are the same style.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
