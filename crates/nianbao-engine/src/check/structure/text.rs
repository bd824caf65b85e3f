//! The text of one part, as the rules of this group look at it.

use std::borrow::Cow;

use nianbao_core::form::FormPart;

use crate::check::facts::{Facts, Passage, has_blanks};

/// The number of the form's part that fits, from 1.
pub(super) fn part_that(facts: &Facts<'_>, fits: impl Fn(&FormPart) -> bool) -> Option<u8> {
    let index = facts.form.parts.iter().position(fits)?;
    u8::try_from(index + 1).ok()
}

/// The passages of a part of the form.
pub(super) fn of_part<'f, 'a>(facts: &'f Facts<'a>, part: u8) -> impl Iterator<Item = &'f Passage<'a>> {
    facts.passages().iter().filter(move |passage| passage.part == Some(part))
}

/// Whether the report has this part, be it empty.
pub(super) fn has_part(facts: &Facts<'_>, part: u8) -> bool {
    if of_part(facts, part).next().is_some() {
        return true;
    }
    facts.parts_of_form().contains(&Some(usize::from(part) - 1))
}

/// A text without blanks.
pub(super) fn without_blanks(text: &str) -> Cow<'_, str> {
    if has_blanks(text) { text.chars().filter(|c| !c.is_whitespace()).collect() } else { Cow::Borrowed(text) }
}

/// Whether any of the words stands in the text.
pub(super) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
