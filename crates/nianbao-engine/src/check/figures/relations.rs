//! R01, R02, R03, R05, R08, R11 and R12: what the form's relations say, one finding a cause.
//!
//! Looks at the equations of the form file, as far as all their cells were found. Basis: the form prints 一加二等于三加四
//! in the corner of part three; its totals are the sums of their parts. Which cell to change comes from
//! [`repair`](crate::repair): the finding stands in that cell, and names the other cells of the relations as related.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use nianbao_core::finding::{Evidence, Repair, Slip, Source};
use nianbao_core::{CellValue, Finding};
use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::settings::Switch;
use crate::repair::{Cause, Change, Failure};

/// The codes that relations of the form files have here; any other's causes go under the last.
const CODES: &[&str] = &["R01", "R02", "R03", "R05", "R12"];

/// So many totals that do not come out are named.
const MOST_TOTALS: usize = 5;

/// The causes that are spoken of by the running rule's code: R01 for requests received and brought forward against those
/// handled and carried forward, R02 for the total of the outcomes, R03 for that of the applicants, R05 for the totals of
/// part four, R08 for the digits of one figure in two cells, R11 for a total of 0 beside parts that are not, R12 for sums
/// of other editions.
pub(super) fn causes(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let code = findings.code();
    for cause in &facts.diagnosis().causes {
        if let Some((named, failure)) = spoken_of(facts, cause)
            && named == code
        {
            findings.add(finding(facts, findings.new_finding(), cause, failure));
        }
    }
}

/// The code that a cause goes by and the relation that its sentence is about: the first that is not switched off.
fn spoken_of<'c, 'a>(facts: &Facts<'_>, cause: &'c Cause<'a>) -> Option<(&'static str, &'c Failure<'a>)> {
    let changes = cause.likeliest().map_or(&[][..], |answer| &answer.changes);
    let gives = |failure: &&Failure<'_>| {
        let [given] = &failure.equation.left[..] else { return false };
        matches!(changes, [change] if change.cell == given.cell)
    };
    let given = cause.failures.iter().find(gives);
    let is_split = changes.iter().any(|change| change.evidence.contains(&Evidence::Slip { slip: Slip::SplitDigits }));
    let split = cause.failures.first().filter(|_| is_split).map(|failure| ("R08", failure));
    let is_0 = changes.first().is_some_and(|change| change.from.number() == Some(Decimal::ZERO));
    let of_0 = given.filter(|failure| is_0 && failure.right > Decimal::ZERO).map(|failure| ("R11", failure));
    let own = cause.failures.iter().filter(|failure| !comes_of_others(cause, failure));
    let own = own.min_by_key(|failure| Reverse(crossing(cause, failure)));
    let plain = given.into_iter().chain(own).chain(&cause.failures).map(|failure| (plain_code(failure), failure));
    let is_on = |code: &str| facts.setting(code).is_none_or(|setting| setting.switch != Switch::Off);
    split.into_iter().chain(of_0).chain(plain).find(|(code, _)| is_on(code))
}

/// Whether a relation adds up what other failed relations give: where several totals are wrong, so is their sum.
fn comes_of_others(cause: &Cause<'_>, failure: &Failure<'_>) -> bool {
    let is_part = |id: &str| failure.equation.right.iter().any(|term| term.cell == id);
    cause.failures.iter().flat_map(|other| &other.equation.left).any(|term| is_part(&term.cell))
}

/// How many of the other failed relations share a cell with this one: that with the most is where to look first.
fn crossing(cause: &Cause<'_>, failure: &Failure<'_>) -> usize {
    let own: BTreeSet<&str> = cells(failure).collect();
    let crosses = |other: &&Failure<'_>| cells(other).any(|cell| own.contains(cell));
    cause.failures.iter().filter(crosses).count()
}

fn cells<'a>(failure: &Failure<'a>) -> impl Iterator<Item = &'a str> {
    failure.equation.left.iter().chain(&failure.equation.right).map(|term| term.cell.as_str())
}

fn plain_code(failure: &Failure<'_>) -> &'static str {
    CODES.iter().copied().find(|code| *code == failure.equation.code).unwrap_or(CODES[CODES.len() - 1])
}

fn finding(facts: &Facts<'_>, finding: Finding, cause: &Cause<'_>, failure: &Failure<'_>) -> Finding {
    let likeliest = cause.likeliest();
    let changes = likeliest.map_or(&[][..], |answer| &answer.changes);
    let given: Vec<&str> = failure.equation.left.iter().map(|term| term.cell.as_str()).collect();
    let cell = changes.first().map_or(given[0], |change| &change.cell);
    let kind = match changes {
        [] if !cause.answers.is_empty() => "equal",
        [] if cause.failures.len() == 1 => "lone",
        [] => "none",
        _ if cause.answers.len() > 1 => "several",
        [_, _, ..] => "two",
        [change] if given == [change.cell.as_str()] => "total",
        [_] => "part",
    };
    let mut finding = finding
        .with("kind", kind)
        .with("left", failure.left)
        .with("right", failure.right)
        .with("failed", cause.failures.len())
        .with("ways", cause.ways)
        .with("changes", if changes.len() == 2 { "two" } else { "one" })
        .with_cells("given", given)
        .at(facts.locator(cell))
        .in_cell(cell);
    for (change, names) in changes.iter().zip([CHANGE, SECOND_CHANGE]) {
        let is_empty = change.from == CellValue::Blank;
        finding = finding
            .with(names.printed, &change.from)
            .with(names.state, if is_empty { "blank" } else { "filled" })
            .with(names.to, change.to.normalize())
            .with("count", likeliest.map_or(0, |answer| answer.mended))
            .with("last_year", if change.is_last_years { "same" } else { "other" })
            .with_cells(names.cell, [&change.cell]);
    }
    // Where nothing tells which cells are wrong, the totals that do not come out say where to look.
    let mut failures: Vec<&Failure<'_>> = cause.failures.iter().collect();
    failures.sort_by_key(|other| (!std::ptr::eq(*other, failure), comes_of_others(cause, other)));
    let mut totals: Vec<&str> = Vec::new();
    for total in failures.iter().filter_map(|failure| Some(failure.equation.left.first()?.cell.as_str())) {
        if !totals.contains(&total) {
            totals.push(total);
        }
    }
    let mut related = BTreeSet::new();
    let mut concerned: Vec<&str> = totals.clone();
    if !cause.answers.is_empty() {
        let sides =
            cause.failures.iter().flat_map(|failure| failure.equation.left.iter().chain(&failure.equation.right));
        concerned = sides.map(|term| term.cell.as_str()).collect();
    }
    for id in concerned {
        if id != cell && related.insert(id) {
            finding = finding.related_to(id, facts.locator(id));
        }
    }
    finding = finding
        .with("more", if totals.len() > MOST_TOTALS { "some" } else { "none" })
        .with_cells("failing", totals.into_iter().take(MOST_TOTALS));
    // No rank is the first where no answer is the likeliest.
    let first_rank = if likeliest.is_some() { 1 } else { 2 };
    for (answer, rank) in cause.answers.iter().zip(first_rank..) {
        finding.repairs.extend(answer.changes.iter().map(|change| repair(facts, change, rank)));
    }
    finding
}

/// The names under which the message gets a change.
struct Names {
    cell: &'static str,
    printed: &'static str,
    state: &'static str,
    to: &'static str,
}

const CHANGE: Names = Names { cell: "changed", printed: "printed", state: "state", to: "to" };
const SECOND_CHANGE: Names =
    Names { cell: "second", printed: "second_printed", state: "second_state", to: "second_to" };

fn repair(facts: &Facts<'_>, change: &Change, rank: u32) -> Repair {
    Repair {
        cell: change.cell.clone(),
        source: facts.locator(&change.cell).map(Source::at),
        from: change.from.clone(),
        to: CellValue::Number(change.to.normalize()),
        resolves: change.resolves.clone(),
        evidence: change.evidence.clone(),
        against: change.against.clone(),
        rank,
    }
}
