//! T02: typing faults. The message tells the kinds apart by the argument `kind`; each kind is looked for in a file of its
//! own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::excerpt::sentence_at;
use super::lists::{self, List};
use super::{brackets, doubled, punctuation};

/// A wrong spelling, the right one, and the words in which it is right after all.
struct Typo {
    wrong: &'static str,
    right: &'static str,
    unless: Vec<&'static str>,
}

static TYPOS: LazyLock<List<Typo>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/typos.txt"));
    let typo = |columns: Vec<&'static str>| Typo {
        wrong: columns[0],
        right: columns.get(1).copied().unwrap_or_default(),
        unless: columns.get(2).map(|words| words.split_whitespace().collect()).unwrap_or_default(),
    };
    List::new(entries.map(typo).collect(), |typo| typo.wrong)
});

/// T02: words from the list of typing faults; words, list items and sentences that stand twice; doubled and unbalanced
/// punctuation; stops that are missing.
pub(super) fn typing(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    typos(facts, findings);
    doubled::words(facts, findings);
    doubled::items(facts, findings);
    doubled::sentences(facts, findings);
    doubled::marks(facts, findings);
    brackets::unbalanced(facts, findings);
    punctuation::stops(facts, findings);
    punctuation::widths(facts, findings);
}

fn typos(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !TYPOS.iter().any(|typo| facts.letters().may_hold(typo.wrong)) {
        return;
    }
    let mut found: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for line in super::lines(facts) {
        for (index, at) in TYPOS.places(line) {
            if !TYPOS[index].is_right_after_all(line, at) {
                found.entry(index).or_default().push(sentence_at(line, at));
            }
        }
    }
    for (index, places) in found {
        let typo = &TYPOS[index];
        let finding = findings.new_finding().with("kind", "typo").with("found", typo.wrong);
        let finding = finding.with("right", typo.right).with("sentence", places[0]);
        findings.add(finding.with("count", places.len()));
    }
}

impl Typo {
    fn is_right_after_all(&self, text: &str, at: usize) -> bool {
        self.unless.iter().any(|word| {
            let within = word.match_indices(self.wrong).map(|(offset, _)| offset);
            let begins = within.filter_map(|offset| at.checked_sub(offset));
            // Other characters may stand there, so that no character begins at that byte.
            begins.filter_map(|start| text.get(start..)).any(|text| text.starts_with(word))
        })
    }
}
