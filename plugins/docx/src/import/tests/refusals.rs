//! Files that are not read, and whether their owner is told what to do.

use super::*;

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

fn ole(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    OLE.iter().copied().chain([0; 600]).chain(name).collect()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], code: &str, message: &str, help: &str) {
    let error = import_bytes(name, bytes).unwrap_err();
    assert_eq!(error.code, code);
    assert!(error.message.contains(message), "{}", error.message);
    assert!(error.help.as_deref().unwrap_or_default().contains(help), "{:?}", error.help);
}

#[test]
fn an_old_word_file_is_to_be_saved_anew() {
    let advice = "请用 WPS 或 Word 打开，另存为 .docx 后重试";
    check("年报.doc", &ole("WordDocument"), "unsupported", "旧版 Word 文档（.doc）", advice);
    check("年报.WPS", &ole("WordDocument"), "unsupported", "（.wps）", advice);
    check("年报.doc", br"{\rtf1\ansi", "unsupported", "富文本", advice);
    let xml = br#"<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>"#;
    check("年报.doc", xml, "unsupported", "XML", advice);
    check("年报.doc", b"<html><body>\xE5\xB9\xB4</body></html>", "not_a_word_document", "网页", advice);
    check("年报.doc", "年报".as_bytes(), "not_a_word_document", "纯文本", advice);
}

#[test]
fn other_files_are_named() {
    check("年报.docx", b"", "empty", "空", "重新索取");
    check("年报.docx", &ole("EncryptedPackage"), "encrypted", "加密", "取消打开密码");
    check("年报.docx", &ole("Workbook"), "not_a_word_document", "电子表格", "选错了文件");
    check("年报.docx", b"%PDF-1.7", "not_a_word_document", "PDF", "选错了文件");
    check("年报.docx", &[1, 2, 3, 0xFF], "not_a_word_document", "无法识别", "选错了文件");
}

fn archive(names: &[&str]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_container_without_a_document() {
    check("年报.docx", &archive(&["xl/workbook.xml"]), "not_a_word_document", "电子表格", "选错了文件");
    check("年报.docx", &archive(&["mimetype", "content.xml"]), "not_a_word_document", "OpenDocument", "另存为 .docx");
    check("年报.docx", &archive(&["照片.jpg"]), "not_a_word_document", "压缩包", "选错了文件");
    check("年报.docx", &archive(&["word/styles.xml"]), "damaged", "损坏", "重新复制");
    check("年报.docx", &archive(&["word/document.xml"]), "damaged", "损坏", "重新复制");
}

#[test]
fn a_truncated_file_is_damaged() {
    let bytes = File::new(&p("甲")).bytes();
    check("年报.docx", &bytes[..bytes.len() / 2], "damaged", "损坏", "重新复制");
}

#[test]
fn a_document_that_ends_within_an_element_is_damaged() {
    let file = File::with_document(r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>甲"#);
    check("年报.docx", &file.bytes(), "damaged", "损坏", "重新复制");
}

#[test]
fn a_zip_bomb_is_refused() {
    let file = File::new(&" ".repeat(33 << 20));
    check("年报.docx", &file.bytes(), "too_large", "解压后超过", "新建的文档");
}

#[test]
fn endless_nesting_is_refused_and_deep_nesting_read() {
    let nested = |depth: usize| {
        let open = "<w:tbl><w:tr><w:tc>".repeat(depth);
        let close = "<w:p/></w:tc></w:tr></w:tbl>".repeat(depth);
        File::new(&format!("{open}{}{close}", p("甲"))).bytes()
    };
    assert_eq!(outline(&import_bytes("年报.docx", &nested(60)).unwrap().document), "表1 1x1 [甲]");
    check("年报.docx", &nested(65), "too_large", "嵌套", "新建的文档");
    let boxes = "<w:p><w:r><w:pict><w:txbxContent>".repeat(5_000);
    check("年报.docx", &File::new(&boxes).bytes(), "too_large", "嵌套", "新建的文档");
    let controls = "<w:sdt>".repeat(100_000);
    check("年报.docx", &File::new(&controls).bytes(), "too_large", "嵌套", "新建的文档");
}

#[test]
fn endless_cells_and_columns_are_refused() {
    let cells = "<w:tc/>".repeat(210_000);
    check(
        "年报.docx",
        &File::new(&wrapped(&format!("<w:tr>{cells}</w:tr>"))).bytes(),
        "too_large",
        "列数超过",
        "新建的文档",
    );
    let rows = "<w:tr/>".repeat(210_000);
    check("年报.docx", &File::new(&wrapped(&rows)).bytes(), "too_large", "单元格多于", "新建的文档");
    let wide = tr(&[tc(r#"<w:gridSpan w:val="4000000000"/>"#, "甲")]);
    check("年报.docx", &File::new(&wrapped(&wide)).bytes(), "too_large", "列数超过", "新建的文档");
}

#[test]
fn places_in_deep_tables_stay_short() {
    let open = "<w:tbl><w:tr><w:tc/><w:tc>".repeat(40);
    let close = "<w:p/></w:tc></w:tr></w:tbl>".repeat(40);
    let inner = tbl(&[&["甲", "1"]]);
    let document = import_bytes("年报.docx", &File::new(&format!("{open}{inner}{close}")).bytes()).unwrap().document;
    let places = document.blocks.iter().flat_map(|block| match block {
        Block::Grid(grid) => grid.cells.iter().filter_map(|cell| cell.at.as_deref()).collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    assert!(places.map(str::len).max() < Some(300));
}
