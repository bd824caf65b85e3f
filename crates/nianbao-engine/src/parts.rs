//! The parts of the report: their numbers, and which part of the form a heading belongs to.

use std::cmp::Reverse;

use nianbao_core::form::{Form, FormPart};
use nianbao_core::report::Part;

use crate::label;

/// The Chinese numerals that parts and sub-headings are numbered with.
const NUMERALS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七",
    "十八", "十九", "二十",
];

/// The Chinese numeral of a number from 1 to 20; beyond that, the number itself.
pub fn numeral(number: u8) -> String {
    match NUMERALS.get(usize::from(number).wrapping_sub(1)) {
        Some(numeral) => (*numeral).to_owned(),
        None => number.to_string(),
    }
}

/// The number of a Chinese numeral from 一 to 二十.
pub fn number(numeral: &str) -> Option<u8> {
    let index = NUMERALS.iter().position(|candidate| *candidate == numeral)?;
    u8::try_from(index + 1).ok()
}

/// The part headings of a form in every known wording, normalized once.
pub(crate) struct PartHeadings {
    /// Every wording of every part's heading, with the part; sorted.
    wordings: Vec<(String, usize)>,
    /// How many parts there are.
    count: usize,
    /// The official sub-headings of all parts: their words are never a part's.
    subheadings: Vec<String>,
}

/// Wordings of one heading have this much of their pairs of letters in common, in percent.
const ALIKE: usize = 50;
/// How much more alike a wording is to its own part's than to any other's.
const CLEARLY: usize = 10;

impl PartHeadings {
    /// The headings of a form.
    pub(crate) fn new(form: &Form) -> Self {
        let of_part = |(index, part): (usize, &FormPart)| -> Vec<(String, usize)> {
            let wordings = std::iter::once(&part.heading).chain(&part.variants);
            wordings.map(|wording| (label::normalize(wording), index)).collect()
        };
        let mut wordings: Vec<(String, usize)> = form.parts.iter().enumerate().flat_map(of_part).collect();
        wordings.sort_unstable();
        let subheadings = form.parts.iter().flat_map(|part| &part.subheadings);
        PartHeadings {
            wordings,
            count: form.parts.len(),
            subheadings: subheadings.map(|words| label::normalize(words)).collect(),
        }
    }

    /// Which of the form's parts has a heading of these normalized words.
    pub(crate) fn find(&self, words: &str) -> Option<usize> {
        let first = self.wordings.partition_point(|(wording, _)| wording.as_str() < words);
        self.wordings.get(first).filter(|(wording, _)| wording == words).map(|&(_, part)| part)
    }

    /// Which of the form's parts has a heading much like these normalized words, and no other part has.
    pub(crate) fn find_alike(&self, words: &str) -> Option<usize> {
        if self.is_subheading(words) {
            return None;
        }
        let mut best_of_part = vec![0; self.count];
        for (wording, part) in &self.wordings {
            best_of_part[*part] = likeness(words, wording).max(best_of_part[*part]);
        }
        let mut by_likeness: Vec<(usize, usize)> = best_of_part.into_iter().zip(0..).collect();
        by_likeness.sort_unstable_by_key(|&(likeness, part)| (Reverse(likeness), part));
        let &(best, part) = by_likeness.first()?;
        let second = by_likeness.get(1).map_or(0, |&(second, _)| second);
        (best >= ALIKE && best >= second + CLEARLY).then_some(part)
    }

    /// Whether normalized words are one of the form's sub-headings within a part.
    pub(crate) fn is_subheading(&self, words: &str) -> bool {
        self.subheadings.iter().any(|subheading| subheading == words)
    }

    /// Which of the form's parts a part is, by its heading in any known wording, else by one much like it, else by its
    /// number.
    pub(crate) fn part(&self, part: &Part) -> Option<usize> {
        let words = label::normalize(&part.heading);
        self.find(&words).or_else(|| self.find_alike(&words)).or_else(|| {
            let index = usize::from(part.number).checked_sub(1)?;
            (index < self.count && !self.is_subheading(&words)).then_some(index)
        })
    }

    /// How many parts the form has.
    pub(crate) fn count(&self) -> usize {
        self.count
    }
}

/// How many of the pairs of neighbouring letters of two words are common to both, in percent.
fn likeness(one: &str, other: &str) -> usize {
    let pairs = |words: &str| -> Vec<(char, char)> { words.chars().zip(words.chars().skip(1)).collect() };
    let (pairs_of_one, mut left) = (pairs(one), pairs(other));
    let count = pairs_of_one.len() + left.len();
    let is_common = |pair: &&(char, char)| {
        let found = left.iter().position(|other| other == *pair);
        found.is_some_and(|at| {
            left.swap_remove(at);
            true
        })
    };
    let common = pairs_of_one.iter().filter(is_common).count();
    (200 * common).checked_div(count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings() -> PartHeadings {
        PartHeadings::new(nianbao_core::form::builtin().last().expect("there are built-in forms"))
    }

    #[test]
    fn headings_in_the_words_of_reports() {
        let headings = headings();
        for (heading, part) in [
            ("存在问题及改进情况", 5),
            ("存在的主要问题及整改措施", 5),
            ("政府信息公开工作存在的主要问题及改进情况", 5),
            ("因政府信息公开工作被申请行政复议提起行政诉讼情况", 4),
            ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
            ("行政机关主动公开政府信息情况", 2),
            ("工作基本情况", 1),
            ("总结概述", 1),
        ] {
            assert_eq!(headings.find(&label::normalize(heading)), Some(part - 1), "{heading}");
        }
    }

    #[test]
    fn headings_in_words_of_their_own() {
        let headings = headings();
        for (heading, part) in [
            ("2024年工作总体情况", Some(1)),
            ("我镇主动公开政府信息有关情况", Some(2)),
            ("收到政府信息公开申请及处理的情况", Some(3)),
            ("工作中存在的主要问题和下步改进措施", Some(5)),
            ("其他有关需要报告的事项", Some(6)),
            ("领导重视，加强组织", None),
            ("依申请公开", None),
            ("附件", None),
        ] {
            assert_eq!(headings.find_alike(&label::normalize(heading)), part.map(|part| part - 1), "{heading}");
        }
    }
}
