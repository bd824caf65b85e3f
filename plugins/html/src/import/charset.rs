//! A page's bytes as text, whatever it says of its own encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Where a page names its encoding, it does so before this.
const DECLARATION_BYTES: usize = 4_096;

/// A page as text.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// How many places were damaged.
    pub(super) replaced: usize,
}

/// Decodes a page. `outer` is the encoding that is given beside it, as in a web archive.
///
/// A byte order mark counts before all, then what the bytes are: valid UTF-8 is UTF-8. Only then the declaration is
/// asked, and a page without a usable one is in GB 18030, which holds GBK and GB 2312.
pub(super) fn decode<'a>(bytes: &'a [u8], outer: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), replaced: 0 };
    }
    let utf8 = with(UTF_8, bytes);
    // Chinese in another encoding is hardly ever valid UTF-8, so that a few bad places are damage.
    if utf8.replaced <= 1 + utf8.text.chars().filter(|c| !c.is_ascii()).count() / 10 {
        return utf8;
    }
    let label = outer.map(str::to_owned).or_else(|| declared(bytes));
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    // The encodings of one byte a character fit any bytes, and none has Chinese.
    match encoding.filter(|encoding| *encoding != UTF_8 && !encoding.is_single_byte()) {
        Some(encoding) => {
            let (declared, common) = (with(encoding, bytes), with(GB18030, bytes));
            if declared.replaced > common.replaced { common } else { declared }
        }
        None => with(GB18030, bytes),
    }
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    let replaced = if is_damaged { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text, replaced }
}

/// UTF-16 is known by the zero half of its markup.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let first = bytes.get(..64.min(bytes.len() / 2 * 2))?;
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = first.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, odd) if most >= 8 && odd * 2 > most => Some(UTF_16LE),
        (even, 0) if most >= 8 && even * 2 > most => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that the page's markup names: `charset=…` of a `meta`, or `encoding="…"` of XML.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        start.match_indices(key).find_map(|(at, _)| {
            let value = start[at + key.len()..].trim_start().strip_prefix('=')?;
            let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
            (end > 0).then(|| value[..end].to_owned())
        })
    })
}
