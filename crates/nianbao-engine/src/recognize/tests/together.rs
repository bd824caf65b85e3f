//! Tables on one sheet, beside and below each other: the words that they share, and headers that stand again elsewhere.

use super::*;

/// A grid with another one put below its last row, or beside its last column.
fn put(mut first: Grid, second: Grid, below: bool, moved: u32) -> Grid {
    let (rows, columns) = if below { (first.rows, moved) } else { (moved, first.columns) };
    first.cells.extend(second.cells.into_iter().map(|cell| Cell {
        row: cell.row + rows,
        column: cell.column + columns,
        ..cell
    }));
    first.rows = first.rows.max(second.rows + rows);
    first.columns = first.columns.max(second.columns + columns);
    first.cells.sort_by_key(|cell| (cell.row, cell.column));
    for cell in &mut first.cells {
        cell.at = Some(format!("表!R{}C{}", cell.row + 1, cell.column + 1).into());
    }
    first
}

fn turned(mut grid: Grid) -> Grid {
    for cell in &mut grid.cells {
        (cell.row, cell.column) = (cell.column, cell.row);
        (cell.row_span, cell.column_span) = (cell.column_span, cell.row_span);
    }
    (grid.rows, grid.columns) = (grid.columns, grid.rows);
    grid
}

/// The rows before a label's, and the header with the rows from it on.
fn cut(grid: &Grid, header: u32, label: &str) -> (Grid, Grid) {
    let at = row_of(grid, label);
    let (mut upper, mut lower) = (grid.clone(), grid.clone());
    upper.cells.retain(|cell| cell.row < at);
    upper.cells.iter_mut().for_each(|cell| cell.row_span = cell.row_span.min(at - cell.row));
    upper.rows = at;
    lower.cells.retain(|cell| cell.row < header || cell.row + cell.row_span > at);
    for cell in lower.cells.iter_mut().filter(|cell| cell.row >= header) {
        let end = cell.row + cell.row_span;
        cell.row = cell.row.max(at);
        cell.row_span = end - cell.row;
        cell.row = cell.row - at + header;
    }
    lower.rows = grid.rows - at + header;
    (upper, lower)
}

/// What covers several cells stands in the first one only, or in each.
fn unmerged(mut grid: Grid, is_repeated: bool) -> Grid {
    for cell in std::mem::take(&mut grid.cells) {
        let (rows, columns) = if is_repeated { (cell.row_span, cell.column_span) } else { (1, 1) };
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            let (row, column) = (cell.row + row, cell.column + column);
            grid.cells.push(Cell { row, column, row_span: 1, column_span: 1, ..cell.clone() });
        }
    }
    grid
}

#[test]
fn words_that_tables_share_are_left_to_the_table_they_stand_in() {
    for edition in ["2019", "2021"].map(edition) {
        let mut list = turned(official(edition, "disputes"));
        list.cells.iter_mut().filter(|cell| cell.text == "其他结果").for_each(|cell| cell.text = "其他".into());
        for list in [list, official(edition, "disputes")] {
            let recognized = read([put(official(edition, "requests"), list, true, 0)]);
            assert_read(&recognized, edition, "requests");
            assert_eq!(recognized.report.tables["disputes"].cells, cells(edition, "disputes"));
            assert_eq!(codes(&recognized), [""; 0]);
        }
    }
}

#[test]
fn a_list_right_above_a_table_is_no_group_of_its_columns() {
    let form = edition("2019");
    let recognized = read([put(turned(official(form, "disputes")), official(form, "disclosure"), true, 0)]);
    assert_read(&recognized, form, "disclosure");
    assert_eq!(codes(&recognized), [""; 0]);
}

#[test]
fn a_page_with_its_own_header_may_stand_elsewhere_on_the_sheet() {
    for (edition, label) in [("2021", "4.无正当理由大量反复申请"), ("2021", "2.重复申请"), ("2019", "2.重复申请")]
    {
        let form = self::edition(edition);
        for is_repeated in [false, true] {
            let (upper, lower) = cut(&official(form, "requests"), 3, label);
            let mut grid = put(upper, unmerged(lower, is_repeated), true, 2);
            // Without numbers only the groups tell 其他 and 总计 apart.
            for cell in &mut grid.cells {
                for numbered in ["3.其他", "（七）总计"] {
                    if cell.text == numbered {
                        cell.text = crate::label::split_number(numbered).1.into();
                    }
                }
            }
            let recognized = read([grid]);
            assert_read(&recognized, form, "requests");
            assert_eq!(codes(&recognized), [""; 0], "{edition} {label} {is_repeated}");
        }
    }
}

#[test]
fn labels_whose_halves_are_labels_are_put_together() {
    let form = edition("2021");
    let mut grid = official(form, "disputes");
    insert_row(&mut grid, 3);
    let mut halves = Vec::new();
    for cell in &mut grid.cells {
        let pairs = [("结果", "维持"), ("结果", "纠正"), ("其他", "结果"), ("尚未", "审结")];
        if let Some((upper, lower)) = pairs.into_iter().find(|(upper, lower)| cell.text == format!("{upper}{lower}")) {
            halves.push(Cell::new(3, cell.column, lower));
            cell.text = upper.into();
            cell.row_span = 3 - cell.row;
        }
    }
    grid.cells.extend(halves);
    assert_read(&read([grid]), form, "disputes");
}

#[test]
fn a_dash_under_a_label_is_a_figure() {
    let form = edition("2021");
    let mut grid = official(form, "disputes");
    let last = grid.rows - 1;
    grid.cells.iter_mut().filter(|cell| cell.row == last).for_each(|cell| cell.text = "-".into());
    let recognized = read([grid]);
    assert!(recognized.report.tables["disputes"].cells.values().all(|value| *value == CellValue::Text("-".to_owned())));
}

#[test]
fn a_local_column_beside_a_band_is_not_the_column_of_the_band_above() {
    let form = edition("2021");
    let mut grid = official(form, "disclosure");
    // Remarks beside 第（六）项 stand under the label of 第（五）项, which has the same words as its own.
    let header = row_of(&grid, "行政处罚") - 1;
    for row in [header, header + 1] {
        grid.cells.iter_mut().filter(|cell| cell.row == row).for_each(|cell| cell.column_span = 1);
    }
    grid.cells.push(Cell::new(header, 3, "备注说明"));
    grid.cells.push(Cell::new(header + 1, 3, "无"));
    let recognized = read([grid]);
    assert_read(&recognized, form, "disclosure");
    assert_eq!(codes(&recognized), [""; 0]);
}

#[test]
fn a_blank_sheet_gives_way_only_to_a_sheet_that_is_read() {
    let form = edition("2021");
    let whole = official(form, "disclosure");
    let blank = |mut grid: Grid| {
        let is_figure = |cell: &Cell| cell.text.bytes().all(|byte| byte.is_ascii_digit());
        grid.cells.iter_mut().filter(|cell| is_figure(cell)).for_each(|cell| cell.text.clear());
        grid
    };
    let at = row_of(&whole, "行政事业性收费") - 1;
    let (mut first, mut last) = (whole.clone(), whole.clone());
    first.cells.retain(|cell| cell.row < at);
    last.cells.retain(|cell| cell.row >= at);
    last.cells.iter_mut().for_each(|cell| cell.at = Some(format!("收费!{}", cell.row).into()));
    let named = |grid: Grid, name: &str| Grid { name: Some(name.to_owned()), ..grid };
    let hidden = Grid { hidden: true, ..whole.clone() };
    let template = named(blank(whole), "空表样");
    let recognized = read([template, hidden, named(first, "表一"), named(blank(last), "收费")]);
    assert_eq!(recognized.report.cell("disclosure.charges.amount"), Some(&CellValue::Blank));
    assert!(recognized.report.sources["disclosure.charges.amount"].starts_with("收费"));
}

#[test]
fn the_header_of_a_local_table_right_below_part_four_is_none_of_its_own() {
    let form = edition("2021");
    let disputes = unmerged(official(form, "disputes"), false);
    let rows = [["栏目", "条数", "", "其他", "总计"], ["动态", "12", "", "7", "19"]];
    let texts = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| (u32::try_from(row).unwrap(), column, *text))
    });
    let texts = texts.filter(|(.., text)| !text.is_empty());
    let cells = texts.map(|(row, column, text)| Cell::new(row, u32::try_from(column).unwrap(), text)).collect();
    let local = Grid { rows: 2, columns: 5, cells, ..Grid::default() };
    let recognized = read([put(disputes, local, true, 0)]);
    assert_eq!(recognized.report.tables["disputes"].cells, filled(form.table("disputes").unwrap()).cells);
}

#[test]
fn a_half_that_is_repeated_and_a_label_itself_is_put_together() {
    let form = edition("2021");
    let mut grid = official(form, "disputes");
    insert_row(&mut grid, 3);
    insert_row(&mut grid, 4);
    let mut more = Vec::new();
    for cell in grid.cells.iter_mut().filter(|cell| cell.text == "其他结果") {
        cell.text = "其他".into();
        cell.row_span = 3 - cell.row;
        more.extend([Cell::new(3, cell.column, "其他"), Cell::new(4, cell.column, "结果")]);
    }
    grid.cells.extend(more);
    assert_read(&read([grid]), form, "disputes");
}

#[test]
fn a_local_column_of_a_band_that_lies_is_not_the_row_of_the_band_above() {
    let rows: [&[&str]; 6] = [
        &["第二十条第（五）项", "信息内容", "", "行政许可"],
        &["", "本年处理决定数量", "", ""],
        &["第二十条第（六）项", "信息内容", "行政处罚", "涉及民生领域的数量", "行政强制"],
        &["", "本年处理决定数量", "6", "742527", "7"],
        &["第二十条第（八）项", "信息内容", "行政事业性收费"],
        &["", "本年收费金额（单位：万元）", "8"],
    ];
    let texts = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| (u32::try_from(row).unwrap(), column, *text))
    });
    let texts = texts.filter(|(.., text)| !text.is_empty());
    let cells = texts.map(|(row, column, text)| Cell::new(row, u32::try_from(column).unwrap(), text)).collect();
    let recognized = read([Grid { rows: 6, columns: 5, cells, ..Grid::default() }]);
    let cell = |id: &str| recognized.report.cell(&format!("disclosure.{id}")).cloned();
    assert_eq!(cell("licences.decisions"), Some(CellValue::Blank));
    assert_eq!((cell("penalties.decisions"), cell("coercion.decisions")), (Some(6.into()), Some(7.into())));
    assert_eq!(cell("charges.amount"), Some(8.into()));
}
