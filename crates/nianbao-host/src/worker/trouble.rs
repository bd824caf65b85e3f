//! Why an exchange with a process did not come to its end.

use std::io;
use std::time::Duration;

use crate::error::PluginFaultKind;

pub(super) enum Trouble {
    Fault(PluginFaultKind),
    /// The process closed its channel, as it does by ending.
    Gone,
}

impl Trouble {
    /// What an error of the channel means, where `timeout` was given.
    pub(super) fn of(error: &io::Error, timeout: Duration) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut => Trouble::Fault(PluginFaultKind::Timeout { seconds: timeout.as_secs() }),
            io::ErrorKind::InvalidData => Trouble::protocol(error),
            _ => Trouble::Gone,
        }
    }

    /// An answer that the protocol does not allow.
    pub(super) fn protocol(what: impl ToString) -> Self {
        Trouble::Fault(PluginFaultKind::Protocol(what.to_string()))
    }
}
