//! How figures are typed: the text that a reader of the file sees, which is what must be read.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::hazard::{Hazard, Hazards};
use super::super::model::Content;
use super::super::{Kind, Subject};
use crate::Figures;
use crate::random::Random;

/// How many of a hundred figures one hazard strikes.
const STRUCK: u64 = 12;

/// What each cell holds, by full id.
pub(crate) fn contents(
    subject: &Subject,
    kind: Kind,
    hazards: &Hazards,
    random: &mut Random,
) -> BTreeMap<String, Content> {
    let mut contents: BTreeMap<String, Content> = BTreeMap::new();
    for (id, printed) in &subject.figures {
        let typed = TYPINGS
            .iter()
            .filter(|(hazard, _)| hazards.has(*hazard) && hazard.kinds().contains(&kind))
            .filter_map(|(_, typing)| random.chance(STRUCK).then(|| typing(id, printed, random)).flatten())
            .next();
        contents.insert(id.clone(), typed.unwrap_or_else(|| plain(printed)));
    }
    for is_stored in [true, false] {
        let hazard = if is_stored { Hazard::Formulas } else { Hazard::FormulasWithoutValues };
        if hazards.has(hazard) {
            put_sums(subject, is_stored, &mut contents, random);
        }
    }
    contents
}

/// The figures as they will be read, by full id.
pub(crate) fn printed(contents: &BTreeMap<String, Content>) -> Figures {
    contents.iter().map(|(id, content)| (id.clone(), content.text().to_owned())).collect()
}

/// Another year's figures for the same cells: whatever is read from them is wrong.
pub(crate) fn of_another_year(subject: &Subject, random: &mut Random) -> BTreeMap<String, Content> {
    let other = |id: &String| (id.clone(), Content::Number(random.between(10_000, 99_999).to_string()));
    subject.figures.keys().map(other).collect()
}

/// No figures at all.
pub(crate) fn of_a_template(subject: &Subject) -> BTreeMap<String, Content> {
    subject.figures.keys().map(|id| (id.clone(), Content::Text(String::new()))).collect()
}

fn plain(printed: &str) -> Content {
    if printed.parse::<Decimal>().is_ok() && !printed.starts_with('+') {
        Content::Number(printed.to_owned())
    } else {
        Content::Text(printed.to_owned())
    }
}

/// Writes a figure in another way, or not where that way does not suit it.
type Typing = fn(&str, &str, &mut Random) -> Option<Content>;

const TYPINGS: [(Hazard, Typing); 11] = [
    (Hazard::UnitsInCells, with_unit),
    (Hazard::RemarksInCells, with_remark),
    (Hazard::Signs, signed),
    (Hazard::SlashesForNothing, slash),
    (Hazard::BlanksForNothing, blank),
    (Hazard::ZeroPointZero, zero_point_zero),
    (Hazard::DatesForCounts, date),
    (Hazard::FullWidthDigits, full_width),
    (Hazard::ThousandsSeparators, separated),
    (Hazard::BlanksAroundFigures, spaced),
    (Hazard::NumbersAsText, as_text),
];

fn text(text: impl Into<String>) -> Option<Content> {
    Some(Content::Text(text.into()))
}

fn number(printed: &str) -> Option<Decimal> {
    printed.parse().ok()
}

fn is_zero(printed: &str) -> bool {
    number(printed).is_some_and(|number| number.is_zero())
}

fn as_text(_: &str, printed: &str, _: &mut Random) -> Option<Content> {
    text(printed)
}

fn full_width(_: &str, printed: &str, _: &mut Random) -> Option<Content> {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
    number(printed)?;
    text(printed.chars().map(wide).collect::<String>())
}

fn separated(_: &str, printed: &str, _: &mut Random) -> Option<Content> {
    let (whole, fraction) = printed.split_once('.').map_or((printed, ""), |(whole, fraction)| (whole, fraction));
    if whole.len() < 4 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    text(if fraction.is_empty() { grouped } else { format!("{grouped}.{fraction}") })
}

fn spaced(_: &str, printed: &str, random: &mut Random) -> Option<Content> {
    let blank = *random.pick(&[" ", "\u{3000}", "\u{a0}", "  "]);
    number(printed)?;
    text(if random.chance(50) { format!("{blank}{printed}{blank}") } else { format!("{printed}{blank}") })
}

fn with_unit(id: &str, printed: &str, _: &mut Random) -> Option<Content> {
    number(printed)?;
    text(format!("{printed}{}", if id.ends_with(".amount") { "万元" } else { "件" }))
}

fn with_remark(_: &str, printed: &str, random: &mut Random) -> Option<Content> {
    if is_zero(printed) || number(printed).is_none() {
        return None;
    }
    let remark = random.pick(&["（其中修订1件）", "（含联合制发2件）", "（均为自然失效）"]);
    text(format!("{printed}{remark}"))
}

fn signed(_: &str, printed: &str, random: &mut Random) -> Option<Content> {
    if is_zero(printed) || !printed.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    text(format!("{}{printed}", random.pick(&["+", "--"])))
}

fn slash(_: &str, printed: &str, random: &mut Random) -> Option<Content> {
    is_zero(printed).then(|| Content::Text((*random.pick(&["/", "—", "无", "-"])).to_owned()))
}

fn blank(_: &str, printed: &str, random: &mut Random) -> Option<Content> {
    is_zero(printed).then(|| Content::Text((*random.pick(&["", "", " ", "\u{a0}", "\u{3000}"])).to_owned()))
}

fn zero_point_zero(_: &str, printed: &str, _: &mut Random) -> Option<Content> {
    (printed == "0").then(|| Content::Text("0.0".to_owned()))
}

fn date(_: &str, printed: &str, _: &mut Random) -> Option<Content> {
    let day: u32 = printed.parse().ok()?;
    (1..=28).contains(&day).then(|| Content::Date(format!("2024-01-{day:02}")))
}

/// Makes formulas of sums that hold and whose parts are plain numbers.
fn put_sums(subject: &Subject, is_stored: bool, contents: &mut BTreeMap<String, Content>, random: &mut Random) {
    let is_plain = |term: &nianbao_core::form::Term, contents: &BTreeMap<String, Content>| {
        !term.negative && !term.prior && matches!(contents.get(&term.cell), Some(Content::Number(_)))
    };
    for equation in subject.tables.iter().flat_map(|table| &table.equations) {
        let [total] = equation.left.as_slice() else { continue };
        let terms_are_plain = is_plain(total, contents) && equation.right.iter().all(|term| is_plain(term, contents));
        if !terms_are_plain || !random.chance(50) {
            continue;
        }
        let value = |id: &str| contents.get(id).and_then(|content| number(content.text())).unwrap_or_default();
        let sum: Decimal = equation.right.iter().map(|term| value(&term.cell)).sum();
        if sum == value(&total.cell) {
            let of = equation.right.iter().map(|term| term.cell.clone()).collect();
            let value = contents[&total.cell].text().to_owned();
            contents.insert(total.cell.clone(), Content::Sum { of, value, is_stored });
        }
    }
}
