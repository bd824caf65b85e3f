//! What the system is asked for around a process of a plugin: limits, no privileges, death with the parent, and the end
//! of everything that it has started. The only place that calls the system directly.
#![expect(unsafe_code, reason = "the standard library has no names for these calls")]

use std::ffi::CStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use crate::error::Limit;

/// Turns the result of a system call into an error where it failed.
fn checked(result: libc::c_int) -> io::Result<libc::c_int> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// The user that this process acts as.
pub(crate) fn user() -> u32 {
    // SAFETY: the call takes nothing and always succeeds.
    unsafe { libc::geteuid() }
}

/// Gives this process its limits, for good: what it starts inherits them.
pub(super) fn limit(memory: u64, file_size: u64) -> io::Result<()> {
    const MOST_FILES: u64 = 256;
    let limits = [
        (libc::RLIMIT_AS, memory),
        (libc::RLIMIT_FSIZE, file_size),
        (libc::RLIMIT_NOFILE, MOST_FILES),
        (libc::RLIMIT_CORE, 0),
    ];
    for (resource, value) in limits {
        let value = libc::rlim_t::try_from(value).unwrap_or(libc::RLIM_INFINITY);
        let limit = libc::rlimit { rlim_cur: value, rlim_max: value };
        // SAFETY: the limit is read before the call returns.
        let result = checked(unsafe { libc::setrlimit(resource, &raw const limit) });
        // A limit that is lower already cannot be raised, and need not be.
        if let Err(error) = result
            && error.raw_os_error() != Some(libc::EPERM)
            && error.raw_os_error() != Some(libc::EINVAL)
        {
            return Err(error);
        }
    }
    Ok(())
}

/// Closes what this process was given beside its standard streams: whoever started nianbao may have left files open.
pub(super) fn close_inherited_files() {
    #[cfg(target_os = "linux")]
    // SAFETY: a worker calls this first of all, as `serve` demands, before it has opened anything whose owner would be
    // surprised.
    let _ = unsafe { libc::syscall(libc::SYS_close_range, 3 as libc::c_uint, libc::c_uint::MAX, 0 as libc::c_uint) };
}

/// Ends this process when its parent ends, takes away what set-user-id programs could give it, and makes it the parent
/// of whatever its children leave behind. Linux alone has all three.
pub(super) fn bind_to_parent(parent: u32) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        for option in [END_WITH_PARENT, (libc::PR_SET_NO_NEW_PRIVS, 1), (libc::PR_SET_CHILD_SUBREAPER, 1)] {
            set(option)?;
        }
        stay_in_group()?;
    }
    // The parent may have ended before it could be told to take us with it.
    if std::os::unix::process::parent_id() != parent {
        return Err(io::Error::other("the parent has ended"));
    }
    Ok(())
}

/// Ends this process when the thread that has started it ends, which Linux alone can see to.
pub(crate) fn end_with_parent() {
    #[cfg(target_os = "linux")]
    let _ = set(END_WITH_PARENT);
}

#[cfg(target_os = "linux")]
const END_WITH_PARENT: (libc::c_int, libc::c_ulong) = (libc::PR_SET_PDEATHSIG, libc::SIGKILL as libc::c_ulong);

/// Sets what a process can be told about itself. Of these options each takes a number alone.
#[cfg(target_os = "linux")]
fn set((option, value): (libc::c_int, libc::c_ulong)) -> io::Result<()> {
    const NOTHING: libc::c_ulong = 0;
    // SAFETY: the options that are set here take numbers, no pointers.
    checked(unsafe { libc::prctl(option, value, NOTHING, NOTHING, NOTHING) }).map(drop)
}

/// Forbids this process and all that comes from it to leave the process group, so that the group's end is the end of all.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn stay_in_group() -> io::Result<()> {
    // The kernel's name for the machine whose call numbers are meant. What comes by another's numbers is refused whole.
    const MACHINE: u32 = if cfg!(target_arch = "x86_64") { 0xC000_003E } else { 0xC000_00B7 };
    // From here on the numbers are those of the x32 interface.
    const OTHER_NUMBERS: u32 = 0x4000_0000;
    const REFUSE: u32 = libc::SECCOMP_RET_ERRNO | libc::EPERM as u32;
    // Where `struct seccomp_data` holds them.
    const NUMBER_AT: u32 = 0;
    const MACHINE_AT: u32 = 4;
    let load =
        |at: u32| libc::sock_filter { code: (libc::BPF_LD | libc::BPF_W | libc::BPF_ABS) as u16, jt: 0, jf: 0, k: at };
    let answer = |value: u32| libc::sock_filter { code: (libc::BPF_RET | libc::BPF_K) as u16, jt: 0, jf: 0, k: value };
    let jump = |test: u32, value: u32, jt: u8, jf: u8| {
        let code = (libc::BPF_JMP | test | libc::BPF_K) as u16;
        libc::sock_filter { code, jt, jf, k: value }
    };
    let mut filter = [
        load(MACHINE_AT),
        jump(libc::BPF_JEQ, MACHINE, 0, 5),
        load(NUMBER_AT),
        jump(libc::BPF_JGE, OTHER_NUMBERS, 3, 0),
        jump(libc::BPF_JEQ, libc::SYS_setsid as u32, 2, 0),
        jump(libc::BPF_JEQ, libc::SYS_setpgid as u32, 1, 0),
        answer(libc::SECCOMP_RET_ALLOW),
        answer(REFUSE),
    ];
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    // Without this flag older kernels slow down every process that has a filter.
    let flags = libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW;
    // SAFETY: the kernel copies the filter before the call returns.
    let result = unsafe { libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, flags, &raw const program) };
    let error = io::Error::last_os_error();
    match error.raw_os_error() {
        // A kernel without filters: the group is still killed, and only who leaves it escapes.
        Some(libc::ENOSYS | libc::EINVAL) => Ok(()),
        _ if result < 0 => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(target_os = "linux", not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn stay_in_group() -> io::Result<()> {
    Ok(())
}

/// Whether this process has children, running ones; those that have ended are cleared away.
pub(super) fn has_children() -> bool {
    loop {
        let mut status = 0;
        // SAFETY: the status is written before the call returns.
        match unsafe { libc::waitpid(-1, &raw mut status, libc::WNOHANG) } {
            0 => return true,
            ended if ended > 0 => {}
            _ => return false,
        }
    }
}

/// Whether a descriptor is a socket, as a worker's standard output is and nobody else's.
pub(super) fn is_socket(descriptor: impl AsFd) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let file = descriptor.as_fd().try_clone_to_owned().map(File::from);
    file.and_then(|file| file.metadata()).is_ok_and(|metadata| metadata.file_type().is_socket())
}

/// Takes standard input and output away from the plugin: nothing to read, and what is printed goes to standard error.
pub(super) fn redirect_standard_streams() -> io::Result<()> {
    let nothing = File::open("/dev/null")?;
    // SAFETY: `dup2` touches descriptors 0 and 1 alone, which nothing in this process owns: the standard library's handles
    // name them by number.
    checked(unsafe { libc::dup2(nothing.as_raw_fd(), 0) })?;
    // SAFETY: as above.
    checked(unsafe { libc::dup2(2, 1) }).map(drop)
}

/// Makes reads and writes of a pipe or socket return instead of waiting.
pub(super) fn do_not_block(file: &File) -> io::Result<()> {
    // SAFETY: the descriptor is open for as long as the file is borrowed.
    let flags = checked(unsafe { libc::fcntl(file.as_raw_fd(), libc::F_GETFL) })?;
    // SAFETY: as above.
    checked(unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETFL, flags | libc::O_NONBLOCK) }).map(drop)
}

/// What is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Readiness {
    Read,
    Write,
}

/// Waits until a file can be read or written, or its other end is gone; false after `left`.
pub(super) fn wait(file: &File, readiness: Readiness, left: Duration) -> io::Result<bool> {
    let events = match readiness {
        Readiness::Read => libc::POLLIN,
        Readiness::Write => libc::POLLOUT,
    };
    let mut entry = libc::pollfd { fd: file.as_raw_fd(), events, revents: 0 };
    let milliseconds = libc::c_int::try_from(left.as_millis() + 1).unwrap_or(libc::c_int::MAX);
    // SAFETY: one entry is given and counted.
    match checked(unsafe { libc::poll(&raw mut entry, 1, milliseconds) }) {
        Ok(ready) => Ok(ready > 0),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(true),
        Err(error) => Err(error),
    }
}

/// Opens a folder, not through a link.
pub(super) fn open_folder(path: &Path) -> io::Result<File> {
    File::options().read(true).custom_flags(libc::O_DIRECTORY | libc::O_NOFOLLOW).open(path)
}

/// Opens a file in an open folder for reading, neither through a link nor waiting for a pipe's other end.
pub(super) fn open_in(folder: &File, name: &CStr) -> io::Result<File> {
    open_at(folder, name, libc::O_RDONLY | libc::O_NOFOLLOW | libc::O_NONBLOCK)
}

/// Makes a file in an open folder, where nothing of its name may be yet.
pub(super) fn create_in(folder: &File, name: &CStr) -> io::Result<File> {
    open_at(folder, name, libc::O_WRONLY | libc::O_CREAT | libc::O_EXCL)
}

fn open_at(folder: &File, name: &CStr, flags: libc::c_int) -> io::Result<File> {
    // What is made is its user's alone.
    const MODE: libc::c_uint = 0o600;
    // SAFETY: the name is a C string, and the folder's descriptor is open for as long as it is borrowed.
    let descriptor = unsafe { libc::openat(folder.as_raw_fd(), name.as_ptr(), flags | libc::O_CLOEXEC, MODE) };
    let descriptor = checked(descriptor)?;
    // SAFETY: the call has just made the descriptor, and nobody else knows of it.
    Ok(File::from(unsafe { OwnedFd::from_raw_fd(descriptor) }))
}

/// Whether a child of ours has ended; its end stays to be collected, so that its number is nobody else's meanwhile.
pub(crate) fn has_ended(child: u32) -> bool {
    // SAFETY: a `siginfo_t` of zeros is one.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    let options = libc::WEXITED | libc::WNOHANG | libc::WNOWAIT;
    // SAFETY: the information is written before the call returns.
    let result = unsafe { libc::waitid(libc::P_PID, child as libc::id_t, &raw mut info, options) };
    // SAFETY: `waitid` has filled in the number, or left it zero.
    result != 0 || unsafe { info.si_pid() } != 0
}

/// Kills a child of ours that has not been collected yet and the group that it leads.
pub(super) fn kill_group(child: u32) {
    if let Ok(group) = libc::pid_t::try_from(child) {
        // SAFETY: sending a signal touches no memory of ours.
        let _ = unsafe { libc::kill(-group, libc::SIGKILL) };
    }
}

/// Kills a child of ours that has not been collected yet, the group that it leads and, where the system tells who they
/// are, whatever else has come from it.
pub(crate) fn kill_with_descendants(child: u32) {
    let Ok(group) = libc::pid_t::try_from(child) else { return };
    let signal = |process: libc::pid_t, signal: libc::c_int| {
        // SAFETY: sending a signal touches no memory of ours.
        let _ = unsafe { libc::kill(process, signal) };
    };
    // Stopped first, so that nothing is born while we look.
    signal(-group, libc::SIGSTOP);
    let mut known: Vec<libc::pid_t> = Vec::new();
    loop {
        let parents: Vec<libc::pid_t> = std::iter::once(group).chain(known.iter().copied()).collect();
        let born = parents.into_iter().flat_map(children);
        let new: Vec<libc::pid_t> = born.filter(|process| !known.contains(process)).collect();
        if new.is_empty() {
            break;
        }
        new.iter().for_each(|&process| signal(process, libc::SIGSTOP));
        known.extend(new);
    }
    known.into_iter().for_each(|process| signal(process, libc::SIGKILL));
    signal(-group, libc::SIGKILL);
}

/// The children of a process, as Linux tells them.
fn children(process: libc::pid_t) -> Vec<libc::pid_t> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let texts = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    texts
        .flat_map(|text| text.split_whitespace().filter_map(|number| number.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// The name of a signal.
pub(super) fn signal_name(signal: i32) -> String {
    let names = [
        (libc::SIGABRT, "SIGABRT"),
        (libc::SIGBUS, "SIGBUS"),
        (libc::SIGFPE, "SIGFPE"),
        (libc::SIGILL, "SIGILL"),
        (libc::SIGKILL, "SIGKILL"),
        (libc::SIGPIPE, "SIGPIPE"),
        (libc::SIGSEGV, "SIGSEGV"),
        (libc::SIGSYS, "SIGSYS"),
        (libc::SIGTERM, "SIGTERM"),
        (libc::SIGTRAP, "SIGTRAP"),
        (libc::SIGXCPU, "SIGXCPU"),
        (libc::SIGXFSZ, "SIGXFSZ"),
    ];
    names
        .iter()
        .find(|(number, _)| *number == signal)
        .map_or_else(|| format!("signal {signal}"), |(_, name)| (*name).to_owned())
}

/// The limit that a signal says the process went over.
pub(super) fn limit_of(signal: i32) -> Option<Limit> {
    (signal == libc::SIGXFSZ).then_some(Limit::Disk)
}
