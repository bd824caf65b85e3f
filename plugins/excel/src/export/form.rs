//! A composed report as the filled form, or the blank form to be filled in: one sheet a statutory table, one for the
//! text, and a hidden one for the data. A hidden column on each says what its rows are (`own`).

use std::collections::BTreeMap;

use nianbao_core::document::{Block, Grid};
use nianbao_plugin::ExportJob;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::names::Names;
use super::watch::Watch;
use super::{Target, data, prose, table};
use crate::own;

/// The name of the sheet with the text.
const TEXT_SHEET: &str = "文字部分";

pub(super) fn write(target: &mut Target, job: &ExportJob, is_template: bool) -> Result<(), XlsxError> {
    let mut names = Names::default();
    // No table may take the name that the formulas of the blank form refer to.
    let data_name = names.take(own::DATA_SHEET);
    let text_name = names.take(TEXT_SHEET);
    let mut sheets: Vec<Worksheet> = Vec::new();
    let mut table_names: BTreeMap<usize, String> = BTreeMap::new();
    let mut watches: Vec<Watch<'_>> = Vec::new();
    let mut heading = None;
    for (index, block) in job.document.blocks.iter().enumerate() {
        match block {
            Block::Heading(found) if found.level <= 1 => heading = Some(found.text.as_str()),
            Block::Grid(grid) if is_form_table(grid) => {
                let name = names.take(grid.name.as_deref().unwrap_or_default());
                let mut sheet = Worksheet::new();
                sheet.set_name(&name)?;
                let title = heading.or(grid.name.as_deref()).unwrap_or_default();
                if is_template {
                    let first_row = watches.last().map_or(data::FIRST_RELATION, Watch::next_row);
                    let watch = Watch::new(grid, table::ORIGIN, job.prior.as_ref(), &name, &data_name, first_row);
                    table::write(&mut target.cut, &mut sheet, grid, title, Some(&watch))?;
                    watches.push(watch);
                } else {
                    table::write(&mut target.cut, &mut sheet, grid, title, None)?;
                }
                table_names.insert(index, name);
                sheets.push(sheet);
            }
            _ => {}
        }
    }
    let text = prose::sheet(target, &job.document, &text_name, &table_names, is_template)?;
    let data = match is_template {
        true => data::of_template(&data_name, &job.report, &watches)?,
        false => data::of_report(&data_name, &job.report)?,
    };
    for sheet in sheets.into_iter().chain([text, data]) {
        target.workbook.push_worksheet(sheet);
    }
    Ok(())
}

/// Whether a grid prints a statutory table.
pub(super) fn is_form_table(grid: &Grid) -> bool {
    grid.table.is_some()
}
