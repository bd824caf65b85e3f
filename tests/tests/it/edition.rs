//! A new edition of the form is a file: an invented one, with a row added and a column renamed, goes through everything.

use std::fs;

use nianbao_core::{Form, Report};
use nianbao_tests::layout::Layout;
use nianbao_tests::program::nianbao;
use nianbao_tests::readback::{self, squeezed};
use nianbao_tests::{distinct, prose};

/// The form of 2021 with `handled.denied.invented` added, 科研机构 renamed and a new edition.
fn invented_form() -> String {
    let (_, text) = nianbao_core::form::BUILTIN.iter().find(|(name, _)| *name == "2021.toml").unwrap();
    let row = "  { id = \"handled.denied.query_matter\"";
    let added = "  { id = \"handled.denied.invented\", label = \"9.属于发明创造事项\", en = \"Invented\" },\n";
    let (before, after) = text.split_once(row).unwrap();
    let (line, rest) = after.split_once('\n').unwrap();
    let text = format!("{before}{row}{line}\n{added}{rest}");
    let text = text.replacen("edition = \"2021\"", "edition = \"2031\"", 1).replacen(
        "first_year = 2021",
        "first_year = 2031",
        1,
    );
    text.replace("label = \"科研机构\"", "label = \"研究开发单位\"")
}

#[test]
fn an_invented_edition_goes_through_everything() {
    let folder = tempfile::tempdir().unwrap();
    let form_path = folder.path().join("2031.toml");
    fs::write(&form_path, invented_form()).unwrap();
    let form = Form::parse("2031.toml", &invented_form()).unwrap();
    assert_eq!(form.cell_count(), 207);
    let figures = distinct::distinct_for(&form);
    let workbook = Layout::official().workbook(&form, &figures, Some(&prose::distinct(2031, &figures)));
    fs::write(folder.path().join("report.xlsx"), workbook.xlsx()).unwrap();

    let run = nianbao(folder.path(), &["convert", "report.xlsx", "--to", "json,docx,html,pdf", "--form", "2031.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: Report = serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(report.tables["requests"].edition, "2031");
    for (id, figure) in &figures {
        assert_eq!(report.cell(id).map(ToString::to_string).as_ref(), Some(figure), "{id}");
    }
    for page in [
        readback::docx(&fs::read(folder.path().join("report.docx")).unwrap()),
        readback::html(&fs::read(folder.path().join("report.html")).unwrap()),
    ] {
        let texts: Vec<String> = page.tables[1].iter().flatten().map(|position| squeezed(&position.text)).collect();
        for expected in ["9.属于发明创造事项", "研究开发单位", &figures["requests.handled.denied.invented.research"]]
        {
            assert!(texts.iter().any(|text| text == expected), "{expected}");
        }
    }
    let listed = nianbao(folder.path(), &["form", "2031", "--form", "2031.toml"]);
    assert!(listed.text().contains("requests.handled.denied.invented.total"), "{}", listed.text());
}

#[test]
fn a_faulty_form_file_is_refused_with_line_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("bad.toml"),
        invented_form().replacen("widths = [27, 24, 24, 25]", "widths = [27]", 1),
    )
    .unwrap();
    let run = nianbao(folder.path(), &["form", "--form", "bad.toml"]);
    assert_eq!(run.code, 2);
    let line = invented_form().lines().position(|line| line.starts_with("widths")).unwrap() + 1;
    assert!(run.stderr.contains(&format!("bad.toml:{line}:")), "{}", run.stderr);
}
