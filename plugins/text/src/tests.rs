//! What comes out of text files: each hazard by name.

use nianbao_core::Document;
use nianbao_core::document::Block;
use nianbao_plugin::protocol::Options;
use nianbao_plugin::{Context, ImportJob, Importer, Language};

use crate::TextImporter;

fn import(name: &str, format: &str, text: &str) -> Document {
    let options = Options::new();
    let job = ImportJob { name, format, bytes: text.as_bytes(), options: &options };
    TextImporter.import(&job, &Context::detached(Language::Zh)).expect("readable").document
}

/// One line a block: `#` before headings, cells parted by `|`, line breaks as `⏎`, and the locator of the first cell.
fn outline(document: &Document) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Heading(heading) => vec![format!("{}# {}", heading.level, heading.text)],
        Block::Paragraph(paragraph) => vec![format!("{} {}", paragraph.at.as_deref().unwrap(), paragraph.text)],
        Block::Grid(grid) => {
            let rows = (0..grid.rows).map(|row| {
                let cells: Vec<_> = grid.cells.iter().filter(|cell| cell.row == row).collect();
                let texts: Vec<String> = cells.iter().map(|cell| cell.text.replace('\n', "⏎")).collect();
                let at = cells.first().and_then(|cell| cell.at.clone()).unwrap_or_default();
                format!("{at} [{}]", texts.join("|"))
            });
            rows.collect()
        }
    };
    document.blocks.iter().flat_map(block).collect()
}

#[track_caller]
fn reads(name: &str, format: &str, text: &str, wanted: &[&str]) {
    assert_eq!(outline(&import(name, format, text)), wanted);
}

#[test]
fn lines_are_paragraphs_and_keep_the_blanks_of_their_layout() {
    let text = "  标题\n\n（六）其他处理      0    0\n          -3-\n\u{c}四、结转\n";
    reads(
        "a.txt",
        "text",
        text,
        &["第1行   标题", "第3行 （六）其他处理      0    0", "第4行           -3-", "第5行 四、结转"],
    );
}

#[test]
fn lines_with_tabs_are_a_table_across_blank_lines() {
    let text = "说明\n规章\t0\t \n\n许可\t1\n说明";
    reads("a.txt", "text", text, &["第1行 说明", "第2行第1列 [规章|0|]", "第4行第1列 [许可|1]", "第5行 说明"]);
}

#[test]
fn a_tab_that_indents_makes_no_table() {
    reads("a.txt", "text", "\t一段文字\n\t又一段", &["第1行 \t一段文字", "第2行 \t又一段"]);
}

#[test]
fn separators_are_found_by_evidence() {
    for text in ["a,b;c,d\n1,2,3\n", "a;b,c;d\n1;2;3\n", "a\tb,c\td\n1\t2\t3\n"] {
        let document = import("a.csv", "csv", text);
        assert_eq!(outline(&document)[1], "第2行第1列 [1|2|3]", "{text}");
    }
    let prose_first = "一、总体情况，本年\n其他,如下;\n规章;0;1\n许可;2;3\n";
    assert_eq!(outline(&import("a.csv", "csv", prose_first))[2], "第3行第1列 [规章|0|1]");
}

#[test]
fn the_declared_separator_is_no_row() {
    reads("a.csv", "csv", "sep=;\r\na,x;b\r\n1;2", &["第1行第1列 [a,x|b]", "第2行第1列 [1|2]"]);
}

#[test]
fn rows_are_counted_as_a_spreadsheet_shows_them() {
    let text = "\"社会\n公益\n组织\",x\n\n\"b\"\"c\",1,2\nd";
    let wanted = ["第1行第1列 [社会⏎公益⏎组织|x|]", "第3行第1列 [b\"c|1|2]", "第4行第1列 [d|]"];
    reads("a.csv", "csv", text, &wanted);
    reads("a.csv", "csv", &text.replace('\n', "\r\n"), &wanted);
}

#[test]
fn separated_rows_that_are_cut_short_reach_the_tables_edge() {
    let document = import("a.csv", "csv", "规章,1,2\n许可\n处罚,,3\n");
    let Block::Grid(grid) = &document.blocks[0] else { panic!("no grid") };
    let cells = grid.cells.iter().map(|cell| (cell.row, cell.column, cell.text.as_str()));
    let row = |wanted: u32| cells.clone().filter(move |(row, ..)| *row == wanted).collect::<Vec<_>>();
    assert_eq!((grid.columns, row(1)), (3, vec![(1, 0, "许可"), (1, 2, "")]));
    assert_eq!(row(2).len(), 3);
}

#[test]
fn a_table_goes_on_over_a_pages_number() {
    let tabs = "规章\t0\n\n      - 3 -\n\u{c}许可\t1\n— 4 —\n文字";
    reads("a.txt", "text", tabs, &["第1行第1列 [规章|0]", "第4行第1列 [许可|1]", "第5行 — 4 —", "第6行 文字"]);
    let pipes = "| 规章 | 0 |\n|---|---|\n\n - 3 -\n\u{c}| 许可 | 1 |\n| 处罚 | 2 |\n";
    let one = import("a.md", "md", pipes);
    assert_eq!(outline(&one), ["第1行第1列 [规章|0]", "第5行第1列 [许可|1]", "第6行第1列 [处罚|2]"]);
    assert_eq!(one.blocks.len(), 1);
    let two = import("a.md", "md", &pipes.replace("| 处罚 | 2 |", "|---|---|"));
    assert!(two.blocks.len() > 1, "a header begins another table");
}

#[test]
fn pipe_tables_lose_their_marks_and_keep_empty_cells() {
    let text =
        "## 三、情况\n\n| 项目 | 数 |\n|:--|--:|\n| **规章** | 0 ||\n| a\\|b | <br> |\n| - | 1 |\n\n文字 | 不是表";
    let wanted = [
        "2# 三、情况",
        "第3行第1列 [项目|数]",
        "第5行第1列 [规章|0|]",
        "第6行第1列 [a|b|]",
        "第7行第1列 [-|1]",
        "第9行 文字 | 不是表",
    ];
    reads("a.md", "md", text, &wanted);
}

#[test]
fn a_pipe_table_may_lack_the_outer_pipes() {
    reads("a.md", "md", "项目 | 数\n--- | ---\n规章 | 0\n", &["第1行第1列 [项目|数]", "第3行第1列 [规章|0]"]);
}

#[test]
fn lists_rules_and_fences_are_read_as_text() {
    let text = "标题\n===\n- 一是公开\n- 4 -\n---\n```\n规章  0\n```\n> 引文";
    reads("a.md", "md", text, &["第1行 标题", "第3行 一是公开", "第4行 - 4 -", "第7行 规章  0", "第9行 引文"]);
}

#[test]
fn a_table_in_html_keeps_its_spans() {
    let text = "前<TABLE border=1><tr><td rowspan=\"2\">总<br>计</td><td colspan='2'>申请人\n情况</td>\n<tr><td>1<td>2</table>后";
    let document = import("a.md", "md", text);
    assert_eq!(
        outline(&document),
        ["第1行 前", "表1第1行第1列 [总⏎计|申请人 情况]", "表1第2行第2列 [1|2]", "第3行 后"]
    );
    let Block::Grid(grid) = &document.blocks[1] else { panic!("no grid") };
    assert_eq!((grid.cells[0].row_span, grid.cells[1].column_span, grid.columns), (2, 2, 3));
}

#[test]
fn too_much_is_refused() {
    let refused = |format: &str, text: String| {
        let options = Options::new();
        let job = ImportJob { name: "a", format, bytes: text.as_bytes(), options: &options };
        TextImporter.import(&job, &Context::detached(Language::En)).unwrap_err().code
    };
    assert_eq!(refused("text", "字\n".repeat(200_001)), "too_large");
    assert_eq!(refused("csv", ",".repeat(200_001)), "too_large");
    assert_eq!(refused("md", "|".repeat(200_003)), "too_large");
    assert_eq!(refused("md", "<table><td colspan=999>".repeat(200_001) + "</table>"), "too_large");
}

#[test]
fn damaged_files_are_read_or_refused() {
    let sample = "# 标题\n\n| 项目 | 数 |\n|---|---|\n| a\\|b | <b>1</b> |\n<table><tr><td rowspan=2>x</td></tr></table>\n\
                  规章\t0\t\n\"甲\n乙\",1;2\n```\n[文](http://a.b) &nbsp;**\n";
    let mut state: u64 = 1;
    let mut random = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    let mut read = 0;
    for _ in 0..3000 {
        let mut bytes = sample.as_bytes().to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = b"|<>\"\t\n\\&[]()`#-;,\0\xff"[random(19)],
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, bytes[random(bytes.len())]),
                _ => bytes.extend_from_within(at..),
            }
        }
        for format in ["text", "md", "csv"] {
            let options = Options::new();
            let job = ImportJob { name: "a", format, bytes: &bytes, options: &options };
            read += usize::from(TextImporter.import(&job, &Context::detached(Language::Zh)).is_ok());
        }
    }
    assert!(read > 3000, "{read} of 9000 were read");
}
