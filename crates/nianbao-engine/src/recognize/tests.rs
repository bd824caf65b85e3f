//! One test for each way in which a table is laid out otherwise than the form has it.

mod together;

use std::collections::BTreeMap;

use nianbao_core::document::{Block, Cell, CellType, Grid, Paragraph};
use nianbao_core::form::{self, Form, FormTable};
use nianbao_core::report::Table;
use nianbao_core::value::CellValue;
use nianbao_core::{Document, Finding};

use super::{Known, Recognized, Recognizer};
use crate::compose::table_grid;

fn edition(edition: &str) -> &'static Form {
    form::builtin().iter().find(|form| form.edition == edition).unwrap()
}

/// A table with pairwise different figures.
fn filled(form_table: &FormTable) -> Table {
    let figure = |number: usize| CellValue::from(i64::try_from(number).unwrap() * 7 + 1_000);
    let cells = form_table.cells().enumerate().map(|(number, cell)| (cell.key(), figure(number))).collect();
    Table { cells, ..Table::default() }
}

/// The official layout with its figures, as an importer would give it.
fn official(form: &Form, id: &str) -> Grid {
    let form_table = form.table(id).unwrap();
    let mut grid = table_grid(form_table, Some(&filled(form_table)));
    for cell in &mut grid.cells {
        *cell = Cell {
            at: Some(format!("表!R{}C{}", cell.row + 1, cell.column + 1).into()),
            row_span: cell.row_span,
            column_span: cell.column_span,
            ..Cell::new(cell.row, cell.column, cell.text.clone())
        };
    }
    Grid { rows: grid.rows, columns: grid.columns, cells: grid.cells, ..Grid::default() }
}

fn document(grids: impl IntoIterator<Item = Grid>) -> Document {
    let mut document = Document::new();
    document.blocks.extend(grids.into_iter().map(Block::Grid));
    document
}

fn read(grids: impl IntoIterator<Item = Grid>) -> Recognized {
    Recognizer::new(form::builtin()).recognize(&document(grids), &Known::default()).unwrap()
}

/// The findings about one table's figures; what a lone table lacks is left out.
fn codes(recognized: &Recognized) -> Vec<&str> {
    let lone = ["L05", "L06", "L07", "L08"];
    recognized.findings.iter().map(|finding| finding.code.as_str()).filter(|code| !lone.contains(code)).collect()
}

fn finding<'a>(recognized: &'a Recognized, code: &str) -> &'a Finding {
    recognized.findings.iter().find(|finding| finding.code == code).unwrap_or_else(|| panic!("no {code}"))
}

fn cells(form: &Form, id: &str) -> BTreeMap<String, CellValue> {
    filled(form.table(id).unwrap()).cells
}

#[track_caller]
fn assert_read(recognized: &Recognized, form: &Form, id: &str) {
    assert_eq!(recognized.report.tables[id].cells, cells(form, id));
    assert_eq!(recognized.report.tables[id].edition, form.edition);
}

fn row_of(grid: &Grid, text: &str) -> u32 {
    grid.cells.iter().find(|cell| cell.text == text).unwrap().row
}

/// Moves everything from a row on downwards.
fn insert_row(grid: &mut Grid, row: u32) {
    for cell in &mut grid.cells {
        if cell.row >= row {
            cell.row += 1;
        } else if cell.row + cell.row_span > row {
            cell.row_span += 1;
        }
    }
    grid.rows += 1;
}

#[test]
fn every_table_of_every_edition_is_read_and_its_edition_told_by_its_labels() {
    for form in form::builtin() {
        for table in &form.tables {
            let recognized = read([official(form, &table.id)]);
            assert_eq!(recognized.report.tables[&table.id].cells, filled(table).cells, "{} {}", form.edition, table.id);
            if table.id != "disputes" {
                assert_read(&recognized, form, &table.id);
            }
        }
    }
}

#[test]
fn a_table_that_editions_share_is_of_the_one_next_to_it() {
    let of_2019 = edition("2019");
    let recognized = read([official(of_2019, "requests"), official(of_2019, "disputes")]);
    assert_eq!(recognized.report.tables["disputes"].edition, "2019");
    let recognized = read([official(edition("2021"), "requests"), official(of_2019, "disputes")]);
    assert_eq!(recognized.report.tables["disputes"].edition, "2021");
}

#[test]
fn words_in_a_cell_of_part_four_are_no_end_of_it() {
    let form = edition("2021");
    let filled = cells(form, "disputes");
    for words in ["二件", "XX", "见附件", "暂无统计"] {
        let mut grid = official(form, "disputes");
        let last_row = grid.rows - 1;
        let slip = grid.cells.iter_mut().filter(|cell| cell.row == last_row).nth(4).unwrap();
        slip.text = words.into();
        slip.cell_type = CellType::Text;
        let recognized = read([grid]);
        let read = &recognized.report.tables["disputes"].cells;
        let others = |(key, value): &(&String, &CellValue)| filled.get(*key) != Some(*value);
        let changed: Vec<_> = read.iter().filter(others).collect();
        assert_eq!(changed.iter().map(|(_, value)| *value).collect::<Vec<_>>(), [&CellValue::Text(words.to_owned())]);
        assert_eq!(read.len(), filled.len());
    }
}

#[test]
fn a_table_of_another_edition_than_the_years_is_named() {
    let mut of_2023 = document([official(edition("2019"), "disclosure")]);
    let title = "某县民政局2023年政府信息公开工作年度报告";
    of_2023.blocks.insert(0, Block::Paragraph(Paragraph { text: title.to_owned(), ..Paragraph::default() }));
    let recognized = Recognizer::new(form::builtin()).recognize(&of_2023, &Known::default()).unwrap();
    let finding = finding(&recognized, "S06");
    assert_eq!((finding.arguments["kind"].as_str(), finding.arguments["edition"].as_str()), ("year", "2019"));
    assert!(recognized.report.cell("disclosure.charges.amount").is_none(), "items are no money");
    assert!(recognized.report.cell("disclosure.charges.prior_items").is_some());
}

#[test]
fn what_is_left_of_a_table_may_be_the_years_as_well() {
    let mut grid = official(edition("2021"), "requests");
    let cut = row_of(&grid, "（三）不予公开");
    grid.cells.retain(|cell| cell.row + cell.row_span <= cut);
    let mut of_2023 = document([grid]);
    let title = "某县民政局2023年政府信息公开工作年度报告";
    of_2023.blocks.insert(0, Block::Paragraph(Paragraph { text: title.to_owned(), ..Paragraph::default() }));
    let recognized = Recognizer::new(form::builtin()).recognize(&of_2023, &Known::default()).unwrap();
    assert_eq!(codes(&recognized), ["L04"]);
}

#[test]
fn columns_of_2019_in_one_band_keep_their_own_ids() {
    let mut grid = official(edition("2021"), "disclosure");
    for (label, of_2019) in
        [("本年制发件数", "本年新制作数量"), ("本年废止件数", "本年新公开数量"), ("现行有效件数", "对外公开总数量")]
    {
        grid.cells.iter_mut().find(|cell| cell.text == label).unwrap().text = of_2019.into();
    }
    let recognized = read([grid]);
    let table = &recognized.report.tables["disclosure"];
    let expected = cells(edition("2021"), "disclosure");
    assert_eq!(table.cells["rules.made"], expected["rules.issued"]);
    assert_eq!(table.cells["normative_documents.total"], expected["normative_documents.in_force"]);
    assert!(!table.cells.contains_key("rules.issued"));
    assert_eq!(table.cells["charges.amount"], expected["charges.amount"]);
    assert_eq!(finding(&recognized, "S06").arguments["kind"], "mixed");
}

#[test]
fn the_single_row_of_2019_is_no_row_of_2021() {
    let recognized = read([official(edition("2019"), "requests"), official(edition("2021"), "disclosure")]);
    assert_eq!(recognized.report.tables["requests"].edition, "2019");
    assert!(recognized.report.cell("requests.handled.other.total").is_some());
    assert!(recognized.report.cell("requests.handled.other.other.total").is_none());
    assert_eq!(recognized.report.tables["disclosure"].edition, "2021");
}

#[test]
fn a_local_row_is_kept_beside_the_forms() {
    let form = edition("2021");
    for below in ["规章", "行政规范性文件"] {
        let mut grid = official(form, "disclosure");
        let row = row_of(&grid, below) + 1;
        insert_row(&mut grid, row);
        grid.cells.push(Cell::new(row, 0, "其他主动公开文件"));
        grid.cells.push(Cell::new(row, 1, "31"));
        grid.cells.push(Cell::new(row, 3, "33"));
        let recognized = read([grid]);
        assert_read(&recognized, form, "disclosure");
        let extra = &recognized.report.tables["disclosure"].extra_rows[0];
        assert_eq!(extra.label, "其他主动公开文件");
        assert_eq!((&extra.cells["issued"], &extra.cells["in_force"]), (&31.into(), &33.into()));
        assert_eq!(codes(&recognized), ["L18"]);
    }
}

#[test]
fn a_row_with_placeholders_beside_merged_labels_is_counted_off() {
    let form = edition("2021");
    let mut grid = official(form, "requests");
    let row = row_of(&grid, "2.重复申请");
    for cell in grid.cells.iter_mut().filter(|cell| cell.row == row) {
        cell.column += 2;
    }
    grid.columns += 2;
    assert_read(&read([grid]), form, "requests");
}

#[test]
fn a_row_that_lost_a_figure_and_its_place_is_undecided() {
    let mut grid = official(edition("2021"), "requests");
    let row = row_of(&grid, "2.重复申请");
    let first = grid.cells.iter().position(|cell| cell.row == row && cell.column == 3).unwrap();
    grid.cells.remove(first);
    for cell in grid.cells.iter_mut().filter(|cell| cell.row == row && cell.column > 3) {
        cell.column += 1;
    }
    grid.columns += 1;
    let recognized = read([grid]);
    assert!(recognized.report.cell("requests.handled.not_processed.repeated.total").is_none());
    let undecided = finding(&recognized, "L13");
    assert_eq!(undecided.arguments["label"], "2.重复申请");
    assert_eq!(undecided.arguments["printed"].split(' ').count(), 6);
}

#[test]
fn a_table_with_rows_and_columns_exchanged_is_read() {
    for id in ["disclosure", "requests", "disputes"] {
        let form = edition("2021");
        let mut grid = official(form, id);
        for cell in &mut grid.cells {
            (cell.row, cell.column) = (cell.column, cell.row);
            (cell.row_span, cell.column_span) = (cell.column_span, cell.row_span);
        }
        (grid.rows, grid.columns) = (grid.columns, grid.rows);
        assert_eq!(read([grid]).report.tables[id].cells, cells(form, id), "{id}");
    }
}

#[test]
fn a_table_cut_by_a_page_goes_on_without_its_header() {
    let form = edition("2021");
    let mut first = official(form, "requests");
    let cut = row_of(&first, "4.保护第三方合法权益");
    let mut second = Grid { columns: first.columns, ..Grid::default() };
    (first.cells, second.cells) = first.cells.into_iter().partition(|cell| cell.row < cut);
    second.cells.iter_mut().for_each(|cell| cell.row -= cut);
    (second.rows, first.rows) = (first.rows - cut, cut);
    first.cells.iter_mut().for_each(|cell| cell.row_span = cell.row_span.min(cut - cell.row));
    let mut document = document([first, second]);
    document.blocks.insert(1, Block::Paragraph(Paragraph { text: "— 4 —".to_owned(), ..Paragraph::default() }));
    let recognized = Recognizer::new(form::builtin()).recognize(&document, &Known::default()).unwrap();
    assert_read(&recognized, form, "requests");
}

#[test]
fn labels_cut_into_cells_are_put_together() {
    let form = edition("2021");
    let mut grid = official(form, "disputes");
    // 总计 stands in two cells under each other, as everywhere in a text layer made into a sheet.
    insert_row(&mut grid, 3);
    for cell in grid.cells.iter_mut().filter(|cell| cell.text == "总计") {
        cell.text = "总".into();
        cell.row_span = 3 - cell.row;
    }
    let halves: Vec<Cell> =
        grid.cells.iter().filter(|cell| cell.text == "总").map(|cell| Cell::new(3, cell.column, "计")).collect();
    grid.cells.extend(halves);
    assert_read(&read([grid]), form, "disputes");
}

#[test]
fn a_label_with_the_labels_that_contain_it_is_one_label() {
    let form = edition("2021");
    let mut grid = official(form, "disputes");
    let groups = ["行政复议", "未经复议直接起诉", "复议后起诉"];
    for cell in grid.cells.iter_mut().filter(|cell| cell.row < 3 && cell.column_span == 1) {
        cell.text = format!("{}—{}", groups[cell.column as usize / 5], cell.text).into();
        (cell.row, cell.row_span) = (2, 1);
    }
    grid.cells.retain(|cell| cell.row >= 2);
    assert_read(&read([grid]), form, "disputes");
}

#[test]
fn figures_of_hidden_rows_are_read_and_said() {
    let form = edition("2021");
    let mut grid = official(form, "requests");
    let row = row_of(&grid, "2.重复申请");
    grid.cells.iter_mut().filter(|cell| cell.row == row).for_each(|cell| cell.hidden = true);
    let recognized = read([grid]);
    assert_read(&recognized, form, "requests");
    assert_eq!(finding(&recognized, "L16").arguments["count"], "7");
}

#[test]
fn of_several_sheets_with_one_table_this_years_is_read() {
    let form = edition("2021");
    for (name, why) in [("2023年", "year"), ("填报示例", "example"), ("上年数", "year")] {
        let mut other = Grid { name: Some(name.to_owned()), ..official(form, "requests") };
        let own = Grid { name: Some("2024年".to_owned()), ..official(form, "requests") };
        other.cells.iter_mut().filter(|cell| cell.column > 2).for_each(|cell| cell.text.push('9'));
        let recognized = read([other, own]);
        assert_read(&recognized, form, "requests");
        assert_eq!(finding(&recognized, "L19").arguments["why"], why, "{name}");
        assert!(!codes(&recognized).contains(&"L03"), "{name}");
    }
}

#[test]
fn a_blank_form_beside_a_filled_one_is_passed_over_and_alone_it_is_no_report() {
    let form = edition("2021");
    let blank = || {
        let mut grid = official(form, "requests");
        let is_figure = |cell: &Cell| cell.text.bytes().all(|byte| byte.is_ascii_digit());
        grid.cells.iter_mut().filter(|cell| is_figure(cell)).for_each(|cell| cell.text.clear());
        grid
    };
    let recognized = read([blank(), official(form, "requests")]);
    assert_read(&recognized, form, "requests");
    assert_eq!(finding(&recognized, "L19").arguments["why"], "blank");
    let refused = Recognizer::new(form::builtin()).recognize(&document([blank()]), &Known::default()).unwrap_err();
    assert!(refused.is_blank_form);
}

#[test]
fn a_blank_figure_has_a_place_where_the_file_has_a_cell() {
    let mut grid = official(edition("2021"), "requests");
    let cell = grid.cells.iter_mut().find(|cell| cell.text == "1000").unwrap();
    cell.text.clear();
    let at = cell.at.clone().unwrap();
    let recognized = read([grid]);
    let id = "requests.received.natural_person";
    assert_eq!(recognized.report.cell(id), Some(&CellValue::Blank));
    assert_eq!(recognized.report.sources[id], at);
}

#[test]
fn a_blank_figure_beside_a_remark_has_a_place() {
    let mut grid = official(edition("2021"), "disclosure");
    let row = row_of(&grid, "行政强制");
    grid.cells.retain(|cell| cell.row != row || cell.column == 0);
    grid.cells.push(Cell::new(row, 4, "其中两件与邻县联合办理"));
    grid.columns = 5;
    let recognized = read([grid]);
    assert_eq!(recognized.report.cell("disclosure.coercion.decisions"), Some(&CellValue::Blank));
    assert_eq!(codes(&recognized), [""; 0]);
}

#[test]
fn a_figure_is_preferred_to_a_caption_and_both_are_named() {
    let form = edition("2021");
    let figure = |grid: &Grid| grid.cells.iter().position(|cell| cell.text == "1000").unwrap();
    let mut other = official(form, "requests");
    let at = figure(&other);
    other.cells[at].text = "备注".into();
    let recognized = read([other, official(form, "requests")]);
    assert_read(&recognized, form, "requests");
    assert_eq!(codes(&recognized), ["L03"]);
}

#[test]
fn rows_with_slips_right_above_the_end_of_a_page_belong_to_what_follows() {
    let form = edition("2021");
    let mut first = official(form, "requests");
    for (label, printed) in [
        ("一、本年新收政府信息公开申请数量", "一、本年新政府信息公开申请数量"),
        ("二、上年结转政府信息公开申请数量", "二、上年结转政府信公开申请数量"),
    ] {
        first.cells.iter_mut().filter(|cell| cell.text == label).for_each(|cell| cell.text = printed.into());
    }
    let cut = row_of(&first, "三、本年度办理结果");
    let mut second = Grid { columns: first.columns, ..Grid::default() };
    (first.cells, second.cells) = first.cells.into_iter().partition(|cell| cell.row < cut);
    second.cells.iter_mut().for_each(|cell| cell.row -= cut);
    (second.rows, first.rows) = (first.rows - cut, cut);
    let recognized = read([first, second]);
    assert_read(&recognized, form, "requests");
    assert_eq!(codes(&recognized), ["L01", "L01"]);
}

#[test]
fn of_a_label_that_stands_many_times_one_is_found() {
    let cells = (0..400).flat_map(|row| [Cell::new(row, 0, "1.属于国家秘密"), Cell::new(row, 1, "有关内容")]);
    let grid = Grid { rows: 400, columns: 2, cells: cells.collect(), ..Grid::default() };
    let refused = Recognizer::new(form::builtin()).recognize(&document([grid]), &Known::default()).unwrap_err();
    let nearest = refused.nearest.unwrap();
    assert_eq!(nearest.found, 1);
    assert!(nearest.wanted > 20);
}
