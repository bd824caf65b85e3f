//! Keeps processes of one plugin for the calls to come: as many as there are calls at a time, each used often, none used
//! again after a fault.

use std::sync::{Mutex, MutexGuard, PoisonError};

use nianbao_plugin::manifest;

use crate::carrier::{Answer, Carrier, Limits};

/// A process that serves this many calls is replaced, so that what leaks in it stays small.
const MOST_CALLS: u32 = 256;

/// A process that serves calls, one at a time.
pub(super) trait Worker: Send {
    /// Performs one call. After a fault, and where it says no, it is not used again.
    fn call(&mut self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> (Answer, Fitness);
}

/// Whether a process may serve another call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fitness {
    Fit,
    Unfit,
    /// It ended by itself in the middle of the call. An earlier call may have been the cause.
    Dead,
}

/// The processes of one plugin.
pub(super) struct Pool<W, S> {
    asked: manifest::Limits,
    start: S,
    idle: Mutex<Vec<(W, u32)>>,
    /// Held while a process is started ahead of the calls: a call waits for that one rather than start its own.
    starting: Mutex<()>,
}

impl<W, S> Pool<W, S>
where
    W: Worker,
    S: Fn() -> Result<W, Answer> + Send + Sync,
{
    pub(super) fn new(asked: manifest::Limits, start: S) -> Self {
        Pool { asked, start, idle: Mutex::new(Vec::new()), starting: Mutex::new(()) }
    }

    /// Nothing is done under the lock that a panic could leave half done.
    fn idle(&self) -> MutexGuard<'_, Vec<(W, u32)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn perform(&self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Answer {
        if let Some((mut worker, calls)) = self.waiting() {
            let (answer, fitness) = worker.call(request, blobs, limits);
            match fitness {
                // Calls are stateless: one that died of another's sins is made again, in a process without a past.
                Fitness::Dead => drop(worker),
                fitness => {
                    self.keep(worker, calls + 1, fitness);
                    return answer;
                }
            }
        }
        let mut worker = match (self.start)() {
            Ok(worker) => worker,
            Err(answer) => return answer,
        };
        let (answer, fitness) = worker.call(request, blobs, limits);
        self.keep(worker, 1, fitness);
        answer
    }

    fn waiting(&self) -> Option<(W, u32)> {
        let waiting = self.idle().pop();
        waiting.or_else(|| {
            drop(self.starting.lock());
            self.idle().pop()
        })
    }

    fn keep(&self, worker: W, calls: u32, fitness: Fitness) {
        if fitness == Fitness::Fit && calls < MOST_CALLS {
            self.idle().push((worker, calls));
        }
    }
}

impl<W, S> Carrier for Pool<W, S>
where
    W: Worker,
    S: Fn() -> Result<W, Answer> + Send + Sync,
{
    fn call(&self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Answer {
        self.perform(request, blobs, limits.at_most(self.asked))
    }

    fn prepare(&self) {
        let _starting = self.starting.lock();
        if self.idle().is_empty()
            && let Ok(worker) = (self.start)()
        {
            self.idle().push((worker, 0));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::carrier::{IMPORT, Reply};

    struct Idler;

    impl Worker for Idler {
        fn call(&mut self, _: &[u8], _: &[&[u8]], _: Limits) -> (Answer, Fitness) {
            let reply = Reply::Result { response: Vec::new(), blob: None, diagnostics: Vec::new() };
            (Answer { outcome: Ok(reply), log: Vec::new() }, Fitness::Fit)
        }
    }

    #[test]
    fn a_call_takes_the_process_that_is_being_started_ahead() {
        let (begun, started) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let start = || {
            begun.fetch_add(1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(50));
            started.fetch_add(1, Ordering::SeqCst);
            Ok(Idler)
        };
        let pool = Pool::new(manifest::Limits::default(), start);
        thread::scope(|scope| {
            scope.spawn(|| pool.prepare());
            while begun.load(Ordering::SeqCst) == 0 {
                thread::yield_now();
            }
            assert!(pool.call(b"", &[], IMPORT).outcome.is_ok());
            assert_eq!(started.load(Ordering::SeqCst), 1, "it was waited for");
        });
        pool.prepare();
        assert_eq!(begun.load(Ordering::SeqCst), 1, "one is there already");
    }
}
