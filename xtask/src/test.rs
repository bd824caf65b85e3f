//! All tests in one run, on the assembled tree, summed up in one closing line.

use std::fmt;
use std::process::ExitCode;
use std::time::Instant;

use crate::assemble::Tree;
use crate::cargo::{self, Profile};
use crate::workspace::Workspace;

/// Builds, assembles and runs all tests. They find the tree by `NIANBAO_TREE`; `--viewers` becomes
/// `NIANBAO_VIEWERS=required`, on which tests whose viewer is missing fail instead of being skipped.
pub(crate) fn test(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, String> {
    let start = Instant::now();
    let tree = Tree::build(workspace, Profile::Dev)?;
    let built = Instant::now();

    let mut command = cargo::cargo(workspace);
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]).env("NIANBAO_TREE", tree.folder);
    // What follows a `--` belongs to the test programs.
    let ours = arguments.iter().position(|argument| *argument == "--").unwrap_or(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        if *argument == "--viewers" && index < ours {
            command.env("NIANBAO_VIEWERS", "required");
        } else {
            command.arg(argument);
        }
    }
    let mut summary = Summary::default();
    let status = cargo::each_line(&mut command, |line| {
        println!("{line}");
        summary.add(line);
    })?;

    println!("\nbuilt in {} s, tested in {} s", (built - start).as_secs(), built.elapsed().as_secs());
    if !status.success() && summary.failed == 0 {
        println!("cargo test ended with {status} although no test failed: see above");
    }
    println!("{summary}");
    let good = status.success() && summary.failed == 0 && summary.passed > 0;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The sum of the result lines of the test programs.
#[derive(Debug, Default, PartialEq)]
struct Summary {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Summary {
    /// Adds a line like `test result: ok. 3 passed; 0 failed; 1 ignored; …`; passes over any other.
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        for count in counts.split(';') {
            let mut words = count.split_whitespace().rev();
            let (Some(what), Some(number)) = (words.next(), words.next()) else {
                continue;
            };
            let number: u64 = number.parse().unwrap_or(0);
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(formatter, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn sums_up_the_result_lines() {
        let mut summary = Summary::default();
        for line in [
            "running 5 tests",
            "test viewers::docx ... ignored",
            "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s",
            "",
            "test result: \u{1b}[31mFAILED\u{1b}[0m. 2 passed; 3 failed; 10 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            "error: 1 target failed:",
        ] {
            summary.add(line);
        }
        assert_eq!(summary.to_string(), "6 passed, 3 failed, 11 skipped");
    }
}
