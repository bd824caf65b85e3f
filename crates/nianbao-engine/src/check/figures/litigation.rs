//! R09: more suits after reconsideration than there were reconsiderations this year and last.
//!
//! Looks at the totals of part four, last year's too. Basis: a suit of the group 复议后起诉 follows a reconsideration,
//! which is brought within months of its end (行政诉讼法 Art. 45). Older cases and cases decided by another organ are
//! possible, hence a warning, and silence where last year's report is not there.

use super::super::facts::Facts;
use super::super::rule::Findings;

const AFTER: &str = "disputes.litigation_after.total";
const BEFORE: &str = "disputes.reconsideration.total";

pub(super) fn run(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    // A total that does not hold itself proves nothing.
    if facts.diagnosis().changes(AFTER) || facts.diagnosis().changes(BEFORE) {
        return;
    }
    let numbers = (facts.number(AFTER), facts.number(BEFORE), facts.prior_number(BEFORE));
    let (Some(after), Some(before), Some(last_year)) = numbers else { return };
    if before.checked_add(last_year).is_some_and(|before| after > before) {
        let finding = findings
            .new_finding()
            .with("after", after)
            .with("before", before)
            .with("prior", last_year)
            .related_to(BEFORE, facts.locator(BEFORE))
            .in_cell(AFTER)
            .at(facts.locator(AFTER));
        findings.add(finding);
    }
}
