//! Repairs in words: what a change would be, and what speaks for it. Evidence, never an order.

use nianbao_core::finding::{Evidence, Finding, Repair, Slip};
use nianbao_core::form::{Form, FormCell, Node};
use nianbao_core::value::CellValue;

use crate::findings;
use crate::messages::{Messages, tr};

/// So many answers are listed unless all are asked for.
const MOST_ANSWERS: usize = 3;
/// More changes than these are not listed one by one.
const MOST_CHANGES: usize = 5;
/// More cells of a sum are not named one by one.
const MOST_SUMMANDS: usize = 3;

/// What is said of a finding's repairs, a paragraph each; none where it has none.
pub(super) fn paragraphs(finding: &Finding, all: bool, forms: &[Form], messages: &Messages) -> Vec<String> {
    let Some(first) = finding.repairs.first() else { return Vec::new() };
    let mut answers: Vec<(u32, Vec<&Repair>)> = Vec::new();
    for repair in &finding.repairs {
        match answers.iter_mut().find(|(rank, _)| *rank == repair.rank) {
            Some((_, changes)) => changes.push(repair),
            None => answers.push((repair.rank, vec![repair])),
        }
    }
    answers.sort_by_key(|(rank, _)| *rank);
    let words = Words { finding, forms, messages };
    let table = first.cell.split('.').next().unwrap_or_default();
    let source = tr!(messages, "repair-source", table = table);
    let between = messages.choose("", " ");
    if let [(_, changes)] = answers.as_slice() {
        let text = if says_the_answer(finding) { words.reasons(changes) } else { words.answer(changes) };
        return vec![format!("{text}{}{source}", if text.is_empty() { "" } else { between })];
    }
    let most = if all { answers.len() } else { MOST_ANSWERS };
    let has_likeliest = answers.iter().any(|(rank, _)| *rank <= 1);
    let title = if has_likeliest { tr!(messages, "repair-several") } else { tr!(messages, "repair-equal") };
    let mut paragraphs = vec![title];
    let listed = answers.iter().take(most).enumerate();
    paragraphs.extend(listed.map(|(index, (_, changes))| format!("  {}. {}", index + 1, words.answer(changes))));
    let ways = finding.arguments.get("ways").and_then(|ways| ways.parse().ok()).unwrap_or(answers.len());
    match ways.saturating_sub(most.min(answers.len())) {
        0 => paragraphs.push(source),
        others => {
            let others = tr!(messages, "repair-others", count = others);
            paragraphs.push(format!("{others}{between}{source}"));
        }
    }
    paragraphs
}

/// What one change is, to be said at its own cell.
pub(super) fn at_its_cell(finding: &Finding, repair: &Repair, forms: &[Form], messages: &Messages) -> String {
    let words = Words { finding, forms, messages };
    let table = repair.cell.split('.').next().unwrap_or_default();
    let source = tr!(messages, "repair-source", table = table);
    format!("{}{}{source}", words.answer(&[repair]), messages.choose("", " "))
}

/// Whether the finding's own sentence gives the new value and the relations that hold with it.
fn says_the_answer(finding: &Finding) -> bool {
    finding.arguments.contains_key("to")
}

struct Words<'a> {
    finding: &'a Finding,
    forms: &'a [Form],
    messages: &'a Messages,
}

impl Words<'_> {
    /// The changes that belong together, and what speaks for them, as one sentence.
    fn answer(&self, changes: &[&Repair]) -> String {
        let spoken: Vec<String> = match changes.len() > MOST_CHANGES {
            true => vec![self.many(changes)],
            false => changes.iter().map(|change| self.change(change, changes.len() == 1)).collect(),
        };
        let mut reasons: Vec<String> = evidence(changes).into_iter().map(|piece| self.evidence(piece)).collect();
        reasons.extend(self.objections(changes));
        if reasons.is_empty() {
            let count = changes.iter().map(|change| change.resolves.len()).max().unwrap_or(0);
            reasons.push(tr!(self.messages, "repair-relations", count = count));
        }
        let (changes, reasons) =
            (spoken.join(self.messages.choose("，", " and ")), reasons.join(self.messages.choose("；", "; ")));
        tr!(self.messages, "repair-answer", changes = changes, reasons = reasons)
    }

    /// What speaks for changes beside the relations, as one sentence; empty where nothing does.
    fn reasons(&self, changes: &[&Repair]) -> String {
        let others = evidence(changes).into_iter().filter(|piece| !matches!(piece, Evidence::Relations { .. }));
        let reasons: Vec<String> = others.map(|piece| self.evidence(piece)).chain(self.objections(changes)).collect();
        if reasons.is_empty() {
            return String::new();
        }
        tr!(self.messages, "repair-reasons", reasons = reasons.join(self.messages.choose("；", "; ")))
    }

    /// What speaks against the changes, a sentence each.
    fn objections(&self, changes: &[&Repair]) -> Vec<String> {
        let mut pieces: Vec<&Evidence> = Vec::new();
        for piece in changes.iter().flat_map(|change| &change.against) {
            if !pieces.contains(&piece) {
                pieces.push(piece);
            }
        }
        let objection = |piece: &Evidence| match piece {
            Evidence::Prose { printed, cells, .. } => {
                let printed = nianbao_host::printable(printed);
                Some(match cells.is_empty() {
                    true => tr!(self.messages, "repair-against", printed = printed),
                    false => tr!(self.messages, "repair-against-sum", sum = self.sum(cells), printed = printed),
                })
            }
            _ => None,
        };
        pieces.into_iter().filter_map(objection).collect()
    }

    /// Cells that are added up: by the name of their group, one by one, or by their number.
    fn sum(&self, cells: &[String]) -> String {
        let name = |cell: &String| findings::cell_name(cell, self.forms, self.messages);
        match (self.group(cells), cells) {
            (Some(group), _) => tr!(self.messages, "repair-sum-group", group = group),
            (None, [first, ..]) if cells.len() > MOST_SUMMANDS => {
                tr!(self.messages, "repair-sum-cells", first = name(first), count = cells.len())
            }
            _ => cells.iter().map(name).collect::<Vec<_>>().join(self.messages.choose("、", ", ")),
        }
    }

    /// The name of the label whose rows of one column these cells are: `（三）不予公开·总计`.
    fn group(&self, cells: &[String]) -> Option<String> {
        let table = cells.first()?.split('.').next()?;
        self.forms.iter().rev().filter_map(|form| form.table(table)).find_map(|table| {
            let own: Vec<FormCell<'_>> = table.cells().filter(|cell| cells.contains(&cell.id())).collect();
            let first = own.first().filter(|_| own.len() == cells.len())?;
            if own.iter().any(|cell| (cell.band_index, cell.column) != (first.band_index, first.column)) {
                return None;
            }
            let band = first.band();
            let rows: Vec<usize> = own.iter().filter_map(|cell| cell.row).collect();
            let group = (0..band.rows.nodes.len()).find(|&node| band.rows.leaves_below(node) == rows)?;
            Some([self.label(&band.rows.nodes[group]), self.label(&band.columns.nodes[first.column])].join("·"))
        })
    }

    fn label<'n>(&self, node: &'n Node) -> &'n str {
        self.messages.choose(&node.label, &node.en)
    }

    /// Changes that are too many to be listed: blanks that are sums of what is there.
    fn many(&self, changes: &[&Repair]) -> String {
        let line =
            self.line(changes).map_or_else(String::new, |label| tr!(self.messages, "repair-line", label = label));
        tr!(self.messages, "repair-fill", line = line, count = changes.len())
    }

    /// The label of the column, or of the row, that all these cells stand in.
    fn line(&self, changes: &[&Repair]) -> Option<String> {
        let cells: Vec<Vec<String>> = changes.iter().map(|change| self.labels(&change.cell)).collect::<Option<_>>()?;
        let first = cells.first()?;
        let is_shared = |label: &&String| cells.iter().all(|labels| labels.contains(label));
        first.iter().rev().find(is_shared).cloned()
    }

    /// The labels of a cell's row and column.
    fn labels(&self, id: &str) -> Option<Vec<String>> {
        let table = id.split('.').next()?;
        self.forms.iter().rev().filter_map(|form| form.table(table)).find_map(|table| {
            let cell = table.cells().find(|cell| cell.id() == id)?;
            let band = cell.band();
            let row = cell.row.map(|row| self.label(&band.rows.nodes[row]).to_owned());
            Some(row.into_iter().chain([self.label(&band.columns.nodes[cell.column]).to_owned()]).collect())
        })
    }

    fn change(&self, change: &Repair, is_only: bool) -> String {
        let value = |value: &CellValue| match value {
            CellValue::Blank => tr!(self.messages, "repair-blank"),
            value => nianbao_host::printable(&value.to_string()),
        };
        let (from, to) = (value(&change.from), value(&change.to));
        if is_only && self.finding.cell.as_ref() == Some(&change.cell) {
            return tr!(self.messages, "repair-this", to = to);
        }
        let cell = findings::cell_name(&change.cell, self.forms, self.messages);
        let place = change.source.as_ref().map(|source| nianbao_host::printable(&source.locator));
        let at = place.map_or_else(String::new, |place| tr!(self.messages, "repair-at", place = place));
        tr!(self.messages, "repair-cell", cell = cell, at = at, from = from, to = to)
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Relations { count } => tr!(self.messages, "repair-relations", count = count),
            Evidence::PriorYear => tr!(self.messages, "repair-prior-year"),
            Evidence::Prose { printed, cells, .. } => {
                let printed = nianbao_host::printable(printed);
                match cells.is_empty() {
                    true => tr!(self.messages, "repair-prose", printed = printed),
                    false => tr!(self.messages, "repair-prose-sum", sum = self.sum(cells), printed = printed),
                }
            }
            Evidence::Slip { slip } => tr!(self.messages, "repair-slip", slip = slip_word(*slip)),
        }
    }
}

/// What speaks for changes that belong together, each piece once.
fn evidence<'a>(changes: &[&'a Repair]) -> Vec<&'a Evidence> {
    let mut evidence: Vec<&Evidence> = Vec::new();
    for piece in changes.iter().flat_map(|change| &change.evidence) {
        if !evidence.contains(&piece) {
            evidence.push(piece);
        }
    }
    evidence
}

/// The word by which the messages tell slips apart.
fn slip_word(slip: Slip) -> &'static str {
    match slip {
        Slip::SwappedDigits => "swapped",
        Slip::DroppedDigit => "dropped",
        Slip::AddedDigit => "added",
        Slip::WrongDigit => "digit",
        Slip::NeighbourColumn => "column",
        Slip::NeighbourRow => "row",
        Slip::StaleTotal => "total",
        Slip::SplitDigits => "split",
        Slip::LeftBlank => "blank",
        Slip::WrongSign => "sign",
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::finding::Severity;
    use nianbao_core::form;
    use nianbao_host::MessageLanguage;

    use super::*;

    fn repair(cell: &str, rank: u32, evidence: Vec<Evidence>) -> Repair {
        let (from, to) = (CellValue::Blank, CellValue::from(4));
        let (cell, resolves) = (cell.to_owned(), vec!["R03".to_owned()]);
        Repair { cell, source: None, from, to, resolves, evidence, against: Vec::new(), rank }
    }

    fn prose(printed: &str, cells: &[&str]) -> Evidence {
        let cells = cells.iter().map(|&cell| cell.to_owned()).collect();
        Evidence::Prose { sentence: String::new(), printed: printed.to_owned(), cells }
    }

    fn said(repairs: Vec<Repair>, ways: usize) -> Vec<String> {
        let finding = Finding { repairs, ..Finding::new("R03", Severity::Error) }.with("ways", ways);
        paragraphs(&finding, false, form::builtin(), &Messages::new(MessageLanguage::Zh))
    }

    #[test]
    fn a_sum_of_the_text_is_said_to_be_one() {
        let unavailable = ["not_held", "must_be_created", "unclear_after_correction"]
            .map(|row| format!("requests.handled.unavailable.{row}.total"));
        let group: Vec<&str> = unavailable.iter().map(String::as_str).collect();
        let two = ["requests.received.total", "requests.brought_forward.total"];
        let many = ["received", "brought_forward", "handled.granted", "handled.partial"]
            .map(|row| format!("requests.{row}.total"));
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for (cells, sum) in [
            (&group[..], "改后（四）无法提供·总计各项相加，与文字部分的9件一致"),
            (
                &two[..],
                "改后一、本年新收政府信息公开申请数量·总计、二、上年结转政府信息公开申请数量·总计相加，与文字部分的9件一致",
            ),
            (&many[..], "改后一、本年新收政府信息公开申请数量·总计等 4 格相加，与文字部分的9件一致"),
            (&[], "文字部分也写9件"),
        ] {
            let said = said(vec![repair("requests.received.total", 1, vec![prose("9件", cells)])], 1);
            assert!(said[0].contains(&format!("，{sum}。")), "{said:?}");
        }
    }

    #[test]
    fn what_speaks_against_a_change_is_said_last() {
        let mut denied = repair("requests.received.total", 1, vec![Evidence::Relations { count: 1 }]);
        denied.against = vec![prose("7件", &[])];
        let said = said(vec![denied], 1);
        assert!(said[0].contains("1 处勾稽关系成立；但文字部分写7件。"), "{said:?}");
    }

    #[test]
    fn where_none_is_the_likeliest_the_title_does_not_say_so_and_the_others_are_counted() {
        let cells = ["requests.received.total", "requests.brought_forward.total"];
        let listed =
            |first: u32| cells.iter().zip(first..).map(|(cell, rank)| repair(cell, rank, Vec::new())).collect();
        let (decided, undecided) = (said(listed(1), 2), said(listed(2), 6));
        assert_eq!((decided[0].as_str(), undecided[0].as_str()), ("可能的改法，可能性大的在前：", "可能的改法："));
        assert_eq!(decided.last().map(String::as_str), Some("请以申请台账为准。"));
        assert_eq!(undecided.last().map(String::as_str), Some("另有 4 种改法。请以申请台账为准。"));
    }

    #[test]
    fn many_blank_totals_are_one_clause() {
        let rows = ["received", "brought_forward", "handled.granted", "handled.partial", "handled.total"];
        let total = |row: &str| repair(&format!("requests.{row}.total"), 1, vec![Evidence::Relations { count: 6 }]);
        let mut all: Vec<Repair> = rows.iter().map(|row| total(row)).collect();
        assert!(said(all.clone(), 1)[0].contains("将一、本年新收政府信息公开申请数量·总计由 空白 改为 4"));
        all.push(total("carried_forward"));
        let said = said(all, 1);
        assert_eq!(
            said,
            ["若补填总计一栏空白的 6 格，各为所属各格之和，6 处勾稽关系全部成立。请以申请台账为准。".to_owned()]
        );
    }
}
