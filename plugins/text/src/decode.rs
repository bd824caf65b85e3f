//! From bytes to text: UTF-8, UTF-16 with or without a byte order mark, and GB18030, which holds GBK and GB2312.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::limits;
use crate::refusal::Refusal;

/// A file's text.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text with `\n` at the end of each line, whatever the file has there.
    pub(crate) text: String,
    /// How many places are no text in any encoding and became U+FFFD.
    pub(crate) unreadable: usize,
}

/// Decodes a file by what its bytes show.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(Refusal::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::RichText);
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(),
        None if bytes.contains(&0) => utf16_without_mark(bytes).ok_or(Refusal::NotText)?,
        None => without_mark(bytes),
    };
    let characters = text.chars().count();
    let unreadable = text.matches('\u{FFFD}').count();
    let is_control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    let controls = text.chars().filter(is_control).count();
    // A few damaged places are the file's own trouble; one in twenty means that it never was text.
    if text.contains('\0') || (unreadable + controls) * 20 > characters {
        return Err(Refusal::NotText);
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Decoded { text: text.replace("\r\n", "\n").replace('\r', "\n"), unreadable })
}

/// UTF-8 where the bytes are, but for a damaged place or two, else GB18030.
///
/// GB18030 reads nearly any bytes as some characters, so that its faults say little: of a Chinese text in it, though,
/// UTF-8 makes faults nearly everywhere.
fn without_mark(bytes: &[u8]) -> String {
    let (text, has_faults) = UTF_8.decode_without_bom_handling(bytes);
    if has_faults {
        let faults = text.matches('\u{FFFD}').count();
        let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
        if faults * 10 > beyond_ascii {
            return GB18030.decode_without_bom_handling(bytes).0.into_owned();
        }
    }
    text.into_owned()
}

/// In UTF-16 every line break, digit and ASCII mark has a zero on the same side; anything else with zeros is no text.
fn utf16_without_mark(bytes: &[u8]) -> Option<String> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let encoding = if zeros(1) > zeros(0) { UTF_16LE } else { UTF_16BE };
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    let is_expected = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | '\u{c}' | ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303F}'
            | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
    };
    let expected = text.chars().filter(is_expected).count();
    (!has_faults && expected * 10 >= text.chars().count() * 9).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "一、总体情况\n规章\t0\t12\n";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[track_caller]
    fn decodes(bytes: &[u8]) {
        let decoded = decode(bytes).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.unreadable), (SAMPLE, 0));
    }

    #[test]
    fn the_encodings_that_offices_save_in() {
        decodes(SAMPLE.as_bytes());
        decodes(format!("\u{FEFF}{SAMPLE}").as_bytes());
        decodes(&GB18030.encode(SAMPLE).0);
        decodes(&utf16(&format!("\u{FEFF}{SAMPLE}"), u16::to_le_bytes));
        decodes(&utf16(&format!("\u{FEFF}{SAMPLE}"), u16::to_be_bytes));
        decodes(&utf16(SAMPLE, u16::to_le_bytes));
        decodes(&utf16(SAMPLE, u16::to_be_bytes));
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        decodes(SAMPLE.replace('\n', "\r\n").as_bytes());
        decodes(SAMPLE.replace('\n', "\r").as_bytes());
    }

    #[test]
    fn a_damaged_place_is_counted_and_kept_visible() {
        let text = SAMPLE.repeat(40);
        let mut bytes = text.as_bytes().to_vec();
        bytes[1] = b'x';
        let decoded = decode(&bytes).expect("text");
        assert!(decoded.unreadable > 0);
        assert!(decoded.text.ends_with("规章\t0\t12\n"), "the rest is read as UTF-8 all the same");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, refusal) in [
            (&b""[..], Refusal::Empty),
            (" \r\n\u{3000}".as_bytes(), Refusal::Empty),
            (b"\xff\xfe", Refusal::Empty),
            (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", Refusal::NotText),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00", Refusal::NotText),
            (b"\x01\x02\x03\x04\x05\x06", Refusal::NotText),
            (b"%PDF-1.7 ...", Refusal::Pdf),
            (b"{\\rtf1\\ansi}", Refusal::RichText),
        ] {
            assert_eq!(decode(bytes).unwrap_err(), refusal, "{bytes:?}");
        }
    }
}
