//! The numbers of a sentence: what they are worth, their units, and whether they claim to be exact.

use super::vocabulary::{APPROXIMATE_AFTER, APPROXIMATE_BEFORE, COUNT_UNITS, DATE_UNITS, OTHER_UNITS};
use rust_decimal::Decimal;

/// One number in a folded sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Where its digits begin.
    pub(super) start: usize,
    /// Where its unit ends.
    pub(super) end: usize,
    /// What it is worth; for a share its percentage, for money 元.
    pub(super) value: Decimal,
    /// What it counts.
    pub(super) unit: Unit,
    /// Whether it says that it is not exact: 余, 近, 约, 1.2万.
    pub(super) is_approximate: bool,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Things that the form counts: 件, 宗, 条 …
    Count(&'static str),
    /// A number that ends its clause without a unit.
    Missing,
    /// Things that no table of the form counts: 次, 人, 期 …
    Other(&'static str),
    /// A share, in percent.
    Percent,
    /// Money, in 元; how many of its decimals were printed in 万元, if it was.
    Money(Option<u32>),
    /// A calendar year.
    Year,
    /// A number that counts nothing: of a document, a telephone, a date, a list.
    Nothing,
}

pub(super) fn numerals(text: &str) -> Vec<Numeral> {
    let mut found = Vec::new();
    let (mut at, mut titles, mut brackets) = (0, 0_i32, 0_i32);
    let is_of_interest = |c: char| c.is_ascii_digit() || is_chinese_digit(c) || matches!(c, '《' | '》' | '[' | ']');
    while let Some((start, c)) = text[at..].char_indices().find(|(_, c)| is_of_interest(*c)) {
        at += start;
        match c {
            '《' => titles += 1,
            '》' => titles -= 1,
            '[' => brackets += 1,
            ']' => brackets -= 1,
            _ => {}
        }
        let quoted = titles > 0 || brackets > 0;
        let read = if c.is_ascii_digit() {
            Some(arabic(text, at))
        } else if is_chinese_digit(c) {
            chinese(text, at)
        } else {
            None
        };
        match read {
            Some(mut numeral) => {
                if quoted {
                    numeral.unit = Unit::Nothing;
                }
                at = numeral.end.max(at + c.len_utf8());
                found.push(numeral);
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

fn arabic(text: &str, start: usize) -> Numeral {
    let (digits, mut end) = digits(text, start);
    let before = text[..start].chars().next_back();
    let read = digits.parse::<Decimal>();
    let is_readable = read.is_ok();
    let mut value = read.unwrap_or_default();
    let nothing = |end| Numeral { start, end, value, unit: Unit::Nothing, is_approximate: false };
    if !is_readable || before.is_some_and(joins_to_code) {
        return nothing(end);
    }
    let after = text[end..].chars().next();
    if after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '－' | '—' | '~' | '～' | '@' | '/' | '_'))
    {
        return nothing(end);
    }
    let is_item = before.is_none_or(|c| matches!(c, '，' | '；' | '：' | '。' | '、' | '('))
        && matches!(after, Some('.' | '、' | ')'));
    if before == Some('第') || before == Some('[') || is_item {
        return nothing(end);
    }
    let mut is_rounded = false;
    for (word, factor) in [("万", 10_000), ("亿", 100_000_000), ("千", 1000), ("百", 100)] {
        // 万元 is a unit; in 3万件 it is part of the number, which then seldom is exact.
        if text[end..].starts_with(word) && !text[end..].starts_with("万元") {
            value *= Decimal::from(factor);
            end += word.len();
            is_rounded = true;
            break;
        }
    }
    measured(text, start, end, value, digits.len(), is_rounded)
}

/// The digits from a place on, thousands' commas out, and where they end.
fn digits(text: &str, start: usize) -> (String, usize) {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut digits, mut at) = (String::new(), start);
    while let Some(&byte) = bytes.get(at) {
        let groups_thousands = byte == b','
            && (1..=3).all(|next| is_digit(at + next))
            && !is_digit(at + 4)
            && !digits.is_empty()
            && !digits.contains('.');
        if byte.is_ascii_digit() {
            digits.push(char::from(byte));
        } else if byte == b'.' && is_digit(at + 1) && !digits.contains('.') {
            digits.push('.');
        } else if !groups_thousands {
            break;
        }
        at += 1;
    }
    (digits, at)
}

/// The unit after a number, and whether words around it say that it is not exact.
fn measured(text: &str, start: usize, end: usize, value: Decimal, digits: usize, is_rounded: bool) -> Numeral {
    let (before, mut rest) = (&text[..start], &text[end..]);
    let mut is_approximate = is_rounded || APPROXIMATE_BEFORE.iter().any(|word| before.ends_with(word));
    if let Some(word) = APPROXIMATE_AFTER.at_start(rest) {
        is_approximate = true;
        rest = &rest[word.len()..];
    }
    let whole = text.len() - rest.len();
    let mut numeral = Numeral { start, end: whole, value, unit: Unit::Nothing, is_approximate };
    let is_year = digits == 4 && rest.starts_with('年') && (1949.into()..2100.into()).contains(&value);
    if is_year {
        numeral.unit = Unit::Year;
        numeral.end += '年'.len_utf8();
        return numeral;
    }
    let money = [("万元", 10_000), ("元", 1)];
    if let Some((word, factor)) = money.into_iter().find(|(word, _)| rest.starts_with(word)) {
        numeral.unit = Unit::Money((factor > 1).then_some(value.scale()));
        numeral.value = value * Decimal::from(factor);
        numeral.end += word.len();
    } else if rest.starts_with('%') || before.ends_with("百分之") {
        numeral.unit = Unit::Percent;
        numeral.end += usize::from(rest.starts_with('%'));
    } else if DATE_UNITS.at_start(rest).is_some() {
        return numeral;
    } else if let Some(word) = OTHER_UNITS.at_start(rest) {
        numeral.unit = Unit::Other(word);
        numeral.end += word.len();
    } else if let Some(word) = COUNT_UNITS.at_start(rest) {
        numeral.unit = Unit::Count(word);
        numeral.end += word.len();
    } else if rest.is_empty() || rest.starts_with(['，', '；', '：', '。', '、', ',', '(', ')']) {
        numeral.unit = Unit::Missing;
    }
    if APPROXIMATE_AFTER.at_start(&text[numeral.end..]).is_some() {
        numeral.is_approximate = true;
    }
    numeral
}

/// What before a digit makes it part of a code, an address or a range.
fn joins_to_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '－' | '—' | '~' | '～' | '.' | '@' | '/' | '_' | '#' | '=')
}

const CHINESE_DIGITS: &str = "零〇一二三四五六七八九";

fn is_chinese_digit(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '两' | '十' | '百')
}

/// A number in Chinese characters; only one with a unit of the form is a number, since 一是, 三安全 and 十分 are not.
fn chinese(text: &str, start: usize) -> Option<Numeral> {
    let length: usize =
        text[start..].chars().take_while(|c| is_chinese_digit(*c) || "千万".contains(*c)).map(char::len_utf8).sum();
    let word = &text[start..start + length];
    let end = start + length;
    let skipped = Numeral { start, end, value: Decimal::ZERO, unit: Unit::Nothing, is_approximate: false };
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| "第每逐同某任这那哪几数各".contains(c)) {
        return Some(skipped);
    }
    let value = worth(word)?;
    let numeral = measured(text, start, end, value, 0, word.ends_with(['千', '万']));
    let is_counted = match numeral.unit {
        // 一条, 一个, 一份 are turns of speech more often than counts.
        Unit::Count(unit) => word.chars().count() > 1 || value != Decimal::ONE || unit == "件",
        Unit::Percent => true,
        _ => false,
    };
    is_counted.then_some(numeral)
}

/// What a Chinese number below a hundred million is worth.
fn worth(word: &str) -> Option<Decimal> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None::<u64>);
    for c in word.chars() {
        if let Some(at) = CHINESE_DIGITS.chars().position(|known| known == c) {
            // 一二三: not a number but digits in a row.
            if digit.is_some_and(|digit| digit != 0) {
                return None;
            }
            digit = Some(if at < 2 { 0 } else { u64::try_from(at).ok()? - 1 });
            continue;
        }
        let factor = match c {
            '两' => {
                digit = Some(2);
                continue;
            }
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                total = (total + section + digit.take().unwrap_or(0)).checked_mul(10_000)?;
                section = 0;
                continue;
            }
        };
        section += digit.take().unwrap_or(1) * factor;
    }
    Some((total + section + digit.unwrap_or(0)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a text, each as `value unit`, `~` before those that are not exact.
    fn read(text: &str) -> Vec<String> {
        let line = super::super::line::Line::new(text);
        let word = |numeral: &Numeral| {
            let unit = match numeral.unit {
                Unit::Count(unit) | Unit::Other(unit) => unit,
                Unit::Missing => "-",
                Unit::Percent => "%",
                Unit::Money(_) => "元",
                Unit::Year => "年",
                Unit::Nothing => return None,
            };
            Some(format!("{}{}{unit}", if numeral.is_approximate { "~" } else { "" }, numeral.value.normalize()))
        };
        line.numerals.iter().filter_map(word).collect()
    }

    #[test]
    fn numbers_in_the_ways_reports_print_them() {
        for (text, expected) in [
            ("新收申请1,234件，办结１２宗", vec!["1234件", "12宗"]),
            ("新收申请 2 400 余件", vec!["~2400件"]),
            (
                "发布信息14万余条、近300条、约20条、20多条、30条左右",
                vec!["~140000条", "~300条", "~20条", "~20条", "~30条"],
            ),
            ("共收到十二件、一百零五件、两件、二十件", vec!["12件", "105件", "2件", "20件"]),
            ("部分公开67，不予公开4。", vec!["67-", "4-"]),
            ("占36.5%，收费3.25万元、270元", vec!["36.5%", "32500元", "270元"]),
            ("2024年1月5日，第3次，国办公开办函〔2021〕30号，《条例》第20条", vec!["2024年"]),
            ("一是三安全一稳定，十分重视，第一件，每一件，万件", vec![]),
            ("电话0527-80000000，邮箱a12@b.cn，1-6月", vec![]),
            ("（1）收到2件；1.办结3件", vec!["2件", "3件"]),
            ("召开会议3次，培训120人次", vec!["3次", "120人次"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
