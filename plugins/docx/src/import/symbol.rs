//! Characters that a document names by font and code, most of them the boxes and ticks of forms.

/// The character that a symbol shows; `None` where the code is no character.
pub(super) fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Symbol fonts have their characters in the private area, at 0xF000 and above.
    let position = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    match (font.trim().to_lowercase().as_str(), position) {
        ("wingdings", 0x6F | 0x70 | 0x71 | 0x72 | 0xA8) => Some('□'),
        ("wingdings", 0x6E | 0xA7) => Some('■'),
        ("wingdings", 0xFC) => Some('✓'),
        ("wingdings", 0xFB) => Some('✗'),
        ("wingdings", 0xFE) => Some('☑'),
        ("wingdings", 0xFD) => Some('☒'),
        ("wingdings", 0x6C) => Some('●'),
        ("wingdings", 0xA1) => Some('○'),
        // ① to ⑩, and ❶ to ❿.
        ("wingdings", 0x81..=0x8A) => char::from_u32(0x2460 + position - 0x81),
        ("wingdings", 0x8C..=0x95) => char::from_u32(0x2776 + position - 0x8C),
        ("wingdings 2", 0x50 | 0x9C) => Some('✓'),
        ("wingdings 2", 0x4F) => Some('✗'),
        ("wingdings 2", 0x52) => Some('☑'),
        ("wingdings 2", 0x51 | 0x53 | 0x54) => Some('☒'),
        ("wingdings 2", 0x2A | 0xA3) => Some('□'),
        ("symbol", 0xB4) => Some('×'),
        ("symbol", 0xB7) => Some('•'),
        ("symbol", 0xB8) => Some('÷'),
        ("symbol", 0xB1) => Some('±'),
        ("symbol", 0xA3) => Some('≤'),
        ("symbol", 0xB3) => Some('≥'),
        // Digits and signs stand where they do elsewhere in this font.
        ("symbol", 0x20..=0x3F) => char::from_u32(position),
        // A glyph of an unknown font: what it shows cannot be told, so a mark stands for it.
        _ if position != code => Some(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(code).filter(|character| !character.is_control()),
    }
}
