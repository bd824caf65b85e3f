//! V01: numbers of identity cards, bank cards and passports.

use std::collections::BTreeSet;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::{neighbours, sentence_at};
use super::mask;

/// The first two digits of an identity number: the province.
const PROVINCES: [u32; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82,
];
const PASSPORT: &str = "护照";
/// No card has fewer digits, whether an identity card or a bank's.
const FEWEST_DIGITS: usize = 16;
const CARD_LENGTHS: [usize; 4] = [16, 17, 18, 19];
/// How cards of Chinese banks begin.
const CARD_PREFIX: &str = "62";
const CARD_WORDS: [&str; 7] = ["卡", "账号", "帐号", "账户", "帐户", "开户", "银行"];
/// What else has eighteen digits.
const OTHER_NUMBERS: [&str; 4] = ["信用代码", "流水号", "索引号", "订单"];
/// How far before a number a word may stand that says what it is, in characters.
const NEAR: usize = 20;

/// A run of digits.
struct Run<'a> {
    /// The text before it.
    before: &'a str,
    start: usize,
    end: usize,
    /// Its digits, ASCII, without blanks and dashes.
    digits: String,
    /// Whether it has blanks or dashes.
    is_grouped: bool,
    /// Whether an X follows, the check digit for ten.
    has_x: bool,
}

/// V01: eighteen digits with a known province, a possible date of birth and the right check digit; the number of a bank
/// card (of Chinese banks, with the right check digit); a passport's number after the word 护照.
pub(super) fn numbers(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let letters = facts.letters();
    if letters.longest_number < FEWEST_DIGITS && !letters.may_hold(PASSPORT) {
        return;
    }
    let mut seen = BTreeSet::new();
    for text in facts.texts() {
        let mut report = |kind: &str, start: usize, end: usize| {
            let printed = &text.text[start..end];
            if seen.insert(printed.to_owned()) {
                let finding = findings.new_finding().at(text.place(facts)).with("kind", kind);
                let finding = finding.with("found", mask::number(printed));
                findings.add(finding.with("sentence", mask::text(sentence_at(text.text, start))));
            }
        };
        for run in runs(text.text) {
            let end = run.end + usize::from(run.has_x);
            if is_identity_number(&run) {
                report("identity", run.start, end);
            } else if is_card_number(&run) {
                report("card", run.start, run.end);
            }
        }
        for (start, end) in passports(text.text) {
            report("passport", start, end);
        }
    }
}

/// The runs of digits in a text that are no part of a Latin word or a decimal number.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(digit).map(|at| from + at) {
        let mut end = start;
        let mut digits = String::new();
        let mut is_grouped = false;
        let mut rest = text[start..].chars();
        while let Some(c) = rest.next() {
            if let Some(digit) = ascii(c) {
                digits.push(digit);
            } else if matches!(c, ' ' | '-') && rest.clone().next().is_some_and(digit) {
                is_grouped = true;
            } else {
                break;
            }
            end += c.len_utf8();
        }
        let (before, after) = neighbours(text, start, end);
        let has_x =
            matches!(after, Some('X' | 'x')) && !text[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "_/.@".contains(c));
        if !is_letter(before) && (has_x || !is_letter(after)) {
            runs.push(Run { before: &text[..start], start, end, digits, is_grouped, has_x });
        }
        from = end;
    }
    runs
}

fn digit(c: char) -> bool {
    ascii(c).is_some()
}

fn ascii(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

fn is_identity_number(run: &Run<'_>) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits: Vec<u32> = run.digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let length = if run.has_x { 17 } else { 18 };
    if run.is_grouped || digits.len() != length || stands_after(run, &OTHER_NUMBERS) {
        return false;
    }
    let number = |range: std::ops::Range<usize>| digits[range].iter().fold(0, |number, digit| 10 * number + digit);
    let (year, month, day) = (number(6..10), number(10..12), number(12..14));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = (12 - sum % 11) % 11;
    let printed = if run.has_x { 10 } else { digits[17] };
    PROVINCES.contains(&number(0..2)) && (1900..2100).contains(&year) && (1..=days).contains(&day) && check == printed
}

fn is_card_number(run: &Run<'_>) -> bool {
    let has_length = CARD_LENGTHS.contains(&run.digits.len());
    if !has_length || run.has_x || !passes_luhn(&run.digits) || stands_after(run, &OTHER_NUMBERS) {
        return false;
    }
    // Other banks' numbers are told from an archive's only by what stands before them.
    let is_usual_length = matches!(run.digits.len(), 16 | 19);
    (run.digits.starts_with(CARD_PREFIX) && is_usual_length) || stands_after(run, &CARD_WORDS)
}

fn passes_luhn(digits: &str) -> bool {
    let doubled = |(index, digit): (usize, u32)| match (index % 2, digit * 2) {
        (0, _) => digit,
        (_, double) => double / 10 + double % 10,
    };
    let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    sum.is_multiple_of(10) && !digits.chars().all(|c| c == '0')
}

fn stands_after(run: &Run<'_>, words: &[&str]) -> bool {
    let start = run.before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    words.iter().any(|word| run.before[start..].contains(word))
}

/// The passport numbers: a letter, or two, and the digits, soon after the word.
fn passports(text: &str) -> Vec<(usize, usize)> {
    let places = text.match_indices(PASSPORT).filter_map(|(at, word)| {
        let after = at + word.len();
        let start = after + text[after..].find(|c: char| c.is_ascii_uppercase())?;
        let end = start + text[start..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len() - start);
        let number = &text[start..end];
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let is_near = text[after..start].chars().count() <= NEAR;
        (is_near && number.len() == 9 && digits >= 7).then_some((start, end))
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(text: &str) -> bool {
        runs(text).iter().any(is_identity_number)
    }

    /// With the check digit that fits: the person does not exist.
    const NOBODY: &str = "11010119000229001";

    #[test]
    fn identity_numbers_by_date_and_check_digit() {
        // GB 11643 prints this one as its example.
        assert!(identity("身份证号11010519491231002X。"));
        assert!(identity("（11010519491231002x）"));
        assert!(!identity("110105194912310021"), "another check digit");
        assert!(!identity("统一社会信用代码11010519491231002X"));
        assert!(!identity("A11010519491231002X"));
        for check in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X"] {
            assert!(!identity(&format!("{NOBODY}{check}")), "1900 had no 29 February");
        }
    }

    #[test]
    fn card_numbers_by_check_digit() {
        let card = |text: &str| runs(text).iter().any(is_card_number);
        assert!(card("6222020000000000000"), "of no one");
        assert!(card("卡号：6222 0200 0000 0000 000"));
        assert!(!card("6222020000000000005"));
        assert!(!card("索引号6222020000000000000"));
        assert!(!card("4111111111111111"), "no word says that it is a card");
        assert!(card("银行卡4111111111111111"));
    }

    #[test]
    fn passport_numbers_after_the_word() {
        assert_eq!(passports("护照号码：EA1234567，").len(), 1);
        assert_eq!(passports("护照E12345678").len(), 1);
        assert_eq!(passports("办理护照120本，文号E12345678901").len(), 0);
        assert_eq!(passports("型号E12345678").len(), 0);
    }
}
