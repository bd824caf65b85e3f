//! Titles taken apart, in any of the wordings in use.

use super::dates::year_in;
use super::organ::is_organ_like;
use crate::compose::{ORGAN_TO_FILL_IN, YEAR_TO_FILL_IN};

/// A title taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    /// Its words without blanks and wrapping marks.
    pub(crate) text: String,
    /// Empty where the title names none.
    pub(crate) organ: String,
    pub(crate) year: Option<i32>,
    /// Whether composing has marked in it what is not known: then it is no title that anybody has given.
    pub(crate) is_to_fill_in: bool,
    /// Whether it is the title of a letter that a report goes with: `某局关于报送2024年…年度报告的函`.
    pub(crate) is_letter: bool,
}

const TITLE_CHARACTERS: usize = 140;
/// What the report is about; the first that is there counts.
const SUBJECTS: [&str; 3] = ["政府信息公开", "政务信息公开", "信息公开"];
const SENDING: [&str; 9] = ["报送", "上报", "呈报", "报请", "发布", "公布", "印发", "公开", "编制"];
const KINDS_OF_LETTER: [&str; 6] = ["的函", "的公告", "的通知", "的公示", "的请示", "的报告"];

/// Takes a title apart: organ and year in either order before the subject, or the year after it
/// (`…政府信息公开工作2022年度报告`).
pub(crate) fn read_title(line: &str) -> Option<Title> {
    // Blanks may stand between any two characters of a title.
    if line.len() > TITLE_CHARACTERS * 4 || !line.contains('公') || !line.contains('报') {
        return None;
    }
    let text: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(['《', '〈']).trim_end_matches(['》', '〉']);
    let text = text
        .strip_prefix("附件")
        .map_or(text, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || "：:、.".contains(c)));
    // `…年度报告（公开版）`: what stands in brackets at the end is no part of the name, but may be the year.
    let (text, remark) = match text.rfind(['（', '(']) {
        Some(at) if text.ends_with(['）', ')']) && at > 0 => text.split_at(at),
        _ => (text, ""),
    };
    let text = text.trim_end_matches(['》', '〉']);
    let kind = KINDS_OF_LETTER.iter().find(|kind| text.ends_with(*kind) && text.contains("关于"));
    let named = kind.map_or(text, |kind| text.trim_end_matches(kind).trim_end_matches(['》', '〉']));
    let is_report = named.ends_with("报告") || named.ends_with("年报");
    let subject = SUBJECTS.iter().find_map(|subject| named.find(subject))?;
    let ends_a_sentence = |c: char| "。；，？！;,?!：:".contains(c);
    if !is_report || text.chars().count() > TITLE_CHARACTERS || text.contains(ends_a_sentence) {
        return None;
    }
    let (before, after) = named.split_at(subject);
    let is_to_fill_in = has_place_to_fill_in(before);
    // The word 年 stands behind the year's place, and goes with it.
    let places = [ORGAN_TO_FILL_IN, &format!("{YEAR_TO_FILL_IN}年"), YEAR_TO_FILL_IN];
    let known = places.iter().fold(before.to_owned(), |known, place| known.replace(place, ""));
    let before = known.as_str();
    let (organ, year) = match year_in(before) {
        Some((year, start, end)) => {
            let rest = &before[end..];
            let rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
            (format!("{}{rest}", &before[..start]), Some(year))
        }
        None => (before.to_owned(), year_in(after).or_else(|| year_in(remark)).map(|(year, _, _)| year)),
    };
    let organ = organ.trim_matches(['(', ')', '（', '）', '《', '〈']);
    let organ = without_errand(organ).to_owned();
    Some(Title { text: text.to_owned(), organ, year, is_to_fill_in, is_letter: kind.is_some() })
}

/// Whether composing has marked something as not known.
fn has_place_to_fill_in(text: &str) -> bool {
    text.contains(ORGAN_TO_FILL_IN) || text.contains(YEAR_TO_FILL_IN)
}

/// The organ without `关于报送` before or behind it.
fn without_errand(organ: &str) -> &str {
    let Some((sender, rest)) = organ.split_once("关于") else { return organ };
    if !sender.is_empty() {
        return sender;
    }
    SENDING.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start_matches(['《', '〈'])
}

/// Whether a line may stand above the last line of a title that is printed on several: the organ, the year, or any
/// stretch of the title's words.
pub(crate) fn may_begin_title(line: &str) -> bool {
    if has_place_to_fill_in(line) {
        return true;
    }
    let length = line.chars().count();
    (2..=60).contains(&length)
        && !line.contains(|c: char| "。；，：:;,〔〕[]【】|>＞".contains(c))
        && crate::label::split_number(line).0.is_none()
        && (is_organ_like(line)
            || year_in(line).is_some()
            || line.contains("信息公开")
            || line.trim_end().ends_with("关于"))
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
        title("甲县水利局政府信息公开工作年度报告（2024年）", "甲县水利局", 2024);
        title("甲县水利局2024年信息公开年报", "甲县水利局", 2024);
        title("附件1：甲县水利局2024年政府信息公开工作年度报告（公开版）", "甲县水利局", 2024);
    }

    #[test]
    fn what_composing_marks_in_a_title_is_not_known() {
        for (line, organ, year) in [
            ("〔单位名称〕〔年份〕年政府信息公开工作年度报告", "", None),
            ("甲县水利局〔年份〕年政府信息公开工作年度报告", "甲县水利局", None),
            ("〔单位名称〕2024年政府信息公开工作年度报告", "", Some(2024)),
        ] {
            let title = read_title(line).expect(line);
            assert_eq!((title.organ.as_str(), title.year, title.is_to_fill_in), (organ, year, true), "{line}");
        }
        assert!(may_begin_title("〔单位名称〕〔年份〕年"));
    }

    #[test]
    fn titles_that_are_a_letter() {
        for line in [
            "甲县水利局关于报送2024年政府信息公开工作年度报告的函",
            "甲县水利局关于报送2024年度政府信息公开工作年度报告的报告",
            "关于公布甲县水利局2024年政府信息公开工作年度报告的公告",
            "关于印发《甲县水利局2024年政府信息公开工作年度报告》的通知",
        ] {
            title(line, "甲县水利局", 2024);
            assert!(read_title(line).unwrap().is_letter, "{line}");
        }
        title("甲县水利局关于2024年政府信息公开工作年度报告", "甲县水利局", 2024);
    }

    #[test]
    fn what_is_no_title() {
        for line in [
            "二、主动公开政府信息情况",
            "根据《中华人民共和国政府信息公开条例》，现公布年度报告",
            "年度报告",
            "政府信息公开：2024年度报告",
            "现将甲县水利局2024年政府信息公开工作年度报告公布如下",
        ] {
            assert!(read_title(line).is_none(), "{line}");
        }
    }
}
