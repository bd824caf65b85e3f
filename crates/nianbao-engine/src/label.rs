//! Labels as they are compared: what is typing and layout is taken off, what is wording stays.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A list number at the beginning of a label or heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListNumber {
    /// How it is written.
    pub style: NumberStyle,
    /// Its value.
    pub value: u8,
}

/// How a list number is written; the order is that of heading levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberStyle {
    /// `一、`
    Chinese,
    /// `（一）`
    BracketedChinese,
    /// `1.`
    Arabic,
    /// `（1）`
    BracketedArabic,
}

impl NumberStyle {
    /// The heading level that the style stands for, 1 to 4.
    pub fn level(self) -> u8 {
        match self {
            NumberStyle::Chinese => 1,
            NumberStyle::BracketedChinese => 2,
            NumberStyle::Arabic => 3,
            NumberStyle::BracketedArabic => 4,
        }
    }
}

/// The label's words: list number off, compatibility forms folded (NFKC), and only letters and digits kept, so that
/// blanks, line breaks, brackets, quotes and punctuation make no difference.
pub fn normalize(label: &str) -> String {
    words(split_number(label).1)
}

/// [`normalize`] for a text without a list number.
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // 其它 and 其他 are one word.
            '它' => words.push('他'),
            '\u{4E00}'..='\u{9FFF}' | '0'..='9' => words.push(c),
            // What stands in most texts is known without a look into the tables of Unicode.
            c if c.is_ascii() => words.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase())),
            '，' | '。' | '、' | '；' | '：' | '（' | '）' | '《' | '》' | '“' | '”' | '　' => {}
            c if c.is_whitespace() => {}
            c => words.extend(std::iter::once(c).nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)),
        }
    }
    words
}

/// Splits a list number off: `（三）不予公开` → `（三）` and `不予公开`. Blanks within the number do not matter.
pub fn split_number(text: &str) -> (Option<ListNumber>, &str) {
    numbered(text).map_or((None, text), |(number, rest)| (Some(number), rest))
}

fn numbered(text: &str) -> Option<(ListNumber, &str)> {
    let mut rest = text.trim_start_matches(is_unseen);
    // Most texts begin with a word.
    if !rest.starts_with(may_begin_number) {
        return None;
    }
    if let Some(circled) = take(&mut rest, |c| ('①'..='⑳').contains(&c)) {
        let value = u8::try_from(u32::from(circled) - u32::from('①') + 1).ok()?;
        return Some((ListNumber { style: NumberStyle::Arabic, value }, rest.trim_start()));
    }
    let bracketed = take(&mut rest, |c| matches!(c, '(' | '（' | '﹙')).is_some();
    let chinese = take_while(&mut rest, is_chinese_numeral);
    let (value, is_chinese) = if chinese.is_empty() {
        let digits = take_while(&mut rest, |c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let value = if digits.is_ascii() { digits.parse() } else { digits.nfkc().collect::<String>().parse() };
        (value.ok()?, false)
    } else {
        (crate::parts::number(&chinese)?, true)
    };
    let style = match (bracketed, is_chinese) {
        (true, true) => NumberStyle::BracketedChinese,
        (true, false) => NumberStyle::BracketedArabic,
        (false, true) => NumberStyle::Chinese,
        (false, false) => NumberStyle::Arabic,
    };
    let closed = if bracketed {
        take(&mut rest, |c| matches!(c, ')' | '）' | '﹚'))
    } else {
        take(&mut rest, |c| matches!(c, '、' | '.' | '．' | '。' | ',' | '，' | '﹑' | ')' | '）'))
    };
    closed?;
    // `1.5` is a number, not an item: what follows an item's number is no digit.
    if style == NumberStyle::Arabic && rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((ListNumber { style, value }, rest.trim_start()))
}

/// Whether a character is a numeral that list numbers are made of.
pub(crate) fn is_chinese_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn may_begin_number(c: char) -> bool {
    is_chinese_numeral(c)
        || c.is_ascii_digit()
        || ('０'..='９').contains(&c)
        || ('①'..='⑳').contains(&c)
        || matches!(c, '(' | '（' | '﹙')
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{AD}' | '\u{FEFF}')
}

/// Takes one character that fits off the front, and the blanks before it.
fn take(rest: &mut &str, fits: impl Fn(char) -> bool) -> Option<char> {
    let trimmed = rest.trim_start_matches(is_unseen);
    let first = trimmed.chars().next().filter(|&c| fits(c))?;
    *rest = &trimmed[first.len_utf8()..];
    Some(first)
}

/// Takes the characters that fit off the front, and the blanks before and between them.
fn take_while<'t>(rest: &mut &'t str, fits: impl Fn(char) -> bool) -> Cow<'t, str> {
    let trimmed = rest.trim_start_matches(is_unseen);
    let end = trimmed.find(|c| !fits(c)).unwrap_or(trimmed.len());
    if end == 0 {
        return Cow::Borrowed("");
    }
    let (run, behind) = trimmed.split_at(end);
    *rest = behind;
    let mut taken = Cow::Borrowed(run);
    while let Some(c) = take(rest, &fits) {
        taken.to_mut().push(c);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_and_layout_make_no_difference() {
        for label in
            ["（三）不予公开", "(三) 不 予 公 开", "（ 三 ）不\n予公开", "不予公开", "(三)\u{3000}不予\u{a0}公开"]
        {
            assert_eq!(normalize(label), "不予公开", "{label}");
        }
        for label in ["3.危及“三安全一稳定”", "3．危及\"三安全一稳定\"", "3、危及‘三安全一稳定’"]
        {
            assert_eq!(normalize(label), "危及三安全一稳定", "{label}");
        }
        assert_eq!(normalize("本年收费金额（单位：万元）"), normalize("本年收费金额(单位:万元)"));
    }

    #[test]
    fn numbers_are_told_from_words() {
        assert_eq!(split_number("十一、其他").0, Some(ListNumber { style: NumberStyle::Chinese, value: 11 }));
        assert_eq!(split_number("（１）其他").0, Some(ListNumber { style: NumberStyle::BracketedArabic, value: 1 }));
        assert_eq!(split_number("③其他"), (Some(ListNumber { style: NumberStyle::Arabic, value: 3 }), "其他"));
        for plain in ["三安全", "2023年", "1.5", "一事一议", "", "（三"] {
            assert_eq!(split_number(plain), (None, plain), "{plain}");
        }
    }
}
