//! Findings as SARIF 2.1.0, which code-scanning services and editors read. A report is no source text: a place is the
//! file, and as logical locations the sheet's cell and the form's.

use std::collections::BTreeMap;

use nianbao_core::Finding;
use nianbao_core::finding::{Severity, Source, SwitchedOff};
use nianbao_core::form::Form;
use nianbao_engine::check::catalogue;
use serde_json::{Map, Value, json};

use super::examine::Examined;
use super::json::indented;
use super::{Output, Totals, Unread, repair};
use crate::findings;
use crate::messages::Messages;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run of SARIF, written as it comes.
pub(super) struct Sarif<'a> {
    forms: &'a [Form],
    messages: &'a Messages,
    /// The place of each code among the rules.
    indices: BTreeMap<&'static str, usize>,
}

impl<'a> Sarif<'a> {
    pub(super) fn new(forms: &'a [Form], messages: &'a Messages) -> Self {
        let indices = messages.codes().into_iter().enumerate().map(|(index, code)| (code, index)).collect();
        Sarif { forms, messages, indices }
    }
}

impl Output for Sarif<'_> {
    fn begin(&self) -> String {
        let language = self.messages.choose("zh-CN", "en-US");
        let rules: Vec<Value> = self.messages.codes().into_iter().map(|code| self.rule(code)).collect();
        let driver = json!({
            "name": "nianbao",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": language,
            "rules": rules,
        });
        let tool = indented(&json!({ "driver": driver }), "      ");
        format!(
            "{{\n  \"$schema\": \"{SCHEMA}\",\n  \"version\": \"2.1.0\",\n  \"runs\": [\n    {{\n      \"tool\": {},\n      \
             \"language\": \"{language}\",\n      \"results\": [",
            tool.trim_start()
        )
    }

    fn report(&self, examined: &Examined<'_>) -> String {
        let results = examined.findings().map(|finding| self.result(&examined.as_given(finding), examined));
        let results: Vec<String> = results.map(|result| format!("\n{}", indented(&result, "        "))).collect();
        results.join(",")
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, totals: &Totals) -> String {
        let notifications: Vec<Value> = totals.unreadable.iter().map(notification).collect();
        let overrides: Vec<Value> = totals.switched_off.iter().map(|off| self.switched_off(off)).collect();
        let invocation = json!({
            "executionSuccessful": totals.unreadable.is_empty(),
            "toolExecutionNotifications": notifications,
            "ruleConfigurationOverrides": overrides,
        });
        let invocations = indented(&json!([invocation]), "      ");
        format!("\n      ],\n      \"invocations\": {}\n    }}\n  ]\n}}\n", invocations.trim_start())
    }
}

impl Sarif<'_> {
    fn rule(&self, code: &str) -> Value {
        let mut rule = json!({ "id": code });
        if let Some(explanation) = self.messages.explanation(code) {
            rule["shortDescription"] = text(&explanation.name);
            rule["fullDescription"] = text(&explanation.looks);
            let sections = explanation.sections(self.messages);
            let plain: Vec<String> = sections.iter().map(|(title, section)| format!("{title}\n{section}")).collect();
            let markdown: Vec<String> =
                sections.iter().map(|(title, section)| format!("**{title}**\n\n{section}")).collect();
            rule["help"] = json!({ "text": plain.join("\n\n"), "markdown": markdown.join("\n\n") });
        }
        if let Some(of_catalogue) = catalogue::find(code) {
            rule["defaultConfiguration"] =
                json!({ "level": level(of_catalogue.severity), "enabled": !of_catalogue.is_local });
        }
        rule
    }

    fn result(&self, finding: &Finding, examined: &Examined<'_>) -> Value {
        let mut message = vec![finding.message.clone()];
        message.extend(repair::paragraphs(finding, true, self.forms, self.messages));
        // Of a joined report, only the finding itself can tell which file it is about.
        let only = if let [file] = examined.files.as_slice() { Some(file.display()) } else { None };
        let file = only.as_deref();
        let location = self.location(finding.cell.as_deref(), finding.source.as_ref(), file);
        let mut result = json!({
            "ruleId": finding.code,
            "level": level(finding.severity),
            "message": text(&message.join("\n")),
        });
        if location != json!({}) {
            result["locations"] = json!([location]);
        }
        if let Some(index) = self.indices.get(finding.code.as_str()) {
            result["ruleIndex"] = json!(index);
        }
        let related = finding.related.iter().enumerate().map(|(index, related)| {
            let mut location = self.location(related.cell.as_deref(), related.source.as_ref(), file);
            location["id"] = json!(index);
            location
        });
        let related: Vec<Value> = related.collect();
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        let mut properties = Map::new();
        properties.insert("report".to_owned(), json!(finding.report));
        properties.extend(finding.cell.as_ref().map(|cell| ("cell".to_owned(), json!(cell))));
        if !finding.repairs.is_empty() {
            properties.insert("repairs".to_owned(), json!(finding.repairs));
        }
        result["properties"] = Value::Object(properties);
        result
    }

    fn location(&self, cell: Option<&str>, source: Option<&Source>, file: Option<&str>) -> Value {
        let mut location = json!({});
        let file = source.map(|source| source.file.as_str()).filter(|file| !file.is_empty()).or(file);
        if let Some(file) = file.filter(|file| *file != "-") {
            location["physicalLocation"] = json!({ "artifactLocation": { "uri": uri(file) } });
        }
        let mut logical = Vec::new();
        if let Some(source) = source.filter(|source| !source.locator.is_empty()) {
            let name = source.address.as_ref().unwrap_or(&source.locator);
            let kind = if source.address.is_some() { "cell" } else { "place" };
            logical.push(json!({ "name": name, "fullyQualifiedName": source.locator, "kind": kind }));
            location["message"] = text(&source.locator);
        }
        if let Some(cell) = cell {
            let name = findings::cell_name(cell, self.forms, self.messages);
            logical.push(json!({ "name": name, "fullyQualifiedName": cell, "kind": "figure" }));
        }
        if !logical.is_empty() {
            location["logicalLocations"] = json!(logical);
        }
        location
    }

    fn switched_off(&self, off: &SwitchedOff) -> Value {
        let mut descriptor = json!({ "id": off.code });
        if let Some(index) = self.indices.get(off.code.as_str()) {
            descriptor["index"] = json!(index);
        }
        let organ = off.organ.as_ref().map(|organ| ("organ".to_owned(), json!(organ)));
        let reason = off.reason.as_ref().map(|reason| ("reason".to_owned(), json!(reason)));
        let properties: Map<String, Value> = organ.into_iter().chain(reason).collect();
        json!({ "descriptor": descriptor, "configuration": { "enabled": false }, "properties": properties })
    }
}

fn notification(unread: &Unread) -> Value {
    let mut notification = json!({ "level": "error", "message": text(&unread.said.message) });
    let files = unread.files.iter().filter(|file| *file != "-");
    let places: Vec<Value> =
        files.map(|file| json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } })).collect();
    if !places.is_empty() {
        notification["locations"] = json!(places);
    }
    notification
}

fn text(text: &str) -> Value {
    json!({ "text": text })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// A path as a URI reference, relative where the path is.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.as_bytes().get(1) == Some(&b':') {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("2024/陈区镇 1.xls"), "2024/%E9%99%88%E5%8C%BA%E9%95%87%201.xls");
        assert_eq!(uri("/a#b"), "file:///a%23b");
        assert_eq!(uri("C:/a"), "file:///C%3A/a");
    }
}
