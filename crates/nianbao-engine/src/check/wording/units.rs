//! T03: requests are counted in 件.

use super::super::facts::Facts;
use super::super::rule::Findings;

/// Words after which the count is not one of requests: what was published under the heading 依申请公开.
const OTHER_THINGS: [&str; 12] =
    ["栏", "发布", "主动", "更新", "平台", "解读", "页", "网", "指南", "信息量", "转", "公众号"];
/// A count further away belongs to something else.
const NEAR: usize = 14;

/// T03: a sentence that counts requests in 条, which is the unit of published information. One hint a report.
pub(super) fn units(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !facts.letters().may_hold("申请") || !facts.letters().may_have('条') {
        return;
    }
    let counts = facts.sentences().iter().filter(|sentence| counts_in_pieces(sentence.text));
    let counts: Vec<&str> = counts.map(|sentence| sentence.text).collect();
    if let Some(first) = counts.first() {
        findings.add(findings.new_finding().with("sentence", first).with("count", counts.len()));
    }
}

fn counts_in_pieces(sentence: &str) -> bool {
    sentence.match_indices("申请").any(|(at, word)| {
        let rest = &sentence[at + word.len()..];
        let Some(start) = rest.find(|c: char| c.is_ascii_digit()) else { return false };
        let (between, from) = rest.split_at(start);
        let is_near = between.chars().count() <= NEAR && !between.contains(['，', '。', '；', '、', '：', '（', ',']);
        let unit = from.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        is_near && unit.starts_with('条') && !OTHER_THINGS.iter().any(|word| between.contains(word))
    })
}
