//! The files that are mutated: those checked in, and generated ones of every kind.

use std::fs;
use std::path::Path;

use nianbao_tests::accuracy::{Choice, Kind, built_in, generate};
use nianbao_tests::package;
use nianbao_tests::random::Random;

/// Larger files are left out: they would take the time of hundreds.
const MOST_BYTES: usize = 120_000;
/// How many layouts of each report and kind are taken.
const LAYOUTS: u64 = 4;

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
    pub(crate) fn collect(only: Option<Kind>) -> Result<Corpus, String> {
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
        let wanted: Vec<Kind> = only.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
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
