//! S03: the overview speaks of every aspect that the form asks for.

use std::borrow::Cow;

use super::text::{has_part, of_part, part_that, without_blanks};
use crate::check::facts::Facts;
use crate::check::rule::Findings;
use crate::words::Words;

/// Other words in use for the aspects of the overview.
static OTHER_WORDS: [(&str, Words); 4] = [
    ("依申请公开", Words::new(&["依申请", "申请公开", "公开申请"])),
    (
        "政府信息管理",
        Words::new(&[
            "信息管理",
            "信息资源管理",
            "规范性文件管理",
            "审核",
            "审查",
            "三审",
            "发布管理",
            "动态调整",
            "清理",
            "归档",
        ]),
    ),
    ("政府信息公开平台建设", Words::new(&["平台", "网站", "公开专栏", "载体", "渠道", "新媒体", "公众号", "阵地"])),
    ("监督保障", Words::new(&["监督", "保障", "考核", "培训", "评议", "责任追究", "组织领导", "领导小组"])),
];
/// A paragraph that speaks of an aspect names it this early.
const BEGINNING: usize = 16;

/// Where sub-headings of the form are used, each has to head something or begin a paragraph; in plain text, it has to
/// be mentioned.
pub(super) fn missing_aspects(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(part) = part_that(facts, |part| !part.subheadings.is_empty()) else { return };
    if !has_part(facts, part) {
        return;
    }
    let aspects = &facts.form.parts[usize::from(part) - 1].subheadings;
    let passages: Vec<(bool, Cow<'_, str>)> =
        of_part(facts, part).map(|passage| (passage.is_heading, without_blanks(passage.text))).collect();
    let names = |text: &str, aspect: &str| {
        let others = OTHER_WORDS.iter().find(|(official, _)| *official == aspect);
        text.contains(aspect) || others.is_some_and(|(_, words)| words.is_in(text))
    };
    let has_official = |aspect: &String| passages.iter().any(|(is_heading, text)| *is_heading && text.contains(aspect));
    let is_headed = aspects.iter().filter(|aspect| has_official(aspect)).count() >= 2;
    let is_missing = |aspect: &&String| {
        !passages.iter().any(|(is_heading, text)| {
            if *is_heading || !is_headed { names(text, aspect) } else { names(beginning(text), aspect) }
        })
    };
    let missing: Vec<&str> = aspects.iter().filter(is_missing).map(String::as_str).collect();
    if !missing.is_empty() {
        let finding = findings.new_finding().with("count", missing.len()).with("missing", missing.join("、"));
        findings.add(finding);
    }
}

fn beginning(text: &str) -> &str {
    text.char_indices().nth(BEGINNING).map_or(text, |(end, _)| &text[..end])
}
