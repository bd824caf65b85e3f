//! Complete reports, figures and text together, as `check` sees them: everything that is found, and that what the notes
//! of the cases call a fault is found and what they call a trap is left in peace.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao_core::Finding;
use nianbao_core::finding::{Evidence, FindingList, Repair, Severity};
use nianbao_core::form::Form;
use nianbao_tests::accuracy::Subject;
use nianbao_tests::case::{self, Case};
use nianbao_tests::form;
use nianbao_tests::layout::{Layout, Role};
use nianbao_tests::program::nianbao;

/// Of this case only the first rows of part three were kept.
const PARTIAL: &str = "changchun-tuiyi-2023";

/// A report and last year's of the same organ.
const TWO_YEARS: [&str; 2] = ["suqian-city-2024", "suqian-city-2023"];

/// What has to be found: case, code, cell (none where it concerns the text alone), and words of the message.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    ("hongze-district-2023", "R11", "disputes.reconsideration.total", "11"),
    ("hongze-district-2023", "R11", "disputes.litigation_after.total", "5"),
    ("hongze-district-2023", "T02", "", "受理渠"),
    ("changchun-tuiyi-2023", "N02", "requests.received.total", "2件"),
    ("shanghai-science-commission-2024", "N13", "requests.carried_forward.total", "所有申请都已"),
    ("shanghai-science-commission-2024", "L14", "", "主动公开政府信息情况"),
    ("shanghai-science-commission-2024", "S01", "", "存在的主要问题"),
    ("shuyang-reform-bureau-2023", "F02", "requests.received.business", "125"),
    ("shuyang-reform-bureau-2023", "I03", "", "2023年我局加大"),
    ("suqian-city-2024", "N11", "", "1.05%"),
    ("department-2023", "L07", "", "单位名称"),
];

/// Words of sentences that are right though they look wrong: no error and no warning may quote them.
const TRAPS: &[(&str, &[&str])] = &[
    (
        "suqian-city-2023",
        &["收办政府信息公开申请3607件", "予以公开1191件", "信息处理费，金额合计2950元", "制发109件、废止489件"],
    ),
    ("suqian-city-2024", &["行政复议案件134件", "行政诉讼案件57件", "共计2230元", "1件880元", "新制发50件"]),
    ("chenqu-township-2024", &["451条", "0条，答复0条"]),
    ("hongze-district-2023", &["受理政府信息公开申请21件", "信息处理费0元"]),
    ("department-2023", &["无法提供32件", "行政诉讼1件"]),
    ("shuyang-reform-bureau-2023", &["政府信息249条", "依申请公开26件", "制发行政规范性文件8件"]),
    ("shanghai-science-commission-2024", &["同意公开9件", "1件涉及政府信息公开工作的行政复议"]),
];

/// Rows whose count a sentence gives, so that it contradicts any other figure: case, row, and the code of the finding.
const READ: &[(&str, &str, &str)] = &[
    ("suqian-city-2023", "requests.received", "N02"),
    ("suqian-city-2023", "requests.handled.other.other", "N06"),
    ("suqian-city-2024", "requests.handled.granted", "N06"),
    ("suqian-city-2024", "requests.carried_forward", "N04"),
    ("chenqu-township-2024", "requests.received", "N09"),
    ("hongze-district-2023", "requests.received", "N02"),
    ("department-2023", "requests.handled.unavailable.not_held", "N06"),
    ("shuyang-reform-bureau-2023", "requests.received", "N01"),
    ("shanghai-science-commission-2024", "requests.handled.granted", "N06"),
];

/// The figures of a case in a workbook and its text in a file, in a folder of their own.
fn folder_of(case: &Case, text: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tables = Subject::new(&case.name, &case.organ, case.year, case.cells.clone()).unwrap().tables;
    let mut workbook = Layout::official().workbook(&Form { tables, ..form().clone() }, &case.cells, None);
    for sheet in &mut workbook.sheets {
        let kept = |role: &Role| matches!(role, Role::Figure(id) if case.cells.contains_key(id));
        let last = sheet.cells.iter().filter(|cell| kept(&cell.role)).map(|cell| cell.row).max().unwrap();
        sheet.cells.retain(|cell| cell.row <= last);
    }
    fs::write(folder.path().join("表格.xlsx"), workbook.xlsx()).unwrap();
    fs::copy(text, folder.path().join("文字.txt")).unwrap();
    folder
}

fn text_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/prose").join(format!("{name}.txt"))
}

fn load(name: &str) -> Case {
    case::load(&if name == PARTIAL { format!("partial/{name}") } else { name.to_owned() })
}

/// Everything that is found, as a program is given it.
fn findings(name: &str) -> Vec<Finding> {
    let folder = folder_of(&load(name), &text_of(name));
    if name != TWO_YEARS[0] {
        return check(&folder, name, &[]);
    }
    let before = folder_of(&load(TWO_YEARS[1]), &text_of(TWO_YEARS[1]));
    let joined = folder.path().join("上年.json");
    let target = joined.to_str().unwrap();
    let run = nianbao(before.path(), &["convert", "--join", "表格.xlsx", "文字.txt", "--to", "json", "-o", target]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    check(&folder, name, &["--prior", "上年.json"])
}

fn check(folder: &tempfile::TempDir, name: &str, more: &[&str]) -> Vec<Finding> {
    let arguments = ["check", "--join", "表格.xlsx", "文字.txt", "--all", "--format", "json"];
    let run = nianbao(folder.path(), &[&arguments, more].concat());
    let list: FindingList = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{name}: {}", run.stderr));
    assert_eq!(run.code, i32::from(list.summary.errors > 0), "{name}: {}", run.stderr);
    list.findings
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = case::all().into_iter().map(|case| case.name).collect();
    names.push(PARTIAL.to_owned());
    names
}

fn shown(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "必须改",
        Severity::Warning => "请核实",
        Severity::Hint => "提示",
    };
    let mut text = format!("{severity} {} {}\n", finding.code, finding.cell.as_deref().unwrap_or("-"));
    writeln!(text, "  {}", finding.message).unwrap();
    if let Some(source) = &finding.source {
        writeln!(text, "  at {}#{}", source.file, source.locator).unwrap();
    }
    let related: Vec<&str> = finding.related.iter().filter_map(|related| related.cell.as_deref()).collect();
    match related.as_slice() {
        [] => {}
        [first, .., last] if related.len() > 6 => writeln!(text, "  with {first} … {last}: {}", related.len()).unwrap(),
        few => writeln!(text, "  with {}", few.join(", ")).unwrap(),
    }
    for repair in &finding.repairs {
        writeln!(text, "  {}. {} {} -> {}", repair.rank, repair.cell, repair.from, repair.to).unwrap();
    }
    text
}

#[test]
fn everything_that_is_found_in_complete_reports() {
    for name in names() {
        let text: Vec<String> = findings(&name).iter().map(shown).collect();
        insta::assert_snapshot!(format!("case-{name}"), text.concat());
    }
}

#[test]
fn every_noted_fault_is_found_and_no_trap_is_taken_for_one() {
    let names = names();
    let mut noted = FAULTS.iter().map(|(of, ..)| of).chain(TRAPS.iter().map(|(of, _)| of));
    assert!(noted.all(|of| names.iter().any(|name| name == of)), "a note is of no case");
    let mut wrong = Vec::new();
    for name in names {
        let findings = findings(&name);
        for (_, code, cell, words) in FAULTS.iter().filter(|(of, ..)| *of == name) {
            let is_it = |finding: &Finding| {
                finding.code == *code
                    && finding.cell.as_deref().unwrap_or_default() == *cell
                    && finding.message.contains(words)
            };
            if !findings.iter().any(is_it) {
                wrong.push(format!("{name}: {code} {cell} {words} is not found"));
            }
        }
        let text = fs::read_to_string(text_of(&name)).unwrap();
        for words in TRAPS.iter().filter(|(of, _)| *of == name).flat_map(|(_, words)| *words) {
            assert!(text.contains(words), "{name} does not say {words}");
            let speaks_of_it =
                |finding: &&Finding| finding.severity > Severity::Hint && finding.message.contains(words);
            if let Some(finding) = findings.iter().find(speaks_of_it) {
                wrong.push(format!("{name}: {}", shown(finding)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A sentence that is not understood is never wrong either: those that are right have to be read. Where the figure breaks
/// a relation as well, its finding gives the sentence as a reason, and nothing says it twice.
#[test]
fn the_sentences_are_read_and_contradict_other_figures() {
    let mut silent = Vec::new();
    for (name, row, code) in READ {
        let mut case = load(name);
        for column in ["natural_person", "total"] {
            let figure = case.cells.get_mut(&format!("{row}.{column}")).unwrap();
            *figure = (figure.parse::<u32>().unwrap() + 7).to_string();
        }
        let found = check(&folder_of(&case, &text_of(name)), name, &[]);
        let by_itself = found.iter().any(|finding| finding.code == *code && finding.severity > Severity::Hint);
        let rests_on_text = |repair: &Repair| {
            let is_prose = |evidence: &Evidence| matches!(evidence, Evidence::Prose { .. });
            repair.cell.starts_with(&format!("{row}.")) && repair.evidence.iter().any(is_prose)
        };
        let by_relation = found.iter().flat_map(|finding| &finding.repairs).any(rests_on_text);
        if !by_itself && !by_relation {
            silent.push(format!("{name}: {row} is not missed by {code}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
