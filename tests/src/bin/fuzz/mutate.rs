//! How a file is changed: bytes, members of a package, marks and lines of a text.

use nianbao_tests::package;
use nianbao_tests::random::Random;

use super::corpus::{Corpus, Sample};
use super::records;

/// No mutated text grows beyond this.
const MOST_BYTES: usize = 400_000;

/// The file with one to three changes.
pub(crate) fn mutate(sample: &Sample, corpus: &Corpus, random: &mut Random) -> Sample {
    let name = sample.name.clone();
    let is_package = !sample.members.is_empty();
    let bytes = if is_package && random.chance(80) {
        let mut members = sample.members.clone();
        for _ in 0..1 + random.below(3) {
            change_members(&mut members, corpus.relative(sample, random), random);
        }
        package::pack(&members)
    } else {
        let mut bytes = sample.bytes.clone();
        for _ in 0..1 + random.below(3) {
            let is_text = !is_package && !name.ends_with(".xls");
            let is_done = (name.ends_with(".pdf") && random.chance(80) && change_in_place(&mut bytes, random))
                || (is_text && random.chance(70) && change_text(&mut bytes, random))
                || (name.ends_with(".xls") && random.chance(70) && records::mutate(&mut bytes, random));
            if !is_done {
                change_bytes(&mut bytes, &corpus.relative(sample, random).bytes, random);
            }
        }
        bytes
    };
    Sample { name, bytes, members: Vec::new() }
}

fn change_members(members: &mut Vec<(String, Vec<u8>)>, other: &Sample, random: &mut Random) {
    if members.is_empty() {
        return;
    }
    let index = random.below(members.len());
    match random.below(20) {
        0 => {
            members.remove(index);
        }
        1 => members[index].0.push('x'),
        2 => {
            let content = members[random.below(members.len())].1.clone();
            members[index].1 = content;
        }
        3 => {
            let name = members[index].0.clone();
            if let Some((_, content)) = other.members.iter().find(|(other, _)| *other == name) {
                members[index].1.clone_from(content);
            }
        }
        4 | 5 => {
            let content = other.members.get(index).map_or(&[][..], |(_, content)| content);
            change_bytes(&mut members[index].1, content, random);
        }
        _ => {
            change_text(&mut members[index].1, random);
        }
    }
}

/// Changes bytes without knowing what they are.
fn change_bytes(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    if bytes.is_empty() {
        bytes.extend(other.iter().take(64));
        return;
    }
    let at = random.below(bytes.len());
    let length = 1 + random.below(64.min(bytes.len() - at));
    match random.below(8) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = *random.pick(&[0, 1, 0x7F, 0x80, 0xFE, 0xFF]),
        2 => bytes.truncate(at),
        3 => {
            bytes.drain(at..at + length);
        }
        4 => {
            let chunk = bytes[at..at + length].to_vec();
            let times = 1 + random.below(20);
            bytes.splice(at..at, chunk.repeat(times));
        }
        5 => {
            let value = *random.pick(&[0_u32, 1, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF]);
            let end = (at + 4).min(bytes.len());
            bytes[at..end].copy_from_slice(&value.to_le_bytes()[..end - at]);
        }
        6 => {
            let from = random.below(other.len());
            bytes.truncate(at);
            bytes.extend(&other[from.min(other.len())..]);
        }
        _ => {
            for byte in &mut bytes[at..at + length] {
                *byte = u8::try_from(random.below(256)).expect("below 256");
            }
        }
    }
}

/// Changes some bytes where they stand, so that the table of a PDF still finds its objects.
fn change_in_place(bytes: &mut [u8], random: &mut Random) -> bool {
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len());
        bytes[at] = *random.pick(b"0123456789[]<>()/ %R\0");
    }
    true
}

/// Changes a text by its marks (`<…>`) or its lines; `false` where it has neither.
fn change_text(bytes: &mut Vec<u8>, random: &mut Random) -> bool {
    let pieces = pieces(bytes);
    if pieces.len() < 3 {
        return false;
    }
    let range = pieces[random.below(pieces.len())].clone();
    let other = pieces[random.below(pieces.len())].clone();
    match random.below(9) {
        0 => {
            bytes.drain(range);
        }
        1 => {
            let piece = bytes[range.clone()].to_vec();
            let most = MOST_BYTES.saturating_sub(bytes.len()) / piece.len().max(1);
            let times = *random.pick(&[1, 2, 20, 300, 3000]);
            bytes.splice(range.start..range.start, piece.repeat(times.min(most)));
        }
        2 => {
            let piece = bytes[other].to_vec();
            bytes.splice(range, piece);
        }
        3 => {
            let (first, second) = if range.start < other.start { (range, other) } else { (other, range) };
            bytes.drain(first.start..second.end);
        }
        4 | 5 => change_number(bytes, range, random),
        6 => {
            let piece = *random.pick(STRANGE);
            bytes.splice(range.end..range.end, piece.bytes());
        }
        7 => {
            let depth = *random.pick(&[10, 200, 5000]);
            let mark = *random.pick(NESTING);
            bytes.splice(range.end..range.end, mark.repeat(depth).into_bytes());
        }
        _ => {
            // One byte within the piece, which may break a name, an attribute or a character.
            let at = range.start + random.below(range.len());
            if at < bytes.len() {
                bytes[at] = *random.pick(b"<>&\"'/=; \t\n09az\x00\xFF");
            }
        }
    }
    true
}

/// What no careful program writes.
const STRANGE: &[&str] = &[
    "\u{0}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{202E}",
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&nosuch;",
    "<![CDATA[",
    "<!--",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "<?x",
    "\t\t\t\t",
    "||||||||",
    "\"",
    "行政许可",
    "总计",
    "99999999999999999999999999999999999",
    "-0",
    "1e400",
    "0.00000000000000000000000000000000001",
    "NaN",
];
/// What may contain itself.
const NESTING: &[&str] = &[
    "<table><tr><td>",
    "<div>",
    "<w:tbl><w:tr><w:tc>",
    "<w:sdt><w:sdtContent>",
    "<w:r><mc:AlternateContent><mc:Choice>",
    "<text:p><text:span>",
    "<table:table><table:table-row><table:table-cell>",
    "<b>",
    "<svg><foreignObject>",
    "（",
    "|",
    "\"",
];

/// Gives a number within the piece, a span or an address perhaps, another size.
fn change_number(bytes: &mut Vec<u8>, range: std::ops::Range<usize>, random: &mut Random) {
    let digits: Vec<usize> = range.filter(|&at| bytes[at].is_ascii_digit()).collect();
    if digits.is_empty() {
        return;
    }
    let start = *random.pick(&digits);
    let end = (start..bytes.len()).find(|&at| !bytes[at].is_ascii_digit()).unwrap_or(bytes.len());
    let number = *random.pick(&[
        "0",
        "1",
        "2",
        "-1",
        "65535",
        "65536",
        "1048577",
        "16385",
        "2147483647",
        "4294967296",
        "18446744073709551616",
        "0.5",
        "",
    ]);
    bytes.splice(start..end, number.bytes());
}

/// Marks and the texts between them; else lines.
fn pieces(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let cuts_before = |byte: u8| byte == b'<';
    let cuts_after = |byte: u8| byte == b'>' || byte == b'\n' || byte == b'\t' || byte == b'|' || byte == b',';
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if cuts_before(byte) && at > start {
            pieces.push(start..at);
            start = at;
        }
        if cuts_after(byte) {
            pieces.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < bytes.len() {
        pieces.push(start..bytes.len());
    }
    pieces
}
