//! T05 and T06: the party's congresses and plenary sessions that a report names, and words that an office wants found.

use std::sync::LazyLock;

use super::super::facts::{Facts, Letters};
use super::super::rule::Findings;
use super::excerpt::sentence_at;
use super::lists;
use crate::parts;

/// A meeting, with the year and month in which it was held.
struct Meeting {
    is_congress: bool,
    name: &'static str,
    year: i32,
    month: u8,
}

/// In the order in which they were held.
static MEETINGS: LazyLock<Vec<Meeting>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/meetings.txt"));
    let meeting = |columns: Vec<&'static str>| {
        let (year, month) = columns.get(2)?.split_once('-')?;
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        Some(Meeting { is_congress: columns[0] == "congress", name: columns[1], year, month })
    };
    entries.filter_map(meeting).collect()
});
/// Reports are written until the end of this month of the next year.
const LAST_MONTH_OF_WRITING: u8 = 3;
/// A session is 届 after the congress that elected it: 二十届 after 二十大.
const SESSION: &str = "届";

const NUMERALS: &str = "一二三四五六七八九十";
/// What follows the name of a congress.
const FOLLOWING: [&str; 6] = ["精神", "报告", "召开", "部署", "胜利", "和"];

/// Words before a meeting that is still to come.
const TO_COME: [&str; 5] = ["迎接", "喜迎", "迎接党的", "喜迎党的", "迎来"];

/// A session or congress that the text names.
struct Named<'a> {
    name: String,
    sentence: &'a str,
    /// Whether it is named as one that is still to come.
    is_to_come: bool,
}

/// T05: a congress or session that a later one of the same kind has followed when the year ended, where the later one is
/// nowhere named; and words that the office has set. 党的十八大以来 speaks of a time and is always current.
pub(super) fn stale(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let lines = super::lines(facts);
    for word in facts.setting("T05").map_or(&[][..], |setting| &setting.words) {
        if let Some((line, at)) = lines.iter().find_map(|line| Some((line, line.find(word.as_str())?))) {
            let finding = findings.new_finding().with("kind", "word").with("found", word);
            findings.add(finding.with("sentence", sentence_at(line, at)));
        }
    }
    let Some(year) = facts.report().year else { return };
    let named = named(&lines, facts.letters());
    if named.is_empty() {
        return;
    }
    let newest = MEETINGS.iter().rfind(|meeting| meeting.is_congress && meeting.year <= year);
    let Some(newest) = newest else { return };
    let session = newest.name.replace('大', SESSION);
    let old_congress = |name: &str| {
        let older = MEETINGS.iter().filter(|meeting| meeting.year < newest.year);
        older.into_iter().any(|meeting| meeting.name == name)
    };
    let is_current = lines.iter().any(|line| line.contains(newest.name) || line.contains(&session));
    let latest = MEETINGS
        .iter()
        .rfind(|meeting| !meeting.is_congress && meeting.year <= year && meeting.name.starts_with(session.as_str()));
    let found = if is_current {
        // What cannot have been held is T06's, and tells nothing of how old the sentence is.
        let held = |named: &Named<'_>| MEETINGS.iter().position(|meeting| meeting.name == named.name);
        let sessions = named.iter().filter(|named| named.name.starts_with(session.as_str()));
        let newest_named = sessions.filter_map(|named| Some((held(named)?, named))).max_by_key(|(held, _)| *held);
        newest_named.zip(latest).and_then(|((position, named), latest)| {
            let is_older = MEETINGS[position + 1..].iter().any(|meeting| meeting.name == latest.name);
            is_older.then_some((named, latest.name))
        })
    } else {
        named.iter().find(|named| old_congress(&named.name)).map(|named| (named, newest.name))
    };
    if let Some((named, newer)) = found {
        let finding = findings.new_finding().with("kind", "meeting").with("found", &named.name);
        findings.add(finding.with("newer", newer).with("sentence", named.sentence));
    }
}

/// T06: a session that there never was, or that was held, or will be, only after the report was written.
pub(super) fn impossible(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(year) = facts.report().year else { return };
    for named in named(&super::lines(facts), facts.letters()).into_iter().filter(|named| !named.is_to_come) {
        let finding = match MEETINGS.iter().find(|meeting| meeting.name == named.name) {
            Some(meeting) if is_held_later(meeting, year) => findings.new_finding().with("held", meeting.year),
            None if is_of_ended_term(&named.name) => findings.new_finding().with("held", "never"),
            None if is_yet_to_be_held(&named.name, year) => findings.new_finding().with("held", "later"),
            _ => continue,
        };
        findings.add(finding.with("found", &named.name).with("sentence", named.sentence));
    }
}

fn is_held_later(meeting: &Meeting, year: i32) -> bool {
    meeting.year > year + 1 || (meeting.year == year + 1 && meeting.month > LAST_MONTH_OF_WRITING)
}

/// Whether a session is of a congress that the list knows, and that another has followed: then the list knows them all.
fn is_of_ended_term(name: &str) -> bool {
    let of_term = |meeting: &&Meeting| !meeting.is_congress && name.starts_with(term(meeting.name));
    let last_term = MEETINGS.iter().rfind(|meeting| !meeting.is_congress).map(|meeting| term(meeting.name));
    MEETINGS.iter().any(|meeting| of_term(&meeting)) && last_term.is_some_and(|last| !name.starts_with(last))
}

/// Whether a session comes after all those of the list, while the last of these came after the report was written.
fn is_yet_to_be_held(name: &str, year: i32) -> bool {
    let Some(last) = MEETINGS.iter().rfind(|meeting| !meeting.is_congress) else { return false };
    let (number, number_of_last) = (numbers(name), numbers(last.name));
    is_held_later(last, year) && number.zip(number_of_last).is_some_and(|(number, last)| number > last)
}

/// The numbers of a session's term and of the session: 20 and 3 of `二十届三中全会`.
fn numbers(session: &str) -> Option<(u8, u8)> {
    let (term, rest) = session.split_once(SESSION)?;
    Some((parts::number(term)?, parts::number(rest.strip_suffix("中全会")?)?))
}

/// `二十届` of `二十届三中全会`.
fn term(session: &str) -> &str {
    session.find(SESSION).map_or(session, |at| &session[..at + SESSION.len()])
}

/// The congresses and sessions that the text names, each once; `二十届二中、三中全会` are two.
fn named<'a>(lines: &[&'a str], letters: &Letters) -> Vec<Named<'a>> {
    let mut named: Vec<Named<'a>> = Vec::new();
    let congresses = MEETINGS.iter().filter(|meeting| meeting.is_congress && letters.may_hold(meeting.name));
    let congresses: Vec<&Meeting> = congresses.collect();
    if congresses.is_empty() && !letters.may_hold(SESSION) {
        return named;
    }
    let mut add = |name: String, line: &'a str, at: usize, start: usize| {
        let is_to_come = TO_COME.iter().any(|word| line[..start].ends_with(word));
        if !named.iter().any(|named| named.name == name && named.is_to_come == is_to_come) {
            named.push(Named { name, sentence: sentence_at(line, at), is_to_come });
        }
    };
    for line in lines {
        for congress in &congresses {
            let mut places = line.match_indices(congress.name).filter(|(at, name)| {
                let (before, after) = (&line[..*at], &line[at + name.len()..]);
                // 实施二十大重点工程 names no congress, and 十八大以来 speaks of a time.
                let is_congress = before.ends_with("党的") || FOLLOWING.iter().any(|word| after.starts_with(word));
                is_congress && !before.ends_with(|c: char| NUMERALS.contains(c)) && !after.starts_with("以来")
            });
            if let Some((at, _)) = places.next() {
                add(congress.name.to_owned(), line, at, at);
            }
        }
        for (at, _) in line.match_indices(SESSION) {
            let numeral_length: usize =
                line[..at].chars().rev().take_while(|c| NUMERALS.contains(*c)).map(char::len_utf8).sum();
            let term = &line[at - numeral_length..at];
            if term.chars().count() < 2 {
                continue;
            }
            for session in sessions(&line[at + SESSION.len()..]) {
                add(format!("{term}{SESSION}{session}中全会"), line, at, at - numeral_length);
            }
        }
    }
    named
}

/// The numerals of `二中、三中全会` or `二中全会、三中全会`, if the text begins so.
fn sessions(text: &str) -> Vec<String> {
    let Some((list, rest)) = text.split_once("全会") else { return Vec::new() };
    let items = list.split(['、', '和', '及', '，']);
    let numerals: Option<Vec<String>> = items
        .map(|item| {
            let numeral = item.strip_suffix('中')?;
            parts::number(numeral).map(|_| numeral.to_owned())
        })
        .collect();
    let mut numerals = numerals.unwrap_or_default();
    // Of the next term's sessions 届 stands before them.
    if let Some(rest) = rest.strip_prefix(['、', '和', '及']).filter(|_| !numerals.is_empty()) {
        numerals.extend(sessions(rest));
    }
    numerals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn congresses_and_sessions_by_their_names() {
        let names = |text: &str| -> Vec<String> {
            named(&[text], &Letters::of([text].into_iter())).into_iter().map(|named| named.name).collect()
        };
        assert_eq!(names("学习党的二十大和二十届二中、三中全会精神"), ["二十大", "二十届二中全会", "二十届三中全会"]);
        assert_eq!(names("二十届二中全会、三中全会"), ["二十届二中全会", "二十届三中全会"]);
        assert_eq!(names("党的十八大以来，十九届历次全会"), Vec::<String>::new());
        assert_eq!(names("县十七届人大三次会议，换届后，实施二十大重点工程"), Vec::<String>::new());
    }

    #[test]
    fn the_list_is_in_order() {
        let dates: Vec<(i32, u8)> = MEETINGS.iter().map(|meeting| (meeting.year, meeting.month)).collect();
        assert!(dates.is_sorted(), "{dates:?}");
        assert!(dates.len() > 20);
    }
}
