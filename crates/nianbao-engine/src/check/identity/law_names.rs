//! I08: laws and notices are cited in force, by their right names, and 《条例》 only once it is said which.

use super::plain::plain;
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// Names that no document has, with those that are meant.
const WRONG_NAMES: [(&str, &str); 6] = [
    ("《中华人民共和国信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政务公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《中华人民共和国政务信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("政府信息公开条列", "《中华人民共和国政府信息公开条例》"),
    ("《信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("《政务公开条例》", "《中华人民共和国政府信息公开条例》"),
];
/// Documents that were replaced: words that name them, what is in force, and the first year reported on with that.
const REPLACED: [(&str, &str, i32); 5] = [
    ("国务院令第492号", "国务院令第711号", 2019),
    ("国务院第492号令", "国务院令第711号", 2019),
    ("国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号", 2021),
    ("国办公开办函[2019]60号", "国办公开办函〔2021〕30号", 2021),
    ("国办公开办函（2019）60号", "国办公开办函〔2021〕30号", 2021),
];
/// What the Regulation is called once it is said which is meant.
const SHORT_NAME: &str = "《条例》";
/// Words of sentences that tell of the change.
const OF_CHANGE: [&str; 5] = ["废止", "代替", "替代", "修订前", "原《"];

/// One finding for each document.
pub(super) fn out_of_date_or_undefined(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let names = REPLACED.iter().map(|(name, ..)| name).chain(WRONG_NAMES.iter().map(|(name, _)| name));
    if !names.chain([&SHORT_NAME]).any(|name| facts.letters().may_hold(name)) {
        return;
    }
    let year = facts.report().year.unwrap_or(i32::MAX);
    let mut is_defined = false;
    let mut undefined = None;
    let mut said: Vec<&str> = Vec::new();
    for sentence in facts.sentences().iter().filter(|sentence| sentence.text.contains(['《', '号', '条'])) {
        let text = plain(sentence.text);
        let replaced = REPLACED.iter().filter(|(_, _, first_year)| year >= *first_year);
        let replaced = replaced.map(|&(name, now, _)| ("replaced", name, now));
        let wrong = WRONG_NAMES.iter().map(|&(name, right)| ("wrong", name, right));
        for (kind, name, right) in replaced.chain(wrong) {
            let tells_of_change = || OF_CHANGE.iter().any(|word| text.contains(word));
            if text.contains(name) && !tells_of_change() && !said.contains(&right) {
                let finding = findings
                    .new_finding()
                    .with("kind", kind)
                    .with("printed", name)
                    .with("right", right)
                    .with("sentence", sentence.text);
                findings.add(finding);
                said.push(right);
            }
        }
        is_defined |= ["信息公开条例", "简称《条例》", "简称“条例”", "简称条例", "条例》（以下简称"]
            .iter()
            .any(|definition| text.contains(definition));
        if !is_defined && undefined.is_none() && text.contains(SHORT_NAME) {
            undefined = Some(sentence.text);
        }
    }
    if let Some(sentence) = undefined {
        let finding = findings.new_finding().with("kind", "undefined").with("sentence", sentence);
        findings.add(finding);
    }
}
