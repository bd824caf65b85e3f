//! Report → Findings: what must hold of a report, and what is worth a look.
//!
//! [`catalogue`] lists the rules; each is a small unit in the folder of its group. What several of them need is worked
//! out once in [`Facts`]. One cause gives one finding, with the other cells concerned as related.

pub mod catalogue;
mod facts;
mod figures;
mod identity;
mod prior_year;
mod privacy;
mod prose;
mod rule;
mod settings;
mod structure;
#[cfg(test)]
mod tests;
mod wording;

use facts::{Editions, Facts};
pub(crate) use facts::{is_blank, number};
use rule::Findings;
pub use rule::Rule;
pub use settings::{OrganSettings, RuleSetting, Settings, Switch};

use nianbao_core::document::Note;
use nianbao_core::form::Form;
use nianbao_core::{Document, Finding, Report};

/// What is checked.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The report.
    pub report: &'a Report,
    /// Last year's, where it is known.
    pub prior: Option<&'a Report>,
    /// What its file holds beside the visible text: comments, hidden text, tracked changes, authors.
    pub notes: &'a [Note],
    /// The files as their importers gave them: not all that stands in them is the report's.
    pub documents: &'a [Document],
    /// The files' names, without folders.
    pub files: &'a [String],
}

impl<'a> Subject<'a> {
    /// A report by itself.
    pub fn of(report: &'a Report) -> Self {
        Subject { report, prior: None, notes: &[], documents: &[], files: &[] }
    }
}

/// Checks reports of a set of editions. Made once and used for every report.
pub struct Checker<'f> {
    editions: Editions<'f>,
    settings: Settings,
}

impl<'f> Checker<'f> {
    /// A checker for these editions, oldest first, which must be at least one.
    pub fn new(forms: &'f [Form], settings: Settings) -> Self {
        Checker { editions: Editions::new(forms), settings }
    }

    /// Everything that is wrong with a report or worth a look, in the order of the catalogue.
    pub fn check(&self, subject: Subject<'_>) -> Vec<Finding> {
        let facts = Facts::new(subject, &self.editions, &self.settings);
        let mut findings = Findings::new(&self.settings, &subject.report.organ.name);
        for rule in catalogue::rules() {
            if facts.allow(rule.needs) && self.settings.runs(rule, &subject.report.organ.name) {
                findings.run(rule, &facts);
            }
        }
        findings.into_vec()
    }
}
