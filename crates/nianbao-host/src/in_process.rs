//! A plugin's library in this process: quick, and trusted with the whole run.

use std::sync::{Mutex, PoisonError};

use nianbao_plugin::abi::PluginV1;
use nianbao_plugin::manifest;

use crate::carrier::{Answer, Carrier, Limits};
use crate::collect::Collected;
use crate::discover::Found;
use crate::error::PluginFaultKind;
use crate::library::{self, Sink, Vouched};

/// Carries calls into a library of this process.
pub(crate) struct InProcess {
    plugin: &'static PluginV1,
    asked: manifest::Limits,
    one_at_a_time: Option<Mutex<()>>,
}

impl InProcess {
    /// Loads a library that was vouched for.
    pub(crate) fn load(found: &Found, vouched: Vouched, concurrent: bool) -> Result<Self, PluginFaultKind> {
        let manifest = &found.manifest;
        let plugin = library::load(vouched.file, &vouched.path, &manifest.id, &manifest.version)?;
        Ok(InProcess { plugin, asked: manifest.limits, one_at_a_time: (!concurrent).then(|| Mutex::new(())) })
    }
}

impl Carrier for InProcess {
    fn call(&self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Answer {
        // Nothing is kept under the lock that a panic could leave half done.
        let _turn = self.one_at_a_time.as_ref().map(|mutex| mutex.lock().unwrap_or_else(PoisonError::into_inner));
        let mut collected = Collected::new(limits.at_most(self.asked));
        let deadline = collected.deadline();
        let status = library::call(self.plugin, request, blobs, &mut collected, deadline);
        collected.into_answer(status)
    }
}

impl Sink for Collected {
    fn take(&mut self, channel: u32, blob_id: u32, bytes: &[u8]) -> bool {
        Collected::take(self, channel, blob_id, bytes)
    }
}
