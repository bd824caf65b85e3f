//! Headings, paragraphs and what stands in them.

use super::{read, reads, shown};

#[test]
fn blocks_become_paragraphs_whatever_they_are_called() {
    reads(
        "<div>一</div><section>二<p>三</p>四</section><blockquote>五</blockquote><center>六</center><address>七</address>八",
        &["p 一", "p 二", "p 三", "p 四", "p 五", "p 六", "p 七", "p 八"],
    );
}

#[test]
fn styles_can_turn_lines_into_blocks_and_back() {
    reads(
        "<span style='display:block'>一</span><span style='display : BLOCK !important'>二</span>\
         <p style='display:inline'>三</p><p style='display:inline'>四</p>",
        &["p 一", "p 二", "p 三四"],
    );
}

#[test]
fn inline_markup_adds_no_blanks() {
    reads("<p>共<b>收到</b><span>12</span><a href=x>件</a>，<em>均</em>已办结。</p>", &["p 共收到12件，均已办结。"]);
}

#[test]
fn white_space_is_collapsed_but_wide_blanks_stay() {
    reads(
        "<p>\n\t　　年度　报告   of  the\n  year 中文\n   换行&nbsp;和 English\n中文　</p>",
        &["p 年度　报告 of the year 中文换行\u{a0}和 English 中文"],
    );
}

#[test]
fn lines_of_a_paragraph_stay_together() {
    reads("<p>某县人民政府<br>2024年报告</p>", &["p 某县人民政府⏎2024年报告"]);
}

#[test]
fn a_chain_of_line_breaks_is_a_chain_of_paragraphs() {
    reads("<div>一。<br>二。<br/>三。</div>", &["p 一。", "p 二。", "p 三。"]);
    reads("<p>一。<br><br>二。<br>&nbsp;<br>三。</p>", &["p 一。", "p 二。", "p 三。"]);
    reads("<p>　　一。<br>　　二。<br>&nbsp;&nbsp;&nbsp;&nbsp;三。</p>", &["p 一。", "p 二。", "p 三。"]);
}

#[test]
fn the_topmost_heading_in_use_is_of_the_first_level() {
    reads(
        "<h3>一、情况</h3><p>甲。</p><h4>（一）公开</h4><p>乙。</p><h3>二、问题</h3>",
        &["h1 一、情况", "p 甲。", "h2 （一）公开", "p 乙。", "h1 二、问题"],
    );
}

#[test]
fn a_place_in_the_text_is_counted_in_headings_and_paragraphs() {
    let json = serde_json::to_value(read("<h2>一</h2><p>甲</p><p> </p><div>乙</div>")).unwrap();
    let places: Vec<_> = json["blocks"].as_array().unwrap().iter().map(|block| block["at"].clone()).collect();
    assert_eq!(places, ["第1段", "第2段", "第3段"]);
}

#[test]
fn ordered_lists_keep_their_numbers() {
    reads(
        "<ol start=3><li>甲</li><li value=7>乙<ul><li>丙</li></ul></li><li><p>丁</p></li><li> </li></ol>",
        &["p 3. 甲", "p 7. 乙", "p 丙", "p 8. 丁"],
    );
    reads(
        "<ol type=a><li>甲</ol><ol type=I><li>乙<li>丙</ol><ol reversed><li>丁<li>戊</ol>",
        &["p a. 甲", "p I. 乙", "p II. 丙", "p 2. 丁", "p 1. 戊"],
    );
    reads(
        "<ol style='list-style: none'><li>一、甲</ol><ol style='list-style-type:cjk-ideographic' start=11><li>乙</ol>",
        &["p 一、甲", "p 十一、乙"],
    );
}

#[test]
fn preformatted_text_keeps_its_lines_and_blanks() {
    let document = read("<pre>\n    项目    数量\n　　甲        1  \n\n乙        2</pre>");
    assert_eq!(shown(&document), "p     项目    数量\np 甲        1\np 乙        2\n");
}

#[test]
fn a_style_can_preserve_lines_too() {
    reads(
        "<div style='white-space: pre-wrap'>一。\n　　二。\n\n三。</div><div>四\n五</div>",
        &["p 一。", "p 二。", "p 三。", "p 四五"],
    );
}

#[test]
fn entities_are_read() {
    reads("<p>&ldquo;甲&rdquo;&lt;乙&gt;&amp;&#20013;&#x6587;&mdash;</p>", &["p “甲”<乙>&中文—"]);
}

#[test]
fn inserted_text_stays_and_deleted_text_goes_and_both_are_noted() {
    reads(
        "<p>共<del>10</del><ins>12<ins>件</ins></ins>。</p>",
        &["p 共12件。", "note Deleted 第1段 10", "note Inserted 第1段 12件"],
    );
}

#[test]
fn pictures_are_noted_with_their_description_and_place() {
    reads(
        "<p>甲</p><img src=a.png alt=' 流程图 '><p>乙<img src=b.png></p>",
        &["p 甲", "p 乙", "note Image 第1段后 流程图", "note Image 第2段"],
    );
}

#[test]
fn hidden_text_is_left_out_and_noted_where_it_is_more_than_a_button() {
    reads(
        "<p>甲</p><div style='display:none'>展开</div><div hidden>\n                                <p>这里是一段不显示给读者看的说明文字，超过二十个字</p></div>\
         <template><table><tr><td>1<td>2</table></template><noscript>请启用脚本</noscript><p style='mso-hide:all'>隐</p>",
        &["p 甲", "note Hidden 第1段后 这里是一段不显示给读者看的说明文字，超过二十个字", "note Hidden 第1段后 1", "2"],
    );
}

#[test]
fn scripts_styles_and_comments_are_no_text() {
    reads(
        "<style>p{color:red}</style><p>甲<!-- 乙 --><script>document.write('丙')</script></p><svg><text>丁</text></svg>",
        &["p 甲"],
    );
}

#[test]
fn one_page_of_a_pdf_after_the_other_gives_a_paragraph_a_line() {
    reads(
        "<div id=page1><p style='position:absolute;top:90px'>本报告由某县编制，反映了全年</p>\
         <p style='position:absolute;top:120px'>工作情况。</p><p>- 1 -</p></div><div id=page2><p>一、总体情况</p></div>",
        &["p 本报告由某县编制，反映了全年", "p 工作情况。", "p - 1 -", "p 一、总体情况"],
    );
}
