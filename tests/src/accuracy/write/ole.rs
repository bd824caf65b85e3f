//! A compound file (OLE2) with one stream.

const SECTOR: usize = 512;
const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const FAT_SECTOR: u32 = 0xFFFF_FFFD;
/// Streams below this size lie in another kind of sector, which is not written here.
const SMALLEST_STREAM: usize = 4096;
/// As many FAT sectors as the header itself lists; 7 MB of stream.
const MOST_FAT_SECTORS: usize = 109;

/// Wraps a stream: sectors of the stream, then the directory, then the FAT.
pub(crate) fn wrap(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(SMALLEST_STREAM), 0);
    let size = stream.len();
    stream.resize(size.next_multiple_of(SECTOR), 0);
    let stream_sectors = stream.len() / SECTOR;
    let directory = stream_sectors;
    let entries = SECTOR / 4;
    let fat_sectors = (stream_sectors + 2).div_ceil(entries - 1);
    assert!(fat_sectors <= MOST_FAT_SECTORS, "a workbook of a form is small");

    let mut fat: Vec<u32> = (1..=stream_sectors).map(number).collect();
    fat[stream_sectors - 1] = END;
    fat.push(END);
    fat.extend(std::iter::repeat_n(FAT_SECTOR, fat_sectors));
    fat.resize(fat_sectors * entries, FREE);

    let mut file = header(directory, fat_sectors);
    file.extend(stream);
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry(name, 2, FREE, 0, size));
    file.extend([0; 2 * 128]);
    file.extend(fat.into_iter().flat_map(u32::to_le_bytes));
    file
}

fn header(directory: usize, fat_sectors: usize) -> Vec<u8> {
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(24, 0);
    // Minor and major version, byte order, sizes of sectors (2^9) and small sectors (2^6).
    for value in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        header.extend(value.to_le_bytes());
    }
    header.resize(44, 0);
    for value in [number(fat_sectors), number(directory), 0, 4096, END, 0, END, 0] {
        header.extend(value.to_le_bytes());
    }
    for index in 0..MOST_FAT_SECTORS {
        let sector = if index < fat_sectors { number(directory + 1 + index) } else { FREE };
        header.extend(sector.to_le_bytes());
    }
    header
}

/// A directory entry: its kind is 5 for the root and 2 for a stream; `child` is the root's only child.
fn entry(name: &str, kind: u8, child: u32, first_sector: u32, size: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_length = u16::try_from(entry.len() + 2).expect("a short name");
    entry.resize(64, 0);
    entry.extend(name_length.to_le_bytes());
    entry.extend([kind, 1]);
    for sibling_or_child in [FREE, FREE, child] {
        entry.extend(sibling_or_child.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(first_sector.to_le_bytes());
    entry.extend(number(size).to_le_bytes());
    entry.resize(128, 0);
    entry
}

fn number(value: usize) -> u32 {
    u32::try_from(value).expect("the file is small")
}
