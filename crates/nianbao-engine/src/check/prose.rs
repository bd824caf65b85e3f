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
mod judge;
mod line;
mod numeral;
mod phrases;
mod reader;
mod requests;
mod scope;
mod shares;
mod sums;
#[rustfmt::skip] // lists of words read better filled than one word a line
mod vocabulary;

pub(super) use line::Line;
pub(super) use phrases::Phrases;

use nianbao_core::finding::Severity;

use super::facts::{Claim, Facts};
use super::rule::{Findings, Needs, Rule};

/// The rules in order: claims first, so that a list or share with a wrong count in it is not reported again.
pub(super) const RULES: &[Rule] = &[
    rule("N01", Severity::Error, |facts, findings| judge::judge("N01", facts, findings)),
    rule("N02", Severity::Error, |facts, findings| judge::judge("N02", facts, findings)),
    rule("N03", Severity::Warning, |facts, findings| judge::judge("N03", facts, findings)),
    rule("N04", Severity::Error, |facts, findings| judge::judge("N04", facts, findings)),
    rule("N05", Severity::Error, |facts, findings| judge::judge("N05", facts, findings)),
    rule("N06", Severity::Error, |facts, findings| judge::judge("N06", facts, findings)),
    rule("N07", Severity::Warning, |facts, findings| judge::judge("N07", facts, findings)),
    rule("N08", Severity::Warning, |facts, findings| judge::judge("N08", facts, findings)),
    rule("N09", Severity::Error, |facts, findings| judge::judge("N09", facts, findings)),
    rule("N10", Severity::Warning, |facts, findings| judge::judge("N10", facts, findings)),
    rule("N11", Severity::Warning, shares::shares),
    rule("N12", Severity::Error, sums::sums),
    rule("N13", Severity::Warning, all_done::all_done),
    rule("N14", Severity::Warning, fees::amounts),
    rule("N15", Severity::Hint, |facts, findings| judge::judge("N15", facts, findings)),
    rule("N16", Severity::Error, fees::notices),
];

const fn rule(code: &'static str, severity: Severity, run: fn(&Facts<'_>, &mut Findings<'_>)) -> Rule {
    Rule { code, severity, needs: Needs::Prose, is_local: false, run }
}

/// The counts in the text that speak of figures of the tables, in the order of the sentences.
pub(super) fn claims(facts: &Facts<'_>) -> Vec<Claim> {
    reader::Reader::new(facts).claims()
}
