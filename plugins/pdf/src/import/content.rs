//! What a page shows as text: by the marks that the structure refers to, and beside them.
//!
//! Only what is drawn counts. Invisible text is passed over, and a text that is given in place of what is drawn holds
//! only where both look alike.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::File;
use super::font::{self, Font};
use super::limits;
use super::pages::Page;
use super::place::{Matrix, Place};
use super::refusal::{Limit, Refusal};
use super::shapes;
use super::syntax::{Dictionary, Item, Lexer, Object};

/// A piece of text, and where it begins if that is known.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) place: Option<Place>,
}

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The pieces that the structure refers to, by their numbers.
    pub(super) marked: BTreeMap<usize, Piece>,
    /// Page numbers and repeated table heads, which the structure leaves out.
    pub(super) artifacts: Vec<String>,
    /// Text outside all marks. Nianbao writes none.
    pub(super) unmarked: Vec<String>,
    /// How many pictures are drawn. Nianbao draws none.
    pub(super) pictures: usize,
}

/// Reads pages, each font once.
pub(super) struct Reader<'a, 'b> {
    file: &'a File<'b>,
    fonts: BTreeMap<u32, Rc<Font>>,
}

impl<'a, 'b> Reader<'a, 'b> {
    pub(super) fn new(file: &'a File<'b>) -> Self {
        Reader { file, fonts: BTreeMap::new() }
    }

    pub(super) fn page(&mut self, page: &Page) -> Result<Shown, Refusal> {
        let mut content = Vec::new();
        for stream in self.file.array(&page.dictionary, b"Contents")? {
            // One value never reaches over two streams.
            content.extend(self.file.unpack(&stream)?.unwrap_or_default());
            content.push(b'\n');
        }
        let mut drawing = Drawing { reader: self, shown: Shown::default(), marks: Vec::new() };
        drawing.stream(&content, &page.resources, Pen::default(), 0)?;
        Ok(drawing.shown)
    }

    fn font(&mut self, resources: &Dictionary, name: &[u8]) -> Result<Rc<Font>, Refusal> {
        let fonts = self.file.dictionary(resources, b"Font")?.unwrap_or_default();
        let number = fonts.get(name).and_then(Object::reference);
        if let Some(font) = number.and_then(|number| self.fonts.get(&number)) {
            return Ok(Rc::clone(font));
        }
        let dictionary = self.file.dictionary(&fonts, name)?;
        let font = Rc::new(dictionary.map_or(Ok(Font::default()), |found| Font::read(self.file, &found))?);
        if let Some(number) = number {
            self.fonts.insert(number, Rc::clone(&font));
        }
        Ok(font)
    }
}

/// How text is drawn.
#[derive(Clone, Default)]
struct Pen {
    font: Rc<Font>,
    /// In thousandths.
    size: i64,
    is_invisible: bool,
    matrix: Matrix,
}

/// What surrounds a text.
enum Mark {
    Numbered(usize),
    Artifact,
    /// The text that is to be read in place of what is drawn within, and that.
    Replaced {
        by: String,
        drawn: String,
    },
    Other,
}

struct Drawing<'r, 'a, 'b> {
    reader: &'r mut Reader<'a, 'b>,
    shown: Shown,
    marks: Vec<Mark>,
}

impl Drawing<'_, '_, '_> {
    fn stream(&mut self, content: &[u8], resources: &Dictionary, mut pen: Pen, depth: usize) -> Result<(), Refusal> {
        let mut lexer = Lexer::new(content, 0, self.reader.file.budget());
        let mut operands: Vec<Object> = Vec::new();
        let mut saved: Vec<Pen> = Vec::new();
        let marks_before = self.marks.len();
        let mut text_matrix = Matrix::default();
        while let Some(item) = lexer.next()? {
            let operator = match item {
                Item::Object(object) => {
                    operands.push(object);
                    continue;
                }
                Item::Keyword(operator) => operator,
            };
            match operator {
                b"q" if saved.len() < limits::VALUES / 100 => saved.push(pen.clone()),
                b"Q" => pen = saved.pop().unwrap_or(pen),
                b"Tf" => {
                    if let [.., Object::Name(name), Object::Number(size)] = &operands[..] {
                        pen.font = self.reader.font(resources, name)?;
                        pen.size = *size;
                    }
                }
                b"Tr" => pen.is_invisible = matches!(operands.last().and_then(Object::integer), Some(3 | 7)),
                b"cm" => pen.matrix = Matrix::of(&operands).unwrap_or_default().then(pen.matrix),
                b"BT" => text_matrix = Matrix::default(),
                b"Tm" => text_matrix = Matrix::of(&operands).unwrap_or_default(),
                b"Td" | b"TD" => text_matrix = Matrix::shift(&operands).unwrap_or_default().then(text_matrix),
                b"Tj" | b"'" | b"\"" => self.show(operands.last(), &pen, text_matrix)?,
                b"TJ" => {
                    if let Some(Object::Array(pieces)) = operands.last() {
                        for piece in pieces {
                            self.show(Some(piece), &pen, text_matrix)?;
                        }
                    }
                }
                b"BMC" | b"BDC" => self.begin(&operands, resources)?,
                b"EMC" if self.marks.len() > marks_before => self.end()?,
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.last() {
                        self.object(name, resources, &pen, depth)?;
                    }
                }
                b"BI" => {
                    lexer.skip_inline_image();
                    self.shown.pictures += 1;
                }
                _ => {}
            }
            operands.clear();
        }
        while self.marks.len() > marks_before {
            self.end()?;
        }
        Ok(())
    }

    fn show(&mut self, codes: Option<&Object>, pen: &Pen, text_matrix: Matrix) -> Result<(), Refusal> {
        /// The exporter marks the end of a line that is meant to end with a space of this size, which shows nowhere.
        const LINE_END: i64 = 1000;
        let Some(Object::Text(codes)) = codes else { return Ok(()) };
        if pen.is_invisible {
            return Ok(());
        }
        let mut text = pen.font.text(codes);
        if pen.size == LINE_END && text.trim_matches(' ').is_empty() {
            text = "\n".to_owned();
        }
        self.put(&text, Some(text_matrix.then(pen.matrix).origin()))
    }

    fn put(&mut self, text: &str, place: Option<Place>) -> Result<(), Refusal> {
        self.reader.file.budget().text(text.len())?;
        for mark in self.marks.iter_mut().rev() {
            match mark {
                Mark::Replaced { drawn, .. } => {
                    drawn.push_str(text);
                    return Ok(());
                }
                Mark::Numbered(number) => {
                    let piece = self.shown.marked.entry(*number).or_default();
                    piece.text.push_str(text);
                    piece.place = piece.place.or(place);
                    return Ok(());
                }
                Mark::Artifact => {
                    match self.shown.artifacts.last_mut() {
                        Some(last) => last.push_str(text),
                        None => self.shown.artifacts.push(text.to_owned()),
                    }
                    return Ok(());
                }
                Mark::Other => {}
            }
        }
        self.shown.unmarked.push(text.to_owned());
        Ok(())
    }

    fn begin(&mut self, operands: &[Object], resources: &Dictionary) -> Result<(), Refusal> {
        let file = self.reader.file;
        let properties = match operands {
            [.., Object::Name(_), Object::Dictionary(properties)] => properties.clone(),
            [.., Object::Name(_), Object::Name(name)] => {
                let all = file.dictionary(resources, b"Properties")?.unwrap_or_default();
                file.dictionary(&all, name)?.unwrap_or_default()
            }
            _ => Dictionary::new(),
        };
        let tag = operands.iter().find_map(Object::name);
        let number = properties.get(b"MCID".as_slice()).and_then(Object::index);
        let replacement = properties.get(b"ActualText".as_slice()).and_then(Object::text);
        if self.marks.len() >= limits::DEPTH {
            return Err(Refusal::TooLarge(Limit::Depth));
        }
        self.marks.push(match (number, replacement) {
            (Some(number), _) => Mark::Numbered(number),
            (None, _) if tag == Some(b"Artifact") => {
                self.shown.artifacts.push(String::new());
                Mark::Artifact
            }
            (None, Some(text)) => Mark::Replaced { by: font::text_string(text), drawn: String::new() },
            (None, None) => Mark::Other,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        match self.marks.pop() {
            Some(Mark::Replaced { by, drawn }) => self.put(if looks_like(&by, &drawn) { &by } else { &drawn }, None),
            _ => Ok(()),
        }
    }

    /// Draws what is kept beside the page.
    fn object(&mut self, name: &[u8], resources: &Dictionary, pen: &Pen, depth: usize) -> Result<(), Refusal> {
        let file = self.reader.file;
        let objects = file.dictionary(resources, b"XObject")?.unwrap_or_default();
        let object = file.entry(&objects, name)?;
        let Object::Stream(dictionary, _) = &object else { return Ok(()) };
        if file.entry(dictionary, b"Subtype")?.name() != Some(b"Form") {
            self.shown.pictures += 1;
            return Ok(());
        }
        /// Forms within each other.
        const FORMS: usize = 8;
        if depth >= FORMS {
            return Err(Refusal::TooLarge(Limit::Depth));
        }
        let content = file.unpack(&object)?.unwrap_or_default();
        let own = file.dictionary(dictionary, b"Resources")?;
        self.stream(&content, own.as_ref().unwrap_or(resources), pen.clone(), depth + 1)
    }
}

/// Whether two texts are drawn with the same shapes, as `·` and `•` are.
fn looks_like(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
        && one.chars().zip(other.chars()).all(|(one, other)| shapes::are_alike(one, other))
}
