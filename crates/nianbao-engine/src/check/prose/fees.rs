//! N14 and N16: the information-handling fee of part six, against itself and against the requests left unpaid.

use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::cells;
use super::judge;
use super::line::Line;
use super::numeral::{Numeral, Unit};
use super::vocabulary::{FEE, LIST_BEGINS, NO_FEE, NO_NOTICE, NOTICE};
use crate::words::Words;

/// What tells in a sentence without an amount that a fee was taken, and not what the rules on fees are.
static WAS_TAKEN: Words = Words::new(&["收取了", "共收取", "实际收取"]);

/// N14: the amounts after a sum of fees add up to it; who says that none was taken names no amount, and who says that
/// some was taken names it.
pub(super) fn amounts(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !FEE.iter().any(|word| facts.letters().may_hold(word)) {
        return;
    }
    let sentences: Vec<(&str, &Line<'_>)> = facts
        .sentences()
        .iter()
        .zip(facts.lines())
        .filter(|(sentence, _)| sentence.is_of_the_year)
        .map(|(sentence, line)| (sentence.text, line))
        .collect();
    let (mut denied, mut taken, mut without_amount) = (None, None, None);
    for (index, (sentence, line)) in sentences.iter().enumerate() {
        if !FEE.is_in(&line.text) {
            continue;
        }
        let is_denied = NO_FEE.is_in(&line.text);
        let amounts: Vec<&Numeral> = amounts_of(line);
        let has_amount = amounts.iter().any(|amount| amount.value > Decimal::ZERO);
        if is_denied && !has_amount {
            denied.get_or_insert(*sentence);
        }
        if let (Some(sum), false) = (amounts.first().filter(|sum| sum.value > Decimal::ZERO), is_denied) {
            taken.get_or_insert((*sentence, line.printed(sum.start, sum.end)));
            let next = sentences.get(index + 1).filter(|(_, line)| line.text.starts_with("其中"));
            let own: Vec<&Numeral> = amounts[1..].to_vec();
            let own_begins = amounts.get(1).is_some_and(|second| LIST_BEGINS.is_in(&line.text[sum.end..second.start]));
            let parts = if own_begins { own } else { next.map(|(_, line)| amounts_of(line)).unwrap_or_default() };
            let total: Decimal = parts.iter().map(|part| part.value).sum();
            if parts.len() > 1 && total != sum.value {
                let list = parts.iter().map(|part| part.value.normalize().to_string()).collect::<Vec<_>>().join("+");
                let printed = line.printed(sum.start, sum.end);
                let finding = findings.new_finding().with("kind", "sum").with("sentence", sentence);
                findings.add(finding.with("printed", printed).with("parts", list).with("sum", total.normalize()));
            }
        }
        if !is_denied && amounts.is_empty() && WAS_TAKEN.is_in(&line.text) {
            without_amount.get_or_insert(*sentence);
        }
    }
    match (denied, taken, without_amount) {
        (Some(denied), Some((sentence, printed)), _) => {
            let finding = findings.new_finding().with("kind", "denied").with("sentence", sentence);
            findings.add(finding.with("printed", printed).with("other", denied));
        }
        (_, None, Some(sentence)) => {
            findings.add(findings.new_finding().with("kind", "missing").with("sentence", sentence));
        }
        _ => {}
    }
}

fn amounts_of<'n>(line: &'n Line<'_>) -> Vec<&'n Numeral> {
    let amounts = line.numerals.iter().filter(|numeral| matches!(numeral.unit, Unit::Money(_)));
    // 100元/件 is a rate.
    amounts
        .filter(|amount| !line.text[amount.end..].starts_with('/') && !line.text[amount.end..].starts_with('每'))
        .collect()
}

/// N16: some requests lapsed because a fee was not paid on notice, and part six says that no notice was sent.
pub(super) fn notices(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !NOTICE.iter().any(|word| facts.letters().may_hold(word)) {
        return;
    }
    let row = "handled.other.fee_unpaid";
    let Some(cells) = cells::of_row(facts, row, "total") else { return };
    let Some(value) = judge::sum(facts, &cells).filter(|value| *value > Decimal::ZERO) else { return };
    let denies = |line: &Line<'_>| {
        line.text.split(['，', '；', '。']).any(|clause| NO_NOTICE.is_in(clause) && NOTICE.is_in(clause))
    };
    let mut sentences = facts.sentences().iter().zip(facts.lines());
    if let Some((sentence, _)) = sentences.find(|(sentence, line)| sentence.is_of_the_year && denies(line)) {
        let finding = findings.new_finding().in_cell(&cells[0]).at(facts.locator(&cells[0]));
        findings.add(finding.with("sentence", sentence.text).with("value", value));
    }
}
