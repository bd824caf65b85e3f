//! `cargo xtask …`: everything the project does besides plain cargo — assembling, demo, tests, lints, packing.
//!
//! Needs the standard library only, so that it is built in a second before anything else is. Each command is one
//! function of a module; CI runs nothing but these commands.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of the developer's terminal: it reports what it does"
)]

mod assemble;
mod cargo;
mod demo;
mod dist;
mod fuzz;
mod generate;
mod json;
mod lint;
mod test;
mod tidy;
mod workspace;

use std::env;
use std::process::{Command, ExitCode};

use crate::assemble::Tree;
use crate::cargo::Profile;
use crate::workspace::Workspace;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  build [--release]         Build everything and assemble target/nianbao (or target/nianbao-release)
  run -- ARGS…              Build, then run the assembled `nianbao` with ARGS
  demo                      Build, then convert a city's old workbook to DOCX, PDF and HTML in target/demo
  test [--viewers] [ARGS…]  Build, then run all tests, with ARGS handed to `cargo test`;
                            --viewers fails the tests of outputs whose viewer is not installed, instead of skipping them
  lint                      Check format, clippy, generated files and the rules of the tree
  generate [--check]        Write the generated files (schemas, fixtures, docs/codes), or check that they are in step
  dist                      Build for release and pack target/dist/nianbao-VERSION-TRIPLE.tar.gz
  bench [--quick] [--reading] Build for release and measure speed and memory, or reading alone
  accuracy [ARGS…]          Build, then read reports in many layouts of each kind of file and count the cells that
                            are right; `accuracy --help` lists the options
  planted [ARGS…]           Build, then plant errors in right reports and count those that the check names;
                            `planted --help` lists the options
  planted-prose [SEED [UNTOUCHED [PLANTED [SHOWN]]]]
                            Build, then plant wrong counts in sentences: in 500 of them, beside 1,000 untouched texts
  fuzz [--seed N] [--first N] [--count N] [--kind K]
                            Build, then read 100,000 mutated files, or those from the Nth on; what crashes, hangs or takes over 512 MB is saved
                            in target/fuzz

CARGO_TARGET_DIR is honoured: `target` above is that folder.";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let workspace = Workspace::from_environment();
    let result = match words.as_slice() {
        // These tell their options themselves.
        ["accuracy", arguments @ ..] => measured(&workspace, "accuracy", arguments),
        ["planted", arguments @ ..] => measured(&workspace, "planted", arguments),
        ["planted-prose", arguments @ ..] => measured(&workspace, "planted_prose", arguments),
        ["help" | "-h" | "--help", ..] | [_, "-h" | "--help"] => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        [] => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
        ["build"] => build(&workspace, Profile::Dev),
        ["build", "--release"] => build(&workspace, Profile::Release),
        ["run", "--", arguments @ ..] | ["run", arguments @ ..] => run(&workspace, arguments),
        ["demo"] => demo::demo(&workspace),
        ["test", arguments @ ..] => test::test(&workspace, arguments),
        ["lint"] => lint::lint(&workspace),
        ["generate"] => generate::generate(&workspace, generate::Mode::Write),
        ["generate", "--check"] => generate::generate(&workspace, generate::Mode::Check),
        ["dist"] => dist::dist(&workspace),
        ["bench", arguments @ ..] => bench(&workspace, arguments),
        ["fuzz", arguments @ ..] => fuzz::fuzz(&workspace, arguments),
        _ => {
            eprintln!("error: `{}` is no command\n\n{HELP}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    result.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::FAILURE
    })
}

fn build(workspace: &Workspace, profile: Profile) -> Result<ExitCode, String> {
    println!("{}", Tree::build(workspace, profile)?.folder.display());
    Ok(ExitCode::SUCCESS)
}

/// Runs the assembled command in the caller's folder and hands its exit code on.
fn run(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, String> {
    let tree = Tree::build(workspace, Profile::Dev)?;
    let status = cargo::status(Command::new(tree.program()).args(arguments))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Hands the measuring program the assembled tree as the tests get it, in `NIANBAO_TREE`.
fn bench(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, String> {
    let tree = Tree::build(workspace, Profile::Release)?;
    let mut program = Command::new(tree.artefacts.program("bench")?);
    program.args(arguments).env("NIANBAO_TREE", &tree.folder);
    cargo::succeed(program.current_dir(&workspace.root))?;
    Ok(ExitCode::SUCCESS)
}

/// Runs a program of the tests that measures how often the product is right; it knows its options itself.
fn measured(workspace: &Workspace, name: &str, arguments: &[&str]) -> Result<ExitCode, String> {
    let tree = Tree::build(workspace, Profile::Dev)?;
    let mut program = Command::new(tree.artefacts.program(name)?);
    let status = cargo::status(program.args(arguments).env("NIANBAO_TREE", &tree.folder))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
