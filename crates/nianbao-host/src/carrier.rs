//! How a call reaches a plugin: the one seam between the host and what runs a plugin's code.
//!
//! A carrier takes a request and blobs and brings back an answer, whatever lies between: a library in this process, the
//! same library in a worker, or a program that speaks over standard input and output.

use std::time::Duration;

use nianbao_plugin::manifest;
use nianbao_plugin::protocol::Diagnostic;

use crate::error::PluginFaultKind;

/// What carries calls to one plugin. Calls may come from any thread; a plugin of concurrency `one` is the carrier's to
/// guard.
pub trait Carrier: Send + Sync {
    /// Performs one call.
    fn call(&self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Answer;

    /// Does ahead of the first call what would only delay it. What goes wrong is said by that call, which tries again.
    fn prepare(&self) {}
}

/// What came of a call.
#[derive(Debug)]
pub struct Answer {
    /// What the plugin answered, or what it did against the contract.
    pub outcome: Result<Reply, PluginFaultKind>,
    /// What it logged and, from a process of its own, wrote to standard error, cut to the limit. A stranger's bytes.
    pub log: Vec<u8>,
}

impl Answer {
    /// A fault without words of the plugin's own.
    pub(crate) fn fault(kind: PluginFaultKind) -> Self {
        Answer { outcome: Err(kind), log: Vec::new() }
    }
}

/// What a plugin answered, not yet read.
#[derive(Debug)]
pub enum Reply {
    /// A result, with the blob it emitted.
    Result {
        /// The response's bytes.
        response: Vec<u8>,
        /// Blob 0.
        blob: Option<Vec<u8>>,
        /// What was sent ahead of the result, as programs may.
        diagnostics: Vec<Diagnostic>,
    },
    /// A normal failure.
    Error(Vec<u8>),
    /// A panic that was caught inside the plugin.
    Panicked(Vec<u8>),
}

/// What a call may take and send back.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of responses and of errors.
    pub response: usize,
    /// Bytes of blobs together.
    pub blobs: usize,
    /// Bytes of log lines together; what comes after is dropped.
    pub log: usize,
    /// How long the call may take before it is asked to stop.
    pub timeout: Duration,
    /// Bytes of memory that a process of its own may take.
    pub memory: u64,
}

const MIB: usize = 1024 * 1024;
const GIB: u64 = 1024 * 1024 * 1024;

/// The limits of an import, which emits no blob.
pub const IMPORT: Limits =
    Limits { response: 64 * MIB, blobs: 0, log: MIB, timeout: Duration::from_secs(60), memory: GIB };
/// The limits of an export.
pub const EXPORT: Limits =
    Limits { response: 64 * MIB, blobs: 256 * MIB, log: MIB, timeout: Duration::from_secs(120), memory: GIB };

/// Diagnostics of a call; what comes after is passed over.
pub(crate) const MOST_DIAGNOSTICS: usize = 10_000;
/// How long a plugin may take to be loaded and to say that it is there.
pub(crate) const START: Duration = Duration::from_secs(5);
/// How long a call that was asked to stop may still run.
pub(crate) const GRACE: Duration = Duration::from_secs(2);

impl Limits {
    /// These limits, or what a manifest asks for where that is less.
    pub(crate) fn at_most(mut self, asked: manifest::Limits) -> Self {
        if let Some(seconds) = asked.timeout_s {
            self.timeout = self.timeout.min(Duration::from_secs(seconds));
        }
        self.memory = memory(asked).min(self.memory);
        self
    }
}

/// The memory that a process for a plugin may take.
pub(crate) fn memory(asked: manifest::Limits) -> u64 {
    asked.memory_mib.map_or(GIB, |mib| mib.saturating_mul(MIB as u64)).min(GIB)
}
