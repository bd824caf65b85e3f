//! Tables: merged cells, rows that do not fit each other, and tables in cells.

use super::*;

const RESTART: &str = r#"<w:vMerge w:val="restart"/>"#;
const CONTINUE: &str = "<w:vMerge/>";

fn span(columns: u32) -> String {
    format!(r#"<w:gridSpan w:val="{columns}"/>"#)
}

#[track_caller]
fn check(rows: &[String], expected: &str) -> Document {
    let document = File::new(&wrapped(&rows.concat())).document();
    assert_eq!(outline(&document), format!("表1 {expected}"));
    document
}

#[test]
fn merged_cells() {
    let rows = [
        tr(&[tc(&format!("{}{RESTART}", span(2)), "申请人"), tc(RESTART, "合计"), tc("", "甲")]),
        tr(&[tc(&format!("{}{CONTINUE}", span(2)), ""), tc(r#"<w:vMerge w:val="continue"/>"#, ""), tc("", "")]),
    ];
    let document = check(&rows, "2x4 [申请人 +1,+1][合计 +1,+0][甲] / []");
    let grid = grids(&document)[0];
    assert_eq!(cell_at(grid, "表1第2行第4列").text, "", "a blank cell has a place");
    assert_eq!(cell_at(grid, "表1第1行第3列").text, "合计");
}

#[test]
fn vmerge_that_contradicts_the_grid() {
    // Nothing to continue: above the first row, below a plain cell, and of another width.
    let rows = [
        tr(&[tc(CONTINUE, "甲"), tc("", "1"), tc(&format!("{RESTART}{}", span(2)), "宽")]),
        tr(&[tc("", "乙"), tc(CONTINUE, "2"), tc(CONTINUE, "3"), tc("", "4")]),
    ];
    check(&rows, "2x4 [甲][1][宽 +0,+1] / [乙][2][3][4]");
}

#[test]
fn several_cells_continue_a_wide_one() {
    let rows = [
        tr(&[tc(&format!("{RESTART}{}", span(2)), "其他处理"), tc("", "1")]),
        tr(&[tc(CONTINUE, ""), tc(CONTINUE, ""), tc("", "2")]),
    ];
    check(&rows, "2x3 [其他处理 +1,+1][1] / [2]");
    let too_few = [
        tr(&[tc(&format!("{RESTART}{}", span(3)), "其他处理")]),
        tr(&[tc(CONTINUE, "1"), tc(CONTINUE, "2"), tc("", "3")]),
    ];
    check(&too_few, "2x3 [其他处理 +0,+2] / [1][2][3]");
}

#[test]
fn text_under_a_merged_cell_is_noted() {
    let rows = [tr(&[tc(RESTART, "甲"), tc("", "1")]), tr(&[tc(CONTINUE, "看不见"), tc("", "2")])];
    let document = check(&rows, "2x2 [甲 +1,+0][1] / [2]");
    assert_eq!(notes(&document, NoteKind::Hidden), ["表1第1行第1列: 看不见"]);
}

#[test]
fn hmerge_of_old_files() {
    let rows = [
        tr(&[tc(r#"<w:hMerge w:val="restart"/>"#, "标题"), tc("<w:hMerge/>", ""), tc("", "尾")]),
        tr(&[tc("", "1"), tc("", "2"), tc("", "3")]),
    ];
    check(&rows, "2x3 [标题 +0,+1][尾] / [1][2][3]");
}

#[test]
fn columns_left_free_before_and_after() {
    let free = concat!(
        r#"<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>"#,
        "<w:tc><w:p/></w:tc></w:tr>"
    );
    let rows = [tr(&[tc("", "甲"), tc("", "乙"), tc("", "丙")]), free.to_owned()];
    let document = check(&rows, "2x3 [甲][乙][丙] / []");
    assert_eq!(grids(&document)[0].cells[3].column, 1);
}

#[test]
fn rows_with_fewer_and_more_cells() {
    let rows =
        [tr(&[tc("", "甲"), tc("", "乙")]), tr(&[tc("", "1")]), tr(&[tc("", "2"), tc("", "3"), tc("", "4")]), tr(&[])];
    check(&rows, "4x3 [甲][乙] / [1] / [2][3][4]");
}

#[test]
fn spans_told_by_widths_alone() {
    let width = |width: u32| format!(r#"<w:tcW w:w="{width}" w:type="dxa"/>"#);
    let rows = [
        tr(&[tc(&width(2000), "项目"), tc(&width(3010), "申请人情况")]),
        tr(&[tc(&width(2005), ""), tc(&width(1000), "自然人"), tc(&width(1000), "法人"), tc(&width(1000), "总计")]),
    ];
    check(&rows, "2x4 [项目][申请人情况 +0,+2] / [][自然人][法人][总计]");
    // Widths that contradict each other say nothing.
    let odd = [rows[0].clone(), rows[1].clone(), tr(&[tc(&width(300), "1"), tc(&width(4700), "2")])];
    check(&odd, "3x4 [项目][申请人情况] / [][自然人][法人][总计] / [1][2]");
}

#[test]
fn paragraphs_and_breaks_in_a_cell_are_lines() {
    let cell =
        "<w:tc><w:p><w:r><w:t>自</w:t><w:br/><w:t>然</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>人</w:t></w:r></w:p></w:tc>";
    check(&[tr(&[cell.to_owned(), tc("", "1")])], "1x2 [自⏎然⏎人][1]");
}

#[test]
fn a_nested_table_follows_the_outer_one() {
    let inner = tbl(&[&["子", "7"]]);
    let cell = format!("<w:tc>{}{inner}<w:p/></w:tc>", p("其中"));
    let rows = [tr(&[tc("", "甲"), tc("", "1")]), tr(&[tc("", "乙"), cell])];
    let document = File::new(&format!("{}{}", wrapped(&rows.concat()), tbl(&[&["后", "8"]]))).document();
    assert_eq!(outline(&document), "表1 2x2 [甲][1] / [乙][其中]\n表1第2行第2列内表1 1x2 [子][7]\n表2 1x2 [后][8]");
    assert_eq!(cell_at(grids(&document)[1], "表1第2行第2列内表1第1行第2列").text, "7");
}

#[test]
fn one_cell_alone_in_a_cell_is_its_text() {
    let cell = format!("<w:tc>{}<w:p/></w:tc>", tbl(&[&["121"]]));
    check(&[tr(&[tc("", "甲"), cell])], "1x2 [甲][121]");
}

#[test]
fn a_hidden_row_is_read_and_marked() {
    let hidden = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr>", tc("", "乙"), tc("", "2"));
    let document = check(&[tr(&[tc("", "甲"), tc("", "1")]), hidden], "2x2 [甲][1] / [乙][2]");
    assert_eq!(
        grids(&document)[0].cells.iter().map(|cell| cell.hidden).collect::<Vec<_>>(),
        [false, false, true, true]
    );
}

#[test]
fn a_header_repeated_after_a_page_cut_is_a_plain_row() {
    let header = || format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>", tc("", "项目"), tc("", "数量"));
    let rows = [header(), tr(&[tc("", "甲"), tc("", "1")]), header(), tr(&[tc("", "乙"), tc("", "2")])];
    check(&rows, "4x2 [项目][数量] / [甲][1] / [项目][数量] / [乙][2]");
}

#[test]
fn a_table_around_the_whole_page_is_taken_off() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>"#;
    let inner = tbl(&[&["项目", "数量"], &["规章", "1"]]);
    let cell = format!(
        "<w:tc>{}{}{}{inner}{}</w:tc>",
        p("某局年度报告"),
        styled("1", "一、总体情况"),
        p("正文。"),
        p("结束。")
    );
    let document = File::new(&wrapped(&tr(&[cell]))).styles(styles).document();
    assert_eq!(outline(&document), "某局年度报告\n#1 一、总体情况\n正文。\n表1 2x2 [项目][数量] / [规章][1]\n结束。");
}

#[test]
fn a_frame_of_few_cells_is_taken_off_too() {
    let row: &[&str] = &["1", "2", "3", "4"];
    let page = format!("<w:tc>{}{}</w:tc>", p("正文。"), tbl(&[row, row, row]));
    let document = File::new(&wrapped(&tr(&[tc("", "导航"), page, tc("", "")]))).document();
    assert_eq!(outline(&document), "导航\n正文。\n表1 3x4 [1][2][3][4] / [1][2][3][4] / [1][2][3][4]");
}

#[test]
fn margins_made_of_empty_cells_are_taken_off() {
    let page = format!("<w:tc>{}{}</w:tc>", p("一、总体情况"), p("正文。"));
    let document = File::new(&wrapped(&tr(&[tc("", ""), page, tc("", "")]))).document();
    assert_eq!(outline(&document), "一、总体情况\n正文。");
}

#[test]
fn a_table_of_a_single_cell_with_one_text_stays_a_table() {
    check(&[tr(&[tc("", "注：数据截至年底")])], "1x1 [注：数据截至年底]");
}
