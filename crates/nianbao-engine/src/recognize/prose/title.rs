//! The title among the lines before the first part: on one line or several, below a letter or a list of contents.

use std::ops::Range;

use super::noise;
use super::pieces::{Line, Piece};
use crate::recognize::identity::{self, Title};

/// A title is printed on no more lines than this.
const MOST_LINES: usize = 4;

/// Finds the title; the pieces given are those that may hold it.
pub(super) fn find(pieces: &[Piece<'_>], front: Range<usize>) -> Option<(Range<usize>, Title)> {
    let mut best: Option<(u8, Range<usize>, Title)> = None;
    for end in front.clone() {
        let Some(last) = pieces[end].line() else { continue };
        if !last.text.contains("报告") && !last.text.contains("年报") && !last.text.contains('年') {
            continue;
        }
        let first_possible = (end + 1).saturating_sub(MOST_LINES).max(front.start);
        for start in (first_possible..=end).rev() {
            let Some(lines) = pieces[start..=end].iter().map(Piece::line).collect::<Option<Vec<&Line<'_>>>>() else {
                break;
            };
            if start < end && !may_stand_above(&lines[0].text) {
                break;
            }
            let joined: String = lines.iter().map(|line| line.text.trim()).collect();
            let Some(title) = identity::read_title(&joined) else { continue };
            let rank = rank(&title);
            if best.as_ref().is_none_or(|(best, ..)| rank > *best) {
                best = Some((rank, start..end + 1, title));
            }
        }
    }
    best.map(|(_, lines, title)| (lines, title))
}

fn may_stand_above(line: &str) -> bool {
    identity::may_begin_title(line.trim()) && !noise::is_above_a_title(line) && !noise::is_residue(line)
}

/// The report's own title goes before a letter's, and one that names organ and year, or has a place for them, before one
/// that does not.
fn rank(title: &Title) -> u8 {
    let names_organ = !title.organ.is_empty() && !title.organ.contains(|c: char| c.is_ascii_digit());
    let names_more = u8::from(title.year.is_some()) + u8::from(title.is_to_fill_in);
    4 * u8::from(!title.is_letter) + 2 * u8::from(names_organ) + names_more
}
