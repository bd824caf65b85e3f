//! Calls as the kit makes them, and their answers held against the contract.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Ending, Kit, Subject, fail};
use crate::abi;
use crate::manifest::{Format, Role};
use crate::options::{Property, PropertyType};
use crate::protocol::{CallError, CallResult, FILE_BLOB, PluginError, VERSION};

/// What a call emitted and how it ended.
#[derive(Clone, Debug)]
pub struct Answer {
    /// How it ended.
    pub end: End,
    /// The pieces of the response.
    pub response: Vec<u8>,
    /// The pieces of the error.
    pub error: Vec<u8>,
    /// The pieces of each blob.
    pub blobs: BTreeMap<u32, Vec<u8>>,
    /// How many pieces were emitted after the host had asked to stop.
    pub after_stop: usize,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It returned a status.
    Status(i32),
    /// What carries it saw the contract broken.
    Fault(String),
}

/// A call that can be made.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) message: Value,
    pub(super) blobs: Vec<Vec<u8>>,
    /// What it is, for messages.
    pub(super) name: String,
}

/// A call that ended as the contract allows.
pub(super) enum Settled {
    Result(Box<CallResult>, Option<Vec<u8>>),
    Refused(PluginError),
    Unsupported,
    BadRequest,
}

const ID: u64 = 7;
const SAMPLE: &str = include_str!("sample.json");

/// The export of a small report in a format.
pub(super) fn export(kit: &Kit<'_>, format: &Format) -> Request {
    let sample: Value = serde_json::from_str(SAMPLE).expect("the sample is JSON");
    let mut message = call("export", kit, format);
    for part in ["document", "report"] {
        message[part] = sample[part].clone();
    }
    Request { message, blobs: Vec::new(), name: format!("export {}", format.id) }
}

/// The import of a file in a format.
pub(super) fn import(kit: &Kit<'_>, format: &Format, name: &str, bytes: &[u8]) -> Request {
    let mut message = call("import", kit, format);
    message["name"] = name.into();
    Request { message, blobs: vec![bytes.to_vec()], name: format!("import {name} as {}", format.id) }
}

fn call(operation: &str, kit: &Kit<'_>, format: &Format) -> Value {
    // As the host does: what has a default is always there.
    let properties = kit.schema(format.options.as_deref()).map(|schema| schema.properties).unwrap_or_default();
    let with_default = |(key, property): (String, Property)| Some((key, property.default?));
    let options: serde_json::Map<String, Value> = properties.into_iter().filter_map(with_default).collect();
    json!({
        "nb": VERSION, "type": "call", "id": ID, "operation": operation, "format": format.id, "language": "zh",
        "options": options,
    })
}

/// The calls of a plugin that should succeed: an export of every format that it writes, an import of every sample and of
/// what it has written itself.
pub(super) fn good(kit: &Kit<'_>) -> Result<Vec<Request>, Ending> {
    let mut requests = Vec::new();
    for format in &kit.manifest.format {
        let name = |extension: &str| format!("sample.{extension}");
        match format.role {
            Role::Export => requests.push(export(kit, format)),
            Role::Import => {
                if let Some(own) = kit.manifest.format(Role::Export, &format.id) {
                    let (_, bytes) = succeed(kit.subject()?, &export(kit, own))?;
                    let extension = own.extensions.first().map_or("", String::as_str);
                    requests.push(import(kit, format, &name(extension), &bytes.unwrap_or_default()));
                }
                for (name, bytes) in kit.samples.as_ref().or_else(fail)? {
                    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
                    if format.extensions.iter().any(|own| own == extension) {
                        requests.push(import(kit, format, name, bytes));
                    }
                }
            }
        }
    }
    Ok(requests)
}

/// Imports of files that are none of the format.
pub(super) fn bad(kit: &Kit<'_>, format: &Format) -> Vec<Request> {
    let extension = format.extensions.first().map_or("", String::as_str);
    let wrong: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01";
    let files: [(&str, &[u8]); 4] = [("empty", b""), ("byte", b"\x00"), ("wrong", wrong), ("text", b"{]\"=")];
    files.map(|(name, bytes)| import(kit, format, &format!("{name}.{extension}"), bytes)).into()
}

/// The values that an option declares one by one.
pub(super) fn named_values(property: &Property) -> Vec<Value> {
    let mut values = property.allowed.clone();
    values.extend(property.examples.iter().cloned());
    if property.kind == PropertyType::Boolean {
        values.extend([Value::Bool(true), Value::Bool(false)]);
    }
    values
}

/// Makes a call that must succeed.
pub(super) fn succeed(subject: &dyn Subject, request: &Request) -> Result<(CallResult, Option<Vec<u8>>), Ending> {
    match make(subject, request)? {
        Settled::Result(result, blob) => Ok((*result, blob)),
        Settled::Refused(error) => fail(format!("{}: refused: {}: {}", request.name, error.code, error.message)),
        Settled::Unsupported => fail(format!("{}: it does not know the operation", request.name)),
        Settled::BadRequest => fail(format!("{}: it did not understand the request", request.name)),
    }
}

/// Makes a call and holds its answer against the contract.
pub(super) fn make(subject: &dyn Subject, request: &Request) -> Result<Settled, Ending> {
    let blobs: Vec<&[u8]> = request.blobs.iter().map(Vec::as_slice).collect();
    let answer = subject.call(request.message.to_string().as_bytes(), &blobs, None);
    settle(answer).or_else(|what| fail(format!("{}: {what}", request.name)))
}

/// Holds an answer against the contract.
pub(super) fn settle(answer: Answer) -> Result<Settled, String> {
    let status = match answer.end {
        End::Status(status) => status,
        End::Fault(what) => return Err(what),
    };
    if status != abi::OK && !answer.response.is_empty() {
        return Err(format!("a response was emitted, but the status is {status}"));
    }
    if status == abi::OK && !answer.error.is_empty() {
        return Err("an error was emitted, but the status is 0".to_owned());
    }
    match status {
        abi::OK => {
            let result: CallResult =
                serde_json::from_slice(&answer.response).map_err(|error| format!("the response: {error}"))?;
            envelope("result", result.nb, &result.message, result.id)?;
            let mut blobs = answer.blobs;
            let blob = blobs.remove(&FILE_BLOB);
            if let Some(other) = blobs.keys().next() {
                return Err(format!("blob {other} was emitted, which nobody asked for"));
            }
            Ok(Settled::Result(Box::new(result), blob))
        }
        abi::FAILED => {
            let error: CallError =
                serde_json::from_slice(&answer.error).map_err(|error| format!("the error: {error}"))?;
            envelope("error", error.nb, &error.message, error.id)?;
            Ok(Settled::Refused(error.error))
        }
        abi::UNSUPPORTED => Ok(Settled::Unsupported),
        abi::BAD_REQUEST => Ok(Settled::BadRequest),
        abi::STOPPED => Err("it stopped although nobody asked it to".to_owned()),
        abi::PANICKED => {
            let error = serde_json::from_slice::<CallError>(&answer.error).map(|error| error.error.message);
            Err(format!("it panicked: {}", error.unwrap_or_default()))
        }
        other => Err(format!("the status {other} is unknown")),
    }
}

fn envelope(wanted: &str, nb: u32, message: &str, id: u64) -> Result<(), String> {
    if nb != VERSION || message != wanted || id != ID {
        return Err(format!("call {ID} was answered with a {message} of call {id}, version {nb}"));
    }
    Ok(())
}
