//! Clean reports stay clean: a checker that cries wolf is not read for long.

use std::collections::BTreeMap;

use nianbao_core::Finding;
use nianbao_core::finding::Severity;
use nianbao_core::form;
use nianbao_engine::Checker;
use nianbao_engine::check::{Settings, Subject};
use nianbao_tests::clean::{Clean, clean};

const REPORTS: u64 = 1000;

/// The findings of every clean report that say too much.
fn alarms(prior: bool) -> BTreeMap<String, Vec<String>> {
    let checker = Checker::new(form::builtin(), Settings::default());
    let mut alarms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for seed in 0..REPORTS {
        let Clean { report, prior: before } = clean(seed);
        let subject = Subject { prior: prior.then_some(&before), ..Subject::of(&report) };
        let found = checker.check(subject);
        let hints = found.iter().filter(|finding| finding.severity == Severity::Hint).count();
        let is_too_much = |finding: &&Finding| finding.severity != Severity::Hint || hints > 1;
        for finding in found.iter().filter(is_too_much) {
            let said = format!("seed {seed}: {:?} {:?} {:?}", finding.cell, finding.arguments, finding.cells);
            alarms.entry(format!("{} {:?}", finding.code, finding.severity)).or_default().push(said);
        }
    }
    alarms
}

#[track_caller]
fn silent(alarms: &BTreeMap<String, Vec<String>>) {
    let summary: Vec<String> = alarms
        .iter()
        .map(|(code, said)| {
            format!("{code}: {} times, such as\n  {}", said.len(), said[..said.len().min(3)].join("\n  "))
        })
        .collect();
    assert!(alarms.is_empty(), "{}", summary.join("\n"));
}

#[test]
fn clean_reports_give_no_error_no_warning_and_at_most_one_hint() {
    silent(&alarms(false));
}

/// Two generated years are no neighbours in size, so that jumps (Y03) are not judged here.
#[test]
fn clean_reports_stay_clean_beside_last_years() {
    let mut alarms = alarms(true);
    alarms.retain(|code, _| !code.starts_with("Y03"));
    silent(&alarms);
}
