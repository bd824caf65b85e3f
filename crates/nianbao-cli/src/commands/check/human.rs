//! Findings for people: by tables, text and file; each with its place, a picture of its cells, and what would mend it.

use std::collections::BTreeMap;

use nianbao_core::finding::{Finding, Severity, Source, Summary, SwitchedOff, Unreadable};
use nianbao_core::form::Form;
use nianbao_engine::compose::base_form;

use super::examine::Examined;
use super::picture::{self, Pictures};
use super::{Output, Totals, repair};
use crate::failure::colon;
use crate::findings;
use crate::inputs::InputFile;
use crate::messages::{Messages, tr};
use crate::paint::Painter;
use crate::table::{self, TERMINAL};

/// So many findings of a kind are shown of each table.
const MOST_OF_A_KIND: usize = 3;
/// Pictures stand so far from the edge.
const PICTURE_INDENT: usize = 4;

/// The report for people.
pub(super) struct Human<'a> {
    forms: &'a [Form],
    messages: &'a Messages,
    is_batch: bool,
    /// Whether every finding is shown, however many are of a kind.
    all: bool,
    painter: Painter,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// A table of the form, by its place in the form.
    Table(usize),
    Text,
    File,
}

impl<'a> Human<'a> {
    pub(super) fn new(forms: &'a [Form], messages: &'a Messages, painter: Painter, is_batch: bool, all: bool) -> Self {
        Human { forms, messages, is_batch, all, painter }
    }
}

impl Output for Human<'_> {
    fn report(&self, examined: &Examined<'_>) -> String {
        let summary = examined.summary();
        let mut text = String::new();
        let counts = counts(summary, self.messages);
        let heading = format!("{}{}{counts}", examined.name, colon(self.messages));
        for line in table::wrap(&heading, TERMINAL) {
            text.push_str(&format!("{}\n", self.painter.title(&line)));
        }
        let is_clean = summary.errors + summary.warnings + summary.hints == 0;
        if !self.is_batch {
            self.about(&mut text, examined);
            self.switched_off(&mut text, 2, &examined.switched_off);
        }
        if self.is_batch && summary.errors + summary.warnings == 0 && !self.all {
            // Hints alone are no reason to take up a screen among many reports.
            self.findings(&mut text, examined, &examined.findings().collect::<Vec<_>>());
        } else if !is_clean {
            self.groups(&mut text, examined);
            text.push('\n');
        }
        text
    }

    fn unreadable(&self, unreadable: &Unreadable) -> String {
        let said = tr!(self.messages, "check-unreadable");
        let line = format!("{}{}{said}", unreadable.report, colon(self.messages));
        format!("{}\n", table::wrap(&line, TERMINAL).join("\n"))
    }

    fn end(&self, totals: &Totals) -> String {
        if !self.is_batch {
            return String::new();
        }
        let mut text = String::from("\n");
        self.switched_off(&mut text, 0, &totals.switched_off);
        let Summary { reports, unreadable, .. } = totals.summary;
        let total = tr!(
            self.messages,
            "check-total",
            count = reports,
            counts = counts(totals.summary, self.messages),
            faulty = totals.faulty,
            clean = totals.clean
        );
        self.indented(&mut text, 0, &total);
        if totals.compared > 0 {
            self.indented(&mut text, 0, &tr!(self.messages, "check-total-compared", count = totals.compared));
        }
        if unreadable > 0 {
            self.indented(&mut text, 0, &tr!(self.messages, "check-total-unreadable", count = unreadable));
        }
        text
    }
}

impl Human<'_> {
    /// Whose report it is, and what it was compared with.
    fn about(&self, text: &mut String, examined: &Examined<'_>) {
        let report = &examined.report;
        let mut pieces = Vec::new();
        if !report.organ.name.is_empty() {
            pieces.push(tr!(self.messages, "show-organ", organ = nianbao_host::printable(&report.organ.name)));
        }
        pieces.extend(report.year.map(|year| tr!(self.messages, "show-year", year = year)));
        pieces.extend(examined.prior.prior().map(|prior| tr!(self.messages, "check-prior", name = prior.name)));
        if !pieces.is_empty() {
            self.indented(text, 2, &pieces.join("  "));
        }
    }

    fn groups(&self, text: &mut String, examined: &Examined<'_>) {
        let form = base_form(&examined.report, self.forms);
        let mut groups: BTreeMap<Group, Vec<&Finding>> = BTreeMap::new();
        for finding in examined.findings() {
            groups.entry(self.group(finding, form)).or_default().push(finding);
        }
        for (group, mut findings) in groups {
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
            text.push_str(&format!("\n{}\n", self.painter.title(&self.group_title(group, form))));
            self.findings(text, examined, &findings);
        }
    }

    fn group(&self, finding: &Finding, form: &Form) -> Group {
        let repaired = finding.repairs.first().map(|repair| &repair.cell);
        let related = finding.related.iter().find_map(|related| related.cell.as_ref());
        let cell = finding.cell.as_ref().or(repaired).or(related);
        let of_cell = cell.and_then(|id| form.tables.iter().position(|table| id.split('.').next() == Some(&table.id)));
        let named = finding.arguments.get("table");
        let has_name = |table: &nianbao_core::form::FormTable| {
            named.is_some_and(|name| *name == table.name.zh || *name == table.name.en || *name == table.id)
        };
        match of_cell.or_else(|| form.tables.iter().position(has_name)) {
            Some(table) => Group::Table(table),
            None if finding.code.starts_with(['L', 'P', 'G']) => Group::File,
            None => Group::Text,
        }
    }

    fn group_title(&self, group: Group, form: &Form) -> String {
        match group {
            Group::Text => tr!(self.messages, "show-parts"),
            Group::File => tr!(self.messages, "check-file"),
            Group::Table(index) => findings::table_title(form, &form.tables[index], self.messages),
        }
    }

    /// The findings of a group, worst first, of each kind no more than is readable.
    fn findings(&self, text: &mut String, examined: &Examined<'_>, findings: &[&Finding]) {
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        // Nothing stands before the first; a finding of several lines stands apart from its neighbours.
        let mut was_large = None;
        for finding in findings {
            let count = shown.entry(&finding.code).or_default();
            *count += 1;
            if *count > MOST_OF_A_KIND && !self.all {
                continue;
            }
            let block = self.finding(examined, finding);
            let is_large = block.lines().count() > 3;
            if was_large.is_some_and(|was_large| was_large || is_large) {
                text.push('\n');
            }
            was_large = Some(is_large);
            text.push_str(&block);
        }
        let more: Vec<String> = shown
            .iter()
            .filter(|(_, count)| **count > MOST_OF_A_KIND && !self.all)
            .map(|(code, count)| tr!(self.messages, "check-more", code = code, count = count - MOST_OF_A_KIND))
            .collect();
        if !more.is_empty() {
            let between = self.messages.choose("，", ", ");
            self.indented(text, 2, &tr!(self.messages, "check-more-line", more = more.join(between)));
        }
    }

    fn finding(&self, examined: &Examined<'_>, finding: &Finding) -> String {
        let word = findings::severity_word(finding.severity, self.messages);
        let widest = [Severity::Error, Severity::Warning, Severity::Hint]
            .map(|severity| table::width(&findings::severity_word(severity, self.messages)));
        let widest = widest.into_iter().max().unwrap_or(0);
        let indent = 2 + widest + 1 + 3 + 2;
        let place = finding.source.as_ref().map(|source| place(source, &examined.files)).unwrap_or_default();
        let place = if place.is_empty() { place } else { format!(" [{place}]") };
        let sentence = format!("{}{place}", nianbao_host::printable(&finding.message));
        let mut text = String::new();
        for (index, line) in table::wrap(&sentence, TERMINAL - indent).into_iter().enumerate() {
            if index == 0 {
                let blanks = " ".repeat(widest - table::width(&word));
                let word = self.painter.severity(finding.severity, &word);
                text.push_str(&format!("  {word}{blanks} {}  {line}\n", finding.code));
            } else {
                text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
            }
        }
        // In a batch, hints are for whoever opens the report itself.
        if self.is_batch && finding.severity == Severity::Hint && !self.all {
            return text;
        }
        let pictures = Pictures { report: &examined.report, forms: self.forms, messages: self.messages };
        let signs = picture::signs(self.messages);
        for line in pictures.of(finding, TERMINAL - PICTURE_INDENT) {
            let line = self.painter.between(signs, finding.severity, &line);
            text.push_str(&format!("{}{line}\n", " ".repeat(PICTURE_INDENT)));
        }
        for paragraph in repair::paragraphs(finding, self.all, self.forms, self.messages) {
            self.indented(&mut text, PICTURE_INDENT, &paragraph);
        }
        text
    }

    /// Says which rules are off, and why; in a batch, for whom.
    fn switched_off(&self, text: &mut String, indent: usize, off: &[SwitchedOff]) {
        if off.is_empty() {
            return;
        }
        let rule = |off: &SwitchedOff| {
            let organ = off.organ.as_deref().filter(|_| self.is_batch);
            let why: Vec<&str> = organ.into_iter().chain(off.reason.as_deref()).collect();
            let why = nianbao_host::printable(&why.join(colon(self.messages)));
            if why.is_empty() {
                off.code.clone()
            } else {
                tr!(self.messages, "check-off-rule", code = off.code, reason = why)
            }
        };
        let between = self.messages.choose("；", "; ");
        let rules: Vec<String> = off.iter().map(rule).collect();
        self.indented(text, indent, &tr!(self.messages, "check-off", rules = rules.join(between)));
    }

    /// Adds a paragraph, each line so far from the edge.
    fn indented(&self, text: &mut String, indent: usize, paragraph: &str) {
        for line in table::wrap(&format!("{}{paragraph}", " ".repeat(indent)), TERMINAL) {
            text.push_str(&format!("{line}\n"));
        }
    }
}

/// Where it stands, with the file where that is not the only one.
fn place(source: &Source, files: &[InputFile]) -> String {
    let is_only = source.file.is_empty() || matches!(files, [file] if file.name() == source.file);
    let text = match (is_only, source.locator.is_empty()) {
        (true, _) => source.locator.clone(),
        (false, true) => source.file.clone(),
        (false, false) => format!("{}#{}", source.file, source.locator),
    };
    nianbao_host::printable(&text)
}

/// `必须改 2 处，提示 1 处`.
pub(crate) fn counts(summary: Summary, messages: &Messages) -> String {
    let kinds =
        [("check-errors", summary.errors), ("check-warnings", summary.warnings), ("check-hints", summary.hints)];
    let found = kinds.into_iter().filter(|(_, count)| *count > 0);
    let found: Vec<String> = found.map(|(key, count)| tr!(messages, key, count = count)).collect();
    if found.is_empty() {
        return tr!(messages, "check-clean");
    }
    found.join(messages.choose("，", ", "))
}
