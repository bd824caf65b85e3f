//! The sentence around a place in a text, to be quoted.

/// What a sentence ends at.
const STOPS: [char; 4] = ['。', '！', '？', '\n'];

/// The sentence that a byte of a text lies in, with its final stop.
pub(in crate::check) fn sentence_at(text: &str, at: usize) -> &str {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = text[..at].rfind(STOPS).map_or(0, |stop| stop + text[stop..].chars().next().map_or(0, char::len_utf8));
    let rest = &text[start..];
    let behind = at - start;
    let end = rest[behind..].find(STOPS).map_or(rest.len(), |stop| {
        let stop = behind + stop;
        stop + rest[stop..].chars().next().map_or(0, char::len_utf8)
    });
    rest[..end].trim()
}

/// The sentence that a stretch of a text begins in, and all of the stretch: `……。。` with both its stops.
pub(in crate::check) fn sentence_through(text: &str, start: usize, end: usize) -> &str {
    let sentence = sentence_at(text, start);
    if text[start..end].contains(STOPS) {
        let begin =
            text[..start].rfind(STOPS).map_or(0, |stop| stop + text[stop..].chars().next().map_or(0, char::len_utf8));
        return text[begin..end].trim();
    }
    sentence
}

/// The characters before and after a stretch of a text.
pub(in crate::check) fn neighbours(text: &str, start: usize, end: usize) -> (Option<char>, Option<char>) {
    (text[..start].chars().next_back(), text[end..].chars().next())
}

/// Whether a character is a Chinese one, and no punctuation.
#[inline]
pub(in crate::check) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_stop() {
        let text = "第一句。第二句，还有。\n第三句";
        let at = |words: &str| sentence_at(text, text.find(words).unwrap());
        assert_eq!(at("一句"), "第一句。");
        assert_eq!(at("还有"), "第二句，还有。");
        assert_eq!(at("三句"), "第三句");
        assert_eq!(sentence_at(text, text.find("。第二").unwrap()), "第一句。", "the stop itself");
        assert_eq!(sentence_at("", 3), "");
        let at = text.find("，还有").unwrap();
        assert_eq!(sentence_through(text, at, at + '，'.len_utf8()), "第二句，还有。");
        assert_eq!(sentence_through("一句。。二句。", 6, 12), "一句。。");
    }
}
