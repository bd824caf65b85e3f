//! Y08: what last year's report promised, and whether this one comes back to it.

use std::collections::BTreeSet;

use super::super::Subject;
use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::settings::Settings;
use super::{is_of_last_year, sentences};
use crate::label;

/// Words of sentences that promise something.
const PROMISING: [&str; 6] = ["下一步", "将", "今后", "拟", "计划", "下年度"];
/// Words of measures.
const ACTING: [&str; 10] = ["加强", "强化", "完善", "提升", "拓展", "健全", "加大", "建立", "开展", "推进"];
/// What every report speaks of says nothing of a single measure.
const GENERAL: [&str; 34] = [
    "政府信息公开",
    "政务公开",
    "主动公开",
    "依申请公开",
    "信息公开",
    "公开",
    "信息",
    "政府",
    "工作",
    "进一步",
    "加强",
    "强化",
    "完善",
    "提升",
    "拓展",
    "健全",
    "加大",
    "建立",
    "开展",
    "推进",
    "不断",
    "持续",
    "提高",
    "水平",
    "质量",
    "力度",
    "机制",
    "能力",
    "及时",
    "内容",
    "规范",
    "管理",
    "下一步",
    "我们将",
];
/// Fewer measures than these are too few to judge by.
const FEWEST: usize = 2;
/// A measure is answered if this share of its pairs of characters stands in this year's text, in percent.
const ANSWERED: usize = 15;
/// Measures of fewer pairs say too little.
const FEWEST_PAIRS: usize = 6;

/// Y08: a measure is taken to be answered if a small part of its own words comes back anywhere. Only where no measure
/// of last year's is, there is a hint: reports may answer in words of their own.
pub(super) fn unanswered(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(prior) = facts.subject.prior.filter(|_| is_of_last_year(facts)) else { return };
    let settings = Settings::default();
    let before = Facts::new(Subject::of(prior), facts.editions, &settings);
    let Some(part) = sentences::part_on_problems(before.form) else { return };
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let of_part = before.sentences().iter().filter(|sentence| sentence.part == Some(part));
    let promising = of_part.skip_while(|sentence| !has(&PROMISING, sentence.text));
    let measures: Vec<(&str, BTreeSet<(char, char)>)> = promising
        .filter(|sentence| has(&ACTING, sentence.text))
        .map(|sentence| (sentence.text, pairs(sentence.text)))
        .filter(|(_, pairs)| pairs.len() >= FEWEST_PAIRS)
        .collect();
    let Some((first, _)) = measures.first().filter(|_| measures.len() >= FEWEST) else { return };
    let own = facts.passages().iter().filter(|passage| passage.part.is_some());
    let now: BTreeSet<(char, char)> = own.flat_map(|passage| pairs(passage.text)).collect();
    let is_answered =
        |(_, pairs): &(&str, BTreeSet<(char, char)>)| 100 * pairs.intersection(&now).count() >= ANSWERED * pairs.len();
    if !measures.iter().any(is_answered) {
        findings.add(findings.new_finding().with("sentence", first).with("count", measures.len()));
    }
}

/// The pairs of neighbouring characters of a text, without the words that every report has.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let mut words = label::words(text);
    for general in GENERAL {
        words = words.replace(general, " ");
    }
    let is_word = |c: char| !c.is_whitespace() && !c.is_ascii_digit();
    words.chars().zip(words.chars().skip(1)).filter(|&(one, other)| is_word(one) && is_word(other)).collect()
}
