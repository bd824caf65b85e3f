//! `nianbao plugin check`: the conformance kit over the plugin in a folder, each test in a process of its own.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nianbao_host::apart::{self, Ended};
use nianbao_host::conformance::{self, Answer, Direct, End, Kit, Subject, Test, Verdict};
use nianbao_host::{Found, TrustError, library_name, printable};
use serde_json::json;

use super::trust;
use crate::arguments::CheckPluginArguments;
use crate::failure::Failure;
use crate::messages::Messages;
use crate::session::Session;
use crate::table;
use crate::{Outcome, print, say};

/// A test that takes longer has failed.
const MOST_TIME: Duration = Duration::from_secs(120);

/// A test that was run.
struct Tested {
    test: &'static Test,
    verdict: Verdict,
    time: Duration,
}

pub(crate) fn run(session: &Session, arguments: &CheckPluginArguments) -> Result<Outcome, Failure> {
    let folder = arguments.folder.canonicalize().map_err(|error| trust::of_io(&arguments.folder, &error))?;
    let found = nianbao_host::vouched_by_name(&folder).map_err(|error| match error {
        TrustError::Io(path, error) => trust::of_io(&path, &error),
        TrustError::NoPlugin(reason) | TrustError::BadLock(reason) | TrustError::Insecure(reason) => {
            Failure::new("trust-no-plugin", None).with("reason", reason)
        }
    })?;
    let tests = chosen(&arguments.only)?;
    let samples = match &arguments.samples {
        Some(samples) => samples.canonicalize().map_err(|error| trust::of_io(samples, &error))?,
        None => folder.join("samples"),
    };
    if let Some(file) = &arguments.verdict {
        apart::end_with_parent();
        let verdicts = run_here(&found, &samples, &tests).into_iter().map(|tested| tested.verdict);
        let written = serde_json::to_vec(&verdicts.collect::<Vec<_>>()).unwrap_or_default();
        fs::write(file, written).map_err(|error| Failure::write(file, &error))?;
        return Ok(Outcome::Clean);
    }
    let tested = if session.common.in_process {
        run_here(&found, &samples, &tests)
    } else {
        let run = |test| run_apart(test, &folder, &samples, &session.messages);
        tests.into_iter().map(run).collect::<Result<_, _>>()?
    };
    tell(&found, &tested, arguments, &session.messages)
}

fn chosen(only: &[String]) -> Result<Vec<&'static Test>, Failure> {
    let known: Vec<&Test> = conformance::tests().collect();
    for name in only {
        if !known.iter().any(|test| test.id == name) {
            let known: Vec<&str> = known.iter().map(|test| test.id).collect();
            return Err(Failure::new("kit-unknown-test", None).with("id", name).with("known", known.join(", ")));
        }
    }
    Ok(known.into_iter().filter(|test| only.is_empty() || only.iter().any(|name| name == test.id)).collect())
}

/// Runs tests in this process.
fn run_here(found: &Found, samples: &Path, tests: &[&'static Test]) -> Vec<Tested> {
    let library = library_name(&found.manifest).map(str::to_owned);
    let subject = open(found);
    let again = || open(found).unwrap_or_else(|reason| Box::new(Unopened(reason)));
    let kit = Kit {
        folder: found.directory.clone(),
        manifest: found.manifest.clone(),
        library,
        samples: conformance::samples(samples),
        alone: true,
        subject: subject.as_deref().map_err(Clone::clone),
        again: Some(&again),
    };
    let run = |test: &&'static Test| {
        let start = Instant::now();
        let verdict = test.run(&kit);
        Tested { test, verdict, time: start.elapsed() }
    };
    tests.iter().map(run).collect()
}

/// The plugin as the tests call it: a library in this process, a program in one of its own.
fn open(found: &Found) -> Result<Box<dyn Subject>, String> {
    if library_name(&found.manifest).is_some() {
        let table = nianbao_host::table(found).map_err(|kind| format!("{} {}", kind.word(), kind.detail()))?;
        return Ok(Box::new(Direct::of_table(table)));
    }
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let opened = nianbao_host::open(found, nianbao_host::Place::Worker(&program));
    let carrier = opened.map_err(|kind| format!("{} {}", kind.word(), kind.detail()))?;
    Ok(Box::new(Carried(carrier)))
}

/// A plugin behind a carrier.
struct Carried(std::sync::Arc<dyn nianbao_host::carrier::Carrier>);

impl Subject for Carried {
    fn call(&self, request: &[u8], blobs: &[&[u8]], _stop_after: Option<usize>) -> Answer {
        use nianbao_host::abi;
        use nianbao_host::carrier::{EXPORT, Limits, Reply};
        let limits = Limits { timeout: Duration::from_secs(30), ..EXPORT };
        let mut answer = Answer {
            end: End::Status(abi::OK),
            response: Vec::new(),
            error: Vec::new(),
            blobs: std::collections::BTreeMap::new(),
            after_stop: 0,
        };
        match self.0.call(request, blobs, limits).outcome {
            Ok(Reply::Result { response, blob, .. }) => {
                answer.response = response;
                answer.blobs.extend(blob.map(|blob| (0, blob)));
            }
            Ok(Reply::Error(error)) => (answer.end, answer.error) = (End::Status(abi::FAILED), error),
            Ok(Reply::Panicked(error)) => (answer.end, answer.error) = (End::Status(abi::PANICKED), error),
            Err(kind) => answer.end = End::Fault(format!("{}: {}", kind.word(), kind.detail())),
        }
        answer
    }

    fn is_in_process(&self) -> bool {
        false
    }
}

/// A plugin that could not be opened once more.
struct Unopened(String);

impl Subject for Unopened {
    fn call(&self, _request: &[u8], _blobs: &[&[u8]], _stop_after: Option<usize>) -> Answer {
        let end = End::Fault(self.0.clone());
        Answer { end, response: Vec::new(), error: Vec::new(), blobs: Default::default(), after_stop: 0 }
    }

    fn is_in_process(&self) -> bool {
        false
    }
}

/// Runs one test in a process of its own, in a folder of its own and with an environment that says next to nothing.
fn run_apart(test: &'static Test, folder: &Path, samples: &Path, messages: &Messages) -> Result<Tested, Failure> {
    let failed = |error: std::io::Error| Failure::unreadable(&error);
    let start = Instant::now();
    let work = tempfile::Builder::new().prefix("nianbao-").tempdir().map_err(failed)?;
    let verdict_file = work.path().join("verdict.json");
    let scratch = work.path().join("work");
    fs::create_dir(&scratch).map_err(failed)?;
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    command.args(["plugin", "check"]).arg(folder).args(["--only", test.id, "--verdict"]).arg(&verdict_file);
    if samples.is_dir() {
        command.arg("--samples").arg(samples);
    }
    command
        .env_clear()
        .env("LANG", messages.choose("zh_CN.UTF-8", "en_US.UTF-8"))
        .env("TMPDIR", work.path())
        .current_dir(&scratch);
    let Ended { status, stdout, stderr } = apart::run(command, MOST_TIME).map_err(failed)?;
    let last_words = || printable(String::from_utf8_lossy(&stderr).trim());
    let told = fs::read(&verdict_file).ok().and_then(|text| serde_json::from_slice::<Vec<Verdict>>(&text).ok());
    let verdict = match (status, told.and_then(|verdicts| verdicts.into_iter().next())) {
        (None, _) => Verdict::Crash(format!("still running after {} s", MOST_TIME.as_secs())),
        (Some(status), None) => Verdict::Crash(format!("{status} {}", last_words()).trim().to_owned()),
        (Some(status), Some(Verdict::Pass)) if !status.success() => Verdict::Crash(status.to_string()),
        (Some(_), Some(Verdict::Pass | Verdict::Warn(_))) if !stdout.is_empty() => {
            let shown = printable(String::from_utf8_lossy(&stdout).trim());
            Verdict::Fail(format!("{} bytes on standard output: {shown}", stdout.len()))
        }
        (Some(_), Some(verdict)) => verdict,
    };
    Ok(Tested { test, verdict, time: start.elapsed() })
}

fn tell(
    found: &Found,
    tested: &[Tested],
    arguments: &CheckPluginArguments,
    messages: &Messages,
) -> Result<Outcome, Failure> {
    let bad = tested.iter().filter(|tested| tested.verdict.is_bad(arguments.strict)).count();
    if arguments.json {
        let rows: Vec<_> = tested.iter().map(|tested| row(tested, messages)).collect();
        let text = json!({"plugin": found.manifest.id, "version": found.manifest.version, "tests": rows});
        print(format!("{text:#}\n").as_bytes())?;
    } else {
        let mut text = Vec::new();
        for Tested { test, verdict, time } in tested {
            let (word, detail) = words(verdict);
            let id = table::left(test.id, 18);
            let description = test.description(messages.language);
            let _ = writeln!(text, "{}  {id} {description}  {} ms", table::left(word, 5), time.as_millis());
            if !detail.is_empty() {
                let _ = writeln!(text, "       {}", printable(detail));
            }
        }
        print(&text)?;
        let count = |wanted: &str| tested.iter().filter(|tested| words(&tested.verdict).0 == wanted).count();
        let [pass, warn, skip] = ["pass", "warn", "skip"].map(count);
        let key = if bad == 0 { "kit-kept" } else { "kit-broken" };
        let numbers = [("pass", pass), ("warn", warn), ("skip", skip), ("bad", bad)];
        let numbers: Vec<(&str, String)> = numbers.map(|(name, number)| (name, number.to_string())).into();
        say(&messages.text(key, &numbers));
    }
    Ok(if bad == 0 { Outcome::Clean } else { Outcome::Findings })
}

fn row(tested: &Tested, messages: &Messages) -> serde_json::Value {
    let Tested { test, verdict, time } = tested;
    let (word, detail) = words(verdict);
    let description = test.description(messages.language);
    let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    json!({"id": test.id, "rule": test.rule, "description": description, "verdict": word, "detail": detail, "ms": ms})
}

fn words(verdict: &Verdict) -> (&'static str, &str) {
    match verdict {
        Verdict::Pass => ("pass", ""),
        Verdict::Warn(detail) => ("warn", detail),
        Verdict::Fail(detail) => ("fail", detail),
        Verdict::Crash(detail) => ("crash", detail),
        Verdict::Skip(detail) => ("skip", detail),
    }
}
