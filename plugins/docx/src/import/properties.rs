//! What is known of a file beside its text: who wrote it, and the report that nianbao put into it as data.

use nianbao_core::Report;
use nianbao_core::document::{Note, NoteKind};
use nianbao_plugin::{Context, Diagnostic};

use super::package::Package;
use super::refusal::Refusal;
use super::xml::{self, Xml};
use crate::export::REPORT_NAMESPACE;

/// The names of author and last editor. The title property is left alone: it is as often last year's.
pub(super) fn authors(package: &mut Package<'_>) -> Result<Vec<Note>, Refusal> {
    let relationships = package.relationships("")?;
    let core = relationships.into_iter().find(|relationship| relationship.kind == "core-properties");
    let Some(bytes) = core.map_or(Ok(None), |core| package.read(&core.target))? else { return Ok(Vec::new()) };
    let text = xml::decode(&bytes)?;
    let mut xml = Xml::new(&text);
    let mut names: Vec<String> = Vec::new();
    if xml.child()?.is_some() {
        while let Some(child) = xml.child()? {
            if names.len() < 2 && matches!(xml::name(&child), "creator" | "lastModifiedBy") {
                names.push(xml.text()?.trim().to_owned());
            } else {
                xml.skip(&child)?;
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names.dedup();
    Ok(names.into_iter().map(|text| Note { kind: NoteKind::Author, at: None, text }).collect())
}

/// The report in a custom part, found by its namespace: other programs give the part another name.
pub(super) fn carried_report(
    package: &mut Package<'_>,
    context: &Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Report>, Refusal> {
    let is_data = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("customxml/item") && name.ends_with(".xml") && !name.starts_with("customxml/itemprops")
    };
    let names: Vec<String> = package.names().filter(is_data).map(str::to_owned).collect();
    for name in names {
        let bytes = package.read(&name)?.unwrap_or_default();
        let head = &bytes[..bytes.len().min(1_024)];
        if !head.windows(REPORT_NAMESPACE.len()).any(|window| window == REPORT_NAMESPACE.as_bytes()) {
            continue;
        }
        let report = json(&bytes).and_then(|json| serde_json::from_str(&json).map_err(Refusal::damaged));
        if report.is_err() {
            diagnostics.push(Diagnostic {
                code: "carried_report_unreadable".to_owned(),
                message: context
                    .say(
                        "文件里附带的年报数据已损坏，只读取看得见的内容",
                        "the report's data carried inside the file is damaged; only what is visible was read",
                    )
                    .to_owned(),
                at: None,
            });
        }
        return Ok(report.ok());
    }
    Ok(None)
}

fn json(bytes: &[u8]) -> Result<String, Refusal> {
    let text = xml::decode(bytes)?;
    let mut xml = Xml::new(&text);
    match xml.child()? {
        Some(_) => xml.text(),
        None => Ok(String::new()),
    }
}
