//! Bad and hostile files: a clear message with what to do, exit 2, nothing written, little memory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use nianbao_tests::program::{Run, command, nianbao};

/// No hostile file may make the program larger than this.
const MOST_MEMORY_KIB: u64 = 300 * 1024;

fn hostile(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile").join(name)
}

fn convert_arguments(input: &Path) -> Vec<String> {
    ["convert", input.to_str().unwrap(), "--to", "docx,json", "-o", "out"].map(str::to_owned).to_vec()
}

/// The largest resident size that a run had, in KiB, with the run.
fn measured(command: &mut Command) -> (Run, u64) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        // The high-water mark only grows, so the last look before the end tells.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        thread::sleep(Duration::from_millis(1));
    }
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code().unwrap_or_else(|| panic!("{}\n{stderr}", output.status));
    (Run { code, stdout: output.stdout, stderr }, peak)
}

/// Every hostile file; those that are plain workbooks under a wrong name, or large without harm, are tested apart.
fn refused_files() -> Vec<String> {
    let read = ["xlsx_named.xls", "xls_named.xlsx", "lying_dimensions.xls", "far_cell.xlsx", "broken_quote.csv"];
    let entries = fs::read_dir(hostile("")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with(".md") && !name.ends_with(".py") && !read.contains(&name.as_str()));
    names.sort();
    names
}

#[test]
fn hostile_files_are_refused_in_plain_words() {
    let names = refused_files();
    assert!(names.len() >= 12, "{names:?}");
    for language in ["zh", "en"] {
        let mut messages = String::new();
        for name in &names {
            let folder = tempfile::tempdir().unwrap();
            fs::copy(hostile(name), folder.path().join(name)).unwrap();
            let mut command = command(folder.path());
            let (run, memory) = measured(command.args(convert_arguments(Path::new(name))).args(["--lang", language]));
            assert_eq!(run.code, 2, "{name}: {}", run.stderr);
            assert!(memory < MOST_MEMORY_KIB, "{name}: {memory} KiB");
            assert!(!folder.path().join("out").exists(), "{name}: something was written");
            let way_out = if language == "zh" { "办法：" } else { "help: " };
            assert!(run.stderr.contains(way_out), "{name}: {}", run.stderr);
            messages.push_str(&run.stderr);
        }
        insta::assert_snapshot!(format!("hostile-{language}"), messages);
    }
}

#[test]
fn a_workbook_under_another_name_is_simply_read() {
    for (fixture, name) in
        [("distinct.xlsx", "misnamed.xls"), ("distinct.xls", "misnamed.xlsx"), ("distinct.ods", "misnamed.xls")]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(nianbao_tests::fixtures::path(fixture), folder.path().join(name)).unwrap();
        let run = nianbao(folder.path(), &["convert", name, "--to", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let json = fs::read_to_string(folder.path().join("misnamed.json")).unwrap();
        let figures = nianbao_tests::distinct::distinct();
        let report: nianbao_core::Report = serde_json::from_str(&json).unwrap();
        assert!(figures.iter().all(|(id, figure)| report.cell(id).map(ToString::to_string).as_ref() == Some(figure)));
    }
}

#[test]
fn a_workbook_that_claims_to_be_huge_costs_little_memory() {
    for name in ["far_cell.xlsx", "lying_dimensions.xls"] {
        let folder = tempfile::tempdir().unwrap();
        let (run, memory) = measured(command(folder.path()).args(convert_arguments(&hostile(name))));
        assert!(memory < MOST_MEMORY_KIB, "{name}: {memory} KiB");
        assert_eq!(run.code, 2, "{name} holds no report: {}", run.stderr);
    }
}

/// Found by mutating files: reading took minutes and compared all cells of the one row with each other.
#[test]
fn a_row_of_forty_thousand_cells_is_read_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let (run, memory) =
        measured(command(folder.path()).args(["check", &hostile("broken_quote.csv").display().to_string()]));
    assert!(memory < MOST_MEMORY_KIB, "{memory} KiB");
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.text().contains("L04"), "what is missing is said: {}", run.text());
}

#[test]
fn in_a_batch_the_good_are_converted_and_the_bad_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    fs::create_dir_all(inputs.join("乡镇")).unwrap();
    fs::copy(nianbao_tests::fixtures::path("township-2024.xls"), inputs.join("乡镇/陈区镇.xls")).unwrap();
    fs::copy(hostile("truncated.xls"), inputs.join("坏.xls")).unwrap();
    fs::copy(hostile("unrelated.xlsx"), inputs.join("价目表.xlsx")).unwrap();
    fs::write(inputs.join("~$陈区镇.xls"), "lock").unwrap();
    fs::write(inputs.join("扫描件.jpg"), "image").unwrap();
    let run = nianbao(folder.path(), &["convert", "in", "--to", "html", "-o", "out"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(folder.path().join("out/乡镇/陈区镇.html").is_file());
    let written: Vec<_> = fs::read_dir(folder.path().join("out")).unwrap().collect();
    assert_eq!(written.len(), 1);
    insta::assert_snapshot!("batch-with-bad-files", run.stderr);
}
