//! Whether the header over running rows is the band's own, with its columns in the form's order.

use super::Why;
use super::stream::Stream;
use super::words::BandWords;

/// What a header is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// All of it is there, as far as its order can be seen.
    Fits,
    /// There is one, and it is not quite the form's.
    Differs(Why),
    /// There is none to speak of.
    Absent,
}

/// Judges the pieces of a header.
///
/// Its lines may be interleaved, each with a part of many labels: so the characters are counted, and the order is
/// looked at line by line. A label may lack a few characters where nothing strange stands in the header.
pub(super) fn judge(stream: &Stream<'_>, band: &BandWords<'_>, pieces: &[usize], has_strange_words: bool) -> Header {
    // A text that might have begun a row's label is known for a header's only later.
    let mut pieces = pieces.to_vec();
    pieces.sort_unstable();
    let mut pool: Vec<char> = pieces.iter().flat_map(|&piece| stream.words(piece).chars()).collect();
    let (mut wanted, mut found) = (0, 0);
    for column in &band.columns {
        let best = column.iter().map(|wording| (missing(wording, &pool), wording)).min();
        let Some((missing, wording)) = best else { continue };
        wanted += wording.chars().count();
        found += wording.chars().count() - missing;
        for c in wording.chars() {
            if let Some(index) = pool.iter().position(|&other| other == c) {
                pool.swap_remove(index);
            }
        }
    }
    if found * 10 < wanted * 3 {
        return Header::Absent;
    }
    if found < wanted && (has_strange_words || found * 10 < wanted * 8) {
        return Header::Differs(Why::Header);
    }
    let line_of = |piece: usize| stream.pieces[piece].line;
    let lines: Vec<&[usize]> = pieces.chunk_by(|&one, &other| line_of(one) == line_of(other)).collect();
    // A cell a line: the order is that of the lines.
    let lines = if lines.iter().all(|line| line.len() == 1) { vec![pieces.as_slice()] } else { lines };
    let words_of = |line: &[usize]| -> Vec<&str> { line.iter().map(|&piece| stream.words(piece)).collect() };
    if lines.into_iter().all(|line| is_in_order(band, &words_of(line))) {
        Header::Fits
    } else {
        Header::Differs(Why::ColumnOrder)
    }
}

/// How many characters of a wording are not in the pool.
fn missing(wording: &str, pool: &[char]) -> usize {
    let mut pool = pool.to_vec();
    let mut missing = 0;
    for c in wording.chars() {
        match pool.iter().position(|&other| other == c) {
            Some(index) => {
                pool.swap_remove(index);
            }
            None => missing += 1,
        }
    }
    missing
}

/// Whether the texts of a line follow the form's columns from left to right, or its levels from the top.
///
/// By levels only where a label that contains columns stands on the line too: without one, the columns are side by side.
fn is_in_order(band: &BandWords<'_>, line: &[&str]) -> bool {
    let by_columns: Vec<usize> = (0..band.columns.len()).collect();
    if follows(band, line, &by_columns) {
        return true;
    }
    let tree = &band.band.columns;
    let depths: Vec<usize> = tree.leaves().map(|leaf| tree.nodes[leaf].depth).collect();
    let mut by_levels = by_columns;
    by_levels.sort_by_key(|&column| depths[column]);
    line.iter().any(|words| band.is_column_group(words)) && follows(band, line, &by_levels)
}

/// Whether each text may be a piece of a column's label that does not come before the last one's.
fn follows(band: &BandWords<'_>, line: &[&str], order: &[usize]) -> bool {
    let holds = |column: usize, words: &str| band.columns[column].iter().any(|wording| wording.contains(words));
    let mut rest = order;
    for words in line {
        if !order.iter().any(|&column| holds(column, words)) || band.is_column_group(words) {
            continue;
        }
        match rest.iter().position(|&column| holds(column, words)) {
            Some(position) => rest = &rest[position..],
            None => return false,
        }
    }
    true
}
