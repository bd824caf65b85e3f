//! The ways in which offices keep the form: official, or any disorder that must change nothing in what is read.

use nianbao_core::form::Form;

use super::sheets::{cell, prose_sheet, unrelated_sheet};
use super::table::{Placed, place};
use super::wording::Wording;
use super::{Role, Sheet, SheetCell, Value, Workbook};
use crate::Figures;
use crate::prose::Prose;
use crate::random::Random;

/// A layout; every field is one hazard, so that a failing seed's `Debug` output says what it met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Fixes every choice below the level of these fields: which labels are struck, how far tables are moved.
    pub seed: u64,
    /// The order of the tables, by their position in the form; empty for the form's own.
    pub order: Vec<usize>,
    /// How many sheets the tables share, below each other; 0 for one sheet a table.
    pub table_sheets: usize,
    /// How many sheets without any statutory table stand among the others.
    pub unrelated_sheets: usize,
    /// How labels and figures that cover several cells are kept.
    pub merging: Merging,
    /// How labels are typed.
    pub wording: Wording,
    /// Tables begin up to twelve rows down and eight columns to the right; else at the corner.
    pub moved: bool,
    /// The first column is empty, as where a margin was wanted.
    pub leading_column: bool,
    /// Empty rows and columns within tables, put in for looks.
    pub separators: bool,
    /// Some figures are text, with the green corner in Excel.
    pub figures_as_text: bool,
    /// Each table stands under its part's heading.
    pub headings: bool,
    /// Remarks stand above and below tables: the unit, who filled it in, when.
    pub remarks: bool,
}

/// How what covers several cells is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merging {
    /// As merged cells.
    Merged,
    /// Unmerged, the text in the first cell only.
    FirstCellOnly,
    /// Unmerged, labels repeated in every cell that they cover; figures stand once.
    Repeated,
}

impl Layout {
    /// The form as printed, one sheet a table under its heading.
    pub fn official() -> Self {
        Layout {
            seed: 0,
            order: Vec::new(),
            table_sheets: 0,
            unrelated_sheets: 0,
            merging: Merging::Merged,
            wording: Wording::default(),
            moved: false,
            leading_column: false,
            separators: false,
            figures_as_text: false,
            headings: true,
            remarks: false,
        }
    }

    /// The layout of a seed, for a form of three tables: on one to five sheets.
    pub fn random(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut order = vec![0, 1, 2];
        random.shuffle(&mut order);
        Layout {
            seed,
            order,
            table_sheets: 1 + random.below(3),
            unrelated_sheets: if random.chance(50) { 0 } else { 1 + random.below(2) },
            merging: *random.pick(&[Merging::Merged, Merging::FirstCellOnly, Merging::Repeated]),
            wording: Wording::random(&mut random),
            moved: random.chance(70),
            leading_column: random.chance(30),
            separators: random.chance(30),
            figures_as_text: random.chance(40),
            headings: random.chance(50),
            remarks: random.chance(50),
        }
    }

    /// The workbook of a report in this layout; the prose, where given, has a sheet of its own, the first.
    pub fn workbook(&self, form: &Form, figures: &Figures, prose: Option<&Prose>) -> Workbook {
        let mut random = Random::new(self.seed.wrapping_add(1));
        let order =
            if self.order.len() == form.tables.len() { self.order.clone() } else { (0..form.tables.len()).collect() };
        let sheet_count = if self.table_sheets == 0 { order.len() } else { self.table_sheets.min(order.len()) };
        let mut sheets: Vec<Sheet> = Vec::new();
        for (position, &table) in order.iter().enumerate() {
            // The first tables get a sheet each, the rest share the last.
            let new_sheet = position < sheet_count;
            if new_sheet {
                sheets.push(self.table_sheet(form, table, position));
            }
            let sheet = sheets.last_mut().expect("the first table opens a sheet");
            self.put_table(sheet, form, table, figures, &mut random);
        }
        for number in 0..self.unrelated_sheets {
            let place = random.below(sheets.len() + 1);
            sheets.insert(place, unrelated_sheet(number));
        }
        if let Some(prose) = prose {
            sheets.insert(0, prose_sheet(prose, u32::from(self.leading_column)));
        }
        Workbook { sheets }
    }

    fn table_sheet(&self, form: &Form, table: usize, position: usize) -> Sheet {
        let official = [("disclosure", "主动公开"), ("requests", "申请情况"), ("disputes", "复议诉讼")];
        let id = &form.tables[table].id;
        let own_name = official.iter().find(|(table, _)| table == id).map(|(_, name)| *name);
        let own_sheets = self.table_sheets == 0;
        Sheet {
            name: own_name.filter(|_| own_sheets).map_or_else(|| format!("Sheet{}", position + 1), str::to_owned),
            widths: if own_sheets { form.tables[table].widths.clone() } else { Vec::new() },
            cells: Vec::new(),
        }
    }

    /// Puts a table below what the sheet holds already, with what belongs around it.
    fn put_table(&self, sheet: &mut Sheet, form: &Form, table: usize, figures: &Figures, random: &mut Random) {
        let table = &form.tables[table];
        let mut placed = place(table, figures, &mut |label, variants| self.wording.apply(random, label, variants));
        self.unmerge(&mut placed);
        if self.separators {
            for _ in 0..random.below(3) {
                // Not above the first row, which would only move the table.
                placed.insert_row(1 + random.below(placed.rows as usize - 1) as u32);
            }
            for _ in 0..random.below(3) {
                placed.insert_column(1 + random.below(placed.columns as usize - 1) as u32);
            }
        }
        if self.figures_as_text {
            for cell in &mut placed.cells {
                if let Value::Number(number) = &cell.value
                    && random.chance(33)
                {
                    cell.value = Value::Text(number.clone());
                }
            }
        }
        let used = sheet.cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        let (down, right) = if self.moved { (random.below(13), random.below(9)) } else { (0, 0) };
        let mut row = used + u32::from(used > 0) + down as u32;
        let column = u32::from(self.leading_column) + right as u32;
        if self.headings
            && let Some(part) = form.part_of_table(&table.id)
        {
            let heading = &form.parts[usize::from(part) - 1].heading;
            let numeral = ["一", "二", "三", "四", "五", "六"][usize::from(part) - 1];
            let text = format!("{numeral}、{heading}");
            let span = if self.merging == Merging::Merged { placed.columns } else { 1 };
            sheet.cells.push(cell(row, column, span, Role::Heading, text));
            row += 1;
        }
        if self.remarks {
            let unit = format!("单位：{}", table.bands[0].unit);
            sheet.cells.push(cell(row, column + placed.columns - 1, 1, Role::Remark, unit));
            row += 1;
        }
        for mut cell in placed.cells {
            cell.row += row;
            cell.column += column;
            sheet.cells.push(cell);
        }
        if self.remarks {
            let below = row + placed.rows;
            let texts = ["注：统计数据截至当年12月31日。", "填表人：张某    审核人：李某    填表日期：2025年1月10日"];
            sheet.cells.push(cell(below, column, 1, Role::Remark, texts[0].to_owned()));
            sheet.cells.push(cell(below + 1, column, 1, Role::Remark, texts[1].to_owned()));
        }
    }

    fn unmerge(&self, placed: &mut Placed) {
        if self.merging == Merging::Merged {
            return;
        }
        let cells = std::mem::take(&mut placed.cells);
        for cell in cells {
            let repeat = self.merging == Merging::Repeated && cell.role == Role::Label;
            let (rows, columns) = if repeat { (cell.row_span, cell.column_span) } else { (1, 1) };
            for row in 0..rows {
                for column in 0..columns {
                    placed.cells.push(SheetCell {
                        row: cell.row + row,
                        column: cell.column + column,
                        row_span: 1,
                        column_span: 1,
                        ..cell.clone()
                    });
                }
            }
        }
    }
}
