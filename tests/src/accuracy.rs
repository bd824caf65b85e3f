//! The accuracy board: reports laid out in many ways, read again, and compared cell by cell.
//!
//! - [`Subject`]: the reports, with figures that are known.
//! - [`Hazard`]: what offices do to the form; `hazard.rs` lists every one with the kinds of file that it occurs in.
//! - [`generate`]: a file of a kind with any of its hazards, or with one.
//! - [`Judge`]: reads a file as the program does, and says of each cell whether it is right, said to be doubtful, or
//!   silently wrong.
//! - [`board`]: all of it over many seeds, as `cargo xtask accuracy` prints it.
//!
//! What a file must be read as comes from the report and from how its figures are typed (`12件` stays text), never
//! from the file.

mod arrange;
pub mod board;
mod disorder;
mod hazard;
mod judge;
mod kind;
mod model;
mod published;
mod sheet;
mod subject;
mod write;

pub use hazard::{Hazard, Hazards};
pub use judge::{Judge, Outcome, Verdict};
pub use kind::Kind;
pub use subject::{Subject, built_in, from_folder};

use crate::Figures;
use crate::random::Random;

/// A file with what must be read from it.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The figures as a reader of the file sees them, by full cell id.
    pub figures: Figures,
    /// Its hazards.
    pub hazards: Hazards,
}

/// Which hazards a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Any of its kind's, by the seed.
    Any,
    /// None: the form as printed.
    Plain,
    /// One alone.
    One(Hazard),
}

/// The file of a seed.
pub fn generate(subject: &Subject, kind: Kind, choice: Choice, seed: u64) -> Generated {
    let mut random = stream(subject, kind, seed);
    let (hazards, label) = match choice {
        Choice::Any => (Hazards::random(kind, &mut random), format!("{seed}")),
        Choice::Plain => (Hazards::default(), format!("plain-{seed}")),
        Choice::One(hazard) => (Hazards::alone(hazard), format!("{}-{seed}", hazard.name())),
    };
    written(subject, kind, hazards, &label, &mut random)
}

fn written(subject: &Subject, kind: Kind, hazards: Hazards, label: &str, random: &mut Random) -> Generated {
    let arrange::Arranged { file, figures } = arrange::arrange(subject, kind, &hazards, random);
    let (bytes, extension) = match kind {
        Kind::Xls => (write::xls::write(&sheet::sheets(&file, &hazards), random), "xls"),
        Kind::Xlsx => (write::xlsx::write(&sheet::sheets(&file, &hazards), random), "xlsx"),
        Kind::Ods => (write::ods::write(&sheet::sheets(&file, &hazards), random), "ods"),
        Kind::Docx => (write::docx::write(&file, &hazards, random), "docx"),
        Kind::Html => (write::html::write(&file, &hazards, random), "html"),
        Kind::Csv => (write::csv::write(&sheet::sheets(&file, &hazards), &hazards, random), "csv"),
        Kind::Text => write::text::write(&file, &hazards, random),
    };
    Generated { name: format!("{}-{label}.{extension}", subject.name), bytes, figures, hazards }
}

/// The random numbers of a file: other ones for each report, kind and seed.
fn stream(subject: &Subject, kind: Kind, seed: u64) -> Random {
    let name = format!("{} {}", subject.name, kind.name());
    let mixed = name.bytes().fold(seed, |mixed, byte| mixed.wrapping_mul(1_099_511_628_211) ^ u64::from(byte));
    Random::new(mixed)
}
