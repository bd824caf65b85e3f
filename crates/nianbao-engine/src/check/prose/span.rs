//! Stretches of time that a sentence names: the report's year, several years, or a part of one.

use crate::words::Words;

/// The time that counts are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// The report's own year, said outright.
    Year,
    /// More than a year: 自2019年以来, 三年间, 2022年至2024年.
    Longer,
    /// Less than a year: 单月, 第一季度, 上半年.
    Shorter,
    /// What 累计 adds up: since when, nothing says.
    Unsure,
}

/// What the sentences of a paragraph have said of the time up to some place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Time {
    /// What the sentence said last.
    span: Option<Span>,
    /// Whether the sentence has named the year's own.
    names_year: bool,
    /// Whether the sentence says up to when: 截至, 至今.
    is_until: bool,
    /// Whether a sentence before has named the year's own.
    was_year: bool,
}

/// Words that stretches of time are told by.
static ANCHORS: Words = Words::new(&["年", "月", "季度", "以来", "期间", "时期", "任期", "累计"]);
static UNTIL: Words = Words::new(&["截至", "截止", "至今", "迄今", "到目前", "目前为止"]);
const PLANS: [&str; 4] = ["十二五", "十三五", "十四五", "十五五"];
/// What stands between the first and the last year of a stretch, and what only names both.
const TO: [&str; 8] = ["至", "到", "-", "－", "—", "–", "~", "～"];
const AND: [&str; 6] = ["、", "以及", "和", "及", "与", ","];
/// What years are compared with.
const AGAINST: [&str; 5] = ["较", "比", "与", "和", "同"];
/// What is called after its years.
const NAMED_BY_YEARS: [&str; 9] = ["规划", "计划", "方案", "行动", "要点", "工作", "纲要", "年度", "清单"];
/// What makes years before it a stretch: 三年来, 五年共.
const AFTER_YEARS: [&str; 10] = ["来", "间", "内", "以来", "期间", "共", "累计", "合计", "总计", "中"];
const BEFORE_YEARS: [&str; 6] = ["近", "过去", "最近", "前", "这", "头"];
/// What shows that a month is the time of a count and no day on which something was done.
const AFTER_MONTH: [&str; 9] = ["，", ",", "份", "共", "收", "受理", "新收", "内", "期间"];
const NUMERALS: &str = "零〇一二三四五六七八九十两几数多";

impl Time {
    /// What is known when a sentence begins.
    pub(super) fn at_next_sentence(self) -> Self {
        Time { was_year: self.was_year || self.names_year, ..Time::default() }
    }

    /// The time that is spoken of.
    pub(super) fn span(self) -> Option<Span> {
        self.span
    }

    /// Follows what the next stretch of a sentence says; `begins_anew` where it says itself what is counted.
    pub(super) fn note(&mut self, stretch: &str, own: Option<i32>, begins_anew: bool) {
        self.is_until |= UNTIL.is_in(stretch);
        if self.span == Some(Span::Unsure) && begins_anew {
            self.span = None;
        }
        for (start, end) in ANCHORS.places(stretch) {
            match named(stretch, start, end, own) {
                Some(Span::Unsure) => self.add_up(),
                Some(span) => {
                    self.span = Some(span);
                    self.names_year |= span == Span::Year;
                }
                None => {}
            }
        }
    }

    /// 累计 is of the year where that is named: 全年累计收到.
    fn add_up(&mut self) {
        if self.span.is_none() && !self.names_year {
            self.span = match (self.is_until, self.was_year) {
                (true, _) => Some(Span::Longer),
                (false, true) => None,
                (false, false) => Some(Span::Unsure),
            };
        }
    }
}

/// The stretch of time that a text names last, whatever was said before it.
pub(super) fn last_named(text: &str, own: Option<i32>) -> Option<Span> {
    let mut time = Time { was_year: true, ..Time::default() };
    time.note(text, own, false);
    time.span()
}

/// What a word of [`ANCHORS`] says where it stands.
fn named(text: &str, start: usize, end: usize, own: Option<i32>) -> Option<Span> {
    let (before, after) = (&text[..start], &text[end..]);
    match &text[start..end] {
        "累计" => Some(Span::Unsure),
        "以来" => since(before, own),
        "年" => years(before, after, own),
        "月" => month(before, after),
        "季度" => before.ends_with(|c: char| "一二三四1234首".contains(c)).then_some(Span::Shorter),
        "任期" => (after.starts_with('内') || after.starts_with("以来")).then_some(Span::Longer),
        _ => PLANS.iter().any(|plan| before.ends_with(plan)).then_some(Span::Longer),
    }
}

/// 以来: 今年以来 is the year so far, and what is written after its end means all of it.
fn since(before: &str, own: Option<i32>) -> Option<Span> {
    let clause = before.rsplit(['，', '；', '。', ',', '：']).next().unwrap_or(before);
    if ["长期", "一直", "历来"].iter().any(|word| clause.ends_with(word)) {
        return None;
    }
    let names_own = own.is_some_and(|own| clause.contains(&format!("{own}年")));
    let is_one_year = clause.strip_suffix("一年").is_some_and(|rest| !rest.ends_with('十'));
    let is_own = names_own || is_one_year || ["今年", "本年", "年初"].iter().any(|word| clause.contains(word));
    let from_a_month = clause.ends_with('月') && !clause.ends_with("年1月") && !clause.ends_with("年一月");
    Some(match is_own {
        true if from_a_month => Span::Shorter,
        true => Span::Year,
        false => Span::Longer,
    })
}

fn years(before: &str, after: &str, own: Option<i32>) -> Option<Span> {
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits == 4 {
        return calendar_year(before, after, own);
    }
    let chinese: usize = before.chars().rev().take_while(|c| NUMERALS.contains(*c)).map(char::len_utf8).sum();
    let (lead, count) = before.split_at(before.len() - digits.max(chinese));
    let is_stretch = AFTER_YEARS.iter().any(|word| after.starts_with(word));
    if count.is_empty() {
        // 上半年、下半年 together are the year.
        return match before.chars().next_back() {
            Some('半') if before.ends_with("下半") && before.contains("上半年") => Some(Span::Year),
            Some('半') if before.ends_with("上半") || before.ends_with("下半") => Some(Span::Shorter),
            Some('近' | '历') if is_stretch => Some(Span::Longer),
            Some('今' | '本' | '全' | '当') => Some(Span::Year),
            _ => after.starts_with('内').then_some(Span::Year),
        };
    }
    // 二〇二四年 is a calendar year, and 第三年 one of several.
    if lead.ends_with('第')
        || count.starts_with(['〇', '零'])
        || count.chars().nth(1).is_some_and(|c| "〇零".contains(c))
    {
        return None;
    }
    if matches!(count, "一" | "1") {
        return is_stretch.then_some(Span::Year);
    }
    (is_stretch || BEFORE_YEARS.iter().any(|word| lead.ends_with(word))).then_some(Span::Longer)
}

/// Four digits and 年: the last year of a stretch, or the report's own.
fn calendar_year(before: &str, after: &str, own: Option<i32>) -> Option<Span> {
    let (lead, year) = before.split_at(before.len() - 4);
    let year: i32 = year.parse().ok()?;
    let clause = after.split(['；', '。']).next().unwrap_or(after);
    let to = TO.iter().find_map(|joint| lead.strip_suffix(joint)).map(|lead| lead.trim_end_matches('—'));
    let and = AND.iter().find_map(|joint| lead.strip_suffix(joint));
    let is_of_both = || ["分别", "共", "合计", "累计", "各"].iter().any(|word| clause.contains(word));
    let first = to.or(and.filter(|_| is_of_both())).and_then(year_at_end);
    if let Some((start, _)) = first.filter(|(_, first)| *first < year) {
        // 2021—2025年规划 is a document, and with 与2022年和2023年相比 the year's own count is compared.
        let is_name = NAMED_BY_YEARS.iter().any(|word| after.starts_with(word));
        let is_compared = AGAINST.iter().any(|word| lead[..start].ends_with(word));
        return (!is_name && !is_compared).then_some(Span::Longer);
    }
    let is_bound = to.is_some() || ["截至", "截止"].iter().chain(&AGAINST).any(|word| lead.ends_with(word));
    let is_end = after.starts_with(['底', '末']);
    (own == Some(year) && !is_bound && !is_end).then_some(Span::Year)
}

/// The year of a date that a text ends with, and where its digits begin: 2022, 2022年, 2022年度, 2022年1月1日.
fn year_at_end(text: &str) -> Option<(usize, i32)> {
    let mut text = text;
    for mark in ['日', '月'] {
        if let Some(rest) = text.strip_suffix(mark) {
            text = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        }
    }
    let text = text.trim_end_matches(['底', '末', '初', '度']);
    let text = text.strip_suffix('年').unwrap_or(text);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = text.len() - digits;
    let year = text[start..].parse().ok().filter(|_| digits == 4)?;
    (1949..2100).contains(&year).then_some((start, year))
}

fn month(before: &str, after: &str) -> Option<Span> {
    if before.ends_with(['单', '当']) {
        return Some(Span::Shorter);
    }
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let chinese = before.chars().rev().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    let (lead, number) = before.split_at(before.len() - digits.max(chinese));
    // Of a day it is no stretch, and to the end of December goes the year.
    let is_date = number.is_empty() || after.starts_with(|c: char| c.is_ascii_digit() || "一二三".contains(c));
    if is_date || lead.ends_with("第") {
        return None;
    }
    let is_until = ["至", "到", "-", "－", "—", "–", "~", "～", "截止"].iter().any(|word| lead.ends_with(word));
    if matches!(number, "12" | "十二") && (is_until || after.starts_with(['底', '末'])) {
        return None;
    }
    (is_until || AFTER_MONTH.iter().any(|word| after.starts_with(word))).then_some(Span::Shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_time_by_their_words() {
        for (text, expected) in [
            ("自2019年以来，我局", Some(Span::Longer)),
            ("2022年至2024年，", Some(Span::Longer)),
            ("2022-2024年，", Some(Span::Longer)),
            ("2022年1月1日至2024年12月31日", Some(Span::Longer)),
            ("五年来共", Some(Span::Longer)),
            ("近三年", Some(Span::Longer)),
            ("三年间", Some(Span::Longer)),
            ("十四五以来", Some(Span::Longer)),
            ("十四五期间", Some(Span::Longer)),
            ("截至2024年底，累计", Some(Span::Longer)),
            ("截至2024年底，全年累计", Some(Span::Year)),
            ("单月最多", Some(Span::Shorter)),
            ("第一季度", Some(Span::Shorter)),
            ("上半年", Some(Span::Shorter)),
            ("上半年、下半年", Some(Span::Year)),
            ("2024年6月，", Some(Span::Shorter)),
            ("1-6月", Some(Span::Shorter)),
            ("自2019年以来，……2024年", Some(Span::Year)),
            ("今年以来", Some(Span::Year)),
            ("一年来", Some(Span::Year)),
            ("2024年1月1日至2024年12月31日", Some(Span::Year)),
            ("2024年1至12月", Some(Span::Year)),
            ("截至2024年12月31日", None),
            ("按季度通报", None),
            ("每月一次，6月5日", None),
            ("第三年", None),
            ("二〇二四年共", None),
            ("三年行动计划", None),
            ("2023年", None),
            ("2022年和2023年，分别", Some(Span::Longer)),
            ("与2022年和2023年相比，共", None),
            ("2021—2025年规划", None),
            ("长期以来，", None),
            ("近年来，", Some(Span::Longer)),
            ("历年文件", None),
        ] {
            assert_eq!(last_named(text, Some(2024)), expected, "{text}");
        }
    }

    #[test]
    fn what_adds_up_is_of_the_year_where_that_was_named() {
        let spans = |sentences: &[&str]| -> Option<Span> {
            let mut time = Time::default();
            for sentence in sentences {
                time = time.at_next_sentence();
                time.note(sentence, Some(2024), false);
            }
            time.span()
        };
        assert_eq!(spans(&["累计收到"]), Some(Span::Unsure));
        assert_eq!(spans(&["2024年累计收到"]), Some(Span::Year));
        assert_eq!(spans(&["2024年，我局扎实推进。", "累计收到"]), None);
        assert_eq!(spans(&["2024年，我局扎实推进。", "截至目前，累计收到"]), Some(Span::Longer));
    }
}
