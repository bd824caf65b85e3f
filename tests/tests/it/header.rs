//! The C header compiles as strict C11 and promises the layout that Rust asserts. (C++11: among the viewers' tests,
//! since a machine with Rust has a C compiler but need not have one for C++.)

use std::fs;
use std::path::Path;
use std::process::Command;

const CHECK: &str = include_str!("../header_check.c");

#[test]
fn the_header_is_strict_c11() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("check.c");
    fs::write(&source, CHECK).unwrap();
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/nianbao-plugin/include");
    let warnings = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only"];
    let output =
        Command::new("cc").arg("-std=c11").args(warnings).arg("-I").arg(include).arg(&source).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
