//! Damaged files give an error or a Document, and never a panic.

use super::*;
use crate::export::{export, tests::sample};

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

/// One to four bytes flipped, a piece cut out or repeated, or the end cut off.
fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = random.below(bytes.len());
    let piece = place..bytes.len().min(place + 1 + random.below(40));
    match random.below(6) {
        0 => bytes.truncate(place),
        1 => drop(bytes.drain(piece)),
        2 => {
            let copy = bytes[piece].to_vec();
            bytes.splice(place..place, copy);
        }
        _ => {
            for _ in 0..=random.below(4) {
                let place = random.below(bytes.len());
                bytes[place] ^= 1 << random.below(8);
            }
        }
    }
    bytes
}

#[test]
fn a_damaged_container_never_panics() {
    let bytes = export(&sample::job(), &Context::detached(Language::Zh)).unwrap().bytes;
    let mut random = Random(3);
    let mut refused = 0;
    for _ in 0..1_500 {
        refused += usize::from(import_bytes("年报.docx", &damaged(&bytes, &mut random)).is_err());
    }
    assert!(refused > 500, "{refused} of the damaged files were refused");
}

#[test]
fn damaged_xml_never_panics() {
    let rich = concat!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:ins w:id="1"><w:r><w:t>甲&amp;</w:t></w:r></w:ins>"#,
        r#"<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>=SUM(A1)</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3</w:t>"#,
        r#"<w:fldChar w:fldCharType="end"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>"#,
        r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr>"#,
        r#"<w:tcW w:w="1000" w:type="dxa"/><w:hMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val="0"/>"#,
        r#"</w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"#,
    );
    let numbering = concat!(
        r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:start w:val="4294967295"/><w:numFmt w:val="decimal"/>"#,
        r#"<w:lvlRestart w:val="4294967295"/><w:lvlText w:val="%1%9%"/></w:lvl></w:abstractNum>"#,
        r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    );
    let mut random = Random(5);
    let mut read = 0;
    for _ in 0..4_000 {
        let parts = [rich, numbering].map(|part| damaged(part.as_bytes(), &mut random));
        let [body, numbering] = parts.map(|part| String::from_utf8_lossy(&part).into_owned());
        read += usize::from(import_bytes("年报.docx", &File::new(&body).numbering(&numbering).bytes()).is_ok());
    }
    assert!(read > 100, "{read} of the damaged documents were read");
}

#[test]
fn cells_never_overlap_and_none_is_lost() {
    let mut random = Random(7);
    for _ in 0..2_000 {
        let mut texts = 0;
        let mut rows = String::new();
        for _ in 0..2 + random.below(4) {
            rows.push_str(&format!(r#"<w:tr><w:trPr><w:gridBefore w:val="{}"/></w:trPr>"#, random.below(2)));
            for _ in 0..random.below(5) {
                let pick = |random: &mut Random, kinds: [&'static str; 4]| kinds[random.below(4)];
                let vertical = pick(&mut random, ["", "", "<w:vMerge/>", r#"<w:vMerge w:val="restart"/>"#]);
                let horizontal = pick(&mut random, ["", "", "<w:hMerge/>", r#"<w:hMerge w:val="restart"/>"#]);
                let properties = format!(r#"<w:gridSpan w:val="{}"/>{vertical}{horizontal}"#, random.below(4));
                rows.push_str(&tc(&properties, &format!("第{texts}格")));
                texts += 1;
            }
            rows.push_str("</w:tr>");
        }
        let document = File::new(&wrapped(&rows)).document();
        grids(&document).into_iter().for_each(assert_no_overlap);
        // A text stands in a cell, or is noted as covered by one.
        let shown = serde_json::to_string(&document).unwrap();
        assert!((0..texts).all(|number| shown.contains(&format!("第{number}格"))), "{rows}");
    }
}

#[track_caller]
fn assert_no_overlap(grid: &Grid) {
    let mut covered = std::collections::BTreeSet::new();
    for cell in &grid.cells {
        assert!(cell.row + cell.row_span <= grid.rows && cell.column + cell.column_span <= grid.columns, "{cell:?}");
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                assert!(covered.insert((row, column)), "{cell:?}");
            }
        }
    }
}
