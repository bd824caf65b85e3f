//! Wrong counts in prose are found, and right ones are left in peace.

use nianbao_tests::planted_prose::trial;

#[test]
fn wrong_counts_are_found_and_right_ones_pass() {
    let score = trial::run(1, 1000, 500);
    assert_eq!(score.alarms, [""; 0], "on prose that is right");
    assert_eq!(score.hinted, [""; 0], "at most one hint each");
    assert_eq!(score.planted, 500);
    assert!(score.found * 100 >= score.planted * 90, "{} found; missed {:#?}", score.found, score.missed);
}
