//! What is known about a report from outside its file.

use nianbao_core::finding::Severity;
use nianbao_core::{Finding, Report};

use super::identity;

/// What is known about a report from outside its file; it fills in what the file does not say.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The organ's name.
    pub organ: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
}

impl Known {
    /// Fills in what a report does not say, with the level that the organ's name tells. Where the report says
    /// otherwise, the report counts, and a finding says so.
    pub fn fill_in(&self, report: &mut Report) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut differs = |given: &str, found: &str| {
            findings.push(Finding::new("L15", Severity::Warning).with("given", given).with("found", found));
        };
        match &self.organ {
            Some(given) if report.organ.name.is_empty() => report.organ.name.clone_from(given),
            Some(given) if !identity::are_one(given, &report.organ.name) => differs(given, &report.organ.name),
            _ => {}
        }
        match (self.year, report.year) {
            (Some(given), Some(found)) if given != found => differs(&given.to_string(), &found.to_string()),
            (given, found) => report.year = found.or(given),
        }
        report.organ.level = report.organ.level.or_else(|| identity::level_of(&report.organ.name));
        findings
    }
}
