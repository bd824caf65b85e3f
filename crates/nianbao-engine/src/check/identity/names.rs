//! I04: title, preface, contact, sign-off and file name all name the organ that reports.

use nianbao_core::finding::Severity;

use super::places::{Difference, difference};
use super::plain::plain;
use crate::check::facts::Facts;
use crate::check::rule::Findings;
use crate::recognize::identity::{in_preface, is_organ_like, read_title};
use crate::words::Words;

/// One finding for each other name, at the first place that has it.
pub(super) fn of_another_organ(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    let organ = &report.organ.name;
    if organ.is_empty() {
        return;
    }
    let preface: String = report.preface.iter().map(|line| plain(line)).collect();
    let mut names: Vec<(&str, String)> = Vec::new();
    names.extend(report.title.as_deref().and_then(read_title).map(|title| ("title", title.organ)));
    let opening = before_contact(&preface);
    names.extend(in_preface(&[opening.to_owned()]).map(|name| ("preface", name)));
    names.extend(announced(opening).map(|name| ("preface", name.to_owned())));
    names.extend(contact_name(&preface).map(|name| ("contact", name)));
    names.extend(report.signature.as_ref().map(|signature| ("signature", signature.organ.clone())));
    let of_file = |name: &String| Some(("file", read_title(stem(name))?.organ));
    names.extend(facts.subject.files.iter().filter_map(of_file));

    let mut said: Vec<String> = Vec::new();
    for (place, name) in names {
        let Some(difference) = difference(organ, &name).filter(|_| is_organ_like(&name)) else { continue };
        if said.contains(&name) {
            continue;
        }
        let mut finding = findings.new_finding().with("place", place).with("organ", organ).with("other", &name);
        // Another organ of the same place may well answer for this one, and a file may be called anything.
        if place == "file" || place == "contact" && difference == Difference::Organ {
            finding.severity = Severity::Warning;
        }
        findings.add(finding);
        said.push(name);
    }
}

/// What stands before the name where a preface announces the report.
const ANNOUNCING: [&str; 8] = ["公布", "现将", "发布", "公开", "编制", "编写", "形成", "公告"];
/// How the report is called behind the name and the year.
static REPORTS: Words =
    Words::new(&["政府信息公开工作年度报告", "政府信息公开年度报告", "政务公开工作年度报告", "政府信息公开工作报告"]);

/// Whose report a preface announces: 现公布清河县水利局2024年政府信息公开工作年度报告, or with the year before the name.
fn announced(preface: &str) -> Option<&str> {
    let places = REPORTS.places(preface);
    places.map(|(at, _)| &preface[..at]).find_map(|before| {
        let name = before_year(before).or_else(|| behind_year(before))?;
        let is_self = ["我", "本", "该"].iter().any(|word| name.starts_with(word));
        (!is_self && is_organ_like(name)).then_some(name)
    })
}

/// The name in 现公布某局2024年.
fn before_year(text: &str) -> Option<&str> {
    let text = without_year(text)?.trim_end_matches('《');
    let start = ANNOUNCING.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max()?;
    Some(text[start..].trim_start_matches(['《', '了', '：']))
}

/// The name in 现公布2024年某局.
fn behind_year(text: &str) -> Option<&str> {
    let end = text.rfind('年')? + '年'.len_utf8();
    let before = without_year(&text[..end])?.trim_end_matches(['《', '了', '：']);
    let name = text[end..].strip_prefix('度').unwrap_or(&text[end..]);
    ANNOUNCING.iter().any(|word| before.ends_with(word)).then_some(name)
}

/// A text without the four digits and 年 or 年度 that it ends with.
fn without_year(text: &str) -> Option<&str> {
    let text = text.strip_suffix('度').unwrap_or(text).strip_suffix('年')?;
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    (digits == 4).then(|| &text[..text.len() - digits])
}

/// How the sentence begins that says whom to ask.
static ASKING: Words = Words::new(&["请与", "请联系", "请向"]);

/// The preface up to where it says whom to ask.
fn before_contact(preface: &str) -> &str {
    let end = ASKING.places(preface).next().map_or(preface.len(), |(start, _)| start);
    &preface[..end]
}

/// Whom the preface tells its readers to ask.
fn contact_name(preface: &str) -> Option<String> {
    let (_, asked) = ASKING.places(preface).next()?;
    let after = preface[asked..].trim_start_matches(['：', ':']);
    let end = after.find(|c: char| "联（(，,。：:咨反".contains(c))?;
    let name = &after[..end];
    let is_self = ["我", "本", "该"].iter().any(|word| name.starts_with(word));
    (!is_self && is_organ_like(name)).then(|| name.to_owned())
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
