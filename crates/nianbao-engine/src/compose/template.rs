//! The blank form of a year: what last year's report says of it filled in, and a marked place for every text.

use std::collections::BTreeMap;

use nianbao_core::document::{Block, Paragraph, ParagraphRole};
use nianbao_core::form::{Form, FormTable};
use nianbao_core::report::{Organ, Part, PartBlock, Table};
use nianbao_core::{CellValue, Document, Report};

use super::{base_form, compose};
use crate::parts;

/// What belongs into the preface; the forms say nothing of it.
const PREFACE: &str = "〔请填写前言：编制依据、统计期限，以及联系地址、邮政编码、电话和电子邮箱〕";

/// The blank form of a year, and the report that it is so far: organ, year, and what follows from last year's report.
///
/// `forms` must not be empty. The grids carry what must hold among their figures.
pub fn blank_form(
    organ: Option<&str>,
    year: i32,
    prior: Option<&Report>,
    forms: &[Form],
    date: Option<&str>,
) -> (Report, Document) {
    let organ = match (organ, prior) {
        (Some(name), _) => Organ { name: name.to_owned(), ..Organ::default() },
        (None, Some(prior)) => prior.organ.clone(),
        (None, None) => Organ::default(),
    };
    let mut report = Report { year: Some(year), organ, ..Report::new() };
    let form = base_form(&report, forms);
    report.parts = parts_with_subheadings(form);
    for table in &form.tables {
        let cells = prior.map(|prior| carried_over(table, prior)).unwrap_or_default();
        report.tables.insert(table.id.clone(), Table { edition: form.edition.clone(), cells, ..Table::default() });
    }
    let mut document = compose(&report, forms, date);
    let preface = Paragraph { text: PREFACE.to_owned(), at: None, role: ParagraphRole::Placeholder };
    document.blocks.insert(0, Block::Paragraph(preface));
    guides_first(&mut document.blocks);
    for block in &mut document.blocks {
        if let Block::Grid(grid) = block
            && let Some(table) = grid.table.as_deref().and_then(|id| form.table(id))
        {
            grid.checks.clone_from(&table.equations);
        }
    }
    (report, document)
}

/// The figures that last year's report gives: what it carried forward, and the stocks that this year begins with.
fn carried_over(table: &FormTable, prior: &Report) -> BTreeMap<String, CellValue> {
    let mut cells = BTreeMap::new();
    for equation in &table.equations {
        let [left] = equation.left.as_slice() else { continue };
        let first_prior = equation.right.iter().find(|term| term.prior && !term.negative);
        let value = first_prior.and_then(|term| prior.cell(&term.cell)).filter(|value| value.number().is_some());
        if let (Some(value), Some((_, key)), false) = (value, left.cell.split_once('.'), left.prior || left.negative) {
            cells.insert(key.to_owned(), value.clone());
        }
    }
    cells
}

fn parts_with_subheadings(form: &Form) -> Vec<Part> {
    let part = |(number, part): (u8, &nianbao_core::form::FormPart)| {
        let heading = |(number, text): (u8, &String)| PartBlock::Heading {
            level: 2,
            text: format!("（{}）{text}", parts::numeral(number)),
        };
        let blocks: Vec<PartBlock> = (1..).zip(&part.subheadings).map(heading).collect();
        (!blocks.is_empty()).then(|| Part { number, heading: part.heading.clone(), blocks })
    };
    (1..).zip(&form.parts).filter_map(part).collect()
}

/// Puts what to write in a part above its sub-headings.
fn guides_first(blocks: &mut [Block]) {
    let is_guide =
        |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.role == ParagraphRole::Placeholder);
    let is_subheading = |block: &Block| matches!(block, Block::Heading(heading) if heading.level > 1);
    for index in 1..blocks.len() {
        if is_guide(&blocks[index]) && is_subheading(&blocks[index - 1]) {
            let first = blocks[..index].iter().rposition(|block| !is_subheading(block)).map_or(0, |before| before + 1);
            blocks[first..=index].rotate_right(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::form;

    use super::*;

    fn prior() -> Report {
        let mut prior = Report::new();
        prior.organ.name = "甲县乙镇人民政府".to_owned();
        let table = |cells: &[(&str, i64)]| Table {
            edition: "2021".to_owned(),
            cells: cells.iter().map(|(key, value)| ((*key).to_owned(), CellValue::from(*value))).collect(),
            ..Table::default()
        };
        prior.tables.insert("requests".to_owned(), table(&[("carried_forward.business", 4), ("received.business", 9)]));
        prior.tables.insert("disclosure".to_owned(), table(&[("rules.in_force", 12), ("rules.issued", 1)]));
        prior
    }

    #[test]
    fn carry_over_and_stocks_come_from_last_year_and_nothing_else() {
        let (report, document) = blank_form(None, 2025, Some(&prior()), form::builtin(), None);
        assert_eq!(report.organ.name, "甲县乙镇人民政府");
        let filled: Vec<(&str, &str)> = document
            .blocks
            .iter()
            .filter_map(|block| if let Block::Grid(grid) = block { Some(&grid.cells) } else { None })
            .flatten()
            .filter_map(|cell| Some((cell.id.as_deref()?, cell.text.as_str())))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        assert_eq!(filled, [("disclosure.rules.in_force", "12"), ("requests.brought_forward.business", "4")]);
    }

    #[test]
    fn every_part_has_its_place_and_every_table_its_relations() {
        let (_, document) = blank_form(Some("甲县"), 2025, None, form::builtin(), None);
        assert_eq!(document.title.as_deref(), Some("甲县2025年政府信息公开工作年度报告"));
        let shape: Vec<String> = document
            .blocks
            .iter()
            .map(|block| match block {
                Block::Heading(heading) => heading.level.to_string(),
                Block::Paragraph(paragraph) if paragraph.role == ParagraphRole::Placeholder => "place".to_owned(),
                Block::Paragraph(_) => "text".to_owned(),
                Block::Grid(grid) => format!("{} {}", grid.table.as_deref().unwrap_or_default(), grid.checks.len()),
            })
            .collect();
        let expected =
            "place 1 place 2 2 2 2 2 1 disclosure 2 place 1 requests 46 place 1 disputes 3 place 1 place 1 place";
        assert_eq!(shape.join(" "), expected);
    }
}
