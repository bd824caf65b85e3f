//! The editions of the form with what rules look up in them, worked out at the first need and kept for all reports.

use std::sync::OnceLock;

use nianbao_core::form::Form;
use rustc_hash::FxHashSet;

use crate::check::figures::AmountCell;
use crate::check::prose::Phrases;
use crate::check::structure::PartWords;
use crate::label;
use crate::parts::PartHeadings;
use crate::repair::Relations;

/// The editions that reports are checked by.
pub(crate) struct Editions<'f> {
    /// The forms, oldest first.
    pub(crate) forms: &'f [Form],
    words: Vec<EditionWords>,
    relations: OnceLock<Relations>,
    amounts: OnceLock<Vec<AmountCell>>,
    labels: OnceLock<FxHashSet<String>>,
}

#[derive(Default)]
struct EditionWords {
    headings: OnceLock<PartHeadings>,
    official_headings: OnceLock<Vec<String>>,
    parts: OnceLock<PartWords>,
    phrases: OnceLock<Phrases>,
}

impl<'f> Editions<'f> {
    /// These editions, oldest first.
    pub(crate) fn new(forms: &'f [Form]) -> Self {
        Editions {
            forms,
            words: forms.iter().map(|_| EditionWords::default()).collect(),
            relations: OnceLock::new(),
            amounts: OnceLock::new(),
            labels: OnceLock::new(),
        }
    }

    /// The wordings of an edition's part headings.
    pub(in crate::check) fn headings(&self, form: &Form) -> &PartHeadings {
        self.of(form).headings.get_or_init(|| PartHeadings::new(form))
    }

    /// The words of an edition's own part headings.
    pub(in crate::check) fn official_headings(&self, form: &Form) -> &[String] {
        let words = || form.parts.iter().map(|part| label::normalize(&part.heading)).collect();
        self.of(form).official_headings.get_or_init(words)
    }

    /// What tells an edition's parts from each other in running text.
    pub(in crate::check) fn part_words(&self, form: &Form) -> &PartWords {
        self.of(form).parts.get_or_init(|| PartWords::new(form))
    }

    /// The rows, columns and documents of an edition as prose names them.
    pub(in crate::check) fn phrases(&self, form: &Form) -> &Phrases {
        self.of(form).phrases.get_or_init(|| Phrases::new(form))
    }

    /// What must hold among the figures of all editions.
    pub(in crate::check) fn relations(&self) -> &Relations {
        self.relations.get_or_init(|| Relations::new(self.forms))
    }

    /// The cells of all editions that take amounts in 万元.
    pub(in crate::check) fn amounts(&self) -> &[AmountCell] {
        self.amounts.get_or_init(|| AmountCell::all(self.forms))
    }

    /// All labels that tables of all editions have, as they are printed and by their words.
    pub(in crate::check) fn labels(&self) -> &FxHashSet<String> {
        self.labels.get_or_init(|| {
            let bands = self.forms.iter().flat_map(|form| &form.tables).flat_map(|table| &table.bands);
            let labels = bands.flat_map(|band| {
                let own = band.label.iter().chain(&band.corner).chain(&band.units_header);
                let nodes = band.rows.nodes.iter().chain(&band.columns.nodes);
                own.chain(nodes.flat_map(|node| std::iter::once(&node.label).chain(&node.variants)))
            });
            labels.flat_map(|label| [label.clone(), label::normalize(label)]).collect()
        })
    }

    /// The words of one of the forms; of the first where it is none of them, which does not happen.
    fn of(&self, form: &Form) -> &EditionWords {
        let index = self.forms.iter().position(|own| std::ptr::eq(own, form));
        &self.words[index.unwrap_or(0)]
    }
}
