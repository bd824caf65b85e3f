//! What comes together, what goes first, and what is an error.

use nianbao_core::document::{Block, Cell, Grid, Heading, Paragraph};
use nianbao_core::finding::Severity;
use nianbao_core::form::builtin;
use nianbao_core::report::{Level, Part, PartBlock, Table};
use nianbao_core::value::CellValue;
use nianbao_core::{Document, Report};

use super::{Piece, join, pages};
use crate::Recognizer;
use crate::recognize::{Known, Recognized};

fn report() -> Report {
    Report { year: Some(2024), ..Report::new() }
}

fn with_cells(name: &str, table: &str, cells: &[(&str, CellValue)]) -> Piece {
    let mut report = report();
    let cells = cells.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
    let read = Table { edition: "2021".to_owned(), cells: cells.collect(), ..Table::default() };
    for key in read.cells.keys() {
        report.sources.insert(format!("{table}.{key}"), format!("{name}#{key}"));
    }
    report.tables.insert(table.to_owned(), read);
    Piece::of_report(name, report)
}

fn with_part(name: &str, number: u8, heading: &str, text: &str) -> Piece {
    let mut report = report();
    let blocks = if text.is_empty() { Vec::new() } else { vec![PartBlock::Paragraph { text: text.to_owned() }] };
    report.parts.push(Part { number, heading: heading.to_owned(), blocks });
    Piece::of_report(name, report)
}

fn joined(pieces: &[Piece]) -> Recognized {
    join(pieces, &Known { organ: Some("甲镇人民政府".to_owned()), year: None }, builtin())
}

/// The findings of a code: severity, what differs, and both places as they are named.
fn differences(recognized: &Recognized, code: &str) -> Vec<(Severity, String, String)> {
    let of_code = recognized.findings.iter().filter(|finding| finding.code == code);
    let place = |source: &nianbao_core::finding::Source| format!("{}#{}", source.file, source.locator);
    of_code
        .map(|finding| {
            let second = finding.related[0].source.as_ref().map(place).unwrap();
            (finding.severity, finding.source.as_ref().map(place).unwrap(), second)
        })
        .collect()
}

#[test]
fn a_figure_goes_before_a_blank_whichever_file_comes_first() {
    let blank = ("upheld", CellValue::Blank);
    let one = with_cells(
        "甲.xls",
        "disputes",
        &[("reconsideration.upheld", blank.1.clone()), ("reconsideration.total", 3.into())],
    );
    let other = with_cells("乙.xls", "disputes", &[("reconsideration.upheld", 3.into())]);
    for pieces in [[one.clone(), other.clone()], [other, one]] {
        let Recognized { report, .. } = joined(&pieces);
        assert_eq!(report.cell("disputes.reconsideration.upheld"), Some(&3.into()));
        assert_eq!(report.sources["disputes.reconsideration.upheld"], "乙.xls#reconsideration.upheld");
        assert_eq!(report.sources["disputes.reconsideration.total"], "甲.xls#reconsideration.total");
    }
}

#[test]
fn a_figure_given_twice_with_another_value_is_an_error_that_names_both_places() {
    let one = with_cells("甲.xls", "disputes", &[("reconsideration.upheld", 2.into())]);
    let other = with_cells("乙.docx", "disputes", &[("reconsideration.upheld", 3.into())]);
    let recognized = joined(&[one.clone(), other]);
    assert_eq!(recognized.report.cell("disputes.reconsideration.upheld"), Some(&2.into()), "the first is taken");
    let places = ("甲.xls#reconsideration.upheld".to_owned(), "乙.docx#reconsideration.upheld".to_owned());
    assert_eq!(differences(&recognized, "L03"), [(Severity::Error, places.0, places.1)]);
    let same = with_cells("丙.xls", "disputes", &[("reconsideration.upheld", 2.into())]);
    assert!(differences(&joined(&[one, same]), "L03").is_empty());
}

#[test]
fn a_stretch_of_a_table_takes_the_edition_of_the_rest() {
    let mut stretch = with_cells("甲.html", "requests", &[("received.total", 3.into())]);
    stretch.recognized.report.tables.get_mut("requests").unwrap().edition = "2019".to_owned();
    let rest = with_cells(
        "乙.html",
        "requests",
        &[("handled.denied.query_matter.total", 1.into()), ("handled.other.fee_unpaid.total", 0.into())],
    );
    let recognized = joined(&[stretch.clone(), rest]);
    let table = &recognized.report.tables["requests"];
    assert_eq!((table.edition.as_str(), table.cells.len()), ("2021", 3));
    let mut single_row = with_cells("丙.html", "requests", &[("handled.other.total", 2.into())]);
    single_row.recognized.report.tables.get_mut("requests").unwrap().edition = "2019".to_owned();
    let rest = with_cells("丁.html", "requests", &[("handled.other.fee_unpaid.total", 0.into())]);
    assert_eq!(differences(&joined(&[single_row, rest]), "L20").len(), 1, "cells that only one edition has");
}

#[test]
fn an_empty_form_hides_no_missing_figure() {
    let empty = with_cells("文字.docx", "disputes", &[("litigation_after.total", CellValue::Blank)]);
    let figures = with_cells("数据.xls", "disputes", &[("reconsideration.upheld", 1.into())]);
    let Recognized { report, findings } = joined(&[empty, figures]);
    assert_eq!(report.cell("disputes.litigation_after.total"), None);
    let missing = findings.iter().find(|finding| finding.code == "L04").unwrap();
    assert_eq!(missing.related.len() + 1, 14, "all cells of the table but one");
}

#[test]
fn what_is_missing_is_judged_on_the_whole() {
    let mut figures = with_cells("数据.xls", "disputes", &[("reconsideration.upheld", 1.into())]);
    let lacks = |code: &str| nianbao_core::Finding::new(code, Severity::Error);
    figures.recognized.findings = ["L04", "L05", "L06", "L07", "L08", "L15", "L02"].map(lacks).to_vec();
    let text = with_part("文字.txt", 1, "总体情况", "甲。");
    let codes: Vec<String> = joined(&[figures, text]).findings.into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["L02", "L05", "L05", "L04"], "a piece's own doubt stays; two tables and some cells are nowhere");
}

#[test]
fn parts_come_together_in_the_forms_order() {
    let pieces = [
        with_part("六.docx", 6, "其他需要报告的事项", "无。"),
        with_part("一.docx", 1, "总体情况", "甲。"),
        with_cells("数据.xls", "disputes", &[("reconsideration.upheld", 1.into())]),
        with_part("五.docx", 5, "存在的主要问题及改进情况", "乙。"),
        with_part("空.docx", 5, "存在问题及改进情况", ""),
    ];
    let Recognized { report, findings } = joined(&pieces);
    let parts: Vec<(u8, &str)> = report.parts.iter().map(|part| (part.number, part.heading.as_str())).collect();
    assert_eq!(parts, [(1, "总体情况"), (5, "存在的主要问题及改进情况"), (6, "其他需要报告的事项")]);
    assert!(findings.iter().all(|finding| finding.code != "L20"), "{findings:?}");
}

#[test]
fn a_part_given_twice_must_say_the_same() {
    let one = with_part("甲.docx", 1, "总体情况", "2024年，本镇全年收到申请3件。");
    let same = with_part("乙.txt", 1, "总体情况", "2024年，本镇全年收到\n申请 3 件。");
    assert!(differences(&joined(&[one.clone(), same]), "L20").is_empty(), "line breaks are no difference");
    let other = with_part("丙.docx", 1, "总体情况", "2024年，本镇全年收到申请2件。");
    let recognized = joined(&[one, other]);
    let places = ("甲.docx#一、总体情况".to_owned(), "丙.docx#一、总体情况".to_owned());
    assert_eq!(differences(&recognized, "L20"), [(Severity::Error, places.0, places.1)]);
    let finding = recognized.findings.iter().find(|finding| finding.code == "L20").unwrap();
    assert_eq!(
        (&*finding.arguments["first"], &*finding.arguments["second"]),
        ("…全年收到申请3件。", "…全年收到申请2件。")
    );
}

#[test]
fn organs_of_which_one_name_ends_in_the_other_are_one() {
    let named = |name: &str, organ: &str, year: i32| {
        let mut piece = with_part(name, 1, "总体情况", "甲。");
        organ.clone_into(&mut piece.recognized.report.organ.name);
        piece.recognized.report.year = Some(year);
        piece
    };
    let short = named("甲.xls", "陈区镇人民政府", 2024);
    let full = named("乙.docx", "高平市陈区镇人民政府", 2024);
    let recognized = join(&[short.clone(), full], &Known::default(), builtin());
    assert_eq!(recognized.report.organ.name, "高平市陈区镇人民政府");
    assert!(differences(&recognized, "L20").is_empty());
    let city = [named("甲.xls", "高平市", 2024), named("乙.docx", "高平市 人民政府", 2024)];
    assert!(differences(&join(&city, &Known::default(), builtin()), "L20").is_empty(), "with and without 人民政府");
    let other = named("丙.docx", "马村镇人民政府", 2023);
    let recognized = join(&[short, other], &Known::default(), builtin());
    assert_eq!(differences(&recognized, "L20").len(), 2, "organ and year");
}

#[test]
fn what_is_given_fills_in_organ_and_level() {
    let unnamed = with_part("甲.xls", 1, "总体情况", "甲。");
    let organ = joined(&[unnamed]).report.organ;
    assert_eq!((organ.name.as_str(), organ.level), ("甲镇人民政府", Some(Level::Township)));
}

/// A page of a web site: a table's rows with or without its header, and text.
fn page(rows: std::ops::Range<u32>, has_header: bool, texts: &[&str]) -> Document {
    const HEADS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    const ROWS: [&str; 6] = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "1.属于国家秘密",
        "（七）总计",
        "四、结转下年度继续办理",
    ];
    let mut document = Document::new();
    let line = |text: &&str| {
        let text = (*text).to_owned();
        match text.starts_with("五、") {
            true => Block::Heading(Heading { level: 1, text, at: None }),
            false => Block::Paragraph(Paragraph { text, ..Paragraph::default() }),
        }
    };
    let mut cells = Vec::new();
    if has_header {
        cells.extend(HEADS.iter().zip(1..).map(|(head, column)| Cell::new(0, column, *head)));
    }
    for (row, at) in rows.zip(u32::from(has_header)..) {
        cells.push(Cell::new(at, 0, ROWS[row as usize]));
        for column in 1..=7 {
            let at_text = Some(format!("第{at}行第{column}列").into());
            cells.push(Cell { at: at_text, ..Cell::new(at, column, (row * 10 + column).to_string()) });
        }
    }
    let grid = Grid { rows: cells.last().unwrap().row + 1, columns: 8, cells, ..Grid::default() };
    let texts: Vec<Block> = texts.iter().map(line).collect();
    document.blocks =
        if has_header { [texts, vec![Block::Grid(grid)]].concat() } else { [vec![Block::Grid(grid)], texts].concat() };
    document
}

#[test]
fn a_table_cut_over_two_pages_is_read_whole() {
    let recognizer = Recognizer::new(builtin());
    let mut first = page(0..3, true, &["甲镇人民政府2024年政府信息公开工作年度报告"]);
    let second = page(3..6, false, &["五、存在的主要问题及改进情况", "人手不足。"]);
    assert!(pages::goes_on(&recognizer, &first, &second, true));
    pages::append(&mut first, second);
    let piece = Piece::of_document(&recognizer, "甲.html", &first, None);
    let total = "requests.carried_forward.total";
    assert_eq!(piece.report().cell(total), Some(&57.into()));
}

#[test]
fn the_text_of_one_part_is_a_piece_though_it_is_no_report() {
    let mut document = Document::new();
    let heading = Heading { level: 1, text: "五、存在的主要问题及改进情况".to_owned(), at: None };
    let text = Paragraph { text: "人手不足。".to_owned(), ..Paragraph::default() };
    document.blocks = vec![Block::Heading(heading), Block::Paragraph(text)];
    let recognizer = Recognizer::new(builtin());
    assert!(recognizer.recognize(&document, &Known::default()).is_err());
    let text = Piece::of_document(&recognizer, "五.docx", &document, None);
    let figures = with_cells("数据.xls", "disputes", &[("reconsideration.upheld", 1.into())]);
    let report = joined(&[figures, text]).report;
    assert_eq!((report.parts[0].number, report.tables.len()), (5, 1));
}

#[test]
fn another_version_and_a_letter_are_no_pages() {
    let recognizer = Recognizer::new(builtin());
    let title = "甲镇人民政府2024年政府信息公开工作年度报告";
    let text = ["五、存在的主要问题及改进情况", "人手不足。"];
    let first = page(0..6, true, &[&[title], &text[..]].concat());
    assert!(!pages::goes_on(&recognizer, &first, &first.clone(), true));
    let mut letter = Document::new();
    letter
        .blocks
        .push(Block::Paragraph(Paragraph {
            text: "现将年报报上，请查收。".to_owned(), ..Paragraph::default()
        }));
    assert!(!pages::goes_on(&recognizer, &first, &letter, false), "it lay in the folder beside the report");
}

#[test]
fn places_name_their_file() {
    let mut document = page(0..3, true, &[]);
    pages::name_places(&mut document, "a#b.html");
    let piece = Piece::of_document(&Recognizer::new(builtin()), "a#b.html", &document, None);
    assert_eq!(piece.report().sources["requests.received.total"], "a#b.html#第1行第7列");
    let other = with_cells("c.json", "requests", &[("received.total", 99.into())]);
    let places = ("a#b.html#第1行第7列".to_owned(), "c.json#received.total".to_owned());
    assert_eq!(differences(&joined(&[piece, other]), "L03"), [(Severity::Error, places.0, places.1)]);
}
