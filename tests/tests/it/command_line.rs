//! The command line's contract: exit codes, where outputs go, what is printed where, in both languages.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use nianbao_tests::fixtures;
use nianbao_tests::program::{command, nianbao, run};

fn folder_with(names: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (fixture, name) in names {
        let target = folder.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(fixtures::path(fixture), target).unwrap();
    }
    folder
}

/// The files below a folder, relative, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn help_and_messages_read_well_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["zh", "en"] {
        let mut text = String::new();
        for arguments in [
            &["--help"][..],
            &["convert", "--help"],
            &["show", "--help"],
            &["plugin", "--help"],
            &[],
            &["convert", "x.xls"],
            &["convert", "x.xls", "--to", "doc"],
            &["chekc"],
        ] {
            let run = nianbao(folder.path(), &[arguments, &["--lang", language]].concat());
            text.push_str(&format!(
                "$ nianbao {}\n[{}]\n{}{}\n",
                arguments.join(" "),
                run.code,
                run.text(),
                run.stderr
            ));
        }
        let tree = nianbao_tests::program::tree().display().to_string();
        insta::assert_snapshot!(format!("help-{language}"), text.replace(&tree, "TREE"));
    }
}

#[test]
fn an_option_that_is_given_twice_is_told_so_in_the_readers_language() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["check", "a.xls", "--year", "2024", "--year", "2025"];
    let run = nianbao(folder.path(), &arguments);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("命令有误：--year <N> 只能给出一次\n"), "{}", run.stderr);
    let run = nianbao(folder.path(), &[&arguments[..], &["--lang", "en"]].concat());
    assert!(run.stderr.contains("--year <N> can be given only once"), "{}", run.stderr);
    let run = nianbao(folder.path(), &["explain", "R01", "--all"]);
    assert!(run.stderr.contains("不能同时给出"), "{}", run.stderr);
}

#[test]
fn the_form_is_listed_for_people_and_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!("form-zh", nianbao(folder.path(), &["form"]).text());
    let json: serde_json::Value =
        serde_json::from_slice(&nianbao(folder.path(), &["form", "2021", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["cells"].as_array().unwrap().len(), 200);
    let unknown = nianbao(folder.path(), &["form", "1999"]);
    assert_eq!((unknown.code, unknown.stdout.len()), (2, 0));
}

#[test]
fn outputs_take_the_inputs_name_in_the_output_folder() {
    let folder = folder_with(&[("city-2024.xls", "a.xls"), ("township-2024.ods", "in/镇/b.ods")]);
    let run = nianbao(folder.path(), &["convert", "a.xls", "in", "--to", "html,json", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.is_empty());
    assert_eq!(files(&folder.path().join("out")), ["a.html", "a.json", "镇/b.html", "镇/b.json"]);
    let run = nianbao(folder.path(), &["convert", "a.xls", "--to", "html"]);
    assert!(folder.path().join("a.html").is_file(), "{}", run.stderr);
    let run = nianbao(folder.path(), &["convert", "a.xls", "--to", "html", "-o", "报告.html"]);
    assert!(folder.path().join("报告.html").is_file(), "{}", run.stderr);
}

#[test]
fn names_are_made_from_organ_and_year() {
    let folder = folder_with(&[("city-2023.xls", "2023/x.xls"), ("city-2024.xls", "2024/x.xls")]);
    let arguments = [
        "convert",
        "2023/x.xls",
        "2024/x.xls",
        "--to",
        "json",
        "-o",
        "out",
        "--name",
        "{organ}{year}年政府信息公开工作年度报告",
    ];
    let run = nianbao(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let expected =
        ["宿迁市人民政府2023年政府信息公开工作年度报告.json", "宿迁市人民政府2024年政府信息公开工作年度报告.json"];
    assert_eq!(files(&folder.path().join("out")), expected);
    let bad = nianbao(folder.path(), &["convert", "2023/x.xls", "--to", "json", "--name", "{orgn}"]);
    assert_eq!(bad.code, 2);
}

#[test]
fn two_outputs_of_one_path_stop_everything_before_anything_is_written() {
    let folder = folder_with(&[("city-2023.xls", "a/x.xls"), ("city-2024.xls", "b/x.xls")]);
    let before = files(folder.path());
    let run = nianbao(folder.path(), &["convert", "a/x.xls", "b/x.xls", "--to", "json", "-o", "out"]);
    assert_eq!(run.code, 2);
    assert_eq!(files(folder.path()), before);
    for name in ["a/x.xls", "b/x.xls", "x.json"] {
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
}

#[test]
fn an_output_that_is_an_input_stops_everything() {
    let folder = folder_with(&[("city-2024.xls", "a.xls")]);
    assert_eq!(nianbao(folder.path(), &["convert", "a.xls", "--to", "json"]).code, 0);
    let before = fs::read(folder.path().join("a.json")).unwrap();
    let run = nianbao(folder.path(), &["convert", "a.json", "--to", "json,html"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(fs::read(folder.path().join("a.json")).unwrap(), before);
    assert!(!folder.path().join("a.html").exists());
}

#[test]
fn json_is_read_back_without_loss() {
    let folder = folder_with(&[("distinct.xls", "a.xls")]);
    assert_eq!(nianbao(folder.path(), &["convert", "a.xls", "--to", "json"]).code, 0);
    let again = nianbao(folder.path(), &["convert", "a.json", "--to", "json", "-o", "-"]);
    assert_eq!(again.stdout, fs::read(folder.path().join("a.json")).unwrap());
}

#[test]
fn standard_input_and_output() {
    let folder = tempfile::tempdir().unwrap();
    let with_input = |arguments: &[&str]| {
        let mut command = command(folder.path());
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&fs::read(fixtures::path("distinct.xls")).unwrap()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        output
    };
    let output = with_input(&["convert", "-", "--from", "xls", "--to", "json", "-o", "-"]);
    let report: nianbao_core::Report = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report.tables.len(), 3);
    assert_eq!(nianbao(folder.path(), &["convert", "-", "--to", "json"]).code, 2);
    assert_eq!(files(folder.path()), [""; 0]);
    // The name is known only after a first reading.
    with_input(&["convert", "-", "--from", "xls", "--name", "{organ}{year}", "--to", "docx,json"]);
    let name = format!("{}{}", report.organ.name, report.year.unwrap());
    assert_eq!(files(folder.path()), [format!("{name}.docx"), format!("{name}.json")]);
}

#[test]
fn findings_set_the_exit_code_and_strict_refuses() {
    let folder = folder_with(&[("township-figures.xls", "a.xls")]);
    let run = nianbao(folder.path(), &["convert", "a.xls", "--to", "html"]);
    assert_eq!(run.code, 1, "organ and year are not given: {}", run.stderr);
    assert!(folder.path().join("a.html").is_file(), "a report with errors is still converted");
    fs::remove_file(folder.path().join("a.html")).unwrap();
    let run = nianbao(folder.path(), &["convert", "a.xls", "--to", "html", "--strict"]);
    assert_eq!(run.code, 1);
    assert!(!folder.path().join("a.html").exists());
    let run =
        nianbao(folder.path(), &["convert", "a.xls", "--to", "html", "--organ", "甲镇人民政府", "--year", "2024"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_an_error_that_leaves_no_trace() {
    let folder = folder_with(&[("distinct.xls", "a.xls")]);
    fs::write(folder.path().join("out"), "a file where the folder should be").unwrap();
    let run = nianbao(folder.path(), &["convert", "a.xls", "--to", "html", "-o", "out/below"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("办法："), "{}", run.stderr);
    assert_eq!(files(folder.path()), ["a.xls", "out"]);
}

#[test]
fn completions_are_scripts() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = run(command(folder.path()).args(["completions", shell]));
        assert!(run.code == 0 && run.text().contains("convert"), "{shell}");
    }
    let zsh = run(command(folder.path()).args(["completions", "zsh"]));
    for description in ["指出错在哪一格", "--prior=[上年的报告"] {
        assert!(zsh.text().contains(description), "{description}: {}", zsh.text());
    }
    let english = run(command(folder.path()).args(["completions", "zsh", "--lang", "en"]));
    assert!(!english.text().contains("上年的报告") && english.text().contains("--prior=["), "{}", english.text());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_named_and_the_others_are_done() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_with(&[("township-2024.xls", "in/a.xls"), ("distinct.xls", "in/乙镇/b.xls")]);
    let locked = folder.path().join("in/甲镇");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything, such as root, is kept from nothing; the command's own tests take another way.
    let is_locked = fs::read_dir(&locked).is_err();
    let run = nianbao(folder.path(), &["convert", "in", "--to", "json", "-o", "out"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, if is_locked { 2 } else { 0 }, "{}", run.stderr);
    assert_eq!(run.stderr.contains("in/甲镇"), is_locked, "{}", run.stderr);
    assert_eq!(files(&folder.path().join("out")), ["a.json", "乙镇/b.json"]);
}

/// A file of every kind that is not read, by its bytes under a name that says nothing, and by its name alone.
#[test]
fn files_that_are_not_read_say_what_to_do_instead() {
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 512], name].concat()
    };
    let files = [
        ("1", b"%PDF-1.7\n".to_vec()),
        ("2", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec()),
        ("3", b"PK\x03\x04\0\0\0\0OFD.xml".to_vec()),
        ("4", b"Rar!\x1A\x07\x01\0".to_vec()),
        ("5", ole("PowerPoint Document")),
        ("6", b"Return-Path: <a@example.cn>\r\nMIME-Version: 1.0\r\n".to_vec()),
        ("7", b"[InternetShortcut]\r\nURL=https://www.example.gov.cn/\r\n".to_vec()),
        ("扫描.PNG", b"not a picture".to_vec()),
        ("乡镇上报.zip", b"not an archive".to_vec()),
    ];
    for language in ["zh", "en"] {
        let mut messages = String::new();
        for (name, bytes) in &files {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(name), bytes).unwrap();
            let run = nianbao(folder.path(), &["convert", name, "--to", "json", "--lang", language]);
            assert_eq!(run.code, 2, "{name}: {}", run.stderr);
            messages.push_str(&run.stderr);
        }
        insta::assert_snapshot!(format!("unread-{language}"), messages);
    }
}

#[test]
fn in_a_folder_what_is_not_read_is_named_by_kind_and_is_no_failure() {
    let folder = folder_with(&[("township-2024.xls", "in/a.xls")]);
    for name in ["1.jpg", "2.jpg", "盖章.pdf", "旧.ppt", "readme.xyz"] {
        fs::write(folder.path().join("in").join(name), "x").unwrap();
    }
    let run = nianbao(folder.path(), &["convert", "in", "--to", "json", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let line = run.stderr.lines().find(|line| line.contains("1.jpg")).unwrap_or_default();
    assert!(line.contains("2.jpg") && line.contains("图片"), "one line a kind: {}", run.stderr);
    for name in ["盖章.pdf", "旧.ppt", "readme.xyz"] {
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
}
