//! Grids without merged cells: those that can be trusted are left alone, the others are read by order and number.

use super::*;

/// The requests table with each label in a column of its own, as a spreadsheet saves it.
fn sheet(row: impl Fn(&[String], &[String]) -> String) -> String {
    let header = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|||申请人情况||||||
|||自然人|法人或其他组织|||||总计
||||商业企业|科研机构|社会公益组织|法律服务机构|其他|";
    let lines: Vec<String> = rows(requests()).iter().map(|(labels, figures)| row(labels, figures)).collect();
    format!("{header}\n{}", lines.join("\n"))
}

/// Labels and empty cells up to the first column of figures.
fn in_columns(labels: &[String], figures: &[String]) -> String {
    let mut cells = labels.to_vec();
    cells.resize(3, String::new());
    cells.extend_from_slice(figures);
    cells.join("|")
}

#[test]
fn a_sheet_with_its_columns_is_left_alone() {
    is_left_alone(&grid(&sheet(in_columns)));
}

#[test]
fn blank_figures_under_their_columns_are_no_contradiction() {
    let blank = |labels: &[String], figures: &[String]| {
        let mut figures = figures.to_vec();
        figures[1..6].fill(String::new());
        in_columns(labels, &figures)
    };
    is_left_alone(&grid(&sheet(blank)));
}

#[test]
fn a_column_more_than_the_forms_is_no_contradiction() {
    is_left_alone(&grid(&sheet(|labels, figures| format!("{}|12", in_columns(labels, figures)))));
    is_left_alone(&grid(&sheet(|labels, figures| format!("{}|12", in_columns(labels, figures))).replace("\n", "\n1|")));
}

#[test]
fn cells_that_merged_labels_leave_out() {
    let collapsed = |labels: &[String], figures: &[String]| format!("{}|{}", labels.join("|"), figures.join("|"));
    let text = sheet(collapsed).replace("|||自然人|法人", "|自然人|法人").replace("||||商业", "||商业");
    reads_all(&grid(&text), &wanted(requests()));
}

#[test]
fn moved_cells_that_a_page_cut_off_from_their_header() {
    let collapsed = |labels: &[String], figures: &[String]| format!("{}|{}", labels.join("|"), figures.join("|"));
    let text = sheet(collapsed).replace("|||自然人|法人", "|自然人|法人").replace("||||商业", "||商业");
    let (first, second) = text.split_at(text.find("三、本年度办理结果|（四）").expect("a row of the form"));
    let mut document = grid(first.trim_end());
    document.blocks.extend(super::text("- 4 -").blocks);
    document.blocks.extend(grid(second).blocks);
    reads_all(&document, &wanted(requests()));
}

#[test]
fn a_row_that_lacks_a_figure_among_moved_rows_is_undecided() {
    let collapsed = |labels: &[String], figures: &[String]| {
        let figures =
            if labels.last().is_some_and(|label| label.starts_with("2.重复")) { &figures[..6] } else { figures };
        format!("{}|{}|", labels.join("|"), figures.join("|"))
    };
    let text = sheet(collapsed).replace("|||自然人|法人", "|自然人|法人").replace("||||商业", "||商业");
    let read = read(&grid(&text));
    assert_eq!(read.undecided().len(), 1);
    let wanted = wanted(requests());
    let expected = wanted.iter().filter(|(id, _)| !id.contains(".repeated."));
    assert!(expected.eq(read.cells.iter()), "{:?}", read.cells);
}

#[test]
fn labels_behind_their_figures_with_empty_cells_at_the_end() {
    let behind = |labels: &[String], figures: &[String]| format!("{}|{}||", figures.join("|"), labels.join("|"));
    reads_all(&grid(&sheet(behind)), &wanted(requests()));
}

#[test]
fn all_figures_of_a_row_in_one_cell() {
    let one_cell = |labels: &[String], figures: &[String]| format!("{}|{}", labels.concat(), figures.join(" "));
    reads_all(&grid(&sheet(one_cell)), &wanted(requests()));
}

#[test]
fn a_row_that_ends_too_early_is_undecided() {
    let early = |labels: &[String], figures: &[String]| {
        let is_short = labels.last().is_some_and(|label| label.starts_with("2.重复"));
        in_columns(labels, if is_short { &figures[..6] } else { figures })
    };
    let read = read(&grid(&sheet(early)));
    assert_eq!((read.undecided().len(), read.cells.len()), (1, wanted(requests()).len() - 7));
}

#[test]
fn a_header_whose_labels_are_cut_and_moved() {
    let text = "行政复议|||||行政诉讼|||||||||
结果|维持|其他结果|尚未审结|总计|未经复议直接起诉|||||复议后起诉||||
|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计";
    let figures: Vec<String> = (0..15).map(|column| figure(0, column)).collect();
    let disputes = form("2021").table("disputes").unwrap();
    reads_all(&grid(&format!("{text}\n{}", figures.join("|"))), &wanted(disputes));
}

#[test]
fn rows_of_a_moved_grid_that_are_no_table_become_text() {
    let collapsed = |labels: &[String], figures: &[String]| format!("{}|{}", labels.join("|"), figures.join("|"));
    let text = sheet(collapsed).replace("|||自然人|法人", "|自然人|法人");
    let gathered = gather(&grid(&format!("某镇人民政府|2024年度\n{text}")), &Words::of(form::builtin())).unwrap();
    let Block::Paragraph(first) = &gathered.document.blocks[0] else { panic!("no text") };
    assert_eq!((first.text.as_str(), first.at.as_deref()), ("某镇人民政府\u{3000}2024年度", Some("第1行第1列")));
}

/// The requests table as Word pastes it: what merged labels cover is left out.
fn moved(row: impl Fn(&[String], &[String]) -> String) -> String {
    sheet(row).replace("|||自然人|法人", "|自然人|法人").replace("||||商业", "||商业")
}

#[test]
fn blanks_where_full_rows_have_figures_are_blank_figures() {
    let blank = |labels: &[String], figures: &[String]| {
        let mut figures = figures.to_vec();
        if labels.last().is_some_and(|label| label.starts_with("2.重复")) {
            figures[2].clear();
            figures[6].clear();
        }
        format!("{}|{}", labels.join("|"), figures.join("|"))
    };
    let mut wanted = wanted(requests());
    for column in ["research", "total"] {
        *wanted.get_mut(&format!("requests.handled.not_processed.repeated.{column}")).expect("a cell") = String::new();
    }
    reads_all(&grid(&moved(blank)), &wanted);
}

#[test]
fn a_row_that_lacks_a_figure_is_undecided_even_with_blanks() {
    let lost = |labels: &[String], figures: &[String]| {
        let mut figures = figures.to_vec();
        if labels.last().is_some_and(|label| label.starts_with("2.重复")) {
            figures.remove(1);
            figures[3].clear();
        }
        format!("{}|{}", labels.join("|"), figures.join("|"))
    };
    let read = read(&grid(&moved(lost)));
    assert_eq!((read.undecided().len(), read.cells.len()), (1, wanted(requests()).len() - 7));
    let undecided = &read.gathered.as_ref().expect("a moved table").undecided[0];
    assert_eq!(undecided.cells.len(), 7);
    assert!(undecided.cells.iter().all(|cell| cell.starts_with("requests.handled.not_processed.repeated.")));
}

#[test]
fn remarks_and_row_numbers_are_no_figures_of_a_row_with_a_blank() {
    let remarked = |labels: &[String], figures: &[String]| {
        let mut figures = figures.to_vec();
        figures[0].clear();
        format!("7|{}|无", in_columns(labels, &figures))
    };
    let text = sheet(remarked).replacen("（本列", "序号|（本列", 1).replacen("情况||||||", "情况|||||||备注", 1);
    is_left_alone(&grid(&text.replacen("\n|||自然人", "\n||||自然人", 1).replacen("\n||||商业", "\n|||||商业", 1)));
}

#[test]
fn padding_before_a_row_that_lost_a_figure_is_no_figure() {
    let lost = |labels: &[String], figures: &[String]| match labels.last().map(String::as_str) {
        Some(label) if label.starts_with("（七）") => format!("{}|{}", labels.join("|"), figures.join("|")),
        Some(label) if label.starts_with("一、") => in_columns(labels, &figures[..6]),
        _ => in_columns(labels, figures),
    };
    let read = read(&grid(&sheet(lost)));
    assert_eq!((read.undecided().len(), read.cells.len()), (1, wanted(requests()).len() - 7));
    assert!(read.cells.keys().all(|id| !id.starts_with("requests.received.")));
}

#[test]
fn another_tables_header_above_is_no_contradiction() {
    let other = "栏目|条数|其他|其他平台|总计\n通知公告|57|3|41|98\n\n";
    is_left_alone(&grid(&format!("{other}{}", sheet(in_columns))));
}

const DISPUTES: &str = "行政复议|||||行政诉讼|||||||||
结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|||||复议后起诉||||
|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计";

#[test]
fn a_single_row_that_ends_before_its_header_is_undecided() {
    let figures: Vec<String> = (0..15).map(|column| figure(0, column)).collect();
    is_left_alone(&grid(&format!("{DISPUTES}\n{}", figures.join("|"))));
    let read = read(&grid(&format!("{DISPUTES}\n{}", figures[1..].join("|"))));
    assert_eq!(read.undecided(), [format!("TooFew: {}", figures[1..].join(" "))]);
}

#[test]
fn labels_that_contain_columns_and_stand_over_others() {
    let figures: Vec<String> = (0..15).map(|column| figure(0, column)).collect();
    let text = DISPUTES.replace("行政复议|||||", "行政复议|").replace("起诉|||||", "起诉|");
    let disputes = form("2021").table("disputes").unwrap();
    reads_all(&grid(&format!("{text}\n{}", figures.join("|"))), &wanted(disputes));
}

#[test]
fn a_blank_row_within_a_header_hides_no_heading_above_it() {
    let mut figures: Vec<String> = (0..15).map(|column| figure(0, column)).collect();
    figures[11].clear();
    let header = DISPUTES.replacen('\n', "|备注\n\n", 1);
    is_left_alone(&grid(&format!("{header}\n{}|无", figures.join("|"))));
}
