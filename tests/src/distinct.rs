//! Invented figures on which every relation of the form holds.
//!
//! A report of zeros proves nothing: whatever mixes up two cells still reads 0. So the tests about exactness run on
//! [`distinct`], in which no two figures are alike.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::document::InputKind;
use nianbao_core::form::{Equation, Form};
use rust_decimal::Decimal;

use crate::random::Random;
use crate::{Figures, form};

/// The figures of the form of 2021, pairwise different and none 0: counts of one to seven digits, an amount with four
/// decimals. Always the same.
pub fn distinct() -> Figures {
    distinct_for(form())
}

/// As [`distinct`], for any edition.
pub fn distinct_for(form: &Form) -> Figures {
    let mut random = Random::new(2021);
    generate(form, |form| {
        let mut used = BTreeSet::new();
        free_cells(form)
            .into_iter()
            .map(|(id, input)| {
                let value = loop {
                    let value = match input {
                        InputKind::Amount => amount(&mut random),
                        InputKind::Count | InputKind::Change => {
                            let digits = if id.ends_with(".decisions") { (6, 7) } else { (1, 4) };
                            count(&mut random, digits)
                        }
                    };
                    if used.insert(value) {
                        break value;
                    }
                };
                (id, value)
            })
            .collect()
    })
    .into_iter()
    .find(|figures| {
        let different: BTreeSet<&String> = figures.values().collect();
        different.len() == figures.len() && !figures.values().any(|text| text == "0")
    })
    .expect("there are endless attempts")
}

/// Figures as an office of some size has them, for a seed: many zeros, few large ones, and every relation holds.
pub fn consistent(seed: u64) -> Figures {
    consistent_for(form(), seed)
}

/// As [`consistent`], for any edition.
pub fn consistent_for(form: &Form, seed: u64) -> Figures {
    let mut random = Random::new(seed);
    let zeros = random.between(40, 98);
    let size = random.between(1, 4);
    generate(form, |form| draw(form, zeros, size, &mut random)).next().expect("there are endless attempts")
}

/// As [`consistent_for`], after a word on the figures that no relation gives; `None` where the others come out
/// negative again and again.
pub fn consistent_with(form: &Form, seed: u64, adjust: impl Fn(&mut BTreeMap<String, Decimal>)) -> Option<Figures> {
    let mut random = Random::new(seed);
    let zeros = random.between(40, 98);
    let size = random.between(1, 4);
    let drawn = |form: &Form| {
        let mut cells = draw(form, zeros, size, &mut random);
        adjust(&mut cells);
        cells
    };
    (0..20).scan(drawn, |drawn, _| Some(derive(form, drawn(form)))).find_map(as_figures)
}

/// Free figures for an office of some size, so many of a hundred of them 0.
fn draw(form: &Form, zeros: u64, size: u64, random: &mut Random) -> BTreeMap<String, Decimal> {
    let value = |(id, input): (String, InputKind)| {
        let value = if random.chance(zeros) {
            Decimal::ZERO
        } else if input == InputKind::Amount {
            amount(random)
        } else {
            let digits = if id.ends_with(".decisions") { size + 2 } else { size };
            count(random, (1, digits))
        };
        (id, value)
    };
    free_cells(form).into_iter().map(value).collect()
}

/// The figures as printed; `None` where one is negative.
fn as_figures(values: BTreeMap<String, Decimal>) -> Option<Figures> {
    let sound = values.values().all(|value| *value >= Decimal::ZERO);
    sound.then(|| values.into_iter().map(|(id, value)| (id, value.to_string())).collect())
}

/// The relations within one year that do not hold, as `code left = right`; a blank or other text counts as 0.
pub fn broken_relations(form: &Form, figures: &Figures) -> Vec<String> {
    let value = |id: &str| -> Decimal { figures.get(id).and_then(|text| text.parse().ok()).unwrap_or_default() };
    equations(form)
        .filter(|equation| difference(equation, &value) != Decimal::ZERO)
        .map(|equation| {
            let side = |terms: &[nianbao_core::form::Term]| {
                let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
                terms.join(" + ")
            };
            format!("{} {} = {}", equation.code, side(&equation.left), side(&equation.right))
        })
        .collect()
}

/// Draws the free figures again and again, works the others out, and gives what comes out without a negative figure.
fn generate<'a>(
    form: &'a Form,
    mut draw: impl FnMut(&Form) -> BTreeMap<String, Decimal> + 'a,
) -> impl Iterator<Item = Figures> + 'a {
    std::iter::repeat_with(move || derive(form, draw(form))).filter_map(as_figures)
}

/// The cells that no equation gives: all but the first term of each left side.
fn free_cells(form: &Form) -> Vec<(String, InputKind)> {
    let given: BTreeSet<&str> = equations(form).map(|equation| equation.left[0].cell.as_str()).collect();
    form.tables
        .iter()
        .flat_map(|table| table.cells())
        .map(|cell| (cell.id(), cell.band().input))
        .filter(|(id, _)| !given.contains(id.as_str()))
        .collect()
}

/// Adds the cells that equations give, each as soon as all its other terms are known.
fn derive(form: &Form, mut values: BTreeMap<String, Decimal>) -> BTreeMap<String, Decimal> {
    loop {
        let before = values.len();
        for equation in equations(form) {
            let target = &equation.left[0].cell;
            let mut others = equation.left[1..].iter().chain(&equation.right);
            if !values.contains_key(target) && others.all(|term| values.contains_key(&term.cell)) {
                let value = |id: &str| values.get(id).copied().unwrap_or_default();
                // Not the difference negated: a decimal knows a negative zero.
                let missing = Decimal::ZERO - difference(equation, &value);
                values.insert(target.clone(), missing);
            }
        }
        if values.len() == before {
            return values;
        }
    }
}

/// Left side less right side.
fn difference(equation: &Equation, value: &dyn Fn(&str) -> Decimal) -> Decimal {
    let side = |terms: &[nianbao_core::form::Term]| -> Decimal {
        let signed = |term: &nianbao_core::form::Term| {
            let value = value(&term.cell);
            if term.negative { -value } else { value }
        };
        terms.iter().map(signed).sum()
    };
    side(&equation.left) - side(&equation.right)
}

/// The equations that need no other year's figures.
fn equations(form: &Form) -> impl Iterator<Item = &Equation> {
    let prior = |equation: &&Equation| equation.left.iter().chain(&equation.right).any(|term| term.prior);
    form.tables.iter().flat_map(|table| &table.equations).filter(move |equation| !prior(equation))
}

/// A whole number above 0 of so many digits.
fn count(random: &mut Random, (low, high): (u64, u64)) -> Decimal {
    let digits = u32::try_from(random.between(low, high)).expect("numbers here have few digits");
    let lowest = 10_u64.pow(digits - 1);
    random.between(lowest, lowest * 10 - 1).into()
}

/// An amount of 万元 whose fourth decimal is not 0, so that nothing may drop it.
fn amount(random: &mut Random) -> Decimal {
    let units = random.between(1_000_000, 99_999_999) * 10 + random.between(1, 9);
    Decimal::new(i64::try_from(units).expect("nine digits fit"), 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_figures_are_complete_different_and_consistent() {
        let figures = distinct();
        let ids: BTreeSet<String> = figures.keys().cloned().collect();
        assert_eq!(ids, crate::cell_ids(form()));
        assert_eq!(figures.len(), 200);
        let different: BTreeSet<Decimal> = figures.values().map(|text| text.parse().unwrap()).collect();
        assert_eq!(different.len(), 200);
        assert!(!different.contains(&Decimal::ZERO));
        assert_eq!(broken_relations(form(), &figures), [""; 0]);
        let longest = figures.values().filter(|text| !text.contains('.')).map(String::len).max();
        assert_eq!(longest, Some(7));
        assert_eq!(figures, distinct());
    }

    #[test]
    fn consistent_figures_hold_all_relations() {
        for seed in 0..200 {
            let figures = consistent(seed);
            assert_eq!(figures.len(), 200, "seed {seed}");
            assert_eq!(broken_relations(form(), &figures), [""; 0], "seed {seed}");
            assert_eq!(figures, consistent(seed));
        }
    }

    #[test]
    fn a_broken_relation_is_named() {
        let mut figures = consistent(1);
        figures.insert("disputes.litigation_after.total".to_owned(), "999999".to_owned());
        let broken = broken_relations(form(), &figures);
        assert_eq!(broken.len(), 1);
        assert!(broken[0].starts_with("R05 disputes.litigation_after.total"), "{broken:?}");
    }
}
