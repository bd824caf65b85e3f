//! The format `json`: a Report, read and written without a plugin.

use nianbao_core::Report;
use nianbao_core::report::{KIND, SCHEMA};
use nianbao_plugin::protocol::{Language, PluginError};

use crate::error::HostError;

/// Reads a Report.
pub(crate) fn read(bytes: &[u8], language: Language) -> Result<Report, HostError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let refuse = |zh: String, en: String| {
        let message = match language {
            Language::Zh => zh,
            Language::En => en,
        };
        HostError::Refused { plugin: String::new(), error: PluginError::new("not_a_report", message) }
    };
    let report: Report = serde_json::from_slice(bytes).map_err(|error| {
        refuse(format!("不是 {SCHEMA} 格式的 JSON：{error}"), format!("not JSON of {SCHEMA}: {error}"))
    })?;
    if report.schema != SCHEMA || report.kind != KIND {
        let (schema, kind) = (&report.schema, &report.kind);
        return Err(refuse(
            format!("schema 为 {schema:?}、kind 为 {kind:?}，应为 {SCHEMA:?}、{KIND:?}"),
            format!("schema is {schema:?} and kind {kind:?}, not {SCHEMA:?} and {KIND:?}"),
        ));
    }
    Ok(report)
}

/// Writes a Report, indented, with a final line feed.
pub(crate) fn write(report: &Report) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(report).expect("a report's keys are strings and its values plain");
    bytes.push(b'\n');
    bytes
}
