//! Tracked changes: what was inserted stands, what was deleted does not, and both are noted.

use super::*;

#[test]
fn inserted_text_is_kept_and_deleted_text_left_out() {
    let body = concat!(
        r#"<w:p><w:r><w:t>受理</w:t></w:r><w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>"#,
        r#"<w:ins w:id="2"><w:r><w:t>1</w:t></w:r></w:ins><w:ins w:id="3"><w:r><w:t>5</w:t></w:r>"#,
        r#"<w:del w:id="4"><w:r><w:delText>6</w:delText></w:r></w:del></w:ins><w:r><w:t>件</w:t></w:r></w:p>"#
    );
    let document = File::new(body).document();
    assert_eq!(outline(&document), "受理15件");
    assert_eq!(notes(&document, NoteKind::Inserted), ["第1段: 15"]);
    assert_eq!(notes(&document, NoteKind::Deleted), ["第1段: 12", "第1段: 6"]);
}

#[test]
fn moved_text_stands_where_it_was_moved_to() {
    let body = concat!(
        r#"<w:p><w:moveFrom w:id="1"><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:r><w:t>乙</w:t></w:r></w:p>"#,
        r#"<w:p><w:moveTo w:id="2"><w:r><w:t>甲</w:t></w:r></w:moveTo></w:p>"#
    );
    assert_eq!(outline(&File::new(body).document()), "乙\n甲");
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let first = r#"<w:p><w:pPr><w:outlineLvl w:val="0"/><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>本年度受理申请</w:t></w:r></w:p>"#;
    let document = File::new(&format!("{first}{}{}", p("15件。"), p("下一段"))).document();
    assert_eq!(outline(&document), "本年度受理申请15件。\n下一段");
}

#[test]
fn a_deleted_paragraph_before_a_table_leaves_nothing() {
    let gone = r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"#;
    let document = File::new(&format!("{}{gone}{}", p("前"), tbl(&[&["甲", "乙"]]))).document();
    assert_eq!(outline(&document), "前\n表1 1x2 [甲][乙]");
    assert_eq!(notes(&document, NoteKind::Deleted), ["第1段: 旧"]);
}

#[test]
fn tracked_change_deleted_row() {
    let deleted = format!("<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr>", tc("", "旧行"), tc("", "9"));
    let rows = [tr(&[tc("", "甲"), tc("", "1")]), deleted, tr(&[tc("", "乙"), tc("", "2")])];
    let document = File::new(&wrapped(&rows.concat())).document();
    assert_eq!(outline(&document), "表1 2x2 [甲][1] / [乙][2]");
    assert_eq!(notes(&document, NoteKind::Deleted), ["表1: 旧行 9"]);
}

#[test]
fn tracked_change_deleted_table() {
    let gone = wrapped(&format!("<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>", tc("", "旧表")));
    let document = File::new(&format!("{}{gone}{}", p("前"), tbl(&[&["甲", "1"]]))).document();
    assert_eq!(outline(&document), "前\n表1 1x2 [甲][1]");
    assert_eq!(notes(&document, NoteKind::Deleted), ["第1段: 旧表"]);
}

#[test]
fn tracked_change_inserted_row() {
    let cell = |text: &str| format!(r#"<w:tc><w:p><w:ins w:id="9"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p></w:tc>"#);
    let inserted = format!("<w:tr><w:trPr><w:ins w:id=\"1\"/></w:trPr>{}{}</w:tr>", cell("新行"), cell("3"));
    let document = File::new(&wrapped(&[tr(&[tc("", "甲"), tc("", "1")]), inserted].concat())).document();
    assert_eq!(outline(&document), "表1 2x2 [甲][1] / [新行][3]");
    assert_eq!(notes(&document, NoteKind::Inserted), ["表1第2行: 新行 3"]);
}

#[test]
fn tracked_change_deleted_cell() {
    let rows = [tr(&[tc("", "甲"), tc("<w:cellDel w:id=\"1\"/>", "旧"), tc("<w:cellIns w:id=\"2\"/>", "1")])];
    let document = File::new(&wrapped(&rows.concat())).document();
    assert_eq!(outline(&document), "表1 1x2 [甲][1]");
    assert_eq!(notes(&document, NoteKind::Deleted), ["表1: 旧"]);
}

#[test]
fn a_former_style_is_not_the_present_one() {
    let body = concat!(
        r#"<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>"#,
        r#"</w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>正文</w:t></w:r></w:p>"#
    );
    assert_eq!(outline(&File::new(body).document()), "正文");
}

#[test]
fn a_figure_replaced_in_a_cell() {
    let cell = r#"<w:tc><w:p><w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>7</w:t></w:r></w:ins></w:p></w:tc>"#;
    let document = File::new(&wrapped(&tr(&[tc("", "甲"), cell.to_owned()]))).document();
    assert_eq!(outline(&document), "表1 1x2 [甲][7]");
    assert_eq!(notes(&document, NoteKind::Deleted), ["表1第1行第2列: 5"]);
    assert_eq!(notes(&document, NoteKind::Inserted), ["表1第1行第2列: 7"]);
}
