//! The parts of a Word document and what ties them together.

use super::super::zip;
use super::{AutomaticNumber, NumberStyle};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The file of a body.
pub(super) fn pack(body: &str, numbers: &[AutomaticNumber], footnotes: usize, has_footer: bool) -> Vec<u8> {
    let footer = if has_footer { "<w:footerReference w:type=\"default\" r:id=\"rId9\"/>" } else { "" };
    let document = format!(
        "{DECLARATION}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\">\
         <w:body>{body}<w:sectPr>{footer}<w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
    );
    let parts = [
        ("document", "document.main", document),
        ("styles", "styles", styles()),
        ("numbering", "numbering", numbering(numbers)),
        ("footnotes", "footnotes", footnote_part(footnotes)),
        ("footer1", "footer", footer_part()),
    ];
    let overrides: String = parts
        .iter()
        .map(|(name, kind, _)| {
            format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>")
        })
        .collect();
    let types = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    );
    let root = format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let relations: String = [
        ("rId6", "styles", "styles"),
        ("rId7", "numbering", "numbering"),
        ("rId8", "footnotes", "footnotes"),
        ("rId9", "footer", "footer1"),
    ]
    .iter()
    .map(|(id, kind, name)| format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{name}.xml\"/>"))
    .collect();
    let relations =
        format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>");
    let mut members: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), types.into_bytes()),
        ("_rels/.rels".to_owned(), root.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
    ];
    members.extend(parts.into_iter().map(|(name, _, xml)| (format!("word/{name}.xml"), xml.into_bytes())));
    let members: Vec<(&str, Vec<u8>)> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    zip(&members)
}

/// Headings under the ids that a Chinese Word gives them.
fn styles() -> String {
    let style = |id: &str, name: &str, level: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:pPr>{level}</w:pPr></w:style>"
        )
    };
    format!(
        "{DECLARATION}<w:styles xmlns:w=\"{WORD}\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>{}{}{}</w:styles>",
        style("Title", "Title", ""),
        style("1", "heading 1", "<w:outlineLvl w:val=\"0\"/>"),
        style("2", "heading 2", "<w:outlineLvl w:val=\"1\"/>"),
    )
}

/// Each numbered paragraph is a list of its own that begins where it stands.
fn numbering(numbers: &[AutomaticNumber]) -> String {
    let style = |style: NumberStyle, format: &str, text: &str| {
        let id = style as u8;
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
             <w:numFmt w:val=\"{format}\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>"
        )
    };
    let styles = [
        style(NumberStyle::Decimal, "decimal", "%1."),
        style(NumberStyle::BracketedChinese, "chineseCounting", "（%1）"),
        style(NumberStyle::Chinese, "chineseCounting", "%1、"),
    ];
    let lists = numbers.iter().enumerate().map(|(index, number)| {
        format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{}\"/></w:lvlOverride></w:num>",
            index + 1,
            number.style as u8,
            number.value
        )
    });
    format!(
        "{DECLARATION}<w:numbering xmlns:w=\"{WORD}\">{}{}</w:numbering>",
        styles.concat(),
        lists.collect::<String>()
    )
}

fn footnote_part(count: usize) -> String {
    let notes: String = (2..count + 2)
        .map(|id| format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>含上年结转3件。</w:t></w:r></w:p></w:footnote>"))
        .collect();
    format!(
        "{DECLARATION}<w:footnotes xmlns:w=\"{WORD}\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
         <w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p/></w:footnote>{notes}</w:footnotes>"
    )
}

fn footer_part() -> String {
    format!(
        "{DECLARATION}<w:ftr xmlns:w=\"{WORD}\"><w:p><w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>\
         <w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
    )
}
