//! Findings as JSON: one list of all reports, or a line a report.

use nianbao_core::Finding;
use nianbao_core::finding::{FindingList, Summary, Unreadable};
use serde::Serialize;

use super::examine::Examined;
use super::{Output, Totals};

/// The whole as one [`FindingList`], written as it comes.
pub(super) struct Json;

/// A [`FindingList`] a line for each report.
pub(super) struct Lines;

impl Output for Json {
    fn begin(&self) -> String {
        "{\n  \"findings\": [".to_owned()
    }

    fn report(&self, examined: &Examined<'_>) -> String {
        let findings: Vec<String> =
            examined.findings().map(|finding| format!("\n{}", indented(&examined.as_given(finding), "    "))).collect();
        findings.join(",")
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, totals: &Totals) -> String {
        let Summary { errors, warnings, hints, .. } = totals.summary;
        let mut text = if errors + warnings + hints > 0 { "\n  ]" } else { "]" }.to_owned();
        let mut add = |key: &str, value: String| text.push_str(&format!(",\n  \"{key}\": {}", value.trim_start()));
        if !totals.unreadable.is_empty() {
            let said: Vec<&Unreadable> = totals.unreadable.iter().map(|unread| &unread.said).collect();
            add("unreadable", indented(&said, "  "));
        }
        if !totals.switched_off.is_empty() {
            add("switched_off", indented(&totals.switched_off, "  "));
        }
        add("summary", indented(&totals.summary, "  "));
        format!("{text}\n}}\n")
    }
}

impl Output for Lines {
    fn report(&self, examined: &Examined<'_>) -> String {
        let findings: Vec<Finding> = examined.findings().map(|finding| examined.as_given(finding)).collect();
        line(&FindingList {
            report: Some(examined.name.clone()),
            findings,
            unreadable: Vec::new(),
            switched_off: examined.switched_off.clone(),
            summary: examined.summary(),
        })
    }

    fn unreadable(&self, unreadable: &Unreadable) -> String {
        line(&FindingList {
            report: Some(unreadable.report.clone()),
            unreadable: vec![unreadable.clone()],
            summary: Summary { unreadable: 1, ..Summary::default() },
            ..FindingList::default()
        })
    }

    fn end(&self, _totals: &Totals) -> String {
        String::new()
    }
}

fn line(list: &FindingList) -> String {
    format!("{}\n", serde_json::to_string(list).unwrap_or_default())
}

/// A value as readable JSON, with blanks before each line.
pub(super) fn indented(value: &impl Serialize, indent: &str) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.lines().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}
