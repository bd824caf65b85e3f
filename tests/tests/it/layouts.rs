//! Wherever and however the tables stand, the same report is read.

use nianbao_engine::Recognizer;
use nianbao_engine::recognize::Known;
use nianbao_tests::layout::Layout;
use nianbao_tests::{Figures, distinct, form, prose};

/// How many layouts are tried; each is a seed, so a failure can be repeated.
const LAYOUTS: u64 = 400;

fn figures_of(report: &nianbao_core::Report) -> Figures {
    let of_table = |(table, read): (&String, &nianbao_core::report::Table)| -> Vec<(String, String)> {
        read.cells.iter().map(|(key, value)| (format!("{table}.{key}"), value.to_string())).collect()
    };
    report.tables.iter().flat_map(of_table).collect()
}

#[test]
fn moving_splitting_unmerging_and_respacing_changes_nothing() {
    let forms = std::slice::from_ref(form());
    let recognizer = Recognizer::new(forms);
    let figures = distinct::distinct();
    let prose = prose::distinct(2024, &figures);
    let mut failed = Vec::new();
    for seed in 0..LAYOUTS {
        let layout = Layout::random(seed);
        let workbook = layout.workbook(form(), &figures, Some(&prose));
        let document = workbook.document();
        let places = workbook.places();
        match recognizer.recognize(&document, &Known::default()) {
            Err(error) => failed.push(format!("{layout:?}: {error}")),
            Ok(recognized) => {
                let read = figures_of(&recognized.report);
                let wrong: Vec<String> = figures
                    .iter()
                    .filter(|(id, figure)| {
                        read.get(*id) != Some(figure) || recognized.report.sources.get(*id) != places.get(*id)
                    })
                    .map(|(id, figure)| {
                        format!("{id} {figure} {:?} {:?}", read.get(id), recognized.report.sources.get(id))
                    })
                    .collect();
                if !wrong.is_empty() || read.len() != figures.len() {
                    failed.push(format!("{layout:?}: {} wrong: {:?}", wrong.len(), &wrong[..wrong.len().min(3)]));
                }
                let errors: Vec<&str> = recognized
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == nianbao_core::finding::Severity::Error)
                    .map(|finding| finding.code.as_str())
                    .collect();
                if !errors.is_empty() {
                    failed.push(format!("{layout:?}: findings {errors:?}"));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} of {LAYOUTS} layouts:\n{}", failed.len(), failed[..failed.len().min(5)].join("\n"));
}

#[test]
fn layouts_differ_in_every_hazard() {
    let layouts: Vec<Layout> = (0..LAYOUTS).map(Layout::random).collect();
    let count = |has: fn(&Layout) -> bool| layouts.iter().filter(|layout| has(layout)).count();
    for (name, seen) in [
        ("moved", count(|layout| layout.moved)),
        ("one sheet", count(|layout| layout.table_sheets == 1)),
        ("reordered", count(|layout| layout.order != [0, 1, 2])),
        ("leading column", count(|layout| layout.leading_column)),
        ("separators", count(|layout| layout.separators)),
        ("figures as text", count(|layout| layout.figures_as_text)),
        ("blanks in labels", count(|layout| layout.wording.blanks)),
        ("broken labels", count(|layout| layout.wording.breaks)),
        ("variant labels", count(|layout| layout.wording.variants)),
    ] {
        assert!(seen >= 20, "{name}: {seen} of {LAYOUTS}");
    }
}
