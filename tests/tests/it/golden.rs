//! Version 1 of the plugin contract as it was published: its messages are read, and a plugin built against its header
//! works, for ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao_core::{Document, Report};
use nianbao_host::carrier::{EXPORT, IMPORT, Reply};
use nianbao_host::{FormatOptions, Host, HostError, MessageLanguage, Place, Read, SearchPath, open};
use nianbao_plugin::protocol::{Call, CallError, CallResult, Hello, Notice};
use nianbao_tests::hostile::Yard;
use nianbao_tests::program::{executable_of_tree, tree};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/v1")
}

fn message(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.json"))).unwrap()
}

/// Reads a message and writes it again: nothing is lost, and no number changes its digits.
fn keeps<T: DeserializeOwned + Serialize>(name: &str) {
    let text = String::from_utf8(message(name)).unwrap();
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let written = serde_json::to_string(&read).unwrap();
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    for (path, expected) in leaves("", &value(&text)) {
        let found = value(&written).pointer(&path).cloned();
        assert_eq!(found.as_ref(), Some(&expected), "{name}{path}");
    }
    assert_eq!(text.contains("0.50"), written.contains("0.50"), "{name}");
}

/// All texts, numbers and the like in a message, each with its path. What equals its default may be left out.
fn leaves(path: &str, value: &serde_json::Value) -> Vec<(String, serde_json::Value)> {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| leaves(&format!("{path}/{name}"), value)).collect()
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, value)| leaves(&format!("{path}/{index}"), value)).collect()
        }
        leaf => vec![(path.to_owned(), leaf.clone())],
    }
}

#[test]
fn messages_of_version_1_are_read_and_written_as_they_were() {
    keeps::<Hello>("hello-of-host");
    keeps::<Hello>("hello-of-plugin");
    keeps::<Notice>("log");
    keeps::<Notice>("diagnostic");
    keeps::<CallError>("error");
    keeps::<Call<'_>>("call-import");
    keeps::<Call<'_>>("call-export");
    keeps::<CallResult>("result-import");
    keeps::<CallResult>("result-export");
}

/// Sends a call of version 1 to a bundled plugin of today.
fn replay(plugin: &str, call: &str, blobs: &[&[u8]]) -> (CallResult, Option<Vec<u8>>) {
    let path = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    let host = Host::discover(&path, MessageLanguage::Zh);
    let found = host.plugins().find(|found| found.manifest.id == plugin).unwrap();
    let program = executable_of_tree();
    let carrier = open(found, Place::Worker(&program)).unwrap();
    let limits = if blobs.is_empty() { EXPORT } else { IMPORT };
    let Ok(Reply::Result { response, blob, .. }) = carrier.call(&message(call), blobs, limits).outcome else {
        panic!("{plugin} does not answer {call}")
    };
    (serde_json::from_slice(&response).unwrap(), blob)
}

#[test]
fn calls_of_version_1_are_answered_by_the_plugins_of_today() {
    let (result, _) = replay("nianbao-text", "call-import", &["# 一、总体情况\n\n正文。\n".as_bytes()]);
    assert_eq!((result.nb, result.id), (1, 7));
    assert!(serde_json::to_string(&result.document).unwrap().contains("一、总体情况"));

    let (result, page) = replay("nianbao-html", "call-export", &[]);
    assert_eq!((result.nb, result.id), (1, 8));
    assert!(String::from_utf8(page.unwrap()).unwrap().contains("本报告。"));
}

/// The pinned plugin, built against the pinned header.
fn pinned() -> Vec<u8> {
    let out = tempfile::tempdir().unwrap();
    let library = out.path().join("plugin.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-shared", "-fPIC"]);
    let output = compiler.arg("-o").arg(&library).arg(folder().join("plugin.c")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(library).unwrap()
}

#[test]
fn a_plugin_built_against_version_1_reads_and_writes() {
    let yard = Yard::new().with_library("org.example.v1", "1.0", &pinned(), 60);
    let host = yard.host();
    let none = FormatOptions::default();
    let Ok(Read::Document { document, diagnostics, .. }) = host.import("hostile", "a", b"12345", &none) else {
        panic!("it reads")
    };
    assert!(serde_json::to_string(&document).unwrap().contains("5 bytes"));
    assert_eq!((diagnostics[0].code.as_str(), diagnostics[0].at.as_deref()), ("seen", Some("byte 0")));

    let Err(HostError::Refused { plugin, error }) = host.import("hostile", "a", b"!", &none) else {
        panic!("it refuses")
    };
    assert_eq!((plugin.as_str(), error.code.as_str(), error.help.as_deref()), ("org.example.v1", "marked", Some("do")));

    let title = Document { title: Some("题目".to_owned()), ..Document::default() };
    let written = host.export("hostile", &title, &Report::default(), None, &none);
    let Ok(written) = written else { panic!("it writes") };
    let call: Call<'_> = serde_json::from_slice(&written.bytes).unwrap();
    assert_eq!(call.document.unwrap().title.as_deref(), Some("题目"));
}

#[test]
fn the_header_of_today_has_all_of_version_1() {
    let today = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/nianbao-plugin/include/nianbao_plugin.h");
    let (pinned, today) =
        (fs::read_to_string(folder().join("nianbao_plugin.h")).unwrap(), fs::read_to_string(today).unwrap());
    // Names may be added and sentences bettered; what a plugin is compiled from stays, in its order.
    let declarations = |text: &str| {
        let code =
            text.lines().filter(|line| !line.trim_start().starts_with(['*', '/']) && line.contains([';', ',', '{']));
        code.map(|line| line.split("/*").next().unwrap_or(line).trim().to_owned()).collect::<Vec<_>>()
    };
    let today = declarations(&today);
    let mut rest = today.iter();
    for line in declarations(&pinned) {
        assert!(rest.any(|other| *other == line), "{line}");
    }
}
