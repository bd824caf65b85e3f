//! Which of the placings found are the report's: of each table one edition, this year's sheets, and beside them the rows
//! and bands that only another edition has.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use nianbao_core::Document;
use nianbao_core::document::Block;
use nianbao_core::form::{Band, Form};

use super::placing::{CellOfForm, Figure, Placing};
use super::sheet::Sheet;
use super::{Known, identity};

/// How many rows above a table its title is looked for.
const ROWS_OF_A_TITLE: usize = 8;

/// No title has so many bytes.
const LONG_TITLE: usize = 200;

/// A table's placing on one sheet.
pub(super) struct Chosen {
    /// The grid's number in the document.
    pub(super) sheet: usize,
    pub(super) placing: Placing,
    /// Whether the placing only adds to one of the table's own edition what that edition does not have.
    pub(super) is_addition: bool,
}

/// A sheet with a table that was not taken, since another sheet has it.
pub(super) struct PassedOver {
    pub(super) sheet: usize,
    pub(super) table: String,
    pub(super) why: Why,
}

/// Why a sheet was passed over; the order is that of what counts most against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    OtherYear,
    Hidden,
    Example,
    Blank,
}

/// Chooses among every placing of every edition.
pub(super) fn choose(
    forms: &[Form],
    document: &Document,
    sheets: &[Option<Sheet<'_>>],
    found: Vec<(usize, Placing)>,
    known: &Known,
) -> (Vec<Chosen>, Vec<PassedOver>) {
    let mut ids: Vec<String> = Vec::new();
    for (_, placing) in &found {
        if !ids.contains(&placing.id) {
            ids.push(placing.id.clone());
        }
    }
    let mut chosen = Vec::new();
    let mut passed_over = Vec::new();
    let mut rest = found;
    for id in ids {
        let (own, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, placing)| placing.id == id);
        rest = others;
        let own = this_years_sheets(document, sheets, own, known, &mut passed_over);
        chosen.extend(one_edition(forms, own));
    }
    chosen.sort_by_key(|chosen| (chosen.sheet, chosen.placing.first_row));
    (chosen, passed_over)
}

/// Where a table stands on several sheets, those that nothing counts against.
fn this_years_sheets(
    document: &Document,
    sheets: &[Option<Sheet<'_>>],
    own: Vec<(usize, Placing)>,
    known: &Known,
    passed_over: &mut Vec<PassedOver>,
) -> Vec<(usize, Placing)> {
    let on: BTreeSet<usize> = own.iter().map(|(sheet, _)| *sheet).collect();
    if on.len() < 2 {
        return own;
    }
    let years: Vec<(usize, i32)> =
        own.iter().filter_map(|(index, placing)| Some((*index, year_of(sheets[*index].as_ref()?, placing)?))).collect();
    let wanted = known.year.or_else(|| titles_year(document)).or_else(|| years.iter().map(|(_, year)| *year).max());
    let against = |index: usize| -> Option<Why> {
        let sheet = sheets[index].as_ref()?;
        let name = sheet.grid.name.as_deref().unwrap_or_default();
        let mut placings = own.iter().filter(|(of, _)| *of == index).map(|(_, placing)| placing);
        let is_other_year = |(of, year): &(usize, i32)| *of == index && Some(*year) != wanted;
        if placings.all(|placing| is_blank(sheet, placing)) {
            Some(Why::Blank)
        } else if ["示例", "样例", "样表", "范例", "模板", "说明"].iter().any(|word| name.contains(word)) {
            Some(Why::Example)
        } else if sheet.grid.hidden {
            Some(Why::Hidden)
        } else if years.iter().any(is_other_year)
            || ["上年", "去年", "上一年", "往年"].iter().any(|word| name.contains(word))
        {
            Some(Why::OtherYear)
        } else {
            None
        }
    };
    let verdicts: Vec<(usize, Option<Why>)> = on.iter().map(|&index| (index, against(index))).collect();
    let cells = |index: usize| -> BTreeSet<_> {
        let placings = own.iter().filter(|(of, _)| *of == index);
        placings.flat_map(|(_, placing)| placing.figures.iter().map(|figure| (placing.form, figure.cell))).collect()
    };
    // Of sheets with the same cells the ones with least against them; a table cut over two sheets shares none. What
    // is passed over itself counts against no other.
    let mut dropped: BTreeSet<usize> = BTreeSet::new();
    let mut best_first = verdicts.clone();
    best_first.sort_by_key(|&(index, why)| (why, index));
    for &(index, why) in &best_first {
        let own_cells = cells(index);
        let mut better = best_first.iter().filter(|&(other, of_other)| *of_other < why && !dropped.contains(other));
        if better.any(|(other, _)| !own_cells.is_disjoint(&cells(*other))) {
            dropped.insert(index);
        }
    }
    for (index, why) in verdicts.into_iter().filter(|(index, _)| dropped.contains(index)) {
        let table = own.first().map(|(_, placing)| placing.id.clone()).unwrap_or_default();
        passed_over.extend(why.map(|why| PassedOver { sheet: index, table, why }));
    }
    own.into_iter().filter(|(index, _)| !dropped.contains(index)).collect()
}

/// Whether no figure of a placing has any content.
pub(super) fn is_blank(sheet: &Sheet<'_>, placing: &Placing) -> bool {
    placing.figures.iter().all(|figure| figure.is_blank(sheet))
}

/// The year that the document's title names, where only one does or all name one year.
fn titles_year(document: &Document) -> Option<i32> {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Heading(heading) => vec![heading.text.as_str()],
        Block::Paragraph(paragraph) => vec![paragraph.text.as_str()],
        Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
    });
    let titles = document.title.as_deref().into_iter().chain(texts).filter(|text| text.len() < LONG_TITLE);
    let mut years: Vec<i32> = titles.filter_map(|text| identity::read_title(text)?.year).collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

/// The year that a sheet is about, by its name, by a title on it, or by what stands right above the table.
fn year_of(sheet: &Sheet<'_>, placing: &Placing) -> Option<i32> {
    if let Some((year, _, _)) = sheet.grid.name.as_deref().and_then(identity::year_in) {
        return Some(year);
    }
    let above = sheet.contents.iter().rev().filter(|content| content.row <= placing.first_row);
    let mut above = above.filter(|content| content.cell.text.len() < LONG_TITLE);
    let of_title = above.clone().find_map(|content| identity::read_title(&content.cell.text)?.year);
    of_title.or_else(|| {
        let near = above.find(|content| {
            let year = identity::year_in(&content.cell.text);
            let is_year = year.is_some_and(|(_, _, end)| content.cell.text[end..].trim_start().starts_with('年'));
            is_year && content.row + ROWS_OF_A_TITLE >= placing.first_row
        });
        Some(identity::year_in(&near?.cell.text)?.0)
    })
}

/// The edition that explains most bands as a whole and then most figures, of equals the one that lacks fewest; and of
/// the others what it does not have.
fn one_edition(forms: &[Form], own: Vec<(usize, Placing)>) -> Vec<Chosen> {
    let editions: BTreeSet<usize> = own.iter().map(|(_, placing)| placing.form).collect();
    let of_base = |(sheet, placing)| Chosen { sheet, placing, is_addition: false };
    if editions.len() == 1 {
        return own.into_iter().map(of_base).collect();
    }
    let score = |&form: &usize| {
        let of_form = || own.iter().filter(move |(_, placing)| placing.form == form).map(|(_, placing)| placing);
        let found: BTreeSet<CellOfForm> =
            of_form().flat_map(|placing| placing.figures.iter().map(|figure| figure.cell)).collect();
        let bands = of_form().next().map_or(&[][..], |placing| &forms[form].tables[placing.table].bands);
        let whole = bands.iter().enumerate().filter(|(index, band)| is_whole(*index, band, &found)).count();
        let asked: usize = bands.iter().map(|band| band.row_leaves().len() * band.column_leaves().len()).sum();
        (whole, found.len(), Reverse(asked), forms[form].first_year, form)
    };
    let Some(base) = editions.into_iter().max_by_key(score) else { return Vec::new() };
    let (own, others): (Vec<_>, Vec<_>) = own.into_iter().partition(|(_, placing)| placing.form == base);
    let mut chosen: Vec<Chosen> = own.into_iter().map(of_base).collect();
    let mut additions = Vec::new();
    for (sheet, mut placing) in others {
        let on_sheet = || chosen.iter().filter(move |base| base.sheet == sheet).map(|base| &base.placing);
        let claimed: BTreeSet<(usize, usize)> =
            on_sheet().flat_map(|base| &base.figures).map(|figure| (figure.row, figure.column)).collect();
        let is_alone = on_sheet().next().is_none();
        let row_id = |form: usize, table: usize, figure: &Figure| {
            let band = &forms[form].tables[table].bands[figure.cell.0];
            figure.cell.1.map(|row| band.rows.nodes[row].id.clone()).unwrap_or_default()
        };
        let has_row = |figure: &Figure| {
            let row = row_id(placing.form, placing.table, figure);
            let mut of_base = chosen.iter().flat_map(|base| base.placing.figures.iter().map(move |own| (base, own)));
            of_base.any(|(base, own)| is_same_row(&row, &row_id(base.placing.form, base.placing.table, own)))
        };
        let is_known = |figure: &Figure| claimed.contains(&(figure.row, figure.column)) || is_alone && has_row(figure);
        let keep: Vec<bool> = placing.figures.iter().map(|figure| !is_known(figure)).collect();
        let mut keep = keep.into_iter();
        placing.figures.retain(|_| keep.next().unwrap_or(false));
        if placing.figures.is_empty() {
            continue;
        }
        let contents: BTreeSet<usize> = placing.figures.iter().filter_map(|figure| figure.content).collect();
        for base in chosen.iter_mut().filter(|base| base.sheet == sheet) {
            let base = &mut base.placing;
            base.homeless.retain(|content| !contents.contains(content));
            base.local_rows.retain(|row| row.figures.iter().all(|(_, content)| !contents.contains(content)));
            let rows = placing.figures.iter().map(|figure| figure.row);
            base.last_row = rows.max().unwrap_or(0).max(base.last_row);
        }
        placing.homeless.clear();
        placing.local_rows.clear();
        placing.undecided.clear();
        additions.push(Chosen { sheet, placing, is_addition: true });
    }
    chosen.extend(additions);
    chosen
}

fn is_whole(index: usize, band: &Band, found: &BTreeSet<CellOfForm>) -> bool {
    let columns = band.column_leaves();
    band.row_leaves().into_iter().all(|row| columns.iter().all(|&column| found.contains(&(index, row, column))))
}

/// Whether one row is the other, or contains it: 2019's （六） is 2021's three rows under （六）.
pub(super) fn is_same_row(one: &str, other: &str) -> bool {
    let contains = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
    one == other || contains(one, other) || contains(other, one)
}
