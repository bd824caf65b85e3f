//! T02: brackets and quotation marks without their other half.

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::excerpt::{is_han, sentence_at};

/// How many kinds of marks there are.
const KINDS: usize = 8;
/// The kind of brackets that also close list numbers: `1）`.
const ROUND: usize = 0;
const SINGLE_QUOTES: usize = 3;

/// A mark without its other half.
#[derive(Clone, Copy)]
struct Single {
    passage: usize,
    at: usize,
    kind: usize,
    is_open: bool,
}

/// Marks that are opened and not closed, or closed and not opened, within a paragraph; where a paragraph was cut in
/// two, the halves may stand in both.
pub(super) fn unbalanced(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut singles: Vec<Single> = Vec::new();
    for (index, passage) in facts.passages().iter().enumerate() {
        for single in singles_of(passage.text, index) {
            let fits = |open: &Single| {
                let before = &facts.passages()[open.passage];
                open.kind == single.kind
                    && open.is_open
                    && open.passage + 1 == index
                    && super::are_of_one_part(before, passage)
            };
            match singles.iter().rposition(fits) {
                Some(open) if !single.is_open => drop(singles.remove(open)),
                _ => singles.push(single),
            }
        }
    }
    for single in singles {
        let text = facts.passages()[single.passage].text;
        let found = text[single.at..].chars().next().map(String::from).unwrap_or_default();
        let finding = findings.new_finding().with("kind", if single.is_open { "open" } else { "closed" });
        findings.add(finding.with("found", found).with("sentence", sentence_at(text, single.at)));
    }
}

/// The kind of a mark, and whether it opens; brackets of both widths are one kind.
fn mark(c: char) -> Option<(usize, bool)> {
    Some(match c {
        '（' | '(' => (ROUND, true),
        '）' | ')' => (ROUND, false),
        '《' => (1, true),
        '》' => (1, false),
        '“' => (2, true),
        '”' => (2, false),
        '‘' => (SINGLE_QUOTES, true),
        '’' => (SINGLE_QUOTES, false),
        '【' => (4, true),
        '】' => (4, false),
        '〔' => (5, true),
        '〕' => (5, false),
        '「' => (6, true),
        '」' => (6, false),
        '『' => (7, true),
        '』' => (7, false),
        _ => return None,
    })
}

fn singles_of(text: &str, passage: usize) -> Vec<Single> {
    let mut open: [Vec<usize>; KINDS] = Default::default();
    let mut singles = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !is_han(*c)) {
        let Some((kind, is_open)) = mark(c) else { continue };
        if is_open {
            open[kind].push(at);
        } else if open[kind].pop().is_none() && !(kind == ROUND && closes_number(&text[..at])) {
            singles.push(Single { passage, at, kind, is_open: false });
        }
    }
    for (kind, left) in open.into_iter().enumerate() {
        singles.extend(left.into_iter().map(|at| Single { passage, at, kind, is_open: true }));
    }
    // An apostrophe of a Latin word is no quotation mark.
    singles.retain(|single| single.kind != SINGLE_QUOTES || !stands_in_a_word(text, single.at));
    singles.sort_unstable_by_key(|single| single.at);
    singles
}

/// Whether what stands before a closing bracket is the number of a list item: `1）`, `二）`, also in the middle of a
/// sentence: `包括1）清单`.
fn closes_number(before: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = before.trim_end_matches(is_number);
    let length = before[rest.len()..].chars().count();
    let follows_word = rest.ends_with(|c: char| c.is_alphanumeric());
    (1..=3).contains(&length) && (!follows_word || (length == 1 && rest.ends_with(is_han)))
}

fn stands_in_a_word(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_their_other_half() {
        for (text, marks) in [
            ("《条例》（2019年修订）和“三安全一稳定”", ""),
            ("《关于印发《办法》的通知》", ""),
            ("(一）公开。1）清单；2）指南，包括1）清单。", ""),
            ("《条例第二十条", "《"),
            ("三安全一稳定”", "”"),
            ("危及“三安全一稳定“的", "““"),
            ("（地址：甲路1号", "（"),
            ("it’s", ""),
        ] {
            let found: String =
                singles_of(text, 0).iter().filter_map(|single| text[single.at..].chars().next()).collect();
            assert_eq!(found, marks, "{text}");
        }
    }
}
