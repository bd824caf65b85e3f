//! Whole pages: what belongs to the article and what is the site's, titles, and our own pages read back.

use nianbao_core::document::{Block, Grid};
use nianbao_plugin::{Context, ExportJob, Language};

use super::{import, read, reads, shown};
use crate::export::{self, tests::sample};

/// A page as portals publish them: menus, a breadcrumb, a table of metadata, share bar, side lists and foot.
fn portal(article_attributes: &str) -> String {
    let list = |name: &str| {
        let items: String = (1..=8).map(|n| format!("<li><a href=\"/{n}.html\">{name}之{n}</a></li>")).collect();
        format!("<ul>{items}</ul>")
    };
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>甲县档案局2024年工作情况统计_甲县人民政府门户网站</title></head><body>\
         <div id=top><h1><a href=/>甲县人民政府</a></h1><div>{menu}</div>\
         <form><input type=text value='请输入关键字'><button>搜索</button></form></div>\
         <div class=position>当前位置：<a href=/>首页</a> &gt; <a href=/a>政务</a> &gt; <a href=/b>年报</a> &gt; <a href=/c>部门</a></div>\
         <div class=wrap><div class=left><h2>甲县档案局2024年工作情况统计</h2>\
         <table><tr><td>索引号<td>0001/2025<td>日期<td>2025-01-20</table>\
         <div {article_attributes}><p>　　本统计依照有关规定编制，全文由两部分组成。</p><p><strong>一、概述</strong></p>\
         <p>　　全年接待查档群众，回复来信，开放档案；各项工作平稳。</p>\
         <table><tr><td>项目<td>件数<td>比上年<tr><td>查档<td>12<td>3<tr><td>来信<td>5<td>0</table>\
         <p>　　存在的不足，一是人手紧，二是设备旧。</p></div>\
         <div class='bdsharebuttonbox'><a href=#>微信</a><a href=#>微博</a><a href=#>空间</a><a href=#>打印</a></div></div>\
         <div class=right><h3>相关链接</h3>{side}</div></div>\
         <div class=bottom><p>主办：甲县人民政府办公室</p><p>X ICP备00000000号　网站标识码0000000000</p></div></body></html>",
        menu = list("栏目"),
        side = list("文章"),
    )
}

#[test]
fn a_portal_page_gives_the_article_by_its_evidence() {
    insta::assert_snapshot!("portal", shown(&read(&portal("id=zoom"))));
    // A class that only sounds like an article's has none of the text.
    let decoy = portal("id=zoom").replace("class=right", "class='right article-content'");
    insta::assert_snapshot!("portal", shown(&read(&decoy)));
}

#[test]
fn without_a_hint_more_is_kept_but_menus_and_foot_go() {
    insta::assert_snapshot!(shown(&read(&portal("class=x"))));
}

#[test]
fn a_table_outside_of_what_looks_like_the_article_is_not_lost() {
    let table = "<table><tr><td>补充<td>件数<tr><td>电话<td>7<tr><td>网上<td>8</table>";
    let page = portal("id=zoom").replace("<div class=right>", &format!("<div class=right>{table}"));
    let shown = shown(&read(&page));
    assert!(shown.contains("0:电话 | 1:7") && shown.contains("0:查档 | 1:12"), "{shown}");
}

#[test]
fn a_table_in_a_share_bar_or_menu_is_not_lost() {
    reads(
        "<p>甲，乙，丙，丁，戊。</p><div class=share-nav><table><tr><td>项<td>数<tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3</table></div>",
        &["p 甲，乙，丙，丁，戊。", "表1 4×2", "0:项 | 1:数", "0:a | 1:1", "0:b | 1:2", "0:c | 1:3"],
    );
}

#[test]
fn a_heading_in_an_element_that_is_called_like_a_menu_is_not_lost() {
    reads(
        "<p>甲，乙，丙，丁，戊，己，庚，辛，壬，癸。</p><div class=nav-title>一、情况</div><p>子。</p><div class=menu><a href=x>上一篇</a></div>",
        &["p 甲，乙，丙，丁，戊，己，庚，辛，壬，癸。", "p 一、情况", "p 子。"],
    );
}

#[test]
fn a_table_of_links_with_a_head_is_not_lost() {
    reads(
        "<p>甲。</p><table><tr><th>文件<th>网址<tr><td><a href=1>文件一</a><td><a href=1>网址一</a><tr><td><a href=2>文件二</a><td>\
         <a href=2>网址二</a></table>",
        &["p 甲。", "表1 3×2", "0:文件 | 1:网址", "0:文件一 | 1:网址一", "0:文件二 | 1:网址二"],
    );
}

#[test]
fn a_short_article_among_many_links_is_not_lost() {
    let links: String = (0..60).map(|n| format!("<li><a href={n}>栏目之{n}</a></li>")).collect();
    reads(
        &format!(
            "<form><div><ul>{links}</ul><div><p>甲县无此类情况，特此说明。</p><p>一、甲；二、乙。</p></div></div></form>"
        ),
        &["p 甲县无此类情况，特此说明。", "p 一、甲；二、乙。"],
    );
}

#[test]
fn the_foot_of_a_short_page_goes_but_not_the_page_around_it() {
    reads(
        "<div class=wrap><p>甲县有一个很短的页面，上面只有这么一段话，没有别的。</p><div>X ICP备00000000号</div></div>",
        &["p 甲县有一个很短的页面，上面只有这么一段话，没有别的。"],
    );
}

#[test]
fn the_title_is_that_of_the_metadata() {
    reads(
        "<head><title>站名</title><meta name=articletitle content='某局2024年统计'></head><h1>站名</h1><p>甲</p>",
        &["title 某局2024年统计", "h1 站名", "p 甲"],
    );
}

#[test]
fn a_heading_that_the_window_repeats_is_the_title() {
    reads(
        "<title>某局 2024年统计 - 某县</title><h1>某局<br>2024年统计</h1><h2>一、情况</h2><p>甲</p>",
        &["title 某局2024年统计", "h1 一、情况", "p 甲"],
    );
}

#[test]
fn a_heading_that_says_more_than_the_window_is_the_title() {
    let text = "甲，乙，丙，丁，戊，己。";
    reads(
        &format!(
            "<title>2024年统计报告_某县</title><div class=article-title>某局<br>2024年统计报告</div><div id=zoom>{text}</div>"
        ),
        &["title 某局2024年统计报告", &format!("p {text}")],
    );
    reads(
        &format!("<title>x</title><meta name=ArticleTitle content=2024年统计报告><h3>某局2024年统计报告</h3><p>{text}"),
        &["title 某局2024年统计报告", &format!("p {text}")],
    );
}

#[test]
fn a_section_that_is_a_first_level_heading_stays_one() {
    reads(
        "<title>统计_某县</title><h1>一、情况</h1><p>甲</p><h1>二、问题</h1><p>乙</p>",
        &["title 统计", "h1 一、情况", "p 甲", "h1 二、问题", "p 乙"],
    );
    reads("<title>详情</title><h1>一、情况</h1><p>甲</p>", &["title 一、情况", "h1 一、情况", "p 甲"]);
}

fn own_page(job: &ExportJob) -> String {
    export::page(job, &Context::detached(Language::Zh)).unwrap()
}

fn grids(blocks: &[Block]) -> impl Iterator<Item = &Grid> {
    blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
}

#[test]
fn a_page_of_nianbao_reads_back_as_it_was_written() {
    let job = sample::job();
    let imported = import(own_page(&job).as_bytes()).unwrap();
    let document = &imported.document;
    assert_eq!(document.title, job.document.title);
    let texts = |blocks: &[Block]| -> Vec<(u8, String)> {
        let text = |block: &Block| match block {
            Block::Heading(heading) => Some((heading.level, heading.text.clone())),
            Block::Paragraph(paragraph) => Some((0, paragraph.text.clone())),
            Block::Grid(_) => None,
        };
        blocks.iter().filter_map(text).collect()
    };
    assert_eq!(texts(&document.blocks), texts(&job.document.blocks));
    for (read, written) in grids(&document.blocks).zip(grids(&job.document.blocks)) {
        assert_eq!((read.rows, read.columns, &read.name), (written.rows, written.columns, &written.name));
        for cell in &written.cells {
            let found = read.cells.iter().find(|found| (found.row, found.column) == (cell.row, cell.column)).unwrap();
            assert_eq!((&found.text, found.row_span, found.column_span), (&cell.text, cell.row_span, cell.column_span));
        }
    }
    assert_eq!(grids(&document.blocks).count(), grids(&job.document.blocks).count());
    let mut report = job.report;
    report.sources.clear();
    assert_eq!(imported.embedded, Some(report));
    assert_eq!(imported.diagnostics, []);
}

#[test]
fn damaged_data_in_a_page_of_nianbao_is_said_and_the_page_is_read() {
    let page = own_page(&sample::job()).replace("\"schema\":\"nianbao-report/1\"", "\"schema\":");
    let imported = import(page.as_bytes()).unwrap();
    assert_eq!(imported.embedded, None);
    assert_eq!(imported.diagnostics[0].code, "embedded_data");
    assert!(!imported.document.blocks.is_empty());
}
