//! Reading and writing that end at a moment, whatever the other side does.

use std::fs::File;
use std::io::{self, Read, Write};
use std::time::Instant;

use super::isolate::{self, Readiness};

/// A pipe or socket that does not block, with the moment at which waiting for it ends.
pub(super) struct Timed<'a> {
    pub(super) file: &'a File,
    pub(super) deadline: Instant,
}

impl Timed<'_> {
    fn patiently<T>(&self, readiness: Readiness, mut work: impl FnMut() -> io::Result<T>) -> io::Result<T> {
        loop {
            match work() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                done => return done,
            }
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || !isolate::wait(self.file, readiness, left)? {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file;
        self.patiently(Readiness::Read, || file.read(buffer))
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let mut file = self.file;
        self.patiently(Readiness::Write, || file.write(buffer))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
