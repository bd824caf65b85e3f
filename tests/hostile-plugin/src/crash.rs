//! Faults that no process survives.

use std::alloc::{Layout, alloc, dealloc};
use std::hint::black_box;
use std::process;

use nianbao_plugin::abi;

/// Commits the fault of this name; `None` where it is not one of these.
pub(crate) fn commit(name: &str) -> Option<i32> {
    match name {
        "panic-through-c" => black_box(panicking)(),
        "null" => {
            // SAFETY: there is none: this is the fault.
            let value = unsafe { black_box(std::ptr::null::<u8>()).read_volatile() };
            black_box(value);
        }
        "double-free" => free_twice(),
        "free-of-foreign" => {
            let on_the_stack = black_box([0_u64; 8]);
            // SAFETY: there is none: this is the fault.
            unsafe { dealloc(black_box(on_the_stack.as_ptr().cast_mut().cast::<u8>()), Layout::new::<[u64; 8]>()) };
        }
        "stack-overflow" => drop(black_box(fall(black_box(1)))),
        "exit-0" => leave(0),
        "exit-3" => leave(3),
        "abort" => process::abort(),
        "kill-self" => {
            let _ = process::Command::new("sh").args(["-c", "kill -9 $PPID"]).status();
        }
        _ => return None,
    }
    Some(abi::OK)
}

extern "C" fn panicking() {
    panic!("a panic that nobody catches before the C interface");
}

fn free_twice() {
    let layout = Layout::new::<[u64; 4]>();
    // SAFETY: there is none: freeing twice is the fault. Seen by the optimizer, it would be left out.
    unsafe {
        let memory = black_box(alloc(layout));
        dealloc(black_box(memory), layout);
        dealloc(black_box(memory), layout);
    }
}

#[expect(unconditional_recursion, reason = "this is the fault")]
fn fall(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    black_box(fall(depth + 1)) + frame[0]
}

#[expect(clippy::exit, reason = "this is the fault")]
fn leave(code: i32) {
    process::exit(code);
}
