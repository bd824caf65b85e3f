//! Sentences as they are compared with those of another report.

use std::collections::BTreeSet;

use nianbao_core::Report;
use nianbao_core::form::Form;

use super::super::Subject;
use super::super::facts::{Editions, Facts, Place};
use super::super::settings::Settings;
use crate::label;

/// Shorter sentences say too little to be anybody's own.
const SHORTEST: usize = 8;
/// A longer sentence says more than that there was nothing.
const LONGEST_ZERO: usize = 60;
/// Words of sentences that say that there was nothing.
const ZERO_WORDS: [&str; 14] = [
    "未收到",
    "未发生",
    "未收取",
    "未产生",
    "未接到",
    "未出现",
    "没有",
    "不存在",
    "不涉及",
    "无",
    "为0",
    "为零",
    "0件",
    "零",
];

/// A sentence that counts when texts are compared.
pub(super) struct Piece<'a> {
    /// As printed.
    pub(super) text: &'a str,
    /// Its words, without what differs from year to year anyhow.
    pub(super) key: String,
    /// How many characters the words have.
    pub(super) length: usize,
    /// Which of `Report::parts` it stands in.
    pub(super) part: usize,
    /// Which part of the form that is.
    pub(super) of_form: Option<u8>,
}

/// The sentences of the parts that are the report's own. Boilerplate is none: the preface, the names of laws, and what
/// states only that there was nothing.
pub(super) fn pieces<'a>(facts: &Facts<'a>) -> Vec<Piece<'a>> {
    let year = facts.report().year;
    let pieces = facts.sentences().iter().filter_map(|sentence| {
        let Place::Part { part, .. } = facts.passages()[sentence.passage].place else { return None };
        let key = key(sentence.text, year);
        let length = key.chars().count();
        let counts = length >= SHORTEST && !states_only_zero(sentence.text);
        counts.then_some(Piece { text: sentence.text, key, length, part, of_form: sentence.part })
    });
    pieces.collect()
}

/// The keys of another report's sentences.
pub(super) fn keys(report: &Report, editions: &Editions<'_>, part: Option<u8>) -> BTreeSet<String> {
    let settings = Settings::default();
    let facts = Facts::new(Subject::of(report), editions, &settings);
    let pieces = pieces(&facts).into_iter().filter(|piece| part.is_none() || piece.of_form == part);
    pieces.map(|piece| piece.key).collect()
}

/// The number of the part on problems and improvements.
pub(super) fn part_on_problems(form: &Form) -> Option<u8> {
    let index = form.parts.iter().position(|part| part.heading.contains("问题"))?;
    u8::try_from(index + 1).ok()
}

/// The words of a sentence: list number and names of laws off, years counted from the report's own.
fn key(sentence: &str, year: Option<i32>) -> String {
    let mut rest = label::split_number(sentence).1;
    let mut kept = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('《') {
        kept.push_str(before);
        rest = after.split_once('》').map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    with_relative_years(&label::words(&kept), year)
}

/// `2024年` as the report's own year, `2023年` as the one before; without a known year they are all the same.
fn with_relative_years(words: &str, year: Option<i32>) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        text.push_str(before);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        match digits.parse::<i32>() {
            Ok(number) if digits.len() == 4 && (1990..2100).contains(&number) => {
                let distance = year.map_or(0, |year| number - year);
                text.push_str(&format!("<{distance}>"));
            }
            _ => text.push_str(digits),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Whether a sentence says only that there was nothing, which reports of quiet organs say every year.
pub(super) fn states_only_zero(sentence: &str) -> bool {
    let words = label::words(sentence);
    let without_years = with_relative_years(&words, None);
    let counts = without_years.replace("<0>", "");
    words.chars().count() <= LONGEST_ZERO
        && !counts.contains(|c: char| matches!(c, '1'..='9'))
        && ZERO_WORDS.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_laws_make_no_difference() {
        let last = key("（一）2023年，我镇按照《2022年要点》公开3件。", Some(2023));
        assert_eq!(key("2024年，我镇按照《2023年要点》公开3件。", Some(2024)), last);
        assert_ne!(key("2024年，我镇按照《2023年要点》公开4件。", Some(2024)), last);
        assert_ne!(key("2023年，我镇按照《2023年要点》公开3件。", Some(2024)), last, "last year's, not this year's");
    }

    #[test]
    fn sentences_that_state_only_zero() {
        assert!(states_only_zero("2024年，我镇未收到政府信息公开申请。"));
        assert!(states_only_zero("本年度因政府信息公开被申请行政复议0件。"));
        assert!(!states_only_zero("2024年，我镇没有超期，办结申请3件。"));
        assert!(!states_only_zero("公开内容还不够全面。"));
    }
}
