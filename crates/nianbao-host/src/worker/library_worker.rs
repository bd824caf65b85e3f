//! A worker that runs a plugin's library, from the host's side.
//!
//! Its standard input is the library itself, the open file that was hashed; its standard output is one end of a socket,
//! over which the frames go. So nothing is named that somebody could exchange in between.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::frame::{self, Kind, NO_FRAME, Refused, Start, Terms};
use super::isolate;
use super::pool::{Fitness, Worker};
use super::subprocess::{Subprocess, fresh_folder};
use super::timed::Timed;
use super::trouble::Trouble;
use crate::carrier::{self, Answer, GRACE, Limits, START};
use crate::collect::{Collected, Room};
use crate::discover::Found;
use crate::error::PluginFaultKind;
use crate::library::Vouched;

/// A running worker that has loaded its library.
pub(super) struct LibraryWorker {
    process: Subprocess,
    channel: File,
}

impl LibraryWorker {
    /// Starts a worker and waits until it has loaded the library.
    pub(super) fn start(program: &Path, found: &Found, vouched: &Vouched) -> Result<Self, Answer> {
        let failed =
            |error: io::Error| Answer::fault(PluginFaultKind::LoadFailed(format!("{}: {error}", program.display())));
        let again = if vouched.is_unchanged() { None } else { Some(vouched.again(found).map_err(Answer::fault)?) };
        let library = again.as_ref().unwrap_or(vouched);
        let (ours, theirs) = UnixStream::pair().map_err(failed)?;
        let input = library.file.try_clone().map_err(failed)?;
        let folder = fresh_folder().map_err(failed)?;
        let process = Subprocess::start(program, folder, |command| {
            command.args([super::COMMAND, "serve", &std::process::id().to_string()]);
            command.stdin(Stdio::from(input)).stdout(Stdio::from(OwnedFd::from(theirs)));
        });
        let mut worker = LibraryWorker { process: process.map_err(failed)?, channel: File::from(OwnedFd::from(ours)) };
        isolate::do_not_block(&worker.channel).map_err(failed)?;
        let manifest = &found.manifest;
        let start = Start {
            path: library.path.display().to_string(),
            id: manifest.id.clone(),
            version: manifest.version.clone(),
            memory: carrier::memory(manifest.limits),
        };
        match worker.wait_until_ready(&start) {
            Ok(()) => Ok(worker),
            Err(Trouble::Fault(kind)) => Err(worker.fail(kind)),
            Err(Trouble::Gone) => {
                let (kind, log) = worker.process.left_early();
                Err(Answer { outcome: Err(kind), log })
            }
        }
    }

    fn wait_until_ready(&mut self, start: &Start) -> Result<(), Trouble> {
        let mut channel = Timed { file: &self.channel, deadline: Instant::now() + START };
        let trouble = |error: io::Error| Trouble::of(&error, START);
        let text = serde_json::to_vec(start).map_err(Trouble::protocol)?;
        frame::write(&mut channel, Kind::Start, [0; 2], &text).map_err(trouble)?;
        let header = frame::header(&mut channel).map_err(trouble)?;
        match header.kind {
            Kind::Ready => Ok(()),
            Kind::Refused => {
                let mut text = Vec::new();
                frame::bytes(&mut channel, header.len.min(MOST_REFUSED), &mut text).map_err(trouble)?;
                let refused = serde_json::from_slice::<Refused>(&text);
                let kind = refused.ok().and_then(|refused| PluginFaultKind::of_loading(&refused.word, refused.text));
                Err(kind.map_or_else(|| Trouble::protocol(NO_FRAME), Trouble::Fault))
            }
            _ => Err(Trouble::protocol(NO_FRAME)),
        }
    }

    /// Sends a call and reads what comes back, to its end. Returns the status.
    fn exchange(
        &mut self,
        request: &[u8],
        blobs: &[&[u8]],
        limits: Limits,
        collected: &mut Collected,
    ) -> Result<i32, Trouble> {
        let mut channel = Timed { file: &self.channel, deadline: collected.deadline() + GRACE };
        let trouble = |error: io::Error| Trouble::of(&error, limits.timeout);
        let terms = serde_json::to_vec(&Terms::new(limits, blobs.len())).map_err(Trouble::protocol)?;
        frame::write(&mut channel, Kind::Call, [0; 2], &terms).map_err(trouble)?;
        frame::write(&mut channel, Kind::Request, [0; 2], request).map_err(trouble)?;
        for blob in blobs {
            frame::write(&mut channel, Kind::Blob, [0; 2], blob).map_err(trouble)?;
        }
        loop {
            let header = frame::header(&mut channel).map_err(trouble)?;
            let [first, second] = header.numbers;
            match header.kind {
                Kind::Piece => match collected.room(first, second, header.len) {
                    Room::For(target) => frame::bytes(&mut channel, header.len, target).map_err(trouble)?,
                    Room::Nowhere => pass_over(&mut channel, header.len).map_err(trouble)?,
                    Room::Stop => {
                        return Err(collected.exceeded().map_or_else(|| Trouble::protocol(NO_FRAME), Trouble::Fault));
                    }
                },
                Kind::End if second != 0 => return Err(Trouble::protocol("it left processes of its own behind")),
                Kind::End => {
                    self.process.is_alone = true;
                    return Ok(first.cast_signed());
                }
                _ => return Err(Trouble::protocol(NO_FRAME)),
            }
        }
    }

    fn fail(&mut self, kind: PluginFaultKind) -> Answer {
        let (log, _) = self.process.end(Duration::ZERO);
        Answer { outcome: Err(kind), log }
    }
}

impl Worker for LibraryWorker {
    fn call(&mut self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> (Answer, Fitness) {
        let mut collected = Collected::new(limits);
        self.process.is_alone = false;
        let (mut answer, mut words, mut fitness) = match self.exchange(request, blobs, limits, &mut collected) {
            Ok(status) => (collected.into_answer(status), self.process.words(), Fitness::Fit),
            Err(Trouble::Fault(kind)) => {
                let (words, _) = self.process.end(Duration::ZERO);
                (collected.into_fault(kind), words, Fitness::Unfit)
            }
            Err(Trouble::Gone) => {
                let (kind, words) = self.process.left_early();
                (collected.into_fault(kind), words, Fitness::Dead)
            }
        };
        if !matches!(answer.outcome, Ok(carrier::Reply::Result { .. } | carrier::Reply::Error(_)))
            && fitness == Fitness::Fit
        {
            fitness = Fitness::Unfit;
        }
        answer.log.append(&mut words);
        (answer, fitness)
    }
}

/// A refusal is a sentence.
const MOST_REFUSED: usize = 1 << 20;

fn pass_over(from: &mut impl Read, len: usize) -> io::Result<()> {
    let passed = io::copy(&mut from.take(len as u64), &mut io::sink())?;
    if passed == len as u64 { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
