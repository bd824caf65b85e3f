//! S01 and S02: every part of the form is there, under the form's own words.

use nianbao_core::form::Form;

use crate::check::facts::Facts;
use crate::check::rule::Findings;
use crate::label;
use crate::parts::numeral;

/// Parts of the form that the report does not have. A part whose table is missing too is L05's; a table that stands
/// without its heading is said with this code when reading.
pub(super) fn missing_parts(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    let there = facts.parts_of_form();
    let is_missing = |index: &usize| {
        let table = facts.form.parts[*index].table.as_ref();
        !there.contains(&Some(*index)) && table.is_none_or(|table| report.tables.contains_key(table))
    };
    let missing: Vec<String> =
        (0..facts.form.parts.len()).filter(is_missing).map(|index| official(facts.form, index)).collect();
    if !missing.is_empty() {
        let finding = findings.new_finding().with("kind", "part").with("count", missing.len());
        let finding = finding.with("missing", missing.join("；"));
        findings.add(finding);
    }
}

/// Headings in other words than the form's. Reports of an older edition may use the words of a newer one.
pub(super) fn other_wordings(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let editions = facts.forms.iter().filter(|form| form.first_year >= facts.form.first_year);
    let is_official =
        |words: &String| editions.clone().any(|form| facts.editions.official_headings(form).contains(words));
    let mut printed = Vec::new();
    let mut wanted = Vec::new();
    for (part, of_form) in facts.report().parts.iter().zip(facts.parts_of_form()) {
        let Some(index) = *of_form else { continue };
        if !is_official(&label::normalize(&part.heading)) {
            printed.push(format!("{}、{}", numeral(part.number), part.heading.trim()));
            wanted.push(official(facts.form, index));
        }
    }
    if !printed.is_empty() {
        let finding = findings
            .new_finding()
            .with("count", printed.len())
            .with("printed", printed.join("；"))
            .with("official", wanted.join("；"));
        findings.add(finding);
    }
}

/// A part's heading with its number, as the form prints it.
fn official(form: &Form, index: usize) -> String {
    format!("{}、{}", numeral(u8::try_from(index + 1).unwrap_or(u8::MAX)), form.parts[index].heading)
}
