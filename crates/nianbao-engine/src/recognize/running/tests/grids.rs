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
