//! The numbers that a browser prints before the items of an ordered list.

use scraper::node::Element;

use super::dom;

/// A list that is open at a place of the page.
#[derive(Debug)]
pub(super) struct List {
    style: Style,
    next: i32,
    step: i32,
}

#[derive(Clone, Copy, Debug)]
enum Style {
    None,
    Decimal,
    Chinese,
    Letter { first: char },
    Roman { is_upper: bool },
}

impl List {
    /// The list that an `ol`, `ul` or the like begins; `items` is how many it has.
    pub(super) fn new(element: &Element, items: usize) -> Self {
        let is_reversed = element.attr("reversed").is_some();
        let first = if is_reversed { i32::try_from(items).unwrap_or(i32::MAX) } else { 1 };
        let start = element.attr("start").and_then(|start| start.trim().parse().ok());
        let step = if is_reversed { -1 } else { 1 };
        List { style: Style::of(element), next: start.unwrap_or(first), step }
    }

    /// What stands before the next item.
    pub(super) fn marker(&mut self, item: &Element) -> Option<String> {
        let value = item.attr("value").and_then(|value| value.trim().parse().ok());
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        match self.style {
            Style::None => None,
            _ if item.attr("style").is_some_and(is_unnumbered) => None,
            Style::Chinese => Some(format!("{}、", chinese(number).unwrap_or_else(|| number.to_string()))),
            Style::Letter { first } => Some(letter(first, number).map_or(format!("{number}. "), |c| format!("{c}. "))),
            Style::Roman { is_upper } => {
                let roman = roman(number).unwrap_or_else(|| number.to_string());
                Some(format!("{}. ", if is_upper { roman } else { roman.to_lowercase() }))
            }
            Style::Decimal => Some(format!("{number}. ")),
        }
    }
}

impl Style {
    fn of(element: &Element) -> Style {
        if element.name() != "ol" {
            return Style::None;
        }
        let style = element.attr("style").unwrap_or_default();
        let is = |names: &[&str]| {
            dom::is_style(style, "list-style-type", names) || dom::is_style(style, "list-style", names)
        };
        match element.attr("type") {
            _ if is_unnumbered(style) => Style::None,
            _ if is(&["cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"]) => {
                Style::Chinese
            }
            Some("a") => Style::Letter { first: 'a' },
            Some("A") => Style::Letter { first: 'A' },
            Some("i") => Style::Roman { is_upper: false },
            Some("I") => Style::Roman { is_upper: true },
            _ if is(&["lower-alpha", "lower-latin"]) => Style::Letter { first: 'a' },
            _ if is(&["upper-alpha", "upper-latin"]) => Style::Letter { first: 'A' },
            _ if is(&["lower-roman"]) => Style::Roman { is_upper: false },
            _ if is(&["upper-roman"]) => Style::Roman { is_upper: true },
            _ => Style::Decimal,
        }
    }
}

fn is_unnumbered(style: &str) -> bool {
    const NAMES: [&str; 4] = ["none", "disc", "circle", "square"];
    dom::is_style(style, "list-style-type", &NAMES) || dom::is_style(style, "list-style", &NAMES)
}

/// 1 to 99 in Chinese numerals.
fn chinese(number: i32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = usize::try_from(number).ok().filter(|number| (1..100).contains(number))?;
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    Some(match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    })
}

fn letter(first: char, number: i32) -> Option<char> {
    let offset = u32::try_from(number).ok().filter(|number| (1..=26).contains(number))? - 1;
    char::from_u32(u32::from(first) + offset)
}

/// 1 to 99 in Roman numerals.
fn roman(number: i32) -> Option<String> {
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let number = usize::try_from(number).ok().filter(|number| (1..100).contains(number))?;
    Some(format!("{}{}", TENS[number / 10], ONES[number % 10]))
}
