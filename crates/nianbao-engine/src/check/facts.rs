//! What the rules look at, worked out once a report: its form, its figures, its text by sentences, its claims.

mod editions;
mod figure;
mod letters;
mod places;
mod text;

use std::borrow::Cow;
use std::cell::OnceCell;

use nianbao_core::form::{Form, FormTable};
use nianbao_core::report::{Period, Table};
use nianbao_core::{CellValue, Report};
use rust_decimal::Decimal;

use super::identity::Misprinted;
use super::privacy::Text;
use super::prose::Line;
use super::rule::Needs;
use super::settings::{RuleSetting, Settings};
use super::structure::Listing;
use super::{Subject, identity, privacy, prose, structure};
use crate::compose::base_form;
use crate::repair::{self, Diagnosis, Statement};

pub(crate) use editions::Editions;
pub(super) use figure::UnusualCell;
pub(crate) use figure::{is_blank, number};
pub(crate) use letters::Letters;
use places::Places;
pub(super) use places::texts as texts_of;
pub(super) use text::has_blanks;
pub(crate) use text::{Passage, Place, Sentence};

/// A count that the text gives, with the sums of figures that it may speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The rule that judges it: `N01` for requests received, and so on.
    pub(crate) code: &'static str,
    /// The sentence, an index into [`Facts::sentences`].
    pub(crate) sentence: usize,
    /// The number as printed, with its unit.
    pub(crate) printed: String,
    /// The number.
    pub(crate) value: Decimal,
    /// What it may speak of, likeliest first: each a sum of cells by their full ids. It holds if any of them does.
    pub(crate) readings: Vec<Vec<String>>,
    /// How sure it is that the sentence speaks of these cells and of the whole report's scope.
    pub(crate) is_sure: bool,
}

/// Everything that rules look at.
pub(crate) struct Facts<'a> {
    /// The report and what came with it.
    pub(crate) subject: Subject<'a>,
    /// The editions, oldest first.
    pub(crate) forms: &'a [Form],
    /// The same with what rules look up in them.
    pub(super) editions: &'a Editions<'a>,
    /// The edition that gives the report its parts.
    pub(crate) form: &'a Form,
    settings: &'a Settings,
    parts: OnceCell<Vec<Option<usize>>>,
    passages: OnceCell<Vec<Passage<'a>>>,
    sentences: OnceCell<Vec<Sentence<'a>>>,
    unusual_cells: OnceCell<Vec<UnusualCell<'a>>>,
    texts: OnceCell<Vec<Text<'a>>>,
    stated_period: OnceCell<Option<(Option<&'a str>, Period)>>,
    misprinted_dates: OnceCell<Vec<Misprinted<'a>>>,
    list_of_parts: OnceCell<Option<(Cow<'a, str>, Listing)>>,
    letters: OnceCell<Letters>,
    places: OnceCell<Places<'a>>,
    lines: OnceCell<Vec<Line<'a>>>,
    claims: OnceCell<Vec<Claim>>,
    diagnosis: OnceCell<Diagnosis<'a>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(subject: Subject<'a>, editions: &'a Editions<'a>, settings: &'a Settings) -> Self {
        Facts {
            subject,
            forms: editions.forms,
            editions,
            form: base_form(subject.report, editions.forms),
            settings,
            parts: OnceCell::new(),
            passages: OnceCell::new(),
            sentences: OnceCell::new(),
            unusual_cells: OnceCell::new(),
            texts: OnceCell::new(),
            stated_period: OnceCell::new(),
            misprinted_dates: OnceCell::new(),
            list_of_parts: OnceCell::new(),
            letters: OnceCell::new(),
            places: OnceCell::new(),
            lines: OnceCell::new(),
            claims: OnceCell::new(),
            diagnosis: OnceCell::new(),
        }
    }

    pub(super) fn allow(&self, needs: Needs) -> bool {
        let prior_has_prose = || self.subject.prior.is_some_and(Report::has_prose);
        match needs {
            Needs::Report => true,
            Needs::Prose => self.report().has_prose(),
            Needs::Prior => self.subject.prior.is_some(),
            Needs::PriorProse => self.report().has_prose() && prior_has_prose(),
        }
    }

    /// The report.
    pub(crate) fn report(&self) -> &'a Report {
        self.subject.report
    }

    /// What the office has set for a rule.
    pub(crate) fn setting(&self, code: &str) -> Option<&'a RuleSetting> {
        self.settings.of(code, &self.report().organ.name)
    }

    /// The tables of the report, each with the form's table of its own edition, in the form's order.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&'a FormTable, &'a Table)> {
        let report = self.report();
        let forms = self.forms;
        let base = self.form;
        let ids = base.tables.iter().map(|table| table.id.as_str());
        let others = report.tables.keys().map(String::as_str).filter(|id| base.table(id).is_none());
        ids.chain(others).filter_map(move |id| {
            let table = report.tables.get(id)?;
            let form = forms.iter().find(|form| form.edition == table.edition).unwrap_or(base);
            Some((form.table(id)?, table))
        })
    }

    /// The number in a cell, by its full id; `None` where the cell is missing or holds no number.
    pub(crate) fn number(&self, id: &str) -> Option<Decimal> {
        self.value(id).and_then(number)
    }

    /// The number in a cell of last year's report.
    pub(crate) fn prior_number(&self, id: &str) -> Option<Decimal> {
        self.subject.prior?.cell(id).and_then(number)
    }

    /// The value in a cell, by its full id; `None` where the cell is missing.
    pub(crate) fn value(&self, id: &str) -> Option<&'a CellValue> {
        self.report().cell(id)
    }

    /// The cells that hold anything but a whole number from 0 on, in the order of the tables' ids and of their keys.
    pub(super) fn unusual_cells(&self) -> &[UnusualCell<'a>] {
        self.unusual_cells.get_or_init(|| figure::unusual_cells(self.report()))
    }

    /// Where a figure was read: the importer's locator, without the file.
    pub(crate) fn locator(&self, id: &str) -> Option<&'a str> {
        let source = self.report().sources.get(id)?;
        Some(source.split_once('#').map_or(source.as_str(), |(_, locator)| locator))
    }

    /// Which of the form's parts each part of the report is, both from 0.
    pub(crate) fn parts_of_form(&self) -> &[Option<usize>] {
        self.parts.get_or_init(|| {
            let headings = self.editions.headings(self.form);
            self.report().parts.iter().map(|part| headings.part(part)).collect()
        })
    }

    /// The paragraphs and headings of the text, in order.
    pub(crate) fn passages(&self) -> &[Passage<'a>] {
        self.passages.get_or_init(|| text::passages(self.report(), self.parts_of_form()))
    }

    /// The sentences of the paragraphs, in order.
    pub(crate) fn sentences(&self) -> &[Sentence<'a>] {
        self.sentences.get_or_init(|| text::sentences(self.passages()))
    }

    /// The list of parts that the preface gives, with the sentence that it stands in.
    pub(super) fn list_of_parts(&self) -> Option<&(Cow<'a, str>, Listing)> {
        self.list_of_parts.get_or_init(|| structure::list_of_parts(self)).as_ref()
    }

    /// The counting period with the sentence that states it; without any text, the one that the data give.
    pub(super) fn stated_period(&self) -> Option<&(Option<&'a str>, Period)> {
        self.stated_period.get_or_init(|| identity::stated_period(self)).as_ref()
    }

    /// The dates of the text that are not printed as dates are.
    pub(super) fn misprinted_dates(&self) -> &[Misprinted<'a>] {
        self.misprinted_dates.get_or_init(|| identity::misprinted_dates(self))
    }

    /// Every text that would be published, and what its file carries unseen.
    pub(super) fn texts(&self) -> &[Text<'a>] {
        self.texts.get_or_init(|| privacy::texts(self))
    }

    /// Where the lines of the files stand.
    pub(super) fn places(&self) -> &Places<'a> {
        self.places.get_or_init(|| Places::of(self.subject.documents))
    }

    /// The letters of all these texts.
    pub(crate) fn letters(&self) -> &Letters {
        self.letters.get_or_init(|| Letters::of(self.texts().iter().map(|text| text.text)))
    }

    /// The sentences as the reader of counts sees them; nothing of those that tell of no year.
    pub(super) fn lines(&self) -> &[Line<'a>] {
        let line = |sentence: &Sentence<'a>| Line::new(if sentence.is_of_the_year { sentence.text } else { "" });
        self.lines.get_or_init(|| self.sentences().iter().map(line).collect())
    }

    /// The counts in the text that speak of figures of the tables.
    pub(crate) fn claims(&self) -> &[Claim] {
        self.claims.get_or_init(|| prose::claims(self))
    }

    /// What the relations of the form say, and which cells to change for them to hold.
    pub(crate) fn diagnosis(&self) -> &Diagnosis<'a> {
        self.diagnosis.get_or_init(|| {
            let Subject { report, prior, .. } = self.subject;
            if self.editions.relations().hold(report) {
                return Diagnosis::default();
            }
            repair::diagnose(report, prior, self.forms, || self.statements())
        })
    }

    /// The claims of the text as the repair takes them.
    fn statements(&self) -> Vec<Statement> {
        let sentences = self.sentences();
        let statement = |claim: &Claim| Statement {
            sentence: sentences.get(claim.sentence).map_or_else(String::new, |sentence| sentence.text.to_owned()),
            printed: claim.printed.clone(),
            value: claim.value,
            readings: claim.readings.clone(),
            is_sure: claim.is_sure,
        };
        self.claims().iter().map(statement).collect()
    }
}
