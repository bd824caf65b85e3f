//! Two reports that should be one: what a file shows against the data that it carries.

use std::collections::BTreeSet;

use nianbao_core::Report;
use nianbao_core::form::Form;
use nianbao_core::report::PartBlock;

use crate::Recognizer;
use crate::compose::compose;
use crate::recognize::Known;

/// One place where two reports differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: DifferencePlace,
    /// What the first report has there; `None` where it has nothing.
    pub visible: Option<String>,
    /// What the second report has there; `None` where it has nothing.
    pub carried: Option<String>,
}

/// Where two reports differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferencePlace {
    /// A figure, by its full cell id.
    Cell(String),
    /// The organ's name.
    Organ,
    /// The year.
    Year,
    /// The title.
    Title,
    /// The sign-off.
    Signature,
    /// A paragraph of the preface, from 1.
    Preface(usize),
    /// A part's heading, by the part's number.
    PartHeading(u8),
    /// A heading or paragraph of a part: the part's number, and which of its texts, from 1.
    Text(u8, usize),
    /// A local table of a part, by the part's number.
    LocalTable(u8),
}

/// Everything in which two reports differ but where their figures were read, in the order of the report.
///
/// The first is what is visible, the second what is carried as data.
pub fn differences(visible: &Report, carried: &Report) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut compare = |place: DifferencePlace, visible: Option<String>, carried: Option<String>| {
        if visible != carried {
            differences.push(Difference { place, visible, carried });
        }
    };
    compare(DifferencePlace::Title, visible.title.clone(), carried.title.clone());
    compare(DifferencePlace::Organ, some(&visible.organ.name), some(&carried.organ.name));
    compare(
        DifferencePlace::Year,
        visible.year.map(|year| year.to_string()),
        carried.year.map(|year| year.to_string()),
    );
    for (index, one, other) in unlike(&visible.preface, &carried.preface) {
        compare(DifferencePlace::Preface(index + 1), one, other);
    }
    for index in 0..visible.parts.len().max(carried.parts.len()) {
        let (one, other) = (visible.parts.get(index), carried.parts.get(index));
        let Some(number) = one.or(other).map(|part| part.number) else { continue };
        let heading = |part: Option<&nianbao_core::report::Part>| part.map(|part| part.heading.clone());
        compare(DifferencePlace::PartHeading(number), heading(one), heading(other));
        let texts = |part: Option<&nianbao_core::report::Part>| {
            part.map_or(Vec::new(), |part| part.blocks.iter().filter_map(text_of).collect::<Vec<String>>())
        };
        for (index, one, other) in unlike(&texts(one), &texts(other)) {
            compare(DifferencePlace::Text(number, index + 1), one, other);
        }
        let grids = |part: Option<&nianbao_core::report::Part>| {
            part.map_or(Vec::new(), |part| part.blocks.iter().filter_map(grid_of).collect::<Vec<String>>())
        };
        for (_, one, other) in unlike(&grids(one), &grids(other)) {
            compare(DifferencePlace::LocalTable(number), one, other);
        }
    }
    for id in cell_ids(visible, carried) {
        let (one, other) = (visible.cell(&id), carried.cell(&id));
        // By value: 0 and 0.0 are one figure.
        if one != other {
            let printed = |value: Option<&nianbao_core::CellValue>| value.map(ToString::to_string);
            compare(DifferencePlace::Cell(id), printed(one), printed(other));
        }
    }
    let signature = |report: &Report| report.signature.as_ref().map(|sign| format!("{} {}", sign.organ, sign.date));
    compare(DifferencePlace::Signature, signature(visible), signature(carried));
    differences
}

/// A report as it is read again from what is printed of it: what it lacks of the form is there as the form has it, such
/// as a title and the headings of parts. Its figures are its own, to the digit.
pub fn as_printed(report: &Report, forms: &[Form], recognizer: &Recognizer<'_>) -> Report {
    let printed = compose(report, forms, None);
    match recognizer.recognize(&printed, &Known::default()) {
        Ok(read) => Report { tables: report.tables.clone(), ..read.report },
        Err(_) => report.clone(),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn text_of(block: &PartBlock) -> Option<String> {
    match block {
        PartBlock::Heading { text, .. } | PartBlock::Paragraph { text } => Some(text.clone()),
        PartBlock::Table { .. } | PartBlock::Grid(_) => None,
    }
}

/// What a local table shows, cell by cell: how it is laid out beside that is the format's matter.
fn grid_of(block: &PartBlock) -> Option<String> {
    match block {
        PartBlock::Grid(grid) => {
            let cells = grid.cells.iter().filter(|cell| !cell.text.is_empty());
            Some(cells.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | "))
        }
        PartBlock::Heading { .. } | PartBlock::Paragraph { .. } | PartBlock::Table { .. } => None,
    }
}

/// The places where two lists differ: what both begin and end with is left out, the rest is compared in pairs.
fn unlike(one: &[String], other: &[String]) -> Vec<(usize, Option<String>, Option<String>)> {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one_rest, other_rest) = (&one[start..], &other[start..]);
    let end = one_rest.iter().rev().zip(other_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (one_rest, other_rest) = (&one_rest[..one_rest.len() - end], &other_rest[..other_rest.len() - end]);
    (0..one_rest.len().max(other_rest.len()))
        .map(|index| (start + index, one_rest.get(index).cloned(), other_rest.get(index).cloned()))
        .collect()
}

fn cell_ids(one: &Report, other: &Report) -> BTreeSet<String> {
    let ids = |report: &Report| -> Vec<String> {
        let tables = report.tables.iter();
        tables.flat_map(|(table, read)| read.cells.keys().map(move |key| format!("{table}.{key}"))).collect()
    };
    ids(one).into_iter().chain(ids(other)).collect()
}

#[cfg(test)]
mod tests {
    use nianbao_core::CellValue;
    use nianbao_core::report::{Part, Table};

    use super::*;

    fn report() -> Report {
        let mut report = Report::new();
        report.preface = vec!["一".to_owned(), "二".to_owned(), "三".to_owned()];
        let blocks = vec![PartBlock::Paragraph { text: "全年受理12件。".to_owned() }];
        report.parts = vec![Part { number: 1, heading: "总体情况".to_owned(), blocks }];
        let cells = [("received.total".to_owned(), CellValue::from(12))].into();
        report.tables.insert("requests".to_owned(), Table { cells, ..Table::default() });
        report
    }

    #[test]
    fn a_report_is_like_itself() {
        assert_eq!(differences(&report(), &report()), []);
    }

    #[test]
    fn a_changed_figure_is_named_with_both_values() {
        let mut edited = report();
        edited.tables.get_mut("requests").unwrap().cells.insert("received.total".to_owned(), CellValue::from(13));
        let expected = Difference {
            place: DifferencePlace::Cell("requests.received.total".to_owned()),
            visible: Some("13".to_owned()),
            carried: Some("12".to_owned()),
        };
        assert_eq!(differences(&edited, &report()), [expected]);
    }

    #[test]
    fn a_paragraph_put_in_between_is_one_difference() {
        let mut edited = report();
        edited.preface.insert(1, "新".to_owned());
        let expected =
            Difference { place: DifferencePlace::Preface(2), visible: Some("新".to_owned()), carried: None };
        assert_eq!(differences(&edited, &report()), [expected]);
    }

    #[test]
    fn a_changed_sentence_is_a_difference() {
        let mut edited = report();
        edited.parts[0].blocks[0] = PartBlock::Paragraph { text: "全年受理13件。".to_owned() };
        assert_eq!(differences(&edited, &report())[0].place, DifferencePlace::Text(1, 1));
    }
}
