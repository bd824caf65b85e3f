//! The statutory tables of a file: each made from the form with everything that its hazards do to it.

use std::collections::BTreeMap;

use nianbao_core::form::FormTable;

use super::{Group, Maker};
use crate::accuracy::disorder::shape::{self, Below, Merging};
use crate::accuracy::disorder::structure;
use crate::accuracy::hazard::Hazard;
use crate::accuracy::model::{Cell, Content, Role, Table};
use crate::layout::table::place;
use crate::random::Random;
use crate::{Figures, form};

impl Maker<'_> {
    /// Every table of the report in the order in which they stand.
    pub(super) fn groups(&self, contents: &BTreeMap<String, Content>, random: &mut Random) -> Vec<Group> {
        let mut groups: Vec<Group> =
            self.subject.tables.iter().map(|table| self.group(table, contents, random)).collect();
        if self.has(Hazard::TablesReordered) {
            random.shuffle(&mut groups);
        }
        groups
    }

    fn group(&self, table: &FormTable, contents: &BTreeMap<String, Content>, random: &mut Random) -> Group {
        let mut table = table.clone();
        if self.has(Hazard::BandLabelsMissing) {
            table.bands.iter_mut().for_each(|band| band.label = None);
        }
        let heading = form().part_of_table(&table.id).map_or("附表".to_owned(), |part| {
            let number = usize::from(part) - 1;
            let heading = self.typist.heading(random, &form().parts[number].heading);
            format!("{}、{heading}", ["一", "二", "三", "四", "五", "六"][number])
        });
        let apart = (self.has(Hazard::BandsApart) || self.has(Hazard::TransposedBands)) && table.bands.len() > 1;
        let forms: Vec<FormTable> = if apart {
            let alone = |band: &nianbao_core::form::Band| FormTable { bands: vec![band.clone()], ..table.clone() };
            table.bands.iter().map(alone).collect()
        } else {
            vec![table.clone()]
        };
        let mut pieces = Vec::new();
        for form in &forms {
            pieces.extend(self.pieces(form, contents, random));
        }
        if self.has(Hazard::TitleRowInTable)
            && let Some(first) = pieces.first_mut()
        {
            structure::add_title_row(first, &heading);
        }
        pieces.iter_mut().for_each(|piece| self.move_and_hide(piece, random));
        Group { id: table.id.clone(), name: table.name.zh.clone(), heading, pieces }
    }

    /// One table, or a band of it, with everything that changes its rows and columns.
    fn pieces(&self, form: &FormTable, contents: &BTreeMap<String, Content>, random: &mut Random) -> Vec<Table> {
        let mut table = self.table(form, contents, random);
        if self.has(Hazard::ExtraRows) {
            structure::add_local_rows(&mut table, random);
        }
        let is_list = form.bands.iter().all(|band| band.rows.nodes.is_empty());
        let is_transposed = (self.has(Hazard::TransposedTableFour) && is_list)
            || (self.has(Hazard::TransposedBands) && form.id == "disclosure" && random.chance(60));
        if is_transposed {
            shape::transpose(&mut table);
        } else if self.has(Hazard::HeaderLabelOverTwoCells) {
            structure::break_header_labels(&mut table, random);
        }
        let below = [
            (Hazard::HeaderRepeated, Below::SameTableWithHeader),
            (Hazard::SplitWithHeader, Below::NewTableWithHeader),
            (Hazard::SplitWithoutHeader, Below::NewTable),
        ];
        let below = below.iter().find(|(hazard, _)| self.has(*hazard));
        let mut pieces = match below {
            Some((_, below)) => shape::cut(table, *below, random),
            None => vec![table],
        };
        for piece in &mut pieces {
            self.change_columns(piece, is_transposed, random);
        }
        pieces
    }

    fn table(&self, form: &FormTable, contents: &BTreeMap<String, Content>, random: &mut Random) -> Table {
        let typist = &self.typist;
        let placed = place(form, &Figures::new(), &mut |label, variants| typist.label(random, label, variants));
        let mut cells: Vec<Cell> = placed.cells.into_iter().map(Cell::from).collect();
        for cell in &mut cells {
            if let Role::Figure(id) = &cell.role {
                cell.content = contents.get(id).cloned().unwrap_or(Content::Text(String::new()));
            }
        }
        let mut table = Table { cells, rows: placed.rows, columns: placed.columns, ..Table::default() };
        if let [band] = form.bands.as_slice()
            && band.label.is_none()
        {
            table.header_rows = u32::try_from(band.columns.depth()).expect("a header has few rows");
        }
        table
    }

    fn change_columns(&self, table: &mut Table, is_transposed: bool, random: &mut Random) {
        if self.has(Hazard::RowNumbers) && !is_transposed {
            structure::number_rows(table);
        }
        if self.has(Hazard::RemarksColumn) && !is_transposed {
            structure::add_remarks(table, random);
        }
        let merging = [
            (Hazard::LabelsInFirstCellOnly, Merging::FirstCellOnly),
            (Hazard::LabelsRepeated, Merging::Repeated),
            (Hazard::MergingMixed, Merging::Mixed),
        ];
        if let Some((_, merging)) = merging.iter().find(|(hazard, _)| self.has(*hazard)) {
            shape::unmerge(table, *merging, random);
        }
        if self.has(Hazard::SeparatorRows) {
            shape::separate_rows(table, random);
        }
        if self.has(Hazard::SeparatorColumns) {
            shape::separate_columns(table, random);
        }
        if self.has(Hazard::LeadingEmptyColumn) {
            shape::insert_column(table, 0);
        }
        if self.has(Hazard::TrailingEmptyCells) {
            shape::trail(table, random);
        }
    }

    fn move_and_hide(&self, table: &mut Table, random: &mut Random) {
        let small = |number: usize| u32::try_from(number).expect("a small number");
        if self.has(Hazard::Moved) {
            table.moved = (small(random.below(13)), small(random.below(9)));
        }
        let figures: Vec<(u32, u32)> =
            table.cells.iter().filter(|cell| cell.id().is_some()).map(|cell| (cell.row, cell.column)).collect();
        if figures.is_empty() {
            return;
        }
        if self.has(Hazard::HiddenRows) {
            table.hidden_rows.extend((0..1 + random.below(3)).map(|_| random.pick(&figures).0));
        }
        if self.has(Hazard::HiddenColumns) {
            table.hidden_columns.insert(random.pick(&figures).1);
        }
    }
}
