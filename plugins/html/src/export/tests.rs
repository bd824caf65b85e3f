//! The page read back by another reader: places of cells, headers, outline, escaping, the report inside.

mod charts;
mod headers;
pub(crate) mod sample;

use std::collections::BTreeMap;

use nianbao_core::Report;
use nianbao_core::document::{Block, Cell, CellRole, Grid, ParagraphRole};
use nianbao_plugin::{Context, ExportJob, Language};
use scraper::{ElementRef, Html, Selector};

use super::page;

fn export(job: &ExportJob) -> String {
    page(job, &Context::detached(Language::Zh)).unwrap()
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn span(cell: ElementRef<'_>, attribute: &str) -> usize {
    cell.attr(attribute).map_or(1, |value| value.parse().unwrap())
}

/// Lays a table out as browsers do: the text of the cell that covers each position.
fn positions(table: ElementRef<'_>) -> BTreeMap<(usize, usize), String> {
    let mut positions = BTreeMap::new();
    for (row, tr) in table.select(&Selector::parse("tr").unwrap()).enumerate() {
        let mut column = 0;
        for cell in tr.child_elements() {
            while positions.contains_key(&(row, column)) {
                column += 1;
            }
            for below in row..row + span(cell, "rowspan") {
                for right in column..column + span(cell, "colspan") {
                    assert!(positions.insert((below, right), text(cell)).is_none(), "two cells at {below}, {right}");
                }
            }
        }
    }
    positions
}

/// The texts of the headers that a figure names.
#[track_caller]
fn assert_headers(id: &str, expected: &[&str]) {
    let page = Html::parse_document(&export(&sample::job()));
    let figure = select(&page, &format!("td[data-cell='{id}']"))[0];
    let header = |id: &str| text(select(&page, &format!("th[id='{id}']"))[0]);
    let headers: Vec<_> = figure.attr("headers").unwrap().split(' ').map(header).collect();
    assert_eq!(headers, expected, "{id}");
}

#[test]
fn every_cell_stands_at_its_place() {
    let job = sample::job();
    let page = Html::parse_document(&export(&job));
    let grids: Vec<&Grid> = job
        .document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
        .collect();
    let tables = select(&page, "table");
    assert_eq!(tables.len(), grids.len());
    for (grid, table) in grids.into_iter().zip(tables) {
        let mut expected = BTreeMap::new();
        for row in 0..grid.rows {
            for column in 0..grid.columns {
                expected.insert((row as usize, column as usize), String::new());
            }
        }
        for cell in &grid.cells {
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    expected.insert((row as usize, column as usize), cell.text.to_string());
                }
            }
        }
        assert_eq!(positions(table), expected, "{:?}", grid.name);
    }
}

#[test]
fn a_figure_names_its_headers_rows_before_columns() {
    assert_headers(
        "requests.handled.denied.state_secret.business",
        &["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "申请人情况", "法人或其他组织", "商业企业"],
    );
    assert_headers("requests.received.total", &["一、本年新收政府信息公开申请数量", "申请人情况", "总计"]);
    assert_headers("disputes.litigation_after.pending", &["行政诉讼", "复议后起诉", "尚未审结"]);
    assert_headers("disputes.reconsideration.total", &["行政复议", "总计"]);
}

#[test]
fn a_figure_of_a_band_names_the_headers_of_that_band_alone() {
    assert_headers("disclosure.rules.in_force", &["规章", "第二十条第（一）项", "现行有效件数"]);
    assert_headers("disclosure.coercion.decisions", &["行政强制", "第二十条第（六）项", "本年处理决定数量"]);
    assert_headers(
        "disclosure.charges.amount",
        &["行政事业性收费", "第二十条第（八）项", "本年收费金额（单位：万元）"],
    );
    let page = Html::parse_document(&export(&sample::job()));
    assert_eq!((select(&page, "#t1 > thead").len(), select(&page, "#t1 > tbody").len()), (0, 4));
    assert_eq!((select(&page, "#t2 > thead > tr").len(), select(&page, "#t2 > tbody > tr").len()), (3, 25));
}

#[test]
fn every_figure_is_tied_to_headers_and_ids_are_unique() {
    let page = Html::parse_document(&export(&sample::job()));
    assert_eq!(select(&page, "td[data-cell]").len(), 200);
    assert_eq!(select(&page, "td[data-cell][headers]").len(), 200);
    let mut ids: Vec<_> = select(&page, "[id]").into_iter().map(|element| element.attr("id").unwrap()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for element in select(&page, "[headers]") {
        for id in element.attr("headers").unwrap().split(' ') {
            assert!(ids.binary_search(&id).is_ok(), "{id}");
        }
    }
}

#[test]
fn the_text_is_all_there_and_nothing_in_it_is_markup() {
    let mut job = sample::job();
    let hostile = "</script></title><b onclick=\"x\">'&amp;\u{0}\u{b}{{ title }}\"";
    job.document.title = Some(hostile.to_owned());
    job.document.title_lines.clear();
    job.report.organ.name = hostile.to_owned();
    job.document.blocks.push(sample::heading(2, hostile));
    job.document.blocks.push(sample::paragraph(hostile, ParagraphRole::Body));
    let mut cell = Cell::new(0, 0, hostile);
    cell.id = Some(hostile.to_owned());
    cell.role = Some(CellRole::Data);
    job.document.blocks.push(Block::Grid(Grid {
        name: Some(hostile.to_owned()),
        rows: 1,
        columns: 1,
        cells: vec![cell],
        ..Grid::default()
    }));
    let page = export(&job);
    assert!(!page.contains(['\u{0}', '\u{b}']));
    let page = Html::parse_document(&page);
    let shown = hostile.replace(['\u{0}', '\u{b}'], "");
    for selector in ["title", "h1", "article > .level-2", "article > p:last-of-type", "#t6 td", "#t6 caption"] {
        assert_eq!(text(select(&page, selector)[0]), shown, "{selector}");
    }
    assert_eq!(select(&page, "meta[name=author]")[0].attr("content"), Some(shown.as_str()));
    assert_eq!(select(&page, "td[data-cell]").last().unwrap().attr("data-cell"), Some(shown.as_str()));
    assert!(select(&page, "[onclick]").is_empty());
}

#[test]
fn the_report_is_carried_without_its_sources() {
    let job = sample::job();
    let page = Html::parse_document(&export(&job));
    let carried = text(select(&page, "script#nianbao-report[type='application/json']")[0]);
    let mut expected = job.report;
    expected.sources.clear();
    assert_eq!(serde_json::from_str::<Report>(&carried).unwrap(), expected);
    assert!(!carried.contains("sources"));
}

#[test]
fn the_outline_leaves_out_no_rank() {
    let page = Html::parse_document(&export(&sample::job()));
    assert_eq!(text(select(&page, "h3.level-3")[0]), "1.存在的主要问题");
    assert!(select(&page, "h4").is_empty());
}

#[test]
fn line_breaks_marks_and_sign_off_show() {
    let page = Html::parse_document(&export(&sample::job()));
    assert_eq!(select(&page, "h1 > br").len(), 1);
    assert_eq!(select(&page, "article > p:first-of-type > br").len(), 1);
    assert_eq!(text(select(&page, "p.placeholder")[0]), "〔请填写总体情况〕");
    assert_eq!(text(select(&page, "p.note")[0]), "注：含上年度结转数量。");
    let signature: Vec<_> = select(&page, ".signature > p").into_iter().map(text).collect();
    assert_eq!(signature, ["甲市人民政府", "2025年1月20日"]);
}

#[test]
fn regions_that_scroll_have_names_of_their_own() {
    let page = Html::parse_document(&export(&sample::job()));
    let labels: Vec<_> =
        select(&page, "section[tabindex='0']").iter().map(|region| region.attr("aria-label").unwrap()).collect();
    let local = "1.存在的主要问题";
    assert_eq!(labels[3..], [local.to_owned(), format!("{local}（2）")]);
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = export(&sample::job());
    assert!(!page.contains("url(") && !page.contains("@import"));
    let page = Html::parse_document(&page);
    assert!(select(&page, "link, img, iframe, [src], [style], script:not([type='application/json'])").is_empty());
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    assert_eq!(export(&sample::job()), export(&sample::job()));
}

#[test]
fn a_grid_that_contradicts_itself_is_refused() {
    let refuse = |change: fn(&mut Grid)| {
        let mut job = sample::job();
        let mut grid = sample::table("disputes");
        change(&mut grid);
        job.document.blocks.push(Block::Grid(grid));
        page(&job, &Context::detached(Language::En)).unwrap_err().code
    };
    assert_eq!(refuse(|grid| grid.cells[0].column_span = 6), "cells-overlap");
    assert_eq!(refuse(|grid| grid.cells[0].row_span = u32::MAX), "cell-outside");
    assert_eq!(refuse(|grid| grid.columns = u32::MAX), "table-too-large");
}

#[test]
fn a_fragment_is_the_article_alone_and_brings_no_styles_that_leak() {
    let mut job = sample::job();
    job.options.insert("fragment".to_owned(), true.into());
    let fragment = export(&job);
    assert!(fragment.starts_with("<article"), "{fragment}");
    assert!(fragment.trim_end().ends_with("</article>"), "{fragment}");
    for foreign in ["<style", "<script", "<html", "<body", "<h1", "class="] {
        assert!(!fragment.contains(foreign), "{foreign}");
    }
    // What the page says, the fragment says too, each figure with its headers.
    let (page, alone) = (Html::parse_document(&export(&sample::job())), Html::parse_fragment(&fragment));
    let figures = |html: &Html| -> Vec<(String, String)> {
        let cells = select(html, "td[data-cell]").into_iter();
        cells.map(|cell| (cell.attr("data-cell").unwrap().to_owned(), text(cell))).collect()
    };
    assert!(!figures(&page).is_empty());
    assert_eq!(figures(&page), figures(&alone));
    for cell in select(&alone, "td[headers]") {
        for id in cell.attr("headers").unwrap().split(' ') {
            assert_eq!(select(&alone, &format!("th[id='{id}']")).len(), 1, "{id}");
        }
    }
    let article = text(select(&page, "article")[0]);
    let words = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(words(&article), words(&text(alone.root_element())));
}

#[test]
fn an_option_that_is_no_answer_is_refused() {
    let mut job = sample::job();
    job.options.insert("fragment".to_owned(), "perhaps".into());
    assert_eq!(page(&job, &Context::detached(Language::Zh)).unwrap_err().code, "option");
}

/// The page by a site's own template.
fn by_template(template: &str) -> Result<String, nianbao_plugin::PluginError> {
    let mut job = sample::job();
    let file = [("blob".to_owned(), 1.into()), ("name".to_owned(), "site.html".into())];
    job.options.insert("template".to_owned(), serde_json::Value::Object(file.into_iter().collect()));
    page(&job, &Context::detached(Language::En).with_blobs(&[&[], template.as_bytes()]))
}

#[test]
fn a_sites_own_template_prints_the_same_values() {
    let built_in = export(&sample::job());
    assert_eq!(by_template(include_str!("../../templates/page.html")).unwrap(), built_in);
    let marked = format!("\u{feff}{}", include_str!("../../templates/page.html"));
    assert_eq!(by_template(&marked).unwrap(), built_in, "the mark of some editors is no part of it");
    let text = "<h1>{{ title }}</h1>{% for block in blocks if block.kind == 'table' %}<table>{{ block.table.rows|safe }}</table>{% endfor %}";
    let own = Html::parse_document(&by_template(text).unwrap());
    let built_in = Html::parse_document(&built_in);
    assert_eq!(select(&own, "td").len(), select(&built_in, "td").len());
    assert_eq!(select(&own, "h1").len(), 1);
}

#[test]
fn what_is_wrong_with_a_template_is_said_with_its_line() {
    for (template, line, word) in [
        ("<p>\n{% if title %}\n", "site.html:2", "end of"),
        ("<p>\n\n{{ titel }}", "site.html:3", "undefined"),
        ("{{ title|upside_down }}", "site.html:1", "upside_down"),
        ("\n{% include 'other.html' %}", "site.html:2", "include"),
    ] {
        let error = by_template(template).unwrap_err();
        assert_eq!((error.code.as_str(), error.at.as_deref()), ("template", Some(line)), "{}", error.message);
        assert!(error.message.contains(word), "{}", error.message);
    }
}
