//! The same input gives the same bytes: in another run, folder, locale and time zone.

use std::fs;
use std::path::Path;
use std::process::Command;

use nianbao_tests::fixtures;
use nianbao_tests::program::{command, run};

const OUTPUTS: [&str; 5] = ["docx", "pdf", "html", "xlsx", "json"];

fn convert(folder: &Path, set: impl FnOnce(&mut Command)) -> Vec<Vec<u8>> {
    let input = folder.join("report.xls");
    fs::copy(fixtures::path("city-2024.xls"), &input).unwrap();
    let mut command = command(folder);
    command.args(["convert", "report.xls", "--to", "docx,pdf,html,xlsx,json"]);
    set(&mut command);
    let run = run(&mut command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    OUTPUTS.map(|ending| fs::read(folder.join(format!("report.{ending}"))).unwrap()).to_vec()
}

#[test]
fn another_run_folder_locale_and_time_zone_give_the_same_bytes() {
    let first = tempfile::tempdir().unwrap();
    let expected = convert(first.path(), |_| {});
    let second = tempfile::tempdir().unwrap();
    let deep = second.path().join("另一个 文件夹/deep/er");
    fs::create_dir_all(&deep).unwrap();
    let actual = convert(&deep, |command| {
        command
            .env("LANG", "en_US.UTF-8")
            .env("LC_ALL", "en_US.UTF-8")
            .env("TZ", "America/Los_Angeles")
            .args(["--jobs", "1"]);
    });
    for (ending, (expected, actual)) in OUTPUTS.iter().zip(expected.iter().zip(&actual)) {
        assert!(expected == actual, "{ending} differs");
    }
}

#[test]
fn source_date_epoch_dates_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let dated = convert(folder.path(), |command| {
        command.env("SOURCE_DATE_EPOCH", "1767225600");
    });
    let plain = convert(folder.path(), |_| {});
    // 2026-01-01 in China; of the five, only the report's own JSON carries no date of the file.
    for (index, ending) in OUTPUTS.iter().enumerate() {
        assert_eq!(dated[index] == plain[index], *ending == "json", "{ending}");
    }
    assert!(String::from_utf8_lossy(&dated[2]).contains("2026-01-01"));
}
