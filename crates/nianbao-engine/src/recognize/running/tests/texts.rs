//! Tables as text layers and pasted text have them.

use super::*;

/// The requests table, one line for each row as the function writes it.
fn table(line: impl Fn(&[String], &[String]) -> String) -> String {
    let rows = rows(requests());
    // What contains several rows is printed once, with the first of them.
    let mut printed: Vec<&String> = Vec::new();
    let lines = rows.iter().map(|(labels, figures)| {
        let new: Vec<String> = labels.iter().filter(|label| !printed.contains(label)).cloned().collect();
        printed.extend(labels);
        line(&new, figures)
    });
    let lines: Vec<String> = lines.collect();
    format!(
        "三、收到和处理政府信息公开申请情况\n{HEADER}\n{}\n五、存在的主要问题及改进情况\n公开不够及时。",
        lines.join("\n")
    )
}

fn row_a_line() -> String {
    table(|labels, figures| format!("{} {}", labels.join(" "), figures.join("  ")))
}

#[test]
fn a_row_a_line() {
    reads_all(&text(&row_a_line()), &wanted(requests()));
}

#[test]
fn figures_keep_the_place_of_their_line() {
    let read = gather(
        &text("四、政府信息公开行政复议、行政诉讼情况\n信息内容 本年处理决定数量\n行政许可 550"),
        &Words::of(form::builtin()),
    );
    let Block::Grid(grid) = &read.unwrap().document.blocks[1] else { panic!("no grid") };
    let figure = grid.cells.iter().find(|cell| cell.text == "550").unwrap();
    assert_eq!(figure.at.as_deref(), Some("第3行"));
}

#[test]
fn what_is_no_table_stays_in_order() {
    let gathered = gather(&text(&row_a_line()), &Words::of(form::builtin())).unwrap();
    let outline: Vec<&str> = gathered
        .document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading(heading) => heading.text.as_str(),
            Block::Paragraph(paragraph) => paragraph.text.as_str(),
            Block::Grid(_) => "table",
        })
        .collect();
    assert_eq!(
        outline,
        ["三、收到和处理政府信息公开申请情况", "table", "五、存在的主要问题及改进情况", "公开不够及时。"]
    );
}

#[test]
fn labels_behind_their_figures() {
    let text_of = table(|labels, figures| format!("{} {}", figures.join(" "), labels.join(" ")));
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_cell_a_line() {
    let text_of = table(|labels, figures| format!("{}\n{}", labels.join("\n"), figures.join("\n")));
    reads_all(&text(&text_of.replace(' ', "\n")), &wanted(requests()));
}

#[test]
fn a_cell_a_line_with_labels_behind_their_figures() {
    let text_of = table(|labels, figures| format!("{}\n{}", figures.join("\n"), labels.join("\n")));
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_label_on_several_lines_around_its_figures() {
    let text_of = table(|labels, figures| {
        let (label, groups) = labels.split_last().expect("a row has a label");
        let half = label.char_indices().nth(label.chars().count() / 2).map_or(0, |(at, _)| at);
        format!("{} {}\n{}\n{}", groups.join(" "), &label[..half], figures.join(" "), &label[half..])
    });
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_label_on_one_page_and_its_figures_on_the_next() {
    for number in ["- 4 -", "-4-", "— 4 —", "第 4 页"] {
        let text_of = table(|labels, figures| format!("{}\n{number}\n{}", labels.join(" "), figures.join(" ")));
        reads_all(&text(&text_of), &wanted(requests()));
    }
}

#[test]
fn a_bare_page_number_between_rows() {
    let text_of = table(|labels, figures| format!("{} {}\n4", labels.join(" "), figures.join(" ")));
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_header_repeated_after_a_page_cut() {
    let text_of = table(|labels, figures| format!("{} {}\n-3-\n{HEADER}", labels.join(" "), figures.join(" ")));
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_table_that_goes_on_behind_the_running_head_of_a_page() {
    let text_of = table(|labels, figures| {
        let head = if labels[0].starts_with('4') {
            "\n某镇人民政府政府信息公开工作年度报告。\n"
        } else {
            ""
        };
        format!("{head}{} {}", labels.join(" "), figures.join(" "))
    });
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_label_run_into_the_next_row() {
    let text_of = row_a_line().replace('\n', " ").replace("情况 申", "情况\n申").replace(" 五、存", "\n五、存");
    reads_all(&text(&text_of), &wanted(requests()));
    let fused = table(|labels, figures| format!("{} {}", labels.concat(), figures.join(" ")));
    reads_all(&text(&fused), &wanted(requests()));
}

#[test]
fn a_label_that_clings_to_its_figures() {
    let text_of = table(|labels, figures| format!("{}{}", labels.join(" "), figures.join(" ")));
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_label_of_one_character_a_line_beside_the_others() {
    let mut column = "三、本年度办理结果".chars();
    let text_of = table(|labels, figures| {
        let own: Vec<&str> = labels.iter().map(String::as_str).filter(|label| !label.starts_with("三、")).collect();
        format!("{} {}", own.join(" "), figures.join(" "))
    });
    let beside = |(index, line): (usize, &str)| {
        let next = if index > 6 { column.next() } else { None };
        next.map_or(line.to_owned(), |c| format!("{c} {line}"))
    };
    let lines: Vec<String> = text_of.lines().enumerate().map(beside).collect();
    reads_all(&text(&lines.join("\n")), &wanted(requests()));
}

#[test]
fn a_label_set_apart_among_other_rows() {
    let text_of = row_a_line().replace("三、本年度办理结果 ", "").replace("（三）不予公开 ", "");
    let text_of = text_of.replace("\n5.属于三类", "\n 三 、本 年 度办 理 结果\n（三）不予公开\n5.属于三类");
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn list_numbers_without_their_point_are_no_figures() {
    let mut bare = row_a_line();
    for number in 1..9 {
        bare = bare
            .replace(&format!(" {number}."), &format!(" {number} "))
            .replace(&format!("\n{number}."), &format!("\n{number} "));
    }
    assert!(bare.contains("\n2 其他法律"));
    reads_all(&text(&bare), &wanted(requests()));
}

#[test]
fn brackets_and_commas_of_half_width_and_blanks_within_labels() {
    let text_of = row_a_line().replace('（', "(").replace('）', ") ").replace('，', ", ").replace("公开", "公 开");
    reads_all(&text(&text_of), &wanted(requests()));
}

#[test]
fn a_row_that_lacks_a_figure_is_undecided() {
    for order in ["label first", "figures first", "a cell a line"] {
        let text_of = table(|labels, figures| {
            let figures = if labels[0].starts_with("2.重复") { &figures[1..] } else { figures };
            match order {
                "label first" => format!("{} {}", labels.join(" "), figures.join(" ")),
                "figures first" => format!("{} {}", figures.join(" "), labels.join(" ")),
                _ => format!("{}\n{}", labels.join("\n"), figures.join("\n")),
            }
        });
        let read = read(&text(&text_of));
        assert_eq!(read.undecided().len(), 1, "{order}");
        let wanted = wanted(requests());
        let expected = wanted.iter().filter(|(id, _)| !id.contains(".repeated."));
        assert!(expected.eq(read.cells.iter()), "{order}");
    }
}

#[test]
fn a_row_with_a_figure_too_many_is_undecided() {
    let text_of = row_a_line().replace("（七）总计 ", "（七）总计 8 ");
    let row = figures_of("handled.total");
    reads_but(
        &text(&text_of),
        &wanted(requests()),
        &[("requests.handled.total", &format!("TooMany: （七）总计 8 {row}"))],
    );
}

#[test]
fn a_row_without_figures_takes_none_of_its_neighbours() {
    let row = figures_of("handled.denied.third_party");
    let text_of = row_a_line().replace(&row.replace(' ', "  "), "");
    let mut wanted = wanted(requests());
    wanted.retain(|id, _| !id.contains("third_party"));
    reads_all(&text(&text_of), &wanted);
}

#[test]
fn figures_without_a_label_are_undecided() {
    let row = figures_of("handled.denied.third_party");
    let text_of = row_a_line().replace("4.保护第三方合法权益 ", "");
    let text_of = text_of.replace(&row.replace(' ', "  "), &format!("\n{row}"));
    let reason = format!("NoLabel: {row}");
    reads_but(&text(&text_of), &wanted(requests()), &[("requests.handled.denied.third_party", &reason)]);
}

#[test]
fn labels_first_and_figures_at_the_end_are_read_by_lines_of_figures() {
    let labels: Vec<String> = rows(requests()).into_iter().map(|(labels, _)| labels.join(" ")).collect();
    let figures: Vec<String> = rows(requests()).into_iter().map(|(_, figures)| figures.join(" ")).collect();
    let text_of = format!("{HEADER}\n{}\n{}", labels.join("\n"), figures.join("\n"));
    reads_all(&text(&text_of), &wanted(requests()));
    // One figure a line may as well run down the columns.
    let read = read(&text(&text_of.replace("\n1", " 1").replace(' ', "\n")));
    assert_eq!((read.cells.len(), read.undecided().len()), (0, 1));
}

#[test]
fn a_label_with_a_slip_is_taken_where_order_leaves_no_other() {
    let text_of = row_a_line().replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开");
    reads_all(&text(&text_of), &wanted(requests()));
    let near = read(&text(&text_of)).gathered.unwrap().near;
    assert_eq!((near.len(), near[0].printed.as_str()), (1, "2.其他法律行政止公开"));
}

#[test]
fn an_unknown_label_is_none_of_the_forms_rows() {
    let text_of = row_a_line().replace("2.其他法律行政法规禁止公开", "2.涉及个人隐私");
    let row = figures_of("handled.denied.law_forbids");
    let reason = format!("UnknownLabel: 2.涉及个人隐私 {row}");
    reads_but(&text(&text_of), &wanted(requests()), &[("requests.handled.denied.law_forbids", &reason)]);
}

#[test]
fn a_local_row_between_two_of_the_forms_is_kept() {
    let text_of = row_a_line().replace("\n（四）无法提供", "\n9.涉及个人隐私 1 2 3 4 5 6 21\n（四）无法提供");
    let document = text(&text_of);
    reads_all(&document, &wanted(requests()));
    let gathered = gather(&document, &Words::of(form::builtin())).unwrap();
    let grid = gathered.document.blocks.iter().find_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    });
    assert!(grid.unwrap().cells.iter().any(|cell| cell.text == "9.涉及个人隐私"));
}

#[test]
fn columns_in_another_order_are_undecided() {
    let text_of = row_a_line().replace("自然人 法人或其他组织 总计", "总计 自然人 法人或其他组织");
    let read = read(&text(&text_of));
    assert_eq!((read.cells.len(), read.undecided().len()), (0, rows(requests()).len()));
    assert!(read.undecided()[0].starts_with("ColumnOrder"));
}

#[test]
fn a_total_before_the_columns_that_it_adds_up_is_undecided() {
    for header in [
        "自然人 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "总计\n自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他",
    ] {
        let read = read(&text(&row_a_line().replace(HEADER, header)));
        assert_eq!((read.cells.len(), read.undecided().len()), (0, rows(requests()).len()));
    }
}

#[test]
fn a_column_that_the_form_does_not_have_is_no_column_of_it() {
    let text_of = row_a_line().replace("商业企业 ", "个体工商户 ");
    let read = read(&text(&text_of));
    assert_eq!(read.cells.len(), 0);
    assert!(read.undecided()[0].starts_with("Header"));
}

#[test]
fn rows_without_any_header_are_left_alone() {
    is_left_alone(&text(&row_a_line().replace(HEADER, "")));
}

#[test]
fn prose_with_figures_is_left_alone() {
    is_left_alone(&text(
        "2024年本机关收到政府信息公开申请 21\n行政许可 12\n行政处罚 3\n行政强制 1\n2023 年全区受理申请 6\n其他 5\n总计 27",
    ));
}

#[test]
fn the_single_row_of_2019_in_a_report_of_today() {
    let table_2019 = form("2019").table("requests").unwrap();
    let lines: Vec<String> = rows(table_2019)
        .iter()
        .map(|(labels, figures)| format!("{} {}", labels.join(" "), figures.join(" ")))
        .collect();
    reads_all(&text(&format!("{HEADER}\n{}", lines.join("\n"))), &wanted(table_2019));
}

#[test]
fn bands_of_two_editions_in_one_table() {
    let text_of =
        "第二十条第（一）项\n信息内容 本年新 制作数量 本年新 公开数量 对外公开 总数量\n规章 1 2 3\n规范性文件 4 5 6
        第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 550
        第二十条第（六）项\n-2-\n信息内容 本年处理决定数量\n行政处罚 4119\n行政强制 195
        第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 7730.28";
    let read = read(&text(text_of));
    let values = |edition: &str| read.cells.iter().filter(|(id, _)| id.contains(edition)).count();
    assert_eq!((values("made") + values("disclosed"), values("normative_documents.total")), (4, 1), "{:?}", read.cells);
    for (id, value) in [
        ("disclosure.rules.made", "1"),
        ("disclosure.normative_documents.total", "6"),
        ("disclosure.licences.decisions", "550"),
        ("disclosure.penalties.decisions", "4119"),
        ("disclosure.coercion.decisions", "195"),
        ("disclosure.charges.amount", "7730.28"),
    ] {
        assert_eq!(read.cells.get(id).map(String::as_str), Some(value), "{id}");
    }
}

#[test]
fn signs_units_and_marks_are_figures() {
    let text_of = "第二十条第（五）项\n信息内容 上一年项目数量 本年增/减 处理决定数量\n行政许可 12 +3 1,036件\n其他对外管理服务事项 / -417 0.0
        第二十条第（九）项\n信息内容 采购项目数量 采购总金额\n政府集中采购 8 251000 元";
    let read = read(&text(text_of));
    let row = |row: &str| -> Vec<&str> {
        let cells = read.cells.iter().filter(|(id, _)| id.contains(row));
        cells.map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(row("licences"), ["+3", "1,036件", "12"]);
    assert_eq!(row("other_services"), ["-417", "0.0", "/"]);
    assert_eq!(row("procurement"), ["251000 元", "8"]);
}

#[test]
fn a_figure_whose_remark_ends_on_another_line_is_undecided() {
    let text_of = "第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 550（含联合\n制发2件）";
    let read = read(&text(text_of));
    assert_eq!(read.undecided(), ["Torn: 行政许可 550（含联合"]);
    assert_eq!(read.cells.get("disclosure.licences.decisions"), None);
}

#[test]
fn rows_of_marks_in_the_statistics_of_2014_are_no_headings_and_no_figures() {
    let statistics = form("2014").table("statistics").unwrap();
    let band = &statistics.bands[0];
    let lines = band.rows.nodes.iter().enumerate().map(|(node, row)| {
        let place = band.rows.leaves().position(|leaf| leaf == node);
        let figure = place.map_or("——".to_owned(), |place| figure(place, 0));
        format!("{} {} {figure}", row.label, if place.is_some() { "件" } else { "——" })
    });
    let lines: Vec<String> = lines.collect();
    reads_all(&text(&format!("统计指标 单位 统计数\n{}", lines.join("\n"))), &wanted(statistics));
}

const DISPUTES: &str = "四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结果 结果 其他 尚未
总 计 结果 结果 其他 尚未 结果 结果 其他 尚未
维持 纠正 结果 审结 总计
总 计
维持 纠正 结果 审结 维持 纠正 结果 审结";

#[test]
fn fifteen_figures_under_an_interleaved_header() {
    let disputes = form("2021").table("disputes").unwrap();
    let figures: Vec<String> = (0..15).map(|column| figure(0, column)).collect();
    for figures in [
        figures.join("   "),
        figures.join("\n"),
        format!("{}\n{}\n{}", figures[..5].join(" "), figures[5..10].join(" "), figures[10..].join(" ")),
    ] {
        reads_all(&text(&format!("{DISPUTES}\n\n{figures}\n五、存在的主要问题及改进情况")), &wanted(disputes));
    }
    let read = read(&text(&format!("{DISPUTES}\n{}\n五、存在的主要问题及改进情况", figures[1..].join(" "))));
    assert_eq!(read.undecided(), [format!("TooFew: {}", figures[1..].join(" "))]);
}

#[test]
fn a_text_that_can_be_parted_in_many_ways_takes_no_time() {
    // Each pair may be a row's label or a column's: two to the power of 29 ways, none of which takes the end.
    is_left_alone(&text(&format!("{}他他 7", "其他".repeat(29))));
}

#[test]
fn a_table_printed_twice_is_read_twice() {
    let twice = format!("{}\n{}", row_a_line(), row_a_line());
    let gathered = gather(&text(&twice), &Words::of(form::builtin())).unwrap();
    assert_eq!(gathered.document.blocks.iter().filter(|block| matches!(block, Block::Grid(_))).count(), 2);
}

#[test]
fn what_was_rewritten_is_not_rewritten_again() {
    let gathered = gather(&text(&row_a_line()), &Words::of(form::builtin())).unwrap();
    is_left_alone(&gathered.document);
}

/// The figures of a row of the requests table as the samples print them.
fn figures_of(row: &str) -> String {
    let band = &requests().bands[0];
    let index = band.rows.leaves().position(|leaf| band.rows.nodes[leaf].id == row).unwrap();
    rows(requests())[index].1.join(" ")
}
