//! A plugin that does what no plugin may: the host's tests choose the fault by the content of the file to
//! import, or by the title of the document to export.
//!
//! Every fault is announced on the log before it is committed, so that a test can tell that it was. Any other file must
//! be `document ` and a document as JSON, which is what the importer gives back.
#![expect(unsafe_code, reason = "faults at the C interface are made of raw pointers")]

mod crash;
mod lie;
mod linger;
mod panics;

use nianbao_plugin::abi::{self, HostV1, PluginV1, Slice};

/// Announces a fault: the tests look for this on the log.
const MARKER: &str = "about to ";

/// The running call, for faults below the author's kit.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    host: &'a HostV1,
    /// The call's number.
    pub(crate) id: u64,
}

impl Call<'_> {
    /// Emits a piece; false means stop.
    pub(crate) fn emit(self, channel: u32, blob: u32, bytes: &[u8]) -> bool {
        // SAFETY: the host's function is called with its own context while the call runs.
        unsafe { (self.host.emit)(self.host.ctx, channel, blob, bytes.as_ptr(), bytes.len()) == 0 }
    }

    /// Emits a response and says that all went well.
    pub(crate) fn respond(self, response: &[u8]) -> i32 {
        if self.emit(abi::EMIT_RESPONSE, 0, response) { abi::OK } else { abi::STOPPED }
    }

    /// Whether the host wants the call to stop.
    pub(crate) fn cancelled(self) -> bool {
        // SAFETY: as in `emit`.
        unsafe { (self.host.cancelled)(self.host.ctx) != 0 }
    }
}

unsafe extern "C" fn call(
    host: *const HostV1,
    request: *const u8,
    request_len: usize,
    blobs: *const Slice,
    blob_count: usize,
) -> i32 {
    // SAFETY: the host keeps the promises of the header.
    let (borrowed, text, file) = unsafe {
        let file = if blob_count == 0 { &[][..] } else { (*blobs).as_bytes() };
        (&*host, Slice { ptr: request, len: request_len }.as_bytes(), file)
    };
    let call = Call { host: borrowed, id: number_of(text) };
    if let Some(name) = &fault_of(file).or_else(|| fault_of(quoted(text))) {
        call.emit(abi::EMIT_LOG, 0, format!("{MARKER}{name}").as_bytes());
        if let Some(status) =
            lie::commit(name, call).or_else(|| linger::commit(name, call)).or_else(|| crash::commit(name))
        {
            return status;
        }
    }
    // SAFETY: the pointers are the ones that the host gave.
    unsafe { nianbao_plugin::entry::call(panics::SIDES, host, request, request_len, blobs, blob_count) }
}

/// The fault that a text names.
fn fault_of(text: &[u8]) -> Option<String> {
    let text = text.get(..text.len().min(100)).map(String::from_utf8_lossy)?;
    text.trim().strip_prefix("fault ").map(str::to_owned)
}

/// The first text in a request that names a fault: an export has no file, but a title.
fn quoted(request: &[u8]) -> &[u8] {
    const BEGINNING: &[u8] = b"\"fault ";
    let at = request.windows(BEGINNING.len()).position(|window| window == BEGINNING);
    at.and_then(|at| request[at + 1..].split(|&byte| byte == b'"').next()).unwrap_or_default()
}

/// The call's number, found without a reader of JSON.
fn number_of(request: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(request);
    let digits = text.split("\"id\":").nth(1).unwrap_or_default();
    digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

static PLUGIN: PluginV1 = PluginV1 {
    size: size_of::<PluginV1>(),
    id: Slice::of(env!("CARGO_PKG_NAME").as_bytes()),
    version: Slice::of(env!("CARGO_PKG_VERSION").as_bytes()),
    call,
};

// SAFETY: no other symbol of this name is linked here.
#[unsafe(no_mangle)]
extern "C" fn nianbao_plugin_v1() -> *const PluginV1 {
    &PLUGIN
}
