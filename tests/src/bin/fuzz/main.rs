//! The program behind `cargo xtask fuzz`: mutates real files and reads each as `nianbao` does.
//!
//! It handles a range of numbered mutations and prints `at N` before each, so that whoever watches it knows which one
//! it died of; a panic that was caught is `fault N WHAT`, and `memory N KIB` is its last line where a file took more
//! than is allowed. The same seed and number always make the same file.
#![expect(clippy::print_stderr, reason = "a program of its own: it says what is wrong with its arguments")]

mod corpus;
mod mutate;
mod records;

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use nianbao_core::form;
use nianbao_engine::recognize::Known;
use nianbao_engine::{Recognizer, compose};
use nianbao_host::{FormatOptions, Host, HostError, MessageLanguage, Read, SearchPath};
use nianbao_tests::accuracy::Kind;
use nianbao_tests::program::tree;
use nianbao_tests::random::Random;

use corpus::{Corpus, Sample};

/// The largest resident size that any file may lead to, in KiB.
const MOST_MEMORY: u64 = 512 * 1024;
/// Ends the range: the process has grown and must begin anew.
const TOO_LARGE: u8 = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match Task::parse(&arguments).and_then(|task| run(&task)) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// What is to be done: `--seed S --from A --to B [--kind K] [--save DIR]`.
struct Task {
    seed: u64,
    numbers: Range<u64>,
    kind: Option<String>,
    /// Write the files instead of reading them.
    save: Option<PathBuf>,
}

impl Task {
    fn parse(arguments: &[String]) -> Result<Task, String> {
        let mut task = Task { seed: 1, numbers: 0..0, kind: None, save: None };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return Err(format!("{} needs a value", pair[0])) };
            let number = || value.parse::<u64>().map_err(|error| format!("{value}: {error}"));
            match name.as_str() {
                "--seed" => task.seed = number()?,
                "--from" => task.numbers.start = number()?,
                "--to" => task.numbers.end = number()?,
                "--kind" if Kind::named(value).is_some() || value == corpus::PDF => task.kind = Some(value.clone()),
                "--kind" => return Err(format!("`{value}` is no kind")),
                "--save" => task.save = Some(PathBuf::from(value)),
                _ => return Err(format!("`{name}` is no option")),
            }
        }
        Ok(task)
    }
}

fn run(task: &Task) -> Result<ExitCode, String> {
    let path = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    let reader =
        Reader { host: Host::discover(&path, MessageLanguage::Zh), recognizer: Recognizer::new(form::builtin()) };
    let corpus = Corpus::collect(task.kind.as_deref(), &reader.host)?;
    // What is thrown is told in one line, not with a trace for each of thousands.
    panic::set_hook(Box::new(|_| {}));
    let mut counts = Counts::default();
    for number in task.numbers.clone() {
        let sample = mutation(&corpus, task.seed, number);
        if let Some(folder) = &task.save {
            save(folder, number, &sample)?;
            continue;
        }
        say(&format!("at {number}"));
        match panic::catch_unwind(AssertUnwindSafe(|| reader.read(&sample))) {
            Ok(Outcome::Report) => counts.reports += 1,
            Ok(Outcome::NoReport) => counts.no_reports += 1,
            Ok(Outcome::Refused) => counts.refused += 1,
            Ok(Outcome::Fault(what)) => say(&format!("fault {number} {what}")),
            Err(_) => say(&format!("fault {number} panic outside a plugin")),
        }
        if let Some(size) = largest_size().filter(|size| *size > MOST_MEMORY) {
            say(&format!("memory {number} {size}"));
            return Ok(ExitCode::from(TOO_LARGE));
        }
    }
    say(&format!("done {} reports, {} no reports, {} refused", counts.reports, counts.no_reports, counts.refused));
    Ok(ExitCode::SUCCESS)
}

#[derive(Default)]
struct Counts {
    reports: u64,
    no_reports: u64,
    refused: u64,
}

/// Prints a line at once, for the process may not live to the next.
fn say(line: &str) {
    let mut output = io::stdout().lock();
    let line = format!("{}\n", line.replace('\n', " "));
    // Whoever watched is gone: there is nobody to tell.
    let _ = output.write_all(line.as_bytes()).and_then(|()| output.flush());
}

/// The file of a number.
fn mutation(corpus: &Corpus, seed: u64, number: u64) -> Sample {
    let mut random = Random::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number);
    let sample = corpus.pick(&mut random);
    mutate::mutate(sample, corpus, &mut random)
}

fn save(folder: &Path, number: u64, sample: &Sample) -> Result<(), String> {
    let path = folder.join(format!("{number}-{}", sample.name));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, &sample.bytes))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    say(&path.display().to_string());
    Ok(())
}

enum Outcome {
    Report,
    NoReport,
    Refused,
    /// A plugin that panicked or broke the protocol.
    Fault(String),
}

struct Reader {
    host: Host,
    recognizer: Recognizer<'static>,
}

impl Reader {
    /// Reads a file and composes the report again, as a conversion would.
    fn read(&self, sample: &Sample) -> Outcome {
        let Some(format) = self.host.detect(&sample.name, &sample.bytes) else { return Outcome::Refused };
        let report = match self.host.import(&format, &sample.name, &sample.bytes, &FormatOptions::default()) {
            Err(HostError::Fault(fault)) => return Outcome::Fault(format!("{fault:?}")),
            Err(_) => return Outcome::Refused,
            Ok(Read::Report(report)) => *report,
            Ok(Read::Document { document, .. }) => match self.recognizer.recognize(&document, &Known::default()) {
                Ok(recognized) => recognized.report,
                Err(_) => return Outcome::NoReport,
            },
        };
        compose(&report, self.recognizer.forms(), None);
        Outcome::Report
    }
}

/// The largest resident size that this process ever had, in KiB; unknown outside Linux.
fn largest_size() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
