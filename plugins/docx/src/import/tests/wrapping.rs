//! What stands around text and tables: content controls, text boxes, alternatives.

use super::*;

#[test]
fn content_controls_around_text_and_paragraphs() {
    let body = format!(
        "<w:sdt><w:sdtPr/><w:sdtContent>{}<w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:p></w:sdtContent></w:sdt>",
        p("甲"),
        r("乙"),
        r("丙")
    );
    assert_eq!(outline(&File::new(&body).document()), "甲\n乙丙");
}

#[test]
fn content_control_around_cells() {
    let control = |content: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    let row = format!("<w:tr>{}{}</w:tr>", tc("", "甲"), control(&tc("", "1")));
    let rows = format!("{row}{}", control(&tr(&[tc("", "乙"), tc("", "2")])));
    assert_eq!(outline(&File::new(&wrapped(&rows)).document()), "表1 2x2 [甲][1] / [乙][2]");
}

#[test]
fn a_placeholder_of_a_content_control_is_not_text() {
    let control = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        r("单击此处输入")
    );
    let cell = format!("<w:tc><w:p>{control}</w:p></w:tc>");
    let document = File::new(&wrapped(&tr(&[tc("", "甲"), cell]))).document();
    assert_eq!(outline(&document), "表1 1x2 [甲][]");
    assert_eq!(notes(&document, NoteKind::Hidden), ["表1第1行第2列: 单击此处输入"]);
}

fn text_box(content: &str) -> String {
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>\
         <wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r>"
    )
}

#[test]
fn a_text_box_comes_once_and_after_its_paragraph() {
    let content = format!("{}{}", p("框内"), tbl(&[&["规章", "1"]]));
    let body = format!("<w:p>{}{}{}</w:p>{}", r("前"), text_box(&content), r("后"), p("下一段"));
    assert_eq!(outline(&File::new(&body).document()), "前后\n框内\n表1 1x2 [规章][1]\n下一段");
}

#[test]
fn the_other_form_is_read_where_the_first_is_empty() {
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"x\"><w:unknown/></mc:Choice><mc:Fallback><w:pict><v:textbox>\
         <w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("框内")
    );
    assert_eq!(outline(&File::new(&body).document()), "框内");
}

#[test]
fn a_text_box_in_a_cell_belongs_to_the_cell() {
    let cell = format!("<w:tc><w:p>{}{}</w:p></w:tc>", r("项目"), text_box(&p("申请人")));
    let document = File::new(&wrapped(&tr(&[cell, tc("", "1")]))).document();
    assert_eq!(outline(&document), "表1 1x2 [项目⏎申请人][1]");
}

#[test]
fn alternatives_between_paragraphs_come_once() {
    let body = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"x\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        p("新"),
        p("旧")
    );
    assert_eq!(outline(&File::new(&body).document()), "新");
}

#[test]
fn an_open_field_does_not_reach_into_a_text_box() {
    let body = format!(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>{}<w:r>
        <w:fldChar w:fldCharType="separate"/><w:t>3</w:t><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>后</w:t></w:r></w:p>"#,
        text_box(&p("框内"))
    );
    assert_eq!(outline(&File::new(&body).document()), "后\n框内");
}
