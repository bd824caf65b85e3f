//! Which lines head the report's parts: as printed, in any of the ways of numbering, and never a list of contents.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::HEADING_CHARACTERS;
use super::pieces::{Piece, Place};
use crate::label::{self, NumberStyle};
use crate::parts::{self, PartHeadings};

/// A line that heads a part.
pub(super) struct Heading {
    /// The index of the line in the stream.
    pub(super) piece: usize,
    /// Which of the form's parts it heads, where it is one of them.
    pub(super) of: Option<usize>,
    /// The number as printed.
    pub(super) number: Option<u8>,
    /// The words as printed, without the number.
    pub(super) words: String,
    /// The text that follows on the same line.
    pub(super) rest: Option<String>,
}

/// What was found among the lines of one stream.
#[derive(Default)]
pub(super) struct Found {
    /// In order.
    pub(super) headings: Vec<Heading>,
    /// The lines of lists of contents.
    pub(super) contents: BTreeSet<usize>,
}

/// Finds the headings in a stretch of the stream that is numbered in one way: a whole text, or one worksheet.
pub(super) fn find(pieces: &[Piece<'_>], stretch: Range<usize>, known: &PartHeadings) -> Found {
    let mut candidates = Vec::new();
    let mut listing = Vec::new();
    for piece in stretch.clone() {
        let Piece::Line(line) = &pieces[piece] else { continue };
        let text = line.text.trim();
        let (words, leader) = without_leader(text);
        let listed = leader.and_then(|_| read(words, piece, known, line.place)).filter(Candidate::is_whole);
        let leader = leader.filter(|leader| *leader == Leader::DotsAndNumber || listed.is_some());
        let candidate = listed.or_else(|| read(text, piece, known, line.place));
        listing.push(Listed {
            piece,
            of: candidate.as_ref().filter(|candidate| candidate.is_whole()).and_then(|candidate| candidate.of),
            leader,
            is_title: text.len() <= 40 && matches!(label::normalize(text).as_str(), "目录" | "目次"),
            numbered: (is_heading_like(text) && label::split_number(text).0.is_some()).then_some(text),
        });
        candidates.extend(candidate);
    }
    let contents = contents(&listing, pieces);
    candidates.retain(|candidate| !contents.contains(&candidate.piece));
    Found { headings: choose(candidates, pieces, known), contents }
}

/// A list of contents has no more lines than this.
const LONGEST_CONTENTS: usize = 80;

/// A line that may head a part.
struct Candidate {
    piece: usize,
    style: Style,
    number: Option<u8>,
    /// The form's part of just these words.
    of: Option<usize>,
    /// Normalized.
    normal: String,
    words: String,
    rest: Option<String>,
}

impl Candidate {
    /// Whether the line is a known heading and nothing else.
    fn is_whole(&self) -> bool {
        self.of.is_some() && self.rest.is_none()
    }
}

/// How parts are numbered; the order says which way counts where two are used equally often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// `一、总体情况`
    Chinese,
    /// `第一部分 总体情况`
    Section,
    /// `1.总体情况`
    Arabic,
    /// `（一）总体情况`
    Bracketed,
    /// `总体情况`
    Plain,
}

/// Reads a line as a heading; `None` where it cannot be one.
fn read(text: &str, piece: usize, known: &PartHeadings, place: Place) -> Option<Candidate> {
    let (style, number, rest) = numbered(text);
    let candidate = |of, words: &str, rest: &str| Candidate {
        piece,
        style,
        number,
        of,
        normal: label::words(words),
        words: words.trim().trim_end_matches(['：', ':', '。']).trim_end().to_owned(),
        rest: Some(rest.trim()).filter(|rest| !rest.is_empty()).map(str::to_owned),
    };
    if style != Style::Plain || text.chars().count() <= HEADING_CHARACTERS || runs_in_plainly(text) {
        if let Some((of, end)) = known_beginning(rest, known) {
            let after = rest[end..].trim_start_matches(|c: char| c.is_whitespace() || "：:。，,；;.".contains(c));
            return Some(candidate(Some(of), &rest[..end], after));
        }
        // `一总体情况`, with the mark after the numeral lost, and `一 总体情况`.
        if let Some((number, rest)) = bare_numeral(text)
            && let Some((of, end)) = known_beginning(rest, known)
            && rest[end..].trim().is_empty()
        {
            return Some(Candidate { style: Style::Chinese, number: Some(number), ..candidate(Some(of), rest, "") });
        }
    }
    let may_be_unknown = matches!(style, Style::Chinese | Style::Section | Style::Arabic) && place != Place::SheetName;
    (may_be_unknown && is_heading_like(text) && !rest.trim().is_empty()).then(|| candidate(None, rest, ""))
}

/// How a line is numbered, and what follows the number.
fn numbered(text: &str) -> (Style, Option<u8>, &str) {
    if let Some((number, rest)) = section_number(text) {
        return (Style::Section, Some(number), rest);
    }
    match label::split_number(text) {
        (None, rest) => (Style::Plain, None, rest),
        (Some(number), rest) => {
            let style = match number.style {
                NumberStyle::Chinese => Style::Chinese,
                NumberStyle::Arabic => Style::Arabic,
                NumberStyle::BracketedChinese | NumberStyle::BracketedArabic => Style::Bracketed,
            };
            (style, Some(number.value), rest)
        }
    }
}

/// `第一部分 总体情况` → 1 and `总体情况`.
pub(super) fn section_number(text: &str) -> Option<(u8, &str)> {
    let rest = text.trim_start().strip_prefix('第')?;
    let end = rest.find(['部', '章'])?;
    let numeral: String = rest[..end].chars().filter(|c| !c.is_whitespace()).collect();
    let number = parts::number(&numeral).or_else(|| numeral.parse().ok().filter(|number| (1..=20).contains(number)))?;
    let rest = rest[end..].strip_prefix("部分").or_else(|| rest[end..].strip_prefix('章'))?;
    Some((number, rest.trim_start_matches(|c: char| c.is_whitespace() || "：:、.．".contains(c))))
}

/// A Chinese numeral at the beginning without a mark after it.
fn bare_numeral(text: &str) -> Option<(u8, &str)> {
    let end = text.find(|c| !"一二三四五六七八九十".contains(c))?;
    Some((
        parts::number(&text[..end])?,
        text[end..].trim_start_matches(|c: char| c.is_whitespace() || "：:".contains(c)),
    ))
}

/// The longest known heading that a text begins with, up to where a mark or a blank ends it.
fn known_beginning(text: &str, known: &PartHeadings) -> Option<(usize, usize)> {
    const MARKS: &str = "：:。，,；;.（(";
    let mut found = None;
    let mut previous_is_mark = true;
    // The words up to a place, which grow from mark to mark.
    let (mut words, mut known_to) = (String::new(), 0);
    let ends = text.char_indices().take(2 * HEADING_CHARACTERS).chain(std::iter::once((text.len(), '。')));
    for (at, c) in ends {
        let is_mark = c.is_whitespace() || MARKS.contains(c);
        if is_mark && !previous_is_mark && (at < text.len() || text.chars().count() <= 2 * HEADING_CHARACTERS) {
            words.push_str(&label::words(&text[known_to..at]));
            known_to = at;
            found = known.find(&words).map(|of| (of, at)).or(found);
        }
        previous_is_mark = is_mark;
    }
    found
}

/// Whether a long line without a number may begin with a heading: `总体情况：2024年，…`.
fn runs_in_plainly(text: &str) -> bool {
    text.chars().take(HEADING_CHARACTERS).any(|c| matches!(c, '：' | ':'))
}

/// Whether a line is short and no sentence.
fn is_heading_like(text: &str) -> bool {
    text.chars().count() <= HEADING_CHARACTERS && !super::ends_sentence(text)
}

/// Chooses the headings among the candidates.
fn choose(candidates: Vec<Candidate>, pieces: &[Piece<'_>], known: &PartHeadings) -> Vec<Heading> {
    let main = main_style(&candidates);
    let own = own_headings(&candidates, main);
    let taken = own.keys().copied().collect();
    let mut choice = Choice { pieces, known, main, own, taken, last_number: 0 };
    let mut headings: Vec<Heading> = Vec::new();
    for candidate in candidates {
        let is_heading = match candidate.of {
            Some(of) if candidate.style == main => choice.is_of_main_style(&candidate, of),
            Some(of) => choice.is_of_other_style(&candidate, of),
            None => choice.is_next(&candidate),
        };
        if !is_heading {
            continue;
        }
        let of = candidate.of.or_else(|| choice.part_of(&candidate));
        choice.taken.extend(of);
        choice.last_number = candidate.number.unwrap_or(choice.last_number);
        let Candidate { piece, number, words, rest, .. } = candidate;
        headings.push(Heading { piece, of, number, words, rest });
    }
    headings
}

/// What is known while candidates are chosen from one after the other.
struct Choice<'a> {
    pieces: &'a [Piece<'a>],
    known: &'a PartHeadings,
    main: Style,
    /// Of each part that is headed in the main style, the line and its number.
    own: BTreeMap<usize, (usize, Option<u8>)>,
    /// The form's parts that have a heading.
    taken: BTreeSet<usize>,
    last_number: u8,
}

impl Choice<'_> {
    /// A renumbered heading of a part that has a heading of its own counts only over that part's table.
    fn is_of_main_style(&self, candidate: &Candidate, of: usize) -> bool {
        let is_own = self.own.get(&of).is_some_and(|&(piece, _)| piece == candidate.piece);
        let has_own_number = candidate.number.is_none_or(|number| usize::from(number) == of + 1);
        is_own || has_own_number || has_table_below(self.pieces, candidate.piece)
    }

    /// A heading may lack its number, or have it otherwise than the rest, where no other line heads its part.
    fn is_of_other_style(&self, candidate: &Candidate, of: usize) -> bool {
        match candidate.style {
            Style::Chinese | Style::Section => !self.own.contains_key(&of),
            Style::Plain => !self.own.contains_key(&of) && candidate.rest.is_none(),
            Style::Arabic | Style::Bracketed => false,
        }
    }

    /// Whether words that nobody knows head a part: numbered like the others, in words much like those of a part that
    /// has no other heading, or just with the next number.
    fn is_next(&self, candidate: &Candidate) -> bool {
        if candidate.style != self.main || self.own.len() < 2 {
            return false;
        }
        let is_used_later = || {
            let later = self.own.values().filter(|(piece, _)| *piece > candidate.piece);
            later.into_iter().any(|(_, number)| *number == candidate.number)
        };
        let is_local = || !is_used_later() && !self.known.is_subheading(&candidate.normal);
        self.alike(candidate).is_some() || self.has_next_number(candidate) && is_local()
    }

    /// The form's part that words of no known heading head.
    fn part_of(&self, candidate: &Candidate) -> Option<usize> {
        let by_number = || {
            let of = usize::from(candidate.number?).checked_sub(1)?;
            (of < self.known.count() && !self.taken.contains(&of)).then_some(of)
        };
        self.alike(candidate).or_else(by_number)
    }

    fn alike(&self, candidate: &Candidate) -> Option<usize> {
        let of = self.known.find_alike(&candidate.normal).filter(|of| !self.taken.contains(of))?;
        let has_its_number = candidate.number.is_some_and(|number| usize::from(number) == of + 1);
        (has_its_number || self.has_next_number(candidate)).then_some(of)
    }

    fn has_next_number(&self, candidate: &Candidate) -> bool {
        candidate.number.and_then(|number| number.checked_sub(1)) == Some(self.last_number)
    }
}

/// The style in which most of the form's parts are headed.
fn main_style(candidates: &[Candidate]) -> Style {
    let styles = [Style::Plain, Style::Bracketed, Style::Arabic, Style::Section, Style::Chinese];
    let count = |style: &Style| {
        let of_style = candidates.iter().filter(|candidate| candidate.style == *style);
        of_style.filter_map(|candidate| candidate.of).collect::<BTreeSet<usize>>().len()
    };
    // One `1.总体情况` makes no numbering.
    let enough = |style: &Style| !matches!(style, Style::Arabic | Style::Bracketed) || count(style) >= 3;
    styles.into_iter().filter(enough).max_by_key(count).unwrap_or(Style::Chinese)
}

/// The line that heads each of the form's parts in the main style, and its number: the first that has the part's own
/// number, else the first.
fn own_headings(candidates: &[Candidate], main: Style) -> BTreeMap<usize, (usize, Option<u8>)> {
    let mut own: BTreeMap<usize, (usize, Option<u8>)> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.style == main) {
        let Some(of) = candidate.of else { continue };
        let is_official = |number: Option<u8>| number.is_some_and(|number| usize::from(number) == of + 1);
        let found = (candidate.piece, candidate.number);
        let kept = own.entry(of).or_insert(found);
        if is_official(found.1) && !is_official(kept.1) {
            *kept = found;
        }
    }
    own
}

/// Whether a statutory table stands right below a line, or below a caption or two.
fn has_table_below(pieces: &[Piece<'_>], piece: usize) -> bool {
    pieces[piece + 1..].iter().take(3).any(|piece| matches!(piece, Piece::Table(_)))
}

/// What may be a line of a list of contents.
struct Listed<'a> {
    piece: usize,
    /// The form's part that it names, and nothing else.
    of: Option<usize>,
    leader: Option<Leader>,
    /// Whether it is the list's own heading.
    is_title: bool,
    /// A short numbered line.
    numbered: Option<&'a str>,
}

/// What leads to a page number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leader {
    DotsAndNumber,
    /// Dots without a number, or blanks and a number: only behind a part's heading.
    Other,
}

/// `一、总体情况………3` without the dots and the page number.
pub(super) fn without_leader(text: &str) -> (&str, Option<Leader>) {
    let before_number = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - before_number.len();
    let is_dot = |c: char| matches!(c, '.' | '．' | '·' | '…' | '‥' | '•' | '⋯' | '_' | '-' | '—');
    let words = before_number.trim_end_matches(|c: char| c.is_whitespace() || is_dot(c));
    let leading = &before_number[words.len()..];
    let dots: usize = leading.chars().filter(|&c| is_dot(c)).map(|c| if c == '…' { 3 } else { 1 }).sum();
    let is_line_of_a_list = !words.is_empty() && digits <= 3 && words.chars().count() <= HEADING_CHARACTERS;
    match (dots, digits) {
        _ if !is_line_of_a_list => (text, None),
        (3.., 1..) => (words, Some(Leader::DotsAndNumber)),
        (3.., 0) => (words, Some(Leader::Other)),
        (0, 1..) if !leading.is_empty() => (words, Some(Leader::Other)),
        _ => (text, None),
    }
}

/// The lines of lists of contents: with dots and page numbers, or headings in a row before the first part that come
/// again above their text.
fn contents(listing: &[Listed<'_>], pieces: &[Piece<'_>]) -> BTreeSet<usize> {
    let mut contents: BTreeSet<usize> = BTreeSet::new();
    let with_leader: Vec<&Listed<'_>> = listing.iter().filter(|line| line.leader.is_some()).collect();
    if with_leader.len() >= 2 {
        contents.extend(with_leader.iter().map(|line| line.piece));
    }
    let is_heading = |line: &Listed<'_>| line.of.is_some() && !contents.contains(&line.piece);
    if let Some(start) = listing.iter().position(is_heading) {
        let list = list_without_page_numbers(listing, start, pieces);
        contents.extend(listing[list].iter().map(|line| line.piece));
    }
    let heads_contents = |line: &&Listed<'_>| line.is_title && contents.contains(&(line.piece + 1));
    let titles: Vec<usize> = listing.iter().filter(heads_contents).map(|line| line.piece).collect();
    contents.extend(titles);
    contents
}

/// The headings in a row from the first one on, if they are a list of contents; else none.
fn list_without_page_numbers(listing: &[Listed<'_>], start: usize, pieces: &[Piece<'_>]) -> Range<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut end = start;
    for (index, line) in listing.iter().enumerate().skip(start).take(LONGEST_CONTENTS) {
        let follows = index == start || follows(pieces, listing[index - 1].piece, line.piece);
        let is_listed = match (line.of, line.numbered) {
            (Some(of), _) => {
                let is_next = parts.last().is_none_or(|last| of > *last);
                parts.extend(is_next.then_some(of));
                is_next
            }
            (None, Some(text)) => listing[index + 1..].iter().any(|other| other.numbered == Some(text)),
            (None, None) => line.leader.is_some(),
        };
        if !follows || !is_listed {
            break;
        }
        end = index + 1;
    }
    let come_again = parts.iter().filter(|of| listing[end..].iter().any(|line| line.of == Some(**of))).count();
    let is_contents = come_again >= 2 && come_again * 3 >= parts.len() * 2;
    if is_contents { start..end } else { start..start }
}

/// Whether nothing but lines stands between two pieces; what is no line is no list of contents.
fn follows(pieces: &[Piece<'_>], first: usize, second: usize) -> bool {
    pieces[first..second].iter().all(|piece| piece.line().is_some())
}
