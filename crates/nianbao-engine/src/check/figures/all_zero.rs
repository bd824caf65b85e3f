//! R10: a table of requests in which every figure is 0, and no sentence that says so.
//!
//! Looks at part three beside the text; in a report of figures only, at all its tables together. Basis: a year without
//! any request is possible and common in townships, but a form that nobody filled in looks the same. Silent where the
//! text says 未收到 or 0件 of requests.

use nianbao_core::report::Table;
use rust_decimal::Decimal;

use super::super::facts::{Facts, number};
use super::super::rule::Findings;

const REQUESTS: &str = "requests";
/// How sentences say that there was none.
const NONE: &[&str] = &[
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未收悉",
    "未受理",
    "无依申请",
    "无政府信息公开申请",
    "没有",
    "未发生",
    "0件",
    "0 件",
    "０件",
    "零件",
    "0条",
    "0宗",
    "0份",
    "零申请",
    "未有",
    "未产生",
    "暂无",
];
const REQUEST: &str = "申请";

pub(super) fn run(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    let Some(requests) = report.tables.get(REQUESTS) else { return };
    if !is_all_zero(requests) {
        return;
    }
    let is_said = if report.has_prose() {
        let says = |text: &str| text.contains(REQUEST) && NONE.iter().any(|none| text.contains(none));
        facts.sentences().iter().any(|sentence| says(sentence.text))
    } else {
        report.tables.len() < 2 || !report.tables.values().all(is_all_zero)
    };
    if !is_said {
        let first = facts.tables().find(|(table, _)| table.id == REQUESTS);
        let name = first.map_or(REQUESTS, |(table, _)| &table.name.zh);
        let scope = if report.has_prose() { "table" } else { "report" };
        findings.add(findings.new_finding().with("table", name).with("scope", scope));
    }
}

fn is_all_zero(table: &Table) -> bool {
    !table.cells.is_empty() && table.cells.values().all(|value| number(value) == Some(Decimal::ZERO))
}
