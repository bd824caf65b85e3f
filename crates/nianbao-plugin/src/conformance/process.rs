//! Tests of how a plugin behaves in its process: it stops when told, and leaves nothing behind.

use std::collections::BTreeMap;
use std::fs;
use std::thread;

use super::calls::{self, good, make};
use super::contract::{any, outcome, some};
use super::{Ending, Kit, Subject, Test, fail, skip};
use crate::abi;
use crate::manifest::{Concurrency, Run};

pub(super) const TESTS: &[Test] = &[
    Test {
        id: "stops",
        rule: "Stop",
        zh: "要求停止后不再输出，返回“已停止”",
        en: "asked to stop, it emits nothing more and says so",
        run: stops,
    },
    Test {
        id: "stdout",
        rule: "Process state",
        zh: "不向标准输出写任何内容",
        en: "it writes nothing to standard output",
        run: stdout,
    },
    Test {
        id: "process_state",
        rule: "Process state",
        zh: "不改动工作目录、环境变量和信号处理",
        en: "it leaves working directory, environment and signal handlers alone",
        run: process_state,
    },
    Test {
        id: "threads",
        rule: "Threads",
        zh: "从第二次调用起线程数不再增加",
        en: "from the second call on there are no more threads than before",
        run: threads,
    },
    Test {
        id: "steady",
        rule: "Threads",
        zh: "调用一百次，内存不持续增长",
        en: "a hundred calls do not need more memory than twenty",
        run: steady,
    },
    Test {
        id: "concurrent",
        rule: "Threads",
        zh: "声明可以同时调用的，同时调用结果不变",
        en: "calls at the same time give the same bytes, where the manifest allows them",
        run: concurrent,
    },
];

fn in_process<'a>(kit: &'a Kit<'_>) -> Result<&'a dyn Subject, Ending> {
    let subject = kit.subject()?;
    if subject.is_in_process() { Ok(subject) } else { skip("a program's process is its own") }
}

fn alone<'a>(kit: &'a Kit<'_>) -> Result<&'a dyn Subject, Ending> {
    let subject = in_process(kit)?;
    if kit.alone { Ok(subject) } else { skip("other tests run in this process: `nianbao plugin check` tells") }
}

fn stops(kit: &Kit<'_>) -> Result<(), Ending> {
    let subject = in_process(kit)?;
    for request in any(kit) {
        let blobs: Vec<&[u8]> = request.blobs.iter().map(Vec::as_slice).collect();
        let answer = subject.call(request.message.to_string().as_bytes(), &blobs, Some(0));
        if answer.after_stop == 0 && answer.end == calls::End::Status(abi::OK) {
            return fail(format!("{}: it emitted nothing and says that all is well", request.name));
        }
        if answer.after_stop > 1 {
            return fail(format!("{}: {} pieces came after the stop", request.name, answer.after_stop - 1));
        }
        if answer.after_stop == 1 && answer.end != calls::End::Status(abi::STOPPED) {
            return fail(format!("{}: it ended with {:?} instead of NB_STOPPED", request.name, answer.end));
        }
    }
    Ok(())
}

/// That nothing was written is seen by whoever started this process.
fn stdout(kit: &Kit<'_>) -> Result<(), Ending> {
    in_process(kit)?;
    for request in any(kit) {
        make(kit.subject()?, &request)?;
    }
    Ok(())
}

fn process_state(kit: &Kit<'_>) -> Result<(), Ending> {
    let subject = alone(kit)?;
    let state = || {
        let environment: BTreeMap<_, _> = std::env::vars_os().collect();
        (std::env::current_dir().ok(), environment, signals())
    };
    let before = state();
    for request in any(kit) {
        make(subject, &request)?;
    }
    let after = state();
    let changed = [
        (before.0 != after.0, "the working directory"),
        (before.1 != after.1, "the environment"),
        (before.2 != after.2, "signal handlers"),
    ];
    let changed: Vec<&str> = changed.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
    if changed.is_empty() { Ok(()) } else { fail(format!("it changed {}", changed.join(", "))) }
}

/// Which signals are blocked, passed over and handled, where the system tells.
fn signals() -> Vec<u64> {
    /// The C library's own, which it handles from a process's second thread on.
    const OF_THE_LIBRARY: u64 = 0b11 << 31;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let is_signals = |line: &&str| ["SigBlk", "SigIgn", "SigCgt"].iter().any(|key| line.starts_with(key));
    let number = |line: &str| u64::from_str_radix(line.split_once(':')?.1.trim(), 16).ok();
    status.lines().filter(is_signals).filter_map(number).map(|signals| signals & !OF_THE_LIBRARY).collect()
}

#[cfg(target_os = "linux")]
fn threads(kit: &Kit<'_>) -> Result<(), Ending> {
    let subject = alone(kit)?;
    let count = || fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    for request in any(kit) {
        make(subject, &request)?;
        let before = count();
        for _ in 0..5 {
            make(subject, &request)?;
        }
        // A thread that was told to end needs a moment.
        thread::sleep(std::time::Duration::from_millis(50));
        let after = count();
        if after > before {
            return fail(format!("{}: {before} threads after the first call, {after} after the sixth", request.name));
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn threads(_kit: &Kit<'_>) -> Result<(), Ending> {
    skip("threads are counted on Linux only")
}

#[cfg(target_os = "linux")]
fn steady(kit: &Kit<'_>) -> Result<(), Ending> {
    /// Less than this is an allocator's own doing.
    const SLACK: u64 = 8 * 1024 * 1024;
    const PAGE: u64 = 4096;
    let subject = alone(kit)?;
    let resident = || -> u64 {
        let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
        statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * PAGE
    };
    for request in any(kit) {
        let calls = |count: usize| (0..count).try_for_each(|_| make(subject, &request).map(drop));
        calls(20)?;
        let before = resident();
        calls(80)?;
        let after = resident();
        if after > before + SLACK + before / 4 {
            let mib = |bytes: u64| bytes / (1024 * 1024);
            return fail(format!("{}: {} MiB after 20 calls, {} after 100", request.name, mib(before), mib(after)));
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn steady(_kit: &Kit<'_>) -> Result<(), Ending> {
    skip("memory is measured on Linux only")
}

fn concurrent(kit: &Kit<'_>) -> Result<(), Ending> {
    let (Run::Library { concurrency, .. } | Run::Process { concurrency, .. }) = &kit.manifest.run;
    if *concurrency == Concurrency::One {
        return skip("it wants one call at a time");
    }
    let Some(again) = kit.again else {
        return skip("it is called on one thread here");
    };
    for request in some(good(kit)?)? {
        let alone = outcome(kit.subject()?, &request)?;
        let same = thread::scope(|scope| {
            let calls: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        let subject = again();
                        (0..3).all(|_| outcome(&*subject, &request).is_ok_and(|own| own == alone))
                    })
                })
                .collect();
            calls.into_iter().all(|call| call.join().unwrap_or(false))
        });
        if !same {
            return fail(format!("{}: at the same time it gives other bytes than alone", request.name));
        }
    }
    Ok(())
}
