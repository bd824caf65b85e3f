//! A reader of JSON, just enough for the messages of cargo.

use std::iter::Peekable;
use std::str::Chars;

/// A JSON value. Numbers are kept as their text: no message here is read for one.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads one value that fills the whole text; `None` where it is not JSON.
    pub(crate) fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader { rest: text.chars().peekable() };
        let value = reader.value()?;
        reader.skip_space();
        reader.rest.next().is_none().then_some(value)
    }

    /// The value of a key; `None` where there is none or this is no object.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(fields) = self else { return None };
        fields.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text, if this is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of a list; nothing where this is none.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let items = match self {
            Json::List(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().filter_map(Json::text)
    }
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Json> {
        self.skip_space();
        match self.rest.peek()? {
            '{' => self.object(),
            '[' => self.list(),
            '"' => self.string().map(Json::Text),
            _ => self.word(),
        }
    }

    fn object(&mut self) -> Option<Json> {
        let mut fields = Vec::new();
        self.separated('{', '}', |reader| {
            reader.skip_space();
            let key = reader.string()?;
            reader.expect(':')?;
            fields.push((key, reader.value()?));
            Some(())
        })?;
        Some(Json::Object(fields))
    }

    fn list(&mut self) -> Option<Json> {
        let mut items = Vec::new();
        self.separated('[', ']', |reader| {
            items.push(reader.value()?);
            Some(())
        })?;
        Some(Json::List(items))
    }

    /// Items between two brackets with commas between them.
    fn separated(&mut self, open: char, close: char, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.expect(open)?;
        self.skip_space();
        if self.rest.next_if_eq(&close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            self.skip_space();
            match self.rest.next()? {
                ',' => {}
                found => return (found == close).then_some(()),
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                '"' => return Some(text),
                '\\' => text.push(self.escaped()?),
                plain => text.push(plain),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.rest.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(),
            plain => plain,
        })
    }

    /// `\uXXXX`, or two of them where the character lies outside the basic plane.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.expect_next('\\')?;
        self.expect_next('u')?;
        let second = self.hexadecimal()?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |value, _| Some(value * 16 + self.rest.next()?.to_digit(16)?))
    }

    fn word(&mut self) -> Option<Json> {
        let mut word = String::new();
        while let Some(next) = self.rest.next_if(|next| next.is_ascii_alphanumeric() || "+-.".contains(*next)) {
            word.push(next);
        }
        match word.as_str() {
            "null" => Some(Json::Null),
            "true" => Some(Json::Bool(true)),
            "false" => Some(Json::Bool(false)),
            number if number.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
                Some(Json::Number(word))
            }
            _ => None,
        }
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        self.skip_space();
        self.expect_next(wanted)
    }

    fn expect_next(&mut self, wanted: char) -> Option<()> {
        self.rest.next_if_eq(&wanted).map(|_| ())
    }

    fn skip_space(&mut self) {
        while self.rest.next_if(char::is_ascii_whitespace).is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn reads_every_kind_of_value() {
        let value = Json::parse(r#" {"a": [1, -2.5e3, "x"], "b": {"c": null}, "d": [], "e": {}, "f": true} "#).unwrap();
        assert_eq!(value.get("a").unwrap().texts().collect::<Vec<_>>(), ["x"]);
        assert_eq!(value.get("b").unwrap().get("c"), Some(&Json::Null));
        assert_eq!(value.get("f"), Some(&Json::Bool(true)));
        assert_eq!(value.get("g"), None);
    }

    #[test]
    fn undoes_escapes() {
        let value = Json::parse(r#""C:\\\u5e74\"\n\ud83d\ude00""#).unwrap();
        assert_eq!(value.text(), Some("C:\\年\"\n😀"));
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in ["", "{", r#"{"a"}"#, "[1,]", "[1 2]", r#""\ud83d""#, "1 2", "nil"] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
    }
}
