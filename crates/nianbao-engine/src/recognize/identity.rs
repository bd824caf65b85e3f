//! Who reports on what: organ, year, period and contact, from the title, from lines such as `填报单位：`, from the
//! sign-off and from the preface.

mod contact;
mod dates;
mod organ;
mod title;

use nianbao_core::report::{Part, PartBlock};
use nianbao_core::{Finding, Report};

use super::Known;
use crate::label;

pub(super) use dates::{date_at_end, date_of_line};
pub(crate) use dates::{found_in, period_in, year_in};
pub(super) use organ::level_of;
pub(crate) use organ::{are_one, in_preface, is_organ_like};
pub(crate) use title::read_title;
pub(super) use title::{Title, may_begin_title};

/// Reads a line such as `填报单位：…`, `年度：2024年` or `2024年度`; false where it is none.
pub(super) fn read_line(line: &str, report: &mut Report) -> bool {
    let bare = line.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let year =
        dates::year_in(bare).filter(|(_, start, end)| *start == 0 && matches!(bare[*end..].trim(), "年" | "年度"));
    if let Some((year, _, _)) = year {
        report.year = report.year.or(Some(year));
        return true;
    }
    let Some((key, value)) = line.split_once(['：', ':']) else { return false };
    let (key, _) = key.split_once(['（', '(']).unwrap_or((key, ""));
    let value = value.trim();
    if value.is_empty() || key.len() > 40 {
        return false;
    }
    let key = label::words(key);
    match key.as_str() {
        "填报单位" | "填表单位" | "编制单位" | "报送单位" | "单位名称" | "报告单位" | "单位" | "填报机关"
        | "行政机关" | "机关名称" => {
            // Other entries may follow on the line, and a place for the seal.
            let end = value.find(|c: char| c.is_whitespace() || "（(".contains(c)).unwrap_or(value.len());
            let (organ, rest) = value.split_at(end);
            // `单位：件` gives the unit of a table's figures.
            let is_name = organ.chars().count() > 2 && (key != "单位" || organ::is_organ_like(organ));
            if is_name && report.organ.name.is_empty() {
                organ.clone_into(&mut report.organ.name);
            }
            report.year = report.year.or(dates::year_in(rest).map(|(year, _, _)| year));
            is_name || organ.chars().count() <= 2
        }
        "年度" | "报告年度" | "年份" | "统计年度" => {
            report.year = report.year.or(dates::year_in(value).map(|(year, _, _)| year));
            true
        }
        _ => false,
    }
}

/// Whether two names may be one organ's: one may leave out the place, or that it is a government.
pub fn are_one_organ(first: &str, second: &str) -> bool {
    organ::are_one(first, second)
}

/// Completes what the text says of organ, year, period and contact, and fills in from outside what it does not say.
/// Where the text says otherwise, the text counts, and a finding says so.
pub(super) fn complete(report: &mut Report, known: &Known) -> Vec<Finding> {
    let texts = texts_with_identity(report);
    report.period = texts.iter().find_map(|text| dates::period_in(text, report.year));
    for text in &texts {
        contact::complete(&mut report.contact, &text.lines().collect::<Vec<_>>());
    }
    let is_in_title = report.title.as_deref().and_then(title::read_title).is_some_and(|title| !title.organ.is_empty());
    if let Some(signature) = report.signature.as_ref().filter(|_| !is_in_title) {
        report.organ.name.clone_from(&signature.organ);
    }
    if report.organ.name.is_empty() {
        report.organ.name = organ::in_preface(&report.preface).unwrap_or_default();
    }
    if report.year.is_none() {
        report.year = report.period.as_ref().and_then(|period| period.from.get(..4)?.parse().ok());
    }
    known.fill_in(report)
}

/// The texts that may state period and contact: the preface; where it stands within part one, that; else the last part.
fn texts_with_identity(report: &Report) -> Vec<String> {
    let of_part = |part: &Part| {
        let paragraphs = part.blocks.iter().filter_map(|block| match block {
            PartBlock::Paragraph { text } => Some(text.as_str()),
            _ => None,
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    };
    let parts = report.parts.first().into_iter().chain(report.parts.last());
    std::iter::once(report.preface.join("\n")).chain(parts.map(of_part)).collect()
}
