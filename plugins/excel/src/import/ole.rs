//! The OLE2 container (compound file) that old workbooks lie in: a careful reader, and a writer of one stream.
//!
//! The reader exists because calamine follows the chains of a container without looking for rings; the writer because
//! calamine then gets a container of our own, which has none. See [MS-CFB].

use crate::import::refusal::Refusal;

/// The first bytes of a container.
pub(crate) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
const MINI_SECTOR_BYTES: usize = 64;
/// Streams shorter than this lie in the mini stream.
const MINI_LIMIT: usize = 4_096;
/// Sector numbers from here on are marks.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const FAT_SECTOR: u32 = 0xFFFF_FFFD;

/// An open container.
#[derive(Debug)]
pub(crate) struct Container<'a> {
    /// What follows the header's sector.
    sectors: &'a [u8],
    sector_bytes: usize,
    fat: Vec<u32>,
    entries: Vec<Entry>,
    mini_fat_start: u32,
}

#[derive(Debug)]
struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    len: usize,
}

impl<'a> Container<'a> {
    /// Reads header, allocation table and directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() < HEADER_BYTES || !bytes.starts_with(&SIGNATURE) {
            return Err(cut_off());
        }
        let sector_bytes = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Err(Refusal::damaged("OLE2: unknown sector size")),
        };
        let header = |offset| u32_at(bytes, offset).ok_or_else(cut_off);
        let mut container = Container {
            sectors: bytes.get(sector_bytes..).ok_or_else(cut_off)?,
            sector_bytes,
            fat: Vec::new(),
            entries: Vec::new(),
            mini_fat_start: header(60)?,
        };
        container.read_fat(&bytes[76..HEADER_BYTES], header(68)?)?;
        let directory = container.chain(header(48)?, usize::MAX)?;
        container.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(Entry::read).collect();
        Ok(container)
    }

    /// Whether the container holds a stream or a storage of this name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Reads a stream; `None` if there is none of this name.
    pub(crate) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let mut entries = self.entries.iter();
        let Some(entry) = entries.find(|entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let stream =
            if entry.len < MINI_LIMIT { self.mini_stream(entry)? } else { self.chain(entry.start, entry.len)? };
        if stream.len() < entry.len {
            return Err(cut_off());
        }
        Ok(Some(stream))
    }

    /// Gathers the allocation table from the sectors that the header and the chain of `first_list` name.
    fn read_fat(&mut self, in_header: &[u8], first_list: u32) -> Result<(), Refusal> {
        let mut ids: Vec<u32> = words(in_header).collect();
        let sector_count = self.sector_count();
        let mut list = first_list;
        // Each list sector holds at least one id, so a chain longer than the file is a ring.
        for _ in 0..sector_count {
            if list >= FIRST_MARK {
                break;
            }
            let sector = self.sector(list).ok_or_else(cut_off)?;
            ids.extend(words(sector));
            list = ids.pop().unwrap_or(END_OF_CHAIN);
        }
        for id in ids.into_iter().filter(|&id| id < FIRST_MARK) {
            // A table need not name more sectors than there are.
            if self.fat.len() >= sector_count {
                break;
            }
            let sector = self.sector(id).ok_or_else(cut_off)?;
            let words: Vec<u32> = words(sector).collect();
            self.fat.extend(words);
        }
        Ok(())
    }

    fn sector_count(&self) -> usize {
        self.sectors.len().div_ceil(self.sector_bytes)
    }

    /// A sector's bytes; the last one may be short.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(id).ok()?.checked_mul(self.sector_bytes)?;
        let rest = self.sectors.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector_bytes)])
    }

    /// The bytes of a chain of sectors, up to `len`.
    fn chain(&self, start: u32, len: usize) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::with_capacity(len.min(self.sectors.len()));
        let mut id = start;
        for _ in 0..self.sector_count() {
            if id == END_OF_CHAIN || bytes.len() >= len {
                break;
            }
            let sector = self.sector(id).ok_or_else(cut_off)?;
            bytes.extend_from_slice(&sector[..sector.len().min(len - bytes.len())]);
            id = next(&self.fat, id)?;
        }
        if id != END_OF_CHAIN && bytes.len() < len {
            return Err(Refusal::damaged("OLE2: a chain of sectors is a ring"));
        }
        Ok(bytes)
    }

    /// The bytes of a stream within the mini stream.
    fn mini_stream(&self, entry: &Entry) -> Result<Vec<u8>, Refusal> {
        let root = self.entries.first().ok_or_else(cut_off)?;
        let container = self.chain(root.start, root.len)?;
        let table: Vec<u32> = words(&self.chain(self.mini_fat_start, usize::MAX)?).collect();
        let mut bytes = Vec::with_capacity(entry.len);
        let mut id = entry.start;
        while bytes.len() < entry.len && id != END_OF_CHAIN {
            let start = usize::try_from(id).ok().and_then(|id| id.checked_mul(MINI_SECTOR_BYTES));
            let sector = start
                .and_then(|start| container.get(start..))
                .filter(|sector| !sector.is_empty())
                .ok_or_else(cut_off)?;
            let wanted = (entry.len - bytes.len()).min(MINI_SECTOR_BYTES).min(sector.len());
            bytes.extend_from_slice(&sector[..wanted]);
            id = next(&table, id)?;
        }
        Ok(bytes)
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let units = bytes[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name: Vec<u16> = units.take_while(|&unit| unit != 0).collect();
        // Version 3 files leave rubbish in the upper half of the length, which a file of our size does not need.
        Some(Entry {
            name: String::from_utf16_lossy(&name),
            is_stream: bytes[66] == 2,
            start: u32_at(bytes, 116)?,
            len: usize::try_from(u32_at(bytes, 120)?).ok()?,
        })
    }
}

/// Writes a container that holds one stream and nothing else.
pub(crate) fn container_of(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 4_096;
    const IDS: usize = SECTOR / 4;
    stream.resize(stream.len().max(MINI_LIMIT).next_multiple_of(SECTOR), 0);
    let stream_sectors = stream.len() / SECTOR;
    // The table names its own sectors, the directory's one and the stream's.
    let fat_sectors =
        (1..).find(|&count| count * IDS > count + stream_sectors).expect("a table of enough sectors exists");
    let id = |index: usize| u32::try_from(index).expect("a file of limited size has few sectors");

    let mut bytes = Vec::with_capacity((2 + fat_sectors) * SECTOR + stream.len());
    bytes.extend_from_slice(&SIGNATURE);
    bytes.resize(24, 0);
    for word in [0x3E_u16, 3, 0xFFFE, 12, 6] {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    bytes.resize(44, 0);
    for word in [id(fat_sectors), id(fat_sectors), 0, 4_096, END_OF_CHAIN, 0, END_OF_CHAIN, 0] {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    for index in 0..109 {
        let word = if index < fat_sectors { id(index) } else { FREE };
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    bytes.resize(SECTOR, 0);

    let first = fat_sectors + 1;
    let own = (0..fat_sectors).map(|_| FAT_SECTOR);
    let chain = (first + 1..first + stream_sectors).map(id).chain([END_OF_CHAIN]);
    for word in own.chain([END_OF_CHAIN]).chain(chain) {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    bytes.resize((1 + fat_sectors) * SECTOR, 0xFF);

    let root = [(5, "Root Entry", END_OF_CHAIN, 0), (2, name, id(first), id(stream.len()))];
    for (kind, name, start, len) in root {
        let entry = bytes.len();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        let name_bytes = u16::try_from(bytes.len() - entry + 2).unwrap_or(64);
        bytes.resize(entry + 64, 0);
        bytes.extend_from_slice(&name_bytes.to_le_bytes());
        bytes.extend_from_slice(&[kind, 1]);
        let child = if kind == 5 { 1 } else { FREE };
        for word in [FREE, FREE, child] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.resize(entry + 116, 0);
        bytes.extend_from_slice(&start.to_le_bytes());
        bytes.extend_from_slice(&len.to_le_bytes());
        bytes.resize(entry + ENTRY_BYTES, 0);
    }
    bytes.resize((2 + fat_sectors) * SECTOR, 0);
    bytes.append(&mut stream);
    bytes
}

/// The sector that follows in a chain.
fn next(table: &[u32], id: u32) -> Result<u32, Refusal> {
    let next = usize::try_from(id).ok().and_then(|id| table.get(id));
    next.copied().ok_or_else(|| Refusal::damaged("OLE2: a chain leaves the allocation table"))
}

fn cut_off() -> Refusal {
    Refusal::damaged("OLE2: the file ends before its content")
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(offset..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(offset..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_stream_is_read_back() {
        for len in [0, 1, 4_095, 4_096, 4_097, 5_000_000] {
            let stream: Vec<u8> = (0..len).map(|index: usize| (index % 251) as u8).collect();
            let bytes = container_of("Workbook", stream.clone());
            let container = Container::open(&bytes).expect("a sound container");
            assert!(container.holds("workbook") && !container.holds("Book"));
            let read = container.stream("Workbook").expect("a sound stream").expect("a stream of that name");
            assert_eq!(&read[..len], &stream[..]);
        }
    }

    #[test]
    fn a_ring_of_sectors_is_damage() {
        let mut bytes = container_of("Workbook", vec![1; 20_000]);
        // The directory's sector is the second; its entry in the table is made to point at itself.
        let entry = 4_096 + 4;
        bytes[entry..entry + 4].copy_from_slice(&1_u32.to_le_bytes());
        assert!(matches!(Container::open(&bytes), Err(Refusal::Damaged(_))));
    }

    #[test]
    fn a_file_cut_off_anywhere_is_damage() {
        let bytes = container_of("Workbook", vec![1; 20_000]);
        for len in [0, 8, 511, 512, 4_096, 8_192, 12_288, 20_000, bytes.len() - 1] {
            let outcome = Container::open(&bytes[..len]).and_then(|container| container.stream("Workbook"));
            assert!(matches!(outcome, Err(Refusal::Damaged(_))), "{len}");
        }
    }
}
