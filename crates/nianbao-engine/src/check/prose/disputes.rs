//! Counts of part four: reconsiderations and lawsuits, and how they ended.

use std::borrow::Cow;

use super::cells;
use super::line::Line;
use crate::words::Words;

use super::reader::{Around, Context, Count, Reader, Topic};
use super::scope;
use super::vocabulary::{
    ABOUT_DISCLOSURE, DISPUTE_RESULTS, DISPUTES, LITIGATION, LITIGATION_AFTER, LITIGATION_DIRECT, OTHER_DISPUTES,
    RECONSIDERATION, RESULT_WORDS,
};

/// Words that may stand between a kind of dispute and its number.
static FILLERS: Words = Words::new(&[
    "案件数量",
    "案件",
    "行政",
    "政府信息公开",
    "信息公开",
    "依申请公开",
    "情况",
    "被提起",
    "提起",
    "被申请",
    "申请",
    "发生",
    "引发",
    "引起",
    "收到",
    "结果",
    "其中",
    "共计",
    "合计",
    "总计",
    "累计",
    "总数",
    "数量",
    "共",
    "计",
    "总",
    "数",
    "量",
    "为",
    "是",
    "有",
    "的",
    "了",
    "达",
    "全年",
    "本年度",
    "本年",
    "、",
    "和",
    "均",
    "被",
    "分别",
    "决定",
    "原",
    "行为",
    "因",
    "类",
    "案",
    "复议",
    "诉讼",
    "起诉",
    "一审",
    "应诉",
    "及",
    "或",
    "与",
    "：",
    "工作",
    "方面",
    "新增",
    "涉及",
]);

/// The groups of part four that a text names; both groups of lawsuits where it does not tell them apart.
pub(super) fn groups(text: &str) -> Vec<&'static str> {
    let mut groups = Vec::new();
    if !DISPUTES.is_in(text) {
        return groups;
    }
    let mut rest = Cow::Borrowed(text);
    for (words, group) in [(&LITIGATION_DIRECT, "litigation_direct"), (&LITIGATION_AFTER, "litigation_after")] {
        if words.is_in(&rest) {
            groups.push(group);
            rest = Cow::Owned(words.taken_out_of(&rest).into_owned());
        }
    }
    if groups.is_empty() && LITIGATION.is_in(&rest) {
        groups.extend(["litigation_direct", "litigation_after"]);
    }
    if RECONSIDERATION.is_in(&rest) {
        groups.insert(0, "reconsideration");
    }
    groups
}

pub(super) fn count(
    reader: &Reader<'_, '_>,
    line: &Line<'_>,
    around: &Around<'_>,
    context: &mut Context<'_>,
) -> Option<Count> {
    if context.topic != Topic::Disputes {
        return None;
    }
    let (local, tail): (&str, &str) = (&around.local, around.tail);
    let (named, region) = [local, tail, &around.whole]
        .into_iter()
        .map(|text| (groups(text), text))
        .find(|(groups, _)| !groups.is_empty())
        .unwrap_or((Vec::new(), local));
    let result = |text: &str| DISPUTE_RESULTS.iter().find(|(words, _)| text.contains(words));
    let found = result(local).or_else(|| result(tail));
    if named.is_empty() && found.is_none() {
        return None;
    }
    if !named.is_empty() {
        context.disputes.clone_from(&named);
    }
    if around.begins_anew {
        context.is_other_dispute = false;
    }
    // 备案行政复议案件134件，行政诉讼案件57件: the verb of the first is that of the second.
    let is_other = |text: &str| OTHER_DISPUTES.is_in(&RESULT_WORDS.taken_out_of(text));
    context.is_other_dispute |= [region, local, tail].into_iter().any(is_other);
    if context.is_other_dispute {
        return None;
    }
    if !context.is_about_disclosure || context.disputes.is_empty() {
        return None;
    }
    let column = found.map_or("total", |(_, column)| *column);
    let groups = &context.disputes;
    let ids: Option<Vec<String>> =
        groups.iter().map(|group| cells::known(reader.facts, format!("disputes.{group}.{column}"))).collect();
    let result = found.map(|(words, _)| *words);
    let follows = region == tail || named.is_empty() && result.is_some_and(|words| tail.contains(words));
    let is_plain = if follows { leads_to(tail, result) } else { is_plain(local, result) };
    if !is_plain || scope::names_other_organ(reader.facts.report(), local) {
        return None;
    }
    // 复议、诉讼各3件 is not told from their sum, so that it is never sure.
    let has_both = groups.contains(&"reconsideration") && groups.len() > 1;
    let is_sure = !has_both && (ABOUT_DISCLOSURE.is_in(&line.text) || context.is_about_disclosure);
    Some(Count { code: "N08", readings: ids.into_iter().collect(), is_sure })
}

/// Whether what names the count stands right before the number, with nothing between that is not understood.
fn is_plain(local: &str, result: Option<&str>) -> bool {
    let of_names = DISPUTES.places(local).map(|(_, end)| end).max();
    let of_result = result.and_then(|word| Some(local.rfind(word)? + word.len()));
    let between = of_names.max(of_result).map_or(local, |end| &local[end..]);
    FILLERS.make_up(between)
}

/// Whether what names the count follows right after its unit: 1件涉及政府信息公开的行政复议.
fn leads_to(tail: &str, result: Option<&str>) -> bool {
    let of_names = DISPUTES.places(tail).map(|(start, _)| start).min();
    let begins = of_names.into_iter().chain(result.and_then(|word| tail.find(word)));
    begins.min().is_some_and(|at| FILLERS.make_up(&tail[..at]))
}
