//! Every figure is read exactly, with its source cell, from each workbook format alike.

use nianbao_core::Report;
use nianbao_tests::layout::Layout;
use nianbao_tests::program::nianbao;
use nianbao_tests::{Figures, case, distinct, fixtures, form, prose};

fn read(fixture: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let run = nianbao(
        folder.path(),
        &[
            "convert".as_ref(),
            fixtures::path(fixture).as_os_str(),
            "--to".as_ref(),
            "json".as_ref(),
            "-o".as_ref(),
            "-".as_ref(),
        ],
    );
    assert_eq!(run.code, 0, "{fixture}: {}", run.stderr);
    serde_json::from_slice(&run.stdout).unwrap()
}

/// The printed digits count, not only the value: they are compared as text.
#[track_caller]
fn assert_holds(report: &Report, figures: &Figures) {
    let mut wrong = Vec::new();
    for (id, expected) in figures {
        let found = report.cell(id).map(ToString::to_string);
        if found.as_ref() != Some(expected) {
            wrong.push(format!("{id}: {found:?} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report.tables.values().map(|table| table.cells.len()).sum::<usize>(), figures.len());
}

#[test]
fn each_of_200_different_figures_is_read_with_its_source_from_xls_xlsx_and_ods() {
    let figures = distinct::distinct();
    assert_eq!(figures.len(), 200);
    let places = Layout::official().workbook(form(), &figures, Some(&prose::distinct(2024, &figures))).places();
    for extension in ["xls", "xlsx", "ods"] {
        let name = format!("distinct.{extension}");
        let report = read(&name);
        assert_holds(&report, &figures);
        for id in figures.keys() {
            assert_eq!(report.sources.get(id), Some(&format!("{name}#{}", places[id])), "{id}");
        }
    }
}

#[test]
fn the_citys_seven_digit_counts_and_amounts_are_exact() {
    for (fixture, case_name) in [("city-2023", "suqian-city-2023"), ("city-2024", "suqian-city-2024")] {
        for extension in ["xls", "xlsx", "ods"] {
            let report = read(&format!("{fixture}.{extension}"));
            assert_holds(&report, &case::load(case_name).cells);
            assert_eq!(report.organ.name, "宿迁市人民政府");
        }
    }
}

#[test]
fn a_township_of_zeros_is_read_as_zeros() {
    for extension in ["xls", "xlsx", "ods"] {
        let report = read(&format!("township-2024.{extension}"));
        assert_holds(&report, &case::load("chenqu-township-2024").cells);
        assert_eq!(report.contact.postcode.as_deref(), Some("048400"));
    }
}

#[test]
fn title_preface_and_parts_are_read_paragraph_by_paragraph() {
    let figures = distinct::distinct();
    let prose = prose::distinct(2024, &figures);
    for extension in ["xls", "xlsx", "ods"] {
        let report = read(&format!("distinct.{extension}"));
        assert_eq!(report.title.as_ref(), Some(&prose.title));
        assert_eq!((report.organ.name.as_str(), report.year), (prose.organ.as_str(), Some(prose.year)));
        assert_eq!(report.preface, prose.preface);
        let period = report.period.as_ref().unwrap();
        assert_eq!((period.from.as_str(), period.to.as_str()), ("2024-01-01", "2024-12-31"));
        let headings: Vec<&str> = report.parts.iter().map(|part| part.heading.as_str()).collect();
        let official: Vec<&str> = form().parts.iter().map(|part| part.heading.as_str()).collect();
        assert_eq!(headings, official);
        insta::assert_snapshot!("distinct-parts", serde_json::to_string_pretty(&report.parts).unwrap());
    }
}
