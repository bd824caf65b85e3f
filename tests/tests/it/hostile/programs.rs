//! Programs that speak the protocol badly: rows of scripts, each with the one thing that it does wrong.
#![cfg(unix)]

use std::fs;
use std::time::{Duration, Instant};

use nianbao_core::{Document, Report};
use nianbao_host::{FormatOptions, HostError, PluginFault};
use nianbao_tests::hostile::Yard;

/// A program in the shell's language that does everything right, but for what stands in its places.
const SOURCE: &str = r#"
hello() { echo '{"nb":1,"type":"hello","id":0}'; }
result() { echo "{\"nb\":1,\"type\":\"result\",\"id\":$id}"; }
write() { printf exported > out/0; }
read -r line
HELLO
while read -r call; do
  id=${call#*\"id\":}; id=${id%%,*}
  echo "{\"nb\":1,\"type\":\"log\",\"id\":$id,\"message\":\"about to answer\"}"
  CALL
done
"#;

fn export(hello: &str, call: &str) -> Result<Vec<u8>, HostError> {
    let source = SOURCE.replace("HELLO", hello).replace("CALL", call);
    let run = "kind = \"process\"\ncommand = [\"sh\", \"main.sh\"]\nfiles = [\"main.sh\"]";
    let yard = Yard::new().with_plugin("org.example.sh", "1.0", run, &[("main.sh", source.as_bytes())], 2);
    let (document, report) = (Document::default(), Report::default());
    let host = yard.host();
    // Twice, so that what a call leaves behind is seen.
    let first = host.export("hostile", &document, &report, None, &FormatOptions::default())?;
    let second = host.export("hostile", &document, &report, None, &FormatOptions::default())?;
    assert_eq!(first.bytes, second.bytes);
    Ok(first.bytes)
}

#[track_caller]
fn fault(hello: &str, call: &str) -> PluginFault {
    match export(hello, call) {
        Err(HostError::Fault(fault)) => fault,
        other => panic!("{hello} {call}: {other:?}"),
    }
}

#[track_caller]
fn check(hello: &str, call: &str, word: &str, detail: &str) {
    let fault = fault(hello, call);
    assert_eq!(fault.kind.word(), word, "{hello} {call}: {fault}: {}", fault.last_words);
    let said = format!("{} | {}", fault.kind.detail(), fault.last_words);
    assert!(said.contains(detail), "{hello} {call}: {said}");
    if hello == "hello" {
        assert!(fault.last_words.contains("about to answer"), "it was called: {said}");
    }
}

#[test]
fn a_right_program_is_used() {
    assert_eq!(export("hello", "write; result").unwrap(), b"exported");
    // What does no harm: lines that end as Windows ends them, one stray line, words on standard error.
    assert_eq!(export("hello | sed 's/$/\\r/'", "write; result").unwrap(), b"exported");
    assert_eq!(export("echo starting; hello; echo oops >&2", "write; result").unwrap(), b"exported");
}

#[test]
fn a_program_that_does_not_say_hello_is_a_fault() {
    check("exit 0", "", "protocol", "exit code 0");
    check("kill -SEGV $$", "", "crashed", "SIGSEGV");
    check("exec no-such-program", "", "protocol", "no-such-program");
    check("sleep 60", "", "timeout", "5");
    check("printf '{\"nb\":1,\"type\":'; sleep 60", "", "timeout", "5");
    check("printf '\\357\\273\\277'; hello", "", "protocol", "byte order mark");
    check("echo '{\"nb\":2,\"type\":\"hello\",\"id\":0}'", "", "incompatible", "protocol 2");
    check("echo '{\"nb\":1,\"type\":\"hello\",\"id\":0,\"plugin\":\"other\"}'", "", "incompatible", "other");
    check("echo '{\"nb\":1,\"type\":\"result\",\"id\":0}'", "", "protocol", "result");
    check("echo one; echo two; hello", "", "protocol", "two");
}

#[test]
fn a_program_that_does_not_answer_is_a_fault() {
    check("hello", "exit 0", "protocol", "exit code 0");
    check("hello", "printf '{\"nb\":1,'; exit 3", "protocol", "exit code 3");
    check("hello", "exec >&-; sleep 60", "protocol", "closed its channel");
    check("hello", "sleep 60", "timeout", "2");
    check("hello", "printf '{\"nb\":1,'; sleep 60", "timeout", "2");
    check("hello", "write; echo 'one'; echo 'two'; result", "protocol", "two");
}

#[test]
fn a_program_that_answers_what_nobody_asked_is_a_fault() {
    check("hello", "write; id=999; result", "protocol", "999");
    check("hello", "write; result | sed 's/\"nb\":1/\"nb\":2/'", "protocol", "protocol 2");
    check("hello", "write; result | sed 's/result/finished/'", "protocol", "finished");
    check("hello", "write; echo '{'", "protocol", "EOF");
    check("hello", "result", "protocol", "without a file");
    // Of a line without end no more is read than an answer may have.
    check("hello", "echo '{'; exec tr '\\0' x < /dev/zero", "protocol", "");
    check("hello", "exec sh -c 'printf {; exec tr \"\\\\0\" x < /dev/zero'", "limit-exceeded", "response");
}

#[test]
fn a_file_that_is_no_file_is_refused() {
    let begun = Instant::now();
    check("hello", "ln -s /etc/hostname out/0; result", "protocol", "out/0");
    check("hello", "mkdir out/0; result", "protocol", "regular");
    check("hello", "mkfifo out/0; result", "protocol", "regular");
    check("hello", "rmdir out; ln -s . out; echo stolen > 0; result", "protocol", "without a file");
    assert!(begun.elapsed() < Duration::from_secs(60), "nothing is waited for");
}

#[test]
fn what_a_folder_was_exchanged_for_is_left_alone() {
    for folder in ["in", "out", "../$(basename $PWD)"] {
        let elsewhere = tempfile::tempdir().unwrap();
        for file in ["in/precious", "out/precious", "precious"] {
            let file = elsewhere.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "precious").unwrap();
        }
        // The file of this call is read, for the exchange concerns the next one.
        let place = elsewhere.path().display();
        let fault = fault("hello", &format!("write; mv {folder} {place}/away; ln -s {place} {folder}; result"));
        assert!(fault.kind.detail().contains("in the place of its folder"), "{fault}");
        for path in ["in", "out", ""].map(|folder| elsewhere.path().join(folder)) {
            assert_eq!(fs::read(path.join("precious")).unwrap(), b"precious");
            assert!(!path.join("0").exists(), "nothing is written there");
        }
    }
}

#[test]
fn a_file_larger_than_its_limit_cannot_be_made() {
    check("hello", "truncate -s 1T out/0 || exit 7; result", "protocol", "exit code 7");
}
