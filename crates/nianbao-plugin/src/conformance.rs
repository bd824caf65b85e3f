//! The conformance kit: what every plugin must do, as tests that `nianbao plugin check` runs, each in a process of its
//! own, and that the author of a Rust plugin runs with one line ([`assert_kept`]).
//!
//! A test sees a plugin through a [`Subject`], whatever carries its calls, and through its folder. Times are measured,
//! never judged.

mod calls;
mod contract;
mod direct;
mod folder;
mod process;
mod refusals;
mod symbols;

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::entry::Sides;
use crate::manifest::{MANIFEST, Manifest, Run};
use crate::options::OptionsSchema;
use crate::protocol::Language;

pub use calls::{Answer, End};
pub use direct::Direct;

/// A plugin under test, as it is called.
pub trait Subject {
    /// Performs one call. With `stop_after`, the host asks to stop once that many pieces were emitted.
    fn call(&self, request: &[u8], blobs: &[&[u8]], stop_after: Option<usize>) -> Answer;

    /// Whether it is a library whose calls run in this very process, so that the process can be looked at.
    fn is_in_process(&self) -> bool;
}

/// One test of the kit.
#[derive(Clone, Copy)]
pub struct Test {
    /// Its name, for `--only`.
    pub id: &'static str,
    /// The rule of the contract that it is about.
    pub rule: &'static str,
    /// What it tests, in Chinese.
    pub zh: &'static str,
    /// What it tests, in English.
    pub en: &'static str,
    run: fn(&Kit<'_>) -> Result<(), Ending>,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", content = "detail", rename_all = "lowercase")]
pub enum Verdict {
    /// The plugin does what it must.
    Pass,
    /// It does, but not well.
    Warn(String),
    /// It does not.
    Fail(String),
    /// Its process ended.
    Crash(String),
    /// The test does not apply, or cannot be made here.
    Skip(String),
}

/// What ends a test before its end.
enum Ending {
    Warn(String),
    Fail(String),
    Skip(String),
}

fn fail<T>(what: impl Into<String>) -> Result<T, Ending> {
    Err(Ending::Fail(what.into()))
}

fn skip<T>(why: &str) -> Result<T, Ending> {
    Err(Ending::Skip(why.to_owned()))
}

/// What the tests are given: the plugin's folder as it lies there, and the way to call it.
pub struct Kit<'a> {
    /// The plugin's folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
    /// The library for this machine; `None` where the plugin is a program, or is tested without its library.
    pub library: Option<String>,
    /// Files of the formats that it reads: name and content; or why they cannot be read.
    pub samples: Result<Vec<(String, Vec<u8>)>, String>,
    /// The way to call it, or why it could not be opened.
    pub subject: Result<&'a dyn Subject, String>,
    /// Whether nothing else runs in this process, so that it can be measured.
    pub alone: bool,
    /// Another way to call the same plugin, for calls at the same time.
    pub again: Option<&'a (dyn Fn() -> Box<dyn Subject> + Sync)>,
}

/// The tests, in the order in which they are run.
pub fn tests() -> impl Iterator<Item = &'static Test> {
    folder::TESTS.iter().chain(contract::TESTS).chain(refusals::TESTS).chain(process::TESTS)
}

impl Test {
    /// What it tests, in a language.
    pub fn description(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// Runs it.
    pub fn run(&self, kit: &Kit<'_>) -> Verdict {
        match (self.run)(kit) {
            Ok(()) => Verdict::Pass,
            Err(Ending::Warn(what)) => Verdict::Warn(what),
            Err(Ending::Fail(what)) => Verdict::Fail(what),
            Err(Ending::Skip(why)) => Verdict::Skip(why),
        }
    }
}

impl Verdict {
    /// Whether the plugin breaks the contract; in strict runs a warning does, too.
    pub fn is_bad(&self, strict: bool) -> bool {
        match self {
            Verdict::Fail(_) | Verdict::Crash(_) => true,
            Verdict::Warn(_) => strict,
            Verdict::Pass | Verdict::Skip(_) => false,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Pass => f.write_str("pass"),
            Verdict::Warn(what) => write!(f, "warn: {what}"),
            Verdict::Fail(what) => write!(f, "fail: {what}"),
            Verdict::Crash(what) => write!(f, "crash: {what}"),
            Verdict::Skip(why) => write!(f, "skip: {why}"),
        }
    }
}

impl Kit<'_> {
    fn subject(&self) -> Result<&dyn Subject, Ending> {
        match &self.subject {
            Ok(subject) => Ok(*subject),
            Err(reason) => fail(format!("it cannot be opened: {reason}")),
        }
    }

    fn is_program(&self) -> bool {
        matches!(self.manifest.run, Run::Process { .. })
    }

    /// The schema of the options of one of its formats; of a broken one the test of options tells.
    fn schema(&self, name: Option<&str>) -> Result<OptionsSchema, String> {
        let Some(name) = name else {
            return Ok(OptionsSchema::empty());
        };
        let text = std::fs::read_to_string(self.folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        OptionsSchema::parse(&text).map_err(|fault| format!("{name}: {fault}"))
    }
}

/// Runs the kit over a Rust plugin, in its own tests: `folder` is `env!("CARGO_MANIFEST_DIR")`, and files of the formats
/// that it reads lie in `samples` there.
///
/// ```no_run
/// # use nianbao_plugin::{Context, ExportJob, Exported, Exporter, PluginError};
/// # struct Local;
/// # impl Exporter for Local {
/// #     fn export(&self, _: &ExportJob, _: &Context<'_>) -> Result<Exported, PluginError> {
/// #         Ok(Exported::default())
/// #     }
/// # }
/// // In a function with #[test]:
/// nianbao_plugin::conformance::assert_kept(env!("CARGO_MANIFEST_DIR"), nianbao_plugin::sides!(exporter: Local));
/// ```
///
/// # Panics
/// Where a test fails, with all that do.
pub fn assert_kept(folder: &str, sides: Sides) {
    let folder = PathBuf::from(folder);
    let text = std::fs::read_to_string(folder.join(MANIFEST)).expect("the manifest lies in the plugin's folder");
    let manifest = Manifest::parse(&text).expect("the manifest is sound");
    let samples = folder::samples(&folder.join("samples"));
    let subject = Direct::of_sides(sides);
    let again = || -> Box<dyn Subject> { Box::new(Direct::of_sides(sides)) };
    let kit =
        Kit { folder, manifest, library: None, samples, subject: Ok(&subject), alone: false, again: Some(&again) };
    let verdicts = tests().map(|test| (test, test.run(&kit)));
    let bad: Vec<String> = verdicts
        .filter(|(_, verdict)| verdict.is_bad(false))
        .map(|(test, verdict)| format!("{} ({}): {verdict}", test.id, test.en))
        .collect();
    assert!(bad.is_empty(), "the contract is not kept:\n{}", bad.join("\n"));
}

/// The files in a folder of samples; none where there is no folder.
///
/// # Errors
/// The first file that cannot be read, with the reason.
pub fn samples(folder: &std::path::Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    folder::samples(folder)
}
