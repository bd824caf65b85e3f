//! The words of a form's band as they are looked for in running text, where labels come in pieces.

use std::collections::{BTreeSet, HashMap};

use nianbao_core::form::{Band, Form, FormTable, Tree};

use crate::label;

/// A label with a slip in it is no longer than this; the longest official one has 36 characters.
const LONGEST_NEAR_LABEL: usize = 60;

/// One band of one edition.
pub(super) struct BandWords<'f> {
    pub(super) form: usize,
    pub(super) first_year: i32,
    /// The table's id and its name in Chinese.
    pub(super) table: &'f str,
    pub(super) table_name: &'f str,
    pub(super) band: &'f Band,
    /// Its place among the table's bands.
    pub(super) index: usize,
    /// Whether no other band of the table stands under it.
    pub(super) is_last: bool,
    /// The rows that hold figures, in printed order; empty where the band is one row without a label.
    pub(super) rows: Vec<RowWords>,
    /// The places of the rows by the wordings of their labels.
    rows_by_words: HashMap<String, Vec<usize>>,
    /// The labels that contain rows and hold no figures.
    row_groups: Vec<String>,
    /// The labels of the columns that hold figures, in printed order, each in every known wording.
    pub(super) columns: Vec<Vec<String>>,
    column_groups: Vec<String>,
    /// Band line, corner, units.
    furniture: Vec<String>,
}

/// A row's label in every known wording, with the official list number and without.
pub(super) struct RowWords {
    /// The node in the band's tree.
    pub(super) node: usize,
    wordings: Vec<String>,
}

/// What a text of a band's words may belong to, when it is no row's label.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    /// To the header: a column's label, the corner, the band's line.
    Header,
    /// To a label that contains rows.
    RowGroup,
}

/// A whole label of a band.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The label of the row of this place.
    Row(usize),
    /// A column's label.
    Column,
    /// The band's line, a label that contains others.
    Other,
}

impl<'f> BandWords<'f> {
    /// The bands of all forms.
    pub(super) fn all(forms: &'f [Form]) -> Vec<Self> {
        let mut bands = Vec::new();
        for (form_index, form) in forms.iter().enumerate() {
            for table in &form.tables {
                for index in 0..table.bands.len() {
                    bands.push(BandWords::new(form_index, form.first_year, table, index));
                }
            }
        }
        bands
    }

    /// The characters of all labels.
    pub(super) fn alphabet(bands: &[Self]) -> BTreeSet<char> {
        let of_band = |band: &Self| -> BTreeSet<char> {
            let rows = band.rows.iter().flat_map(|row| &row.wordings).chain(&band.row_groups);
            let columns = band.columns.iter().flatten().chain(&band.column_groups);
            rows.chain(columns).chain(&band.furniture).flat_map(|wording| wording.chars()).collect()
        };
        bands.iter().flat_map(of_band).collect()
    }

    fn new(form: usize, first_year: i32, table: &'f FormTable, index: usize) -> Self {
        let band = &table.bands[index];
        let leaves = |tree: &'f Tree| tree.leaves().map(|leaf| (leaf, wordings(tree, leaf)));
        let groups = |tree: &'f Tree| {
            let groups = (0..tree.nodes.len()).filter(|&node| !tree.nodes[node].is_leaf);
            groups.flat_map(|node| wordings(tree, node)).collect()
        };
        let row = |(node, wordings): (usize, Vec<String>)| RowWords { node, wordings };
        let furniture = band.label.iter().chain(&band.corner).chain(&band.units_header);
        let mut furniture: Vec<String> = furniture.map(|label| label::words(label)).collect();
        if band.units_header.is_some() {
            furniture.extend(band.rows.nodes.iter().filter_map(|node| node.unit.clone()));
            furniture.push(band.unit.clone());
        }
        let rows: Vec<RowWords> = leaves(&band.rows).map(row).collect();
        let mut rows_by_words: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, row) in rows.iter().enumerate() {
            for wording in &row.wordings {
                let rows = rows_by_words.entry(wording.clone()).or_default();
                if rows.last() != Some(&index) {
                    rows.push(index);
                }
            }
        }
        BandWords {
            form,
            first_year,
            table: &table.id,
            table_name: &table.name.zh,
            band,
            index,
            is_last: index + 1 == table.bands.len(),
            rows,
            rows_by_words,
            row_groups: groups(&band.rows),
            columns: leaves(&band.columns).map(|(_, wordings)| wordings).collect(),
            column_groups: groups(&band.columns),
            furniture,
        }
    }

    /// Whether some row's label begins with these words.
    pub(super) fn begins_a_row(&self, words: &str) -> bool {
        self.row_wordings().any(|(_, wording)| wording.starts_with(words))
    }

    /// Whether the label of this row begins with these words.
    pub(super) fn begins_row(&self, row: usize, words: &str) -> bool {
        self.rows.get(row).is_some_and(|row| row.wordings.iter().any(|wording| wording.starts_with(words)))
    }

    /// The longest wording of a row that the words begin with.
    pub(super) fn row_at_start(&self, words: &str) -> Option<&str> {
        let fitting = self.row_wordings().map(|(_, wording)| wording).filter(|wording| words.starts_with(wording));
        fitting.max_by_key(|wording| wording.len())
    }

    /// The rows with exactly these words for a label, in printed order.
    pub(super) fn rows_of(&self, words: &str) -> &[usize] {
        self.rows_by_words.get(words).map_or(&[], Vec::as_slice)
    }

    fn row_wordings(&self) -> impl Iterator<Item = (usize, &str)> {
        let rows = self.rows.iter().enumerate();
        rows.flat_map(|(index, row)| row.wordings.iter().map(move |wording| (index, wording.as_str())))
    }

    /// What the words may be a piece of.
    pub(super) fn piece_of(&self, words: &str) -> Option<Belongs> {
        let holds = |wordings: &[String]| wordings.iter().any(|wording| wording.contains(words));
        if holds(&self.column_groups) || holds(&self.furniture) || self.columns.iter().any(|column| holds(column)) {
            return Some(Belongs::Header);
        }
        holds(&self.row_groups).then_some(Belongs::RowGroup)
    }

    /// The longest label of no row that the words begin with, and what it belongs to.
    pub(super) fn label_at_start(&self, words: &str) -> Option<(Belongs, &str)> {
        let header = self.column_groups.iter().chain(&self.furniture).chain(self.columns.iter().flatten());
        let header = header.map(|wording| (Belongs::Header, wording));
        let groups = self.row_groups.iter().map(|wording| (Belongs::RowGroup, wording));
        let all = header.chain(groups).map(|(belongs, wording)| (belongs, wording.as_str()));
        all.filter(|(_, wording)| words.starts_with(wording)).max_by_key(|(_, wording)| wording.len())
    }

    /// Which label the words are, if they are a whole one.
    pub(super) fn label(&self, words: &str) -> Option<Label> {
        if let Some(row) = self.rows_of(words).first() {
            return Some(Label::Row(*row));
        }
        if self.is_column(words) {
            return Some(Label::Column);
        }
        self.label_at_start(words).filter(|(_, wording)| *wording == words).map(|_| Label::Other)
    }

    /// Whether a column is called so too.
    pub(super) fn is_column(&self, words: &str) -> bool {
        self.columns.iter().flatten().any(|wording| wording == words)
    }

    /// Whether a label that contains columns is called so.
    pub(super) fn is_column_group(&self, words: &str) -> bool {
        self.column_groups.iter().any(|wording| wording == words)
    }

    /// The wordings of each label that contains columns, and the first of these.
    pub(super) fn first_columns_of_groups(&self) -> Vec<(Vec<String>, usize)> {
        let tree = &self.band.columns;
        let groups = (0..tree.nodes.len()).filter(|&node| !tree.nodes[node].is_leaf);
        let first = |node| {
            let below = tree.leaves_below(node);
            tree.leaves().position(|leaf| below.first() == Some(&leaf))
        };
        groups.filter_map(|node| Some((wordings(tree, node), first(node)?))).collect()
    }

    /// Whether words with a slip or two in them may be a row's label. To be asked only where order and number of the
    /// rows leave no other row.
    pub(super) fn is_near(&self, row: usize, words: &str) -> bool {
        let length = words.chars().count();
        if length > LONGEST_NEAR_LABEL {
            return false;
        }
        self.rows[row].wordings.iter().any(|wording| {
            let wanted = wording.chars().count();
            let dropped = length >= 4 && length * 2 >= wanted && is_subsequence(words, wording);
            dropped || length >= 4 && strsim::levenshtein(words, wording) * 4 <= wanted
        })
    }
}

/// The wordings of a label, with the official list number and without.
fn wordings(tree: &Tree, node: usize) -> Vec<String> {
    let node = &tree.nodes[node];
    let number = number_words(&node.label);
    let mut wordings: Vec<String> = Vec::new();
    for wording in std::iter::once(&node.label).chain(&node.variants) {
        let words = label::normalize(wording);
        if !number.is_empty() {
            wordings.push(format!("{number}{words}"));
        }
        wordings.push(words);
    }
    wordings
}

fn number_words(label: &str) -> String {
    let (_, rest) = label::split_number(label);
    label::words(&label[..label.len() - rest.len()])
}

/// Whether a text is what is left of another when characters are dropped.
fn is_subsequence(text: &str, of: &str) -> bool {
    let mut rest = of.chars();
    text.chars().all(|c| rest.any(|other| other == c))
}
