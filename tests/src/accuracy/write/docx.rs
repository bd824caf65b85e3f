//! A plain .docx: paragraphs and tables as Word and WPS write them, with what years of editing leave behind.

mod package;
mod table;

use super::super::hazard::{Hazard, Hazards};
use super::super::model::{File, Item, Line, LineKind};
use super::escape;
use crate::random::Random;

/// Writes a document.
pub(crate) fn write(file: &File, hazards: &Hazards, random: &mut Random) -> Vec<u8> {
    let mut writer = Writer { hazards, random, numbers: Vec::new(), footnotes: 0 };
    let mut body = String::new();
    for item in file.pages.iter().flat_map(|page| &page.items) {
        body += &match item {
            Item::Line(line) => writer.line(line),
            // Word cannot end a table with another: a paragraph stands between.
            Item::Table(table) => writer.table(table) + "<w:p/>",
        };
    }
    package::pack(&body, &writer.numbers, writer.footnotes, hazards.has(Hazard::DocxFields))
}

/// A list number that Word counts itself: its style and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct AutomaticNumber {
    style: NumberStyle,
    value: u8,
}

/// How an automatic number looks; the discriminant is the abstract numbering's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberStyle {
    /// `1.`
    Decimal = 1,
    /// `（一）`
    BracketedChinese = 2,
    /// `一、`
    Chinese = 3,
}

struct Writer<'a> {
    hazards: &'a Hazards,
    random: &'a mut Random,
    numbers: Vec<AutomaticNumber>,
    footnotes: usize,
}

impl Writer<'_> {
    fn has(&self, hazard: Hazard) -> bool {
        self.hazards.has(hazard)
    }

    fn line(&mut self, line: &Line) -> String {
        let style = match line.kind {
            LineKind::Title => "<w:pStyle w:val=\"Title\"/>",
            LineKind::Heading => "<w:pStyle w:val=\"1\"/>",
            LineKind::Subheading => "<w:pStyle w:val=\"2\"/>",
            LineKind::Paragraph | LineKind::Remark => "",
        };
        let (number, text) = self.numbered(&line.text);
        format!("<w:p><w:pPr>{style}{number}</w:pPr>{}</w:p>", self.runs(text, ""))
    }

    /// Takes a list number off a text, if Word is to count it: the paragraph's property, and the rest.
    fn numbered<'t>(&mut self, text: &'t str) -> (String, &'t str) {
        let number = if self.has(Hazard::DocxAutomaticNumbers) { automatic_number(text) } else { None };
        let Some((number, rest)) = number else { return (String::new(), text) };
        self.numbers.push(number);
        let id = self.numbers.len();
        (format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr>"), rest)
    }

    /// A text as one run, or as several with marks between.
    fn runs(&mut self, text: &str, properties: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let letters: Vec<char> = text.chars().collect();
        let pieces: Vec<&[char]> = if self.has(Hazard::DocxSplitRuns) && letters.len() > 1 {
            let place = 1 + self.random.below(letters.len() - 1);
            vec![&letters[..place], &letters[place..]]
        } else {
            vec![&letters]
        };
        let runs: Vec<String> = pieces.iter().map(|piece| run(&piece.iter().collect::<String>(), properties)).collect();
        let mark = "<w:proofErr w:type=\"gramEnd\"/><w:bookmarkStart w:id=\"7\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"7\"/>";
        let runs = runs.join(mark);
        if self.has(Hazard::DocxContentControls) && self.random.chance(20) {
            return in_control(&runs);
        }
        runs
    }
}

/// A run; line feeds become breaks, blanks are kept.
fn run(text: &str, properties: &str) -> String {
    let text = escape(text).replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
    format!(
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    )
}

fn in_control(content: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"数量9\"/><w:tag w:val=\"9\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
}

/// The number that a text begins with, in one of the styles that Word can count in.
fn automatic_number(text: &str) -> Option<(AutomaticNumber, &str)> {
    const NUMERALS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let value = |letter: char| {
        let place = NUMERALS.iter().position(|numeral| *numeral == letter)?;
        u8::try_from(place + 1).ok()
    };
    let mut letters = text.chars();
    let (first, second, third) = (letters.next()?, letters.next()?, letters.next()?);
    let number = |style, value: u8, length: usize| Some((AutomaticNumber { style, value }, &text[length..]));
    match (first, second, third) {
        ('（', numeral, '）') => number(NumberStyle::BracketedChinese, value(numeral)?, 9),
        (numeral, '、', _) => number(NumberStyle::Chinese, value(numeral)?, 6),
        (digit, '.', next) if !next.is_ascii_digit() => {
            number(NumberStyle::Decimal, u8::try_from(digit.to_digit(10)?).ok()?, 2)
        }
        _ => None,
    }
}
