//! S13: a government's report says how its work was assessed and whether anybody was held to account.

use nianbao_core::report::Level;

use super::text::has_any;
use crate::check::facts::Facts;
use crate::check::rule::Findings;

const WORDS: &[&str] = &["考核", "评议", "追究", "追责", "问责", "考评", "测评", "评估", "满意度"];

/// The report of a people's government, of a township up to a province, says nothing of it. A sub-district office is
/// no government but its agency, and is not asked.
pub(super) fn not_reported(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let organ = &facts.report().organ;
    let is_government = match organ.level {
        Some(Level::Department) => false,
        Some(Level::Township) => !organ.name.contains("街道"),
        Some(Level::County | Level::Prefecture | Level::Province) => true,
        None => ["人民政府", "县", "市", "镇", "乡", "旗"].iter().any(|ending| organ.name.ends_with(ending)),
    };
    let has_overview = facts.passages().iter().any(|passage| passage.part == Some(1) && !passage.is_heading);
    let is_silent = || {
        let words: Vec<&str> = WORDS.iter().copied().filter(|word| facts.letters().may_hold(word)).collect();
        !facts.passages().iter().any(|passage| has_any(passage.text, &words))
    };
    if is_government && has_overview && is_silent() {
        let finding = findings.new_finding();
        findings.add(finding);
    }
}
