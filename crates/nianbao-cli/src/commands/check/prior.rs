//! Last year's reports, which `--prior` names: each file is read once, and each report finds its own among them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

use nianbao_core::Report;
use nianbao_engine::recognize::{Known, are_one_organ};
use rayon::prelude::*;

use crate::failure::Failure;
use crate::inputs::{self, Input};
use crate::messages::{Messages, tr};
use crate::read::Reader;
use crate::say;
use crate::session::Session;

/// One of last year's reports.
pub(crate) struct Prior {
    /// What it was read from.
    pub(crate) name: String,
    pub(crate) report: Report,
}

/// What `--prior` names.
pub(crate) struct Priors {
    given: String,
    reports: Vec<Prior>,
    /// The places of the reports of a year and an organ. Most find theirs by its very name, and so need not ask all.
    by_name: HashMap<(i32, String), Vec<usize>>,
    /// Whether it is one report, which was meant for this very one, whatever its organ is called.
    is_meant: bool,
}

/// Which of last year's reports belongs to a report.
pub(crate) enum Found<'p> {
    /// None was asked for.
    NotAsked,
    /// This one.
    Prior(&'p Prior),
    /// The one that was named is of another year.
    OtherYear(&'p Prior),
    /// None of those named.
    None,
}

impl Priors {
    /// Reads what is named, on all threads. `inputs` says how many reports it is for.
    pub(crate) fn read(session: &Session, given: &Path, inputs: usize) -> Result<Self, Failure> {
        let host = session.host();
        let arguments = [given.as_os_str().to_owned()];
        let collected = inputs::collect(&arguments, None, session.common.join, host)?;
        // What the command line says of this year's report fits last year's only where there is one of each.
        let is_single = collected.inputs.len() == 1;
        let known = if is_single && inputs == 1 {
            let known = session.known();
            Known { year: known.year.map(|year| year - 1), ..known }
        } else {
            Known::default()
        };
        let reader = Reader { from: None, ..session.reader(known)? };
        let read = |input: &Input| (input.display(), input.found(), reader.read(input));
        let read: Vec<_> = session.on_threads(|| collected.inputs.par_iter().map(read).collect())?;
        let mut reports = Vec::new();
        for (name, was_found, read) in read {
            match read {
                Ok(read) => reports.push(Prior { name, report: read.recognized.report }),
                Err(failures) if was_found => {
                    let unreadable: Vec<&Failure> = failures.iter().filter(|failure| !failure.is_no_report()).collect();
                    if !unreadable.is_empty() {
                        say(&name);
                    }
                    unreadable.iter().for_each(|failure| say(&failure.to_text(&session.messages)));
                }
                Err(mut failures) => return Err(failures.remove(0).of_file(name)),
            }
        }
        Ok(Priors::new(given.display().to_string(), reports, is_single && inputs == 1))
    }

    fn new(given: String, reports: Vec<Prior>, is_meant: bool) -> Self {
        let mut by_name: HashMap<(i32, String), Vec<usize>> = HashMap::new();
        for (index, prior) in reports.iter().enumerate() {
            if let Some(year) = prior.report.year {
                by_name.entry((year, prior.report.organ.name.clone())).or_default().push(index);
            }
        }
        Priors { given, reports, by_name, is_meant }
    }

    /// Last year's report of the organ.
    pub(crate) fn of(&self, report: &Report) -> Found<'_> {
        if self.is_meant
            && let [prior] = self.reports.as_slice()
        {
            let is_other_year = report.year.zip(prior.report.year).is_some_and(|(year, prior)| prior != year - 1);
            return if is_other_year { Found::OtherYear(prior) } else { Found::Prior(prior) };
        }
        let organ = &report.organ.name;
        let Some(year) = report.year.map(|year| year - 1).filter(|_| !organ.is_empty()) else { return Found::None };
        // The whole report goes before one without text or tables.
        let fitness = |prior: &&Prior| {
            let figures: usize = prior.report.tables.values().map(|table| table.cells.len()).sum();
            (figures, prior.report.has_prose(), Reverse(prior.name.clone()))
        };
        // The very name goes before one that ends alike.
        let of_name = self.by_name.get(&(year, organ.clone())).into_iter().flatten();
        let of_name = of_name.filter_map(|index| self.reports.get(*index)).max_by_key(fitness);
        let is_alike = |prior: &&Prior| {
            let name = &prior.report.organ.name;
            prior.report.year == Some(year) && !name.is_empty() && are_one_organ(organ, name)
        };
        let found = of_name.or_else(|| self.reports.iter().filter(is_alike).max_by_key(fitness));
        found.map_or(Found::None, Found::Prior)
    }

    /// What to tell about a report whose predecessor was not found.
    pub(crate) fn tell(&self, found: &Found<'_>, report: &Report, messages: &Messages) -> Option<String> {
        let organ = nianbao_host::printable(&report.organ.name);
        let year = report.year.map(|year| (year - 1).to_string()).unwrap_or_default();
        match found {
            Found::None if organ.is_empty() || year.is_empty() => Some(tr!(messages, "prior-unknown")),
            Found::None => Some(tr!(messages, "prior-none", given = self.given, organ = organ, year = year)),
            Found::OtherYear(prior) => {
                let its_year = prior.report.year.map(|year| year.to_string()).unwrap_or_default();
                Some(tr!(messages, "prior-other-year", name = prior.name, found = its_year, year = year))
            }
            Found::Prior(_) | Found::NotAsked => None,
        }
    }
}

/// Says of which reports of a batch the predecessor was not found.
pub(crate) fn say_without_prior(given: Option<&Path>, names: &[String], messages: &Messages) {
    if let Some(given) = given.filter(|_| !names.is_empty()) {
        say(&tr!(messages, "prior-none-of", given = given.display(), files = names.join(", ")));
    }
}

impl<'p> Found<'p> {
    /// The report to check against.
    pub(crate) fn prior(&self) -> Option<&'p Prior> {
        match self {
            Found::Prior(prior) => Some(prior),
            Found::NotAsked | Found::OtherYear(_) | Found::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(organ: &str, year: Option<i32>) -> Report {
        let mut report = Report::new();
        organ.clone_into(&mut report.organ.name);
        report.year = year;
        report
    }

    fn priors(of: &[(&str, i32)], is_meant: bool) -> Priors {
        let prior =
            |(organ, year): &(&str, i32)| Prior { name: format!("{organ}{year}"), report: report(organ, Some(*year)) };
        Priors::new("去年".to_owned(), of.iter().map(prior).collect(), is_meant)
    }

    #[track_caller]
    fn finds(priors: &Priors, organ: &str, year: Option<i32>, name: Option<&str>) {
        let found = priors.of(&report(organ, year)).prior().map(|prior| prior.name.as_str());
        assert_eq!(found, name, "{organ} {year:?}");
    }

    #[test]
    fn a_report_finds_its_organs_of_the_year_before() {
        let priors =
            priors(&[("水利局", 2023), ("甲县水利局", 2022), ("甲县水利局", 2023), ("丙县财政局", 2023)], false);
        finds(&priors, "甲县水利局", Some(2024), Some("甲县水利局2023"));
        finds(&priors, "乙县水利局", Some(2024), Some("水利局2023"));
        finds(&priors, "财政局", Some(2024), Some("丙县财政局2023"));
        finds(&priors, "甲县水利局", Some(2025), None);
        finds(&priors, "甲县教育局", Some(2024), None);
        finds(&priors, "甲县水利局", None, None);
        finds(&priors, "", Some(2024), None);
    }

    #[test]
    fn the_one_that_is_named_for_one_report_is_meant_unless_its_year_is_wrong() {
        let priors = priors(&[("甲县扶贫办", 2023)], true);
        finds(&priors, "甲县乡村振兴局", Some(2024), Some("甲县扶贫办2023"));
        finds(&priors, "甲县乡村振兴局", None, Some("甲县扶贫办2023"));
        assert!(matches!(priors.of(&report("甲县扶贫办", Some(2025))), Found::OtherYear(_)));
    }
}
