//! `template`: the blank form of a year.

use std::fs;

use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;

#[test]
fn last_years_carry_over_and_stocks_are_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let prior = fixtures::path("city-2024.xls");
    let arguments = ["template", "--prior", prior.to_str().unwrap(), "-o", "空表.xlsx"];
    let run = nianbao(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = nianbao(folder.path(), &["convert", "空表.xlsx", "--to", "json", "-o", "-"]);
    let read: nianbao_core::Report = serde_json::from_slice(&run.stdout).expect(&run.stderr);
    let prior = nianbao(folder.path(), &["convert", prior.to_str().unwrap(), "--to", "json", "-o", "-"]);
    let prior: nianbao_core::Report = serde_json::from_slice(&prior.stdout).unwrap();
    assert_eq!((read.year, &read.organ.name), (Some(2025), &prior.organ.name));
    for column in ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"] {
        let (this, last) = (format!("requests.brought_forward.{column}"), format!("requests.carried_forward.{column}"));
        assert_eq!(read.cell(&this), prior.cell(&last), "{column}");
    }
    for row in ["rules", "normative_documents"] {
        let id = format!("disclosure.{row}.in_force");
        assert_eq!(read.cell(&id), prior.cell(&id), "{id}");
    }
    assert!(!read.has_prose());
}

#[test]
fn a_blank_form_is_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let run = nianbao(folder.path(), &["template", "--year", "2025", "--organ", "甲县乙局", "-o", "a.xlsx"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = nianbao(folder.path(), &["check", "a.xlsx"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("空白的年度报告格式"), "{}", run.stderr);
}

#[test]
fn the_same_form_gives_the_same_bytes_and_the_year_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.xlsx", "b.xlsx"] {
        let run = nianbao(folder.path(), &["template", "--year", "2019", "-o", name]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("a.xlsx") == bytes("b.xlsx"));
    let run = nianbao(folder.path(), &["template", "-o", "c.xlsx"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--year"), "{}", run.stderr);
    let run = nianbao(folder.path(), &["template", "--year", "2025", "-o", "c.docx"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let prior = folder.path().join("prior.xlsx");
    fs::copy(fixtures::path("city-2024.xlsx"), &prior).unwrap();
    let run = nianbao(folder.path(), &["template", "--prior", "prior.xlsx", "-o", "prior.xlsx"]);
    assert_eq!(run.code, 2, "last year's report is not written over: {}", run.stderr);
    assert!(fs::read(&prior).unwrap() == fs::read(fixtures::path("city-2024.xlsx")).unwrap());
}
