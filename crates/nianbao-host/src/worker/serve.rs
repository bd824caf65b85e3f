//! The other end: this program as a worker. Either it loads a library and serves calls, or it takes its limits and
//! becomes the program that it is told to run.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread;

use nianbao_plugin::abi::{self, PluginV1};

use super::frame::{self, Kind, Refused, Start, Terms};
use super::isolate;
use crate::carrier::EXPORT;
use crate::collect::{Meter, Verdict};
use crate::library::{self, Sink};

/// The contract promises a call 8 MiB of stack; this is what calls in process have.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// The exit code where a worker cannot do its work.
const FAILED: u8 = 2;

/// Serves as a worker, as the host asks with these arguments after [`COMMAND`](super::COMMAND). `None` where it was not
/// the host who asked: then nothing was done. To be called before the program opens anything: all that is open beside the
/// standard streams is closed.
pub fn serve(arguments: &[OsString]) -> Option<ExitCode> {
    let text: Option<Vec<&str>> = arguments.iter().take(4).map(|argument| argument.to_str()).collect();
    match *text?.as_slice() {
        ["serve", parent] => {
            let parent = parent.parse().ok()?;
            isolate::is_socket(io::stdout()).then(|| ended(serve_library(parent)))
        }
        ["run", parent, memory, program] => {
            let (parent, memory) = (parent.parse().ok()?, memory.parse().ok()?);
            Some(ended(become_program(parent, memory, program, arguments.get(4..).unwrap_or_default())))
        }
        _ => None,
    }
}

fn ended(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{}: {error}", super::COMMAND);
            ExitCode::from(FAILED)
        }
    }
}

/// Takes the limits of a plugin's process and becomes the program. Returns where that failed.
fn become_program(parent: u32, memory: u64, program: &str, arguments: &[OsString]) -> io::Result<()> {
    isolate::close_inherited_files();
    isolate::bind_to_parent(parent)?;
    isolate::limit(memory, EXPORT.blobs as u64)?;
    let error = Command::new(program).args(arguments).exec();
    Err(io::Error::new(error.kind(), format!("{program}: {error}")))
}

fn serve_library(parent: u32) -> io::Result<()> {
    isolate::close_inherited_files();
    isolate::bind_to_parent(parent)?;
    // Moved out of the plugin's way before it is loaded: what it prints must not get between the frames.
    let library = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let channel = UnixStream::from(io::stdout().as_fd().try_clone_to_owned()?);
    isolate::redirect_standard_streams()?;
    let serving = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || attend(library, &channel))?;
    serving.join().unwrap_or_else(|_| Err(io::Error::other("the worker panicked")))
}

fn attend(library: File, mut channel: &UnixStream) -> io::Result<()> {
    let start: Start = read_json(&mut channel, Kind::Start)?;
    isolate::limit(start.memory, EXPORT.blobs as u64)?;
    let plugin = match library::load(library, Path::new(&start.path), &start.id, &start.version) {
        Ok(plugin) => plugin,
        Err(kind) => {
            let refused = Refused { word: kind.word().to_owned(), text: kind.detail() };
            return frame::write(&mut channel, Kind::Refused, [0; 2], &serde_json::to_vec(&refused)?);
        }
    };
    frame::write(&mut channel, Kind::Ready, [0; 2], &[])?;
    let mut request = Vec::new();
    let mut blobs: Vec<Vec<u8>> = Vec::new();
    loop {
        let terms: Terms = match read_json(&mut channel, Kind::Call) {
            Ok(terms) => terms,
            // The host needs no more calls.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        read_into(&mut channel, Kind::Request, &mut request)?;
        blobs.resize_with(terms.blob_count, Vec::new);
        for blob in &mut blobs {
            read_into(&mut channel, Kind::Blob, blob)?;
        }
        perform(plugin, &request, &blobs, &terms, channel)?;
    }
}

/// Performs one call and sends what it emits as it comes.
fn perform(
    plugin: &PluginV1,
    request: &[u8],
    blobs: &[Vec<u8>],
    terms: &Terms,
    mut channel: &UnixStream,
) -> io::Result<()> {
    let limits = terms.limits();
    let mut pieces = Pieces { channel, meter: Meter::new(limits), pending: None, held: Vec::new(), result: Ok(()) };
    let blobs: Vec<&[u8]> = blobs.iter().map(Vec::as_slice).collect();
    let deadline = std::time::Instant::now() + limits.timeout;
    let status = library::call(plugin, request, &blobs, &mut pieces, deadline);
    pieces.send_held();
    pieces.result?;
    let has_left_processes = u32::from(isolate::has_children());
    frame::write(&mut channel, Kind::End, [status.cast_unsigned(), has_left_processes], &[])
}

/// What a call emits, on its way to the host.
struct Pieces<'a> {
    channel: &'a UnixStream,
    meter: Meter,
    /// The channel and blob of what is held back, so that many small pieces become a large one.
    pending: Option<[u32; 2]>,
    held: Vec<u8>,
    result: io::Result<()>,
}

/// Larger pieces are sent at once.
const MOST_HELD: usize = 32 * 1024;

impl Pieces<'_> {
    fn send_held(&mut self) {
        if let Some(numbers) = self.pending.take() {
            let held = std::mem::take(&mut self.held);
            self.send(numbers, &held);
            self.held = held;
            self.held.clear();
        }
    }

    fn send(&mut self, numbers: [u32; 2], bytes: &[u8]) {
        if self.result.is_ok() {
            self.result = frame::write(&mut self.channel, Kind::Piece, numbers, bytes);
        }
    }
}

impl Sink for Pieces<'_> {
    fn take(&mut self, channel: u32, blob_id: u32, bytes: &[u8]) -> bool {
        let numbers = [channel, blob_id];
        match self.meter.admit(channel, blob_id, bytes.len()) {
            Verdict::Keep(_) => {}
            Verdict::Drop => return true,
            Verdict::Stop => {
                // The host counts for itself, so the piece that is too much must reach it. It hangs up at the sight of it,
                // which is no matter: this process is not used again.
                self.send_held();
                self.send(numbers, bytes);
                return false;
            }
        }
        if self.pending.is_some_and(|pending| pending != numbers) || self.held.len() + bytes.len() > MOST_HELD {
            self.send_held();
        }
        // A log line must be out before the crash that it announces.
        if channel == abi::EMIT_LOG || bytes.len() > MOST_HELD {
            self.send(numbers, bytes);
        } else {
            self.pending = Some(numbers);
            self.held.extend_from_slice(bytes);
        }
        self.result.is_ok()
    }
}

fn read_json<T: serde::de::DeserializeOwned>(channel: &mut &UnixStream, kind: Kind) -> io::Result<T> {
    let mut bytes = Vec::new();
    read_into(channel, kind, &mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}

fn read_into(channel: &mut impl Read, kind: Kind, to: &mut Vec<u8>) -> io::Result<()> {
    let header = frame::header(channel)?;
    if header.kind != kind {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{kind:?} wanted, {:?} came", header.kind)));
    }
    to.clear();
    frame::bytes(channel, header.len, to)
}
