//! What a worker finds around itself: nothing of the user's.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use nianbao_host::carrier::{IMPORT, Reply};
use nianbao_host::{Place, open};
use nianbao_tests::hostile::Yard;
use nianbao_tests::program::executable_of_tree;

/// Calls the hostile plugin in a worker and hands on what it logged, while the worker is there.
fn log_of(fault: &str, look: impl FnOnce(&str)) {
    let yard = Yard::new().with_hostile(60);
    let host = yard.host();
    let program = executable_of_tree();
    let carrier = open(host.plugins().next().unwrap(), Place::Worker(&program)).unwrap();
    let request = br#"{"nb":1,"type":"call","id":7,"operation":"import","format":"hostile","name":"a"}"#;
    let answer = carrier.call(request, &[format!("fault {fault}").as_bytes()], IMPORT);
    assert!(matches!(answer.outcome, Ok(Reply::Result { .. })), "{:?}", answer.outcome);
    look(&String::from_utf8(answer.log).unwrap());
}

#[test]
fn a_worker_has_a_cleared_environment_and_a_folder_of_its_own() {
    assert!(std::env::vars().count() > 3, "there is something to be cleared");
    log_of("state", |log| {
        let (_, rest) = log.split_once("env=[").unwrap();
        let (names, _) = rest.split_once(']').unwrap();
        let mut names: Vec<&str> = names.split(", ").map(|name| name.trim_matches('"')).collect();
        names.sort_unstable();
        assert_eq!(names, ["LANG", "PATH", "TMPDIR"]);
        let (_, folder) = log.trim_end().split_once("cwd=").unwrap();
        let metadata = fs::metadata(folder).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o700);
        assert_ne!(fs::canonicalize(folder).unwrap(), std::env::current_dir().unwrap());
        let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["scratch"], "it may write there");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_has_its_own_files_open_and_no_others() {
    log_of("state", |log| {
        let (_, rest) = log.split_once("files=[").unwrap();
        let (files, _) = rest.split_once(']').unwrap();
        for file in files.split(", ").map(|file| file.trim_matches('"')) {
            let own = ["/dev/null", "pipe:", "socket:", "/proc/"].iter().any(|own| file.starts_with(own));
            assert!(own || file.ends_with("/lib.so"), "{file}");
        }
    });
}

#[test]
fn a_worker_cannot_open_files_without_end() {
    log_of("many-files", |log| {
        let opened = log.lines().find_map(|line| line.strip_suffix(" files")).unwrap();
        assert!(opened.parse::<u32>().unwrap() < 256, "{log}");
    });
}
