//! Libraries that are wrong before they are ever called: without an entry, of another version, broken, or at work while
//! they are loaded.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nianbao_tests::hostile::{GOOD, Yard, fault, import};

/// A plugin in C that does everything right, but for what a test puts into its places.
const SOURCE: &str = r#"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "nianbao_plugin.h"
CODE
static int32_t NB_CALL call(const nb_host_v1 *host, const uint8_t *request, size_t len, const nb_slice *blobs,
                            size_t count) {
  static const char answer[] =
    "{\"nb\":1,\"type\":\"result\",\"id\":1,\"document\":{\"schema\":\"nianbao-document/1\",\"blocks\":[]}}";
  (void)request; (void)len; (void)blobs; (void)count;
  if (host->emit(host->ctx, NB_EMIT_RESPONSE, 0, (const uint8_t *)answer, sizeof(answer) - 1)) return NB_STOPPED;
  return NB_OK;
}
static const nb_plugin_v1 plugin = {SIZE, {(const uint8_t *)"ID", sizeof("ID") - 1}, {(const uint8_t *)"1.0", 3}, call};
NB_EXPORT const nb_plugin_v1 *NB_CALL ENTRY(void) { return TABLE; }
"#;

struct Source {
    id: &'static str,
    size: &'static str,
    entry: &'static str,
    table: &'static str,
    code: &'static str,
}

const RIGHT: Source = Source {
    id: "org.example.c",
    size: "sizeof(nb_plugin_v1)",
    entry: "nianbao_plugin_v1",
    table: "&plugin",
    code: "",
};

impl Source {
    fn compile(&self) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let text = SOURCE
            .replace("CODE", self.code)
            .replace("SIZE", self.size)
            .replace("ID", self.id)
            .replace("ENTRY", self.entry)
            .replace("TABLE", self.table);
        fs::write(folder.path().join("plugin.c"), text).unwrap();
        let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/nianbao-plugin/include");
        let mut compiler = Command::new("cc");
        compiler.current_dir(folder.path()).args(["-std=gnu11", "-shared", "-fPIC", "-Wl,-z,lazy", "-o", "plugin.so"]);
        let output = compiler.arg("plugin.c").arg("-I").arg(include).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read(folder.path().join("plugin.so")).unwrap()
    }
}

fn yard(library: &[u8]) -> Yard {
    Yard::new().with_library("org.example.c", "1.0", library, 60)
}

#[track_caller]
fn check(library: &[u8], word: &str, detail: &str) {
    let fault = fault(&yard(library).host(), GOOD);
    assert_eq!(fault.kind.word(), word, "{fault}");
    let said = format!("{} | {}", fault.kind.detail(), fault.last_words);
    assert!(said.contains(detail), "{said}");
}

#[test]
fn a_right_library_is_loaded() {
    // Or the tests below would prove nothing. A later version's table may be larger.
    for size in ["sizeof(nb_plugin_v1)", "100000"] {
        let yard = yard(&Source { size, ..RIGHT }.compile());
        assert!(import(&yard.host(), GOOD).is_ok());
    }
}

#[test]
fn a_library_without_the_entry_is_refused() {
    check(&Source { entry: "something_else", ..RIGHT }.compile(), "missing-symbol", "");
    check(&Source { entry: "nianbao_plugin_v2", ..RIGHT }.compile(), "missing-symbol", "");
    check(&Source { table: "0", ..RIGHT }.compile(), "missing-symbol", "");
}

#[test]
fn a_table_that_is_too_small_or_of_another_plugin_is_refused() {
    check(&Source { size: "0", ..RIGHT }.compile(), "incompatible", "0 bytes");
    check(&Source { size: "8", ..RIGHT }.compile(), "incompatible", "8 bytes");
    check(&Source { id: "org.example.other", ..RIGHT }.compile(), "incompatible", "org.example.other");
}

#[test]
fn a_table_without_its_function_or_at_an_odd_address_is_refused() {
    let code = "static const nb_plugin_v1 empty = {sizeof(nb_plugin_v1), {(const uint8_t *)\"org.example.c\", 13},
                                               {(const uint8_t *)\"1.0\", 3}, 0};";
    check(&Source { code, table: "&empty", ..RIGHT }.compile(), "incompatible", "no function");
    let table = "(const nb_plugin_v1 *)((const char *)&plugin + 1)";
    check(&Source { table, ..RIGHT }.compile(), "incompatible", "address");
}

#[test]
fn a_file_that_is_no_library_is_refused() {
    let right = RIGHT.compile();
    check(b"this is a text\n", "load-failed", "");
    check(b"", "load-failed", "");
    let mut of_another_machine = right.clone();
    // The field `e_machine` of an ELF header; no machine has this number.
    of_another_machine[18..20].copy_from_slice(&[0xEE, 0xEE]);
    check(&of_another_machine, "load-failed", "");
    // A missing function is found when the library is loaded, not when it is called.
    let unresolved = Source { code: "void nowhere(void); void far(void) { nowhere(); }", ..RIGHT };
    check(&unresolved.compile(), "load-failed", "nowhere");
}

#[test]
fn a_library_cut_short_harms_its_worker_alone() {
    let right = RIGHT.compile();
    for part in [right.len() / 4, right.len() / 2] {
        let word = fault(&yard(&right[..part]).host(), GOOD).kind.word();
        assert!(["load-failed", "crashed"].contains(&word), "{part}: {word}");
    }
}

#[test]
fn what_runs_while_a_library_is_loaded_runs_in_its_worker() {
    let constructor = |code: &'static str| Source { code, ..RIGHT }.compile();
    check(&constructor("__attribute__((constructor)) static void f(void) { abort(); }"), "crashed", "SIGABRT");
    check(
        &constructor("__attribute__((constructor)) static void f(void) { write(2, \"loud\", 4); _exit(0); }"),
        "protocol",
        "loud",
    );
    let begun = Instant::now();
    check(&constructor("__attribute__((constructor)) static void f(void) { for (;;) pause(); }"), "timeout", "5");
    assert!(begun.elapsed() < Duration::from_secs(30));
}

/// Built by hand, since the author's kit refuses to be built so.
#[test]
fn a_library_that_aborts_on_panic_harms_its_worker_alone() {
    const SOURCE: &str = r#"
        #[repr(C)] pub struct Slice(*const u8, usize);
        #[repr(C)] pub struct Plugin { size: usize, id: Slice, version: Slice, call: extern "C" fn() -> i32 }
        unsafe impl Sync for Plugin {}
        extern "C" fn call() -> i32 { std::panic::catch_unwind(|| panic!("not to be caught")).map_or(5, |()| 0) }
        static PLUGIN: Plugin = Plugin {
            size: 48, id: Slice(b"org.example.c".as_ptr(), 13), version: Slice(b"1.0".as_ptr(), 3), call,
        };
        #[unsafe(no_mangle)] pub extern "C" fn nianbao_plugin_v1() -> *const Plugin { &PLUGIN }
    "#;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plugin.rs"), SOURCE).unwrap();
    let mut compiler = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    compiler.current_dir(folder.path()).args(["--edition=2024", "--crate-type=cdylib", "-o", "plugin.so", "plugin.rs"]);
    let output = compiler.args(["-C", "panic=abort"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let library = fs::read(folder.path().join("plugin.so")).unwrap();
    let fault = fault(&yard(&library).host(), GOOD);
    assert_eq!(fault.kind.word(), "crashed", "{fault}");
    assert!(fault.last_words.contains("not to be caught"), "{}", fault.last_words);
}

#[test]
fn the_kit_refuses_to_be_built_where_a_panic_aborts() {
    const SOURCE: &str = "struct Mine; nianbao_plugin::export!(importer: Mine);
        impl nianbao_plugin::Importer for Mine {
            fn import(&self, _: &nianbao_plugin::ImportJob<'_>, _: &nianbao_plugin::Context<'_>)
                -> Result<nianbao_plugin::Imported, nianbao_plugin::PluginError> { Ok(Default::default()) }
        }";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.rs"), SOURCE).unwrap();
    let program = std::env::current_exe().unwrap();
    let kit =
        program.ancestors().map(|folder| folder.join("libnianbao_plugin.rlib")).find(|path| path.is_file()).unwrap();
    let build = |strategy: &str| {
        let mut compiler = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        compiler.current_dir(folder.path()).env("CARGO_PKG_NAME", "mine").env("CARGO_PKG_VERSION", "1.0");
        compiler.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "mine.rs", "-C", strategy, "-L"]);
        compiler.arg(program.parent().unwrap()).arg("--extern").arg(format!("nianbao_plugin={}", kit.display()));
        let output = compiler.output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(build("panic=unwind"), (true, String::new()));
    let (is_built, said) = build("panic=abort");
    assert!(!is_built && said.contains("must be built with panic = \"unwind\""), "{said}");
}
