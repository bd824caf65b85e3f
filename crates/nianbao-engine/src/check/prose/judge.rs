//! Judges the claims of one rule: a claim holds if any of its readings does.

use nianbao_core::finding::{Evidence, Finding, Severity};
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::facts::{Claim, Facts};
use super::super::rule::Findings;
use super::{scope, summed};

/// N01–N10 and N15, each the claims of its code: what the text says and what the cells hold. One finding for each value that cells are said to
/// have, however many sentences say it.
pub(super) fn judge(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let code = findings.code();
    let broken: Vec<&Claim> = facts
        .claims()
        .iter()
        .filter(|claim| claim.code == code && !holds(facts, claim) && !is_used(facts, claim, findings))
        .collect();
    for (position, claim) in broken.iter().enumerate() {
        let is_same = |other: &&&Claim| other.readings[0] == claim.readings[0] && other.value == claim.value;
        if broken[..position].iter().any(|other| is_same(&other)) {
            continue;
        }
        let count = broken[position..].iter().filter(is_same).count();
        if let Some(finding) = finding(facts, claim, count, findings.new_finding()) {
            findings.add(finding);
        }
    }
}

fn finding(facts: &Facts<'_>, claim: &Claim, count: usize, mut finding: Finding) -> Option<Finding> {
    let first = claim.readings.iter().find(|cells| sum(facts, cells).is_some())?;
    let mut values: Vec<Decimal> = Vec::new();
    for value in claim.readings.iter().filter_map(|cells| sum(facts, cells)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    finding.severity = severity(facts, claim, finding.severity);
    // Of cells that are said to hold nothing, the only one that holds something is the one to look at. Else a sum is
    // wrong in none of its cells more than in the others.
    let mut holding = first.iter().filter(|cell| facts.number(cell).is_some_and(|number| !number.is_zero()));
    let only = holding.next().filter(|_| claim.value.is_zero() && holding.next().is_none());
    let cell = if let [cell] = first.as_slice() { Some(cell) } else { only };
    if let Some(cell) = cell {
        finding = finding.in_cell(cell).at(facts.locator(cell));
    }
    finding = finding
        .with("sum", "one")
        .with("sentence", facts.sentences()[claim.sentence].text)
        .with("printed", &claim.printed)
        .with("value", values.first()?)
        .with("compared", if values.len() == 1 { "one" } else { "several" })
        .with("values", values.join("、"))
        .with("count", count);
    if first.len() > 1 {
        finding = summed::named(facts, first, finding);
    }
    for other in first.iter().filter(|other| Some(*other) != cell) {
        finding = finding.related_to(other, facts.locator(other));
    }
    Some(finding)
}

/// Whether a relation's finding already gives the claim as what speaks for changing a cell that it is about.
fn is_used(facts: &Facts<'_>, claim: &Claim, findings: &Findings<'_>) -> bool {
    let own = |evidence: &Evidence| match evidence {
        Evidence::Prose { sentence, printed, .. } => {
            *sentence == facts.sentences()[claim.sentence].text && *printed == claim.printed
        }
        _ => false,
    };
    let of_relations = findings.found().iter().filter(|finding| finding.code.starts_with('R'));
    let mut likeliest = of_relations.flat_map(|finding| &finding.repairs).filter(|repair| repair.rank <= 1);
    likeliest.any(|repair| {
        claim.readings.iter().flatten().any(|cell| *cell == repair.cell) && repair.evidence.iter().any(own)
    })
}

/// What is not sure is a hint. A government's tables take in other organs, and its sentences often do not: there a
/// difference is worth a look, but no proof.
fn severity(facts: &Facts<'_>, claim: &Claim, of_rule: Severity) -> Severity {
    if !claim.is_sure {
        return Severity::Hint;
    }
    let denies = claim.code == "N08" && claim.value.is_zero();
    let severity = if denies { Severity::Error } else { of_rule };
    if scope::covers_others(facts.report()) { severity.min(Severity::Warning) } else { severity }
}

/// Whether a claim agrees with the tables, or they cannot tell.
fn holds(facts: &Facts<'_>, claim: &Claim) -> bool {
    let agrees = |value: Decimal| equals(value, claim.value);
    let mut sums = claim.readings.iter().filter_map(|cells| sum(facts, cells)).peekable();
    if sums.peek().is_none() || sums.any(agrees) {
        return true;
    }
    // Where a total does not agree with its own parts, the relation's rule speaks of it.
    claim.readings.iter().filter_map(|cells| sum_of_parts(facts, cells)).any(agrees)
}

/// Whether a value printed with fewer decimals is the cell's, rounded or cut.
pub(super) fn equals(value: Decimal, printed: Decimal) -> bool {
    if value == printed {
        return true;
    }
    let scale = printed.scale();
    let rounded = value.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    let cut = value.round_dp_with_strategy(scale, RoundingStrategy::ToZero);
    rounded == printed || cut == printed
}

/// The sum of cells; `None` where one of them holds no number.
pub(super) fn sum(facts: &Facts<'_>, cells: &[String]) -> Option<Decimal> {
    cells.iter().map(|cell| facts.number(cell)).sum()
}

/// The sum of cells, each total among them replaced by the sum of what it adds up along its own row.
fn sum_of_parts(facts: &Facts<'_>, cells: &[String]) -> Option<Decimal> {
    let mut all = Decimal::ZERO;
    let mut has_parts = false;
    for cell in cells {
        let row = facts.tables().find_map(|(table, _)| {
            let is_total = |equation: &&nianbao_core::form::Equation| {
                matches!(equation.left.as_slice(), [only] if only.cell == *cell && !only.prior)
                    && equation.right.iter().all(|term| !term.prior && !term.negative)
            };
            table.equations.iter().find(is_total)
        });
        let value = match row {
            Some(equation) => {
                has_parts = true;
                equation.right.iter().map(|term| facts.number(&term.cell)).sum::<Option<Decimal>>()?
            }
            None => facts.number(cell)?,
        };
        all += value;
    }
    has_parts.then_some(all)
}
