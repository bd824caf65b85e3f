//! Reads the lists of words that rules look for: `words/*.txt`.

use std::ops::Deref;

use crate::words::Index;

/// The entries of a list: the columns of each line, remarks and empty lines left out.
pub(in crate::check) fn entries(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// Entries by their words, all of which are looked for in one pass over a text.
pub(in crate::check) struct List<T> {
    entries: Vec<T>,
    index: Index<&'static str>,
}

impl<T> List<T> {
    /// These entries, each with the word that stands for it.
    pub(in crate::check) fn new(entries: Vec<T>, word: fn(&T) -> &'static str) -> Self {
        let index = Index::new(entries.iter().map(word));
        List { entries, index }
    }

    /// Which entries' words stand in a text, and where: in the order of the list, each from left to right.
    pub(in crate::check) fn places(&self, text: &str) -> Vec<(usize, usize)> {
        let mut places: Vec<(usize, usize)> = self.index.places(text).map(|(start, _, entry)| (entry, start)).collect();
        places.sort_unstable();
        places
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.entries
    }
}
