//! The options of a format, as `options = "options.schema.json"` of its manifest declares them: a small part of JSON Schema.
//!
//! A flat object of strings, booleans, integers, numbers and files. The host checks values against it before the plugin
//! runs, puts defaults in, and hands a file's content over as a blob, since a plugin sees no path. What the schema does
//! not declare does not reach the plugin.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::protocol::Language;

/// The key of every format that chooses among several plugins, and which no plugin declares.
pub const PLUGIN_KEY: &str = "plugin";

/// What a format can be told.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionsSchema {
    /// The dialect, for editors.
    #[serde(rename = "$schema", default)]
    pub dialect: Option<String>,
    /// Always `object`.
    #[serde(rename = "type")]
    pub kind: ObjectType,
    /// Whether options that are not declared are allowed; they never are.
    #[serde(rename = "additionalProperties", default)]
    pub additional: bool,
    /// The options, by name.
    #[serde(default)]
    pub properties: BTreeMap<String, Property>,
}

/// The only type of a schema of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ObjectType {
    /// An object.
    Object,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// What its value is.
    #[serde(rename = "type")]
    pub kind: PropertyType,
    /// `file`: the value is a file's path; the plugin gets its content as a blob. On strings only.
    #[serde(default)]
    pub format: Option<PropertyFormat>,
    /// The values allowed; none named means all of the type.
    #[serde(rename = "enum", default)]
    pub allowed: Vec<Value>,
    /// The value where none is given; the plugin gets it then.
    #[serde(default)]
    pub default: Option<Value>,
    /// Values that may be given.
    #[serde(default)]
    pub examples: Vec<Value>,
    /// The smallest value of a number.
    #[serde(default)]
    pub minimum: Option<Number>,
    /// The largest value of a number.
    #[serde(default)]
    pub maximum: Option<Number>,
    /// A few words in Chinese: what it is.
    #[serde(default)]
    pub title: Option<String>,
    /// A sentence in Chinese: what it does.
    #[serde(default)]
    pub description: Option<String>,
    /// Title and description in English.
    #[serde(rename = "x-en", default)]
    pub english: Option<Words>,
}

/// The words of an option in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A few words: what it is.
    #[serde(default)]
    pub title: Option<String>,
    /// A sentence: what it does.
    #[serde(default)]
    pub description: Option<String>,
}

/// The types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PropertyType {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
}

/// The formats of strings that mean something to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PropertyFormat {
    /// The path of a file that the host reads.
    File,
}

/// What is wrong with the value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionFault {
    /// No such option.
    Unknown,
    /// A value of another type.
    WrongType(PropertyType),
    /// Not one of the values allowed.
    NotAllowed(Vec<String>),
    /// A number that is too small or too large, with the limits there are.
    OutOfRange(Option<String>, Option<String>),
}

impl OptionsSchema {
    /// The schema of a format without options.
    pub fn empty() -> Self {
        let (kind, properties) = (ObjectType::Object, BTreeMap::new());
        OptionsSchema { dialect: None, kind, additional: false, properties }
    }

    /// Reads a schema.
    ///
    /// # Errors
    /// One sentence: JSON that does not parse, a keyword outside the subset, or a default that is no legal value.
    pub fn parse(text: &str) -> Result<OptionsSchema, String> {
        let schema: OptionsSchema = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if schema.additional {
            return Err("additionalProperties is true: what is not declared does not reach a plugin".to_owned());
        }
        for (key, property) in &schema.properties {
            property.sound(key).map_err(|fault| format!("option {key:?}: {fault}"))?;
        }
        Ok(schema)
    }

    /// Whether a value may be given for an option.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, key: &str, value: &Value) -> Result<(), OptionFault> {
        self.properties.get(key).ok_or(OptionFault::Unknown)?.check(value)
    }

    /// Reads the value of an option as it is written on a command line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&self, key: &str, text: &str) -> Result<Value, OptionFault> {
        let property = self.properties.get(key).ok_or(OptionFault::Unknown)?;
        let value = match property.kind {
            PropertyType::String => Value::from(text),
            // A value of another type is told so by the check.
            _ => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        };
        property.check(&value).map(|()| value)
    }
}

impl Property {
    /// Whether its value is a file's path.
    pub fn is_file(&self) -> bool {
        self.format == Some(PropertyFormat::File)
    }

    /// Its title in a language, as far as there is one.
    pub fn title(&self, language: Language) -> Option<&str> {
        let english = self.english.as_ref().and_then(|words| words.title.as_deref());
        choose(language, self.title.as_deref(), english)
    }

    /// Its description in a language, as far as there is one.
    pub fn description(&self, language: Language) -> Option<&str> {
        let english = self.english.as_ref().and_then(|words| words.description.as_deref());
        choose(language, self.description.as_deref(), english)
    }

    fn check(&self, value: &Value) -> Result<(), OptionFault> {
        let fits = match self.kind {
            PropertyType::String => value.is_string(),
            PropertyType::Boolean => value.is_boolean(),
            PropertyType::Integer => value.is_i64() || value.is_u64(),
            PropertyType::Number => value.is_number(),
        };
        if !fits {
            return Err(OptionFault::WrongType(self.kind));
        }
        if !self.allowed.is_empty() && !self.allowed.contains(value) {
            return Err(OptionFault::NotAllowed(self.allowed.iter().map(plain).collect()));
        }
        if let Some(number) = value.as_f64() {
            let is_below = self.minimum.as_ref().and_then(Number::as_f64).is_some_and(|minimum| number < minimum);
            let is_above = self.maximum.as_ref().and_then(Number::as_f64).is_some_and(|maximum| number > maximum);
            if is_below || is_above {
                let limit = |number: &Option<Number>| number.as_ref().map(ToString::to_string);
                return Err(OptionFault::OutOfRange(limit(&self.minimum), limit(&self.maximum)));
            }
        }
        Ok(())
    }

    /// Whether the declaration makes sense.
    fn sound(&self, key: &str) -> Result<(), String> {
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
        if key.is_empty() || !key.bytes().all(legal) {
            return Err("its name may hold only a-z, 0-9, _ and -".to_owned());
        }
        if key == PLUGIN_KEY {
            return Err("the name is taken: it chooses the plugin of a format".to_owned());
        }
        let is_number = matches!(self.kind, PropertyType::Integer | PropertyType::Number);
        if !is_number && (self.minimum.is_some() || self.maximum.is_some()) {
            return Err("minimum and maximum are for numbers".to_owned());
        }
        if self.is_file() {
            let plain = self.allowed.is_empty() && self.default.is_none() && self.kind == PropertyType::String;
            return if plain { Ok(()) } else { Err("a file is a string without enum and default".to_owned()) };
        }
        let named = self.allowed.iter().chain(&self.default).chain(&self.examples);
        for value in named {
            self.check(value).map_err(|fault| format!("{value}: {fault}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for OptionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OptionFault::Unknown => f.write_str("no such option"),
            OptionFault::WrongType(kind) => write!(f, "not of type {}", kind.word()),
            OptionFault::NotAllowed(allowed) => write!(f, "not one of {}", allowed.join(", ")),
            OptionFault::OutOfRange(minimum, maximum) => {
                let limit = |limit: &Option<String>| limit.clone().unwrap_or_else(|| "…".to_owned());
                write!(f, "not between {} and {}", limit(minimum), limit(maximum))
            }
        }
    }
}

impl PropertyType {
    /// The schema's word for it.
    pub fn word(self) -> &'static str {
        match self {
            PropertyType::String => "string",
            PropertyType::Boolean => "boolean",
            PropertyType::Integer => "integer",
            PropertyType::Number => "number",
        }
    }
}

/// A value as it is written on a command line.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn choose<'a>(language: Language, chinese: Option<&'a str>, english: Option<&'a str>) -> Option<&'a str> {
    match language {
        Language::Zh => chinese.or(english),
        Language::En => english.or(chinese),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r#"{
        "type": "object",
        "properties": {
            "paper": {"type": "string", "enum": ["a4", "a3"], "default": "a4", "title": "纸张",
                      "x-en": {"title": "Paper"}},
            "columns": {"type": "integer", "minimum": 1, "maximum": 9},
            "scale": {"type": "number", "examples": [0.5]},
            "draft": {"type": "boolean"},
            "note": {"type": "string"},
            "template": {"type": "string", "format": "file"}
        }
    }"#;

    #[track_caller]
    fn refused(property: &str, word: &str) {
        let text = format!(r#"{{"type": "object", "properties": {{{property}}}}}"#);
        let fault = OptionsSchema::parse(&text).expect_err(property);
        assert!(fault.contains(word), "{word:?} is not in {fault:?}");
    }

    #[test]
    fn values_are_read_by_their_type() {
        let schema = OptionsSchema::parse(SCHEMA).unwrap();
        let read = |key: &str, text: &str| schema.read(key, text);
        assert_eq!(read("paper", "a3"), Ok("a3".into()));
        assert_eq!(read("columns", "9"), Ok(9.into()));
        assert_eq!(read("scale", "0.25"), Ok(0.25.into()));
        assert_eq!(read("draft", "true"), Ok(true.into()));
        assert_eq!(read("note", "true"), Ok("true".into()), "text, though it looks like something else");
        assert_eq!(read("note", "12"), Ok("12".into()));
        assert_eq!(read("template", "页.html"), Ok("页.html".into()));
    }

    #[test]
    fn values_that_do_not_fit_are_named_with_what_does() {
        let schema = OptionsSchema::parse(SCHEMA).unwrap();
        assert_eq!(schema.read("papers", "a4"), Err(OptionFault::Unknown));
        assert_eq!(schema.read("paper", "a5"), Err(OptionFault::NotAllowed(vec!["a4".to_owned(), "a3".to_owned()])));
        assert_eq!(schema.read("columns", "1.5"), Err(OptionFault::WrongType(PropertyType::Integer)));
        assert_eq!(schema.read("columns", "many"), Err(OptionFault::WrongType(PropertyType::Integer)));
        let range = OptionFault::OutOfRange(Some("1".to_owned()), Some("9".to_owned()));
        assert_eq!(schema.read("columns", "0"), Err(range.clone()));
        assert_eq!(schema.read("columns", "10"), Err(range));
        assert_eq!(schema.read("draft", "yes"), Err(OptionFault::WrongType(PropertyType::Boolean)));
        assert_eq!(schema.check("note", &12.into()), Err(OptionFault::WrongType(PropertyType::String)));
    }

    #[test]
    fn titles_are_in_the_language_wanted_as_far_as_there_are_any() {
        let schema = OptionsSchema::parse(SCHEMA).unwrap();
        let paper = &schema.properties["paper"];
        assert_eq!((paper.title(Language::Zh), paper.title(Language::En)), (Some("纸张"), Some("Paper")));
        assert_eq!(paper.description(Language::En), None);
    }

    #[test]
    fn what_is_outside_the_subset_is_an_error() {
        refused(r#""a": {"type": "array"}"#, "array");
        refused(r#""a": {"type": "string", "pattern": "x"}"#, "pattern");
        refused(r#""A": {"type": "string"}"#, "a-z");
        refused(r#""plugin": {"type": "string"}"#, "taken");
        refused(r#""a": {"type": "integer", "default": "1"}"#, "integer");
        refused(r#""a": {"type": "integer", "maximum": 3, "examples": [4]}"#, "4");
        refused(r#""a": {"type": "string", "enum": ["x"], "default": "y"}"#, "one of x");
        refused(r#""a": {"type": "string", "minimum": 1}"#, "numbers");
        refused(r#""a": {"type": "boolean", "format": "file"}"#, "file");
        refused(r#""a": {"type": "string", "format": "file", "default": "x"}"#, "file");
        let open = r#"{"type": "object", "additionalProperties": true}"#;
        assert!(OptionsSchema::parse(open).is_err_and(|fault| fault.contains("additionalProperties")));
    }
}
