//! The text within a line of Markdown: marks of emphasis, links, HTML tags and entities taken off.

/// The text as a reader of the rendered page sees it.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let (piece, length) = match c {
            '\\' => escaped(rest),
            '<' => tag(rest),
            '&' => entity(rest),
            '!' | '[' => link(rest),
            '*' if rest.starts_with("**") => Some(("", 2)),
            '`' => Some(("", 1)),
            _ => None,
        }
        .unwrap_or((&rest[..c.len_utf8()], c.len_utf8()));
        plain.push_str(piece);
        rest = &rest[length..];
    }
    let plain = plain.trim();
    // A single star or a double underscore is emphasis only around the whole: within, it may mark a place to fill in.
    let inner = ["*", "__"].iter().find_map(|mark| plain.strip_prefix(mark)?.strip_suffix(mark));
    inner.filter(|inner| inner.chars().any(char::is_alphanumeric)).unwrap_or(plain).to_owned()
}

/// `\|`: what stands for itself, and how long the escape is.
fn escaped(rest: &str) -> Option<(&str, usize)> {
    rest[1..].starts_with(|c: char| c.is_ascii_punctuation()).then(|| (&rest[1..2], 2))
}

/// `<br>` is a line break and other tags are nothing; `<` alone and addresses in brackets stay.
fn tag(rest: &str) -> Option<(&str, usize)> {
    let end = near(rest).find('>')?;
    let inner = &rest[1..end];
    let name = inner.trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let is_address = inner.contains("://") && !inner.contains('=') || inner.contains('@');
    if is_address {
        return Some((inner, end + 1));
    }
    if name.is_empty() && !inner.starts_with("!--") {
        return None;
    }
    let is_line_break = matches!(name.to_ascii_lowercase().as_str(), "br" | "p") && !inner.starts_with('/');
    Some((if is_line_break { "\n" } else { "" }, end + 1))
}

fn entity(rest: &str) -> Option<(&'static str, usize)> {
    const ENTITIES: [(&str, &str); 8] = [
        ("&nbsp;", " "),
        ("&emsp;", " "),
        ("&ensp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#160;", " "),
    ];
    ENTITIES.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, text)| (*text, name.len()))
}

/// `[text](address)` reads as its text; a picture reads as nothing.
fn link(rest: &str) -> Option<(&str, usize)> {
    let is_picture = rest.starts_with('!');
    let open = usize::from(is_picture);
    if !rest[open..].starts_with('[') {
        return None;
    }
    let close = near(rest).find(']')?;
    let text = &rest[open + 1..close];
    let address = rest[close + 1..].strip_prefix('(')?;
    let end = close + 2 + near(address).find(')')? + 1;
    Some((if is_picture { "" } else { text }, end))
}

/// The beginning of a text. A tag or a link is short, and to look to the end of the file for each would take for ever.
fn near(rest: &str) -> &str {
    const BYTES: usize = 2_000;
    if rest.len() <= BYTES {
        return rest;
    }
    let end = (BYTES - 3..=BYTES).rev().find(|&end| rest.is_char_boundary(end));
    &rest[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_the_rendered_page_does() {
        for (text, wanted) in [
            ("**（七）总计**", "（七）总计"),
            ("*总计*", "总计"),
            ("__总计__", "总计"),
            ("社会公益<br/>组织", "社会公益\n组织"),
            ("<span style=\"x\">12</span>", "12"),
            ("a\\|b", "a|b"),
            ("&nbsp;", ""),
            ("[门户网站](http://example.org/)", "门户网站"),
            ("见<http://example.org/>", "见http://example.org/"),
            ("![](page1.png)", ""),
            ("____年", "____年"),
            ("数量<5", "数量<5"),
            ("**", ""),
            ("*", "*"),
        ] {
            assert_eq!(plain(text), wanted, "{text}");
        }
    }
}
