//! Counts of part two: rules and normative documents made, repealed and in force; decisions; charges.

use super::cells;
use super::numeral::{Numeral, Unit};
use crate::words::Words;

use super::reader::{Around, Context, Count, Reader};
use super::scope;
use super::vocabulary::{IN_FORCE, ISSUED, NOT_THE_NOUN, REPEALED, SHOWN};

/// Words that may stand between a noun or verb and the number.
static FILLERS: Words = Words::new(&[
    "处理决定书",
    "处理决定",
    "决定书",
    "决定",
    "案件",
    "文件",
    "共计",
    "合计",
    "总计",
    "累计",
    "总数",
    "数量",
    "件数",
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
    "行政",
    "规范性",
    "、",
    "和",
    "及",
    "分别",
    "规章",
    "现行",
    "新",
    "其中",
    "政府",
]);

/// Words that may stand between charges and their amount.
static AMOUNT: Words = Words::new(&["收入", "金额", "总额", "收取", "项目"]);

pub(super) fn count<'f>(
    reader: &Reader<'f, '_>,
    numeral: &Numeral,
    around: &Around<'_>,
    context: &mut Context<'f>,
) -> Option<Count> {
    let documents = reader.documents(&around.local);
    if documents.is_empty() && context.document.is_none() {
        return None;
    }
    // 制发13件，其中新制定8件: what 其中 begins are parts of the count before.
    if documents.is_empty() && around.whole.contains("其中") {
        context.document = None;
    }
    let making = making(&around.local);
    let carries_on = context.document.is_some() && making.is_some_and(|(_, kind)| kind != "shown");
    if documents.is_empty() && !carries_on {
        return None;
    }
    let is_new = !documents.is_empty();
    if let Some(named) = documents.last() {
        context.document = Some(named.id);
    }
    if let Some((_, kind)) = making {
        context.making = Some(kind);
    }
    let (named_end, document) = (documents.last().map_or(0, |named| named.end), context.document?);
    let end = named_end.max(making.map_or(0, |(end, _)| end));
    let is_count = matches!(numeral.unit, Unit::Count("件") | Unit::Missing);
    let is_understood = FILLERS.make_up(&around.local[end..]);
    let is_other = NOT_THE_NOUN.is_in(&around.local) || NOT_THE_NOUN.is_in(around.tail);
    if !is_count || !is_understood || is_other || scope::names_other_organ(reader.facts.report(), &around.local) {
        context.document = None;
        return None;
    }
    let nouns: Vec<&str> = documents.iter().map(|named| named.id).collect();
    let both = nouns.len() > 1;
    let nouns = if is_new { nouns } else { vec![document] };
    let columns: &[&str] = match context.making {
        Some("repealed") => &["repealed"],
        Some("in_force") => &["in_force", "total"],
        Some("issued") => &["issued", "made", "decisions"],
        Some(_) => &["issued", "in_force", "made", "disclosed", "total"],
        None => &["decisions", "issued", "in_force", "made", "disclosed", "total"],
    };
    let reading = |column: &&str| -> Option<Vec<String>> {
        let ids = nouns.iter().map(|noun| cells::known(reader.facts, ["disclosure.", noun, ".", column].concat()));
        ids.collect()
    };
    let readings: Vec<Vec<String>> = columns.iter().filter_map(reading).collect();
    let is_decision = readings.first().is_some_and(|cells| cells.iter().all(|id| id.ends_with(".decisions")));
    let is_sure = !both && (is_decision || matches!(context.making, Some("issued" | "repealed" | "in_force")));
    Some(Count { code: "N10", readings, is_sure })
}

/// What is said to be done with documents, and where the word ends.
fn making(text: &str) -> Option<(usize, &'static str)> {
    let kinds = [(&ISSUED, "issued"), (&REPEALED, "repealed"), (&IN_FORCE, "in_force"), (&SHOWN, "shown")];
    let found = kinds.into_iter().filter_map(|(words, kind)| Some((words.last_in(text)?, kind)));
    let ((at, word), kind) = found.max_by_key(|((at, word), _)| (at + word.len(), word.len()))?;
    // 作出许可决定 is the making of a decision.
    Some((at + word.len(), kind))
}

/// The year's administrative charges, in 万元.
pub(super) fn charges(reader: &Reader<'_, '_>, around: &Around<'_>) -> Option<Count> {
    let named = reader.documents(&around.local).into_iter().next_back()?;
    let rest = FILLERS.taken_out_of(&around.local[named.end..]);
    let cell = cells::known(reader.facts, format!("disclosure.{}.amount", named.id))?;
    let is_other = scope::names_other_organ(reader.facts.report(), &around.local);
    let is_plain = AMOUNT.make_up(&rest) && !is_other;
    is_plain.then(|| Count { code: "N10", readings: vec![vec![cell]], is_sure: true })
}
