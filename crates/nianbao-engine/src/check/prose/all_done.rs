//! N13: 全部办结 beside requests carried forward.

use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::cells;
use super::judge;
use super::span::{self, Span};
use super::vocabulary::{ALL, ALL_DONE, CHANNELS, DONE, NO_REQUEST, NOT_ALL, REQUEST};
use crate::words::Words;

/// Looks at sentences about requests that say that all of them are done with, while part three carries some forward.
pub(super) fn all_done(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let may_say = |words: &Words| words.iter().any(|word| facts.letters().may_hold(word));
    if !(may_say(&ALL_DONE) || may_say(&ALL) && may_say(&DONE)) {
        return;
    }
    let Some(cells) = cells::of_row(facts, "carried_forward", "total") else { return };
    let Some(carried) = judge::sum(facts, &cells).filter(|carried| *carried > Decimal::ZERO) else { return };
    if findings.found().iter().any(|finding| finding.code == "N04") {
        return;
    }
    let mut passage = None;
    let mut is_about_requests = false;
    let sentences = facts.sentences().iter().zip(facts.lines());
    for (sentence, line) in sentences.filter(|(sentence, _)| sentence.is_of_the_year) {
        if passage != Some(sentence.passage) {
            passage = Some(sentence.passage);
            is_about_requests = false;
        }
        let text = &line.text;
        is_about_requests = REQUEST.is_in(text) || is_about_requests && !NO_REQUEST.is_in(text);
        if !is_about_requests || !says_all_done(text) {
            continue;
        }
        let claims = text.split(['，', '；', '。']).find(|clause| says_all_done(clause));
        // What the sentence says of a carry after its claim takes the claim back; a carry out of last year does not.
        let Some(claim) = claims else { continue };
        let (before, after) =
            text.find(claim).map_or(("", ""), |at| (&text[..at + claim.len()], &text[at + claim.len()..]));
        if matches!(span::last_named(before, facts.report().year), Some(Span::Longer | Span::Shorter)) {
            continue;
        }
        if NOT_ALL.is_in(claim) || NOT_ALL.is_in(after) || CHANNELS.is_in(claim) {
            continue;
        }
        let finding = findings.new_finding().in_cell(&cells[0]).at(facts.locator(&cells[0]));
        let finding = finding.with("sentence", sentence.text).with("value", carried);
        findings.add(finding.with("printed", claim));
        return;
    }
}

fn says_all_done(clause: &str) -> bool {
    ALL_DONE.is_in(clause) || ALL.is_in(clause) && DONE.is_in(clause)
}
