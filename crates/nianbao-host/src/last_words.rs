//! What a process writes to standard error or output, read as it comes so that it never waits, and kept up to a limit.

use std::io::Read;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How much is kept between two calls: the last of it, for that is where a crash speaks.
const MOST_KEPT: usize = 64 * 1024;

/// The end of what a process writes into a stream.
#[derive(Default)]
pub(crate) struct LastWords {
    shared: Arc<(Mutex<Heard>, Condvar)>,
}

#[derive(Default)]
struct Heard {
    text: Vec<u8>,
    has_ended: bool,
}

impl LastWords {
    /// Listens on a thread of its own until the stream ends.
    pub(crate) fn of(mut stream: impl Read + Send + 'static) -> std::io::Result<Self> {
        let words = LastWords::default();
        let shared = Arc::clone(&words.shared);
        let listen = move || {
            let mut buffer = [0; 8192];
            while let Ok(read @ 1..) = stream.read(&mut buffer) {
                let mut heard = locked(&shared.0);
                heard.text.extend_from_slice(&buffer[..read]);
                let surplus = heard.text.len().saturating_sub(MOST_KEPT);
                heard.text.drain(..surplus);
            }
            locked(&shared.0).has_ended = true;
            shared.1.notify_all();
        };
        thread::Builder::new().name("plugin-listener".to_owned()).stack_size(64 * 1024).spawn(listen)?;
        Ok(words)
    }

    /// What has been written so far; it is forgotten here.
    #[cfg(unix)]
    pub(crate) fn so_far(&self) -> Vec<u8> {
        std::mem::take(&mut locked(&self.shared.0).text)
    }

    /// What was written to the end. The process must have ended; somebody it has left behind may still hold the stream,
    /// who is not waited for.
    pub(crate) fn to_the_end(&self) -> Vec<u8> {
        const PATIENCE: Duration = Duration::from_millis(200);
        let (mutex, condition) = &*self.shared;
        let waited = condition.wait_timeout_while(locked(mutex), PATIENCE, |heard| !heard.has_ended);
        let (mut heard, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut heard.text)
    }
}

/// Nothing is done under the lock that a panic could leave half done.
fn locked(mutex: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
