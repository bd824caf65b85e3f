//! The parts of an Open Packaging container, and the relationships by which they name each other.

use super::scan;
use crate::import::package::Package;
use crate::import::refusal::Refusal;
use crate::import::xml;

/// One part naming another.
#[derive(Debug)]
pub(super) struct Relationship {
    pub(super) id: String,
    kind: String,
    /// The other part's name from the container's root.
    pub(super) target: String,
}

impl Relationship {
    /// Whether it is of a kind; the two editions of the standard differ only in how a kind begins.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.ends_with(kind)
    }
}

/// The relationship of a kind; of several the last.
pub(super) fn of_kind<'r>(relationships: &'r [Relationship], kind: &str) -> Option<&'r Relationship> {
    relationships.iter().rfind(|relationship| relationship.is(kind))
}

/// The relationships of a part, or of the container for the empty name; none where their part is missing.
pub(super) fn relationships_of(package: &mut Package<'_>, part: &str) -> Result<Vec<Relationship>, Refusal> {
    let (folder, name) = split(part);
    let Some(content) = optional(package, &format!("{folder}_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut relationships = Vec::new();
    scan::each_tag(xml::text(&content)?, |tag| {
        if tag.name == "Relationship" && tag.attribute("TargetMode")? != Some("External") {
            let target = resolved(folder, &tag.text("Target")?);
            relationships.push(Relationship { id: tag.text("Id")?, kind: tag.text("Type")?, target });
        }
        Ok(())
    })?;
    Ok(relationships)
}

/// Unpacks a part that must be there.
pub(super) fn required(package: &mut Package<'_>, name: &str) -> Result<Vec<u8>, Refusal> {
    optional(package, name)?.ok_or_else(|| Refusal::damaged(format!("xlsx: no part {name}")))
}

/// Unpacks a part, if it is there.
pub(super) fn optional(package: &mut Package<'_>, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    package.find(name).map(|index| package.read(index)).transpose()
}

/// A part's folder, with its slash, and its name within.
fn split(part: &str) -> (&str, &str) {
    part.split_at(part.rfind('/').map_or(0, |slash| slash + 1))
}

/// A target as its name from the root: `/xl/a.xml`, `a.xml` and `../xl/a.xml` are all in use.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    steps.extend(target.split('/'));
    let mut name: Vec<&str> = Vec::with_capacity(steps.len());
    for step in steps {
        match step {
            "" | "." => (),
            ".." => {
                name.pop();
            }
            step => name.push(step),
        }
    }
    name.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_root_and_from_the_folder() {
        for target in ["/xl/worksheets/a.xml", "worksheets/a.xml", "../xl/worksheets/a.xml", ".\\worksheets\\a.xml"] {
            assert_eq!(resolved("xl/", target), "xl/worksheets/a.xml");
        }
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolved("xl/", "../../../a.xml"), "a.xml");
    }
}
