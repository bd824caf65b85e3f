//! What is known of every element of the page before it is read: how much text, how many links, which tables.
//!
//! One walk counts; [`super::article`] and [`super::flow`] decide by the counts what belongs to the article.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::node::Element;

use super::dom::{self, Look, Node, Visitor};

/// A figure has no more characters.
const FIGURE: u32 = 16;
/// A cell longer than this is prose, one longer than the second is an article.
const SHORT_CELL: u32 = 120;
const LONG_CELL: u32 = 400;

/// The counts of all visible elements.
#[derive(Debug, Default)]
pub(super) struct Survey {
    counts: HashMap<NodeId, Counts>,
    /// Tables that only place things on the page.
    layout_tables: HashSet<NodeId>,
    /// The elements in the order of the page whose name or class is one that articles have.
    pub(super) candidates: Vec<NodeId>,
}

/// What stands inside an element; text is counted in characters that are no white space.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) text: u32,
    /// The part of the text that is links.
    pub(super) linked: u32,
    pub(super) links: u32,
    /// Commas and full stops outside of links: what running text has and navigation has not.
    pub(super) marks: u32,
    /// Tables of data.
    pub(super) tables: u32,
    /// Those with figures, or with blanks for them.
    pub(super) figure_tables: u32,
    /// Whether it names the page's registration, as the foot of every Chinese site must.
    pub(super) has_registration: bool,
    /// Whether it says where on the site the page is.
    pub(super) has_location: bool,
}

impl Survey {
    /// Counts what is inside a page's body.
    pub(super) fn new(body: Node<'_>) -> Self {
        let mut counter = Counter { survey: Survey::default(), open: Vec::new(), tables: Vec::new(), links: 0 };
        dom::walk(body, &mut counter);
        counter.survey
    }

    /// The counts of an element; none of one that is hidden.
    pub(super) fn counts(&self, node: NodeId) -> Counts {
        self.counts.get(&node).copied().unwrap_or_default()
    }

    /// Whether a table only places things on the page.
    pub(super) fn is_layout(&self, table: NodeId) -> bool {
        self.layout_tables.contains(&table)
    }
}

impl Counts {
    /// Whether it is little else than links, and no running text stands among them.
    pub(super) fn is_mostly_links(&self) -> bool {
        self.links >= 4 && self.linked * 10 >= self.text * 7 && self.marks < 3
    }

    fn add(&mut self, other: Counts) {
        self.text += other.text;
        self.linked += other.linked;
        self.links += other.links;
        self.marks += other.marks;
        self.tables += other.tables;
        self.figure_tables += other.figure_tables;
        self.has_registration |= other.has_registration;
        self.has_location |= other.has_location;
    }
}

struct Counter {
    survey: Survey,
    open: Vec<Counts>,
    tables: Vec<Table>,
    /// How many links are open.
    links: u32,
}

/// A table that the walk is in; what stands in tables inside its cells is not counted.
#[derive(Debug, Default)]
struct Table {
    /// Whether it is marked as a table of data.
    has_heads: bool,
    holds_table: bool,
    most_cells: u32,
    /// Rows with at least two cells of short text that is no link.
    tabular_rows: u32,
    rows: u32,
    /// Whether a cell is a number, and whether one is or is left blank for it.
    has_number: bool,
    has_figures: bool,
    text: u32,
    linked: u32,
    longest_cell: u32,
    row_cells: u32,
    row_filled: u32,
    cell: TableCell,
}

#[derive(Debug, Default)]
struct TableCell {
    text: u32,
    linked: u32,
    digits: u32,
}

impl Table {
    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.row_cells += 1;
        self.row_filled += u32::from((1..=SHORT_CELL).contains(&cell.text) && cell.linked < cell.text);
        self.has_figures |= cell.digits == cell.text && cell.text <= FIGURE;
        self.has_number |= cell.digits == cell.text && (1..=FIGURE).contains(&cell.text);
        self.text += cell.text;
        self.linked += cell.linked;
        self.longest_cell = self.longest_cell.max(cell.text);
    }

    fn end_row(&mut self) {
        self.most_cells = self.most_cells.max(self.row_cells);
        self.rows += 1;
        self.tabular_rows += u32::from(self.row_filled >= 2);
        (self.row_cells, self.row_filled) = (0, 0);
    }

    fn is_layout(&self, counts: &Counts) -> bool {
        if self.most_cells == 0 {
            return true;
        }
        if self.holds_table {
            return (self.tabular_rows < 2 && !self.has_heads) || self.longest_cell > LONG_CELL;
        }
        let is_one_column = self.most_cells == 1 && !(self.has_number && self.rows > 1);
        let is_one_article = self.longest_cell > LONG_CELL && self.longest_cell * 10 >= self.text * 8;
        !self.has_heads && (is_one_column || is_one_article || counts.is_mostly_links())
    }
}

impl<'a> Visitor<'a> for Counter {
    fn enter(&mut self, node: Node<'a>) -> bool {
        match node.value() {
            scraper::Node::Text(text) => {
                self.text(text);
                true
            }
            scraper::Node::Element(element) => self.begin(node, element),
            _ => true,
        }
    }

    fn leave(&mut self, node: Node<'a>) {
        let Some(element) = node.value().as_element() else { return };
        let Some(mut counts) = self.open.pop() else { return };
        match element.name() {
            "a" if element.attr("href").is_some() => self.links -= 1,
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            "table" => self.end_table(node, &mut counts),
            _ => {}
        }
        if let Some(around) = self.open.last_mut() {
            around.add(counts);
        }
        self.survey.counts.insert(node.id(), counts);
    }
}

impl Counter {
    fn begin(&mut self, node: Node<'_>, element: &Element) -> bool {
        if dom::is_never_text(element) || Look::of(element).is_hidden {
            return false;
        }
        let mut counts = Counts::default();
        match element.name() {
            "a" if element.attr("href").is_some() => {
                self.links += 1;
                counts.links = 1;
            }
            "table" => {
                if let Some(outer) = self.tables.last_mut() {
                    outer.holds_table = true;
                }
                self.tables.push(Table::default());
            }
            "th" | "thead" | "caption" => {
                if let Some(table) = self.tables.last_mut() {
                    table.has_heads = true;
                }
            }
            _ => {}
        }
        if is_article_like(element) {
            self.survey.candidates.push(node.id());
        }
        self.open.push(counts);
        true
    }

    fn text(&mut self, text: &str) {
        let has = |words: &[&str]| words.iter().any(|words| text.contains(words));
        let mut counts = Counts {
            has_registration: has(&["ICP备", "ICP证", "公网安备", "网站标识码", "版权所有"]),
            has_location: has(&["当前位置", "现在的位置", "您的位置", "所在位置"]),
            ..Counts::default()
        };
        let mut digits = 0;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            counts.text += 1;
            counts.marks += u32::from(matches!(c, '，' | '。' | '；'));
            digits += u32::from(c.is_numeric() || matches!(c, '.' | ',' | '．' | '，'));
        }
        if self.links > 0 {
            (counts.linked, counts.marks) = (counts.text, 0);
        }
        if let Some(table) = self.tables.last_mut() {
            table.cell.text += counts.text;
            table.cell.linked += counts.linked;
            table.cell.digits += digits;
        }
        if let Some(around) = self.open.last_mut() {
            around.add(counts);
        }
    }

    fn end_table(&mut self, node: Node<'_>, counts: &mut Counts) {
        let Some(table) = self.tables.pop() else { return };
        if table.is_layout(counts) {
            self.survey.layout_tables.insert(node.id());
            // What it holds stands in the cell around it as if there were no table.
            if let Some(outer) = self.tables.last_mut() {
                outer.cell.text += table.text;
                outer.cell.linked += table.linked;
            }
        } else {
            counts.tables += 1;
            counts.figure_tables += u32::from(table.has_figures);
        }
    }
}

fn is_article_like(element: &Element) -> bool {
    const WORDS: [&str; 7] = ["article", "content", "zoom", "editor", "detail", "con_text", "vsb"];
    matches!(element.name(), "article" | "main")
        || matches!(element.attr("role"), Some("article" | "main"))
        || [element.attr("id"), element.attr("class")].into_iter().flatten().any(|names| {
            let names = names.to_ascii_lowercase();
            WORDS.iter().any(|word| names.contains(word))
        })
}
