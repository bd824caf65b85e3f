//! Each hazard that offices put into a file, alone: one file for every kind that it occurs in, read cell by cell.

use nianbao_tests::accuracy::{Choice, Generated, Hazard, Judge, Kind, Outcome, Subject, Verdict, built_in, generate};
use nianbao_tests::program::tree;

const SEED: u64 = 1;

/// One report in which no two figures are alike, and a real one with many zeros.
fn subjects() -> Vec<Subject> {
    let wanted = ["distinct-2021", "suqian-city-2024"];
    built_in().into_iter().filter(|subject| wanted.contains(&subject.name.as_str())).collect()
}

#[test]
fn a_file_with_one_hazard_is_read_as_it_stands() {
    let judge = Judge::new(tree());
    let subjects = subjects();
    assert_eq!(subjects.len(), 2);
    let mut failed = Vec::new();
    let choices = Hazard::ALL.iter().map(|hazard| (hazard.name(), hazard.kinds(), Choice::One(*hazard)));
    for (name, kinds, choice) in choices.chain([("plain", Kind::ALL.as_slice(), Choice::Plain)]) {
        for kind in kinds {
            for subject in &subjects {
                let file = generate(subject, *kind, choice, SEED);
                if let Some(fault) = fault(&file, *kind, &judge.judge(&file)) {
                    failed.push(format!("{name}, {}, {}: {fault}", kind.name(), subject.name));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} files:\n{}", failed.len(), failed.join("\n"));
}

/// What is wrong with a reading: any cell where the kind says where each stands, else only what nothing is said about.
fn fault(file: &Generated, kind: Kind, outcome: &Outcome) -> Option<String> {
    if let Some(reason) = &outcome.unread {
        return Some(format!("not read: {reason}"));
    }
    let is_fault = |verdict: Verdict| kind.must_be_exact() || verdict == Verdict::Silent;
    let wrong: Vec<String> = outcome
        .cells
        .iter()
        .filter(|(_, cell)| is_fault(cell.verdict))
        .map(|(id, cell)| format!("{id} {:?} as {:?}", cell.expected, cell.got))
        .collect();
    let is_short = kind.must_be_exact() && outcome.right < file.figures.len();
    (is_short || !wrong.is_empty())
        .then(|| format!("{} cells, as {}", wrong.len(), wrong.first().map_or("", |first| first)))
}

#[test]
fn a_hazard_changes_the_file() {
    let mut idle = Vec::new();
    for hazard in Hazard::ALL {
        for kind in hazard.kinds() {
            // Some strike by chance, and some only zeros: of a few files one at least is another than the plain one.
            let changes = |subject: &Subject, seed: u64| {
                let plain = generate(subject, *kind, Choice::Plain, seed).bytes;
                generate(subject, *kind, Choice::One(*hazard), seed).bytes != plain
            };
            if !subjects().iter().any(|subject| (1..=8).any(|seed| changes(subject, seed))) {
                idle.push(format!("{} {}", hazard.name(), kind.name()));
            }
        }
    }
    assert!(idle.is_empty(), "{idle:?}");
}
