//! A batch in which a plugin crashes, hangs and floods now and then.

use std::fs::{self, File};
use std::thread;
use std::time::{Duration, Instant};

use nianbao_core::form;
use nianbao_engine::Recognizer;
use nianbao_engine::recognize::Known;
use nianbao_host::{FormatOptions, Host, MessageLanguage, Read, SearchPath};
use nianbao_tests::fixtures;
use nianbao_tests::hostile::Yard;
use nianbao_tests::program::{command_of, tree};

/// The largest size that a process had, by the system's account of it.
fn resident_kib(status: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

#[test]
fn two_hundred_good_files_are_converted_whatever_fifteen_others_do() {
    const GOOD: u64 = 200;
    let yard = Yard::new().with_hostile(1);
    let folder = tempfile::tempdir().unwrap();
    let tree_with_plugin = folder.path().join("tree");
    fs::create_dir_all(tree_with_plugin.join("bin")).unwrap();
    fs::copy(tree().join("bin/nianbao"), tree_with_plugin.join("bin/nianbao")).unwrap();
    fs::rename(yard.path(), tree_with_plugin.join("plugins")).unwrap();
    fs::create_dir(yard.path()).unwrap();

    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).unwrap();
    let bundled = SearchPath { bundled: Some(tree().join("plugins")), ..SearchPath::default() };
    let bundled = Host::discover(&bundled, MessageLanguage::Zh);
    let recognizer = Recognizer::new(form::builtin());
    let mut expected = Vec::new();
    for number in 0..GOOD {
        let workbook = fixtures::generated(number).1.xlsx();
        let Ok(Read::Document { document, .. }) =
            bundled.import("xlsx", "a.xlsx", &workbook, &FormatOptions::default())
        else {
            panic!("a generated workbook is read")
        };
        let file = format!("document {}", serde_json::to_string(&document).unwrap());
        fs::write(inputs.join(format!("{number:03}.hostile")), file).unwrap();
        expected.push(recognizer.recognize(&document, &Known::default()).unwrap().report.tables);
    }
    for (index, name) in ["abort", "rude-loop", "endless-response"].into_iter().enumerate() {
        for number in 0..5 {
            // Spread over the batch.
            let place = number * 40 + u64::try_from(index).unwrap() * 13 + 5;
            fs::write(inputs.join(format!("{place:03}-{name}.hostile")), format!("fault {name}")).unwrap();
        }
    }

    let begun = Instant::now();
    let outputs = folder.path().join("out");
    let mut command = command_of(&tree_with_plugin, folder.path());
    command.args(["convert", "in", "--to", "json", "-o", "out", "--jobs", "2"]);
    let stderr = folder.path().join("stderr");
    let mut child = command.stderr(File::create(&stderr).unwrap()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut largest = 0;
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        largest = largest.max(resident_kib(&fs::read_to_string(&status).unwrap_or_default()));
        thread::sleep(Duration::from_millis(5));
    };
    let stderr = fs::read_to_string(stderr).unwrap();
    assert_eq!(code, Some(2), "{stderr}");
    // Two answers of the largest size at a time, and the program itself.
    assert!(largest < 400 * 1024, "{largest} KiB");
    // Five that hang, a second and two of grace each, on two threads.
    assert!(begun.elapsed() < Duration::from_secs(90), "{:?}", begun.elapsed());

    for (number, tables) in expected.iter().enumerate() {
        let written = fs::read(outputs.join(format!("{number:03}.json")));
        let written = written.unwrap_or_else(|error| panic!("{number}: {error}\n{}", stderr));
        let written: nianbao_core::Report = serde_json::from_slice(&written).unwrap();
        assert_eq!(&written.tables, tables, "{number}");
    }
    assert_eq!(fs::read_dir(&outputs).unwrap().count(), 200);
    for (name, word) in [("abort", "SIGABRT"), ("rude-loop", "1 秒"), ("endless-response", "限额")] {
        let faults: Vec<&str> = stderr.lines().filter(|line| line.contains(&format!("about to {name}"))).collect();
        assert_eq!(faults.len(), 5, "{}", stderr);
        assert!(faults.iter().all(|line| line.contains(word) && line.contains("nianbao-hostile")), "{faults:?}");
    }
}
