//! `cargo xtask fuzz`: runs the mutating reader of the `tests` crate on all cores and watches it.
//!
//! The reader is a process of its own, so that a crash, a hang or a flood of memory ends it and not the run. It says
//! before each mutation which one it is at; whatever it was at when it died is saved under `target/fuzz`, and a new
//! process goes on with the next one.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::assemble::{self, Tree};
use crate::cargo::{self, Profile};
use crate::workspace::Workspace;

/// A file that takes longer hangs. Others share the machine, and a process begins by making its files.
const PATIENCE: Duration = Duration::from_secs(20);
/// KiB of address space, so that a flood ends the reader and not the machine.
const ADDRESS_SPACE: u64 = 4 * 1024 * 1024;
/// More than these need not be found in one run.
const MOST_FAULTS: usize = 50;

/// What is asked for.
struct Plan {
    seed: u64,
    count: u64,
    first: u64,
    kind: Option<String>,
}

/// Builds, runs all mutations and prints what was found.
pub(crate) fn fuzz(workspace: &Workspace, arguments: &[&str]) -> Result<ExitCode, String> {
    let plan = Plan::parse(arguments)?;
    let tree = Tree::build(workspace, Profile::Dev)?;
    let folder = workspace.target.join("fuzz");
    assemble::remove(&folder)?;
    let program = tree.artefacts.program("fuzz")?.to_owned();
    let reader = Reader { program, tree: tree.folder, plan: &plan, patience: PATIENCE };
    let begun = Instant::now();
    let cores = thread::available_parallelism().map_or(1, usize::from) as u64;
    let share = plan.count.div_ceil(cores);
    let end = plan.first + plan.count;
    let reader = &reader;
    let shares: Vec<Share> = thread::scope(|scope| {
        let starts = (0..cores).map(|core| plan.first + core * share);
        let workers: Vec<_> =
            starts.map(|from| scope.spawn(move || reader.work(from, (from + share).min(end)))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker only reads lines")).collect()
    });
    let mut faults: Vec<Fault> = Vec::new();
    for share in shares {
        share.summaries.iter().for_each(|summary| println!("{summary}"));
        faults.extend(share.faults);
        if let Some(message) = share.error {
            return Err(message);
        }
    }
    for fault in &faults {
        let saved = reader.save(fault.number, &folder)?;
        println!(
            "{}: {}\n    again: cargo xtask fuzz --seed {} --first {} --count 1{}",
            saved.trim(),
            fault.what,
            plan.seed,
            fault.number,
            plan.kind_words()
        );
    }
    println!("{} mutations in {} s, {} faults", plan.count, begun.elapsed().as_secs(), faults.len());
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Plan {
    fn parse(arguments: &[&str]) -> Result<Plan, String> {
        let mut plan = Plan { seed: 1, count: 100_000, first: 0, kind: None };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return Err(format!("{} needs a value", pair[0])) };
            let number = || value.parse::<u64>().map_err(|_| format!("`{value}` is no number"));
            match *name {
                "--seed" => plan.seed = number()?,
                "--count" => plan.count = number()?,
                "--first" => plan.first = number()?,
                "--kind" => plan.kind = Some((*value).to_owned()),
                _ => return Err(format!("`{name}` is no option of `fuzz`")),
            }
        }
        Ok(plan)
    }

    fn kind_words(&self) -> String {
        self.kind.as_ref().map_or(String::new(), |kind| format!(" --kind {kind}"))
    }
}

/// A mutation that the reader did not survive, or not well.
struct Fault {
    number: u64,
    what: String,
}

/// What one core found.
#[derive(Default)]
struct Share {
    faults: Vec<Fault>,
    summaries: Vec<String>,
    error: Option<String>,
}

struct Reader<'a> {
    program: PathBuf,
    tree: PathBuf,
    plan: &'a Plan,
    patience: Duration,
}

impl Reader<'_> {
    /// Goes through a range, with a new process after each that ended early.
    fn work(&self, from: u64, to: u64) -> Share {
        let mut share = Share::default();
        let mut next = from;
        while next < to && share.faults.len() < MOST_FAULTS {
            match self.watch(next, to, &mut share) {
                Ok(Some(last)) => next = last + 1,
                Ok(None) => break,
                Err(message) => {
                    share.error = Some(message);
                    break;
                }
            }
        }
        share
    }

    /// Runs one process to its end; gives the number that it ended early at.
    fn watch(&self, from: u64, to: u64, share: &mut Share) -> Result<Option<u64>, String> {
        let mut command = self.limited();
        command.args(["--from", &from.to_string(), "--to", &to.to_string()]);
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| format!("the reader: {error}"))?;
        let lines = lines_of(&mut child);
        let mut at: Option<u64> = None;
        let what = loop {
            let line = match lines.recv_timeout(self.patience) {
                Ok(line) => line,
                Err(RecvTimeoutError::Timeout) => {
                    // It may have ended on its own between the two.
                    let _ = child.kill();
                    break format!("hangs: no answer in {} s", self.patience.as_secs());
                }
                Err(RecvTimeoutError::Disconnected) => break "crashes".to_owned(),
            };
            let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let (number, detail) = rest.split_once(' ').unwrap_or((rest, ""));
            match word {
                "at" => {
                    at = number.parse().ok();
                    if let Some(number) = at.filter(|number| *number > from && number % 10_000 == 0) {
                        eprintln!("at mutation {number}");
                    }
                }
                "fault" => share.faults.extend(at.map(|number| Fault { number, what: detail.to_owned() })),
                "memory" => break format!("takes {} MB", detail.parse::<u64>().unwrap_or(0) / 1024),
                _ => {
                    share.summaries.push(rest.to_owned());
                    child.wait().map_err(|error| error.to_string())?;
                    return Ok(None);
                }
            }
        };
        let status = child.wait().map_err(|error| error.to_string())?;
        let Some(number) = at else { return Err(format!("the reader ended with {status} before it began")) };
        share.faults.push(Fault { number, what: format!("{what} ({status})") });
        Ok(Some(number))
    }

    /// The reader under a limit of its address space, where the system has such limits.
    fn limited(&self) -> Command {
        let mut command = if cfg!(unix) {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("ulimit -v {ADDRESS_SPACE}; exec \"$0\" \"$@\"")]).arg(&self.program);
            shell
        } else {
            Command::new(&self.program)
        };
        self.add_arguments(&mut command);
        command
    }

    /// Writes the file of a number and gives its path.
    fn save(&self, number: u64, folder: &Path) -> Result<String, String> {
        let mut command = Command::new(&self.program);
        self.add_arguments(&mut command);
        command.args(["--from", &number.to_string(), "--to", &(number + 1).to_string(), "--save"]).arg(folder);
        let printed = cargo::output(&mut command)?;
        let printed = String::from_utf8_lossy(&printed);
        Ok(printed.lines().next().unwrap_or_default().to_owned())
    }

    fn add_arguments(&self, command: &mut Command) {
        command.env("NIANBAO_TREE", &self.tree).args(["--seed", &self.plan.seed.to_string()]);
        if let Some(kind) = &self.plan.kind {
            command.args(["--kind", kind]);
        }
    }
}

/// The lines that a process prints, from a thread that ends with the process.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let output = child.stdout.take().expect("the output was asked for");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines() {
            let Ok(line) = line else { return };
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_reader_that_dies_or_hangs_is_told_and_replaced() {
        let folder = std::env::temp_dir().join(format!("nianbao-fuzz-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let program = folder.join("reader.sh");
        // It panics at 1, crashes at 2, hangs at 4 and grows at 5; the fourth argument is where it begins.
        let script = "#!/bin/sh\nfor n in 0 1 2 3 4 5 6; do [ $n -ge $4 ] || continue; echo at $n\ncase $n in\n\
            1) echo fault 1 oh no;;\n2) kill -9 $$;;\n4) exec sleep 600;;\n5) echo memory 5 600000; exit 3;;\nesac; done; echo done 7 reports\n";
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let plan = Plan::parse(&["--seed", "7"]).unwrap();
        let patience = Duration::from_millis(500);
        let reader = Reader { program, tree: folder.clone(), plan: &plan, patience };
        let share = reader.work(0, 7);
        assert_eq!(share.error, None);
        let found: Vec<(u64, &str)> =
            share.faults.iter().map(|fault| (fault.number, fault.what.split(' ').next().unwrap())).collect();
        assert_eq!(found, [(1, "oh"), (2, "crashes"), (4, "hangs:"), (5, "takes")]);
        assert_eq!(share.summaries, ["7 reports"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
