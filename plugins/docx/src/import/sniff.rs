//! What a file really is, by its bytes, and which of its members is the document.

use super::package::Package;
use super::refusal::{Kind, OldFormat, Refusal};

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const ZIP: &[u8] = b"PK\x03\x04";

/// A Word document's container, and the name of its main part.
pub(super) fn open<'a>(bytes: &'a [u8], file_name: &str) -> Result<(Package<'a>, String), Refusal> {
    if bytes.starts_with(ZIP) {
        let mut package = Package::open(bytes)?;
        let main = main_part(&mut package)?;
        Ok((package, main))
    } else {
        Err(other(bytes, file_name))
    }
}

fn main_part(package: &mut Package<'_>) -> Result<String, Refusal> {
    const USUAL: &str = "word/document.xml";
    let relationships = package.relationships("")?;
    let named = relationships.into_iter().find(|relationship| relationship.kind == "officeDocument");
    let folder = named.as_ref().and_then(|named| named.target.split('/').next()).unwrap_or_default();
    let kind = match folder {
        "xl" => Some(Kind::Workbook),
        "ppt" => Some(Kind::Presentation),
        _ => None,
    };
    if let Some(kind) = kind {
        return Err(Refusal::NotWord(kind));
    }
    if let Some(named) = named.filter(|named| package.holds(&named.target)) {
        return Ok(named.target);
    }
    if package.holds(USUAL) {
        return Ok(USUAL.to_owned());
    }
    let has = |start: &str| package.names().any(|name| name.starts_with(start));
    Err(if has("word/") {
        Refusal::damaged("the document part is missing")
    } else if has("xl/") {
        Refusal::NotWord(Kind::Workbook)
    } else if has("ppt/") {
        Refusal::NotWord(Kind::Presentation)
    } else if package.holds("mimetype") && package.holds("content.xml") {
        Refusal::NotWord(Kind::OpenDocument)
    } else {
        Refusal::NotWord(Kind::Archive)
    })
}

/// Names a file that is no zip container.
fn other(bytes: &[u8], file_name: &str) -> Refusal {
    if bytes.is_empty() {
        return Refusal::Empty;
    }
    if bytes.starts_with(OLE) {
        return ole(bytes, file_name);
    }
    let head = &bytes[..bytes.len().min(4_096)];
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    const HEADS: [(&[u8], Refusal); 5] = [
        (b"{\\rtf", Refusal::Old(OldFormat::Rtf)),
        (b"%PDF", Refusal::NotWord(Kind::Pdf)),
        (b"PK\x05\x06", Refusal::NotWord(Kind::Archive)),
        (b"Rar!", Refusal::NotWord(Kind::Archive)),
        (b"7z\xBC\xAF\x27\x1C", Refusal::NotWord(Kind::Archive)),
    ];
    if let Some((_, refusal)) = HEADS.into_iter().find(|(head, _)| text.starts_with(head)) {
        return refusal;
    }
    let lower = head.to_ascii_lowercase();
    if text.starts_with(b"<?xml") && (contains(&lower, b"word.document") || contains(&lower, b"wordml")) {
        return Refusal::Old(OldFormat::Xml);
    }
    if [&b"<html"[..], b"<!doctype html", b"<body", b"<table", b"text/html"].iter().any(|mark| contains(&lower, mark)) {
        return Refusal::NotWord(Kind::WebPage);
    }
    let is_plain = head.iter().all(|&byte| byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C));
    Refusal::NotWord(if is_plain { Kind::Text } else { Kind::Unknown })
}

/// Names an OLE2 file by its streams. A .wps of today is a .doc under another name.
fn ole(bytes: &[u8], file_name: &str) -> Refusal {
    let holds = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &name)
    };
    if holds("EncryptedPackage") {
        Refusal::Encrypted
    } else if holds("WordDocument") {
        let is_wps = file_name.to_lowercase().ends_with(".wps");
        Refusal::Old(if is_wps { OldFormat::Wps } else { OldFormat::Doc })
    } else if holds("PowerPoint Document") {
        Refusal::NotWord(Kind::Presentation)
    } else if holds("Workbook") || holds("Book") {
        Refusal::NotWord(Kind::Workbook)
    } else {
        Refusal::NotWord(Kind::OtherOffice)
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
