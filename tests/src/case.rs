//! The figures of real published reports, from the files in `tests/cases`.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use crate::Figures;

/// One published report's figures; `tests/cases/README.md` explains the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The file's name without its extension.
    #[serde(skip)]
    pub name: String,
    /// Where the figures were published.
    pub source: String,
    /// The organ's full name; empty where it is lost.
    pub organ: String,
    /// The organ's province.
    pub region: String,
    /// The organ's level, in Chinese.
    pub level: String,
    /// The year reported on.
    pub year: i32,
    /// The edition of the form.
    pub edition: String,
    /// What is odd in the figures.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The figures as printed.
    pub cells: Figures,
}

/// The case of a name such as `suqian-city-2024`.
///
/// # Panics
/// Where there is no such file, or its content is no case: a fault of the test that asks.
pub fn load(name: &str) -> Case {
    let path = folder().join(format!("{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let case: Case = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Case { name: name.to_owned(), ..case }
}

/// Every case, by name.
///
/// # Panics
/// As [`load`].
pub fn all() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("the folder of cases stands beside this crate's manifest");
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    names.iter().map(|name| load(name)).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{distinct, form};

    #[test]
    fn every_case_names_cells_of_the_form() {
        let known: BTreeSet<String> = crate::cell_ids(form());
        for case in all() {
            for id in case.cells.keys().filter(|id| !id.starts_with("requests.handled.other.")) {
                assert!(known.contains(id), "{}: {id}", case.name);
            }
        }
    }

    #[test]
    fn relations_break_only_where_the_notes_say_so() {
        for case in all() {
            let complete = case.cells.len() == form().cell_count() && case.cells.values().all(|text| !text.is_empty());
            if complete {
                assert_eq!(distinct::broken_relations(form(), &case.cells), [""; 0], "{}", case.name);
            } else {
                assert!(!case.notes.is_empty(), "{}", case.name);
            }
        }
    }
}
