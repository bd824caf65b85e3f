//! The writers: small and our own, one for each kind of file, so that files look like many programs' and not like one's.

pub(super) mod csv;
pub(super) mod docx;
pub(super) mod html;
pub(super) mod ods;
pub(super) mod ole;
pub(super) mod text;
pub(super) mod xls;
pub(super) mod xlsx;

use std::io::{Cursor, Write};

use encoding_rs::GBK;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A zip of members in order; the first may have to be stored without compression.
pub(super) fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        // A fixed date: the same file has the same bytes.
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        writer.start_file(*name, options).expect("memory takes every member");
        writer.write_all(bytes).expect("memory takes every byte");
    }
    writer.finish().expect("memory takes the directory").into_inner()
}

/// Text in GBK, which has no no-break space: programs that save in it write a plain one.
pub(super) fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(&text.replace('\u{a0}', " ")).0.into_owned()
}

/// Text for the content or an attribute of XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
