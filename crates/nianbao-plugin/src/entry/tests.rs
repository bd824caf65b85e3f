//! The C interface from the host's side, with raw pointers: what a sanitizer has to look at.
#![expect(unsafe_code, reason = "the C interface is made of raw pointers")]

use std::ffi::c_void;
use std::panic;
use std::ptr;

use nianbao_core::Document;

use super::{Sides, call};
use crate::abi::{self, HostV1, Slice};
use crate::author::{Context, ExportJob, Exported, Exporter, ImportJob, Imported, Importer};
use crate::protocol::{CallError, CallResult, PluginError};

/// A plugin that does what its file or the document's title says.
struct Obedient;

const BOTH: Sides = Sides { importer: Some(&Obedient), exporter: Some(&Obedient) };

fn obey(order: &[u8]) -> Result<(), PluginError> {
    match order {
        b"fail" => Err(PluginError::new("asked", "as it was asked to")),
        b"panic" => panic!("as it was asked to"),
        b"landmine" => panic::panic_any(Landmine),
        _ => Ok(()),
    }
}

struct Landmine;

impl Drop for Landmine {
    fn drop(&mut self) {
        panic!("a payload's own drop");
    }
}

impl Importer for Obedient {
    fn import(&self, job: &ImportJob<'_>, context: &Context<'_>) -> Result<Imported, PluginError> {
        context.log("importing");
        obey(job.bytes)?;
        let title = Some(format!("{} bytes, cancelled: {}", job.bytes.len(), context.cancelled()));
        Ok(Imported { document: Document { title, ..Document::default() }, ..Imported::default() })
    }
}

impl Exporter for Obedient {
    fn export(&self, job: &ExportJob, _context: &Context<'_>) -> Result<Exported, PluginError> {
        obey(job.document.title.as_deref().unwrap_or_default().as_bytes())?;
        Ok(Exported { bytes: vec![b'x'; 100_000], ..Exported::default() })
    }
}

/// What the host was given, and when it says stop.
#[derive(Default)]
struct Heard {
    pieces: Vec<(u32, u32, Vec<u8>)>,
    stop_at: Option<u32>,
    is_cancelled: bool,
}

unsafe extern "C" fn emit(ctx: *mut c_void, channel: u32, blob: u32, ptr: *const u8, len: usize) -> i32 {
    // SAFETY: `ctx` is the `Heard` of the running call, and the bytes are borrowed until we return.
    let (heard, bytes) = unsafe { (&mut *ctx.cast::<Heard>(), Slice { ptr, len }.as_bytes()) };
    heard.pieces.push((channel, blob, bytes.to_vec()));
    i32::from(heard.stop_at == Some(channel))
}

unsafe extern "C" fn cancelled(ctx: *mut c_void) -> i32 {
    // SAFETY: as in `emit`.
    i32::from(unsafe { (*ctx.cast::<Heard>()).is_cancelled })
}

impl Heard {
    /// Calls the plugin as a host does.
    fn call(&mut self, sides: Sides, request: &[u8], blobs: &[Slice]) -> i32 {
        let host = HostV1 { size: size_of::<HostV1>(), ctx: ptr::from_mut(self).cast(), emit, cancelled };
        let blobs_at = if blobs.is_empty() { ptr::null() } else { blobs.as_ptr() };
        // SAFETY: all pointers live until the call returns, and there is nothing behind a null one.
        unsafe { call(sides, &raw const host, request.as_ptr(), request.len(), blobs_at, blobs.len()) }
    }

    fn on(&self, channel: u32) -> Vec<u8> {
        self.pieces.iter().filter(|piece| piece.0 == channel).flat_map(|piece| piece.2.clone()).collect()
    }
}

const IMPORT: &[u8] = br#"{"nb":1,"type":"call","id":7,"operation":"import","format":"a"}"#;

fn import(file: &[u8]) -> (i32, Heard) {
    let mut heard = Heard::default();
    let status = heard.call(BOTH, IMPORT, &[Slice::of(file)]);
    (status, heard)
}

fn export(title: &str, stop_at: Option<u32>) -> (i32, Heard) {
    let document = Document { title: Some(title.to_owned()), ..Document::default() };
    let (document, report) =
        (serde_json::to_string(&document), serde_json::to_string(&nianbao_core::Report::default()));
    let request = format!(
        r#"{{"nb":1,"type":"call","id":8,"operation":"export","format":"a","document":{},"report":{}}}"#,
        document.unwrap(),
        report.unwrap()
    );
    let mut heard = Heard { stop_at, ..Heard::default() };
    let status = heard.call(BOTH, request.as_bytes(), &[]);
    (status, heard)
}

#[test]
fn a_file_is_imported() {
    let (status, heard) = import(b"12345");
    assert_eq!(status, abi::OK);
    let result: CallResult = serde_json::from_slice(&heard.on(abi::EMIT_RESPONSE)).unwrap();
    assert_eq!((result.id, result.document.unwrap().title.unwrap().as_str()), (7, "5 bytes, cancelled: false"));
    assert_eq!(heard.on(abi::EMIT_LOG), b"importing");
}

#[test]
fn an_empty_file_may_be_a_null_pointer() {
    let mut heard = Heard { is_cancelled: true, ..Heard::default() };
    let empty = Slice { ptr: ptr::null(), len: 0 };
    assert_eq!(heard.call(BOTH, IMPORT, &[empty]), abi::OK);
    let result: CallResult = serde_json::from_slice(&heard.on(abi::EMIT_RESPONSE)).unwrap();
    assert_eq!(result.document.unwrap().title.unwrap(), "0 bytes, cancelled: true");
}

#[test]
fn a_document_is_exported() {
    let (status, heard) = export("any", None);
    assert_eq!((status, heard.on(abi::EMIT_BLOB).len()), (abi::OK, 100_000));
}

#[test]
fn after_stop_nothing_more_is_emitted() {
    for channel in [abi::EMIT_BLOB, abi::EMIT_RESPONSE] {
        let (status, heard) = export("any", Some(channel));
        assert_eq!((status, heard.pieces.last().map(|piece| piece.0)), (abi::STOPPED, Some(channel)));
    }
}

#[test]
fn failures_and_panics_are_told_apart() {
    let error = |heard: &Heard| serde_json::from_slice::<CallError>(&heard.on(abi::EMIT_ERROR)).unwrap().error;
    for (order, expected, code) in
        [("fail", abi::FAILED, "asked"), ("panic", abi::PANICKED, "panic"), ("landmine", abi::PANICKED, "panic")]
    {
        for (status, heard) in [import(order.as_bytes()), export(order, None)] {
            assert_eq!((status, error(&heard).code.as_str()), (expected, code), "{order}");
            assert!(heard.on(abi::EMIT_RESPONSE).is_empty());
        }
    }
}

#[test]
fn what_is_no_call_is_refused() {
    let none = Sides { importer: None, exporter: None };
    let file = [Slice::of(b"12345")];
    for (sides, request, blobs, expected) in [
        (BOTH, &b""[..], &file[..], abi::BAD_REQUEST),
        (BOTH, b"no JSON", &file, abi::BAD_REQUEST),
        (BOTH, b"{}", &file, abi::BAD_REQUEST),
        (BOTH, IMPORT, &[], abi::BAD_REQUEST),
        (BOTH, br#"{"nb":2,"type":"call","id":7,"later":[]}"#, &file, abi::UNSUPPORTED),
        (BOTH, br#"{"nb":1,"type":"hello","id":0}"#, &file, abi::UNSUPPORTED),
        (BOTH, br#"{"nb":1,"type":"call","id":7,"operation":"translate","format":"a"}"#, &file, abi::UNSUPPORTED),
        (BOTH, br#"{"nb":1,"type":"call","id":7,"operation":"export","format":"a"}"#, &file, abi::BAD_REQUEST),
        (none, IMPORT, &file, abi::UNSUPPORTED),
    ] {
        let mut heard = Heard::default();
        assert_eq!(heard.call(sides, request, blobs), expected, "{}", String::from_utf8_lossy(request));
        assert!(heard.pieces.is_empty());
    }
}
