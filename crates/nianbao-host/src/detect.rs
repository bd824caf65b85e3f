//! Which format a file is of, from manifests alone: its first bytes count, its name only where they say nothing.

use nianbao_plugin::manifest::{Format, Magic, Role};

use crate::JSON;
use crate::discover::Found;

/// The import format of a file, or `None`.
pub(crate) fn detect<'a>(plugins: impl Iterator<Item = &'a Found>, name: &str, bytes: &[u8]) -> Option<String> {
    let formats: Vec<&Format> =
        plugins.flat_map(|found| &found.manifest.format).filter(|format| format.role == Role::Import).collect();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let has_extension =
        |format: &&Format| extension.as_ref().is_some_and(|extension| format.extensions.contains(extension));
    let best = formats.iter().map(|format| strength(format, bytes)).max().unwrap_or(Strength::None);
    if best > Strength::None {
        // Of several formats with the same beginning, the one that the name asks for.
        let mut strongest = formats.iter().filter(|format| strength(format, bytes) == best).copied();
        let named = strongest.clone().find(has_extension);
        return named.or_else(|| strongest.next()).map(|format| format.id.clone());
    }
    if extension.as_deref() == Some(JSON) || looks_like_json(bytes) {
        return Some(JSON.to_owned());
    }
    formats.iter().find(|format| has_extension(format)).map(|format| format.id.clone())
}

/// How much a file's bytes say for a format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    None,
    /// It begins as the format's files do.
    Beginning,
    /// It also holds the name of a member that the format's files have.
    Member,
}

fn strength(format: &Format, bytes: &[u8]) -> Strength {
    let of_magic = |magic: &Magic| {
        let Some(expected) = magic.bytes() else {
            return Strength::None;
        };
        if !bytes.get(magic.offset..).is_some_and(|rest| rest.starts_with(&expected)) {
            return Strength::None;
        }
        match &magic.contains {
            None => Strength::Beginning,
            Some(text) if contains(bytes, text.as_bytes()) || contains(bytes, &utf16(text)) => Strength::Member,
            Some(_) => Strength::None,
        }
    };
    format.magic.iter().map(of_magic).max().unwrap_or(Strength::None)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
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

fn looks_like_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().first() == Some(&b'{')
}
