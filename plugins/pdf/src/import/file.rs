//! A PDF file as its objects: the cross-reference tables that say where each is, and the streams that hold others.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::filter;
use super::limits::Budget;
use super::refusal::Refusal;
use super::syntax::{Dictionary, Item, Lexer, Object};

/// An opened file.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    budget: &'a Budget,
    places: BTreeMap<u32, Place>,
    trailer: Dictionary,
    packed: RefCell<BTreeMap<u32, Rc<Packed>>>,
    /// How many streams of objects are being opened within each other.
    opening: Cell<usize>,
}

/// Where an object is.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// So many bytes from the beginning.
    At(usize),
    /// In a stream of objects, and at which place there.
    In(u32, usize),
    Nowhere,
}

/// A stream of objects: where each begins.
struct Packed {
    bytes: Vec<u8>,
    starts: Vec<(u32, usize)>,
}

const NO_TABLE: Refusal = Refusal::Damaged("there is no cross-reference table where one should be");

impl<'a> File<'a> {
    /// Opens a file: reads where its objects are.
    pub(super) fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, Refusal> {
        /// Something may stand before the beginning and after the end.
        const AROUND: usize = 1024;
        let head = &bytes[..bytes.len().min(AROUND)];
        let start = find(head, b"%PDF-").ok_or(Refusal::NotPdf)?;
        let bytes = &bytes[start..];
        let tail = bytes.len().saturating_sub(AROUND);
        let word = b"startxref";
        let last = bytes[tail..].windows(word.len()).rposition(|window| window == word);
        let last = tail + last.ok_or(Refusal::Damaged("the file ends too early"))? + word.len();
        let table = Lexer::new(bytes, last, budget).object()?.index().ok_or(NO_TABLE)?;
        let mut file = File {
            bytes,
            budget,
            places: BTreeMap::new(),
            trailer: Dictionary::new(),
            packed: RefCell::default(),
            opening: Cell::new(0),
        };
        file.read_tables(table)?;
        if file.trailer.contains_key(b"Encrypt".as_slice()) {
            return Err(Refusal::Encrypted);
        }
        Ok(file)
    }

    /// The root of the file's content.
    pub(super) fn catalog(&self) -> Result<Dictionary, Refusal> {
        self.dictionary(&self.trailer, b"Root")?.ok_or(Refusal::Damaged("there is no catalog"))
    }

    /// What the file says of itself.
    pub(super) fn information(&self) -> Result<Dictionary, Refusal> {
        Ok(self.dictionary(&self.trailer, b"Info")?.unwrap_or_default())
    }

    /// The object of a number; one that is nowhere is null.
    pub(super) fn get(&self, number: u32) -> Result<Object, Refusal> {
        match self.places.get(&number).copied().unwrap_or(Place::Nowhere) {
            Place::Nowhere => Ok(Object::Null),
            Place::At(at) => {
                let (found, object) = self.indirect(at)?;
                if found != number {
                    return Err(Refusal::Damaged("an object is not where the table says"));
                }
                Ok(object)
            }
            Place::In(stream, index) => {
                let packed = self.packed(stream)?;
                let start = packed.starts.get(index).filter(|(found, _)| *found == number);
                let (_, start) =
                    *start.ok_or(Refusal::Damaged("an object is not in the stream that the table says"))?;
                Lexer::new(&packed.bytes, start, self.budget).object()
            }
        }
    }

    /// The object itself, or the one that it refers to.
    pub(super) fn resolve(&self, object: &Object) -> Result<Object, Refusal> {
        match object {
            Object::Reference(number) => self.get(*number),
            object => Ok(object.clone()),
        }
    }

    /// An entry of a dictionary, resolved; null where it is missing.
    pub(super) fn entry(&self, dictionary: &Dictionary, name: &[u8]) -> Result<Object, Refusal> {
        dictionary.get(name).map_or(Ok(Object::Null), |object| self.resolve(object))
    }

    /// An entry that is a dictionary, or the dictionary of a stream.
    pub(super) fn dictionary(&self, dictionary: &Dictionary, name: &[u8]) -> Result<Option<Dictionary>, Refusal> {
        Ok(match self.entry(dictionary, name)? {
            Object::Dictionary(entry) | Object::Stream(entry, _) => Some(entry),
            _ => None,
        })
    }

    /// An entry that is an array; anything else is an array of itself, and nothing is an empty one.
    pub(super) fn array(&self, dictionary: &Dictionary, name: &[u8]) -> Result<Vec<Object>, Refusal> {
        Ok(match self.entry(dictionary, name)? {
            Object::Null => Vec::new(),
            Object::Array(array) => array,
            // As it is written, so that a reference stays one.
            _ => dictionary.get(name).cloned().into_iter().collect(),
        })
    }

    /// The bytes of a stream, unpacked; none of anything else.
    pub(super) fn unpack(&self, object: &Object) -> Result<Option<Vec<u8>>, Refusal> {
        let Object::Stream(dictionary, start) = self.resolve(object)? else { return Ok(None) };
        let length = self.entry(&dictionary, b"Length")?.index();
        let end = length.and_then(|length| start.checked_add(length)).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or(Refusal::Damaged("a stream has no length, or a false one"))?;
        let filters = self.array(&dictionary, b"Filter")?;
        let mut parameters = self.array(&dictionary, b"DecodeParms")?.into_iter();
        self.budget.unpacked(end - start)?;
        let mut bytes = self.bytes[start..end].to_vec();
        for filter in filters {
            let filter = self.resolve(&filter)?;
            let parameters = match self.resolve(&parameters.next().unwrap_or(Object::Null))? {
                Object::Dictionary(parameters) => parameters,
                _ => Dictionary::new(),
            };
            bytes = filter::unpack(&bytes, filter.name().unwrap_or_default(), &parameters, self.budget)?;
        }
        Ok(Some(bytes))
    }

    /// The budget that everything of this file is taken from.
    pub(super) fn budget(&self) -> &'a Budget {
        self.budget
    }

    #[cfg(test)]
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.places.iter().filter(|(_, place)| !matches!(place, Place::Nowhere)).map(|(number, _)| *number)
    }

    #[cfg(test)]
    pub(super) fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// Reads the tables from the newest to the oldest; what a newer one says of an object holds.
    fn read_tables(&mut self, newest: usize) -> Result<(), Refusal> {
        let mut waiting = vec![newest];
        let mut seen = BTreeSet::new();
        while let Some(at) = waiting.pop() {
            if at >= self.bytes.len() {
                return Err(NO_TABLE);
            }
            if !seen.insert(at) {
                continue;
            }
            let mut lexer = Lexer::new(self.bytes, at, self.budget);
            let trailer =
                if lexer.keyword(b"xref")? { self.read_table(&mut lexer)? } else { self.read_table_stream(at)? };
            let place = |name: &[u8]| trailer.get(name).and_then(Object::index);
            // Read last first: a table's own stream goes before older tables.
            waiting.extend(place(b"Prev"));
            waiting.extend(place(b"XRefStm"));
            if self.trailer.is_empty() {
                self.trailer = trailer;
            }
        }
        Ok(())
    }

    /// Reads a table in plain text, and the dictionary after it.
    fn read_table(&mut self, lexer: &mut Lexer<'a>) -> Result<Dictionary, Refusal> {
        loop {
            match lexer.next()? {
                Some(Item::Object(first)) => {
                    let first = first.index().ok_or(NO_TABLE)?;
                    let count = lexer.object()?.index().ok_or(NO_TABLE)?;
                    for offset in 0..count {
                        let at = lexer.object()?.index().ok_or(NO_TABLE)?;
                        lexer.object()?;
                        let place = match lexer.next()? {
                            Some(Item::Keyword(b"n")) => Place::At(at),
                            Some(Item::Keyword(b"f")) => Place::Nowhere,
                            _ => return Err(NO_TABLE),
                        };
                        self.add(first.checked_add(offset), place)?;
                    }
                }
                Some(Item::Keyword(b"trailer")) => match lexer.object()? {
                    Object::Dictionary(trailer) => return Ok(trailer),
                    _ => return Err(NO_TABLE),
                },
                _ => return Err(NO_TABLE),
            }
        }
    }

    /// Reads a table that is a stream; its dictionary is the trailer too.
    fn read_table_stream(&mut self, at: usize) -> Result<Dictionary, Refusal> {
        let (_, object) = self.indirect(at)?;
        let bytes = self.unpack(&object)?.ok_or(NO_TABLE)?;
        let Object::Stream(dictionary, _) = object else { return Err(NO_TABLE) };
        let widths: Vec<usize> = self.array(&dictionary, b"W")?.iter().filter_map(Object::index).collect();
        let [kind, first, second] = widths[..] else { return Err(NO_TABLE) };
        if widths.iter().any(|&width| width > 8) || kind + first + second == 0 {
            return Err(NO_TABLE);
        }
        let mut ranges: Vec<usize> = self.array(&dictionary, b"Index")?.iter().filter_map(Object::index).collect();
        if ranges.is_empty() {
            ranges = vec![0, self.entry(&dictionary, b"Size")?.index().ok_or(NO_TABLE)?];
        }
        let mut rows = bytes.chunks_exact(kind + first + second);
        for range in ranges.chunks_exact(2) {
            for offset in 0..range[1] {
                let Some(row) = rows.next() else { return Ok(dictionary) };
                let (kind_bytes, rest) = row.split_at(kind);
                let (first_bytes, second_bytes) = rest.split_at(first);
                let place = match if kind == 0 { 1 } else { number(kind_bytes) } {
                    1 => Place::At(number(first_bytes)),
                    2 => Place::In(u32::try_from(number(first_bytes)).map_err(|_| NO_TABLE)?, number(second_bytes)),
                    _ => Place::Nowhere,
                };
                self.add(range[0].checked_add(offset), place)?;
            }
        }
        Ok(dictionary)
    }

    fn add(&mut self, object: Option<usize>, place: Place) -> Result<(), Refusal> {
        self.budget.values(1)?;
        let number = object.and_then(|number| u32::try_from(number).ok()).ok_or(NO_TABLE)?;
        self.places.entry(number).or_insert(place);
        Ok(())
    }

    /// The object that stands at a place, and its number.
    fn indirect(&self, at: usize) -> Result<(u32, Object), Refusal> {
        let missing = Refusal::Damaged("there is no object where the table says");
        if at >= self.bytes.len() {
            return Err(missing);
        }
        let mut lexer = Lexer::new(self.bytes, at, self.budget);
        let number = lexer.object()?.index().and_then(|number| u32::try_from(number).ok());
        lexer.object()?;
        if !lexer.keyword(b"obj")? {
            return Err(missing);
        }
        let object = lexer.object()?;
        let is_stream = matches!(object, Object::Dictionary(_)) && lexer.keyword(b"stream")?;
        let object = match object {
            Object::Dictionary(dictionary) if is_stream => {
                let rest = &self.bytes[lexer.at()..];
                let line_end = if rest.starts_with(b"\r\n") { 2 } else { 1 };
                Object::Stream(dictionary, lexer.at() + line_end)
            }
            object => object,
        };
        Ok((number.ok_or(missing)?, object))
    }

    /// A stream of objects, unpacked once.
    fn packed(&self, number: u32) -> Result<Rc<Packed>, Refusal> {
        if let Some(packed) = self.packed.borrow().get(&number) {
            return Ok(Rc::clone(packed));
        }
        let broken = Refusal::Damaged("a stream of objects is broken");
        // Its length may be an object in another such stream, and that one's in this.
        if self.opening.get() >= 4 {
            return Err(broken);
        }
        self.opening.set(self.opening.get() + 1);
        let object = self.get(number)?;
        let bytes = self.unpack(&object)?;
        self.opening.set(self.opening.get() - 1);
        let (Object::Stream(dictionary, _), Some(bytes)) = (object, bytes) else { return Err(broken) };
        let count = self.entry(&dictionary, b"N")?.index();
        let first = self.entry(&dictionary, b"First")?.index().filter(|first| *first <= bytes.len());
        let (Some(count), Some(first)) = (count, first) else { return Err(broken) };
        let mut starts = Vec::new();
        let mut lexer = Lexer::new(&bytes, 0, self.budget);
        for _ in 0..count {
            let number = lexer.object()?.index().and_then(|number| u32::try_from(number).ok());
            let start = lexer.object()?.index().and_then(|offset| offset.checked_add(first));
            let start = start.filter(|start| *start < bytes.len());
            let (Some(number), Some(start)) = (number, start) else { return Err(broken) };
            starts.push((number, start));
        }
        let packed = Rc::new(Packed { bytes, starts });
        self.packed.borrow_mut().insert(number, Rc::clone(&packed));
        Ok(packed)
    }
}

/// A number in bytes, the highest first; none is zero.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number: usize, &byte| number.wrapping_mul(256).wrapping_add(usize::from(byte)))
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}
