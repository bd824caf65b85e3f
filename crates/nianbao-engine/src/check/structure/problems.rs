//! S09: the part on problems and improvements names both.

use super::text::{has_any, has_part, of_part, part_that, without_blanks};
use crate::check::facts::Facts;
use crate::check::rule::Findings;

/// Words that speak of a problem.
const PROBLEMS: &[&str] = &[
    "问题",
    "不足",
    "不够",
    "短板",
    "薄弱",
    "欠缺",
    "差距",
    "有待",
    "不强",
    "不高",
    "不到位",
    "不及时",
    "不多",
    "不全",
    "不规范",
    "不平衡",
    "不完善",
    "不健全",
    "不准确",
    "不充分",
    "不熟",
    "较少",
    "偏少",
    "偏弱",
    "较弱",
    "滞后",
    "单一",
    "缺乏",
    "缺少",
    "缺失",
    "仍需",
    "还需",
    "尚需",
    "困难",
    "弱项",
    "疏漏",
    "遗漏",
    "脱节",
    "才发出",
    "增长较快",
];
/// Words that speak of an improvement.
const IMPROVEMENTS: &[&str] = &[
    "改进",
    "下一步",
    "下步",
    "今后",
    "整改",
    "措施",
    "进一步",
    "加强",
    "强化",
    "提高",
    "提升",
    "完善",
    "优化",
    "加大",
    "规范",
    "健全",
    "推进",
    "深化",
    "打算",
    "将",
    "严格",
    "拓展",
    "丰富",
    "细化",
    "充实",
    "落实",
    "增强",
    "建立",
    "由系统",
];
/// What says that there is nothing.
const NOTHING: [&str; 8] = ["无", "没有", "暂无", "无问题", "没有问题", "不存在问题", "暂无问题", "无突出问题"];

/// A part without text, one that only says 无, and one that leaves out either half.
pub(super) fn no_problem_or_no_improvement(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(part) = part_that(facts, |part| part.heading.contains("问题")) else { return };
    if !has_part(facts, part) {
        return;
    }
    let text: String = of_part(facts, part).map(|passage| without_blanks(passage.text)).collect();
    let words = text.trim_end_matches(['。', '.', '；', '！']);
    let kind = match () {
        () if words.is_empty() => "empty",
        () if NOTHING.contains(&words) => "nothing",
        () if !has_any(words, PROBLEMS) => "problem",
        () if !has_any(words, IMPROVEMENTS) => "improvement",
        () => return,
    };
    let sentence = if kind == "nothing" { words } else { "" };
    let finding = findings.new_finding().with("kind", kind).with("sentence", sentence);
    findings.add(finding);
}
