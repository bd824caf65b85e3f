//! The inside of [`export!`](crate::export): from raw pointers to the author's traits and back, panics caught.
#![expect(unsafe_code, reason = "the C interface is made of raw pointers")]

use std::any::Any;
use std::borrow::Cow;
use std::mem;
use std::panic::{self, AssertUnwindSafe};

use serde::Serialize;

use crate::abi::{self, HostV1, Slice};
use crate::author::{Context, ExportJob, Exporter, ImportJob, Importer};
use crate::protocol::{Call, CallError, CallResult, Envelope, FILE_BLOB, Operation, PluginError, VERSION};

/// Room for most messages, in bytes: the document of a township's report takes 25,000.
const MESSAGE: usize = 1 << 15;

/// A plugin's sides, as [`export!`](crate::export) names them.
#[derive(Clone, Copy)]
pub struct Sides {
    /// The importer, if it has one.
    pub importer: Option<&'static dyn Importer>,
    /// The exporter, if it has one.
    pub exporter: Option<&'static dyn Exporter>,
}

/// Performs one call of the C interface.
///
/// # Safety
/// The pointers are as `include/nianbao_plugin.h` promises them to `call`.
pub unsafe fn call(
    sides: Sides,
    host: *const HostV1,
    request: *const u8,
    request_len: usize,
    blobs: *const Slice,
    blob_count: usize,
) -> i32 {
    // SAFETY: the header promises a host of at least version 1's size, and request and blobs borrowed until we return.
    let (host, request, blobs) = unsafe {
        let blobs = if blob_count == 0 { &[] } else { std::slice::from_raw_parts(blobs, blob_count) };
        let blobs: Vec<&[u8]> = blobs.iter().map(|blob| blob.as_bytes()).collect();
        (&*host, Slice { ptr: request, len: request_len }.as_bytes(), blobs)
    };
    let outlet = Outlet { host };
    match panic::catch_unwind(AssertUnwindSafe(|| answer(sides, &outlet, request, &blobs))) {
        Ok(status) => status,
        Err(payload) => {
            let error = PluginError::new("panic", panic_message(payload));
            let _ = outlet.send(abi::EMIT_ERROR, &CallError::new(0, error));
            abi::PANICKED
        }
    }
}

/// Reads the request, or tells the status that says why it cannot be.
fn read_call(request: &[u8]) -> Result<Call<'_>, i32> {
    // An export's request is as large as its document: it is looked through once, its UTF-8 all at once, and its envelope
    // by itself only where the rest is none of this protocol.
    let request = simdutf8::basic::from_utf8(request).map_err(|_| abi::BAD_REQUEST)?;
    let is_ours = |nb: u32, message: &str| nb == VERSION && message == "call";
    match serde_json::from_str::<Call>(request) {
        Ok(call) if is_ours(call.nb, &call.message) => Ok(call),
        Ok(_) => Err(abi::UNSUPPORTED),
        Err(_) => match serde_json::from_str::<Envelope>(request) {
            Ok(envelope) if !is_ours(envelope.nb, &envelope.message) => Err(abi::UNSUPPORTED),
            _ => Err(abi::BAD_REQUEST),
        },
    }
}

/// Reads the request, runs the operation and emits what comes of it. Returns the status.
fn answer(sides: Sides, outlet: &Outlet<'_>, request: &[u8], blobs: &[&[u8]]) -> i32 {
    let call = match read_call(request) {
        Ok(call) => call,
        Err(status) => return status,
    };
    let context = Context::new(outlet.host, blobs, call.language);
    let result = CallResult::new(call.id);
    let outcome = match (call.operation, sides) {
        (Operation::Import, Sides { importer: Some(importer), .. }) => {
            let Some(&bytes) = blobs.first() else {
                return abi::BAD_REQUEST;
            };
            let name = call.name.as_deref().unwrap_or_default();
            let job = ImportJob { name, format: &call.format, bytes, options: &call.options };
            importer.import(&job, &context).map(|imported| {
                let document = Some(imported.document);
                (
                    CallResult { document, embedded: imported.embedded, diagnostics: imported.diagnostics, ..result },
                    None,
                )
            })
        }
        (Operation::Export, Sides { exporter: Some(exporter), .. }) => {
            let (Some(document), Some(report)) = (call.document, call.report) else {
                return abi::BAD_REQUEST;
            };
            let job = ExportJob {
                format: call.format.into_owned(),
                document: document.into_owned(),
                report: report.into_owned(),
                prior: call.prior.map(Cow::into_owned),
                options: call.options.into_owned(),
            };
            exporter
                .export(&job, &context)
                .map(|exported| (CallResult { diagnostics: exported.diagnostics, ..result }, Some(exported.bytes)))
        }
        _ => return abi::UNSUPPORTED,
    };
    match outcome {
        Ok((result, bytes)) => {
            let sent = bytes.is_none_or(|bytes| outlet.emit(abi::EMIT_BLOB, FILE_BLOB, &bytes))
                && outlet.send(abi::EMIT_RESPONSE, &result);
            if sent { abi::OK } else { abi::STOPPED }
        }
        Err(error) => {
            if outlet.send(abi::EMIT_ERROR, &CallError::new(call.id, error)) {
                abi::FAILED
            } else {
                abi::STOPPED
            }
        }
    }
}

/// The way out to the host.
struct Outlet<'a> {
    host: &'a HostV1,
}

impl Outlet<'_> {
    /// Emits a message; false means stop.
    fn send(&self, channel: u32, message: &impl Serialize) -> bool {
        let mut bytes = Vec::with_capacity(MESSAGE);
        match serde_json::to_writer(&mut bytes, message) {
            Ok(()) => self.emit(channel, 0, &bytes),
            Err(error) => panic!("a message cannot be written as JSON: {error}"),
        }
    }

    /// Emits bytes; false means stop.
    fn emit(&self, channel: u32, blob: u32, bytes: &[u8]) -> bool {
        // SAFETY: the host's function is called with its own `ctx`, on the thread that runs the call, with borrowed bytes.
        unsafe { (self.host.emit)(self.host.ctx, channel, blob, bytes.as_ptr(), bytes.len()) == 0 }
    }
}

fn panic_message(payload: Box<dyn Any + Send>) -> String {
    let payload = match payload.downcast::<&'static str>() {
        Ok(text) => return (*text).to_owned(),
        Err(payload) => payload,
    };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => {
            // Its own Drop might panic, which would abort the process: it is forgotten.
            mem::forget(payload);
            "a panic without a message".to_owned()
        }
    }
}

/// A plugin's sides as a value, for [`conformance::assert_kept`](crate::conformance::assert_kept): named as in
/// [`export!`](crate::export).
#[macro_export]
macro_rules! sides {
    (importer: $importer:expr) => {
        $crate::entry::Sides { importer: Some(&$importer), exporter: None }
    };
    (exporter: $exporter:expr) => {
        $crate::entry::Sides { importer: None, exporter: Some(&$exporter) }
    };
    (importer: $importer:expr, exporter: $exporter:expr) => {
        $crate::entry::Sides { importer: Some(&$importer), exporter: Some(&$exporter) }
    };
}

/// Makes the library's entry from the author's types. Stands once in a plugin's `lib.rs`.
///
/// Id and version are those of the Cargo package, which the manifest must repeat. The named values must be constants
/// (unit structs are): `export!(importer: Foo)`, `export!(exporter: Bar)` or `export!(importer: Foo, exporter: Bar)`.
#[macro_export]
macro_rules! export {
    (importer: $importer:expr) => {
        $crate::export!(@entry Some(&$importer), None);
    };
    (exporter: $exporter:expr) => {
        $crate::export!(@entry None, Some(&$exporter));
    };
    (importer: $importer:expr, exporter: $exporter:expr) => {
        $crate::export!(@entry Some(&$importer), Some(&$exporter));
    };
    (@entry $importer:expr, $exporter:expr) => {
        #[cfg(panic = "abort")]
        compile_error!("a nianbao plugin must be built with panic = \"unwind\": it catches panics at its border, which \"abort\" makes impossible");

        #[expect(unsafe_code, reason = "the entry of the C interface")]
        const _: () = {
            const SIDES: $crate::entry::Sides = $crate::entry::Sides { importer: $importer, exporter: $exporter };

            unsafe extern "C" fn call(
                host: *const $crate::abi::HostV1,
                request: *const u8,
                request_len: usize,
                blobs: *const $crate::abi::Slice,
                blob_count: usize,
            ) -> i32 {
                // SAFETY: the host keeps the header's promises, which are those of `entry::call`.
                unsafe { $crate::entry::call(SIDES, host, request, request_len, blobs, blob_count) }
            }

            static PLUGIN: $crate::abi::PluginV1 = $crate::abi::PluginV1 {
                size: ::std::mem::size_of::<$crate::abi::PluginV1>(),
                id: $crate::abi::Slice::of(env!("CARGO_PKG_NAME").as_bytes()),
                version: $crate::abi::Slice::of(env!("CARGO_PKG_VERSION").as_bytes()),
                call,
            };

            // SAFETY: no other symbol of this name is linked: the macro stands once, and no crate depends on a plugin.
            #[unsafe(no_mangle)]
            extern "C" fn nianbao_plugin_v1() -> *const $crate::abi::PluginV1 {
                &PLUGIN
            }
        };
    };
}

#[cfg(test)]
mod tests;
