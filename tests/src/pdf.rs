//! PDF files seen by another reader than nianbao's: the headers of each table cell; and files changed as editors do.

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, Stream, String as Text};

/// A table of the structure: its cells in order.
pub type Table = Vec<Cell>;

/// A cell of a table in the structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Whether it is a header.
    pub is_header: bool,
    /// The scope that a header states, `Row` or `Column`.
    pub scope: Option<String>,
    /// The places, in the table's list, of the headers that it names.
    pub headers: Vec<usize>,
}

/// A PDF file.
pub struct Pdf {
    bytes: Vec<u8>,
    file: hayro_syntax::Pdf,
}

impl Pdf {
    /// Opens a file.
    ///
    /// # Panics
    /// On what is no PDF.
    pub fn open(bytes: &[u8]) -> Pdf {
        let file = hayro_syntax::Pdf::new(bytes.to_vec());
        Pdf { bytes: bytes.to_vec(), file: file.unwrap_or_else(|error| panic!("a PDF: {error:?}")) }
    }

    /// The tables of the structure, in order.
    ///
    /// # Panics
    /// On a file without structure, or a header that is named and not there.
    pub fn tables(&self) -> Vec<Table> {
        let root = self.catalog().get::<Dict<'_>>("StructTreeRoot").expect("the file is tagged");
        let mut tables = Vec::new();
        find_tables(&root, &mut tables);
        tables
    }

    /// The number of the attached report's object.
    ///
    /// # Panics
    /// Where nothing is attached.
    pub fn attachment(&self) -> ObjRef {
        let attachments = self.catalog().get::<Array<'_>>("AF").expect("a file is attached");
        let attachment = attachments.iter::<Dict<'_>>().next().expect("it is described");
        attachment.get::<Dict<'_>>("EF").and_then(|streams| streams.get_ref("F")).expect("it has a stream")
    }

    /// The numbers of the pages' contents.
    pub fn pages(&self) -> Vec<ObjRef> {
        self.file.pages().iter().filter_map(|page| page.raw().get_ref("Contents")).collect()
    }

    /// The unpacked bytes of a stream.
    ///
    /// # Panics
    /// On anything else.
    pub fn stream(&self, object: ObjRef) -> Vec<u8> {
        let stream = self.file.xref().get::<Stream<'_>>(object.into()).expect("a stream");
        stream.decoded().expect("it can be unpacked").into_owned()
    }

    /// What a page draws, with all strings in hexadecimal digits.
    pub fn content(&self, page: ObjRef) -> String {
        let content = self.stream(page);
        let mut written = String::new();
        let mut rest = content.iter().copied();
        while let Some(byte) = rest.next() {
            if byte == b'(' {
                written.push_str(&hexadecimal(&mut rest));
            } else {
                written.push(char::from(byte));
            }
        }
        written
    }

    /// The glyph codes of the characters of the text face, which has the most.
    ///
    /// # Panics
    /// On a file whose fonts have no maps.
    pub fn codes(&self) -> BTreeMap<char, String> {
        let fonts = self.file.pages().iter().filter_map(|page| page.raw().get::<Dict<'_>>("Resources"));
        let fonts: Vec<Dict<'_>> = fonts.filter_map(|resources| resources.get("Font")).collect();
        let maps = fonts.iter().flat_map(|fonts| {
            fonts.keys().filter_map(|name| fonts.get::<Dict<'_>>(&name)?.get_ref("ToUnicode")).collect::<Vec<_>>()
        });
        let maps = maps.map(|map| String::from_utf8(self.stream(map)).expect("a map is plain text"));
        let map = maps.max_by_key(String::len).expect("there is a font");
        let pairs = map.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        let character = |text: &str| char::from_u32(u32::from_str_radix(text, 16).ok()?);
        pairs.filter_map(|(code, text)| Some((character(text)?, code.to_uppercase()))).collect()
    }

    /// The file with a stream replaced, as editors do: what is new stands at the end.
    ///
    /// # Panics
    /// On a file that does not say where its table is.
    pub fn with_stream(&self, object: ObjRef, bytes: &[u8]) -> Vec<u8> {
        let mut changed = self.bytes.clone();
        let marker = b"startxref";
        let last = changed.windows(marker.len()).rposition(|window| window == marker).expect("there is a table");
        let place =
            String::from_utf8_lossy(&changed[last + marker.len()..]).split_whitespace().next().map(str::to_owned);
        let before = place.expect("its place is said");
        let start = changed.len();
        let (number, length) = (object.obj_number, bytes.len());
        changed.extend(format!("{number} 0 obj\n<</Length {length}>>\nstream\n").bytes());
        changed.extend(bytes);
        changed.extend(b"\nendstream\nendobj\n");
        let table = changed.len();
        let (root, size) = (self.file.xref().root_id().obj_number, self.file.len() + 1);
        let trailer = format!("<</Size {size}/Root {root} 0 R/Prev {before}>>");
        let end = format!("xref\n{number} 1\n{start:010} 00000 n \ntrailer\n{trailer}\nstartxref\n{table}\n%%EOF\n");
        changed.extend(end.bytes());
        changed
    }

    fn catalog(&self) -> Dict<'_> {
        self.file.xref().get::<Dict<'_>>(self.file.xref().root_id()).expect("there is a catalog")
    }
}

/// A string in parentheses, of which the first was read; nianbao's hold no others but such as are escaped.
fn hexadecimal(bytes: &mut impl Iterator<Item = u8>) -> String {
    let mut digits = String::from("<");
    while let Some(byte) = bytes.next().filter(|byte| *byte != b')') {
        let byte = match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(b't') => b'\t',
                Some(b'b') => 8,
                Some(b'f') => 12,
                // Three octal digits, as nianbao's writer puts them.
                Some(first @ b'0'..=b'7') => {
                    let rest = bytes.by_ref().take(2);
                    rest.fold(first - b'0', |value, digit| value.wrapping_mul(8).wrapping_add(digit - b'0'))
                }
                other => other.unwrap_or(b'\\'),
            },
            byte => byte,
        };
        digits.push_str(&format!("{byte:02X}"));
    }
    digits + ">"
}

fn kind(element: &Dict<'_>) -> String {
    element.get::<Name<'_>>("S").map(|name| name.as_str().to_owned()).unwrap_or_default()
}

fn kids<'a>(element: &Dict<'a>) -> Vec<Dict<'a>> {
    match element.get::<Array<'_>>("K") {
        Some(kids) => kids.iter::<Object<'_>>().filter_map(Object::into_dict).collect(),
        None => element.get::<Dict<'_>>("K").into_iter().collect(),
    }
}

fn find_tables(element: &Dict<'_>, tables: &mut Vec<Table>) {
    if kind(element) == "Table" {
        let mut cells = Vec::new();
        find_cells(element, &mut cells);
        tables.push(table(&cells));
    } else {
        kids(element).iter().for_each(|kid| find_tables(kid, tables));
    }
}

fn find_cells<'a>(element: &Dict<'a>, cells: &mut Vec<Dict<'a>>) {
    for kid in kids(element) {
        match kind(&kid).as_str() {
            "TH" | "TD" => cells.push(kid),
            _ => find_cells(&kid, cells),
        }
    }
}

fn table(cells: &[Dict<'_>]) -> Table {
    let ids = cells.iter().enumerate().filter_map(|(index, cell)| {
        let id = cell.get::<Text<'_>>("ID")?;
        Some((id.as_bytes().to_vec(), index))
    });
    let ids: BTreeMap<Vec<u8>, usize> = ids.collect();
    let read = |cell: &Dict<'_>| {
        let attributes = cell.get::<Array<'_>>("A").map(|all| all.iter::<Dict<'_>>().collect::<Vec<_>>());
        let attributes = attributes.unwrap_or_default();
        let scope = attributes.iter().find_map(|attributes| attributes.get::<Name<'_>>("Scope"));
        let headers = attributes.iter().find_map(|attributes| attributes.get::<Array<'_>>("Headers"));
        let headers = headers.iter().flat_map(|headers| headers.iter::<Text<'_>>());
        Cell {
            is_header: kind(cell) == "TH",
            scope: scope.map(|scope| scope.as_str().to_owned()),
            headers: headers.map(|id| *ids.get(id.as_bytes()).expect("a header that is named is there")).collect(),
        }
    };
    cells.iter().map(read).collect()
}

/// All headers of a cell, those of its headers included, the outermost first.
pub fn headers_of(table: &Table, cell: usize) -> Vec<usize> {
    let mut all = Vec::new();
    let mut waiting = vec![cell];
    while let Some(next) = waiting.pop() {
        for &header in &table[next].headers {
            if !all.contains(&header) {
                all.push(header);
                waiting.push(header);
            }
        }
    }
    all.sort_unstable();
    all
}
