//! What one call sends back, counted against its limits and judged at its end.

use std::time::{Duration, Instant};

use nianbao_plugin::abi;
use nianbao_plugin::protocol::FILE_BLOB;

use crate::carrier::{Answer, Limits, Reply};
use crate::error::{Limit, PluginFaultKind};

/// How much a call has emitted. In a worker both sides count: there so that the plugin is told to stop, here because
/// what comes over the channel is a stranger's word.
pub(crate) struct Meter {
    limits: Limits,
    used: [usize; 4],
    exceeded: Option<Limit>,
}

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is kept.
    Keep(Channel),
    /// It is passed over: an unknown channel, or more log than anybody will read.
    Drop,
    /// It is too much; the call is to stop.
    Stop,
}

/// The channels that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    Response,
    Error,
    Blob,
    Log,
}

impl Meter {
    pub(crate) fn new(limits: Limits) -> Self {
        Meter { limits, used: [0; 4], exceeded: None }
    }

    pub(crate) fn admit(&mut self, channel: u32, blob_id: u32, len: usize) -> Verdict {
        if self.exceeded.is_some() {
            return Verdict::Stop;
        }
        let (channel, limit, name) = match channel {
            abi::EMIT_RESPONSE => (Channel::Response, self.limits.response, Limit::Response),
            abi::EMIT_ERROR => (Channel::Error, self.limits.response, Limit::Response),
            abi::EMIT_BLOB if blob_id == FILE_BLOB => (Channel::Blob, self.limits.blobs, Limit::File),
            abi::EMIT_LOG => (Channel::Log, self.limits.log, Limit::Response),
            _ => return Verdict::Drop,
        };
        let used = &mut self.used[channel as usize];
        if len <= limit.saturating_sub(*used) {
            *used += len;
            return Verdict::Keep(channel);
        }
        if channel == Channel::Log {
            *used = limit;
            return Verdict::Drop;
        }
        self.exceeded = Some(name);
        Verdict::Stop
    }
}

/// What one call has emitted so far.
pub(crate) struct Collected {
    meter: Meter,
    begun: Instant,
    timeout: Duration,
    response: Vec<u8>,
    error: Vec<u8>,
    blob: Option<Vec<u8>>,
    log: Vec<u8>,
}

impl Collected {
    pub(crate) fn new(limits: Limits) -> Self {
        Collected {
            meter: Meter::new(limits),
            begun: Instant::now(),
            timeout: limits.timeout,
            response: Vec::new(),
            error: Vec::new(),
            blob: None,
            log: Vec::new(),
        }
    }

    /// When the call is to stop.
    pub(crate) fn deadline(&self) -> Instant {
        self.begun + self.timeout
    }

    /// Takes a piece; false means that the call is to stop.
    pub(crate) fn take(&mut self, channel: u32, blob_id: u32, bytes: &[u8]) -> bool {
        match self.room(channel, blob_id, bytes.len()) {
            Room::For(target) => target.extend_from_slice(bytes),
            Room::Nowhere => {}
            Room::Stop => return false,
        }
        true
    }

    /// Where a piece of this length goes.
    pub(crate) fn room(&mut self, channel: u32, blob_id: u32, len: usize) -> Room<'_> {
        match self.meter.admit(channel, blob_id, len) {
            Verdict::Keep(Channel::Response) => Room::For(&mut self.response),
            Verdict::Keep(Channel::Error) => Room::For(&mut self.error),
            Verdict::Keep(Channel::Blob) => Room::For(self.blob.get_or_insert_default()),
            Verdict::Keep(Channel::Log) => {
                if self.log.last().is_some_and(|&last| last != b'\n') {
                    self.log.push(b'\n');
                }
                Room::For(&mut self.log)
            }
            Verdict::Drop => Room::Nowhere,
            Verdict::Stop => Room::Stop,
        }
    }

    /// What went over its limit, if anything did.
    pub(crate) fn exceeded(&self) -> Option<PluginFaultKind> {
        self.meter.exceeded.map(PluginFaultKind::LimitExceeded)
    }

    /// The log so far, for an answer that is a fault of another kind.
    pub(crate) fn into_fault(self, kind: PluginFaultKind) -> Answer {
        Answer { outcome: Err(kind), log: self.log }
    }

    /// Judges a call that has returned.
    pub(crate) fn into_answer(mut self, status: i32) -> Answer {
        let log = std::mem::take(&mut self.log);
        Answer { outcome: self.into_reply(status), log }
    }

    fn into_reply(self, status: i32) -> Result<Reply, PluginFaultKind> {
        if let Some(exceeded) = self.exceeded() {
            return Err(exceeded);
        }
        let protocol = |what: &str| Err(PluginFaultKind::Protocol(what.to_owned()));
        match status {
            abi::OK if self.response.is_empty() => protocol("the call ended without a result"),
            abi::OK if !self.error.is_empty() => protocol("the call ended with a result and an error"),
            abi::OK => Ok(Reply::Result { response: self.response, blob: self.blob, diagnostics: Vec::new() }),
            abi::FAILED if !self.response.is_empty() => protocol("the call ended with a result and a failure"),
            abi::FAILED => Ok(Reply::Error(self.error)),
            abi::PANICKED => Ok(Reply::Panicked(self.error)),
            abi::STOPPED if self.begun.elapsed() >= self.timeout => {
                Err(PluginFaultKind::Timeout { seconds: self.timeout.as_secs() })
            }
            abi::STOPPED => protocol("the call stopped although nobody asked it to"),
            abi::UNSUPPORTED => protocol("it does not know the operation"),
            abi::BAD_REQUEST => protocol("it did not understand the request"),
            other => protocol(&format!("the call ended with the unknown status {other}")),
        }
    }
}

/// Where a piece goes.
pub(crate) enum Room<'a> {
    For(&'a mut Vec<u8>),
    Nowhere,
    Stop,
}
