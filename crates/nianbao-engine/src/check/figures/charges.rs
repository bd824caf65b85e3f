//! F06 and F07: amounts of 万元 that look like another unit, or are more exact than money is.
//!
//! Look at every cell that takes an amount in 万元. Basis: the form's label 本年收费金额（单位：万元）; the last digit of
//! 万元 with four decimals is one yuan, with six one 分, and published reports give four at most.

use nianbao_core::CellValue;
use nianbao_core::document::InputKind;
use nianbao_core::form::{Form, FormTable};
use nianbao_core::report::Level;
use rust_decimal::Decimal;

use super::super::facts::{Facts, UnusualCell, number};
use super::super::rule::Findings;

/// The unit in which the form wants amounts.
const UNIT: &str = "万元";
/// So many yuan are one 万元.
const YUAN: i64 = 10_000;
/// No county or township takes in so many 万元 in fees.
const MOST_OF_A_COUNTY: i64 = 1_000_000;
/// Published amounts have so many decimals at most.
const MOST_DECIMALS: u32 = 4;

/// F06: an amount that is about 10,000 times last year's, or more than a county can have.
pub(super) fn in_yuan(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for Amount { id, printed, value: amount } in amounts(facts) {
        let last_year = facts.prior_number(&id).filter(|last_year| *last_year > Decimal::ZERO);
        let looks_multiplied = last_year.is_some_and(|last_year| {
            let [low, high] = [YUAN / 2, YUAN * 2].map(|factor| last_year.checked_mul(factor.into()));
            low.is_some_and(|low| amount >= low) && high.is_none_or(|high| amount <= high)
        });
        let is_small = matches!(facts.report().organ.level, Some(Level::County | Level::Township));
        if looks_multiplied || (is_small && amount > MOST_OF_A_COUNTY.into()) {
            let in_unit = amount.checked_div(YUAN.into()).unwrap_or(amount).normalize();
            let finding = findings
                .new_finding()
                .with("printed", printed)
                .with("amount", in_unit)
                .with("why", if looks_multiplied { "prior" } else { "size" })
                .with("prior", last_year.unwrap_or_default())
                .at(facts.locator(&id));
            findings.add(finding.in_cell(id));
        }
    }
}

/// F07: an amount with more than four decimals.
pub(super) fn too_exact(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for Amount { id, printed, value: amount } in amounts(facts) {
        let decimals = amount.normalize().scale();
        if decimals > MOST_DECIMALS {
            let finding = findings
                .new_finding()
                .with("printed", printed)
                .with("decimals", decimals)
                .with("rounded", amount.round_dp(MOST_DECIMALS))
                .at(facts.locator(&id));
            findings.add(finding.in_cell(id));
        }
    }
}

/// An amount in 万元 that was found.
struct Amount<'a> {
    id: String,
    printed: &'a CellValue,
    value: Decimal,
}

/// The amounts of the report, those of a row of another edition last in their table.
fn amounts<'a>(facts: &Facts<'a>) -> Vec<Amount<'a>> {
    let mut found: Vec<Amount<'a>> = Vec::new();
    for (table, read) in facts.tables() {
        let of_table = facts.editions.amounts().iter().filter(|cell| cell.table == table.id);
        let (own, others): (Vec<_>, Vec<_>) = of_table.partition(|cell| cell.is_of(facts, table));
        for cell in own.into_iter().chain(others) {
            let Some(printed) = read.cells.get(&cell.key) else { continue };
            let Some(value) = number(printed) else { continue };
            let id = format!("{}.{}", cell.table, cell.key);
            if found.iter().all(|amount| amount.id != id) {
                found.push(Amount { id, printed, value });
            }
        }
    }
    found
}

/// Whether a cell takes an amount in 万元 in its table's own edition.
pub(super) fn is_amount(facts: &Facts<'_>, cell: &UnusualCell<'_>) -> bool {
    let own = facts.tables().find(|(table, _)| table.id == cell.table);
    let is_it = |amount: &AmountCell, table| amount.key == cell.key && amount.is_of(facts, table);
    own.is_some_and(|(table, _)| facts.editions.amounts().iter().any(|amount| is_it(amount, table)))
}

/// A cell of the form that takes an amount in 万元.
pub(in crate::check) struct AmountCell {
    /// Which of the editions.
    form: usize,
    table: String,
    key: String,
}

impl AmountCell {
    fn is_of(&self, facts: &Facts<'_>, table: &FormTable) -> bool {
        facts.forms[self.form].table(&self.table).is_some_and(|own| std::ptr::eq(own, table))
    }

    /// Those of all editions, the newest first.
    pub(in crate::check) fn all(forms: &[Form]) -> Vec<Self> {
        let cells_of = |form: usize| forms[form].tables.iter().flat_map(FormTable::cells).map(move |cell| (form, cell));
        let cells = (0..forms.len()).rev().flat_map(cells_of);
        let amounts = cells.filter(|(_, cell)| cell.input() == InputKind::Amount && cell.unit() == UNIT);
        amounts.map(|(form, cell)| AmountCell { form, table: cell.table.id.clone(), key: cell.key() }).collect()
    }
}
