//! Rules of group N: the counts that the text gives against the figures of the tables.
//!
//! `reader` gives each count of the text the cells that it speaks of; the rules of this group judge these claims, and
//! look at sums, shares, fees and sweeping words besides. What the reader is not sure of is a hint at most.

mod all_done;
mod cells;
mod denial;
mod disclosure;
mod disputes;
mod fees;
mod joint;
mod judge;
mod line;
mod numeral;
mod phrases;
mod reader;
mod requests;
mod scope;
mod shares;
mod span;
mod summed;
mod sums;
#[rustfmt::skip] // lists of words read better filled than one word a line
mod vocabulary;

pub(super) use line::{Line, is_left_out};
pub(super) use phrases::Phrases;

use nianbao_core::finding::Severity;

use super::facts::{Claim, Facts};
use super::rule::{Needs, Rule};

/// The rules in order: claims first, so that a list or share with a wrong count in it is not reported again.
pub(super) const RULES: &[Rule] = &[
    Rule::new("N01", Severity::Error, Needs::Prose, judge::judge),
    Rule::new("N02", Severity::Error, Needs::Prose, judge::judge),
    Rule::new("N03", Severity::Warning, Needs::Prose, judge::judge),
    Rule::new("N04", Severity::Error, Needs::Prose, judge::judge),
    Rule::new("N05", Severity::Error, Needs::Prose, judge::judge),
    Rule::new("N06", Severity::Error, Needs::Prose, judge::judge),
    Rule::new("N07", Severity::Warning, Needs::Prose, judge::judge),
    Rule::new("N08", Severity::Warning, Needs::Prose, judge::judge),
    Rule::new("N09", Severity::Error, Needs::Prose, judge::judge),
    Rule::new("N10", Severity::Warning, Needs::Prose, judge::judge),
    Rule::new("N11", Severity::Warning, Needs::Prose, shares::shares),
    Rule::new("N12", Severity::Error, Needs::Prose, sums::sums),
    Rule::new("N13", Severity::Warning, Needs::Prose, all_done::all_done),
    Rule::new("N14", Severity::Warning, Needs::Prose, fees::amounts),
    Rule::new("N15", Severity::Hint, Needs::Prose, judge::judge),
    Rule::new("N16", Severity::Error, Needs::Prose, fees::notices),
];

/// The counts in the text that speak of figures of the tables, in the order of the sentences.
pub(super) fn claims(facts: &Facts<'_>) -> Vec<Claim> {
    reader::Reader::new(facts).claims()
}
