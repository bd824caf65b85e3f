//! Counts of part three: requests received, at hand, finished, carried, by outcome and by applicant.

use super::cells;
use super::phrases::Named;
use super::reader::{Around, Carried, Context, Count, Reader, Topic};
use super::scope;
use super::vocabulary::{
    ACCEPTED, BROUGHT_FORWARD, CARRIED, CARRIED_FORWARD, CARRIES, CHANNELS, FINISHED, NO_REQUEST, PARTS, PENDING,
    PROCESSED, RECEIVED, REQUEST,
};
use crate::words::Words;

/// Words that may stand between what names a count and its number without changing what is counted.
static FILLERS: Words = Words::new(&[
    "政府信息公开申请",
    "政府信息依申请公开",
    "信息公开申请",
    "依申请公开政府信息",
    "依申请公开信息",
    "依申请信息公开",
    "依申请公开",
    "政府信息公开",
    "信息公开",
    "公开申请",
    "依申请",
    "申请",
    "政府信息",
    "信息",
    "公民",
    "自然人",
    "法人或其他组织",
    "法人和其他组织",
    "其他组织",
    "法人",
    "社会公众",
    "群众",
    "各类",
    "有效",
    "提出",
    "提交",
    "案件",
    "事项",
    "材料",
    "数量",
    "总数",
    "总量",
    "件数",
    "共计",
    "合计",
    "累计",
    "总计",
    "共",
    "总",
    "计",
    "数",
    "量",
    "为",
    "是",
    "有",
    "的",
    "了",
    "达",
    "到",
    "办理",
    "继续",
    "答复",
    "本年度",
    "本年",
    "全年",
    "年度",
    "年",
    "均",
    "已",
    "、",
    "等",
    "全部",
    "于",
    "并",
    "以",
    "和",
    "或",
    "处理",
    "情形",
    "决定",
    "公开",
    "作出",
    "作",
    "类",
    "其中",
    "新收",
    "收到",
    "请求",
    "对",
    "告知",
    "实际",
    "至",
    "因",
    "予以",
    "仍",
    "政府",
    "申请人",
    "度",
    "一年",
    "年初",
    "年末",
    "不再处理",
    "行政机关",
    "书",
    "表",
    "方面",
    "按时",
    "按期",
    "依法",
    "依规",
    "及时",
    "法定期限内",
    "在",
    "期限内",
    "情况",
    "件",
]);

/// What a verb counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Received,
    Accepted,
    Processed,
    Finished,
    Forward,
    Pending,
    Brought,
    Carried,
}

static FLOWS: [(Flow, &Words); 7] = [
    (Flow::Received, &RECEIVED),
    (Flow::Accepted, &ACCEPTED),
    (Flow::Processed, &PROCESSED),
    (Flow::Finished, &FINISHED),
    (Flow::Forward, &CARRIED_FORWARD),
    (Flow::Brought, &BROUGHT_FORWARD),
    (Flow::Carried, &CARRIED),
];

/// All verbs.
static VERBS: Words =
    Words::of_all(&[&RECEIVED, &ACCEPTED, &PROCESSED, &FINISHED, &CARRIED_FORWARD, &BROUGHT_FORWARD, &CARRIED]);

pub(super) fn count(reader: &Reader<'_, '_>, around: &Around<'_>, context: &Context<'_>) -> Option<Count> {
    if context.topic == Topic::Disputes {
        return None;
    }
    let is_explicit = REQUEST.is_in(&around.whole) || REQUEST.is_in(around.tail);
    // Outcomes, applicants and carries have words of their own; received and answered is much else besides requests.
    let is_about = is_explicit || context.of_paragraph == Topic::Requests;
    if !is_about {
        return None;
    }
    if around.carried.is_some() || CARRIES.is_in(&around.local) {
        return carried(reader, around);
    }
    let own = carried(reader, around).or_else(|| outcome(reader, around)).or_else(|| applicant(reader, around));
    if own.is_some() || !is_explicit && (context.topic != Topic::Requests || NO_REQUEST.is_in(&around.local)) {
        return own;
    }
    flow(reader, around).or_else(|| bare(reader, around))
}

/// Requests carried over, at either end of the year.
fn carried(reader: &Reader<'_, '_>, around: &Around<'_>) -> Option<Count> {
    let named = match around.carried {
        Some(Carried::Brought) => Some(Flow::Brought),
        Some(Carried::Forward) => Some(Flow::Forward),
        None => None,
    };
    let of = |text: &str| {
        if !CARRIES.is_in(text) {
            return None;
        }
        let (at, word) = CARRIED_FORWARD
            .last_in(text)
            .map(|found| (Flow::Forward, found))
            .into_iter()
            .chain(BROUGHT_FORWARD.last_in(text).map(|found| (Flow::Brought, found)))
            .max_by_key(|(_, (at, _))| *at)?;
        Some((at, word))
    };
    if adds_brought(&around.local) && !CARRIED_FORWARD.is_in(&around.local) {
        let is_finished = FINISHED.is_in(&around.local);
        return if is_finished { of_flow(reader, Flow::Finished, around) } else { at_hand(reader) };
    }
    if let Some((flow, (at, word))) = of(&around.local) {
        let between = &around.local[at + word.len()..];
        return is_filler(between).then(|| of_flow(reader, named.unwrap_or(flow), around))?;
    }
    if let Some(flow) = named {
        return of_flow(reader, flow, around);
    }
    if let Some((flow, _)) = of(around.tail) {
        return of_flow(reader, flow, around);
    }
    if let Some(lead) = before_next_year(reader, around.tail) {
        let is_plain = !is_part(reader, lead) && !around.local.contains("其中");
        return is_plain.then(|| of_flow(reader, Flow::Forward, around))?;
    }
    let pending = PENDING.is_in(&around.local) || PENDING.is_in(around.tail);
    if pending {
        return of_flow(reader, Flow::Pending, around);
    }
    let at = around.local.rfind("结转")?;
    is_filler(&around.local[at + "结转".len()..]).then(|| of_flow(reader, Flow::Carried, around))?
}

/// Whether a text adds what was brought forward to what came in, and sums both: 加上上年结转共计.
pub(super) fn adds_brought(text: &str) -> bool {
    if !text.contains('结') {
        return false;
    }
    let joined = ["加上", "加之", "连同", "算上"].iter().find_map(|word| text.split_once(word));
    let sum = joined.and_then(|(_, after)| after.split_once("结转"));
    sum.is_some_and(|(_, after)| ["共", "合计", "总计"].iter().any(|word| after.contains(word)))
}

/// Whether what follows a count says that those brought forward are among them: 34件（含上年结转2件）.
pub(super) fn includes_brought(after: &str) -> bool {
    let rest = after.trim_start_matches(['(', '，']);
    let lead = ["含", "其中含", "其中包括", "包括", "包含", "其中"].iter().find_map(|word| rest.strip_prefix(word));
    let clause = lead.and_then(|rest| rest.split(['，', ')', '；', '。', '、']).next());
    clause.is_some_and(|clause| BROUGHT_FORWARD.is_in(clause) || clause.contains("年结转"))
}

/// What came in and what was brought forward.
pub(super) fn at_hand(reader: &Reader<'_, '_>) -> Option<Count> {
    let cells = cells::of_rows(reader.facts, &["received", "brought_forward"], "total")?;
    Some(Count { code: "N02", readings: vec![cells], is_sure: true })
}

/// What a carry's year follows.
static INTO_YEAR: Words = Words::new(&["结转至", "结转到", "结转入", "顺延至", "转至", "转入"]);

/// What stands before 结转至 in 3件按规定结转至2025年, where that is the year after the report's.
fn before_next_year<'t>(reader: &Reader<'_, '_>, tail: &'t str) -> Option<&'t str> {
    let next = reader.facts.report().year?.checked_add(1)?;
    INTO_YEAR.places(tail).find_map(|(start, end)| {
        tail[end..].strip_prefix(&next.to_string())?.starts_with('年').then_some(&tail[..start])
    })
}

fn of_flow(reader: &Reader<'_, '_>, flow: Flow, around: &Around<'_>) -> Option<Count> {
    let applicant = one_applicant(reader, &around.local);
    let column = applicant.map_or("total", |named| named.id);
    let rows: &[&[&str]] = match flow {
        Flow::Received => &[&["received"]],
        Flow::Accepted => &[&["received"], &["received", "brought_forward"]],
        Flow::Processed => &[&["received", "brought_forward"], &["received"], &["handled.total"]],
        // Who answers 26 of 31 may have left out those that were withdrawn.
        Flow::Finished => &[
            &["handled.total"],
            &["handled.granted", "handled.partial", "handled.denied", "handled.unavailable", "handled.not_processed"],
        ],
        Flow::Forward | Flow::Pending => &[&["carried_forward"]],
        Flow::Brought => &[&["brought_forward"]],
        Flow::Carried => &[&["carried_forward"], &["brought_forward"]],
    };
    let code = match flow {
        Flow::Received => "N01",
        Flow::Accepted | Flow::Processed => "N02",
        Flow::Finished => "N03",
        Flow::Forward | Flow::Pending | Flow::Carried => "N04",
        Flow::Brought => "N05",
    };
    let code = if column == "total" { code } else { "N07" };
    let readings = rows.iter().filter_map(|rows| cells::of_rows(reader.facts, rows, column)).collect();
    Some(Count { code, readings, is_sure: !matches!(flow, Flow::Pending | Flow::Carried) })
}

/// Requests by what became of them.
fn outcome(reader: &Reader<'_, '_>, around: &Around<'_>) -> Option<Count> {
    let (local, tail): (&str, &str) = (&around.local, around.tail);
    let in_local = reader.outcomes(local);
    let (text, found) = if in_local.is_empty() { (tail, reader.outcomes(tail)) } else { (local, in_local) };
    let nearest = if text == tail { found.first()? } else { found.last()? };
    let mut rest = text.to_owned();
    found.iter().rev().for_each(|named| rest.replace_range(named.start..named.end, ""));
    if is_part(reader, &rest) || text == local && !is_filler(&local[nearest.end..]) {
        return None;
    }
    // 属于行政执法案卷不予公开 names a row and its group: the row is meant, and where both hold neither is wrong.
    let mut ids: Vec<&str> = found.iter().map(|named| named.id).collect();
    let is_within = |row: &str, group: &str| row.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
    ids.retain(|id| *id == nearest.id || is_within(nearest.id, id) || is_within(id, nearest.id));
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    ids.dedup();
    let applicant = one_applicant(reader, &rest);
    let column = applicant.map_or("total", |named| named.id);
    let readings: Vec<_> = ids.iter().filter_map(|row| cells::of_row(reader.facts, row, column)).collect();
    let is_sure = found.iter().all(|named| ids.contains(&named.id));
    Some(Count { code: "N06", readings, is_sure })
}

/// Requests by who made them; those received or all that were at hand.
fn applicant(reader: &Reader<'_, '_>, around: &Around<'_>) -> Option<Count> {
    let (local, tail): (&str, &str) = (&around.local, around.tail);
    let in_local = one_applicant(reader, local);
    let text = if in_local.is_some() { local } else { tail };
    let nearest = in_local.or_else(|| one_applicant(reader, text))?;
    let rest = [&text[..nearest.start], &text[nearest.end..]].concat();
    if is_part(reader, &rest) || text == local && !is_filler(&local[nearest.end..]) {
        return None;
    }
    let rows: [&[&str]; 3] = [&["received"], &["received", "brought_forward"], &["handled.total"]];
    let readings = rows.iter().filter_map(|rows| cells::of_rows(reader.facts, rows, nearest.id)).collect();
    Some(Count { code: "N07", readings, is_sure: true })
}

/// The one kind of applicant that a text names; 公民、法人或其他组织 together are everybody.
fn one_applicant<'f>(reader: &Reader<'f, '_>, text: &str) -> Option<Named<'f>> {
    let mut found = reader.applicants(text);
    let named = found.pop()?;
    let is_one =
        found.is_empty() && !text[..named.start].ends_with(['、', '和', '或', '及']) && !text.contains("公民、");
    is_one.then_some(named)
}

/// Requests by what was done with them: received, accepted, answered.
fn flow(reader: &Reader<'_, '_>, around: &Around<'_>) -> Option<Count> {
    let is_remainder = || is_filler(&around.local);
    if let Some((flow, before, between)) =
        verb(&around.local).or_else(|| is_remainder().then(|| verb(&around.whole))?)
    {
        if is_part(reader, before) || is_part(reader, between) || !is_filler(between) {
            return None;
        }
        let mut count = of_flow(reader, flow, around)?;
        let joined = joined_verb(before, flow);
        if let Some(other) = joined {
            count.readings.extend(of_flow(reader, other, around)?.readings);
        }
        count.is_sure &= !before.contains("其中") || flow == Flow::Received;
        return Some(count);
    }
    // 36件申请已全部办结: the verb follows.
    let done = FINISHED.is_in(around.tail) && !PENDING.is_in(around.tail);
    let is_whole = || is_remainder() && !around.local.contains("其中") && !is_part(reader, around.tail);
    (done && is_whole())
        .then(|| of_flow(reader, Flow::Finished, around))?
        .map(|count| Count { is_sure: false, ..count })
}

/// The last verb of a text, with what stands before and after it.
fn verb(text: &str) -> Option<(Flow, &str, &str)> {
    if !VERBS.is_in(text) {
        return None;
    }
    let found = FLOWS.iter().filter_map(|(flow, words)| Some((*flow, words.last_in(text)?)));
    let (flow, (at, word)) = found.max_by_key(|(_, (at, word))| (at + word.len(), word.len()))?;
    Some((flow, &text[..at], &text[at + word.len()..]))
}

/// A verb joined to another: 收到并办结 counts both, and is right if either is.
fn joined_verb(before: &str, flow: Flow) -> Option<Flow> {
    let other = verb(before.strip_suffix(['并', '、', '和', '且'])?)?;
    (other.2.is_empty() && other.0 != flow).then_some(other.0)
}

/// `政府信息公开申请36件` without a verb.
fn bare(reader: &Reader<'_, '_>, around: &Around<'_>) -> Option<Count> {
    let (at, word) = REQUEST.last_in(&around.local)?;
    let is_bare = is_filler(&around.local[at + word.len()..]) && !is_part(reader, &around.local[..at]);
    let tail_is_plain = around.tail.is_empty() && verb(&around.local).is_none();
    (is_bare && tail_is_plain)
        .then(|| of_flow(reader, Flow::Processed, around))?
        .map(|count| Count { is_sure: false, ..count })
}

/// Whether nothing is left of a text but words that change nothing.
fn is_filler(text: &str) -> bool {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return FILLERS.make_up(text);
    }
    let without_years: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    FILLERS.make_up(&without_years)
}

/// Whether words make a count a part of the whole: a way of applying, a subject, another organ.
fn is_part(reader: &Reader<'_, '_>, text: &str) -> bool {
    let one_channel = CHANNELS.is_in(text) && !text.contains('等') && !text.contains("各种") && !text.contains("多种");
    one_channel || PARTS.is_in(text) || scope::names_other_organ(reader.facts.report(), text)
}
