//! The same faults in this process, as far as a process can survive them.

use std::time::{Duration, Instant};

use nianbao_core::{Document, Report};
use nianbao_host::carrier::{Answer, IMPORT, Reply};
use nianbao_host::{FormatOptions, Host, HostError, Place, PluginFault, open};
use nianbao_tests::hostile::{GOOD, Yard};

use super::LIES;

/// What the hostile plugin, loaded into this process, answers to a file.
fn answer(yard: &Yard, file: &[u8]) -> Answer {
    let host = yard.host();
    let found = host.plugins().next().unwrap();
    let carrier = open(found, Place::InProcess).unwrap();
    let request = br#"{"nb":1,"type":"call","id":7,"operation":"import","format":"hostile","name":"a"}"#;
    carrier.call(request, &[file], IMPORT)
}

#[test]
fn a_panic_is_caught_whatever_it_carries() {
    let yard = Yard::new().with_hostile(60);
    for name in ["panic-with-str", "panic-with-string", "panic-with-payload", "panic-with-landmine"] {
        let Answer { outcome, log } = answer(&yard, format!("fault {name}").as_bytes());
        let Ok(Reply::Panicked(message)) = outcome else { panic!("{name}: {outcome:?}") };
        assert!(String::from_utf8_lossy(&message).contains("a panic with"), "{name}");
        assert!(String::from_utf8_lossy(&log).contains(name), "it fired");
        assert!(matches!(answer(&yard, GOOD).outcome, Ok(Reply::Result { .. })));
    }
}

#[test]
fn what_is_against_the_order_of_the_interface_is_a_fault_here_too() {
    let yard = Yard::new().with_hostile(60);
    let of_the_interface = [
        "no-response",
        "response-then-failed",
        "response-and-error",
        "unknown-status",
        "stopped-unasked",
        "file-from-an-importer",
        "endless-response",
        "endless-response-deaf",
    ];
    for (name, word, detail) in LIES.into_iter().filter(|(name, ..)| of_the_interface.contains(name)) {
        let Answer { outcome, log } = answer(&yard, format!("fault {name}").as_bytes());
        let kind = outcome.expect_err(name);
        assert!(kind.word() == word && kind.detail().contains(detail), "{name}: {kind:?}");
        assert!(String::from_utf8_lossy(&log).contains(name), "it fired");
    }
}

#[test]
fn a_polite_call_stops_at_its_limit() {
    let yard = Yard::new().with_hostile(1);
    let begun = Instant::now();
    let kind = answer(&yard, b"fault polite-loop").outcome.unwrap_err();
    assert_eq!(kind.word(), "timeout");
    assert!(begun.elapsed() >= Duration::from_secs(1) && begun.elapsed() < Duration::from_secs(20));
}

/// An exporter's fault: what it says of its process is on its log.
fn export_fault(host: &Host, title: &str) -> PluginFault {
    let document = Document { title: Some(title.to_owned()), ..Document::default() };
    match host.export("hostile", &document, &Report::default(), None, &FormatOptions::default()) {
        Err(HostError::Fault(fault)) => fault,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("{title}: no fault"),
    }
}

#[test]
fn after_a_panic_in_this_process_a_plugin_runs_in_a_worker() {
    let yard = Yard::new().with_hostile(60);
    let host = yard.host();
    let here = format!("cwd={}", std::env::current_dir().unwrap().display());
    assert!(export_fault(&host, "fault state").last_words.contains(&here), "an exporter runs in this process");
    assert_eq!(export_fault(&host, "fault panic-with-str").kind.word(), "panicked");
    let after = export_fault(&host, "fault state").last_words;
    assert!(after.contains("about to state") && after.contains("cwd=") && !after.contains(&here), "{after}");
}
