//! I01, I02 and I10: the counting period is the whole year that the title names, and is printed right.

use nianbao_core::finding::Severity;
use nianbao_core::report::Period;

use super::plain::{has_year, plain};
use crate::check::facts::{Facts, Sentence};
use crate::check::rule::Findings;
use crate::recognize::identity::{found_in, period_in, read_title, year_in};

/// What a sentence says that states the counting period; other sentences have periods of their own.
const WORDS_OF_STATISTICS: [&str; 6] = ["统计", "期限", "时限", "所列数据", "数据起止", "数据时间"];

/// The title's year is not the period's. A file's name with another year is a hint; with the year after it is the
/// year of writing.
pub(super) fn of_another_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    let of_title = report.title.as_deref().and_then(read_title).and_then(|title| title.year).or(report.year);
    let Some(year) = of_title else { return };
    let period = facts.stated_period();
    let of_period = period.as_ref().and_then(|(_, period)| year_of(&period.from));
    if let Some(other) = of_period.filter(|other| *other != year) {
        let sentence = period.and_then(|(sentence, _)| *sentence).unwrap_or_default();
        let finding = findings
            .new_finding()
            .with("kind", "period")
            .with("year", year)
            .with("other", other)
            .with("sentence", sentence);
        findings.add(finding);
    }
    let files = facts.subject.files.iter().filter(|name| ["报告", "年报"].iter().any(|word| name.contains(word)));
    let of_files = files.filter_map(|name| Some((name, year_in(name)?.0)));
    let others: Vec<(&String, i32)> = of_files.collect();
    // Where one file has the year, the others of the same report may be called as they like.
    let has_year = others.iter().any(|(_, other)| *other == year || *other == year + 1);
    if let Some((name, other)) = others.first().filter(|_| !has_year) {
        let mut finding =
            findings.new_finding().with("kind", "file").with("year", year).with("other", other).with("sentence", name);
        finding.severity = Severity::Hint;
        findings.add(finding);
    }
}

/// The period does not run from the first to the last day of one year, or a year has more or fewer than four digits.
pub(super) fn not_the_whole_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if let Some((sentence, period)) = facts.stated_period() {
        let year = period.from.get(..4).unwrap_or_default();
        if period.from != format!("{year}-01-01") || period.to != format!("{year}-12-31") {
            let finding = findings
                .new_finding()
                .with("kind", "period")
                .with("from", &period.from)
                .with("to", &period.to)
                .with("sentence", sentence.unwrap_or_default());
            findings.add(finding);
        }
    }
    report_misprints(facts, findings, Misprint::Year);
}

/// A date in which 年, 月 or 日 was lost, or that no calendar has.
pub(super) fn misprinted(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    report_misprints(facts, findings, Misprint::Day);
}

/// The counting period with the sentence that states it; without any text, the one that the data give.
pub(in crate::check) fn stated_period<'a>(facts: &Facts<'a>) -> Option<(Option<&'a str>, Period)> {
    let report = facts.report();
    let words: Vec<&str> = WORDS_OF_STATISTICS.into_iter().filter(|word| facts.letters().may_hold(word)).collect();
    let states = |sentence: &&Sentence<'a>| words.iter().any(|word| sentence.text.contains(word));
    let stated = facts.sentences().iter().filter(states).find_map(|sentence| {
        let period = period_in(sentence.text, report.year)?;
        Some((Some(sentence.text), period))
    });
    stated.or_else(|| Some((None, report.period.clone().filter(|_| !report.has_prose())?)))
}

fn year_of(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Misprint {
    Year,
    Day,
}

/// A date that is not printed as dates are.
pub(in crate::check) struct Misprinted<'a> {
    kind: Misprint,
    printed: String,
    sentence: &'a str,
}

/// The misprinted dates of the text: of each kind the first in a sentence.
pub(in crate::check) fn misprinted_dates<'a>(facts: &Facts<'a>) -> Vec<Misprinted<'a>> {
    let may_have_date = |text: &str| text.contains(['月', '日']) || has_year(text);
    let mut all = Vec::new();
    for sentence in facts.sentences().iter().filter(|sentence| may_have_date(sentence.text)) {
        let found = misprints(&plain(sentence.text));
        for kind in [Misprint::Year, Misprint::Day] {
            let first = found.iter().find(|(other, _)| *other == kind);
            all.extend(first.map(|(kind, printed)| Misprinted {
                kind: *kind,
                printed: printed.clone(),
                sentence: sentence.text,
            }));
        }
    }
    all
}

fn report_misprints(facts: &Facts<'_>, findings: &mut Findings<'_>, wanted: Misprint) {
    let found = || facts.misprinted_dates().iter().filter(|date| date.kind == wanted);
    let Some(first) = found().next() else { return };
    let finding = findings
        .new_finding()
        .with("kind", "misprint")
        .with("printed", &first.printed)
        .with("count", found().count())
        .with("sentence", first.sentence);
    findings.add(finding);
}

/// Dates in a plain text that are not printed as dates are.
fn misprints(text: &str) -> Vec<(Misprint, String)> {
    if !text.contains(['年', '月', '日']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(at) = text[start..].find(|c: char| c.is_ascii_digit()).map(|at| start + at) {
        let end = text[at..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| at + length);
        let digits = &text[at..end];
        let mark = text[end..].chars().next();
        let after = mark.map_or("", |mark| &text[end + mark.len_utf8()..]);
        if let Some(kind) = mark.and_then(|mark| misprint(&text[..at], digits, mark, after)) {
            let tail: String =
                text[end..].chars().take_while(|&c| c.is_ascii_digit() || "年月日".contains(c)).collect();
            found.push((kind, format!("{digits}{tail}")));
        }
        start = end;
    }
    if found.is_empty() {
        let impossible = found_in(text).into_iter().filter(|found| found.date.is_none());
        let printed = impossible.map(|found| &text[found.start..found.end]);
        // Days of other centuries are no days that a report can be dated by, and right all the same.
        let of_today = printed.filter(|printed| printed.starts_with("20") || !printed.contains('年'));
        found.extend(of_today.map(|printed| (Misprint::Day, printed.to_owned())));
    }
    found
}

/// What is wrong with a run of digits, by the mark behind it.
fn misprint(before: &str, digits: &str, mark: char, after: &str) -> Option<Misprint> {
    let is_of_this_century = digits.starts_with("20");
    let begins_a_month = || {
        let length = after.chars().take_while(char::is_ascii_digit).count();
        (1..=2).contains(&length) && after[length..].starts_with('月')
    };
    match (mark, digits.len()) {
        ('年', 5..=8) if is_of_this_century => Some(Misprint::Year),
        ('年', 3) if begins_a_month() => Some(Misprint::Year),
        ('年', 4) if begins_a_month() && !is_of_this_century && !digits.starts_with("19") => Some(Misprint::Year),
        ('月', 5 | 6) if is_of_this_century => Some(Misprint::Day),
        ('月', 3) if before.ends_with('年') => Some(Misprint::Day),
        ('日', 3..) if before.ends_with('月') => Some(Misprint::Day),
        ('日', 3 | 4) if before.ends_with('年') => Some(Misprint::Day),
        ('日', 7 | 8) if is_of_this_century => Some(Misprint::Day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_lost_a_mark_or_got_a_digit_too_many() {
        for (text, year, day) in [
            ("2024年1月1日至2024年12月31日", 0, 0),
            ("2024年1-12月", 0, 0),
            ("拨打12345，2024年受理", 0, 0),
            ("1949年10月1日", 0, 0),
            ("建镇120年", 0, 0),
            ("自2020年1月1日至202020年12月31日", 1, 0),
            ("20241月1日至2024年12月31日", 0, 1),
            ("20211231日止", 0, 1),
            ("2024年2月30日", 0, 1),
            ("224年1月1日", 1, 0),
        ] {
            let found = misprints(text);
            let count = |kind| found.iter().filter(|(other, _)| *other == kind).count();
            assert_eq!((count(Misprint::Year), count(Misprint::Day)), (year, day), "{text}");
        }
    }
}
