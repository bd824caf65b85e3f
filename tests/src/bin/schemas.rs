//! Writes the JSON Schemas of the schema crate into its folder `schema`; `--check` compares instead.
#![expect(clippy::print_stderr, reason = "a program of the developer's terminal")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let check = env::args().nth(1).as_deref() == Some("--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/nianbao-core/schema");
    let mut result = ExitCode::SUCCESS;
    for (name, schema) in nianbao_core::schema::all() {
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
