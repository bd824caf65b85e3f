//! V06: addresses that nobody outside the office can open, and words that the office does not want published.

use super::super::facts::Facts;
use super::super::rule::Findings;
use super::super::wording::excerpt::sentence_at;
use super::mask;

/// Pieces of addresses within a house.
const PIECES: [&str; 6] = ["file://", "localhost", "//intranet", "c:\\", "d:\\", "\\\\192"];
/// Endings of the names of computers within a house.
const ENDINGS: [&str; 3] = [".local", ".lan", ".internal"];

/// V06: links into the office's own network, in the text or in what the file hides; and the words of the setting.
pub(super) fn links(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let texts = facts.texts();
    for text in texts {
        if let Some((start, end)) = internal_link(text.text) {
            let finding =
                findings.new_finding().at(text.place(facts)).with("kind", "link").with("found", &text.text[start..end]);
            findings.add(finding.with("sentence", mask::text(sentence_at(text.text, start))));
        }
    }
    for word in facts.setting("V06").map_or(&[][..], |setting| &setting.words) {
        let place = texts.iter().find_map(|text| Some((text, text.text.find(word.as_str())?)));
        if let Some((text, at)) = place.filter(|_| !word.is_empty()) {
            let finding = findings.new_finding().at(text.place(facts)).with("kind", "word").with("found", word);
            findings.add(finding.with("sentence", mask::text(sentence_at(text.text, at))));
        }
    }
}

/// Where the first such address begins and ends.
fn internal_link(text: &str) -> Option<(usize, usize)> {
    // Looked at all at once, which is much faster than to stop at the first.
    if !text.bytes().fold(false, |any, byte| any | matches!(byte, b'.' | b':' | b'\\' | b'l' | b'L')) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut from = 0;
    // By bytes, which is no different for ASCII and much faster through Chinese.
    while let Some(start) = bytes[from..].iter().position(u8::is_ascii_graphic).map(|at| from + at) {
        let length = bytes[start..].iter().position(|byte| !byte.is_ascii_graphic()).unwrap_or(text.len() - start);
        let end = start + length;
        let word = text[start..end].to_ascii_lowercase();
        let host = word.split_once("://").map_or(word.as_str(), |(_, rest)| rest);
        let host = host.split(['/', ':', '?', ')', ',', ';']).next().unwrap_or(host);
        let is_internal = PIECES.iter().any(|piece| word.contains(piece))
            || ENDINGS.iter().any(|ending| host.len() > ending.len() && host.ends_with(ending))
            || is_private_address(host.trim_matches(|c: char| !c.is_ascii_digit()));
        if is_internal {
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// The ranges of RFC 1918, and the computer itself.
fn is_private_address(host: &str) -> bool {
    let numbers: Option<Vec<u8>> = host.split('.').map(|number| number.parse().ok()).collect();
    match numbers.as_deref() {
        Some([10 | 127, _, _, _] | [192, 168, _, _]) => true,
        Some([172, second, _, _]) => (16..=31).contains(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_within_a_house() {
        for (text, is_internal) in [
            ("见http://10.1.2.3:8080/a。", true),
            ("见192.168.0.1/index", true),
            ("file:///C:/年报.docx", true),
            ("http://oa.bureau.local/x", true),
            ("http://localhost/x", true),
            ("见www.a.gov.cn", false),
            ("10.1公开情况，版本10.1.2", false),
            ("http://www.local.gov.cn", false),
            ("172.16.0.1", true),
            ("172.40.0.1", false),
        ] {
            assert_eq!(internal_link(text).is_some(), is_internal, "{text}");
        }
    }
}
