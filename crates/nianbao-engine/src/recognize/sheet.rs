//! A grid made easy to walk: used rows and columns only, spans expanded, labels looked up once.

use nianbao_core::document::{Cell, CellType, Grid};
use nianbao_core::value::CellValue;

use super::lexicon::{Lexicon, LookedUp, Targets};
use super::value;
use crate::label;

/// More positions than this are no form but a data sheet.
const MOST_POSITIONS: usize = 2_000_000;
/// A label of fewer characters is a word of any table: it makes no grid worth a second look.
const CHARACTERS_OF_A_LABEL: usize = 4;
/// A longer text is prose: the longest label has 34 characters.
pub(super) const LABEL_BYTES: usize = 300;
/// A label cut into more pieces than this is not put together again: 三、本年度办理结果 has nine characters.
const PIECES_OF_A_LABEL: usize = 12;

/// How far under a piece the next one may stand: blank cells of a merge that was undone lie between.
const ROWS_BETWEEN_PIECES: usize = 3;

/// A grid without its unused rows and columns.
pub(super) struct Sheet<'a> {
    pub(super) grid: &'a Grid,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Index into `contents` by compact position, row by row.
    positions: Vec<Option<u32>>,
    pub(super) contents: Vec<Content<'a>>,
}

/// What stands in one cell of the file.
#[derive(Clone)]
pub(super) struct Content<'a> {
    pub(super) cell: &'a Cell,
    /// Its top left corner, compact.
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) kind: Kind,
    /// Whether it is a piece of a label that stands in several cells.
    pub(super) is_piece: bool,
}

#[derive(Clone)]
pub(super) enum Kind {
    /// A text that may be one of the form's labels.
    Label(Targets),
    /// Anything else, as a figure would be read.
    Value(CellValue),
}

impl Kind {
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Kind::Value(CellValue::Blank))
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Kind::Value(CellValue::Number(_)))
    }
}

impl<'a> Sheet<'a> {
    /// `None` where the grid is empty or far too large.
    pub(super) fn new(grid: &'a Grid, labels: &LookedUp<'_, '_>) -> Option<Self> {
        let filled = || grid.cells.iter().filter(|cell| !cell.text.is_empty());
        let rows = compact(filled().map(|cell| cell.row));
        let columns = compact(filled().map(|cell| cell.column));
        let size = rows.len().checked_mul(columns.len()).filter(|&size| size > 0 && size <= MOST_POSITIONS)?;
        let contents = Vec::with_capacity(grid.cells.len());
        let mut sheet = Sheet { grid, rows: rows.len(), columns: columns.len(), positions: vec![None; size], contents };
        for cell in &grid.cells {
            let row_range = range(&rows, cell.row, cell.row_span);
            let column_range = range(&columns, cell.column, cell.column_span);
            if row_range.is_empty() || column_range.is_empty() {
                continue;
            }
            let index = u32::try_from(sheet.contents.len()).ok()?;
            for row in row_range.clone() {
                for column in column_range.clone() {
                    // Spans that contradict each other: the cell that comes first keeps the place.
                    sheet.positions[row * columns.len() + column].get_or_insert(index);
                }
            }
            let kind = classify(cell, labels);
            sheet.contents.push(Content {
                cell,
                row: row_range.start,
                column: column_range.start,
                kind,
                is_piece: false,
            });
        }
        // Where there is one label of the form, others may be cut or have slips.
        let is_label = |content: &Content<'_>| {
            matches!(content.kind, Kind::Label(_))
                && label::normalize(&content.cell.text).chars().count() >= CHARACTERS_OF_A_LABEL
        };
        if sheet.contents.iter().any(is_label) {
            let lexicon = labels.lexicon;
            sheet.join_cut_labels(lexicon);
            sheet.look_again_for_near_matches(lexicon);
            sheet.settle_shared_labels(lexicon);
        }
        Some(sheet)
    }

    /// The sheet with rows and columns exchanged.
    pub(super) fn transposed(&self) -> Sheet<'a> {
        let mut positions = Vec::with_capacity(self.positions.len());
        for column in 0..self.columns {
            positions.extend((0..self.rows).map(|row| self.positions[row * self.columns + column]));
        }
        let swap = |content: &Content<'a>| Content { row: content.column, column: content.row, ..content.clone() };
        Sheet {
            grid: self.grid,
            rows: self.columns,
            columns: self.rows,
            positions,
            contents: self.contents.iter().map(swap).collect(),
        }
    }

    /// What covers a position.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&Content<'a>> {
        self.index_at(row, column).map(|index| &self.contents[index])
    }

    /// The rows from first to last, both included, as a grid of its own.
    pub(super) fn cut(&self, first: usize, last: usize) -> Grid {
        let inside = |content: &&Content<'a>| (first..=last).contains(&content.row) && !content.cell.text.is_empty();
        let cells: Vec<&Content<'a>> = self.contents.iter().filter(inside).collect();
        let columns = cells.iter().map(|content| content.column).min().unwrap_or(0);
        let place = |content: &&Content<'a>| {
            let mut cell = content.cell.clone();
            cell.row = u32::try_from(content.row - first).unwrap_or(u32::MAX);
            cell.column = u32::try_from(content.column - columns).unwrap_or(u32::MAX);
            // Rows and columns without content are left out, and spans with them.
            (cell.row_span, cell.column_span) = (1, 1);
            cell
        };
        let cells: Vec<Cell> = cells.iter().map(place).collect();
        let end = |number: fn(&Cell) -> u32| cells.iter().map(number).max().map_or(0, |last| last + 1);
        Grid { rows: end(|cell| cell.row), columns: end(|cell| cell.column), cells, ..Grid::default() }
    }

    pub(super) fn index_at(&self, row: usize, column: usize) -> Option<usize> {
        self.positions.get(row * self.columns + column).copied().flatten().map(|index| index as usize)
    }

    /// The first row and the first column that a content does not cover any more.
    pub(super) fn end_of(&self, index: usize) -> (usize, usize) {
        let content = &self.contents[index];
        let (mut row, mut column) = (content.row + 1, content.column + 1);
        while row < self.rows && self.index_at(row, content.column) == Some(index) {
            row += 1;
        }
        while column < self.columns && self.index_at(content.row, column) == Some(index) {
            column += 1;
        }
        (row, column)
    }

    /// Puts labels together that were cut into several cells beside or under each other: `申请人情|况`, 总 over 计.
    fn join_cut_labels(&mut self, lexicon: &Lexicon) {
        for first in 0..self.contents.len() {
            for down in [false, true] {
                if let Some((pieces, targets)) = self.cut_label(first, down, lexicon) {
                    for piece in pieces {
                        self.contents[piece].kind = Kind::Label(targets.clone());
                        self.contents[piece].is_piece = true;
                    }
                }
            }
        }
    }

    /// The pieces of a cut label that begins with a content, to the right or downwards, and what it is.
    ///
    /// A piece may be a wording by itself, as 维持 and 其他 are: then the pieces must stand right under each other.
    fn cut_label(&self, first: usize, down: bool, lexicon: &Lexicon) -> Option<(Vec<usize>, Targets)> {
        let is_piece = |index: usize| {
            let content = &self.contents[index];
            let may_be = match content.kind {
                Kind::Value(CellValue::Text(_)) => true,
                Kind::Label(_) => down && !content.is_piece,
                Kind::Value(_) => false,
            };
            // A dash under 总计 is a figure.
            may_be && content.cell.text.len() <= LABEL_BYTES && content.cell.text.chars().any(char::is_alphabetic)
        };
        if !is_piece(first) {
            return None;
        }
        let is_label = |index: usize| matches!(self.contents[index].kind, Kind::Label(_));
        let mut has_label = is_label(first);
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut last = first;
        while pieces.len() < PIECES_OF_A_LABEL {
            let (row, column) = self.end_of(last);
            let next = if down {
                let rows = row..self.rows.min(row + ROWS_BETWEEN_PIECES);
                let mut below = rows.filter_map(|row| self.index_at(row, self.contents[last].column));
                below.find(|&index| !self.contents[index].kind.is_blank())?
            } else {
                self.index_at(self.contents[last].row, column)?
            };
            if !is_piece(next) {
                return None;
            }
            has_label |= is_label(next);
            let is_under = self.contents[next].column == self.contents[last].column && self.end_of(next).1 == column;
            if has_label && !is_under {
                return None;
            }
            if pieces.is_empty() {
                pieces.push(first);
                text.push_str(&self.contents[first].cell.text);
            }
            // A piece that is not merged may be repeated in every cell that it would cover: 其他 over 其他 over 结果.
            if self.contents[next].cell.text == self.contents[last].cell.text {
                pieces.push(next);
                last = next;
                continue;
            }
            text.push_str(&self.contents[next].cell.text);
            if has_label && !lexicon.may_begin_one(&text) {
                return None;
            }
            pieces.push(next);
            last = next;
            let targets = if has_label { lexicon.look_up_one(&text) } else { lexicon.look_up(&text) };
            if !targets.is_empty() {
                return Some((pieces, targets));
            }
        }
        None
    }

    /// Leaves a label that several tables have, as 总计 and 其他, to the one whose own labels stand next to it. Such
    /// words never come first: labels of their table stand left of them or above.
    fn settle_shared_labels(&mut self, lexicon: &Lexicon) {
        let only_table = |content: &Content<'_>| {
            let Kind::Label(targets) = &content.kind else { return None };
            let mut ids = targets.iter().map(|target| lexicon.table_id(target));
            let first = ids.next()?;
            ids.all(|id| id == first).then_some(first)
        };
        let own: Vec<Option<&str>> = self.contents.iter().map(only_table).collect();
        let settled: Vec<(usize, &str)> = (0..self.contents.len())
            .filter(|&index| matches!(self.contents[index].kind, Kind::Label(_)) && own[index].is_none())
            .filter_map(|index| Some((index, self.next_table(index, &own)?)))
            .collect();
        for (index, table) in settled {
            if let Kind::Label(targets) = &mut self.contents[index].kind
                && targets.iter().any(|target| lexicon.table_id(target) == table)
            {
                *targets = targets.iter().filter(|target| lexicon.table_id(target) == table).copied().collect();
            }
        }
    }

    /// The table of the nearest label left of a content or above it that only one table has; `None` where two are
    /// equally near.
    fn next_table<'t>(&self, index: usize, own: &[Option<&'t str>]) -> Option<&'t str> {
        let Content { row, column, .. } = self.contents[index];
        let (end_row, end_column) = self.end_of(index);
        // Behind a number stands another table.
        let nearest = |positions: &mut dyn Iterator<Item = (usize, usize)>| {
            positions
                .map(|(row, column)| self.index_at(row, column))
                .take_while(|content| content.is_none_or(|content| !self.contents[content].kind.is_number()))
                .enumerate()
                .find_map(|(distance, content)| Some((distance, own[content?]?)))
        };
        let left = (row..end_row).map(|row| nearest(&mut (0..column).rev().map(|column| (row, column))));
        let above = (column..end_column).map(|column| nearest(&mut (0..row).rev().map(|row| (row, column))));
        let found: Vec<(usize, &str)> = left.chain(above).flatten().collect();
        let distance = found.iter().map(|(distance, _)| *distance).min()?;
        let mut tables = found.iter().filter(|(of, _)| *of == distance).map(|(_, table)| *table);
        let first = tables.next()?;
        tables.all(|table| table == first).then_some(first)
    }

    fn look_again_for_near_matches(&mut self, lexicon: &Lexicon) {
        for content in &mut self.contents {
            if let Kind::Value(CellValue::Text(text)) = &content.kind
                && text.len() <= LABEL_BYTES
            {
                let targets = lexicon.look_up_near(text);
                if !targets.is_empty() {
                    content.kind = Kind::Label(targets);
                }
            }
        }
    }
}

fn classify(cell: &Cell, labels: &LookedUp<'_, '_>) -> Kind {
    let may_be_label = || {
        let bytes = cell.text.as_bytes();
        cell.cell_type == CellType::Text
            && !bytes.is_empty()
            && bytes.len() <= LABEL_BYTES
            && !bytes.iter().all(u8::is_ascii_digit)
    };
    if may_be_label() {
        let targets = labels.look_up_again(&cell.text);
        if !targets.is_empty() {
            return Kind::Label(targets);
        }
    }
    Kind::Value(value::read(cell))
}

/// The distinct numbers in order.
fn compact(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The compact range that a span covers.
fn range(used: &[u32], first: u32, span: u32) -> std::ops::Range<usize> {
    let end = first.saturating_add(span.max(1));
    used.partition_point(|&number| number < first)..used.partition_point(|&number| number < end)
}
