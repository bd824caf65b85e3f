//! Automatic numbers, which stand nowhere in the text.

use super::*;

fn level(level: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn list(id: u32, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn num(id: u32, list: u32, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{list}"/>{more}</w:num>"#)
}

fn item(number: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{}</w:p>"#,
        r(text)
    )
}

fn chinese() -> String {
    let levels = [
        level(0, "chineseCountingThousand", "%1、", ""),
        level(1, "chineseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimalEnclosedCircle", "%4", ""),
    ];
    list(0, &levels.concat()) + &num(1, 0, "")
}

#[test]
fn automatic_numbering_in_chinese() {
    let body = [
        item(1, 0, "总体情况"),
        item(1, 1, "主动公开"),
        item(1, 2, "平台"),
        item(1, 3, "网站"),
        item(1, 3, "新媒体"),
        item(1, 1, "依申请公开"),
        item(1, 2, "受理"),
        item(1, 0, "主动公开政府信息情况"),
        item(1, 1, "规章"),
    ];
    let document = File::new(&body.concat()).numbering(&chinese()).document();
    assert_eq!(
        outline(&document),
        "一、总体情况\n（一）主动公开\n1. 平台\n① 网站\n② 新媒体\n（二）依申请公开\n1. 受理\n二、主动公开政府信息情况\n（一）规章"
    );
}

#[test]
fn numbering_by_a_heading_style() {
    let styles = concat!(
        r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/><w:basedOn w:val="1"/></w:style>"#,
    );
    let numbering = chinese().replacen("<w:lvlText", r#"<w:pStyle w:val="1"/><w:lvlText"#, 1);
    let off = r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>前言</w:t></w:r></w:p>"#;
    let body =
        [styled("1", "总体情况"), styled("2", "主动公开"), off.to_owned(), styled("1", "其他"), styled("3", "下属")];
    let document = File::new(&body.concat()).styles(styles).numbering(&numbering).document();
    assert_eq!(outline(&document), "#1 一、总体情况\n#2 （一）主动公开\n#1 前言\n#1 二、其他\n#3 三、下属");
}

#[test]
fn lists_that_begin_again_and_lists_that_go_on() {
    let restart = r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>"#;
    let numbering = list(0, &level(0, "decimal", "%1）", "")) + &num(1, 0, "") + &num(2, 0, "") + &num(3, 0, restart);
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙"), item(3, 0, "丁")];
    assert_eq!(outline(&File::new(&body.concat()).numbering(&numbering).document()), "1）甲\n2）乙\n3）丙\n4）丁");
}

#[test]
fn a_level_replaced_by_an_override() {
    let other = format!(r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#, level(0, "upperRoman", "%1:", ""));
    let numbering = list(0, &level(0, "decimal", "%1.", "")) + &num(1, 0, &other);
    assert_eq!(outline(&File::new(&item(1, 0, "甲")).numbering(&numbering).document()), "I: 甲");
}

#[test]
fn a_list_that_stands_for_another_by_a_style() {
    let numbering = [
        r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="公文"/></w:abstractNum>"#.to_owned(),
        list(1, &level(0, "chineseCounting", "第%1章", "")),
        num(1, 0, ""),
        num(2, 1, ""),
    ];
    let styles = r#"<w:style w:type="numbering" w:styleId="公文"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"#;
    let document = File::new(&item(1, 0, "总则")).styles(styles).numbering(&numbering.concat()).document();
    assert_eq!(outline(&document), "第一章 总则");
    let ring = numbering.concat().replace(r#"<w:abstractNumId w:val="1"/>"#, r#"<w:abstractNumId w:val="0"/>"#);
    assert_eq!(outline(&File::new(&item(1, 0, "总则")).styles(styles).numbering(&ring).document()), "总则");
}

#[test]
fn a_number_never_runs_into_the_figure_after_it() {
    let numbering =
        list(0, &level(0, "decimal", "%1", "")) + &list(1, &level(0, "decimal", "%1", r#"<w:suff w:val="nothing"/>"#));
    let body = [item(1, 0, "2024年"), item(2, 0, "甲")];
    let document = File::new(&body.concat()).numbering(&(numbering + &num(1, 0, "") + &num(2, 1, ""))).document();
    assert_eq!(outline(&document), "1 2024年\n1甲");
}

#[test]
fn bullets_and_legal_numbers() {
    let levels = [level(0, "chineseCounting", "%1", ""), level(1, "decimal", "%1.%2 ", "<w:isLgl/>")];
    let numbering =
        list(0, &level(0, "bullet", "\u{F06C}", "")) + &list(1, &levels.concat()) + &num(1, 0, "") + &num(2, 1, "");
    let body = [item(1, 0, "要点"), item(2, 0, "甲"), item(2, 1, "乙"), item(9, 0, "无此列表")];
    assert_eq!(outline(&File::new(&body.concat()).numbering(&numbering).document()), "要点\n一 甲\n1.1 乙\n无此列表");
}

#[test]
fn serial_numbers_in_cells_and_deleted_rows() {
    let serial = |text: &str| format!("<w:tc>{}</w:tc>", item(1, 0, text));
    let numbering = list(0, &level(0, "decimal", "%1", "")) + &num(1, 0, "");
    let deleted = format!(r#"<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{}</w:tr>"#, serial(""));
    let rows = [tr(&[serial(""), tc("", "甲")]), deleted, tr(&[serial(""), tc("", "乙")])];
    let document = File::new(&wrapped(&rows.concat())).numbering(&numbering).document();
    assert_eq!(outline(&document), "表1 2x2 [1][甲] / [2][乙]");
}

#[test]
fn endless_level_texts_are_cut() {
    let numbering = list(0, &level(0, "decimal", &"%1".repeat(100_000), "")) + &num(1, 0, "");
    let document = File::new(&item(1, 0, "甲")).numbering(&numbering).document();
    assert!(outline(&document).len() < 1_000);
}
