//! Findings put into words and printed for people.

use std::collections::BTreeMap;
use std::path::PathBuf;

use nianbao_core::finding::{Finding, Severity, Source};
use nianbao_core::form::Form;
use nianbao_host::{FileKind, printable};

use crate::failure::colon;
use crate::messages::{Messages, tr};
use crate::say;

/// Puts the messages into findings, in the reader's language.
pub(crate) fn put_into_words(findings: &mut [Finding], forms: &[Form], messages: &Messages) {
    for finding in findings {
        if let Some(cell) = &finding.cell {
            finding.arguments.insert("cell", cell_name(cell, forms, messages));
        }
        for (name, cells) in &finding.cells {
            let names: Vec<String> = cells.iter().map(|cell| cell_name(cell, forms, messages)).collect();
            let between = match messages.language {
                nianbao_host::MessageLanguage::Zh => "、",
                nianbao_host::MessageLanguage::En => ", ",
            };
            finding.arguments.insert(name, names.join(between));
        }
        if let Some(table) = finding.arguments.get_mut("table") {
            *table = table_name(table, forms, messages);
        }
        finding.message = messages.finding(&finding.code, &finding.arguments);
    }
}

/// A table's name, which the engine gives in Chinese, in the reader's language.
fn table_name(name: &str, forms: &[Form], messages: &Messages) -> String {
    let tables = || forms.iter().flat_map(|form| &form.tables);
    match messages.language {
        nianbao_host::MessageLanguage::Zh => name.to_owned(),
        nianbao_host::MessageLanguage::En => {
            tables().find(|table| table.name.zh == name).map_or(name, |table| &table.name.en).to_owned()
        }
    }
}

/// A cell's row and column as people say them: `（一）予以公开·总计`.
pub(crate) fn cell_name(id: &str, forms: &[Form], messages: &Messages) -> String {
    let Some((table, key)) = id.split_once('.') else {
        return id.to_owned();
    };
    // The newest edition that has the cell names it.
    for form in forms.iter().rev() {
        let Some(form_table) = form.table(table) else { continue };
        let Some(cell) = form_table.cells().find(|cell| cell.key() == key) else {
            continue;
        };
        let text = |label: &str, en: &str| match messages.language {
            nianbao_host::MessageLanguage::Zh => label.to_owned(),
            nianbao_host::MessageLanguage::En => en.to_owned(),
        };
        let band = cell.band();
        let column = &band.columns.nodes[cell.column];
        let mut pieces = Vec::new();
        match cell.row {
            Some(row) => pieces.push(text(&band.rows.nodes[row].label, &band.rows.nodes[row].en)),
            // Without row labels, the label that contains the column's says what the figure is about.
            None => pieces.extend(
                column.parent.map(|parent| text(&band.columns.nodes[parent].label, &band.columns.nodes[parent].en)),
            ),
        }
        pieces.push(text(&column.label, &column.en));
        return pieces.join("·");
    }
    id.to_owned()
}

/// One report's findings for people, worst first, each with its place; empty where there is none.
///
/// `name` is what the report was read from; of a joined report, every place names its file.
pub(crate) fn to_text(name: &str, is_joined: bool, findings: &[Finding], messages: &Messages) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let lines = sorted.iter().map(|finding| {
        let place = finding.source.as_ref().map(|source| format!(" [{}]", place(source, is_joined)));
        let severity = severity_word(finding.severity, messages);
        format!(
            "  {severity} {}{}{}{}",
            finding.code,
            colon(messages),
            printable(&finding.message),
            place.unwrap_or_default()
        )
    });
    let mut text = format!("{name}\n");
    text.push_str(&lines.collect::<Vec<_>>().join("\n"));
    text
}

/// Names the files of a folder that became no report: first those that were read, then those of kinds that are not.
pub(crate) fn say_what_was_passed_over(mut no_reports: Vec<String>, unread: &[PathBuf], messages: &Messages) {
    let mut by_kind: BTreeMap<FileKind, Vec<String>> = BTreeMap::new();
    for path in unread {
        let name = path.display().to_string();
        match FileKind::of_name(&name) {
            Some(kind) => by_kind.entry(kind).or_default().push(name),
            None => no_reports.push(name),
        }
    }
    if !no_reports.is_empty() {
        say(&tr!(messages, "skipped-files", files = no_reports.join(", ")));
    }
    for (kind, files) in by_kind {
        let name = messages.text(&format!("kind-{}", kind.word()), &[]);
        let help = messages.text(&format!("kind-{}-help", kind.word()), &[]);
        say(&tr!(messages, "skipped-kind", kind = name, files = files.join(", "), help = help));
    }
}

fn place(source: &Source, with_file: bool) -> String {
    let text = match (with_file, source.locator.is_empty()) {
        (true, false) => format!("{}#{}", source.file, source.locator),
        (_, true) => source.file.clone(),
        (false, false) => source.locator.clone(),
    };
    printable(&text)
}

pub(crate) fn severity_word(severity: Severity, messages: &Messages) -> String {
    match severity {
        Severity::Error => tr!(messages, "severity-error"),
        Severity::Warning => tr!(messages, "severity-warning"),
        Severity::Hint => tr!(messages, "severity-hint"),
    }
}
