//! The form's own words as prose uses them: which row, column or document a piece of text names.

use std::borrow::Cow;
use std::cmp::Reverse;

use nianbao_core::form::{Form, FormTable, Tree};

use super::vocabulary::{APPLICANT_WORDS, GENERAL_ROW_WORDS, ROW_WORDS};
use crate::label;
use crate::words::Index;

/// A wording and the id that it stands for.
type Wording = (String, String);

/// The words of one edition's tables.
pub(in crate::check) struct Phrases {
    /// The outcomes of requests.
    pub(super) outcomes: Wordings,
    /// Who makes requests.
    pub(super) applicants: Wordings,
    /// The kinds of documents and decisions of part two.
    pub(super) documents: Wordings,
}

/// Wordings, the longest first, and what finds them all in one pass.
pub(super) struct Wordings {
    /// What each wording stands for.
    ids: Vec<String>,
    index: Index<String>,
}

/// Where in a text which id is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named<'w> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) id: &'w str,
}

impl Phrases {
    pub(in crate::check) fn new(form: &Form) -> Self {
        let (mut outcomes, mut documents) = (Vec::new(), Vec::new());
        if let Some(requests) = form.table("requests") {
            add_outcomes(requests, &mut outcomes);
        }
        for band in form.table("disclosure").into_iter().flat_map(|table| &table.bands) {
            add_leaves(&band.rows, &mut documents);
        }
        let applicants = APPLICANT_WORDS.iter().map(|(column, words)| ((*words).to_owned(), (*column).to_owned()));
        Phrases {
            outcomes: Wordings::new(outcomes),
            applicants: Wordings::new(applicants.collect()),
            documents: Wordings::new(documents),
        }
    }
}

impl Wordings {
    fn new(mut list: Vec<Wording>) -> Self {
        list.sort_by_key(|(words, _)| Reverse(words.len()));
        list.dedup();
        let (words, ids): (Vec<String>, Vec<String>) = list.into_iter().unzip();
        Wordings { ids, index: Index::new(words) }
    }

    /// The ids that a text names, in order. A longer wording goes first: 部分公开 in 予以部分公开 is nothing of its own.
    pub(super) fn named_in(&self, text: &str) -> Vec<Named<'_>> {
        let mut places: Vec<_> =
            self.index.places(text).map(|(start, words, wording)| (wording, start, start + words.len())).collect();
        places.sort_unstable();
        let mut found: Vec<Named<'_>> = Vec::new();
        for (wording, start, end) in places {
            if found.iter().all(|other| end <= other.start || other.end <= start) {
                found.push(Named { start, end, id: &self.ids[wording] });
            }
        }
        found.sort_by_key(|named| named.start);
        found
    }
}

fn add_outcomes(form: &FormTable, list: &mut Vec<Wording>) {
    let has_row = |id: &str| form.bands.iter().any(|band| band.rows.find(id).is_some());
    for node in form.bands.iter().flat_map(|band| &band.rows.nodes) {
        if !node.id.starts_with("handled.") || node.id == "handled.total" {
            continue;
        }
        for wording in std::iter::once(&node.label).chain(&node.variants) {
            let words = spoken(wording);
            if !GENERAL_ROW_WORDS.contains(&words.as_str()) {
                list.push((words, node.id.clone()));
            }
        }
    }
    let own = ROW_WORDS.iter().filter(|(row, _)| has_row(row));
    list.extend(own.map(|(row, words)| ((*words).to_owned(), (*row).to_owned())));
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

/// A text without its bracketed remarks.
pub(super) fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains('(') {
        return Cow::Borrowed(text);
    }
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
    Cow::Owned(rest)
}
