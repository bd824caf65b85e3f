//! S10: the last part says something, and it speaks of the information-handling fee.

use nianbao_core::finding::Severity;

use super::text::{has_any, has_part, of_part, part_that, without_blanks};
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// The rules on the fee (国办函〔2020〕109号) hold from this year on.
const FIRST_YEAR_OF_FEES: i32 = 2021;
const FEE_WORDS: [&str; 6] = ["处理费", "收费", "收取", "费用", "缴费", "未收"];

/// The part that the form's guide gives the fee to: empty, only 无, or silent on the fee, which is a hint, for an office
/// that never charged may take it as said.
pub(super) fn nothing_on_fees(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(part) = part_that(facts, |part| part.guide.zh.contains("信息处理费")) else { return };
    if !has_part(facts, part) || facts.report().year.is_some_and(|year| year < FIRST_YEAR_OF_FEES) {
        return;
    }
    let text: String = of_part(facts, part).map(|passage| without_blanks(passage.text)).collect();
    let speaks_elsewhere = || facts.passages().iter().any(|passage| passage.text.contains("处理费"));
    let words = text.trim_end_matches(['。', '.', '；', '！']);
    let (kind, severity) = match words {
        "" => ("empty", Severity::Warning),
        "无" | "暂无" | "没有" | "/" => ("nothing", Severity::Warning),
        words if !has_any(words, &FEE_WORDS) && !speaks_elsewhere() => ("fees", Severity::Hint),
        _ => return,
    };
    let sentence = if kind == "nothing" { words } else { "" };
    let mut finding = findings.new_finding().with("kind", kind).with("sentence", sentence);
    finding.severity = severity;
    findings.add(finding);
}
