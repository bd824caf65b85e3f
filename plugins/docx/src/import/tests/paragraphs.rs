//! Headings, paragraphs, and what stands in their runs.

use super::*;

#[test]
fn headings_by_outline_style_and_name() {
    let styles = concat!(
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="x"><w:name w:val="标题 2"/></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="own"><w:name w:val="局标题"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="child"><w:name w:val="正文标题"/><w:basedOn w:val="own"/></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="ring"><w:name w:val="环"/><w:basedOn w:val="ring"/></w:style>"#,
    );
    let outlined = r#"<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>二、直接</w:t></w:r></w:p>"#;
    let body_again =
        r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>"#;
    let body = [
        p("正文一"),
        styled("1", "一、总体情况"),
        styled("x", "（一）主动公开"),
        styled("own", "1.平台"),
        styled("child", "2.队伍"),
        outlined.to_owned(),
        body_again.to_owned(),
        styled("ring", "环中"),
        styled("missing", "无此样式"),
    ];
    let document = File::new(&body.concat()).styles(styles).document();
    assert_eq!(
        outline(&document),
        "正文一\n#1 一、总体情况\n#2 （一）主动公开\n#3 1.平台\n#3 2.队伍\n#1 二、直接\n正文\n环中\n无此样式"
    );
    let Block::Heading(heading) = &document.blocks[1] else { panic!("no heading") };
    assert_eq!(heading.at.as_deref(), Some("第2段"));
}

#[test]
fn empty_paragraphs_are_left_out_and_not_counted() {
    let document =
        File::new(&format!("<w:p/>{}<w:p><w:r><w:t> 　</w:t></w:r></w:p>{}", p("　　甲"), p("乙"))).document();
    assert_eq!(outline(&document), "甲\n乙");
    let Block::Paragraph(last) = &document.blocks[1] else { panic!("no paragraph") };
    assert_eq!(last.at.as_deref(), Some("第2段"));
}

#[test]
fn breaks_tabs_and_special_hyphens() {
    let body = concat!(
        "<w:p><w:r><w:t>地址</w:t><w:tab/><w:t>人民路</w:t><w:br/><w:t>电话0527</w:t><w:noBreakHyphen/><w:t>843</w:t>",
        r#"<w:softHyphen/><w:t>50000</w:t><w:cr/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>"#
    );
    assert_eq!(outline(&File::new(body).document()), "地址\t人民路⏎电话0527-84350000⏎☑□");
}

#[test]
fn hyperlinks_smart_tags_and_entities() {
    let body = concat!(
        r#"<w:p><w:hyperlink r:id="r9"><w:r><w:t>www.suqian.gov.cn</w:t></w:r></w:hyperlink><w:smartTag w:element="date">"#,
        "<w:r><w:t>2024年</w:t></w:r></w:smartTag><w:r><w:t>A&amp;B&#x4E2D;</w:t></w:r></w:p>"
    );
    assert_eq!(outline(&File::new(body).document()), "www.suqian.gov.cn2024年A&B中");
}

#[test]
fn a_fields_result_is_shown_and_its_instruction_is_not() {
    let body = concat!(
        r#"<w:p><w:r><w:t>共</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>"#,
        r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>121</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        r#"<w:fldSimple w:instr=" REF a "><w:r><w:t>件</w:t></w:r></w:fldSimple></w:p>"#
    );
    assert_eq!(outline(&File::new(body).document()), "共121件");
}

#[test]
fn a_page_number_is_no_text() {
    let body = concat!(
        r#"<w:p><w:r><w:t>第</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:t>页</w:t></w:r>"#,
        r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>page \* MERGEFORMAT</w:instrText><w:fldChar w:fldCharType="separate"/>"#,
        r#"<w:t>8</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>"#
    );
    assert_eq!(outline(&File::new(body).document()), "第页");
}

#[test]
fn a_field_that_never_ends_swallows_nothing() {
    let open = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>甲</w:t></w:r></w:p>"#;
    let page = concat!(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>"#,
        r#"<w:fldChar w:fldCharType="separate"/><w:t>1</w:t></w:r></w:p>"#
    );
    let document = File::new(&[open, &p("乙"), page, &p("丙")].concat()).document();
    assert_eq!(outline(&document), "甲\n乙\n丙");
}

#[test]
fn a_formula_without_a_value_is_noted() {
    let body = concat!(
        r#"<w:p><w:r><w:t>合计</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>=SUM(ABOVE)</w:instrText>"#,
        r#"<w:fldChar w:fldCharType="end"/></w:r></w:p>"#
    );
    let document = File::new(body).document();
    assert_eq!(notes(&document, NoteKind::UncachedFormula), ["第1段: SUM(ABOVE)"]);
}

#[test]
fn an_enclosed_character_is_read_from_its_field() {
    let body = concat!(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>eq \o\ac(○,3)</w:instrText>"#,
        r#"<w:fldChar w:fldCharType="end"/><w:t>其他</w:t></w:r></w:p>"#
    );
    assert_eq!(outline(&File::new(body).document()), "③其他");
}

#[test]
fn the_lines_of_a_table_of_contents_are_left_out() {
    let styles = concat!(
        r#"<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>"#
    );
    let begin = concat!(
        r#"<w:p><w:pPr><w:pStyle w:val="10"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \o</w:instrText>"#,
        r#"<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、总体情况</w:t><w:tab/><w:t>1</w:t></w:r></w:p>"#
    );
    let end = r#"<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let document = File::new(&[begin, end, &styled("1", "一、总体情况")].concat()).styles(styles).document();
    assert_eq!(outline(&document), "#1 一、总体情况");
}

#[test]
fn hidden_text_is_left_out_and_noted() {
    let styles = concat!(
        r#"<w:style w:type="character" w:styleId="h"><w:name w:val="隐藏"/><w:rPr><w:vanish/></w:rPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="ph"><w:name w:val="说明"/><w:rPr><w:vanish/></w:rPr></w:style>"#
    );
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = [
        format!(
            "<w:p>{}{}{}{}</w:p>",
            r("公开"),
            run("<w:vanish/>", "内部"),
            run(r#"<w:rStyle w:val="h"/>"#, "口径"),
            run(r#"<w:vanish w:val="0"/>"#, "情况")
        ),
        styled("ph", "填表说明"),
        format!(r#"<w:p><w:pPr><w:pStyle w:val="ph"/></w:pPr>{}</w:p>"#, run(r#"<w:vanish w:val="false"/>"#, "可见")),
    ];
    let document = File::new(&body.concat()).styles(styles).document();
    assert_eq!(outline(&document), "公开情况\n可见");
    assert_eq!(notes(&document, NoteKind::Hidden), ["第1段: 内部口径", "第1段: 填表说明"]);
}

#[test]
fn footnotes_endnotes_and_comments_are_notes() {
    let body = concat!(
        r#"<w:p><w:r><w:t>受理22</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>件</w:t></w:r>"#,
        r#"<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>"#
    );
    let note = |element: &str, id: u32, text: &str| format!(r#"<w:{element} w:id="{id}">{}</w:{element}>"#, p(text));
    let separator = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>"#;
    let document = File::new(body)
        .part("footnotes", "footnotes", &format!("{separator}{}", note("footnote", 2, "含上年结转")))
        .part("endnotes", "endnotes", &note("endnote", 2, "尾注"))
        .part("comments", "comments", &note("comment", 0, "请核对"))
        .document();
    // A mark put into the text would have made 222 of 22.
    assert_eq!(outline(&document), "受理22件");
    assert_eq!(notes(&document, NoteKind::Footnote), ["第1段: 含上年结转", "第1段: 尾注"]);
    assert_eq!(notes(&document, NoteKind::Comment), ["第1段: 请核对"]);
}

#[test]
fn what_every_page_repeats_is_noted_once_and_without_page_numbers() {
    let page = concat!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>"#,
        r#"<w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r>"#
    );
    let watermark = r#"<w:p><w:r><w:pict><v:shape><v:textpath string="秘密"/></v:shape></w:pict></w:r></w:p>"#;
    let header = |content: &str| format!("<w:hdr {NAMESPACES}>{content}</w:hdr>");
    let relate = |kind: &str, name: &str| format!(r#"<Relationship Type="x/{kind}" Target="{name}.xml"/>"#);
    let mut file = File::new(&p("甲"))
        .member("word/h1.xml", &header(&[&p("内部资料"), watermark].concat()))
        .member("word/h2.xml", &header(&p("内部资料")))
        .member("word/h3.xml", &header(&p("内部资料")))
        .member("word/broken.xml", "<w:hdr><w:p>")
        .member("word/f1.xml", &header(&format!("<w:p>{}{page}{}</w:p>", r("— "), r(" —"))))
        .member("word/f2.xml", &header(&format!("<w:p>{}{page}{}</w:p>", r("第"), r("页 某县某局"))));
    for (kind, name) in
        [("header", "h1"), ("header", "h2"), ("header", "h3"), ("header", "broken"), ("footer", "f1"), ("footer", "f2")]
    {
        file.relationships.push_str(&relate(kind, name));
    }
    let document = file.document();
    assert_eq!(outline(&document), "甲");
    assert_eq!(notes(&document, NoteKind::PageHeader), ["页眉: 内部资料\n秘密", "页眉: 内部资料"]);
    assert_eq!(notes(&document, NoteKind::PageFooter), ["页脚: 第页 某县某局"]);
}

#[test]
fn pictures_are_noted_with_their_description() {
    let body = concat!(
        r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="公开专栏截图"/><a:graphic><a:graphicData>"#,
        r#"<a:blip r:embed="r1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t>如图</w:t></w:r></w:p>"#
    );
    assert_eq!(notes(&File::new(body).document(), NoteKind::Image), ["第1段: 公开专栏截图"]);
}

#[test]
fn an_embedded_worksheet_and_an_embedded_document_are_said() {
    let body = concat!(
        r#"<w:p><w:r><w:object><v:shape><v:imagedata r:id="r1"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>"#,
        r#"<w:altChunk r:id="r2"/>"#
    );
    let diagnostics = File::new(body).read().diagnostics;
    let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    assert_eq!(codes, ["embedded_worksheet", "embedded_document"]);
    assert!(diagnostics[1].message.contains("另存为 .docx"), "{:?}", diagnostics[1]);
}

#[test]
fn ruby_math_and_raw_line_breaks() {
    let body = concat!(
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>xiang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乡</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "<m:oMath><m:r><m:t>3+2</m:t></m:r></m:oMath><w:r><w:t>\n件\n</w:t></w:r></w:p>"
    );
    assert_eq!(outline(&File::new(body).document()), "乡3+2件");
}

#[test]
fn authors_are_noted_and_the_title_property_is_not_the_title() {
    let core = concat!(
        r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>2019年模板</dc:title><dc:creator>张三</dc:creator>"#,
        "<cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:coreProperties>"
    );
    let mut file = File::new(&p("甲")).member("docProps/core.xml", core);
    file.parts[0].1 = file.parts[0].1.replace(
        "</Relationships>",
        r#"<Relationship Id="r2" Type="http://x/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#,
    );
    let document = file.document();
    assert_eq!(document.title, None);
    assert_eq!(notes(&document, NoteKind::Author), [": 张三", ": 李四"]);
}

#[test]
fn headers_and_footers_are_left_out() {
    let document =
        File::new(&p("正文")).part("header1", "hdr", &p("页眉")).part("footer1", "ftr", &p("— 1 —")).document();
    assert_eq!(outline(&document), "正文");
}

#[test]
fn strict_namespaces_and_other_prefixes() {
    let document = concat!(
        r#"<ns0:document xmlns:ns0="http://purl.oclc.org/ooxml/wordprocessingml/main"><ns0:body><ns0:p><ns0:pPr>"#,
        r#"<ns0:outlineLvl ns0:val="0"/></ns0:pPr><ns0:r><ns0:t>一、总体情况</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>"#
    );
    assert_eq!(outline(&File::with_document(document).document()), "#1 一、总体情况");
}

#[test]
fn a_main_part_of_another_name_is_found() {
    let mut file = File::new(&p("甲"));
    for (name, content) in &mut file.parts {
        *name = name.replace("document.xml", "document2.xml");
        *content = content.replace(r#"Target="word/document.xml""#, r#"Target="/word/document2.xml""#);
    }
    assert_eq!(outline(&file.document()), "甲");
}

#[test]
fn a_part_in_utf16_is_read() {
    let text = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("甲乙"));
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(crate::import::xml::decode(&bytes).unwrap(), text);
}
