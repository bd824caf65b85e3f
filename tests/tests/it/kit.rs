//! The author's kit: bundled plugins and new projects pass it, and each of its tests can fail.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nianbao_tests::fixtures;
use nianbao_tests::program::{Run, has, nianbao, tree};

/// Runs the kit and gives the verdict of each test.
fn check(folder: &Path, arguments: &[&str]) -> (Run, Vec<(String, String)>) {
    let mut all = vec!["plugin", "check", folder.to_str().unwrap(), "--json"];
    all.extend(arguments);
    let run = nianbao(folder, &all);
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).expect(&run.stderr);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let tests = report["tests"].as_array().unwrap().iter();
    let verdicts = tests.map(|test| (text(&test["id"]), text(&test["verdict"]))).collect();
    (run, verdicts)
}

/// Passes the strict kit, and does not do so by having every test skipped.
#[track_caller]
fn passes(folder: &Path, arguments: &[&str]) {
    let (run, verdicts) = check(folder, &[&["--strict"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.text());
    let works = verdicts.iter().find(|(id, _)| id == "works").unwrap();
    assert_eq!(works.1, "pass", "{}", run.text());
}

#[track_caller]
fn bundled_passes(format: &str) {
    let samples = tempfile::tempdir().unwrap();
    for ending in ["xls", "ods", "xlsx"] {
        let sample = fixtures::path(&format!("township-2024.{ending}"));
        fs::copy(sample, samples.path().join(format!("sample.{ending}"))).unwrap();
    }
    passes(&tree().join("plugins").join(format), &["--samples", samples.path().to_str().unwrap()]);
}

#[test]
fn the_bundled_excel_plugin_keeps_the_contract() {
    bundled_passes("excel");
}

#[test]
fn the_bundled_docx_plugin_keeps_the_contract() {
    bundled_passes("docx");
}

#[test]
fn the_bundled_html_plugin_keeps_the_contract() {
    bundled_passes("html");
}

#[test]
fn the_bundled_pdf_plugin_keeps_the_contract() {
    bundled_passes("pdf");
}

#[test]
fn the_bundled_text_plugin_keeps_the_contract() {
    // It reads any text.
    let samples = tempfile::tempdir().unwrap();
    fs::write(samples.path().join("sample.md"), "# 一、总体情况\n\n| 甲 | 1 |\n| --- | --- |\n| 乙 | 2 |\n").unwrap();
    fs::write(samples.path().join("sample.csv"), "甲,1\n乙,2\n").unwrap();
    fs::write(samples.path().join("sample.txt"), "一、总体情况\n全年公开信息三条。\n").unwrap();
    passes(&tree().join("plugins/text"), &["--samples", samples.path().to_str().unwrap()]);
}

/// A new project, built.
fn project(language: &str, role: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = nianbao(folder.path(), &["plugin", "new", "new-format", "--lang", language, "--role", role]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    if language == "c" {
        make(&folder.path().join("new-format"));
    }
    folder
}

fn make(folder: &Path) {
    let mut make = Command::new("make");
    make.env("CFLAGS", "-O1 -Wall -Wextra -Werror -pedantic -pthread").current_dir(folder);
    let made = make.output().expect("a machine with Rust has a C compiler, and `make` is there");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// The languages other than Rust that this machine can build and run.
fn languages() -> Vec<&'static str> {
    let needed = [("python", "python3"), ("c", "make")];
    needed.into_iter().filter(|(_, program)| has(program)).map(|(language, _)| language).collect()
}

#[test]
fn new_projects_in_python_and_c_pass_as_they_are() {
    for language in languages() {
        for role in ["import", "export"] {
            passes(&project(language, role).path().join("new-format"), &[]);
        }
    }
}

#[test]
fn a_project_is_not_made_over_another_or_with_a_name_that_is_none() {
    let folder = project("python", "export");
    let arguments = ["plugin", "new", "new-format", "--lang", "python", "--role", "export"];
    let again = nianbao(folder.path(), &arguments);
    assert!(again.code == 2 && again.stderr.contains("new-format"), "{}", again.stderr);
    for name in ["../other", "Other", "甲"] {
        let refused = nianbao(folder.path(), &["plugin", "new", name, "--lang", "python", "--role", "export"]);
        assert_eq!(refused.code, 2, "{name}");
    }
}

/// A change to a new project, and the test that must see it.
struct Flaw {
    test: &'static str,
    language: &'static str,
    role: &'static str,
    /// File, what stands there, and what takes its place.
    changes: &'static [(&'static str, &'static str, &'static str)],
}

const MANIFEST: &str = "nianbao-plugin.toml";
const TITLE: &str = "yield document.get(\"title\") or \"\"";
const LAST_OF_MANIFEST: &str = "extensions = [\"newformat\"]";
const BEGINNING_OF_CALL: &str = "(void)blobs, (void)blob_count;";
const FIRST_OF_FILE: &str = "put_string(to, json_get(document, \"title\"));";
const INCLUDE: &str = "#include \"json.h\"";

const FLAWS: &[Flaw] = &[
    Flaw {
        test: "manifest",
        language: "python",
        role: "export",
        changes: &[(MANIFEST, "zh = \"new-format\"", "zh = \" \"")],
    },
    Flaw {
        test: "files",
        language: "python",
        role: "export",
        changes: &[(MANIFEST, "files = [\"main.py\"]", "files = [\"README.md\"]")],
    },
    Flaw {
        test: "options",
        language: "python",
        role: "export",
        changes: &[(MANIFEST, LAST_OF_MANIFEST, "extensions = [\"newformat\"]\noptions = \"README.md\"")],
    },
    Flaw {
        test: "symbols",
        language: "c",
        role: "export",
        changes: &[(
            "plugin.c",
            INCLUDE,
            "#include \"json.h\"\nNB_EXPORT int helper(void);\nint helper(void) { return 1; }",
        )],
    },
    Flaw { test: "works", language: "python", role: "export", changes: &[("main.py", "out/0", "out/1")] },
    Flaw {
        test: "unknown_operation",
        language: "python",
        role: "export",
        changes: &[("main.py", "if call.get(\"operation\") != \"export\":", "if False:")],
    },
    Flaw {
        test: "unknown_version",
        language: "c",
        role: "export",
        changes: &[("plugin.c", "if (!json_is(json_get(message, \"nb\"), \"1\")) return NB_UNSUPPORTED;", "")],
    },
    Flaw {
        test: "unknown_fields",
        language: "python",
        role: "export",
        changes: &[("main.py", TITLE, "yield str(len(document))")],
    },
    Flaw {
        test: "garbage",
        language: "c",
        role: "export",
        changes: &[("plugin.c", BEGINNING_OF_CALL, "(void)blobs, (void)blob_count;\n  if (request_len == 1) abort();")],
    },
    Flaw {
        test: "bad_files",
        language: "python",
        role: "import",
        changes: &[(
            "main.py",
            "lines = content.decode(\"utf-8\").splitlines()",
            "lines = [content.decode(), content[0]][:1]",
        )],
    },
    Flaw {
        test: "odd_texts",
        language: "python",
        role: "export",
        changes: &[("main.py", "+ block[\"text\"]", "+ block[\"text\"][0]")],
    },
    Flaw {
        test: "messages",
        language: "python",
        role: "import",
        changes: &[("main.py", "the file is no text in UTF-8", "\\a")],
    },
    Flaw {
        test: "option_values",
        language: "python",
        role: "export",
        changes: &[
            (MANIFEST, LAST_OF_MANIFEST, "extensions = [\"newformat\"]\noptions = \"options.schema.json\""),
            ("main.py", "    with open", "    1 / (not call[\"options\"].get(\"wide\"))\n    with open"),
            ("options.schema.json", "", "{\"type\": \"object\", \"properties\": {\"wide\": {\"type\": \"boolean\"}}}"),
        ],
    },
    Flaw {
        test: "same_bytes",
        language: "python",
        role: "export",
        changes: &[("main.py", TITLE, "import time; yield str(int(time.time()))")],
    },
    Flaw {
        test: "recognized",
        language: "python",
        role: "export",
        changes: &[(
            MANIFEST,
            LAST_OF_MANIFEST,
            "extensions = [\"newformat\"]\nmagic = [{ offset = 0, hex = \"ffff\" }]",
        )],
    },
    Flaw {
        test: "stops",
        language: "c",
        role: "export",
        changes: &[("plugin.c", "file.len) == 0 &&", "file.len) >= 0 &&")],
    },
    Flaw {
        test: "stdout",
        language: "c",
        role: "export",
        changes: &[(
            "plugin.c",
            BEGINNING_OF_CALL,
            "(void)blobs, (void)blob_count;\n  puts(\"hello\"), fflush(stdout);",
        )],
    },
    Flaw {
        test: "process_state",
        language: "c",
        role: "export",
        changes: &[
            ("plugin.c", INCLUDE, "#include \"json.h\"\nint chdir(const char *);"),
            ("plugin.c", BEGINNING_OF_CALL, "(void)blobs, (void)blob_count;\n  if (chdir(\"/\")) return NB_FAILED;"),
        ],
    },
    Flaw {
        test: "threads",
        language: "c",
        role: "export",
        changes: &[
            (
                "plugin.c",
                INCLUDE,
                "#include <pthread.h>\n#include \"json.h\"\nint pause(void);\nstatic void *wait(void *x) { pause(); return x; }",
            ),
            (
                "plugin.c",
                BEGINNING_OF_CALL,
                "(void)blobs, (void)blob_count;\n  pthread_t thread;\n  pthread_create(&thread, NULL, wait, NULL);",
            ),
        ],
    },
    Flaw {
        test: "steady",
        language: "c",
        role: "export",
        changes: &[(
            "plugin.c",
            BEGINNING_OF_CALL,
            "(void)blobs, (void)blob_count;\n  volatile char *leak = malloc(1 << 20);\n  for (int i = 0; leak && i < 1 << 20; i += 512) leak[i] = 1;",
        )],
    },
    Flaw {
        test: "concurrent",
        language: "c",
        role: "export",
        changes: &[
            (MANIFEST, "kind = \"library\"", "kind = \"library\"\nconcurrency = \"many\""),
            ("plugin.c", INCLUDE, "#include <pthread.h>\n#include \"json.h\""),
            ("plugin.c", FIRST_OF_FILE, "pthread_t self = pthread_self();\n  put(to, &self, sizeof self);"),
        ],
    },
];

#[test]
fn each_test_sees_the_flaw_that_it_is_for() {
    let languages = languages();
    for Flaw { test, language, role, changes } in FLAWS.iter().filter(|flaw| languages.contains(&flaw.language)) {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("new-format");
        nianbao(folder.path(), &["plugin", "new", "new-format", "--lang", language, "--role", role]);
        for (file, old, new) in *changes {
            let path = project.join(file);
            let text = fs::read_to_string(&path).unwrap_or_default();
            assert!(text.contains(old), "{test}: {file} has no {old:?}");
            fs::write(&path, if old.is_empty() { (*new).to_owned() } else { text.replacen(old, new, 1) }).unwrap();
        }
        if *language == "c" {
            make(&project);
        }
        let (run, verdicts) = check(&project, &["--only", test]);
        let verdict = verdicts.iter().map(|(_, verdict)| verdict.as_str()).collect::<Vec<_>>();
        assert!(matches!(verdict[..], ["fail" | "crash"]), "{test}: {}", run.text());
        assert_eq!(run.code, 1, "{test}");
    }
}

/// Starts a process that holds the standard streams for a time, in the place of the beginning of a call.
const LINGERER: &str = "(void)blobs, (void)blob_count;
  if (fork() == 0) {
    IN_A_SESSION_OF_ITS_OWN;
    execlp(\"sleep\", \"sleep\", \"90\", (char *)NULL);
    _exit(1);
  }";

#[test]
fn what_a_library_leaves_running_is_not_waited_for() {
    if !has("make") {
        return;
    }
    for session in ["setsid()", "getpid()"] {
        let folder = project("c", "export");
        let project = folder.path().join("new-format");
        let path = project.join("plugin.c");
        let text = fs::read_to_string(&path).unwrap();
        let lingerer = LINGERER.replace("IN_A_SESSION_OF_ITS_OWN", session);
        let text = text.replacen(BEGINNING_OF_CALL, &lingerer, 1).replacen(
            INCLUDE,
            "#define _DEFAULT_SOURCE\n#include <unistd.h>\n#include \"json.h\"",
            1,
        );
        fs::write(&path, text).unwrap();
        make(&project);
        let begun = Instant::now();
        let (run, verdicts) = check(&project, &["--only", "works"]);
        assert_eq!(verdicts, [("works".to_owned(), "pass".to_owned())], "{}", run.text());
        assert!(begun.elapsed() < Duration::from_secs(60), "{session}: it was waited for");
    }
}

#[test]
fn a_sample_that_cannot_be_read_is_said() {
    if !has("python3") {
        return;
    }
    let folder = project("python", "import");
    let project = folder.path().join("new-format");
    std::os::unix::fs::symlink("nowhere", project.join("samples/gone.newformat")).unwrap();
    let (run, verdicts) = check(&project, &["--only", "works"]);
    assert_eq!(verdicts, [("works".to_owned(), "fail".to_owned())], "{}", run.text());
    assert!(run.text().contains("gone.newformat"), "{}", run.text());
}

/// Reads and writes documents as JSON, and loses a cell on the way in.
const LOSER: &str = r#"
import json, sys
for line in sys.stdin.buffer:
    call = json.loads(line)
    answer = {"nb": 1, "type": "result", "id": call["id"]}
    if call["type"] == "hello":
        answer["type"] = "hello"
    elif call["operation"] == "export":
        json.dump(call["document"], open("out/0", "w"))
    else:
        answer["document"] = json.load(open("in/0"))
        for block in answer["document"]["blocks"]:
            block.get("cells", [])[:KEPT] = []
    print(json.dumps(answer), flush=True)
"#;

#[test]
fn a_cell_that_is_lost_on_a_round_trip_is_seen() {
    if !has("python3") {
        return;
    }
    let folder = project("python", "export");
    let project = folder.path().join("new-format");
    let manifest = fs::read_to_string(project.join(MANIFEST)).unwrap();
    let both = "\n[[format]]\nrole = \"import\"\nid = \"newformat\"\nextensions = [\"newformat\"]\n";
    fs::write(project.join(MANIFEST), manifest + both).unwrap();
    for (kept, expected) in [("0", "pass"), ("1", "fail")] {
        fs::write(project.join("main.py"), LOSER.replace("KEPT", kept)).unwrap();
        let (run, verdicts) = check(&project, &["--only", "round_trip"]);
        assert_eq!(verdicts, [("round_trip".to_owned(), expected.to_owned())], "{}", run.text());
    }
}

#[test]
fn every_test_of_the_kit_is_shown_to_fail() {
    let mut shown: Vec<&str> = FLAWS.iter().map(|flaw| flaw.test).chain(["round_trip"]).collect();
    let mut all: Vec<&str> = nianbao_plugin::conformance::tests().map(|test| test.id).collect();
    shown.sort_unstable();
    all.sort_unstable();
    assert_eq!(shown, all);
}
