//! A program that speaks the protocol over standard input and output: one JSON object a line, blobs as files.
//!
//! It runs in a fresh folder with `in/N` for the blobs it is given and `out/N` for those it writes. Its code is a copy of
//! the very files that were hashed, in a folder beside that, so that nobody can exchange them in between.

use std::ffi::CString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use nianbao_plugin::protocol::{self, Diagnostic, Envelope, FILE_BLOB, Hello, Notice};
use tempfile::TempDir;

use super::isolate;
use super::pool::{Fitness, Worker};
use super::subprocess::{SYSTEM_FOLDERS, Subprocess, fresh_folder};
use super::timed::Timed;
use super::trouble::Trouble;
use crate::carrier::{self, Answer, Limits, MOST_DIAGNOSTICS, Reply, START};
use crate::discover::Found;
use crate::error::{Limit, PluginFaultKind};
use crate::lock;
use crate::trust;

/// A running program that has said hello.
pub(super) struct ProgramWorker {
    process: Subprocess,
    input: File,
    output: File,
    /// What has come of a line that is not whole yet.
    rest: Vec<u8>,
    /// The folder `out` of the call, held open so that no link can take its place.
    out: File,
    /// Its code, removed with it.
    _code: TempDir,
    /// Lines that were no messages.
    strange_lines: u32,
    log: Vec<u8>,
}

impl ProgramWorker {
    /// Starts a program and exchanges hellos.
    pub(super) fn start(launcher: &Path, found: &Found, command: &[String], files: &[String]) -> Result<Self, Answer> {
        let failed = |error: io::Error| {
            Answer::fault(PluginFaultKind::LoadFailed(format!("{}: {error}", found.directory.display())))
        };
        let code = fresh_folder().map_err(failed)?;
        for file in files {
            copy_vouched(found, file, code.path()).map_err(Answer::fault)?;
        }
        let command =
            resolve(command, files, code.path()).map_err(|what| Answer::fault(PluginFaultKind::LoadFailed(what)))?;
        let folder = fresh_folder().map_err(failed)?;
        let (_, out) = fresh_folders(folder.path()).map_err(failed)?;
        let memory = carrier::memory(found.manifest.limits).to_string();
        let process = Subprocess::start(launcher, folder, |process| {
            process.args([super::COMMAND, "run", &std::process::id().to_string(), &memory]).args(command);
            process.stdin(Stdio::piped()).stdout(Stdio::piped());
        });
        let mut process = process.map_err(failed)?;
        let (input, output) = process.streams().map_err(failed)?;
        let mut worker = ProgramWorker {
            process,
            input,
            output,
            rest: Vec::new(),
            out,
            _code: code,
            strange_lines: 0,
            log: Vec::new(),
        };
        match worker.exchange_hellos(found) {
            Ok(()) => Ok(worker),
            Err(trouble) => Err(worker.fail(trouble).0),
        }
    }

    fn exchange_hellos(&mut self, found: &Found) -> Result<(), Trouble> {
        let deadline = Instant::now() + START;
        let hello = serde_json::to_vec(&Hello::of_host()).map_err(Trouble::protocol)?;
        self.send(&hello, deadline, START)?;
        loop {
            let Some(line) = self.message(carrier::IMPORT.response, deadline, START)? else { continue };
            let envelope: Envelope = serde_json::from_slice(&line).map_err(Trouble::protocol)?;
            if envelope.nb != protocol::VERSION {
                let what = format!("it speaks protocol {}, this nianbao speaks {}", envelope.nb, protocol::VERSION);
                return Err(Trouble::Fault(PluginFaultKind::Incompatible(what)));
            }
            if envelope.message == "log" {
                self.note(&line);
                continue;
            }
            let hello: Hello = serde_json::from_slice(&line).map_err(Trouble::protocol)?;
            let manifest = &found.manifest;
            let differs = |said: &Option<String>, own: &str| said.as_deref().is_some_and(|said| said != own);
            if envelope.message != "hello" {
                return Err(Trouble::protocol(format!("it said {:?} instead of hello", envelope.message)));
            }
            if differs(&hello.plugin, &manifest.id) || differs(&hello.version, &manifest.version) {
                let said = [hello.plugin, hello.version].into_iter().flatten().collect::<Vec<_>>().join(" ");
                return Err(Trouble::Fault(PluginFaultKind::Incompatible(format!("it says that it is {said}"))));
            }
            return Ok(());
        }
    }

    fn exchange(&mut self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Result<Reply, Trouble> {
        // There is no way to ask a program to stop but its end.
        let deadline = Instant::now() + limits.timeout;
        let id = serde_json::from_slice::<Envelope>(request).map_err(Trouble::protocol)?.id;
        self.write_blobs(blobs).map_err(Trouble::Fault)?;
        self.send(request, deadline, limits.timeout)?;
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        loop {
            let Some(line) = self.message(limits.response, deadline, limits.timeout)? else { continue };
            let envelope: Envelope = serde_json::from_slice(&line).map_err(Trouble::protocol)?;
            if envelope.nb != protocol::VERSION || envelope.id != id {
                let (nb, of) = (envelope.nb, envelope.id);
                return Err(Trouble::protocol(format!(
                    "it answered call {id} with a message of call {of}, protocol {nb}"
                )));
            }
            match envelope.message.as_str() {
                "log" if self.log.len() < limits.log => self.note(&line),
                "log" | "progress" => {}
                "diagnostic" if diagnostics.len() >= MOST_DIAGNOSTICS => {}
                "diagnostic" => {
                    let notice: Notice = serde_json::from_slice(&line).map_err(Trouble::protocol)?;
                    diagnostics.extend(notice.diagnostic);
                }
                "result" => {
                    let blob = self.read_blob(limits.blobs)?;
                    return Ok(Reply::Result { response: line, blob, diagnostics });
                }
                "error" => return Ok(Reply::Error(line)),
                other => return Err(Trouble::protocol(format!("it sent the unknown message {other:?}"))),
            }
        }
    }

    fn send(&mut self, message: &[u8], deadline: Instant, timeout: Duration) -> Result<(), Trouble> {
        let mut input = Timed { file: &self.input, deadline };
        let sent = input.write_all(message).and_then(|()| input.write_all(b"\n"));
        sent.map_err(|error| Trouble::of(&error, timeout))
    }

    /// Reads a line; `None` where it is no JSON object, which is forgiven once.
    fn message(&mut self, most: usize, deadline: Instant, timeout: Duration) -> Result<Option<Vec<u8>>, Trouble> {
        let mut line = self.line(most, deadline, timeout)?;
        while line.last().is_some_and(u8::is_ascii_whitespace) {
            line.pop();
        }
        if line.starts_with(b"\xEF\xBB\xBF") {
            return Err(Trouble::protocol("its output begins with a byte order mark"));
        }
        if line.first() == Some(&b'{') {
            return Ok(Some(line));
        }
        self.strange_lines += 1;
        self.log.extend_from_slice(&line[..line.len().min(MOST_OF_A_STRANGE_LINE)]);
        self.log.push(b'\n');
        match self.strange_lines {
            1 => Ok(None),
            _ => Err(Trouble::protocol(format!("it printed what is no message: {}", String::from_utf8_lossy(&line)))),
        }
    }

    fn line(&mut self, most: usize, deadline: Instant, timeout: Duration) -> Result<Vec<u8>, Trouble> {
        let mut line = std::mem::take(&mut self.rest);
        let mut searched = 0;
        let mut output = BufReader::with_capacity(64 * 1024, Timed { file: &self.output, deadline });
        loop {
            if let Some(at) = line[searched..].iter().position(|&byte| byte == b'\n') {
                self.rest = line.split_off(searched + at + 1);
                return Ok(line);
            }
            searched = line.len();
            if line.len() > most {
                return Err(Trouble::Fault(PluginFaultKind::LimitExceeded(Limit::Response)));
            }
            let read = output.fill_buf().map_err(|error| Trouble::of(&error, timeout))?;
            if read.is_empty() {
                return Err(Trouble::Gone);
            }
            line.extend_from_slice(read);
            let read = read.len();
            output.consume(read);
        }
    }

    /// Puts a message of type `log` into the log.
    fn note(&mut self, line: &[u8]) {
        let text = serde_json::from_slice::<Notice>(line).ok().and_then(|notice| notice.message);
        self.log.extend(text.unwrap_or_default().bytes());
        self.log.push(b'\n');
    }

    /// Makes the folders `in` and `out` anew, for what an earlier call has left must not be taken for this one's, and
    /// writes the blobs.
    fn write_blobs(&mut self, blobs: &[&[u8]]) -> Result<(), PluginFaultKind> {
        let failed = |error: io::Error| PluginFaultKind::LoadFailed(error.to_string());
        let folder = self.process.folder.path();
        for path in [folder.to_owned(), folder.join(IN), folder.join(OUT)] {
            // What a link leads to is somebody else's.
            if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir()) {
                let name = path.file_name().unwrap_or_default().display();
                return Err(PluginFaultKind::Protocol(format!(
                    "it put something else in the place of its folder {name}"
                )));
            }
        }
        // Removed whole and opened without following links: should one have come since, it is not gone through.
        for name in [IN, OUT] {
            fs::remove_dir_all(folder.join(name)).map_err(failed)?;
        }
        let (input, output) = fresh_folders(folder).map_err(failed)?;
        self.out = output;
        for (number, blob) in blobs.iter().enumerate() {
            let name = CString::new(number.to_string()).map_err(|error| failed(error.into()))?;
            isolate::create_in(&input, &name).and_then(|mut file| file.write_all(blob)).map_err(failed)?;
        }
        Ok(())
    }

    fn read_blob(&self, most: usize) -> Result<Option<Vec<u8>>, Trouble> {
        let wrong = |what: String| Trouble::protocol(format!("out/{FILE_BLOB}: {what}"));
        let name = CString::new(FILE_BLOB.to_string()).map_err(|error| wrong(error.to_string()))?;
        let file = match isolate::open_in(&self.out, &name) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(error.to_string())),
        };
        let metadata = file.metadata().map_err(|error| wrong(error.to_string()))?;
        if !metadata.is_file() {
            return Err(wrong("it is no regular file".to_owned()));
        }
        let mut bytes = Vec::new();
        if metadata.len() <= most as u64 {
            file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| wrong(error.to_string()))?;
        }
        if metadata.len() > most as u64 || bytes.len() > most {
            return Err(Trouble::Fault(PluginFaultKind::LimitExceeded(Limit::File)));
        }
        Ok(Some(bytes))
    }

    /// Ends the program and says what went wrong.
    fn fail(&mut self, trouble: Trouble) -> (Answer, Fitness) {
        let (kind, mut words, fitness) = match trouble {
            Trouble::Fault(kind) => (kind, self.process.end(Duration::ZERO).0, Fitness::Unfit),
            Trouble::Gone => {
                let (kind, words) = self.process.left_early();
                (kind, words, Fitness::Dead)
            }
        };
        let mut log = std::mem::take(&mut self.log);
        log.append(&mut words);
        (Answer { outcome: Err(kind), log }, fitness)
    }
}

impl Worker for ProgramWorker {
    fn call(&mut self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> (Answer, Fitness) {
        match self.exchange(request, blobs, limits) {
            Ok(reply) => {
                let mut log = std::mem::take(&mut self.log);
                log.append(&mut self.process.words());
                (Answer { outcome: Ok(reply), log }, Fitness::Fit)
            }
            Err(trouble) => self.fail(trouble),
        }
    }
}

const MOST_OF_A_STRANGE_LINE: usize = 1000;

/// The folder of the blobs that a program is given, in its working folder.
const IN: &str = "in";
/// The folder of the blobs that it writes.
const OUT: &str = "out";

/// Makes the folders for blobs in a program's folder and opens them.
fn fresh_folders(folder: &Path) -> io::Result<(File, File)> {
    let fresh = |name: &str| {
        let path = folder.join(name);
        fs::create_dir(&path)?;
        isolate::open_folder(&path)
    };
    Ok((fresh(IN)?, fresh(OUT)?))
}

/// Copies one of a plugin's files and hashes the copy: what is run is what somebody vouches for.
fn copy_vouched(found: &Found, name: &str, folder: &Path) -> Result<(), PluginFaultKind> {
    let failed = |error: io::Error| PluginFaultKind::LoadFailed(format!("{name}: {error}"));
    let is_below = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_below {
        return Err(failed(io::Error::other("not below the plugin's folder")));
    }
    let target = folder.join(name);
    fs::create_dir_all(target.parent().unwrap_or(folder)).map_err(failed)?;
    let mut original = trust::open(found, name)?;
    let permissions = original.metadata().map_err(failed)?.permissions();
    let copied = File::create(&target).and_then(|mut copy| io::copy(&mut original, &mut copy));
    // With the permissions, of which a program needs the one to be run.
    copied.and_then(|_| fs::set_permissions(&target, permissions)).map_err(failed)?;
    let actual = File::open(&target).and_then(|mut copy| lock::hash(&mut copy)).map_err(failed)?;
    trust::compare(found, name, &actual)
}

/// The command with the plugin's own files named in full, and its program where the system keeps it.
fn resolve(command: &[String], files: &[String], code: &Path) -> Result<Vec<PathBuf>, String> {
    let Some((program, arguments)) = command.split_first() else {
        return Err("its command is empty".to_owned());
    };
    let own = |argument: &String| match files.contains(argument) {
        true => code.join(argument),
        false => PathBuf::from(argument),
    };
    let program = match own(program) {
        path if path.is_absolute() => path,
        path if path.components().count() == 1 => {
            let places = SYSTEM_FOLDERS.iter().map(|folder| Path::new(folder).join(&path));
            let found = places.into_iter().find(|place| place.is_file());
            found.ok_or_else(|| format!("there is no program {program} in {}", SYSTEM_FOLDERS.join(", ")))?
        }
        path => return Err(format!("{} is not among its files", path.display())),
    };
    Ok(std::iter::once(program).chain(arguments.iter().map(own)).collect())
}
