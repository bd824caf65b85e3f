//! What the repair names for errors of every kind planted in right tables, and where it has to keep silent.

mod by_text;

use nianbao_core::CellValue;
use nianbao_core::finding::{Evidence, Slip};
use nianbao_core::form::{self, Form, FormTable};
use proptest::prelude::*;

use super::*;

fn form() -> &'static Form {
    form::builtin().iter().find(|form| form.edition == "2021").unwrap()
}

/// A report of the edition of 2021 with 0 in every cell.
fn zeros() -> Report {
    let mut report = Report::new();
    report.year = Some(2024);
    for table in &form().tables {
        let read = report.tables.entry(table.id.clone()).or_default();
        read.edition = "2021".to_owned();
        read.cells = table.cells().map(|cell| (cell.key(), CellValue::from(0))).collect();
    }
    report
}

fn set(report: &mut Report, id: &str, value: impl Into<CellValue>) {
    let (table, key) = id.split_once('.').unwrap();
    report.tables.get_mut(table).unwrap().cells.insert(key.to_owned(), value.into());
}

fn value(report: &Report, id: &str) -> i64 {
    report.cell(id).unwrap().number().unwrap().try_into().unwrap()
}

/// Makes every total the sum of its parts, and every row of requests received what was handled and carried over.
fn balance(report: &mut Report) {
    for table in &form().tables {
        let total = |code: &'static str| table.equations.iter().filter(move |equation| equation.code == code);
        let sum =
            |report: &Report, terms: &[form::Term]| -> i64 { terms.iter().map(|term| value(report, &term.cell)).sum() };
        for equation in total("R02").chain(total("R05")) {
            let parts = sum(report, &equation.right);
            set(report, &equation.left[0].cell, parts);
        }
        for equation in total("R01") {
            let right = sum(report, &equation.right);
            let rest = value(report, &equation.left[1].cell);
            set(report, &equation.left[0].cell, right - rest);
        }
        for equation in total("R03") {
            let parts = sum(report, &equation.right);
            set(report, &equation.left[0].cell, parts);
        }
        for equation in total("R02").filter(|equation| equation.left[0].cell.ends_with(".total.total")) {
            assert_eq!(value(report, &equation.left[0].cell), sum(report, &equation.right));
        }
    }
}

/// A consistent report with some requests and disputes.
fn sample() -> Report {
    let mut report = zeros();
    for (id, count) in [
        ("requests.handled.granted.natural_person", 31),
        ("requests.handled.granted.business", 4),
        ("requests.handled.partial.natural_person", 12),
        ("requests.handled.denied.third_party.natural_person", 3),
        ("requests.handled.unavailable.not_held.natural_person", 25),
        ("requests.handled.unavailable.not_held.other", 1),
        ("requests.carried_forward.natural_person", 6),
        ("requests.brought_forward.natural_person", 2),
        ("disputes.reconsideration.upheld", 10),
        ("disputes.reconsideration.corrected", 1),
    ] {
        set(&mut report, id, count);
    }
    balance(&mut report);
    report
}

fn diagnosis<'a>(report: &'a Report, prior: Option<&'a Report>, statements: &[Statement]) -> Diagnosis<'a> {
    diagnose(report, prior, form::builtin(), || statements.to_vec())
}

/// The answers of the only cause: cells with their new values.
#[track_caller]
fn answers(report: &Report, prior: Option<&Report>, statements: &[Statement]) -> Vec<Vec<(String, i64)>> {
    let diagnosis = diagnosis(report, prior, statements);
    assert_eq!(diagnosis.causes.len(), 1, "{:?}", diagnosis.causes);
    let changes = |answer: &Answer| {
        answer.changes.iter().map(|change| (change.cell.clone(), change.to.try_into().unwrap())).collect()
    };
    diagnosis.causes[0].answers.iter().map(changes).collect()
}

fn one(id: &str, value: i64) -> Vec<(String, i64)> {
    vec![(id.to_owned(), value)]
}

#[test]
fn nothing_is_wrong_where_every_relation_holds() {
    for report in [zeros(), sample()] {
        let diagnosis = diagnosis(&report, None, &[]);
        assert!(diagnosis.causes.is_empty(), "{:?}", diagnosis.causes);
        assert!(diagnosis.blank_totals.is_empty() && diagnosis.open.is_empty());
    }
}

#[test]
fn where_all_relations_hold_nothing_is_diagnosed() {
    let relations = Relations::new(form::builtin());
    let right = sample();
    assert!(relations.hold(&right));
    for id in form().tables.iter().flat_map(FormTable::cells).map(|cell| cell.id()) {
        let (table, key) = id.split_once('.').unwrap();
        let remark = CellValue::Text("7（其中2件）".to_owned());
        for odd in [Some(CellValue::from(7)), Some(CellValue::Blank), Some(remark), None] {
            let mut report = right.clone();
            let cells = &mut report.tables.get_mut(table).unwrap().cells;
            match odd.clone() {
                Some(value) => cells.insert(key.to_owned(), value),
                None => cells.remove(key),
            };
            let found = diagnosis(&report, None, &[]);
            let is_right = found.causes.is_empty() && found.blank_totals.is_empty() && found.open.is_empty();
            let holds = relations.hold(&report);
            assert!(is_right || !holds, "{id}: {odd:?}");
            assert!(holds == is_right || odd != Some(CellValue::from(7)), "{id} is another whole number, no less");
        }
    }
}

#[test]
fn crossing_relations_name_the_cell_and_its_value() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.natural_person", 13);
    let found = diagnosis(&report, None, &[]);
    assert_eq!(found.causes.len(), 1);
    let [answer] = &found.causes[0].answers[..] else { panic!("{:?}", found.causes[0].answers) };
    let [change] = &answer.changes[..] else { panic!("{answer:?}") };
    assert_eq!((change.cell.as_str(), change.to), ("requests.handled.granted.natural_person", 31.into()));
    assert_eq!(change.from, CellValue::from(13));
    assert_eq!(change.resolves, ["R02", "R03"]);
    let slip = Evidence::Slip { slip: Slip::SwappedDigits };
    assert_eq!(change.evidence, [Evidence::Relations { count: 2 }, slip]);
}

#[test]
fn two_wrong_cells_apart_are_two_causes() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.natural_person", 41);
    set(&mut report, "requests.handled.partial.other", 2);
    let found = diagnosis(&report, None, &[]);
    let cells: Vec<&str> = found.causes.iter().map(|cause| cause.answers[0].changes[0].cell.as_str()).collect();
    assert_eq!(found.causes.len(), 2, "{:?}", found.causes);
    assert!(cells.contains(&"requests.handled.granted.natural_person"));
    assert!(cells.contains(&"requests.handled.partial.other"));
}

#[test]
fn two_wrong_cells_of_one_row_are_one_cause() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.natural_person", 36);
    set(&mut report, "requests.handled.granted.business", 1);
    let expected = [
        ("requests.handled.granted.business".to_owned(), 4),
        ("requests.handled.granted.natural_person".to_owned(), 31),
    ];
    let mut answers = answers(&report, None, &[]);
    assert_eq!(answers.len(), 1);
    answers[0].sort();
    assert_eq!(answers[0], expected);
}

#[test]
fn a_figure_in_the_neighbours_row_is_one_slip() {
    let mut report = sample();
    set(&mut report, "requests.handled.denied.third_party.natural_person", 0);
    set(&mut report, "requests.handled.denied.internal_affairs.natural_person", 3);
    let found = diagnosis(&report, None, &[]);
    let changes = &found.causes[0].answers[0].changes;
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(changes.iter().all(|change| change.cell.ends_with("natural_person")), "{changes:?}");
    assert!(changes[0].evidence.contains(&Evidence::Slip { slip: Slip::NeighbourRow }), "{changes:?}");
}

#[test]
fn three_wrong_cells_of_one_row_have_no_answer() {
    let mut report = sample();
    for (column, count) in [("natural_person", 38), ("business", 9), ("other", 2)] {
        set(&mut report, &format!("requests.handled.granted.{column}"), count);
    }
    let found = diagnosis(&report, None, &[]);
    assert_eq!(found.causes.len(), 1, "{:?}", found.causes);
    assert_eq!(found.causes[0].answers, []);
    assert_eq!(found.causes[0].failures.len(), 4);
}

#[test]
fn a_total_of_0_beside_parts_was_never_added_up() {
    let mut report = sample();
    set(&mut report, "disputes.reconsideration.total", 0);
    assert_eq!(answers(&report, None, &[]), [one("disputes.reconsideration.total", 11)]);
    let found = diagnosis(&report, None, &[]);
    let evidence = &found.causes[0].answers[0].changes[0].evidence;
    assert_eq!(evidence[1], Evidence::Slip { slip: Slip::StaleTotal });
}

#[test]
fn without_evidence_there_are_at_most_three_answers() {
    let mut report = sample();
    set(&mut report, "disputes.reconsideration.total", 13);
    let answers = answers(&report, None, &[]);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0], one("disputes.reconsideration.total", 11));
}

#[test]
fn of_answers_that_are_as_likely_none_is_the_likeliest() {
    let mut report = sample();
    for row in ["denied.state_secret", "denied.enforcement_file", "not_processed.repeated"] {
        set(&mut report, &format!("requests.handled.{row}.natural_person"), 1);
    }
    balance(&mut report);
    // One request of a business was counted for a natural person, in any of the rows that have one of these.
    set(&mut report, "requests.handled.granted.natural_person", 32);
    set(&mut report, "requests.handled.granted.business", 3);
    let found = diagnosis(&report, None, &[]);
    let [cause] = &found.causes[..] else { panic!("{:?}", found.causes) };
    assert_eq!((cause.equals, cause.answers.len()), (3, 3), "{cause:?}");
    assert!(cause.likeliest().is_none());
    assert!(cause.ways > 3, "the row in which it happened is another");
}

#[test]
fn the_relations_of_all_changes_are_counted() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.natural_person", 36);
    set(&mut report, "requests.handled.granted.business", 1);
    let found = diagnosis(&report, None, &[]);
    let answer = &found.causes[0].answers[0];
    assert_eq!(answer.mended, found.causes[0].failures.len());
    let count = Evidence::Relations { count: answer.mended };
    assert!(answer.changes.iter().all(|change| change.evidence[0] == count), "{answer:?}");
}

#[test]
fn three_totals_that_do_not_come_out_are_one_cause() {
    let mut report = sample();
    for (row, count) in [("granted", 1), ("partial", 2), ("unavailable.not_held", 3)] {
        set(&mut report, &format!("requests.handled.{row}.total"), count);
    }
    let found = diagnosis(&report, None, &[]);
    let [cause] = &found.causes[..] else { panic!("{:?}", found.causes) };
    assert_eq!((cause.answers.len(), cause.failures.len()), (0, 4));
}

#[test]
fn a_row_that_adds_up_by_itself_is_one_cause() {
    let mut report = zeros();
    for (column, count) in [("natural_person", 4), ("research", 3), ("total", 7)] {
        set(&mut report, &format!("requests.brought_forward.{column}"), count);
    }
    let found = diagnosis(&report, None, &[]);
    let [cause] = &found.causes[..] else { panic!("{:?}", found.causes) };
    assert_eq!((cause.answers.len(), cause.failures.len()), (0, 3));
}

#[test]
fn several_blanks_of_a_column_keep_their_relations_open() {
    let mut report = sample();
    for (id, value) in report.tables["requests"].cells.clone() {
        if id.ends_with(".research") {
            assert_eq!(value, CellValue::from(0));
            set(&mut report, &format!("requests.{id}"), CellValue::Blank);
        }
    }
    assert!(diagnosis(&report, None, &[]).open.is_empty());
    for row in ["received", "handled.partial", "handled.total"] {
        let id = format!("requests.{row}.total");
        let more = value(&report, &id) + 1;
        set(&mut report, &id, more);
    }
    let found = diagnosis(&report, None, &[]);
    assert!(found.causes.is_empty(), "{:?}", found.causes);
    let open: Vec<&str> = found.open.iter().map(|open| open.equation.left[0].cell.as_str()).collect();
    assert_eq!(open.len(), 3, "{open:?}");
    assert!(open.contains(&"requests.handled.partial.total"), "{open:?}");
}

#[test]
fn last_years_figure_left_standing_decides() {
    let mut report = sample();
    let mut prior = zeros();
    set(&mut prior, "disputes.reconsideration.upheld", 7);
    set(&mut prior, "disputes.reconsideration.total", 7);
    set(&mut report, "disputes.reconsideration.upheld", 7);
    let found = diagnosis(&report, Some(&prior), &[]);
    let change = &found.causes[0].answers[0].changes[0];
    assert_eq!((change.cell.as_str(), change.to), ("disputes.reconsideration.upheld", 10.into()));
    assert!(change.is_last_years);
}

#[test]
fn carry_over_from_last_year_is_a_relation_more() {
    let mut report = sample();
    let mut prior = zeros();
    set(&mut prior, "requests.carried_forward.natural_person", 2);
    set(&mut prior, "requests.carried_forward.total", 2);
    set(&mut report, "requests.brought_forward.natural_person", 0);
    let found = diagnosis(&report, Some(&prior), &[]);
    let change = &found.causes[0].answers[0].changes[0];
    assert_eq!((change.cell.as_str(), change.to), ("requests.brought_forward.natural_person", 2.into()));
    assert_eq!(change.resolves, ["R01", "R03", "Y01"]);
    assert!(change.evidence.contains(&Evidence::PriorYear));
}

#[test]
fn digits_split_over_neighbours_are_one_slip() {
    let mut report = sample();
    set(&mut report, "disputes.litigation_direct.total", 12);
    set(&mut report, "disputes.litigation_direct.upheld", 1);
    set(&mut report, "disputes.litigation_direct.corrected", 2);
    let found = diagnosis(&report, None, &[]);
    let changes = &found.causes[0].answers[0].changes;
    let changed: Vec<(&str, Decimal)> = changes.iter().map(|change| (change.cell.as_str(), change.to)).collect();
    assert_eq!(
        changed,
        [("disputes.litigation_direct.upheld", 12.into()), ("disputes.litigation_direct.corrected", 0.into())],
    );
    assert!(changes[0].evidence.contains(&Evidence::Slip { slip: Slip::SplitDigits }));
}

#[test]
fn a_0_beside_a_figure_is_no_digit_of_it() {
    let mut report = sample();
    set(&mut report, "disputes.litigation_direct.total", 10);
    set(&mut report, "disputes.litigation_direct.upheld", 1);
    let answers = answers(&report, None, &[]);
    assert!(answers.iter().all(|answer| answer.len() == 1), "{answers:?}");
    assert!(answers.contains(&one("disputes.litigation_direct.upheld", 10)), "{answers:?}");
}

#[test]
fn a_blank_total_counts_for_its_parts() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.total", CellValue::Blank);
    let found = diagnosis(&report, None, &[]);
    assert!(found.causes.is_empty(), "{:?}", found.causes);
    let [blank] = &found.blank_totals[..] else { panic!("{:?}", found.blank_totals) };
    assert_eq!((blank.cell(), blank.sum), ("requests.handled.granted.total", 35.into()));
}

#[test]
fn a_blank_part_is_the_one_to_fill() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.business", CellValue::Blank);
    assert_eq!(answers(&report, None, &[]), [one("requests.handled.granted.business", 4)]);
}

#[test]
fn blanks_that_may_hold_the_difference_keep_a_relation_open() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.business", CellValue::Blank);
    set(&mut report, "requests.handled.granted.research", CellValue::Text("/".to_owned()));
    let found = diagnosis(&report, None, &[]);
    assert_eq!(found.open.len(), 1);
    assert_eq!(found.open[0].equation.left[0].cell, "requests.handled.granted.total");
}

#[test]
fn what_is_no_number_or_is_missing_is_not_judged() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.natural_person", CellValue::Text("约31".to_owned()));
    set(&mut report, "requests.handled.granted.total", 99);
    report.tables.get_mut("requests").unwrap().cells.remove("handled.partial.total");
    let found = diagnosis(&report, None, &[]);
    assert!(found.causes.is_empty(), "{:?}", found.causes);
}

#[test]
fn a_row_of_an_older_edition_is_judged_by_it() {
    let mut report = sample();
    let requests = report.tables.get_mut("requests").unwrap();
    let columns: Vec<String> =
        requests.cells.keys().filter_map(|key| Some(key.strip_prefix("handled.other.other.")?.to_owned())).collect();
    requests.cells.retain(|key, _| !key.starts_with("handled.other."));
    for column in columns {
        requests.cells.insert(format!("handled.other.{column}"), 0.into());
    }
    assert!(diagnosis(&report, None, &[]).causes.is_empty());
    set(&mut report, "requests.handled.other.natural_person", 2);
    assert_eq!(answers(&report, None, &[]), [one("requests.handled.other.natural_person", 0)]);
}

#[test]
fn figures_beyond_all_counts_are_no_matter() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.total", CellValue::Number(Decimal::MAX));
    assert!(diagnosis(&report, None, &[]).causes.is_empty());
}

/// The cells of part three that are no sums of others.
fn inner_cells() -> Vec<String> {
    let requests = form().table("requests").unwrap();
    let is_total =
        |id: &String| id.ends_with(".total") || id.contains("handled.total.") || id.starts_with("requests.received.");
    requests.cells().map(|cell| cell.id()).filter(|id| !is_total(id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_changed_cell_of_a_consistent_table_is_always_found(
        counts in proptest::collection::vec((0_usize..138, 0_i64..2000), 0..40),
        changed in 0_usize..138,
        planted in 0_i64..3000,
    ) {
        let inner = inner_cells();
        let mut report = zeros();
        for (cell, count) in counts {
            set(&mut report, &inner[cell % inner.len()], count);
        }
        balance(&mut report);
        // What was brought forward cannot be more than what was handled and carried over.
        prop_assume!(report.tables["requests"].cells.values().all(|value| !value.number().unwrap().is_sign_negative()));
        let cell = &inner[changed % inner.len()];
        let right = value(&report, cell);
        prop_assume!(right != planted);
        set(&mut report, cell, planted);
        prop_assert_eq!(answers(&report, None, &[]), [one(cell, right)]);
    }
}
