//! The arrows between crates point one way: the command line depends on no format, and nothing on a plugin.

use std::process::Command;

fn tree(arguments: &[&str]) -> String {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let command =
        ["tree", "--offline", "--manifest-path", manifest, "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(cargo).args(command).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn names(tree: &str) -> Vec<String> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_command_line_depends_on_no_format_crate() {
    let names = names(&tree(&["-p", "nianbao-cli"]));
    for format in ["calamine", "docx-rs", "quick-xml", "zip", "scraper", "minijinja", "typst", "rust_xlsxwriter"] {
        assert!(!names.iter().any(|name| name == format), "{format}");
    }
    assert!(names.iter().any(|name| name == "nianbao-engine"), "the listing shows what is there");
}

#[test]
fn no_crate_depends_on_a_plugin() {
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins")).expect("the plugins are there");
    let mut plugins = 0;
    for folder in folders.map(|folder| folder.expect("it can be read").file_name()) {
        let plugin = format!("nianbao-{}", folder.to_string_lossy());
        let users = names(&tree(&["--workspace", "--invert", &plugin, "--edges", "normal,build"]));
        assert!(users.iter().all(|name| *name == plugin), "{plugin}: {users:?}");
        plugins += 1;
    }
    assert!(plugins >= 5, "{plugins}");
}

#[test]
fn the_engine_and_the_schema_know_neither_host_nor_plugins() {
    for pure in ["nianbao-core", "nianbao-engine"] {
        let names = names(&tree(&["-p", pure]));
        assert!(!names.iter().any(|name| name == "nianbao-host" || name == "nianbao-plugin"), "{pure}");
    }
}
