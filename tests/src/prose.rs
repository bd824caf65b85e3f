//! Plain Chinese prose, written for the tests, that fits a report's figures.
//!
//! Addresses, telephone numbers and mail addresses are invented. Whatever number the sentences give is taken from the
//! figures or stands in no table, so that prose and tables never contradict each other.

mod texts;

use rust_decimal::Decimal;

use crate::{Figures, form};

pub use texts::{city, distinct, plain, township};

/// A report's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// The organ's full name.
    pub organ: String,
    /// The year reported on.
    pub year: i32,
    /// The title.
    pub title: String,
    /// The paragraphs between title and part one.
    pub preface: Vec<String>,
    /// The six parts in order; those of the tables have no lines.
    pub parts: Vec<Part>,
}

impl Prose {
    /// The whole text in reading order.
    pub fn lines(&self) -> Vec<Line> {
        let line = |kind: LineKind, text: &str| Line { kind, text: text.to_owned() };
        let mut lines = vec![line(LineKind::Title, &self.title)];
        lines.extend(self.preface.iter().map(|text| line(LineKind::Paragraph, text)));
        for part in &self.parts {
            lines.push(line(LineKind::Heading, &part.heading));
            lines.extend(part.lines.iter().cloned());
        }
        lines
    }

    /// The paragraphs alone, preface first.
    pub fn paragraphs(&self) -> Vec<String> {
        let lines = self.lines().into_iter();
        lines.filter(|line| line.kind == LineKind::Paragraph).map(|line| line.text).collect()
    }
}

/// One of the six parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading with its number: `一、总体情况`.
    pub heading: String,
    /// What stands under it.
    pub lines: Vec<Line>,
}

/// A heading or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which of them.
    pub kind: LineKind,
    /// The text with its number.
    pub text: String,
}

/// What a line of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The report's title.
    Title,
    /// A part's heading.
    Heading,
    /// A sub-heading such as `（一）主动公开`.
    Subheading,
    /// Running text.
    Paragraph,
}

/// Puts preface, the five sections of part one, part five and part six into the form's frame.
fn assemble(
    organ: &str,
    year: i32,
    preface: &[&str],
    overview: [&[&str]; 5],
    problems: &[&str],
    other_matters: &[&str],
) -> Prose {
    let paragraphs =
        |texts: &[&str]| -> Vec<Line> { texts.iter().map(|text| line(LineKind::Paragraph, text)).collect() };
    let parts = form().parts.iter().enumerate().map(|(index, part)| Part {
        heading: format!("{}、{}", NUMERALS[index], part.heading),
        lines: match index {
            0 => (part.subheadings.iter().zip(overview).enumerate())
                .flat_map(|(number, (subheading, texts))| {
                    let heading = line(LineKind::Subheading, &format!("（{}）{subheading}", NUMERALS[number]));
                    [vec![heading], paragraphs(texts)].concat()
                })
                .collect(),
            4 => paragraphs(problems),
            5 => paragraphs(other_matters),
            _ => Vec::new(),
        },
    });
    Prose {
        organ: organ.to_owned(),
        year,
        title: form().title_for(organ, &year.to_string()),
        preface: preface.iter().map(|text| (*text).to_owned()).collect(),
        parts: parts.collect(),
    }
}

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

fn line(kind: LineKind, text: &str) -> Line {
    Line { kind, text: text.to_owned() }
}

fn preface(organ: &str, year: i32, address: &str, postcode: &str, telephone: &str, email: &str) -> String {
    format!(
        "根据《中华人民共和国政府信息公开条例》第五十条和《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）\
         的规定，{organ}编制本报告。本报告由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，\
         政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项六个部分组成。\
         所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如对本报告有疑问，请与{organ}办公室联系\
         （地址：{address}；邮编：{postcode}；电话：{telephone}；电子邮箱：{email}）。"
    )
}

fn issued(figures: &Figures) -> String {
    let kind = |name: &str, id: &str| {
        let figure = |column: &str| printed(figures, &format!("disclosure.{id}.{column}"));
        format!("制发{name}{}件，废止{}件，现行有效{}件", figure("issued"), figure("repealed"), figure("in_force"))
    };
    format!("全年{}；{}", kind("规章", "rules"), kind("行政规范性文件", "normative_documents"))
}

fn decisions(figures: &Figures) -> String {
    format!(
        "全年作出行政许可决定{}件、行政处罚决定{}件、行政强制决定{}件，行政事业性收费{}万元",
        printed(figures, "disclosure.licences.decisions"),
        printed(figures, "disclosure.penalties.decisions"),
        printed(figures, "disclosure.coercion.decisions"),
        printed(figures, "disclosure.charges.amount")
    )
}

fn requests(figures: &Figures) -> String {
    let received = total(figures, "requests.received");
    let brought_forward = total(figures, "requests.brought_forward");
    if (received + brought_forward).is_zero() {
        return "本年度新收政府信息公开申请0件，上年结转0件，没有需要办理的申请".to_owned();
    }
    format!(
        "本年度新收政府信息公开申请{received}件，上年结转{brought_forward}件；全年办结{}件，其中予以公开{}件、部分公开{}件、\
         不予公开{}件、无法提供{}件、不予处理{}件、作其他处理{}件；结转下年度继续办理{}件",
        total(figures, "requests.handled.total"),
        total(figures, "requests.handled.granted"),
        total(figures, "requests.handled.partial"),
        total(figures, "requests.handled.denied"),
        total(figures, "requests.handled.unavailable"),
        total(figures, "requests.handled.not_processed"),
        total(figures, "requests.handled.other"),
        total(figures, "requests.carried_forward")
    )
}

fn disputes(figures: &Figures) -> String {
    let direct = total(figures, "disputes.litigation_direct");
    let after = total(figures, "disputes.litigation_after");
    format!(
        "因政府信息公开引起的行政复议{}件；行政诉讼{}件，其中未经复议直接起诉{direct}件，复议后起诉{after}件",
        total(figures, "disputes.reconsideration"),
        direct + after
    )
}

/// The total column of a row, or of all rows of a group.
fn total(figures: &Figures, row: &str) -> Decimal {
    let below = format!("{row}.");
    let totals = figures.iter().filter(|(id, _)| id.starts_with(&below) && id.ends_with(".total"));
    totals.filter_map(|(_, text)| text.parse::<Decimal>().ok()).sum()
}

fn printed<'a>(figures: &'a Figures, id: &str) -> &'a str {
    figures.get(id).map_or("0", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{case, distinct::distinct as distinct_figures};

    #[test]
    fn prose_gives_the_figures_of_its_tables() {
        let figures = case::load("suqian-city-2024").cells;
        let text = city(2024, &figures).paragraphs().concat();
        for sentence in [
            "新收政府信息公开申请3525件，上年结转121件",
            "办结3521件",
            "予以公开1431件、部分公开471件、不予公开92件、无法提供941件、不予处理117件、作其他处理469件",
            "结转下年度继续办理125件",
            "行政事业性收费72701.2578万元",
        ] {
            assert!(text.contains(sentence), "{sentence}: {text}");
        }
    }

    #[test]
    fn every_text_has_six_parts_and_five_sections() {
        let figures = distinct_figures();
        for prose in [
            city(2023, &figures),
            township(2024, &figures),
            distinct(2024, &figures),
            plain("清河县人民政府", 2024, &figures),
        ] {
            assert_eq!(prose.parts.len(), 6);
            let subheadings = prose.lines().into_iter().filter(|line| line.kind == LineKind::Subheading);
            assert_eq!(subheadings.count(), 5);
            let mut paragraphs = prose.paragraphs();
            paragraphs.sort();
            paragraphs.dedup();
            assert_eq!(paragraphs.len(), prose.paragraphs().len(), "each can be found again by its text");
        }
    }
}
