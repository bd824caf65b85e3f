//! I05: the text calls the organ what it is: 我局 in a bureau's report, 我镇 in a township's.

use std::collections::BTreeMap;

use super::plain::{covered, plain};
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// How an organ's name ends, and what it cannot call itself. What an area's people may say (我县, 我市) fits everywhere.
const MISFITS: [(&str, &[&str]); 12] = [
    ("局", &["镇", "乡", "街道", "委", "厅"]),
    ("厅", &["镇", "乡", "街道", "委", "局"]),
    ("委员会", &["镇", "乡", "街道", "局", "厅"]),
    ("镇人民政府", &["局", "乡", "街道", "委", "厅"]),
    ("镇", &["局", "乡", "街道", "委", "厅"]),
    ("乡人民政府", &["局", "镇", "街道", "委", "厅"]),
    ("乡", &["局", "镇", "街道", "委", "厅"]),
    ("街道办事处", &["局", "镇", "乡", "委", "厅"]),
    ("街道", &["局", "镇", "乡", "委", "厅"]),
    ("县人民政府", &["局", "镇", "乡", "街道", "厅"]),
    ("区人民政府", &["局", "镇", "乡", "街道", "厅"]),
    ("市人民政府", &["局", "镇", "乡", "街道", "厅"]),
];
/// 自我局限 and 小我 are no organ's.
const NOT_BEHIND: [char; 6] = ['自', '忘', '唯', '敌', '大', '小'];
/// 我委托, 我局限 and 我乡镇 are none either.
const NOT_BEFORE: [char; 10] = ['托', '派', '限', '部', '势', '压', '镇', '村', '员', '面'];

/// One finding for all such words, with the first sentence.
pub(super) fn of_another_kind(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let name = &facts.report().organ.name;
    if !facts.letters().may_have('我') {
        return;
    }
    // A committee that runs a zone is a government and a party office in one.
    if name.ends_with("管理委员会") || name.ends_with("管委会") {
        return;
    }
    let Some((_, misfits)) = MISFITS.iter().find(|(ending, _)| name.ends_with(ending)) else { return };
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let mut first = None;
    for sentence in facts.sentences().iter().filter(|sentence| sentence.text.contains('我')) {
        let text = plain(sentence.text);
        let text = covered(&text);
        for (at, me) in text.match_indices('我') {
            let after = &text[at + me.len()..];
            let Some(misfit) = misfits.iter().find(|misfit| after.starts_with(*misfit)) else { continue };
            let is_part_of_a_word = text[..at].ends_with(NOT_BEHIND) || after[misfit.len()..].starts_with(NOT_BEFORE);
            if !is_part_of_a_word {
                *words.entry(format!("我{misfit}")).or_default() += 1;
                first.get_or_insert(sentence.text);
            }
        }
    }
    let Some(sentence) = first else { return };
    let finding = findings
        .new_finding()
        .with("words", words.keys().map(String::as_str).collect::<Vec<_>>().join("”“"))
        .with("count", words.values().sum::<usize>())
        .with("organ", name)
        .with("sentence", sentence);
    findings.add(finding);
}
