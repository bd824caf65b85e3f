//! Writes a file anew with some of its objects changed, as other programs do.

use std::collections::BTreeMap;

use super::super::file::File;
use super::super::limits::Budget;
use super::super::syntax::{Dictionary, Item, Lexer, Object};

/// All objects of a file, streams with their bytes unpacked.
pub(super) struct Contents {
    pub(super) objects: BTreeMap<u32, (Object, Option<Vec<u8>>)>,
    trailer: Dictionary,
}

impl Contents {
    pub(super) fn of(bytes: &[u8]) -> Contents {
        let budget = Budget::new();
        let file = File::open(bytes, &budget).unwrap();
        let object = |number| {
            let object = file.get(number).unwrap();
            let mut unpacked = file.unpack(&object).unwrap();
            if let Some(content) = unpacked.as_mut().filter(|bytes| bytes.windows(5).any(|part| part == b"/MCID")) {
                *content = spelled_out(content, &budget);
            }
            (number, (object, unpacked))
        };
        let trailer = file.trailer().clone();
        Contents { objects: file.numbers().map(object).collect(), trailer }
    }

    /// The bytes of every stream for which something holds.
    pub(super) fn streams(&mut self, is_meant: impl Fn(&[u8]) -> bool) -> Vec<&mut Vec<u8>> {
        let bytes = self.objects.values_mut().filter_map(|(_, bytes)| bytes.as_mut());
        bytes.filter(|bytes| is_meant(bytes)).collect()
    }

    /// The dictionary of every object of a type.
    pub(super) fn dictionaries(&mut self, name: &[u8], value: &[u8]) -> Vec<&mut Dictionary> {
        let dictionaries = self.objects.values_mut().filter_map(|(object, _)| match object {
            Object::Dictionary(dictionary) | Object::Stream(dictionary, _) => Some(dictionary),
            _ => None,
        });
        dictionaries.filter(|dictionary| dictionary.get(name).and_then(Object::name) == Some(value)).collect()
    }

    /// The file with all streams as they are, none of them packed.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (number, (object, stream)) in &self.objects {
            places.push((*number, bytes.len()));
            bytes.extend(format!("{number} 0 obj\n").bytes());
            match (object, stream) {
                (Object::Stream(dictionary, _), Some(stream)) => {
                    let mut dictionary = dictionary.clone();
                    dictionary.remove(b"Filter".as_slice());
                    dictionary.remove(b"DecodeParms".as_slice());
                    let length = i64::try_from(stream.len()).unwrap();
                    dictionary.insert(b"Length".to_vec(), Object::Number(length * 1000));
                    write(&Object::Dictionary(dictionary), &mut bytes);
                    bytes.extend(b"\nstream\n");
                    bytes.extend(stream);
                    bytes.extend(b"\nendstream");
                }
                _ => write(object, &mut bytes),
            }
            bytes.extend(b"\nendobj\n");
        }
        let table = bytes.len();
        bytes.extend(b"xref\n");
        for (number, place) in places {
            bytes.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
        }
        bytes.extend(b"trailer\n");
        let mut trailer = self.trailer.clone();
        trailer.remove(b"Prev".as_slice());
        write(&Object::Dictionary(trailer), &mut bytes);
        bytes.extend(format!("\nstartxref\n{table}\n%%EOF\n").bytes());
        bytes
    }
}

/// A page's content with all strings in hexadecimal digits.
fn spelled_out(content: &[u8], budget: &Budget) -> Vec<u8> {
    let mut lexer = Lexer::new(content, 0, budget);
    let mut bytes = Vec::new();
    while let Some(item) = lexer.next().unwrap() {
        match item {
            Item::Object(object) => write(&object, &mut bytes),
            Item::Keyword(word) => bytes.extend(word),
        }
        bytes.push(b'\n');
    }
    bytes
}

fn write(object: &Object, bytes: &mut Vec<u8>) {
    let name = |name: &[u8], bytes: &mut Vec<u8>| {
        bytes.push(b'/');
        bytes.extend(name.iter().flat_map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => vec![*byte],
            byte => format!("#{byte:02x}").into_bytes(),
        }));
    };
    match object {
        Object::Null => bytes.extend(b"null"),
        Object::Boolean(value) => bytes.extend(value.to_string().bytes()),
        Object::Number(number) => {
            let sign = if *number < 0 { "-" } else { "" };
            bytes.extend(format!("{sign}{}.{:03}", number.abs() / 1000, number.abs() % 1000).bytes());
        }
        Object::Name(text) => name(text, bytes),
        Object::Text(text) => {
            let digits: String = text.iter().map(|byte| format!("{byte:02x}")).collect();
            bytes.extend(format!("<{digits}>").bytes());
        }
        Object::Array(items) => {
            bytes.push(b'[');
            for item in items {
                write(item, bytes);
                bytes.push(b' ');
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) | Object::Stream(dictionary, _) => {
            bytes.extend(b"<<");
            for (key, value) in dictionary {
                name(key, bytes);
                bytes.push(b' ');
                write(value, bytes);
            }
            bytes.extend(b">>");
        }
        Object::Reference(number) => bytes.extend(format!("{number} 0 R").bytes()),
    }
}
