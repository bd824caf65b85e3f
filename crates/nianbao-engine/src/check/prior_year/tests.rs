//! What the cases in `rules/` cannot show: several reports at once, and findings of other rules.

use nianbao_core::finding::{Repair, Severity};
use nianbao_core::form;
use nianbao_core::report::{Part, PartBlock, Table};
use nianbao_core::{CellValue, Finding, Report};

use super::super::facts::{Editions, Facts};
use super::super::rule::Findings;
use super::super::{Checker, Settings, Subject, catalogue};

const TEXT: &str = "我镇把公开责任落实到每个科室和站所。每月由党政办对照清单逐项检查更新情况。\
    惠民补贴发放名单在村务公开栏同步张贴。年内组织两期业务培训，覆盖各村信息员。";

fn report(organ: &str, text: &str) -> Report {
    let mut report = Report::new();
    organ.clone_into(&mut report.organ.name);
    report.year = Some(2024);
    let blocks = vec![PartBlock::Paragraph { text: text.to_owned() }];
    report.parts = vec![Part { number: 1, heading: "总体情况".to_owned(), blocks }];
    report
}

fn alike(reports: &[&Report]) -> Vec<(usize, Finding)> {
    Checker::new(form::builtin(), Settings::default()).alike(reports)
}

#[test]
fn text_of_another_organ_is_found_once_and_names_the_earlier() {
    let first = report("甲县乙镇人民政府", TEXT);
    let copied = report("甲县丙乡人民政府", &TEXT.replace("我镇", "甲县丙乡"));
    let own = report(
        "甲县丁镇人民政府",
        "我镇今年新开通了短视频账号。档案室整理了历年文件目录。群众来信均已登记答复。审核实行三级签字。",
    );
    let found = alike(&[&first, &own, &copied]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (index, finding) = &found[0];
    assert_eq!(*index, 2);
    assert_eq!(finding.arguments["other"], "甲县乙镇人民政府");
    assert_eq!(finding.arguments["share"], "100");
}

#[test]
fn one_organ_twice_and_other_years_are_no_copies() {
    let first = report("甲县乙镇人民政府", TEXT);
    let mut last_year = report("甲县丙乡人民政府", TEXT);
    last_year.year = Some(2023);
    assert_eq!(alike(&[&first, &first.clone(), &last_year]), []);
}

#[test]
fn a_cell_that_a_relation_names_is_named_once() {
    let table = |row: &str, figure: i64| {
        let mut report = Report::new();
        let cells = [(format!("{row}.natural_person"), CellValue::from(figure))].into();
        report.tables.insert("requests".to_owned(), Table { edition: "2021".to_owned(), cells, ..Table::default() });
        report
    };
    let (report, prior) = (table("brought_forward", 2), table("carried_forward", 3));
    let subject = Subject { prior: Some(&prior), ..Subject::of(&report) };
    let settings = Settings::default();
    let editions = Editions::new(form::builtin());
    let facts = Facts::new(subject, &editions, &settings);
    let rule = catalogue::find("Y01").expect("it is in the catalogue");
    let codes = |rank: Option<u32>| -> Vec<String> {
        let mut findings = Findings::new(&settings, "");
        let mut relation = Finding::new("R01", Severity::Error);
        relation.repairs.extend(rank.map(|rank| Repair {
            cell: "requests.brought_forward.natural_person".to_owned(),
            source: None,
            from: CellValue::from(2),
            to: CellValue::from(3),
            resolves: Vec::new(),
            evidence: Vec::new(),
            against: Vec::new(),
            rank,
        }));
        findings.add(relation);
        findings.run(rule, &facts);
        findings.into_vec().into_iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes(Some(1)), ["R01"]);
    assert_eq!(codes(Some(2)), ["R01", "Y01"]);
    assert_eq!(codes(None), ["R01", "Y01"]);
}
