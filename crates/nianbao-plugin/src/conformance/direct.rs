//! A library called through the C interface by a host that watches every piece.
#![expect(unsafe_code, reason = "the C interface is made of raw pointers")]

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Answer, End, Subject};
use crate::abi::{self, HostV1, PluginV1, Slice};
use crate::entry::{self, Sides};

/// A library in this process.
pub struct Direct {
    entry: Entry,
}

enum Entry {
    Table(&'static PluginV1),
    Sides(Sides),
}

impl Direct {
    /// Of a library's table. Whoever loaded it has seen that it is at least as large as version 1 promises.
    pub fn of_table(table: &'static PluginV1) -> Self {
        Direct { entry: Entry::Table(table) }
    }

    /// Of what a Rust plugin hands to [`export!`](crate::export).
    pub fn of_sides(sides: Sides) -> Self {
        Direct { entry: Entry::Sides(sides) }
    }
}

/// What a call has emitted so far. The call's thread writes all of it but the first two fields, which any thread may read.
#[derive(Default)]
struct Watched {
    stop_after: Option<usize>,
    pieces: AtomicUsize,
    emitted: Emitted,
}

#[derive(Default)]
struct Emitted {
    response: Vec<u8>,
    error: Vec<u8>,
    blobs: BTreeMap<u32, Vec<u8>>,
    after_stop: usize,
}

impl Subject for Direct {
    fn call(&self, request: &[u8], blobs: &[&[u8]], stop_after: Option<usize>) -> Answer {
        let mut watched = Watched { stop_after, ..Watched::default() };
        let ctx = (&raw mut watched).cast::<c_void>();
        let host = HostV1 { size: size_of::<HostV1>(), ctx, emit, cancelled };
        let blobs: Vec<Slice> = blobs.iter().map(|blob| Slice::of(blob)).collect();
        let (request, length, count) = (request.as_ptr(), request.len(), blobs.len());
        // SAFETY: all pointers are valid until the call returns; `watched` is reached through `ctx` alone meanwhile: what was
        // emitted by `emit`, which the contract allows on this thread only, and the rest, which is never borrowed mutably, by
        // `emit` and by `cancelled` on any thread.
        let status = unsafe {
            match &self.entry {
                Entry::Table(table) => (table.call)(&raw const host, request, length, blobs.as_ptr(), count),
                Entry::Sides(sides) => entry::call(*sides, &raw const host, request, length, blobs.as_ptr(), count),
            }
        };
        let Emitted { response, error, blobs, after_stop } = watched.emitted;
        Answer { end: End::Status(status), response, error, blobs, after_stop }
    }

    fn is_in_process(&self) -> bool {
        true
    }
}

/// Whether the host wants the call to stop.
///
/// # Safety
/// `ctx` is the `Watched` of the running call.
unsafe fn is_to_stop(ctx: *mut c_void) -> bool {
    let watched = ctx.cast::<Watched>();
    // SAFETY: the caller vouches for `ctx`; neither field is ever borrowed mutably, and the one that changes is atomic.
    let (stop_after, pieces) = unsafe { (&(*watched).stop_after, &(*watched).pieces) };
    stop_after.is_some_and(|most| pieces.load(Ordering::Relaxed) >= most)
}

unsafe extern "C" fn emit(ctx: *mut c_void, channel: u32, blob: u32, ptr: *const u8, len: usize) -> i32 {
    let watched = ctx.cast::<Watched>();
    // SAFETY: `ctx` is the `Watched` of the running call, on whose thread alone the contract allows `emit`, and nobody else
    // borrows what was emitted; the bytes are borrowed until we return.
    let (emitted, pieces, bytes) =
        unsafe { (&mut (*watched).emitted, &(*watched).pieces, Slice { ptr, len }.as_bytes()) };
    // SAFETY: `ctx` is the `Watched` of the running call.
    if unsafe { is_to_stop(ctx) } {
        emitted.after_stop += 1;
        return 1;
    }
    pieces.fetch_add(1, Ordering::Relaxed);
    match channel {
        abi::EMIT_RESPONSE => emitted.response.extend_from_slice(bytes),
        abi::EMIT_ERROR => emitted.error.extend_from_slice(bytes),
        abi::EMIT_BLOB => emitted.blobs.entry(blob).or_default().extend_from_slice(bytes),
        _ => {}
    }
    // SAFETY: as above.
    i32::from(unsafe { is_to_stop(ctx) })
}

unsafe extern "C" fn cancelled(ctx: *mut c_void) -> i32 {
    // SAFETY: `ctx` is the `Watched` of the running call.
    i32::from(unsafe { is_to_stop(ctx) })
}
