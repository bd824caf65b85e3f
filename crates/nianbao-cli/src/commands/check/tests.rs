//! What people and programs get to see of findings, on findings made here: the rules have their own tests.

use nianbao_core::finding::{Evidence, FindingList, Repair, Severity, Slip, Source, SwitchedOff, Unreadable};
use nianbao_core::form;
use nianbao_core::report::Table;
use nianbao_core::value::CellValue;
use nianbao_core::{Finding, Report};
use nianbao_host::MessageLanguage;

use super::examine::Examined;
use super::human::Human;
use super::json::{Json, Lines};
use super::prior::Found;
use super::sarif::Sarif;
use super::{Output, Totals, Unread};
use crate::inputs::{InputFile, InputSource};
use crate::messages::Messages;
use crate::paint::Painter;
use crate::table;

/// A report of the 2021 form with a few requests, one total of which is wrong.
fn report() -> Report {
    let mut report = Report::new();
    "高平市陈区镇人民政府".clone_into(&mut report.organ.name);
    report.year = Some(2024);
    let form = form::builtin().last().expect("there are built-in forms");
    for table in &form.tables {
        let cells = table.cells().map(|cell| (cell.key(), CellValue::from(0))).collect();
        let read = Table { edition: form.edition.clone(), cells, ..Table::default() };
        report.tables.insert(table.id.clone(), read);
    }
    for (id, value) in [
        ("requests.received.natural_person", 9),
        ("requests.received.business", 4),
        ("requests.received.total", 13),
        ("requests.handled.granted.natural_person", 7),
        ("requests.handled.granted.business", 4),
        ("requests.handled.granted.total", 12),
        ("requests.handled.partial.natural_person", 2),
        ("requests.handled.partial.total", 2),
        ("requests.handled.total.natural_person", 9),
        ("requests.handled.total.business", 4),
        ("requests.handled.total.total", 13),
        ("disputes.reconsideration.upheld", 2),
        ("disputes.reconsideration.total", 3),
    ] {
        set(&mut report, id, CellValue::from(value));
    }
    set(&mut report, "disclosure.charges.amount", CellValue::Text("35（其中罚没12万元，另附明细表）".to_owned()));
    report
}

fn set(report: &mut Report, id: &str, value: CellValue) {
    let (table, key) = id.split_once('.').expect("a full cell id");
    report.tables.get_mut(table).expect("it was made").cells.insert(key.to_owned(), value);
}

fn finding(code: &str, severity: Severity, message: &str) -> Finding {
    Finding { message: message.to_owned(), report: "数据.xls".to_owned(), ..Finding::new(code, severity) }
}

fn place(locator: &str) -> Option<Source> {
    Some(Source { file: "数据.xls".to_owned(), ..Source::at(locator) })
}

fn repair(cell: &str, from: i64, to: i64, rank: u32, evidence: Vec<Evidence>) -> Repair {
    let resolves = vec!["R01".to_owned(), "R05".to_owned(), "R05".to_owned()];
    let (from, to) = (CellValue::from(from), CellValue::from(to));
    Repair {
        cell: cell.to_owned(), source: place("申请!D9"), from, to, resolves, evidence, against: Vec::new(), rank
    }
}

fn findings() -> Vec<Finding> {
    let prose =
        Evidence::Prose { sentence: "予以公开11件。".to_owned(), printed: "11件".to_owned(), cells: Vec::new() };
    let slip = Evidence::Slip { slip: Slip::WrongDigit };
    let sum = finding("R01", Severity::Error, "（一）予以公开·总计填12，左边各列相加为11。");
    let decided = Finding {
        source: place("申请!J9"),
        repairs: vec![repair(
            "requests.handled.granted.total",
            12,
            11,
            1,
            vec![Evidence::Relations { count: 3 }, prose, Evidence::PriorYear],
        )],
        ..sum.in_cell("requests.handled.granted.total").related_to("requests.handled.total.total", Some("申请!J31"))
    };
    let sum = finding("R01", Severity::Error, "行政复议·总计填3，左边各列相加为2。");
    let undecided = Finding {
        source: place("复议!E4"),
        repairs: vec![
            repair("disputes.reconsideration.total", 3, 2, 1, vec![Evidence::Relations { count: 1 }]),
            repair("disputes.reconsideration.other", 0, 1, 2, vec![slip.clone()]),
            repair("disputes.reconsideration.upheld", 2, 3, 3, vec![slip]),
            repair("disputes.reconsideration.pending", 0, 1, 4, Vec::new()),
        ],
        ..sum.in_cell("disputes.reconsideration.total")
    };
    let mut both = vec![
        repair("requests.received.natural_person", 9, 8, 1, vec![Evidence::Relations { count: 2 }]),
        repair("requests.handled.granted.natural_person", 7, 6, 1, Vec::new()),
    ];
    both[1].source = None;
    let two = Finding {
        source: place("申请!J6"),
        repairs: both,
        ..finding("R03", Severity::Error, "一加二不等于三加四：13与12。").in_cell("requests.received.total")
    };
    let remark = finding("F01", Severity::Warning, "行政事业性收费·本年收费金额不是数字。");
    let remark = Finding { source: place("公开!D18"), ..remark.in_cell("disclosure.charges.amount") };
    let mut all = vec![decided, undecided, two, remark];
    for row in ["received", "brought_forward", "handled.granted", "handled.partial", "carried_forward"] {
        let blank = finding("F02", Severity::Warning, "法律服务机构一列空白，应填0。");
        let cell = format!("requests.{row}.legal_service");
        let blank = Finding { source: place("申请!H6"), ..blank.in_cell(cell) };
        all.push(blank.related_to("requests.received.other", Some("申请!I6")));
    }
    all.push(finding("T02", Severity::Hint, "“依法依规依法”中有重复的词。"));
    all.push(finding("L09", Severity::Hint, "文件的扩展名与内容不符。"));
    all
}

fn examined(findings: Vec<Finding>) -> Examined<'static> {
    let off = |code: &str, organ: Option<&str>, reason: Option<&str>| SwitchedOff {
        code: code.to_owned(),
        organ: organ.map(str::to_owned),
        reason: reason.map(str::to_owned),
    };
    Examined {
        name: "镇/数据.xls".to_owned(),
        files: vec![InputFile { source: InputSource::File("镇/数据.xls".into()), found: false }],
        report: report(),
        of_reading: Vec::new(),
        of_checking: findings,
        prior: Found::NotAsked,
        switched_off: vec![off("F05", None, None), off("T03", Some("高平市陈区镇人民政府"), Some("本省用“宗”"))],
        passed_over: Vec::new(),
    }
}

fn totals(examined: &[Examined<'_>]) -> Totals {
    let mut totals = Totals::default();
    for one in examined {
        totals.summary.add(one.summary());
        totals.clean += usize::from(one.of_checking.is_empty());
        totals.faulty += usize::from(one.summary().errors > 0);
        totals.switched_off.extend(one.switched_off.clone());
    }
    totals.switched_off.sort();
    totals.switched_off.dedup();
    let message = "无法读取：没有这个文件".to_owned();
    let report = "镇/坏 1.xls".to_owned();
    totals.unreadable.push(Unread { said: Unreadable { report: report.clone(), message }, files: vec![report] });
    totals.summary.unreadable = 1;
    totals
}

/// The whole that is printed of some reports and one that cannot be read.
fn printed(output: &dyn Output, reports: &[Examined<'_>]) -> String {
    let totals = totals(reports);
    let mut texts: Vec<String> = reports.iter().map(|report| output.report(report)).collect();
    texts.extend(totals.unreadable.iter().map(|unread| output.unreadable(&unread.said)));
    texts.retain(|text| !text.is_empty());
    format!("{}{}{}", output.begin(), texts.join(output.between()), output.end(&totals))
}

#[track_caller]
fn assert_fits_80_columns(text: &str) {
    for line in text.lines() {
        assert!(table::width(line) <= 80, "{} columns: {line}", table::width(line));
    }
}

#[test]
fn a_report_reads_well_in_both_languages() {
    for (language, name) in [(MessageLanguage::Zh, "zh"), (MessageLanguage::En, "en")] {
        let messages = Messages::new(language);
        let human = Human::new(form::builtin(), &messages, Painter::off(), false, false);
        let text = human.report(&examined(findings()));
        assert_fits_80_columns(&text);
        insta::assert_snapshot!(format!("report-{name}"), text);
    }
}

#[test]
fn all_lists_every_finding_of_a_kind_and_every_answer() {
    let messages = Messages::new(MessageLanguage::Zh);
    let shown = |all| {
        let human = Human::new(form::builtin(), &messages, Painter::off(), false, all);
        let text = human.report(&examined(findings()));
        (text.matches(" F02 ").count(), text.contains("尚未审结由 0 改为 1") || text.contains("4. "))
    };
    // Three, and the line that says how many more there are.
    assert_eq!(shown(false), (3, false));
    assert_eq!(shown(true), (5, true));
}

#[test]
fn a_batch_reads_well() {
    let messages = Messages::new(MessageLanguage::Zh);
    let human = Human::new(form::builtin(), &messages, Painter::off(), true, false);
    let reports = [examined(findings()), examined(Vec::new()), examined(vec![findings().remove(10)])];
    let text = printed(&human, &reports);
    assert_fits_80_columns(&text);
    insta::assert_snapshot!("batch-zh", text);
}

#[test]
fn json_is_the_list_that_the_schema_describes() {
    let reports = [examined(findings()), examined(Vec::new()), examined(findings())];
    let text = printed(&Json, &reports);
    let list: FindingList = serde_json::from_str(&text).expect("it is a list of findings");
    assert!(text.contains("\"file\": \"镇/数据.xls\"") && !text.contains("\"file\": \"数据.xls\""));
    assert_eq!((list.findings.len(), list.summary.reports, list.unreadable.len()), (22, 3, 1));
    assert_eq!(format!("{}\n", serde_json::to_string_pretty(&list).expect("it can be written")), text);
    let empty: FindingList = serde_json::from_str(&printed(&Json, &[])).expect("it is a list too");
    assert!(empty.findings.is_empty());
    let lines = printed(&Lines, &reports);
    let lines: Vec<FindingList> =
        lines.lines().map(|line| serde_json::from_str(line).expect("every line is a list")).collect();
    assert_eq!(lines.iter().map(|list| list.findings.len()).collect::<Vec<_>>(), [11, 0, 11, 0]);
    assert_eq!(lines[3].report.as_deref(), Some("镇/坏 1.xls"));
}

#[test]
fn sarif_says_the_same() {
    for (language, name) in [(MessageLanguage::Zh, "zh"), (MessageLanguage::En, "en")] {
        let messages = Messages::new(language);
        let sarif = Sarif::new(form::builtin(), &messages);
        let text = printed(&sarif, &[examined(findings()), examined(Vec::new()), examined(findings())]);
        let mut value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let run = &mut value["runs"][0];
        assert_eq!(run["results"].as_array().map(Vec::len), Some(22));
        let rules = run["tool"]["driver"]["rules"].take();
        for result in run["results"].as_array().expect("it was counted") {
            // Codes that the message files do not explain yet have no rule to point to.
            if let Some(index) = result["ruleIndex"].as_u64() {
                assert_eq!(rules[usize::try_from(index).expect("a small number")]["id"], result["ruleId"]);
            }
        }
        if let Some(results) = run["results"].as_array_mut() {
            results.truncate(2);
        }
        insta::assert_snapshot!(format!("sarif-{name}"), format!("{value:#}"));
    }
}

/// No file is called `a.xls + b.docx`, and none but the one that a finding names is known to be at fault.
#[test]
fn sarif_names_of_a_joined_report_only_files_that_findings_name() {
    let messages = Messages::new(MessageLanguage::Zh);
    let sarif = Sarif::new(form::builtin(), &messages);
    let placed = Finding { source: place("申请!J9"), ..finding("R01", Severity::Error, "不等。") };
    let mut joined = examined(vec![placed, finding("I01", Severity::Warning, "没有年度。")]);
    joined.files.push(InputFile { source: InputSource::File("镇/文字.docx".into()), found: false });
    let mut text = sarif.begin() + &sarif.report(&joined);
    let said = Unreadable { report: "镇/数据.xls + 镇/文字.docx".to_owned(), message: "不成一份".to_owned() };
    let unreadable = vec![Unread { said, files: Vec::new() }];
    text.push_str(&sarif.end(&Totals { unreadable, ..Totals::default() }));
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let run = &value["runs"][0];
    let of_first = &run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(of_first, "%E9%95%87/%E6%95%B0%E6%8D%AE.xls");
    assert_eq!(run["results"][1]["message"]["text"], "没有年度。");
    assert!(run["results"][1].get("locations").is_none(), "{}", run["results"][1]);
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert!(notification["message"]["text"] == "不成一份" && notification.get("locations").is_none(), "{notification}");
}
