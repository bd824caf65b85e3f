//! Cases from files: in the shape of `tests/cases`, or with Chinese names for tables, rows and columns.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use nianbao_core::form::{self, Band, Tree};
use nianbao_engine::label;
use serde::Deserialize;

use super::Subject;
use crate::Figures;
use crate::case::Case;

/// Reads one file; the error says why it is passed over.
pub(super) fn read(name: &str, path: &Path) -> Result<Subject, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let subject = match serde_json::from_str::<Case>(&text) {
        Ok(case) => Subject::new(name, &case.organ, case.year, case.cells),
        Err(_) => {
            let published: Published = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            if !published.complete {
                return Err("not complete".to_owned());
            }
            // The name of one organ is lost; what stands in its place is a remark in brackets.
            let organ = if published.organ.starts_with('（') { "" } else { &published.organ };
            Subject::new(name, organ, published.year, published.figures()?)
        }
    }?;
    let asked: usize = subject.tables.iter().map(|table| table.cells().count()).sum();
    if subject.figures.len() == asked {
        Ok(subject)
    } else {
        Err(format!("{} of {asked} figures", subject.figures.len()))
    }
}

/// A report as published: figures by the form's own words.
#[derive(Deserialize)]
struct Published {
    organ: String,
    year: i32,
    complete: bool,
    /// Band → row → column → printed text.
    #[serde(default)]
    table2: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    /// Row with the groups above it, separated by slashes → column → printed text.
    #[serde(default)]
    table3: BTreeMap<String, BTreeMap<String, String>>,
    /// Group → column → printed text.
    #[serde(default)]
    table4: BTreeMap<String, BTreeMap<String, String>>,
}

impl Published {
    fn figures(&self) -> Result<Figures, String> {
        let mut figures = Figures::new();
        for (band, rows) in &self.table2 {
            for (row, columns) in rows {
                for (column, printed) in columns {
                    figures.insert(find("disclosure", Some(band), row, column)?, printed.clone());
                }
            }
        }
        for (row, columns) in &self.table3 {
            for (column, printed) in columns {
                figures.insert(find("requests", None, row, column)?, printed.clone());
            }
        }
        for (group, columns) in &self.table4 {
            for (column, printed) in columns {
                figures.insert(find("disputes", None, "", &format!("{group}/{column}"))?, printed.clone());
            }
        }
        Ok(figures)
    }
}

/// The full id of the cell of any edition, the newest first, whose labels these are.
fn find(table: &str, band: Option<&str>, row: &str, column: &str) -> Result<String, String> {
    for form in form::builtin().iter().rev() {
        let bands = form.table(table).into_iter().flat_map(|table| &table.bands);
        for candidate in bands.filter(|candidate| band.is_none() || candidate.label.as_deref() == band) {
            if let Some(key) = find_in(candidate, row, column) {
                return Ok(format!("{table}.{key}"));
            }
        }
    }
    Err(format!("no edition has a cell {} {row} {column}", band.unwrap_or_default()))
}

fn find_in(band: &Band, row: &str, column: &str) -> Option<String> {
    let rows = band.row_leaves();
    let row = rows.into_iter().find(|leaf| leaf.is_none_or(|leaf| is_named(&band.rows, leaf, row)))?;
    let column = band.column_leaves().into_iter().find(|&leaf| is_named(&band.columns, leaf, column))?;
    Some(band.cell_id(row, column))
}

/// Whether the labels of a leaf's innermost ancestors and its own are those given: `自然人` stands under 申请人情况,
/// and a case need not name the outermost group.
fn is_named(tree: &Tree, leaf: usize, path: &str) -> bool {
    let given: Vec<String> = path.split('/').map(label::normalize).collect();
    let own: Vec<String> = tree.path(leaf).iter().map(|&node| label::normalize(&tree.nodes[node].label)).collect();
    own.ends_with(&given)
}
