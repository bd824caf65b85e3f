//! Text made safe: for markup, and for the JSON inside a `script` element.

use std::fmt;

/// Writes text that may stand in an element or in a quoted attribute, without the characters that HTML forbids.
pub(super) fn markup(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(|c| markup_escape(c).is_some()) {
        out.write_str(&rest[..at])?;
        let mut chars = rest[at..].chars();
        out.write_str(chars.next().and_then(markup_escape).unwrap_or_default())?;
        rest = chars.as_str();
    }
    out.write_str(rest)
}

/// The markup of a text whose line breaks show.
pub(super) fn lines(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            safe.push_str("<br>");
        }
        markup(line, &mut safe).expect("a String takes everything");
    }
    safe
}

/// JSON that no HTML parser mistakes for markup, and that is the same JSON to every JSON parser.
///
/// What is replaced can stand in strings only, where `\u` escapes are allowed.
pub(super) fn json(json: &str) -> String {
    let is_unsafe = |c| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') || is_forbidden(c);
    let mut safe = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find(is_unsafe) {
        safe.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        for unit in chars.next().into_iter().flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec()) {
            safe.push_str(&format!("\\u{unit:04x}"));
        }
        rest = chars.as_str();
    }
    safe.push_str(rest);
    safe
}

/// What a character is replaced by in markup; `None` where it stays.
fn markup_escape(c: char) -> Option<&'static str> {
    match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ if is_forbidden(c) => Some(""),
        _ => None,
    }
}

/// Whether HTML forbids a character: controls that are no white space, and Unicode's noncharacters.
fn is_forbidden(c: char) -> bool {
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    noncharacter || (c.is_control() && !matches!(c, '\t' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_forbidden_characters_are_dropped() {
        let mut safe = String::new();
        markup("a<b> & \"c\" 'd'\u{0}\u{8}\u{7f}\u{85}\u{fffe}\u{1ffff}\t。", &mut safe).unwrap();
        assert_eq!(safe, "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\t。");
    }

    #[test]
    fn line_breaks_show() {
        assert_eq!(lines("一\n二\r\n<三>"), "一<br>二<br>&lt;三&gt;");
    }

    #[test]
    fn json_stays_the_same_json() {
        let value = serde_json::json!({ "a&b": "</script><!--\u{2028}\u{2029}\u{7f}\u{fffe}\u{10ffff}\n\"\\" });
        let safe = json(&value.to_string());
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\u{7f}', '\u{fffe}', '\u{10ffff}']), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
    }
}
