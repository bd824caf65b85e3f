//! Pages in the encodings that they are saved in, whatever they say of it, and web archives.

use encoding_rs::{BIG5, Encoding, GB18030, GBK};

use super::{import, shown};

const TEXT: &str = "<p>甲县二〇二四年工作情况：收到来信，均已回复。</p>";

#[track_caller]
fn is_read(bytes: &[u8]) {
    let imported = import(bytes).unwrap();
    assert_eq!(shown(&imported.document), "p 甲县二〇二四年工作情况：收到来信，均已回复。\n");
    assert_eq!(imported.diagnostics, []);
}

fn encoded(declaration: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(&format!("<html><head>{declaration}</head><body>{TEXT}</body></html>")).0.into_owned()
}

fn utf16(bytes_of: fn(u16) -> [u8; 2], mark: &str) -> Vec<u8> {
    format!("{mark}<html><head><title></title></head><body>{TEXT}").encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn utf8_with_and_without_a_mark_or_declaration() {
    is_read(TEXT.as_bytes());
    is_read(format!("\u{feff}{TEXT}").as_bytes());
    is_read(format!("<meta charset=utf-8>{TEXT}").as_bytes());
}

#[test]
fn valid_utf8_is_utf8_whatever_the_page_says() {
    is_read(format!("<meta charset=gb2312>{TEXT}").as_bytes());
    is_read(format!("<meta charset=iso-8859-1>{TEXT}").as_bytes());
}

#[test]
fn gbk_with_right_wrong_or_no_declaration() {
    for declaration in [
        "<meta charset=gbk>",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">",
        "<meta charset='utf-8'>",
        "<meta charset=iso-8859-1>",
        "<meta charset=big5>",
        "<meta charset=nonsense>",
        "",
    ] {
        is_read(&encoded(declaration, GBK));
    }
}

#[test]
fn gb18030_has_rare_characters() {
    let page = "<meta charset=gb18030><p>䶮㙍镇，𬭎村。</p>";
    let imported = import(&GB18030.encode(page).0).unwrap();
    assert_eq!(shown(&imported.document), "p 䶮㙍镇，𬭎村。\n");
}

#[test]
fn big5_where_the_page_says_so() {
    let page = "<meta charset=big5><p>行政規範性檔案，共計十二件。</p>";
    let imported = import(&BIG5.encode(page).0).unwrap();
    assert_eq!(shown(&imported.document), "p 行政規範性檔案，共計十二件。\n");
}

#[test]
fn utf16_with_and_without_a_mark() {
    for mark in ["\u{feff}", ""] {
        is_read(&utf16(u16::to_le_bytes, mark));
        is_read(&utf16(u16::to_be_bytes, mark));
    }
}

#[test]
fn a_damaged_place_is_said_and_the_rest_is_read() {
    let mut bytes = format!("<meta charset=utf-8>{TEXT}<p>完").into_bytes();
    bytes.pop();
    let imported = import(&bytes).unwrap();
    assert!(shown(&imported.document).starts_with("p 甲县二〇二四年工作情况：收到来信，均已回复。\n"));
    assert_eq!(imported.diagnostics[0].code, "damaged_text");
}

/// An archive as browsers write it: the page and a picture, lines of 76 characters.
fn archive(encoding: &str, body: &str) -> Vec<u8> {
    format!(
        "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----b--1\"\r\n\r\n\r\n------b--1\r\nContent-Type: text/html; charset=\"gbk\"\r\n\
         Content-Transfer-Encoding: {encoding}\r\nContent-Location: x\r\n\r\n{body}\r\n------b--1\r\n\
         Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--1--\r\n"
    )
    .into_bytes()
}

#[test]
fn a_web_archive_in_quoted_printable() {
    let mut body = String::new();
    for (at, byte) in GBK.encode(TEXT).0.iter().enumerate() {
        body += &format!("={byte:02X}");
        if at % 20 == 19 {
            body += "=\r\n";
        }
    }
    is_read(&archive("quoted-printable", &body));
}

#[test]
fn a_web_archive_in_base64() {
    is_read(&archive("base64", "PHA+vNfP2Lb+qZa2/svExOq5pNf3x+m/9qO6ytW1vcC00MWjrL75\r\n0tG72Li0oaM8L3A+"));
}

#[test]
fn an_archive_without_a_page_is_refused() {
    let error =
        import(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\nhallo\r\n--x--")
            .unwrap_err();
    assert_eq!(error.code, "broken_archive");
}
