//! The form's own words as prose uses them: which row, column or document a piece of text names.

use std::cmp::Reverse;

use nianbao_core::form::{FormTable, Tree};

use super::super::facts::Facts;
use super::vocabulary::{APPLICANT_WORDS, GENERAL_ROW_WORDS, ROW_WORDS};
use crate::label;

/// A wording and the id that it stands for.
type Wording = (String, String);

/// The words of one report's tables, each list with the longest first.
pub(super) struct Phrases {
    outcomes: Vec<Wording>,
    applicants: Vec<Wording>,
    documents: Vec<Wording>,
}

/// Where in a text which id is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) id: String,
}

impl Phrases {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let mut phrases = Phrases { outcomes: Vec::new(), applicants: Vec::new(), documents: Vec::new() };
        for (form, _) in facts.tables() {
            match form.id.as_str() {
                "requests" => phrases.add_requests(form),
                "disclosure" => form.bands.iter().for_each(|band| add_leaves(&band.rows, &mut phrases.documents)),
                _ => {}
            }
        }
        for list in [&mut phrases.outcomes, &mut phrases.applicants, &mut phrases.documents] {
            list.sort_by_key(|(words, _)| Reverse(words.len()));
            list.dedup();
        }
        phrases
    }

    fn add_requests(&mut self, form: &FormTable) {
        let has_row = |id: &str| form.bands.iter().any(|band| band.rows.find(id).is_some());
        for node in form.bands.iter().flat_map(|band| &band.rows.nodes) {
            if !node.id.starts_with("handled.") || node.id == "handled.total" {
                continue;
            }
            for wording in std::iter::once(&node.label).chain(&node.variants) {
                let words = spoken(wording);
                if !GENERAL_ROW_WORDS.contains(&words.as_str()) {
                    self.outcomes.push((words, node.id.clone()));
                }
            }
        }
        let own = ROW_WORDS.iter().filter(|(row, _)| has_row(row));
        self.outcomes.extend(own.map(|(row, words)| ((*words).to_owned(), (*row).to_owned())));
        let applicants = APPLICANT_WORDS.iter();
        self.applicants.extend(applicants.map(|(column, words)| ((*words).to_owned(), (*column).to_owned())));
    }

    /// The outcomes of requests that a text names, in order.
    pub(super) fn outcomes(&self, text: &str) -> Vec<Named> {
        named(text, &self.outcomes)
    }

    /// The applicants that it names.
    pub(super) fn applicants(&self, text: &str) -> Vec<Named> {
        named(text, &self.applicants)
    }

    /// The kinds of documents and decisions of part two that it names.
    pub(super) fn documents(&self, text: &str) -> Vec<Named> {
        named(text, &self.documents)
    }
}

fn add_leaves(rows: &Tree, list: &mut Vec<Wording>) {
    for leaf in rows.leaves() {
        let node = &rows.nodes[leaf];
        let wordings = std::iter::once(&node.label).chain(&node.variants);
        list.extend(wordings.map(|wording| (spoken(wording), node.id.clone())));
    }
}

/// A label as a sentence has it: without its number, remark and quotation marks.
fn spoken(label: &str) -> String {
    let (_, words) = label::split_number(label);
    let words = words.split(['（', '(']).next().unwrap_or(words);
    words.chars().filter(|c| !c.is_whitespace() && !"“”‘’\"".contains(*c)).collect()
}

fn named(text: &str, wordings: &[Wording]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for (words, id) in wordings {
        for (start, _) in text.match_indices(words.as_str()) {
            let end = start + words.len();
            // A longer wording was found before: 部分公开 in 予以部分公开 is nothing of its own.
            if found.iter().all(|other| end <= other.start || other.end <= start) {
                found.push(Named { start, end, id: id.clone() });
            }
        }
    }
    found.sort_by_key(|named| named.start);
    found
}

/// The words of a list with which a text has a place, the last of them, the longest at that place.
pub(super) fn last<'w>(text: &str, words: &[&'w str]) -> Option<(usize, &'w str)> {
    let found = words.iter().filter_map(|word| Some((text.rfind(word)?, *word)));
    found.max_by_key(|&(at, word)| (at + word.len(), word.len()))
}

/// Whether a text has one of some words.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// A text without some words: from left to right, at each place the longest that stands there is taken out.
pub(super) fn without(text: &str, words: &[&str]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let longest = words.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        if longest.is_none() {
            kept.push(c);
        }
        rest = &rest[longest.unwrap_or(c.len_utf8())..];
    }
    kept
}

/// A text without its bracketed remarks.
pub(super) fn without_brackets(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' if text[at..].contains(')') => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if depth == 0 => rest.push(c),
            _ => {}
        }
    }
    rest
}
