//! Text as years and names are looked for in it: without blanks, digits of one width, titles and numbers of documents
//! covered.

use std::borrow::Cow;

use nianbao_core::report::YEARS;

use crate::check::facts::has_blanks;

/// What covers a title's letters.
const COVER: char = '□';

/// A text without blanks, with the digits of one width.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !has_blanks(text) && !text.chars().any(|c| ('０'..='９').contains(&c)) {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}

/// A plain text with everything covered that stands in `《》`, `〔〕`, `[]` or `“”`: titles of documents, their numbers
/// and quotations have years of their own. A bracket that is never closed covers nothing.
pub(super) fn covered(plain: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(plain);
    for (open, close) in [('《', '》'), ('〔', '〕'), ('[', ']'), ('“', '”')] {
        if !text.contains(open) {
            continue;
        }
        let mut kept = String::with_capacity(text.len());
        let mut rest = &*text;
        while let Some(start) = rest.find(open) {
            let inner = start + open.len_utf8();
            let Some(length) = rest[inner..].find(close) else { break };
            kept.push_str(&rest[..inner]);
            kept.extend(rest[inner..inner + length].chars().map(|_| COVER));
            kept.push(close);
            rest = &rest[inner + length + close.len_utf8()..];
        }
        kept.push_str(rest);
        text = Cow::Owned(kept);
    }
    text
}

/// Whether digits stand before some 年 of a printed text: else it names no year.
pub(super) fn has_year(text: &str) -> bool {
    text.match_indices('年').any(|(at, _)| {
        let before = text[..at].trim_end().chars().next_back();
        before.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
    })
}

/// A year that a text names: `2024年` or `2024年度`, as a whole and not as the bound of a range or the year of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) year: i32,
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends, behind 年 or 年度.
    pub(super) end: usize,
}

/// The years that a covered text names.
pub(super) fn mentions(covered: &str) -> Vec<Mention> {
    let not_behind = ['-', '—', '–', '－', '~', '～', '至', '到', '自', '从', '较', '比', '于', '在', '止'];
    let not_before =
        ["以来", "底", "末", "初", "起", "至", "到", "-", "—", "–", "－", "~", "～", "、", "和", "及", "与"];
    let found = covered.match_indices('年').filter_map(|(at, _)| {
        let digits = covered[..at].chars().rev().take_while(char::is_ascii_digit).count();
        let start = at.checked_sub(4).filter(|_| digits == 4)?;
        let year: i32 = covered[start..at].parse().ok().filter(|year| YEARS.contains(year))?;
        let after_mark = &covered[at + '年'.len_utf8()..];
        let after = after_mark.strip_prefix('度').unwrap_or(after_mark);
        let is_bound = covered[..start].ends_with(not_behind) || not_before.iter().any(|word| after.starts_with(word));
        let is_of_a_day = after.starts_with(|c: char| c.is_ascii_digit());
        (!is_bound && !is_of_a_day).then_some(Mention { year, start, end: covered.len() - after.len() })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_are_named_outright() {
        let years =
            |text: &str| -> Vec<i32> { mentions(&covered(&plain(text))).iter().map(|mention| mention.year).collect() };
        assert_eq!(years("2024 年，我局主动公开信息10条"), [2024]);
        assert_eq!(years("公布２０２４年度报告"), [2024]);
        for text in [
            "贯彻《甲县2023年政务公开工作要点》",
            "国办公开办函〔2021〕30号",
            "2021—2025年规划",
            "2021年至2023年",
            "自2019年起",
            "较2023年增加3件",
            "2023年以来",
            "2024年1月1日",
            "2023年底",
        ] {
            assert!(years(text).is_empty(), "{text}");
        }
    }
}
