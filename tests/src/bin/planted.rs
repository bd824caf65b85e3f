//! The program behind `cargo xtask planted`: plants errors in right reports and prints how many the check names.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own, whose data are its output")]

use std::process::ExitCode;

use nianbao_tests::planted::{Score, figures};

const HELP: &str = "\
Usage: cargo xtask planted [OPTIONS]

  --count N       Reports of each sort (1000)
  --seed S        Seed (1)
  --show N        How many misses to show of each sort (5)";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let (mut count, mut seed, mut show) = (1000, 1, 5);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || -> Result<usize, String> {
            let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
            value.parse().map_err(|_| format!("`{value}` is no number"))
        };
        match word.as_str() {
            "--count" => count = number()?,
            "--seed" => seed = number()? as u64,
            "--show" => show = number()?,
            "--help" | "-h" => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            _ => return Err(format!("`{word}` is no option")),
        }
    }
    let sorts: [(&str, usize, Score); 3] = [
        ("one cell of part three", 99, figures::singles(count, seed)),
        ("two cells of part three", 80, figures::pairs(count, seed)),
        ("one cell of part four, with evidence", 95, figures::disputes(count, seed)),
    ];
    println!("planted errors named first, cell and value, of {count} each, from seed {seed}\n");
    let mut is_good = true;
    for (name, wanted, score) in &sorts {
        println!("{name:<40} {score}  (at least {wanted} %)");
        if score.by_kind.len() > 1 {
            for (kind, (named, tried)) in &score.by_kind {
                println!("    {kind:<36} {named:>5} of {tried:>5}");
            }
        }
        is_good &= score.reaches(*wanted);
        score.misses.iter().take(show).for_each(|miss| println!("    missed {miss}"));
    }
    let (whole, search) = figures::time_of_ten(200, seed);
    println!(
        "\nten errors in a report: {} µs to check, {} µs of it for repairs",
        whole.as_micros(),
        search.as_micros()
    );
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
