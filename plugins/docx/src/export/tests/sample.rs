//! A composed document with the three tables of the built-in form, every figure a different one.

use nianbao_core::Report;
use nianbao_core::document::{Block, Cell, CellRole, Document, Grid, Heading, Paragraph, ParagraphRole};
use nianbao_core::form::{Band, FormTable, Node, Tree, builtin};
use nianbao_core::report::Signature;
use nianbao_plugin::ExportJob;

pub(crate) fn job() -> ExportJob {
    let form = builtin().last().unwrap();
    let mut report = Report::new();
    report.organ.name = "宿迁市人民政府".to_owned();
    report.signature =
        Some(Signature { organ: report.organ.name.clone(), date: "2025-03-15".to_owned(), sealed: false });
    report.sources.insert("requests.received.total".to_owned(), "数据.xls#Sheet2!D6".to_owned());
    let mut document = Document::new();
    document.title = Some("宿迁市人民政府2024年政府信息公开工作年度报告".to_owned());
    document.title_lines = vec!["宿迁市人民政府".to_owned(), "2024年政府信息公开工作年度报告".to_owned()];
    document.date = Some("2025-03-15".to_owned());
    let text = "本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2024年1月1日起至12月31日止，“一网通办”共受理<5>件&其他事项。";
    let mut blocks = vec![paragraph(ParagraphRole::Body, &text.repeat(2))];
    let mut figure = 1;
    for (number, part) in "一二三四五六".chars().zip(&form.parts) {
        blocks.push(heading(1, format!("{number}、{}", part.heading)));
        if let Some(table) = part.table.as_deref().and_then(|id| form.table(id)) {
            blocks.push(Block::Grid(grid(table, &mut figure)));
        } else {
            blocks.push(heading(2, "（一）主动公开".to_owned()));
            blocks.push(paragraph(ParagraphRole::Body, &text.repeat(3)));
            blocks.push(heading(3, "1.公开平台".to_owned()));
            blocks.push(paragraph(ParagraphRole::Placeholder, "【请填写】"));
        }
    }
    blocks.push(paragraph(ParagraphRole::TableNote, "注：数量含上年度结转数量。"));
    blocks.push(paragraph(ParagraphRole::Body, "联系方式：\n电话 0527-84350000"));
    blocks.push(paragraph(ParagraphRole::SignatureOrgan, "宿迁市人民政府"));
    blocks.push(paragraph(ParagraphRole::SignatureDate, "2025年3月15日"));
    document.blocks = blocks;
    ExportJob { format: "docx".to_owned(), document, report, prior: None, options: Default::default() }
}

fn heading(level: u8, text: String) -> Block {
    Block::Heading(Heading { level, text, at: None })
}

fn paragraph(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), at: None, role })
}

fn grid(table: &FormTable, figure: &mut u32) -> Grid {
    let columns = u32::try_from(table.widths.len()).unwrap();
    let mut grid = Grid { columns, widths: table.widths.clone(), ..Grid::default() };
    for band in &table.bands {
        add_band(&mut grid, band, figure);
    }
    if let [band] = &*table.bands {
        grid.header_rows = depth(&band.columns);
        grid.header_columns = depth(&band.rows);
    }
    grid
}

fn add_band(grid: &mut Grid, band: &Band, figure: &mut u32) {
    let (labels, header) = (depth(&band.rows), depth(&band.columns));
    if let Some(label) = &band.label {
        add(grid, CellRole::Header, label, [grid.rows, 0, 1, grid.columns]);
        grid.rows += 1;
    }
    let top = grid.rows;
    if let Some(corner) = &band.corner {
        add(grid, CellRole::Header, corner, [top, 0, header, labels]);
    }
    // The last column takes what a table with wider bands has beside it.
    let last = band.column_leaves().len();
    let span = |from: u32, to: usize| {
        if to == last { grid.columns - from } else { labels + to as u32 - from }
    };
    let spans: Vec<[u32; 2]> = places(&band.columns)
        .map(|(_, first, count)| {
            let from = labels + first as u32;
            [from, span(from, first + count)]
        })
        .collect();
    for ((node, _, _), [column, span]) in places(&band.columns).zip(&spans) {
        let row_span = if node.is_leaf { header - node.depth as u32 } else { 1 };
        add(grid, CellRole::Header, &node.label, [top + node.depth as u32, *column, row_span, *span]);
    }
    grid.rows += header;
    let top = grid.rows;
    for (node, first, count) in places(&band.rows) {
        let column_span = if node.is_leaf { labels - node.depth as u32 } else { 1 };
        add(grid, CellRole::Label, &node.label, [top + first as u32, node.depth as u32, count as u32, column_span]);
    }
    for _ in band.row_leaves() {
        for leaf in band.column_leaves() {
            let index = band.columns.nodes.iter().position(|node| node.id == band.columns.nodes[leaf].id).unwrap();
            add(
                grid,
                CellRole::Data,
                &(*figure * 7919 % 99_991).to_string(),
                [grid.rows, spans[index][0], 1, spans[index][1]],
            );
            *figure += 1;
        }
        grid.rows += 1;
    }
}

/// Each label with the number of leaves before it and below it.
fn places(tree: &Tree) -> impl Iterator<Item = (&Node, usize, usize)> {
    tree.nodes.iter().enumerate().map(|(index, node)| {
        let below = tree.leaves_below(index);
        (node, tree.leaves().take_while(|leaf| *leaf < below[0]).count(), below.len())
    })
}

fn depth(tree: &Tree) -> u32 {
    u32::try_from(tree.depth()).unwrap()
}

fn add(grid: &mut Grid, role: CellRole, text: &str, [row, column, row_span, column_span]: [u32; 4]) {
    grid.cells.push(Cell { row_span, column_span, role: Some(role), ..Cell::new(row, column, text) });
}
