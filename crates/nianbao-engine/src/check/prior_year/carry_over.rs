//! Y01 and Y02: what last year's report hands on to this year's. The relations come from the form, with `prior` terms.

use nianbao_core::finding::Severity;
use nianbao_core::form::{Equation, FormTable, Term};
use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::{is_of_last_year, other_organ};

/// A relation to last year's figures that does not hold.
struct Broken<'a> {
    equation: &'a Equation,
    /// This year's cell that the relation gives.
    cell: &'a str,
    printed: Decimal,
    expected: Decimal,
}

/// Y01: requests brought forward are those that last year's report carried forward, column by column (the form's
/// 二、上年结转 and 四、结转下年度). One finding a table: columns that differ together were copied from the wrong place
/// together.
pub(super) fn requests(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !is_of_last_year(facts) {
        return;
    }
    for (form, _) in facts.tables() {
        let mut broken = broken(facts, form, "Y01");
        broken.retain(|broken| !is_to_be_changed(broken.cell, findings));
        let Some(first) = broken.first() else { continue };
        let mut finding = findings.new_finding().in_cell(first.cell).at(facts.locator(first.cell));
        finding = finding.with("found", first.printed.normalize()).with("expected", first.expected.normalize());
        finding = finding.with_cells("prior", first.equation.right.iter().map(|term| term.cell.as_str()));
        let others: Vec<&str> = broken[1..].iter().map(|broken| broken.cell).collect();
        finding = finding.with("count", others.len()).with_cells("others", others.iter().copied());
        for other in others {
            finding = finding.related_to(other, facts.locator(other));
        }
        finding = match other_organ(facts) {
            // After a merger the figures of several organs come together.
            Some(organ) => {
                finding.severity = Severity::Warning;
                finding.with("organ", "other").with("prior_organ", organ)
            }
            None => finding.with("organ", "same"),
        };
        findings.add(finding);
    }
}

/// Y02: what is in force is last year's stock, plus issued, less repealed. Documents also lapse by themselves or are
/// revised, so it is asked, not corrected.
pub(super) fn stocks(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !is_of_last_year(facts) {
        return;
    }
    for (form, _) in facts.tables() {
        for broken in broken(facts, form, "Y02") {
            if is_to_be_changed(broken.cell, findings) {
                continue;
            }
            let mut finding = findings.new_finding().in_cell(broken.cell).at(facts.locator(broken.cell));
            finding = finding.with("found", broken.printed.normalize()).with("expected", broken.expected.normalize());
            finding = finding.with("sum", sum_in_words(facts, &broken.equation.right));
            for term in broken.equation.right.iter().filter(|term| !term.prior) {
                finding = finding.related_to(term.cell.as_str(), facts.locator(&term.cell));
            }
            findings.add(finding);
        }
    }
}

/// The relations of a code that can be judged and do not hold.
fn broken<'a>(facts: &Facts<'_>, form: &'a FormTable, code: &str) -> Vec<Broken<'a>> {
    let of_code = form.equations.iter().filter(|equation| equation.code == code);
    let broken = of_code.filter_map(|equation| {
        let cell = equation.left.iter().find(|term| !term.prior)?.cell.as_str();
        let (printed, expected) = (sum(facts, &equation.left)?, sum(facts, &equation.right)?);
        (printed != expected).then_some(Broken { equation, cell, printed, expected })
    });
    broken.collect()
}

fn value(facts: &Facts<'_>, term: &Term) -> Option<Decimal> {
    if term.prior { facts.prior_number(&term.cell) } else { facts.number(&term.cell) }
}

/// What the terms add up to; `None` where one of them is missing or no number.
fn sum(facts: &Facts<'_>, terms: &[Term]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |sum, term| {
        let value = value(facts, term)?;
        if term.negative { sum.checked_sub(value) } else { sum.checked_add(value) }
    })
}

/// `597+50-227`.
fn sum_in_words(facts: &Facts<'_>, terms: &[Term]) -> String {
    let mut words = String::new();
    for term in terms {
        if term.negative {
            words.push('-');
        } else if !words.is_empty() {
            words.push('+');
        }
        if let Some(value) = value(facts, term) {
            words.push_str(&value.normalize().to_string());
        }
    }
    words
}

/// Whether a relation within the report has already shown that this cell is the one to change.
fn is_to_be_changed(cell: &str, findings: &Findings<'_>) -> bool {
    let of_relations = findings.found().iter().filter(|finding| finding.code.starts_with('R'));
    let mut repairs = of_relations.flat_map(|finding| &finding.repairs);
    repairs.any(|repair| repair.rank <= 1 && repair.cell == cell)
}
