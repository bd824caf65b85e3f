//! Report → Document: everything that is printed, in the order and with the tables of the statutory form.

mod charts;
mod table;
mod template;
mod title;

use nianbao_core::document::{Block, Grid, Heading, Paragraph, ParagraphRole};
use nianbao_core::form::{Form, FormPart};
use nianbao_core::report::{Part, PartBlock, Signature};
use nianbao_core::{Document, Report};

use crate::parts;

pub use charts::charts;
pub use table::table_grid;
pub use template::blank_form;
pub(crate) use title::{ORGAN_TO_FILL_IN, YEAR_TO_FILL_IN};
pub use title::{title_lines, title_of};

/// The document that prints a report: title, preface, six parts with their tables, sign-off.
///
/// A part without text gets a marked place to fill in; of a report without any text, every part does. Each table is
/// printed in its own edition. `date` (`YYYY-MM-DD`) goes before the sign-off's date, which goes before 31 January of
/// the year after, the day by which the Regulation wants departments' reports (Art. 49).
///
/// `forms` must not be empty.
pub fn compose(report: &Report, forms: &[Form], date: Option<&str>) -> Document {
    let form = base_form(report, forms);
    let title = title_of(report, form);
    let mut document = Document::new();
    document.title_lines = title_lines(&title, &report.organ.name);
    document.title = Some(title);
    document.date = Some(date.map_or_else(|| date_of(report), str::to_owned));

    let blocks = &mut document.blocks;
    blocks.extend(report.preface.iter().map(|text| paragraph(text, ParagraphRole::Body)));
    for (part, form_part) in parts_to_print(report, form) {
        let heading = format!("{}、{}", parts::numeral(part.number), part.heading);
        blocks.push(Block::Heading(Heading { level: 1, text: heading, at: None }));
        blocks.extend(part_blocks(report, forms, form, &part, form_part));
    }
    if let Some(signature) = &report.signature {
        blocks.extend(sign_off(signature));
    }
    document
}

/// The form that gives a report its part headings: the edition of its tables, else the newest one not after its year.
pub fn base_form<'a>(report: &Report, forms: &'a [Form]) -> &'a Form {
    let edition = |edition: &str| forms.iter().find(|form| form.edition == edition);
    let of_tables =
        report.tables.values().filter_map(|table| edition(&table.edition)).max_by_key(|form| form.first_year);
    let of_year = || match report.year {
        Some(year) => forms.iter().filter(|form| form.first_year <= year).max_by_key(|form| form.first_year),
        None => forms.iter().max_by_key(|form| form.first_year),
    };
    of_tables.or_else(of_year).unwrap_or(&forms[0])
}

/// The report's parts in their printed order, with the form's missing ones put where they belong.
fn parts_to_print<'a>(report: &Report, form: &'a Form) -> Vec<(Part, Option<&'a FormPart>)> {
    let headings = parts::PartHeadings::new(form);
    let mut printed: Vec<(Part, Option<usize>)> =
        report.parts.iter().map(|part| (part.clone(), headings.part(part))).collect();
    for (index, form_part) in form.parts.iter().enumerate() {
        if printed.iter().any(|(_, of)| *of == Some(index)) {
            continue;
        }
        let number = u8::try_from(index + 1).unwrap_or(u8::MAX);
        let part = Part { number, heading: form_part.heading.clone(), blocks: Vec::new() };
        let after = printed.iter().rposition(|(_, of)| of.is_some_and(|of| of < index));
        printed.insert(after.map_or(0, |after| after + 1), (part, Some(index)));
    }
    printed.into_iter().map(|(part, of)| (part, of.map(|of| &form.parts[of]))).collect()
}

fn part_blocks(report: &Report, forms: &[Form], form: &Form, part: &Part, form_part: Option<&FormPart>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let own_table = form_part.and_then(|form_part| form_part.table.as_deref());
    let places_own_table = part
        .blocks
        .iter()
        .any(|block| matches!(block, PartBlock::Table { table } if Some(table.as_str()) == own_table));
    if let Some(table) = own_table
        && !places_own_table
    {
        blocks.extend(table_blocks(report, forms, form, table));
    }
    for block in &part.blocks {
        match block {
            PartBlock::Heading { level, text } => {
                blocks.push(Block::Heading(Heading { level: *level, text: text.clone(), at: None }));
            }
            PartBlock::Paragraph { text } => blocks.push(paragraph(text, ParagraphRole::Body)),
            PartBlock::Table { table } => blocks.extend(table_blocks(report, forms, form, table)),
            PartBlock::Grid(grid) => blocks.push(Block::Grid(local_grid(grid))),
        }
    }
    let has_text = part.blocks.iter().any(|block| matches!(block, PartBlock::Paragraph { .. } | PartBlock::Grid(_)));
    if let Some(form_part) = form_part
        && !has_text
        && (own_table.is_none() || !report.has_prose())
    {
        blocks.push(paragraph(&format!("〔{}〕", form_part.guide.zh), ParagraphRole::Placeholder));
    }
    blocks
}

/// A statutory table with its notes; of a table that was not found, the blank form.
fn table_blocks(report: &Report, forms: &[Form], form: &Form, id: &str) -> Vec<Block> {
    let read = report.tables.get(id);
    let form = read.and_then(|read| forms.iter().find(|form| form.edition == read.edition)).unwrap_or(form);
    let Some(form_table) = form.table(id) else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Grid(table_grid(form_table, read))];
    let notes = read.map(|read| read.notes.as_slice()).unwrap_or_default();
    blocks.extend(notes.iter().map(|note| paragraph(note, ParagraphRole::TableNote)));
    blocks
}

/// A local table as it was read; its first row becomes its header, for it has to have one to be read aloud.
fn local_grid(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    grid.header_rows = grid.header_rows.max(u32::from(grid.rows > 1));
    grid
}

fn sign_off(signature: &Signature) -> Vec<Block> {
    let date = paragraph(&chinese_date(&signature.date), ParagraphRole::SignatureDate);
    if signature.sealed {
        return vec![date];
    }
    vec![paragraph(&signature.organ, ParagraphRole::SignatureOrgan), date]
}

/// `2025-01-05` → `2025年1月5日`: no leading zeros (GB/T 9704). What is no such date stays as it is.
fn chinese_date(date: &str) -> String {
    let mut pieces = date.split('-').map(|piece| piece.parse::<u32>());
    match (pieces.next(), pieces.next(), pieces.next(), pieces.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) => format!("{year}年{month}月{day}日"),
        _ => date.to_owned(),
    }
}

/// The day that a report without a date of its own is dated.
fn date_of(report: &Report) -> String {
    match (&report.signature, report.year) {
        (Some(signature), _) => signature.date.clone(),
        (None, Some(year)) => format!("{:04}-01-31", year + 1),
        // Files want some date, and the earliest one that a zip archive can hold misleads nobody.
        (None, None) => "1980-01-01".to_owned(),
    }
}

fn paragraph(text: &str, role: ParagraphRole) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), at: None, role })
}
