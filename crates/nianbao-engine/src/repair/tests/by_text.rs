//! What sentences say for and against answers.

use super::*;

/// A sure sentence that gives these cells together so many.
fn says(count: i64, cells: &[&str]) -> Statement {
    Statement {
        sentence: format!("全年共{count}件。"),
        printed: format!("{count}件"),
        value: count.into(),
        readings: vec![cells.iter().map(|&cell| cell.to_owned()).collect()],
        is_sure: true,
    }
}

#[test]
fn a_sentence_decides() {
    let mut report = sample();
    set(&mut report, "disputes.reconsideration.pending", 4);
    let statement = Statement {
        sentence: "全年被申请复议11件。".to_owned(),
        printed: "11件".to_owned(),
        value: 11.into(),
        readings: vec![vec!["disputes.reconsideration.total".to_owned()]],
        is_sure: true,
    };
    let upheld = Statement {
        value: 0.into(),
        readings: vec![vec!["disputes.reconsideration.pending".to_owned()]],
        ..statement.clone()
    };
    let answers = answers(&report, None, &[statement, upheld]);
    assert_eq!(answers, [one("disputes.reconsideration.pending", 0)]);
}

#[test]
fn a_sentence_about_a_sum_speaks_of_the_sum() {
    let mut report = sample();
    set(&mut report, "requests.handled.unavailable.not_held.total", 62);
    let sum = [
        "requests.handled.unavailable.not_held.total",
        "requests.handled.unavailable.must_be_created.total",
        "requests.handled.unavailable.unclear_after_correction.total",
    ];
    let found = diagnosis(&report, None, &[says(26, &sum)]);
    let change = &found.causes[0].answers[0].changes[0];
    assert_eq!((change.cell.as_str(), change.to), (sum[0], 26.into()));
    let cells = sum.map(str::to_owned).to_vec();
    let prose = Evidence::Prose { sentence: "全年共26件。".to_owned(), printed: "26件".to_owned(), cells };
    assert!(change.evidence.contains(&prose), "{:?}", change.evidence);
}

#[test]
fn a_sentence_about_the_cell_needs_no_other() {
    let mut report = sample();
    set(&mut report, "requests.handled.partial.total", 21);
    let found = diagnosis(&report, None, &[says(12, &["requests.handled.partial.total"])]);
    let evidence = &found.causes[0].answers[0].changes[0].evidence;
    let is_plain = |piece: &Evidence| matches!(piece, Evidence::Prose { cells, .. } if cells.is_empty());
    assert!(evidence.iter().any(is_plain), "{evidence:?}");
}

#[test]
fn two_cells_that_the_text_gives_go_before_one_that_it_denies() {
    let mut report = sample();
    set(&mut report, "disputes.litigation_direct.pending", 2);
    let of_text = [
        says(7, &["disputes.litigation_direct.total"]),
        says(5, &["disputes.litigation_direct.upheld"]),
        says(2, &["disputes.litigation_direct.pending"]),
    ];
    let changed =
        [("disputes.litigation_direct.upheld".to_owned(), 5), ("disputes.litigation_direct.total".to_owned(), 7)];
    assert_eq!(sorted(answers(&report, None, &of_text)), sorted(vec![changed.to_vec()]));
    // Without the text, the total alone.
    assert_eq!(answers(&report, None, &[])[0], one("disputes.litigation_direct.total", 2));
}

fn sorted(mut answers: Vec<Vec<(String, i64)>>) -> Vec<Vec<(String, i64)>> {
    answers.iter_mut().for_each(|answer| answer.sort());
    answers
}

#[test]
fn an_answer_that_leaves_a_denied_cell_standing_comes_after_one_that_mends_it() {
    let mut report = sample();
    for (column, count) in [("upheld", 3), ("corrected", 4), ("total", 6)] {
        set(&mut report, &format!("disputes.litigation_after.{column}"), count);
    }
    let of_text = [says(6, &["disputes.litigation_after.upheld"]), says(6, &["disputes.litigation_after.total"])];
    let answers = sorted(answers(&report, None, &of_text));
    let both =
        vec![("disputes.litigation_after.corrected".to_owned(), 0), ("disputes.litigation_after.upheld".to_owned(), 6)];
    assert_eq!(answers[0], both);
    assert!(!answers.contains(&one("disputes.litigation_after.upheld", 2)), "{answers:?}");
}

#[test]
fn of_several_answers_that_the_text_denies_none_is_the_likeliest() {
    let mut report = sample();
    for (column, more) in [("natural_person", 3), ("total", 3)] {
        let id = format!("requests.brought_forward.{column}");
        let count = value(&report, &id) + more;
        set(&mut report, &id, count);
    }
    let undisputed = diagnosis(&report, None, &[]);
    assert!(undisputed.causes[0].answers.len() > 1, "{:?}", undisputed.causes);
    let cells = ["brought_forward", "received", "carried_forward"].map(|row| format!("requests.{row}.total"));
    let of_text: Vec<Statement> = cells.iter().map(|cell| says(500, &[cell])).collect();
    let found = diagnosis(&report, None, &of_text);
    let [cause] = &found.causes[..] else { panic!("{:?}", found.causes) };
    assert!(cause.answers.len() > 1 && cause.likeliest().is_none(), "{cause:?}");
    assert!(cause.answers.iter().all(|answer| answer.changes.iter().any(|change| !change.against.is_empty())));
}

#[test]
fn what_the_text_denies_is_said_where_there_is_nothing_better() {
    let mut report = sample();
    set(&mut report, "requests.handled.granted.natural_person", 13);
    let found = diagnosis(&report, None, &[says(14, &["requests.handled.granted.natural_person"])]);
    let change = &found.causes[0].answers[0].changes[0];
    assert_eq!(change.to, 31.into());
    assert!(matches!(&change.against[..], [Evidence::Prose { printed, .. }] if printed == "14件"), "{change:?}");
    let agreeing = diagnosis(&report, None, &[says(31, &["requests.handled.granted.natural_person"])]);
    assert_eq!(agreeing.causes[0].answers[0].changes[0].against, []);
}
