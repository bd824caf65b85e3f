//! Plants wrong counts in prose and sees what the checker says, of the planted text and of the one left alone.

use std::fmt::Write;

use nianbao_core::finding::{Finding, Severity};
use nianbao_core::report::{Level, Organ};
use nianbao_core::{CellValue, Report};
use nianbao_engine::Checker;
use nianbao_engine::check::{Settings, Subject};
use rust_decimal::Decimal;

use super::{Count, PartText, prose_for};
use crate::random::Random;
use crate::{Figures, distinct, form};

/// A report with its prose.
pub struct Text {
    /// The seed that made it.
    pub seed: u64,
    /// The figures.
    pub figures: Figures,
    /// The text.
    pub parts: Vec<PartText>,
    /// Both as a report.
    pub report: Report,
}

/// What came of the texts that were left alone and of those with a wrong count.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Texts left alone.
    pub untouched: usize,
    /// Errors and warnings on them, each with its seed.
    pub alarms: Vec<String>,
    /// Texts left alone with more than one hint.
    pub hinted: Vec<String>,
    /// Wrong counts planted.
    pub planted: usize,
    /// Those that a finding names with sentence and cell.
    pub found: usize,
    /// Those of them that only a hint names.
    pub by_hint: usize,
    /// Those that none does.
    pub missed: Vec<String>,
}

/// The report of a seed: an organ, consistent figures and prose that fits them.
pub fn text(seed: u64) -> Text {
    let mut random = Random::new(seed ^ 0x70_726f_7365);
    let organs = [
        ("清河县东乡镇人民政府", Level::Township),
        ("清河县民政局", Level::Department),
        ("云溪市自然资源和规划局", Level::Department),
        ("清河县人民政府", Level::County),
    ];
    let (name, level) = *random.pick(&organs);
    let organ = Organ { name: name.to_owned(), code: None, level: Some(level) };
    let year = i32::try_from(random.between(2021, 2025)).unwrap_or(2024);
    let figures = distinct::consistent(random.bits() % 100_000);
    let parts = prose_for(&organ, year, &figures, &mut random);
    let report = report(organ, year, &figures, &parts);
    Text { seed, figures, parts, report }
}

fn report(organ: Organ, year: i32, figures: &Figures, parts: &[PartText]) -> Report {
    let mut report = Report { organ, year: Some(year), ..Report::new() };
    for (id, printed) in figures {
        let Some((table, key)) = id.split_once('.') else { continue };
        let value = printed.parse().map_or_else(|_| CellValue::Text(printed.clone()), CellValue::Number);
        let table = report.tables.entry(table.to_owned()).or_default();
        table.edition.clone_from(&form().edition);
        table.cells.insert(key.to_owned(), value);
    }
    report.parts = parts.iter().map(PartText::part).collect();
    report
}

/// Runs so many texts as they are, and plants so many wrong counts.
pub fn run(first_seed: u64, untouched: usize, planted: usize) -> Score {
    let checker = Checker::new(nianbao_core::form::builtin(), Settings::default());
    let check = |report: &Report| -> Vec<Finding> {
        let mut findings = checker.check(Subject::of(report));
        findings.retain(|finding| finding.code.starts_with('N'));
        findings
    };
    let mut score = Score::default();
    for seed in (first_seed..).take(untouched) {
        let text = text(seed);
        let findings = check(&text.report);
        let (hints, graver): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.severity == Severity::Hint);
        score.alarms.extend(graver.iter().map(|finding| format!("{seed}: {}", said(finding))));
        if hints.len() > 1 {
            score
                .hinted
                .push(format!("{seed}: {}", hints.iter().map(|hint| said(hint)).collect::<Vec<_>>().join(" / ")));
        }
        score.untouched += 1;
    }
    for seed in first_seed.. {
        if score.planted >= planted {
            break;
        }
        let mut text = text(seed);
        let mut random = Random::new(seed);
        let Some((count, wrong, sentence)) = plant(&mut text, &mut random) else { continue };
        score.planted += 1;
        let names_it = |finding: &Finding| {
            let related = finding.related.iter().filter_map(|related| related.cell.as_ref());
            let mut cells = finding.cell.iter().chain(related);
            let of_sentence = finding.arguments.get("sentence").is_some_and(|said| *said == sentence);
            of_sentence && cells.any(|cell| count.cells.contains(cell))
        };
        let findings = check(&text.report);
        let worst = findings.iter().filter(|finding| names_it(finding)).map(|finding| finding.severity).max();
        match worst {
            Some(severity) => {
                score.found += 1;
                score.by_hint += usize::from(severity == Severity::Hint);
            }
            None => score.missed.push(format!("{seed}: {wrong} for {} of {:?}: {sentence}", count.value, count.cells)),
        }
    }
    score
}

/// Prints a wrong number in the place of one that speaks of cells; the sentence in which it stands then.
fn plant(text: &mut Text, random: &mut Random) -> Option<(Count, Decimal, String)> {
    let lines: Vec<(usize, usize)> = text
        .parts
        .iter()
        .enumerate()
        .flat_map(|(part, parts)| {
            let with_counts = parts.lines.iter().enumerate().filter(|(_, line)| !line.counts.is_empty());
            with_counts.map(move |(line, _)| (part, line))
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let &(part, line) = random.pick(&lines);
    let line = &mut text.parts[part].lines[line];
    let count = random.pick(&line.counts).clone();
    let wrong = wrong(&text.figures, &count, random)?;
    line.text.replace_range(count.at.clone(), &wrong.to_string());
    let start = line.text[..count.at.start].rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let end =
        line.text[count.at.start..].find('。').map_or(line.text.len(), |at| count.at.start + at + '。'.len_utf8());
    let sentence = line.text[start..end].trim().to_owned();
    text.report.parts = text.parts.iter().map(PartText::part).collect();
    Some((count, wrong, sentence))
}

/// A number that slipped: a digit more, less or other, or one up or down; never one that the sentence may mean, too.
fn wrong(figures: &Figures, count: &Count, random: &mut Random) -> Option<Decimal> {
    let number = |id: &str| figures.get(id).and_then(|text| text.parse::<Decimal>().ok()).unwrap_or_default();
    let (received, brought) = (number("requests.received.total"), number("requests.brought_forward.total"));
    let right = [received, received + brought, number("requests.handled.total.total"), count.value];
    for _ in 0..20 {
        let change = Decimal::from(random.between(1, 9));
        let wrong = match random.below(4) {
            0 => count.value + Decimal::ONE,
            1 => (count.value - Decimal::ONE).abs(),
            2 => count.value * Decimal::from(10) + change,
            _ => count.value + change,
        };
        if !right.contains(&wrong) {
            return Some(wrong);
        }
    }
    None
}

fn said(finding: &Finding) -> String {
    let mut said = format!("{} {:?}", finding.code, finding.severity);
    for (name, value) in &finding.arguments {
        let _ = write!(said, " {name}={value}");
    }
    said
}
