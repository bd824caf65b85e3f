//! Which format a file is of, from manifests alone: its first bytes count, its name only where they say nothing.

use nianbao_plugin::manifest::{Format, Magic, Role};

use crate::JSON;
use crate::discover::Found;
use crate::kind::FileKind;

/// The media type by which a manifest claims web pages, which begin with no fixed bytes.
const WEB_PAGE: &str = "text/html";

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
    // Portals and old systems save web pages as .xls and .doc; whatever the name says, it is a page.
    let reads_pages = |format: &&&Format| format.media_types.iter().any(|media_type| media_type == WEB_PAGE);
    if let Some(format) = formats.iter().find(reads_pages)
        && looks_like_web_page(bytes)
    {
        return Some(format.id.clone());
    }
    let kind = FileKind::of_content(bytes);
    if matches!(kind, Some(FileKind::Pdf | FileKind::Image | FileKind::Ofd)) {
        return None;
    }
    if extension.as_deref() == Some(JSON) || kind.is_none() && looks_like_json(bytes) {
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
    let of_magic = |magic: &Magic| match (magic.matches(bytes), &magic.contains) {
        (false, _) => Strength::None,
        (true, None) => Strength::Beginning,
        (true, Some(_)) => Strength::Member,
    };
    format.magic.iter().map(of_magic).max().unwrap_or(Strength::None)
}

/// Whether the first thing in a text is one of the tags that web pages begin with, whole or cut out of another.
fn looks_like_web_page(bytes: &[u8]) -> bool {
    const MOST_LOOKED_AT: usize = 64 * 1024;
    const TAGS: [&str; 14] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "meta",
        "title",
        "style",
        "script",
        "link",
        "div",
        "table",
        "p",
        "h1",
        "article",
    ];
    let head = &bytes[..bytes.len().min(MOST_LOOKED_AT)];
    // Of a page in UTF-16 the tags' letters are every second byte.
    let is_wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let head: Vec<u8> = head.iter().copied().filter(|&byte| !(is_wide && byte == 0)).collect();
    let mut rest = head.as_slice();
    for mark in [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest);
    }
    // What may stand before the first tag.
    loop {
        rest = rest.trim_ascii_start();
        let ending =
            [(&b"<!--"[..], &b"-->"[..]), (b"<?xml", b"?>")].into_iter().find(|(start, _)| rest.starts_with(start));
        let Some((_, end)) = ending else { break };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
        rest = &rest[at + end.len()..];
    }
    let Some(tag) = rest.strip_prefix(b"<") else { return false };
    TAGS.iter().any(|name| {
        let (found, after) = tag.split_at(tag.len().min(name.len()));
        let ends = after.first().is_none_or(|&byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        found.eq_ignore_ascii_case(name.as_bytes()) && ends
    })
}

fn looks_like_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().first() == Some(&b'{')
}

#[cfg(test)]
mod tests {
    use nianbao_plugin::search::utf16;

    use super::*;

    #[test]
    fn web_pages_are_known_whatever_stands_before_their_first_tag() {
        for page in [
            "<!DOCTYPE html>\n<html lang=zh>",
            "\u{feff}\r\n\t<HTML xmlns:o=\"urn:schemas-microsoft-com:office:office\">",
            "<!-- saved from url=(0030)https://www.example.gov.cn/ -->\n<!-- 2 -->\n<html>",
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\">",
            "<table border=1>",
            "<p>一、总体情况</p>",
        ] {
            assert!(looks_like_web_page(page.as_bytes()), "{page}");
        }
        let wide: Vec<u8> = [b"\xFF\xFE".to_vec(), utf16("<html>")].concat();
        assert!(looks_like_web_page(&wide));
    }

    #[test]
    fn other_texts_are_no_web_pages() {
        for text in
            ["", "<", "<!-- never ends", "<?xml version='1.0'?><Workbook/>", "<pre-print>", "一、<table>", "a<html>"]
        {
            assert!(!looks_like_web_page(text.as_bytes()), "{text}");
        }
    }
}
