//! The text of a report: title, preface, parts and sign-off, told apart by the headings.
//!
//! A document becomes one stream of lines and tables (`pieces`), whose cut paragraphs are made whole (`rejoin`). Then
//! it is decided what each line is (`headings`, `title`, `sign_off`, `noise`), and written down in order (`writer`). Nothing is
//! left out but what is known to be the page's and not the report's.

mod headings;
mod noise;
mod pieces;
mod rejoin;
mod sign_off;
mod title;
mod writer;

#[cfg(test)]
mod tests;

use std::ops::Range;

use nianbao_core::document::Block;
use nianbao_core::form::Form;
use nianbao_core::{Document, Finding, Report};

pub(crate) use noise::names_who_filled_it_in;

use super::identity;
use super::placing::Placing;
use super::sheet::Sheet;
use crate::parts::PartHeadings;
use pieces::Piece;
use writer::{Role, Writer};

/// A heading is no longer than this; the longest official one has 24 characters.
const HEADING_CHARACTERS: usize = 40;

/// Fills in title, organ, year, preface, parts and sign-off, by a form and its part headings.
pub(super) fn read_prose(
    document: &Document,
    sheets: &[Option<Sheet<'_>>],
    placings: &[(usize, Placing)],
    (form, known): (&Form, &PartHeadings),
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let is_workbook = document.blocks.iter().all(|block| matches!(block, Block::Grid(_)));
    let mut pieces = pieces::gather(document, sheets, placings, (form, known), is_workbook);
    if !is_workbook {
        pieces = rejoin::rejoin(pieces, known);
    }
    let mut writer = Writer::new(form, report, is_workbook);
    if let Some(title) = document.title.as_deref().and_then(identity::read_title) {
        writer.title(title);
    }
    for stretch in stretches(&pieces) {
        let roles = roles(&pieces, stretch.clone(), &mut writer, known);
        writer.write(&pieces[stretch], roles);
    }
    findings.extend(writer.finish());
}

/// The worksheets, or the whole text.
fn stretches(pieces: &[Piece<'_>]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = (0..pieces.len()).filter(|&index| matches!(pieces[index], Piece::Sheet)).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(pieces.len()));
    starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
}

/// What each piece of a stretch is. Takes down the title and the sign-off.
fn roles(pieces: &[Piece<'_>], stretch: Range<usize>, writer: &mut Writer<'_>, known: &PartHeadings) -> Vec<Role> {
    let mut roles: Vec<Role> = std::iter::repeat_with(|| Role::Text).take(stretch.len()).collect();
    let start = stretch.start;
    let found = headings::find(pieces, stretch.clone(), known);
    for &line in &found.contents {
        roles[line - start] = Role::LeftOut;
    }
    let is_table = |index: &usize| matches!(pieces[*index], Piece::Table(_));
    let first_table = stretch.clone().find(is_table).unwrap_or(stretch.end);
    let front_end = found.headings.first().map_or(first_table, |heading| heading.piece.min(first_table));
    let is_of_the_report = !writer.is_workbook() || !found.headings.is_empty();
    for heading in found.headings {
        let place = heading.piece - start;
        roles[place] = Role::Heading(heading);
    }
    leave_out_the_pages_own(pieces, start..front_end, writer, &mut roles, start);
    if let Some(last) = stretch.clone().next_back() {
        leave_out_below_the_text(pieces, front_end..last + 1, &mut roles, start);
    }
    let is_text = |index: &usize| matches!((&pieces[*index], &roles[*index - start]), (Piece::Line(_), Role::Text));
    let lines: Vec<usize> = (front_end..stretch.end).filter(is_text).collect();
    if is_of_the_report && let Some((taken, signature)) = sign_off::find(pieces, &lines, writer.organ_of_a_text()) {
        for index in taken {
            roles[index - start] = Role::LeftOut;
        }
        writer.signature(signature);
    }
    roles
}

/// Takes the title out of the lines before the first part, and leaves out what the page prints around it.
fn leave_out_the_pages_own(
    pieces: &[Piece<'_>],
    front: Range<usize>,
    writer: &mut Writer<'_>,
    roles: &mut [Role],
    start: usize,
) {
    let line = |index: usize| pieces[index].line().map(|line| line.text.trim());
    let title = title::find(pieces, front.clone());
    let above = match &title {
        Some((lines, _)) => front.start..lines.start,
        None => front.clone(),
    };
    for index in above.clone() {
        let is_pages_own = |text: &str| noise::is_residue(text) || noise::is_above_a_title(text);
        match line(index) {
            Some(text) if is_pages_own(text) => roles[index - start] = Role::LeftOut,
            // Without a title, the text begins with the first line that is anything else.
            Some(_) if title.is_none() => break,
            _ => {}
        }
    }
    let Some((lines, title)) = title else { return };
    let below = (lines.end..front.end).take_while(|&index| line(index).is_some_and(noise::is_residue));
    for index in below {
        roles[index - start] = Role::LeftOut;
    }
    for index in lines.clone() {
        roles[index - start] = Role::Title;
    }
    // The page's heading and the article's are often the same.
    for index in front.filter(|index| !lines.contains(index)) {
        let repeated = line(index).and_then(identity::read_title).is_some_and(|other| other.text == title.text);
        if repeated {
            roles[index - start] = Role::LeftOut;
        }
    }
    writer.title(title);
}

/// Leaves out what the page prints below the text.
fn leave_out_below_the_text(pieces: &[Piece<'_>], body: Range<usize>, roles: &mut [Role], start: usize) {
    for index in body.rev() {
        let Some(line) = pieces[index].line() else { return };
        let text = line.text.trim();
        let is_text = matches!(roles[index - start], Role::Text);
        if !is_text || !(noise::is_residue(text) || noise::is_below_the_text(text)) {
            return;
        }
        roles[index - start] = Role::LeftOut;
    }
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '；', '：', ':', ';', '，', '.', '…', '！', '？'])
}
