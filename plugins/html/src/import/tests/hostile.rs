//! Files that are no pages, pages with nothing to read, and pages made to hurt.

use std::collections::BTreeSet;

use nianbao_core::document::Block;
use nianbao_plugin::{Context, Language};

use super::{import, read, shown};
use crate::export::{self, tests::sample};

#[track_caller]
fn is_refused(page: impl AsRef<[u8]>, code: &str) -> String {
    let error = import(page.as_ref()).unwrap_err();
    assert_eq!(error.code, code, "{error:?}");
    assert!(error.help.is_some(), "{error:?}");
    error.message
}

#[test]
fn an_empty_file() {
    is_refused("", "empty");
    is_refused(" \r\n\t", "empty");
}

#[test]
fn text_that_is_no_page() {
    is_refused("某县 2024 年工作情况\n1 2 3", "not_a_page");
    is_refused([0, 1, 2, 255, 254, 0, 7], "not_a_page");
}

#[test]
fn a_page_with_nothing_to_read_says_what_it_has_instead() {
    assert!(is_refused("<p><img src=a.jpg><img src=b.jpg></p>", "no_text").contains("pictures"));
    assert!(is_refused("<embed src='/files/2024.PDF?v=1'>", "no_text").contains("attachment"));
    assert!(is_refused("<iframe src='inner.html'></iframe>", "no_text").contains("frame"));
    assert!(is_refused("<frameset><frame src=a.html></frameset>", "no_text").contains("frame"));
    assert!(is_refused("<div id=app></div><script src=app.js></script>", "no_text").contains("script"));
    is_refused("<div>&nbsp;</div>", "no_text");
}

#[test]
fn a_page_in_which_every_element_stands_in_another() {
    is_refused("<div>".repeat(200_000), "too_deep");
    is_refused("<table><tr><td>".repeat(60_000), "too_deep");
    is_refused("<b id=a>".repeat(60_000), "too_deep");
    is_refused("<ul><li>".repeat(60_000), "too_deep");
    let shown = shown(&read(&format!("{}甲{}", "<div>".repeat(900), "</div>".repeat(900))));
    assert_eq!(shown, "p 甲\n");
}

#[test]
fn tables_of_data_in_tables_of_data() {
    let row = "<tr><td>甲<td>1<tr><td>乙<td>2<tr><td>丙<td>";
    is_refused(format!("<table>{row}").repeat(12), "too_deep");
    let inner = read(&format!("<table>{row}").repeat(5));
    assert_eq!(inner.blocks.len(), 5);
}

#[test]
fn elements_that_are_never_closed_and_come_again_in_every_paragraph() {
    let fonts: String = (0..400).map(|n| format!("<font size={n}>")).collect();
    is_refused(format!("<p>{fonts}{}", "<p>甲".repeat(100_000)), "too_large");
}

#[test]
fn a_page_with_too_many_elements() {
    is_refused("<p>甲</p>".repeat(300_000), "too_large");
}

#[test]
fn a_table_with_too_many_cells_or_places() {
    is_refused(format!("<table><tr>{}", "<td>".repeat(250_000)), "too_large");
    is_refused(format!("<table><tr>{}{}", "<td colspan=60>1".repeat(16), "<tr>".repeat(20_000)), "too_large");
    is_refused(format!("<table><tr>{}", "<td colspan=1000>1".repeat(5_000)), "too_large");
}

#[test]
fn a_tag_with_too_many_attributes() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='>'")).collect();
    is_refused(format!("<p>甲</p><p{attributes}>乙</p>"), "too_large");
    let bodies: String = (0..100_000).map(|n| format!("<body a{n}>")).collect();
    is_refused(format!("{bodies}乙"), "too_large");
    let slashes: String = (0..100_000).map(|n| format!("/a{n}")).collect();
    is_refused(format!("<p{slashes}>乙</p>"), "too_large");
}

#[test]
fn a_picture_inside_the_page_does_not_count_as_attributes() {
    let data = "iVBORw0KGgo/a+b/".repeat(50_000);
    assert_eq!(
        shown(&read(&format!("<p>甲<img src=\"data:image/png;base64,{data}\"></p>"))),
        "p 甲\nnote Image 第1段 \n"
    );
    assert_eq!(
        shown(&read(&format!("<p>甲<img src=data:image/png;base64,{data} alt=图></p>"))),
        "p 甲\nnote Image 第1段 图\n"
    );
}

#[test]
fn a_script_full_of_comparisons_is_no_tag() {
    let script = "if (a<b && c ) { d = \"x\" }\n".repeat(5_000);
    assert_eq!(shown(&read(&format!("<script>{script}</script><p>甲</p><!-- <p {script} -->"))), "p 甲\n");
}

#[test]
fn thousands_of_pictures_make_no_thousands_of_notes() {
    assert_eq!(read(&format!("<p>甲</p>{}", "<img alt=图>".repeat(50_000))).notes.len(), 1_000);
}

/// Bytes of real markup put together at random: whatever comes out, the reader must come back with it.
#[test]
fn mutated_pages_never_panic() {
    const PIECES: [&str; 36] = [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td rowspan=2>",
        "<td colspan=3>",
        "</td>",
        "<th rowspan=0>",
        "<caption>",
        "<tbody>",
        "<thead>",
        "<tfoot>",
        "<p>",
        "</p>",
        "<div class=nav>",
        "</div>",
        "<h1>",
        "<h2>",
        "</h2>",
        "<br>",
        "<a href=x>",
        "</a>",
        "<ol start=99999999999>",
        "<li value=-3>",
        "<pre>",
        "<ins>",
        "</ins>",
        "<sup>",
        "<template>",
        "<svg><p>",
        "<select><option>",
        "甲，",
        "12",
        "&nbsp;",
        "<div hidden>",
        "<form><input value=3>",
    ];
    let mut random = Random(20_240_131);
    for _ in 0..3_000 {
        let length = random.below(60);
        let mut page: Vec<u8> =
            (0..length).flat_map(|_| PIECES[random.below(PIECES.len())].bytes().collect::<Vec<_>>()).collect();
        for _ in 0..random.below(4) {
            let at = random.below(page.len().max(1));
            match random.below(3) {
                0 if at < page.len() => page[at] = u8::try_from(random.below(256)).unwrap(),
                1 => page.truncate(at),
                _ => page.insert(at.min(page.len()), b'<'),
            }
        }
        check(&page);
    }
}

/// A page as offices have it, damaged in every way that a disk or an editor knows.
#[test]
fn mutated_reports_never_panic() {
    let job = sample::job();
    let page = export::page(&job, &Context::detached(Language::Zh)).unwrap().into_bytes();
    let mut random = Random(20_250_331);
    for _ in 0..200 {
        let mut page = page.clone();
        for _ in 0..1 + random.below(8) {
            let start = random.below(page.len());
            let end = (start + random.below(400)).min(page.len());
            match random.below(4) {
                0 => page[start] = u8::try_from(random.below(256)).unwrap(),
                1 => drop(page.drain(start..end)),
                2 => page.extend_from_within(start..end),
                _ => page.truncate(end.max(100)),
            }
        }
        check(&page);
    }
}

/// Reads a page; where that succeeds, every cell lies within its table and apart from the others.
fn check(page: &[u8]) {
    let Ok(imported) = import(page) else { return };
    for block in &imported.document.blocks {
        let Block::Grid(grid) = block else { continue };
        let mut covered = BTreeSet::new();
        for cell in &grid.cells {
            assert!(cell.row_span > 0 && cell.column_span > 0);
            assert!(cell.row + cell.row_span <= grid.rows && cell.column + cell.column_span <= grid.columns);
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    assert!(covered.insert((row, column)), "two cells at {row}, {column}");
                }
            }
        }
    }
}

/// A small generator, so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}
