//! What a file is that no importer reads, so that its owner can be told what to do with it.

use nianbao_plugin::search::{contains, utf16};

/// A kind of file that people have where a report is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A PDF: perhaps a scan, perhaps text whose tables are lost.
    Pdf,
    /// A picture, mostly a scan with seal and signature.
    Image,
    /// An OFD, the fixed-layout format of Chinese offices.
    Ofd,
    /// Files packed into one.
    Archive,
    /// A text document of Word or WPS.
    Word,
    /// A workbook.
    Workbook,
    /// Slides.
    Presentation,
    /// A message with its attachments inside.
    Mail,
    /// A web page with its pictures in one file.
    WebArchive,
    /// A link to a file or a page, in the place of the file.
    Shortcut,
}

impl FileKind {
    /// A stable word for the kind, for messages in any language.
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Image => "image",
            FileKind::Ofd => "ofd",
            FileKind::Archive => "archive",
            FileKind::Word => "word",
            FileKind::Workbook => "workbook",
            FileKind::Presentation => "presentation",
            FileKind::Mail => "mail",
            FileKind::WebArchive => "web-archive",
            FileKind::Shortcut => "shortcut",
        }
    }

    /// The kind that a file's name promises.
    pub fn of_name(name: &str) -> Option<FileKind> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_lowercase().as_str() {
            "pdf" => FileKind::Pdf,
            "png" | "jpg" | "jpeg" | "jfif" | "tif" | "tiff" | "bmp" | "gif" | "webp" | "heic" => FileKind::Image,
            "ofd" => FileKind::Ofd,
            "zip" | "rar" | "7z" | "gz" | "tgz" | "tar" => FileKind::Archive,
            "doc" | "docx" | "docm" | "dot" | "dotx" | "wps" | "wpt" | "rtf" | "odt" | "uot" => FileKind::Word,
            "xls" | "xlsx" | "xlsm" | "xlsb" | "et" | "ett" | "ods" | "uos" => FileKind::Workbook,
            "ppt" | "pptx" | "pps" | "ppsx" | "dps" | "odp" => FileKind::Presentation,
            "eml" | "msg" => FileKind::Mail,
            "mht" | "mhtml" => FileKind::WebArchive,
            "lnk" | "url" | "webloc" => FileKind::Shortcut,
            _ => return None,
        })
    }

    /// The kind that a file's bytes show.
    pub fn of_content(bytes: &[u8]) -> Option<FileKind> {
        const HEADS: [(&[u8], FileKind); 14] = [
            (b"\x89PNG\r\n\x1A\n", FileKind::Image),
            (b"\xFF\xD8\xFF", FileKind::Image),
            (b"GIF87a", FileKind::Image),
            (b"GIF89a", FileKind::Image),
            (b"II*\0", FileKind::Image),
            (b"MM\0*", FileKind::Image),
            (b"Rar!\x1A\x07", FileKind::Archive),
            (b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
            (b"\x1F\x8B\x08", FileKind::Archive),
            (b"{\\rtf", FileKind::Word),
            (b"L\0\0\0\x01\x14\x02\0", FileKind::Shortcut),
            (b"[InternetShortcut]", FileKind::Shortcut),
            (b"From: <Saved by ", FileKind::WebArchive),
            (b"Return-Path:", FileKind::Mail),
        ];
        let by_head = HEADS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| *kind);
        by_head.or_else(|| {
            let head = &bytes[..bytes.len().min(1024)];
            if contains(head, b"%PDF-") {
                Some(FileKind::Pdf)
            } else if is_bitmap(bytes) || head.get(4..8) == Some(b"ftyp") || head.get(8..12) == Some(b"WEBP") {
                Some(FileKind::Image)
            } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
                Some(in_zip(bytes))
            } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
                in_ole(bytes)
            } else if contains(head, b"MIME-Version:") || contains(head, b"Received: from ") {
                Some(if contains(head, b"multipart/related") { FileKind::WebArchive } else { FileKind::Mail })
            } else if contains(head, b"progid=\"Word.Document\"") {
                Some(FileKind::Word)
            } else {
                None
            }
        })
    }
}

/// `BM`, the file's size, four bytes of zeros: the two letters alone may begin a text.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])
}

fn in_zip(bytes: &[u8]) -> FileKind {
    const MEMBERS: [(&[u8], FileKind); 6] = [
        (b"OFD.xml", FileKind::Ofd),
        (b"word/document.xml", FileKind::Word),
        (b"xl/workbook", FileKind::Workbook),
        (b"ppt/presentation.xml", FileKind::Presentation),
        (b"application/vnd.oasis.opendocument.text", FileKind::Word),
        (b"application/vnd.oasis.opendocument.presentation", FileKind::Presentation),
    ];
    // Members are named at the end too, so a name that stands anywhere stands within these.
    let (head, tail) = (&bytes[..bytes.len().min(4096)], &bytes[bytes.len().saturating_sub(65_536)..]);
    let named = MEMBERS.iter().find(|(member, _)| contains(head, member) || contains(tail, member));
    named.map_or(FileKind::Archive, |(_, kind)| *kind)
}

fn in_ole(bytes: &[u8]) -> Option<FileKind> {
    const STREAMS: [(&str, FileKind); 4] = [
        ("WordDocument", FileKind::Word),
        ("PowerPoint Document", FileKind::Presentation),
        ("__substg1.0_", FileKind::Mail),
        ("Workbook", FileKind::Workbook),
    ];
    STREAMS.iter().find(|(stream, _)| contains(bytes, &utf16(stream))).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        let ole = |stream: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 512], utf16(stream)].concat();
        let zip = |member: &str| [b"PK\x03\x04".to_vec(), vec![0; 26], member.as_bytes().to_vec()].concat();
        for (bytes, kind) in [
            (b"\xEF\xBB\xBF%PDF-1.7".to_vec(), FileKind::Pdf),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), FileKind::Image),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0".to_vec(), FileKind::Image),
            (zip("OFD.xml"), FileKind::Ofd),
            (zip("word/document.xml"), FileKind::Word),
            (zip("数据.xls"), FileKind::Archive),
            (ole("WordDocument"), FileKind::Word),
            (ole("PowerPoint Document"), FileKind::Presentation),
            (b"{\\rtf1\\ansi".to_vec(), FileKind::Word),
            (b"Date: Mon, 6 Jan 2025\r\nMIME-Version: 1.0\r\n".to_vec(), FileKind::Mail),
        ] {
            assert_eq!(FileKind::of_content(&bytes), Some(kind), "{bytes:?}");
        }
    }

    #[test]
    fn texts_are_no_other_kind() {
        for text in ["BMW,2024\n", "一、总体情况", "From here on", "{\"schema\": 1}", "", "PK"] {
            assert_eq!(FileKind::of_content(text.as_bytes()), None, "{text}");
        }
    }
}
