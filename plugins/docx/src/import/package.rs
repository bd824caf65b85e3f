//! The zip container, unpacked with real counters, and the relationships between its parts.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits;
use super::refusal::{Limit, Refusal};
use super::xml::{self, Xml};

/// The mark of an entry of a zip file's directory.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// An open container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The members' names, forward slashes only.
    names: Vec<String>,
    /// How much may still be unpacked.
    left: usize,
}

/// What one part says of another.
pub(super) struct Relationship {
    /// The last word of its type's address, which both forms of the standard share: `footnotes`.
    pub(super) kind: String,
    /// The other part's name.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        // Counted beforehand, as the directory of a million members alone fills the memory.
        if bytes
            .windows(DIRECTORY_ENTRY.len())
            .filter(|&window| window == DIRECTORY_ENTRY)
            .nth(limits::MEMBERS)
            .is_some()
        {
            return Err(Refusal::TooLarge(Limit::Members));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Refusal::damaged)?;
        let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).replace('\\', "/")).collect();
        Ok(Package { archive, names, left: limits::UNPACKED_BYTES })
    }

    /// The members' names, in the directory's order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a member is there; case does not count in a package's names.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Unpacks a member; `None` where it is not there.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.find(name) else { return Ok(None) };
        let member = self.archive.by_index(index).map_err(Refusal::damaged)?;
        let declared = usize::try_from(member.size()).unwrap_or(usize::MAX);
        if declared > self.left {
            return Err(Refusal::TooLarge(Limit::Unpacked));
        }
        let packed = usize::try_from(member.compressed_size()).unwrap_or(usize::MAX);
        // What is reserved follows the packed size too, which cannot lie about bytes that are not there.
        let mut bytes = Vec::with_capacity(declared.min(packed.saturating_mul(16)));
        let most = u64::try_from(self.left).unwrap_or(u64::MAX);
        member.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Refusal::damaged)?;
        self.left = self.left.checked_sub(bytes.len()).ok_or(Refusal::TooLarge(Limit::Unpacked))?;
        Ok(Some(bytes))
    }

    /// What a part says of others; of the package as a whole where the part's name is empty.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let Some(bytes) = self.read(&format!("{folder}{separator}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let text = xml::decode(&bytes)?;
        let mut xml = Xml::new(&text);
        let mut relationships = Vec::new();
        if xml.child()?.is_some() {
            while let Some(child) = xml.child()?.filter(|_| relationships.len() < limits::MEMBERS) {
                let is_external = xml::attribute(&child, "TargetMode").is_some_and(|mode| mode == "External");
                if let (false, Some(kind), Some(target)) =
                    (is_external, xml::attribute(&child, "Type"), xml::attribute(&child, "Target"))
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relationships.push(Relationship { kind, target: resolve(folder, &target) });
                }
                xml.skip(&child)?;
            }
        }
        Ok(relationships)
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other.eq_ignore_ascii_case(name))
    }
}

/// The name of a part that is given relative to a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let base = if target.starts_with('/') { "" } else { folder };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(target.split('/')) {
        match segment {
            "" | "." => (),
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}
