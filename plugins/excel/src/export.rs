//! Document to bytes: a workbook, by rust_xlsxwriter.
//!
//! - [`plain`]: any document with grids, redrawn one sheet a grid, with its marks as fills and comments.
//! - [`form`] with [`prose`], [`table`] and [`data`]: a composed report as the filled form, and the blank form as a
//!   workbook that watches over its figures ([`watch`]).
//! - [`names`], [`cell`], [`style`], [`ranges`]: what they share.

mod cell;
mod data;
mod form;
mod names;
mod plain;
mod prose;
mod ranges;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod watch;

use nianbao_core::Document;
use nianbao_core::document::Block;
use nianbao_plugin::{Context, Diagnostic, ExportJob, Exported, PluginError};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// Writes a document as a workbook.
pub(crate) fn export(job: &ExportJob, context: &Context<'_>) -> Result<Exported, PluginError> {
    let mut target = Target { workbook: Workbook::new(), cut: 0 };
    let is_form = |block: &Block| matches!(block, Block::Grid(grid) if form::is_form_table(grid));
    let written = match is_flag(job, "plain") || !job.document.blocks.iter().any(is_form) {
        true => plain::write(&mut target, &job.document),
        false => form::write(&mut target, job, is_flag(job, "template")),
    };
    let failed = |error: XlsxError| PluginError::new("internal", format!("xlsx: {error}"));
    written.map_err(failed)?;
    target.workbook.set_properties(&properties(job)?);
    let bytes = target.workbook.save_to_buffer().map_err(failed)?;
    Ok(Exported { bytes, diagnostics: cut_texts(target.cut, context).into_iter().collect() })
}

/// A workbook while it is written.
struct Target {
    workbook: Workbook,
    /// How many texts were too long for a cell.
    cut: usize,
}

/// Whether an option is set.
fn is_flag(job: &ExportJob, name: &str) -> bool {
    job.options.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false)
}

fn cut_texts(cut: usize, context: &Context<'_>) -> Option<Diagnostic> {
    (cut > 0).then(|| Diagnostic {
        code: "cut_texts".to_owned(),
        message: format!(
            "{cut} {}",
            context.say(
                "处文字超过一个单元格能容纳的 32767 个字，超出的部分没有写入",
                "texts are longer than the 32,767 characters that a cell holds and were cut"
            )
        ),
        at: None,
    })
}

/// Title, author and date; the clock has no say in them.
fn properties(job: &ExportJob) -> Result<DocProperties, PluginError> {
    let document = &job.document;
    let title = document.title.clone().unwrap_or_else(|| document.title_lines.concat());
    let date = ExcelDateTime::from_timestamp(seconds(document))
        .map_err(|error| PluginError::new("bad_date", format!("xlsx: {error}")))?;
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&date);
    let organ = &job.report.organ.name;
    Ok(if organ.is_empty() { properties } else { properties.set_author(organ) })
}

/// 00:00 +08:00 of the document's day, in seconds since 1970; of a document without a date, of the earliest day that a
/// zip archive can hold.
fn seconds(document: &Document) -> i64 {
    const EARLIEST: (i64, i64, i64) = (1980, 1, 1);
    let date = document.date.as_deref().and_then(|date| {
        let mut pieces = date.split('-').map(|piece| piece.parse::<i64>().ok());
        let (year, month, day) = (pieces.next()??, pieces.next()??, pieces.next()??);
        ((1980..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
            .then_some((year, month, day))
    });
    let (year, month, day) = date.unwrap_or(EARLIEST);
    // Howard Hinnant's days_from_civil.
    let shifted_year = year - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) * 86_400 - 8 * 3600
}
