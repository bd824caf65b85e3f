//! Files of our own that somebody changed: what is drawn is what is read.

use super::rewrite::Contents;
use super::*;
use crate::import::syntax::Object;

const FIGURE: &str = "2,1+1,1 1234567";

#[test]
fn a_file_written_anew_reads_the_same() {
    let again = Contents::of(ours()).bytes();
    assert_ne!(again, ours());
    let (first, second) = (import_bytes(ours()).unwrap(), import_bytes(&again).unwrap());
    assert_eq!(first.document, second.document);
    assert_eq!(first.embedded, second.embedded);
}

/// The glyphs of the figures 1 to 7 in a page.
fn glyphs(contents: &mut Contents) -> (Vec<u8>, Vec<u8>) {
    let maps = contents.streams(|bytes| find(bytes, b"begincmap").is_some());
    let maps = maps.into_iter().map(|map| String::from_utf8(map.clone()).unwrap());
    // The text face has all of them, the title's only those of a year.
    let map = maps
        .into_iter()
        .find(|map| ["1", "3", "5", "6", "7"].iter().all(|digit| map.contains(&format!("> <003{digit}>"))));
    let map = map.unwrap();
    let code = |digit: u32| {
        let line = map.lines().find(|line| line.ends_with(&format!(" <{:04X}>", 0x30 + digit))).unwrap();
        u16::from_str_radix(&line[1..5], 16).unwrap().to_be_bytes()
    };
    ((1..=7).flat_map(code).collect(), [7, 6, 5, 4, 3, 2, 1].into_iter().flat_map(code).collect())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}

#[test]
fn a_changed_figure_on_the_page_is_read_and_the_attachment_is_not() {
    let mut contents = Contents::of(ours());
    let (old, new) = glyphs(&mut contents);
    let (old, new) = (hexadecimal(&old), hexadecimal(&new));
    let mut count = 0;
    for page in contents.streams(|bytes| find(bytes, b"/MCID").is_some()) {
        while let Some(at) = find(page, &old) {
            page[at..at + old.len()].copy_from_slice(&new);
            count += 1;
        }
    }
    assert_eq!(count, 1);
    let imported = import_bytes(&contents.bytes()).unwrap();
    let (was, is) = (outline(&sample()), outline(&imported.document));
    assert_eq!(is[3], was[3].replace(FIGURE, "2,1+1,1 7654321"));
    assert_eq!((&is[..3], is.len()), (&was[..3], was.len()));
}

#[test]
fn a_map_that_lies_of_the_figures_drawn_is_corrected() {
    let mut contents = Contents::of(ours());
    for map in contents.streams(|bytes| find(bytes, b"begincmap").is_some()) {
        let text = String::from_utf8(map.clone()).unwrap();
        let lie = text.replace("> <0031>", "> <x>").replace("> <0037>", "> <0031>").replace("> <x>", "> <0037>");
        *map = lie.into_bytes();
    }
    let changed = contents.bytes();
    assert!(find(&changed, b"> <0031>").is_some());
    assert_eq!(outline(&import_bytes(&changed).unwrap().document), outline(&sample()));
}

#[test]
fn a_text_given_in_place_of_what_is_drawn_holds_only_where_both_look_alike() {
    let mut contents = Contents::of(ours());
    let (old, _) = glyphs(&mut contents);
    let old = hexadecimal(&old);
    for page in contents.streams(|bytes| find(bytes, b"/MCID").is_some()) {
        let Some(at) = find(page, &old) else { continue };
        let begin = page[..at].windows(2).rposition(|window| window == b"BT").unwrap();
        let end = at + find(&page[at..], b"ET").unwrap() + 2;
        page.splice(end..end, b" EMC ".iter().copied());
        let replaced = b"/Span<</ActualText(7654321)>>BDC ";
        page.splice(begin..begin, replaced.iter().copied());
    }
    let imported = import_bytes(&contents.bytes()).unwrap();
    assert_eq!(outline(&imported.document), outline(&sample()));
}

#[test]
fn invisible_text_is_not_read() {
    let mut contents = Contents::of(ours());
    let (old, _) = glyphs(&mut contents);
    let old = hexadecimal(&old);
    for page in contents.streams(|bytes| find(bytes, b"/MCID").is_some()) {
        let Some(at) = find(page, &old) else { continue };
        let mode = page[..at].windows(2).rposition(|window| window == b"Tr").unwrap();
        page.splice(mode..mode, b"3 ".iter().copied());
    }
    let imported = import_bytes(&contents.bytes()).unwrap();
    assert!(!outline(&imported.document).concat().contains("1234567"));
}

#[test]
fn text_laid_over_a_page_is_read_and_said() {
    for (label, added) in [
        ("unmarked", "\nBT /f0 10 Tf 1 0 0 1 90 90 Tm <00010002> Tj ET\n"),
        ("an artifact", "\n/Artifact BMC BT /f0 10 Tf 1 0 0 1 90 90 Tm <00010002> Tj ET EMC\n"),
        ("a mark that no element has", "\n/P <</MCID 999>> BDC BT /f0 10 Tf <00010002> Tj ET EMC\n"),
    ] {
        let mut contents = Contents::of(ours());
        for page in contents.streams(|bytes| find(bytes, b"/MCID").is_some()) {
            page.extend(added.bytes());
        }
        let imported = import_bytes(&contents.bytes()).unwrap();
        let lines = outline(&imported.document);
        assert_eq!(lines.len(), outline(&sample()).len() + 1, "{label}: {lines:?}");
        assert_eq!(lines.last().unwrap().chars().count(), 2, "{label}");
        assert_eq!(imported.diagnostics.len(), 1, "{label}");
        assert_eq!(imported.diagnostics[0].at.as_deref(), Some("第1页"), "{label}");
    }
}

#[test]
fn a_typed_annotation_is_read_and_a_remark_is_noted() {
    let text = |text: &str| Object::Text(text.bytes().collect());
    let name = |name: &str| Object::Name(name.bytes().collect());
    let annotation = |kind: &str, contents: &str| {
        let entries = [("Type", name("Annot")), ("Subtype", name(kind)), ("Contents", text(contents))];
        Object::Dictionary(entries.into_iter().map(|(key, value)| (key.as_bytes().to_vec(), value)).collect())
    };
    let mut contents = Contents::of(ours());
    let annotations = Object::Array(vec![annotation("FreeText", "9876"), annotation("Stamp", "seal")]);
    for page in contents.dictionaries(b"Type", b"Page") {
        page.insert(b"Annots".to_vec(), annotations.clone());
    }
    let imported = import_bytes(&contents.bytes()).unwrap();
    assert_eq!(outline(&imported.document).last().map(String::as_str), Some("9876"));
    assert!(imported.document.notes.iter().any(|note| note.text == "seal"));
}

#[test]
fn without_its_data_or_its_structure_it_is_said_to_be_ours() {
    let mut contents = Contents::of(ours());
    for catalog in contents.dictionaries(b"Type", b"Catalog") {
        catalog.remove(b"AF".as_slice());
        catalog.remove(b"Names".as_slice());
    }
    let imported = import_bytes(&contents.bytes()).unwrap();
    assert_eq!(imported.embedded, None);
    assert_eq!(outline(&imported.document), outline(&sample()));
    for catalog in contents.dictionaries(b"Type", b"Catalog") {
        catalog.remove(b"StructTreeRoot".as_slice());
    }
    assert_eq!(code_of(&contents.bytes()), "without_structure");
}

#[test]
fn broken_data_inside_are_said_and_the_page_is_read() {
    let mut contents = Contents::of(ours());
    for data in contents.streams(|bytes| bytes.starts_with(b"{")) {
        data.truncate(100);
    }
    let imported = import_bytes(&contents.bytes()).unwrap();
    assert_eq!(imported.embedded, None);
    assert_eq!(imported.diagnostics[0].code, "carried_report_unreadable");
    assert_eq!(outline(&imported.document), outline(&sample()));
}

#[test]
fn a_structure_that_calls_one_figure_the_other_is_found_by_where_they_are_drawn() {
    let mut contents = Contents::of(ours());
    let mut cells = contents.dictionaries(b"S", b"TD");
    assert_eq!(cells.len(), 2);
    let first = cells[0].get(b"K".as_slice()).cloned().unwrap();
    let second = cells[1].insert(b"K".to_vec(), first).unwrap();
    cells[0].insert(b"K".to_vec(), second);
    let imported = import_bytes(&contents.bytes()).unwrap();
    let table = outline(&imported.document).pop().unwrap();
    assert!(!table.contains("1234567") && !table.contains("59237.2449"), "{table}");
    assert!(table.contains("一、本年新收政府信息公开申请数量"), "{table}");
}
