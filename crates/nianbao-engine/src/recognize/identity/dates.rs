//! Dates as reports print them: `2024年1月1日`, `二〇二五年一月二十日`, `2025-01-20`.

use nianbao_core::report::{Period, YEARS};

/// The first year in a text, in digits of either width or in Chinese ones, with where it starts and ends.
pub(crate) fn year_in(text: &str) -> Option<(i32, usize, usize)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    (0..characters.len().saturating_sub(3)).find_map(|index| {
        let window = &characters[index..index + 4];
        let is_digit_at = |index: usize| characters.get(index).is_some_and(|&(_, c)| digit(c).is_some());
        if !is_digit_at(index) || is_digit_at(index + 4) || index > 0 && is_digit_at(index - 1) {
            return None;
        }
        let year = window.iter().try_fold(0, |year, &(_, c)| Some(year * 10 + digit(c)?))?;
        let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        let (end, last) = window[3];
        Some((year, window[0].0, end + last.len_utf8()))
    })
}

/// The date that a whole line is, as `YYYY-MM-DD`; brackets and blanks do not matter.
pub(in crate::recognize) fn date_of_line(line: &str) -> Option<String> {
    if line.len() > 80 {
        return None;
    }
    let text: String = line.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c)).collect();
    if let [found] = found_in(&text).as_slice() {
        let is_whole = (found.start, found.end) == (0, text.len());
        return found.date.filter(|_| is_whole).and_then(|date| Some(iso(date.year?, date.month, date.day)));
    }
    let mut pieces = text.split(['-', '.', '/', '－']).map(number);
    match (pieces.next()??, pieces.next()??, pieces.next()??, pieces.next()) {
        (year, month, day, None) => {
            let year = i32::try_from(year).ok()?;
            is_day(year, month, day).then(|| iso(year, month, day))
        }
        _ => None,
    }
}

/// The organ's name before the date at the end of a line: `某镇人民政府  2025年1月20日`.
pub(in crate::recognize) fn date_at_end(line: &str) -> Option<(String, String)> {
    let text: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let [found] = found_in(&text).try_into().ok()?;
    let date = found.date.filter(|_| found.end == text.len() && found.start > 0)?;
    Some((text[..found.start].to_owned(), iso(date.year?, date.month, date.day)))
}

/// The counting period that a text states: `自2024年1月1日起至12月31日止` in any of its wordings. Years left out are the
/// report's. A misprinted date makes no period.
pub(crate) fn period_in(text: &str, year: Option<i32>) -> Option<Period> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = found_in(&text);
    let pair = found.windows(2).find(|pair| is_connection(&text[pair[0].end..pair[1].start]))?;
    let (first, second) = (pair[0].date?, pair[1].date?);
    let from_year = first.year.or(year)?;
    let to_year = second.year.unwrap_or(from_year);
    let from = (from_year, first.month, first.day);
    let to = (to_year, second.month, second.day);
    let holds = is_day(from.0, from.1, from.2) && is_day(to.0, to.1, to.2) && from <= to;
    holds.then(|| Period { from: iso(from.0, from.1, from.2), to: iso(to.0, to.1, to.2) })
}

/// What stands between the two dates of a period.
fn is_connection(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 4 && text.chars().all(|c| "起开始至到止日—–-－~～―─".contains(c))
}

/// A date in a text; `None` where it has the shape of one and is none (`202020年12月31日`).
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) date: Option<Date>,
}

/// A day; the year may be left out.
#[derive(Clone, Copy)]
pub(crate) struct Date {
    pub(crate) year: Option<i32>,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

/// Every `年月日` of a text without blanks; the year may be left out.
pub(crate) fn found_in(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('月') {
        let after = &text[at + '月'.len_utf8()..];
        let day_length: usize = after.chars().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
        let Some(mark) = after[day_length..].chars().next().filter(|c| matches!(c, '日' | '号')) else { continue };
        let month_start = start_of_digits(&text[..at]);
        if month_start == at || day_length == 0 {
            continue;
        }
        let before_month = text[..month_start].strip_suffix('年');
        let year_start = before_month.map(|before| (start_of_digits(before), before.len()));
        let stated_year = year_start.filter(|(start, end)| start < end).map(|(start, end)| &text[start..end]);
        let date = date(stated_year, &text[month_start..at], &after[..day_length]);
        let start = match year_start {
            Some((start, end)) if start < end => start,
            _ => month_start,
        };
        found.push(Found { start, end: at + '月'.len_utf8() + day_length + mark.len_utf8(), date });
    }
    found
}

fn date(year: Option<&str>, month: &str, day: &str) -> Option<Date> {
    let year = match year {
        Some(year) => Some(i32::try_from(number(year)?).ok().filter(|year| YEARS.contains(year))?),
        None => None,
    };
    let (month, day) = (number(month)?, number(day)?);
    // 2000 has a 29 February.
    is_day(year.unwrap_or(2000), month, day).then_some(Date { year, month, day })
}

fn start_of_digits(text: &str) -> usize {
    text.len() - text.chars().rev().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum::<usize>()
}

fn is_numeral(c: char) -> bool {
    c == '十' || c == '廿' || digit(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '〇' | '○' | '零' => Some(0),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' => {
            crate::parts::number(c.encode_utf8(&mut [0; 4])).map(u32::from)
        }
        _ => None,
    }
}

/// A number under a million in digits (`2025`, `二〇二五`) or with 十 (`二十一`).
fn number(text: &str) -> Option<u32> {
    let digits = |text: &str| -> Option<u32> {
        let length = text.chars().count();
        (1..=6).contains(&length).then(|| text.chars().try_fold(0, |value, c| Some(value * 10 + digit(c)?)))?
    };
    let text = text.replace('廿', "二十");
    match text.split_once('十') {
        None => digits(&text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digits(tens).filter(|tens| *tens < 10)? };
            let ones = if ones.is_empty() { 0 } else { digits(ones).filter(|ones| *ones < 10)? };
            Some(tens * 10 + ones)
        }
    }
}

fn is_day(year: i32, month: u32, day: u32) -> bool {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    YEARS.contains(&year) && (1..=last).contains(&day)
}

fn iso(year: i32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn period(text: &str, expected: Option<(&str, &str)>) {
        let period = period_in(text, Some(2024));
        let dates = period.as_ref().map(|period| (period.from.as_str(), period.to.as_str()));
        assert_eq!(dates, expected, "{text}");
    }

    #[test]
    fn periods_in_every_wording() {
        let whole = Some(("2024-01-01", "2024-12-31"));
        period("所列数据的统计期限自2024年1月1日起至2024年12月31日止。", whole);
        period("统计时限为 2024 年 1 月 1 日至 2024 年 12 月 31 日。", whole);
        period("数据统计期限为2024年1月1日—12月31日", whole);
        period("统计期限为1月1日至12月31日", whole);
        period("自２０２４年１月１日起，至１２月３１日止", None);
        period("自２０２４年１月１日起至１２月３１日止", whole);
        period("自二〇二四年一月一日起至二〇二四年十二月三十一日止", whole);
        period("2023年7月1日起施行。统计期限自2024年1月1日至2024年12月31日", whole);
    }

    #[test]
    fn misprinted_dates_make_no_period() {
        period("自2020年1月1日起至202020年12月31日止", None);
        period("自20241月1日起至2024年12月31日止", None);
        period("自2024年1月1日起至20241231日止", None);
        period("自2024年1月1日起至2024年13月31日止", None);
        period("自2024年12月31日起至2024年1月1日止", None);
        period("自2024年2月30日起至2024年12月31日止", None);
    }

    #[test]
    fn a_line_that_is_a_date() {
        for line in [
            "2025年1月20日",
            "２０２５ 年 1 月 20 日",
            "二〇二五年一月二十日",
            "2025-01-20",
            "（2025.1.20）",
            "二○二五年一月廿日",
        ] {
            assert_eq!(date_of_line(line).as_deref(), Some("2025-01-20"), "{line}");
        }
        for line in ["2025年2月30日", "2025年1月", "于2025年1月20日", "1-2-3", "0356-5862575", "2025年1月20日印发"]
        {
            assert_eq!(date_of_line(line), None, "{line}");
        }
        let (organ, date) = date_at_end("某镇人民政府　　2025年1月20日").unwrap();
        assert_eq!((organ.as_str(), date.as_str()), ("某镇人民政府", "2025-01-20"));
    }

    #[test]
    fn a_year_is_four_digits_alone() {
        assert_eq!(year_in("２０２４年"), Some((2024, 0, 12)));
        assert_eq!(year_in("二〇二四年").map(|found| found.0), Some(2024));
        assert_eq!(year_in("202020年"), None);
        assert_eq!(year_in("12345"), None);
    }
}
