//! Repairs in words: what a change would be, and what speaks for it. Evidence, never an order.

use nianbao_core::finding::{Evidence, Finding, Repair, Slip};
use nianbao_core::form::Form;
use nianbao_core::value::CellValue;

use crate::findings;
use crate::messages::{Messages, tr};

/// So many answers are listed unless all are asked for.
const MOST_ANSWERS: usize = 3;

/// What is said of a finding's repairs, a paragraph each; none where it has none.
pub(super) fn paragraphs(finding: &Finding, all: bool, forms: &[Form], messages: &Messages) -> Vec<String> {
    let Some(first) = finding.repairs.first() else { return Vec::new() };
    let mut answers: Vec<(u32, Vec<&Repair>)> = Vec::new();
    for repair in &finding.repairs {
        match answers.iter_mut().find(|(rank, _)| *rank == repair.rank) {
            Some((_, changes)) => changes.push(repair),
            None => answers.push((repair.rank, vec![repair])),
        }
    }
    answers.sort_by_key(|(rank, _)| *rank);
    let words = Words { finding, forms, messages };
    let table = first.cell.split('.').next().unwrap_or_default();
    let source = tr!(messages, "repair-source", table = table);
    let between = messages.choose("", " ");
    if let [(_, changes)] = answers.as_slice() {
        let text = if says_the_answer(finding) { words.reasons(changes) } else { words.answer(changes) };
        return vec![format!("{text}{}{source}", if text.is_empty() { "" } else { between })];
    }
    let most = if all { answers.len() } else { MOST_ANSWERS };
    let mut paragraphs = vec![tr!(messages, "repair-several")];
    let listed = answers.iter().take(most).enumerate();
    paragraphs.extend(listed.map(|(index, (_, changes))| format!("  {}. {}", index + 1, words.answer(changes))));
    paragraphs.push(source);
    paragraphs
}

/// What one change is, to be said at its own cell.
pub(super) fn at_its_cell(finding: &Finding, repair: &Repair, forms: &[Form], messages: &Messages) -> String {
    let words = Words { finding, forms, messages };
    let table = repair.cell.split('.').next().unwrap_or_default();
    let source = tr!(messages, "repair-source", table = table);
    format!("{}{}{source}", words.answer(&[repair]), messages.choose("", " "))
}

/// Whether the finding's own sentence gives the new value and the relations that hold with it.
fn says_the_answer(finding: &Finding) -> bool {
    finding.arguments.contains_key("to")
}

struct Words<'a> {
    finding: &'a Finding,
    forms: &'a [Form],
    messages: &'a Messages,
}

impl Words<'_> {
    /// The changes that belong together, and what speaks for them, as one sentence.
    fn answer(&self, changes: &[&Repair]) -> String {
        let spoken: Vec<String> = changes.iter().map(|change| self.change(change, changes.len() == 1)).collect();
        let mut reasons: Vec<String> = evidence(changes).into_iter().map(|piece| self.evidence(piece)).collect();
        if reasons.is_empty() {
            let count = changes.iter().map(|change| change.resolves.len()).max().unwrap_or(0);
            reasons.push(tr!(self.messages, "repair-relations", count = count));
        }
        let (changes, reasons) =
            (spoken.join(self.messages.choose("，", " and ")), reasons.join(self.messages.choose("；", "; ")));
        tr!(self.messages, "repair-answer", changes = changes, reasons = reasons)
    }

    /// What speaks for changes beside the relations, as one sentence; empty where nothing does.
    fn reasons(&self, changes: &[&Repair]) -> String {
        let others = evidence(changes).into_iter().filter(|piece| !matches!(piece, Evidence::Relations { .. }));
        let reasons: Vec<String> = others.map(|piece| self.evidence(piece)).collect();
        if reasons.is_empty() {
            return String::new();
        }
        tr!(self.messages, "repair-reasons", reasons = reasons.join(self.messages.choose("；", "; ")))
    }

    fn change(&self, change: &Repair, is_only: bool) -> String {
        let value = |value: &CellValue| match value {
            CellValue::Blank => tr!(self.messages, "repair-blank"),
            value => nianbao_host::printable(&value.to_string()),
        };
        let (from, to) = (value(&change.from), value(&change.to));
        if is_only && self.finding.cell.as_ref() == Some(&change.cell) {
            return tr!(self.messages, "repair-this", to = to);
        }
        let cell = findings::cell_name(&change.cell, self.forms, self.messages);
        let place = change.source.as_ref().map(|source| nianbao_host::printable(&source.locator));
        let at = place.map_or_else(String::new, |place| tr!(self.messages, "repair-at", place = place));
        tr!(self.messages, "repair-cell", cell = cell, at = at, from = from, to = to)
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Relations { count } => tr!(self.messages, "repair-relations", count = count),
            Evidence::PriorYear => tr!(self.messages, "repair-prior-year"),
            Evidence::Prose { printed, .. } => {
                tr!(self.messages, "repair-prose", printed = nianbao_host::printable(printed))
            }
            Evidence::Slip { slip } => tr!(self.messages, "repair-slip", slip = slip_word(*slip)),
        }
    }
}

/// What speaks for changes that belong together, each piece once.
fn evidence<'a>(changes: &[&'a Repair]) -> Vec<&'a Evidence> {
    let mut evidence: Vec<&Evidence> = Vec::new();
    for piece in changes.iter().flat_map(|change| &change.evidence) {
        if !evidence.contains(&piece) {
            evidence.push(piece);
        }
    }
    evidence
}

/// The word by which the messages tell slips apart.
fn slip_word(slip: Slip) -> &'static str {
    match slip {
        Slip::SwappedDigits => "swapped",
        Slip::DroppedDigit => "dropped",
        Slip::AddedDigit => "added",
        Slip::WrongDigit => "digit",
        Slip::NeighbourColumn => "column",
        Slip::NeighbourRow => "row",
        Slip::StaleTotal => "total",
        Slip::SplitDigits => "split",
        Slip::LeftBlank => "blank",
        Slip::WrongSign => "sign",
    }
}
