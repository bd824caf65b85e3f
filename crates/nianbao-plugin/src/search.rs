//! Bytes looked for in a file, to tell what it is.

/// A text as it stands in OLE2 directories and in files that old systems write: UTF-16LE.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Whether some bytes stand anywhere in others.
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else {
        return true;
    };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|&byte| byte == first) {
        from += at + 1;
        if bytes[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_anywhere_is_found_and_nothing_else() {
        for (bytes, needle, is_there) in [
            ("", "", true),
            ("", "a", false),
            ("a", "", true),
            ("xl/workbook.xml", "xl/workbook", true),
            ("PK xl/worxl/workbook", "xl/workbook", true),
            ("aaab", "aab", true),
            ("aaab", "aaab", true),
            ("aaab", "aaabb", false),
            ("年报", "报", true),
        ] {
            assert_eq!(contains(bytes.as_bytes(), needle.as_bytes()), is_there, "{needle:?} in {bytes:?}");
        }
        assert!(contains(b"\0B\0o\0o\0k\0", &utf16("Book")));
        assert!(!contains(b"Book", &utf16("Book")));
    }
}
