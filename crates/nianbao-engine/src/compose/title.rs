//! The title: its words, and the lines it is printed on.

use nianbao_core::Report;
use nianbao_core::form::Form;

/// How many full-width characters a line in 2号 holds (GB/T 9704: 156 mm of 22 pt).
const LINE_CHARACTERS: usize = 20;

/// Where an organ's name is to be filled in.
pub(crate) const ORGAN_TO_FILL_IN: &str = "〔单位名称〕";
/// Where the year is to be filled in.
pub(crate) const YEAR_TO_FILL_IN: &str = "〔年份〕";

/// The title as printed, else as the form wants it; what is not known is a marked place to fill in.
pub fn title_of(report: &Report, form: &Form) -> String {
    if let Some(title) = &report.title {
        return title.clone();
    }
    let organ = if report.organ.name.is_empty() { ORGAN_TO_FILL_IN } else { &report.organ.name };
    let year = report.year.map_or_else(|| YEAR_TO_FILL_IN.to_owned(), |year| year.to_string());
    form.title_for(organ, &year)
}

/// The title's lines: one, or the organ on the first and year and name on the second where one is too long.
pub fn title_lines(title: &str, organ: &str) -> Vec<String> {
    if half_widths(title) <= LINE_CHARACTERS * 2 {
        return vec![title.to_owned()];
    }
    let after_organ = title.find(organ).filter(|_| !organ.is_empty()).map(|start| start + organ.len());
    let before_year = title.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0);
    let split = after_organ.or(before_year).or_else(|| title.find("政府信息公开").filter(|&at| at > 0));
    match split {
        Some(at) if at < title.len() => vec![title[..at].trim().to_owned(), title[at..].trim().to_owned()],
        _ => vec![title.to_owned()],
    }
}

fn half_widths(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_set_on_two_lines() {
        let lines = title_lines("高平市陈区镇人民政府2024年政府信息公开工作年度报告", "高平市陈区镇人民政府");
        assert_eq!(lines, ["高平市陈区镇人民政府", "2024年政府信息公开工作年度报告"]);
        let lines = title_lines("2024年高平市陈区镇人民政府政府信息公开工作年度报告", "高平市陈区镇人民政府");
        assert_eq!(lines, ["2024年高平市陈区镇人民政府", "政府信息公开工作年度报告"]);
    }

    #[test]
    fn a_title_that_fits_stays_on_one_line() {
        assert_eq!(title_lines("甲市2024年政府信息公开工作年度报告", "甲市").len(), 1);
    }
}
