//! I03: a year stands where another is meant. Only where the sentence leaves no choice: the report's own name, the
//! counts of the year, plans, final accounts, the sign-off.

use std::cell::LazyCell;

use nianbao_core::finding::Severity;

use super::plain::{Mention, covered, has_year, mentions, plain};
use crate::check::facts::{Facts, Passage, Place};
use crate::check::rule::Findings;

/// Words of sentences that compare years, or look back.
const COMPARING: [&str; 20] = [
    "同比",
    "相比",
    "较上",
    "比上",
    "较20",
    "比20",
    "以来",
    "上年",
    "上一年",
    "去年",
    "往年",
    "历年",
    "结转",
    "增长",
    "下降",
    "截至",
    "截止",
    "延续",
    "基础上",
    "连续",
];
/// How a sentence goes on that counts what the year named brought.
const COUNTING: [&str; 14] = [
    "我",
    "本",
    "全",
    "共",
    "累计",
    "新收",
    "收到",
    "受理",
    "主动公开",
    "未收取",
    "未收到",
    "未产生",
    "没有收取",
    "没有收到",
];
const UNITS: [char; 6] = ['件', '条', '篇', '次', '份', '宗'];
/// Words of plans.
const PLANNING: [&str; 8] = ["将", "拟", "下一步", "下步", "今后", "接下来", "打算", "计划"];
/// What heads or begins a passage on what is to be done.
const MEASURES: [&str; 6] = ["整改措施", "改进措施", "下一步", "下步", "今后", "打算"];
/// Words of what is done already.
const DONE: [&str; 12] = ["了", "已", "共", "累计", "全年", "得到", "取得", "完成", "以来", "经验", "基础", "期间"];
/// 将 before these is no future: 将公开工作纳入考核.
const OBJECT_MARKED: [&str; 6] = ["纳入", "列入", "作为", "列为", "融入", "摆在"];
/// What may stand between a year and 决算.
const OF_ACCOUNTS: [&str; 10] =
    ["", "部门", "单位", "财政", "政府", "本级", "部门财政", "部门收支", "财政收支", "部门整体"];
/// No sentence that people write names more years.
const MOST_YEARS: usize = 20;
/// A report signed in these months of its own year was signed before the year was over, so the year is last year's.
const LAST_MONTH_OF_SLIPS: u32 = 10;

/// A year that is not meant.
struct Slip {
    kind: &'static str,
    severity: Severity,
    found: i32,
    meant: i32,
    sentence: String,
}

/// One finding for each kind of place, with the first sentence.
pub(super) fn another_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let Some(year) = facts.report().year else { return };
    let slips = slips(facts, year);
    for (index, slip) in slips.iter().enumerate() {
        let is_same = |other: &&Slip| other.kind == slip.kind && other.found == slip.found;
        if slips[..index].iter().any(|other| is_same(&other)) {
            continue;
        }
        let mut finding = findings
            .new_finding()
            .with("kind", slip.kind)
            .with("found", slip.found)
            .with("meant", slip.meant)
            .with("count", slips[index..].iter().filter(is_same).count())
            .with("sentence", &slip.sentence);
        finding.severity = slip.severity;
        findings.add(finding);
    }
}

fn slips(facts: &Facts<'_>, year: i32) -> Vec<Slip> {
    let mut slips = Vec::new();
    let is_on_problems =
        |passage: &Passage<'_>| passage.part.is_some_and(|part| is_on_problems(facts, usize::from(part) - 1));
    let mut above = "";
    let mut is_in_part_one = false;
    for (index, passage) in facts.passages().iter().enumerate() {
        if passage.is_heading {
            above = passage.text;
            continue;
        }
        if !has_year(passage.text) {
            is_in_part_one |= passage.part == Some(1);
            continue;
        }
        let whole = LazyCell::new(|| covered(&plain(passage.text)).into_owned());
        let is_on_measures = || MEASURES.iter().any(|word| whole.contains(word) || above.contains(word));
        let names_this_year = || whole.contains(&year.to_string());
        let is_first = passage.part == Some(1) && !std::mem::replace(&mut is_in_part_one, true);
        let first_sentence = facts.sentences().partition_point(|sentence| sentence.passage < index);
        let sentences = facts.sentences()[first_sentence..].iter().take_while(|sentence| sentence.passage == index);
        for (number, sentence) in sentences.enumerate() {
            let plain_text = plain(sentence.text);
            let text = covered(&plain_text);
            for mention in mentions(&text).into_iter().take(MOST_YEARS) {
                let slip = |kind, severity, meant| Slip {
                    kind,
                    severity,
                    found: mention.year,
                    meant,
                    sentence: sentence.text.to_owned(),
                };
                let opens_the_report = is_first && number == 0;
                if matches!(passage.place, Place::Preface(_)) {
                    if names_the_report(&text, mention) && mention.year != year {
                        slips.push(slip("report", Severity::Warning, year));
                    }
                } else if is_on_problems(passage) {
                    let severity = plan(&text, mention, is_on_measures()).filter(|_| mention.year <= year);
                    slips.extend(severity.map(|severity| slip("plan", severity, year + 1)));
                } else if is_final_account(&text, mention) && mention.year >= year {
                    slips.push(slip("accounts", Severity::Warning, year - 1));
                } else if mention.year != year
                    && !names_this_year()
                    && (is_count(&text, mention) && mention.year < year
                        || opens_the_report && is_opening(&text, mention))
                {
                    slips.push(slip("count", Severity::Warning, year));
                }
            }
        }
    }
    slips.extend(sign_off(facts, year));
    slips
}

fn is_on_problems(facts: &Facts<'_>, part: usize) -> bool {
    facts.form.parts.get(part).is_some_and(|part| part.heading.contains("问题"))
}

/// `……编制2024年度政府信息公开工作年度报告`, and no report that this one is compared with.
fn names_the_report(text: &str, mention: Mention) -> bool {
    let clause = clause_after(text, mention.end);
    let is_report = clause.contains("信息公开") && (clause.contains("年度报告") || clause.contains("年报"));
    is_report && !COMPARING.iter().any(|word| text.contains(word))
}

/// A sentence that counts what the year brought: requests received, information disclosed, fees charged.
fn is_count(text: &str, mention: Mention) -> bool {
    let begins_clause = text[..mention.start].chars().next_back().is_none_or(|c| "，。；：、）,;:)".contains(c));
    let rest = text[mention.end..].trim_start_matches(['，', ',']);
    let counts = COUNTING.iter().any(|word| rest.starts_with(word));
    let of_requests = text.contains("申请") && ["收到", "新收", "受理", "答复"].iter().any(|word| text.contains(word));
    let of_information = text.contains("主动公开") && has_count(text);
    let of_fees = text.contains("处理费");
    begins_clause && counts && (of_requests || of_information || of_fees) && !is_comparing(text) && !is_planning(text)
}

/// The first sentence of the overview: `2023年，我局在……领导下，……`.
fn is_opening(text: &str, mention: Mention) -> bool {
    let rest = &text[mention.end..];
    let goes_on = rest.starts_with(['，', ',']) || ["我", "本", "全"].iter().any(|word| rest.starts_with(word));
    mention.start == 0 && goes_on && !is_comparing(text) && !is_planning(text)
}

/// How sure it is that a sentence on problems and improvements plans, and names its year.
fn plan(text: &str, mention: Mention, is_on_measures: bool) -> Option<Severity> {
    let rest = text[mention.end..].trim_start_matches(['，', ',', '的']);
    if ["工作打算", "工作思路", "下一步", "下步"].iter().any(|word| rest.starts_with(word)) {
        return Some(Severity::Warning);
    }
    let clause = clause_after(text, text.len() - rest.len());
    let subject = clause.find(['将', '拟']).map(|at| &clause[..at]);
    let is_subject =
        |subject: &str| subject.is_empty() || subject.chars().count() <= 6 && subject.starts_with(['我', '本', '全']);
    let is_object = || OBJECT_MARKED.iter().any(|word| text.contains(word));
    if subject.is_some_and(is_subject) && !is_done(clause, &["了", "已"]) && !is_object() {
        return Some(Severity::Warning);
    }
    if is_done(text, &DONE) {
        return None;
    }
    // `整改措施。为进一步……，2023年我局加大……`: very likely a plan that kept last year's number.
    let begins_clause = text[..mention.start].chars().next_back().is_none_or(|c| "，；,;".contains(c));
    let has_purpose = ["为进一步", "为了", "下一步", "下步", "今后"].iter().any(|word| text.contains(word));
    (begins_clause && is_on_measures && has_purpose && rest.starts_with(['我', '本'])).then_some(Severity::Hint)
}

/// Whether a text tells of what is done: 了 and the like, save in words that only have the same letter.
fn is_done(text: &str, words: &[&str]) -> bool {
    let others =
        ["了解", "公共", "共享", "共同", "共建"].iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    words.iter().any(|word| others.contains(word))
}

/// `2024年度部门决算` among what was published: the accounts of a year are closed in the next.
fn is_final_account(text: &str, mention: Mention) -> bool {
    let rest = &text[mention.end..];
    let between = rest.find("决算").map(|at| &rest[..at]);
    between.is_some_and(|between| OF_ACCOUNTS.contains(&between)) && !is_planning(text)
}

fn sign_off(facts: &Facts<'_>, year: i32) -> Option<Slip> {
    let signature = facts.report().signature.as_ref()?;
    let signed: i32 = signature.date.get(..4)?.parse().ok()?;
    let month: u32 = signature.date.get(5..7)?.parse().ok()?;
    (signed == year && month <= LAST_MONTH_OF_SLIPS).then(|| Slip {
        kind: "signed",
        severity: Severity::Warning,
        found: signed,
        meant: year + 1,
        sentence: format!("{} {}", signature.organ, signature.date),
    })
}

fn clause_after(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(['，', '。', '；', '：', ',', ';', ':']).unwrap_or(rest.len())]
}

fn has_count(text: &str) -> bool {
    text.match_indices(UNITS).any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit()))
}

fn is_comparing(text: &str) -> bool {
    COMPARING.iter().any(|word| text.contains(word))
}

fn is_planning(text: &str) -> bool {
    PLANNING.iter().any(|word| text.contains(word))
}
