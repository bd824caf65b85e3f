//! The zip container that new workbooks lie in, unpacked with real counters: what a member declares may be a lie.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::limits;
use crate::refusal::{Limit, Refusal};

/// The mark of an entry of a zip file's directory.
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";

/// An open zip container.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The members' names, forward slashes only.
    names: Vec<String>,
    /// How much may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Reads the directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        // Counted beforehand, as the directory of a million members alone fills the memory.
        if bytes.windows(4).filter(|&window| window == DIRECTORY_ENTRY).nth(limits::MEMBERS).is_some() {
            return Err(Refusal::TooLarge(Limit::Members));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::damaged(format!("zip: {error}")))?;
        let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).replace('\\', "/")).collect();
        Ok(Package { archive, names, left: limits::UNPACKED_BYTES })
    }

    /// The members' names, in the directory's order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The number of a member; case does not count in a package's names.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other.eq_ignore_ascii_case(name))
    }

    /// Unpacks a member.
    pub(crate) fn read(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let damaged = |error: &dyn std::fmt::Display| Refusal::damaged(format!("zip: {error}"));
        let member = self.archive.by_index(index).map_err(|error| damaged(&error))?;
        let declared = usize::try_from(member.size()).unwrap_or(usize::MAX);
        if declared > self.left {
            return Err(Refusal::TooLarge(Limit::Unpacked));
        }
        let packed = usize::try_from(member.compressed_size()).unwrap_or(usize::MAX);
        // What is reserved follows the packed size too, which cannot lie about bytes that are not there.
        let mut bytes = Vec::with_capacity(declared.min(packed.saturating_mul(16)));
        let most = u64::try_from(self.left).unwrap_or(u64::MAX);
        member.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        self.left = self.left.checked_sub(bytes.len()).ok_or(Refusal::TooLarge(Limit::Unpacked))?;
        Ok(bytes)
    }
}

/// A zip container of our own, without compression, for a reader that trusts what it is given.
pub(crate) struct Repacked(ZipWriter<Cursor<Vec<u8>>>);

impl Repacked {
    pub(crate) fn new() -> Self {
        Repacked(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a member.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.0.start_file(name, options).map_err(|error| Refusal::damaged(format!("zip: {error}")))?;
        self.0.write_all(bytes).map_err(|error| Refusal::damaged(format!("zip: {error}")))
    }

    /// The container's bytes.
    pub(crate) fn finish(self) -> Result<Cursor<Vec<u8>>, Refusal> {
        let mut bytes = self.0.finish().map_err(|error| Refusal::damaged(format!("zip: {error}")))?;
        bytes.set_position(0);
        Ok(bytes)
    }
}
