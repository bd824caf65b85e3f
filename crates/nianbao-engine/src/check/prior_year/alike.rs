//! Y07: the same text in the reports of several organs (雷同).

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use nianbao_core::finding::Severity;
use nianbao_core::{Finding, Report};

use super::super::facts::Facts;
use super::super::settings::Settings;
use super::super::{Checker, Subject};
use super::sentences::{self, Piece};

/// From this share of the text on it is the same, in percent.
const SAME: usize = 80;
/// Fewer sentences than these say too little of a report.
const FEWEST: usize = 4;
/// A report is compared with this many of the earlier ones that have a sentence in common: more have it only from the
/// office that sent it round.
const MOST_HOLDERS: usize = 32;
/// How organs speak of themselves.
const SELF_NAMES: [&str; 16] = [
    "我局",
    "我镇",
    "我乡",
    "我县",
    "我区",
    "我市",
    "我办",
    "我委",
    "我街道",
    "我单位",
    "我中心",
    "本局",
    "本镇",
    "本乡",
    "本机关",
    "本单位",
];

impl Checker<'_> {
    /// Y07: the reports of a batch of which most of the text stands in an earlier one of another organ and the same
    /// year. One finding a report, which is given by its index, naming the earlier one.
    pub fn alike(&self, reports: &[&Report]) -> Vec<(usize, Finding)> {
        let settings = Settings::default();
        let facts = |report| Facts::new(Subject::of(report), &self.editions, &settings);
        let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut findings = Vec::new();
        for (index, &report) in reports.iter().enumerate() {
            let facts_of_report = facts(report);
            let pieces = sentences::pieces(&facts_of_report);
            let keys: Vec<u64> = pieces.iter().map(|piece| hash_of(piece, report)).collect();
            let mut common: BTreeMap<usize, usize> = BTreeMap::new();
            for (piece, key) in pieces.iter().zip(&keys) {
                for &other in holders.get(key).into_iter().flatten() {
                    *common.entry(other).or_default() += piece.length;
                }
            }
            let all: usize = pieces.iter().map(|piece| piece.length).sum();
            common.retain(|&other, _| may_be_alike(reports[other], report));
            let most = common.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
            if let Some((other, length)) = most
                && pieces.len() >= FEWEST
                && 100 * length >= SAME * all
            {
                let same = |piece: &&Piece<'_>| {
                    holders.get(&hash_of(piece, report)).is_some_and(|holders| holders.contains(&other))
                };
                let longest = pieces.iter().filter(same).max_by_key(|piece| piece.length);
                let finding = Finding::new("Y07", Severity::Warning)
                    .with("organ", &report.organ.name)
                    .with("other", &reports[other].organ.name)
                    .with("share", 100 * length / all)
                    .with("sentence", longest.map_or("", |piece| piece.text));
                let finding = self.settings.apply(finding, &report.organ.name);
                findings.extend(finding.map(|finding| (index, finding)));
            }
            for key in keys {
                let holders = holders.entry(key).or_default();
                if holders.len() < MOST_HOLDERS && !holders.contains(&index) {
                    holders.push(index);
                }
            }
        }
        findings
    }
}

/// Two organs' reports of one year; a report given twice is no copy.
fn may_be_alike(one: &Report, other: &Report) -> bool {
    let are_of_one_year = one.year.is_none() || other.year.is_none() || one.year == other.year;
    are_of_one_year && one.organ.name != other.organ.name
}

/// What a sentence says, whoever says it.
fn hash_of(piece: &Piece<'_>, report: &Report) -> u64 {
    let name = &report.organ.name;
    let mut key = piece.key.clone();
    let core = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("办事处")).unwrap_or(name);
    for name in [name.as_str(), core].into_iter().filter(|name| name.chars().count() > 2).chain(SELF_NAMES) {
        if key.contains(name) {
            key = key.replace(name, "我");
        }
    }
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
