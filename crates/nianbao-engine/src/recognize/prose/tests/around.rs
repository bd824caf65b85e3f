//! What stands around the parts: title, preface, sign-off, annexes, and what a page prints there.

use nianbao_core::form;

use super::{document, lines, read};
use crate::recognize::{Known, Recognizer};

#[test]
fn title_on_two_lines() {
    lines(
        &[
            "甲县水利局",
            "2024 年政府信息公开工作年度报告",
            "前言。",
            "一、总体情况",
            "好。",
            "六、其他需要报告的事项",
            "无。",
        ],
        "T 甲县水利局2024年政府信息公开工作年度报告 | 甲县水利局 | 2024
         P 前言。
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。",
    );
}

#[test]
fn title_on_three_lines_below_a_document_number() {
    lines(
        &[
            "附件1",
            "甲政办〔2025〕3号",
            "甲县乙镇人民政府",
            "2024年",
            "政府信息公开工作年度报告",
            "前言。",
            "一、总体情况",
            "好。",
            "六、其他需要报告的事项",
            "无。",
        ],
        "T 甲县乙镇人民政府2024年政府信息公开工作年度报告 | 甲县乙镇人民政府 | 2024
         P 前言。
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。",
    );
}

#[test]
fn title_that_is_a_letter() {
    let body = ["一、总体情况", "好。", "六、其他需要报告的事项", "无。"];
    lines(
        &[&["甲县水利局关于报送2024年政府信息公开工作年度报告的函", "县政府办公室："], body.as_slice()].concat(),
        "T 甲县水利局关于报送2024年政府信息公开工作年度报告的函 | 甲县水利局 | 2024
         P 县政府办公室：
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。",
    );
    // The report's own title counts, and the letter is not lost.
    let letter = ["甲县水利局关于报送2024年政府信息公开工作年度报告的函", "请查收。"];
    lines(
        &[&letter, ["甲县水利局2024年政府信息公开工作年度报告"].as_slice(), &body].concat(),
        "T 甲县水利局2024年政府信息公开工作年度报告 | 甲县水利局 | 2024
         P 甲县水利局关于报送2024年政府信息公开工作年度报告的函
         P 请查收。
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。",
    );
}

#[test]
fn year_below_the_title_in_brackets() {
    lines(
        &[
            "甲县水利局政府信息公开工作年度报告",
            "（2024年度）",
            "一、总体情况",
            "好。",
            "六、其他需要报告的事项",
            "无。",
        ],
        "T 甲县水利局政府信息公开工作年度报告 | 甲县水利局 | 2024
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。",
    );
}

#[test]
fn sign_off() {
    let body = ["一、总体情况", "好。", "六、其他需要报告的事项", "无。"];
    let read = "1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。";
    for end in [
        ["甲县水利局", "2025年1月20日"].as_slice(),
        &["甲县水利局（盖章）", "二〇二五年一月二十日"],
        &["甲县水利局　　　2025年1月20日"],
        &["甲 县 水 利 局", "2025 年 1 月 20 日", "附件：年报.pdf", "【打印】【关闭】"],
    ] {
        lines(&[&body, end].concat(), &format!("{read}\nS 甲县水利局 2025-01-20"));
    }
    // A line that ends with a date is no sign-off, nor is a date that does not exist.
    lines(&[body.as_slice(), &["2025年2月30日"]].concat(), &format!("{read}\n- 2025年2月30日"));
}

#[test]
fn a_date_alone_is_signed_by_the_titles_organ() {
    lines(
        &[
            "甲县水利局2024年政府信息公开工作年度报告",
            "一、总体情况",
            "好。",
            "六、其他需要报告的事项",
            "无。",
            "2025年1月20日",
        ],
        "T 甲县水利局2024年政府信息公开工作年度报告 | 甲县水利局 | 2024
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。
         S 甲县水利局 2025-01-20 sealed",
    );
}

#[test]
fn what_the_portal_prints_around_the_text() {
    lines(
        &[
            "首页 > 政府信息公开 > 年报",
            "索引号：000014349/2025-00001",
            "甲县水利局2024年政府信息公开工作年度报告",
            "发布时间：2025-01-20 来源：甲县水利局 浏览次数：12 【字体：大 中 小】",
            "本报告依照有关规定编制。",
            "一、总体情况",
            "来源：登记台账。",
            "六、其他需要报告的事项",
            "无。",
            "【打印】【关闭】",
            "上一篇：乙局2024年政府信息公开工作年度报告",
            "扫一扫在手机打开当前页",
        ],
        "T 甲县水利局2024年政府信息公开工作年度报告 | 甲县水利局 | 2024
         P 本报告依照有关规定编制。
         1 总体情况
         - 来源：登记台账。
         6 其他需要报告的事项
         - 无。",
    );
}

#[test]
fn annexes_are_no_headings() {
    lines(
        &["一、总体情况", "好。", "六、其他需要报告的事项", "无。", "附件：1.政府信息公开情况统计表", "2.申请登记表"],
        "1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。
         - 附件：1.政府信息公开情况统计表
         - 2.申请登记表",
    );
}

#[test]
fn preface_within_part_one() {
    let (report, _) = read(&document(&[
        "一、总体情况",
        "统计期限自2024年1月1日起至2024年12月31日止。联系电话：0356-5862575。",
        "六、其他需要报告的事项",
        "无。",
    ]));
    assert_eq!(report.period.map(|period| period.to).as_deref(), Some("2024-12-31"));
    assert_eq!(report.contact.telephone.as_deref(), Some("0356-5862575"));
}

#[test]
fn organ_and_year_given_otherwise_are_a_finding() {
    let text = document(&[
        "甲县水利局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "好。",
        "六、其他需要报告的事项",
        "无。",
    ]);
    let recognizer = Recognizer::new(form::builtin());
    let read = |organ: &str, year: i32| {
        let known = Known { organ: Some(organ.to_owned()), year: Some(year) };
        let recognized = recognizer.recognize(&text, &known).expect("the text has two parts");
        assert_eq!((recognized.report.organ.name.as_str(), recognized.report.year), ("甲县水利局", Some(2024)));
        recognized.findings.iter().filter(|finding| finding.code == "L15").count()
    };
    assert_eq!(read("甲县水利局", 2024), 0);
    assert_eq!(read("水利局", 2024), 0);
    assert_eq!(read("甲县教育局", 2024), 1);
    assert_eq!(read("甲县教育局", 2023), 2);
}

#[test]
fn the_sign_off_names_the_organ_that_the_title_does_not() {
    let body = [
        "2024年政府信息公开工作年度报告",
        "单位名称：甲县某局",
        "一、总体情况",
        "好。",
        "六、其他需要报告的事项",
        "无。",
    ];
    let organ = |end: &[&str]| read(&document(&[body.as_slice(), end].concat())).0.organ.name;
    assert_eq!(organ(&[]), "甲县某局");
    assert_eq!(organ(&["甲县水利局", "2025年1月20日"]), "甲县水利局");
}

#[test]
fn a_date_on_a_worksheet_is_no_sign_off() {
    let mut workbook = nianbao_core::Document::new();
    let sheet: &[&[&str]] = &[
        &["甲县水利局2024年政府信息公开工作年度报告"],
        &["一、总体情况"],
        &["好。"],
        &["六、其他需要报告的事项"],
        &["无。"],
        &["2025年1月20日"],
    ];
    workbook.blocks.push(super::grid(sheet));
    assert_eq!(read(&workbook).0.signature, None);
}

#[test]
fn the_portals_table_of_metadata_is_left_out() {
    let mut document = document(&[
        "甲县水利局2024年政府信息公开工作年度报告",
        "前言。",
        "一、总体情况",
        "好。",
        "六、其他需要报告的事项",
        "无。",
    ]);
    let metadata: &[&[&str]] =
        &[&["索引号", "014000/2025-1", "主题分类", "政务公开"], &["发布机构", "甲县水利局", "发布日期", "2025-01-20"]];
    document.blocks.insert(0, super::grid(metadata));
    super::check(
        &document,
        "T 甲县水利局2024年政府信息公开工作年度报告 | 甲县水利局 | 2024
         P 前言。
         1 总体情况
         - 好。
         6 其他需要报告的事项
         - 无。",
    );
}
