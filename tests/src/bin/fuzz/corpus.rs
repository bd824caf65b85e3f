//! The files that are mutated: those checked in, and generated ones of every kind.

use std::fs;
use std::path::Path;

use nianbao_core::form;
use nianbao_engine::recognize::Known;
use nianbao_engine::{Recognizer, compose};
use nianbao_host::{FormatOptions, Host, Read};
use nianbao_tests::accuracy::{Choice, Kind, built_in, generate};
use nianbao_tests::random::Random;
use nianbao_tests::{fixtures, package};

/// Larger files are left out: they would take the time of hundreds.
const MOST_BYTES: usize = 120_000;
/// How many layouts of each report and kind are taken.
const LAYOUTS: u64 = 4;
/// The kind that nobody but nianbao writes, and so has no layouts.
pub(crate) const PDF: &str = "pdf";

/// A file to be mutated, or a mutated one.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// The members of a zip, unpacked once.
    pub(crate) members: Vec<(String, Vec<u8>)>,
}

/// All files, by kind, so that each kind gets its share.
pub(crate) struct Corpus {
    kinds: Vec<Vec<Sample>>,
}

impl Corpus {
    /// The files of a kind, or of all.
    pub(crate) fn collect(only: Option<&str>, host: &Host) -> Result<Corpus, String> {
        let mut samples: Vec<Sample> = Vec::new();
        for folder in ["fixtures", "hostile"] {
            samples.extend(of_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))?);
        }
        for subject in built_in() {
            for kind in Kind::ALL {
                for seed in 1..=LAYOUTS {
                    let file = generate(&subject, kind, Choice::Any, seed);
                    samples.push(sample(file.name, file.bytes));
                }
            }
        }
        let wanted: Vec<Kind> =
            Kind::ALL.into_iter().filter(|kind| only.is_none_or(|only| only == kind.name())).collect();
        let mut kinds: Vec<Vec<Sample>> = vec![Vec::new(); wanted.len()];
        for sample in samples {
            let extension = sample.name.rsplit('.').next().unwrap_or_default();
            let kind = match extension {
                "txt" | "md" => Some(Kind::Text),
                "htm" => Some(Kind::Html),
                other => Kind::named(other),
            };
            if let Some(place) = wanted.iter().position(|wanted| Some(*wanted) == kind) {
                kinds[place].push(sample);
            }
        }
        if only.is_none_or(|only| only == PDF) {
            kinds.push(
                ["city-2024.xls", "township-2024.xls"].map(|name| as_pdf(host, name)).into_iter().flatten().collect(),
            );
        }
        kinds.retain(|samples| !samples.is_empty());
        if kinds.is_empty() { Err("there is no file to mutate".to_owned()) } else { Ok(Corpus { kinds }) }
    }

    /// A file of any kind.
    pub(crate) fn pick(&self, random: &mut Random) -> &Sample {
        let kind = random.below(self.kinds.len());
        random.pick(&self.kinds[kind])
    }

    /// Another file of the same kind.
    pub(crate) fn relative(&self, of: &Sample, random: &mut Random) -> &Sample {
        let extension = |sample: &Sample| sample.name.rsplit('.').next().map(str::to_owned);
        let own = self.kinds.iter().find(|samples| samples.iter().any(|sample| extension(sample) == extension(of)));
        random.pick(own.unwrap_or(&self.kinds[0]))
    }
}

fn sample(name: String, bytes: Vec<u8>) -> Sample {
    let members = package::unpack(&bytes).unwrap_or_default();
    Sample { name, bytes, members }
}

/// A fixture as nianbao writes it.
fn as_pdf(host: &Host, fixture: &str) -> Option<Sample> {
    let none = FormatOptions::default();
    let bytes = fs::read(fixtures::path(fixture)).ok()?;
    let Ok(Read::Document { document, .. }) = host.import("xls", fixture, &bytes, &none) else { return None };
    let report = Recognizer::new(form::builtin()).recognize(&document, &Known::default()).ok()?.report;
    let written = host.export(PDF, &compose(&report, form::builtin(), None), &report, None, &none).ok()?;
    Some(sample(fixture.replace(".xls", ".pdf"), written.bytes))
}

fn of_folder(folder: &Path) -> Result<Vec<Sample>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    paths.sort();
    let mut samples = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if bytes.len() <= MOST_BYTES && !name.ends_with(".py") && name != "README.md" {
            samples.push(sample(name, bytes));
        }
    }
    Ok(samples)
}
