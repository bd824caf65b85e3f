//! `check` and `explain` as people and programs use them: exit codes, forms of output, settings, last year, batches.

use std::fs;
use std::path::Path;

use nianbao_core::finding::{FindingList, Severity};
use nianbao_core::{CellValue, Report};
use nianbao_tests::fixtures;
use nianbao_tests::program::{Run, command, nianbao, run};

use crate::show::assert_fits_80_columns;

/// A folder with fixtures under other names.
fn folder_with(names: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (fixture, name) in names {
        let target = folder.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(fixtures::path(fixture), target).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    nianbao(folder, &[&["check"], arguments].concat())
}

fn list(run: &Run) -> FindingList {
    serde_json::from_slice(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.text()))
}

fn has(list: &FindingList, code: &str) -> bool {
    list.findings.iter().any(|finding| finding.code == code)
}

fn report_of(folder: &Path, input: &str) -> Report {
    let run = nianbao(folder, &["convert", input, "--to", "json", "-o", "-"]);
    serde_json::from_slice(&run.stdout).unwrap()
}

fn save(folder: &Path, name: &str, report: &Report) {
    fs::write(folder.join(name), serde_json::to_vec(report).unwrap()).unwrap();
}

#[test]
fn the_exit_code_says_the_worst() {
    let folder = folder_with(&[("city-2024.xls", "好.xls"), ("township-figures.xls", "缺.xls")]);
    fs::write(folder.path().join("坏.xls"), "no workbook").unwrap();
    for (inputs, code) in [
        (&["好.xls"][..], 0),
        (&["好.xls", "缺.xls"], 1),
        (&["坏.xls", "好.xls"], 2),
        (&["坏.xls", "缺.xls"], 2),
        (&["没有.xls"], 2),
    ] {
        for format in ["human", "json", "jsonl", "sarif"] {
            let run = check(folder.path(), &[inputs, &["--format", format]].concat());
            assert_eq!(run.code, code, "{inputs:?} as {format}: {}", run.stderr);
        }
    }
}

#[test]
fn json_names_what_was_given_and_is_in_chinese_unless_asked() {
    let folder = folder_with(&[("township-figures.xls", "镇/缺.xls")]);
    fs::write(folder.path().join("坏.xls"), "no workbook").unwrap();
    let english = |arguments: &[&str]| run(command(folder.path()).env("LANG", "en_GB.UTF-8").args(arguments));
    let found = list(&english(&["check", "镇/缺.xls", "坏.xls", "--format", "json"]));
    let year = found.findings.iter().find(|finding| finding.code == "L08").unwrap();
    assert_eq!((year.severity, year.report.as_str()), (Severity::Error, "镇/缺.xls"));
    assert!(year.message.contains("年度"), "{}", year.message);
    assert_eq!((found.summary.reports, found.summary.unreadable), (1, 1));
    assert_eq!(found.unreadable[0].report, "坏.xls");
    let found = list(&english(&["check", "镇/缺.xls", "--format", "json", "--lang", "en"]));
    assert!(found.findings.iter().any(|finding| finding.message.contains("year")));
}

#[test]
fn every_line_is_a_report_in_the_order_of_the_inputs() {
    let names: Vec<String> = (0..20).map(|number| format!("in/{number:02}.xls")).collect();
    let copies: Vec<(&str, &str)> = names.iter().map(|name| ("township-2024.xls", name.as_str())).collect();
    let folder = folder_with(&copies);
    let alone = check(folder.path(), &["in", "--format", "jsonl", "--jobs", "1"]);
    let together = check(folder.path(), &["in", "--format", "jsonl", "--jobs", "4"]);
    assert_eq!(alone.stdout, together.stdout);
    let lines: Vec<FindingList> = alone.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line.report.clone().unwrap()).collect::<Vec<_>>(), names);
}

#[test]
fn a_batch_is_a_line_for_a_good_report_and_a_total() {
    let names: Vec<String> = (0..60).map(|number| format!("in/乡镇{number:02}.xls")).collect();
    let mut copies: Vec<(&str, &str)> = names.iter().map(|name| ("city-2024.xls", name.as_str())).collect();
    copies.push(("township-figures.xls", "in/没有单位.xls"));
    let folder = folder_with(&copies);
    fs::write(folder.path().join("in/坏.xls"), "no workbook").unwrap();
    fs::write(folder.path().join("in/扫描.pdf"), "%PDF-1.4").unwrap();
    let run = check(folder.path(), &["in"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_fits_80_columns(run.text());
    for name in names.iter().map(String::as_str).chain(["in/没有单位.xls", "in/坏.xls"]) {
        assert_eq!(run.text().matches(&format!("{name}：")).count(), 1, "{name}\n{}", run.text());
    }
    assert!(run.text().contains("in/坏.xls：无法读取") && run.text().contains("L08"), "{}", run.text());
    assert!(run.text().contains("共 61 份报告：必须改 2 处"), "{}", run.text());
    assert!(run.stderr.contains("扫描.pdf"), "{}", run.stderr);
    assert!(!run.text().contains('\u{1b}'), "no colour where nobody looks");
}

#[test]
fn a_figures_cells_are_drawn_and_its_file_is_named() {
    let folder = folder_with(&[("township-2024.xls", "镇.xls")]);
    let mut report = report_of(folder.path(), "镇.xls");
    save(folder.path(), "甲.json", &report);
    report.tables.get_mut("requests").unwrap().cells.insert("received.total".to_owned(), CellValue::from(7));
    save(folder.path(), "乙.json", &report);
    for (language, row) in [("zh", "【0】"), ("en", "[0]")] {
        let run = check(folder.path(), &["--join", "甲.json", "乙.json", "--lang", language]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert_fits_80_columns(run.text());
        assert!(run.text().lines().any(|line| line.ends_with(row)), "{}", run.text());
    }
    let found = list(&check(folder.path(), &["--join", "甲.json", "乙.json", "--format", "json"]));
    let twice = found.findings.iter().find(|finding| finding.code == "L03").unwrap();
    assert_eq!(twice.cell.as_deref(), Some("requests.received.total"));
}

/// The example of the settings' page, in each language, is a file that does what the page says of it.
#[test]
fn the_documented_settings_are_taken() {
    for page in ["settings.md", "settings.en.md"] {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
        let text = fs::read_to_string(&page).unwrap();
        let (_, example) = text.split_once("```toml\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        let folder = folder_with(&[("township-2024.xls", "镇.xls"), ("township-figures.xls", "缺.xls")]);
        fs::write(folder.path().join("本单位.toml"), example).unwrap();
        let with = |name: &str, organ: &str| {
            let run = check(folder.path(), &[name, "--config", "本单位.toml", "--organ", organ, "--format", "json"]);
            assert!(run.code < 2, "{}", run.stderr);
            list(&run)
        };
        let off = |found: &FindingList| found.switched_off.iter().map(|off| off.code.clone()).collect::<Vec<_>>();
        assert_eq!(off(&with("缺.xls", "甲县教育局")), ["F05"]);
        assert_eq!(off(&with("缺.xls", "甲县水利局")), ["F05", "L05"]);
        // A rule that is off by default runs: the example's limit is made one that every report exceeds.
        let strict = example.replace("limit = 1200", "limit = 1");
        assert_ne!(strict, example);
        assert!(!has(&with("镇.xls", "甲县教育局"), "S11"));
        fs::write(folder.path().join("本单位.toml"), strict).unwrap();
        assert!(has(&with("镇.xls", "甲县教育局"), "S11"));
        // The options of formats stand in the same file.
        let html = ["convert", "镇.xls", "--config", "本单位.toml", "--to", "html", "-o", "-"];
        assert!(nianbao(folder.path(), &html).text().starts_with("<article"));
    }
}

#[test]
fn settings_switch_rules_off_and_say_why() {
    let folder = folder_with(&[("township-figures.xls", "缺.xls"), ("township-2024.xls", "镇.xls")]);
    let settings = |text: &str| fs::write(folder.path().join("nianbao.toml"), text).unwrap();
    settings(
        "[rules]\nL07 = \"off\"\nL08 = { switch = \"hint\" }\nL06 = { switch = \"off\", reason = \"只核对数字\" }\n",
    );
    let run = check(folder.path(), &["缺.xls"]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert!(run.text().contains("L06（只核对数字）；L07"), "{}", run.text());
    let found = list(&check(folder.path(), &["缺.xls", "--format", "json"]));
    assert!(!has(&found, "L07") && !has(&found, "L06"));
    let severity = found.findings.iter().find(|finding| finding.code == "L08").map(|finding| finding.severity);
    assert_eq!(severity, Some(Severity::Hint));
    assert_eq!(found.switched_off.iter().map(|off| off.code.as_str()).collect::<Vec<_>>(), ["L06", "L07"]);

    // For one organ alone.
    let organ = "高平市陈区镇人民政府";
    settings(&format!("[[organ]]\nname = \"{organ}\"\nrules.L08 = {{ switch = \"off\", reason = \"年度另报\" }}\n"));
    let found = list(&check(folder.path(), &["缺.xls", "--organ", organ, "--format", "json"]));
    assert!(!has(&found, "L08") && found.switched_off[0].organ.as_deref() == Some(organ));
    let found = list(&check(folder.path(), &["缺.xls", "--organ", "甲镇人民政府", "--format", "json"]));
    assert!(has(&found, "L08") && found.switched_off.is_empty());

    // Converting goes by them too.
    settings("rules.L07 = \"off\"\nrules.L08 = \"off\"\n");
    let run = nianbao(folder.path(), &["convert", "缺.xls", "--to", "json", "--strict"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for (text, words) in [
        ("[rules]\nL07 = \"off\"\nX99 = \"off\"\n", ["nianbao.toml:3", "X99"]),
        ("[[organ]]\nname = \"甲局\"\nrules.L07 = \"off\"\n", ["nianbao.toml:3", "reason"]),
    ] {
        settings(text);
        let run = check(folder.path(), &["镇.xls"]);
        assert_eq!((run.code, run.text()), (2, ""));
        assert!(words.iter().all(|word| run.stderr.contains(word)), "{}", run.stderr);
    }
    fs::write(folder.path().join("其他.toml"), "").unwrap();
    assert_eq!(check(folder.path(), &["镇.xls", "--config", "其他.toml"]).code, 0);
    assert_eq!(check(folder.path(), &["镇.xls", "--config", "没有.toml"]).code, 2);
}

#[test]
fn last_years_report_is_found_among_many_formats_and_organs() {
    let folder = folder_with(&[
        ("city-2024.xls", "今年/市.xls"),
        ("township-2024.xls", "今年/镇.xls"),
        ("city-2023.ods", "去年/市.ods"),
        ("township-2024.xls", "去年/不是去年的.xls"),
    ]);
    fs::write(folder.path().join("去年/扫描.pdf"), "%PDF-1.4").unwrap();
    let mut prior = report_of(folder.path(), "今年/镇.xls");
    prior.year = Some(2023);
    "陈区镇人民政府".clone_into(&mut prior.organ.name);
    save(folder.path(), "去年/镇.json", &prior);
    for (input, name) in [("今年/市.xls", "去年/市.ods"), ("今年/镇.xls", "去年/镇.json")] {
        let run = check(folder.path(), &[input, "--prior", "去年"]);
        assert!(run.text().contains(&format!("上年报告：{name}")), "{}{}", run.text(), run.stderr);
    }
    let run = check(folder.path(), &["今年", "--prior", "去年"]);
    assert!(run.text().contains("与上年报告作了比较的 2 份"), "{}{}", run.text(), run.stderr);
    // None found: said once for all reports, and no failure.
    let run = check(folder.path(), &["去年/市.ods", "去年/镇.json", "--prior", "今年"]);
    assert!(run.code != 2 && !run.text().contains("上年报告"), "{}", run.text());
    let line = run.stderr.lines().find(|line| line.contains("去年/市.ods")).unwrap_or_default();
    assert!(line.contains("去年/镇.json") && line.contains("没有与上年比较"), "{}", run.stderr);
    // The one that is named is of the same year.
    let run = check(folder.path(), &["今年/镇.xls", "--prior", "去年/不是去年的.xls"]);
    assert!(run.stderr.contains("2024年的报告") && !run.text().contains("上年报告"), "{}", run.stderr);
    let run = check(folder.path(), &["今年/镇.xls", "--prior", "没有这个"]);
    assert_eq!((run.code, run.text()), (2, ""));
    let run = nianbao(folder.path(), &["convert", "今年/市.xls", "--to", "html", "--prior", "去年"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn explanations_fit_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["zh", "en"] {
        let page = nianbao(folder.path(), &["explain", "--all", "--lang", language]);
        let headings = page.text().lines().filter_map(|line| line.strip_prefix("### "));
        let codes: Vec<&str> = headings.filter_map(|heading| heading.split(' ').next()).collect();
        assert!(codes.contains(&"L08"), "{codes:?}");
        for code in codes {
            let run = nianbao(folder.path(), &["explain", code, "--lang", language]);
            assert_fits_80_columns(run.text());
        }
    }
    let unknown = nianbao(folder.path(), &["explain", "X01"]);
    assert_eq!((unknown.code, unknown.text()), (2, ""));
    assert!(unknown.stderr.contains("L08"), "{}", unknown.stderr);
}

#[test]
fn two_organs_with_one_text_are_named_in_a_batch() {
    let folder = folder_with(&[("township-2024.xls", "单位/陈区镇.xls")]);
    let whole = nianbao(folder.path(), &["convert", "单位/陈区镇.xls", "--to", "json", "-o", "-"]);
    let copied = whole.text().replace("陈区镇", "马村镇");
    fs::write(folder.path().join("单位/马村镇.json"), copied).unwrap();
    let run = check(folder.path(), &["单位"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_fits_80_columns(run.text());
    insta::assert_snapshot!(run.text());
    let listed = list(&check(folder.path(), &["单位", "--format", "json"]));
    let alike: Vec<&str> = listed.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!((alike, listed.summary.warnings), (vec!["Y07"], 1));
    assert_eq!(listed.findings[0].report, "单位/马村镇.json");
    // One report by itself has nobody to be alike with.
    assert!(!has(&list(&check(folder.path(), &["单位/马村镇.json", "--format", "json"])), "Y07"));
}

/// A city's report with two digits swapped in a sum, a digit wrong in a part, a total left empty and a wrong sentence.
#[test]
fn the_cell_to_change_is_named_with_the_reasons() {
    let folder = folder_with(&[("city-2024.xls", "市.xls")]);
    let mut report = report_of(folder.path(), "市.xls");
    let mut set = |table: &str, cell: &str, value: CellValue| {
        report.tables.get_mut(table).unwrap().cells.insert(cell.to_owned(), value).unwrap();
    };
    set("requests", "handled.granted.total", CellValue::from(1413));
    set("requests", "handled.denied.third_party.natural_person", CellValue::from(26));
    set("disputes", "reconsideration.total", CellValue::from(0));
    let text = serde_json::to_string(&report).unwrap().replace("结转下年度继续办理125件", "结转下年度继续办理152件");
    fs::write(folder.path().join("错.json"), text).unwrap();
    for language in ["zh", "en"] {
        let run = check(folder.path(), &["错.json", "--lang", language]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert_fits_80_columns(run.text());
        insta::assert_snapshot!(format!("named-{language}"), run.text());
    }
}
