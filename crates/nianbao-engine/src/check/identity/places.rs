//! The areas in an organ's name, and whether two names can be of one organ.

use std::collections::BTreeMap;

use crate::recognize::identity::are_one;

/// The marks of areas with their rank; a name goes from the highest to the lowest.
const MARKS: [(&str, u8); 13] = [
    ("自治区", 1),
    ("省", 1),
    ("自治州", 2),
    ("自治县", 3),
    ("街道", 4),
    ("市", 2),
    ("州", 2),
    ("盟", 2),
    ("县", 3),
    ("区", 3),
    ("旗", 3),
    ("镇", 4),
    ("乡", 4),
];
/// An area's name is no longer.
const LONGEST: usize = 8;
/// How an office is called that answers for its organ.
const OFFICES: [&str; 16] = [
    "党政综合办公室",
    "党政办公室",
    "综合办公室",
    "政务公开办公室",
    "政府信息公开办公室",
    "政务公开办",
    "信息公开办",
    "党政综合办",
    "党政办",
    "综合办",
    "政府办公室",
    "政府办公厅",
    "办公室",
    "办公厅",
    "政府办",
    "信息公开科",
];
/// What organs of one kind end in, so that two of them may be told apart by what stands before.
const KINDS: [&str; 8] = ["局", "厅", "委员会", "镇人民政府", "乡人民政府", "街道办事处", "县人民政府", "区人民政府"];

/// How two names differ that cannot be one organ's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// They are of two places.
    Place,
    /// They are of one place, as far as they say, but of two organs.
    Organ,
}

/// How another name differs from an organ's; `None` where both may be one's, or where that cannot be told.
pub(super) fn difference(organ: &str, other: &str) -> Option<Difference> {
    let (organ, other) = (without_office(organ), without_office(other));
    if are_one(organ, other) || is_short_for(organ, other) || is_short_for(other, organ) {
        return None;
    }
    let (areas, other_areas) = (areas(organ), areas(other));
    let is_elsewhere = areas.iter().any(|(rank, names)| {
        other_areas
            .get(rank)
            .is_some_and(|others| !others.iter().any(|other| names.iter().any(|name| are_one_area(name, other))))
    });
    if is_elsewhere {
        return Some(Difference::Place);
    }
    let is_of_one_kind = KINDS.iter().any(|kind| organ.ends_with(kind) && other.ends_with(kind));
    is_of_one_kind.then_some(Difference::Organ)
}

fn without_office(name: &str) -> &str {
    let name = name.trim();
    OFFICES.iter().find_map(|office| name.strip_suffix(office)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Whether a name may shorten another: 甲县发改局 is 甲县发展和改革局, 区政府国资局 is 丙区国资局.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut letters: Vec<char> = long.chars().collect();
    let short: Vec<char> = short.replace("人民政府", "").replace("政府", "").chars().collect();
    short.len() >= 3
        && short.iter().all(|c| {
            let found = letters.iter().position(|other| other == c);
            found.is_some_and(|at| {
                letters.swap_remove(at);
                true
            })
        })
}

/// Whether two areas of one rank may be one: 高新 is 淄博高新.
fn are_one_area(first: &str, second: &str) -> bool {
    first.ends_with(second) || second.ends_with(first)
}

/// The areas that a name begins with, by rank. 县 in 县城 and 市 in 市场 name none, for nothing stands before them.
fn areas(name: &str) -> BTreeMap<u8, Vec<String>> {
    let mut areas: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    let mut last_rank = 0;
    let mut area = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let mark = MARKS.iter().find(|(mark, rank)| rest.starts_with(mark) && *rank >= last_rank);
        match mark {
            Some((mark, rank)) if !area.is_empty() && area.chars().count() <= LONGEST => {
                areas.entry(*rank).or_default().push(std::mem::take(&mut area));
                last_rank = *rank;
                rest = &rest[mark.len()..];
            }
            _ => {
                area.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_one_organs_and_names_that_are_not() {
        let one = None;
        for (organ, other, expected) in [
            ("高平市陈区镇人民政府", "陈区镇人民政府", one),
            ("高平市", "高平市人民政府", one),
            ("晋城市高平市陈区镇人民政府", "高平市陈区镇人民政府", one),
            ("甲县乙镇人民政府", "甲县乙镇党政办公室", one),
            ("甲县乙镇人民政府", "甲县乙镇党政办", one),
            ("甲县人民政府", "甲县人民政府办公室", one),
            ("甲县人民政府", "甲县数据局", one),
            ("甲县发展和改革局", "甲县发改局", one),
            ("甲县发展和改革局", "县发改局", one),
            ("甲县市场监督管理局", "甲县市场监管局", one),
            ("乙市甲县城市管理局", "甲县城管局", one),
            ("甲县住房和城乡建设局", "甲县住建局", one),
            ("甲县卫生健康局", "丁市甲县卫生健康局", one),
            ("丙区国资局", "区政府国资局", one),
            ("丁市公安局丙分局", "丙公安分局", one),
            ("淄博高新区中埠镇人民政府", "淄博市高新区中埠镇党政办", one),
            ("丁市丙区人民政府", "丁市丙区人民政府信息公开领导小组办公室", one),
            ("沭阳县发展和改革局", "沐阳县发展和改革局", Some(Difference::Place)),
            ("甲县乙镇人民政府", "甲县丙镇人民政府", Some(Difference::Place)),
            ("甲县乙镇人民政府", "丁县乙镇人民政府", Some(Difference::Place)),
            ("甲县发展和改革局", "甲县司法局", Some(Difference::Organ)),
        ] {
            assert_eq!(difference(organ, other), expected, "{organ}, {other}");
        }
    }
}
