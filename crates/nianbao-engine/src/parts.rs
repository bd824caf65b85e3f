//! The parts of the report: their numbers, and which part of the form a heading belongs to.

use nianbao_core::form::{Form, FormPart};
use nianbao_core::report::Part;

use crate::label;

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

/// The part headings of a form in every known wording, normalized once.
pub struct PartHeadings {
    wordings: Vec<Vec<String>>,
}

impl PartHeadings {
    /// The headings of a form.
    pub fn new(form: &Form) -> Self {
        let words = |part: &FormPart| {
            let wordings = std::iter::once(&part.heading).chain(&part.variants);
            wordings.map(|wording| label::normalize(wording)).collect()
        };
        PartHeadings { wordings: form.parts.iter().map(words).collect() }
    }

    /// Which of the form's parts has a heading of these normalized words.
    pub fn find(&self, words: &str) -> Option<usize> {
        self.wordings.iter().position(|wordings| wordings.iter().any(|wording| wording == words))
    }

    /// Which of the form's parts a part is, by its heading in any known wording, else by its number.
    pub fn part(&self, part: &Part) -> Option<usize> {
        self.find(&label::normalize(&part.heading)).or_else(|| {
            let index = usize::from(part.number).checked_sub(1)?;
            (index < self.wordings.len()).then_some(index)
        })
    }
}
