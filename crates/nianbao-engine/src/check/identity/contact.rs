//! I06: whoever has a question finds the office: address, postcode, telephone and e-mail.

use super::plain::plain;
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// What is missing and what cannot be right, in one finding. A report without a preface is S07's or S08's.
pub(super) fn incomplete(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let report = facts.report();
    if report.preface.is_empty() {
        return;
    }
    let contact = &report.contact;
    let text: String = report.preface.iter().map(|line| plain(line)).collect();
    let entries = [
        ("地址", &contact.address),
        ("邮编", &contact.postcode),
        ("电话", &contact.telephone),
        ("电子邮箱", &contact.email),
    ];
    let wrong_postcode = wrong_postcode(&text).filter(|_| contact.postcode.is_none());
    let wrong_telephone = contact.telephone.as_deref().filter(|number| !is_telephone(number));
    let wrong: Vec<&str> = wrong_postcode.into_iter().chain(wrong_telephone).collect();
    let is_missing =
        |(name, value): &(&str, &Option<String>)| value.is_none() && !(*name == "邮编" && wrong_postcode.is_some());
    let mut missing: Vec<&str> = entries.iter().filter(|entry| is_missing(entry)).map(|(name, _)| *name).collect();
    // Many offices have none that they publish; whoever has a question has the telephone.
    if missing == ["电子邮箱"] {
        missing.clear();
    }
    let kind = match (missing.len(), wrong.is_empty()) {
        (0, true) => return,
        (0, false) => "wrong",
        (4, true) => "none",
        (_, true) => "missing",
        (_, false) => "both",
    };
    let finding =
        findings.new_finding().with("kind", kind).with("missing", missing.join("、")).with("wrong", wrong.join("、"));
    findings.add(finding);
}

/// The digits after 邮编 where they are not six.
fn wrong_postcode(text: &str) -> Option<&str> {
    let after = ["邮编", "邮政编码"].iter().find_map(|label| text.split_once(label)).map(|(_, after)| after)?;
    let after = after.trim_start_matches(['：', ':', '为', '是']);
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let digits = &after[..end];
    (!digits.is_empty() && digits.len() != 6).then_some(digits)
}

/// Whether so many digits make a telephone number: with or without area code, a service number, or a mobile one.
fn is_telephone(number: &str) -> bool {
    let number = plain(number);
    let (number, _) = number.split_once('转').unwrap_or((&number, ""));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = if number.starts_with('+') { digits.strip_prefix("86").unwrap_or(&digits) } else { &digits };
    match digits.len() {
        5..=8 => true,
        10..=12 => digits.starts_with(['0', '1', '4', '8']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers() {
        for number in
            ["0356—5862575", "0512-12345678", "(010)60000000", "12345", "4001234567", "8622575转8001", "13800000000"]
        {
            assert!(is_telephone(number), "{number}");
        }
        for number in ["0356-58625", "0356-586257512", "586257512"] {
            assert!(!is_telephone(number), "{number}");
        }
    }
}
