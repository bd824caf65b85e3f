//! A plugin's library: vouched for by its hash, loaded from the very file that was hashed, called through the C
//! interface. Whether in this process or in a worker makes no difference here.
#![expect(unsafe_code, reason = "libraries are loaded and called through raw pointers")]

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use nianbao_plugin::abi::{self, EntryFn, HostV1, PluginV1, Slice};

use crate::discover::Found;
use crate::error::PluginFaultKind;
use crate::lock;
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

/// A library whose hash is the one that somebody vouches for.
#[derive(Debug)]
pub(crate) struct Vouched {
    /// The open file that was hashed.
    pub(crate) file: File,
    /// Where it lies, for messages.
    pub(crate) path: PathBuf,
    name: String,
    stamp: Stamp,
}

/// What of a file changes when its content does.
type Stamp = Option<(u64, SystemTime)>;

impl Vouched {
    /// Whether nobody has written into the file since it was hashed, as far as the system tells.
    #[cfg(unix)]
    pub(crate) fn is_unchanged(&self) -> bool {
        self.stamp.is_some() && stamp(&self.file) == self.stamp
    }

    /// The same library, opened and hashed anew.
    #[cfg(unix)]
    pub(crate) fn again(&self, found: &Found) -> Result<Vouched, PluginFaultKind> {
        vouched_file(found, &self.name)
    }
}

fn stamp(file: &File) -> Stamp {
    let metadata = file.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// Opens a plugin's library and compares its hash with the lock file's.
pub(crate) fn vouched(found: &Found, libraries: &BTreeMap<String, String>) -> Result<Vouched, PluginFaultKind> {
    let Some(name) = libraries.get(target()) else {
        return Err(PluginFaultKind::Incompatible(format!("it has no library for {}", target())));
    };
    speaks_our_protocol(found)?;
    vouched_file(found, name)
}

/// Refuses a plugin that shares no version of the protocol with us.
pub(crate) fn speaks_our_protocol(found: &Found) -> Result<(), PluginFaultKind> {
    let (theirs, ours) = (&found.manifest.protocol, nianbao_plugin::protocol::VERSION);
    if theirs.contains(&ours) {
        return Ok(());
    }
    Err(PluginFaultKind::Incompatible(format!("it speaks protocol {theirs:?}, this nianbao speaks {ours}")))
}

/// Opens one of a plugin's files and compares its hash with the lock file's.
fn vouched_file(found: &Found, name: &str) -> Result<Vouched, PluginFaultKind> {
    let path = found.directory.join(name);
    let mut file = trust::open(found, name)?;
    let stamp = stamp(&file);
    let load_failed = |error: std::io::Error| PluginFaultKind::LoadFailed(format!("{}: {error}", path.display()));
    let actual = lock::hash(&mut file).map_err(load_failed)?;
    trust::compare(found, name, &actual)?;
    Ok(Vouched { file, path, name: name.to_owned(), stamp })
}

/// Loads a library that was vouched for and finds its table. It stays loaded for ever.
pub(crate) fn load(mut file: File, path: &Path, id: &str, version: &str) -> Result<&'static PluginV1, PluginFaultKind> {
    let library = map(&mut file, path)?;
    let plugin = entry(&library)?;
    check(plugin, id, version)?;
    // Never unloaded: unloading a library with thread-local destructors crashes at thread exit. Nor is its descriptor
    // closed: the loader knows libraries by name, and the next one would get the same `/proc/self/fd/N`.
    std::mem::forget(library);
    std::mem::forget(file);
    Ok(plugin)
}

/// Maps the object behind the descriptor that was hashed, so that nobody can put another file in its place meanwhile.
#[cfg(target_os = "linux")]
fn map(file: &mut File, path: &Path) -> Result<libloading::os::unix::Library, PluginFaultKind> {
    use std::os::fd::AsRawFd;

    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

    /// Keeps the library mapped for ever; not among libloading's names.
    const RTLD_NODELETE: i32 = 0x1000;
    let of_descriptor = format!("/proc/self/fd/{}", file.as_raw_fd());
    // SAFETY: loading runs the library's constructors; its hash says that it is the one somebody vouched for.
    let library = unsafe { Library::open(Some(of_descriptor), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) };
    library.map_err(|error| load_failed(path, &error))
}

/// Maps a private copy of what was hashed, since a library cannot be opened by descriptor here.
#[cfg(not(target_os = "linux"))]
fn map(file: &mut File, path: &Path) -> Result<libloading::Library, PluginFaultKind> {
    let failed = |error: std::io::Error| PluginFaultKind::LoadFailed(format!("{}: {error}", path.display()));
    std::io::Seek::rewind(file).map_err(failed)?;
    let directory = tempfile::Builder::new().prefix("nianbao-").tempdir().map_err(failed)?;
    let copy = directory.path().join(path.file_name().unwrap_or_default());
    std::io::copy(file, &mut File::create(&copy).map_err(failed)?).map_err(failed)?;
    // The copy must stay for as long as the library is mapped, which is until the process ends.
    std::mem::forget(directory);
    // SAFETY: loading runs the library's constructors; its hash says that it is the one somebody vouched for.
    let library = unsafe { libloading::Library::new(&copy) };
    library.map_err(|error| load_failed(path, &error))
}

/// The system's own words are the source of the error.
fn load_failed(path: &Path, error: &libloading::Error) -> PluginFaultKind {
    let words = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    PluginFaultKind::LoadFailed(format!("{}: {error}{words}", path.display()))
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
    let plugin = unsafe { entry() };
    if plugin.is_null() {
        return Err(PluginFaultKind::MissingSymbol);
    }
    if !plugin.is_aligned() {
        return Err(PluginFaultKind::Incompatible("its table lies at no address for one".to_owned()));
    }
    // Before there may be a reference to the whole, its size is read: a table of another version may be shorter.
    // SAFETY: every version's table begins with its size, and the pointer was found to be aligned.
    let size = unsafe { (&raw const (*plugin).size).read() };
    if size < size_of::<PluginV1>() {
        return Err(PluginFaultKind::Incompatible(format!("its table has {size} bytes")));
    }
    // Nor may there be one while the function is missing: Rust's function pointers are never null.
    // SAFETY: the table is static and large enough, and an option of a function pointer may be null.
    let call = unsafe { (&raw const (*plugin).call).cast::<Option<abi::CallFn>>().read() };
    if call.is_none() {
        return Err(PluginFaultKind::Incompatible("its table names no function".to_owned()));
    }
    // SAFETY: the table is static, aligned, at least as large as version 1 promises and has its function.
    Ok(unsafe { &*plugin })
}

/// Whether the library is the one that its manifest describes.
fn check(plugin: &PluginV1, manifest_id: &str, manifest_version: &str) -> Result<(), PluginFaultKind> {
    // SAFETY: the header promises static bytes of the given lengths; that they are UTF-8 is not relied on.
    let (id, version) = unsafe { (plugin.id.as_bytes(), plugin.version.as_bytes()) };
    if id != manifest_id.as_bytes() || version != manifest_version.as_bytes() {
        let (id, version) = (String::from_utf8_lossy(id), String::from_utf8_lossy(version));
        return Err(PluginFaultKind::Incompatible(format!("its library says it is {id} {version}")));
    }
    Ok(())
}

/// Takes what a call emits; false means that the call is to stop.
pub(crate) trait Sink {
    fn take(&mut self, channel: u32, blob_id: u32, bytes: &[u8]) -> bool;
}

/// Calls a loaded plugin on this thread and returns its status. After `deadline` the call is asked to stop.
pub(crate) fn call(plugin: &PluginV1, request: &[u8], blobs: &[&[u8]], sink: &mut dyn Sink, deadline: Instant) -> i32 {
    let mut running = Running { sink, deadline };
    let host = HostV1 { size: size_of::<HostV1>(), ctx: (&raw mut running).cast::<c_void>(), emit, cancelled };
    let blobs: Vec<Slice> = blobs.iter().map(|blob| Slice::of(blob)).collect();
    // SAFETY: all pointers are valid until `call` returns; the sink is reached by nobody else meanwhile, for the contract
    // allows `emit` on this thread only, and `cancelled` reads what nobody writes.
    unsafe { (plugin.call)(&raw const host, request.as_ptr(), request.len(), blobs.as_ptr(), blobs.len()) }
}

/// What the host's functions find behind their context.
struct Running<'a> {
    sink: &'a mut dyn Sink,
    deadline: Instant,
}

/// The host's `emit`: hands a piece on, or tells the call to stop.
unsafe extern "C" fn emit(ctx: *mut c_void, channel: u32, blob_id: u32, ptr: *const u8, len: usize) -> i32 {
    let running = ctx.cast::<Running<'_>>();
    // SAFETY: `ctx` is the `Running` of the call, on whose thread alone the contract allows `emit`, and only its sink is
    // borrowed; the bytes are borrowed until we return.
    let (sink, bytes) = unsafe { (&mut *(*running).sink, Slice { ptr, len }.as_bytes()) };
    i32::from(!sink.take(channel, blob_id, bytes))
}

/// The host's `cancelled`: whether the call's time is over.
unsafe extern "C" fn cancelled(ctx: *mut c_void) -> i32 {
    // SAFETY: `ctx` is the `Running` of the call; its deadline is never written while the call runs.
    let deadline = unsafe { (&raw const (*ctx.cast::<Running<'_>>()).deadline).read() };
    i32::from(Instant::now() >= deadline)
}
