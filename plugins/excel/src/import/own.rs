//! A workbook that nianbao made, read back: its sheet of text as headings and paragraphs, the tables in their places,
//! and the report that it carries.

use std::collections::{BTreeMap, VecDeque};

use nianbao_core::document::{
    Block, Cell, CellType, CompactString, Grid, Heading, Note, NoteKind, Paragraph, ParagraphRole,
};
use nianbao_core::{Document, Report};
use nianbao_plugin::{Context, Diagnostic};

use crate::own::{self, RowMark};

/// What a workbook is, besides its cells.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub(super) document: Document,
    pub(super) report: Option<Report>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Takes a workbook of nianbao's own apart; any other is left as it is.
pub(super) fn read(mut document: Document, context: &Context<'_>) -> Own {
    let is_data = |block: &Block| matches!(block, Block::Grid(grid) if holds_data(grid));
    let Some(index) = document.blocks.iter().position(is_data) else {
        return Own { document, ..Own::default() };
    };
    let Block::Grid(data) = document.blocks.remove(index) else { return Own { document, ..Own::default() } };
    forget_notes(&mut document, data.name.as_deref().unwrap_or_default(), |_| true);

    let mut own = Own::default();
    let is_template = first_text(&data) == Some(own::TEMPLATE);
    if !is_template {
        let json: String =
            data.cells.iter().filter(|cell| cell.row > 0 && cell.column == 0).map(|cell| cell.text.as_str()).collect();
        own.report = serde_json::from_str(&json).ok();
        if own.report.is_none() {
            own.diagnostics.push(Diagnostic {
                code: "carried_report_unreadable".to_owned(),
                message: context
                    .say(
                        "文件里附带的年报数据已损坏，只读取看得见的内容",
                        "the report's data carried inside the file is damaged; only what is visible was read",
                    )
                    .to_owned(),
                at: None,
            });
        }
    }

    let mut text: Option<MarkedSheet> = None;
    let mut tables: VecDeque<Block> = VecDeque::new();
    for block in std::mem::take(&mut document.blocks) {
        let Block::Grid(grid) = block else { continue };
        let sheet = MarkedSheet::new(grid);
        if let Some(column) = sheet.mark_column {
            let letters = crate::address::of_columns("", column, column);
            let name = sheet.grid.name.as_deref().unwrap_or_default();
            forget_notes(&mut document, name, |place| letters.strip_prefix('!') == Some(place));
            forget_marks(&mut document, name);
        }
        match sheet.is_text() && text.is_none() {
            true => text = Some(sheet),
            false => {
                let mut grid = sheet.without_aids();
                if is_template {
                    blank_if_untouched(&mut grid);
                }
                tables.push_back(Block::Grid(grid));
            }
        }
    }
    if let Some(text) = text {
        text.flow(&mut tables, &mut document.blocks);
    }
    document.blocks.extend(tables);
    own.document = document;
    own
}

fn first_text(grid: &Grid) -> Option<&str> {
    grid.cells.iter().find(|cell| (cell.row, cell.column) == (0, 0)).map(|cell| cell.text.as_str())
}

fn holds_data(grid: &Grid) -> bool {
    first_text(grid).is_some_and(|text| text == own::REPORT || text == own::TEMPLATE)
}

/// Makes the sums of a blank form blank as well, as long as nobody has typed a number: they are no figures yet.
fn blank_if_untouched(grid: &mut Grid) {
    let says_nothing = |cell: &Cell| cell.cell_type != CellType::Number || cell.formula.is_some() && cell.text == "0";
    if !grid.cells.iter().all(says_nothing) {
        return;
    }
    for cell in grid.cells.iter_mut().filter(|cell| cell.formula.is_some()) {
        (cell.text, cell.cell_type) = (CompactString::default(), CellType::Text);
    }
}

/// Takes back what was noted of hidden places that nianbao itself has hidden.
fn forget_notes(document: &mut Document, sheet: &str, is_own: impl Fn(&str) -> bool) {
    document.notes.retain(|note| {
        let place = note.at.as_deref().and_then(|at| at.strip_prefix(sheet));
        let is_of_the_sheet =
            place.is_some_and(|place| place.is_empty() && is_own("") || place.strip_prefix('!').is_some_and(&is_own));
        note.kind != NoteKind::Hidden || !is_of_the_sheet
    });
}

/// Takes the marks out of the words of rows that somebody else has hidden.
fn forget_marks(document: &mut Document, sheet: &str) {
    let is_of_the_sheet =
        |note: &&mut Note| note.kind == NoteKind::Hidden && note.at.as_deref().is_some_and(|at| at.starts_with(sheet));
    for note in document.notes.iter_mut().filter(is_of_the_sheet) {
        let lines = note.text.lines().filter_map(|line| match line.rsplit_once(' ') {
            Some((words, mark)) if RowMark::read(mark).is_some() => Some(words),
            _ => RowMark::read(line).is_none().then_some(line),
        });
        note.text = lines.collect::<Vec<_>>().join("\n");
    }
}

/// A sheet with what its rows are.
struct MarkedSheet {
    /// Without the marks.
    grid: Grid,
    marks: BTreeMap<u32, RowMark>,
    mark_column: Option<u32>,
}

impl MarkedSheet {
    fn new(mut grid: Grid) -> Self {
        let marked = |cell: &Cell| Some((cell.row, RowMark::read(&cell.text)?));
        let mark_column = grid.cells.iter().filter(|cell| marked(cell).is_some()).map(|cell| cell.column).max();
        let mut marks = BTreeMap::new();
        if let Some(column) = mark_column {
            marks.extend(grid.cells.iter().filter(|cell| cell.column == column).filter_map(marked));
            grid.cells.retain(|cell| cell.column != column);
            grid.columns = grid.cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0);
        }
        MarkedSheet { grid, marks, mark_column }
    }

    fn is_text(&self) -> bool {
        self.marks.values().any(|mark| *mark != RowMark::Aid)
    }

    fn is_aid(&self, row: u32) -> bool {
        self.marks.get(&row) == Some(&RowMark::Aid)
    }

    fn without_aids(mut self) -> Grid {
        let cells = std::mem::take(&mut self.grid.cells);
        self.grid.cells = cells.into_iter().filter(|cell| !self.is_aid(cell.row)).collect();
        self.grid
    }

    /// Puts the text down, row by row, with the tables in their places.
    fn flow(self, tables: &mut VecDeque<Block>, blocks: &mut Vec<Block>) {
        let MarkedSheet { grid, marks, .. } = self;
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        for cell in grid.cells {
            rows.entry(cell.row).or_default().push(cell);
        }
        marks.keys().for_each(|row| _ = rows.entry(*row).or_default());
        let mut local: Option<LocalTable> = None;
        let at = |cell: &Cell| cell.at.as_deref().map(str::to_owned);
        for (row, cells) in rows {
            let mark = marks.get(&row).copied().unwrap_or(RowMark::Paragraph);
            let goes_on = |local: &LocalTable| matches!(mark, RowMark::Local { number, .. } if number == local.number);
            if let Some(ended) = local.take_if(|local| !goes_on(local)) {
                blocks.push(Block::Grid(ended.grid));
            }
            match mark {
                RowMark::Local { number, columns } => {
                    let local = local.get_or_insert_with(|| LocalTable {
                        number,
                        first_row: row,
                        grid: Grid { at: cells.first().and_then(at), columns, ..Grid::default() },
                    });
                    local.add(cells);
                }
                RowMark::Aid => {}
                RowMark::Table => blocks.extend(tables.pop_front()),
                RowMark::Heading(level) => {
                    blocks.extend(
                        cells
                            .into_iter()
                            .filter(is_filled)
                            .map(|cell| Block::Heading(Heading { level, at: at(&cell), text: cell.text.into() })),
                    );
                }
                RowMark::Paragraph => {
                    blocks.extend(cells.into_iter().filter(is_filled).map(|cell| {
                        Block::Paragraph(Paragraph { at: at(&cell), text: cell.text.into(), role: ParagraphRole::Body })
                    }));
                }
            }
        }
        blocks.extend(local.map(|local| Block::Grid(local.grid)));
    }
}

/// A local table on the sheet of text.
struct LocalTable {
    number: u32,
    /// Its first row on the sheet.
    first_row: u32,
    grid: Grid,
}

impl LocalTable {
    fn add(&mut self, cells: Vec<Cell>) {
        for mut cell in cells.into_iter().filter(|cell| cell.column < self.grid.columns) {
            cell.row -= self.first_row;
            cell.column_span = cell.column_span.min(self.grid.columns - cell.column);
            self.grid.rows = self.grid.rows.max(cell.row + cell.row_span);
            self.grid.cells.push(cell);
        }
    }
}

fn is_filled(cell: &Cell) -> bool {
    !cell.text.trim().is_empty()
}
