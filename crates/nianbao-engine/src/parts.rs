//! The parts of the report: their numbers, and which part of the form a heading belongs to.

use nianbao_core::form::Form;
use nianbao_core::report::Part;

use crate::label::{self, ListNumber};

/// The Chinese numerals that parts and sub-headings are numbered with.
const NUMERALS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七",
    "十八", "十九", "二十",
];

/// The Chinese numeral of a number from 1 to 20; beyond that, the number itself.
pub fn numeral(number: u8) -> String {
    match NUMERALS.get(usize::from(number).wrapping_sub(1)) {
        Some(numeral) => (*numeral).to_owned(),
        None => number.to_string(),
    }
}

/// The number of a Chinese numeral from 一 to 二十.
pub fn number(numeral: &str) -> Option<u8> {
    let index = NUMERALS.iter().position(|candidate| *candidate == numeral)?;
    u8::try_from(index + 1).ok()
}

/// Which of the form's parts a part is, by its heading in any known wording, else by its number.
pub fn form_part(form: &Form, part: &Part) -> Option<usize> {
    by_heading(form, &label::normalize(&part.heading)).or_else(|| {
        let index = usize::from(part.number).checked_sub(1)?;
        (index < form.parts.len()).then_some(index)
    })
}

/// Which of the form's parts has a heading of these normalized words.
pub fn by_heading(form: &Form, words: &str) -> Option<usize> {
    form.parts.iter().position(|part| {
        let wordings = std::iter::once(&part.heading).chain(&part.variants);
        wordings.into_iter().any(|wording| label::normalize(wording) == words)
    })
}

/// A heading's number and the rest of its text, where it is numbered.
pub fn split_number(text: &str) -> (Option<ListNumber>, &str) {
    label::split_number(text.trim())
}
