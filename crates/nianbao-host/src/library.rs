//! A plugin's library in this process: opened from the very file that was hashed, called through the C interface.
#![expect(unsafe_code, reason = "libraries are loaded and called through raw pointers")]

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use nianbao_plugin::abi::{self, EntryFn, HostV1, PluginV1, Slice};

use crate::carrier::{Carrier, Limits, Reply};
use crate::discover::Found;
use crate::error::PluginFaultKind;
use crate::trust;

/// The target triple that this host was built for, as manifests name libraries by.
pub(crate) fn target() -> &'static str {
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        "x86_64-unknown-linux-gnu"
    } else if cfg!(all(target_os = "linux", target_arch = "aarch64")) {
        "aarch64-unknown-linux-gnu"
    } else if cfg!(all(target_os = "windows", target_arch = "x86_64")) {
        "x86_64-pc-windows-msvc"
    } else if cfg!(all(target_os = "macos", target_arch = "aarch64")) {
        "aarch64-apple-darwin"
    } else if cfg!(all(target_os = "macos", target_arch = "x86_64")) {
        "x86_64-apple-darwin"
    } else {
        "unknown"
    }
}

/// Opens a plugin's library after its hash was found in the lock file that vouches for it.
pub(crate) fn open(
    found: &Found,
    libraries: &BTreeMap<String, String>,
    concurrent: bool,
) -> Result<Arc<dyn Carrier>, PluginFaultKind> {
    let Some(name) = libraries.get(target()) else {
        return Err(PluginFaultKind::Incompatible(format!("it has no library for {}", target())));
    };
    if !found.manifest.protocol.contains(&nianbao_plugin::protocol::VERSION) {
        let theirs = &found.manifest.protocol;
        let ours = nianbao_plugin::protocol::VERSION;
        return Err(PluginFaultKind::Incompatible(format!(
            "it speaks protocol {theirs:?}, this nianbao speaks {ours}"
        )));
    }
    let path = found.directory.join(name);
    let mut file = trust::open(found, name)?;
    let library = load(&mut file, &path)?;
    let plugin = entry(&library)?;
    check(plugin, found)?;
    // Never unloaded: unloading a library with thread-local destructors crashes at thread exit. Nor is its descriptor
    // closed: the loader knows libraries by name, and the next one would get the same `/proc/self/fd/N`.
    std::mem::forget(library);
    std::mem::forget(file);
    Ok(Arc::new(InProcess { plugin, one_at_a_time: (!concurrent).then(|| Mutex::new(())) }))
}

/// Loads the object behind the descriptor that was hashed, so that nobody can put another file in its place meanwhile.
#[cfg(target_os = "linux")]
fn load(file: &mut File, path: &Path) -> Result<libloading::os::unix::Library, PluginFaultKind> {
    use std::os::fd::AsRawFd;

    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

    /// Keeps the library mapped for ever; not among libloading's names.
    const RTLD_NODELETE: i32 = 0x1000;
    let of_descriptor = format!("/proc/self/fd/{}", file.as_raw_fd());
    // SAFETY: loading runs the library's constructors; its hash says that it is the one somebody vouched for.
    let library = unsafe { Library::open(Some(of_descriptor), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) };
    library.map_err(|error| PluginFaultKind::LoadFailed(format!("{}: {error}", path.display())))
}

/// Loads a private copy of what was hashed, since a library cannot be opened by descriptor here.
#[cfg(not(target_os = "linux"))]
fn load(file: &mut File, path: &Path) -> Result<libloading::Library, PluginFaultKind> {
    let failed = |error: std::io::Error| PluginFaultKind::LoadFailed(format!("{}: {error}", path.display()));
    std::io::Seek::rewind(file).map_err(failed)?;
    let directory = tempfile::Builder::new().prefix("nianbao-").tempdir().map_err(failed)?;
    let copy = directory.path().join(path.file_name().unwrap_or_default());
    std::io::copy(file, &mut File::create(&copy).map_err(failed)?).map_err(failed)?;
    // The copy must stay for as long as the library is mapped, which is until the process ends.
    std::mem::forget(directory);
    // SAFETY: loading runs the library's constructors; its hash says that it is the one somebody vouched for.
    let library = unsafe { libloading::Library::new(&copy) };
    library.map_err(|error| PluginFaultKind::LoadFailed(format!("{}: {error}", path.display())))
}

#[cfg(target_os = "linux")]
type Loaded = libloading::os::unix::Library;
#[cfg(not(target_os = "linux"))]
type Loaded = libloading::Library;

/// Calls the library's entry.
fn entry(library: &Loaded) -> Result<&'static PluginV1, PluginFaultKind> {
    // SAFETY: the symbol's type is fixed by the interface's major version, which is part of its name.
    let entry = unsafe { library.get::<EntryFn>(abi::ENTRY_SYMBOL) }.map_err(|_| PluginFaultKind::MissingSymbol)?;
    // SAFETY: the entry takes nothing and returns a pointer to static data or null.
    let plugin = unsafe { entry().as_ref() };
    plugin.ok_or(PluginFaultKind::MissingSymbol)
}

/// Whether the library is as large as version 1 promises and the one that its manifest describes.
fn check(plugin: &PluginV1, found: &Found) -> Result<(), PluginFaultKind> {
    if plugin.size < size_of::<PluginV1>() {
        return Err(PluginFaultKind::Incompatible(format!("its table has {} bytes", plugin.size)));
    }
    // SAFETY: the header promises static UTF-8 of the given lengths.
    let (id, version) = unsafe { (plugin.id.as_bytes(), plugin.version.as_bytes()) };
    let manifest = &found.manifest;
    if id != manifest.id.as_bytes() || version != manifest.version.as_bytes() {
        let (id, version) = (String::from_utf8_lossy(id), String::from_utf8_lossy(version));
        return Err(PluginFaultKind::Incompatible(format!("its library says it is {id} {version}")));
    }
    Ok(())
}

struct InProcess {
    plugin: &'static PluginV1,
    one_at_a_time: Option<Mutex<()>>,
}

impl Carrier for InProcess {
    fn call(&self, request: &[u8], blobs: &[&[u8]], limits: Limits) -> Result<Reply, PluginFaultKind> {
        // Nothing is kept under the lock that a panic could leave half done.
        let _turn = self.one_at_a_time.as_ref().map(|mutex| mutex.lock().unwrap_or_else(PoisonError::into_inner));
        let mut collected = Collected { limits, ..Collected::default() };
        let host = HostV1 { size: size_of::<HostV1>(), ctx: (&raw mut collected).cast::<c_void>(), emit, cancelled };
        let blobs: Vec<Slice> = blobs.iter().map(|blob| Slice::of(blob)).collect();
        // SAFETY: all pointers are valid until `call` returns; `collected` is reached by nobody else meanwhile, for the
        // contract allows `emit` on this thread only and `cancelled` reads nothing.
        let status = unsafe {
            (self.plugin.call)(&raw const host, request.as_ptr(), request.len(), blobs.as_ptr(), blobs.len())
        };
        collected.into_reply(status)
    }
}

/// What one call has emitted so far.
#[derive(Default)]
struct Collected {
    limits: Limits,
    response: Vec<u8>,
    error: Vec<u8>,
    blob: Option<Vec<u8>>,
    log: usize,
    /// Why the call was told to stop.
    exceeded: Option<&'static str>,
}

impl Collected {
    fn take(&mut self, channel: u32, blob_id: u32, bytes: &[u8]) -> bool {
        if self.exceeded.is_some() {
            return false;
        }
        let (target, limit, what) = match channel {
            abi::EMIT_RESPONSE => (&mut self.response, self.limits.response, "response"),
            abi::EMIT_ERROR => (&mut self.error, self.limits.response, "error"),
            abi::EMIT_BLOB if blob_id == nianbao_plugin::protocol::FILE_BLOB => {
                (self.blob.get_or_insert_default(), self.limits.blobs, "file")
            }
            abi::EMIT_LOG => {
                self.log += bytes.len();
                return true;
            }
            _ => return true,
        };
        if bytes.len() > limit.saturating_sub(target.len()) {
            self.exceeded = Some(what);
            return false;
        }
        target.extend_from_slice(bytes);
        true
    }

    fn into_reply(self, status: i32) -> Result<Reply, PluginFaultKind> {
        if let Some(what) = self.exceeded {
            return Err(PluginFaultKind::LimitExceeded(format!("its {what} is too large")));
        }
        let protocol = |what: &str| Err(PluginFaultKind::Protocol(what.to_owned()));
        match status {
            abi::OK if self.response.is_empty() => protocol("the call ended without a result"),
            abi::OK if !self.error.is_empty() => protocol("the call ended with a result and an error"),
            abi::OK => Ok(Reply::Result { response: self.response, blob: self.blob }),
            abi::FAILED if !self.response.is_empty() => protocol("the call ended with a result and a failure"),
            abi::FAILED => Ok(Reply::Error(self.error)),
            abi::PANICKED => Ok(Reply::Panicked(self.error)),
            abi::STOPPED => protocol("the call stopped although nobody asked it to"),
            abi::UNSUPPORTED => protocol("it does not know the operation"),
            abi::BAD_REQUEST => protocol("it did not understand the request"),
            other => protocol(&format!("the call ended with the unknown status {other}")),
        }
    }
}

/// The host's `emit`: collects a piece, or tells the call to stop.
unsafe extern "C" fn emit(ctx: *mut c_void, channel: u32, blob_id: u32, ptr: *const u8, len: usize) -> i32 {
    // SAFETY: `ctx` is the `Collected` of the running call, on whose thread alone the contract allows `emit`; the bytes
    // are borrowed until we return.
    let (collected, bytes) = unsafe { (&mut *ctx.cast::<Collected>(), Slice { ptr, len }.as_bytes()) };
    i32::from(!collected.take(channel, blob_id, bytes))
}

/// The host's `cancelled`: a call in process is never asked to stop but through `emit`.
unsafe extern "C" fn cancelled(_ctx: *mut c_void) -> i32 {
    0
}
