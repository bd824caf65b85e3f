//! I09: the report is signed by the day that the Regulation names (Art. 49).

use nianbao_core::report::Level;

use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// 31 January for departments, 31 March for governments of county level and above, as month × 100 + day.
const DEPARTMENTS: u32 = 131;
const GOVERNMENTS: u32 = 331;

/// The sign-off's date is after the last day; silent without one. What an office sets as the limit, `120` for
/// 20 January, goes before the law's day, and is the only one that townships have.
pub(super) fn late(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    let (Some(year), Some(signature)) = (report.year, &report.signature) else { return };
    let limit = facts.setting("I09").and_then(|setting| setting.limit);
    let by_law = || match report.organ.level {
        Some(Level::Department) => Some(DEPARTMENTS),
        Some(Level::County | Level::Prefecture | Level::Province) => Some(GOVERNMENTS),
        Some(Level::Township) => None,
        None => report.organ.name.ends_with("人民政府").then_some(GOVERNMENTS),
    };
    let Some(last) = limit.or_else(by_law) else { return };
    let last = format!("{:04}-{:02}-{:02}", year + 1, last / 100, last % 100);
    if signature.date > last {
        let kind = if limit.is_some() { "local" } else { "law" };
        let finding = findings.new_finding().with("kind", kind).with("date", &signature.date).with("last", &last);
        findings.add(finding);
    }
}
