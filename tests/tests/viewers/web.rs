//! The page and its fragment as the HTML checkers, axe-core and a browser see them, with charts and without.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao_tests::fixtures;
use nianbao_tests::program::nianbao;

use crate::viewer::{Viewer, look, outputs};

/// A page without charts, one with them, one whose requests were none in either year, one with places to fill in,
/// and a fragment in a page of somebody else's.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let path = |name: &str| fixtures::path(name).display().to_string();
    let convert = |arguments: &[&str]| {
        let run = nianbao(folder, &[&["convert"], arguments].concat());
        assert!(run.code < 2, "{}", run.stderr);
    };
    let (now, before, township) = (path("city-2024.xls"), path("city-2023.xls"), path("township-2024.xls"));
    convert(&[&now, "--prior", &before, "--to", "html", "-o", "charts.html"]);
    convert(&[&now, "--prior", &before, "--to", "html", "--set", "html.fragment=true", "-o", "fragment.html"]);
    let figures = path("township-figures.xls");
    convert(&[&figures, "--organ", "清河县青石镇人民政府", "--year", "2024", "--to", "html", "-o", "places.html"]);
    convert(&[&township, "--to", "json", "-o", "quiet.json"]);
    fs::write(folder.join("before.json"), quiet_year(&folder.join("quiet.json"), 2023)).unwrap();
    fs::write(folder.join("quiet.json"), quiet_year(&folder.join("quiet.json"), 2024)).unwrap();
    convert(&["quiet.json", "--prior", "before.json", "--to", "html", "-o", "quiet.html"]);
    wrap(&folder.join("fragment.html"), "");
    let made = ["charts", "fragment", "places", "quiet"].map(|name| folder.join(format!("{name}.html")));
    [outputs().join("distinct.html")].into_iter().chain(made).collect()
}

/// A report's JSON with another year and no requests at all.
fn quiet_year(path: &Path, year: i32) -> String {
    let mut report: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    report["year"] = year.into();
    let cells = report["tables"]["requests"]["cells"].as_object_mut().unwrap();
    cells.values_mut().for_each(|cell| *cell = 0.into());
    report.to_string()
}

/// Puts a fragment into a page of a portal, which has styles of its own.
fn wrap(fragment: &Path, styles: &str) {
    let article = fs::read_to_string(fragment).unwrap();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"UTF-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>某县人民政府网</title>\n<style>{styles}</style>\n</head>\n\
         <body>\n<main>\n<h1>某县人民政府网</h1>\n{article}</main>\n</body>\n</html>\n"
    );
    fs::write(fragment, page).unwrap();
}

pub(crate) fn html_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    for page in pages(folder.path()) {
        let messages = look(Viewer::Vnu.command().args(["--also-check-css"]).arg(&page));
        assert_eq!(messages.trim(), "", "{}", page.display());
        // It wants no element styled by itself, which is what a fragment needs.
        if !page.ends_with("fragment.html") {
            look(Viewer::HtmlValidate.command().arg(&page));
        }
    }
}

/// axe-core in Chromium: on a desk and at 360 dots, light and dark.
pub(crate) fn pages_are_accessible() {
    let folder = tempfile::tempdir().unwrap();
    let pages = pages(folder.path());
    look(axe().args(&pages));
    // It must be able to say no.
    let page = fs::read_to_string(&pages[0]).unwrap();
    let faults = [
        ("language", " lang=\"zh-CN\"", ""),
        ("colour", "--ink: #1b1c1e", "--ink: #ddd"),
        ("width", "<h1>", "<h1 style=\"width: 2000px\">"),
    ];
    let broken = faults.map(|(name, from, to)| {
        assert!(page.contains(from), "{name}");
        let path = folder.path().join(format!("{name}.html"));
        fs::write(&path, page.replacen(from, to, 1)).unwrap();
        path
    });
    let found = axe().args(broken).output().unwrap();
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    for said in
        ["language.html, 1280 light: html-has-lang", "colour.html, 360 light: color-contrast", "width.html, 360"]
    {
        assert!(found.contains(said), "{said}:\n{found}");
    }
}

fn axe() -> Command {
    const CHECK: &str = include_str!("accessibility.js");
    let mut command = Viewer::Axe.command();
    command.args(["-e", CHECK]).arg(Viewer::Chromium.command().get_program());
    command
}

pub(crate) fn html_shows_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let switches = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,2400",
    ];
    let shot = folder.path().join("page.png");
    let page = outputs().join("distinct.html");
    let mut command = Viewer::Chromium.command();
    command.args(switches).arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
    command.arg(format!("--screenshot={}", shot.display())).arg(format!("file://{}", page.display()));
    look(&mut command);
    let picture = fs::metadata(shot).unwrap().len();
    assert!(picture > 50_000, "a page full of text makes a picture of more than {picture} bytes");
}
