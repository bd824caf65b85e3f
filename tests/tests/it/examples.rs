//! The examples and the guide of the author's kit: their commands are run as they are printed, in an empty folder.
#![cfg(unix)]

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao_plugin::protocol::{
    Call, CallError, CallResult, Diagnostic, Hello, Language, Notice, Operation, Options, PluginError, VERSION,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use nianbao_tests::program::{has, nianbao, tree};

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// What stands in the first fence of a language in a text.
fn fenced<'a>(text: &'a str, language: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\n```{language}\n")).expect("it has such a fence");
    rest.split_once("```").expect("the fence ends").0
}

fn guide() -> String {
    fs::read_to_string(sources().join("crates/nianbao-plugin/GUIDE.md")).unwrap()
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
    let guide = guide();
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
fn the_guides_messages_are_those_of_the_protocol() {
    let guide = guide();
    let mut shown: Vec<(String, String)> = Vec::new();
    for line in fenced(&guide, "json").lines() {
        let message: Value = serde_json::from_str(line).expect(line);
        let kind = message["type"].as_str().expect(line).to_owned();
        let read = match kind.as_str() {
            "hello" => read::<Hello>(line),
            "call" => read::<Call<'static>>(line),
            "log" | "diagnostic" | "progress" => read::<Notice>(line),
            "result" => read::<CallResult>(line),
            "error" => read::<CallError>(line),
            other => panic!("{other} is no message of the protocol"),
        };
        assert!(holds(&read, &message), "the protocol does not know all of {line}");
        let fields = message.as_object().unwrap().keys().map(|field| (kind.clone(), field.clone()));
        shown.extend(fields.filter(|(_, field)| !["nb", "type", "id"].contains(&field.as_str())));
        let of_error = message.pointer("/error").and_then(Value::as_object).into_iter().flatten();
        shown.extend(of_error.map(|(field, _)| (kind.clone(), field.clone())));
    }
    // What the table explains of a message is shown of it, and the other way round.
    let (_, table) = guide.split_once("\n| message | field |").expect("a table explains the messages");
    let explained = |kind: &str, field: &str| {
        let (_, rest) = table.split_once(&format!("\n| `{kind}` | ")).expect("the table explains each message");
        rest.lines()
            .enumerate()
            .take_while(|(number, line)| *number == 0 || line.starts_with("| | "))
            .any(|(_, line)| line.contains(&format!("`{field}`")))
    };
    for (kind, field) in &shown {
        assert!(explained(kind, field), "{field} of {kind} is not explained");
    }
    for (kind, message) in everything().as_object().unwrap() {
        for field in message.as_object().unwrap().keys() {
            let is_shown = shown.iter().any(|(of, shown)| of == kind && shown == field);
            assert!(is_shown || ["nb", "type", "id"].contains(&field.as_str()), "{field} of {kind} is not shown");
        }
    }
}

/// Messages with every field that the protocol has.
fn everything() -> Value {
    let diagnostic = Diagnostic { code: "a".into(), message: "a".into(), at: Some("a".into()) };
    let report = nianbao_core::Report::new;
    let document = nianbao_core::Document::new;
    let options = Options::new();
    let hello = Hello { plugin: Some("a".into()), ..Hello::of_host() };
    let call = Call {
        nb: VERSION,
        message: "call".into(),
        id: 1,
        operation: Operation::Export,
        format: "a".into(),
        language: Language::Zh,
        options: Cow::Borrowed(&options),
        name: Some("a".into()),
        document: Some(Cow::Owned(document())),
        report: Some(Cow::Owned(report())),
        prior: Some(Cow::Owned(report())),
    };
    let result = CallResult {
        document: Some(document()),
        embedded: Some(report()),
        diagnostics: vec![diagnostic],
        ..CallResult::new(1)
    };
    let error = PluginError::new("a", "a").help("a").at("a");
    json!({"hello": hello, "call": call, "result": result, "error": error})
}

/// A message as the protocol reads it.
fn read<T: DeserializeOwned + Serialize>(line: &str) -> Value {
    serde_json::to_value(serde_json::from_str::<T>(line).expect(line)).unwrap()
}

/// Whether a value has all that another has.
fn holds(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(value), Value::Object(part)) => {
            part.iter().all(|(key, part)| value.get(key).is_some_and(|value| holds(value, part)))
        }
        (Value::Array(value), Value::Array(part)) => {
            value.len() == part.len() && value.iter().zip(part).all(|(value, part)| holds(value, part))
        }
        _ => value == part,
    }
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
