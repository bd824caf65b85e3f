//! Files of others, broken and hostile ones: an error that says what to do, or a Document, and never a panic.

use std::time::{Duration, Instant};

use super::rewrite::Contents;
use super::*;

/// A file of numbered objects with a table that fits; the last one is the catalog.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = bytes.len();
    let root = objects.len();
    bytes.extend(format!("{table}trailer\n<</Root {root} 0 R{trailer}>>\nstartxref\n{start}\n%%EOF").bytes());
    bytes
}

/// A file that says that nianbao made it, with a structure and pages.
fn said_to_be_ours(structure: &[&str], pages: &str) -> Vec<u8> {
    let mut objects = vec!["<</Creator(nianbao 0.1.0)>>", pages];
    objects.extend(structure);
    let catalog = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>";
    objects.push(catalog);
    file(&objects, "/Info 1 0 R")
}

const NO_PAGES: &str = "<</Type/Pages/Kids[]>>";

#[test]
fn files_of_others_are_refused_with_a_way_out() {
    let foreign = file(&[NO_PAGES, "<</Type/Catalog/Pages 1 0 R>>"], "");
    let error = import_bytes(&foreign).unwrap_err();
    assert_eq!(error.code, "foreign");
    assert!(error.message.contains("不是 nianbao 生成的"), "{}", error.message);
    assert!(error.help.unwrap().contains("原文件"));
    let encrypted = file(&[NO_PAGES, "<</Type/Catalog/Pages 1 0 R>>"], "/Encrypt<</Filter/Standard>>");
    assert_eq!(code_of(&encrypted), "encrypted");
    assert_eq!(code_of(b"PK\x03\x04"), "not_pdf");
    assert_eq!(code_of(b""), "not_pdf");
    assert_eq!(code_of(b"%PDF-1.7\n"), "damaged");
    assert_eq!(code_of(&ours()[..ours().len() / 2]), "damaged");
    assert_eq!(code_of(&said_to_be_ours(&["<</Type/StructTreeRoot>>"], NO_PAGES)), "without_structure");
}

#[test]
fn what_goes_in_a_circle_ends() {
    let circle = |structure: &[&str], pages: &str| code_of(&said_to_be_ours(structure, pages));
    let root = "<</K 4 0 R>>";
    assert_eq!(circle(&[root, "<</S/P/K 4 0 R>>"], NO_PAGES), "damaged");
    assert_eq!(circle(&[root, "<</S/P/K[5 0 R 5 0 R]>>", "<</S/P>>"], NO_PAGES), "damaged");
    assert_eq!(circle(&[root], "<</Type/Pages/Kids[2 0 R]>>"), "damaged");
    // A table that names itself, or lies outside, as the one before.
    let mut bytes = file(&[NO_PAGES, "<</Type/Catalog/Pages 1 0 R>>"], "/Prev 150");
    assert_eq!(code_of(&bytes), "damaged");
    bytes = file(&[NO_PAGES, "<</Type/Catalog/Pages 1 0 R>>"], "/Prev 99999999");
    assert_eq!(code_of(&bytes), "damaged");
    // A stream whose length is the stream.
    let length = "<</S/P/K 4 0 R/Length 4 0 R>>stream\nendstream";
    assert_eq!(circle(&[root, length], NO_PAGES), "without_structure");
}

#[test]
fn what_is_too_much_is_refused_in_time() {
    let begun = Instant::now();
    let deep = format!("<</K {}{}>>", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(code_of(&said_to_be_ours(&[&deep], NO_PAGES)), "too_large");
    let deep = format!("<</K {}>>", "<</S/P/K ".repeat(40) + &">>".repeat(40));
    assert_eq!(code_of(&said_to_be_ours(&[&deep], NO_PAGES)), "without_structure");
    let wide = format!("<</K [{}]>>", "<</S/P>>".repeat(150_000));
    assert_eq!(code_of(&said_to_be_ours(&[&wide], NO_PAGES)), "too_large");
    // A long remark that each of many references leads to.
    let remark = format!("%{}\n<</S/P>>", "x".repeat(1 << 20));
    let many = format!("<</K [{}]>>", (0..5_000).map(|_| "<</S/P/A 4 0 R>>").collect::<String>());
    assert_eq!(code_of(&said_to_be_ours(&[&many, &remark], NO_PAGES)), "too_large");
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn a_packed_stream_that_grows_without_end_is_refused() {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let piece = vec![b' '; 1 << 20];
    (0..200).for_each(|_| packer.write_all(&piece).unwrap());
    let bomb = packer.finish().unwrap();
    let budget = Budget::new();
    let unpacked = filter::unpack(&bomb, b"FlateDecode", &syntax::Dictionary::new(), &budget);
    assert_eq!(unpacked, Err(Refusal::TooLarge(Limit::Unpacked)));
}

/// A small generator whose numbers are the same on every machine (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }
}

/// One to four bytes flipped, a piece cut out or repeated, or a number changed; all within a range.
fn damaged(bytes: &[u8], range: std::ops::Range<usize>, random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = range.start + random.below(range.len());
    let piece = place..range.end.min(place + 1 + random.below(40));
    match random.below(6) {
        0 => drop(bytes.drain(piece)),
        1 => {
            let copy = bytes[piece].to_vec();
            bytes.splice(place..place, copy);
        }
        2 | 3 => {
            let digit = (place..range.end).find(|&at| bytes[at].is_ascii_digit());
            digit.into_iter().for_each(|at| bytes[at] = b'0' + u8::try_from(random.below(10)).unwrap());
        }
        _ => {
            for _ in 0..=random.below(4) {
                let place = range.start + random.below(range.len());
                bytes[place] ^= 1 << random.below(8);
            }
        }
    }
    bytes
}

#[test]
fn damaged_files_never_panic() {
    let mut random = Random(3);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..600 {
        match import_bytes(&damaged(ours(), 0..ours().len(), &mut random)) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read > 50 && refused > 50, "{read} read, {refused} refused");
}

/// Bytes changed where they stand, so that the table still fits: in objects, pages and maps, unpacked.
#[test]
fn damaged_objects_never_panic() {
    let mut contents = Contents::of(ours());
    // The faces are most of the file, and are not what this is about.
    for font in contents.streams(|bytes| bytes.len() > 2 && bytes.starts_with(b"\0\x01\0\0")) {
        font.clear();
    }
    let bytes = contents.bytes();
    let mut random = Random(5);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3_000 {
        let mut changed = bytes.clone();
        for _ in 0..=random.below(3) {
            let place = 9 + random.below(bytes.len() - 9);
            changed[place] = match random.below(3) {
                0 => b'0' + u8::try_from(random.below(10)).unwrap(),
                1 => b"[]<>()/ %R"[random.below(10)],
                _ => changed[place] ^ 1 << random.below(8),
            };
        }
        match import_bytes(&changed) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read > 300 && refused > 300, "{read} read, {refused} refused");
}
