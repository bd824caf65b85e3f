//! Sentences that deny: no request received, no reconsideration, nothing carried over. Each claims a count of 0.

use rust_decimal::Decimal;

use super::super::facts::Claim;
use super::line::Line;
use crate::words::Words;

use super::reader::{Context, Count, Reader, Topic};
use super::span::{self, Span};
use super::vocabulary::{
    ABOUT_DISCLOSURE, BROUGHT_FORWARD, CARRIED_FORWARD, DENIAL, DENIED_VERBS, DISPUTE, NO_REQUEST, OTHER_DISPUTES,
    REQUEST,
};
use super::{cells, disputes, scope};

/// What may stand between the denial and the requests denied.
static FILLERS: Words = Words::new(&[
    "任何",
    "公民",
    "、",
    "法人",
    "或者",
    "或",
    "和",
    "及",
    "其他组织",
    "自然人",
    "单位和个人",
    "单位",
    "个人",
    "群众",
    "社会公众",
    "提出",
    "提交",
    "的",
    "有关",
    "相关",
    "书面",
    "政府",
    "信息公开",
    "信息",
    "公开",
    "过",
    "一件",
    "要求",
    "需要",
    "本年度",
    "新",
    "申请",
    "方面",
    "依申请公开",
    "组织",
    "各类",
    "本机关",
]);

/// What may stand after them.
static ENDINGS: Words =
    Words::new(&["事项", "情况", "案件", "件", "受理", "业务", "事宜", "需求", "发生", "办理", "，"]);

/// Words for people that stand among [`NO_REQUEST`] and may ask for information as well.
static ASKING: Words = Words::new(&["群众", "市民"]);

/// What only rows and results of disputes stand with, so that a denial is not of all of them.
static OF_A_KIND: Words = Words::new(&["纠正", "维持", "败诉", "撤销", "超期", "被纠", "责令", "违法", "尚未"]);

pub(super) fn claims(reader: &Reader<'_, '_>, sentence: usize, line: &Line<'_>, context: &Context<'_>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for (start, denial) in denials(&line.text) {
        let after = &line.text[start + denial.len()..];
        let clause = after.split(['，', '；', '。', '：', '(']).next().unwrap_or(after);
        // A number makes it a statement about that number.
        if clause.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = &line.text[..start];
        // What a month or a quarter lacked, the year may have; what several years lacked, it has not.
        if span::last_named(before, reader.facts.report().year) == Some(Span::Shorter) {
            continue;
        }
        for count in denied(reader, line, clause, before, context) {
            if claims.iter().any(|claim| claim.readings == count.readings) {
                continue;
            }
            let is_other = scope::scope(reader.facts.report(), line, start) == scope::Scope::Other;
            let end = start + denial.len() + clause.len();
            claims.push(Claim {
                code: if is_other { "N15" } else { count.code },
                sentence,
                printed: line.printed(start, end).to_owned(),
                value: Decimal::ZERO,
                readings: count.readings,
                is_sure: count.is_sure && !is_other,
            });
        }
    }
    claims
}

/// Where a text denies, with the words of denial and their verb.
fn denials(text: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    if !DENIAL.is_in(text) {
        return found;
    }
    for denial in DENIAL.iter() {
        for (at, _) in text.match_indices(denial) {
            if found.iter().any(|(start, words)| (*start..start + words.len()).contains(&at)) {
                continue;
            }
            let rest = &text[at + denial.len()..];
            let verb = DENIED_VERBS.iter().filter(|verb| rest.starts_with(**verb)).map(|verb| verb.len()).max();
            // 未 needs a verb; 无 and 没有 deny by themselves.
            if let Some(length) = verb.or((*denial != "未").then_some(0)) {
                found.push((at, &text[at..at + denial.len() + length]));
            }
        }
    }
    found.sort_unstable();
    found
}

/// What a denial is of: the rest of its clause says it.
fn denied(reader: &Reader<'_, '_>, line: &Line<'_>, clause: &str, before: &str, context: &Context<'_>) -> Vec<Count> {
    let facts = reader.facts;
    let row = |code, row| {
        let readings: Vec<_> = cells::of_row(facts, row, "total").into_iter().collect();
        vec![Count { code, readings, is_sure: true }]
    };
    let is_other = scope::names_other_organ(facts.report(), before.rsplit(['，', '；']).next().unwrap_or(before));
    if is_other {
        return Vec::new();
    }
    if DISPUTE.is_in(clause) {
        let is_about = ABOUT_DISCLOSURE.is_in(&line.text) || context.is_about_disclosure;
        if !is_about || OF_A_KIND.is_in(clause) || OTHER_DISPUTES.is_in(clause) || clause.contains('未') {
            return Vec::new();
        }
        // One denial is one claim: that none of the groups has any.
        let groups = disputes::groups(clause).into_iter();
        let cells: Option<Vec<String>> =
            groups.map(|group| cells::known(facts, format!("disputes.{group}.total"))).collect();
        let readings: Vec<_> = cells.into_iter().collect();
        let is_sure = ABOUT_DISCLOSURE.is_in(&line.text);
        return if readings.is_empty() { Vec::new() } else { vec![Count { code: "N08", readings, is_sure }] };
    }
    let begins = |words: &Words| words.iter().any(|word| clause.starts_with(word));
    if begins(&BROUGHT_FORWARD)
        || ["上年", "上年度"].iter().any(|word| clause.strip_prefix(word).is_some_and(|rest| rest.starts_with("结转")))
    {
        return row("N05", "brought_forward");
    }
    if begins(&CARRIED_FORWARD) {
        return row("N04", "carried_forward");
    }
    let object = REQUEST.iter().filter_map(|word| Some(clause.find(word)? + word.len())).min();
    let Some(end) = object else { return Vec::new() };
    let lead = REQUEST.taken_out_of(&clause[..end]);
    let rest = FILLERS.taken_out_of(&clause[end..]);
    let is_plain = FILLERS.make_up(&lead) && ENDINGS.make_up(&rest) && !NO_REQUEST.is_in(&ASKING.taken_out_of(clause));
    let applicants = reader.applicants(&clause[..end]);
    let one_kind = !applicants.is_empty() && !clause.contains("公民") && applicants.len() < 2;
    let topic_holds = context.topic != Topic::Disputes || REQUEST.is_in(clause);
    if is_plain && !one_kind && topic_holds { row("N09", "received") } else { Vec::new() }
}
