//! Statutory tables in running text, and in grids whose columns cannot be trusted, made into clean grids.
//!
//! A text layer of a PDF, a pasted table or a Markdown table has the labels and the figures, in order, but no columns:
//! rows are cut over pages, labels come in pieces, before their figures or behind them. What order and number decide is
//! rewritten as a grid that is read like any other; figures that may belong in two places are said to be undecided.

mod blanks;
mod grid;
mod header;
mod labels;
mod rows;
mod stream;
#[cfg(test)]
mod tests;
mod trust;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use nianbao_core::Document;
use nianbao_core::document::{Block, Grid, Paragraph};
use nianbao_core::form::Form;

use crate::label;
use crate::parts::PartHeadings;
use header::Header;
use labels::{Boundary, Segment};
use rows::{Doubt, Reading, Which};
use stream::Stream;
use words::{BandWords, Label};

/// A document with its running tables rewritten.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) document: Document,
    /// Rows of figures that cannot be assigned, in the document's order. They are no longer in the document.
    pub(super) undecided: Vec<Undecided>,
    /// Labels that were taken for a row's although their words are not quite the form's.
    pub(super) near: Vec<NearLabel>,
}

/// Figures that belong to a table and cannot be assigned to its cells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Undecided {
    /// Where the first of them stands.
    pub(super) at: Option<String>,
    /// Label and figures as printed.
    pub(super) printed: String,
    /// The table's name in Chinese.
    pub(super) table: String,
    /// The official label of the row, as far as it is known.
    pub(super) row: Option<String>,
    /// The ids of the cells that they may belong to: those of the row, else of all rows that are not read.
    pub(super) cells: Vec<String>,
    pub(super) why: Why,
}

/// A label with a slip in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NearLabel {
    pub(super) at: Option<String>,
    pub(super) printed: String,
    /// The official label that it was taken for.
    pub(super) label: String,
}

/// Why figures cannot be assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// There are fewer than columns: which ones are missing cannot be seen.
    TooFew,
    /// There are more than columns.
    TooMany,
    /// They may belong to one row or to another.
    TwoRows,
    /// No label stands with them.
    NoLabel,
    /// The label with them is no row's.
    UnknownLabel,
    /// The header over them is not the form's.
    Header,
    /// One of them goes on elsewhere.
    Torn,
    /// The header's columns are in another order.
    ColumnOrder,
}

/// The words of every edition's bands and part headings, made when a document first needs them.
pub(super) struct Words<'f> {
    forms: &'f [Form],
    made: OnceLock<(Vec<BandWords<'f>>, Vec<PartHeadings>)>,
}

impl<'f> Words<'f> {
    pub(super) fn of(forms: &'f [Form]) -> Self {
        Words { forms, made: OnceLock::new() }
    }

    fn made(&self) -> &(Vec<BandWords<'f>>, Vec<PartHeadings>) {
        self.made.get_or_init(|| (BandWords::all(self.forms), self.forms.iter().map(PartHeadings::new).collect()))
    }
}

/// Rewrites the statutory tables in a document's running text and untrusted grids; `None` where there are none.
pub(super) fn gather(document: &Document, words: &Words<'_>) -> Option<Gathered> {
    let has_figures_in_text = trust::has_figures_in_text(document);
    let suspects = trust::grids_without_spans(document);
    if !has_figures_in_text && suspects.is_empty() {
        return None;
    }
    let (bands, headings) = words.made();
    let untrusted = trust::untrusted(document, &suspects, bands);
    if !has_figures_in_text && untrusted.is_empty() {
        return None;
    }
    let is_heading = |line: &str| {
        let words = label::normalize(line);
        headings.iter().any(|headings| headings.find(&words).is_some())
    };
    let alphabet = BandWords::alphabet(bands);
    let stream = Stream::new(document, &alphabet, &untrusted, is_heading)?;
    let found = choose(candidates(&stream, bands));
    if found.is_empty() {
        return None;
    }
    Some(rewrite(document, &stream, &found))
}

/// A stretch of the stream that was read as a band.
struct Found<'b, 'f> {
    band: &'b BandWords<'f>,
    segment: Segment,
    reading: Reading,
}

impl Found<'_, '_> {
    /// The pieces that are figures of a row, decided or not.
    fn figures(&self) -> impl Iterator<Item = usize> {
        let of_rows = self.reading.rows.iter().flat_map(|row| &row.figures);
        of_rows.chain(self.reading.doubts.iter().flat_map(|doubt| &doubt.figures)).copied()
    }

    /// Every piece that is read or accounted for.
    fn pieces(&self) -> BTreeSet<usize> {
        let labels = self.reading.rows.iter().flat_map(|row| &row.label);
        let labels = labels.chain(self.reading.doubts.iter().flat_map(|doubt| &doubt.label));
        labels.chain(&self.segment.furniture).copied().chain(self.figures()).collect()
    }

    fn decided_figures(&self) -> impl Iterator<Item = usize> {
        self.reading.rows.iter().flat_map(|row| &row.figures).copied()
    }

    /// How many rows of the band have no figures here.
    fn missing_rows(&self) -> usize {
        let of_form = |row: &rows::Row| matches!(row.which, Which::Form(_));
        self.band.rows.len().saturating_sub(self.reading.rows.iter().filter(|row| of_form(row)).count())
    }

    fn decided(&self) -> usize {
        self.decided_figures().count()
    }
}

/// Every reading of every stretch as some band of some edition.
fn candidates<'b, 'f>(stream: &Stream<'_>, bands: &'b [BandWords<'f>]) -> Vec<Found<'b, 'f>> {
    let mut candidates = Vec::new();
    for (index, band) in bands.iter().enumerate() {
        // What another form calls so is no end: only bands that may stand beside this one are.
        let is_beside = |other: &&BandWords<'_>| other.form == band.form || other.table == band.table;
        let others: Vec<&BandWords<'_>> = bands[..index].iter().chain(&bands[index + 1..]).filter(is_beside).collect();
        let boundary = |words: &str| {
            let (other, label) = others.iter().find_map(|other| Some((other, other.label(words)?)))?;
            let is_next = other.table == band.table && other.index == band.index + 1;
            let begins_next = is_next && matches!(label, Label::Other | Label::Row(0));
            let is_column_of_rival = other.form != band.form && label == Label::Column;
            Some(Boundary { begins_next, is_above_rows: !matches!(label, Label::Row(_)), is_column_of_rival })
        };
        let mut above: Option<(Header, Option<usize>)> = None;
        for segment in labels::segments(stream, band, boundary) {
            if segment.behind.is_some_and(|boundary| boundary.is_column_of_rival) {
                continue;
            }
            let mut reading = rows::read(stream, band, &segment);
            let row = |row: &rows::Row| match row.which {
                Which::Form(row) => Some(row),
                Which::Only | Which::Local => None,
            };
            let mut header = header::judge(stream, band, &segment.header, segment.has_strange_header);
            // Behind a page's head or foot the table goes on under the header that it began with.
            if header == Header::Absent
                && let Some((header_above, last)) = above
                && reading.rows.iter().filter_map(row).min() > last
            {
                header = header_above;
            }
            match header {
                Header::Absent => continue,
                Header::Fits => {}
                Header::Differs(why) => doubt_everything(&mut reading, why),
            }
            above = Some((header, reading.rows.iter().filter_map(row).max()));
            candidates.push(Found { band, segment, reading });
        }
    }
    candidates
}

fn doubt_everything(reading: &mut Reading, why: Why) {
    for row in reading.rows.drain(..) {
        let of_form = match row.which {
            Which::Form(row) => Some(row),
            Which::Only | Which::Local => None,
        };
        reading.doubts.push(Doubt { row: of_form, label: row.label, figures: row.figures, why });
    }
}

/// Of readings that take the same figures the one that decides most; of equals, the one that lacks no row, and then the
/// newest edition's. In order.
fn choose<'b, 'f>(mut candidates: Vec<Found<'b, 'f>>) -> Vec<Found<'b, 'f>> {
    candidates.sort_by_key(|found| {
        Reverse((found.decided(), found.figures().count(), Reverse(found.missing_rows()), found.band.first_year))
    });
    let mut chosen: Vec<Found<'_, '_>> = Vec::new();
    for mut found in candidates {
        // What one edition cannot decide, another that explains less of the table must not.
        let is_rival =
            |other: &&Found<'_, '_>| other.band.table == found.band.table && other.band.form != found.band.form;
        let taken: BTreeSet<usize> = chosen.iter().flat_map(Found::decided_figures).collect();
        let doubted: BTreeSet<usize> = chosen.iter().filter(is_rival).flat_map(Found::figures).collect();
        let is_free = |figure: &usize| !taken.contains(figure) && !doubted.contains(figure);
        if !found.decided_figures().all(|figure| is_free(&figure)) {
            continue;
        }
        // The figures beyond a band's last label are often the next band's.
        found.reading.doubts.retain(|doubt| doubt.figures.iter().all(is_free));
        let own: BTreeSet<usize> = found.decided_figures().collect();
        for other in &mut chosen {
            other.reading.doubts.retain(|doubt| doubt.figures.iter().all(|figure| !own.contains(figure)));
        }
        if found.figures().next().is_some() {
            chosen.push(found);
        }
    }
    // Two bands doubt the same figures where neither has a label for them.
    let mut doubted: BTreeSet<usize> = BTreeSet::new();
    for found in &mut chosen {
        found.reading.doubts.retain(|doubt| doubt.figures.iter().all(|&figure| doubted.insert(figure)));
    }
    chosen.retain(|found| found.figures().next().is_some());
    chosen.sort_by_key(|found| found.figures().min());
    chosen
}

/// The document with the rows that were read as grids, and their lines taken out.
fn rewrite(document: &Document, stream: &Stream<'_>, found: &[Found<'_, '_>]) -> Gathered {
    let is_gone = lines_read(stream, found);
    let mut grids: BTreeMap<usize, Vec<Grid>> = BTreeMap::new();
    for group in tables(found) {
        let lines = group.iter().flat_map(|found| found.pieces()).map(|piece| stream.pieces[piece].line);
        let Some(line) = lines.filter(|&line| is_gone[line]).min() else { continue };
        if group.iter().any(|found| !found.reading.rows.is_empty()) {
            grids.entry(line).or_default().push(grid::build(stream, &group));
        }
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut line = 0;
    for (block_index, block) in document.blocks.iter().enumerate() {
        let first = line;
        while stream.lines.get(line).is_some_and(|line| line.block == block_index) {
            line += 1;
        }
        let own = first..line;
        if own.clone().any(|line| is_gone[line] || grids.contains_key(&line)) {
            for line in own {
                blocks.extend(grids.remove(&line).into_iter().flatten().map(Block::Grid));
                if !is_gone[line] {
                    blocks.extend(left_over(block, stream.lines[line].row, line - first));
                }
            }
        } else {
            blocks.push(block.clone());
        }
    }
    let undecided = found.iter().flat_map(|found| undecided(stream, found)).collect();
    let near = found.iter().flat_map(|found| near_labels(stream, found)).collect();
    Gathered { document: Document { blocks, ..document.clone() }, undecided, near }
}

/// The bands of one table that stand under each other, wherever text comes between; a row that comes again begins anew.
fn tables<'a, 'b, 'f>(found: &'a [Found<'b, 'f>]) -> Vec<Vec<&'a Found<'b, 'f>>> {
    let mut tables: Vec<Vec<&Found<'_, '_>>> = Vec::new();
    for found in found {
        let nodes = |found: &Found<'_, '_>| -> Vec<(*const nianbao_core::form::Band, Which)> {
            found.reading.rows.iter().map(|row| (std::ptr::from_ref(found.band.band), row.which)).collect()
        };
        let goes_on = |table: &&mut Vec<&Found<'_, '_>>| {
            table[0].band.table == found.band.table
                && table
                    .iter()
                    .all(|other| !nodes(other).iter().any(|node| node.1 != Which::Local && nodes(found).contains(node)))
        };
        match tables.iter_mut().rev().find(goes_on) {
            Some(table) => table.push(found),
            None => tables.push(vec![found]),
        }
    }
    tables
}

/// Which lines have been read: those with nothing on them but a table's labels and figures, and the page numbers and
/// blank lines between them.
fn lines_read(stream: &Stream<'_>, found: &[Found<'_, '_>]) -> Vec<bool> {
    let mut is_gone = vec![false; stream.lines.len()];
    let mut read: BTreeSet<usize> = BTreeSet::new();
    for found in found {
        let pieces = found.pieces();
        if let (Some(&first), Some(&last)) = (pieces.first(), pieces.last()) {
            let lines = stream.pieces[first].line..=stream.pieces[last].line;
            for (gone, line) in is_gone[lines.clone()].iter_mut().zip(&stream.lines[lines]) {
                *gone |= !line.is_apart;
            }
        }
        read.extend(pieces);
    }
    let figures: BTreeSet<usize> = found.iter().flat_map(Found::figures).collect();
    for line in stream.pieces.chunk_by(|one, other| one.line == other.line) {
        let first = stream.pieces.partition_point(|piece| piece.line < line[0].line);
        let mut pieces = first..first + line.len();
        let has_figure_read = pieces.clone().any(|piece| figures.contains(&piece));
        is_gone[line[0].line] &= has_figure_read || pieces.all(|piece| read.contains(&piece));
    }
    is_gone
}

/// What is left of a block of which some lines have been read: one line of a text, or the texts of a grid's row.
fn left_over(block: &Block, row: Option<u32>, line: usize) -> Option<Block> {
    let (text, at) = match block {
        Block::Heading(heading) => (nth_line(&heading.text, line), heading.at.clone()),
        Block::Paragraph(paragraph) => (nth_line(&paragraph.text, line), paragraph.at.clone()),
        Block::Grid(grid) => {
            let cells = || grid.cells.iter().filter(|cell| Some(cell.row) == row && !cell.text.trim().is_empty());
            let texts: Vec<&str> = cells().map(|cell| cell.text.trim()).collect();
            (texts.join("\u{3000}"), cells().next().and_then(|cell| cell.at.as_deref()).map(str::to_owned))
        }
    };
    (!text.trim().is_empty()).then(|| Block::Paragraph(Paragraph { text, at, ..Paragraph::default() }))
}

fn nth_line(text: &str, line: usize) -> String {
    text.split(['\n', '\r', '\u{c}']).nth(line).unwrap_or_default().to_owned()
}

fn undecided<'a>(stream: &'a Stream<'_>, found: &'a Found<'_, '_>) -> impl Iterator<Item = Undecided> {
    found.reading.doubts.iter().map(move |doubt| {
        let nodes = &found.band.band.rows.nodes;
        let mut pieces: Vec<usize> = doubt.label.iter().chain(&doubt.figures).copied().collect();
        pieces.sort_unstable();
        Undecided {
            at: doubt.figures.first().and_then(|&piece| stream.pieces[piece].at).map(str::to_owned),
            printed: printed(stream, &pieces),
            table: found.band.table_name.to_owned(),
            row: doubt.row.map(|row| nodes[found.band.rows[row].node].label.clone()),
            cells: cells_of(found, doubt),
            why: doubt.why,
        }
    })
}

/// The cells that the figures of a doubt may belong to.
fn cells_of(found: &Found<'_, '_>, doubt: &Doubt) -> Vec<String> {
    let band = found.band.band;
    let is_read = |index: usize| found.reading.rows.iter().any(|row| row.which == Which::Form(index));
    let is_meant = |index: &usize| doubt.row.map_or(!is_read(*index), |row| row == *index);
    let rows = (0..found.band.rows.len()).filter(is_meant).map(|index| Some(found.band.rows[index].node));
    let mut rows: Vec<Option<usize>> = rows.collect();
    if found.band.rows.is_empty() {
        rows.push(None);
    }
    let columns = band.column_leaves();
    let id = |row| columns.iter().map(move |&column| format!("{}.{}", found.band.table, band.cell_id(row, column)));
    rows.into_iter().flat_map(id).collect()
}

fn near_labels<'a>(stream: &'a Stream<'_>, found: &'a Found<'_, '_>) -> impl Iterator<Item = NearLabel> {
    found.reading.rows.iter().filter(|row| row.is_near).filter_map(move |row| {
        let Which::Form(index) = row.which else { return None };
        let node = &found.band.band.rows.nodes[found.band.rows[index].node];
        let at = row.label.first().and_then(|&piece| stream.pieces[piece].at).map(str::to_owned);
        Some(NearLabel { at, printed: printed(stream, &row.label), label: node.label.clone() })
    })
}

fn printed(stream: &Stream<'_>, pieces: &[usize]) -> String {
    let texts: Vec<&str> = pieces.iter().map(|&piece| stream.pieces[piece].text).collect();
    texts.join(" ")
}
