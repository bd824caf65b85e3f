//! V05: what the file carries and a reader of the page does not see.

use nianbao_core::document::{Note, NoteKind};
use nianbao_core::finding::Severity;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::sentence_at;
use super::mask;

/// Names that programs and computers give themselves: they say nothing of anybody.
const NOBODY: [&str; 24] = [
    "administrator",
    "admin",
    "user",
    "users",
    "windows user",
    "microsoft office user",
    "microsoft",
    "pc",
    "lenovo",
    "hp",
    "dell",
    "asus",
    "wps",
    "wps office",
    "kingsoft",
    "apache poi",
    "python-docx",
    "openpyxl",
    "nianbao",
    "用户",
    "微软用户",
    "未知",
    "unknown",
    "x",
];

/// V05: hidden text, comments and tracked changes, each kind once with its number; the names of authors are a hint.
pub(super) fn unseen(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let kinds: [(&str, &[NoteKind], Severity); 4] = [
        ("hidden", &[NoteKind::Hidden], Severity::Warning),
        ("comment", &[NoteKind::Comment], Severity::Warning),
        ("change", &[NoteKind::Inserted, NoteKind::Deleted], Severity::Warning),
        ("author", &[NoteKind::Author], Severity::Hint),
    ];
    for (kind, note_kinds, severity) in kinds {
        let of_kind = facts.subject.notes.iter().filter(|note| note_kinds.contains(&note.kind));
        let notes: Vec<&Note> = of_kind.filter(|note| says_something(facts, note)).collect();
        let Some(first) = notes.first() else { continue };
        let mut finding = findings.new_finding().at(first.at.as_deref()).with("kind", kind).with("count", notes.len());
        // Pages hide menus and scripts' boxes of their own.
        finding.severity = if kind == "hidden" && is_page(facts) { Severity::Hint } else { severity };
        // A hidden sheet may have many lines, of which the first tells enough.
        findings.add(finding.with("found", mask::text(sentence_at(first.text.trim(), 0))));
    }
}

fn is_page(facts: &Facts<'_>) -> bool {
    let files = &facts.subject.files;
    let is_page = |file: &String| {
        let file = file.to_ascii_lowercase();
        file.ends_with(".html") || file.ends_with(".htm")
    };
    !files.is_empty() && files.iter().all(is_page)
}

/// A change may be of a blank only; an author may be a program, or the organ itself.
fn says_something(facts: &Facts<'_>, note: &Note) -> bool {
    let text = note.text.trim();
    match note.kind {
        NoteKind::Author => {
            let organ = &facts.report().organ.name;
            let is_organ = !organ.is_empty() && (organ.ends_with(text) || text.ends_with(organ.as_str()));
            let is_nobody = NOBODY.contains(&text.to_lowercase().as_str());
            !text.is_empty() && !is_organ && !is_nobody
        }
        _ => !text.is_empty(),
    }
}
