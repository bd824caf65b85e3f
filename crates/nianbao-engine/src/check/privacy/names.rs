//! V03: persons by name together with what they applied for.

use std::sync::LazyLock;

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::{is_han, sentence_at};
use super::super::wording::lists;
use super::mask;

static SURNAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let entries = lists::entries(include_str!("../../../words/surnames.txt"));
    entries.map(|columns| columns[0]).collect()
});
/// Who is named after these is somebody with a request or a case.
const ROLES: [&str; 4] = ["申请人", "原告", "信访人", "举报人"];
/// What a person does, or what is told of one, right after the name.
const FOLLOWING: [&str; 22] = [
    "申请",
    "要求",
    "请求",
    "提出",
    "提交",
    "向我",
    "向本",
    "不服",
    "诉",
    "（身份证",
    "(身份证",
    "（男",
    "（女",
    "，男",
    "，女",
    "，身份证",
    "，住",
    "（住",
    "身份证",
    "家住",
    "起诉",
    "认为",
];
/// Words that begin like names.
const WORDS: [&str; 16] = [
    "陈述", "陈诉", "张贴", "高度", "马上", "许可", "许多", "何时", "何种", "江苏", "余下", "钱款", "史料", "武装",
    "江西", "毛病",
];

/// V03: a role such as 申请人, then a family name with one or two more characters, then what only a person does. With a
/// mark in between (`申请人：`), the name must end the phrase. Masked names (张某, 李**) are right and silent.
pub(super) fn names(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !facts.letters().may_hold_any(&ROLES) {
        return;
    }
    for text in facts.texts() {
        for (at, role) in ROLES.iter().flat_map(|role| text.text.match_indices(role)) {
            let Some(name) = name_at(&text.text[at + role.len()..]) else { continue };
            let sentence = sentence_at(text.text, at).replace(name, &mask::name(name));
            let finding =
                findings.new_finding().at(text.place(facts)).with("found", mask::name(name)).with("role", role);
            findings.add(finding.with("sentence", mask::text(&sentence)));
            break;
        }
    }
}

fn name_at(rest: &str) -> Option<&str> {
    let name_from = rest.trim_start_matches(['：', ':', ' ']);
    let is_marked = name_from.len() < rest.len();
    let surname = SURNAMES.iter().find(|surname| name_from.starts_with(**surname))?;
    if WORDS.iter().any(|word| name_from.starts_with(word)) {
        return None;
    }
    [2, 1].into_iter().find_map(|given| {
        let length: usize = name_from[surname.len()..].chars().take(given).map(char::len_utf8).sum();
        let (name, after) = name_from.split_at(surname.len() + length);
        let given = &name[surname.len()..];
        let is_name = !given.is_empty() && given.chars().all(|c| is_han(c) && !"某甲乙丙丁".contains(c));
        let ends = after.is_empty() || after.starts_with(['，', '；', '。', '、', '\n', '（', '(', ',', ' ']);
        let acts = FOLLOWING.iter().any(|words| after.starts_with(words));
        (is_name && (acts || (is_marked && ends))).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        for (rest, name) in [
            ("王小二申请公开征地批复", Some("王小二")),
            ("：李雷，住甲村", Some("李雷")),
            ("欧阳小二向我局提出", Some("欧阳小二")),
            ("申请公开", None),
            ("陈述申请理由", None),
            ("王某申请公开", None),
            ("张**申请公开", None),
            ("：自然人3件", None),
            ("史料申请", None),
            ("王府井商场要求", None),
            ("要求补正", None),
        ] {
            assert_eq!(name_at(rest), name, "{rest}");
        }
    }
}
