//! Chooses the changes that together explain all failed relations at the least cost, and splits them into causes.
//!
//! Two changes go together if they mend different relations: each leaves alone whatever it does not mend.

use super::candidates::Candidate;
use super::system::System;
use super::{MOST_ANSWERS, MOST_CHANGES};

/// Answers that cost so much more than the best are not worth naming.
const MARGIN: u32 = 25;
/// A relation that stays unexplained costs more than any change.
const UNEXPLAINED: u32 = 1000;
/// The search looks at so many places at most; what it has found by then is good, if not the best.
const MOST_STEPS: u32 = 20_000;
/// The search keeps so many solutions at most.
const MOST_SOLUTIONS: usize = 64;

/// Failed relations of one cause with its answers, best first: each a set of candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) failed: Vec<usize>,
    pub(super) answers: Vec<Vec<usize>>,
    /// How many answers cost as little as the first.
    pub(super) equals: usize,
    /// How many there are at any cost.
    pub(super) ways: usize,
}

impl Part {
    /// A part that one candidate explains.
    fn decided(candidates: &[Candidate], index: usize) -> Self {
        Part { failed: candidates[index].failed.clone(), answers: vec![vec![index]], equals: 1, ways: 1 }
    }
}

/// The causes, in the order of their first relations.
pub(super) fn parts(system: &System<'_>, candidates: &[Candidate]) -> Vec<Part> {
    let count = system.failed.len();
    let mut parts = Vec::new();
    let mut unexplained = Vec::new();
    for group in groups(count, candidates, &(0..candidates.len()).collect::<Vec<_>>()) {
        let solutions = solve(&group, candidates);
        let mut used: Vec<usize> = solutions.iter().flat_map(|solution| solution.chosen.iter().copied()).collect();
        used.sort_unstable();
        used.dedup();
        // Candidates that only a bad solution takes tie nothing together.
        for group in groups(count, candidates, &used).into_iter().filter(|part| group.failed.contains(&part.failed[0]))
        {
            split(&group, candidates, &mut parts, &mut unexplained);
        }
    }
    let unexplained = connected(system, unexplained).into_iter();
    parts.extend(unexplained.map(|failed| Part { failed, answers: Vec::new(), equals: 0, ways: 0 }));
    parts.sort_by_key(|part| part.failed[0]);
    parts
}

/// Failed relations with the candidates that mend any of them.
struct Group {
    failed: Vec<usize>,
    candidates: Vec<usize>,
}

/// Splits all failed relations into groups that no candidate ties together.
fn groups(count: usize, candidates: &[Candidate], among: &[usize]) -> Vec<Group> {
    let mut group_of: Vec<usize> = (0..count).collect();
    for &index in among {
        join(&mut group_of, &candidates[index].failed);
    }
    let mut groups: Vec<Group> = Vec::new();
    for group in 0..count {
        let failed: Vec<usize> = (0..count).filter(|&failed| group_of[failed] == group).collect();
        if !failed.is_empty() {
            let own = |&index: &usize| group_of[candidates[index].failed[0]] == group;
            groups.push(Group { failed, candidates: among.iter().copied().filter(own).collect() });
        }
    }
    groups
}

/// Gives all members the group of the least one.
fn join(group_of: &mut [usize], members: &[usize]) {
    let Some(least) = members.iter().map(|&member| group_of[member]).min() else { return };
    let joined: Vec<usize> = members.iter().map(|&member| group_of[member]).collect();
    for group in group_of.iter_mut().filter(|group| joined.contains(group)) {
        *group = least;
    }
}

struct Solution {
    cost: u32,
    chosen: Vec<usize>,
}

/// The parts of a group whose candidates all belong to some good solution.
fn split(group: &Group, candidates: &[Candidate], parts: &mut Vec<Part>, unexplained: &mut Vec<usize>) {
    let solutions = solve(group, candidates);
    let Some(best) = solutions.first() else {
        unexplained.extend(&group.failed);
        return;
    };
    let mends = |chosen: &[usize]| -> Vec<usize> {
        let mut failed: Vec<usize> =
            chosen.iter().flat_map(|&index| candidates[index].failed.iter().copied()).collect();
        failed.sort_unstable();
        failed
    };
    let left: Vec<usize> =
        group.failed.iter().copied().filter(|failed| !mends(&best.chosen).contains(failed)).collect();
    if !left.is_empty() {
        // What else is wrong here may make any change look right but one that several relations agree on.
        for &index in &best.chosen {
            let candidate = &candidates[index];
            if candidate.changes.len() == 1 && candidate.failed.len() > 1 {
                parts.push(Part::decided(candidates, index));
            } else {
                unexplained.extend(&candidate.failed);
            }
        }
        unexplained.extend(left);
        return;
    }
    let is_decided = |index: &usize| solutions.iter().all(|solution| solution.chosen.contains(index));
    let decided = best.chosen.iter().copied().filter(is_decided);
    parts.extend(decided.map(|index| Part::decided(candidates, index)));
    let rest = |solution: &Solution| -> Vec<usize> {
        solution.chosen.iter().copied().filter(|index| !is_decided(index)).collect()
    };
    let failed = mends(&rest(best));
    if !failed.is_empty() {
        let is_small = |chosen: &Vec<usize>| {
            chosen.iter().map(|&index| candidates[index].changes.len()).sum::<usize>() <= MOST_CHANGES
        };
        let mut answers: Vec<(u32, Vec<usize>)> =
            solutions.iter().map(|solution| (solution.cost, rest(solution))).filter(|(_, own)| is_small(own)).collect();
        let equals = answers.iter().filter(|(cost, _)| *cost == answers[0].0).count();
        let is_unlikely =
            |&index: &usize| candidates[index].failed == failed && !answers.iter().any(|(_, own)| own[..] == [index]);
        let ways = answers.len() + (0..candidates.len()).filter(is_unlikely).count();
        answers.truncate(MOST_ANSWERS);
        let answers = answers.into_iter().map(|(_, own)| own).collect();
        parts.push(Part { failed, answers, equals, ways });
    }
}

/// The solutions of a group that cost little more than the best, which comes first.
fn solve(group: &Group, candidates: &[Candidate]) -> Vec<Solution> {
    let mut order = group.failed.clone();
    let mending = |failed: usize| {
        group.candidates.iter().copied().filter(move |&index| candidates[index].failed.contains(&failed))
    };
    order.sort_by_key(|&failed| (mending(failed).count(), failed));
    let options = order
        .iter()
        .map(|&failed| {
            let mut options: Vec<usize> = mending(failed).collect();
            options.sort_by_key(|&index| (share(&candidates[index]), index));
            options
        })
        .collect::<Vec<_>>();
    let cheapest =
        options.iter().map(|options| options.first().map_or(UNEXPLAINED, |&index| share(&candidates[index])));
    let cheapest = cheapest.collect();
    let mut search = Search { candidates, order, options, cheapest, steps: 0, best: u32::MAX, solutions: Vec::new() };
    let mut chosen = Vec::new();
    let mut is_open = vec![true; search.order.len()];
    search.go(0, 0, &mut is_open, &mut chosen);
    let limit = search.best.saturating_add(MARGIN);
    let mut solutions = search.solutions;
    solutions.retain(|solution| solution.cost <= limit);
    solutions.sort_by(|a, b| (a.cost, &a.chosen).cmp(&(b.cost, &b.chosen)));
    solutions
}

/// A candidate's cost for each relation that it mends.
fn share(candidate: &Candidate) -> u32 {
    candidate.cost / u32::try_from(candidate.failed.len()).unwrap_or(u32::MAX)
}

struct Search<'c> {
    candidates: &'c [Candidate],
    /// The failed relations, those with the fewest candidates first.
    order: Vec<usize>,
    /// For each of them, the candidates that mend it, best first.
    options: Vec<Vec<usize>>,
    /// The least that explaining each can cost.
    cheapest: Vec<u32>,
    steps: u32,
    best: u32,
    solutions: Vec<Solution>,
}

impl Search<'_> {
    fn go(&mut self, from: usize, cost: u32, is_open: &mut Vec<bool>, chosen: &mut Vec<usize>) {
        self.steps += 1;
        let least: u32 = (0..is_open.len()).filter(|&place| is_open[place]).map(|place| self.cheapest[place]).sum();
        if self.steps > MOST_STEPS || cost + least > self.best.saturating_add(MARGIN) {
            return;
        }
        let Some(place) = (from..is_open.len()).find(|&place| is_open[place]) else {
            self.keep(cost, chosen);
            return;
        };
        for option in 0..self.options[place].len() {
            let index = self.options[place][option];
            let candidate = &self.candidates[index];
            let own = |failed: &usize| self.order.iter().position(|other| other == failed);
            let places: Vec<usize> = candidate.failed.iter().filter_map(own).collect();
            let is_free = |cell: usize| {
                !chosen.iter().any(|&other| self.candidates[other].changes.iter().any(|&(changed, _)| changed == cell))
            };
            if !places.iter().all(|&place| is_open[place]) || !candidate.changes.iter().all(|&(cell, _)| is_free(cell))
            {
                continue;
            }
            let cost = cost + candidate.cost;
            places.iter().for_each(|&place| is_open[place] = false);
            chosen.push(index);
            self.go(place + 1, cost, is_open, chosen);
            chosen.pop();
            places.iter().for_each(|&place| is_open[place] = true);
        }
        is_open[place] = false;
        self.go(place + 1, cost + UNEXPLAINED, is_open, chosen);
        is_open[place] = true;
    }

    fn keep(&mut self, cost: u32, chosen: &[usize]) {
        self.best = self.best.min(cost);
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        self.solutions.push(Solution { cost, chosen });
        if self.solutions.len() > MOST_SOLUTIONS {
            self.solutions.sort_by_key(|solution| solution.cost);
            self.solutions.truncate(MOST_SOLUTIONS);
        }
    }
}

/// Splits failed relations into those that cells tie together, be it through relations that hold: a row of another year
/// may well add up.
fn connected(system: &System<'_>, failed: Vec<usize>) -> Vec<Vec<usize>> {
    if failed.is_empty() {
        return Vec::new();
    }
    let mut group_of: Vec<usize> = (0..system.relations.len()).collect();
    for cell in &system.cells {
        let own: Vec<usize> = cell.relations.iter().map(|&(relation, _)| relation).collect();
        join(&mut group_of, &own);
    }
    let group_of: Vec<usize> = system.failed.iter().map(|&relation| group_of[relation]).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut sorted = failed;
    sorted.sort_unstable();
    sorted.dedup();
    for relation in sorted {
        match groups.iter_mut().find(|group| group_of[group[0]] == group_of[relation]) {
            Some(group) => group.push(relation),
            None => groups.push(vec![relation]),
        }
    }
    groups
}
