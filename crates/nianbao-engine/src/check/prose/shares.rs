//! N11: shares in percent, and growth where last year's report is at hand.

use rust_decimal::Decimal;

use super::super::facts::{Claim, Facts};
use super::super::rule::Findings;
use super::judge;
use super::numeral::{Numeral, Unit};
use crate::words::Words;

/// Words before the percentage of a growth and of a fall.
static GROWTH: Words = Words::new(&["增长", "增加", "上升", "增幅"]);
static FALL: Words = Words::new(&["下降", "减少", "降幅", "降低"]);
static AGAINST_LAST_YEAR: Words = Words::new(&["同比", "较上年", "比上年", "较去年", "比去年", "较上一年", "比上一年"]);

/// What may stand between a count and the 占 of its share.
static BEFORE_A_SHARE: Words = Words::new(&["，", "、", "；", "：", "(", ")", "约", "共", "均", "的", "数量", "比重"]);

/// A count of the text that a percentage may be of.
struct Part<'f> {
    value: Decimal,
    /// The cells that it speaks of, where it does.
    readings: &'f [Vec<String>],
}

/// Looks at each percentage after 占, with the count before it as the part and every count of the paragraph, the
/// requests received, at hand and finished as the whole; rounded or cut, one of them must give it.
pub(super) fn shares(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let is_share = |numeral: &Numeral| numeral.unit == Unit::Percent;
    if !facts.lines().iter().any(|line| line.numerals.iter().any(is_share)) {
        return;
    }
    let mut counts: Vec<Part<'_>> = Vec::new();
    let mut passage = None;
    for (index, (sentence, line)) in facts.sentences().iter().zip(facts.lines()).enumerate() {
        if passage != Some(sentence.passage) {
            passage = Some(sentence.passage);
            counts.clear();
        }
        if !sentence.is_of_the_year {
            continue;
        }
        let mut claims = facts.claims().iter().filter(|claim| claim.sentence == index).peekable();
        let mut from = 0;
        let is_wrong_already = findings.found().iter().any(|finding| {
            finding.code.starts_with('N') && finding.arguments.get("sentence").is_some_and(|said| said == sentence.text)
        });
        for numeral in &line.numerals {
            match numeral.unit {
                Unit::Count(_) | Unit::Missing | Unit::Other(_) if !numeral.is_approximate => {
                    let printed = line.printed(numeral.start, numeral.end);
                    let is_its = |claim: &&Claim| claim.printed == printed && claim.value == numeral.value;
                    let claim = claims.next_if(is_its);
                    let readings = claim.map_or(&[][..], |claim| &claim.readings);
                    counts.push(Part { value: numeral.value, readings });
                }
                Unit::Percent if !numeral.is_approximate && !is_wrong_already => {
                    let lead = &line.text[from..numeral.start];
                    if let Some(fault) = fault(facts, lead, numeral, &counts) {
                        let printed = line.printed(numeral.start, numeral.end);
                        let cells = counts.last().and_then(|part| part.readings.first());
                        let mut finding =
                            findings.new_finding().with("sentence", sentence.text).with("printed", printed);
                        finding = match fault {
                            Fault::Share => finding.with("kind", "share"),
                            Fault::Growth { before, percent } => {
                                finding.with("kind", "growth").with("before", before).with("percent", percent)
                            }
                        };
                        match cells.map(Vec::as_slice) {
                            Some([cell]) => finding = finding.in_cell(cell).at(facts.locator(cell)),
                            // A share of a sum is no more of one of its cells than of the others.
                            cells => {
                                for cell in cells.into_iter().flatten() {
                                    finding = finding.related_to(cell, facts.locator(cell));
                                }
                            }
                        }
                        findings.add(finding);
                    }
                }
                Unit::Year | Unit::Nothing => continue,
                _ => {}
            }
            from = numeral.end;
        }
    }
}

/// What is wrong with a percentage.
enum Fault {
    /// No count of the text or the tables gives this share.
    Share,
    /// Last year's figure gives another growth, rounded to hundredths.
    Growth { before: Decimal, percent: Decimal },
}

fn fault(facts: &Facts<'_>, lead: &str, numeral: &Numeral, counts: &[Part<'_>]) -> Option<Fault> {
    let part = counts.last()?;
    let hundred = Decimal::from(100);
    if AGAINST_LAST_YEAR.is_in(lead) {
        let sign = if FALL.is_in(lead) { -Decimal::ONE } else { Decimal::ONE };
        if !GROWTH.is_in(lead) && !FALL.is_in(lead) {
            return None;
        }
        let before = part
            .readings
            .iter()
            .filter_map(|cells| cells.iter().map(|cell| facts.prior_number(cell)).sum::<Option<Decimal>>());
        let before: Vec<Decimal> = before.filter(|before| !before.is_zero()).collect();
        let percent = |before: &Decimal| sign * (part.value - before) / before * hundred;
        if before.iter().any(|before| judge::equals(percent(before), numeral.value)) {
            return None;
        }
        let before = before.first()?;
        return Some(Fault::Growth { before: *before, percent: percent(before).round_dp(2).normalize() });
    }
    // 分别占 and shares of several counts at once are left alone, and so is a share of what no number tells: that of
    // 网络申请占八成 is not of the count before it.
    let at = lead.find('占')?;
    let is_of_the_count = BEFORE_A_SHARE.make_up(&lead[..at]);
    if lead.contains("分别") || !is_of_the_count || part.readings.is_empty() {
        return None;
    }
    let of_tables =
        ["received", "brought_forward", "handled.total"].map(|row| facts.number(&format!("requests.{row}.total")));
    let at_hand = of_tables[0].zip(of_tables[1]).map(|(received, before)| received + before);
    let wholes = counts.iter().map(|count| count.value).chain(of_tables.into_iter().flatten()).chain(at_hand);
    let mut wholes = wholes.filter(|whole| !whole.is_zero() && *whole >= part.value).peekable();
    let is_right =
        wholes.peek().is_none() || wholes.any(|whole| judge::equals(part.value / whole * hundred, numeral.value));
    (!is_right).then_some(Fault::Share)
}
