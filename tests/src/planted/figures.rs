//! Wrong figures: one or two cells of part three of the real reports, and single cells of part four where last year's
//! report or a sentence tells which.

use std::time::{Duration, Instant};

use nianbao_core::form;
use nianbao_core::{CellValue, Finding, Report};
use nianbao_engine::Checker;
use nianbao_engine::check::{Settings, Subject};
use nianbao_engine::repair::{Statement, diagnose};
use rust_decimal::Decimal;

use super::Score;
use crate::random::Random;
use crate::{Figures, case, distinct};

/// The ways in which one figure goes wrong.
const SLIPS: &[&str] = &[
    "swapped digits",
    "dropped digit",
    "added digit",
    "wrong digit",
    "neighbour",
    "one off",
    "zero",
    "blank",
    "sign",
    "any value",
];

/// A right report, and the cells of its part three in which errors may be planted: those of rows without blanks.
struct Right {
    name: String,
    report: Report,
    cells: Vec<String>,
}

/// One changed cell a report.
pub fn singles(count: usize, seed: u64) -> Score {
    part_three(count, seed, 1)
}

/// Two changed cells a report.
pub fn pairs(count: usize, seed: u64) -> Score {
    part_three(count, seed, 2)
}

fn part_three(count: usize, seed: u64, cells: usize) -> Score {
    let rights = rights();
    let checker = Checker::new(form::builtin(), Settings::default());
    let mut random = Random::new(seed);
    let mut score = Score::default();
    while score.tried < count {
        let right = random.pick(&rights);
        let mut report = right.report.clone();
        let mut planted: Vec<(String, Decimal)> = Vec::new();
        let mut kind = "";
        while planted.len() < cells {
            let id = random.pick(&right.cells).clone();
            let before = number(&right.report, &id);
            if planted.iter().any(|(other, _)| *other == id) {
                continue;
            }
            kind = *random.pick(SLIPS);
            if let Some(value) = slip(kind, right, &id, before, &mut random) {
                set(&mut report, &id, value);
                planted.push((id, before));
            }
        }
        planted.sort();
        let findings = checker.check(Subject::of(&report));
        let named = named_first(&findings);
        let miss = (named != planted).then(|| {
            let now: Vec<String> =
                planted.iter().map(|(id, before)| format!("{id} {before} -> {}", shown(&report, id))).collect();
            format!("{}: {}; named {named:?}", right.name, now.join(", "))
        });
        score.add(if cells == 1 { kind } else { "two cells" }, miss);
    }
    score
}

/// The answers of the first rank that concern part three, over all findings.
fn named_first(findings: &[Finding]) -> Vec<(String, Decimal)> {
    let first = findings.iter().flat_map(|finding| &finding.repairs).filter(|repair| repair.rank == 1);
    let mut named: Vec<(String, Decimal)> = first
        .filter(|repair| repair.cell.starts_with("requests."))
        .map(|repair| (repair.cell.clone(), repair.to.number().unwrap_or(Decimal::NEGATIVE_ONE)))
        .collect();
    named.sort();
    named
}

/// One changed cell of part four a report, with what decides: last year's report, which has the very figure, or
/// sentences that give the right one.
pub fn disputes(count: usize, seed: u64) -> Score {
    let mut random = Random::new(seed);
    let mut score = Score::default();
    while score.tried < count {
        let (report, prior) = (with_disputes(&mut random), with_disputes(&mut random));
        let groups = ["reconsideration", "litigation_direct", "litigation_after"];
        let group = *random.pick(&groups);
        let cells =
            ["upheld", "corrected", "other", "pending", "total"].map(|column| format!("disputes.{group}.{column}"));
        let id = random.pick(&cells).clone();
        let before = number(&report, &id);
        let mut wrong = report.clone();
        let by_prior = random.chance(50);
        let (kind, value) = if by_prior {
            ("last year's figure left standing", number(&prior, &id))
        } else {
            ("a sentence gives the figure", Decimal::from(random.below(40)))
        };
        if value == before || (by_prior && value.is_zero()) {
            continue;
        }
        set(&mut wrong, &id, CellValue::Number(value));
        // A text that goes into detail names every figure of the group, a short one only that which matters here.
        let of_text: Vec<&String> = if random.chance(50) { cells.iter().collect() } else { vec![&id] };
        let statements =
            if by_prior { Vec::new() } else { of_text.into_iter().map(|id| statement(&report, id)).collect() };
        let prior = by_prior.then_some(&prior);
        let found = diagnose(&wrong, prior, form::builtin(), || statements);
        let answers: Vec<Vec<(&str, Decimal)>> = found
            .causes
            .iter()
            .filter_map(|cause| cause.answers.first())
            .map(|answer| answer.changes.iter().map(|change| (change.cell.as_str(), change.to)).collect())
            .collect();
        let is_named = answers == [vec![(id.as_str(), before)]];
        let miss = (!is_named).then(|| format!("{id} {before} -> {value}; named {answers:?}"));
        score.add(kind, miss);
    }
    score
}

/// How long the check of a report with ten planted errors takes, and the search for repairs alone.
pub fn time_of_ten(rounds: u32, seed: u64) -> (Duration, Duration) {
    let rights = rights();
    let checker = Checker::new(form::builtin(), Settings::default());
    let mut random = Random::new(seed);
    let (mut whole, mut search) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..rounds {
        let right = random.pick(&rights);
        let mut report = right.report.clone();
        let mut planted = 0;
        while planted < 10 {
            let id = random.pick(&right.cells).clone();
            let before = number(&right.report, &id);
            let kind = *random.pick(SLIPS);
            if let Some(value) = slip(kind, right, &id, before, &mut random) {
                set(&mut report, &id, value);
                planted += 1;
            }
        }
        let start = Instant::now();
        let findings = checker.check(Subject::of(&report));
        whole += start.elapsed();
        let start = Instant::now();
        let found = diagnose(&report, None, form::builtin(), Vec::new);
        search += start.elapsed();
        assert!(!findings.is_empty() && !found.causes.is_empty(), "ten errors are found");
    }
    (whole / rounds.max(1), search / rounds.max(1))
}

/// The real reports that have rows without blanks.
fn rights() -> Vec<Right> {
    let right = |case: case::Case| {
        let report = report(&case.cells, case.year);
        let row = |id: &str| id.rsplit_once('.').map(|(row, _)| row.to_owned());
        let is_number = |id: &String| report.cell(id).is_some_and(|value| value.number().is_some());
        let own = |id: &&String| id.starts_with("requests.");
        let blank_rows: Vec<Option<String>> =
            case.cells.keys().filter(own).filter(|id| !is_number(id)).map(|id| row(id)).collect();
        let cells: Vec<String> =
            case.cells.keys().filter(own).filter(|id| !blank_rows.contains(&row(id))).cloned().collect();
        Right { name: case.name, report, cells }
    };
    case::all().into_iter().map(right).filter(|right| !right.cells.is_empty()).collect()
}

/// A report with these figures and nothing else.
pub fn report(figures: &Figures, year: i32) -> Report {
    let mut report = Report::new();
    report.year = Some(year);
    for (id, text) in figures {
        let (table, key) = id.split_once('.').expect("a full cell id");
        let value = match text.parse() {
            Ok(number) => CellValue::Number(number),
            Err(_) if text.is_empty() => CellValue::Blank,
            Err(_) => CellValue::Text(text.clone()),
        };
        let table = report.tables.entry(table.to_owned()).or_default();
        crate::form().edition.clone_into(&mut table.edition);
        table.cells.insert(key.to_owned(), value);
    }
    report
}

/// What the slip makes of a figure; `None` where it cannot happen to it.
fn slip(kind: &str, right: &Right, id: &str, before: Decimal, random: &mut Random) -> Option<CellValue> {
    let mut digits = before.to_string().into_bytes();
    let place = random.below(digits.len());
    let digit = b'0' + u8::try_from(random.below(10)).expect("a digit");
    match kind {
        "swapped digits" if place + 1 < digits.len() => digits.swap(place, place + 1),
        "dropped digit" if digits.len() > 1 => {
            digits.remove(place);
        }
        "added digit" => digits.insert(place, digit),
        "wrong digit" => digits[place] = digit,
        "neighbour" => digits = number(&right.report, &neighbour(right, id, random)?).to_string().into_bytes(),
        "one off" => digits = (before + Decimal::ONE).to_string().into_bytes(),
        "zero" => digits = b"0".to_vec(),
        "blank" => return (!before.is_zero()).then_some(CellValue::Blank),
        "sign" => return (!before.is_zero()).then(|| CellValue::Number(-before)),
        "any value" => digits = random.below(5000).to_string().into_bytes(),
        _ => return None,
    }
    let value: Decimal = String::from_utf8(digits).ok()?.parse().ok()?;
    (value != before).then_some(CellValue::Number(value))
}

/// A cell of the same row or column, next to this one.
fn neighbour(right: &Right, id: &str, random: &mut Random) -> Option<String> {
    let table = crate::form().table("requests")?;
    let cells: Vec<String> = table.cells().map(|cell| cell.id()).collect();
    let columns = table.bands[0].column_leaves().len();
    let place = cells.iter().position(|cell| cell == id)?;
    let steps = [place.checked_sub(1), Some(place + 1), place.checked_sub(columns), Some(place + columns)];
    let other = cells.get((*random.pick(&steps))?)?;
    right.cells.contains(other).then(|| other.clone())
}

/// Consistent figures with something in every group of part four.
fn with_disputes(random: &mut Random) -> Report {
    let mut figures = distinct::consistent(random.bits() % 1000);
    for group in ["reconsideration", "litigation_direct", "litigation_after"] {
        let mut total = 0;
        for column in ["upheld", "corrected", "other", "pending"] {
            let count = if random.chance(45) { 0 } else { random.between(1, 30) };
            total += count;
            figures.insert(format!("disputes.{group}.{column}"), count.to_string());
        }
        figures.insert(format!("disputes.{group}.total"), total.to_string());
    }
    report(&figures, 2024)
}

fn statement(report: &Report, id: &str) -> Statement {
    let value = number(report, id);
    Statement {
        sentence: format!("{id} {value}件"),
        printed: format!("{value}件"),
        value,
        readings: vec![vec![id.to_owned()]],
        is_sure: true,
    }
}

fn number(report: &Report, id: &str) -> Decimal {
    report.cell(id).and_then(CellValue::number).unwrap_or_default()
}

fn shown(report: &Report, id: &str) -> String {
    report.cell(id).map_or_else(String::new, ToString::to_string)
}

fn set(report: &mut Report, id: &str, value: CellValue) {
    let (table, key) = id.split_once('.').expect("a full cell id");
    report.tables.entry(table.to_owned()).or_default().cells.insert(key.to_owned(), value);
}
