//! The JSON Schemas of what authors write beside their code; generated copies stand in `schema/`.

use serde_json::Value;

use crate::manifest::Manifest;
use crate::options::OptionsSchema;

/// Every schema with its file name in `schema/`.
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("nianbao-plugin-manifest-1.schema.json", schemars::schema_for!(Manifest).to_value()),
        ("nianbao-plugin-options-1.schema.json", schemars::schema_for!(OptionsSchema).to_value()),
    ]
}
