//! Makes the Document: places, automatic numbers, grids, and notes with where they belong.

use nianbao_core::document::{
    Block, Cell, Document, Grid, Heading, Note, NoteKind, Paragraph as DocumentParagraph, ParagraphRole,
};
use nianbao_plugin::{Context, Diagnostic};

use super::content::{Item, Paragraph, Remark, Table, shown_text};
use super::grid::{Placed, place};
use super::numbering::Counters;
use super::story::Surroundings;

/// Makes the Document of what was read.
pub(super) fn assemble(
    items: Vec<Item>,
    surroundings: &Surroundings,
    context: &Context<'_>,
) -> (Document, Vec<Diagnostic>) {
    let mut assembler = Assembler {
        document: Document::new(),
        diagnostics: Vec::new(),
        surroundings,
        context,
        counters: Counters::default(),
        paragraphs: 0,
        tables: 0,
    };
    assembler.items(items);
    (assembler.document, assembler.diagnostics)
}

struct Assembler<'a> {
    document: Document,
    diagnostics: Vec<Diagnostic>,
    surroundings: &'a Surroundings,
    context: &'a Context<'a>,
    counters: Counters,
    /// How many paragraphs with text there were so far, as a reader counts them.
    paragraphs: u32,
    /// How many tables there were so far, those within others not counted.
    tables: u32,
}

/// What a table's cell holds.
#[derive(Default)]
struct CellContent {
    lines: Vec<String>,
    tables: Vec<Table>,
    remarks: Vec<Remark>,
}

impl Assembler<'_> {
    fn items(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph),
                // A table whose rows are all deleted is a frame around nothing.
                Item::Table(table) if table.cells() == 0 || is_frame(&table) => self.unwrap(table),
                Item::Table(table) => {
                    self.tables += 1;
                    self.table(table, &format!("表{}", self.tables));
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        let text = self.text_of(&paragraph);
        // A number without text, and what hangs on an empty paragraph, belong to the paragraph before.
        let is_shown = !paragraph.text.trim().is_empty();
        if is_shown {
            self.paragraphs += 1;
        }
        let at = format!("第{}段", self.paragraphs.max(1));
        self.remarks(paragraph.remarks, &at);
        if is_shown {
            let at = Some(at);
            self.document.blocks.push(match paragraph.level {
                Some(level) => Block::Heading(Heading { level, text, at }),
                None => Block::Paragraph(DocumentParagraph { text, at, role: ParagraphRole::default() }),
            });
        }
    }

    /// Puts what a table frames in the frame's place.
    fn unwrap(&mut self, table: Table) {
        let at = format!("第{}段", self.paragraphs.max(1));
        self.remarks(table.remarks, &at);
        for cell in table.rows.into_iter().flat_map(|row| row.cells) {
            self.items(cell.items);
        }
    }

    /// Adds a table, and those in its cells after it.
    fn table(&mut self, mut table: Table, at: &str) {
        self.remarks(std::mem::take(&mut table.remarks), at);
        self.note_inserted_rows(&mut table, at);
        let is_short = at.len() <= LONGEST_LOCATOR;
        let place_of = |placed: &Placed| match is_short {
            true => format!("{at}第{}行第{}列", placed.row + 1, placed.column + 1),
            false => at.to_owned(),
        };
        let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let mut grid = Grid { at: Some(at.to_owned()), rows, ..Grid::default() };
        let mut within = Vec::new();
        for placed in place(table) {
            let at = place_of(&placed);
            let mut content = CellContent::default();
            self.cell_content(placed.items, &mut content);
            self.remarks(content.remarks, &at);
            self.remarks(placed.covered, &at);
            grid.columns = grid.columns.max(placed.column + placed.column_span);
            let name_of = |number: u32| if is_short { format!("{at}内表{number}") } else { at.clone() };
            within.extend((1..).zip(content.tables).map(|(number, table)| (name_of(number), table)));
            let mut cell = Cell::new(placed.row, placed.column, content.lines.join("\n"));
            (cell.row_span, cell.column_span) = (placed.row_span, placed.column_span);
            cell.hidden = placed.is_hidden;
            cell.at = Some(at.into());
            grid.cells.push(cell);
        }
        if !grid.cells.is_empty() {
            self.document.blocks.push(Block::Grid(grid));
        }
        for (at, table) in within {
            self.table(table, &at);
        }
    }

    fn cell_content(&mut self, items: Vec<Item>, content: &mut CellContent) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => {
                    let text = self.text_of(&paragraph);
                    if !text.is_empty() {
                        content.lines.push(text);
                    }
                    content.remarks.extend(paragraph.remarks);
                }
                // One cell alone in a cell is a frame around its text.
                Item::Table(table) if table.cells() == 1 => {
                    content.remarks.extend(table.remarks);
                    for cell in table.rows.into_iter().flat_map(|row| row.cells) {
                        self.cell_content(cell.items, content);
                    }
                }
                Item::Table(table) => content.tables.push(table),
            }
        }
    }

    /// The text of a paragraph as it is printed, with its number.
    fn text_of(&mut self, paragraph: &Paragraph) -> String {
        let Surroundings { lists, styles, .. } = self.surroundings;
        let number = paragraph.list.and_then(|place| self.counters.next(place, lists, styles));
        let text = paragraph.text.trim();
        match number {
            Some(number) => format!("{number}{text}").trim().to_owned(),
            None => text.to_owned(),
        }
    }

    /// Notes a row that a tracked change inserted as one, instead of each of its texts.
    fn note_inserted_rows(&mut self, table: &mut Table, at: &str) {
        for (number, row) in (1..).zip(&mut table.rows).filter(|(_, row)| row.is_inserted) {
            let number: u32 = number;
            let mut texts = Vec::new();
            for cell in &mut row.cells {
                texts.push(shown_text(&cell.items));
                for item in &mut cell.items {
                    if let Item::Paragraph(paragraph) = item {
                        paragraph.remarks.retain(|remark| !matches!(remark, Remark::Note(NoteKind::Inserted, _)));
                    }
                }
            }
            texts.retain(|text| !text.is_empty());
            let note = Remark::Note(NoteKind::Inserted, texts.join(" "));
            self.remarks(vec![note], &format!("{at}第{number}行"));
        }
    }

    fn remarks(&mut self, remarks: Vec<Remark>, at: &str) {
        for remark in remarks {
            match remark {
                Remark::Note(kind, text) => {
                    let text = text.trim();
                    if !text.is_empty() || kind == NoteKind::Image {
                        self.document.notes.push(Note { kind, at: Some(at.to_owned()), text: text.to_owned() });
                    }
                }
                Remark::EmbeddedObject(program) => {
                    let zh = format!("这里嵌入了一张电子表格（{program}），其中的数字读不到；请在 Word 或 WPS 中双击打开它，把内容粘贴为普通表格后重试");
                    let en = format!(
                        "a worksheet ({program}) is embedded here and its figures cannot be read; open it with a double click, paste its content as a table and try again"
                    );
                    self.diagnose("embedded_worksheet", &zh, &en, at);
                }
                Remark::EmbeddedDocument => self.diagnose(
                    "embedded_document",
                    "这里嵌入了另一份文件，其中的内容读不到；请用 WPS 或 Word 打开，另存为 .docx 后重试",
                    "another file is embedded here and its content cannot be read; open the document in WPS or Word, save it as .docx and try again",
                    at,
                ),
            }
        }
    }

    fn diagnose(&mut self, code: &str, zh: &str, en: &str, at: &str) {
        let message = self.context.say(zh, en).to_owned();
        self.diagnostics.push(Diagnostic { code: code.to_owned(), message, at: Some(at.to_owned()) });
    }
}

/// Tables in tables in tables share a place beyond this, in bytes: nobody finds them by it, and it grows with each.
const LONGEST_LOCATOR: usize = 200;
/// A table with more cells than this is no frame, whatever tables lie in them.
const FRAME_CELLS: usize = 16;

/// Whether a table only lays out a page: its cells hold the text and the tables of a report.
fn is_frame(table: &Table) -> bool {
    let own = table.cells();
    let is_small = own <= FRAME_CELLS;
    if is_small && table.cells_within() >= 4 * own {
        return true;
    }
    // Several paragraphs in the only column, or in the only cell that is filled, are text in a box.
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let has_one_column = table.rows.iter().all(|row| row.cells.len() <= 1);
    let has_one_content = || cells().filter(|cell| !shown_text(&cell.items).is_empty()).count() == 1;
    (has_one_column || (is_small && has_one_content()))
        && cells().any(|cell| cell.tables().next().is_some() || cell.paragraphs().count() > 1)
}
