//! Zip packages taken apart and put together again with right checksums, so that a change reaches the reader behind.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A member that unpacks to more is a bomb, and no mutation makes it worse.
const MOST_BYTES: u64 = 2_000_000;

/// The members in order; `None` where it is no zip or holds a bomb.
pub fn unpack(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        if member.size() > MOST_BYTES {
            return None;
        }
        let name = member.name().ok()?.into_owned();
        let mut content = Vec::new();
        member.by_ref().take(MOST_BYTES + 1).read_to_end(&mut content).ok()?;
        if content.len() as u64 > MOST_BYTES {
            return None;
        }
        members.push((name, content));
    }
    Some(members)
}

/// A zip of the members; a name that stands twice is left out the second time.
///
/// # Panics
/// Never: memory takes what is written.
pub fn pack(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // Packing costs more than reading; what is stored is read just the same.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in members {
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(bytes).expect("memory takes every byte");
        }
    }
    writer.finish().expect("memory takes the directory").into_inner()
}
