//! Charts beside last year's figures: on the page alone, without a script, and no part of the report.

use std::fs;
use std::path::Path;

use nianbao_core::{CellValue, Report};
use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;
use scraper::{Html, Selector};

/// Converts a city's report beside last year's, or alone, and returns what `report.ENDING` holds.
fn convert(folder: &Path, prior: Option<&Path>, ending: &str) -> Vec<u8> {
    let input = fixtures::path("city-2024.xls");
    let output = format!("report.{ending}");
    let mut arguments = vec!["convert", input.to_str().unwrap(), "--to", ending, "-o", &output];
    arguments.extend(prior.map(|prior| ["--prior", prior.to_str().unwrap()]).into_iter().flatten());
    let run = nianbao(folder, &arguments);
    assert!(run.code < 2, "{}", run.stderr);
    fs::read(folder.join(output)).unwrap()
}

/// The sentence under each chart of a page.
fn sentences(page: &[u8]) -> Vec<String> {
    let page = Html::parse_document(str::from_utf8(page).unwrap());
    let sentences = Selector::parse("figure[data-nianbao-chart=requests] > p").unwrap();
    page.select(&sentences).map(|sentence| sentence.text().collect()).collect()
}

#[test]
fn a_page_beside_last_years_report_has_charts_and_needs_no_script() {
    let folder = tempfile::tempdir().unwrap();
    let prior = fixtures::path("city-2023.xls");
    let page = convert(folder.path(), Some(&prior), "html");
    insta::assert_snapshot!(sentences(&page).join("\n"));
    let text = String::from_utf8(page).unwrap();
    assert_eq!(text.matches("<script").count(), 1);
    assert_eq!(text.matches("<script type=\"application/json\" id=\"nianbao-report\">").count(), 1);
    for reference in ["src=", "href=\"http", "<link", "@import", "url("] {
        assert!(!text.contains(reference), "{reference}");
    }
    let run = nianbao(folder.path(), &["verify", "report.html"]);
    assert_eq!(run.code, 0, "{}{}", run.text(), run.stderr);
}

#[test]
fn without_last_years_report_and_in_other_formats_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let prior = fixtures::path("city-2023.xls");
    assert_eq!(sentences(&convert(folder.path(), None, "html")), [""; 0]);
    for ending in ["docx", "xlsx", "json"] {
        let alone = convert(folder.path(), None, ending);
        assert!(alone == convert(folder.path(), Some(&prior), ending), "{ending}");
    }
}

#[test]
fn of_an_older_edition_only_what_means_the_same_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut prior: Report = serde_json::from_slice(&convert(folder.path(), None, "json")).unwrap();
    prior.year = Some(2023);
    let table = prior.tables.get_mut("requests").unwrap();
    table.edition = "2019".to_owned();
    // 其他处理 was one row.
    table.cells.retain(|key, _| !key.starts_with("handled.other."));
    table.cells.insert("handled.other.total".to_owned(), CellValue::from(341));
    table.cells.insert("handled.denied.state_secret.total".to_owned(), CellValue::Text("/".to_owned()));
    let path = folder.path().join("prior.json");
    fs::write(&path, serde_json::to_string(&prior).unwrap()).unwrap();
    let page = convert(folder.path(), Some(&path), "html");
    let outcomes = &sentences(&page)[1];
    for said in ["不予公开92件（无数据）", "其他处理469件（341件）"] {
        assert!(outcomes.contains(said), "{said}: {outcomes}");
    }
    // Before 2019 requests were counted by other kinds.
    let form = nianbao_core::form::builtin().iter().find(|form| form.edition == "2014").unwrap();
    let cells = form.tables[0].cells().map(|cell| (cell.key(), CellValue::from(3))).collect();
    prior.tables.clear();
    prior.tables.insert(
        form.tables[0].id.clone(),
        nianbao_core::report::Table { edition: "2014".to_owned(), cells, ..Default::default() },
    );
    fs::write(&path, serde_json::to_string(&prior).unwrap()).unwrap();
    assert_eq!(sentences(&convert(folder.path(), Some(&path), "html")), [""; 0]);
}
