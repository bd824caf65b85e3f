//! Planted errors, fewer than `cargo xtask planted` plants: the check names the cell, and what stood in it.

use nianbao_tests::planted::{Score, figures};

const COUNT: usize = 200;
const SEED: u64 = 7;

#[track_caller]
fn reaches(score: &Score, percent: usize) {
    assert!(score.reaches(percent), "{score}:\n{}", score.misses.join("\n"));
}

#[test]
fn one_wrong_cell_of_part_three_is_named() {
    reaches(&figures::singles(COUNT, SEED), 99);
}

#[test]
fn two_wrong_cells_of_part_three_are_named() {
    reaches(&figures::pairs(COUNT, SEED), 80);
}

#[test]
fn a_wrong_cell_of_part_four_is_named_where_evidence_decides() {
    reaches(&figures::disputes(COUNT, SEED), 95);
}
