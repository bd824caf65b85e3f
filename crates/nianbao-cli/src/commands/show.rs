//! `nianbao show`: every figure that was read, as the form's tables in a terminal of 80 columns.

use std::fmt::Write;

use nianbao_core::form::{Band, Form, FormCell, FormTable};
use nianbao_core::report::PartBlock;
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};
use nianbao_engine::compose::base_form;
use nianbao_engine::{Recognizer, parts};

use crate::arguments::ShowArguments;
use crate::failure::Failure;
use crate::messages::{Messages, tr};
use crate::read::Reader;
use crate::session::Session;
use crate::table;
use crate::{Outcome, findings, inputs, print, say};

/// The terminal's width that the tables fit into.
const TERMINAL: usize = 80;
/// No column is narrower than this.
const NARROWEST: usize = 4;
/// Where the labels keep this much, column heads need not be broken.
const ROOM_FOR_LABELS: usize = 30;

pub(crate) fn run(session: &Session, arguments: &ShowArguments) -> Result<Outcome, Failure> {
    let host = session.host();
    let forms = session.forms()?;
    let options = session.options()?;
    let collected = inputs::collect(std::slice::from_ref(&arguments.input), session.common.from.as_deref(), host)?;
    let recognizer = Recognizer::new(&forms);
    let known = session.known();
    let from = session.common.from.as_deref();
    let reader = Reader { host, recognizer: &recognizer, known: &known, from, options: &options };
    let mut outcome = Outcome::Clean;
    for input in &collected.inputs {
        let read = session.on_threads(|| reader.read(input))?;
        let mut recognized = match read {
            Ok(recognized) => recognized,
            Err(failure) => {
                say(&format!("{}\n{}", input.display(), failure.to_text(&session.messages)));
                outcome = Outcome::Failed;
                continue;
            }
        };
        findings::put_into_words(&mut recognized.findings, &forms, &session.messages);
        let view = View {
            report: &recognized.report,
            forms: &forms,
            findings: &recognized.findings,
            messages: &session.messages,
        };
        print(view.to_text(arguments.sources).as_bytes())?;
        let text = findings::to_text(&input.display(), &recognized.findings, &session.messages);
        if !text.is_empty() {
            say(&text);
        }
        if recognized.findings.iter().any(|finding| finding.severity == nianbao_core::finding::Severity::Error) {
            outcome = outcome.max(Outcome::Findings);
        }
    }
    Ok(outcome)
}

struct View<'a> {
    report: &'a Report,
    forms: &'a [Form],
    findings: &'a [Finding],
    messages: &'a Messages,
}

impl View<'_> {
    fn to_text(&self, sources: bool) -> String {
        let mut text = String::new();
        let base = base_form(self.report, self.forms);
        let _ = writeln!(text, "{}", nianbao_engine::compose::title_of(self.report, base));
        let organ = if self.report.organ.name.is_empty() { "—" } else { &self.report.organ.name };
        let year = self.report.year.map_or_else(|| "—".to_owned(), |year| year.to_string());
        let organ = tr!(self.messages, "show-organ", organ = organ);
        let _ = writeln!(text, "{organ}  {}", tr!(self.messages, "show-year", year = year));
        let _ = writeln!(text, "{}", tr!(self.messages, "show-legend"));
        for table in &base.tables {
            let read = self.report.tables.get(&table.id);
            let form =
                read.and_then(|read| self.forms.iter().find(|form| form.edition == read.edition)).unwrap_or(base);
            let Some(form_table) = form.table(&table.id) else {
                continue;
            };
            self.table(&mut text, form, form_table);
        }
        self.parts(&mut text);
        if sources {
            self.sources(&mut text, base);
        }
        text
    }

    fn table(&self, text: &mut String, form: &Form, table: &FormTable) {
        let number = form.part_of_table(&table.id).map(parts::numeral).unwrap_or_default();
        let name = self.local(&table.name.zh, &table.name.en);
        let edition = self.local(&form.name.zh, &form.name.en);
        let _ = writeln!(text, "\n{number}、{name}（{edition}）");
        if !self.report.tables.contains_key(&table.id) {
            let _ = writeln!(text, "{}", tr!(self.messages, "show-not-found"));
            return;
        }
        for (band_index, band) in table.bands.iter().enumerate() {
            if let Some(label) = &band.label {
                let _ = writeln!(text, "{label}  {}", tr!(self.messages, "show-unit", unit = band.unit));
            }
            if band.rows.nodes.is_empty() {
                self.groups(text, table, band_index, band)
            } else {
                self.rows(text, table, band_index, band)
            }
        }
    }

    /// A band with row labels: a line a row, group labels on lines of their own.
    fn rows(&self, text: &mut String, table: &FormTable, band_index: usize, band: &Band) {
        let leaves = band.column_leaves();
        let figure = |row: usize, column: usize| self.figure(&FormCell { table, band_index, row: Some(row), column });
        let heads: Vec<String> = leaves.iter().map(|&column| self.node_label(&band.columns.nodes[column])).collect();
        let figures =
            |&column: &usize| band.rows.leaves().map(|row| table::width(&figure(row, column))).max().unwrap_or(0);
        let least: Vec<usize> = leaves.iter().map(|column| figures(column).max(NARROWEST)).collect();
        let wished: Vec<usize> = least.iter().zip(&heads).map(|(least, head)| table::width(head).max(*least)).collect();
        let labels = |widths: &[usize]| TERMINAL.saturating_sub(widths.iter().map(|width| width + 2).sum());
        let widths = if labels(&wished) >= ROOM_FOR_LABELS { wished } else { least };
        let label_width = labels(&widths).max(16);
        lines(text, table::row("", label_width, &heads, &widths));
        for (index, node) in band.rows.nodes.iter().enumerate() {
            let label = format!("{}{}", "  ".repeat(node.depth), self.node_label(node));
            let cells: Vec<String> =
                if node.is_leaf { leaves.iter().map(|&column| figure(index, column)).collect() } else { Vec::new() };
            lines(text, table::row(&label, label_width, &cells, &widths));
        }
    }

    /// A band without row labels: its groups of columns as lines.
    fn groups(&self, text: &mut String, table: &FormTable, band_index: usize, band: &Band) {
        let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for column in band.column_leaves() {
            let parent = band.columns.nodes[column].parent;
            match groups.iter_mut().find(|(group, _)| *group == parent) {
                Some((_, columns)) => columns.push(column),
                None => groups.push((parent, vec![column])),
            }
        }
        let figure = |column: usize| self.figure(&FormCell { table, band_index, row: None, column });
        let mut heads_before: Vec<String> = Vec::new();
        for (group, columns) in groups {
            let heads: Vec<String> =
                columns.iter().map(|&column| self.node_label(&band.columns.nodes[column])).collect();
            let widest =
                |(head, &column): (&String, &usize)| table::width(head).max(table::width(&figure(column))).max(8);
            let widths: Vec<usize> = heads.iter().zip(&columns).map(widest).collect();
            let label_width = TERMINAL.saturating_sub(widths.iter().map(|width| width + 2).sum()).max(16);
            if heads != heads_before {
                lines(text, table::row("", label_width, &heads, &widths));
            }
            let path = group.map(|group| band.columns.path(group)).unwrap_or_default();
            let label: Vec<String> = path.iter().map(|&node| self.node_label(&band.columns.nodes[node])).collect();
            let cells: Vec<String> = columns.iter().map(|&column| figure(column)).collect();
            lines(text, table::row(&label.join(" · "), label_width, &cells, &widths));
            heads_before = heads;
        }
    }

    /// A figure as shown, with what is not a plain number marked.
    fn figure(&self, cell: &FormCell<'_>) -> String {
        match self.report.cell(&cell.id()) {
            Some(CellValue::Number(number)) => number.to_string(),
            Some(CellValue::Blank) => tr!(self.messages, "show-blank"),
            Some(CellValue::Text(text)) => format!("{}*", nianbao_host::printable(text)),
            None => tr!(self.messages, "show-missing"),
        }
    }

    /// A label as shown; one that was found with other words is marked.
    fn node_label(&self, node: &nianbao_core::form::Node) -> String {
        let near = self
            .findings
            .iter()
            .any(|finding| finding.code == "L01" && finding.arguments.get("label") == Some(&node.label));
        format!("{}{}", self.local(&node.label, &node.en), if near { "~" } else { "" })
    }

    fn parts(&self, text: &mut String) {
        let _ = writeln!(text, "\n{}", tr!(self.messages, "show-parts"));
        let count = |count: usize| match count {
            0 => tr!(self.messages, "show-none"),
            count => tr!(self.messages, "show-paragraphs", count = count),
        };
        let _ = writeln!(text, "  {}  {}", tr!(self.messages, "show-preface"), count(self.report.preface.len()));
        for part in &self.report.parts {
            let paragraphs = part.blocks.iter().filter(|block| matches!(block, PartBlock::Paragraph { .. })).count();
            let _ = writeln!(text, "  {}、{}  {}", parts::numeral(part.number), part.heading, count(paragraphs));
        }
    }

    fn sources(&self, text: &mut String, base: &Form) {
        let _ = writeln!(text, "\n{}", tr!(self.messages, "show-source"));
        for cell in base.tables.iter().flat_map(|table| table.cells()) {
            let id = cell.id();
            let name = findings::cell_name(&id, self.forms, self.messages);
            let source = self.report.sources.get(&id).map_or("—", String::as_str);
            let _ = writeln!(text, "  {}  {name}  {source}", self.figure(&cell));
        }
    }

    fn local<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.messages.language {
            nianbao_host::MessageLanguage::Zh => zh,
            nianbao_host::MessageLanguage::En => en,
        }
    }
}

fn lines(text: &mut String, lines: Vec<String>) {
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
}
