//! The list of parts that a preface gives: `本报告由总体情况、……六个部分组成`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use nianbao_core::form::Form;

use crate::label;
use crate::parts;
use crate::words::{Index, Words};

/// What begins a list.
static BEGINNINGS: LazyLock<Index<&str>> = LazyLock::new(|| {
    Index::new([
        "由",
        "包括",
        "包含",
        "涵盖",
        "分为",
        "分别为",
        "分别是",
        "部分：",
        "部分:",
        "内容为",
        "内容：",
        "内容:",
        "主要有",
        "共分",
    ])
});
/// What ends a list; an open one does not claim to be whole.
static ENDS: Words = Words::new(&[OPEN_END, "组成", "构成", "个部分", "个方面", "六部分", "六方面", "。"]);
const OPEN_END: &str = "等";
/// Fewer parts than this are no list of them.
const FEWEST: usize = 3;
/// An item is no longer than this.
const LONGEST_ITEM: usize = 40;

/// Nor is a list longer than this, with what stands in brackets, or the sentence that it stands in.
const LONGEST_LIST: usize = 400;
const LONGEST_SENTENCE: usize = 1000;

/// A list of parts.
pub(in crate::check) struct Listing {
    /// Which of the form's parts it names.
    pub(super) named: BTreeSet<usize>,
    /// Items that are no part of the form.
    pub(super) others: Vec<String>,
    /// Whether it ends in 等.
    pub(super) is_open: bool,
}

/// The pairs of letters that tell the form's parts from each other: those that only one part's wordings have.
pub(in crate::check) struct PartWords {
    pairs: Index<String>,
    /// The part of each.
    parts: Vec<usize>,
}

impl PartWords {
    pub(in crate::check) fn new(form: &Form) -> Self {
        let mut parts_of: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, part) in form.parts.iter().enumerate() {
            for wording in std::iter::once(&part.heading).chain(&part.variants) {
                for pair in pairs(&label::normalize(wording)) {
                    parts_of.entry(pair).or_default().insert(index);
                }
            }
        }
        let own = parts_of.into_iter().filter(|(_, parts)| parts.len() == 1);
        let (pairs, parts): (Vec<_>, Vec<_>) =
            own.filter_map(|(pair, parts)| Some((pair, parts.first().copied()?))).unzip();
        PartWords { pairs: Index::new(pairs), parts }
    }

    fn named_in(&self, text: &str) -> BTreeSet<usize> {
        self.pairs.places(&label::words(text)).map(|(_, _, pair)| self.parts[pair]).collect()
    }
}

fn pairs(words: &str) -> impl Iterator<Item = String> {
    words.chars().zip(words.chars().skip(1)).map(|(one, other)| String::from_iter([one, other]))
}

/// The list in a sentence without blanks; `None` where it holds none.
pub(super) fn listing(sentence: &str, words: &PartWords) -> Option<Listing> {
    if sentence.chars().count() > LONGEST_SENTENCE {
        return None;
    }
    let mut begins: Vec<(usize, usize)> =
        BEGINNINGS.places(sentence).map(|(at, word, place)| (place, at + word.len())).collect();
    begins.sort_unstable();
    let lists = begins.into_iter().filter_map(|(_, start)| listing_from(&sentence[start..], words));
    lists.max_by_key(|(listing, length)| (listing.named.len(), std::cmp::Reverse(*length))).map(|(listing, _)| listing)
}

fn listing_from(text: &str, words: &PartWords) -> Option<(Listing, usize)> {
    let text = without_brackets(&text.chars().take(LONGEST_LIST).collect::<String>());
    let (end, is_open) = match ENDS.places(&text).next() {
        Some((start, end)) => (start, &text[start..end] == OPEN_END),
        None => (text.len(), false),
    };
    let list = &text[..end];
    let items: Vec<&str> = list.split(['，', '、', '；', ',', ';', '：', ':']).map(str::trim).collect();
    if items.iter().any(|item| item.chars().count() > LONGEST_ITEM) {
        return None;
    }
    let parts: Vec<BTreeSet<usize>> = items.iter().map(|item| words.named_in(item)).collect();
    let first = parts.iter().position(|parts| !parts.is_empty())?;
    let last = parts.iter().rposition(|parts| !parts.is_empty())?;
    let named: BTreeSet<usize> = parts.iter().flatten().copied().collect();
    let others = (first..=last).filter(|&index| parts[index].is_empty() && items[index].chars().count() >= 4);
    let others: Vec<String> = others.map(|index| items[index].to_owned()).collect();
    // A list of the parts names little else: what names more speaks of something else.
    (named.len() >= FEWEST && others.len() < named.len())
        .then_some((Listing { named, others, is_open }, text.chars().count()))
}

/// What stands in brackets explains an item and is none.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// How many parts a sentence announces: `共分六个部分`, `由7个部分组成`.
pub(super) fn announced(sentence: &str) -> Option<u8> {
    ["个部分", "大部分", "部分组成", "部分构成", "部分。", "部分，", "部分；"].iter().find_map(|word| {
        sentence.match_indices(word).find_map(|(at, _)| {
            let before = &sentence[..at];
            let numeral_length: usize = before.chars().rev().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
            let (rest, numeral) = before.split_at(at - numeral_length);
            let value = parts::number(numeral).or_else(|| numeral.parse().ok());
            // 第三部分 is one of them, and 一部分 is some.
            value.filter(|value| usize::from(*value) >= FEWEST && !rest.ends_with('第'))
        })
    })
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> PartWords {
        PartWords::new(nianbao_core::form::builtin().last().expect("there are built-in forms"))
    }

    #[test]
    fn lists_in_the_ways_in_use() {
        for (sentence, named, others) in [
            (
                "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、\
                 存在的主要问题及改进情况和其他需要报告的事项六个部分组成。",
                6,
                0,
            ),
            (
                "根据《条例》规定，由甲县乙镇人民政府编制，内容包括概述，主动公开情况，依申请公开情况，咨询投诉情况，收费及减免情况，\
                 复议诉讼情况，存在问题及改进措施等部分。",
                5,
                2,
            ),
            (
                "全文包括：一是总体情况（含主动公开、依申请公开等），二是主动公开政府信息情况，三是收到和处理申请情况。",
                3,
                0,
            ),
        ] {
            let listing = listing(sentence, &words()).expect(sentence);
            assert_eq!(
                (listing.named.len(), listing.others.len()),
                (named, others),
                "{sentence}: {:?}",
                listing.others
            );
        }
        assert!(listing("本报告由甲县人民政府办公室编制，可在政府网站下载。", &words()).is_none());
    }

    #[test]
    fn numbers_of_parts_that_are_announced() {
        assert_eq!(announced("本报告由六个部分组成"), Some(6));
        assert_eq!(announced("报告由7个部分组成"), Some(7));
        assert_eq!(announced("分为五部分组成"), Some(5));
        assert_eq!(announced("内容包括概述、公开情况、问题和打算四部分。"), Some(4));
        assert_eq!(announced("一部分，由各科室公开"), None);
        assert_eq!(announced("详见第六个部分"), None);
        assert_eq!(announced("对部分公开的信息"), None);
    }
}
