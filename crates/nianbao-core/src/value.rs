//! The value of one cell of the form, and its exact JSON.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

/// What stands in a cell of the form: a JSON number, `null` or a string.
///
/// Numbers are decimals from end to end: they keep the digits they were printed with (`0.0` stays `0.0`) and never
/// pass through a binary float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A number. Its scale is the printed one.
    Number(Decimal),
    /// The cell is there and empty.
    Blank,
    /// The printed text where it is not a number, such as `22（其中修订16件）`.
    Text(String),
}

impl CellValue {
    /// The number, where the cell holds one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            CellValue::Number(number) => Some(*number),
            CellValue::Blank | CellValue::Text(_) => None,
        }
    }
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CellValue::Number(number) => number.fmt(f),
            CellValue::Blank => Ok(()),
            CellValue::Text(text) => f.write_str(text),
        }
    }
}

impl From<i64> for CellValue {
    fn from(number: i64) -> Self {
        CellValue::Number(number.into())
    }
}

impl Serialize for CellValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            CellValue::Number(number) => {
                RawValue::from_string(number.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
            CellValue::Blank => serializer.serialize_none(),
            CellValue::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for CellValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let json = raw.get().trim();
        match json.as_bytes().first() {
            Some(b'n') => Ok(CellValue::Blank),
            Some(b'"') => serde_json::from_str(json).map(CellValue::Text).map_err(de::Error::custom),
            Some(b'-' | b'0'..=b'9') => Decimal::from_str_exact(json)
                .or_else(|_| Decimal::from_scientific(json))
                .map(CellValue::Number)
                .map_err(|error| de::Error::custom(format_args!("{json}: {error}"))),
            _ => Err(de::Error::custom(format_args!("a cell is a number, null or a string, not {json}"))),
        }
    }
}

impl JsonSchema for CellValue {
    fn schema_name() -> Cow<'static, str> {
        "CellValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["number", "null", "string"],
            "description": "A number in plain decimal notation, null for a blank cell, or the printed text where it is no number."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn survives(json: &str) {
        let value: CellValue = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }

    #[test]
    fn json_keeps_every_digit() {
        for json in ["0", "0.0", "59237.2449", "-417", "12345678901234567890.123", "null", "\"22（其中修订16件）\""]
        {
            survives(json);
        }
    }

    #[test]
    fn json_of_other_kinds_is_refused() {
        for json in ["true", "[1]", "{}", "1e400"] {
            assert!(serde_json::from_str::<CellValue>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn scientific_notation_is_read() {
        assert_eq!(serde_json::from_str::<CellValue>("1.5e3").unwrap(), CellValue::Number(Decimal::from(1500)));
    }
}
