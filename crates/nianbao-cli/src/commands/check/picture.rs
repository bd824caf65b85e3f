//! A small picture of the cells that a finding is about: a few rows of the form's table with their labels, the cell in
//! question between signs.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use nianbao_core::form::{Band, Equation, Form, FormCell, FormTable};
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};

use crate::messages::{Messages, tr};
use crate::table;

/// More rows of one band are not drawn.
const MOST_ROWS: usize = 6;
/// No column is narrower than this.
const NARROWEST: usize = 4;
/// A wider value is cut, in a band of several columns and in one of few.
const WIDEST_VALUE: [usize; 2] = [12, 30];
/// Labels get no less than this.
const LEAST_FOR_LABELS: usize = 20;
/// No label is longer than this.
const MOST_FOR_LABELS: usize = 36;

/// What pictures are made of.
pub(super) struct Pictures<'a> {
    pub(super) report: &'a Report,
    pub(super) forms: &'a [Form],
    pub(super) messages: &'a Messages,
}

/// The cells of a finding, by what they are in it.
struct Concerned<'a> {
    /// The cell in question, and those that the likeliest repair changes.
    marked: BTreeSet<&'a str>,
    /// Those of the same cause, and those of other repairs.
    beside: BTreeSet<&'a str>,
    /// Those that a relation joins with the marked ones.
    related: BTreeSet<String>,
}

impl Concerned<'_> {
    /// How much a cell belongs into the picture: 0 most.
    fn distance(&self, id: &str) -> usize {
        if self.marked.contains(id) {
            0
        } else if self.beside.contains(id) {
            1
        } else if self.related.contains(id) {
            2
        } else {
            3
        }
    }
}

/// One line of a picture: a row, or a group of columns of a band without rows.
struct Line<'a> {
    label: String,
    cells: Vec<FormCell<'a>>,
}

impl<'a> Pictures<'a> {
    /// The lines of a picture that is at most so wide; none where the finding is about no cell of the form.
    pub(super) fn of(&self, finding: &Finding, width: usize) -> Vec<String> {
        let Some(table) = self.table_of(finding) else { return Vec::new() };
        let concerned = concerned(finding, table);
        let mut lines = Vec::new();
        for (band_index, band) in table.bands.iter().enumerate() {
            lines.extend(self.band(table, band_index, band, &concerned, width));
        }
        lines
    }

    /// The form's table in the edition that the report has it in, else in the newest one that has the cell.
    fn table_of(&self, finding: &Finding) -> Option<&'a FormTable> {
        let repaired = || finding.repairs.first().map(|repair| repair.cell.as_str());
        // No cell of a sum is the wrong one: all that were summed are drawn.
        let is_sum = finding.arguments.contains_key("summed");
        let summed = || finding.related.first().filter(|_| is_sum)?.cell.as_deref();
        let id = finding.cell.as_deref().or_else(repaired).or_else(summed)?;
        let (table, key) = id.split_once('.')?;
        let edition = self.report.tables.get(table).map(|table| table.edition.as_str());
        let own = self.forms.iter().filter(|form| Some(form.edition.as_str()) == edition);
        let mut tables = own.chain(self.forms.iter().rev()).filter_map(|form| form.table(table));
        tables.find(|table| table.cells().any(|cell| cell.key() == key))
    }

    fn band(
        &self,
        table: &'a FormTable,
        band_index: usize,
        band: &'a Band,
        concerned: &Concerned<'_>,
        width: usize,
    ) -> Vec<String> {
        let (mut lines, all) = self.lines(table, band_index, band, concerned);
        let is_marked = |cell: &FormCell<'_>| concerned.distance(&cell.id()) <= 1;
        if !lines.iter().flat_map(|line| &line.cells).any(is_marked) {
            return Vec::new();
        }
        let left_out = self.choose_columns(&mut lines, concerned, width);
        let count = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let heads = |line: &Line<'_>| -> Vec<String> {
            line.cells.iter().map(|cell| self.local(&band.columns.nodes[cell.column])).collect()
        };
        let values: Vec<Vec<String>> = lines.iter().map(|line| self.values(&line.cells, concerned)).collect();
        let values = even_out(values, self.signs());
        let widest = |column: usize| {
            let of_heads = lines.iter().filter_map(|line| heads(line).get(column).map(|head| longest_piece(head)));
            let of_values = values.iter().filter_map(|row| row.get(column)).map(|value| table::width(value));
            of_heads.chain(of_values).max().unwrap_or(0).max(NARROWEST)
        };
        let least: Vec<usize> = (0..count).map(widest).collect();
        let whole = |(column, least): (usize, &usize)| {
            let heads = lines.iter().filter_map(|line| heads(line).get(column).map(|head| table::width(head)));
            heads.max().unwrap_or(0).max(*least)
        };
        // Heads need not be broken where there is room for them.
        let wished: Vec<usize> = least.iter().enumerate().map(whole).collect();
        let room = |widths: &[usize]| width.saturating_sub(widths.iter().map(|width| width + 2).sum());
        let widths = if room(&wished) >= MOST_FOR_LABELS { wished } else { least };
        let labels = lines.iter().map(|line| table::width(&line.label)).max().unwrap_or(0);
        let label_width = labels.min(MOST_FOR_LABELS).min(room(&widths).max(LEAST_FOR_LABELS));
        let mut drawn = Vec::new();
        let mut heads_before = Vec::new();
        for (line, values) in lines.iter().zip(&values) {
            let heads = heads(line);
            if heads != heads_before {
                drawn.extend(table::row("", label_width, &heads, &widths));
            }
            heads_before = heads;
            let mut label = table::wrap(&cut(&line.label, 2 * label_width - 2), label_width);
            let mut text = table::left(&label.pop().unwrap_or_default(), label_width);
            drawn.extend(label);
            for (value, &width) in values.iter().zip(&widths) {
                text.push_str(&format!("  {}", table::right(value, width)));
            }
            drawn.push(text.trim_end().to_owned());
        }
        let left_out_rows = all - lines.len();
        if left_out_rows + left_out > 0 {
            drawn.push(tr!(self.messages, "picture-left-out", rows = left_out_rows, columns = left_out));
        }
        drawn
    }

    /// The lines of a band that are drawn, in the form's order, and how many there are that the finding concerns.
    fn lines(
        &self,
        table: &'a FormTable,
        band_index: usize,
        band: &'a Band,
        concerned: &Concerned<'_>,
    ) -> (Vec<Line<'a>>, usize) {
        let mut lines: Vec<Line<'a>> = Vec::new();
        if band.rows.nodes.is_empty() {
            let mut group_before = None;
            for column in band.column_leaves() {
                let group = band.columns.nodes[column].parent;
                if group_before != Some(group) {
                    let path = group.map(|group| band.columns.path(group)).unwrap_or_default();
                    let labels: Vec<String> = path.iter().map(|&node| self.local(&band.columns.nodes[node])).collect();
                    lines.push(Line { label: labels.join(" · "), cells: Vec::new() });
                }
                group_before = Some(group);
                let cell = FormCell { table, band_index, row: None, column };
                lines.last_mut().expect("the column's group has one").cells.push(cell);
            }
        } else {
            for row in band.row_leaves() {
                let columns = band.column_leaves().into_iter();
                let cells = columns.map(|column| FormCell { table, band_index, row, column }).collect();
                let label = row.map(|row| self.local(&band.rows.nodes[row])).unwrap_or_default();
                lines.push(Line { label, cells });
            }
        }
        // Of the rows that a relation joins, those with the largest terms tell most.
        let rank = |line: &Line<'_>| {
            let ids: Vec<String> = line.cells.iter().map(FormCell::id).collect();
            let distance = ids.iter().map(|id| concerned.distance(id)).min().unwrap_or(3);
            let terms = ids.iter().filter(|id| concerned.distance(id) == distance);
            let largest = terms.filter_map(|id| self.report.cell(id)?.number()).map(|number| number.abs()).max();
            (distance, Reverse(largest))
        };
        let mut ranked: Vec<(usize, _)> = lines.iter().map(rank).enumerate().collect();
        ranked.retain(|(_, (distance, _))| *distance < 3);
        ranked.sort_by_key(|(_, rank)| *rank);
        let all = ranked.len();
        let chosen: BTreeSet<usize> = ranked.into_iter().take(MOST_ROWS).map(|(index, _)| index).collect();
        let mut index = 0;
        lines.retain(|_| {
            index += 1;
            chosen.contains(&(index - 1))
        });
        (lines, all)
    }

    /// Takes away columns, the least concerned first, until labels and columns fit; says how many.
    fn choose_columns(&self, lines: &mut [Line<'a>], concerned: &Concerned<'_>, width: usize) -> usize {
        let mut left_out = 0;
        loop {
            let needed: usize = (0..).map_while(|column| self.column_width(lines, column, concerned)).sum();
            let count = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
            if needed + LEAST_FOR_LABELS <= width || count <= 2 {
                return left_out;
            }
            let rank = |column: usize| {
                let cells = || lines.iter().filter_map(|line| line.cells.get(column));
                let distance = cells().map(|cell| concerned.distance(&cell.id())).min().unwrap_or(3);
                let number = |cell: &FormCell<'_>| self.report.cell(&cell.id()).and_then(CellValue::number);
                (distance, cells().all(|cell| number(cell).is_some_and(|number| number.is_zero())), column)
            };
            let Some(least) = (0..count).max_by_key(|&column| rank(column)) else { return left_out };
            for line in lines.iter_mut().filter(|line| line.cells.len() > least) {
                line.cells.remove(least);
            }
            left_out += 1;
        }
    }

    /// The places that a column takes, with the blanks before it; `None` behind the last.
    fn column_width(&self, lines: &[Line<'_>], column: usize, concerned: &Concerned<'_>) -> Option<usize> {
        let cells = lines.iter().filter_map(|line| line.cells.get(column));
        let widths = cells.map(|cell| {
            let head = longest_piece(&self.local(&cell.band().columns.nodes[cell.column]));
            let value = self.values(&[*cell], concerned).first().map_or(0, |value| table::width(value));
            head.max(value).max(NARROWEST) + 2
        });
        widths.max()
    }

    fn values(&self, cells: &[FormCell<'_>], concerned: &Concerned<'_>) -> Vec<String> {
        let (before, after) = self.signs();
        let widest = WIDEST_VALUE[usize::from(cells.len() <= 2)];
        let value = |cell: &FormCell<'_>| {
            let id = cell.id();
            let value = match self.report.cell(&id) {
                None => tr!(self.messages, "show-missing"),
                Some(CellValue::Blank) => tr!(self.messages, "show-blank"),
                Some(value) => cut(&nianbao_host::printable(&value.to_string()), widest),
            };
            if concerned.marked.contains(id.as_str()) { format!("{before}{value}{after}") } else { value }
        };
        cells.iter().map(value).collect()
    }

    /// What stands around a marked value.
    fn signs(&self) -> (&'static str, &'static str) {
        signs(self.messages)
    }

    fn local(&self, node: &nianbao_core::form::Node) -> String {
        self.messages.choose(&node.label, &node.en).clone()
    }
}

/// What stands around a marked value.
pub(super) fn signs(messages: &Messages) -> (&'static str, &'static str) {
    messages.choose(("【", "】"), ("[", "]"))
}

fn concerned<'a>(finding: &'a Finding, table: &FormTable) -> Concerned<'a> {
    let repairs = |is_likeliest: bool| {
        let repairs = finding.repairs.iter().filter(move |repair| (repair.rank <= 1) == is_likeliest);
        repairs.map(|repair| repair.cell.as_str())
    };
    let marked: BTreeSet<&str> = finding.cell.as_deref().into_iter().chain(repairs(true)).collect();
    let related = finding.related.iter().filter_map(|related| related.cell.as_deref());
    let terms = |equation: &Equation| -> Vec<String> {
        let terms = equation.left.iter().chain(&equation.right).filter(|term| !term.prior);
        terms.map(|term| term.cell.clone()).collect()
    };
    let equations = table.equations.iter().filter(|equation| equation.code == finding.code).map(terms);
    let equations = equations.filter(|cells| cells.iter().any(|cell| finding.cell.as_ref() == Some(cell)));
    Concerned { beside: related.chain(repairs(false)).collect(), related: equations.flatten().collect(), marked }
}

/// Puts blanks behind the unmarked values of a column with a marked one, so that the figures stand under each other.
fn even_out(mut rows: Vec<Vec<String>>, (_, after): (&str, &str)) -> Vec<Vec<String>> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..count {
        let is_marked = |row: &Vec<String>| row.get(column).is_some_and(|value| value.ends_with(after));
        if rows.iter().any(is_marked) {
            for value in rows.iter_mut().filter_map(|row| row.get_mut(column)).filter(|value| !value.ends_with(after)) {
                value.push_str(&" ".repeat(table::width(after)));
            }
        }
    }
    rows
}

/// The places of the longest piece of a head that must not be parted.
fn longest_piece(head: &str) -> usize {
    (1..=table::width(head)).find(|&width| !table::cuts_a_word(head, width)).unwrap_or(0)
}

/// A text of at most so many places, with a sign where it was cut.
pub(super) fn cut(text: &str, width: usize) -> String {
    if table::width(text) <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if table::width(&cut) + table::width(c.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end_matches(['（', '(', ' ', '、', '，']))
}
