//! How a call reaches a plugin: the one seam between the host and what runs a plugin's code.
//!
//! A carrier takes a request and blobs and brings back a reply or a fault, whatever lies between. Today there is the
//! library in process; a pooled worker and a program over standard input and output carry the same messages.

use crate::error::PluginFaultKind;

/// What carries calls to one plugin. Calls may come from any thread; a plugin of concurrency `one` is the carrier's to
/// guard.
pub trait Carrier: Send + Sync {
    /// Performs one call.
    ///
    /// # Errors
    /// What the plugin did against the contract.
    fn call(&self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Result<Reply, PluginFaultKind>;
}

/// What a plugin answered, not yet read.
pub enum Reply {
    /// A result, with the blob it emitted.
    Result {
        /// The response's bytes.
        response: Vec<u8>,
        /// Blob 0.
        blob: Option<Vec<u8>>,
    },
    /// A normal failure.
    Error(Vec<u8>),
    /// A panic that was caught inside the plugin.
    Panicked(Vec<u8>),
}

/// What a call may send back, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Responses and errors.
    pub response: usize,
    /// Blobs together.
    pub blobs: usize,
    /// Log lines together; what comes after is dropped.
    pub log: usize,
}

const MIB: usize = 1024 * 1024;

/// The limits of an import, which emits no blob.
pub const IMPORT: Limits = Limits { response: 64 * MIB, blobs: 0, log: MIB };
/// The limits of an export.
pub const EXPORT: Limits = Limits { response: 64 * MIB, blobs: 256 * MIB, log: MIB };
