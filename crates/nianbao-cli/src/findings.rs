//! Findings put into words and printed for people.

use std::collections::BTreeMap;
use std::path::PathBuf;

use nianbao_core::finding::{Finding, Severity, Source};
use nianbao_core::form::{Form, FormTable, Node};
use nianbao_engine::parts;
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
            finding.arguments.insert(name, names.join(messages.choose("、", ", ")));
        }
        if let Some(table) = finding.arguments.get_mut("table") {
            *table = table_name(table, forms, messages);
        }
        finding.message = messages.finding(&finding.code, &finding.arguments);
    }
}

/// A table's name, which the engine gives in Chinese, in the reader's language.
fn table_name(name: &str, forms: &[Form], messages: &Messages) -> String {
    let table = forms.iter().flat_map(|form| &form.tables).find(|table| table.name.zh == name);
    messages.choose(name, table.map_or(name, |table| &table.name.en)).to_owned()
}

/// A table's name under its part's number: `三、收到和处理政府信息公开申请情况`.
pub(crate) fn table_title(form: &Form, table: &FormTable, messages: &Messages) -> String {
    let numbered = |number| messages.choose(format!("{}、", parts::numeral(number)), format!("{number}. "));
    let number = form.part_of_table(&table.id).map(numbered);
    format!("{}{}", number.unwrap_or_default(), messages.choose(&table.name.zh, &table.name.en))
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
        let text = |node: &Node| messages.choose(&node.label, &node.en).clone();
        let band = cell.band();
        let column = &band.columns.nodes[cell.column];
        let mut pieces = Vec::new();
        match cell.row {
            Some(row) => pieces.push(text(&band.rows.nodes[row])),
            // Without row labels, the label that contains the column's says what the figure is about.
            None => pieces.extend(column.parent.map(|parent| text(&band.columns.nodes[parent]))),
        }
        pieces.push(text(column));
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
