//! Tables as HTML's table model lays them out, and the ones that are no tables.

use super::{import, read, reads, shown};

#[test]
fn spans_place_the_cells_after_them() {
    reads(
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>",
        &["表1 2×3", "0:甲[2×1] | 1:乙[1×2]", "1:1 | 2:2"],
    );
}

#[test]
fn a_cell_says_where_it_stands_in_the_expanded_table() {
    let page = "<table><tr><td rowspan=2>甲<td>乙<tr><td>5</table>";
    let json = serde_json::to_value(read(page)).unwrap();
    assert_eq!(json["blocks"][0]["at"], "表1");
    assert_eq!(json["blocks"][0]["cells"][2]["at"], "表1第2行第2列");
}

#[test]
fn a_rowspan_of_0_reaches_to_the_end_of_its_row_group() {
    reads(
        "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3</table>",
        &["表1 3×2", "0:甲[2×1] | 1:1", "1:2", "0:乙 | 1:3"],
    );
}

#[test]
fn a_rowspan_past_the_last_row_ends_with_it() {
    reads("<table><tr><td rowspan=9>甲<td>1<tr><td>2</table>", &["表1 2×2", "0:甲[2×1] | 1:1", "1:2"]);
}

#[test]
fn a_colspan_wider_than_the_header_widens_the_table() {
    reads("<table><tr><td>甲<td>乙<tr><td>1<td colspan=3>2</table>", &["表1 2×4", "0:甲 | 1:乙", "0:1 | 1:2[1×3]"]);
}

#[test]
fn a_colspan_of_a_million_means_the_whole_width() {
    reads("<table><tr><td colspan=1000000>甲<tr><td>1<td>2<td>3</table>", &["表1 2×3", "0:甲[1×3]", "0:1 | 1:2 | 2:3"]);
}

#[test]
fn spans_that_are_no_numbers_are_1() {
    reads(
        "<table><tr><td colspan='' rowspan=x>甲<td colspan=0>乙<td colspan='-2'>丙<td colspan='2列'>丁</table>",
        &["表1 1×5", "0:甲 | 1:乙 | 2:丙 | 3:丁[1×2]"],
    );
}

#[test]
fn of_two_cells_that_claim_a_place_the_first_keeps_it() {
    reads(
        "<table><tr><td>甲<td>乙<td rowspan=2>丙<tr><td colspan=3>1</table>",
        &["表1 2×3", "0:甲 | 1:乙 | 2:丙[2×1]", "0:1[1×2]"],
    );
}

#[test]
fn short_rows_leave_places_without_a_cell() {
    reads("<table><tr><td>甲<td>乙<td>丙<tr><td>1</table>", &["表1 2×3", "0:甲 | 1:乙 | 2:丙", "0:1"]);
}

#[test]
fn the_head_comes_first_and_the_foot_last_wherever_they_stand() {
    reads(
        "<table><tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>甲<td>1</tbody><thead><tr><td>项目<td>数量</thead></table>",
        &["表1 3×2", "0:项目 | 1:数量", "0:甲 | 1:1", "0:合计 | 1:3"],
    );
}

#[test]
fn placeholders_are_cells_without_text() {
    reads(
        "<table><tr><td>甲<td>&nbsp;<td>\u{3000}<td> <td><p>&nbsp;</p><td><o:p> </o:p><td>\u{200b}<td>5</table>",
        &["表1 1×8", "0:甲 | 1: | 2: | 3: | 4: | 5: | 6: | 7:5"],
    );
}

#[test]
fn words_are_put_together_from_their_pieces() {
    reads(
        "<table><tr><td><span>申请人情</span><span>况</span><td><p><font>自</font></p>\n<p>然<b>人</b></p><td>商业<br/>企业\
         <td>本年\n    新收<td>a <i>b</i>\n c</table>",
        &["表1 1×5", "0:申请人情况 | 1:自⏎然人 | 2:商业⏎企业 | 3:本年新收 | 4:a b c"],
    );
}

#[test]
fn what_word_leaves_behind_is_no_row_and_no_text() {
    reads(
        "<table class=MsoTableGrid><!--[if gte mso 9]><xml>junk</xml><![endif]--><xml><w:View>Normal</w:View></xml>\
         <tr style='mso-yfti-irow:0'><td width=100><p class=MsoNormal>甲<o:p></o:p></p></td><td><![if !supportEmptyParas]>\
         &nbsp;<![endif]><o:p></o:p></td></tr>\
         <![if !supportMisalignedColumns]><tr height=0><td width=100 style='border:none'></td><td style='border:none'></td></tr>\
         <![endif]></table>",
        &["表1 1×2", "0:甲 | 1:"],
    );
}

#[test]
fn a_row_of_no_height_that_holds_figures_is_kept() {
    reads(
        "<table><tr><td>甲<td>乙<tr height=0>\n <td>\n  <p>1</p>\n<td>2</table>",
        &["表1 2×2", "0:甲 | 1:乙", "0:1 | 1:2"],
    );
}

#[test]
fn hidden_rows_and_cells_take_no_place_and_are_noted() {
    reads(
        "<table><tr><td>项目<td style='display: none'>不显示的单元格里有很长的一段说明文字，共二十多个字<td>数量\
         <tr hidden><td>往年的一行隐藏数字也写在这里，同样超过二十个字<td>99<tr><td>甲<td>1</table>",
        &[
            "表1 2×2",
            "0:项目 | 1:数量",
            "0:甲 | 1:1",
            "note Hidden 表1 往年的一行隐藏数字也写在这里，同样超过二十个字",
            "99",
            "note Hidden 表1 不显示的单元格里有很长的一段说明文字，共二十多个字",
        ],
    );
}

#[test]
fn a_caption_names_the_table() {
    reads("<table><caption>附表 <b>1</b></caption><tr><td>1<td>2</table>", &["表1 1×2 附表 1", "0:1 | 1:2"]);
}

#[test]
fn a_table_cut_in_two_stays_two() {
    reads(
        "<table><tr><td>甲<td>1</table><p>- 3 -</p><table><tr><td>乙<td>2</table>",
        &["表1 1×2", "0:甲 | 1:1", "p - 3 -", "表2 1×2", "0:乙 | 1:2"],
    );
}

#[test]
fn a_table_that_places_the_article_is_unwrapped() {
    reads(
        "<table width=980><tr><td><table><tr><td>第一段。</td></tr></table></td></tr><tr><td>\
         <p>第二段。</p><table><tr><td>甲<td>乙<tr><td>1<td>2</table><p>第三段。</p></td></tr></table>",
        &["p 第一段。", "p 第二段。", "表1 2×2", "0:甲 | 1:乙", "0:1 | 1:2", "p 第三段。"],
    );
}

#[test]
fn a_table_of_data_in_a_cell_of_another_follows_it() {
    let page = "<table><tr><td>项目<td>数量<tr><td>甲<td>1<tr><td>明细<td>\
                <table><tr><td>子项<td>2</table><table><tr><td>又一<td>3</table></table><p>完</p>";
    reads(
        page,
        &[
            "表1 3×2",
            "0:项目 | 1:数量",
            "0:甲 | 1:1",
            "0:明细 | 1:",
            "表1第3行第2列内表1 1×2",
            "0:子项 | 1:2",
            "表1第3行第2列内表2 1×2",
            "0:又一 | 1:3",
            "p 完",
        ],
    );
    let json = serde_json::to_value(read(page)).unwrap();
    assert_eq!(json["blocks"][1]["cells"][1]["at"], "表1第3行第2列内表1第1行第2列");
}

#[test]
fn a_frame_around_a_figure_is_no_table() {
    reads(
        "<table><tr><td>甲<td>乙<tr><td><table><tr><td>1</table><td><table><tr><td>2</table></table>",
        &["表1 2×2", "0:甲 | 1:乙", "0:1 | 1:2"],
    );
}

#[test]
fn a_column_of_figures_is_a_table() {
    reads("<table><tr><td>件数<tr><td>1<tr><td>2</table>", &["表1 3×1", "0:件数", "0:1", "0:2"]);
}

#[test]
fn a_blank_form_is_a_table() {
    reads(
        "<table><tr><td>项目<td>数量<td>金额<tr><td>甲<td><td><tr><td>乙<td><td></table>",
        &["表1 3×3", "0:项目 | 1:数量 | 2:金额", "0:甲 | 1: | 2:", "0:乙 | 1: | 2:"],
    );
}

#[test]
fn a_figure_struck_through_is_not_read_with_the_one_beside_it() {
    reads(
        "<table><tr><td>甲<td><del>5</del>6<td><s>7</s>8<td><span style='text-decoration:line-through'>1</span>2</table>",
        &[
            "表1 1×4",
            "0:甲 | 1:6 | 2:8 | 3:2",
            "note Deleted 表1第1行第2列 5",
            "note Deleted 表1第1行第3列 7",
            "note Deleted 表1第1行第4列 1",
        ],
    );
}

#[test]
fn a_raised_digit_does_not_become_part_of_a_figure() {
    reads(
        "<table><tr><td>12<sup>1</sup><td>3<sup><span>2</span></sup><td><sup>4</sup><td>H<sub>2</sub>O<td>甲<sup>[1]</sup></table>",
        &["表1 1×5", "0:12¹ | 1:3² | 2:4 | 3:H₂O | 4:甲[1]"],
    );
}

#[test]
fn the_value_of_a_field_to_fill_in_is_text() {
    reads(
        "<table><tr><td>甲<td><input type=text value=12><td><input type=hidden value=99><input type=submit value=提交>\
         <td><select><option>3</select></table>",
        &["表1 1×4", "0:甲 | 1:12 | 2: | 3:"],
    );
}

/// The traps of a page that was published: labels cut into spans, blanks of Word's, columns left blank on every row.
#[test]
fn a_table_with_labels_in_pieces_and_blank_columns() {
    let blank = "<td width=\"43\"><p style=\"line-height: 2;\" align=\"\"><span><o:p> </o:p></span></p></td>";
    let p = |text: &str| format!("<p style=\"text-align: justify;\" align=\"\">{text}<span><o:p></o:p></span></p>");
    let mut page = format!(
        "<table border='1'><tbody>\n<tr><td colspan=\"2\" rowspan=\"2\">{}</td><td colspan=\"3\">{}</td></tr>\n",
        p("<span>本表各列</span><span>：第一项等于第二项</span>"),
        p("<span>来</span><span>源</span>")
    );
    page += &format!(
        "<tr><td><p><span><o:p> </o:p></span></p>{}</td><td>{}{}</td><td>{}</td></tr>\n",
        p("<span>个</span><span>人</span>"),
        p("单位"),
        p("团体"),
        p("合<font face=\"方正仿宋_GBK\">计</font>")
    );
    for (index, label) in ["收到", "办结"].iter().enumerate() {
        let group = format!("<td rowspan=\"2\">{}</td>", p("<span>全</span><span>年</span>"));
        page += &format!(
            "<tr>{}<td>{}</td><td>{}</td>{blank}<td>{}</td></tr>\n",
            if index == 0 { group.as_str() } else { "" },
            p(&format!("{}.<font>{label}</font>", index + 1)),
            p("26"),
            p("26")
        );
    }
    page += "</tbody></table>";
    insta::assert_snapshot!(shown(&import(page.as_bytes()).unwrap().document));
}
