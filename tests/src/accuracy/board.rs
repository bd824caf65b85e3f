//! The board: many files of each kind, read and counted.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Choice, Generated, Hazard, Judge, Kind, Outcome, Subject, Verdict, generate};

/// What is to be measured.
pub struct Plan {
    /// The reports.
    pub subjects: Vec<Subject>,
    /// The kinds of file.
    pub kinds: Vec<Kind>,
    /// How many layouts each report is put into, for each kind.
    pub layouts: u64,
    /// The seed of the first layout; the next has the next number.
    pub seed: u64,
    /// Which hazards the files have.
    pub choice: Choice,
    /// Where to keep the files that were not read as they should be; all files if there are few.
    pub keep: Option<PathBuf>,
}

/// How the files of one kind were read.
#[derive(Clone, Debug)]
pub struct Score {
    /// The kind.
    pub kind: Kind,
    /// How many files there were.
    pub files: usize,
    /// How many cells they hold.
    pub cells: usize,
    /// Cells read as they stand.
    pub right: usize,
    /// Cells not found, and a finding says so.
    pub missing: usize,
    /// Cells read otherwise, and a finding points at them.
    pub doubtful: usize,
    /// Cells not found or read otherwise, and nothing says so.
    pub silent: usize,
    /// Files not read at all.
    pub unread: usize,
    /// What went wrong, file by file.
    pub failures: Vec<Failure>,
    /// Whether some plugin reads the kind.
    pub has_importer: bool,
    /// For each hazard how many files had it, and how many of these were not read as they should be.
    met: BTreeMap<&'static str, (usize, usize)>,
}

/// A file that was not read as it should be.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The report's name.
    pub subject: String,
    /// The file's seed.
    pub seed: u64,
    /// Which hazards were asked for.
    pub choice: Choice,
    /// The names of the file's hazards.
    pub hazards: Vec<&'static str>,
    /// How it was read.
    pub outcome: Outcome,
}

impl Score {
    /// Whether the kind was read as well as it must be.
    pub fn is_good(&self) -> bool {
        let exact = self.right == self.cells && self.unread == 0 && self.has_importer;
        self.silent == 0 && (exact || !self.kind.must_be_exact())
    }

    /// The hazards whose files fail most often: name, files that failed, files that had it.
    pub fn suspects(&self) -> Vec<(&'static str, usize, usize)> {
        let mut suspects: Vec<_> = self.met.iter().map(|(name, (files, failed))| (*name, *failed, *files)).collect();
        suspects.retain(|(_, failed, _)| *failed > 0);
        suspects.sort_by_key(|(_, failed, files)| std::cmp::Reverse(failed * 1000 / files));
        suspects
    }
}

/// Reads every report in every layout.
///
/// # Errors
/// The folder for kept files cannot be written.
pub fn run(judge: &Judge, plan: &Plan) -> Result<Vec<Score>, String> {
    plan.kinds.iter().map(|&kind| run_kind(judge, plan, kind)).collect()
}

fn run_kind(judge: &Judge, plan: &Plan, kind: Kind) -> Result<Score, String> {
    let mut jobs: Vec<(&Subject, u64)> = Vec::new();
    for subject in &plan.subjects {
        for seed in plan.seed..plan.seed + plan.layouts {
            jobs.push((subject, seed));
        }
    }
    let has_importer = judge.can_read(kind);
    let results = in_parallel(jobs.len(), |index| {
        let (subject, seed) = jobs[index];
        let file = generate(subject, kind, plan.choice, seed);
        let outcome = if has_importer { Some(judge.judge(&file)) } else { None };
        (file, outcome)
    });
    let mut score = Score {
        kind,
        files: jobs.len(),
        cells: 0,
        right: 0,
        missing: 0,
        doubtful: 0,
        silent: 0,
        unread: 0,
        failures: Vec::new(),
        has_importer,
        met: BTreeMap::new(),
    };
    const FEW: usize = 100;
    for ((subject, seed), (file, outcome)) in jobs.iter().zip(results) {
        score.cells += file.figures.len();
        let is_wrong =
            outcome.as_ref().is_some_and(|outcome| outcome.right < file.figures.len() || !outcome.cells.is_empty());
        if let Some(folder) = &plan.keep
            && (is_wrong || jobs.len() <= FEW || outcome.is_none())
        {
            keep(folder, &file)?;
        }
        let Some(outcome) = outcome else { continue };
        score.right += outcome.right;
        let count = |verdict| outcome.cells.iter().filter(|(_, cell)| cell.verdict == verdict).count();
        score.missing += count(Verdict::Missing);
        score.doubtful += count(Verdict::Doubtful);
        score.silent += count(Verdict::Silent);
        score.unread += usize::from(outcome.unread.is_some());
        for name in file.hazards.names() {
            let (files, failed) = score.met.entry(name).or_default();
            *files += 1;
            *failed += usize::from(is_wrong);
        }
        if is_wrong {
            let subject = subject.name.clone();
            score.failures.push(Failure {
                subject,
                seed: *seed,
                choice: plan.choice,
                hazards: file.hazards.names(),
                outcome,
            });
        }
    }
    Ok(score)
}

fn keep(folder: &Path, file: &Generated) -> Result<(), String> {
    let path = folder.join(&file.name);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, &file.bytes))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// The results of `work` for 0, 1, 2 … in order, made on all cores.
fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        return;
                    }
                    let result = work(index);
                    done.lock().expect("no thread panics while it holds the lock").push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics while it holds the lock");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The kinds' scores as a table.
pub struct Table<'a>(pub &'a [Score]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["files", "cells", "right", "right %", "missing+", "wrong+", "WRONG", "unread"];
        write!(f, "{:<6}", "kind")?;
        for head in heads {
            write!(f, "{head:>10}")?;
        }
        for score in self.0 {
            write!(f, "\n{:<6}{:>10}{:>10}", score.kind.name(), score.files, score.cells)?;
            if !score.has_importer {
                write!(f, "  no importer")?;
                continue;
            }
            let percent = percent(score.right, score.cells);
            write!(f, "{:>10}{percent:>10}{:>10}", score.right, score.missing)?;
            write!(f, "{:>10}{:>10}{:>10}", score.doubtful, score.silent, score.unread)?;
        }
        write!(
            f,
            "\n\nmissing+: not found, and a finding says so; wrong+: read otherwise, and a finding points at it;\n\
             WRONG: not found or read otherwise, and nothing says so; unread: files refused as a whole"
        )
    }
}

/// A part of a whole with two decimals, rounded down: 100.00 is only what is whole.
fn percent(part: usize, whole: usize) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(10_000);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Failure {
    /// The failure in a few lines: where, what, and how to make the file again.
    pub fn describe(&self, kind: Kind) -> String {
        const MOST_CELLS: usize = 4;
        let mut text = format!("{} {} seed {} [{}]", kind.name(), self.subject, self.seed, self.hazards.join(" "));
        if let Some(reason) = &self.outcome.unread {
            let _ = write!(text, "\n    not read: {reason}");
        }
        let mut cells: Vec<_> = self.outcome.cells.iter().collect();
        cells.sort_by_key(|(_, cell)| std::cmp::Reverse(cell.verdict));
        for (id, cell) in cells.iter().take(MOST_CELLS) {
            let verdict = match cell.verdict {
                Verdict::Missing => "missing+",
                Verdict::Doubtful => "wrong+",
                Verdict::Silent => "WRONG",
            };
            let got = cell.got.as_ref().map_or("nothing".to_owned(), |got| format!("{got:?}"));
            let at = cell.at.as_ref().map_or(String::new(), |at| format!(" at {at}"));
            let _ = write!(text, "\n    {verdict} {id}: expected {:?}, got {got}{at}", cell.expected);
        }
        if cells.len() > MOST_CELLS {
            let _ = write!(text, "\n    and {} more cells", cells.len() - MOST_CELLS);
        }
        let hazard = match self.choice {
            Choice::Any => String::new(),
            Choice::Plain => " --hazard plain".to_owned(),
            Choice::One(hazard) => format!(" --hazard {}", hazard.name()),
        };
        let _ = write!(
            text,
            "\n    again: cargo xtask accuracy --kind {} --case {} --seed {} --layouts 1{hazard} --keep DIR",
            kind.name(),
            self.subject,
            self.seed
        );
        text
    }
}

/// Every hazard with the kinds that it occurs in.
pub fn hazards() -> String {
    let mut text = String::new();
    for hazard in Hazard::ALL {
        let kinds: Vec<&str> = hazard.kinds().iter().map(|kind| kind.name()).collect();
        let kinds = if kinds.len() == Kind::ALL.len() { "all".to_owned() } else { kinds.join(" ") };
        let _ = writeln!(text, "{:<28} {:<28} {}", hazard.name(), kinds, hazard.what());
    }
    text
}
