//! The frames between the host and a worker of its own: a kind, two numbers, a length and bytes.
//!
//! ```text
//! host   → worker   Start                                 what to load and how much it may take, as JSON
//! worker → host     Ready | Refused                       Refused with the fault's word and text
//! host   → worker   Call, Request, Blob…                  Call with the limits and the number of blobs
//! worker → host     Piece…, End                           what the plugin emits; its status and what it left behind
//! ```
//!
//! Both ends are the same program, so nothing here is a format that must last.

use std::io::{self, Read, Write};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::carrier::Limits;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Start = 1,
    Ready,
    Refused,
    Call,
    Request,
    Blob,
    Piece,
    End,
}

/// What stands before a frame's bytes. A piece has its channel and blob id in the numbers, an end the status and whether
/// the call left processes behind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) numbers: [u32; 2],
    pub(super) len: usize,
}

const HEADER_BYTES: usize = 17;

/// The first frame.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Start {
    /// The library's path, for messages; the library itself is standard input.
    pub(super) path: String,
    pub(super) id: String,
    pub(super) version: String,
    /// Bytes of memory.
    pub(super) memory: u64,
}

/// Why a library was not taken: the fault's word and text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Refused {
    pub(super) word: String,
    pub(super) text: String,
}

/// What a call may send back, and how many blobs follow its request.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Terms {
    response: usize,
    blobs: usize,
    log: usize,
    timeout_ms: u64,
    pub(super) blob_count: usize,
}

impl Terms {
    pub(super) fn new(limits: Limits, blob_count: usize) -> Self {
        let Limits { response, blobs, log, timeout, .. } = limits;
        Terms { response, blobs, log, timeout_ms: u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX), blob_count }
    }

    /// The limits, without the memory, which the process has had from its start.
    pub(super) fn limits(&self) -> Limits {
        let timeout = Duration::from_millis(self.timeout_ms);
        Limits { response: self.response, blobs: self.blobs, log: self.log, timeout, memory: 0 }
    }
}

/// Writes a frame.
pub(super) fn write(to: &mut impl Write, kind: Kind, numbers: [u32; 2], bytes: &[u8]) -> io::Result<()> {
    let mut header = [0; HEADER_BYTES];
    header[0] = kind as u8;
    header[1..5].copy_from_slice(&numbers[0].to_le_bytes());
    header[5..9].copy_from_slice(&numbers[1].to_le_bytes());
    header[9..].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    if bytes.len() <= SMALL {
        // One system call instead of two.
        return to.write_all(&[&header, bytes].concat());
    }
    to.write_all(&header)?;
    to.write_all(bytes)
}

const SMALL: usize = 64 * 1024;

/// What is said of bytes that are no frame: only the plugin can have put them there.
pub(super) const NO_FRAME: &str = "it wrote into the worker's channel";

/// Reads what stands before a frame's bytes.
pub(super) fn header(from: &mut impl Read) -> io::Result<Header> {
    let mut header = [0; HEADER_BYTES];
    from.read_exact(&mut header)?;
    let number = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (low, high) = (u64::from(number(9)), u64::from(number(13)));
    let kinds =
        [Kind::Start, Kind::Ready, Kind::Refused, Kind::Call, Kind::Request, Kind::Blob, Kind::Piece, Kind::End];
    let kind = kinds.into_iter().find(|kind| *kind as u8 == header[0]);
    let len = usize::try_from(high << 32 | low).ok();
    match (kind, len) {
        (Some(kind), Some(len)) => Ok(Header { kind, numbers: [number(1), number(5)], len }),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, NO_FRAME)),
    }
}

/// Reads a frame's bytes, appending them.
pub(super) fn bytes(from: &mut impl Read, len: usize, to: &mut Vec<u8>) -> io::Result<()> {
    let before = to.len();
    // What is announced is not there yet: room is made as it comes.
    to.reserve(len.min(1 << 20));
    from.take(len as u64).read_to_end(to)?;
    if to.len() - before == len { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
