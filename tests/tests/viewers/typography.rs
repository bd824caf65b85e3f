//! The page of GB/T 9704, measured where it is printed: A4, 37 mm above and 28 mm left of a text of 156 by 225 mm, 22 lines
//! of 28 characters.

#![expect(clippy::float_arithmetic, reason = "lengths on paper are no figures of a report")]

use std::path::Path;

use crate::office;
use crate::viewer::{Viewer, look, outputs};

/// A report whose second page holds nothing but text.
const STEM: &str = "city-2024";

const POINTS_PER_MM: f64 = 72.0 / 25.4;
/// A character of size three, in points.
const EM: f64 = 16.0;
/// A character of size four, which the page's number has.
const EM_OF_NUMBER: f64 = 14.0;

pub(crate) fn pdf_is_set_to_the_standard() {
    is_set_to_the_standard(&outputs().join(format!("{STEM}.pdf")));
}

pub(crate) fn docx_is_set_to_the_standard() {
    let (_folder, pdf) = office::printed(STEM);
    is_set_to_the_standard(&pdf);
}

/// A line of a page, in points from the upper left corner of the sheet.
struct Line {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

#[track_caller]
fn is_set_to_the_standard(pdf: &Path) {
    let (sheet, mut lines) = second_page(pdf);
    let is_near = |value: f64, wanted_mm: f64| (value - wanted_mm * POINTS_PER_MM).abs() < POINTS_PER_MM / 2.0;
    assert!(is_near(sheet.0, 210.0) && is_near(sheet.1, 297.0), "{sheet:?}");

    let number = lines.pop().expect("the page has lines");
    assert_eq!(number.text, "—2—", "the last line is the page's number");
    assert!(is_near(number.left - EM_OF_NUMBER, 28.0), "an even page has it one character off the left edge");

    assert_eq!(lines.len(), 22);
    let (first, last) = (&lines[0], &lines[21]);
    let pitch = (last.top - first.top) / 21.0;
    assert!(is_near(pitch * 22.0, 225.0), "{pitch}");
    let (top, bottom) = (37.0 * POINTS_PER_MM, (37.0 + 225.0) * POINTS_PER_MM);
    assert!(first.top >= top && first.top < top + pitch / 2.0, "{}", first.top);
    assert!(last.bottom <= bottom + 1.0, "{}", last.bottom);

    for line in &lines {
        let indent = if is_near(line.left, 28.0) { 0.0 } else { 2.0 * EM };
        assert!(is_near(line.left - indent, 28.0), "{}: {}", line.left, line.text);
        let is_full = line.right > (28.0 + 156.0 - 3.0) * POINTS_PER_MM;
        if is_full && !line.text.contains(|c: char| c.is_ascii()) {
            // The blank half of a mark at the end may stand outside.
            let ends_in_mark = line.text.ends_with(|c: char| !c.is_alphanumeric());
            assert!(ends_in_mark || is_near(line.right, 28.0 + 156.0), "{}: {}", line.right, line.text);
            let wanted = if indent > 0.0 { 26 } else { 28 };
            assert_eq!(line.text.chars().count(), wanted, "{}", line.text);
        }
    }
    let full = lines.iter().filter(|line| line.text.chars().count() == 28).count();
    assert!(full >= 4, "some lines are of Chinese characters alone");
}

/// The sheet's size and the lines of a PDF's second page.
fn second_page(pdf: &Path) -> ((f64, f64), Vec<Line>) {
    let boxes = look(Viewer::Pdftotext.command().args(["-bbox-layout", "-f", "2", "-l", "2"]).arg(pdf).arg("-"));
    let page = scraper::Html::parse_document(&boxes);
    let number = |element: scraper::ElementRef<'_>, name: &str| -> f64 {
        // An HTML parser makes the names of attributes small.
        element.attr(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name}: {boxes}"))
    };
    let select = |name: &str| scraper::Selector::parse(name).unwrap();
    let sheet = page.select(&select("page")).next().expect("there is a second page");
    let line = |element: scraper::ElementRef<'_>| Line {
        left: number(element, "xmin"),
        right: number(element, "xmax"),
        top: number(element, "ymin"),
        bottom: number(element, "ymax"),
        text: element.text().collect::<String>().split_whitespace().collect(),
    };
    ((number(sheet, "width"), number(sheet, "height")), sheet.select(&select("line")).map(line).collect())
}
