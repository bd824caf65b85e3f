//! N12: lists of parts after a sum: 共计 a 条，其中 b、c、d.

use nianbao_core::finding::Severity;
use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::line::Line;
use super::numeral::{Numeral, Unit};
use super::vocabulary::{CHANGE, LIST_BEGINS, SUM_WORDS, WHOLE_LIST};

/// One sum and the parts that follow it.
struct List<'n> {
    sum: &'n Numeral,
    parts: Vec<&'n Numeral>,
    /// Whether it says to be whole.
    is_whole: bool,
}

/// Looks at each list that 其中, 分别为 or 包括 begins after a sum. Parts that add up to more than the sum are a warning;
/// to less only where the list says to be whole. Several ways of parting one sum may follow each other, so that it is
/// enough if the first of the parts, or the last, add up.
pub(super) fn sums(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let sentences = facts.sentences().iter().zip(facts.lines());
    for (sentence, line) in sentences.filter(|(sentence, _)| sentence.is_of_the_year) {
        let lists = lists(line);
        if lists.is_empty() {
            continue;
        }
        let is_wrong_already = findings.found().iter().any(|finding| {
            finding.code.starts_with('N') && finding.arguments.get("sentence").is_some_and(|said| said == sentence.text)
        });
        if is_wrong_already {
            continue;
        }
        for list in lists {
            let total = list.sum.value;
            let sum: Decimal = list.parts.iter().map(|part| part.value).sum();
            if adds_up(&list) || sum < total && !list.is_whole {
                continue;
            }
            let printed = line.printed(list.sum.start, list.sum.end);
            let parts = list.parts.iter().map(|part| part.value.to_string()).collect::<Vec<_>>().join("+");
            let mut finding = findings.new_finding();
            if !list.is_whole {
                finding.severity = Severity::Warning;
            }
            let finding = finding.with("sentence", sentence.text).with("printed", printed);
            findings.add(finding.with("parts", parts).with("sum", sum));
        }
    }
}

/// Whether some stretch of the parts from the first on adds up to the sum.
fn adds_up(list: &List<'_>) -> bool {
    let mut sum = Decimal::ZERO;
    list.parts.iter().any(|part| {
        sum += part.value;
        sum == list.sum.value
    })
}

fn lists<'n>(line: &'n Line<'_>) -> Vec<List<'n>> {
    let mut lists = Vec::new();
    // The sum, and two parts at least.
    if line.numerals.len() < 3 {
        return lists;
    }
    let counts: Vec<&Numeral> =
        line.numerals.iter().filter(|numeral| !matches!(numeral.unit, Unit::Year | Unit::Nothing)).collect();
    for (position, sum) in counts.iter().enumerate() {
        let Some(next) = counts.get(position + 1) else { break };
        let between = &line.text[sum.end..next.start];
        let Some((_, begin)) = LIST_BEGINS.last_in(between) else { continue };
        // 含 in brackets is a remark about a part of the parts.
        let sum_lead = &line.text[position.checked_sub(1).map_or(0, |before| counts[before].end)..sum.start];
        let is_sum = is_count(sum) && SUM_WORDS.is_in(sum_lead)
            || WHOLE_LIST.contains(&begin)
            || begin == "其中" && is_count(sum);
        if !is_sum || begin == "含" || between.contains('。') || CHANGE.is_in(sum_lead) {
            continue;
        }
        let parts = parts(line, sum, &counts[position + 1..]);
        if parts.len() < 2 {
            continue;
        }
        let last_label = parts.windows(2).last().map_or("", |pair| &line.text[pair[0].end..pair[1].start]);
        let is_whole =
            WHOLE_LIST.contains(&begin) || last_label.trim_start_matches(['，', '、', '；', ',']).starts_with("其他");
        lists.push(List { sum, parts, is_whole });
    }
    lists
}

fn is_count(numeral: &Numeral) -> bool {
    matches!(numeral.unit, Unit::Count(_)) && !numeral.is_approximate
}

/// The parts that follow a sum, of its unit; another 其中 or 共 ends them.
fn parts<'n>(line: &Line<'_>, sum: &Numeral, after: &[&'n Numeral]) -> Vec<&'n Numeral> {
    let mut parts: Vec<&Numeral> = Vec::new();
    for (position, numeral) in after.iter().enumerate() {
        let from = position.checked_sub(1).map_or(sum.end, |before| after[before].end);
        let lead = &line.text[from..numeral.start];
        let ends = position > 0 && (LIST_BEGINS.is_in(lead) || SUM_WORDS.is_in(lead)) || CHANGE.is_in(lead);
        if ends || numeral.unit != sum.unit || numeral.is_approximate {
            break;
        }
        parts.push(numeral);
    }
    parts
}
