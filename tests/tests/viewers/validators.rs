//! What format validators say of the outputs.

use std::path::Path;

use nianbao_tests::program::nianbao;

use crate::viewer::{STEMS, Viewer, look, outputs};

pub(crate) fn pdf_is_sound() {
    for stem in STEMS {
        let text = look(Viewer::Qpdf.command().arg("--check").arg(outputs().join(format!("{stem}.pdf"))));
        assert!(!text.to_lowercase().contains("warning"), "{text}");
    }
}

/// PDF/A-3a and PDF/UA-1, by page-validation, which follows veraPDF's corpus.
pub(crate) fn pdf_is_archival_and_accessible() {
    const CHECK: &str = include_str!("page_validation.py");
    for stem in STEMS {
        let pdf = outputs().join(format!("{stem}.pdf"));
        look(Viewer::PageValidation.command().args(["-c", CHECK]).arg(pdf));
    }
}

pub(crate) fn docx_is_valid() {
    for stem in STEMS {
        validate_office(&outputs().join(format!("{stem}.docx")));
    }
}

pub(crate) fn xlsx_is_valid() {
    for stem in STEMS {
        validate_office(&outputs().join(format!("{stem}.xlsx")));
    }
    let folder = tempfile::tempdir().unwrap();
    let prior = outputs().join("city-2024.json");
    let run = nianbao(folder.path(), &["template", "--prior", prior.to_str().unwrap(), "-o", "form.xlsx"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    validate_office(&folder.path().join("form.xlsx"));
}

fn validate_office(path: &Path) {
    let text = look(Viewer::OoxmlValidator.command().arg(path));
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(answer["ok"], true, "{}: {text}", path.display());
}

pub(crate) fn html_is_valid() {
    for stem in STEMS {
        let page = outputs().join(format!("{stem}.html"));
        let messages = look(Viewer::Vnu.command().args(["--also-check-css"]).arg(&page));
        assert_eq!(messages.trim(), "", "{stem}");
        look(Viewer::HtmlValidate.command().arg(&page));
    }
}

pub(crate) fn header_is_strict_cpp11() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let flags = ["-x", "c++", "-std=c++11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-I"];
    let include = tests.join("../crates/nianbao-plugin/include");
    look(Viewer::Cpp.command().args(flags).arg(include).arg(tests.join("tests/header_check.c")));
}
