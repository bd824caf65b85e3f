//! A statutory table as a grid: header trees, spans, row labels and figures, all from the form.

use nianbao_core::document::{Cell, CellRole, Grid};
use nianbao_core::form::{Band, Equation, FormCell, FormTable, Tree};
use nianbao_core::report::Table;

/// The grid that prints a table; with `None`, the blank form.
///
/// Bands stand under each other. Row labels take as many columns as the deepest label has levels, and a band with fewer
/// columns than the table lets its last one take the rest.
pub fn table_grid(form: &FormTable, read: Option<&Table>) -> Grid {
    let header_columns = form.bands.iter().map(Band::label_columns).max().unwrap_or(0);
    let data_columns = form.bands.iter().map(|band| band.column_leaves().len()).max().unwrap_or(0);
    let mut grid = Grid {
        name: Some(form.name.zh.clone()),
        table: Some(form.id.clone()),
        columns: small(header_columns + data_columns),
        header_columns: small(header_columns),
        widths: form.widths.clone(),
        ..Grid::default()
    };
    let mut builder = Builder { form, read, grid: &mut grid, header_columns, data_columns, row: 0 };
    for band_index in 0..form.bands.len() {
        builder.band(band_index);
    }
    grid.rows = small(builder.row);
    if let [band] = form.bands.as_slice() {
        grid.header_rows = small(usize::from(band.label.is_some()) + band.columns.depth());
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    grid
}

struct Builder<'a> {
    form: &'a FormTable,
    read: Option<&'a Table>,
    grid: &'a mut Grid,
    header_columns: usize,
    data_columns: usize,
    row: usize,
}

impl Builder<'_> {
    fn band(&mut self, band_index: usize) {
        let form = self.form;
        let band = &form.bands[band_index];
        if let Some(label) = &band.label {
            let columns = self.header_columns + self.data_columns;
            self.push(self.row, 0, 1, columns, label, CellRole::Header);
            self.row += 1;
        }
        self.header(band);
        if band.units_header.is_some() {
            self.list(band_index);
            return;
        }
        for row in band.row_leaves() {
            self.row_labels(band, row);
            for (position, column) in band.column_leaves().into_iter().enumerate() {
                let cell = FormCell { table: form, band_index, row, column };
                self.figure(band, cell, position);
            }
            self.row += 1;
        }
    }

    /// The rows of a band whose labels are a list: a row each, what a label contains further in, and units beside.
    fn list(&mut self, band_index: usize) {
        const NOTHING: &str = "——";
        let form = self.form;
        let band = &form.bands[band_index];
        let columns = band.column_leaves();
        for (index, node) in band.rows.nodes.iter().enumerate() {
            let label = format!("{}{}", "\u{3000}".repeat(node.depth), node.label);
            self.push(self.row, 0, 1, 1, &label, CellRole::Label);
            let unit = node.unit.as_deref().unwrap_or(&band.unit);
            self.push(self.row, 1, 1, 1, if node.is_leaf { unit } else { NOTHING }, CellRole::Label);
            for (position, &column) in columns.iter().enumerate() {
                if node.is_leaf {
                    let cell = FormCell { table: form, band_index, row: Some(index), column };
                    self.figure(band, cell, position);
                } else {
                    self.push(self.row, self.column_of(position), 1, 1, NOTHING, CellRole::Label);
                }
            }
            self.row += 1;
        }
    }

    fn header(&mut self, band: &Band) {
        let depth = band.columns.depth();
        let corner = band.corner.as_deref().unwrap_or_default();
        if let Some(units) = &band.units_header {
            self.push(self.row, 0, depth, 1, corner, CellRole::Header);
            self.push(self.row, 1, depth, 1, units, CellRole::Header);
        } else if self.header_columns > 0 {
            self.push(self.row, 0, depth, self.header_columns, corner, CellRole::Header);
        }
        let leaves = band.column_leaves();
        for (index, node) in band.columns.nodes.iter().enumerate() {
            let below = positions_below(&band.columns, index, &leaves);
            let first = self.column_of(below.start);
            let end = if below.end == leaves.len() {
                self.header_columns + self.data_columns
            } else {
                self.column_of(below.end)
            };
            let rows = if node.is_leaf { depth - node.depth } else { 1 };
            self.push(self.row + node.depth, first, rows, end - first, &node.label, CellRole::Header);
        }
        self.row += depth;
    }

    fn row_labels(&mut self, band: &Band, row: Option<usize>) {
        let Some(row) = row else { return };
        for index in band.rows.path(row) {
            let node = &band.rows.nodes[index];
            let leaves = band.rows.leaves_below(index);
            if leaves.first() == Some(&row) {
                let columns = if node.is_leaf { self.header_columns - node.depth } else { 1 };
                self.push(self.row, node.depth, leaves.len(), columns, &node.label, CellRole::Label);
            }
        }
    }

    fn figure(&mut self, band: &Band, form_cell: FormCell<'_>, position: usize) {
        let last = position + 1 == band.column_leaves().len();
        let first = self.column_of(position);
        let end = if last { self.header_columns + self.data_columns } else { first + 1 };
        let value = self.read.and_then(|read| read.cells.get(&form_cell.key()));
        let text = value.map(ToString::to_string).unwrap_or_default();
        let id = form_cell.id();
        let cell = self.push(self.row, first, 1, end - first, &text, CellRole::Data);
        cell.headers = form_cell.labels().into_iter().map(|node| node.label.clone()).collect();
        cell.input = Some(form_cell.input());
        cell.sum_of =
            form_cell.table.equations.iter().find_map(|equation| parts_of_sum(equation, &id)).unwrap_or_default();
        cell.id = Some(id);
    }

    fn push(
        &mut self,
        row: usize,
        column: usize,
        rows: usize,
        columns: usize,
        text: &str,
        role: CellRole,
    ) -> &mut Cell {
        let mut cell = Cell::new(small(row), small(column), text);
        cell.row_span = small(rows);
        cell.column_span = small(columns);
        cell.role = Some(role);
        self.grid.cells.push(cell);
        self.grid.cells.last_mut().expect("it was pushed just now")
    }

    /// The grid column of a band's leaf by its position.
    fn column_of(&self, position: usize) -> usize {
        self.header_columns + position
    }
}

/// Which of the leaves, by position, stand below a node; they are neighbours because a tree is in printed order.
fn positions_below(tree: &Tree, node: usize, leaves: &[usize]) -> std::ops::Range<usize> {
    let start = leaves.iter().position(|&leaf| tree.contains(node, leaf)).unwrap_or(0);
    let count = leaves.iter().filter(|&&leaf| tree.contains(node, leaf)).count();
    start..start + count
}

/// The cells that add up to `total`, where the equation says so of this year's figures alone.
fn parts_of_sum(equation: &Equation, total: &str) -> Option<Vec<String>> {
    let [left] = equation.left.as_slice() else { return None };
    let plain = equation.right.iter().all(|term| !term.negative && !term.prior);
    (left.cell == total && !left.prior && plain).then(|| equation.right.iter().map(|term| term.cell.clone()).collect())
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a form has no four billion rows")
}

#[cfg(test)]
mod tests {
    use nianbao_core::form;

    use super::*;

    fn grid(id: &str) -> Grid {
        let form = form::builtin().iter().find(|form| form.edition == "2021").unwrap();
        table_grid(form.table(id).unwrap(), None)
    }

    /// Every position is covered by exactly one cell.
    #[track_caller]
    fn assert_tiled(grid: &Grid) {
        let mut covered = vec![0; (grid.rows * grid.columns) as usize];
        for cell in &grid.cells {
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    covered[(row * grid.columns + column) as usize] += 1;
                }
            }
        }
        assert!(covered.iter().all(|&count| count == 1), "{covered:?}");
    }

    #[test]
    fn tables_have_the_official_shape() {
        for (id, rows, columns, header_rows) in
            [("disclosure", 14, 4, 0), ("requests", 28, 10, 3), ("disputes", 4, 15, 3)]
        {
            let grid = grid(id);
            assert_eq!((grid.rows, grid.columns, grid.header_rows), (rows, columns, header_rows), "{id}");
            assert_tiled(&grid);
        }
    }

    #[test]
    fn the_statistics_of_2014_are_a_list_with_units() {
        let form = form::builtin().iter().find(|form| form.edition == "2014").unwrap();
        let grid = table_grid(form.table("statistics").unwrap(), None);
        assert_eq!((grid.rows, grid.columns, grid.header_rows, grid.header_columns), (66, 3, 1, 2));
        assert_tiled(&grid);
        let fees = grid.cells.iter().find(|cell| cell.text == "七、依申请公开信息收取的费用").unwrap();
        let unit = grid.cells.iter().find(|cell| (cell.row, cell.column) == (fees.row, 1)).unwrap();
        assert_eq!(unit.text, "万元");
    }

    #[test]
    fn the_outcome_label_spans_22_rows_and_figures_know_their_headers() {
        let grid = grid("requests");
        let outcome = grid.cells.iter().find(|cell| cell.text == "三、本年度办理结果").unwrap();
        assert_eq!((outcome.row_span, outcome.column_span), (22, 1));
        let id = "requests.handled.denied.state_secret.business";
        let figure = grid.cells.iter().find(|cell| cell.id.as_deref() == Some(id)).unwrap();
        let headers =
            ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "申请人情况", "法人或其他组织", "商业企业"];
        assert_eq!(figure.headers, headers);
    }
}
