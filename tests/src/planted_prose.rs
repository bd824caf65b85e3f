//! Prose that speaks of a report's cells in many wordings, and wrong counts planted in it.
//!
//! [`prose_for`] writes sentences of the project's own that fit the figures; every count in them knows its cells, so that
//! [`trial`] can print a wrong one in its place and see whether the checker names the sentence and the cell.

pub mod trial;
mod wordings;

use std::collections::BTreeMap;
use std::ops::Range;

use nianbao_core::report::{Level, Organ, Part, PartBlock};
use rust_decimal::Decimal;

use crate::random::Random;
use crate::{Figures, form};
use wordings::Wording;

/// The text of one part.
#[derive(Clone, Debug)]
pub struct PartText {
    /// The part's number, 1 for part one.
    pub number: u8,
    /// Sub-headings and paragraphs in order.
    pub lines: Vec<Line>,
}

/// A sub-heading or a paragraph.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whether it is a sub-heading.
    pub is_heading: bool,
    /// The text.
    pub text: String,
    /// The counts in it that speak of cells.
    pub counts: Vec<Count>,
}

/// A count in a text that speaks of cells.
#[derive(Clone, Debug)]
pub struct Count {
    /// Where its digits stand.
    pub at: Range<usize>,
    /// The number.
    pub value: Decimal,
    /// The cells that add up to it.
    pub cells: Vec<String>,
}

impl PartText {
    /// The part as a report holds it.
    ///
    /// # Panics
    /// Where the form has no such part: a fault of the caller.
    pub fn part(&self) -> Part {
        let heading = form().parts[usize::from(self.number) - 1].heading.clone();
        let block = |line: &Line| match line.is_heading {
            true => PartBlock::Heading { level: 2, text: line.text.clone() },
            false => PartBlock::Paragraph { text: line.text.clone() },
        };
        Part { number: self.number, heading, blocks: self.lines.iter().map(block).collect() }
    }
}

/// A report's text, part by part, in wordings drawn at random; every count agrees with the figures.
pub fn prose_for(organ: &Organ, year: i32, figures: &Figures, random: &mut Random) -> Vec<PartText> {
    let mut writer = Writer::new(organ, year, figures, random);
    let mut overview = vec![heading("（一）主动公开")];
    overview.push(writer.paragraph(&[wordings::PUBLISHED, wordings::DOCUMENTS, wordings::DECISIONS]));
    overview.push(heading("（二）依申请公开"));
    if writer.random.chance(60) {
        let requests = [wordings::INTAKE, wordings::APPLICANTS, wordings::OUTCOMES, wordings::CARRIED, wordings::ASIDE];
        overview.push(writer.paragraph(&requests));
    } else {
        overview.push(writer.paragraph(&[wordings::INTAKE, wordings::ASIDE]));
        overview.push(writer.paragraph(&[wordings::AGAIN, wordings::OUTCOMES, wordings::CARRIED]));
    }
    overview.push(writer.paragraph(&[wordings::DISPUTES]));
    overview.push(heading("（三）政府信息管理"));
    overview.push(writer.paragraph(&[wordings::MANAGEMENT]));
    overview.push(heading("（四）政府信息公开平台建设"));
    overview.push(writer.paragraph(&[wordings::PLATFORMS]));
    overview.push(heading("（五）监督保障"));
    overview.push(writer.paragraph(&[wordings::SUPERVISION]));
    let problems = writer.paragraph(&[wordings::PROBLEMS, wordings::PLANS]);
    let others = writer.paragraph(&[wordings::FEES]);
    [(1, overview), (5, vec![problems]), (6, vec![others])]
        .into_iter()
        .map(|(number, lines)| PartText { number, lines })
        .collect()
}

fn heading(text: &str) -> Line {
    Line { is_heading: true, text: text.to_owned(), counts: Vec::new() }
}

/// Fills wordings in.
struct Writer<'r> {
    random: &'r mut Random,
    year: i32,
    we: String,
    unit: &'static str,
    /// What the last part leaves of its count.
    left: usize,
    values: BTreeMap<&'static str, (Decimal, Vec<String>)>,
}

impl<'r> Writer<'r> {
    fn new(organ: &Organ, year: i32, figures: &Figures, random: &'r mut Random) -> Self {
        let we = match organ.level {
            Some(Level::Township) => *random.pick(&["我镇", "全镇", ""]),
            Some(Level::Department) => *random.pick(&["我局", "本机关", "局机关", ""]),
            _ => *random.pick(&["", "全县"]),
        };
        let we = if random.chance(15) { organ.name.clone() } else { we.to_owned() };
        let unit = *random.pick(&["件", "件", "件", "宗", "份"]);
        Writer { random, year, we, unit, left: 0, values: values(figures) }
    }

    /// One sentence of each list of wordings that has one that fits.
    fn paragraph(&mut self, lists: &[&[Wording]]) -> Line {
        let mut line = Line { is_heading: false, text: String::new(), counts: Vec::new() };
        for list in lists {
            let fitting: Vec<&Wording> = list.iter().filter(|wording| self.fits(wording)).collect();
            if !fitting.is_empty() {
                let wording = self.random.pick(&fitting).text;
                self.write(wording, &mut line);
            }
        }
        line
    }

    fn value(&self, key: &str) -> Decimal {
        self.values.get(key).map_or(Decimal::ZERO, |(value, _)| *value)
    }

    fn fits(&self, wording: &Wording) -> bool {
        wording.with.iter().all(|key| self.value(key) > Decimal::ZERO)
            && wording.without.iter().all(|key| self.value(key).is_zero())
    }

    fn write(&mut self, wording: &str, line: &mut Line) {
        let mut rest = wording;
        while let Some(at) = rest.find(['{', '~']) {
            line.text.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix('~') {
                line.text.push_str(self.unit);
                rest = after;
                continue;
            }
            let end = rest.find('}').map_or(rest.len(), |end| end + 1);
            let key = rest[1..end].trim_end_matches('}').to_owned();
            rest = &rest[end..];
            self.fill(&key, line);
        }
        line.text.push_str(rest);
    }

    fn fill(&mut self, key: &str, line: &mut Line) {
        if let Some((value, cells)) = self.values.get(key).cloned() {
            let printed = self.printed(value);
            let start = line.text.len();
            line.text.push_str(&printed);
            line.counts.push(Count { at: start..line.text.len(), value, cells });
            return;
        }
        let text = match key {
            "we" => self.we.clone(),
            "year" => self.year.to_string(),
            "last" => (self.year - 1).to_string(),
            "next" => (self.year + 1).to_string(),
            // A share of the requests received, as the text prints it.
            "granted%" | "granted%cut" => {
                let share = self.value("granted") / self.value("at_hand").max(Decimal::ONE) * Decimal::from(100);
                let share = if key.ends_with("cut") { share.trunc_with_scale(1) } else { share.round_dp(2) };
                share.normalize().to_string()
            }
            // A part of a count, which no cell has, and what is left of it.
            key if key.starts_with("part:") => {
                let whole = self.value(&key["part:".len()..]).trunc().to_string().parse().unwrap_or(0);
                let part = self.random.below(whole + 1);
                self.left = whole - part;
                part.to_string()
            }
            "left" => self.left.to_string(),
            // Any number.
            _ => self.random.between(2, 480).to_string(),
        };
        line.text.push_str(&text);
    }

    /// A number in one of the ways in which reports print them.
    fn printed(&mut self, value: Decimal) -> String {
        let plain = value.to_string();
        if plain.contains('.') {
            return plain;
        }
        match self.random.below(12) {
            0 if plain.len() > 3 => grouped(&plain),
            1 => plain.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)).collect(),
            2 => format!(" {plain} "),
            _ => plain,
        }
    }
}

/// Digits with thousands' commas.
fn grouped(digits: &str) -> String {
    let group = |(index, c): (usize, char)| {
        let comma = (index > 0 && (digits.len() - index).is_multiple_of(3)).then_some(',');
        comma.into_iter().chain([c])
    };
    digits.chars().enumerate().flat_map(group).collect()
}

/// What the wordings call the cells and sums of cells.
fn values(figures: &Figures) -> BTreeMap<&'static str, (Decimal, Vec<String>)> {
    let number = |id: &String| figures.get(id).and_then(|text| text.parse::<Decimal>().ok()).unwrap_or_default();
    let with_cells = |cells: Vec<String>| (cells.iter().map(number).sum::<Decimal>(), cells);
    let row = |row: &str, column: &str| {
        let (own, group) = (format!("requests.{row}.{column}"), format!("requests.{row}."));
        let ending = format!(".{column}");
        if figures.contains_key(&own) {
            return vec![own];
        }
        figures.keys().filter(|id| id.starts_with(&group) && id.ends_with(&ending)).cloned().collect()
    };
    let mut values = BTreeMap::new();
    for (key, rows) in wordings::ROWS {
        let cells = rows.iter().flat_map(|name| row(name, "total")).collect();
        values.insert(*key, with_cells(cells));
    }
    let organisations = ["business", "research", "public_welfare", "legal_service", "other"];
    values.insert("natural", with_cells(row("received", "natural_person")));
    values.insert("businesses", with_cells(row("received", "business")));
    values
        .insert("organisations", with_cells(organisations.iter().flat_map(|column| row("received", column)).collect()));
    for (key, cells) in wordings::CELLS {
        values.insert(*key, with_cells(cells.iter().map(|cell| (*cell).to_owned()).collect()));
    }
    values
}
