//! F08: fewer documents in force than were issued this year, though none was repealed.
//!
//! Looks at the rows of part two that have all three columns. Basis: what was issued this year is in force at its end
//! unless it was repealed or lapsed; a document may lapse in the year of its issue, so this is a hint. Where last
//! year's report is there, Y02 says more.

use super::super::facts::Facts;
use super::super::rule::Findings;

pub(super) fn run(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if facts.subject.prior.is_some() {
        return;
    }
    for row in ["disclosure.rules", "disclosure.normative_documents"] {
        let [issued, repealed, in_force] = ["issued", "repealed", "in_force"].map(|column| format!("{row}.{column}"));
        let numbers = [&issued, &repealed, &in_force].map(|id| facts.number(id));
        let [Some(made), Some(none), Some(valid)] = numbers else { continue };
        if none.is_zero() && valid < made {
            let finding = findings
                .new_finding()
                .with("issued", made)
                .with("in_force", valid)
                .related_to(&issued, facts.locator(&issued))
                .related_to(&repealed, facts.locator(&repealed))
                .at(facts.locator(&in_force));
            findings.add(finding.in_cell(in_force));
        }
    }
}
