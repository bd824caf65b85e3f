//! F05: figures for what an organ of this kind has no power to do.
//!
//! Looks at the rows 规章, 行政许可 and 行政处罚 against the organ's level and name. Basis: rules (规章) are made by
//! departments of the State Council and by governments of provinces, cities with districts and autonomous prefectures
//! (立法法 Art. 91 and 93), so a county or township has none. Offices that serve the government inside seldom license or
//! punish, but some do: a hint.

use nianbao_core::finding::Severity;
use nianbao_core::report::Level;
use rust_decimal::Decimal;

use super::super::facts::{Facts, number};
use super::super::rule::Findings;

/// How names of offices end that deal with other organs rather than with citizens.
const STAFF_OFFICES: &[&str] = &[
    "人民政府办公室",
    "人民政府办公厅",
    "管委会办公室",
    "信访局",
    "研究室",
    "地方志办公室",
    "地方志编纂委员会办公室",
    "史志办公室",
    "机构编制委员会办公室",
    "外事办公室",
    "接待办公室",
    "机关事务管理局",
    "机关事务服务中心",
];

pub(super) fn run(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    if matches!(report.organ.level, Some(Level::County | Level::Township)) {
        add(facts, findings, "rules", Severity::Warning, &["rules."]);
    }
    if STAFF_OFFICES.iter().any(|ending| report.organ.name.ends_with(ending)) {
        let rows = ["licences.", "penalties.", "coercion."];
        add(facts, findings, "decisions", Severity::Hint, &rows);
    }
}

/// One finding for all cells of these rows of part two that hold more than 0.
fn add(facts: &Facts<'_>, findings: &mut Findings<'_>, kind: &str, severity: Severity, rows: &[&str]) {
    let Some(table) = facts.report().tables.get("disclosure") else { return };
    let filled: Vec<(String, Decimal)> = (table.cells.iter())
        .filter(|(key, _)| rows.iter().any(|row| key.starts_with(row)))
        .filter_map(|(key, value)| Some((key, number(value)?)))
        .filter(|(_, number)| *number > Decimal::ZERO)
        .map(|(key, number)| (format!("disclosure.{key}"), number))
        .collect();
    let Some((first, number)) = filled.first() else { return };
    let mut finding = findings
        .new_finding()
        .with("kind", kind)
        .with("organ", &facts.report().organ.name)
        .with("printed", number)
        .at(facts.locator(first))
        .in_cell(first);
    finding.severity = severity;
    for (id, _) in &filled[1..] {
        finding = finding.related_to(id, facts.locator(id));
    }
    findings.add(finding);
}
