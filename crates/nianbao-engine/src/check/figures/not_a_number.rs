//! F01: a figure with a unit, a sign or a remark, or no figure at all.
//!
//! Looks at every cell whose text is no number. Basis: the form asks for bare numbers; the unit stands in its labels
//! (国办公开办函〔2021〕30号). A number with a remark in brackets still counts and is a warning; the signs of 2019's
//! 本年增/减 are right, and so is a unit where the form names none (采购总金额).

use nianbao_core::CellValue;
use nianbao_core::document::InputKind;
use nianbao_core::finding::Severity;

use super::super::facts::{Facts, is_blank, number};
use super::super::rule::Findings;
use super::placed;

/// Units that are typed beside numbers.
const UNITS: &[&str] = &["件", "条", "宗", "份", "项", "个", "次", "篇", "元", "万元", "亿元", "万"];

pub(super) fn run(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !facts.unusual_cells().iter().any(|cell| matches!(cell.value, CellValue::Text(_))) {
        return;
    }
    // One finding for all cells of a table that have the same fault: it is one habit.
    let mut groups: Vec<Group<'_>> = Vec::new();
    for cell in placed(facts) {
        let CellValue::Text(text) = cell.value else { continue };
        if is_blank(cell.value) {
            continue;
        }
        let Some(kind) = kind(text, cell.value, cell.input, cell.unit) else { continue };
        let group = groups.iter_mut().find(|(table, other, _)| (*table, *other) == (&cell.table.id, kind));
        match group {
            Some((.., cells)) => cells.push((cell.id, text)),
            None => groups.push((&cell.table.id, kind, vec![(cell.id, text)])),
        }
    }
    for (_, kind, cells) in groups {
        let Some((first, printed)) = cells.first() else { continue };
        let mut finding = findings
            .new_finding()
            .with("kind", kind.word())
            .with("printed", printed)
            .with("number", plain(printed))
            .with("count", cells.len())
            .at(facts.locator(first))
            .in_cell(first);
        if kind == Kind::Remark {
            finding.severity = Severity::Warning;
        }
        for (id, _) in &cells[1..] {
            finding = finding.related_to(id, facts.locator(id));
        }
        findings.add(finding);
    }
}

/// A table, a fault, and the cells that have it with what is printed there.
type Group<'a> = (&'a str, Kind, Vec<(String, &'a str)>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unit,
    Sign,
    Remark,
    Other,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Unit => "unit",
            Kind::Sign => "sign",
            Kind::Remark => "remark",
            Kind::Other => "other",
        }
    }
}

fn kind(text: &str, value: &CellValue, input: InputKind, unit: &str) -> Option<Kind> {
    if number(value).is_some() {
        return Some(Kind::Remark);
    }
    let text = text.trim();
    let unsigned = text.strip_prefix(['+', '＋', '-', '－', '−', '—']);
    if let Some(rest) = unsigned
        && is_plain(rest)
    {
        return (input != InputKind::Change).then_some(Kind::Sign);
    }
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    if is_plain(digits) && UNITS.contains(&text[digits.len()..].trim()) {
        return (!unit.is_empty()).then_some(Kind::Unit);
    }
    let is_signed_twice =
        text.starts_with(['+', '-', '－', '—']) && is_plain(text.trim_start_matches(['+', '-', '－', '—']));
    Some(if is_signed_twice { Kind::Sign } else { Kind::Other })
}

fn is_plain(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && text.starts_with(|c: char| c.is_ascii_digit())
}

/// The number that was probably meant, empty where there is none.
fn plain(text: &str) -> String {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    rest[..end].to_owned()
}
