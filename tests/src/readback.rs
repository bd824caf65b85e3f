//! Reads outputs back with other readers than nianbao's: tables as grids of texts with their spans expanded, and
//! paragraphs.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use scraper::{ElementRef, Html, Selector};

/// A table: rows of positions, each holding the text of the cell that covers it and whether it is that cell's first.
pub type Table = Vec<Vec<Position>>;

/// One position of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The text of the cell that covers the position.
    pub text: String,
    /// Whether the cell begins here.
    pub is_corner: bool,
}

/// What a reader of the file sees.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Text outside tables, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// The tables in order.
    pub tables: Vec<Table>,
}

/// Where a figure stands in the form's composed grid: table number, row, column.
pub fn value_at(page: &Page, table: usize, row: u32, column: u32) -> Option<&Position> {
    page.tables.get(table)?.get(row as usize)?.get(column as usize)
}

/// A text without white space, which line breaking may add or take away.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Reads a web page's visible tables and paragraphs.
///
/// # Panics
/// Never on a page; selectors are constant.
pub fn html(bytes: &[u8]) -> Page {
    let page = Html::parse_document(&String::from_utf8_lossy(bytes));
    let select = |selector: &str| Selector::parse(selector).expect("a constant selector");
    let texts = select("h1, h2, h3, h4, h5, p");
    let tables = page.select(&select("table")).map(|table| html_table(&table)).collect();
    let in_table = |element: &ElementRef<'_>| {
        element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| ancestor.value().name() == "table")
    };
    let paragraphs = page.select(&texts).filter(|element| !in_table(element));
    Page { paragraphs: paragraphs.map(|element| element.text().collect()).collect(), tables }
}

fn html_table(table: &ElementRef<'_>) -> Table {
    let rows = Selector::parse("tr").expect("a constant selector");
    let cells = Selector::parse("th, td").expect("a constant selector");
    let mut spans = Spans::default();
    for (row, element) in table.select(&rows).enumerate() {
        for cell in element.select(&cells) {
            let span = |name| cell.value().attr(name).and_then(|span| span.parse().ok()).unwrap_or(1);
            spans.put(row, &cell.text().collect::<String>(), span("rowspan"), span("colspan"));
        }
    }
    spans.table
}

/// Reads a DOCX's `word/document.xml`, tables with `gridSpan` and `vMerge`.
///
/// # Panics
/// On a file that is no DOCX.
pub fn docx(bytes: &[u8]) -> Page {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a DOCX is a zip archive");
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .expect("it has a main part")
        .read_to_string(&mut xml)
        .expect("the part is UTF-8");
    docx_page(&xml)
}

fn docx_page(xml: &str) -> Page {
    let mut reader = Reader::from_str(xml);
    let mut page = Page::default();
    let mut table: Option<DocxTable> = None;
    let mut paragraph = String::new();
    let mut in_text = false;
    loop {
        match reader.read_event().expect("the part is well-formed") {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "tbl" => table = Some(DocxTable::default()),
                "tr" => table.iter_mut().for_each(DocxTable::begin_row),
                "tc" => table.iter_mut().for_each(DocxTable::begin_cell),
                "gridSpan" => {
                    let span = attribute(&start).and_then(|span| span.parse().ok()).unwrap_or(1);
                    table.iter_mut().for_each(|table| table.span = span);
                }
                "vMerge" => {
                    let goes_on = attribute(&start).is_none_or(|value| value == "continue");
                    table.iter_mut().for_each(|table| table.goes_on = goes_on);
                }
                "t" => in_text = true,
                _ => {}
            },
            Event::Text(text) if in_text => paragraph.push_str(&text),
            Event::GeneralRef(entity) => {
                let name: &str = &entity;
                let resolved = quick_xml::escape::unescape(&format!("&{name};")).expect("a known entity").into_owned();
                paragraph.push_str(&resolved);
            }
            Event::End(end) => match end.local_name().as_ref() {
                "t" => in_text = false,
                "p" => match &mut table {
                    Some(table) => table.text.push_str(&std::mem::take(&mut paragraph)),
                    None => page.paragraphs.push(std::mem::take(&mut paragraph)),
                },
                "tc" => table.iter_mut().for_each(DocxTable::end_cell),
                "tbl" => page.tables.extend(table.take().map(|table| table.rows)),
                _ => {}
            },
            Event::Eof => return page,
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>) -> Option<String> {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(attribute.value.into_owned())
}

#[derive(Default)]
struct DocxTable {
    rows: Table,
    text: String,
    span: usize,
    goes_on: bool,
}

impl DocxTable {
    fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    fn begin_cell(&mut self) {
        (self.text, self.span, self.goes_on) = (String::new(), 1, false);
    }

    fn end_cell(&mut self) {
        let row = self.rows.len() - 1;
        for offset in 0..self.span {
            let column = self.rows[row].len();
            let above = row.checked_sub(1).and_then(|above| self.rows[above].get(column)).cloned();
            let position = match above.filter(|_| self.goes_on) {
                Some(above) => Position { is_corner: false, ..above },
                None => Position { text: self.text.clone(), is_corner: offset == 0 },
            };
            self.rows[row].push(position);
        }
    }
}

/// Cells put into a table row by row, spans pushing later cells to the right.
#[derive(Default)]
struct Spans {
    table: Table,
    taken: Vec<Vec<bool>>,
}

impl Spans {
    fn put(&mut self, row: usize, text: &str, rows: usize, columns: usize) {
        self.grow(row, 0);
        let column = (0..).find(|&column| !self.taken[row].get(column).copied().unwrap_or(false)).expect("rows end");
        for covered_row in row..row + rows {
            for covered_column in column..column + columns {
                self.grow(covered_row, covered_column);
                self.taken[covered_row][covered_column] = true;
                let is_corner = (covered_row, covered_column) == (row, column);
                self.table[covered_row][covered_column] = Position { text: text.to_owned(), is_corner };
            }
        }
    }

    fn grow(&mut self, row: usize, column: usize) {
        if self.table.len() <= row {
            self.table.resize(row + 1, Vec::new());
            self.taken.resize(row + 1, Vec::new());
        }
        if self.table[row].len() <= column {
            self.table[row].resize(column + 1, Position::default());
            self.taken[row].resize(column + 1, false);
        }
    }
}
