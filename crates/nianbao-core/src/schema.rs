//! The JSON Schemas of the formats that other programs rely on; generated copies stand in `schema/`.

use serde_json::Value;

use crate::document::Document;
use crate::finding::FindingList;
use crate::report::Report;

/// Every schema with its file name in `schema/`.
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("nianbao-document-1.schema.json", schemars::schema_for!(Document).to_value()),
        ("nianbao-report-1.schema.json", schemars::schema_for!(Report).to_value()),
        ("nianbao-findings-1.schema.json", schemars::schema_for!(FindingList).to_value()),
    ]
}
