//! The quick way through: in most reports every table is whole and every relation holds, and then there is nothing to
//! diagnose.

use nianbao_core::form::{Equation, Form, FormTable, Term};
use nianbao_core::report::Table;
use nianbao_core::{CellValue, Report};

use super::system::{LARGEST, equations_of, signed};

/// The relations of all editions, each by the places of its cells within its table. Worked out once for all reports.
pub struct Relations {
    tables: Vec<WholeTable>,
}

/// A table with every cell of its edition and no others.
struct WholeTable {
    id: String,
    edition: String,
    /// The keys of its cells in the order of a report's, each with whether it stands in a relation.
    cells: Vec<(String, bool)>,
    /// The relations that can be judged where just these cells are there, each as the places of its cells, with whether
    /// they are added on the left or subtracted on the right.
    relations: Vec<Vec<(usize, bool)>>,
}

impl Relations {
    /// The relations of these editions.
    pub fn new(forms: &[Form]) -> Self {
        let tables = forms.iter().flat_map(|form| form.tables.iter().map(move |table| (&form.edition, table)));
        Relations { tables: tables.filter_map(|(edition, table)| WholeTable::new(edition, table, forms)).collect() }
    }

    /// Whether every table of a report is whole, has a number wherever a relation looks, and keeps all its relations.
    /// Where this is so, [`diagnose`](super::diagnose) finds nothing.
    pub fn hold(&self, report: &Report) -> bool {
        report.tables.iter().all(|(id, table)| {
            let whole = self.tables.iter().find(|whole| whole.id == *id && whole.edition == table.edition);
            whole.is_some_and(|whole| whole.holds(table))
        })
    }
}

impl WholeTable {
    /// A table of one of the editions; `None` where a relation looks at another table, which makes it no quick matter.
    fn new(edition: &str, table: &FormTable, forms: &[Form]) -> Option<Self> {
        let mut keys: Vec<String> = table.cells().map(|cell| cell.key()).collect();
        keys.sort_unstable();
        let place = |term: &Term| {
            let key = key_in(table, &term.cell)?;
            keys.binary_search_by(|own| own.as_str().cmp(key)).ok()
        };
        let mut looks_elsewhere = false;
        let equations = equations_of(&table.id, Some(table), forms, |equation| {
            let this_year = || signed(equation).map(|(term, _)| term).filter(|term| !term.prior);
            looks_elsewhere |= this_year().any(|term| key_in(table, &term.cell).is_none());
            this_year().all(|term| place(term).is_some())
        });
        if looks_elsewhere {
            return None;
        }
        let of_this_year = equations.into_iter().filter(|equation| signed(equation).all(|(term, _)| !term.prior));
        let places = |equation: &Equation| {
            signed(equation).filter_map(|(term, is_plus)| Some((place(term)?, is_plus))).collect()
        };
        let relations: Vec<Vec<(usize, bool)>> = of_this_year.map(places).collect();
        let mut related = vec![false; keys.len()];
        relations.iter().flatten().for_each(|&(place, _)| related[place] = true);
        let cells = keys.into_iter().zip(related).collect();
        Some(WholeTable { id: table.id.clone(), edition: edition.to_owned(), cells, relations })
    }

    fn holds(&self, table: &Table) -> bool {
        if table.cells.len() != self.cells.len() {
            return false;
        }
        let mut counts = Vec::with_capacity(self.cells.len());
        for ((key, value), (own, is_related)) in table.cells.iter().zip(&self.cells) {
            match count(value) {
                _ if key != own => return false,
                None if *is_related => return false,
                count => counts.push(count.unwrap_or(0)),
            }
        }
        let is_even = |places: &Vec<(usize, bool)>| {
            let signed = |&(place, is_plus): &(usize, bool)| if is_plus { counts[place] } else { -counts[place] };
            places.iter().map(signed).sum::<i64>() == 0
        };
        self.relations.iter().all(is_even)
    }
}

/// The key of a cell that a full id names, if it is of this table.
fn key_in<'id>(table: &FormTable, id: &'id str) -> Option<&'id str> {
    id.strip_prefix(table.id.as_str())?.strip_prefix('.')
}

/// A whole number that sums cannot carry out of range.
fn count(value: &CellValue) -> Option<i64> {
    let number = value.number().filter(|number| number.scale() == 0 && number.abs() <= LARGEST)?;
    i64::try_from(number.mantissa()).ok()
}
