//! What the workspace's end-to-end tests share: figures, prose, and workbooks as offices lay them out.
//!
//! - [`accuracy`]: reports laid out in many ways and read again, cell by cell.
//! - [`case`]: figures of real published reports, from `tests/cases`.
//! - [`clean`]: reports without a fault, for whoever checks.
//! - [`distinct`]: invented figures on which every relation holds.
//! - [`prose`]: plain text that fits the figures.
//! - [`layout`]: the form on worksheets, officially and in every disorder met in practice.
//! - [`planted_prose`]: prose in many wordings that speaks of cells, and wrong counts planted in it.
//! - [`fixtures`]: the workbooks checked in under `tests/fixtures`.
//! - [`package`]: zip packages taken apart and put together again.
//! - [`planted`]: errors planted in right reports, and whether the check names them.
//! - [`program`]: the assembled program, started as people start it.
//! - [`readback`]: outputs read by other readers than nianbao's.

pub mod accuracy;
pub mod case;
pub mod clean;
pub mod distinct;
pub mod fixtures;
pub mod hostile;
pub mod layout;
pub mod package;
pub mod planted;
pub mod planted_prose;
pub mod program;
pub mod prose;
pub mod random;
pub mod readback;

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::form::Form;

/// Figures as printed: full cell id → text, `""` for a blank cell.
pub type Figures = BTreeMap<String, String>;

/// The form of 2021, on which the test material is.
pub fn form() -> &'static Form {
    nianbao_core::form::builtin().iter().find(|form| form.edition == "2021").expect("the edition of 2021 is built in")
}

/// The full ids of all cells of a form.
pub fn cell_ids(form: &Form) -> BTreeSet<String> {
    form.tables.iter().flat_map(|table| table.cells().map(|cell| cell.id())).collect()
}
