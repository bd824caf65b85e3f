//! Who reports on what: organ, year, period and contact, from the title, from lines such as `填报单位：` and from the
//! preface.

use nianbao_core::Report;
use nianbao_core::report::{Level, Period};

use super::Known;
use crate::label;

/// A title taken apart.
pub(super) struct Title {
    /// Its words without blanks and wrapping marks.
    pub(super) text: String,
    pub(super) organ: String,
    pub(super) year: Option<i32>,
}

/// The years that a report may be about: the Regulation came in 2008.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
const TITLE_CHARACTERS: usize = 140;

/// Takes a title apart in any of the wordings in use: organ and year in either order before the subject, or the year
/// after it (`…政府信息公开工作2022年度报告`).
pub(super) fn read_title(line: &str) -> Option<Title> {
    let text: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(['《', '〈']).trim_end_matches(['》', '〉']);
    let text = text
        .strip_prefix("附件")
        .map_or(text, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || "：:、.".contains(c)));
    // `…年度报告（公开版）`: what stands in brackets at the end is no part of the name.
    let text = match text.rfind(['（', '(']) {
        Some(at) if text.ends_with(['）', ')']) && at > 0 => &text[..at],
        _ => text,
    };
    let text = text.trim_end_matches(['》', '〉']);
    let is_report = text.ends_with("报告") || text.ends_with("年报");
    let subject = text.find("政府信息公开")?;
    if !is_report || text.chars().count() > TITLE_CHARACTERS || text.contains(['。', '；', '，', '《']) {
        return None;
    }
    let (before, after) = text.split_at(subject);
    let (organ, year) = match year_in(before) {
        Some((year, start, end)) => {
            let rest = &before[end..];
            let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
            (format!("{}{rest}", &before[..start]), Some(year))
        }
        None => (before.to_owned(), year_in(after).map(|(year, _, _)| year)),
    };
    let organ = organ.trim_matches(['(', ')', '（', '）']);
    let organ = organ.strip_suffix("关于").unwrap_or(organ).to_owned();
    Some(Title { text: text.to_owned(), organ, year })
}

/// Reads a line such as `填报单位：…`, `年度：2024年` or `2024年度`; false where it is none.
pub(super) fn read_line(line: &str, report: &mut Report) -> bool {
    let year = year_in(line).filter(|(_, start, end)| *start == 0 && matches!(line[*end..].trim(), "年" | "年度"));
    if let Some((year, _, _)) = year {
        report.year = report.year.or(Some(year));
        return true;
    }
    let Some((key, value)) = line.split_once(['：', ':']) else { return false };
    let (key, _) = key.split_once(['（', '(']).unwrap_or((key, ""));
    let value = value.trim();
    if value.is_empty() {
        return false;
    }
    match label::words(key).as_str() {
        "填报单位" | "填表单位" | "编制单位" | "报送单位" | "单位名称" | "报告单位" | "单位" | "填报机关"
        | "行政机关" | "机关名称" => {
            // Other entries may follow on the line, and a place for the seal.
            let end = value.find(|c: char| c.is_whitespace() || "（(".contains(c)).unwrap_or(value.len());
            let (organ, rest) = value.split_at(end);
            if organ.chars().count() <= 2 {
                return true;
            }
            if report.organ.name.is_empty() {
                organ.clone_into(&mut report.organ.name);
            }
            report.year = report.year.or(year_in(rest).map(|(year, _, _)| year));
            true
        }
        "年度" | "报告年度" | "年份" | "统计年度" => {
            report.year = report.year.or(year_in(value).map(|(year, _, _)| year));
            true
        }
        _ => false,
    }
}

/// Completes what the text says of organ, year, period and contact, and fills in from outside what it does not say.
pub(super) fn complete(report: &mut Report, known: &Known) {
    let text = report.preface.join("\n");
    report.period = period_in(&text, report.year);
    if report.year.is_none() {
        report.year = report.period.as_ref().and_then(|period| period.from.get(..4)?.parse().ok());
    }
    report.year = report.year.or(known.year);
    if report.organ.name.is_empty()
        && let Some(organ) = &known.organ
    {
        report.organ.name.clone_from(organ);
    }
    report.organ.level = level_of(&report.organ.name);
    let contact = &mut report.contact;
    contact.address =
        after(&text, &["地址", "地点"], |c| !matches!(c, '，' | '；' | '。' | ',' | ';' | '）' | '\n' | '、'));
    contact.postcode = after(&text, &["邮编", "邮政编码"], |c| c.is_ascii_digit()).filter(|code| code.len() == 6);
    contact.telephone = after(&text, &["电话", "联系方式"], is_telephone);
    contact.fax = after(&text, &["传真"], is_telephone);
    contact.email = after(&text, &["电子邮箱", "电子邮件", "邮箱"], |c| {
        c.is_ascii_graphic() && !matches!(c, ',' | ';' | ')')
    })
    .filter(|address| address.contains('@'));
    contact.site = after(&text, &["网址", "网站"], |c| c.is_ascii_graphic() && !matches!(c, ',' | ';' | ')'))
        .filter(|site| site.contains('.'));
}

/// The first year in a text, in digits of either width, with where it starts and ends.
pub(super) fn year_in(text: &str) -> Option<(i32, usize, usize)> {
    let digits: Vec<(usize, char)> = text.char_indices().collect();
    digits.windows(4).enumerate().find_map(|(index, window)| {
        let digit = |c: char| match c {
            '0'..='9' => Some(c as i32 - '0' as i32),
            '０'..='９' => Some(c as i32 - '０' as i32),
            '〇' | '○' => Some(0),
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' => {
                crate::parts::number(c.encode_utf8(&mut [0; 4])).map(i32::from)
            }
            _ => None,
        };
        let year = window.iter().try_fold(0, |year, &(_, c)| Some(year * 10 + digit(c)?))?;
        let (end, last) = window[3];
        let goes_on = digits.get(index + 4).is_some_and(|&(_, c)| digit(c).is_some());
        (YEARS.contains(&year) && !goes_on).then_some((year, window[0].0, end + last.len_utf8()))
    })
}

/// A period `2024年1月1日起至12月31日止` in any of its wordings; the second year may be left out.
fn period_in(text: &str, year: Option<i32>) -> Option<Period> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut dates = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('月') {
        let (before, after) = rest.split_at(at);
        let month = digits_at_end(before);
        let day: String = after['月'.len_utf8()..].chars().take_while(char::is_ascii_digit).collect();
        let is_date = after['月'.len_utf8() + day.len()..].starts_with('日');
        let stated =
            before[..before.len() - month.len()].strip_suffix('年').map(|before| digits_at_end(before).parse::<i32>());
        if is_date && let (Ok(month), Ok(day)) = (month.parse::<u32>(), day.parse::<u32>()) {
            dates.push((at, stated.and_then(Result::ok), month, day));
        }
        rest = &after['月'.len_utf8()..];
    }
    dates.windows(2).find_map(|pair| {
        let [(_, first_year, month, day), (_, second_year, last_month, last_day)] = pair else {
            return None;
        };
        let from_year = first_year.or(year)?;
        let to_year = second_year.unwrap_or(from_year);
        let is_period = (*month, *day) == (1, 1) || (*last_month, *last_day) == (12, 31);
        is_period.then(|| Period {
            from: format!("{from_year:04}-{month:02}-{day:02}"),
            to: format!("{to_year:04}-{last_month:02}-{last_day:02}"),
        })
    })
}

fn digits_at_end(text: &str) -> &str {
    let start = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    &text[start..]
}

/// What stands after one of the keys and a colon, as far as its characters fit.
fn after(text: &str, keys: &[&str], fits: impl Fn(char) -> bool) -> Option<String> {
    keys.iter().find_map(|key| {
        text.match_indices(key).find_map(|(at, _)| {
            let rest = text[at + key.len()..].trim_start();
            let rest = rest.strip_prefix(['：', ':']).or_else(|| rest.strip_prefix('为'))?.trim_start();
            let value: String = rest.chars().take_while(|&c| fits(c)).collect();
            let value = value.trim().trim_end_matches(['.', '，']).to_owned();
            (!value.is_empty()).then_some(value)
        })
    })
}

fn is_telephone(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '—' | '–' | '－' | '―' | '(' | ')' | '（' | '）' | '+')
}

/// The level of an organ, where its name tells: 市 alone does not, for there are cities of two levels.
fn level_of(name: &str) -> Option<Level> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&["镇人民政府", "乡人民政府", "街道办事处", "苏木人民政府"]) {
        Some(Level::Township)
    } else if ends(&["县人民政府", "区人民政府", "旗人民政府"]) && !name.ends_with("自治区人民政府")
    {
        Some(Level::County)
    } else if ends(&["自治州人民政府", "盟行政公署"]) {
        Some(Level::Prefecture)
    } else if ends(&["省人民政府", "自治区人民政府"]) {
        Some(Level::Province)
    } else if ends(&["局", "委员会", "厅", "办公室"]) {
        Some(Level::Department)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn title(line: &str, organ: &str, year: i32) {
        let title = read_title(line).expect(line);
        assert_eq!((title.organ.as_str(), title.year), (organ, Some(year)), "{line}");
    }

    #[test]
    fn titles_in_every_wording_in_use() {
        title("高平市陈区镇人民政府2024年政府信息公开工作年度报告", "高平市陈区镇人民政府", 2024);
        title("沭阳县发展和改革局 ２０２３ 年政府信息公开年度报告", "沭阳县发展和改革局", 2023);
        title("2024年甲县人民政府政府信息公开工作年度报告", "甲县人民政府", 2024);
        title("甲县人民政府2025年度政府信息公开工作报告", "甲县人民政府", 2025);
        title("甲县人民政府政府信息公开工作2022年度报告", "甲县人民政府", 2022);
        title("甲县人民政府二〇二四年政府信息公开工作年度报告", "甲县人民政府", 2024);
    }

    #[test]
    fn what_is_no_title() {
        for line in ["二、主动公开政府信息情况", "根据《中华人民共和国政府信息公开条例》，现公布年度报告", "年度报告"]
        {
            assert!(read_title(line).is_none(), "{line}");
        }
    }

    #[test]
    fn period_and_contact_are_read_from_the_preface() {
        let mut report = Report::new();
        report.year = Some(2024);
        report.preface = vec![
            "统计期限自2024年1月1日起至12月31日止。如有疑问请联系（地址：甲县人民路1号；邮编：048400；电话：0356—5862575；电子邮箱：a@b.gov.cn）。".to_owned(),
        ];
        complete(&mut report, &Known::default());
        let period = report.period.unwrap();
        assert_eq!((period.from.as_str(), period.to.as_str()), ("2024-01-01", "2024-12-31"));
        assert_eq!(report.contact.address.as_deref(), Some("甲县人民路1号"));
        assert_eq!(report.contact.postcode.as_deref(), Some("048400"));
        assert_eq!(report.contact.telephone.as_deref(), Some("0356—5862575"));
        assert_eq!(report.contact.email.as_deref(), Some("a@b.gov.cn"));
    }
}
