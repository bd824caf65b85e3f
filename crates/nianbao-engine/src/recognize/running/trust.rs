//! What is worth a look: text with rows of figures, and grids whose figures do not stand under their column labels.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use nianbao_core::Document;
use nianbao_core::document::{Block, Cell, CellType, Grid};

use super::stream::is_figure;
use super::words::BandWords;
use crate::label;

/// No table has so many rows under one header; 2014's list has 150 with its blank ones.
const ROWS_UNDER_HEADER: usize = 300;
/// Nor has a header so many.
const ROWS_OF_HEADER: usize = 12;
/// No table has so many columns, though several stand side by side.
const COLUMNS_OF_A_GRID: u32 = 300;
/// Nor do so many rows of one grid head columns, though every page repeat the header: then no header tells anything.
const HEADER_ROWS_OF_A_GRID: usize = 300;
/// Rows without a column's label that may stand within a header: blank ones, a row of groups.
const ROWS_WITHIN_HEADER: usize = 2;

/// Whether some line of the text may be one of a table: it ends with a figure, or begins with one.
pub(super) fn has_figures_in_text(document: &Document) -> bool {
    let lines = document.blocks.iter().flat_map(|block| match block {
        Block::Heading(heading) => heading.text.lines(),
        Block::Paragraph(paragraph) => paragraph.text.lines(),
        Block::Grid(_) => "".lines(),
    });
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let may_be_row = |line: &str| {
        let line = line.trim();
        let is_figure_last = || line.split_whitespace().next_back().is_some_and(is_figure);
        let after_digits = || line.trim_start_matches(is_digit).trim_start();
        // `2024年…` begins most lines that begin with a digit.
        let is_figure_first = || line.starts_with(is_digit) && !after_digits().starts_with('年');
        line.ends_with(is_digit) || !line.ends_with('。') && (is_figure_first() || is_figure_last())
    };
    lines.into_iter().any(may_be_row)
}

/// The grids of nothing but text without any merged cells, by block. Worksheets and most Word tables are none.
pub(super) fn grids_without_spans(document: &Document) -> Vec<usize> {
    let is_plain = |cell: &Cell| cell.cell_type == CellType::Text && cell.row_span == 1 && cell.column_span == 1;
    let is_suspect = |(index, block): (usize, &Block)| match block {
        Block::Grid(grid) if grid.cells.is_empty() || grid.columns > COLUMNS_OF_A_GRID => None,
        Block::Grid(grid) => grid.cells.iter().all(is_plain).then_some(index),
        Block::Heading(_) | Block::Paragraph(_) => None,
    };
    document.blocks.iter().enumerate().filter_map(is_suspect).collect()
}

/// Of these grids those whose own labels contradict their columns, and what a page cut off them.
pub(super) fn untrusted(document: &Document, suspects: &[usize], bands: &[BandWords<'_>]) -> BTreeSet<usize> {
    let grids = suspects.iter().filter_map(|&block| match &document.blocks[block] {
        Block::Grid(grid) => Some((block, grid)),
        Block::Heading(_) | Block::Paragraph(_) => None,
    });
    // Without figures, as on a sheet for the text, none stands elsewhere.
    let has_figures = |grid: &Grid| grid.cells.iter().any(|cell| kind(cell.text.trim()).is_figures());
    if !grids.clone().any(|(_, grid)| has_figures(grid)) {
        return BTreeSet::new();
    }
    let suspects: Vec<(usize, Rows)> = grids.map(|(block, grid)| (block, Rows::new(grid))).collect();
    let mut untrusted: BTreeSet<usize> = BTreeSet::new();
    for band in bands {
        let contradicting = suspects.iter().filter(|(_, rows)| rows.contradict(band));
        let contradicting: Vec<usize> = contradicting.map(|(block, _)| *block).collect();
        if !contradicting.is_empty() {
            let goes_on = suspects.iter().filter(|(_, rows)| rows.go_on(band));
            untrusted.extend(goes_on.map(|(block, _)| *block));
        }
        untrusted.extend(contradicting);
    }
    untrusted
}

/// A grid's rows, each cell with its column.
struct Rows {
    rows: Vec<Vec<Content>>,
}

struct Content {
    column: u32,
    words: String,
    bare: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Figure,
    /// Several figures, parted by blanks.
    Figures,
    Text,
}

impl Kind {
    fn is_figures(self) -> bool {
        matches!(self, Kind::Figure | Kind::Figures)
    }
}

impl Content {
    fn is_figure(&self) -> bool {
        self.kind == Kind::Figure
    }
}

impl Rows {
    fn new(grid: &Grid) -> Self {
        let mut cells: Vec<&Cell> = grid.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let rows = cells.chunk_by(|one, other| one.row == other.row);
        Rows { rows: rows.map(|row| row.iter().map(|cell| content(cell)).collect()).collect() }
    }

    /// Whether the figures of this band's rows stand elsewhere than under its column labels.
    fn contradict(&self, band: &BandWords<'_>) -> bool {
        if band.rows.is_empty() {
            return self.contradict_only_row(band);
        }
        let labelled: Vec<(usize, u32)> = self.labelled_rows(band);
        if labelled.len() < 2 && band.rows.len() > 1 {
            return false;
        }
        let Some(mut headers) = self.headers(band) else { return false };
        labelled.iter().any(|&(row, label)| {
            let header = headers.above(row);
            let heads = own_heads(header.heads.clone(), label, band.columns.len());
            let contents = self.rows[row]
                .iter()
                .filter(|content| !header.headed_otherwise.contains(&content.column) || content.kind == Kind::Text);
            is_shifted(&contents.collect::<Vec<_>>(), label, &heads, band.columns.len())
        })
    }

    /// Whether rows of the band stand here without a header.
    fn go_on(&self, band: &BandWords<'_>) -> bool {
        let first = self.labelled_rows(band).first().map(|(row, _)| *row);
        let mut headers = self.headers(band);
        first.zip(headers.as_mut()).is_some_and(|(first, headers)| headers.above(first).heads.is_empty())
    }

    /// The rows with the label of a row of the band, and the label's column.
    fn labelled_rows(&self, band: &BandWords<'_>) -> Vec<(usize, u32)> {
        let is_label = |content: &&Content| {
            content.kind == Kind::Text
                && [&content.words, &content.bare].into_iter().any(|words| !band.rows_of(words).is_empty())
                && !band.is_column(&content.words)
        };
        let label = |(row, contents): (usize, &Vec<Content>)| {
            contents.iter().rev().find(is_label).map(|content| (row, content.column))
        };
        self.rows.iter().enumerate().filter_map(label).collect()
    }

    /// The headers of a band; `None` where too many rows are like one.
    fn headers<'r>(&'r self, band: &'r BandWords<'_>) -> Option<Headers<'r>> {
        let is_header: Vec<bool> = (0..self.rows.len()).map(|row| self.is_header(band, row)).collect();
        let count = is_header.iter().filter(|is_header| **is_header).count();
        (count <= HEADER_ROWS_OF_A_GRID).then(|| Headers { rows: &self.rows, band, is_header, last: Header::default() })
    }

    /// Whether a row holds labels of several of the band's columns, whole or in pieces.
    fn is_header(&self, band: &BandWords<'_>, row: usize) -> bool {
        let texts = || self.rows[row].iter().filter(|content| content.kind == Kind::Text && !content.words.is_empty());
        let is_piece = |column: &&Vec<String>| {
            let holds = |words: &String| column.iter().any(|wording| wording.contains(words));
            texts().any(|content| holds(&content.words))
        };
        band.columns.iter().filter(is_piece).take(2).count() == band.columns.len().min(2)
    }

    /// Whether the row under the header of a band without row labels stands elsewhere than under its column labels.
    fn contradict_only_row(&self, band: &BandWords<'_>) -> bool {
        let columns = band.columns.len();
        let figures = |row: usize| self.rows[row].iter().filter(|content| content.is_figure()).count();
        let candidates: Vec<usize> = (0..self.rows.len()).filter(|&row| figures(row) * 2 >= columns).collect();
        if candidates.is_empty() {
            return false;
        }
        let Some(mut headers) = self.headers(band) else { return false };
        candidates.into_iter().any(|index| {
            let header = headers.above(index);
            let under: BTreeSet<u32> = header.heads.iter().map(|(column, _)| *column).collect();
            if under.len() * 2 < columns {
                return false;
            }
            let row = &self.rows[index];
            let is_elsewhere = |content: &Content| {
                content.is_figure()
                    && !under.contains(&content.column)
                    && !header.headed_otherwise.contains(&content.column)
            };
            let ends_early = figures(index) < columns && row.last().map(|last| last.column) < under.last().copied();
            ends_early
                || figures(index) == columns && row.iter().any(is_elsewhere)
                || self.has_moved_group(band, header)
        })
    }

    /// Whether a label that contains columns begins elsewhere than over the first of them.
    fn has_moved_group(&self, band: &BandWords<'_>, header: &Header) -> bool {
        let groups = band.first_columns_of_groups();
        self.rows[header.rows.clone()].iter().any(|row| {
            let texts = row.iter().filter(|content| content.kind == Kind::Text);
            let mut before = "";
            texts.into_iter().any(|content| {
                let is_repeated = std::mem::replace(&mut before, &content.words) == content.words;
                let of_group = groups.iter().find(|(wordings, _)| wordings.contains(&content.words));
                let own = || header.heads.iter().filter(|(column, _)| *column == content.column).map(|(_, head)| *head);
                !is_repeated
                    && own().next().is_some()
                    && of_group.is_some_and(|(_, first)| own().all(|own| own != *first))
            })
        })
    }
}

/// The headers of a band on a grid.
struct Headers<'r> {
    rows: &'r [Vec<Content>],
    band: &'r BandWords<'r>,
    /// Which rows are a header's.
    is_header: Vec<bool>,
    /// The one that was asked for last, which most rows share with the row before.
    last: Header,
}

/// A header above a row.
#[derive(Default)]
struct Header {
    rows: Range<usize>,
    /// The columns whose texts make up a column's label, and which label.
    heads: Vec<(u32, usize)>,
    /// The columns that a text heads which is no label of the band: their figures are the rows' numbers, remarks, or
    /// another table's.
    headed_otherwise: BTreeSet<u32>,
}

impl Headers<'_> {
    /// The nearest header above a row, empty where there is none.
    fn above(&mut self, row: usize) -> &Header {
        let rows = self.rows_above(row);
        if self.last.rows != rows {
            let (heads, headed_otherwise) = (self.heads(rows.clone()), self.headed_otherwise(rows.clone()));
            self.last = Header { rows, heads, headed_otherwise };
        }
        &self.last
    }

    /// The rows of the nearest header above a row: another table's on the same sheet, or that of another page, says
    /// nothing of it.
    fn rows_above(&self, row: usize) -> Range<usize> {
        let far = row.saturating_sub(ROWS_UNDER_HEADER);
        let Some(last) = (far..row).rev().find(|&row| self.is_header[row]) else { return 0..0 };
        let mut first = last;
        for row in (last.saturating_sub(ROWS_OF_HEADER)..last).rev() {
            if self.is_header[row] {
                first = row;
            } else if first - row > ROWS_WITHIN_HEADER || self.rows[row].iter().any(Content::is_figure) {
                break;
            }
        }
        first..last + 1
    }

    fn heads(&self, header: Range<usize>) -> Vec<(u32, usize)> {
        let mut texts: BTreeMap<u32, String> = BTreeMap::new();
        let mut heads: Vec<(u32, usize)> = Vec::new();
        for content in self.rows[header].iter().flatten().filter(|content| content.kind == Kind::Text) {
            let text = texts.entry(content.column).or_default();
            text.push_str(&content.words);
            let is_head = |column: &Vec<String>| column.iter().any(|wording| text.ends_with(wording));
            for (column, _) in self.band.columns.iter().enumerate().filter(|(_, column)| is_head(column)) {
                if !heads.contains(&(content.column, column)) {
                    heads.push((content.column, column));
                }
            }
        }
        heads
    }

    fn headed_otherwise(&self, mut header: Range<usize>) -> BTreeSet<u32> {
        let is_group = |content: &Content| content.kind == Kind::Text && self.band.is_column_group(&content.words);
        let is_blank = |row: &&Vec<Content>| row.iter().all(|content| content.kind == Kind::Blank);
        // Blank rows part the rows of a header from each other as they part others.
        loop {
            let above = &self.rows[..header.start];
            let blank = above.iter().rev().take(ROWS_WITHIN_HEADER).take_while(is_blank).count();
            let Some(row) = above.len().checked_sub(blank + 1).filter(|&row| above[row].iter().any(is_group)) else {
                break;
            };
            header.start = row;
        }
        let texts = self.rows[header].iter().flatten().filter(|content| content.kind == Kind::Text);
        texts.filter(|content| self.band.piece_of(&content.words).is_none()).map(|content| content.column).collect()
    }
}

/// Of labels of columns those that a row's label has to its right, where they are all there, up to the last of them:
/// what follows is another table's beside it.
fn own_heads(mut heads: Vec<(u32, usize)>, label: u32, columns: usize) -> Vec<(u32, usize)> {
    heads.sort_unstable();
    let mut seen = BTreeSet::new();
    let right = || heads.iter().enumerate().filter(|(_, (column, _))| *column > label);
    let last = right().find(|(_, (_, head))| {
        seen.insert(*head);
        seen.len() == columns
    });
    let Some(end) = last.map(|(_, (column, _))| *column) else { return heads };
    heads.retain(|(column, _)| (label + 1..=end).contains(column));
    heads
}

/// Whether a labelled row's figures are moved away from the column labels.
///
/// A local column with figures of its own moves nothing: so it takes a label among the columns' labels, figures left of
/// all of them, as many figures as columns moved to the right, several in one cell, or a row that ends too early.
fn is_shifted(row: &[&Content], label: u32, heads: &[(u32, usize)], columns: usize) -> bool {
    let columns_of_labels: BTreeSet<u32> = heads.iter().map(|(column, _)| *column).collect();
    let row = of_label(row, label);
    let filled = row.iter().filter(|content| content.kind.is_figures()).count();
    if filled < columns && row.iter().any(|content| content.kind == Kind::Figures) {
        return true;
    }
    let figures = |content: &&&Content| content.is_figure();
    let left: Vec<u32> = row.iter().filter(figures).map(|content| content.column).filter(|&at| at < label).collect();
    let right: Vec<u32> = row.iter().filter(figures).map(|content| content.column).filter(|&at| at > label).collect();
    if right.is_empty() {
        return columns > 1 && left.len() >= columns;
    }
    let (Some(&first), Some(&last)) = (columns_of_labels.first(), columns_of_labels.last()) else { return false };
    if label >= first && label <= last {
        return true;
    }
    if columns_of_labels.len() < columns {
        // Two labels over one column: the header's cells are moved against each other.
        return heads.len() >= columns && right.len() <= columns;
    }
    let is_empty = |column: &u32| !right.contains(column);
    let wants_figure = columns_of_labels.iter().any(is_empty);
    let moved_left = right.iter().any(|&figure| figure < first) && wants_figure;
    let moved_right = right.len() == columns && right.iter().any(|&figure| figure > last) && is_empty(&first);
    let ends_early = wants_figure && row.last().is_some_and(|content| content.column < last);
    moved_left || moved_right || ends_early
}

/// The cells up to the text behind the label's figures, where one follows: a remark, or another table's label.
fn of_label<'r, 'c>(row: &'r [&'c Content], label: u32) -> &'r [&'c Content] {
    let right = row.iter().enumerate().skip_while(|(_, content)| content.column <= label);
    let mut behind_figures = right.skip_while(|(_, content)| matches!(content.kind, Kind::Text | Kind::Blank));
    let end = behind_figures.find(|(_, content)| content.kind == Kind::Text);
    &row[..end.map_or(row.len(), |(end, _)| end)]
}

/// What a trimmed text is.
fn kind(text: &str) -> Kind {
    let pieces = || text.split_whitespace();
    if text.is_empty() {
        Kind::Blank
    } else if is_figure(text) {
        Kind::Figure
    } else if pieces().count() > 1 && pieces().filter(|piece| is_figure(piece)).count() > 1 {
        Kind::Figures
    } else {
        Kind::Text
    }
}

fn content(cell: &Cell) -> Content {
    let text = cell.text.trim();
    let kind = kind(text);
    let (words, bare) = if kind == Kind::Text && text.len() < 300 {
        (label::words(text), label::normalize(text))
    } else {
        (String::new(), String::new())
    };
    Content { column: cell.column, words, bare, kind }
}
