//! The C interface, field for field as in `include/nianbao_plugin.h`, whose rules hold here too.
#![expect(unsafe_code, reason = "the C interface is made of raw pointers")]

use std::ffi::c_void;

/// The interface's major version; it is part of the entry's name.
pub const ABI_MAJOR: u32 = 1;
/// The name of the one symbol that a plugin exports, with the terminating NUL.
pub const ENTRY_SYMBOL: &[u8] = b"nianbao_plugin_v1\0";

/// `call` emitted a complete response.
pub const OK: i32 = 0;
/// A normal failure; the error channel says why.
pub const FAILED: i32 = 1;
/// The host asked to stop.
pub const STOPPED: i32 = 2;
/// The operation is unknown to the plugin.
pub const UNSUPPORTED: i32 = 3;
/// The request could not be understood.
pub const BAD_REQUEST: i32 = 4;
/// A panic was caught inside the plugin.
pub const PANICKED: i32 = 5;

/// The channel of the response.
pub const EMIT_RESPONSE: u32 = 1;
/// The channel of output blobs.
pub const EMIT_BLOB: u32 = 2;
/// The channel of the error.
pub const EMIT_ERROR: u32 = 3;
/// The channel of log lines.
pub const EMIT_LOG: u32 = 4;

/// Borrowed bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Slice {
    /// May be null if and only if `len` is 0.
    pub ptr: *const u8,
    /// How many bytes.
    pub len: usize,
}

impl Slice {
    /// Borrows bytes for as long as the caller keeps them.
    pub const fn of(bytes: &[u8]) -> Self {
        Slice { ptr: bytes.as_ptr(), len: bytes.len() }
    }

    /// The bytes.
    ///
    /// # Safety
    /// `ptr` must point to `len` readable bytes that live and stay unchanged for `'a`, or `len` must be 0.
    pub unsafe fn as_bytes<'a>(self) -> &'a [u8] {
        if self.len == 0 || self.ptr.is_null() {
            return &[];
        }
        // SAFETY: the caller vouches for pointer, length and lifetime; null and empty are handled above.
        unsafe { std::slice::from_raw_parts(self.ptr, self.len) }
    }
}

/// What the host offers to one call.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct HostV1 {
    /// The size of this struct as the host was compiled.
    pub size: usize,
    /// Passed back to both functions.
    pub ctx: *mut c_void,
    /// Takes a piece of output: context, channel, blob id, bytes. Nonzero means stop.
    pub emit: unsafe extern "C" fn(*mut c_void, u32, u32, *const u8, usize) -> i32,
    /// Nonzero once the call should stop.
    pub cancelled: unsafe extern "C" fn(*mut c_void) -> i32,
}

/// The function behind [`PluginV1::call`].
pub type CallFn = unsafe extern "C" fn(*const HostV1, *const u8, usize, *const Slice, usize) -> i32;

/// What a plugin offers.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct PluginV1 {
    /// The size of this struct as the plugin was compiled.
    pub size: usize,
    /// Static UTF-8, equal to the manifest's id.
    pub id: Slice,
    /// Static UTF-8, equal to the manifest's version.
    pub version: Slice,
    /// Performs one operation.
    pub call: CallFn,
}

// SAFETY: the slices point to static data and the function pointer is immutable.
unsafe impl Sync for PluginV1 {}

/// The type of the exported entry.
pub type EntryFn = unsafe extern "C" fn() -> *const PluginV1;

/// The layout that the header promises to C, on targets with pointers of 8 bytes.
#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{align_of, offset_of, size_of};
    assert!(size_of::<Slice>() == 16 && align_of::<Slice>() == 8);
    assert!(size_of::<HostV1>() == 32 && offset_of!(HostV1, ctx) == 8);
    assert!(offset_of!(HostV1, emit) == 16 && offset_of!(HostV1, cancelled) == 24);
    assert!(size_of::<PluginV1>() == 48 && offset_of!(PluginV1, id) == 8);
    assert!(offset_of!(PluginV1, version) == 24 && offset_of!(PluginV1, call) == 40);
};
