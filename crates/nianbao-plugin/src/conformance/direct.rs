//! A library called through the C interface by a host that watches every piece.
#![expect(unsafe_code, reason = "the C interface is made of raw pointers")]

use std::collections::BTreeMap;
use std::ffi::c_void;

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

/// What a call has emitted so far.
#[derive(Default)]
struct Watched {
    stop_after: Option<usize>,
    pieces: usize,
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
        // SAFETY: all pointers are valid until the call returns; `watched` is reached through `ctx` alone meanwhile, by
        // `emit` and `cancelled`, which the contract lets run on this thread, and `cancelled` only reads.
        let status = unsafe {
            match &self.entry {
                Entry::Table(table) => (table.call)(&raw const host, request, length, blobs.as_ptr(), count),
                Entry::Sides(sides) => entry::call(*sides, &raw const host, request, length, blobs.as_ptr(), count),
            }
        };
        let Watched { response, error, blobs, after_stop, .. } = watched;
        Answer { end: End::Status(status), response, error, blobs, after_stop }
    }

    fn is_in_process(&self) -> bool {
        true
    }
}

unsafe extern "C" fn emit(ctx: *mut c_void, channel: u32, blob: u32, ptr: *const u8, len: usize) -> i32 {
    // SAFETY: `ctx` is the `Watched` of the running call; the bytes are borrowed until we return.
    let (watched, bytes) = unsafe { (&mut *ctx.cast::<Watched>(), Slice { ptr, len }.as_bytes()) };
    if watched.stop_after.is_some_and(|most| watched.pieces >= most) {
        watched.after_stop += 1;
        return 1;
    }
    watched.pieces += 1;
    match channel {
        abi::EMIT_RESPONSE => watched.response.extend_from_slice(bytes),
        abi::EMIT_ERROR => watched.error.extend_from_slice(bytes),
        abi::EMIT_BLOB => watched.blobs.entry(blob).or_default().extend_from_slice(bytes),
        _ => {}
    }
    i32::from(watched.stop_after.is_some_and(|most| watched.pieces >= most))
}

unsafe extern "C" fn cancelled(ctx: *mut c_void) -> i32 {
    // SAFETY: as in `emit`.
    let watched = unsafe { &*ctx.cast::<Watched>() };
    i32::from(watched.stop_after.is_some_and(|most| watched.pieces >= most))
}
