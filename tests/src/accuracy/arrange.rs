//! From a report to a file's pages: its tables put among the text, or on sheets, as the kind of file has it.

mod groups;

use std::collections::BTreeMap;

use super::disorder::labels::Typist;
use super::disorder::{around, values};
use super::hazard::{Hazard, Hazards};
use super::model::{Content, File, Item, Line, LineKind, Page, Role, Table};
use super::{Kind, Subject};
use crate::prose;
use crate::random::Random;
use crate::{Figures, form};

/// A file to be written, and the figures that its reader sees.
pub(crate) struct Arranged {
    pub(crate) file: File,
    pub(crate) figures: Figures,
}

/// Lays a report out with the hazards given.
pub(crate) fn arrange(subject: &Subject, kind: Kind, hazards: &Hazards, random: &mut Random) -> Arranged {
    let contents = values::contents(subject, kind, hazards, random);
    let figures = values::printed(&contents);
    let maker = Maker { subject, hazards, typist: Typist::new(hazards) };
    let groups = maker.groups(&contents, random);
    let on_sheets = kind.is_workbook() || (kind == Kind::Csv && hazards.has(Hazard::SideBySide));
    let mut pages = if on_sheets { maker.sheets(groups, random) } else { vec![maker.flow(groups, random)] };
    for (name, contents, hidden) in maker.copies(random) {
        let items = maker.groups(&contents, random).into_iter().flat_map(|group| maker.surrounded(group)).collect();
        let page = Page { name, hidden, items };
        let place = random.below(pages.len() + 1);
        pages.insert(if kind.is_workbook() { place } else { pages.len() }, without_ids(page));
    }
    for page in around::other_pages(subject, hazards, random) {
        let place = random.below(pages.len() + 1);
        pages.insert(if kind.is_workbook() { place } else { pages.len() }, page);
    }
    if kind == Kind::Csv {
        let items = pages.drain(..).flat_map(|page| page.items).collect();
        pages.push(Page { items, ..Page::default() });
    }
    Arranged { file: File { pages }, figures }
}

/// One statutory table, perhaps in several pieces, with its heading.
struct Group {
    /// The table's id.
    id: String,
    name: String,
    heading: String,
    pieces: Vec<Table>,
}

struct Maker<'a> {
    subject: &'a Subject,
    hazards: &'a Hazards,
    typist: Typist,
}

impl Maker<'_> {
    fn has(&self, hazard: Hazard) -> bool {
        self.hazards.has(hazard)
    }

    /// Copies of the tables that are not this year's figures: sheet name, contents, whether it is hidden.
    fn copies(&self, random: &mut Random) -> Vec<(String, BTreeMap<String, Content>, bool)> {
        let last_year = self.subject.year - 1;
        let mut copies = Vec::new();
        if self.has(Hazard::LastYearHidden) {
            copies.push((format!("{last_year}年备份"), values::of_another_year(self.subject, random), true));
        }
        if self.has(Hazard::LastYearNamed) {
            copies.push((format!("{last_year}年"), values::of_another_year(self.subject, random), false));
        }
        if self.has(Hazard::BlankTemplate) {
            copies.push(("空表样".to_owned(), values::of_a_template(self.subject), false));
        }
        copies
    }

    /// A table's pieces with its heading and what stands around it.
    fn surrounded(&self, group: Group) -> Vec<Item> {
        let mut items = vec![Item::Line(Line { kind: LineKind::Heading, text: group.heading })];
        around::above(self.hazards, &mut items);
        items.extend(group.pieces.into_iter().map(Item::Table));
        around::below(self.hazards, &mut items);
        items
    }

    /// The text, with each table under its heading, or all at the end.
    fn flow(&self, mut groups: Vec<Group>, random: &mut Random) -> Page {
        let mut items = Vec::new();
        if self.has(Hazard::NoProse) {
            items.extend(groups.into_iter().flat_map(|group| self.surrounded(group)));
            return page("年报", items);
        }
        let at_the_end = self.has(Hazard::TablesAtTheEnd) || self.has(Hazard::TablesReordered);
        for line in self.subject.prose().lines() {
            let part = form()
                .parts
                .iter()
                .find(|part| line.kind == prose::LineKind::Heading && line.text.ends_with(&part.heading));
            let table = part.and_then(|part| part.table.as_ref());
            match groups.iter().position(|group| Some(&group.id) == table && !at_the_end) {
                Some(place) => items.extend(self.surrounded(groups.remove(place))),
                None => items.push(Item::Line(self.line(line, random))),
            }
        }
        items.extend(groups.into_iter().flat_map(|group| self.surrounded(group)));
        page("年报", items)
    }

    fn line(&self, line: prose::Line, random: &mut Random) -> Line {
        let kind = match line.kind {
            prose::LineKind::Title => LineKind::Title,
            prose::LineKind::Heading => LineKind::Heading,
            prose::LineKind::Subheading => LineKind::Subheading,
            prose::LineKind::Paragraph => LineKind::Paragraph,
        };
        let text = match (kind, line.text.split_once('、')) {
            (LineKind::Heading, Some((number, heading))) => {
                format!("{number}、{}", self.typist.heading(random, heading))
            }
            _ => line.text,
        };
        Line { kind, text }
    }

    /// The sheets of a workbook.
    fn sheets(&self, groups: Vec<Group>, random: &mut Random) -> Vec<Page> {
        if self.has(Hazard::ProseOnTheSameSheet) && !self.has(Hazard::NoProse) {
            return vec![self.flow(groups, random)];
        }
        let mut pages = Vec::new();
        if !self.has(Hazard::NoProse) {
            let lines = self.subject.prose().lines();
            let items = lines.into_iter().map(|line| Item::Line(self.line(line, random))).collect();
            pages.push(page("文字", items));
        }
        let tables = self.table_sheets(groups, random);
        let hidden = if self.has(Hazard::HiddenSheet) { random.below(tables.len()) } else { tables.len() };
        pages.extend(tables.into_iter().enumerate().map(|(index, page)| Page { hidden: index == hidden, ..page }));
        pages
    }

    fn table_sheets(&self, groups: Vec<Group>, random: &mut Random) -> Vec<Page> {
        let sheets = match groups.len() {
            count if self.has(Hazard::TwoSheets) => count.min(2),
            _ if [Hazard::OneSheet, Hazard::SideBySide, Hazard::NoGapBetweenTables]
                .into_iter()
                .any(|one| self.has(one)) =>
            {
                1
            }
            count => count,
        };
        let mut pages: Vec<Page> = Vec::new();
        for (index, mut group) in groups.into_iter().enumerate() {
            if index > 0
                && self.has(Hazard::SideBySide)
                && let Some(first) = group.pieces.first_mut()
            {
                first.beside = true;
            }
            let name = format!(
                "{}{}",
                if self.has(Hazard::LastYearNamed) { format!("{}年", self.subject.year) } else { String::new() },
                group.name.chars().take(8).collect::<String>()
            );
            // The pieces of a cut table stand on sheets of their own as often as below each other.
            let rest = if sheets > 1 && group.pieces.len() > 1 && random.chance(50) {
                group.pieces.split_off(1)
            } else {
                Vec::new()
            };
            // Beside the table before it there is no room for a heading.
            let beside = group.pieces.first().is_some_and(|first| first.beside);
            let items = if beside || random.chance(30) {
                group.pieces.into_iter().map(Item::Table).collect()
            } else {
                self.surrounded(group)
            };
            match pages.last_mut().filter(|_| index >= sheets) {
                Some(page) => page.items.extend(items),
                None => pages.push(page(&name, items)),
            }
            for (number, piece) in (2..).zip(rest) {
                pages.push(page(&format!("{name}({number})"), vec![Item::Table(piece)]));
            }
        }
        pages
    }
}

fn page(name: &str, items: Vec<Item>) -> Page {
    Page { name: name.to_owned(), hidden: false, items }
}

/// A page whose figures are nobody's: they are not the report's.
fn without_ids(mut page: Page) -> Page {
    for item in &mut page.items {
        if let Item::Table(table) = item {
            for cell in table.cells.iter_mut().filter(|cell| cell.id().is_some()) {
                cell.role = Role::Other;
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::accuracy::{built_in, sheet};

    /// No two cells cover one position.
    #[track_caller]
    fn do_not_overlap<'a>(cells: impl Iterator<Item = &'a crate::accuracy::model::Cell>, what: &str) {
        let mut covered = BTreeSet::new();
        for cell in cells {
            for row in cell.row..cell.end_row() {
                for column in cell.column..cell.end_column() {
                    assert!(covered.insert((row, column)), "{what}: {cell:?} covers another cell");
                }
            }
        }
    }

    #[test]
    fn every_figure_stands_once_in_any_layout() {
        for subject in built_in() {
            for seed in 0..40 {
                for kind in [Kind::Xlsx, Kind::Docx, Kind::Csv] {
                    let mut random = Random::new(seed);
                    let hazards = Hazards::random(kind, &mut random);
                    let what = format!("{} {} {seed} {:?}", subject.name, kind.name(), hazards.names());
                    let Arranged { file, figures } = arrange(&subject, kind, &hazards, &mut random);
                    let sheets = sheet::sheets(&file, &hazards);
                    let mut seen = BTreeSet::new();
                    for sheet in &sheets {
                        do_not_overlap(sheet.cells.iter(), &what);
                        for cell in &sheet.cells {
                            let Some(id) = cell.id() else { continue };
                            assert!(seen.insert(id.to_owned()), "{what}: {id} stands twice");
                            assert_eq!(cell.content.text(), figures[id], "{what}: {id}");
                        }
                    }
                    assert!(seen.iter().eq(subject.figures.keys()), "{what}: a figure is missing");
                    let names: BTreeSet<&String> = file.pages.iter().map(|page| &page.name).collect();
                    assert_eq!(names.len(), file.pages.len(), "{what}: two sheets of one name");
                }
            }
        }
    }
}
