//! Every label of every form by its words: the index that recognizing looks labels up in.

use std::collections::BTreeMap;
use std::sync::Arc;

use nianbao_core::form::{Form, Node, Tree};
use rustc_hash::FxHashMap;

use crate::label::{self, ListNumber};
use crate::traditional;

/// Which label of which form a text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) form: usize,
    pub(super) table: usize,
    pub(super) band: usize,
    pub(super) axis: Axis,
    /// The node in the band's row or column tree; meaningless for furniture.
    pub(super) node: usize,
    pub(super) is_leaf: bool,
    pub(super) is_group: bool,
    /// The official label's list number.
    number: Option<ListNumber>,
    /// How many edits lie between the text and the label; 0 for a known wording.
    pub(super) edits: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Row,
    Column,
    /// Band lines and corners: they belong to the table and name no figure.
    Furniture,
}

/// What a text may be. Texts of one wording share theirs.
pub(super) type Targets = Arc<[Target]>;

pub(super) struct Lexicon {
    by_words: FxHashMap<String, Targets>,
    /// Labels with those that contain them before them in one text: 行政复议—结果维持.
    by_path: FxHashMap<String, Targets>,
    /// The ids of the tables, by form and table.
    ids: Vec<Vec<String>>,
    /// The distinct wordings in a fixed order, for near matches.
    wordings: Vec<Wording>,
}

/// The texts of one document that have been looked up, most of which are looked up again.
pub(super) struct LookedUp<'l, 'd> {
    pub(super) lexicon: &'l Lexicon,
    known: FxHashMap<&'d str, Targets>,
}

impl<'l, 'd> LookedUp<'l, 'd> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Self {
        LookedUp { lexicon, known: FxHashMap::default() }
    }

    /// [`Lexicon::look_up`], to be remembered.
    pub(super) fn look_up(&mut self, text: &'d str) -> &[Target] {
        self.known.entry(text).or_insert_with(|| self.lexicon.look_up(text))
    }

    /// [`Lexicon::look_up`] for a text that may have been looked up before.
    pub(super) fn look_up_again(&self, text: &str) -> Targets {
        self.known.get(text).cloned().unwrap_or_else(|| self.lexicon.look_up(text))
    }
}

struct Wording {
    words: String,
    length: usize,
    characters: u64,
}

impl Lexicon {
    /// The labels of these editions, oldest first. A table that a later edition has word for word is left to that one.
    pub(super) fn new(forms: &[Form]) -> Self {
        let mut labels = Gathered::default();
        for (form_index, form) in forms.iter().enumerate() {
            for (table_index, table) in form.tables.iter().enumerate() {
                if forms[form_index + 1..].iter().any(|later| later.tables.contains(table)) {
                    continue;
                }
                for (band_index, band) in table.bands.iter().enumerate() {
                    let furniture = Target {
                        form: form_index,
                        table: table_index,
                        band: band_index,
                        axis: Axis::Furniture,
                        node: 0,
                        is_leaf: false,
                        is_group: false,
                        number: None,
                        edits: 0,
                    };
                    for label in band.label.iter().chain(&band.corner).chain(&band.units_header) {
                        add(&mut labels.by_words, label::normalize(label), furniture);
                    }
                    for (axis, tree) in [(Axis::Row, &band.rows), (Axis::Column, &band.columns)] {
                        labels.add_tree(tree, Target { axis, ..furniture });
                    }
                }
            }
        }
        let wording = |words: &String| Wording {
            length: words.chars().count(),
            characters: characters(words),
            words: words.clone(),
        };
        let index = |labels: BTreeMap<String, Vec<Target>>| {
            labels.into_iter().map(|(words, targets)| (words, targets.into())).collect()
        };
        Lexicon {
            ids: forms.iter().map(|form| form.tables.iter().map(|table| table.id.clone()).collect()).collect(),
            wordings: labels.by_words.keys().map(wording).collect(),
            by_words: index(labels.by_words),
            by_path: index(labels.by_path),
        }
    }

    /// The id of a target's table, which editions share.
    pub(super) fn table_id(&self, target: &Target) -> &str {
        &self.ids[target.form][target.table]
    }

    /// What a text may be by a known wording. A text with a list number is no label without one, and where the number
    /// agrees with some labels', it is one of those: `（六）其他` and `3.其他` are told apart so.
    pub(super) fn look_up(&self, text: &str) -> Targets {
        let (number, rest) = label::split_number(text);
        let words = label::words(rest);
        // A unit or remark in brackets at the end changes no label: `自然人（件）`.
        let without_remark = || {
            let rest = rest.trim_end();
            let bracket = rest.rfind(['（', '(']).filter(|at| *at > 0 && rest.ends_with(['）', ')']))?;
            self.by_words.get(&label::words(&rest[..bracket]))
        };
        match self.by_words.get(&words).or_else(|| self.by_path.get(&words)).or_else(without_remark) {
            Some(targets) => best_by_number(targets, number),
            None => traditional::simplified(text).map(|text| self.look_up(&text)).unwrap_or_default(),
        }
    }

    /// What a text may be by a known wording of one label alone, without those that contain it.
    pub(super) fn look_up_one(&self, text: &str) -> Targets {
        let (number, rest) = label::split_number(text);
        self.by_words.get(&label::words(rest)).map(|targets| best_by_number(targets, number)).unwrap_or_default()
    }

    /// Whether a wording may begin with a text, so that it is worth while to put more to it. A text that begins like a
    /// list number may be a piece of one.
    pub(super) fn may_begin_one(&self, text: &str) -> bool {
        let (number, rest) = label::split_number(text);
        let is_of_number = |c: char| !c.is_alphabetic() || label::is_chinese_numeral(c);
        if number.is_none() && text.trim_start().starts_with(is_of_number) {
            return true;
        }
        let words = label::words(rest);
        let first = self.wordings.partition_point(|wording| wording.words < words);
        self.wordings.get(first).is_some_and(|wording| wording.words.starts_with(&words))
    }

    /// What a text of no known wording may be, with a slip or two in it.
    ///
    /// The last resort: at most one edit per six characters begun, less than half the distance to any other label,
    /// and never for a text under four characters, since 制发 and 废止, 维持 and 纠正 are two edits apart.
    pub(super) fn look_up_near(&self, text: &str) -> Targets {
        let (number, rest) = label::split_number(text);
        let words = label::words(rest);
        let length = words.chars().count();
        if length < 4 {
            return Targets::default();
        }
        let own_characters = characters(&words);
        // An edit takes one character and brings one: most labels are ruled out by that alone.
        let may_be_within = |wording: &&Wording, edits: usize| {
            let different = (wording.characters ^ own_characters).count_ones() as usize;
            wording.length.abs_diff(length) <= edits && different <= 2 * edits
        };
        // The allowance is that of the label, which may be longer by the edits: no label allows more.
        let most = length / 5 + 1;
        let within = self.wordings.iter().filter(|wording| may_be_within(wording, most));
        let distances: Vec<(usize, &Wording)> =
            within.map(|wording| (strsim::levenshtein(&words, &wording.words), wording)).collect();
        let least = distances.iter().map(|(edits, _)| *edits).min();
        // Of two wordings equally near the one whose sense is kept; what else they may mean is asked below.
        let mut equally_near = distances.iter().filter(|(edits, _)| Some(*edits) == least);
        let Some(&(edits, nearest)) = equally_near.find(|(_, wording)| !exchanges_sense(&words, &wording.words)) else {
            return self.look_up_dropped(&words, number);
        };
        if nearest.length < 4 || edits > nearest.length.div_ceil(6) {
            return self.look_up_dropped(&words, number);
        }
        let targets = &self.by_words[&nearest.words];
        let names_the_same = |wording: &str| self.by_words[wording].iter().any(|target| targets.contains(target));
        // Twice the allowance decides whether another label is too near; what is farther cannot matter.
        let mut near = self.wordings.iter().filter(|wording| may_be_within(wording, 2 * length.div_ceil(6)));
        let is_too_near = |wording: &Wording| {
            !names_the_same(&wording.words) && strsim::levenshtein(&words, &wording.words) <= 2 * edits
        };
        if near.any(is_too_near) {
            return Targets::default();
        }
        best_by_number(targets, number).iter().map(|target| Target { edits, ..*target }).collect()
    }

    /// What a numbered text may be that only lacks characters of a label with the same number, not more than a third of
    /// them (`2.其他法律行政止公开`): extraction drops characters and never brings any.
    fn look_up_dropped(&self, words: &str, number: Option<ListNumber>) -> Targets {
        if number.is_none() {
            return Targets::default();
        }
        let length = words.chars().count();
        let mut found: Vec<Target> = Vec::new();
        for wording in &self.wordings {
            let dropped = wording.length.saturating_sub(length);
            if dropped == 0 || dropped * 3 > wording.length || !is_subsequence(words, &wording.words) {
                continue;
            }
            // Without its negation a label says the opposite.
            if exchanges_sense(words, &wording.words) {
                return Targets::default();
            }
            let numbered = self.by_words[&wording.words].iter().filter(|target| target.number == number);
            let place = |target: &Target| (target.form, target.table, target.band, target.axis, target.node);
            for target in numbered {
                if !found.iter().any(|known| place(known) == place(target)) {
                    found.push(Target { edits: dropped, ..*target });
                }
            }
        }
        let names_one = |target: &Target| {
            found.iter().all(|other| {
                (other.form, other.table, other.axis) != (target.form, target.table, target.axis)
                    || other.node == target.node
            })
        };
        if found.iter().all(names_one) { found.into() } else { Targets::default() }
    }
}

/// The labels while they are gathered.
#[derive(Default)]
struct Gathered {
    by_words: BTreeMap<String, Vec<Target>>,
    by_path: BTreeMap<String, Vec<Target>>,
}

impl Gathered {
    fn add_tree(&mut self, tree: &Tree, target: Target) {
        for (index, node) in tree.nodes.iter().enumerate() {
            let (number, _) = label::split_number(&node.label);
            let target = Target { node: index, is_leaf: node.is_leaf, is_group: node.is_group, number, ..target };
            for wording in wordings_of(node) {
                let words = label::normalize(wording);
                // Some offices print the labels that contain it in the same cell: 行政复议—结果维持.
                let mut path = words.clone();
                let mut parent = node.parent;
                while let Some(group) = parent.map(|parent| &tree.nodes[parent]) {
                    path.insert_str(0, &label::normalize(&group.label));
                    add(&mut self.by_path, path.clone(), target);
                    parent = group.parent;
                }
                add(&mut self.by_words, words, target);
            }
        }
    }
}

fn add(index: &mut BTreeMap<String, Vec<Target>>, words: String, target: Target) {
    let targets = index.entry(words).or_default();
    if !targets.contains(&target) {
        targets.push(target);
    }
}

fn wordings_of(node: &Node) -> impl Iterator<Item = &String> {
    std::iter::once(&node.label).chain(&node.variants)
}

/// Whether the characters of one text stand in another in the same order.
fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars().all(|c| whole.any(|other| other == c))
}

/// Whether a text differs from a label in a character that turns the sense: 上年 is not 本年, 三类 not 四类, 已经 not
/// 未经. A text that only lacks characters may lack any but a negation, without which it would say the opposite.
fn exchanges_sense(text: &str, label: &str) -> bool {
    const NEGATING: &str = "不未无没非";
    const TURNING: &str = "本上下前后已新旧增减收发一二三四五六七八九十";
    let differs = |c: char| text.matches(c).count() != label.matches(c).count();
    NEGATING.chars().any(differs) || (!is_subsequence(text, label) && TURNING.chars().any(differs))
}

/// Which characters a text has, each hashed to one of 64 bits.
fn characters(text: &str) -> u64 {
    text.chars().fold(0, |bits, c| bits | 1 << ((u32::from(c).wrapping_mul(0x9E37_79B1)) >> 26))
}

fn best_by_number(targets: &Targets, number: Option<ListNumber>) -> Targets {
    let Some(number) = number else { return Targets::clone(targets) };
    let those = |fit: &dyn Fn(&Target) -> bool| match targets.iter().filter(|target| fit(target)).count() {
        0 => None,
        count if count == targets.len() => Some(Targets::clone(targets)),
        _ => Some(targets.iter().filter(|target| fit(target)).copied().collect()),
    };
    those(&|target| target.number == Some(number))
        .or_else(|| those(&|target| target.number.is_some_and(|own| own.style == number.style)))
        // An office may number rows that the form does not, but nobody numbers columns.
        .or_else(|| those(&|target| target.number.is_some() || target.axis == Axis::Row))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use nianbao_core::form;

    use super::*;

    fn names(targets: &[Target]) -> Vec<String> {
        let name = |target: &Target| {
            let band = &form::builtin()[2 + target.form].tables[target.table].bands[target.band];
            match target.axis {
                Axis::Row => band.rows.nodes[target.node].id.clone(),
                Axis::Column => band.columns.nodes[target.node].id.clone(),
                Axis::Furniture => "furniture".to_owned(),
            }
        };
        targets.iter().map(name).collect()
    }

    #[test]
    fn list_numbers_tell_labels_of_the_same_words_apart() {
        let lexicon = Lexicon::new(&form::builtin()[2..]);
        assert_eq!(names(&lexicon.look_up("3.其他")), ["handled.other.other"]);
        assert_eq!(names(&lexicon.look_up("（六）其他")), ["handled.other"]);
        assert_eq!(names(&lexicon.look_up("（七）总计")), ["handled.total"]);
        assert!(names(&lexicon.look_up("总 计")).len() > 3);
    }

    #[test]
    fn a_near_match_needs_a_label_that_nothing_else_is_near() {
        let lexicon = Lexicon::new(&form::builtin()[2..]);
        assert_eq!(names(&lexicon.look_up_near("其他法律行政止公开")), [""; 0], "three characters dropped of twelve");
        assert_eq!(names(&lexicon.look_up_near("2.其他法律行政止公开")), ["handled.denied.law_forbids"]);
        assert_eq!(names(&lexicon.look_up_near("3.其他法律行政止公开")), [""; 0]);
        assert_eq!(names(&lexicon.look_up("2.其他法律行政法規禁止公開")), ["handled.denied.law_forbids"]);
        assert_eq!(names(&lexicon.look_up_near("6.属于四类过程信息")), ["handled.denied.process_information"]);
        // A character may be lost that would turn the sense if it stood for another, but no negation.
        assert_eq!(names(&lexicon.look_up_near("本年费金额（单位：万元）")), ["amount"]);
        for text in ["本年收政府信息公开申请数量", "本新收政府信息公开申请数量"] {
            assert_eq!(names(&lexicon.look_up_near(text)), ["received"], "{text}");
        }
        assert!(lexicon.look_up_near("经复议直接起诉").is_empty());
        for text in ["行政许罚", "结果纠持", "本年制止件数", "其它"] {
            assert!(lexicon.look_up_near(text).is_empty(), "{text}");
        }
    }
}
