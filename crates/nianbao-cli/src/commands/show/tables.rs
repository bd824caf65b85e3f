//! The form's tables with the figures read, and the signs beside what is no plain figure.

use std::collections::BTreeSet;
use std::fmt::Write;

use nianbao_core::Finding;
use nianbao_core::finding::Severity;
use nianbao_core::form::{Band, Form, FormCell, FormTable, Node};
use nianbao_core::report::Table;
use nianbao_core::value::CellValue;

use super::{View, lines};
use crate::findings;
use crate::messages::tr;
use crate::table::{self, TERMINAL};

/// No column is narrower than this.
const NARROWEST: usize = 4;
/// Where the labels keep this much, column heads need not be broken.
const ROOM_FOR_LABELS: usize = 30;
/// Labels get no less than this.
const LEAST_FOR_LABELS: usize = 10;
/// A text in a figure's place that is wider than this stands under the table.
const WIDEST_TEXT: usize = 7;

/// What the findings say of cells and labels.
pub(super) struct Marks<'a> {
    /// Cells that a finding is about, other than that they are missing.
    doubtful: BTreeSet<&'a str>,
    /// Labels that were found in other words, with the table where the finding names it.
    near: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(findings: &'a [Finding]) -> Self {
        let is_doubt = |finding: &&Finding| finding.severity >= Severity::Warning && finding.code != "L04";
        let cells = |finding: &'a Finding| {
            let related = finding.related.iter().filter_map(|related| related.cell.as_deref());
            finding.cell.as_deref().into_iter().chain(related)
        };
        let argument = |finding: &'a Finding, name: &str| finding.arguments.get(name).map(String::as_str);
        let near = findings.iter().filter(|finding| finding.code == "L01");
        Marks {
            doubtful: findings.iter().filter(is_doubt).flat_map(cells).collect(),
            near: near.filter_map(|finding| Some((argument(finding, "label")?, argument(finding, "table")))).collect(),
        }
    }

    fn is_near(&self, node: &Node, table: &FormTable) -> bool {
        let is_here = |name: Option<&str>| name.is_none_or(|name| name == table.name.zh || name == table.name.en);
        self.near.iter().any(|(label, name)| *label == node.label && is_here(*name))
    }
}

impl View<'_> {
    /// The signs that the tables have, in words; `None` where they have none.
    pub(super) fn legend(&self) -> Option<String> {
        let cells = || self.tables().into_iter().flat_map(|(_, table)| table.cells()).map(|cell| cell.id());
        let is_read = |id: &str| id.split_once('.').is_some_and(|(table, _)| self.report.tables.contains_key(table));
        let value = |id: &str| self.report.cell(id);
        let has = |fits: &dyn Fn(&str) -> bool| cells().any(|id| is_read(&id) && fits(&id));
        let signs = [
            ("show-legend-blank", has(&|id| value(id) == Some(&CellValue::Blank))),
            ("show-legend-missing", has(&|id| value(id).is_none())),
            ("show-legend-text", has(&|id| matches!(value(id), Some(CellValue::Text(_))))),
            ("show-legend-near", !self.marks.near.is_empty()),
            ("show-legend-doubtful", has(&|id| value(id).is_some() && self.marks.doubtful.contains(id))),
        ];
        let words: Vec<String> =
            signs.iter().filter(|(_, used)| *used).map(|(key, _)| self.messages.text(key, &[])).collect();
        (!words.is_empty()).then(|| words.join(self.messages.choose("　", "  ")))
    }

    pub(super) fn table(&self, text: &mut String, form: &Form, table: &FormTable, names_edition: bool) {
        let title = findings::table_title(form, table, self.messages);
        let edition = self.messages.choose(&form.name.zh, &form.name.en);
        let edition = names_edition.then(|| tr!(self.messages, "show-edition", edition = edition));
        let _ = writeln!(text, "\n{title}{}", edition.unwrap_or_default());
        let Some(read) = self.report.tables.get(&table.id) else {
            let _ = writeln!(text, "{}", tr!(self.messages, "show-not-found"));
            return;
        };
        let mut long_texts = Vec::new();
        for (band_index, band) in table.bands.iter().enumerate() {
            if let Some(label) = &band.label {
                let _ = writeln!(text, "{label}  {}", tr!(self.messages, "show-unit", unit = band.unit));
            }
            if band.rows.nodes.is_empty() {
                self.groups(text, table, band_index, band, &mut long_texts);
            } else {
                self.rows(text, table, band_index, band, &mut long_texts);
            }
        }
        for (index, long) in long_texts.iter().enumerate() {
            lines(text, table::wrap(&format!("*{} {}", index + 1, nianbao_host::printable(long)), TERMINAL));
        }
        self.cells_of_other_editions(text, table, read);
        self.extra_rows(text, table, read);
        for note in &read.notes {
            lines(text, table::wrap(&nianbao_host::printable(note), TERMINAL));
        }
    }

    /// A band with row labels: a line a row, group labels on lines of their own.
    fn rows(&self, text: &mut String, table: &FormTable, band_index: usize, band: &Band, long: &mut Vec<String>) {
        let leaves = band.column_leaves();
        let mut figures: Vec<Vec<String>> = Vec::new();
        for (index, node) in band.rows.nodes.iter().enumerate() {
            let row = if node.is_leaf { leaves.as_slice() } else { &[] };
            let figure = |&column: &usize| self.figure(&FormCell { table, band_index, row: Some(index), column }, long);
            figures.push(row.iter().map(figure).collect());
        }
        let heads: Vec<String> =
            leaves.iter().map(|&column| self.node_label(table, &band.columns.nodes[column])).collect();
        let widest = |column: usize| {
            let widths = figures.iter().filter_map(|row| row.get(column)).map(|figure| table::width(figure));
            widths.max().unwrap_or(0).max(NARROWEST)
        };
        let least: Vec<usize> = (0..leaves.len()).map(widest).collect();
        let wished: Vec<usize> = least.iter().zip(&heads).map(|(least, head)| table::width(head).max(*least)).collect();
        let widths = if room_for_labels(&wished) >= ROOM_FOR_LABELS { wished } else { least };
        let label_width = room_for_labels(&widths).min(self.widest_label(table));
        let heads = self.number_heads(text, heads, &widths);
        lines(text, table::row("", label_width, &heads, &widths));
        for (node, figures) in band.rows.nodes.iter().zip(&figures) {
            let label = format!("{}{}", "  ".repeat(node.depth), self.node_label(table, node));
            lines(text, table::row(&label, label_width, figures, &widths));
        }
    }

    /// A band without row labels: its groups of columns as lines.
    fn groups(&self, text: &mut String, table: &FormTable, band_index: usize, band: &Band, long: &mut Vec<String>) {
        let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for column in band.column_leaves() {
            let parent = band.columns.nodes[column].parent;
            match groups.iter_mut().find(|(group, _)| *group == parent) {
                Some((_, columns)) => columns.push(column),
                None => groups.push((parent, vec![column])),
            }
        }
        let mut heads_before: Vec<String> = Vec::new();
        for (group, columns) in groups {
            let label_of = |&column: &usize| self.node_label(table, &band.columns.nodes[column]);
            let heads: Vec<String> = columns.iter().map(label_of).collect();
            let figure = |&column: &usize| self.figure(&FormCell { table, band_index, row: None, column }, long);
            let figures: Vec<String> = columns.iter().map(figure).collect();
            let widest = |(head, figure): (&String, &String)| table::width(head).max(table::width(figure)).max(8);
            let widths: Vec<usize> = heads.iter().zip(&figures).map(widest).collect();
            let label_width = room_for_labels(&widths).min(self.widest_label(table));
            if heads != heads_before {
                lines(text, table::row("", label_width, &heads, &widths));
            }
            let label = self.group_label(table, band, group);
            lines(text, table::row(&label, label_width, &figures, &widths));
            heads_before = heads;
        }
    }

    /// The column heads; where words would be cut, numbers that a line above the table explains.
    fn number_heads(&self, text: &mut String, heads: Vec<String>, widths: &[usize]) -> Vec<String> {
        if !heads.iter().zip(widths).any(|(head, &width)| table::cuts_a_word(head, width)) {
            return heads;
        }
        let numbers: Vec<String> = (1..=heads.len()).map(|number| format!("({number})")).collect();
        self.flow(text, numbers.iter().zip(heads).map(|(number, head)| format!("{number} {head}")).collect());
        numbers
    }

    fn group_label(&self, table: &FormTable, band: &Band, group: Option<usize>) -> String {
        let path = group.map(|group| band.columns.path(group)).unwrap_or_default();
        let labels: Vec<String> = path.iter().map(|&node| self.node_label(table, &band.columns.nodes[node])).collect();
        labels.join(" · ")
    }

    /// The places that the widest label of a table takes, so that figures stand near their labels and its bands line up.
    fn widest_label(&self, table: &FormTable) -> usize {
        let widest = table.bands.iter().flat_map(|band| {
            let rows = band.rows.nodes.iter();
            let rows = rows.map(|node| table::width(&self.node_label(table, node)) + 2 * node.depth);
            let columns = if band.rows.nodes.is_empty() { band.column_leaves() } else { Vec::new() };
            let groups = columns.into_iter().map(|column| band.columns.nodes[column].parent);
            rows.chain(groups.map(|group| table::width(&self.group_label(table, band, group)))).collect::<Vec<_>>()
        });
        widest.max().unwrap_or(0)
    }

    /// Cells that only another edition has, which a mixed table keeps beside its own.
    fn cells_of_other_editions(&self, text: &mut String, table: &FormTable, read: &Table) {
        let own: BTreeSet<String> = table.cells().map(|cell| cell.key()).collect();
        let others: Vec<&String> = read.cells.keys().filter(|key| !own.contains(*key)).collect();
        if others.is_empty() {
            return;
        }
        let _ = writeln!(text, "{}", tr!(self.messages, "show-other-editions"));
        for key in others {
            let id = format!("{}.{key}", table.id);
            let name = findings::cell_name(&id, self.forms, self.messages);
            let figure = nianbao_host::printable(&self.value(&id));
            lines(text, table::wrap(&format!("  {name}  {figure}"), TERMINAL));
        }
    }

    /// Local rows that the form does not have.
    fn extra_rows(&self, text: &mut String, table: &FormTable, read: &Table) {
        if !read.extra_rows.is_empty() {
            let _ = writeln!(text, "{}", tr!(self.messages, "show-extra-rows"));
        }
        for row in &read.extra_rows {
            let mut pieces = vec![format!("  {}", nianbao_host::printable(&row.label))];
            for (column, value) in &row.cells {
                let nodes = table.bands.iter().flat_map(|band| &band.columns.nodes);
                let label = nodes
                    .filter(|node| node.id == *column)
                    .map(|node| self.messages.choose(&node.label, &node.en))
                    .next();
                pieces.push(format!("{} {}", label.unwrap_or(column), nianbao_host::printable(&shown(value, self))));
            }
            self.flow(text, pieces);
        }
    }

    /// A figure with its signs; a long text goes to the list under the table.
    fn figure(&self, cell: &FormCell<'_>, long_texts: &mut Vec<String>) -> String {
        let id = cell.id();
        match self.report.cell(&id) {
            Some(CellValue::Text(text)) if table::width(text) > WIDEST_TEXT || text.contains('\n') => {
                long_texts.push(text.clone());
                format!("*{}", long_texts.len())
            }
            _ => nianbao_host::printable(&self.value(&id)),
        }
    }

    /// A cell's value with its signs.
    pub(super) fn value(&self, id: &str) -> String {
        let Some(value) = self.report.cell(id) else { return tr!(self.messages, "show-missing") };
        let doubt = if self.marks.doubtful.contains(id) { "!" } else { "" };
        format!("{}{doubt}", shown(value, self))
    }

    /// A label as shown; one that was found in other words is marked.
    fn node_label(&self, table: &FormTable, node: &Node) -> String {
        let near = if self.marks.is_near(node, table) { "~" } else { "" };
        format!("{}{near}", self.messages.choose(&node.label, &node.en))
    }
}

fn shown(value: &CellValue, view: &View<'_>) -> String {
    match value {
        CellValue::Number(number) => number.to_string(),
        CellValue::Blank => tr!(view.messages, "show-blank"),
        CellValue::Text(text) => format!("{text}*"),
    }
}

/// What columns of these widths leave of the terminal.
fn room_for_labels(widths: &[usize]) -> usize {
    let columns: usize = widths.iter().map(|width| width + 2).sum();
    TERMINAL.saturating_sub(columns).max(LEAST_FOR_LABELS)
}
