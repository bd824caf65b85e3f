//! Traditional characters of the forms' labels, as mirrors of official sites in Hong Kong and Taiwan print them.

use std::sync::LazyLock;

/// Pairs of a traditional character and its simplified one: those that occur in labels of the forms.
const PAIRS: &str = "規规範范檔档發发廢废現现處处決决數数許许罰罚強强業业費费額额單单萬万請请況况關关係系項项類类總总計计\
    結结轉转繼继續续辦办開开區区屬属國国祕秘穩稳護护權权內内務务過过執执詢询無无沒没補补確确訪访舉举報报訴诉複复復复據据\
    認认獲获繳缴納纳維维糾纠審审經经後后機机構构組组織织會会體体議议為为問问題题進进應应對对購购採采員员條条領领個个專专\
    職职門门設设點点閱阅讀读聞闻網网絡络線线談谈間间圍围績绩標标備备麼么餘余達达億亿從从來来動动變变還还實实際际準准";

/// The pairs by their traditional characters.
static SIMPLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let characters: Vec<char> = PAIRS.chars().collect();
    let mut pairs: Vec<(char, char)> = characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.sort_unstable();
    pairs
});

/// The text with those characters simplified; `None` where it has none.
pub(crate) fn simplified(text: &str) -> Option<String> {
    let pairs = SIMPLE.as_slice();
    let simple = |c: char| {
        let place = if c.is_ascii() { None } else { pairs.binary_search_by_key(&c, |pair| pair.0).ok() };
        place.map(|place| pairs[place].1)
    };
    text.chars().any(|c| simple(c).is_some()).then(|| text.chars().map(|c| simple(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_simplified_and_others_stay() {
        assert_eq!(simplified("行政規範性檔案").as_deref(), Some("行政规范性档案"));
        assert_eq!(simplified("本年處理決定數量").as_deref(), Some("本年处理决定数量"));
        assert_eq!(simplified("本年处理决定数量"), None);
    }

    #[test]
    fn every_character_has_one_partner() {
        assert_eq!(PAIRS.chars().count() % 2, 0);
        assert!(PAIRS.chars().all(|c| c.len_utf8() == 3), "no blank or letter has slipped in");
    }
}
