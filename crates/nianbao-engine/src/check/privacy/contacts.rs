//! V02: somebody's own telephone and mailbox where an office's should stand.

use std::sync::LazyLock;

use nianbao_core::finding::Severity;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::{neighbours, sentence_at};
use super::super::wording::lists;
use super::mask;

const LENGTH: usize = 11;
/// What follows a figure of eleven digits.
const UNITS: &str = "元万亿件条次人个户吨米平公年月％%";
/// What a number is of that is no telephone's.
const OTHER_NUMBERS: [&str; 6] = ["文号", "编号", "备案号", "索引号", "代码", "流水号"];
/// How far before a number a word may stand that says what it is, in characters.
const NEAR: usize = 10;

/// Hosts of private mail.
static HOSTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/mail.txt"));
    entries.map(|columns| columns[0]).collect()
});

/// V02: mobile numbers; in the office's own contact only a hint, for small offices have no other. One hint names a
/// private mailbox.
pub(super) fn contacts(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let contact = &facts.report().contact;
    // As it is printed, and as eleven digits.
    let numbers = contact.telephone.iter().chain(&contact.fax);
    let own = numbers.flat_map(|number| [number.clone(), digits(number)]).collect::<Vec<_>>().join(" ");
    let may_be_there = facts.letters().longest_number >= LENGTH;
    let (mut strange, mut official) = (Vec::new(), Vec::new());
    let mut mail = None;
    for &text in facts.texts() {
        let mobile_numbers = if may_be_there { mobile_numbers(text.text) } else { Vec::new() };
        for (start, end) in mobile_numbers {
            let is_official =
                own.contains(&text.text[start..end]) || (text.gives_contact && follows_label(text.text, start));
            if is_official { official.push((text, start, end)) } else { strange.push((text, start, end)) }
        }
        mail = mail.or_else(|| private_mail(text.text).map(|(start, host)| (text, start, host)));
    }
    for (list, kind) in [(&strange, "mobile"), (&official, "office_mobile")] {
        let Some((text, start, end)) = list.first() else { continue };
        let mut finding = findings.new_finding().at(text.place(facts)).with("kind", kind).with("count", list.len());
        if kind == "office_mobile" {
            finding.severity = Severity::Hint;
        }
        finding = finding.with("found", mask::number(&text.text[*start..*end]));
        findings.add(finding.with("sentence", mask::text(sentence_at(text.text, *start))));
    }
    if let Some((text, start, host)) = mail {
        let mut finding = findings.new_finding().at(text.place(facts)).with("kind", "mail").with("count", 1_usize);
        finding.severity = Severity::Hint;
        let finding = finding.with("found", format!("@{host}"));
        findings.add(finding.with("sentence", mask::text(sentence_at(text.text, start))));
    }
}

fn follows_label(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let near = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    ["电话", "传真", "手机", "联系方式"].iter().any(|label| before[near..].contains(label))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Where eleven digits end that begin at a place, if they stand together or as `139-1234-5678` and `139 1234 5678`; else
/// where the digits that begin there end.
fn end_of_number(text: &str, start: usize) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(start);
    let end = start + first;
    let Some(mark) = text[end..].chars().next().filter(|c| first == 3 && matches!(c, '-' | ' ')) else { return end };
    let second = end + mark.len_utf8();
    let between = second + digits(second);
    let is_grouped = between - second == 4 && text[between..].starts_with(mark);
    let third = between + mark.len_utf8();
    if is_grouped && digits(third) == 4 { third + 4 } else { end }
}

/// Eleven digits that are no figure, no part of a longer number and no number of something else.
fn mobile_numbers(text: &str) -> Vec<(usize, usize)> {
    let mut numbers = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = end_of_number(text, start);
        let number = digits(&text[start..end]);
        from = end;
        if number.len() != LENGTH {
            continue;
        }
        let (before, after) = neighbours(text, start, end);
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "./_@,¥￥-—".contains(c));
        let is_counted = after.is_some_and(|c| UNITS.contains(c));
        let near = text[..start].char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
        let is_other = OTHER_NUMBERS.iter().any(|word| text[near..start].contains(word));
        // A full stop or comma of the sentence may follow; digits after it make it part of a figure.
        let goes_on = matches!(after, Some('.' | ',' | '-' | '/'))
            && text[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let ends = !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '@') && !goes_on;
        if is_mobile(&number) && !is_part(before) && ends && !is_counted && !is_other {
            numbers.push((start, end));
        }
    }
    numbers
}

/// By the ranges that are given to mobile networks.
fn is_mobile(digits: &str) -> bool {
    match (&digits[..2], digits.as_bytes()[2]) {
        ("13" | "18", _) => true,
        ("14", third) => matches!(third, b'5'..=b'9'),
        ("15", third) => third != b'4',
        ("16", third) => matches!(third, b'2' | b'5' | b'6' | b'7'),
        ("17", third) => third <= b'8',
        ("19", third) => third != b'4',
        _ => false,
    }
}

/// The first mailbox of a private host: where its name begins, and the host.
fn private_mail(text: &str) -> Option<(usize, &'static str)> {
    text.match_indices('@').find_map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".-".contains(c))).unwrap_or(rest.len());
        let host = rest[..end].trim_end_matches('.').to_ascii_lowercase();
        let known = HOSTS.iter().find(|known| **known == host)?;
        let name: usize = text[..at].chars().rev().take_while(|c| c.is_ascii_graphic()).map(char::len_utf8).sum();
        (name > 0).then_some((at - name, *known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_told_from_figures() {
        for (text, count) in [
            ("联系人手机13800000000。", 1),
            ("13800000000、15900000000", 2),
            ("财政支出13800000000元", 0),
            ("支出13800000000.55元", 0),
            ("备案号13800000000", 0),
            ("0138000000001", 0),
            ("电话0356-5862575", 0),
            ("手机139-1234-5678。", 1),
            ("手机139 1234 5678，", 1),
            ("139 1234 56789", 0),
            ("139-1234-5678-9", 0),
            ("131 1234，5678", 0),
            ("4139-1234-5678", 0),
            ("12345678901", 0),
            ("见/13800000000/1.html", 0),
        ] {
            assert_eq!(mobile_numbers(text).len(), count, "{text}");
        }
    }

    #[test]
    fn private_hosts() {
        assert_eq!(private_mail("邮箱：abc@163.com。").map(|(_, host)| host), Some("163.com"));
        assert_eq!(private_mail("邮箱：abc@a.gov.cn"), None);
        assert_eq!(private_mail("邮箱：abc@163.com.gov.cn"), None);
    }
}
