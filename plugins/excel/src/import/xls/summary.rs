//! The people whom an .xls workbook's summary names: its author and who saved it last. See [MS-OLEPS].

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16LE, WINDOWS_1252};

const CODE_PAGE: usize = 1;
const AUTHOR: usize = 4;
const LAST_EDITOR: usize = 8;
/// The types of text: in the code page, and in UTF-16.
const NARROW: usize = 0x1E;
const WIDE: usize = 0x1F;

/// The author and the last editor. The summary says nothing of the figures, so that a fault in it is passed over.
pub(super) fn authors(stream: &[u8]) -> Vec<String> {
    let section = number(stream, 44).and_then(|offset| stream.get(offset..)).unwrap_or_default();
    let code_page = property(section, CODE_PAGE).and_then(|value| value.get(4..6));
    let encoding = encoding(code_page.map_or(0, |page| u16::from_le_bytes([page[0], page[1]])));
    [AUTHOR, LAST_EDITOR].into_iter().filter_map(|id| text(property(section, id)?, encoding)).collect()
}

/// A property with its type, up to the section's end.
fn property(section: &[u8], wanted: usize) -> Option<&[u8]> {
    /// A summary has some twenty properties.
    const MOST: usize = 100;
    let count = number(section, 4)?.min(MOST);
    let mut entries = (0..count).map(|index| 8 + 8 * index);
    let entry = entries.find(|&entry| number(section, entry) == Some(wanted))?;
    section.get(number(section, entry + 4)?..)
}

fn text(value: &[u8], encoding: &'static Encoding) -> Option<String> {
    let (kind, len) = (number(value, 0)?, number(value, 4)?);
    let (encoding, bytes) = match kind {
        NARROW => (encoding, value.get(8..)?.get(..len)?),
        WIDE => (UTF_16LE, value.get(8..)?.get(..len.checked_mul(2)?)?),
        _ => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Some(text.trim_end_matches('\0').to_owned())
}

fn encoding(code_page: u16) -> &'static Encoding {
    match code_page {
        932 => SHIFT_JIS,
        950 => BIG5,
        1_200 => UTF_16LE,
        1_252 => WINDOWS_1252,
        65_001 => UTF_8,
        // 936, and what a Chinese office's program leaves unsaid.
        _ => GB18030,
    }
}

fn number(bytes: &[u8], offset: usize) -> Option<usize> {
    let word = bytes.get(offset..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))?;
    usize::try_from(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A summary with a code page and an author.
    fn summary(code_page: u16, author: &[u8]) -> Vec<u8> {
        let mut stream = vec![0; 44];
        let numbers = [48, 0, 2, CODE_PAGE, 24, AUTHOR, 32, 2, usize::from(code_page), NARROW, author.len()];
        for number in numbers {
            stream.extend((number as u32).to_le_bytes());
        }
        stream.extend(author);
        stream
    }

    #[test]
    fn names_are_in_the_files_code_page() {
        assert_eq!(authors(&summary(936, b"\xCD\xF5\xC4\xB3\0")), ["王某"]);
        assert_eq!(authors(&summary(65_001, "王某\0".as_bytes())), ["王某"]);
    }

    #[test]
    fn a_summary_cut_off_names_nobody() {
        let whole = summary(936, b"abc");
        for len in 0..whole.len() {
            assert!(authors(&whole[..len]).is_empty(), "{len}");
        }
    }
}
