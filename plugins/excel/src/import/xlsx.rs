//! .xlsx and .xlsm workbooks: one pass over each part that matters, unpacked within the limits.
//!
//! Programs differ in what they leave out: styles, shared strings, addresses of cells and rows, even relationships. What
//! is missing is made good where there is one way to read it.

mod comments;
mod parts;
mod scan;
mod sheet;
mod strings;
mod styles;

use crate::import::grid::Book;
use crate::import::limits;
use crate::import::package::Package;
use crate::import::properties;
use crate::import::refusal::{Limit, Refusal};
use crate::import::xml;
use parts::Relationship;
use sheet::Workbook;

/// Reads a workbook.
pub(crate) fn read(mut package: Package<'_>, book: &mut Book) -> Result<(), Refusal> {
    let roots = parts::relationships_of(&mut package, "")?;
    let name = match parts::of_kind(&roots, "/officeDocument") {
        Some(relationship) => relationship.target.clone(),
        None => "xl/workbook.xml".to_owned(),
    };
    let announced = announced(&parts::required(&mut package, &name)?)?;
    let relationships = parts::relationships_of(&mut package, &name)?;
    // Where a relationship is missing, the usual name is looked for.
    let part_of = |kind: &str, usual: &str| {
        parts::of_kind(&relationships, kind).map_or_else(|| usual.to_owned(), |found| found.target.clone())
    };
    let strings = part_of("/sharedStrings", "xl/sharedStrings.xml");
    let styles = part_of("/styles", "xl/styles.xml");
    let workbook = Workbook {
        strings: parts::optional(&mut package, &strings)?.map_or(Ok(Vec::new()), |part| strings::read(&part))?,
        formats: parts::optional(&mut package, &styles)?.map_or(Ok(Vec::new()), |part| styles::read(&part))?,
        is_1904: announced.is_1904,
    };
    for (index, entry) in announced.sheets.iter().enumerate() {
        let Some(part) = entry.part(&relationships, index) else {
            continue;
        };
        let content = parts::required(&mut package, &part)?;
        let mut sheet = book.sheet(&entry.name);
        sheet.hidden = entry.is_hidden;
        sheet.values_are_stale = announced.values_are_stale;
        sheet::read(xml::text(&content)?, &workbook, &mut sheet)?;
        comments::read(&mut package, &part, &mut sheet)?;
        sheet.finish()?;
    }
    if let Some(core) = parts::optional(&mut package, "docProps/core.xml")? {
        book.authors(properties::authors(&core));
    }
    Ok(())
}

/// What the workbook part says.
#[derive(Debug, Default)]
struct Announced {
    is_1904: bool,
    values_are_stale: bool,
    sheets: Vec<Entry>,
}

/// A sheet as the workbook announces it.
#[derive(Debug)]
struct Entry {
    name: String,
    relationship: String,
    is_hidden: bool,
}

impl Entry {
    /// The part of a worksheet; a sheet of another kind, such as a chart, has none.
    fn part(&self, relationships: &[Relationship], index: usize) -> Option<String> {
        if relationships.is_empty() {
            return Some(format!("xl/worksheets/sheet{}.xml", index + 1));
        }
        let relationship = relationships.iter().rfind(|relationship| relationship.id == self.relationship)?;
        relationship.is("/worksheet").then(|| relationship.target.clone())
    }
}

fn announced(part: &[u8]) -> Result<Announced, Refusal> {
    let mut announced = Announced::default();
    let is_true = |value| matches!(value, Some("1" | "true"));
    scan::each_tag(xml::text(part)?, |tag| {
        match tag.name {
            "workbookPr" => announced.is_1904 = is_true(tag.attribute("date1904")?),
            "calcPr" => announced.values_are_stale = is_true(tag.attribute("fullCalcOnLoad")?),
            "sheet" => {
                if announced.sheets.len() == limits::SHEETS {
                    return Err(Refusal::TooLarge(Limit::Sheets));
                }
                announced.sheets.push(Entry {
                    name: tag.text("name")?,
                    relationship: tag.text("id")?,
                    is_hidden: matches!(tag.attribute("state")?, Some("hidden" | "veryHidden")),
                });
            }
            _ => (),
        }
        Ok(())
    })?;
    Ok(announced)
}
