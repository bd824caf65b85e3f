//! What a file really is, by its bytes. Neither its name nor the format that it is taken for has a say.

use crate::import::ole;
use crate::import::package::Package;
use crate::import::refusal::{Kind, Refusal};
use crate::import::spreadsheetml;
use crate::import::xls::Streams;

/// The kinds of workbook, each with what its reader works on.
pub(crate) enum Workbook<'a> {
    Xls(Streams),
    Xlsx(Package<'a>),
    Xlsb(Package<'a>),
    Ods(Package<'a>),
    SpreadsheetMl(&'a [u8]),
}

/// How much of a file tells its kind.
const HEAD_BYTES: usize = 4_096;

/// Finds out what workbook a file is.
pub(crate) fn open(bytes: &[u8]) -> Result<Workbook<'_>, Refusal> {
    if bytes.starts_with(&ole::SIGNATURE) {
        open_ole(bytes)
    } else if bytes.starts_with(b"PK\x03\x04") {
        open_zip(bytes)
    } else if spreadsheetml::is_workbook(&bytes[..bytes.len().min(HEAD_BYTES)]) {
        Ok(Workbook::SpreadsheetMl(bytes))
    } else {
        Err(other(bytes))
    }
}

fn open_ole(bytes: &[u8]) -> Result<Workbook<'_>, Refusal> {
    let container = ole::Container::open(bytes)?;
    if container.holds("EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    // A Word document may hold a workbook among its embedded objects.
    for (stream, kind) in [("WordDocument", Kind::Word), ("PowerPoint Document", Kind::Presentation)] {
        if container.holds(stream) {
            return Err(Refusal::NotAWorkbook(kind));
        }
    }
    for name in ["Workbook", "Book"] {
        if let Some(stream) = container.stream(name)? {
            // What is said of the workbook's authors need not be sound.
            let summary = container.stream("\u{5}SummaryInformation").ok().flatten();
            return Ok(Workbook::Xls(Streams { workbook: stream, summary }));
        }
    }
    Err(Refusal::NotAWorkbook(Kind::OtherOffice))
}

fn open_zip(bytes: &[u8]) -> Result<Workbook<'_>, Refusal> {
    let mut package = Package::open(bytes)?;
    if package.find("xl/workbook.bin").is_some() {
        return Ok(Workbook::Xlsb(package));
    }
    if package.names().any(|name| name.starts_with("xl/")) {
        return Ok(Workbook::Xlsx(package));
    }
    if package.names().any(|name| name.starts_with("word/")) {
        return Err(Refusal::NotAWorkbook(Kind::Word));
    }
    if package.names().any(|name| name.starts_with("ppt/")) {
        return Err(Refusal::NotAWorkbook(Kind::Presentation));
    }
    let Some(mime_type) = package.find("mimetype") else {
        return Err(Refusal::NotAWorkbook(Kind::Archive));
    };
    if !package.read(mime_type)?.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        return Err(Refusal::NotAWorkbook(Kind::OtherOpenDocument));
    }
    if let Some(manifest) = package.find("META-INF/manifest.xml")
        && contains(&package.read(manifest)?, b"encryption-data")
    {
        return Err(Refusal::Encrypted);
    }
    Ok(Workbook::Ods(package))
}

/// Names a file that is neither OLE2 nor zip.
fn other(bytes: &[u8]) -> Refusal {
    if bytes.is_empty() {
        return Refusal::Empty;
    }
    // The first record of a workbook before Excel 5, which lies in no container: BOF of BIFF 2, 3 and 4.
    if [[9, 0, 4, 0], [9, 2, 6, 0], [9, 4, 6, 0]].iter().any(|head| bytes.starts_with(head)) {
        return Refusal::TooOld;
    }
    const HEADS: [(&[u8], Kind); 6] = [
        (b"%PDF", Kind::Pdf),
        (b"PK\x05\x06", Kind::Archive),
        (b"Rar!", Kind::Archive),
        (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
        (b"\x1F\x8B", Kind::Archive),
        (b"{\\rtf", Kind::Word),
    ];
    if let Some((_, kind)) = HEADS.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Refusal::NotAWorkbook(*kind);
    }
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let plain = head.iter().all(|&byte| byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C));
    if !wide && !plain {
        return Refusal::NotAWorkbook(Kind::Unknown);
    }
    let lower = head.to_ascii_lowercase();
    let web = [&b"<html"[..], b"<!doctype html", b"<table", b"<head", b"<body", b"text/html", b"mime-version:"];
    Refusal::NotAWorkbook(if web.iter().any(|mark| contains(&lower, mark)) {
        Kind::WebPage
    } else if contains(&lower, b"<?xml") {
        Kind::Xml
    } else {
        Kind::Text
    })
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Refusal) {
        assert_eq!(open(bytes).err(), Some(expected));
    }

    #[test]
    fn a_file_that_is_no_workbook_is_named() {
        check(b"", Refusal::Empty);
        check("发布日期\t2025".as_bytes(), Refusal::NotAWorkbook(Kind::Text));
        check(b"\xB7\xA2\xB2\xBC,2025\r\n", Refusal::NotAWorkbook(Kind::Text));
        check(b"\xFF\xFEa\0", Refusal::NotAWorkbook(Kind::Text));
        check(b"\r\n<HTML><body><table>", Refusal::NotAWorkbook(Kind::WebPage));
        check(b"<?xml version='1.0'?><Workbook/>", Refusal::NotAWorkbook(Kind::Xml));
        check(b"%PDF-1.7", Refusal::NotAWorkbook(Kind::Pdf));
        check(b"\x09\x04\x06\0\0\0\x10\0\0\0", Refusal::TooOld);
        check(b"\x01\x02\x03", Refusal::NotAWorkbook(Kind::Unknown));
    }

    #[test]
    fn other_containers_are_named() {
        for (stream, expected) in [
            ("EncryptedPackage", Refusal::Encrypted),
            ("WordDocument", Refusal::NotAWorkbook(Kind::Word)),
            ("Contents", Refusal::NotAWorkbook(Kind::OtherOffice)),
        ] {
            check(&ole::container_of(stream, vec![0; 9]), expected);
        }
    }
}
