//! The zip container that new workbooks lie in, unpacked within the limits: what a member declares may be a lie.

use std::io::{Cursor, Write};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::import::limits;
use crate::import::refusal::{Limit, Refusal};

/// The mark of an entry of a zip file's directory.
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";
/// The least size of an entry.
const DIRECTORY_ENTRY_BYTES: usize = 46;
/// What deflate can make of a byte at most.
const MOST_INFLATED: usize = 1_032;

/// An open zip container.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    inflater: Decompress,
    /// The members' names, forward slashes only.
    names: Vec<String>,
    /// How much may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Reads the directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        // Counted beforehand, as the directory of a million members alone fills the memory.
        if bytes.len() > limits::MEMBERS * DIRECTORY_ENTRY_BYTES
            && bytes.windows(4).filter(|&window| window == DIRECTORY_ENTRY).nth(limits::MEMBERS).is_some()
        {
            return Err(Refusal::TooLarge(Limit::Members));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::damaged(format!("zip: {error}")))?;
        let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).replace('\\', "/")).collect();
        Ok(Package { bytes, archive, inflater: Decompress::new(false), names, left: limits::UNPACKED_BYTES })
    }

    /// The members' names, in the directory's order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The number of a member; case does not count in a package's names.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other.eq_ignore_ascii_case(name))
    }

    /// Unpacks a member, which must be as long as the directory says and have the checksum that it says.
    pub(crate) fn read(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let damaged = |detail: &str| Refusal::damaged(format!("zip: {detail}"));
        let member = self.archive.by_index_raw(index).map_err(|error| damaged(&error.to_string()))?;
        let declared = usize::try_from(member.size()).unwrap_or(usize::MAX);
        let packed = usize::try_from(member.compressed_size()).unwrap_or(usize::MAX);
        let start = member.data_start().and_then(|start| usize::try_from(start).ok());
        let content = start
            .and_then(|start| self.bytes.get(start..start.checked_add(packed)?))
            .ok_or_else(|| damaged("a member lies beyond the end"))?;
        let (checksum, method, is_encrypted) = (member.crc32(), member.compression(), member.encrypted());
        drop(member);
        if is_encrypted {
            return Err(Refusal::Encrypted);
        }
        // A lying size costs no memory that the content could not fill.
        if declared > packed.saturating_mul(MOST_INFLATED) {
            return Err(damaged("a member declares more than it can hold"));
        }
        self.left = self.left.checked_sub(declared).ok_or(Refusal::TooLarge(Limit::Unpacked))?;
        let bytes = match method {
            CompressionMethod::Stored => content.to_vec(),
            CompressionMethod::Deflated => {
                let mut bytes = Vec::with_capacity(declared + 1);
                self.inflater.reset(false);
                let outcome = self.inflater.decompress_vec(content, &mut bytes, FlushDecompress::Finish);
                if !matches!(outcome, Ok(Status::StreamEnd)) {
                    return Err(damaged("a member of another length than it declares"));
                }
                bytes
            }
            _ => return Err(damaged("an unknown way of packing")),
        };
        let mut sum = Crc::new();
        sum.update(&bytes);
        if bytes.len() != declared || sum.sum() != checksum {
            return Err(damaged("a member is not what was packed"));
        }
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
