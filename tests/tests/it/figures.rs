//! What groups F and R find in the figures of real reports: the faults that their notes name, and nothing else.

use nianbao_core::Finding;
use nianbao_core::form;
use nianbao_engine::Checker;
use nianbao_engine::check::{Settings, Subject};
use nianbao_tests::case;
use nianbao_tests::planted::figures::report;

#[test]
fn the_figures_of_real_reports() {
    let checker = Checker::new(form::builtin(), Settings::default());
    let mut shown = String::new();
    for case in case::all() {
        let report = report(&case.cells, case.year);
        shown += &format!("{}\n", case.name);
        let findings = checker.check(Subject::of(&report));
        for finding in findings.iter().filter(|finding| finding.code.starts_with(['F', 'R'])) {
            shown += &format!("  {}\n", line(finding));
        }
    }
    insta::assert_snapshot!(shown);
}

fn line(finding: &Finding) -> String {
    let repairs: Vec<String> = finding
        .repairs
        .iter()
        .map(|repair| format!("{}. {} {} -> {}", repair.rank, repair.cell, repair.from, repair.to))
        .collect();
    let cell = finding.cell.as_deref().unwrap_or("-");
    let (code, related) = (&finding.code, finding.related.len());
    format!("{code} {:?} {cell} and {related} more; {}", finding.severity, repairs.join("; "))
}
