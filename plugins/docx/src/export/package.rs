//! The file as a whole: which parts it has, what is known about it, and the zip archive around them.

use std::io::{Cursor, Write};

use nianbao_core::{Document, Report};
use quick_xml::escape::{escape, partial_escape};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::style::FONTS;
use super::text::printable;

/// The namespace of the part that carries the report, by which an importer finds it.
pub(crate) const REPORT_NAMESPACE: &str = "urn:nianbao:report:1";

/// The parts that are made anew for each report.
pub(super) struct Parts {
    pub(super) document: String,
    pub(super) styles: String,
    pub(super) settings: String,
    pub(super) footers: [String; 2],
    pub(super) core_properties: String,
    pub(super) report: String,
}

/// Packs the parts. The same parts give the same bytes.
pub(super) fn pack(parts: &Parts) -> ZipResult<Vec<u8>> {
    let content_types = content_types();
    let font_table = font_table();
    let [odd_footer, even_footer] = &parts.footers;
    let members: [(&str, &str); 14] = [
        ("[Content_Types].xml", &content_types),
        ("_rels/.rels", RELATIONSHIPS),
        ("docProps/core.xml", &parts.core_properties),
        ("docProps/app.xml", APP_PROPERTIES),
        ("word/document.xml", &parts.document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONSHIPS),
        ("word/styles.xml", &parts.styles),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", &font_table),
        ("word/footer1.xml", odd_footer),
        ("word/footer2.xml", even_footer),
        ("customXml/item1.xml", &parts.report),
        ("customXml/itemProps1.xml", REPORT_PROPERTIES),
        ("customXml/_rels/item1.xml.rels", REPORT_RELATIONSHIPS),
    ];
    // Whatever the archive could tell of the machine or the moment is fixed. The lowest level costs half of what the
    // usual one does and a few kilobytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .system(System::Unix);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// `docProps/core.xml`: title, author and date of the document.
pub(super) fn core_properties(document: &Document, report: &Report) -> String {
    let mut properties = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties""#,
        r#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/""#,
        r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
    ));
    let mut add = |element: &str, attributes: &str, text: &str| {
        if !text.is_empty() {
            let text = printable(text);
            properties.push_str(&format!("<{element}{attributes}>{}</{element}>", partial_escape(&*text)));
        }
    };
    let title = document.title.clone().unwrap_or_else(|| document.title_lines.concat());
    add("dc:title", "", &title);
    add("dc:creator", "", &report.organ.name);
    add("dc:language", "", language(document));
    add("cp:lastModifiedBy", "", &report.organ.name);
    if let Some(date) = document.date.as_deref().filter(|date| is_date(date)) {
        let moment = format!("{date}T00:00:00+08:00");
        add("dcterms:created", r#" xsi:type="dcterms:W3CDTF""#, &moment);
        add("dcterms:modified", r#" xsi:type="dcterms:W3CDTF""#, &moment);
    }
    properties.push_str("</cp:coreProperties>");
    properties
}

/// The language of the document.
pub(super) fn language(document: &Document) -> &str {
    document.language.as_deref().unwrap_or("zh-CN")
}

/// `customXml/item1.xml`: the report, as JSON text.
pub(super) fn report_part(report: &Report) -> serde_json::Result<String> {
    let carried = Report { sources: Default::default(), ..report.clone() };
    // JSON escapes all characters that XML cannot hold but these two.
    let json = serde_json::to_string(&carried)?.replace('\u{FFFE}', "\\ufffe").replace('\u{FFFF}', "\\uffff");
    Ok(format!(
        r#"{XML_DECLARATION}<nianbao:report xmlns:nianbao="{REPORT_NAMESPACE}">{}</nianbao:report>"#,
        partial_escape(&json)
    ))
}

fn is_date(text: &str) -> bool {
    let pattern = |(index, byte): (usize, u8)| {
        if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    text.len() == 10 && text.bytes().enumerate().all(pattern)
}

fn font_table() -> String {
    let mut table = format!(r#"{XML_DECLARATION}<w:fonts xmlns:w="{WORD}">"#);
    for font in FONTS {
        table.push_str(&format!(r#"<w:font w:name="{}">"#, escape(font.name)));
        if let Some(stand_in) = font.stand_in {
            table.push_str(&format!(r#"<w:altName w:val="{}"/>"#, escape(stand_in)));
        }
        let (charset, family) = (font.charset, font.family);
        table.push_str(&format!(
            r#"<w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>"#
        ));
    }
    table.push_str("</w:fonts>");
    table
}

fn content_types() -> String {
    let mut types = format!(
        "{XML_DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for (part, media_type) in [
        ("docProps/core", "package.core-properties"),
        ("docProps/app", "officedocument.extended-properties"),
        ("word/document", "officedocument.wordprocessingml.document.main"),
        ("word/styles", "officedocument.wordprocessingml.styles"),
        ("word/settings", "officedocument.wordprocessingml.settings"),
        ("word/fontTable", "officedocument.wordprocessingml.fontTable"),
        ("word/footer1", "officedocument.wordprocessingml.footer"),
        ("word/footer2", "officedocument.wordprocessingml.footer"),
        ("customXml/itemProps1", "officedocument.customXmlProperties"),
    ] {
        let media_type = format!("application/vnd.openxmlformats-{media_type}+xml");
        types.push_str(&format!(r#"<Override PartName="/{part}.xml" ContentType="{media_type}"/>"#));
    }
    types.push_str("</Types>");
    types
}

const XML_DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>"#,
    r#"</Relationships>"#,
);

/// The footers' ids are those by which docx-rs refers to them.
const DOCUMENT_RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>"#,
    r#"<Relationship Id="rIdFooter1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>"#,
    r#"<Relationship Id="rIdFooter2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/>"#,
    r#"<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/item1.xml"/>"#,
    r#"</Relationships>"#,
);

const REPORT_RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" Target="itemProps1.xml"/>"#,
    r#"</Relationships>"#,
);

const REPORT_PROPERTIES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml""#,
    r#" ds:itemID="{6E69616E-6261-6F00-8001-7265706F7274}">"#,
    r#"<ds:schemaRefs><ds:schemaRef ds:uri="urn:nianbao:report:1"/></ds:schemaRefs></ds:datastoreItem>"#,
);

const APP_PROPERTIES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">"#,
    r#"<Application>nianbao</Application></Properties>"#,
);
