//! The program behind `cargo xtask accuracy`: reads reports in many layouts and prints how many cells were right.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own, whose data are its output")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use nianbao_tests::accuracy::board::{self, Plan, Score};
use nianbao_tests::accuracy::{Choice, Hazard, Judge, Kind, Subject, Verdict, built_in, from_folder};
use nianbao_tests::program::tree;

/// So many hazards are named for each kind as the likeliest causes.
const SUSPECTS: usize = 6;

const HELP: &str = "\
Usage: cargo xtask accuracy [OPTIONS]

  --cases DIR     Other reports than those of tests/cases: *.json of the same shape, or as published
  --case NAME     Only reports whose name contains NAME
  --layouts N     Layouts a report and kind (30)
  --seed S        Seed of the first layout (1); the next has S+1
  --kind K        Only this kind: xls xlsx ods docx html csv text; may be repeated
  --hazard H      Only this hazard, alone; `plain` for none
  --keep DIR      Keep the files that were not read as they should be
  --show N        How many failures to show a kind (5)
  --each          Every hazard alone, one line each, instead of any together
  --hazards       List the hazards with the kinds that they occur in";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode, String> {
    let mut plan =
        Plan { subjects: Vec::new(), kinds: Vec::new(), layouts: 30, seed: 1, choice: Choice::Any, keep: None };
    let (mut cases, mut case, mut shown, mut each) = (None, None, 5, false);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--help" | "-h" => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            "--hazards" => {
                print!("{}", board::hazards());
                return Ok(ExitCode::SUCCESS);
            }
            "--each" => each = true,
            "--cases" => cases = Some(PathBuf::from(value()?)),
            "--case" => case = Some(value()?.clone()),
            "--layouts" => plan.layouts = number(value()?)?,
            "--seed" => plan.seed = number(value()?)?,
            "--show" => shown = number(value()?)?,
            "--keep" => plan.keep = Some(PathBuf::from(value()?)),
            "--kind" => plan.kinds.push(kind(value()?)?),
            "--hazard" => plan.choice = choice(value()?)?,
            _ => return Err(format!("`{word}` is no option\n\n{HELP}")),
        }
    }
    if plan.kinds.is_empty() {
        plan.kinds = Kind::ALL.to_vec();
    }
    if let Choice::One(hazard) = plan.choice {
        plan.kinds.retain(|kind| hazard.kinds().contains(kind));
    }
    plan.subjects = subjects(cases.as_deref())?;
    if let Some(name) = case {
        plan.subjects.retain(|subject| subject.name.contains(&name));
    }
    if plan.subjects.is_empty() {
        return Err("there is no report to read".to_owned());
    }
    println!("{} reports in {} layouts each, from seed {}\n", plan.subjects.len(), plan.layouts, plan.seed);
    let judge = Judge::new(tree());
    if each {
        return each_alone(&judge, plan);
    }
    let scores = board::run(&judge, &plan)?;
    println!("{}", board::Table(&scores));
    for score in &scores {
        show_failures(score, shown);
    }
    Ok(if scores.iter().all(Score::is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One line a hazard: for each kind the cells not right and, marked, those that nothing is said about.
fn each_alone(judge: &Judge, mut plan: Plan) -> Result<ExitCode, String> {
    let kinds = std::mem::take(&mut plan.kinds);
    println!("cells not right with each hazard alone, of those the silent ones after a mark; x: files not read\n");
    println!("{:<28}{}", "", kinds.iter().map(|kind| format!("{:>12}", kind.name())).collect::<String>());
    let mut all_good = true;
    let alone = Hazard::ALL.iter().map(|hazard| Choice::One(*hazard));
    for choice in std::iter::once(Choice::Plain).chain(alone) {
        let (name, wanted) = match choice {
            Choice::One(hazard) => (hazard.name(), hazard.kinds()),
            Choice::Plain | Choice::Any => ("plain", Kind::ALL.as_slice()),
        };
        plan.choice = choice;
        if !kinds.iter().any(|kind| wanted.contains(kind)) {
            continue;
        }
        let mut line = format!("{name:<28}");
        for kind in &kinds {
            plan.kinds = wanted.iter().copied().filter(|wanted| wanted == kind).collect();
            let scores = board::run(judge, &plan)?;
            line += &format!("{:>12}", scores.first().map_or("-".to_owned(), brief));
            all_good &= scores.iter().all(Score::is_good);
        }
        println!("{line}");
    }
    Ok(if all_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn brief(score: &Score) -> String {
    if !score.has_importer {
        return "?".to_owned();
    }
    let wrong = score.missing + score.doubtful + score.silent;
    let silent = if score.silent > 0 { format!(" !{}", score.silent) } else { String::new() };
    let unread = if score.unread > 0 { format!(" x{}", score.unread) } else { String::new() };
    if wrong == 0 && score.unread == 0 { "ok".to_owned() } else { format!("{wrong}{silent}{unread}") }
}

fn show_failures(score: &Score, most: usize) {
    let mut failures: Vec<_> = score.failures.iter().collect();
    // What is silently wrong first, then what is simplest: few hazards say most about the cause.
    let is_silent =
        |failure: &board::Failure| failure.outcome.cells.iter().any(|(_, cell)| cell.verdict == Verdict::Silent);
    failures.sort_by_key(|failure| (!is_silent(failure), failure.hazards.len()));
    if !failures.is_empty() {
        println!("\n{} of {} {} files were not read as they stand", failures.len(), score.files, score.kind.name());
        let suspects = score.suspects().into_iter().take(SUSPECTS);
        let suspects: Vec<String> =
            suspects.map(|(name, failed, files)| format!("{name} {failed} of {files}")).collect();
        println!("  most often with: {}", suspects.join(", "));
    }
    for failure in failures.iter().take(most) {
        println!("  {}", failure.describe(score.kind));
    }
}

fn subjects(cases: Option<&Path>) -> Result<Vec<Subject>, String> {
    let Some(folder) = cases else { return Ok(built_in()) };
    let (subjects, passed_over) = from_folder(folder)?;
    for reason in passed_over {
        println!("passed over {reason}");
    }
    Ok(subjects)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| format!("`{name}` is no kind: {}", Kind::ALL.map(Kind::name).join(", ")))
}

fn choice(name: &str) -> Result<Choice, String> {
    if name == "plain" {
        return Ok(Choice::Plain);
    }
    let found = Hazard::ALL.iter().find(|hazard| hazard.name() == name);
    found.map(|hazard| Choice::One(*hazard)).ok_or_else(|| format!("`{name}` is no hazard: --hazards lists them"))
}
