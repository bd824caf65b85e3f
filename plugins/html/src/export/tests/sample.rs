//! A composed document for the tests: the three tables of the built-in form with figures that all differ, and text.

use nianbao_core::Report;
use nianbao_core::document::{Block, Cell, CellRole, Document, Grid, Heading, Paragraph, ParagraphRole};
use nianbao_core::form::{self, Band, FormTable, Tree};
use nianbao_plugin::ExportJob;

/// A job with one block of every kind.
pub(crate) fn job() -> ExportJob {
    let mut report = Report::new();
    report.organ.name = "甲市人民政府".to_owned();
    report.year = Some(2024);
    report.sources.insert("requests.received.total".to_owned(), "数据.xls#Sheet2!J6".to_owned());
    let mut document = Document::new();
    document.title = Some("甲市人民政府2024年政府信息公开工作年度报告".to_owned());
    document.title_lines = vec!["甲市人民政府".to_owned(), "2024年政府信息公开工作年度报告".to_owned()];
    document.date = Some("2025-01-20".to_owned());
    document.blocks = vec![
        paragraph("本报告由六部分组成。\n网址 https://甲.cn/?a=1&b=<2>", ParagraphRole::Body),
        heading(1, "一、总体情况"),
        paragraph("〔请填写总体情况〕", ParagraphRole::Placeholder),
        heading(1, "二、主动公开政府信息情况"),
        Block::Grid(table("disclosure")),
        heading(1, "三、收到和处理政府信息公开申请情况"),
        Block::Grid(table("requests")),
        heading(1, "四、政府信息公开行政复议、行政诉讼情况"),
        Block::Grid(table("disputes")),
        paragraph("注：含上年度结转数量。", ParagraphRole::TableNote),
        heading(1, "五、存在的主要问题及改进情况"),
        heading(3, "1.存在的主要问题"),
        Block::Grid(local_table()),
        Block::Grid(local_table()),
        paragraph("甲市人民政府", ParagraphRole::SignatureOrgan),
        paragraph("2025年1月20日", ParagraphRole::SignatureDate),
    ];
    ExportJob { format: "html".to_owned(), document, report, prior: None, options: Default::default() }
}

/// A statutory table of the newest form, its figures counted up from 1000.
pub(super) fn table(id: &str) -> Grid {
    let form = form::builtin().last().unwrap().table(id).unwrap();
    let labels = form.bands.iter().map(|band| band.rows.depth()).max().unwrap();
    let columns = labels + form.bands.iter().map(|band| band.column_leaves().len()).max().unwrap();
    let mut cells = Vec::new();
    let mut row = 0;
    for band in &form.bands {
        row = push_band(&mut cells, form, band, row, labels, columns);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let header_rows = if form.bands.len() == 1 { number(form.bands[0].columns.depth()) } else { 0 };
    Grid {
        name: Some(form.name.zh.clone()),
        table: Some(id.to_owned()),
        rows: number(row),
        columns: number(columns),
        header_rows,
        header_columns: number(labels),
        widths: form.widths.clone(),
        cells,
        ..Grid::default()
    }
}

/// A table of the organ's own, without roles and name, with a place that no cell covers.
fn local_table() -> Grid {
    let mut cells: Vec<_> = ["年度", "件数", "", "2023", "12"]
        .into_iter()
        .zip(0..)
        .map(|(text, at)| Cell::new(at / 3, at % 3, text))
        .collect();
    cells[1].column_span = 2;
    cells.remove(2);
    Grid { rows: 2, columns: 3, header_rows: 1, cells, ..Grid::default() }
}

pub(super) fn paragraph(text: &str, role: ParagraphRole) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), role, ..Paragraph::default() })
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, text: text.to_owned(), ..Heading::default() })
}

/// Adds a band and returns the row below it.
fn push_band(
    cells: &mut Vec<Cell>,
    form: &FormTable,
    band: &Band,
    mut row: usize,
    labels: usize,
    columns: usize,
) -> usize {
    let mut push = |at: (usize, usize), span: (usize, usize), text: &str, role, id| {
        let mut cell = Cell::new(number(at.0), number(at.1), text);
        (cell.row_span, cell.column_span) = (number(span.0), number(span.1));
        (cell.role, cell.id) = (Some(role), id);
        cells.push(cell);
    };
    if let Some(label) = &band.label {
        push((row, 0), (1, columns), label, CellRole::Header, None);
        row += 1;
    }
    let depth = band.columns.depth();
    if labels > 0 {
        push((row, 0), (depth, labels), band.corner.as_deref().unwrap(), CellRole::Header, None);
    }
    let leaves = band.column_leaves();
    // A band with fewer columns than the table lets its only one take them all.
    let stretch = (columns - labels) / leaves.len();
    for (node, first, count) in extents(&band.columns) {
        let node = &band.columns.nodes[node];
        let rows = if node.is_leaf { depth - node.depth } else { 1 };
        push((row + node.depth, labels + first), (rows, count * stretch), &node.label, CellRole::Header, None);
    }
    row += depth;
    for (node, first, count) in extents(&band.rows) {
        let node = &band.rows.nodes[node];
        let columns = if node.is_leaf { labels - node.depth } else { 1 };
        push((row + first, node.depth), (count, columns), &node.label, CellRole::Label, None);
    }
    for leaf_row in band.row_leaves() {
        for (position, &column) in leaves.iter().enumerate() {
            let text = (1000 + row * columns + position).to_string();
            let id = format!("{}.{}", form.id, band.cell_id(leaf_row, column));
            push((row, labels + position), (1, stretch), &text, CellRole::Data, Some(id));
        }
        row += 1;
    }
    row
}

/// Each label with the first leaf below it and the number of leaves.
fn extents(tree: &Tree) -> Vec<(usize, usize, usize)> {
    let leaves: Vec<_> = tree.leaves().collect();
    let extent = |node| {
        let below = tree.leaves_below(node);
        (node, leaves.iter().position(|&leaf| leaf == below[0]).unwrap(), below.len())
    };
    (0..tree.nodes.len()).map(extent).collect()
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}
