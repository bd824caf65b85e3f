//! Counts that rest on those before them in their sentence: 共计 after what came in and what was brought forward, 两项合计,
//! 其他 at the end of the outcomes, 已审结 and 均维持 after disputes.

use super::cells;
use super::line::Line;
use super::numeral::{Numeral, Unit};
use super::reader::{Around, Context, Count, Reader};
use super::requests;
use crate::words::Words;

/// A count of the sentence, with the likeliest cells that it speaks of.
#[derive(Clone, Debug)]
pub(super) struct Said {
    code: &'static str,
    cells: Vec<String>,
    is_sure: bool,
}

/// What alone may stand before a sum.
static SUMS: Words = Words::new(&["共计", "合计", "总计", "一共", "共", "总共", "共有", "为", "，"]);
static OTHERS: Words = Words::new(&["其他", "其它", "其他情形", "其他情况"]);
static ENDED: Words = Words::new(&["已审结", "审结", "已结案", "已办结", "其中", "现", "目前", "均"]);
const GROUPS: [&str; 6] = ["granted", "partial", "denied", "unavailable", "not_processed", "other"];
/// Fewer outcomes before 其他 are no list of them.
const FEWEST_OUTCOMES: usize = 3;

/// Notes a count for those after it; `None` for one that nothing is claimed of.
pub(super) fn note(line: &Line<'_>, numeral: &Numeral, count: Option<&Count>, context: &mut Context<'_>) {
    // 两项合计: it tells how many are summed, and counts nothing itself.
    if sums_up(line, numeral) {
        return;
    }
    context.said.push(count.and_then(|count| {
        let cells = count.readings.first()?.clone();
        Some(Said { code: count.code, cells, is_sure: count.is_sure })
    }));
}

fn sums_up(line: &Line<'_>, numeral: &Numeral) -> bool {
    let after = &line.text[numeral.end..];
    numeral.unit == Unit::Count("项") && ["合计", "共", "总计"].iter().any(|word| after.starts_with(word))
}

/// A count that only those before it explain.
pub(super) fn count(
    reader: &Reader<'_, '_>,
    line: &Line<'_>,
    position: usize,
    around: &Around<'_>,
    context: &Context<'_>,
) -> Option<Count> {
    if !matches!(line.numerals[position].unit, Unit::Count(_)) || line.numerals[position].is_approximate {
        return None;
    }
    let local = &*around.local;
    let named = position.checked_sub(1).map(|before| &line.numerals[before]).filter(|before| sums_up(line, before));
    if SUMS.make_up(local) && !local.is_empty() {
        return match named {
            Some(named) => several(named, context),
            None => at_hand(reader, around, context),
        };
    }
    if OTHERS.make_up(local) && !local.is_empty() {
        return other_outcomes(reader, context);
    }
    if ENDED.make_up(local) && (local.contains("审结") || local.contains("结案")) {
        return ended(reader, context);
    }
    None
}

/// 两项合计: the last counts together.
fn several(named: &Numeral, context: &Context<'_>) -> Option<Count> {
    let number = usize::try_from(named.value.trunc().mantissa()).ok().filter(|number| *number > 1)?;
    let summed = &context.said[context.said.len().checked_sub(number)?..];
    let summed: Option<Vec<&Said>> = summed.iter().map(Option::as_ref).collect();
    let summed = summed?;
    let code = summed[0].code;
    let is_one_kind = summed.iter().all(|said| said.code == code);
    let cells = summed.iter().flat_map(|said| said.cells.iter().cloned()).collect();
    is_one_kind.then(|| Count { code, readings: vec![cells], is_sure: summed.iter().all(|said| said.is_sure) })
}

/// 共计 after what came in and what was brought forward, with its own number or without.
fn at_hand(reader: &Reader<'_, '_>, around: &Around<'_>, context: &Context<'_>) -> Option<Count> {
    let last = context.said.last()?.as_ref()?;
    let before = context.said.iter().rev().nth(1).and_then(Option::as_ref);
    let is_both = before.is_some_and(|before| matches!((before.code, last.code), ("N01", "N05") | ("N05", "N01")));
    let is_added = last.code == "N01" && requests::adds_brought(&around.whole);
    let is_sure = last.is_sure && before.is_none_or(|before| before.is_sure || is_added);
    (is_both || is_added).then(|| requests::at_hand(reader))?.map(|count| Count { is_sure, ..count })
}

/// 其他 after other outcomes: the row, its group, or all that was not named. It is never sure which.
fn other_outcomes(reader: &Reader<'_, '_>, context: &Context<'_>) -> Option<Count> {
    let outcomes: Vec<&Said> = context.said.iter().flatten().filter(|said| said.code == "N06").collect();
    let follows = context.said.last().is_some_and(|said| said.as_ref().is_some_and(|said| said.code == "N06"));
    if outcomes.len() < FEWEST_OUTCOMES || !follows {
        return None;
    }
    let is_named = |group: &&str| {
        let start = ["requests.handled.", group, "."].concat();
        outcomes.iter().flat_map(|said| &said.cells).any(|cell| cell.starts_with(&start))
    };
    let rows: Vec<String> =
        GROUPS.iter().filter(|group| !is_named(group)).map(|group| format!("handled.{group}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let readings = [&["handled.other"][..], &["handled.other.other"], &rows];
    let readings = readings.iter().filter_map(|rows| cells::of_rows(reader.facts, rows, "total"));
    let readings = readings.filter(|cells| !cells.is_empty()).collect();
    Some(Count { code: "N06", readings, is_sure: false })
}

/// The results of a group of disputes, in the order of the columns; what is pending is none.
const RESULTS: [&str; 3] = ["upheld", "corrected", "other"];

/// 已审结 after disputes: all that are not pending.
fn ended(reader: &Reader<'_, '_>, context: &Context<'_>) -> Option<Count> {
    let disputes = disputes_before(context)?;
    let ids = disputes.cells.iter().flat_map(|total| RESULTS.map(|result| result_of(total, result)));
    let ids: Option<Vec<String>> = ids.map(|id| cells::known(reader.facts, id?)).collect();
    Some(Count { code: "N08", readings: vec![ids?], is_sure: disputes.is_sure })
}

/// 均维持 behind the number of disputes: so many were upheld.
pub(super) fn all_ended_so(
    reader: &Reader<'_, '_>,
    line: &Line<'_>,
    numeral: &Numeral,
    count: &Count,
) -> Option<Count> {
    let after = line.text[numeral.end..].trim_start_matches(['，', '、', '(']);
    let after = after.strip_prefix('均')?;
    let after = ["被", "予以", "获", "为", "已", "结果"]
        .iter()
        .fold(after, |after, word| after.strip_prefix(word).unwrap_or(after));
    let result = match after {
        after if after.starts_with("维持") => "upheld",
        after if after.starts_with("纠正") => "corrected",
        _ => return None,
    };
    // Of disputes, or of those that have ended.
    let first = count.readings.first().filter(|_| count.code == "N08")?;
    let mut groups: Vec<&str> = first.iter().filter_map(|cell| cell.rsplit_once('.').map(|(group, _)| group)).collect();
    groups.dedup();
    let is_whole = first.iter().all(|cell| cell.ends_with(".total")) || first.len() == groups.len() * RESULTS.len();
    let ids = groups.iter().map(|group| cells::known(reader.facts, format!("{group}.{result}")));
    let ids: Option<Vec<String>> = ids.collect();
    ids.filter(|_| is_whole).map(|ids| Count { code: "N08", readings: vec![ids], is_sure: count.is_sure })
}

/// The disputes that the sentence counted last, by their totals.
fn disputes_before<'c>(context: &'c Context<'_>) -> Option<&'c Said> {
    let said = context.said.last()?.as_ref()?;
    (said.code == "N08" && said.cells.iter().all(|cell| cell.ends_with(".total"))).then_some(said)
}

fn result_of(total: &str, result: &str) -> Option<String> {
    Some([total.strip_suffix("total")?, result].concat())
}
