//! Findings put into words and printed for people.

use nianbao_core::finding::{Finding, Severity};
use nianbao_core::form::Form;

use crate::failure::colon;
use crate::messages::{Messages, tr};

/// Puts the messages into findings, in the reader's language.
pub(crate) fn put_into_words(findings: &mut [Finding], forms: &[Form], messages: &Messages) {
    for finding in findings {
        if let Some(cell) = &finding.cell {
            finding.arguments.insert("cell", cell_name(cell, forms, messages));
        }
        finding.message = messages.finding(&finding.code, &finding.arguments);
    }
}

/// A cell's row and column as people say them: `（一）予以公开·总计`.
pub(crate) fn cell_name(id: &str, forms: &[Form], messages: &Messages) -> String {
    let Some((table, key)) = id.split_once('.') else {
        return id.to_owned();
    };
    for form in forms {
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
pub(crate) fn to_text(name: &str, findings: &[Finding], messages: &Messages) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let lines = sorted.iter().map(|finding| {
        let place = finding.source.as_ref().map(|source| format!(" [{}]", nianbao_host::printable(&source.locator)));
        let severity = severity_word(finding.severity, messages);
        format!("  {severity} {}{}{}{}", finding.code, colon(messages), finding.message, place.unwrap_or_default())
    });
    let mut text = format!("{name}\n");
    text.push_str(&lines.collect::<Vec<_>>().join("\n"));
    text
}

fn severity_word(severity: Severity, messages: &Messages) -> String {
    match severity {
        Severity::Error => tr!(messages, "severity-error"),
        Severity::Warning => tr!(messages, "severity-warning"),
        Severity::Hint => tr!(messages, "severity-hint"),
    }
}
