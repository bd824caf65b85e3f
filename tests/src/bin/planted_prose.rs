//! Prints how many wrong counts planted in prose are found, and what is said of prose that is right.
#![expect(clippy::print_stdout, reason = "a program of its own, whose data are its output")]

use nianbao_tests::planted_prose::trial;

/// `planted_prose [FIRST_SEED] [UNTOUCHED] [PLANTED] [SHOWN]`.
fn main() {
    let mut numbers = std::env::args().skip(1).map(|word| word.parse::<usize>().unwrap_or(0));
    let first_seed = numbers.next().unwrap_or(1) as u64;
    let (untouched, planted) = (numbers.next().unwrap_or(1000), numbers.next().unwrap_or(500));
    let shown = numbers.next().unwrap_or(0);
    let score = trial::run(first_seed, untouched, planted);
    println!("untouched texts   {}", score.untouched);
    println!("errors, warnings  {}", score.alarms.len());
    println!("more than a hint  {}", score.hinted.len());
    println!("planted           {}", score.planted);
    println!("found             {} ({} only by a hint)", score.found, score.by_hint);
    for line in score.alarms.iter().chain(&score.hinted).take(shown).chain(score.missed.iter().take(shown)) {
        println!("  {line}");
    }
}
