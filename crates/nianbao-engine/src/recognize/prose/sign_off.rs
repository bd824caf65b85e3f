//! The sign-off: the organ's name and the date, or the date alone at the end.

use nianbao_core::report::Signature;

use super::pieces::Piece;
use crate::recognize::identity;

/// A line of the sign-off is no longer than this, in bytes.
const LONGEST: usize = 200;

/// Finds the sign-off among lines of text, which are given by their places in the stream: the lines that it takes.
///
/// `organ`, where given, signs where only a date stands at the end, and nothing below it.
pub(super) fn find(pieces: &[Piece<'_>], lines: &[usize], organ: Option<&str>) -> Option<(Vec<usize>, Signature)> {
    let text = |index: usize| pieces[index].line().map_or("", |line| line.text.trim());
    for (position, &index) in lines.iter().enumerate().rev() {
        if text(index).len() > LONGEST {
            continue;
        }
        if let Some((name, date)) = identity::date_at_end(text(index))
            && let Some(organ) = name_of_organ(&name)
        {
            return Some((vec![index], Signature { organ, date, sealed: false }));
        }
        let Some(date) = identity::date_of_line(text(index)) else { continue };
        let above = position.checked_sub(1).map(|above| lines[above]).filter(|above| above + 1 == index);
        if let Some(above) = above
            && let Some(organ) = name_of_organ(text(above))
        {
            return Some((vec![above, index], Signature { organ, date, sealed: false }));
        }
        if let Some(organ) = organ.filter(|organ| position + 1 == lines.len() && !organ.is_empty()) {
            // Where only the date is printed, the organ's name is in the seal.
            return Some((vec![index], Signature { organ: organ.to_owned(), date, sealed: true }));
        }
    }
    None
}

/// The organ's name without blanks and without the place for its seal.
fn name_of_organ(line: &str) -> Option<String> {
    let name: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let name = ["（盖章）", "(盖章)", "（公章）", "(公章)", "（章）"]
        .iter()
        .find_map(|seal| name.strip_suffix(seal))
        .unwrap_or(&name);
    identity::is_organ_like(name).then(|| name.to_owned())
}
