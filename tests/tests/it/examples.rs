//! The examples and the guide of the author's kit: their commands are run as they are printed, in an empty folder.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao_tests::program::{has, nianbao, tree};

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// What stands in the first fence of a language in a text.
fn fenced<'a>(text: &'a str, language: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\n```{language}\n")).expect("it has such a fence");
    rest.split_once("```").expect("the fence ends").0
}

/// Runs the commands of an example's README; what they leave is in the folder.
fn run(example: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let readme = sources().join("crates/nianbao-plugin/examples").join(example).join("README.md");
    let commands = fenced(&fs::read_to_string(readme).unwrap(), "sh").to_owned();
    let path = std::env::join_paths(
        [tree().join("bin")].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let output = Command::new("sh")
        .args(["-eux", "-c", &commands])
        .current_dir(folder.path())
        .env("PATH", path.unwrap())
        .env("NIANBAO", sources())
        .env("NIANBAO_PLUGIN_LOCK", folder.path().join("lock/plugins.lock"))
        .env("LANG", "zh_CN.UTF-8")
        // What is compiled once serves every example, and every run of the tests.
        .env("CARGO_TARGET_DIR", sources().join("target/examples"))
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{example}: {said}");
    folder
}

#[test]
fn the_python_example_goes_from_nothing_to_a_converted_report() {
    if !has("python3") {
        return;
    }
    let folder = run("local-xml");
    let xml = fs::read_to_string(folder.path().join("township-2024.xml")).unwrap();
    assert!(xml.contains("<organ>高平市陈区镇人民政府</organ>"), "{xml}");
    assert!(xml.contains("<cell id=\"received.total\">0</cell>"), "{xml}");
}

#[test]
fn the_c_example_goes_from_nothing_to_a_converted_report() {
    if !has("make") || !Path::new("/usr/include/jansson.h").exists() {
        return;
    }
    let folder = run("cells-csv");
    let csv = fs::read_to_string(folder.path().join("township-2024.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}项目;编号;数值\r\n"), "{csv}");
    assert!(csv.contains(";\"requests.received.total\";\"0\"\r\n"), "{csv}");
}

#[test]
fn the_rust_example_goes_from_nothing_to_a_converted_report() {
    let folder = run("province-json");
    let page = fs::read_to_string(folder.path().join("chenqu.html")).unwrap();
    assert!(page.contains("高平市陈区镇人民政府") && page.contains("requests.received.total"));
    assert!(fs::metadata(folder.path().join("chenqu.docx")).unwrap().len() > 0);
}

#[test]
fn the_guides_exporter_works_as_it_is_printed() {
    let guide = fs::read_to_string(sources().join("crates/nianbao-plugin/GUIDE.md")).unwrap();
    let exporter = fenced(&guide, "python");
    assert!(exporter.lines().count() <= 20, "it is said to be short");
    let folder = tempfile::tempdir().unwrap();
    nianbao(folder.path(), &["plugin", "new", "local-text", "--lang", "python", "--role", "export"]);
    fs::write(folder.path().join("local-text/main.py"), exporter).unwrap();
    let manifest = fenced(&guide, "toml");
    nianbao_plugin::manifest::Manifest::parse(manifest).expect("the guide's manifest is sound");
    if !has("python3") {
        return;
    }
    let checked = nianbao(folder.path(), &["plugin", "check", "--strict", "local-text"]);
    assert_eq!(checked.code, 0, "{}{}", checked.text(), checked.stderr);
}

#[test]
fn the_manifests_of_all_examples_are_sound() {
    for entry in fs::read_dir(sources().join("crates/nianbao-plugin/examples")).unwrap() {
        let manifest = entry.unwrap().path().join("nianbao-plugin.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        nianbao_plugin::manifest::Manifest::parse(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
    }
}
