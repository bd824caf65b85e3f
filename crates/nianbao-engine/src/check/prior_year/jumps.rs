//! Y03: figures that are many times, or a small part of, what they were last year.

use std::collections::BTreeMap;

use nianbao_core::form::FormTable;
use rust_decimal::Decimal;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::is_of_last_year;
use super::pairs::{self, Pair};

/// More than this many times as much, or less than the same part of it, is a jump.
const RATIO: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Smaller differences are chance.
const LEAST_DIFFERENCE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Y03: more than five times last year's figure, or less than a fifth, with a difference of at least 20. Cells that
/// relations tie together (a total and its parts) jump together and are one finding, at the greatest difference.
pub(super) fn jumps(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !is_of_last_year(facts) {
        return;
    }
    for (form, _) in facts.tables() {
        let jumps: Vec<Pair> = pairs::of_table(facts, &form.id).into_iter().filter(is_jump).collect();
        if jumps.is_empty() {
            continue;
        }
        let mut groups: Vec<(Option<usize>, Vec<&Pair>)> = Vec::new();
        let tied = if jumps.len() > 1 { tied(form) } else { BTreeMap::new() };
        for jump in &jumps {
            let group = jump.cells.iter().find_map(|cell| tied.get(cell.as_str()).copied());
            match groups.iter_mut().find(|(other, _)| other.is_some() && *other == group) {
                Some((_, jumps)) => jumps.push(jump),
                None => groups.push((group, vec![jump])),
            }
        }
        for (_, group) in groups {
            let Some(greatest) = greatest(&group) else { continue };
            let cell = &greatest.cells[0];
            let mut finding = findings.new_finding().in_cell(cell).at(facts.locator(cell));
            finding = finding.with("now", greatest.now.normalize()).with("before", greatest.before.normalize());
            let others = group.iter().filter(|pair| !std::ptr::eq(**pair, greatest)).map(|pair| &pair.cells[0]);
            let others: Vec<&String> = others.collect();
            finding = finding.with("count", others.len());
            for other in others {
                finding = finding.related_to(other, facts.locator(other));
            }
            findings.add(finding);
        }
    }
}

fn is_jump(pair: &Pair) -> bool {
    let (less, more) = (pair.now.min(pair.before), pair.now.max(pair.before));
    !less.is_sign_negative()
        && more - less >= LEAST_DIFFERENCE
        && less.checked_mul(RATIO).is_some_and(|times| more > times)
}

/// The first of the pairs with the greatest difference.
fn greatest<'p>(pairs: &[&'p Pair]) -> Option<&'p Pair> {
    let difference = |pair: &Pair| (pair.now - pair.before).abs();
    pairs.iter().copied().reduce(|best, pair| if difference(pair) > difference(best) { pair } else { best })
}

/// Which group each cell belongs to: relations tie their cells together, directly or through others.
fn tied(form: &FormTable) -> BTreeMap<&str, usize> {
    let mut index_of: BTreeMap<&str, usize> = BTreeMap::new();
    // Each cell names another of its group, and the last one itself.
    let mut next: Vec<usize> = Vec::new();
    for equation in &form.equations {
        let mut first = None;
        for term in equation.left.iter().chain(&equation.right) {
            let index = *index_of.entry(term.cell.as_str()).or_insert_with(|| {
                next.push(next.len());
                next.len() - 1
            });
            let last = last_of(&next, index);
            next[last] = *first.get_or_insert(last);
        }
    }
    index_of.into_iter().map(|(cell, index)| (cell, last_of(&next, index))).collect()
}

fn last_of(next: &[usize], mut index: usize) -> usize {
    while next[index] != index {
        index = next[index];
    }
    index
}
