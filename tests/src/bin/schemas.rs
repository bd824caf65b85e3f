//! Writes the JSON Schemas of the schema crate and of the plugin contract into their folders `schema`; `--check` compares
//! instead.
#![expect(clippy::print_stderr, reason = "a program of the developer's terminal")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let check = env::args().nth(1).as_deref() == Some("--check");
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let of_core = nianbao_core::schema::all().into_iter().map(|schema| ("nianbao-core", schema));
    let of_plugins = nianbao_plugin::schema::all().into_iter().map(|schema| ("nianbao-plugin", schema));
    let mut result = ExitCode::SUCCESS;
    for (owner, (name, schema)) in of_core.chain(of_plugins) {
        let folder = crates.join(owner).join("schema");
        let file = folder.join(name);
        let text = format!("{schema:#}\n");
        if check {
            if fs::read_to_string(&file).ok().as_deref() != Some(&text) {
                eprintln!("{name} is out of step; run `cargo xtask generate`");
                result = ExitCode::FAILURE;
            }
        } else if let Err(error) = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, text)) {
            eprintln!("{}: {error}", file.display());
            result = ExitCode::FAILURE;
        }
    }
    result
}
