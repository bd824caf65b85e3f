//! The changes that mend every relation that they touch: single cells, and pairs of cells that meet in one relation.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::slip;
use super::system::System;
use super::weigh::Scales;

/// A change of one or two cells after which every relation that they stand in holds.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The cells with their new values, in the order of the system's cells.
    pub(super) changes: Vec<(usize, Decimal)>,
    /// The failed relations that hold again: places in [`System::failed`].
    pub(super) failed: Vec<usize>,
    /// Less is likelier.
    pub(super) cost: u32,
}

/// All of them, in the order of the cells.
pub(super) fn find(system: &System<'_>, scales: &Scales<'_, '_>) -> Vec<Candidate> {
    let mut found: Vec<Vec<(usize, Decimal)>> = singles(system);
    found.extend(pairs(system));
    found.extend(split_digits(system, scales));
    found.extend(stated(system, scales));
    found.sort();
    found.dedup();
    found
        .into_iter()
        .filter(|changes| changes.iter().all(|&(cell, to)| scales.is_possible(cell, to)))
        .map(|changes| {
            let mut failed: Vec<usize> = changes
                .iter()
                .flat_map(|&(cell, _)| &system.cells[cell].relations)
                .filter_map(|&(relation, _)| system.relations[relation].failed)
                .collect();
            failed.sort_unstable();
            failed.dedup();
            let cost = scales.cost(&changes);
            Candidate { changes, failed, cost }
        })
        .filter(|candidate| !candidate.failed.is_empty())
        .collect()
}

/// By how much the cell must change for the relation to hold.
fn difference(system: &System<'_>, (relation, is_plus): (usize, bool)) -> Decimal {
    let residual = system.relations[relation].residual;
    if is_plus { -residual } else { residual }
}

/// The change on which all these relations agree, other than none.
fn agreed(system: &System<'_>, mut relations: impl Iterator<Item = (usize, bool)>) -> Option<Decimal> {
    let first = difference(system, relations.next()?);
    (!first.is_zero() && relations.all(|relation| difference(system, relation) == first)).then_some(first)
}

fn singles(system: &System<'_>) -> Vec<Vec<(usize, Decimal)>> {
    let single = |(index, cell): (usize, &super::system::Cell<'_>)| {
        let change = agreed(system, cell.relations.iter().copied())?;
        Some(vec![(index, cell.value + change)])
    };
    system.cells.iter().enumerate().filter_map(single).collect()
}

/// Two cells that meet in one relation: their other relations say by how much each is off, and in the one where they
/// meet both together must come to what it is off by, which may be nothing.
fn pairs(system: &System<'_>) -> Vec<Vec<(usize, Decimal)>> {
    let mut meeting: Vec<Vec<(usize, Decimal, Decimal)>> = vec![Vec::new(); system.relations.len()];
    for (index, cell) in system.cells.iter().enumerate() {
        for &(meet, is_plus) in &cell.relations {
            let others = cell.relations.iter().copied().filter(|&(relation, _)| relation != meet);
            if let Some(change) = agreed(system, others) {
                meeting[meet].push((index, change, if is_plus { change } else { -change }));
            }
        }
    }
    let mut found = Vec::new();
    for (relation, members) in meeting.iter().enumerate() {
        let missing = -system.relations[relation].residual;
        let mut by_effect: HashMap<Decimal, Vec<usize>> = HashMap::new();
        for (member, &(_, _, effect)) in members.iter().enumerate() {
            for &other in by_effect.get(&(missing - effect)).map_or(&[][..], Vec::as_slice) {
                let ((a, by_a, _), (b, by_b, _)) = (members[other], members[member]);
                if meet_once(system, a, b) {
                    let (cell_a, cell_b) = (&system.cells[a], &system.cells[b]);
                    found.push(vec![(a, cell_a.value + by_a), (b, cell_b.value + by_b)]);
                }
            }
            by_effect.entry(effect).or_default().push(member);
        }
    }
    for pair in &mut found {
        pair.sort();
    }
    found
}

fn meet_once(system: &System<'_>, a: usize, b: usize) -> bool {
    let of_b = &system.cells[b].relations;
    a != b
        && system.cells[a]
            .relations
            .iter()
            .filter(|(relation, _)| of_b.iter().any(|(of_b, _)| of_b == relation))
            .count()
            == 1
}

/// Neighbours whose digits together are one figure, which crossing relations cannot tell where there are none.
fn split_digits(system: &System<'_>, scales: &Scales<'_, '_>) -> Vec<Vec<(usize, Decimal)>> {
    let mut found = Vec::new();
    for &failed in &system.failed {
        let terms = &system.relations[failed].terms;
        for &(a, _) in terms {
            for &(b, _) in terms.iter().filter(|&&(b, _)| scales.are_neighbours(a, b)) {
                let Some(joined) = slip::joined(system.cells[a].value, system.cells[b].value) else { continue };
                if !scales.comes_before(a, b) {
                    continue;
                }
                for mut changes in [vec![(a, joined), (b, Decimal::ZERO)], vec![(a, Decimal::ZERO), (b, joined)]] {
                    changes.retain(|&(cell, to)| system.cells[cell].value != to);
                    changes.sort();
                    if changes.len() == 2 && mends_all(system, &changes) {
                        found.push(changes);
                    }
                }
            }
        }
    }
    found
}

/// A cell of a failed relation that the text gives another value, and what must then change with it: where no other
/// relation crosses, nothing else would lead to the two.
fn stated(system: &System<'_>, scales: &Scales<'_, '_>) -> Vec<Vec<(usize, Decimal)>> {
    let mut found = Vec::new();
    for &failed in &system.failed {
        let relation = &system.relations[failed];
        for &(a, adds_a) in &relation.terms {
            let Some(to_a) = scales.stated(a).filter(|&to| to != system.cells[a].value) else { continue };
            let by_a = to_a - system.cells[a].value;
            let left = relation.residual + if adds_a { by_a } else { -by_a };
            for &(b, adds_b) in relation.terms.iter().filter(|&&(b, _)| b != a && !left.is_zero()) {
                let mut changes = vec![(a, to_a), (b, system.cells[b].value + if adds_b { -left } else { left })];
                changes.sort();
                if mends_all(system, &changes) {
                    found.push(changes);
                }
            }
        }
    }
    found
}

fn mends_all(system: &System<'_>, changes: &[(usize, Decimal)]) -> bool {
    let relations = changes.iter().flat_map(|&(cell, _)| &system.cells[cell].relations);
    relations.into_iter().all(|&(relation, _)| {
        let effect: Decimal = changes
            .iter()
            .flat_map(|&(cell, to)| system.cells[cell].relations.iter().map(move |&of_cell| (of_cell, cell, to)))
            .filter(|&((of_cell, _), ..)| of_cell == relation)
            .map(|((_, is_plus), cell, to)| {
                let change = to - system.cells[cell].value;
                if is_plus { change } else { -change }
            })
            .sum();
        (system.relations[relation].residual + effect).is_zero()
    })
}
